"""The Excel sheet of a table, read back."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import subprocess
import sys
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

from exporters.excel.content import clean_text, number_of
from exporters.excel.write import write_excel
from models.files.whole import SaveError
from models.table import Band, Cell, PageSetup, Role, Table, covered
from tests.exporters.excel.excel_tables import STATEMENT, department, giant, narrative, project, random_table

PAGE_POINTS = (297 - 18 - 18) * 72 / 25.4  # A4 upright with the standard margins
LANDSCAPE_POINTS = (210 - 18 - 18) * 72 / 25.4


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


def shown(value: object, number_format: str) -> str:
    """What Excel shows for a number in one of our formats."""
    amount = Decimal(repr(value)) * (100 if number_format.endswith("%") else 1)
    decimals = len(number_format.rstrip("%").partition(".")[2])
    text = f"{amount:,.{decimals}f}" if "," in number_format else f"{amount:.{decimals}f}"
    return text + ("%" if number_format.endswith("%") else "")


# --- spans, borders, blanks ---


@settings(max_examples=60, deadline=None)
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
            assert shown(found.value, found.number_format) == cell.text
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
        ("512.06", 512.06, "0.00"),
        ("15", 15, "0"),
        ("0.50", 0.5, "0.00"),
        ("-3.5", -3.5, "0.0"),
        ("62.5%", 0.625, "0.0%"),
        ("100%", 1, "0%"),
        ("1,131.50", 1131.5, "#,##0.00"),
        ("12,345,678", 12345678, "#,##0"),
        ("0", 0, "0"),
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
        assert shown(float(found[0]), found[1]) == text


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


@settings(max_examples=80, deadline=None)
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


def check_pages(ws: Worksheet, page_points: float) -> None:
    """Pages are not overfull, and no vertical span that fits a page is cut."""
    rows = heights(ws)
    first, last = (
        (int(part.strip("$")) for part in str(ws.print_title_rows).split(":")) if ws.print_title_rows else (1, 0)
    )
    head = sum(rows[first - 1 : last])
    for start, stop in pages(ws):
        assert sum(rows[start:stop]) + (head if start >= last else 0) <= page_points
    for (row, _), (count, _) in merged(ws).items():
        if sum(rows[row : row + count]) + head <= page_points * 0.97:
            assert not any(row < edge < row + count for edge, _ in pages(ws))


@pytest.mark.parametrize("repeat", [1, 2, 4, 9])
def test_page_breaks_fall_between_groups(tmp_path: Path, repeat: int) -> None:
    ws = sheet(tmp_path, department(repeat))
    assert len(pages(ws)) >= min(repeat, 3)
    check_pages(ws, PAGE_POINTS)
    ws = sheet(tmp_path, department(repeat, page=PageSetup(landscape=True)))
    check_pages(ws, LANDSCAPE_POINTS)


@pytest.mark.parametrize("rows", range(30, 40))
def test_signature_rows_stay_whole_and_with_the_table(tmp_path: Path, rows: int) -> None:
    cells = [Cell(row, 0, f"第{row}项") for row in range(rows)]
    cells += [Cell(rows, 0, "填报人：", role=Role.SIGNATURE), Cell(rows + 1, 0, "负责人：", role=Role.SIGNATURE)]
    ws = sheet(tmp_path, Table((100,), rows + 2, tuple(cells)))
    assert not {rows, rows + 1} & {start for start, _ in pages(ws)}
    check_pages(ws, PAGE_POINTS)


def test_what_fits_a_page_has_no_break(tmp_path: Path) -> None:
    assert pages(sheet(tmp_path, project())) == [(0, sheet(tmp_path, project()).max_row)]


def test_a_label_taller_than_a_page_has_a_cell_with_all_borders_on_every_page(tmp_path: Path) -> None:
    cells = [Cell(0, 0, "产出指标", 120, 1, Role.LEVEL), *(Cell(row, 1, f"第{row}项") for row in range(120))]
    ws = sheet(tmp_path, Table((20, 100), 120, tuple(cells)))
    starts = [start for start, _ in pages(ws)]
    assert len(starts) == 4
    assert [ws.cell(start + 1, 1).value for start in starts] == ["产出指标", *["产出指标\n（续）"] * 3]
    assert sorted(row for row, column in merged(ws) if column == 0) == starts
    bottoms = [ws.cell(stop, 1).border.bottom.style for stop in (*starts[1:], 120)]
    assert bottoms == ["thin"] * 4


@pytest.mark.parametrize("rows", range(20, 40))
def test_a_line_that_names_what_follows_is_never_the_last_of_a_page(tmp_path: Path, rows: int) -> None:
    texts = ["路灯每晚按时开启，巡查人员逐条道路记录故障。"] * rows + [
        "1、完善制度建设",
        "做好巡查记录，及时更换灯具。" * 40,
    ]
    cells = tuple(Cell(row, 0, text, role=Role.PARAGRAPH) for row, text in enumerate(texts))
    ws = sheet(tmp_path, Table((180,), len(texts), cells))
    assert rows + 1 not in {start for start, _ in pages(ws)}


def test_a_number_that_a_page_edge_cuts_stands_at_the_top(tmp_path: Path) -> None:
    cells = (Cell(0, 0, "做好巡查记录，及时更换灯具。" * 400, role=Role.TEXT), Cell(0, 1, "20", role=Role.NUMBER))
    ws = sheet(tmp_path, Table((60, 20), 1, cells))
    assert len(pages(ws)) > 1
    assert (ws["B1"].value, ws["B1"].alignment.vertical) == (20, "top")


def test_the_head_of_the_longest_band_is_repeated(tmp_path: Path) -> None:
    cells = tuple(Cell(row, 0, "行", role=Role.HEADER if row in (0, 5) else Role.TEXT) for row in range(30))
    table = Table((100,), 30, cells, bands=(Band(0, 1, 1, 5), Band(5, 6, 6, 30)))
    assert sheet(tmp_path, table).print_title_rows == "$6:$6"


@pytest.mark.parametrize("repeat", [4, 9])
@pytest.mark.parametrize("size", [10, 14])
def test_a_text_that_a_page_edge_cuts_begins_at_the_top(tmp_path: Path, repeat: int, size: float) -> None:
    """Else its middle line would lie on the edge."""
    ws = sheet(tmp_path, department(repeat, STATEMENT * 8, PageSetup(landscape=True, font_size=size)))
    edges = {start for start, _ in pages(ws)}
    for (row, column), (count, _) in merged(ws).items():
        if edges & set(range(row + 1, row + count)):
            assert ws.cell(row + 1, column + 1).alignment.vertical == "top"


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


def test_a_head_is_never_repeated_over_the_columns_of_another_band(tmp_path: Path) -> None:
    """A long first band followed by a shorter one with other columns: the second head is right to the end."""
    ws = sheet(tmp_path, banded(("长期指标值", 60), ("近两年指标值", 50)))
    assert ws.print_title_rows == "$61:$61"
    ws = sheet(tmp_path, banded(("长期指标值", 120), ("近两年指标值", 5)))
    assert ws.print_title_rows == "$1:$1"


def test_the_first_of_equal_heads_serves_all_their_bands(tmp_path: Path) -> None:
    assert sheet(tmp_path, banded(("指标值", 60), ("指标值", 70))).print_title_rows == "$1:$1"


def test_a_goal_stays_with_its_indicators(tmp_path: Path) -> None:
    for before in range(28, 40):
        cells = [Cell(row, 0, "行") for row in range(before)]
        cells += [Cell(before, 0, "年度绩效目标表", role=Role.LABEL), Cell(before + 1, 0, "指标值", role=Role.HEADER)]
        cells += [Cell(row, 0, "行") for row in range(before + 2, before + 20)]
        table = Table((100,), len(cells), tuple(cells), bands=(Band(before + 1, before + 2, before + 2, before + 20),))
        assert not {before + 1, before + 2} & {start for start, _ in pages(sheet(tmp_path, table))}


def test_a_head_is_not_left_at_the_foot_of_a_page(tmp_path: Path) -> None:
    for before in range(28, 40):
        cells = [Cell(row, 0, "行") for row in range(before + 20)]
        cells[before] = Cell(before, 0, "三级指标", role=Role.HEADER)
        table = Table((100,), len(cells), tuple(cells), bands=(Band(before, before + 1, before + 1, len(cells)),))
        assert before + 1 not in {start for start, _ in pages(sheet(tmp_path, table))}


def test_the_page_is_set_up_to_print(tmp_path: Path) -> None:
    first, second = sheets(tmp_path, department(), project())
    assert (first.page_setup.paperSize, first.page_setup.orientation) == (9, "portrait")
    assert second.page_setup.orientation == "landscape"
    assert first.page_setup.fitToWidth == 1
    assert first.page_setup.fitToHeight == 0
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert first.print_options.horizontalCentered
    assert first.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert first.page_margins.left * 25.4 == pytest.approx(15)
    assert first.page_margins.top * 25.4 == pytest.approx(18)
    assert first.print_area == f"'{first.title}'!$A$1:$H${first.max_row}"


def test_the_columns_fill_the_width_of_the_paper_in_excel(tmp_path: Path) -> None:
    for table, millimetres in ((department(), 180), (project(), 267), (department(page=PageSetup(font_size=12)), 180)):
        ws = sheet(tmp_path, table)
        pixels = sum(ws.column_dimensions[letter].width * 8 for letter in "ABCDEFGHI"[: table.column_count])
        assert millimetres - 4 < pixels / 96 * 25.4 <= millimetres


def test_many_narrow_columns_stay_wide_enough_for_a_character(tmp_path: Path) -> None:
    ws = sheet(tmp_path, Table((1,) * 40, 1, tuple(Cell(0, column, "表") for column in range(40))))
    assert ws.column_dimensions["A"].width * 7.33 - 6 >= 10 * 96 / 72


@pytest.mark.parametrize("page", [PageSetup(paper="a3", landscape=True), PageSetup(paper="未知")])
def test_other_papers(tmp_path: Path, page: PageSetup) -> None:
    ws = sheet(tmp_path, Table((100,), 1, (Cell(0, 0, "表"),), page=page))
    assert ws.page_setup.paperSize == (8 if page.paper == "a3" else 9)


# --- the file ---


def test_sheets_are_named_after_the_forms(tmp_path: Path) -> None:
    table = project()
    names = [ws.title for ws in sheets(tmp_path, table, table, department())]
    assert names == ["项目支出绩效目标表", "项目支出绩效目标表（2）", "2026年部门（单位）整体支出绩效目标申报表"]


def test_title_and_author_are_recorded(tmp_path: Path) -> None:
    write_excel([project()], tmp_path / "a.xlsx", author="示例市综合服务中心")
    properties = load_workbook(tmp_path / "a.xlsx").properties
    assert (properties.title, properties.creator) == ("项目支出绩效目标表", "示例市综合服务中心")


def test_equal_tables_give_equal_bytes_whatever_the_process(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from exporters.excel.write import write_excel;"
        "from tests.exporters.excel.excel_tables import department, project;"
        "write_excel([department(2), project()], Path(sys.argv[1]))"
    )
    digests = set()
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.xlsx"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", code, str(target)], check=True, env=environment)
        digests.add(hashlib.sha256(target.read_bytes()).digest())
    assert len(digests) == 1


@pytest.mark.parametrize("table", [department(), project(), narrative()])
def test_one_form_is_a_small_file(tmp_path: Path, table: Table) -> None:
    write_excel([table], tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size <= 15_000


def test_styles_are_shared(tmp_path: Path) -> None:
    write_excel([department(8)] * 3, tmp_path / "a.xlsx")
    styles = ZipFile(tmp_path / "a.xlsx").read("xl/styles.xml").decode()
    assert styles.partition("<cellXfs")[2].partition("</cellXfs>")[0].count("<xf ") < 40


def test_fonts_are_those_of_offices(tmp_path: Path) -> None:
    ws = sheet(tmp_path, department())
    faces = {cell.font.name for row in ws.iter_rows() for cell in row if cell.value}
    assert faces == {"宋体", "黑体", "方正小标宋简体"}
    assert ws.parent._named_styles["Normal"].font.name == "宋体"
    assert ws.parent._named_styles["Normal"].font.size == 11


def test_paragraphs_are_indented(tmp_path: Path) -> None:
    ws = sheet(tmp_path, narrative())
    assert ws["A3"].value == "\u3000\u3000" + STATEMENT


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="磁盘空间不足"):
        write_excel([project()], target)
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_missing_folder_and_a_folder_in_the_way_are_named(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="文件夹不存在"):
        write_excel([project()], tmp_path / "无" / "表.xlsx")
    (tmp_path / "表.xlsx").mkdir()
    with pytest.raises(SaveError, match="同名的是一个文件夹"):
        write_excel([project()], tmp_path / "表.xlsx")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_the_permissions_of_the_file_stay(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_excel([project()], target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_keeps_pointing_at_its_file(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(b"old")
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "表.xlsx")
    write_excel([project()], tmp_path / "链接.xlsx")
    assert (tmp_path / "链接.xlsx").is_symlink()
    assert load_workbook(tmp_path / "表.xlsx").worksheets
