"""What forms of further regions print, and how it comes in. All units and sentences are invented."""

from __future__ import annotations

import pytest

from importers.recognise import recognise
from models.forms import DepartmentForm
from models.table import Cell, Table
from tests.importers.test_recognise import forms_in, left, only_form, read, rows
from tests.importers.test_what_counts import TEMPLATES, only, taken

BODY = """
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→疏浚沟渠→≥12公里
效益指标→社会效益指标→受益农户→≥300户
"""


def form(top: str, body: str = BODY) -> str:
    return f"项目支出绩效目标表\n{top.strip()}\n{body.strip()}\n"


# --- heads ------------------------------------------------------------------------------------------------------------

STAIRS = """
单位名称、项目名称→项目年度绩效目标→一级指标→二级指标→三级指标→指标性质→指标值→度量单位→指标属性→指标内容
1→2→3→4→5→6→7→8→9→10
怒原县水务局→→→→→→→→→
沟渠疏浚经费→疏浚沟渠12公里。→→→→→→→→
→→产出指标→→→→→→→
→→→数量指标→→→→→→
→→→→疏浚沟渠→>=→12→公里→定量指标→反映疏浚长度
→→→时效指标→→→→→→
→→→→完工时间→<=→6→月→定量指标→反映进度
→→效益指标→→→→→→→
→→→社会效益→→→→→→
→→→→灌溉条件→=→明显改善→是/否→定性指标→反映农户感受
"""


@pytest.mark.parametrize("spans_known", [True, False], ids=["Excel", "pasted text"])
def test_levels_on_rows_of_their_own_below_a_row_that_counts_the_columns(spans_known: bool) -> None:
    grid = [line.split("→") for line in STAIRS.strip().splitlines()]
    cells = tuple(Cell(row, column, text) for row, line in enumerate(grid) for column, text in enumerate(line))
    (found,), unplaced = recognise((Table((1.0,) * 10, len(grid), cells, spans_known=spans_known),), TEMPLATES)
    assert (found.form.name, found.form.unit_name) == ("沟渠疏浚经费", "怒原县水务局")
    assert rows(found.form.goals[0]) == [
        "产出指标/数量指标/疏浚沟渠 >=12公里",
        "产出指标/时效指标/完工时间 <=6月",
        "效益指标/社会效益/灌溉条件 明显改善",
    ]
    assert [one.text for one in unplaced] == ["=", "是/否"], "no parts of a value in words: listed, not glued to it"


def test_a_row_that_counts_the_columns_is_no_indicator() -> None:
    text = form("项目名称→沟渠疏浚", BODY.replace("指标值\n", "指标值\n1→2→3→4\n"))
    assert len(rows(only_form(text).goals[0])) == 2
    assert left(text) == []


def test_what_stands_between_sign_and_unit_is_the_number() -> None:
    text = form(
        "项目名称→沟渠疏浚",
        "一级指标→二级指标→三级指标→运算符号→指标内容→度量单位\n产出指标→数量指标→疏浚沟渠→>=→12→公里\n"
        "→质量指标→渠道通畅→定性→良好→\n",
    )
    assert rows(only_form(text).goals[0]) == ["产出指标/数量指标/疏浚沟渠 >=12公里", "产出指标/质量指标/渠道通畅 良好"]


def test_a_head_that_ends_as_those_of_values_holds_them_where_no_other_does() -> None:
    text = form("项目名称→沟渠疏浚", BODY.replace("指标值", "批复指标值"))
    assert rows(only_form(text).goals[0])[0] == "产出指标/数量指标/疏浚沟渠 ≥12公里"
    assert left(text) == []


@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
def test_names_are_not_looked_for_left_of_the_levels(lost: bool) -> None:
    lines = BODY.strip().splitlines()
    label = "" if lost else "→"
    text = form("项目名称→沟渠疏浚", "\n".join([f"绩效内容→{lines[0]}", *(label + line for line in lines[1:])]))
    assert len(rows(only_form(text).goals[0])) == 2
    assert left(text) == []


def test_the_best_of_the_grades_is_the_value() -> None:
    text = form(
        "项目名称→沟渠疏浚",
        "一级指标→二级指标→三级指标→绩效指标描述→评价标准→→→\n→→→→优→良→中→差\n"
        "产出指标→数量指标→疏浚沟渠→疏浚的长度→≥12公里→≥10公里→≥8公里→＜8公里\n",
    )
    assert rows(only_form(text).goals[0]) == ["产出指标/数量指标/疏浚沟渠 ≥12公里"]
    assert {"≥10公里", "≥8公里", "＜8公里"} <= set(left(text))


