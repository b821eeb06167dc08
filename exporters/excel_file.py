"""A workbook as bytes, equal for equal content, and bytes into a file that is either the old one or the new one."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip archive can hold
_NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001  openpyxl wants it naive

_ADVICE = {
    errno.ENOENT: "文件夹不存在，请换一个位置",
    errno.ENOTDIR: "文件夹不存在，请换一个位置",
    errno.EISDIR: "同名的是一个文件夹，请换一个文件名",
    errno.ENOSPC: "磁盘空间不足，请腾出空间或换一个位置",
    errno.EDQUOT: "磁盘空间不足，请腾出空间或换一个位置",
    errno.EROFS: "磁盘是只读的，请换一个位置",
    errno.ENAMETOOLONG: "文件名太长，请换一个短一些的文件名",
}
_LOCKED = "文件可能正在 Excel 或 WPS 中打开，或者没有写入权限；请关闭它，或换一个位置或文件名"


class SaveError(OSError):
    """A file could not be written. The message (Chinese) names it and says what to do; the old file is untouched."""


def workbook_bytes(workbook: Workbook) -> bytes:
    """The workbook as an .xlsx file; equal workbooks give equal bytes."""
    workbook.properties.created = _NO_DATE
    workbook.properties.modified = _NO_DATE
    buffer = BytesIO()
    with _TimelessZip(buffer, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()
    return buffer.getvalue()


class _TimelessZip(ZipFile):
    """A zip archive that records no times and nothing of the system it was made on."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_args: Any, **_kwargs: Any) -> None:
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        entry = ZipInfo(name, _NO_TIME)
        entry.compress_type = ZIP_DEFLATED
        entry.create_system = 0
        super().writestr(entry, data)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_kwargs: Any) -> None:
        self.writestr(str(arcname or filename), Path(filename).read_bytes())


def replace_file(target: Path, content: bytes) -> None:
    """Writes ``content`` beside ``target`` and puts it in its place at once. Raises SaveError."""
    try:
        _replace(target.resolve(), content)
    except OSError as error:
        raise SaveError(f"无法保存“{target}”：{_ADVICE.get(error.errno or 0, _LOCKED)}。") from error


def _replace(target: Path, content: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    exists = target.exists()
    if exists and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    beside = target.parent / f".{uuid4().hex}.tmp"
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if exists:
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
