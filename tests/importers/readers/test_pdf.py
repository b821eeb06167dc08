"""PDF files drawn for the purpose: the lines make the table, pages join, guesses and pictures are told."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from importers.readers.any_file import read_bytes
from importers.readers.pdf.document import _listed
from importers.readers.pdf.drawn import _character
from importers.readers.source import SourceError
from models.table import Paragraph, Table

FACE = Path(__file__).parents[3] / "resources" / "fonts" / "JxSong.ttf"
HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "备注"]


class Paper:
    """A sheet to draw on: places in points from the top left."""

    def __init__(self, encrypt: StandardEncryption | None = None) -> None:
        self._data, self._height = BytesIO(), 842
        pdfmetrics.registerFont(TTFont("Face", FACE))
        self._canvas = Canvas(self._data, pagesize=(595, 842), encrypt=encrypt)
        self._canvas.setFont("Face", 10)

    def text(self, x: float, y: float, text: str) -> None:
        self._canvas.drawString(x, self._height - y, text)

    def slanted(self, text: str) -> None:
        self._canvas.saveState()
        self._canvas.translate(200, 400)
        self._canvas.rotate(40)
        self._canvas.drawString(0, 0, text)
        self._canvas.restoreState()

    def invisible(self, x: float, y: float, text: str) -> None:
        drawn = self._canvas.beginText(x, self._height - y)
        drawn.setTextRenderMode(3)
        drawn.textLine(text)
        self._canvas.drawText(drawn)

    def faint(self, x: float, y: float, text: str, alpha: float) -> None:
        self._canvas.setFillAlpha(alpha)
        self.text(x, y, text)
        self._canvas.setFillAlpha(1)

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """A filled rectangle, as some programs draw their lines."""
        self._canvas.rect(x, self._height - y - height, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        self._canvas.rect(x, self._height - y - height, width, height)

    def curve(self, x: float, y: float) -> None:
        self._canvas.bezier(
            x, self._height - y, x + 50, self._height - y, x + 100, self._height - y, x + 150, self._height - y
        )

    def picture(self) -> None:
        self._canvas.drawImage(ImageReader(Image.new("RGB", (4, 4), "red")), 50, 300, 40, 40)

    def stamped(self, times: int, dx: float, dy: float) -> None:
        """What follows is drawn into a form within a form, moved each time."""
        self._canvas.beginForm("inner")
        self._canvas.setFont("Face", 10)
        for y in (0, 22, 44):
            self._canvas.line(0, y, 180, y)
        for x in (0, 90, 180):
            self._canvas.line(x, 0, x, 44)
        self._canvas.endForm()
        name = "inner"
        for number in range(times):
            self._canvas.beginForm(f"outer{number}")
            self._canvas.translate(dx, dy)
            self._canvas.doForm(name)
            self._canvas.endForm()
            name = f"outer{number}"
        self._canvas.doForm(name)

    def turn(self, degrees: int) -> None:
        self._canvas.setPageRotation(degrees)

    def turned(self, quarters: int) -> None:
        """What follows is drawn turned on the sheet, as a landscape table on an upright page."""
        self._canvas.translate(*{0: (0, 0), 1: (595, 0), 2: (595, 842), 3: (0, 842)}[quarters])
        self._canvas.rotate(90 * quarters)
        self._height = 842 if quarters % 2 == 0 else 595

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        self._canvas.line(x, self._height - y, to_x, self._height - to_y)

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


# --- how a page may be drawn ---

SMALL = [["指标", "值"], ["甲", "11"], ["乙", "12"]]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("shown", [0, 90, 180, 270])
def test_a_table_is_read_however_the_page_lies(quarters: int, shown: int) -> None:
    paper = Paper()
    paper.turn(shown)
    paper.turned(quarters)
    paper.text(60, 40, "示例表")
    paper.rows(SMALL)
    data = paper.data()
    assert outside(data) == ["示例表"]
    assert [table.texts() for table in tables(data)] == [SMALL]


@pytest.mark.parametrize(("thick", "count"), [(0.5, 1), (2.4, 1), (3.5, 0)])
def test_thin_bars_are_lines(thick: float, count: int) -> None:
    paper = Paper()
    for y in (60, 82, 104):
        paper.bar(50, y, 180, thick)
    for x in (50, 140, 230):
        paper.bar(x, 60, thick, 44)
    paper.text(54, 75, "甲")
    paper.text(144, 97, "乙")
    found = tables(paper.data())
    assert [table.texts() for table in found] == [[["甲", ""], ["", "乙"]]] * count


def test_frames_around_cells_are_lines_and_curves_are_none() -> None:
    paper = Paper()
    for row in range(2):
        for column in range(2):
            paper.frame(50 + 90 * column, 60 + 22 * row, 90, 22)
            paper.text(54 + 90 * column, 75 + 22 * row, f"格{row}{column}")
    paper.curve(60, 71)
    assert [table.texts() for table in tables(paper.data())] == [[["格00", "格01"], ["格10", "格11"]]]


@pytest.mark.parametrize(("times", "count"), [(1, 1), (5, 1), (8, 0)])
def test_lines_within_forms_of_the_page_are_where_they_are_seen(times: int, count: int) -> None:
    paper = Paper()
    paper.stamped(times, 50 / times, 700 / times)
    paper.text(54, 842 - 700 - 44 + 15, "甲")
    paper.text(144, 842 - 700 - 7, "乙")
    assert [table.texts() for table in tables(paper.data())] == [[["甲", ""], ["", "乙"]]] * count


def test_boxes_are_ticked_where_a_stroke_crosses_them() -> None:
    paper = Paper()
    for x, word in ((100, "是"), (200, "否"), (300, "待定")):
        paper.frame(x, 300, 10, 10)
        paper.text(x + 14, 309, word)
    paper.line(101, 305, 104, 309)
    paper.line(104, 309, 109, 301)
    paper.line(203, 312, 208, 320)  # below the box
    assert outside(paper.data()) == ["☑是 □否 □待定"]


def test_lines_drawn_in_pieces_are_one_line() -> None:
    paper = Paper()
    for y in (60, 82):
        paper.line(50, y, 100, y)
        paper.line(101.5, y + 1, 230, y + 1)
    for x in (50, 140, 230):
        paper.line(x, 60, x, 82)
    paper.text(54, 75, "甲")
    paper.text(144, 75, "乙")
    assert [table.texts() for table in tables(paper.data())] == [[["甲", "乙"]]]


def test_a_level_line_that_stops_short_leaves_a_merged_cell() -> None:
    paper = Paper()
    paper.frame(50, 60, 180, 44)
    paper.line(140, 60, 140, 104)
    paper.line(50, 82, 120, 82)
    paper.line(143, 82, 230, 82)
    for x, y, text in ((54, 75, "甲"), (144, 75, "乙"), (54, 97, "丙"), (144, 97, "丁")):
        paper.text(x, y, text)
    assert tables(paper.data())[0].texts() == [["甲", "乙"], ["丙", "丁"]]


def test_letters_that_are_all_but_clear_are_none() -> None:
    paper = Paper()
    paper.rows(SMALL)
    paper.faint(300, 300, "淡印", 0.2)
    paper.faint(300, 330, "较淡", 0.6)
    assert outside(paper.data()) == ["较淡"]


def test_the_words_over_a_scanned_page_are_read_and_told() -> None:
    paper = Paper()
    paper.picture()
    paper.invisible(60, 200, "识别出的文字")
    data = paper.data()
    assert outside(data) == ["识别出的文字"]
    assert told(data) == ["recognised-text:1"]


def test_a_page_that_is_a_picture_is_told_and_a_file_of_pictures_refused() -> None:
    paper = Paper()
    paper.picture()
    paper.next_page()
    paper.rows(SMALL)
    paper.picture()
    assert told(paper.data()) == ["picture-only:page 1"]
    scan = Paper()
    scan.picture()
    with pytest.raises(SourceError, match="扫描") as refused:
        read_bytes(scan.data(), "扫.pdf")
    assert refused.value.opens == "no-text"
    blank = Paper()
    blank.line(50, 60, 200, 60)
    with pytest.raises(SourceError, match="没有文字"):
        read_bytes(blank.data(), "空.pdf")


@pytest.mark.parametrize(
    ("shift", "text"),
    [((0.4, 0), "甲乙"), ((0, 0.4), "甲乙"), ((-0.4, 0.3), "甲乙"), ((2, 0), "甲乙")],
)
def test_letters_drawn_twice_at_nearly_one_place_are_bold(shift: tuple[float, float], text: str) -> None:
    paper = Paper()
    paper.text(200, 300, "甲 乙")
    paper.text(200 + shift[0], 300 + shift[1], "甲 乙")
    (found,) = outside(paper.data())
    assert "".join(found.split()) == text


def test_the_same_word_on_two_lines_is_said_twice() -> None:
    paper = Paper()
    paper.text(200, 300, "甲")
    paper.text(200, 316, "甲")
    assert outside(paper.data()) == ["甲", "甲"]


@pytest.mark.parametrize(("angle", "seen"), [(0, True), (4, True), (8, False), (45, False)])
def test_how_slanted_a_watermark_is(angle: float, seen: bool) -> None:
    paper = Paper()
    paper.rows(SMALL)
    paper._canvas.translate(300, 400)
    paper._canvas.rotate(angle)
    paper._canvas.drawString(0, 0, "印")
    data = paper.data()
    assert outside(data) == ["印"] * seen
    assert told(data) == ["slanted-text"] * (not seen)


@pytest.mark.parametrize(("drawn", "meant"), [("⼀⽉", "一月"), ("⻚⻛", "页风"), ("⺁⻳", "厂龟"), ("𠀀甲", "𠀀甲")])
def test_radicals_are_the_characters_that_are_meant(drawn: str, meant: str) -> None:
    assert "".join(_character("", ord(one)) if ord(one) < 0x10000 else one for one in drawn) == meant


def test_halves_of_rare_characters_are_one() -> None:
    high, low = 0xD840, 0xDC00
    assert _character(chr(high), low) == "𠀀"
    assert _character("", ord("甲")) == _character(chr(high), ord("甲")) == "甲"


def test_a_table_within_a_cell_stands_behind_the_one_around_it() -> None:
    paper = Paper()
    paper.frame(50, 60, 400, 300)
    paper.text(60, 80, "外面的话")
    paper.rows(SMALL, top=120, left=100)
    outer, inner = tables(paper.data())
    assert "外面的话" in outer.texts()[0][0]
    assert inner.texts() == SMALL


def test_the_widths_of_columns_are_told_in_millimetres() -> None:
    paper = Paper()
    paper.rows(SMALL, width=72)
    assert tables(paper.data())[0].widths == (25.4, 25.4)


def test_text_above_between_and_below_tables_keeps_its_order() -> None:
    paper = Paper()
    paper.text(50, 40, "上")
    paper.rows(SMALL, top=60)
    paper.text(50, 150, "中")
    paper.rows([["丙"], ["丁"]], top=170)
    paper.text(50, 260, "下")
    said = [part.text if isinstance(part, Paragraph) else "表" for part in read_bytes(paper.data(), "表.pdf").document]
    assert said == ["上", "表", "中", "表", "下"]


def test_guessed_columns_above_a_table_are_not_one_with_those_below() -> None:
    paper = Paper()
    for number in range(2):
        paper.text(50, 40 + 15 * number, "单位")
        paper.text(250, 40 + 15 * number, "年度")
    paper.rows(SMALL, top=70)
    for number in range(2):
        paper.text(50, 160 + 15 * number, "填报人")
        paper.text(250, 160 + 15 * number, "电话")
    data = paper.data()
    assert [table.texts() for table in tables(data)] == [SMALL]
    assert told(data) == []


def test_many_pages_are_named_shortly() -> None:
    assert _listed([1, 2, 3]) == "1、2、3"
    assert _listed(list(range(1, 9))) == "1、2、3、4、5、6、7、8"
    assert _listed(list(range(1, 11))) == "1、2、3、4、5、6、7、8 等 10"
