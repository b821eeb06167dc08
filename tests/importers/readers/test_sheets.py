"""What is seen of a sheet: merges over hidden rows and columns, blank places, sizes; OpenDocument's own spellings."""

from __future__ import annotations

import pytest

from importers.readers import sheet
from importers.readers.any_file import read_bytes
from importers.readers.html import read_html, tables_in
from importers.readers.sheet import Grid, column_name
from importers.readers.source import SourceError
from importers.readers.workbook import excel
from models.table import Paragraph, Table
from tests.importers.readers.office import text_cell, workbook, zipped


def seen(grid: Grid) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column and spans of every cell."""
    table = grid.table()
    assert table is not None
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


def grid_of(cells: dict[str, tuple[int, int]], **parts: list[tuple[int, ...]]) -> Grid:
    grid = Grid("表", **parts)  # type: ignore[arg-type]
    for text, place in cells.items():
        grid.put(*place, text)
    return grid


def test_a_merge_is_as_large_as_what_is_seen_of_it() -> None:
    cells = {"题": (0, 0), "甲": (1, 0), "乙": (1, 3)}
    grid = grid_of(cells, merges=[(0, 0, 0, 3)], hidden_columns=[(1, 1)])
    assert seen(grid) == [("题", 0, 0, 1, 3), ("甲", 1, 0, 1, 1), ("", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)]


def test_a_merge_whose_first_row_is_hidden_keeps_its_text() -> None:
    grid = grid_of(
        {"级": (0, 0), "一": (0, 1), "二": (1, 1), "三": (2, 1)}, merges=[(0, 0, 2, 0)], hidden_rows=[(0, 0)]
    )
    assert seen(grid) == [("级", 0, 0, 2, 1), ("二", 0, 1, 1, 1), ("三", 1, 1, 1, 1)]


def test_a_merge_of_which_one_place_is_seen_is_a_cell_there() -> None:
    grid = grid_of({"级": (0, 0), "二": (1, 1)}, merges=[(0, 0, 1, 0)], hidden_rows=[(0, 0)])
    assert seen(grid) == [("级", 0, 0, 1, 1), ("二", 0, 1, 1, 1)]
    blank = grid_of({"二": (1, 1)}, merges=[(0, 0, 1, 0)], hidden_rows=[(0, 0)])
    assert seen(blank) == [("二", 0, 0, 1, 1)]


def test_merges_that_overlap_are_not_both_taken() -> None:
    grid = grid_of({"甲": (0, 0), "乙": (1, 1)}, merges=[(0, 0, 1, 1), (1, 1, 2, 2)])
    assert ("甲", 0, 0, 2, 2) in seen(grid)
    assert all(text != "乙" for text, *_ in seen(grid))


def test_blank_rows_around_are_not_part_of_it_and_inside_they_are() -> None:
    table = grid_of({"甲": (2, 1), "乙": (4, 1)}).table()
    assert table is not None
    assert (table.texts(), table.source_rows) == ([["甲"], [""], ["乙"]], (3, 4, 5))


def test_notices_name_places_as_excel_does() -> None:
    grid = grid_of({"甲": (5, 3)}, hidden_rows=[(0, 1), (9, 9)], hidden_columns=[(1, 1)])
    grid.notes = [(2, 1), (2, 1)]
    grid.uncalculated = [(1, 27)]
    assert [str(one) for one in grid.notices()] == ["hidden-rows:1,2", "hidden-columns:B", "note:B3", "no-result:AB2"]
    assert all(one.words.startswith("工作表“表”") for one in grid.notices())
    assert list(Grid(hidden_rows=[(0, 9)]).notices()) == []


@pytest.mark.parametrize(("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_names_of_excel(number: int, name: str) -> None:
    assert column_name(number) == name


@pytest.mark.parametrize(
    ("count", "words"), [(1, "第 1 行"), (5, "第 1、2、3、4、5 行"), (6, "第 1、2、3、4、5 等 6 处 行")]
)
def test_of_many_places_some_are_named(count: int, words: str) -> None:
    grid = grid_of({"甲": (9, 0)}, hidden_rows=[(0, count - 1)])
    (notice,) = grid.notices()
    assert words in notice.words


# --- OpenDocument -----------------------------------------------------------------------------------------------------


def ods(rows: str, styles: str = "", columns: str = "", attributes: str = "") -> bytes:
    body = f"<spreadsheet><table name='表' {attributes}>{columns}{rows}</table></spreadsheet>"
    names = "xmlns:office='urn:oasis:names:tc:opendocument.spreadsheet'"
    return zipped({"content.xml": f"<document {names}><styles>{styles}</styles>{body}</document>"})


def tables(data: bytes) -> list[list[list[str]]]:
    return [part.texts() for part in read_bytes(data, "表.ods").document if isinstance(part, Table)]


def test_blanks_tabs_and_breaks_have_elements_of_their_own() -> None:
    text = "<p>甲<s c='2'/>乙<tab/>丙<line-break/>丁<s/>戊</p><p>己</p>"
    row = f"<table-row><table-cell>{text}</table-cell></table-row>"
    assert tables(ods(row)) == [[["甲  乙\t丙\n丁 戊\n己"]]]


def test_what_is_repeated_stands_there_as_often() -> None:
    row = (
        "<table-row number-rows-repeated='2'><table-cell number-columns-repeated='3'><p>甲</p></table-cell></table-row>"
    )
    assert tables(ods(row)) == [[["甲"] * 3] * 2]


def test_notes_rubies_and_changes_are_no_text() -> None:
    ruby = "<ruby><ruby-base>乙</ruby-base><ruby-text>yi</ruby-text></ruby>"
    cell = f"<annotation><p>批</p></annotation><p>甲<note>注</note>{ruby}</p>"
    row = f"<table-row><table-cell>{cell}</table-cell></table-row>"
    assert tables(ods(row)) == [[["甲乙"]]]
    assert [str(one) for one in read_bytes(ods(row), "表.ods").notices] == ["note:A1"]


def test_rows_and_columns_in_groups_and_hidden_ones() -> None:
    columns = (
        "<table-column-group><table-column/><table-column visibility='collapse'/></table-column-group><table-column/>"
    )
    cells = "".join(f"<table-cell><p>{text}</p></table-cell>" for text in ("甲", "乙", "丙"))
    rows = f"<table-row-group><table-row>{cells}</table-row></table-row-group>"
    rows += f"<table-row visibility='filter'>{cells}</table-row>"
    assert tables(ods(rows, columns=columns)) == [[["甲", "丙"]]]
    told = [str(one) for one in read_bytes(ods(rows, columns=columns), "表.ods").notices]
    assert told == ["hidden-rows:2", "hidden-columns:B"]


def test_a_sheet_that_is_not_displayed_is_told() -> None:
    row = "<table-row><table-cell><p>甲</p></table-cell></table-row>"
    style = "<style name='ta2'><table-properties display='false'/></style>"
    with pytest.raises(SourceError, match="没有看得见的内容"):
        read_bytes(ods(row, styles=style, attributes="style-name='ta2'"), "表.ods")


# --- web pages --------------------------------------------------------------------------------------------------------


def page(html: str) -> list[str | list[list[str]]]:
    return [part.text if isinstance(part, Paragraph) else part.texts() for part in read_html(html).document]


def test_paragraphs_stand_between_the_tables() -> None:
    html = "<h1>题</h1><table><tr><td>甲</td><td>乙</td></tr></table><p>说<b>明</b><br>二</p><script>x</script>"
    assert page(html) == ["题", [["甲", "乙"]], "说明", "二"]
    assert [part.texts() for part in tables_in(html)] == [[["甲", "乙"]]]
    assert tables_in("<p>没有表</p>") == ()


@pytest.mark.parametrize("style", ["display:none", "DISPLAY: NONE", "visibility:collapse"])
def test_what_is_not_shown_is_left_out(style: str) -> None:
    html = f"<table><tr><td>甲</td><td style='{style}'>藏</td></tr><tr style='{style}'><td>藏</td></tr></table>"
    assert page(html) == [[["甲"]]]


def test_a_cell_too_narrow_for_its_number_gives_the_number() -> None:
    assert page("<table><tr><td x:num='12.5'>###</td><td sdval='3'>##</td><td>#</td></tr></table>") == [
        [["12.5", "3", "#"]]
    ]


def test_raised_digits_are_powers() -> None:
    assert page("<table><tr><td>3m<sup>2</sup></td><td>x<sup>注</sup></td></tr></table>") == [[["3m²", "x注"]]]


def test_spans_end_where_the_table_ends() -> None:
    html = "<table><tr><td colspan=9>题</td></tr><tr><td rowspan=9>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>"
    (table,) = tables_in(html)
    spans = [(cell.text, cell.row_span, cell.column_span) for cell in table.cells]
    assert spans == [("题", 1, 2), ("甲", 2, 1), ("乙", 1, 1), ("丙", 1, 1)]


@pytest.mark.parametrize(("count", "refused"), [(3, False), (4, True)])
def test_more_merged_areas_than_any_form_has(monkeypatch: pytest.MonkeyPatch, count: int, refused: bool) -> None:
    monkeypatch.setattr(sheet, "_MOST_MERGES", 3)
    grid = grid_of({"甲": (0, 0), "乙": (9, 1)}, merges=[(row, 0, row, 1) for row in range(count)])
    if refused:
        with pytest.raises(SourceError, match="表格太大"):
            grid.table()
    else:
        assert seen(grid)[0] == ("甲", 0, 0, 1, 2)


def test_more_cells_than_any_workbook_of_forms_has_in_all_its_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_CELLS", 2)
    rows = "".join(f'<row r="{row}">{text_cell(f"A{row}", "指标")}</row>' for row in (1, 2, 3))
    with pytest.raises(SourceError, match="表格太大"):
        read_bytes(workbook(f"<sheetData>{rows}</sheetData>"), "多.xlsx")


@pytest.mark.parametrize(("below", "rows"), [(150, 151), (250, 200), (40_000, 200)])
def test_a_slip_far_below_makes_no_thousands_of_blank_rows(below: int, rows: int) -> None:
    table = grid_of({"题": (0, 0), "末": (below, 0)}).table()
    assert table is not None
    assert (table.row_count, table.place(0), table.place(table.row_count - 1)) == (rows, 1, below + 1)
