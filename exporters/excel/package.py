"""A workbook as bytes, equal for equal content."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from exporters.timeless import TimelessZip


def workbook_bytes(workbook: Workbook) -> bytes:
    """The workbook as an .xlsx file; equal workbooks give equal bytes."""
    buffer = BytesIO()
    with TimelessZip(buffer, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()
    return buffer.getvalue()
