"""Rows as counties and cities publish them: levels and values in other places than a table with a column for each."""

from __future__ import annotations

import pytest

from tests.importers.test_recognise import forms_in, left, only_form, read, rows

DIRECTIONS = """
项目支出绩效目标申报表
项目名称→隔离带维护
一级指标→二级指标→三级指标→指标方向→指标值→计量单位→权重
产出指标→数量指标→维护长度→{up}→180→公里→20
产出指标→成本指标→每公里成本→{down}→4500→元→20
效益指标→生态效益指标→植被恢复→{up}→明显改善→→10
"""


@pytest.mark.parametrize(("up", "down"), [("正向", "反向"), ("正向指标", "逆向指标"), ("正指标", "负向")])
def test_which_way_is_better_says_at_least_or_at_most_of_a_number_and_is_told(up: str, down: str) -> None:
    text = DIRECTIONS.format(up=up, down=down)
    assert [str(one.target) for one in only_form(text).indicators()] == ["≥180公里", "≤4500元", "明显改善"]
    assert left(text) == [up]  # beside words it says nothing
    assert [one for one in read(text)[0][0].notices if "指标方向" in one] == [
        "指标方向写的是正向、反向，指标值前面已写成 ≥、≤，请核对"
    ]


def test_a_sign_in_words_is_no_direction() -> None:
    text = DIRECTIONS.format(up="大于等于", down="小于等于")
    assert [str(one.target) for one in only_form(text).indicators()][:2] == ["大于等于180公里", "小于等于4500元"]
    assert not [one for one in read(text)[0][0].notices if "指标方向" in one]


LONE = """
项目支出绩效目标表
项目名称→巡河系统
指标类型→指标名称→指标值→权重
{first}→巡河点位→≥240个→40
{second}→视频在线率→≥97%→30
社会效益→投诉下降→≥20%→30
"""


@pytest.mark.parametrize(
    ("first", "second", "levels"),
    [
        ("产出数量", "产出质量", ["产出/数量", "产出/质量"]),
        ("产出数量指标", "产出质量指标", ["产出/数量指标", "产出/质量指标"]),
        ("产出指标-数量指标", "产出指标-质量指标", ["产出指标/数量指标", "产出指标/质量指标"]),
    ],
)
def test_both_levels_in_a_cell_are_two_and_a_lower_one_alone_has_none_above_it(
    first: str, second: str, levels: list[str]
) -> None:
    text = LONE.format(first=first, second=second)
    assert rows(only_form(text).goals[0]) == [
        f"{levels[0]}/巡河点位 ≥240个",
        f"{levels[1]}/视频在线率 ≥97%",
        "/社会效益/投诉下降 ≥20%",
    ]
    assert left(text) == []


def test_a_level_that_a_template_knows_as_one_is_not_parted() -> None:
    text = LONE.format(first="服务对象满意度", second="管理效率")
    assert [d.name for d, _, _ in only_form(text).goals[0].rows()][:2] == ["服务对象满意度", "管理效率"]


def test_lower_levels_over_columns_of_lists_are_lower_levels() -> None:
    text = """
序号→项目名称→预算金额（万元）→年度绩效目标→数量指标→质量指标→效益指标
1→路灯电费→120→全县路灯亮灯。→亮灯数量≥5600盏→亮灯率≥98%→事故下降率≥5%
2→绿化养护→85.6→养护绿地32万平方米。→养护面积≥32万平方米→成活率≥95%→绿地率≥36%
"""
    assert [rows(form.goals[0]) for form in forms_in(text)] == [
        ["/数量指标/亮灯数量 ≥5600盏", "/质量指标/亮灯率 ≥98%", "效益指标//事故下降率 ≥5%"],
        ["/数量指标/养护面积 ≥32万平方米", "/质量指标/成活率 ≥95%", "效益指标//绿地率 ≥36%"],
    ]


BEHIND = """
项目支出绩效目标表
项目名称→管网普查
绩效指标→一级指标→二级指标→{head}→备注
→产出指标→数量指标→{first}→
→→质量指标→合格率≥98%→抽检
→效益指标→社会效益指标→内涝点减少≥6处→
"""


