"""Where a page ends within a cell, a line closes it there and opens it on the next page."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from exporters.excel.setting import set_out
from exporters.excel.write import excel_bytes
from models.table import Cell, Role, Table
from tests.exporters.excel.excel_tables import STATEMENT, department, giant, narrative, project
from tests.exporters.excel.test_cutting import SAMPLES, long_tables

_POINT = 12700  # EMU


def closed(table: Table) -> set[tuple[int, int, str]]:
    """Where the sheet has lines: sheet row, column, and at which side of the row; no line is thicker than a point."""
    sheet: Any = load_workbook(BytesIO(excel_bytes([table]))).worksheets[0]
    found = set()
    for image in sheet._images:
        start, stop = image.anchor._from, image.anchor.to
        assert start.row == stop.row
        assert 0 < stop.rowOff - start.rowOff <= _POINT
        foot = round(sheet.row_dimensions[start.row + 1].height * _POINT)
        assert start.rowOff == 0 or stop.rowOff == foot
        side = "foot" if start.rowOff else "top"
        found |= {(start.row, column, side) for column in range(start.col, stop.col)}
    return found


def cut(table: Table) -> set[tuple[int, int, str]]:
    """Where a page edge goes through a cell with a frame; a head that is repeated has its own line above."""
    layout, pages = set_out(table, table.cells)
    rows = {cell: layout.rows_of(cell) for cell in table.cells if cell.role.bordered}
    through = [
        (edge, column)
        for edge in pages.edges
        for cell, (start, stop) in rows.items()
        if start < edge < stop
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    first = pages.repeated[1] if pages.repeated else len(layout.heights)
    opened = {(edge, column, "top") for edge, column in through if edge < first}
    return {(edge - 1, column, "foot") for edge, column in through} | opened


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_cell_that_a_page_edge_cuts_is_closed(sample: str) -> None:
    for table in long_tables(sample, 3000):
        assert closed(table) == cut(table)


def test_a_level_that_is_higher_than_a_page_is_closed_too() -> None:
    table = leveled(120)
    places = closed(table)
    assert places == cut(table)
    assert {column for _, column, _ in places} == {0}
    assert len(places) >= 4


@pytest.mark.parametrize("table", [giant(), department(statement=STATEMENT * 36)], ids=["giant", "longest"])
def test_the_long_texts_of_the_samples_are_cut(table: Table) -> None:
    assert closed(table) == cut(table) != set()


@pytest.mark.parametrize("table", [project(), department(), narrative(20)], ids=["project", "department", "narrative"])
def test_where_no_frame_is_cut_there_is_no_line(table: Table) -> None:
    assert closed(table) == cut(table) == set()


def leveled(rows: int) -> Table:
    """A table with one level beside so many indicators."""
    names: Iterable[Cell] = (Cell(row, 1, f"指标{row}", role=Role.VALUE) for row in range(rows))
    return Table((30, 60), rows, (Cell(0, 0, "产出指标", rows, 1, Role.LEVEL), *names), title="绩效目标表")
