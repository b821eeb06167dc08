"""Web pages and web archives (HTML, MHTML, the clipboard's CF_HTML) → their paragraphs and tables."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email import policy

from importers.readers.html import read_html
from importers.readers.source import Reading, SourceError, decode_text
from models.heed import Heed, no_heed
from models.python import regex
from models.table import Paragraph, Table

_CHARSET = regex(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SHEET = regex(r"(?:Sheet|工作表)\s*\d+\s*[:：]\s*\S")
_CF_HTML = regex(rb"\A\s*Version:\d[\d.]*\s+StartHTML:")


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """The paragraphs and tables of a page. Raises SourceError."""
    reading = read_html(_page(data, name), heed)
    reading = replace(reading, document=tuple(part for part in reading.document if not _names_sheet(part)))
    if not reading.document:
        raise SourceError("网页里没有内容", "请确认保存的是有表格的那一页，或复制表格后粘贴。", name)
    return reading


def _names_sheet(part: Paragraph | Table) -> bool:
    """What a spreadsheet that was saved as a page puts over each of its sheets."""
    return isinstance(part, Paragraph) and bool(_SHEET.match(part.text))


def _page(data: bytes, name: str) -> str:
    if re.match(rb"\s*(?:From|MIME-Version|Content-Type|Subject|Date|X-[\w-]+):", data, re.IGNORECASE):
        data, charset = _archived(data, name)
        return _decoded(data, charset, name)
    if _CF_HTML.match(data):
        return data.rstrip(b"\0").decode("utf-8", "replace")
    found = _CHARSET.search(data[:4096])
    return _decoded(data, found[1].decode("ascii") if found else "", name)


def _archived(data: bytes, name: str) -> tuple[bytes, str]:
    message = email.message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return (payload if isinstance(payload, bytes) else b""), part.get_content_charset() or ""
    raise SourceError("网页归档里没有网页", "请重新保存网页，或复制表格后粘贴。", name)


def _decoded(data: bytes, charset: str, name: str) -> str:
    """By the declared character set where it can be trusted; "gb2312" means GB 18030."""
    if charset.lower() in ("gb2312", "gbk", "gb18030", "x-gbk"):
        return data.decode("gb18030", "replace")
    return decode_text(data, name, len(data))
