"""Whole lists of indicators in one cell; levels where names stand; forms below each other in one table. Invented."""

from __future__ import annotations

import pytest

from importers.readers.html import read_html
from importers.recognise import recognise
from importers.words.vocabulary import word_of
from models.forms import DepartmentForm
from tests.importers.test_recognise import TEMPLATES, forms_in, left, only_form, read, rows

LISTS = """
部门预算项目支出绩效目标公开表
序号→项目名称→预算金额（万元）→年度绩效目标→产出指标→效益指标→满意度指标→备注
1→草畜平衡→210→落实制度。→数量指标：补助面积≥86万亩；质量指标：1.核实准确率≥98%；2.公示率100%；时效指标：发放时间11月底前→生态效益指标：植被盖度≥58%→服务对象满意度指标：牧民满意度：≥90%→续建
2→牧道维修→95→维修牧道。→数量指标：维修牧道≥46公里；验收合格率=100%→社会效益指标：出行条件明显改善→牧民满意度≥92%→
"""


def test_lists_in_cells_become_rows() -> None:
    first, second = forms_in(LISTS)
    assert (first.name, str(first.amount), first.goals[0].statement) == ("草畜平衡", "210", "落实制度。")
    assert rows(first.goals[0]) == [
        "产出指标/数量指标/补助面积 ≥86万亩",
        "产出指标/质量指标/核实准确率 ≥98%",
        "产出指标/质量指标/公示率 100%",
        "产出指标/时效指标/发放时间 11月底前",
        "效益指标/生态效益指标/植被盖度 ≥58%",
        "满意度指标/服务对象满意度指标/牧民满意度 ≥90%",
    ]
    assert rows(second.goals[0]) == [
        "产出指标/数量指标/维修牧道 ≥46公里",
        "产出指标/数量指标/验收合格率 =100%",
        "效益指标/社会效益指标/出行条件明显改善",
        "满意度指标//牧民满意度 ≥92%",
    ]
    assert left(LISTS) == ["序号", "1", "2"]
    assert any("一格里列着几个指标" in notice for notice in read(LISTS)[0][0].notices)


def test_levels_may_stand_in_two_rows_over_them() -> None:
    text = """
整体支出绩效目标表
单位名称→年度预算申请→→→整体绩效目标→部门整体支出年度绩效目标→→
→资金总额→按支出性质分→→→产出指标→→效益指标
→→基本支出→项目支出→→数量指标→质量指标→社会效益指标
怒原县司法局→1386→986→400→推进法治建设。→办理援助案件≥320件→结案率≥95%→普法人次≥2万人次
"""
    form = only_form(text)
    assert (form.kind, form.unit_name, str(form.amount)) == ("department", "怒原县司法局", "1386")
    assert form.goals[0].statement == "推进法治建设。"
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/办理援助案件 ≥320件",
        "产出指标/质量指标/结案率 ≥95%",
        "效益指标/社会效益指标/普法人次 ≥2万人次",
    ]


