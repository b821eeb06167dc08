"""The Excel sheet of a table, read back."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exporters.clean import clean_text
from exporters.excel.content import common_format, number_of
from exporters.excel.heights import EXCEL_UNIT
from exporters.excel.write import write_excel
from models.table import Band, Cell, Role, Table, covered
from tests.effort import examples
from tests.exporters.excel.excel_tables import department, giant, random_table


def sheets(tmp_path: Path, *tables: Table) -> list[Any]:
    """The sheets of the tables, written and read back."""
    target = tmp_path / "表.xlsx"
    write_excel(tables, target)
    return list(load_workbook(target).worksheets)


def sheet(tmp_path: Path, table: Table) -> Any:
    return sheets(tmp_path, table)[0]


def one(text: str, role: Role = Role.VALUE, width: float = 100) -> Table:
    """A table of one cell."""
    return Table((width,), 1, (Cell(0, 0, text, role=role),), title="表")


def merged(ws: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Merged ranges: 0-based anchor to (rows, columns)."""
    return {
        (place.min_row - 1, place.min_col - 1): (place.max_row - place.min_row + 1, place.max_col - place.min_col + 1)
        for place in ws.merged_cells.ranges
    }


def sides(ws: Worksheet, row: int, column: int) -> set[str]:
    """The sides on which a place has a thin line."""
    border = ws.cell(row + 1, column + 1).border
    named = {"left": border.left, "right": border.right, "top": border.top, "bottom": border.bottom}
    return {name for name, side in named.items() if side and side.style == "thin"}


def has_frame(ws: Worksheet, cell: Cell) -> bool:
    """True where lines run all around the cell, False where none does; anything between fails."""
    found = set()
    for row, column in covered(cell):
        at = {"left": cell.column == column, "right": cell.right == column + 1}
        at |= {"top": cell.row == row, "bottom": cell.bottom == row + 1}
        outer = {name for name, here in at.items() if here}
        if outer:
            found.add(outer <= sides(ws, row, column))
            assert outer <= sides(ws, row, column) or not sides(ws, row, column)
    assert len(found) == 1
    return found.pop()


def heights(ws: Worksheet) -> list[float]:
    found = [ws.row_dimensions[row].height for row in range(1, ws.max_row + 1)]
    assert all(found)
    return [float(height or 0) for height in found]


def shown(value: float, number_format: str) -> str:
    """What Excel shows for a number in one of our formats."""
    *special, number_format = number_format.split(";")
    for section in special:
        sign, limit, own = re.fullmatch(r"\[(=|>=|<=)(.*?)\](.*)", section).groups()  # type: ignore[union-attr]
        if {"=": value == float(limit), ">=": value >= float(limit), "<=": value <= float(limit)}[sign]:
            number_format = own.lstrip("-")
    if number_format == "General":
        return f"{Decimal(repr(value)):f}"
    amount = Decimal(repr(value)) * (100 if number_format.endswith("%") else 1)
    least, _, more = number_format.rstrip("%").partition(".")[2].partition("#")
    text = f"{amount:{',' if ',' in number_format else ''}.{len(least) + len(more) + bool(more)}f}"
    whole, point, decimals = text.partition(".")
    decimals = decimals[: len(least)] + decimals[len(least) :].rstrip("0")
    return whole + point + decimals + ("%" if number_format.endswith("%") else "")


# --- spans, borders, blanks ---


@settings(max_examples=examples(60), deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_table_keeps_its_texts_spans_and_borders(tmp_path_factory: pytest.TempPathFactory, random: Random) -> None:
    table = random_table(random, longest=12)
    ws = sheet(tmp_path_factory.mktemp("random"), table)
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in table.cells if c.row_span > 1 or c.column_span > 1}
    assert merged(ws) == spans
    free = {(row, column) for row in range(table.row_count) for column in range(table.column_count)}
    framed_rows: set[int] = set()
    for cell in table.cells:
        found = ws.cell(cell.row + 1, cell.column + 1)
        if isinstance(found.value, str):
            assert found.data_type == "s"
            assert found.value.lstrip("\u3000") == cell.text
        elif found.value is None:
            assert cell.text == ""
        else:
            assert number_of(shown(found.value, found.number_format)) == number_of(cell.text)
        assert has_frame(ws, cell) == cell.role.bordered
        free -= set(covered(cell))
        if cell.role.bordered:
            framed_rows.update(range(cell.row, cell.bottom))
    for row, column in free:
        assert has_frame(ws, Cell(row, column)) == (row in framed_rows)
        assert ws.cell(row + 1, column + 1).value is None


def test_a_department_form_has_its_levels_merged_and_framed(tmp_path: Path) -> None:
    table = department()
    ws = sheet(tmp_path, table)
    levels = [cell for cell in table.cells if cell.role is Role.LEVEL and cell.row_span > 1]
    assert len(levels) >= 4
    assert all(merged(ws)[cell.row, cell.column] == (cell.row_span, 1) for cell in levels)
    assert all(has_frame(ws, cell) for cell in levels)


