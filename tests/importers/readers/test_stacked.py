"""Tables that came as words: a cell a line with bars between, or the cells of a line with blanks between."""

from __future__ import annotations

import pytest

from importers.readers.spaced import with_tabs
from importers.readers.stacked import stacked_rows

ABOVE = ["项目名称", "河道巡查", "主管部门", "示例局"]
HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
BODY = ["产出指标", "数量指标", "巡查次数", "≥120次", "编印手册", "≥3册", "质量指标", "处置率", "≥95%"]
HEAD_ROW, BODY_ROWS = (
    "\t".join(HEAD),
    ["产出指标\t数量指标\t巡查次数\t≥120次", "编印手册\t≥3册", "质量指标\t处置率\t≥95%"],
)
ABOVE_ROWS = ["项目名称\t河道巡查", "主管部门\t示例局"]


def stacked(*cells: str) -> list[str]:
    """The lines of such a text; a cell may have several."""
    return "\n|\n".join(cells).split("\n")


def rows(lines: list[str]) -> list[str]:
    return [text for _, text in stacked_rows(lines)]


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ([], []),
        (ABOVE, ABOVE_ROWS),
        (["项目属性", "新增", "延续", *ABOVE], ["项目属性\t新增\t延续", *ABOVE_ROWS]),
        (["说明", *ABOVE], ["说明", *ABOVE_ROWS]),
        (["项目名称", "主管部门", "示例局"], ["项目名称\t主管部门\t示例局"]),
        (["项目名称", "河道\n巡查"], ["项目名称\t河道巡查"]),  # lines without a bar between are one cell
    ],
)
def test_labels_with_their_values_stand_over_the_head(above: list[str], found: list[str]) -> None:
    assert rows(stacked(*above, *HEAD, *BODY)) == [*found, HEAD_ROW, *BODY_ROWS]


def test_a_label_beside_the_head_is_of_its_row() -> None:
    assert rows(stacked(*ABOVE, "绩效指标", *HEAD, *BODY)) == [*ABOVE_ROWS, f"绩效指标\t{HEAD_ROW}", *BODY_ROWS]
    assert rows(stacked(*ABOVE[:3], "示例局", *HEAD, *BODY))[1] == "主管部门\t示例局"


def test_rows_are_as_wide_as_the_head_from_the_name_on() -> None:
    assert (
        rows(stacked(*HEAD, "产出指标", "数量指标", "巡查次数", "产出指标", *BODY[4:]))
        == [
            HEAD_ROW,
            "产出指标\t数量指标\t巡查次数\t产出指标",  # what stands behind the name is a value, whatever it says
            *BODY_ROWS[1:],
        ]
    )
    wide = [*HEAD, "备注", "产出指标", "数量指标", "巡查次数", "≥120次", "每周", "编印手册", "≥3册", "无"]
    assert rows(stacked(*wide))[1:] == ["产出指标\t数量指标\t巡查次数\t≥120次\t每周", "编印手册\t≥3册\t无"]
    assert rows(stacked(*HEAD, *BODY, "回访率"))[-1] == "回访率", "what is left of a row is told"


def test_each_row_has_the_number_of_its_first_line() -> None:
    lines = ["表头", "副题", *stacked(*ABOVE[:2], *HEAD, *BODY)]
    assert [number for number, _ in stacked_rows(lines)] == [0, 1, 2, 6, 14, 22, 26]
    assert [text for _, text in stacked_rows(lines)][:2] == ["表头", "副题"]


@pytest.mark.parametrize(("cells", "found"), [(8, False), (9, True), (13, True)])
def test_few_bars_make_no_table(cells: int, found: bool) -> None:
    assert bool(stacked_rows(stacked(*HEAD, *BODY)[: 2 * cells - 1])) is found


@pytest.mark.parametrize(("lines", "found"), [(11, True), (12, False)])
def test_a_bar_on_every_third_line_at_least(lines: int, found: bool) -> None:
    text = stacked(*HEAD, *BODY)
    assert text.count("|") == 12
    assert bool(stacked_rows([*["前言"] * lines, *text])) is found


def test_where_there_are_tabs_they_part_the_cells() -> None:
    assert stacked_rows([*stacked(*HEAD, *BODY), "甲\t乙"]) == []


# --- blanks -----------------------------------------------------------------------------------------------------------

SPACED = "一级指标 二级指标 三级指标 指标值\n产出指标 数量指标  巡查次数 ≥120次"
TABBED = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t巡查次数\t≥120次"


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("", ""),
        ("\n", "\n"),
        ("绩效目标表 2026\n", "绩效目标表 2026\n"),
        ("项目名称 河道 巡查 主管部门 示例局\n", "项目名称\t河道 巡查\t主管部门\t示例局\n"),
        ("项目名称 主管部门 示例局\n", "项目名称\t主管部门\t示例局\n"),
        ("项目名称\n", "项目名称\n"),
        ("说明 项目名称 河道\n", "说明 项目名称 河道\n"),  # a line that begins with no label
    ],
)
def test_blanks_part_cells_where_a_line_heads_a_table(above: str, found: str) -> None:
    assert with_tabs(above + SPACED) == found + TABBED


@pytest.mark.parametrize(
    "text", [SPACED.replace("二级指标 ", ""), f"{SPACED}\t", f"{SPACED}|", "", "项目名称 河道", SPACED.replace(" ", "")]
)
def test_any_other_text_stays(text: str) -> None:
    assert with_tabs(text) == text


WIDE = "一级指标  二级 指标  三级指标  指标值\n产出指标  数量指标  巡查 次数  ≥ 120 次"


@pytest.mark.parametrize("gap", ["  ", "\u3000\u3000", "   "])
def test_where_wide_gaps_part_the_cells_single_blanks_stay_in_them(gap: str) -> None:
    text = f"项目名称  河道巡查  资金（元）  86000\n项目概况 说明\n主管部门 示例局\n{WIDE}\n".replace("  ", gap)
    assert with_tabs(text).split("\n") == [
        "项目名称\t河道巡查\t资金（元）\t86000",
        "项目概况 说明",
        "主管部门\t示例局",
        "一级指标\t二级 指标\t三级指标\t指标值",
        "产出指标\t数量指标\t巡查 次数\t≥ 120 次",
        "",
    ]


def test_wide_gaps_part_a_list_of_projects_too() -> None:
    text = "序号  项目名称  预算金额  产出指标  满意度指标\n1  路灯养护  24  检修路灯≥300盏  居民满意度≥90%"
    assert with_tabs(text) == text.replace("  ", "\t")


@pytest.mark.parametrize(
    "head",
    ["一级指标 二级指标 三级指标  指标值", "一级指标  二级指标 三级指标 指标值  备注  说明"],
    ids=["few", "mixed"],
)
def test_a_head_with_gaps_of_both_kinds_is_parted_at_each(head: str) -> None:
    assert with_tabs(head) == "\t".join(head.split())


def test_words_with_wide_gaps_that_head_nothing_stay() -> None:
    text = "甲乙  丙丁  戊己  庚辛\n项目名称  河道"
    assert with_tabs(text) == text