@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
def test_levels_may_be_numbered_and_the_numbers_of_names_are_no_values(lost: bool) -> None:
    body = """
一级指标→二级指标→指标内容→指标值
一、产出指标→（一）数量指标→1.疏浚沟渠→≥12公里
→→2.合格率→100%
→（二）质量指标→1.验收等级→优良
二、满意度指标→（一）服务对象满意度指标→1、农户满意度→≥95%
"""
    if lost:
        body = "\n".join("→".join(filter(None, line.split("→"))) for line in body.split("\n"))
    text = form("项目名称→沟渠疏浚", body)
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/1.疏浚沟渠 ≥12公里",
        "产出指标/数量指标/2.合格率 100%",
        "产出指标/质量指标/1.验收等级 优良",
        "满意度指标/服务对象满意度指标/1、农户满意度 ≥95%",
    ]
    assert left(text) == []


def test_a_project_in_a_list_whose_unit_stands_above_it_is_one_of_its_own() -> None:
    text = """部门预算项目支出绩效目标表
单位名称→项目名称→项目金额→绩效目标→一级指标→二级指标→三级指标→指标值
怒原县水务局→沟渠疏浚→36.4→沟渠畅通。→产出指标→数量指标→疏浚沟渠→≥12公里
质量指标→验收合格率→≥96%
闸门维护→12.5→闸门启闭自如。→产出指标→数量指标→维护闸门→≥6座
"""
    assert [(one.name, str(one.amount), rows(one.goals[0])[-1]) for one in forms_in(text)] == [
        ("沟渠疏浚", "36.4", "产出指标/质量指标/验收合格率 ≥96%"),
        ("闸门维护", "12.5", "产出指标/数量指标/维护闸门 ≥6座"),
    ]


# --- labels and values ------------------------------------------------------------------------------------------------


def test_a_name_is_what_stands_right_behind_its_label() -> None:
    """No template draws 项目名称 beside 项目类别; the cell at the end of the row is the other's value."""
    text = form(
        "项目名称→→沟渠疏浚→→项目类别→→水利项目→\n主管部门→→怒原县水务局→→项目实施单位→→怒原县水务站→\n"
        "总体目标→中期目标（2031年—2033年）→→→→年度目标→→\n→三年疏浚36公里。→→→→全年疏浚12公里。→→",
        "绩效指标→一级指标→二级指标→三级指标→指标值→二级指标→三级指标→指标值\n"
        "→产出指标→数量指标→疏浚沟渠→≥36公里→数量指标→疏浚沟渠→≥12公里",
    )
    made = only_form(text)
    assert (made.name, made.category, made.executing_unit) == ("沟渠疏浚", "水利项目", "怒原县水务站")


def test_a_task_may_be_called_as_a_kind_of_spending() -> None:
    text = """部门整体支出绩效目标表
部门（单位）名称→→怒原县水务局→→→→
年度主要任务→任务名称→主要内容→→预算金额（万元）→→
→→→→总额→财政拨款→其他资金
→人员经费→保障职工工资→→80→80→0
→沟渠疏浚→疏浚沟渠12公里→→20→15→5
→金额合计→→→100→95→5
年度总体目标→沟渠畅通。→→→→→
一级指标→二级指标→三级指标→→→→指标值
产出指标→数量指标→疏浚沟渠→→→→≥12公里
"""
    made = only(text)
    assert isinstance(made, DepartmentForm)
    assert [(task.name, task.content, str(task.amount)) for task in made.tasks] == [
        ("人员经费", "保障职工工资", "80"),
        ("沟渠疏浚", "疏浚沟渠12公里", "20"),
    ]
    assert str(made.amount) == "100"


HEAD = "部门整体支出绩效目标表\n部门（单位）名称→怒原县水务局→→→→→→\n"
TREE = "一级指标→二级指标→三级指标→→→→→指标值\n产出指标→数量指标→疏浚沟渠→→→→→≥12公里\n"
FUNDS = """
年度预算（万元）→合计→财政拨款→→财政专户管理资金→单位资金→上年结转→
→→一般公共预算→政府性基金→→→→
→345→300→20→0→5→20→
"""


def test_sources_of_money_may_be_named_in_two_rows() -> None:
    made = only(HEAD + FUNDS.strip() + "\n" + TREE)
    assert str(made.amount) == "345"
    assert {source: str(line.amount) for source, line in made.income.items()} == {
        "general": "300",
        "government_fund": "20",
        "special_account": "0",
        "unit": "5",
        "carryover": "20",
    }


