"""Heads that say what they mean by their words, wherever they stand. All units and sentences are invented."""

from __future__ import annotations

import pytest

from tests.importers.test_recognise import left, only_form, read, rows

INDICATORS = """
绩效指标→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→修补围栏→≥6公里
→满意度指标→服务对象满意度指标→牧民满意度→≥90%
"""


def goals_of(text: str) -> list[tuple[str, str, int]]:
    """Period, statement and number of indicators of every goal of the only form."""
    return [(goal.period, goal.statement, len(rows(goal))) for goal in only_form(text).goals]


def form(heads: str) -> str:
    return f"项目支出绩效目标申报表\n（2026年度）\n项目名称→草场围栏→→→\n{heads.strip()}\n{INDICATORS.strip()}\n"


# --- goals side by side -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["总体目标", "项目绩效目标", "绩效目标", "年度总体目标完成情况"])
def test_the_annual_goal_below_an_overall_head_is_the_years(group: str) -> None:
    text = form(f"{group}→年度目标→→→\n→修补围栏6公里。→→→")
    if "完成" in group:
        text = text.replace("年度目标→", "年初设定目标→全年实际完成情况→", 1)
    assert goals_of(text) == [("annual", "修补围栏6公里。", 2)]
    assert left(text) == []


@pytest.mark.parametrize(
    ("heads", "long_term", "annual"),
    [
        (
            "项目绩效目标→项目总目标→→年度总体目标→\n→三年修好围栏。→→今年修好一半。→",
            "三年修好围栏。",
            "今年修好一半。",
        ),
        ("总体目标→年度目标\n三年修好围栏。→今年修好一半。", "三年修好围栏。", "今年修好一半。"),
        ("绩效目标→中期滚动目标(2026年--2028年)→→年度目标→\n→三年修好。→→今年开工。→", "三年修好。", "今年开工。"),
    ],
)
def test_words_say_which_of_two_goals_is_the_years(heads: str, long_term: str, annual: str) -> None:
    found = {(period, statement) for period, statement, _ in goals_of(form(heads))}
    assert found == {("long_term", long_term), ("annual", annual)}


@pytest.mark.parametrize("wanted", ["年初设定目标", "预期目标", "年初绩效目标"])
@pytest.mark.parametrize("reached", ["全年实际完成情况", "实际完成情况", "年度总体目标完成情况"])
def test_what_was_reached_is_no_goal_and_is_listed(wanted: str, reached: str) -> None:
    text = form(f"总体目标→{wanted}→→{reached}→\n→修补围栏6公里。→→已修7公里。→")
    assert goals_of(text) == [("annual", "修补围栏6公里。", 2)]
    assert left(text) == ["已修7公里。"]


# --- columns ----------------------------------------------------------------------------------------------------------


def test_a_table_of_one_level_has_an_unnamed_category() -> None:
    text = """
项目支出绩效目标申报表
项目名称→灯塔保养→→
项目绩效指标→指标→指标内容→指标值
→产出指标→保养灯塔数→8座
→→更换灯泡数→40只
→效益指标→停航时间→有所减少
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标//保养灯塔数 8座",
        "产出指标//更换灯泡数 40只",
        "效益指标//停航时间 有所减少",
    ]


def test_points_of_the_levels_are_no_weights() -> None:
    text = """
项目支出绩效目标表
项目名称→灯塔保养→→→→→
一级指标→分值→二级指标→分值→三级指标→分值→指标值
产出指标→60→数量指标→20→保养灯塔→12→≥8座
→→→→更换灯泡→8→≥40只
→→质量指标→40→点亮率→40→=100%
"""
    assert [str(one.weight) for one in only_form(text).indicators()] == ["12", "8", "40"]
    assert left(text) == ["60", "20", "40"]


@pytest.mark.parametrize("head", ["全年绩效目标", "年度绩效目标", "2026年目标值", "区域目标值", "预期实现值"])
def test_the_head_behind_the_names_is_that_of_the_values(head: str) -> None:
    text = f"""
项目支出绩效目标表
（2026年度）
项目名称→灯塔保养→→
一级指标→二级指标→三级指标→{head}
产出指标→数量指标→保养灯塔→≥8座
→质量指标→点亮率→=100%
"""
    assert [str(one.target) for one in only_form(text).indicators()] == ["≥8座", "=100%"]


@pytest.mark.parametrize("heads", ["Ⅰ级指标→Ⅱ级指标→Ⅲ级指标→指标值", "一级绩效指标→二级绩效指标→三级绩效指标→指标值"])
def test_levels_under_other_numerals(heads: str) -> None:
    text = f"项目支出绩效目标表\n项目名称→灯塔保养→→\n{heads}\n产出→数量→保养灯塔→≥8座\n→质量→点亮率→100%\n"
    assert rows(only_form(text).goals[0]) == ["产出/数量/保养灯塔 ≥8座", "产出/质量/点亮率 100%"]


def test_satisfaction_may_be_a_first_level() -> None:
    text = """
