"""Rows whose labels lack a value, heads that say the same twice, columns with blank ones between, levels row by row."""

from __future__ import annotations

from typing import Any

import pytest

from tests.importers.test_recognise import left, only_form, read, rows

HEAD = "项目支出绩效目标申报表\n（2026年度）\n项目名称→草场围栏→→→\n"
TABLE = """绩效指标→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→修补围栏→≥6公里
→满意度指标→服务对象满意度指标→牧民满意度→≥90%
"""


def goals(form: Any) -> list[tuple[str, str]]:
    return [(goal.period, goal.statement) for goal in form.goals]


def test_a_label_without_a_value_beside_one_that_has_its_own_asks_for_nothing() -> None:
    text = f"{HEAD}项目负责人→张某→联系电话→→\n修补说明一条→→→→\n{TABLE}"
    form = only_form(text)
    assert (form.leader, form.phone) == ("张某", "")
    assert left(text) == ["修补说明一条"]


@pytest.mark.parametrize(
    ("heads", "statement", "rest"),
    [
        ("总体目标→年度目标→年度总体目标→→\n→修补围栏6公里。→再修2公里。→→", "修补围栏6公里。", ["再修2公里。"]),
        ("总体目标→年度目标→全年实际完成情况→→\n→修补围栏6公里。→已修2公里。→→", "修补围栏6公里。", ["已修2公里。"]),
    ],
)
def test_of_two_heads_for_one_goal_the_first_counts(heads: str, statement: str, rest: list[str]) -> None:
    text = f"{HEAD}{heads}\n{TABLE}"
    assert goals(only_form(text)) == [("annual", statement)]
    assert left(text) == rest


def test_a_row_of_labels_under_the_heads_of_goals_is_no_goal() -> None:
    text = f"{HEAD}总体目标→年度目标→→→\n项目负责人→张某→→→\n{TABLE}"
    form = only_form(text)
    assert (form.leader, goals(form)) == ("张某", [("annual", "")])
    assert left(text) == []


def test_the_year_of_the_project_is_the_forms_where_nothing_else_says_one() -> None:
    text = f"项目支出绩效目标申报表\n项目名称→草场围栏→→→\n项目年度→2027年→→→\n{TABLE}"
    assert [one.year for one in read(text)[0]] == [2027]
    assert [one.year for one in read(f"{HEAD}项目年度→2027年→→→\n{TABLE}")[0]] == [2026], "the heading's goes before"


def test_heads_of_results_alone_are_no_heads_of_goals() -> None:
    text = f"{HEAD}全年实际完成情况→实际完成情况→→→\n已修6公里。→都修好了。→→→\n{TABLE}"
    assert [statement for _, statement in goals(only_form(text))] == [""]


@pytest.mark.parametrize("words", ["当年绩效指标", "年度绩效指标", "年度指标"])
def test_the_years_indicators_come_after_those_of_the_long_term(words: str) -> None:
    long_term = TABLE.replace("绩效指标→一级", "长期绩效指标→一级", 1)
    annual = TABLE.replace("绩效指标→一级", f"{words}→一级", 1).replace("修补围栏", "巡查围栏")
    form = only_form(f"{HEAD}{long_term}\n{annual}")
    assert [(goal.period, rows(goal)[0]) for goal in form.goals] == [
        ("long_term", "产出指标/数量指标/修补围栏 ≥6公里"),
        ("annual", "产出指标/数量指标/巡查围栏 ≥6公里"),
    ]


def test_blank_columns_between_the_heads_are_no_columns() -> None:
    text = (
        f"{HEAD}一级指标→→二级指标→三级指标→→指标值→→备注\n产出指标→→数量指标→修补围栏→→≥6公里→→按月\n"
        "→→→培训牧民→→→→按季\n→→→回访→→≥3次→→\n"
    )
    (goal,) = only_form(text).goals
    found = [(indicator.name, str(indicator.target), indicator.remark) for _, _, indicator in goal.rows()]
    assert found == [("修补围栏", "≥6公里", "按月"), ("培训牧民", "", "按季"), ("回访", "≥3次", "")]
    assert left(text) == []


