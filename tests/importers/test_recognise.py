"""Texts as clerks of units nobody has seen paste them, and what must come out of them. All units are invented."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from importers.readers.text import parse_text
from importers.recognise import Recognised, Unplaced, recognise
from models.forms import DepartmentForm
from models.goals import Goal
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates([Path(__file__).parents[2] / "resources" / "templates"])


def read(text: str) -> tuple[list[Recognised], list[Unplaced]]:
    """What comes out of a pasted text, in which → stands for a tab."""
    return recognise(parse_text(text.replace("→", "\t")), TEMPLATES)


def forms_in(text: str) -> list[Any]:
    return [one.form for one in read(text)[0]]


def only_form(text: str) -> Any:
    (form,) = forms_in(text)
    return form


def rows(goal: Goal) -> list[str]:
    """A goal's table, a row as 一级/二级/三级 值."""
    return [f"{d.name}/{c.name}/{i.name} {i.target}".rstrip() for d, c, i in goal.rows()]


def left(text: str) -> list[str]:
    return [one.text for one in read(text)[1]]


CENTRAL = """
附件2：项目支出绩效目标表
（2025年度）
项目名称→雨量站网维护→→→→
主管部门及代码→[045]云溪省水文局→→实施单位→云溪省水文中心→
项目资金（万元）→年度资金总额：→→326.40→执行率分值（10）→
→其中：财政拨款→→300.00→→
→上年结转→→16.40→→
→其他资金→→10.00→→
年度总体目标→保障86个站点稳定运行。→→→→
绩效指标→一级指标→二级指标→三级指标→指标值→分值权重（90）
→成本指标→经济成本指标→单站维护成本→≤3.8万元→20
→产出指标→数量指标→维护站点→≥86个→20
→→→巡检次数→3-5次→20
→→时效指标→修复时限→≤48小时→20
→满意度指标→服务对象满意度指标→公众满意度→不低于90%→10
"""


def test_a_layout_of_no_known_region_comes_in_as_the_national_one() -> None:
    form = only_form(CENTRAL)
    assert form.template == "national-project-2021"
    assert (form.supervising_unit, form.executing_unit) == ("[045]云溪省水文局", "云溪省水文中心")
    assert form.amount == Decimal("326.40")
    assert form.funding == {"fiscal": Decimal("300.00"), "carryover": Decimal("16.40"), "other": Decimal("10.00")}
    assert form.goals[0].statement == "保障86个站点稳定运行。"
    assert rows(form.goals[0])[2] == "产出指标/数量指标/巡检次数 3-5次"
    assert sum(i.weight for i in form.indicators()) == 90
    assert left(CENTRAL) == []


SIDE_BY_SIDE = """
项目支出绩效目标申报表
（2025年度）
项目名称→湿地修复→→→→→→→
主管部门→青川市林业局→→→实施单位→湿地中心→→→
项目资金（万元）→中期资金总额：→900→→年度资金总额：→300→→→
→其中：财政拨款→800→→其中：财政拨款→280→→→
→其他资金→100→→其他资金→20→→→
总体目标→中期目标（2025年—2027年）→→→年度目标→→→→
→恢复植被1200亩。→→→恢复植被400亩。→→→→
绩效指标→一级指标→二级指标→三级指标→指标值→二级指标→三级指标→指标值→
→产出指标→数量指标→恢复植被→≥1200亩→数量指标→恢复植被→≥400亩→
→→→建设监测点→≥15个→→→→
→→时效指标→完成时限→2027年底前→时效指标→完成时限→12月底前→
→满意度指标→服务对象满意度指标→游客满意度→≥90%→服务对象满意度指标→游客满意度→≥88%→
"""


def test_two_trees_side_by_side_belong_to_two_goals() -> None:
    form = only_form(SIDE_BY_SIDE)
    long_term, annual = form.goals
    assert (long_term.period, long_term.statement) == ("long_term", "恢复植被1200亩。")
    assert (annual.period, annual.statement) == ("annual", "恢复植被400亩。")
    assert rows(long_term)[:2] == ["产出指标/数量指标/恢复植被 ≥1200亩", "产出指标/数量指标/建设监测点 ≥15个"]
    assert rows(annual) == [
        "产出指标/数量指标/恢复植被 ≥400亩",
        "产出指标/时效指标/完成时限 12月底前",
        "满意度指标/服务对象满意度指标/游客满意度 ≥88%",
    ]


def test_money_of_the_whole_project_and_of_the_year_are_kept_apart() -> None:
    form = only_form(SIDE_BY_SIDE)
    assert (form.total_amount, form.amount) == (900, 300)
    assert form.total_funding == {"fiscal": 800, "other": 100}
    assert form.funding == {"fiscal": 280, "other": 20}


def test_long_term_and_annual_values_in_two_columns() -> None:
    form = only_form(
        """
项目支出绩效目标表
项目名称→档案数字化→→→→
实施期目标→三年完成300万页→→→→
年度目标→完成100万页→→→→
一级指标→二级指标→三级指标→实施期指标值→年度指标值→分值
产出指标→数量指标→数字化页数→≥300万页→≥100万页→60
"""
    )
    assert [(g.period, rows(g)) for g in form.goals] == [
        ("long_term", ["产出指标/数量指标/数字化页数 ≥300万页"]),
        ("annual", ["产出指标/数量指标/数字化页数 ≥100万页"]),
    ]


