"""Pasted text keeps every cell where it stood: rows with tabs, one cell a line, Markdown, and what is none of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import strategies as st

from importers.readers.text import parse_text
from models.table import Cell, Document, Paragraph, Table

REAL_FORMS = ["ezhou-2026", "jianghan-2024", "julu", "korla-2023", "lukou-2026"]


def tables(document: Document) -> list[Table]:
    return [item for item in document if isinstance(item, Table)]


def paragraphs(document: Document) -> list[str]:
    return [item.text for item in document if isinstance(item, Paragraph)]


def only_table(text: str) -> Table:
    document = parse_text(text)
    assert len(document) == 1
    (table,) = document
    assert isinstance(table, Table)
    return table


# --- Rows with tabs ---------------------------------------------------------------------------------------------------


def test_a_line_with_tabs_is_a_row_and_blank_places_hold_no_cell() -> None:
    table = only_table("项目名称\t\t园区巡检\n产出指标\t数量指标\t\n\t\t巡检次数\n")
    assert table.texts() == [["项目名称", "", "园区巡检"], ["产出指标", "数量指标", ""], ["", "", "巡检次数"]]
    assert len(table.cells) == 5
    assert (table.row_count, table.widths, table.source_rows) == (3, (1.0, 1.0, 1.0), (1, 2, 3))
    assert not table.spans_known


def test_a_row_of_tabs_alone_is_kept_as_a_blank_row() -> None:
    table = only_table("甲\t乙\n\t\n丙\t丁\n\t\n")
    assert table.texts() == [["甲", "乙"], ["", ""], ["丙", "丁"], ["", ""]]


def test_titles_and_captions_are_paragraphs_with_their_lines() -> None:
    document = parse_text("\n附件1\n\n年度目标表\n\n单位：万元\n甲\t乙\n填表人：某某\n\n丙\t丁")
    shapes = [item.text if isinstance(item, Paragraph) else item.texts() for item in document]
    assert shapes == ["附件1", "年度目标表", "单位：万元", [["甲", "乙"]], "填表人：某某", [["丙", "丁"]]]
    assert [item.source_row for item in document if isinstance(item, Paragraph)] == [2, 4, 6, 8]
    assert [table.source_rows for table in tables(document)] == [(7,), (10,)]


def test_a_blank_line_parts_two_tables() -> None:
    first, second = tables(parse_text("甲\t乙\n丙\t丁\n\n戊\t己\t庚\n"))
    assert (first.column_count, second.column_count) == (2, 3)


def test_rows_under_a_merged_label_stay_rows_although_each_begins_with_one_tab() -> None:
    table = only_table("工作任务\t巡检\n" + "\t维修\n" * 30)
    assert table.row_count == 31
    assert {cell.column for cell in table.cells if cell.text == "维修"} == {1}


def test_a_table_of_two_hundred_columns_is_read() -> None:
    table = only_table("\t".join(f"列{number}" for number in range(200)) + "\n甲\t乙\n")
    assert table.column_count == 200
    assert len(table.cells) == 202


def test_cells_broken_over_lines_without_quotes_are_put_together_when_every_row_then_has_the_same_width() -> None:
    table = only_table("甲\t一\t二\n乙\t第一行\n第二行\n第三行\t三\n丙\t四\t五\n丁\t六\t七\n")
    assert table.texts()[1] == ["乙", "第一行\n第二行\n第三行", "三"]
    assert table.source_rows == (1, 2, 5, 6)


def test_ragged_rows_are_left_as_they_are() -> None:
    table = only_table("甲\t一\t二\t三\n合计\t5\n备注\t无\t\n丙\t四\t五\t六\n丁\t六\t七\n戊\t八\t九\t十\n")
    assert table.texts()[1:3] == [["合计", "5", "", ""], ["备注", "无", "", ""]]


# --- Quoted cells -----------------------------------------------------------------------------------------------------


def test_a_quoted_cell_keeps_its_lines_and_its_quotes() -> None:
    table = only_table('目标\t"第一条\n\n第二条""重点"""\t10\n末行\t甲\t乙\n')
    assert table.texts() == [["目标", '第一条\n\n第二条"重点"', "10"], ["末行", "甲", "乙"]]
    assert table.source_rows == (1, 4)


