"""The Word file of a form: real merges, repeated heads, its page, and nothing but its words."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import Any
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
from docx import Document

from exporters.word.write import word_bytes
from models.table import Band, Cell, PageSetup, Role, Table, covered
from tests.exporters.excel.excel_tables import department, narrative, project, random_table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(*tables: Table) -> Any:
    return Document(BytesIO(word_bytes(tables)))


def body(*tables: Table) -> Element:
    with ZipFile(BytesIO(word_bytes(tables))) as made:
        return fromstring(made.read("word/document.xml"))


@pytest.mark.parametrize("seed", range(12))
def test_every_cell_stands_where_the_table_has_it(seed: int) -> None:
    """python-docx gives the same cell for every place that a merge covers."""
    table = random_table(Random(seed))
    framed = [cell for cell in table.cells if cell.role.bordered]
    made = [row for one in document(table).tables for row in one.rows]
    lines = [line for line in range(table.row_count) if not is_line(table, line)]
    assert len(made) == len(lines)
    for cell in framed:
        shown = {made[lines.index(row)].cells[column].text for row, column in covered(cell) if row in lines}
        assert shown == {cell.text}


def is_line(table: Table, row: int) -> bool:
    """Does the row hold nothing but a title or a note as wide as the table?"""
    lines = {Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.PARAGRAPH, Role.NOTE, Role.CAPTION, Role.UNIT}
    here = [cell for cell in table.cells if cell.row <= row < cell.bottom]
    whole = [cell for cell in here if (cell.row_span, cell.column_span) == (1, table.column_count)]
    return len(whole) == 1 and whole[0].role in lines


def test_the_head_of_the_indicators_is_repeated_and_begins_a_table() -> None:
    """What follows the indicators is a table of its own: their head would be repeated over it."""
    first, second, third = body(department()).findall(f".//{W}tbl")
    assert not [*first.findall(f".//{W}tblHeader"), *third.findall(f".//{W}tblHeader")]
    (band,) = department().bands
    assert len(second.findall(f"{W}tr")) == band.stop - band.head_start
    rows = second.findall(f"{W}tr")
    assert [row.find(f".//{W}tblHeader") is not None for row in rows[:3]] == [True, False, False]
    assert "三级指标" in "".join(rows[0].itertext())


def test_lines_are_as_high_as_in_the_pdf_whatever_the_face() -> None:
    """Word takes the height of a line from the face, and one that stands in for 宋体 is an eighth higher."""
    spacings = body(department()).findall(f".//{W}tbl//{W}spacing")
    assert spacings
    assert {one.get(f"{W}lineRule") for one in spacings} == {"exact"}
    assert {int(one.get(f"{W}line", "0")) for one in spacings} <= {round(20 * 10 * leading) for leading in (1.35, 1.4)}


def test_the_paper_is_as_the_form_says() -> None:
    page = PageSetup("A3", landscape=True, margin_top=37, margin_left=28)
    sections = document(department(), department(page=page)).sections
    found = [(round(one.page_width.mm), round(one.page_height.mm), round(one.top_margin.mm)) for one in sections]
    assert found == [(210, 297, 18), (420, 297, 37)]
    assert round(sections[1].left_margin.mm) == 28


def test_a_title_is_a_paragraph_and_a_row_of_captions_has_no_lines() -> None:
    made = document(department())
    assert made.paragraphs[0].text == "2026年部门（单位）整体支出绩效目标申报表"
    caption = body(department()).find(f".//{W}tbl/{W}tr/{W}tc/{W}tcPr/{W}tcBorders")
    assert caption is not None
    assert {side.get(f"{W}val") for side in caption} == {"nil"}


def test_chapters_are_paragraphs() -> None:
    made = document(narrative())
    assert made.tables == []
    assert [one.text for one in made.paragraphs[:2]] == ["部门整体绩效目标", "一、分项绩效目标"]


def test_fonts_and_sizes_follow_the_role() -> None:
    runs = [run for one in document(department()).paragraphs for run in one.runs]
    assert (runs[0].font.name, runs[0].font.size.pt) == ("黑体", 18)
    cell = document(project()).tables[0].rows[0].cells[0].paragraphs[0].runs[0]
    assert (cell.font.name, cell.font.size.pt) == ("宋体", 10)


@pytest.mark.parametrize(
    "text",
    ["<w:b/>&amp;]]>", "=1+1", "{ INCLUDETEXT \\\\host\\x }", "第一行\n第二行", " 前后 ", "甲\x0b乙", "\ud800丙"],
)
def test_any_text_is_text(text: str) -> None:
    table = Table((50, 50), 1, (Cell(0, 0, text), Cell(0, 1, "乙")), title=text)
    (made,) = document(table).tables
    clean = text.replace("\x0b", "\n").replace("\ud800", "\ufffd")
    assert [cell.text for cell in made.rows[0].cells] == [clean, "乙"]
    assert not body(table).findall(f".//{W}instrText")


def test_equal_tables_give_equal_bytes() -> None:
    assert word_bytes([department(), project()]) == word_bytes([department(), project()])


def test_overlapping_cells_and_no_table_are_refused() -> None:
    with pytest.raises(ValueError, match="重叠"):
        word_bytes([Table((10, 10), 1, (Cell(0, 0, "甲", column_span=2), Cell(0, 1, "乙")))])
    with pytest.raises(ValueError, match="没有"):
        word_bytes([])


def test_a_bar_over_a_head_goes_with_it() -> None:
    cells = [Cell(row, column, "行") for row in (0, 1, 4, 5) for column in (0, 1)]
    cells += [Cell(2, 0, "年度绩效目标表", column_span=2, role=Role.LABEL)]
    cells += [Cell(3, column, "指标值", role=Role.HEADER) for column in (0, 1)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    table = Table((50, 50), 6, tuple(cells), bands=(Band(3, 4, 4, 6),))
    tables = body(table).findall(f".//{W}tbl")
    assert [len(one.findall(f"{W}tr")) for one in tables] == [2, 4]
    heads = [row.find(f".//{W}tblHeader") is not None for row in tables[1].findall(f"{W}tr")]
    assert heads == [True, True, False, False]


def test_a_level_has_two_rows_at_least_on_the_page_where_it_begins() -> None:
    """Else its words, which take two lines in a narrow column, would stand on two pages."""
    rows = [Cell(row, 1, "值") for row in range(4)]
    level = Cell(1, 0, "产出指标", row_span=3, role=Role.LEVEL)
    table = Table((15.0, 165.0), 4, (Cell(0, 0, "首行"), level, *rows))
    (written,) = Document(BytesIO(word_bytes([table]))).tables
    kept = [row.cells[1].paragraphs[0].paragraph_format.keep_with_next for row in written.rows]
    assert kept == [None, True, None, None]


@pytest.mark.parametrize("names", [1, 2])
def test_no_page_has_names_alone(names: int) -> None:
    """They follow the two rows above them on to the next page."""
    ends = [
        Cell(3 + row, column, "填报人：", role=Role.SIGNATURE) for row in range(names) for column in range(1 + row % 2)
    ]
    cells = [Cell(row, column, "值") for row in range(3) for column in (0, 1)]
    (written,) = Document(BytesIO(word_bytes([Table((90.0, 90.0), 3 + names, (*cells, *ends))]))).tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in written.rows]
    assert kept == [None, True, True, *[True] * (names - 1), None]
    (alone,) = Document(BytesIO(word_bytes([Table((90.0, 90.0), 3, tuple(cells))]))).tables
    assert not any(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in alone.rows)
