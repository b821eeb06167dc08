"""However a page of a PDF is drawn: turned, in bars and frames, in forms within forms, twice, faintly, with boxes."""

from __future__ import annotations

import pytest

from importers.readers.any_file import read_bytes
from importers.readers.pdf.characters import character
from importers.readers.pdf.document import _listed
from importers.readers.source import SourceError
from models.table import Paragraph
from tests.importers.readers.pdf.drawn_paper import Paper, outside, tables, told

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
    assert ["".join(line.split()) for line in outside(paper.data())] == ["☑是□否□待定"]


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
    assert "".join(character("", ord(one)) if ord(one) < 0x10000 else one for one in drawn) == meant


def test_halves_of_rare_characters_are_one() -> None:
    high, low = 0xD840, 0xDC00
    assert character(chr(high), low) == "𠀀"
    assert character("", ord("甲")) == character(chr(high), ord("甲")) == "甲"


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


def test_a_line_under_a_text_parts_no_cells() -> None:
    paper = Paper()
    bottom = paper.rows(SMALL)
    paper.line(52, bottom - 8, 75, bottom - 8)
    paper.line(52, bottom - 30, 75, bottom - 30)
    assert [table.texts() for table in tables(paper.data())] == [SMALL]


def test_a_border_round_the_page_is_no_table() -> None:
    paper = Paper()
    paper.frame(30, 30, 535, 782)
    paper.text(60, 50, "示例表")
    bottom = paper.rows(SMALL)
    paper.text(60, bottom + 40, "注：示例")
    data = paper.data()
    assert outside(data) == ["示例表", "注：示例"]
    assert [table.texts() for table in tables(data)] == [SMALL]


def test_tables_beside_each_other_come_from_left_to_right() -> None:
    paper = Paper()
    paper.rows([["支出", "60"], ["公用", "40"], ["其他", "5"]], left=320)
    paper.rows([["收入", "100"], ["其他", "5"]])
    assert [table.texts()[0] for table in tables(paper.data())] == [["收入", "100"], ["支出", "60"]]


def test_a_text_that_runs_over_the_edge_of_its_cell_is_of_that_cell() -> None:
    """A spreadsheet prints of it what is within the cell; the row was too low."""
    paper = Paper()
    paper.rows([["指标", ""], ["甲", "11"]])
    for number, text in enumerate(("第一行", "第二行", "第三行")):
        paper.through((140, 60, 90, 22), 144, 60 + 11 * number, text)
    assert [table.texts() for table in tables(paper.data())] == [[["指标", "第一行\n第二行\n第三行"], ["甲", "11"]]]


def test_a_merged_cell_that_the_page_leaves_open_goes_on() -> None:
    """Its label stands in the middle: on the next page, and on this one where nobody sees it."""
    paper = Paper()
    for y, left in ((700, 50), (722, 140)):
        paper.line(left, y, 230, y)
    for x in (50, 140, 230):
        paper.line(x, 678, x, 722)
    paper.line(50, 678, 230, 678)
    for y, texts in ((693, "指标值"), (715, "一")):
        paper.text(144, y, texts)
    paper.text(54, 693, "类别")
    paper.through((50, 700, 90, 22), 54, 740, "产出")
    paper.next_page()
    paper.rows([["产出", "二"], ["效益", "三"]])
    (found,) = tables(paper.data())
    assert found.texts() == [["类别", "指标值"], ["产出", "一"], ["", "二"], ["效益", "三"]]
    assert [cell.row_span for cell in found.cells if cell.text == "产出"] == [2]
