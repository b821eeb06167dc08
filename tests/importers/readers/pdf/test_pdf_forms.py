"""PDF files of several forms and pages: titles, running titles, labels and rows that a page cut, lines that wrap."""

from __future__ import annotations

import pytest

from tests.importers.readers.pdf.drawn_paper import HEAD, Paper, outside, tables


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
