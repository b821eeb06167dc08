"""What kind of file some bytes are. The bytes decide, never the name: an .xls may be HTML, a .doc may be .docx."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from importers.readers.source import SourceError
from models.python import regex


class Kind(StrEnum):
    """A format that has a reader."""

    XLSX = "xlsx"
    XLS = "xls"
    SPREADSHEETML = "spreadsheetml"
    ODS = "ods"
    DOCX = "docx"
    WORD_XML = "word-xml"
    PDF = "pdf"
    HTML = "html"
    MHTML = "mhtml"
    CSV = "csv"
    TEXT = "text"


MOST_BYTES = 50_000_000
"""A larger file is not read at all."""

_AGAIN = "请用 WPS 或 Office 打开，另存为 .xlsx 或 .docx 后再导入。"
_AS_DOCX = "请用 WPS 或 Word 打开，另存为 .docx 后再导入。"
_DAMAGED = ("文件不完整或已损坏", "请重新下载或复制，或请对方重发。")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_PACKED = ("这是压缩文件，或不认识的文件", "请先解压，再导入里面的表格文件。")
_OWNER_BYTES, _LONGEST_NAME = (162, 165), 54  # of Word's and of Excel's: the length of a name, the name, blanks
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096  # bytes in which a file says what it is


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of a file called ``name``. Raises SourceError for what has no reader, with what to do instead."""
    if not data.strip(b"\0 \t\r\n"):
        raise SourceError("文件是空的，没有内容", "可能还没有下载完，请重新下载或复制后再导入。", name)
    head = data[:_HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(data, name)
    if head.startswith(_OLE):
        return _in_ole(data, name)
    if head.startswith(_ARCHIVES):
        raise SourceError(*_PACKED, name)
    if len(data) in _OWNER_BYTES and 0 < data[0] <= _LONGEST_NAME:
        what, todo = "这是 Office 打开文件时留下的临时文件，里面没有内容", "请选不以“~$”开头的那个文件导入。"
        raise SourceError(what, todo, name)
    if head.startswith(_PICTURES):
        what, todo = "这是图片，没有文字", "请先用识别（OCR）软件转成文字或表格，再导入。"
        raise SourceError(what, todo, name, opens="no-text")
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.lstrip().startswith(b"{\\rtf"):
        raise SourceError("这是 RTF 文件", _AS_DOCX, name, opens="rtf")
    return _in_text(head, name)


# --- zip: Office 2007 and OpenDocument --------------------------------------------------------------------------------


def _in_zip(data: bytes, name: str) -> Kind:
    names = _names_in(data, name)
    if any(one.startswith("word/document") for one in names):
        return Kind.DOCX
    if "xl/workbook.bin" in names:
        raise SourceError(
            "这是 Excel 二进制工作簿（.xlsb）", "请用 Excel 打开，另存为 .xlsx 后再导入。", name, opens="other"
        )
    if any(one.startswith("xl/") for one in names):
        return Kind.XLSX
    if "content.xml" in names:
        return _open_document(data, name)
    if "OFD.xml" in names:
        what, todo = "这是 OFD 版式文件", "请用 WPS 或 OFD 阅读器打开，另存为 .docx 或 PDF 后再导入。"
        raise SourceError(what, todo, name, opens="other")
    raise SourceError(*_PACKED, name, opens="other")


def _names_in(data: bytes, name: str) -> frozenset[str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return frozenset(one.replace("\\", "/").lstrip("/") for one in package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise SourceError(*_DAMAGED, name) from problem


def _open_document(data: bytes, name: str) -> Kind:
    with zipfile.ZipFile(BytesIO(data)) as package, package.open("content.xml") as content:
        head = content.read(_HEAD * 16)
    return _sheets_in(head, name)


def _sheets_in(head: bytes, name: str) -> Kind:
    if b"office:spreadsheet" in head or b"opendocument.spreadsheet" in head or b"<table:table" in head:
        return Kind.ODS
    raise SourceError("这是 OpenDocument 文字文件", "请打开后另存为 .docx 再导入。", name, opens="other")


# --- OLE: Office 97, and what is encrypted ----------------------------------------------------------------------------


def _in_ole(data: bytes, name: str) -> Kind:
    import olefile  # here: most sources are no such file

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            streams = {path[0].lower() for path in ole.listdir()}
    except (OSError, ValueError, IndexError, TypeError) as problem:
        raise SourceError(*_DAMAGED, name) from problem
    if "encryptedpackage" in streams:
        raise SourceError("文件加了密码", "请打开它，去掉密码另存后再导入。", name, opens="password")
    if streams & {"workbook", "book"}:
        return Kind.XLS
    if "worddocument" in streams:
        raise SourceError(
            "这是旧版 Word 或 WPS 文字文件（.doc、.wps）",
            "请用 WPS 或 Word 打开，另存为 .docx 后再导入。",
            name,
            opens="old-word",
        )
    raise SourceError("不认识这种旧版 Office 文件", _AGAIN, name, opens="other")


# --- texts that say what they are -------------------------------------------------------------------------------------

_SHEET_XML = regex(r"<\?mso-application\s+progid=.Excel|urn:schemas-microsoft-com:office:spreadsheet")
_WORD_XML = regex(r"<\?mso-application\s+progid=.Word|schemas\.microsoft\.com/office/word/2003/wordml|<pkg:package")
_OPEN_XML = regex(r"<office:document\b")
_MHTML = regex(r"\A\s*(?:From|MIME-Version|Content-Type|Subject|Date|X-[\w-]+):", re.IGNORECASE)
_HTML = regex(
    r"\A\s*Version:\d[\d.]*\s+StartHTML:|<!doctype\s+html|<(?:html|head|body|table|meta|style|div|tr|td|p|span)\b[^<]*>",
    re.IGNORECASE,
)


def _in_text(head: bytes, name: str) -> Kind:
    text = _readable(head)
    for kind, said in ((Kind.SPREADSHEETML, _SHEET_XML), (Kind.WORD_XML, _WORD_XML)):
        if said.search(text):
            return kind
    if _OPEN_XML.search(text):
        return _sheets_in(head, name)
    if _MHTML.match(text) and re.search(r"multipart/related|text/html", text, re.IGNORECASE):
        return Kind.MHTML
    return _page_or_text(text, name)


def _page_or_text(text: str, name: str) -> Kind:
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("md", "csv") and not _leads_with_markup(text):
        return Kind.CSV if suffix == "csv" else Kind.TEXT
    if _HTML.search(text) and (_leads_with_markup(text) or suffix not in ("txt", "tsv")):
        return Kind.HTML
    if text.lstrip("\ufeff \r\n\t").startswith("<?xml"):
        raise SourceError("这是不认识的 XML 文件", _AGAIN, name, opens="other")
    return Kind.TEXT


def _leads_with_markup(text: str) -> bool:
    return bool(re.match(r"\ufeff?\s*(?:<[!?a-zA-Z]|Version:\d)", text))


def _readable(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("latin-1")
