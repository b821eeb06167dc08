"""A workbook as bytes, equal for equal content."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip archive can hold
_NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001  openpyxl wants it naive


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