@pytest.mark.parametrize(
    "text",
    [
        '甲\t"三公"经费\t1\n乙\t培训\t2\n',
        '甲\t"未关闭\t1\n乙\t培训\t2\n',
        '"甲\t1\t个\n乙\t2"\t个\n',
        '甲\t5"\t1\n乙\t培训"\t2\n',
        '甲\t"\t1\n乙\t"培训"班\t2\n',
    ],
)
def test_stray_quotes_swallow_nothing(text: str) -> None:
    table = only_table(text)
    assert table.texts() == [line.split("\t") for line in text.splitlines()]


def test_quotes_around_paragraphs_stay() -> None:
    assert paragraphs(parse_text('"一句话"\n\n甲\t乙\n\n"另一句\n结束"')) == ['"一句话"', '"另一句', '结束"']


def test_too_long_a_quoted_cell_is_taken_for_stray_quotes() -> None:
    table = only_table('"' + "字" * 40_000 + '"\t乙')
    assert len(table.cells) == 2
    assert table.cells[0].text.startswith('"字')


# --- One cell a line --------------------------------------------------------------------------------------------------

ONE_CELL_A_LINE = """2030年某某中心目标批复
\t部门
名称
\t某某中心

\t目标：
（截止 年）
\t    保障巡检
    按时完成。

\t一级
指标
\t三级指标
\t
\t指标值\t\t

\t
\t巡检次数
\t \u3000
\t≥12次
"""


def test_a_tab_begins_a_cell_and_a_blank_line_ends_the_row() -> None:
    title, table = parse_text(ONE_CELL_A_LINE)
    assert title == Paragraph("2030年某某中心目标批复", 1)
    assert isinstance(table, Table)
    assert table.texts() == [
        ["部门\n名称", "某某中心", "", ""],
        ["目标：\n（截止 年）", "保障巡检\n    按时完成。", "", ""],
        ["一级\n指标", "三级指标", "", "指标值"],
        ["", "巡检次数", "", "≥12次"],
    ]
    assert table.source_rows == (2, 6, 11, 17)
    assert not table.spans_known


def test_blanks_before_the_tab_that_begins_a_cell_are_nothing() -> None:
    assert only_table("\t甲\n\u3000\t乙\n \t丙\n\n\t丁\n\t戊\n\t己\n").texts() == [
        ["甲", "乙", "丙"],
        ["丁", "戊", "己"],
    ]


def test_two_blank_lines_or_a_paragraph_end_the_table() -> None:
    document = parse_text("\t甲\n\t乙\n\n\t丙\n\n \n\t丁\n\n第二张表\n\t戊\n")
    shapes = [item.text if isinstance(item, Paragraph) else item.texts() for item in document]
    assert shapes == [[["甲", "乙"], ["丙", ""]], [["丁"]], "第二张表", [["戊"]]]


def test_a_blank_row_of_a_table_is_kept() -> None:
    table = only_table("\t甲\n\t乙\n\n\t\n\t\n\n\t丙\n\t丁\n")
    assert table.texts() == [["甲", "乙"], ["", ""], ["丙", "丁"]]


FULL_ROW = "\t\n\t\n\t巡检率\n\t100%\n\n"


def test_a_row_torn_by_a_stray_blank_line_is_one_row() -> None:
    table = only_table(FULL_ROW + "\t\n\t质量指标\n\n\t合格率\n\t≥9成\n\n" + FULL_ROW)
    assert table.texts()[1] == ["", "质量指标", "合格率", "≥9成"]
    assert table.source_rows == (1, 6, 12)


