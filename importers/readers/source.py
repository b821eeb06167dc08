"""What every importer shares: the refusal of a source, the bytes of a text, the characters a form may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, Self

from models.files.reasons import reading_refusal
from models.origin import Origin
from models.python import regex
from models.table import Document

MAX_BYTES = 10 * 1024 * 1024
"""A thousand forms; more than this is no text of forms and is refused before anything is decoded."""

BLANKS = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""What is stripped from both ends of a cell: every blank, with the full-width, the fixed and the zero-width ones."""

# Controls, lone surrogates and non-characters: no form holds them, and XML (so Excel) cannot.
_UNUSABLE = regex("[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_WIDE = regex("[\u0800-\uffff]")
_USUAL = regex("[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE = 4096
_LINE_BREAK = regex("\r\n?|[\x0b\u2028\u2029]")

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OTHER_KINDS = (
    (b"%PDF", "PDF 文件", "请把扩展名改为 .pdf 后再导入。"),
    (b"{\\rtf", "RTF 文件", "请用 WPS 或 Word 打开，另存为 .docx 后再导入。"),
    (b"PK\x03\x04", "Word、Excel 或压缩文件", "请把扩展名改回 .docx 或 .xlsx 后再导入；压缩文件请先解压。"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 Excel 文件", "请用 WPS 或 Office 打开，另存为 .docx 或 .xlsx 后再导入。"),
)


class SourceError(ValueError):
    """A source that cannot be used. Its text says what is wrong, where (file, line) and what to do about it."""

    def __init__(self, what: str, todo: str = "", name: str = "", line: int = 0, opens: str = "damaged") -> None:
        """``what`` and ``todo`` are Chinese sentences (``todo`` ends in 。); ``line`` is 1-based, 0 for none.

        ``opens`` is the refusal in a word for scripts: damaged, password, old-word, rtf, no-text, other.
        """
        super().__init__(what, todo, name, line, opens)
        self.opens = opens
        self.what = what
        self.todo = todo
        self.name = name
        self.line = line

    def __str__(self) -> str:
        where = f"“{self.name}”" if self.name else ""
        if self.line:
            where += f"第 {self.line} 行"
        return f"{where}：{self.what}。{self.todo}" if where else f"{self.what}。{self.todo}"

    def within(self, name: str) -> Self:
        """The same refusal, naming the file."""
        return type(self)(self.what, self.todo, name, self.line, self.opens)


class Notice(NamedTuple):
    """What a person must be told of a source: ``code`` and ``detail`` for scripts, ``words`` a Chinese sentence."""

    code: str
    words: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code}:{self.detail}" if self.detail else self.code


class Reading(NamedTuple):
    """A source as a reader sees it: its document, and what was hidden in it, guessed or left out.

    ``origins``: name of a sheet → the forms that this program exported it from, where the file still says so.
    """

    document: Document
    notices: tuple[Notice, ...] = ()
    origins: Mapping[str, tuple[Origin, ...]] = {}


def unreadable(problem: OSError, name: str) -> SourceError:
    """The refusal of a file that the system does not let us read."""
    refusal = reading_refusal(problem)
    return SourceError(f"打不开，{refusal.why}", f"{refusal.todo}。", name)


def drop_unusable(text: str) -> str:
    """The text without control characters (tab and line breaks stay), lone surrogates and non-characters."""
    return _UNUSABLE.sub("", text)


_POWER = regex(r"\s*[-+−]?\d+\s*", re.ASCII)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(text: str) -> str:
    """What stands above the line: numbers stay told from those on it (10⁴ is no 104), other text is as it is."""
    return text.strip().translate(_RAISED) if _POWER.fullmatch(text) else text


def clean_text(text: str) -> str:
    """The text of one cell as a form may hold it: usable characters, lines parted by newlines, ends stripped."""
    if text.isprintable():  # no sign in it to drop or to change
        return text.strip(BLANKS)
    return _LINE_BREAK.sub("\n", drop_unusable(text)).strip(BLANKS)


def decode_text(data: bytes, name: str, limit: int = MAX_BYTES) -> str:
    """The text in ``data``: UTF-8, UTF-16 or UTF-32 with a byte order mark, or GB 18030.

    Raises SourceError when it is too large, no text, or in no encoding known here.
    """
    if len(data) > limit:
        size, most = len(data) / 1024 / 1024, limit / 1024 / 1024
        raise SourceError(f"文件太大（{size:.1f} MB，最多 {most:g} MB）", "请只保留绩效目标表部分，再导入。", name)
    for mark, kind, todo in _OTHER_KINDS:
        if data.startswith(mark):
            raise SourceError(f"这是{kind}，不是文本", todo, name)
    text = _decode(data, name)
    if "\0" in text:
        raise SourceError("含有二进制内容，不是文本文件", "请打开原文件，复制表格后粘贴，或换用原格式导入。", name)
    return text


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, name)
    if b"\0" in data[:_SAMPLE] and (text := _unmarked_utf16(data)):
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data[max(0, error.start - 32_768) : error.start + 32_768]):
            raise _undecodable(data, error.start, name) from error
    return _decode_as(data, "gb18030", name)


def _unmarked_utf16(data: bytes) -> str:
    """The text of UTF-16 without a mark: nothing but Chinese, what is printed on keys, and the ends of lines."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        if len(_USUAL.findall(sample)) > 0.9 * len(sample):
            return text
    return ""


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, name) from error


def _is_damaged_utf8(data: bytes) -> bool:
    """True for a part of UTF-8 with a few wrong bytes, which GB 18030 would read without complaint as nonsense."""
    loose = data.decode("utf-8", "replace")
    wrong = loose.count("\ufffd")
    right = len(_WIDE.findall(loose)) - wrong
    return right > 10 * wrong


_OF_A_PROGRAM = (".xlsx", ".xls", ".et", ".ods", ".docx", ".pdf")


def _undecodable(data: bytes, position: int, name: str) -> SourceError:
    if name.lower().endswith(_OF_A_PROGRAM):
        return SourceError("内容不是它的名字所说的那种文件，或者已损坏", "请用原来的程序打开，另存一份后再导入。", name)
    line = data.count(b"\n", 0, position) + 1
    return SourceError("文字编码无法识别", "请用记事本打开，另存为 UTF-8 编码后再导入。", name, line)
