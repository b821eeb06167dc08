"""PDF files drawn for the purpose: the lines make the table, pages join, guesses and pictures are told."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from importers.readers.any_file import read_bytes
from importers.readers.source import SourceError
from models.table import Paragraph, Table

FACE = Path(__file__).parents[3] / "resources" / "fonts" / "JxSong.ttf"
HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "备注"]


class Paper:
    """A sheet to draw on: places in points from the top left."""

    def __init__(self, encrypt: StandardEncryption | None = None) -> None:
        self._data = BytesIO()
        pdfmetrics.registerFont(TTFont("Face", FACE))
        self._canvas = Canvas(self._data, pagesize=(595, 842), encrypt=encrypt)
        self._canvas.setFont("Face", 10)

    def text(self, x: float, y: float, text: str) -> None:
        self._canvas.drawString(x, 842 - y, text)

    def slanted(self, text: str) -> None:
        self._canvas.saveState()
        self._canvas.translate(200, 400)
        self._canvas.rotate(40)
        self._canvas.drawString(0, 0, text)
        self._canvas.restoreState()

    def invisible(self, x: float, y: float, text: str) -> None:
        drawn = self._canvas.beginText(x, 842 - y)
        drawn.setTextRenderMode(3)
        drawn.textLine(text)
        self._canvas.drawText(drawn)

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        self._canvas.line(x, 842 - y, to_x, 842 - to_y)

    def rows(self, rows: Sequence[Sequence[str]], top: float = 60, left: float = 50, width: float = 90) -> float:
        """A table with all its lines, rows 22 points high; gives where it ends."""
        columns, bottom = len(rows[0]), top + 22 * len(rows)
        for at in range(len(rows) + 1):
            self.line(left, top + 22 * at, left + width * columns, top + 22 * at)
        for at in range(columns + 1):
            self.line(left + width * at, top, left + width * at, bottom)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.text(left + width * column + 4, top + 22 * number + 15, text)
        return bottom

    def next_page(self) -> None:
        self._canvas.showPage()
        self._canvas.setFont("Face", 10)

    def data(self) -> bytes:
        self._canvas.save()
        return self._data.getvalue()


def tables(data: bytes) -> list[Table]:
    return [part for part in read_bytes(data, "表.pdf").document if isinstance(part, Table)]


def outside(data: bytes) -> list[str]:
    return [part.text for part in read_bytes(data, "表.pdf").document if isinstance(part, Paragraph)]


def told(data: bytes) -> list[str]:
    return [str(notice) for notice in read_bytes(data, "表.pdf").notices]


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


def test_a_form_under_the_same_title_is_another_form() -> None:
    """Every project of a unit has the title and the signatures of the one before."""
    paper = Paper()
    names = ("河道巡查", "水质监测", "堤防养护")
    for number, name in enumerate(names, 1):
        if number > 1:
            paper.next_page()
        paper.text(200, 40, "项目支出绩效目标表")
        rows = [["项目名称", name], ["主管部门", "示例局"], ["项目金额", str(10 * number)], ["绩效目标", f"做好{name}"]]
        bottom = paper.rows(rows, width=120)
        paper.text(50, bottom + 20, "填报人：某某")
        paper.text(280, 820, f"第 {number} 页")
    data = paper.data()
    assert [table.texts()[0] for table in tables(data)] == [["项目名称", name] for name in names]
    assert outside(data) == ["项目支出绩效目标表", "填报人：某某"] * 3


def test_a_running_title_is_none_of_the_table() -> None:
    paper = Paper()
    body = [["产出指标", "数量指标", f"巡查{number}号", f"≥{number}次", ""] for number in range(1, 13)]
    for page in range(3):
        if page:
            paper.next_page()
        paper.text(200, 30, "示例局 2026 年预算公开")
        paper.rows([HEAD, *body[4 * page : 4 * page + 4]])
    data = paper.data()
    assert [table.texts() for table in tables(data)] == [[HEAD, *body]]
    assert outside(data) == []


def test_a_label_that_the_next_page_repeats_with_a_word_goes_on() -> None:
    paper = Paper()
    paper.rows([HEAD, ["产出指标", "数量指标", "巡查河道", "4次", "注"]])
    paper.next_page()
    paper.rows([["产出指标（续）", "质量指标", "合格率", "95%", "注"], ["效益指标", "社会效益", "投诉", "3次", "注"]])
    (table,) = tables(paper.data())
    assert {cell.text: cell.row_span for cell in table.cells}["产出指标"] == 2
    assert [row[2] for row in table.texts()] == ["三级指标", "巡查河道", "合格率", "投诉"]


def test_a_row_that_a_page_cut_is_whole_though_the_pages_have_columns_of_their_own() -> None:
    paper = Paper()
    paper.rows([["项目名称", "河道巡查"], ["实施方案", "分三步做好全年的河道巡查工作，先摸清"]], width=200)
    paper.next_page()
    bottom = paper.rows([["实施方案（续）", "底数，再建台账。"]], width=200)
    paper.rows([["一级", "二级", "三级", "值"]], top=bottom, width=100)
    (table,) = tables(paper.data())
    texts = [[text for text in row if text] for row in table.texts()]
    assert texts[1] == ["实施方案", "分三步做好全年的河道巡查工作，先摸清底数，再建台账。"]
    assert texts[-1] == ["一级", "二级", "三级", "值"]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("全年巡查河道不少于", "1200次，及时处置。"), "全年巡查河道不少于1200次，及时处置。"),
        (("补助", "350元/户×12个月=42元"), "补助350元/户×12个月=42元"),
        (("全年巡查河道不少于十次。", "2.处置问题。"), "全年巡查河道不少于十次。\n2.处置问题。"),
        (("巡查", "处置"), "巡查\n处置"),
    ],
)
def test_what_nobody_cuts_wraps_whole(lines: tuple[str, ...], whole: str) -> None:
    """A number goes to the next line with its unit, so that the line above ends early; an entry of a list does not."""
    paper = Paper()
    frame(paper, 60, 120)
    for number, text in enumerate(lines):
        paper.text(53, 75 + 14 * number, text)
    assert tables(paper.data())[0].texts() == [[whole]]


def frame(paper: Paper, top: float, bottom: float) -> None:
    """One cell, 130 points wide."""
    for y in (top, bottom):
        paper.line(50, y, 180, y)
    for x in (50, 180):
        paper.line(x, top, x, bottom)


def test_lines_of_a_paragraph_are_one_text() -> None:
    paper = Paper()
    lines = ((50, "一、总体目标"), (70, "全面完成年度各项任务，"), (50, "做好河道巡查。"), (70, "二是做好水质监测。"))
    for number, (left, text) in enumerate(lines):
        paper.text(left, 60 + 15 * number, text)
    frame(paper, 300, 320)
    paper.text(60, 315, "注")
    assert outside(paper.data()) == ["一、总体目标", "全面完成年度各项任务，做好河道巡查。", "二是做好水质监测。"]


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