@pytest.mark.parametrize(
    "short",
    [
        "\t资金\n\t财政\n\n\t100\n\t其他\n\n",  # each begins with a label: two short rows
        "\t\n\t财政\n\n\t\n\t其他\n\n",  # both begin blank
        "\t\n\t财政\n\n\t其他\n\n",  # together narrower than the rows around
    ],
)
def test_short_rows_that_may_be_rows_are_not_put_together(short: str) -> None:
    assert only_table(FULL_ROW + short + FULL_ROW).row_count == 4


def test_two_cells_that_slipped_onto_one_line_are_two_cells() -> None:
    rows = "\t甲\n\t乙\n\t丙\n\t丁\n\t戊\n\n"
    table = only_table(rows + "\t甲\n\t乙\t丙\n\t丁\n\t戊\n\n" + rows)
    assert table.texts() == [["甲", "乙", "丙", "丁", "戊"]] * 3


def test_a_title_with_a_tab_at_its_end_does_not_turn_cells_into_rows() -> None:
    table = only_table("标题\t\n\t甲\n\t乙\n\n" + "\t丙\n\t丁\n\t戊\n\n" * 4)
    assert table.texts()[:2] == [["标题", "甲", "乙"], ["丙", "丁", "戊"]]


# --- Markdown and HTML ------------------------------------------------------------------------------------------------


def test_markdown_signs_around_the_tables_go() -> None:
    text = "# 某中心预算\n\n## **一、概况** ##\n\n- 职能\n  - 机构\n\n---\n\n[bookmark: _Toc12]说明 **重点** 在此\n"
    assert paragraphs(parse_text(text)) == ["某中心预算", "一、概况", "职能", "机构", "说明 重点 在此"]


def test_a_pipe_table_is_a_table() -> None:
    text = "前言\n| 指标 | **值** | 说明 |\n|:---|---:|---|\n| 次数 | ≥3次 | 甲\\|乙<br>丙 |\n| | - |\n后语\n"
    before, table, after = parse_text(text)
    assert (before, after) == (Paragraph("前言", 1), Paragraph("后语", 6))
    assert isinstance(table, Table)
    assert table.texts() == [["指标", "值", "说明"], ["次数", "≥3次", "甲|乙\n丙"], ["", "-", ""]]
    assert table.source_rows == (2, 4, 5)


def test_a_pipe_table_without_outer_pipes_or_without_delimiter_is_a_table() -> None:
    assert only_table("甲 | 乙\n--- | ---\n丙 | 丁").texts() == [["甲", "乙"], ["丙", "丁"]]
    assert only_table("| 甲 | 乙 |\n| 丙 | 丁 |").texts() == [["甲", "乙"], ["丙", "丁"]]


def test_one_line_with_pipes_is_no_table() -> None:
    assert paragraphs(parse_text("| 甲 | 乙 |\n后语")) == ["| 甲 | 乙 |", "后语"]
    assert paragraphs(parse_text("前言\n--- | ---\n| 甲 | 乙 |\n后语")) == ["前言", "--- | ---", "| 甲 | 乙 |", "后语"]


def test_a_fenced_table_is_a_table() -> None:
    assert only_table("```tsv\n甲\t乙\n丙\t丁\n```\n").texts() == [["甲", "乙"], ["丙", "丁"]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<b>合计</b>", "合计"),
        ("<p>第一条；</p> <p>第二条。</p>", "第一条；\n第二条。"),
        ("第一条<br/>第二条", "第一条\n第二条"),
        (
            '1.甲类 <input type="checkbox"> 2.乙类 <input checked="" type="checkbox"> 3.丙类',
            "1.甲类 □ 2.乙类 ☑ 3.丙类",
        ),
        ("<INPUT TYPE='checkbox' CHECKED/>", "☑"),
        ("面积 20 m<sup>2</sup>", "面积 20 m²"),
        ("产量 10<sup>4</sup> 吨", "产量 10⁴ 吨"),
        ("注<sup>甲</sup>", "注甲"),
        ("&lt;3天&nbsp;&amp;&#8805;1天", "<3天\xa0&≥1天"),
        ("&lt;b&gt;", "<b>"),
        ("**合计**", "合计"),
        ("[bookmark: _GoBack]说明", "说明"),
        ("\u3000\xa0前后空格\u200b \ufeff", "前后空格"),
        ("甲\u3000乙\xa0丙", "甲\u3000乙\xa0丙"),
        ("甲\x0b乙", "甲\n乙"),
        ("甲\x00\x07\ud800\ufffe乙", "甲乙"),
    ],
)
def test_markup_goes_and_its_meaning_stays(written: str, meant: str) -> None:
    assert only_table(f"项目\t{written}").cells[1].text == meant


