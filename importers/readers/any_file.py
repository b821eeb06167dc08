"""A source file as a document, whatever its format: the bytes say the kind, the kind has its reader."""

from __future__ import annotations

import stat
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from importers.readers.sniffing import MOST_BYTES, Kind, kind_of
from importers.readers.source import Reading, SourceError, unreadable
from models.heed import Heed, StoppedError, no_heed

READERS: dict[Kind, str] = {
    Kind.XLSX: "workbook.excel",
    Kind.XLS: "workbook.legacy",
    Kind.SPREADSHEETML: "workbook.spreadsheetml",
    Kind.ODS: "workbook.opendocument",
    Kind.DOCX: "word.document",
    Kind.WORD_XML: "word.one_file",
    Kind.PDF: "pdf.document",
    Kind.HTML: "web",
    Kind.MHTML: "web",
    Kind.CSV: "separated",
    Kind.TEXT: "text",
}
"""Kind → module of this folder, loaded when first wanted, whose ``read(data, name)`` gives the Reading."""

SUFFIXES = (".xlsx", ".xls", ".et", ".ods", ".docx", ".pdf", ".html", ".htm", ".mht", ".csv", ".txt", ".tsv", ".md")
"""What a dialog offers to open; the reading itself goes by the bytes."""


class _Reader(Protocol):
    def read(self, data: bytes, name: str, heed: Heed) -> Reading: ...


def read_file(path: Path, heed: Heed = no_heed) -> Reading:
    """What stands in a file. Raises SourceError with a Chinese sentence: what is wrong, and what to do."""
    return read_bytes(bytes_of(path), path.name, heed)


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises SourceError."""
    try:
        return _bytes_of(path)
    except FileNotFoundError:
        raise SourceError("找不到这个文件", "请检查文件名和所在的文件夹。", path.name) from None
    except OSError as problem:
        raise unreadable(problem, path.name) from problem


def read_bytes(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """What stands in the bytes of a file called ``name``; ``heed`` may break off. Raises SourceError."""
    try:
        module = cast(_Reader, import_module(f"importers.readers.{READERS[kind_of(data, name)]}"))
        return module.read(data, name, heed)
    except (SourceError, StoppedError):
        raise
    except (MemoryError, RecursionError) as problem:
        what, todo = "文件太大或太深，读不下去", "请只保留绩效目标表的部分，另存后再导入。"
        raise SourceError(what, todo, name) from problem
    except Exception as problem:
        what = f"文件已损坏，读不下去（{type(problem).__name__}）"
        raise SourceError(what, "请用原来的程序打开，另存一份后再导入。", name) from problem


def _bytes_of(path: Path) -> bytes:
    """The bytes of an ordinary file of a sensible size. Raises SourceError and OSError."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise SourceError("这是一个文件夹，不是文件", "请选其中的一个文件导入。", path.name or str(path), opens="other")
    if not stat.S_ISREG(status.st_mode):
        raise SourceError("这不是普通文件", "请选一个表格文件导入。", path.name, opens="other")
    if status.st_size > MOST_BYTES:
        what, todo = "文件太大，不像是绩效目标表", "请只保留绩效目标表的部分，另存后再导入。"
        raise SourceError(what, todo, path.name, opens="other")
    return path.read_bytes()