MANY_PROJECTS = """
部门预算项目绩效目标表（2025年度）
单位名称→项目名称→预算数→年度目标→一级指标→二级指标→三级指标→绩效指标性质→绩效指标值→绩效度量单位→权重→指标方向性
云岭县文化馆→文化活动经费→48.00→丰富群众文化生活。→产出指标→数量指标→送戏下乡→≥→36→场→50→正向指标
→→→→效益指标→社会效益指标→获得感→定性→提升→→40→
云岭县文化馆→免费开放补助→20.00→全年免费开放。→产出指标→数量指标→开放天数→≥→300→天→90→正向指标
"""


def test_one_table_of_many_projects_gives_a_form_for_each() -> None:
    first, second = forms_in(MANY_PROJECTS)
    assert (first.name, first.amount, first.unit_name) == ("文化活动经费", Decimal("48.00"), "云岭县文化馆")
    assert (second.name, second.amount, second.goals[0].statement) == ("免费开放补助", 20, "全年免费开放。")
    assert rows(first.goals[0]) == [
        "产出指标/数量指标/送戏下乡 ≥36场",
        "效益指标/社会效益指标/获得感 提升",
    ]
    assert left(MANY_PROJECTS) == ["指标方向性", "正向指标", "正向指标"], "the national form has no such column"


def test_a_line_of_signatures_with_nothing_in_it_is_no_project() -> None:
    listed = MANY_PROJECTS.replace("单位名称→", "").replace("云岭县文化馆→", "").replace("→→→→", "→→→")
    assert [form.name for form in forms_in(f"{listed}填报人：→→→单位负责人：→→→填报日期：→→→→\n")] == [
        "文化活动经费",
        "免费开放补助",
    ]


def test_a_project_named_again_in_every_row_is_one_form_and_levels_are_not_repeated() -> None:
    first, second = forms_in(
        """
项目支出绩效目标表
单位名称、项目名称→项目年度绩效目标→一级指标→二级指标→三级指标→指标性质→指标值→度量单位→指标属性→指标内容
石桥县疾控中心→→→→→→→→→
冷链运转→保障冷链不断链。→产出指标→数量指标→维护设备→≥→52→台→定量指标→年内维护台数
冷链运转→保障冷链不断链。→产出指标→数量指标→巡查次数→≥→12→次→定量指标→巡查次数
监测防治→完成监测。→产出指标→时效指标→完成时限→＝→12月底前→→定性指标→完成时间
"""
    )
    assert [first.name, second.name] == ["冷链运转", "监测防治"]
    assert {first.unit_name, second.unit_name} == {"石桥县疾控中心"}
    assert [len(d.categories) for d in first.goals[0].dimensions] == [1]
    assert [i.nature for i in first.indicators()] == ["quantitative"] * 2


def test_the_head_of_such_a_table_may_take_two_rows() -> None:
    text = """
项目支出绩效目标表
单位代码→单位（专项）名称→资金总额→绩效目标→绩效指标→→→→→→
→→→→一级指标→二级指标→三级指标→指标值→评（扣）分标准→度量单位→指标值类型
→合计→85.00→→→→→→→→
502001→湘禾区水利局本级→85.00→→→→→→→→
502001→山塘清淤→85.00→清淤整修→产出指标→数量指标→清淤山塘→42→按比例扣分→口→≥
→→→→→质量指标→验收合格率→100→不达标扣5分→%→=
"""
    form = only_form(text)
    assert (form.name, form.amount, form.unit_name) == ("山塘清淤", 85, "湘禾区水利局本级")
    assert rows(form.goals[0]) == ["产出指标/数量指标/清淤山塘 ≥42口", "产出指标/质量指标/验收合格率 =100%"]
    assert left(text) == ["合计", "85.00", "502001", "85.00"]


WITHOUT_TITLES = """
项目名称→公路防护工程→→→
年度目标→整治32公里。→→→
一级指标→二级指标→三级指标→指标值→分值
产出指标→数量指标→整治里程→≥32公里→90
项目名称→桥梁检测→→→
年度目标→检测45座。→→→
一级指标→二级指标→三级指标→指标值→分值
产出指标→数量指标→检测桥梁→45座→90
"""


def test_two_tables_pasted_without_headings_are_two_forms() -> None:
    forms = forms_in(WITHOUT_TITLES)
    assert [(form.name, form.goals[0].statement, len(list(form.indicators()))) for form in forms] == [
        ("公路防护工程", "整治32公里。", 1),
        ("桥梁检测", "检测45座。", 1),
    ]


