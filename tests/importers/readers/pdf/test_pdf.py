"""PDF files drawn for the purpose: the lines make the table, pages join, guesses and pictures are told."""

from __future__ import annotations

from contextlib import suppress

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from importers.readers.any_file import read_bytes
from importers.readers.source import SourceError
from tests.importers.readers.pdf.drawn_paper import HEAD, Paper, outside, tables, told


def test_a_ruled_table_comes_in_with_the_text_around_it() -> None:
    paper = Paper()
    paper.text(200, 40, "示例绩效目标表")
    paper.rows([HEAD, ["产出指标", "数量指标", "巡查次数", "≥4期", ""]])
    paper.text(50, 140, "填报人：某某")
    data = paper.data()
    assert outside(data) == ["示例绩效目标表", "填报人：某某"]
    assert tables(data)[0].texts() == [HEAD, ["产出指标", "数量指标", "巡查次数", "≥4期", ""]]
    assert tables(data)[0].source_page == 1
    assert told(data) == []


def test_a_hyphen_at_the_end_of_a_line_is_not_lost() -> None:
    """PDFium takes it for one that parts a word, and has no letter for it."""
    paper = Paper()
    for y in (60, 104):
        paper.line(50, y, 350, y)
    for x in (50, 150, 350):
        paper.line(x, 60, x, 104)
    for x, y, text in ((60, 75, "编号"), (160, 75, "巡查路线甲-"), (160, 97, "河道与堤防")):
        paper.text(x, y, text)
    assert tables(paper.data())[0].texts() == [["编号", "巡查路线甲-\n河道与堤防"]]


def test_places_without_a_line_between_are_one_cell() -> None:
    paper = Paper()
    for y in (60, 104):
        paper.line(50, y, 350, y)
    paper.line(150, 82, 350, 82)
    for x in (50, 150, 350):
        paper.line(x, 60, x, 104)
    paper.line(250, 82, 250, 104)
    for x, y, text in ((60, 84, "产出"), (160, 75, "宽"), (160, 97, "甲"), (260, 97, "乙")):
        paper.text(x, y, text)
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in tables(paper.data())[0].cells}
    assert spans == {"产出": (2, 1), "宽": (1, 2), "甲": (1, 1), "乙": (1, 1)}


def test_a_table_over_pages_is_one_and_its_head_stands_once() -> None:
    paper = Paper()
    body = [["产出指标", "数量指标", f"巡查{number}号", f"≥{number}次", ""] for number in range(1, 9)]
    paper.text(200, 40, "示例绩效目标表")
    paper.rows([HEAD, *body[:4]])
    paper.text(280, 820, "第 1 页")
    paper.next_page()
    paper.text(200, 40, "示例绩效目标表（续）")
    paper.rows([HEAD, *body[4:]])
    paper.text(280, 820, "第 2 页")
    data = paper.data()
    assert [table.texts() for table in tables(data)] == [[HEAD, *body]]
    assert outside(data) == ["示例绩效目标表"]


def test_two_tables_of_different_columns_stay_two() -> None:
    paper = Paper()
    paper.rows([["甲", "乙"], ["一", "二"]])
    paper.next_page()
    paper.rows([["丙", "丁", "戊"], ["三", "四", "五"]])
    assert len(tables(paper.data())) == 2


def test_a_level_that_a_page_cut_is_whole_again() -> None:
    paper = Paper()
    paper.rows([HEAD, ["产出指标", "数量指标", "甲", "1次", "注"]])
    paper.next_page()
    paper.rows([["", "", "乙", "2次", "注"], ["效益指标", "社会效益", "丙", "3次", "注"]])
    (table,) = tables(paper.data())
    spans = {cell.text: cell.row_span for cell in table.cells}
    assert spans["产出指标"] == spans["数量指标"] == 2
    assert table.row_count == 4


def test_columns_without_lines_are_guessed_and_told() -> None:
    paper = Paper()
    for number, row in enumerate((["指标", "上年", "本年"], ["巡查次数", "3", "5"], ["合格率", "95%", "100%"])):
        for column, text in enumerate(row):
            paper.text(50 + 120 * column, 60 + 25 * number, text)
    data = paper.data()
    assert tables(data)[0].texts() == [["指标", "上年", "本年"], ["巡查次数", "3", "5"], ["合格率", "95%", "100%"]]
    assert told(data) == ["guessed-table:1"]


def test_lines_of_a_paragraph_are_no_table() -> None:
    paper = Paper()
    for number in range(5):
        paper.text(50, 60 + 16 * number, "这是一段没有表格的说明文字，一共有好几行。")
    assert tables(paper.data()) == []


def test_watermarks_are_left_out_and_told() -> None:
    paper = Paper()
    paper.rows([["指标", "值"], ["甲", "1"]])
    paper.slanted("内部资料")
    data = paper.data()
    assert tables(data)[0].texts() == [["指标", "值"], ["甲", "1"]]
    assert outside(data) == []
    assert told(data) == ["slanted-text"]


def test_bold_that_is_drawn_twice_is_read_once() -> None:
    paper = Paper()
    paper.rows([["指标", "值"], ["甲", "11"]])
    paper.text(54.4, 75, "指标")
    assert tables(paper.data())[0].texts() == [["指标", "值"], ["甲", "11"]]


def test_invisible_text_beside_visible_is_none() -> None:
    paper = Paper()
    paper.rows([["指标", "值"]])
    paper.invisible(60, 200, "看不见")
    assert outside(paper.data()) == []


def test_a_password_is_asked_for_in_words() -> None:
    paper = Paper(StandardEncryption("abc", canPrint=0))
    paper.text(50, 50, "甲")
    with pytest.raises(SourceError) as refused:
        read_bytes(paper.data(), "密.pdf")
    assert refused.value.opens == "password"


def test_a_pdf_cut_off_is_damaged_or_read_never_a_crash() -> None:
    paper = Paper()
    paper.rows([HEAD, ["产出指标", "数量指标", "巡查次数", "≥4期", ""]])
    data = paper.data()
    for part in range(1, 10):
        with suppress(SourceError):
            read_bytes(data[: len(data) * part // 10], "断.pdf")