def test_money_whose_labels_lost_their_places_is_listed_and_not_guessed() -> None:
    lost = "\n".join("→".join(filter(None, line.split("→"))) for line in FUNDS.strip().split("\n"))
    (found,), unplaced = taken(f"{HEAD}{lost}\n{TREE}")
    assert found.form.amount is None
    assert [one.text for one in unplaced] == ["345", "300", "20", "0", "5", "20"]


def test_the_sum_over_the_sources_is_the_amount_where_no_label_names_it() -> None:
    text = form("项目名称→沟渠疏浚\n资金来源→金额（万元）\n合计→188\n财政拨款→180\n自筹资金→8")
    assert str(only_form(text).amount) == "188"
    other = text.replace("合计→188", "合计→190")
    assert only_form(other).amount is None
    assert "190" in left(other)


def test_a_list_in_other_columns_than_the_templates_is_listed() -> None:
    text = f"{HEAD}年度主要任务→对应项目→预算金额（万元）→主要内容→→→→\n→沟渠疏浚→120→疏浚沟渠12公里→→→→\n{TREE}"
    assert only(text).tasks == []
    assert {"沟渠疏浚", "120", "疏浚沟渠12公里"} <= {one.text for one in taken(text)[1]}


def test_what_was_reached_is_no_goal_though_the_blank_beside_the_goal_is_lost() -> None:
    text = f"{HEAD}年度总体目标→预期目标→实际完成情况\n沟渠畅通。→已全部疏浚。\n{TREE}"
    assert only(text).goals[0].statement == "沟渠畅通。"
    assert [one.text for one in taken(text)[1]] == ["已全部疏浚。"]


def test_the_blank_below_a_head_over_two_goals_may_be_lost() -> None:
    text = form("项目名称→沟渠疏浚\n总体目标→实施期总目标→年度目标\n三年疏浚36公里。→全年疏浚12公里。")
    assert [(goal.period, goal.statement) for goal in only_form(text).goals] == [
        ("long_term", "三年疏浚36公里。"),
        ("annual", "全年疏浚12公里。"),
    ]
    assert left(text) == []


def test_a_goal_of_several_lines_alone_in_its_row_keeps_no_quotes() -> None:
    text = form('项目名称→沟渠疏浚\n总体目标→年度目标\n"1.疏浚12公里；\n2.维护闸门6座。"')
    assert only_form(text).goals[0].statement == "1.疏浚12公里；\n2.维护闸门6座。"


def test_an_opinion_below_the_indicators_is_none_of_them() -> None:
    text = form("项目名称→沟渠疏浚", f"{BODY.strip()}\n批复意见→同意按上述目标执行。")
    assert len(rows(only_form(text).goals[0])) == 2
    assert left(text) == ["批复意见", "同意按上述目标执行。"]


def test_a_caption_names_the_unit_but_not_the_unit_of_money() -> None:
    text = "项目支出绩效信息表\n部门：怒原县水务局→→→单位：万元\n项目名称→沟渠疏浚→→\n" + BODY.strip()
    assert only_form(text).unit_name == "怒原县水务局"
    text = form("单位：万元\n项目名称→沟渠疏浚")
    assert only_form(text).unit_name == ""


# --- years ------------------------------------------------------------------------------------------------------------


def test_the_year_may_share_its_row() -> None:
    assert taken(form("申报年度：2031年→→→金额单位：万元\n项目名称→沟渠疏浚"))[0][0].year == 2031


@pytest.mark.parametrize(
    ("top", "year"),
    [
        ("项目起止时间→2031-01-01至2031-12-31", 2031),
        ("项目名称→沟渠疏浚\n年度目标→2031年9月底前疏浚12公里。", 2031),
        ("项目起止时间→2031年1月至2033年12月", None),  # which of them nobody can tell
        ("填报日期→2030年11月5日", None),  # forms are filled in the year before
        ("立项依据→自2029年起执行的管护办法", None),
        ("中期目标→2033年底前疏浚36公里。\n年度目标→疏浚12公里。", None),  # when the long term ends, no form tells
    ],
)
def test_the_only_year_that_texts_name_is_taken_and_told(top: str, year: int | None) -> None:
    (found,), _ = taken(form(top))
    assert found.year == year
    assert [f"取 {year} 年" in notice for notice in found.notices] == [True] * bool(year)


def test_forms_beside_one_with_a_year_are_of_that_year() -> None:
    text = form("（2031年度）\n项目名称→沟渠疏浚") + form("项目名称→闸门维护\n年度目标→2032年9月底前完工。")
    assert [one.year for one in taken(text)[0]] == [2031, None]
    assert len(forms_in(text)) == len(read(text)[0]) == 2
