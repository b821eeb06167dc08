"""What an exported Excel says, as tables again: the self-test compares them with what was to be written."""

from __future__ import annotations

import warnings
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel.content import shown_as
from models.table import Cell, Table


def read_excel(path: Path) -> list[Table]:
    """The sheets of a workbook that ``write_excel`` wrote, with their merged cells."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The image .* will be removed", UserWarning)  # packages look at no pictures
        workbook = load_workbook(path, data_only=True)
    return [_table(sheet) for sheet in workbook.worksheets]


def _table(sheet: Worksheet) -> Table:
    spans = {
        (merged.min_row, merged.min_col): (merged.size["rows"], merged.size["columns"])
        for merged in sheet.merged_cells.ranges
    }
    cells = [
        Cell(cell.row - 1, cell.column - 1, _text(cell), *spans.get((cell.row, cell.column), (1, 1)))
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, SheetCell)
    ]
    return Table((1.0,) * sheet.max_column, sheet.max_row, tuple(cells), sheet.title)


def _text(cell: SheetCell) -> str:
    """What a person sees in a cell."""
    if cell.value is None or isinstance(cell.value, str):
        return (cell.value or "").replace("_x005F_", "_")
    return shown_as(Decimal(str(cell.value)), cell.number_format)
