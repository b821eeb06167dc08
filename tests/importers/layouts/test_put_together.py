"""Heads and labels that nobody has listed, known by the words they are put together of; and columns by the others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importers.readers.html import read_html
from importers.recognise import recognise
from importers.words.vocabulary import word_of
from tests.importers.test_recognise import TEMPLATES, forms_in, left, only_form, read, rows


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("绩效指标一级", "dimension.name"),
        ("第二级指标", "category.name"),
        ("评价三级指标", "indicator.name"),
        ("核定目标值", "indicator.target"),
        ("目标值设定", "indicator.target"),
        ("考评分值", "indicator.weight"),
        ("指标所占权重", "indicator.weight"),
        ("评分办法及标准", "indicator.scoring"),
        ("指标设定理由及依据", "indicator.basis"),
        ("指标含义及口径", "indicator.description"),
        ("佐证材料清单", "indicator.evidence"),
        ("指标值的单位", "indicator.target.unit"),
        ("判断关系", "indicator.target.comparison"),
        ("上年度实绩", "indicator.history.year-1"),
        ("实际完成值", None),
        ("责任科室", None),
        ("审核意见", None),
        ("计划标准", None),
        ("总分", None),
        ("一级目录", None),
    ],
)
def test_heads_put_together_of_known_words(head: str, meaning: str | None) -> None:
    assert word_of(head).column == meaning


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("购买项目名称", "name"),
        ("业务主管部门名称及编码", "supervising_unit"),
        ("项目具体实施单位", "executing_unit"),
        ("实施起止时间", "period"),
        ("负责人联系电话", "phone"),
        ("项目申报依据", "basis"),
        ("资金主要用途", "purpose"),
        ("中长期规划目标", "long_goal.statement"),
        ("总体目标（2024—2026年）", "long_goal.statement"),
        ("其他渠道资金", "fund.other"),
        ("责任科室", None),
    ],
)
def test_labels_put_together_of_known_words(label: str, field: str | None) -> None:
    assert word_of(label).field("project") == field


STAGES = """
项目支出绩效目标表
项目名称→河道清淤
一级指标→二级指标→三级指标→申报指标值→审核后指标值→单项分值
产出指标→数量指标→清淤长度→≥12公里→≥10公里→60
效益指标→社会效益指标→受益村庄→≥8个→≥9个→40
"""


def test_of_several_values_that_of_the_last_stage_counts() -> None:
    form = only_form(STAGES)
    assert rows(form.goals[0]) == ["产出指标/数量指标/清淤长度 ≥10公里", "效益指标/社会效益指标/受益村庄 ≥9个"]
    assert [one.weight for one in form.indicators()] == [60, 40]
    assert left(STAGES) == ["≥12公里", "≥8个"]


def test_a_direction_gives_way_to_the_signs_of_another_column() -> None:
    text = """
项目支出绩效目标表
项目名称→河道清淤
一级指标→二级指标→三级指标→指标方向→符号→指标值→单位
产出指标→数量指标→清淤长度→正向→≥→10→公里
→成本指标→每公里造价→正向→≤→45→万元
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/清淤长度 ≥10公里",
        "产出指标/成本指标/每公里造价 ≤45万元",
    ]


def test_what_a_year_has_reached_is_not_aimed_at_beside_numbers_nobody_headed() -> None:
    text = """
2026年项目支出绩效目标表
项目名称→河道清淤
一级指标→二级指标→三级指标→符号→量→单位→2025年完成值
产出指标→数量指标→清淤长度→≥→10→公里→9公里
→→栽植树木→≥→300→株→280株
→质量指标→验收合格率→≥→98→%→97%
"""
    form = only_form(text)
    assert [str(one.target) for one in form.indicators()] == ["≥10公里", "≥300株", "≥98%"]
    assert [one.history["2025"] for one in form.indicators()] == ["9公里", "280株", "97%"]


PLAN = """
{}
项目名称→灌区改造
本年度目标→改造渠道30公里。
一级指标→二级指标→三级指标→指标值→→→计量单位
→→→2024年→2025年→2026年→
产出指标→数量指标→改造渠道→30→35→40→公里
效益指标→生态效益指标→节水率→20→21→22→%
"""


@pytest.mark.parametrize(
    ("title", "first"), [("2024年项目支出绩效目标表", "30公里"), ("2025年项目支出绩效目标表", "35公里")]
)
def test_of_the_years_of_a_plan_the_forms_own_counts(title: str, first: str) -> None:
    form = only_form(PLAN.format(title))
    assert str(next(iter(form.indicators())).target) == first