@pytest.mark.parametrize("head", ["三级指标", "三级指标及指标值"])
def test_values_behind_the_names_are_values_where_no_column_holds_any(head: str) -> None:
    text = BEHIND.format(head=head, first="普查长度≥260公里；检查井≥300座")
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/普查长度 ≥260公里",
        "产出指标/数量指标/检查井 ≥300座",
        "产出指标/质量指标/合格率 ≥98%",
        "效益指标/社会效益指标/内涝点减少 ≥6处",
    ]
    assert left(text) == []
    assert "没有指标值一栏，指标名称后面带符号的数已作指标值，请核对" in read(text)[0][0].notices


def test_names_with_a_number_but_no_sign_keep_it() -> None:
    text = BEHIND.replace("≥98%", "").replace("≥6处", "").format(head="三级指标", first="培训2024年新党员")
    assert next(one.name for one in only_form(text).indicators()) == "培训2024年新党员"
    assert "没有认出哪一栏是指标值，请核对；没有放进去的格已经列出" in read(text)[0][0].notices


def test_every_goal_of_the_year_with_its_own_table_is_a_goal() -> None:
    form = only_form(
        """
项目支出绩效目标表
项目名称→免费开放
年度目标1→全年开放310天。
绩效指标→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→开放天数→≥310天
年度目标2→办展览12个。
绩效指标→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→临时展览→≥12个
"""
    )
    assert [(goal.period, goal.statement, rows(goal)) for goal in form.goals] == [
        ("annual", "全年开放310天。", ["产出指标/数量指标/开放天数 ≥310天"]),
        ("annual", "办展览12个。", ["产出指标/数量指标/临时展览 ≥12个"]),
    ]


def test_a_goal_that_is_said_once_more_below_its_table_is_the_same() -> None:
    form = only_form(
        """
项目支出绩效目标表
项目名称→免费开放
年度目标→全年开放310天。
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→开放天数→≥310天
年度目标→全年开放310天。
"""
    )
    assert [goal.statement for goal in form.goals] == ["全年开放310天。"]


@pytest.mark.parametrize("blank", ["→→→", ""], ids=["blank cells kept", "blank cells lost"])
def test_lower_levels_in_the_only_column_of_levels_of_a_list_are_each_rows_own(blank: str) -> None:
    text = f"""
项目支出绩效目标批复表
项目名称→批复金额（万元）→绩效目标→指标类别→指标名称→目标值→计量单位
动物防疫→75.5→应免尽免。→数量指标→免疫畜禽数→85→万头
{blank}质量指标→抗体合格率→70→%
{blank}社会效益指标→疫情发生数→0→起
"""
    assert rows(only_form(text).goals[0]) == [
        "/数量指标/免疫畜禽数 85万头",
        "/质量指标/抗体合格率 70%",
        "/社会效益指标/疫情发生数 0起",
    ]
    assert left(text) == []


def test_words_beside_two_tables_say_whose_goal_each_is() -> None:
    form = only_form(
        """
整体支出绩效目标表
单位名称→梅岭区司法局→→→
长期目标→建成服务体系。→→→
年度目标→办案500件。→→→
长期目标指标→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→建设服务站→≥60个
年度目标指标→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→法律援助→≥500件
"""
    )
    assert [(goal.period, [one.name for _, _, one in goal.rows()]) for goal in form.goals] == [
        ("long_term", ["建设服务站"]),
        ("annual", ["法律援助"]),
    ]


@pytest.mark.parametrize("head", ["指标分类", "指标类型", "甲栏"])
def test_both_levels_in_short_words_under_any_head(head: str) -> None:
    text = f"""
项目支出绩效目标表
项目名称→垃圾分类
{head}→指标名称→符号→目标值→单位→权重
产出-数量→督导员→≥→60→名→40
效益-社会→居民知晓率→≥→98→%→40
满意度-服务对象→居民满意度→≥→90→%→20
"""
    assert rows(only_form(text).goals[0]) == [
        "产出/数量/督导员 ≥60名",
        "效益/社会/居民知晓率 ≥98%",
        "满意度/服务对象/居民满意度 ≥90%",
    ]