项目支出绩效目标表
项目名称→灯塔保养→→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→保养灯塔→≥8座
→质量指标→点亮率→100%
服务对象满意度指标→→船员满意度→≥95%
"""
    assert rows(only_form(text).goals[0])[-1] == "服务对象满意度指标//船员满意度 ≥95%"


@pytest.mark.parametrize("head", ["资金名称", "转移支付名称", "政策名称", "转移支付（项目）名称"])
def test_the_name_under_other_heads(head: str) -> None:
    text = form("年度目标→修补围栏6公里。→→→").replace("项目名称→", f"{head}→")
    assert only_form(text).name == "草场围栏"


# --- marks that are no content ----------------------------------------------------------------------------------------


def test_words_spread_over_their_cells_are_the_words() -> None:
    text = form("年 度 目 标→修补围栏6公里。→→→").replace("产出指标", "产 出 指 标").replace("三级指标", "三 级 指 标")
    assert rows(only_form(text).goals[0])[0] == "产出指标/数量指标/修补围栏 ≥6公里"


@pytest.mark.parametrize("dots", ["……", "…", "......", "指标2:", "指标2：……"])
def test_dots_and_empty_labels_are_no_indicators(dots: str) -> None:
    text = f"""
项目支出绩效目标表
项目名称→灯塔保养→→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→指标1：保养灯塔→≥8座
→→{dots}→
→质量指标→指标1：点亮率→100%
→→{dots}→
"""
    (found,), unplaced = read(text)
    assert rows(found.form.goals[0]) == ["产出指标/数量指标/保养灯塔 ≥8座", "产出指标/质量指标/点亮率 100%"]
    assert unplaced == []


def test_levels_under_the_heads_of_goals_and_values_beside_standards() -> None:
    text = """
2026年财政支出项目绩效目标表
项目名称→灯塔保养→→→→
绩效目标→评价指标→→绩效内容→绩效标准→全年绩效目标
投入→成本目标→目标1→保养支出→100%→按实际支出
产出→数量目标→目标1→保养灯塔→每年1次→8座
→→目标2→更换灯泡→按台账→40只
"""
    assert rows(only_form(text).goals[0]) == [
        "投入/成本目标/保养支出 按实际支出",
        "产出/数量目标/保养灯塔 8座",
        "产出/数量目标/更换灯泡 40只",
    ]


def test_units_beside_them_do_not_keep_the_goals_from_being_the_values() -> None:
    text = """
项目支出绩效目标表
项目名称→灯塔保养→→→
一级指标→二级指标→指标名称→单位→绩效目标
产出指标→数量指标→保养灯塔→座→≥8
→质量指标→点亮率→%→100
"""
    assert rows(only_form(text).goals[0]) == ["产出指标/数量指标/保养灯塔 ≥8座", "产出指标/质量指标/点亮率 100%"]


def test_two_columns_of_names_and_goals_for_values() -> None:
    text = """
项目支出绩效目标表
项目名称→灯塔保养→→
项目绩效指标→指标→指标内容→绩效目标
→产出指标→保养灯塔→8座
→→更换灯泡→40只
→效益指标→航道安全→提高
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标//保养灯塔 8座",
        "产出指标//更换灯泡 40只",
        "效益指标//航道安全 提高",
    ]


def test_between_signs_and_units_stand_the_values_whatever_their_head_says() -> None:
    """The head that nobody knows is listed; values that are words do not keep the numbers from being theirs."""
    text = (
        "项目支出绩效目标申报表\n（2026年度）\n项目名称→草场围栏→→→→\n"
        "一级指标→二级指标→三级指标→指标性质→批复文号7788→度量单位\n"
        "产出指标→数量指标→修补围栏→≥→6→公里\n→质量指标→围栏完好率→≥→95→%\n效益指标→生态效益指标→草场退化→定性→持续好转→\n"
    )
    assert [row.split()[-1] for row in rows(only_form(text).goals[0])] == ["≥6公里", "≥95%", "持续好转"]
    assert left(text) == ["批复文号7788"]