def test_a_table_that_goes_on_under_a_repeated_head_is_one_form() -> None:
    form = only_form(
        """
项目支出绩效目标表
项目名称→校舍维修→→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→维修面积→≥5000平方米

— 1 —

一级指标→二级指标→三级指标→指标值
→→维修围墙→≥300米
→质量指标→验收合格率→100%
"""
    )
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/维修面积 ≥5000平方米",
        "产出指标/数量指标/维修围墙 ≥300米",
        "产出指标/质量指标/验收合格率 100%",
    ]


DEPARTMENT = """
部门（单位）整体绩效目标表
（2025年度）
部门（单位）名称→禹城县司法局→→→→
年度履职目标→"目标1：深化公共法律服务。
目标2：做好社区矫正。"→→→→
年度主要任务→任务名称→主要内容→→→
→公共法律服务→建设三级平台→→→
→人民调解→调解矛盾纠纷→→→
预算情况→部门预算总额（万元）→1863.4→→→
→1、资金来源：（1）政府预算资金→1863.4→→→
→（2）单位资金→0→→→
→2、资金结构：（1）基本支出→1402.1→→→
→（2）项目支出→461.3→→→
一级指标→二级指标→三级指标→指标值→指标值说明→
投入管理指标→工作目标管理→任务科学性→科学→与职责相符→
产出指标→重点工作任务完成→法律援助→≥420件→→
效益指标→履职效益→法治意识→提升→→
→满意度→群众满意度→≥90%→→
"""


def test_a_department_form_with_levels_of_its_own() -> None:
    form = only_form(DEPARTMENT)
    assert isinstance(form, DepartmentForm)
    assert [task.name for task in form.tasks] == ["公共法律服务", "人民调解"]
    assert form.amount == Decimal("1863.4")
    assert {key.value: line.amount for key, line in form.income.items()} == {"fiscal": Decimal("1863.4"), "unit": 0}
    assert {key.value: line.amount for key, line in form.expenditure.items()} == {
        "basic": Decimal("1402.1"),
        "project": Decimal("461.3"),
    }
    assert rows(form.goals[0])[0] == "投入管理指标/工作目标管理/任务科学性 科学"
    assert rows(form.goals[0])[-1] == "效益指标/满意度/群众满意度 ≥90%"
    assert left(DEPARTMENT) == []


def test_a_form_without_levels_has_its_indicators() -> None:
    text = """
2025年部门（单位）整体绩效目标表
部门(单位)名称→渝江区档案馆→支出预算总量→412.55→→
当年整体绩效目标→完成馆藏档案数字化40万页。→→→→
绩效指标→指标→指标权重→计量单位→指标性质→指标值
→数字化页数→60→万页→≥→40
→安全事故→40→起→＝→0
"""
    form = only_form(text)
    assert (form.amount, form.goals[0].statement) == (Decimal("412.55"), "完成馆藏档案数字化40万页。")
    assert [(i.name, str(i.target), i.weight) for i in form.indicators()] == [
        ("数字化页数", "≥40万页", 60),
        ("安全事故", "＝0起", 40),
    ]


SELF_EVALUATION = """
2024年度项目支出绩效目标自评表
项目名称→敬老院改造→→→→→→→
项目资金（万元）→全年预算数→80→全年执行数→76.5→执行率→95.6%→→
序号→一级指标→二级指标→三级指标→年度指标值→实际完成值→分值→得分→备注
1→产出指标→数量指标→改造敬老院→6所→6所→50→50→
2→→质量指标→验收合格率→100%→98%→40→36→见附件
合计→→→→→→90→86→
"""


def test_columns_and_labels_nobody_asked_for_are_listed() -> None:
    form = only_form(SELF_EVALUATION)
    assert form.amount == 80
    assert form.extra == {}
    assert [(i.name, str(i.target), i.weight, i.remark) for i in form.indicators()] == [
        ("改造敬老院", "6所", 50, ""),
        ("验收合格率", "100%", 40, "见附件"),
    ]
    listed = left(SELF_EVALUATION)
    assert {"序号", "实际完成值", "得分", "6所", "98%", "36", "合计", "90", "86"} <= set(listed)
    assert {"全年执行数", "76.5", "执行率", "95.6%"} <= set(listed)


DAMAGED = """
项目支出绩效目标表

(2024年)

预算单位→→北山市林草局→→→→→→
项目名称→→护林员补助→→→项目负责人→→艾力→
项目资金（万元）→→年度预算总额：→210.5→其中：财政拨款→200→其他资金：→10.5→
项目总体目标→→落实补助350人。→→→→→→
一级指标→二级指标→三级指标→指标值→指标值设置依据→上年完成值→指标分值权重→指标赋分规则→佐证资料
产出指标→数量指标→护林员人数→=350人→计划标准→340人→10→按照正常比例赋分→工作资料
巡护面积→≥20万亩→历史标准→19万亩→10→按照正常比例赋分→工作资料→→
→质量指标→补助发放准确率→=100%→计划标准→100%→20→直接赋分→原始凭证
时效指标→补助发放及时率→有效提高→计划标准→达成目标→20→直接赋分→原始凭证→
成本指标→经济成本指标→人均标准→=500元/人/月→预算支出标准→500元/人/月→30→直接赋分→原始凭证
"""
