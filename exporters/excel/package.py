"""A workbook as bytes, equal for equal content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipInfo

from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from exporters.timeless import TimelessZip
from models.python import regex

_WITHOUT_RESULT = regex(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f>([^<]*)</f>(?:<v ?/>|<v></v>)')


class Reckoned(Cell):
    """A cell with a formula and what it comes to: who reads the file without reckoning sees that number."""

    __slots__ = ("result",)

    def __init__(self, cell: Any, formula: str) -> None:
        """In the place and the style of a cell with the number that the formula comes to."""
        super().__init__(cell.parent, row=cell.row, column=cell.column)
        place: Any = self
        place._style, place._value, place.data_type = cell._style, formula, "f"
        self.result: Decimal = cell._value


class _Archive(TimelessZip):
    """Puts the results beside the formulas, which openpyxl cannot."""

    results: dict[str, dict[str, str]]

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *args: Any, **kwargs: Any) -> None:
        if (results := self.results.get(str(zinfo_or_arcname))) and isinstance(data, bytes):
            data = _WITHOUT_RESULT.sub(lambda found: _with_result(found, results), data)
        super().writestr(zinfo_or_arcname, data, *args, **kwargs)


def _with_result(found: re.Match[bytes], results: dict[str, str]) -> bytes:
    place, others, formula = found.groups()
    value = results[place.decode()].encode()
    return b'<c r="%b"%b><f>%b</f><v>%b</v>' % (place, others, formula, value)


def _cells(sheet: Any) -> Iterable[Cell]:
    cells: Iterable[Cell] = sheet._cells.values()
    return cells


def _results(workbook: Workbook) -> dict[str, dict[str, str]]:
    """Part of the file → place → the number, for every sheet that reckons."""
    return {
        f"xl/worksheets/sheet{number}.xml": {
            cell.coordinate: str(cell.result) for cell in _cells(sheet) if isinstance(cell, Reckoned)
        }
        for number, sheet in enumerate(workbook.worksheets, 1)
    }


def workbook_bytes(workbook: Workbook) -> bytes:
    """The workbook as an .xlsx file; equal workbooks give equal bytes."""
    buffer = BytesIO()
    with _Archive(buffer, "w", ZIP_DEFLATED) as archive:
        archive.results = _results(workbook)
        ExcelWriter(workbook, archive).save()
    return buffer.getvalue()
