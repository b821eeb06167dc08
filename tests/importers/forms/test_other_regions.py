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