@pytest.mark.parametrize(
    "text",
    [
        "<=1万元",
        ">=95%",
        "a<b",
        "a<b>c",
        "1<b 且 c>2",
        "<张三>",
        "<<通知>>",
        "R&D",
        "A&copy",
        "&notit;",
        "40*12*5人",
        "2**3**4",
        "** 注",
        "C#",
        "[2014002]一般管理",
        "[A]货物",
        "=1+1",
        "- 5",
        "# 1",
        "| 竖线 |",
        "5-3",
        "<table>",
    ],
)
def test_data_that_looks_like_markup_stays(text: str) -> None:
    assert only_table(f"项目\t{text}").cells[1].text == text
    assert only_table(f"{text}\t项目").cells[0].text == text


def test_a_line_that_held_a_bookmark_alone_tears_no_row() -> None:
    assert only_table("\t甲\n[bookmark: _Toc1]\n\t乙\n").texts() == [["甲", "乙"]]


def test_the_three_shapes_in_one_text() -> None:
    text = "# 甲表\n\n一\t二\n三\t四\n\n乙表\n\t五\n\t六\n\n\t七\n\t八\n\n丙表\n\n|九|十|\n|-|-|\n|百|千|\n"
    assert [table.texts() for table in tables(parse_text(text))] == [
        [["一", "二"], ["三", "四"]],
        [["五", "六"], ["七", "八"]],
        [["九", "十"], ["百", "千"]],
    ]
    assert paragraphs(parse_text(text)) == ["甲表", "乙表", "丙表"]


# --- Out to the clipboard and back ------------------------------------------------------------------------------------

_texts = st.text(st.sampled_from('甲乙丙万元≥%12 "\n，'), max_size=12).map(str.strip)
_one_line_texts = st.text(st.sampled_from('甲乙丙\t" 1'), max_size=8).map(str.strip)


@st.composite
def form_tables(draw: st.DrawFn) -> Table:
    """Tables of two columns or more whose first place is filled, with cells spanning some columns."""
    columns, rows = draw(st.integers(2, 6)), draw(st.integers(1, 6))
    cells = []
    for row in range(rows):
        column = 0
        while column < columns:
            span = draw(st.integers(1, columns - column))
            text = draw(_texts | _one_line_texts)
            cells.append(Cell(row, column, text if row or column else text or "甲", column_span=span))
            column += span
    return Table((20.0,) * columns, rows, tuple(cells))


# --- Files ------------------------------------------------------------------------------------------------------------

PLAIN = "项目名称\t园区巡检\n产出指标\t巡检次数\n"


def chinese(text: str) -> int:
    """How many Chinese characters it has."""
    return len(re.findall(r"[\u3400-\u9fff]", text))


# --- Real forms (not part of the project) -----------------------------------------------------------------------------


def _squeezed(text: str) -> str:
    text = re.sub(r"<input [^<>]*checked[^<>]*>", "☑", text)
    text = re.sub(r"<input [^<>]*>", "□", text)
    return re.sub(r"\s|</?[bp]>|\[bookmark: \w+\]", "", text)


def _split_by_hand(text: str) -> tuple[list[str], list[str]]:
    """Cells and other lines of a real form: cells are what follows a tab, and lines right under a line with a tab."""
    cells: list[str] = []
    others: list[str] = []
    in_row = False
    for line in text.splitlines():
        in_row = "\t" in line or (in_row and bool(line.strip()))
        (cells if in_row else others).extend(line.split("\t"))
    return cells, others
