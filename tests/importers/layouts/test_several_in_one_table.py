"""Forms below each other in one table, money below the names of places, and columns told by what is in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.forms import ProjectForm
from tests.importers.test_recognise import left, only_form, read, rows

BELOW = """
2026年项目绩效目标公开表→→→→
预算部门：某县民政局→→→单位：元→
项目名称：→高龄津贴→→预算金额：→5,640,000.00
年度绩效目标：→按月发放津贴。→→→
指标类型→指标子类→指标内容→指标值→计分权重
产出→数量→享受津贴老人数→≥4700人→40
产出→时效→发放时限→每月15日前→20
效益→社会效益→政策知晓率→≥95%→30
项目名称：→生活补助→→预算金额：→1,152,000.00
年度绩效目标：→保障基本生活。→→→
指标类型→指标子类→指标内容→指标值→计分权重
产出→数量→保障人数→=64人→40
产出→质量→标准执行率→100%→20
满意度→服务对象满意→监护人满意度→≥92%→30
"""


def test_forms_below_each_other_have_the_head_and_the_unit_of_money_that_the_first_has() -> None:
    found, _ = read(BELOW)
    forms = [one.form for one in found if isinstance(one.form, ProjectForm)]
    assert [(form.name, form.amount) for form in forms] == [("高龄津贴", 564), ("生活补助", Decimal("115.2"))]
    assert [[one.name for one in form.indicators()] for form in forms] == [
        ["享受津贴老人数", "发放时限", "政策知晓率"],
        ["保障人数", "标准执行率", "监护人满意度"],
    ]


def test_a_later_form_with_a_unit_of_its_own_has_that() -> None:
    found, _ = read(BELOW.replace("预算金额：→1,152,000.00", "预算金额（万元）：→115.2"))
    assert [one.form.amount for one in found] == [564, Decimal("115.2")]


SHARED = """
区域绩效目标分解表
资金名称→造林补助→→→
资金额度（万元）→合计→东乡→西乡→南乡
→660→300→200→{last}
一级指标→二级指标→三级指标→→指标值
产出指标→数量指标→造林面积→→≥4.3万亩
"""


@pytest.mark.parametrize(("last", "amount"), [("160", 660), ("150", None)])
def test_the_sum_of_money_shared_out_below_the_names_of_places_is_the_amount(last: str, amount: int | None) -> None:
    text = SHARED.format(last=last)
    assert only_form(text).amount == amount
    assert {"300", "200", last} <= set(left(text))


LEVELS = """
校级专项绩效目标申报书
专项名称→智慧教室→经费→28.8万
类别→维度→指标→目标值→{last}
产出→数量→建成间数→40间→{weights[0]}
→质量→验收合格率→≥98%→{weights[1]}
效益→教学支撑→支撑课程→≥320门次→{weights[2]}
满意度→师生评价→教师满意度→≥90%→{weights[3]}
"""
READ = [
    "产出/数量/建成间数 40间",
    "产出/质量/验收合格率 ≥98%",
    "效益/教学支撑/支撑课程 ≥320门次",
    "满意度/师生评价/教师满意度 ≥90%",
]


@pytest.mark.parametrize(("last", "points"), [("权重（%）", ""), ("指标说明", "分")])
def test_levels_nobody_has_listed_stand_between_the_first_and_the_names(last: str, points: str) -> None:
    text = LEVELS.format(last=last, weights=[f"{number}{points}" for number in (30, 20, 40, 10)])
    form = only_form(text)
    assert (form.name, form.amount) == ("智慧教室", Decimal("28.8"))
    assert rows(form.goals[0]) == READ
    assert [one.weight for one in form.indicators()] == [30, 20, 40, 10]


def test_points_that_are_not_all_weights_together_explain() -> None:
    form = only_form(LEVELS.format(last="指标说明", weights=["3分", "2分", "4分", "1分"]))
    assert next((one.weight, one.description) for one in form.indicators()) == (None, "3分")


def test_which_years_values_were_taken_is_told() -> None:
    text = """
项目支出绩效目标表
项目名称→标准样品→→→
一级指标→二级指标→三级指标→2025年指标值→2026年指标值
产出指标→数量指标→研制样品→≥18项→≥20项
效益指标→社会效益指标→服务机构→≥300家→≥350家
"""
    (found,) = read(text)[0]
    assert [str(one.target) for one in found.form.indicators()] == ["≥20项", "≥350家"]
    assert any("取了 2026 年的" in told for told in found.notices)


def test_a_tree_in_one_column_may_be_headed_as_a_system_of_indicators() -> None:
    text = """
整体支出绩效目标表
单位名称→某医院→年度预算（万元）→384.5
指标体系→计量单位→目标值→分值
产出指标→→→40
　数量指标→→→
　　门急诊人次→万人次→≥86→20
　质量指标→→→
　　甲级病案率→%→≥97→20
满意度指标→→→10
　服务对象满意度指标→→→
　　患者满意度→%→≥93→10
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/门急诊人次 ≥86万人次",
        "产出指标/质量指标/甲级病案率 ≥97%",
        "满意度指标/服务对象满意度指标/患者满意度 ≥93%",
    ]
