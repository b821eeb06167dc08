"""Web pages and web archives (HTML, MHTML, the clipboard's CF_HTML) → their paragraphs and tables."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from html import unescape

from importers.readers.html import read_html
from importers.readers.sheet import too_large
from importers.readers.source import Reading, SourceError, decode_text
from models.heed import Heed, no_heed
from models.python import regex
from models.table import Paragraph, Table

_CHARSET = regex(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHINESE = regex("[\u4e00-\u9fff]")
_SHEET = regex(r"(?:Sheet|工作表)\s*\d+\s*[:：]\s*\S")
_MOST_SHEETS = 1000
_FRAMES = regex(r"<frameset\b", re.IGNORECASE)
_SOURCES = regex(r"<x:Name>([^<]*)</x:Name>\s*<x:WorksheetSource\s+HRef=[\"']([^\"']+)[\"']", re.IGNORECASE)
_CF_HTML = regex(rb"\A\s*Version:\d[\d.]*\s+StartHTML:")


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """The paragraphs and tables of a page, or of the sheets of a workbook saved as one. Raises SourceError."""
    pages = list(_pages(data, name))
    readings = [_on_sheet(read_html(page, heed), sheet) for sheet, page in pages]
    document = tuple(part for one in readings for part in one.document if not _names_sheet(part))
    if any(_FRAMES.search(page) for _, page in pages) and not any(isinstance(part, Table) for part in document):
        what, todo = "这个文件只有框架，表格在它旁边的文件夹里", "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。"
        raise SourceError(what, todo, name, opens="other")
    if not document:
        raise SourceError("网页里没有内容", "请确认保存的是有表格的那一页，或复制表格后粘贴。", name)
    return Reading(document, tuple(notice for one in readings for notice in one.notices))


def _on_sheet(reading: Reading, sheet: str) -> Reading:
    if not sheet:
        return reading
    return reading._replace(document=tuple(part._replace(source_sheet=sheet) for part in reading.document))


def _names_sheet(part: Paragraph | Table) -> bool:
    """What a spreadsheet that was saved as a page puts over each of its sheets."""
    return isinstance(part, Paragraph) and bool(_SHEET.match(part.text))


def _pages(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Name of the sheet, where it is one, and page."""
    if re.match(rb"\s*(?:From|MIME-Version|Content-Type|Subject|Date|X-[\w-]+):", data, re.IGNORECASE):
        yield from _archived(data, name)
    elif _CF_HTML.match(data):
        yield "", data.rstrip(b"\0").decode("utf-8", "replace")
    else:
        found = _CHARSET.search(data[:4096])
        yield "", _decoded(data, found[1].decode("ascii") if found else "", name)


def _archived(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    """The first page of a web archive, or the sheets that it frames."""
    pages: dict[str, str] = {}
    for part in email.message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            held = payload if isinstance(payload, bytes) else b""
            pages[str(part.get("Content-Location", len(pages)))] = _decoded(
                held, part.get_content_charset() or "", name
            )
    if not pages:
        raise SourceError("网页归档里没有网页", "请重新保存网页，或复制表格后粘贴。", name)
    first = next(iter(pages.values()))
    by_name = {_last_of(place): page for place, page in pages.items()}
    sheets = {_last_of(target): unescape(sheet) for sheet, target in _SOURCES.findall(first)}
    if len(sheets) > _MOST_SHEETS:
        raise too_large().within(name)
    yield from [(sheet, by_name[place]) for place, sheet in sheets.items() if place in by_name] or [("", first)]


def _last_of(place: str) -> str:
    return place.rpartition("/")[2]


def _decoded(data: bytes, charset: str, name: str) -> str:
    """By the declared character set where it can be trusted; "gb2312" means GB 18030, or UTF-8 that somebody forgot."""
    if charset.lower() in ("gb2312", "gbk", "gb18030", "x-gbk") and not _is_utf8(data):
        return data.decode("gb18030", "replace")
    return decode_text(data, name, len(data))


def _is_utf8(data: bytes) -> bool:
    """True for UTF-8 with Chinese in it: GB 18030 is never that by chance, but in a word or two."""
    try:
        return len(_CHINESE.findall(data.decode("utf-8-sig"))) > 1
    except UnicodeDecodeError:
        return False