def test_a_heads_row_is_no_column_missed_where_no_row_has_more_cells() -> None:
    text = """
项目支出绩效目标表
项目名称→河道清淤
一级指标→分类方面→工作事项→指标值→佐证资料
产出指标→数量指标→清淤长度→≥10公里→清淤台账
→质量指标→验收合格率→≥98%→验收报告
效益指标→社会效益指标→受益村庄→≥9个→统计报表
"""
    form = only_form(text)
    assert rows(form.goals[0])[0] == "产出指标/数量指标/清淤长度 ≥10公里"
    assert [one.evidence for one in form.indicators()] == ["清淤台账", "验收报告", "统计报表"]


def test_a_goal_of_the_whole_project_and_the_years_under_other_words() -> None:
    text = """
项目绩效目标表
项目名称→停车场建设
项目总体目标→两年建成泊位480个。
年度目标→完成主体工程。
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→建成泊位→≥480个
"""
    goals = only_form(text).goals
    assert {goal.period: goal.statement for goal in goals} == {
        "long_term": "两年建成泊位480个。",
        "annual": "完成主体工程。",
    }


def test_tables_labelled_by_the_goal_of_the_long_term_and_of_the_year() -> None:
    text = """
项目支出绩效目标表
项目名称→古树保护
长期目标1→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→挂牌保护→100%
年度目标1→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→新增挂牌→≥120株
"""
    goals = only_form(text).goals
    assert {goal.period: rows(goal) for goal in goals} == {
        "long_term": ["产出指标/数量指标/挂牌保护 100%"],
        "annual": ["产出指标/数量指标/新增挂牌 ≥120株"],
    }


def test_both_goals_of_a_list_of_projects_stand_in_columns() -> None:
    text = """
项目支出绩效目标表
单位：301002-平川县水利局
项目名称→资金总额→实施期目标→年度绩效目标→一级指标→二级指标→三级指标→指标值
渠道维护→60→三年维护全部渠道。→维护渠道30公里。→产出指标→数量指标→维护渠道→≥30公里
→→→→效益指标→社会效益指标→受益农户→≥900户
泵站检修→25→→检修泵站4座。→产出指标→数量指标→检修泵站→≥4座
"""
    first, second = forms_in(text)
    said = [{goal.period: goal.statement for goal in form.goals} for form in (first, second)]
    assert said == [{"annual": "维护渠道30公里。", "long_term": "三年维护全部渠道。"}, {"annual": "检修泵站4座。"}]
    assert (first.unit_name, first.unit_code) == ("平川县水利局", "301002")


def test_captions_with_a_blank_between_them_are_each_read() -> None:
    text = """
项目支出绩效目标表
单位名称：平川县水利局 预算年度：2025 单位：元
项目名称→渠道维护
预算金额→600000
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→维护渠道→≥30公里
"""
    found, _ = read(text)
    assert (found[0].form.unit_name, found[0].year, found[0].form.amount) == ("平川县水利局", 2025, Decimal(60))


def test_a_sum_under_the_projects_money_is_the_years_where_no_other_is_said() -> None:
    text = "项目支出绩效目标表\n项目名称→展览\n项目资金→总额→235→其中：本级财政资金→85\n"
    text += "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→开放天数→≥310天\n"
    assert only_form(text).amount == 235


DEPARTMENT = """<p>整体支出绩效目标表</p><table>
<tr><td rowspan=3>部门名称</td><td colspan=4>年度预算申请</td><td rowspan=3>整体绩效目标</td>
<td colspan=4>部门整体支出年度绩效目标</td></tr>
<tr><td rowspan=2>资金总额</td><td>按收入性质分</td><td colspan=2>按支出性质分</td>
<td rowspan=2>一级指标</td><td rowspan=2>二级指标</td><td rowspan=2>三级指标</td><td rowspan=2>指标值</td></tr>
<tr><td>一般公共预算</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td rowspan=2>平川县水利局</td><td rowspan=2>1,356.8</td><td rowspan=2>1,306.8</td><td rowspan=2>1,018.8</td>
<td rowspan=2>338</td><td rowspan=2>管好全县水利工程。</td>
<td>产出指标</td><td>数量指标</td><td>维护渠道</td><td>≥30公里</td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td>受益农户</td><td>≥900户</td></tr>
</table>"""


def test_a_department_in_one_row_with_its_indicators_beside_it() -> None:
    found, unplaced = recognise(read_html(DEPARTMENT).document, TEMPLATES)
    form = found[0].form
    assert (form.kind, form.unit_name, form.amount) == ("department", "平川县水利局", Decimal("1356.8"))
    assert [goal.statement for goal in form.goals] == ["管好全县水利工程。"]
    assert rows(form.goals[0]) == ["产出指标/数量指标/维护渠道 ≥30公里", "效益指标/社会效益指标/受益农户 ≥900户"]
    assert {"1,306.8", "338"} <= {one.text for one in unplaced}
