"""The neutral table: sheets of paper, and what is asked of its cells."""

from __future__ import annotations

import pytest

from models.table import Cell, PageSetup, Role, Table, covered

TABLE = Table(
    (10.0, 20.0, 30.0),
    3,
    (Cell(2, 2, "末"), Cell(0, 1, "宽", column_span=2), Cell(0, 0, "高", row_span=3), Cell(2, 1, "中")),
    source_rows=(4, 7),
)


@pytest.mark.parametrize(
    ("paper", "size"),
    [("A4", (210, 297)), ("A3", (297, 420)), ("B5", (182, 257)), ("a3", (297, 420)), ("Letter", (210, 297))],
)
def test_a_sheet_has_the_size_of_its_standard_and_lies_as_is_said(paper: str, size: tuple[float, float]) -> None:
    assert PageSetup(paper).size == size
    assert PageSetup(paper, landscape=True).size == size[::-1]


def test_margins_and_letters_are_those_of_the_page_on_templates() -> None:
    page = PageSetup()
    assert (page.paper, page.landscape, page.font_size) == ("A4", False, 10)
    assert (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left) == (18, 15, 18, 15)


def test_rows_are_read_from_left_to_right_by_where_a_cell_begins() -> None:
    assert [[cell.text for cell in row] for row in TABLE.rows()] == [["高", "宽"], [], ["中", "末"]]
    assert TABLE.texts() == [["高", "宽", ""], ["", "", ""], ["", "中", "末"]]
    assert TABLE.column_count == 3


def test_a_row_knows_where_it_stood_in_its_source() -> None:
    assert [TABLE.place(row) for row in range(3)] == [4, 7, 3], "without a place of its own it is counted from one"


def test_a_cell_lies_on_every_place_of_its_span() -> None:
    cell = Cell(1, 2, row_span=2, column_span=3)
    assert list(covered(cell)) == [(1, 2), (1, 3), (1, 4), (2, 2), (2, 3), (2, 4)]
    assert (cell.bottom, cell.right) == (3, 5)


def test_only_the_cells_of_the_table_proper_have_borders() -> None:
    proper = {Role.LABEL, Role.HEADER, Role.LEVEL, Role.TEXT, Role.VALUE, Role.NUMBER, Role.CHOICE}
    assert {role for role in Role if role.bordered} == proper