def test_every_covered_place_is_written_with_its_border(tmp_path: Path) -> None:
    """openpyxl mends the borders of merged cells when it reads, Excel and WPS do not."""
    write_excel([Table((20, 20), 3, (Cell(0, 0, "甲", 3, 2, Role.LEVEL),))], tmp_path / "a.xlsx")
    xml = ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml").decode()
    styles = re.findall(r'<c r="[AB][123]" s="(\d+)"', xml)
    assert len(styles) == 6
    assert len(set(styles)) == 1


def test_overlapping_cells_are_refused() -> None:
    table = Table((10, 10), 1, (Cell(0, 0, "甲", column_span=2), Cell(0, 1, "乙")))
    with pytest.raises(ValueError, match="重叠"):
        write_excel([table], Path("unused.xlsx"))


def test_no_table_is_refused() -> None:
    with pytest.raises(ValueError, match="没有"):
        write_excel([], Path("unused.xlsx"))


def test_a_table_without_cells_is_an_empty_sheet(tmp_path: Path) -> None:
    assert sheet(tmp_path, Table((), 0, (), title="空")).title == "空"
    assert sheet(tmp_path, Table((10, 20), 2, ())).max_row >= 1


# --- text and numbers ---


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("text", ["=100%", "+3", "-5%以内", "@某某", "=SUM(A1:A9)", "=", "-", "+"])
def test_text_never_becomes_a_formula(tmp_path: Path, text: str, role: Role) -> None:
    cell = sheet(tmp_path, one(text, role))["A1"]
    assert str(cell.value).lstrip("\u3000") == text
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert cell.quotePrefix or role is Role.PARAGRAPH  # a paragraph begins with its indent


@pytest.mark.parametrize(
    "text", ["#N/A", "TRUE", "2026-01-28", "1/2", "0012", "1E5", " 12", "12", "☑是 □否", "第一行\n第二行", "'引号"]
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    cell = sheet(tmp_path, one(text))["A1"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_long_text_is_not_in_text_format(tmp_path: Path) -> None:
    """Some versions of Excel show #### for more than 255 characters in a cell of format @."""
    assert sheet(tmp_path, one("长" * 256))["A1"].number_format == "General"
    assert sheet(tmp_path, one("=" + "长" * 300))["A1"].quotePrefix


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("512.06", 512.06, "0.00########"),
        ("15", 15, "General"),
        ("0.50", 0.5, "0.00########"),
        ("-3.5", -3.5, "0.0#########"),
        ("62.5%", 0.625, "0.0#########%"),
        ("100%", 1, "[=1]0%;0.0#########%"),
        ("1,131.50", 1131.5, "#,##0.00########"),
        ("12,345,678", 12345678, "[=12345678]#,##0;#,##0.0#########"),
        ("123456789012", 123456789012, "[>=10000000000]0;[<=-10000000000]-0;General"),
        ("0", 0, "General"),
    ],
)
def test_numbers_are_numbers(tmp_path: Path, text: str, value: float, number_format: str) -> None:
    cell = sheet(tmp_path, one(text, Role.NUMBER))["A1"]
    assert (cell.value, cell.data_type, cell.number_format) == (value, "n", number_format)
    assert shown(cell.value, cell.number_format) == text


@pytest.mark.parametrize(
    "text",
    ["007", "+3", "1e5", "1,23", "12 ", "１２", "12万元", "-0", "-0.00", "1234567890123456", ".5", "5.", "NaN", "≥95%"],
)
def test_what_excel_would_show_otherwise_stays_text(tmp_path: Path, text: str) -> None:
    cell = sheet(tmp_path, one(text, Role.NUMBER))["A1"]
    assert (cell.value, cell.data_type) == (text, "s")


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10), st.booleans()
)
def test_a_number_shows_exactly_its_text(number: Decimal, percent: bool) -> None:
    text = f"{number}{'%' * percent}"
    found = number_of(text)
    if found is not None:
        assert shown(float(found), common_format([text])) == text


def test_a_blank_number_is_blank(tmp_path: Path) -> None:
    assert sheet(tmp_path, one("", Role.NUMBER))["A1"].value is None


def test_a_number_too_wide_for_its_column_is_text_that_wraps(tmp_path: Path) -> None:
    table = Table((4, 170), 1, (Cell(0, 0, "123456789.55", role=Role.NUMBER), Cell(0, 1, "12.5", role=Role.NUMBER)))
    ws = sheet(tmp_path, table)
    assert ws["A1"].value == "123456789.55"
    assert ws["B1"].value == 12.5


ODD_TEXT = st.text(
    st.sampled_from("甲\x00\x0b\x0c\x1b\x1f\r\n\t\x7f\x85\u2028\ufffe\uffff\ud800\udc00😀\U0001fffe_x0041=&<\u202e")
)