def test_second_levels_in_the_column_of_the_names_are_levels() -> None:
    text = """
项目绩效目标表
项目名称→饮水维护→→→
一级指标→指标名称→指标运算符号→指标值→度量单位
产出指标→数量指标→→→
→维护处数→大于等于→36→处
→覆盖人口→大于等于→12.8→万人
→质量指标→→→
→工程合格率→等于→100→%
满意度指标→服务对象满意度指标→→→
→用水户满意度→大于等于→90→%
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/维护处数 大于等于36处",
        "产出指标/数量指标/覆盖人口 大于等于12.8万人",
        "产出指标/质量指标/工程合格率 等于100%",
        "满意度指标/服务对象满意度指标/用水户满意度 大于等于90%",
    ]
    assert left(text) == []


BLOCK = """单位信息：→怒原县园林局→→项目名称：→{name}→
年度资金总额：→{amount}→→财政拨款：→{amount}→
绩效目标：→{goal}→→→→
一级指标→二级指标→三级指标→绩效指标性质→绩效指标值→本年权重
产出指标→数量指标→{indicator}→≥→{amount}→40
→质量指标→合格率→定性→一级→30
"""


def test_forms_below_each_other_in_one_table_begin_where_a_project_is_named() -> None:
    blocks = (("绿地养护", "86", "整洁。", "养护面积"), ("病虫防治", "12", "控制。", "防治面积"))
    keys = ("name", "amount", "goal", "indicator")
    text = "项目支出绩效表\n" + "".join(BLOCK.format(**dict(zip(keys, one, strict=True))) for one in blocks)
    for form, (name, amount, goal, indicator) in zip(forms_in(text), blocks, strict=True):
        assert (form.name, str(form.amount), form.goals[0].statement) == (name, amount, goal)
        assert form.unit_name == "怒原县园林局"
        assert rows(form.goals[0]) == [f"产出指标/数量指标/{indicator} ≥{amount}", "产出指标/质量指标/合格率 一级"]
        assert [str(one.weight) for one in form.indicators()] == ["40", "30"]


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ("本年权重", "indicator.weight"),
        ("指标运算符号", "indicator.target.comparison"),
        ("绩效计量单位", "indicator.target.unit"),
        ("绩效目标评分标准", "indicator.scoring"),
        ("项目说明", None),
        ("年度备注", None),
        ("本年", None),
    ],
)
def test_a_head_that_says_more_than_one_that_is_known_means_the_same(head: str, path: str | None) -> None:
    assert word_of(head).column == path


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("政策任务名称", "name"),
        ("专项资金（任务）名称", "name"),
        ("省级主管部门", "supervising_unit"),
        ("名称", None),
        ("设备名称", None),
    ],
)
def test_labels_put_together_of_known_words(label: str, field: str | None) -> None:
    assert word_of(label).field("project") == field


MONEY = """
项目支出绩效目标表
项目名称→养老补贴→
{lines}
一级指标→三级指标→指标值
产出指标→补贴机构→≥42家
"""


@pytest.mark.parametrize(
    ("lines", "amount"),
    [
        ("2026年预算→350→", "350"),
        ("2025年预算→300→\n2026年预算→350→", "350"),
        ("2026年预算→350→\n2025年预算→300→", "350"),
        ("项目金额→410→\n2026年预算→350→", "410"),
    ],
)
def test_the_money_of_the_latest_year_is_the_forms_where_no_other_is_named(lines: str, amount: str) -> None:
    text = MONEY.format(lines=lines)
    assert str(only_form(text).amount) == amount
    assert {*left(text)} <= {"2025年预算", "300", "2026年预算", "350"} - {amount}


TASKS = """<p>部门（单位）整体支出绩效目标表</p><table>
<tr><td>部门（单位）名称<td colspan=3>怒原县住建局</tr>
<tr><td rowspan=4>年度主要任务<td>任务名称<td>主要内容<td>预算金额（万元）</tr>
<tr><td>小区改造<td>改造18个<td>3600</tr>
<tr><td>设施维护<td>维护管网<td>820</tr>
<tr><td colspan=2>金额合计<td>4420</tr>
<tr><td>年度总体目标<td colspan=3>改善居住条件。</tr>
<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值</tr>
<tr><td>产出指标<td>数量指标<td>改造小区<td>≥18个</tr></table>"""


def test_the_only_amount_of_a_task_is_the_whole() -> None:
    (found,), _ = recognise(read_html(TASKS).document, TEMPLATES)
    form = found.form
    assert isinstance(form, DepartmentForm)
    assert [(one.name, str(one.amount), one.fiscal) for one in form.tasks] == [
        ("小区改造", "3600", None),
        ("设施维护", "820", None),
    ]
    assert (str(form.amount), form.income) == ("4420", {})


def test_a_label_for_its_name_makes_a_project_whatever_the_heading() -> None:
    text = """
部门业务费绩效目标表
专项名称→海洋监测→→
年度预算安排→430→→
指标名称→目标值→权重
监测站位→46个→50
"""
    form = only_form(text)
    assert (form.kind, form.name, str(form.amount)) == ("project", "海洋监测", "430")


def test_a_heading_is_no_goal_though_the_line_above_asks_for_one() -> None:
    text = """
第二部分 项目绩效目标
1、防灾减灾绩效目标表
项目名称→防灾减灾→
绩效目标→提高预警能力。→
一级指标→三级指标→指标值
产出指标→维护观测站→≥86个
"""
    assert only_form(text).goals[0].statement == "提高预警能力。"


SHORT = """
项目支出绩效目标表
支出项目名称→黑土保护→→→→
预期目标→提升地力。→→→→
类别→指标描述→计划值→上年完成值→分值→备注
数量→实施面积→36万亩→30万亩→30→
质量→耕地等级提升→0.2个等级→0.1个等级→20→三年平均
时效→完成时间→10月底→11月→10→
满意度→农户满意度→≥90%→91%→10→
"""


def test_short_names_of_levels_tell_a_head_that_names_none() -> None:
    form = only_form(SHORT)
    assert rows(form.goals[0]) == [
        "/数量/实施面积 36万亩",
        "/质量/耕地等级提升 0.2个等级",
        "/时效/完成时间 10月底",
        "/满意度/农户满意度 ≥90%",
    ]
    assert [str(one.weight) for one in form.indicators()] == ["30", "20", "10", "10"]