def test_levels_in_rows_of_their_own() -> None:
    text = (
        f"{HEAD}一级指标→二级指标→三级指标→指标值\n产出指标→→→\n→数量指标→→\n→→修补围栏→≥6公里\n→→巡查围栏→≥9次\n"
        "→质量指标→→\n→→合格率→≥90%\n效益指标→→→\n→社会效益指标→→\n→→带动就业→≥5人\n"
    )
    (goal,) = only_form(text).goals
    assert rows(goal) == [
        "产出指标/数量指标/修补围栏 ≥6公里",
        "产出指标/数量指标/巡查围栏 ≥9次",
        "产出指标/质量指标/合格率 ≥90%",
        "效益指标/社会效益指标/带动就业 ≥5人",
    ]


@pytest.mark.parametrize(("paragraphs", "name"), [(6, "草场围栏"), (7, "")])
def test_how_far_below_its_heading_a_table_may_stand(paragraphs: int, name: str) -> None:
    lines = "".join(f"第{number}段说明文字。\n" for number in range(paragraphs))
    form = only_form(f"项目支出绩效目标申报表\n项目名称：草场围栏\n{lines}{TABLE}")
    assert (form.name, len(rows(form.goals[0]))) == (name, 2), "farther off it is another form's"


def test_rows_far_below_the_table_still_belong_to_its_form() -> None:
    between = "".join(f"第{number}段说明文字。\n" for number in range(9))
    text = f"{HEAD}{TABLE}{between}填报人→张某→联系电话→5551234→\n"
    form = only_form(text)
    assert (form.name, form.filler, form.phone) == ("草场围栏", "张某", "5551234")


def test_a_row_without_any_text_among_those_that_lost_their_cells_is_passed_over() -> None:
    text = f"{HEAD}三级指标→指标性质→分值权重\n→\n38万页\n97%\n提升→30\n"
    form = only_form(text)
    assert form.name == "草场围栏"
    assert "提升" in {one.name for one in form.indicators()}


GOALS_ONLY = """项目支出绩效目标表
项目名称→堤防养护
{}

一级指标→二级指标→三级指标→指标值
产出指标→数量指标→巡护→≥3次
"""


@pytest.mark.parametrize(
    ("heads", "goal", "unplaced"),
    [
        ("实际完成情况→年初设定目标\n已完成全部巡护。→", "", ["已完成全部巡护。"]),
        ("年初设定目标→实际完成情况\n全部巡护。→", "全部巡护。", []),
        ("实际完成情况→年初设定目标\n→全部巡护。", "全部巡护。", []),
    ],
)
def test_of_two_heads_a_text_is_below_its_own(heads: str, goal: str, unplaced: list[str]) -> None:
    text = GOALS_ONLY.format(heads)
    assert only_form(text).goals[0].statement == goal
    assert left(text) == unplaced


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("项目资金→2026年→2024年→2025年", ["20", "10", "20", "10"]),
        ("项目资金→年度预算→2024年→2025年", ["2024年", "2025年", "20", "10", "20", "10"]),
        ("资金来源→→2024年→2025年", ["资金来源", "2024年", "2025年", "20", "10", "20", "10"]),
    ],
)
def test_the_years_own_money_may_stand_before_that_of_earlier_years(head: str, rest: list[str]) -> None:
    text = GOALS_ONLY.format(f"{head}\n资金总额→30→20→10\n财政拨款→30→20→10")
    assert only_form(text).amount == 30
    assert left(text) == rest


LAST = "最后一个指标“{}”没有指标值（表到第 {} 行为止），请核对表格是否复制完整"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("", ["没有读到指标，请核对表格是否复制完整"]),
        ("巡护", []),
        ("巡护-", []),
        ("巡护 清淤-", [LAST.format("清淤", 5)]),
        ("巡护- 清淤", []),
        ("巡护- 清淤-", []),
        ("巡护 清淤 植树-", [LAST.format("植树", 6)]),
        ("巡护 清淤- 植树", ["指标“清淤”没有指标值，请核对"]),
        ("巡护 清淤- 植树-", ["指标“清淤”等 2 个没有指标值，请核对"]),
        ("巡护- 清淤- 植树", []),
    ],
)
def test_indicators_without_values_are_told_where_others_have_some(names: str, told: list[str]) -> None:
    """A minus stands for a value that is missing."""
    rows = [f"→→{name.rstrip('-')}→{'' if name.endswith('-') else '≥3次'}" for name in names.split()]
    rows[:1] = [f"产出指标→数量指标{row[1:]}" for row in rows[:1]]
    head = "项目支出绩效目标表（2026年度）\n项目名称→堤防养护→→\n一级指标→二级指标→三级指标→指标值\n"
    (one,) = read(head + "\n".join(rows))[0]
    assert one.notices == told