@settings(max_examples=examples(80), deadline=None)
@given(ODD_TEXT | st.text())
def test_anything_pasted_gives_a_readable_file(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    table = Table((100, 50), 1, (Cell(0, 0, text), Cell(0, 1, "乙")), title=text)
    ws = sheet(tmp_path_factory.mktemp("odd"), table)
    assert ws["B1"].value == "乙"
    assert (ws["A1"].value or "").replace("_x005F_x", "_x") == clean_text(text)


def test_breaks_and_strange_characters_become_clean_text() -> None:
    assert clean_text("甲\x0b乙\r\n丙\u2028丁") == "甲\n乙\n丙\n丁"
    assert clean_text("甲\ufffe\x00\x1b乙") == "甲乙"
    assert clean_text("\ud83d\ude00\ud83d") == "😀\ufffd"


def test_an_escape_in_the_text_is_not_taken_for_a_character(tmp_path: Path) -> None:
    """Excel reads _x0041_ as A unless the underscore is escaped."""
    assert sheet(tmp_path, one("_x0041_"))["A1"].value == "_x005F_x0041_"


# --- heights ---


def test_a_giant_cell_goes_over_several_rows_with_all_its_text(tmp_path: Path) -> None:
    table = giant()
    ws = sheet(tmp_path, table)
    spans = merged(ws)
    assert ws["B2"].value == table.cells[2].text
    rows = spans[1, 1][0]
    assert rows > 5
    assert spans[1, 0] == (rows, 1)
    assert spans[1, 3] == (rows, 1)
    assert max(heights(ws)) <= 409.5
    assert ws.cell(rows + 2, 1).value == "合计"


def test_more_text_than_a_cell_holds_is_split_not_lost(tmp_path: Path) -> None:
    table = giant(70_000)
    ws = sheet(tmp_path, table)
    column = [ws.cell(row, 2).value for row in range(2, ws.max_row)]
    texts = [str(value) for value in column if value is not None]
    assert "".join(texts) == table.cells[2].text
    assert len(texts) == 3
    assert all(len(text) <= 32_767 for text in texts)
    assert sum(rows for (_, place), (rows, _) in merged(ws).items() if place == 1) == merged(ws)[1, 0][0]


def test_astral_characters_count_twice_toward_the_limit_of_a_cell(tmp_path: Path) -> None:
    text = "😀" * 40_000
    ws = sheet(tmp_path, one(text))
    texts = [str(row[0].value) for row in ws.iter_rows(max_col=1) if row[0].value]
    assert "".join(texts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in texts)


def test_a_row_grows_for_a_tall_label_over_several_rows(tmp_path: Path) -> None:
    label = Cell(0, 0, "服务对象满意度指标" * 6, 2, 1, Role.LEVEL)
    ws = sheet(tmp_path, Table((12, 100), 2, (label, Cell(0, 1, "甲"), Cell(1, 1, "乙"))))
    assert sum(heights(ws)[:2]) > 14 * 14


def test_short_rows_stay_low(tmp_path: Path) -> None:
    assert heights(sheet(tmp_path, one("短文")))[0] < 22


def test_every_line_of_the_text_counts(tmp_path: Path) -> None:
    assert heights(sheet(tmp_path, one("一\n二\n三\n四\n五")))[0] > 5 * 12


# --- the page ---


def pages(ws: Worksheet) -> list[tuple[int, int]]:
    """Sheet rows (0-based, stop exclusive) of each page, as its manual breaks say."""
    edges = [0, *(brk.id for brk in ws.row_breaks.brk), ws.max_row]
    return list(pairwise(edges))


def check_pages(ws: Worksheet) -> None:
    """A page that is ended by hand is well filled."""
    rows = heights(ws)
    first, last = (
        (int(part.strip("$")) for part in str(ws.print_title_rows).split(":")) if ws.print_title_rows else (1, 0)
    )
    head = sum(rows[first - 1 : last])
    for start, stop in pages(ws)[:-1]:
        used = sum(rows[start:stop]) + (head if start >= last else 0)
        assert used > page_height(ws) * 0.6


def page_height(ws: Worksheet) -> float:
    """Points of the sheet that fit a page, between its own margins and shrunk to its width."""
    sides = (210, 297) if ws.page_setup.orientation == "portrait" else (297, 210)
    margins = ws.page_margins
    wide = sides[0] / 25.4 - margins.left - margins.right
    high = sides[1] / 25.4 - margins.top - margins.bottom
    units = sum(column.width for column in ws.column_dimensions.values())
    return high * 72 / min(1.0, wide * 96 / (units * EXCEL_UNIT))


def banded(*bands: tuple[str, int]) -> Table:
    """Bands one under the other: the word in the head, and how many rows it has with its head."""
    cells: list[Cell] = []
    found: list[Band] = []
    for word, rows in bands:
        start = len(cells)
        cells.append(Cell(start, 0, word, role=Role.HEADER))
        cells += [Cell(row, 0, "行") for row in range(start + 1, start + rows)]
        found.append(Band(start, start + 1, start + 1, start + rows))
    return Table((100,), len(cells), tuple(cells), bands=tuple(found))


# --- the file ---
