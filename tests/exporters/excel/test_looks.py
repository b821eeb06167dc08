"""How each kind of cell looks in Excel, how wide columns are, and what a page holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from exporters.excel.placing import Layout, arrange
from exporters.excel.repeating import paginate
from exporters.excel.setting import set_out
from exporters.excel.write import write_excel
from models.table import Band, Cell, PageSetup, Role, Table

LOOKS = {
    Role.TITLE: ("黑体", 18, "center", "center"),
    Role.SUBTITLE: ("宋体", 10, "center", "center"),
    Role.CAPTION: ("宋体", 10, "left", "center"),
    Role.UNIT: ("宋体", 10, "right", "center"),
    Role.LABEL: ("宋体", 10, "center", "center"),
    Role.HEADER: ("黑体", 10, "center", "center"),
    Role.LEVEL: ("宋体", 10, "center", "center"),
    Role.TEXT: ("宋体", 10, "left", "center"),
    Role.VALUE: ("宋体", 10, "center", "center"),
    Role.NUMBER: ("宋体", 10, "center", "center"),
    Role.CHOICE: ("宋体", 10, "left", "center"),
    Role.HEADING: ("黑体", 11, "left", "center"),
    Role.PARAGRAPH: ("宋体", 10, "left", "top"),
    Role.SIGNATURE: ("宋体", 10, "left", "center"),
    Role.NOTE: ("宋体", 9, "left", "top"),
}


def written(tmp_path: Path, table: Table) -> Any:
    write_excel([table], tmp_path / "表.xlsx")
    return load_workbook(tmp_path / "表.xlsx")


def test_every_role_has_a_look() -> None:
    assert set(LOOKS) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_a_cell_looks_like_what_it_is(role: Role, tmp_path: Path) -> None:
    sheet = written(tmp_path, Table((180.0,), 1, (Cell(0, 0, "字", role=role),))).active
    cell = sheet["A1"]
    look = cell.font.name, cell.font.size, cell.alignment.horizontal, cell.alignment.vertical
    assert look == LOOKS[role]
    assert cell.alignment.wrap_text
    assert not cell.alignment.shrink_to_fit
    assert cell.font.charset == 134
    assert (cell.border.left.style == "thin") == role.bordered


def test_a_number_does_not_wrap_but_shrinks(tmp_path: Path) -> None:
    alignment = written(tmp_path, Table((180.0,), 1, (Cell(0, 0, "12.50", role=Role.NUMBER),))).active["A1"].alignment
    assert alignment.shrink_to_fit
    assert not alignment.wrap_text


def test_sizes_follow_the_body_of_the_form_and_never_vanish(tmp_path: Path) -> None:
    for body, title, note in ((14.0, 22, 13), (1.0, 9, 1)):
        cells = (Cell(0, 0, "题", role=Role.TITLE), Cell(1, 0, "注", role=Role.NOTE))
        sheet = written(tmp_path, Table((180.0,), 2, cells, page=PageSetup(font_size=body))).active
        assert [sheet["A1"].font.size, sheet["A2"].font.size] == [title, note]


def test_columns_count_in_the_digits_of_a_face_that_is_everywhere(tmp_path: Path) -> None:
    normal = written(tmp_path, Table((180.0,), 1, (Cell(0, 0, "字"),)))._named_styles["Normal"].font
    assert (normal.name, normal.size) == ("Arial", 11)


def test_a_file_tells_nothing_of_when_it_was_made(tmp_path: Path) -> None:
    written(tmp_path, Table((180.0,), 1, (Cell(0, 0, "字"),)))
    with ZipFile(tmp_path / "表.xlsx") as archive:
        assert b"W3CDTF" not in archive.read("docProps/core.xml")
        assert {(entry.date_time, entry.create_system) for entry in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_a_sheet_shows_no_grid_and_prints_in_the_middle_one_page_wide(tmp_path: Path) -> None:
    setup = PageSetup("B5", landscape=True, margin_top=20, margin_right=11, margin_bottom=24, margin_left=12)
    sheet = written(tmp_path, Table((90.0, 90.0), 2, (Cell(0, 0, "字"), Cell(1, 1, "字")), page=setup)).active
    assert not sheet.sheet_view.showGridLines
    assert sheet.print_options.horizontalCentered
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (13, "landscape")
    margins = sheet.page_margins
    inches = [margins.top, margins.right, margins.bottom, margins.left, margins.header, margins.footer]
    assert [round(inch * 25.4, 2) for inch in inches] == [20, 11, 24, 12, 10, 12]
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.oddFooter.center.size == 9
    assert sheet.print_area.replace("$", "").rpartition("!")[2] == "A1:B2"
    assert not sheet.print_title_rows
    for paper, code in (("A3", 8), ("A4", 9), ("a4", 9)):
        table = Table((90.0,), 1, (Cell(0, 0, "字"),), page=PageSetup(paper))
        other = written(tmp_path, table).active
        assert (other.page_setup.paperSize, other.page_setup.orientation) == (code, "portrait")


def test_the_pieces_of_a_giant_text_have_the_rows_they_need(tmp_path: Path) -> None:
    text = "字" * 32_767 + "词" * 100
    sheet = written(tmp_path, Table((180.0,), 1, (Cell(0, 0, text, role=Role.TEXT),))).active
    spans = sorted((place.min_row, place.max_row) for place in sheet.merged_cells.ranges)
    first, last = spans
    assert (first[0], last[0], last[1]) == (1, first[1] + 1, sheet.max_row)
    height = sum(sheet.row_dimensions[row].height for row in range(first[0], first[1] + 1))
    row = sheet.row_dimensions[1].height
    units = sheet.column_dimensions["A"].width
    lines = 32_767 / ((units * 8 - 6) / (10 * 96 / 72))
    assert lines * 14.48 < height < lines * 14.48 * 1.2 + 2 * row, "as many as its lines want, hardly more"
    rest = sum(sheet.row_dimensions[row].height for row in range(last[0], last[1] + 1))
    assert 30 < rest < 900


# --- widths and heights -----------------------------------------------------------------------------------------------


def test_columns_share_the_paper_as_the_template_says() -> None:
    table = Table((20.0, 60.0, 100.0), 1, tuple(Cell(0, column, "") for column in range(3)))
    widths = arrange(table, table.cells).widths
    across = (210 - 15 - 15) / 25.4 * 96 / 8  # units of eight pixels on A4
    assert sum(widths) == pytest.approx(across, abs=0.5)
    assert widths[1] / widths[0] == pytest.approx(3, abs=0.1)
    assert widths[2] / widths[0] == pytest.approx(5, abs=0.1)
    lying = arrange(Table(table.widths, 1, table.cells, page=PageSetup(landscape=True)), table.cells).widths
    assert sum(lying) == pytest.approx((297 - 30) / 25.4 * 96 / 8, abs=0.5)


@pytest.mark.parametrize(("size", "pixels"), [(10.0, 22), (20.0, 37)])
def test_a_column_with_text_holds_one_character_of_its_size(size: float, pixels: int) -> None:
    cells = (Cell(0, 0, "字"), Cell(0, 1, "", role=Role.TITLE), Cell(0, 2, "长"))
    table = Table((1.0, 1.0, 5000.0), 1, cells, page=PageSetup(font_size=size))
    narrow, blank, _ = arrange(table, cells).widths
    assert narrow * 8 == pytest.approx(pixels, abs=1), "its width and a tenth, six pixels beside, one to spare"
    assert blank == 1, "a blank one is one unit wide"
    double = (Cell(0, 0, "字", column_span=2), Cell(0, 2, "长"))
    assert sum(arrange(Table(table.widths, 1, double, page=table.page), double).widths[:2]) * 8 == pytest.approx(
        pixels, abs=2
    )


def test_no_column_is_wider_than_excel_allows() -> None:
    table = Table((10.0,), 1, (Cell(0, 0, "x"),), page=PageSetup("A3", True, margin_left=0, margin_right=0))
    assert arrange(table, table.cells).widths[0] <= 255


def test_a_page_holds_what_lies_between_its_margins() -> None:
    table = Table((10.0,), 1, (Cell(0, 0, ""),))
    points = (297 - 18 - 18) * 72 / 25.4
    assert arrange(table, table.cells).page_height == pytest.approx(points * 0.98, rel=0.01)
    margins = PageSetup(margin_top=50, margin_bottom=60)
    less = arrange(Table((10.0,), 1, table.cells, page=margins), table.cells).page_height
    assert less == pytest.approx((297 - 110) * 72 / 25.4 * 0.98, rel=0.01)
    wide = Table((1.0,) * 60, 1, tuple(Cell(0, column, "字") for column in range(60)))
    layout = arrange(wide, wide.cells)
    factor = sum(layout.widths) * 8 / ((210 - 30) / 25.4 * 96)
    assert factor > 1
    assert layout.page_height == pytest.approx(points * 0.98 * factor, rel=0.01)


def test_a_row_is_as_high_as_its_highest_cell_and_spans_share_what_is_missing() -> None:
    def heights(*cells: Cell, rows: int = 1) -> list[float]:
        table = Table((90.0, 90.0), rows, cells)
        return list(arrange(table, cells).heights)

    line = heights(Cell(0, 0, "字"))[0]
    two = heights(Cell(0, 0, "字\n字"), Cell(0, 1, "字"))[0]
    three = heights(Cell(0, 0, "字\n字\n字"), Cell(0, 1, "字\n字"))[0]
    assert line < two < three
    assert three - two == pytest.approx(two - line, abs=0.75)
    assert two - line == pytest.approx(14.48, abs=1)
    assert heights(Cell(0, 0, ""), Cell(0, 1, "")) == [line]
    long = Cell(0, 0, "\n".join("字" * 9), row_span=3)
    shared = heights(long, Cell(0, 1, "字"), Cell(1, 1, "字"), Cell(2, 1, "字\n字"), rows=3)
    need = heights(Cell(0, 0, long.text))[0]
    assert sum(shared) == pytest.approx(need, abs=2.5)
    assert shared[0] == shared[1]
    assert shared[2] - shared[0] == pytest.approx(two - line, abs=0.01)
    enough = heights(Cell(0, 0, "字", row_span=2), Cell(0, 1, "字"), Cell(1, 1, "字"), rows=2)
    assert enough == [line, line]


def test_a_row_that_excel_cannot_hold_is_several() -> None:
    def sheet_rows(lines: int) -> tuple[float, ...]:
        cells = (Cell(0, 0, "\n".join("字" * lines), row_span=1, role=Role.LEVEL),)
        return arrange(Table((180.0,), 1, cells), cells).heights

    assert len(sheet_rows(27)) == 1
    assert len(sheet_rows(29)) == 2
    assert all(height <= 409.5 for height in sheet_rows(29))
    beyond = sheet_rows(60)
    page = (297 - 36) * 72 / 25.4 * 0.98
    assert len(beyond) >= 5, "a row higher than a page goes into small ones"
    assert max(beyond) <= page / 4 + 1
    assert sum(beyond) == pytest.approx(60 * 14.6, rel=0.05)


# --- page edges -------------------------------------------------------------------------------------------------------


def edges(heights: list[float], cells: list[Cell], page: float = 100.0, **parts: Any) -> tuple[int, ...]:
    """Where pages begin in a table of one column whose rows have these heights."""
    count = len(heights)
    table = Table((10.0,), count, tuple(cells), **parts)
    layout = Layout((10.0,), tuple(heights), tuple(range(count + 1)), page)
    return paginate(table, cells, layout)[1].edges


def values(count: int) -> list[Cell]:
    return [Cell(row, 0, "值", role=Role.VALUE) for row in range(count)]


def test_a_page_is_filled_to_its_last_point() -> None:
    assert edges([50.0, 50.0], values(2)) == ()
    assert edges([50.0, 50.5], values(2)) == (1,)
    assert edges([25.0] * 9, values(9)) == (4, 8)
    assert edges([300.0, 10.0], values(2)) == (1,), "a row higher than a page has one of its own"


def test_a_span_that_fits_a_page_goes_to_the_next_and_one_that_does_not_is_cut() -> None:
    for before, span, expected in ((8, 4, 8), (8, 10, 8), (8, 11, 10), (6, 5, 10)):
        cells = [Cell(row, 0, "值") for row in range(before)]
        cells += [Cell(before, 0, "长", row_span=span, role=Role.TEXT)]
        cells += [Cell(row, 0, "值") for row in range(before + span, 28)]
        assert edges([10.0] * 28, cells)[0] == expected, "two tenths of a page may stay empty, no more"
    whole = edges([10.0] * 30, values(30), together=((3, 12),))
    assert whole[0] == 3


def test_a_break_of_our_own_stands_only_where_something_would_be_torn() -> None:
    cells = [Cell(row, 0, "值") for row in range(9)] + [Cell(9, 0, "长", row_span=3, role=Role.TEXT)]
    cells += [Cell(row, 0, "值") for row in range(12, 40)]
    layout = Layout((10.0,), (10.0,) * 40, tuple(range(41)), 100.0)
    found = paginate(Table((10.0,), 40, tuple(cells)), cells, layout)[1]
    assert (found.edges, found.breaks) == ((9, 19, 29, 39), (9,))


def test_a_sheet_is_printed_a_little_smaller_where_that_saves_a_page() -> None:
    def pages(rows: int) -> tuple[int, bool, float]:
        cells = [Cell(row, 0, "值") for row in range(rows)]
        layout, found = set_out(Table((90.0,), rows, tuple(cells)), cells)
        return len(found.edges) + 1, found.on_one, sum(layout.widths) * 8 / ((210 - 30) / 25.4 * 96)

    as_it_is, wider = pytest.approx(0.98, abs=0.01), pytest.approx(0.98 / 0.8, abs=0.01)
    assert pages(37) == (1, False, as_it_is)
    assert pages(38) == pages(44) == (1, True, as_it_is)
    assert pages(60) == (2, False, as_it_is), "what saves no page is not made smaller"
    assert pages(117) == (3, False, wider)


def test_less_margin_alone_or_a_still_smaller_sheet_saves_a_page_too() -> None:
    def pages(rows: int) -> tuple[int, float, bool]:
        cells = [Cell(row, 0, "值") for row in range(rows)]
        layout, found = set_out(Table((90.0,), rows, tuple(cells)), cells)
        return len(found.edges) + 1, layout.scale, found.smaller

    assert pages(74) == (2, 1.0, False)
    assert pages(75) == (2, 1.0, True)
    assert pages(77) == (2, 0.8, True)
    assert pages(92) == (2, 0.8, True)
    assert pages(93) == pages(96) == (2, 0.77, True)
    assert pages(97) == (3, 1.0, False)


def test_a_head_goes_with_the_first_row_of_its_body() -> None:
    cells = [*values(9), Cell(9, 0, "头", role=Role.HEADER), *[Cell(row, 0, "值") for row in range(10, 19)]]
    assert edges([10.0] * 19, cells, bands=(Band(9, 10, 10, 19),))[0] in (8, 9)
    rest = [Cell(0, 0, "头", role=Role.HEADER), *[Cell(row, 0, "值") for row in range(1, 16)]]
    for stop, expected in ((10, 10), (11, 9), (12, 10), (13, 10)):
        assert edges([10.0] * 16, rest, bands=(Band(0, 1, 1, stop),))[0] == expected, "nor is its last row alone"
    heading = [*values(9), Cell(9, 0, "一、概述", role=Role.HEADING), *[Cell(row, 0, "值") for row in range(10, 19)]]
    assert edges([10.0] * 19, heading)[0] == 9
    names = [Cell(row, 0, "值") for row in range(8)] + [Cell(8, 0, "人", role=Role.SIGNATURE)]
    assert edges([12.5] * 9, names) == (7,), "names are never alone"


def test_the_words_of_a_label_that_is_cut_stand_before_the_edge() -> None:
    def label(start: int, stop: int) -> list[Cell]:
        rest = [Cell(row, 0, "值") for row in range(30) if not start <= row < stop]
        return [Cell(start, 0, "产出指标", stop - start, role=Role.LABEL), *rest]

    assert edges([10.0] * 30, label(0, 16))[0] == 10
    assert edges([10.0] * 30, label(6, 20))[0] == 10
    assert edges([10.0] * 30, label(9, 20))[0] == 9, "one row alone does not hold the words"
    assert edges([10.0] * 30, label(8, 17))[0] == 10, "nor is a fifth of a page left empty for it"
    assert edges([10.0] * 30, label(9, 17))[0] == 9


def test_a_label_too_high_for_its_rows_keeps_no_others() -> None:
    label = [Cell(8, 0, "产出指标", 2, role=Role.LABEL)]
    cells = [*values(8), *label, *[Cell(row, 0, "值") for row in range(10, 17)]]
    heights = [10.0] * 8 + [5.0] * 2 + [10.0] * 7
    assert edges(heights, cells, 90.0)[0] == 10
    assert edges([10.0] * 8 + [5.0] * 2, cells[:9], 84.0)[0] == 8, "at the end of the sheet too"


def test_a_page_ends_where_it_cuts_fewest_labels() -> None:
    """A category begins two rows before the page is full: they are left empty rather than its label cut too."""

    def first(begins: int) -> int:
        levels = [Cell(10, 0, "产出指标", 18, role=Role.LEVEL), Cell(10, 1, "数量指标", begins - 10, role=Role.LEVEL)]
        levels += [Cell(begins, 1, "质量指标", 28 - begins, role=Role.LEVEL)]
        table = Table((10.0,) * 3, 36, (*levels, *(Cell(row, 2, "值") for row in range(36))))
        layout = Layout((10.0,) * 3, (20.0,) * 36, tuple(range(37)), 380.0)
        return paginate(table, table.cells, layout)[1].edges[0]

    assert [first(begins) for begins in (15, 16, 17, 18, 19, 20)] == [19, 19, 17, 18, 19, 19]


def test_a_short_paragraph_that_is_no_sentence_goes_with_the_next() -> None:
    def first(text: str) -> int:
        cells = [Cell(row, 0, "巡查河道一百二十次，及时处置。", role=Role.PARAGRAPH) for row in range(19)]
        cells[9] = Cell(9, 0, text, role=Role.PARAGRAPH)
        return edges([10.0] * 19, cells)[0]

    assert first("一、" + "建" * 22) == 9
    assert first("一、" + "建" * 23) == 10
    for text in ("完善制度。", "完善制度；", "完善制度！", "完善制度？", "完善制度…", "目标：制度", ""):
        assert first(text) == 10, text


def test_a_line_as_wide_as_the_table_is_a_heading() -> None:
    def first(cell: Cell, columns: int) -> int:
        cells = [Cell(row, column, "值") for row in range(19) if row != 9 for column in range(columns)]
        table = Table((10.0,) * columns, 19, (*cells, cell))
        layout = Layout((10.0,) * columns, (10.0,) * 19, tuple(range(20)), 100.0)
        return paginate(table, table.cells, layout)[1].edges[0]

    assert first(Cell(9, 0, "部门预算", 1, 2, Role.LABEL), 2) == 9
    assert first(Cell(9, 0, "部门预算", 1, 2, Role.HEADER), 2) == 9
    assert first(Cell(9, 0, "部门预算", 1, 2, Role.TEXT), 2) == 10
    assert first(Cell(9, 0, "部门预算", 1, 1, Role.LABEL), 1) == 10, "in a table of one column every line is so wide"


def test_nothing_is_written_again_after_a_page_edge(tmp_path: Path) -> None:
    def texts(role: Role) -> list[str]:
        cells = [Cell(0, 0, "产出指标", 60, role=role), *(Cell(row, 1, "值") for row in range(60))]
        sheet = written(tmp_path, Table((60.0, 60.0), 60, tuple(cells))).active
        return [cell.value for cell in sheet["A"] if cell.value]

    for role in (Role.TEXT, Role.VALUE, Role.LABEL, Role.HEADER, Role.LEVEL):
        assert texts(role) == ["产出指标"]
