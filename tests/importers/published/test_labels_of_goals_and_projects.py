"""What a form is of and what it aims at, in words around its tables: sections, brackets, 项目一, 目标2."""

from __future__ import annotations

from tests.importers.test_recognise import forms_in, left, only_form, rows

TABLE = "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→{}→≥9公里\n→质量指标→合格率→100%\n"


def test_a_section_that_asks_for_the_goal_has_its_text_below() -> None:
    text = "省级专项资金绩效目标申报表\n一、基本信息→→→\n资金名称→渔业养护→→\n"
    text += "二、绩效目标→→→\n放流鱼苗八千万尾→→→\n三、绩效指标→→→\n"
    form = only_form(text + TABLE.format("放流水域"))
    assert (form.name, form.goals[0].statement) == ("渔业养护", "放流鱼苗八千万尾")
    assert left(text + TABLE.format("放流水域")) == []


def test_the_name_of_a_project_in_brackets_below_the_heading() -> None:
    text = "2023年专项预算项目支出绩效目标表\n（项目：非遗展演）\n预算单位→平川区文化馆→→\n"
    form = only_form(text + TABLE.format("展演路线"))
    assert form.name == "非遗展演"


def test_what_stands_in_several_brackets_is_no_label() -> None:
    text = "项目支出绩效目标表\n（一）项目：（非遗）（展演）\n项目名称→展演→→\n"
    assert only_form(text + TABLE.format("展演路线")).name == "展演"


def test_numbered_projects_are_forms_of_their_own() -> None:
    parts = (
        f"项目{number}→{name}→预算（万元）→{amount}\n目标→{name}顺利→→\n{TABLE.format(name)}"
        for number, name, amount in (("一", "火箭作业", "88"), ("二", "站点维护", "36.4"))
    )
    found = forms_in("某市气象局2025年项目支出绩效目标\n" + "".join(parts))
    assert [(one.name, str(one.amount), one.goals[0].statement) for one in found] == [
        ("火箭作业", "88", "火箭作业顺利"),
        ("站点维护", "36.4", "站点维护顺利"),
    ]


def test_numbered_goals_with_a_table_each() -> None:
    text = "部门整体绩效目标申报表\n部门名称→坪县应急局→→\n目标1→形势稳定→→\n" + TABLE.format("巡查里程")
    text += "目标2→能力加强→→\n" + TABLE.format("演练里程")
    goals = only_form(text).goals
    assert [(goal.statement, rows(goal)[0]) for goal in goals] == [
        ("形势稳定", "产出指标/数量指标/巡查里程 ≥9公里"),
        ("能力加强", "产出指标/数量指标/演练里程 ≥9公里"),
    ]


def test_what_a_source_of_money_is_called_is_an_answer_and_listed() -> None:
    text = "项目绩效目标申报书\n项目名称→补种→→\n申请预算数→126.8→资金来源→区级财政\n" + TABLE.format("巡回里程")
    assert left(text) == ["资金来源", "区级财政"]


def test_lines_that_say_something_of_the_form_are_no_gap_below_its_heading() -> None:
    said = "".join(f"{label}：{value}\n" for label, value in (("项目名称", "矫正帮扶"), ("购买主体", "河湾区司法局")))
    said += "预算金额：31.8万元\n服务期限：12个月\n填报日期：2025年3月1日\n联系电话：5551234\n负责人：张某\n"
    form = only_form("政府购买服务项目绩效目标表\n" + said + TABLE.format("走访里程"))
    assert (form.name, str(form.amount)) == ("矫正帮扶", "31.8")
