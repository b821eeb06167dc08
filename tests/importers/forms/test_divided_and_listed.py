"""Heads divided below or above, lists within cells, columns known by what they hold. All content is invented."""

from __future__ import annotations

import pytest

from models.forms import ProjectForm
from tests.importers.test_recognise import forms_in, left, only_form, read, rows


def _copied(text: str, lost: bool) -> str:
    """The text as it was, or with its blank cells lost."""
    return "\n".join("→".join(filter(None, line.split("→"))) for line in text.split("\n")) if lost else text


LOST = pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])

HALVES = """
项目支出绩效目标表
（2026年度）
项目名称→岸线巡查→→→→
一级指标→二级指标→三级指标→指标值→→指标值确定依据
→→→半年值→全年值→
产出指标→数量指标→巡查里程→≥300公里→≥720公里→工作计划
→质量指标→发现问题处置率→100%→100%→历史数据
效益指标→生态效益指标→违规排污口→≤3处→0处→历史数据
满意度指标→服务对象满意度指标→沿岸居民满意度→≥85%→≥90%→问卷调查
"""


@LOST
def test_the_whole_years_value_counts_where_the_head_is_divided(lost: bool) -> None:
    form = only_form(_copied(HALVES, lost))
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/巡查里程 ≥720公里",
        "产出指标/质量指标/发现问题处置率 100%",
        "效益指标/生态效益指标/违规排污口 0处",
        "满意度指标/服务对象满意度指标/沿岸居民满意度 ≥90%",
    ]
    assert [one.basis for one in form.indicators()] == ["工作计划", "历史数据", "历史数据", "问卷调查"]
    assert left(_copied(HALVES, lost)) == ["半年值", "≥300公里", "100%", "≤3处", "≥85%"]


GROUPS = """
专项资金绩效目标申报表
（2025年度）
专项名称→竹编技艺传承→→→→→
三年总体目标→三年培养竹编匠人300名。→→→→→
2025年度目标→培养竹编匠人90名。→→→→→
绩效指标→→→绩效指标值→→绩效指标值设定依据及数据来源→说明
一级指标→二级指标→三级指标→三年总体→年度→→
产出指标→数量指标→培养匠人→≥300名→≥90名→行动方案→含学徒
→质量指标→考核通过率→≥85%→≥80%→考核办法→
效益指标→社会效益指标→带动家庭→≥600户→≥180户→抽样调查→
"""


@LOST
def test_groups_over_the_levels_have_their_columns_and_others_beside(lost: bool) -> None:
    form = only_form(_copied(GROUPS, lost))
    long, year = sorted(form.goals, key=lambda goal: goal.period, reverse=True)
    assert (long.statement, year.statement) == ("三年培养竹编匠人300名。", "培养竹编匠人90名。")
    assert [str(one.target) for one in long.indicators()] == ["≥300名", "≥85%", "≥600户"]
    assert rows(year) == [
        "产出指标/数量指标/培养匠人 ≥90名",
        "产出指标/质量指标/考核通过率 ≥80%",
        "效益指标/社会效益指标/带动家庭 ≥180户",
    ]
    assert [(one.basis, one.remark) for one in year.indicators()] == [
        ("行动方案", "含学徒"),
        ("考核办法", ""),
        ("抽样调查", ""),
    ]
    assert left(_copied(GROUPS, lost)) == []


GRADES = """
项目绩效目标表
项目名称→窗口服务→→→→→
一级指标→二级指标→三级指标→权重→指标值→→→
→→→→优→良→中→差
产出指标→数量指标→受理件数→50→≥900件→800-899件→700-799件→<700件
满意度指标→服务对象满意度指标→办事群众满意度→50→≥95%→90%-95%→85%-90%→<85%
"""


@LOST
def test_grades_are_no_row_and_the_best_one_is_the_value(lost: bool) -> None:
    assert rows(only_form(_copied(GRADES, lost)).goals[0]) == [
        "产出指标/数量指标/受理件数 ≥900件",
        "满意度指标/服务对象满意度指标/办事群众满意度 ≥95%",
    ]
    assert {"良", "中", "差"} <= set(left(_copied(GRADES, lost)))


LISTS = """
项目支出绩效目标表
项目名称→社区微更新→→→
一级指标→二级指标→三级指标→指标值→分值
产出指标→数量指标→{names}→{values}→30
→质量指标→验收合格率→100%→20
"""


@pytest.mark.parametrize(
    ("names", "values"),
    [
        ('"1.口袋公园\n2.休闲座椅\n3.改造步道"', '"1.≥6处\n2.≥80把\n3.≥3.5公里"'),
        ("1.口袋公园2.休闲座椅3.改造步道", "1.≥6处2.≥80把3.≥3.5公里"),
        ('"口袋公园\n休闲座椅\n改造步道"', '"≥6处\n≥80把\n≥3.5公里"'),
        ("（1）口袋公园；（2）休闲座椅；（3）改造步道", "（1）≥6处；（2）≥80把；（3）≥3.5公里"),
    ],
    ids=["lines", "run together", "without numbers", "in brackets"],
)
def test_lists_of_names_and_values_in_one_row_are_indicators(names: str, values: str) -> None:
    text = LISTS.format(names=names, values=values)
    form = only_form(text)
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/口袋公园 ≥6处",
        "产出指标/数量指标/休闲座椅 ≥80把",
        "产出指标/数量指标/改造步道 ≥3.5公里",
        "产出指标/质量指标/验收合格率 100%",
    ]
    assert [one.weight for one in form.indicators()][:3] == [None, None, None]
    assert left(text) == ["30"]


@pytest.mark.parametrize(
    ("names", "values"),
    [
        ('"口袋公园\n及座椅"', '"≥6处\n≥80把\n≥3公里"'),
        ("1.口袋公园2.休闲座椅", "≥6处"),
        ("1.口袋公园", "1.5公里"),
    ],
)
def test_what_is_no_list_on_both_sides_stays_one_indicator(names: str, values: str) -> None:
    form = only_form(LISTS.format(names=names, values=values))
    assert len(list(form.indicators())) == 2
    assert left(LISTS.format(names=names, values=values)) == []


def test_a_column_that_holds_names_of_levels_is_one() -> None:
    text = """
项目绩效目标表
项目名称→校园安防
序号→指标类别→指标类型→预期指标值→指标名称→评分标准
1→产出指标→数量指标→36所→改造学校→达标得满分
2→产出指标→质量指标→≥99%→设备在线率→按比例得分
3→效益指标→社会效益指标→≥15%→警情下降率→按比例得分
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/改造学校 36所",
        "产出指标/质量指标/设备在线率 ≥99%",
        "效益指标/社会效益指标/警情下降率 ≥15%",
    ]


def test_names_stand_between_the_levels_and_the_values_under_words_for_goals_too() -> None:
    text = """
绩效目标评审申报表
项目名称→堤防加固→→→
项目资金（万元）→合计→→420→
→1、市级财政拨款→→400→
→2、其他资金→→20→
年度目标→一级指标→二级指标→绩效目标内容→目标值
→投入→时效目标→实施周期→≤8个月
→→成本目标→每公里造价→≤23万元
→产出→数量目标→加固堤防→≥18公里
→→质量目标→单元工程优良率→≥80%
"""
    form = only_form(text)
    assert isinstance(form, ProjectForm)
    assert (str(form.amount), {source: str(amount) for source, amount in form.funding.items()}) == (
        "420",
        {"fiscal": "400", "other": "20"},
    )
    assert rows(form.goals[0]) == [
        "投入/时效目标/实施周期 ≤8个月",
        "投入/成本目标/每公里造价 ≤23万元",
        "产出/数量目标/加固堤防 ≥18公里",
        "产出/质量目标/单元工程优良率 ≥80%",
    ]


def test_words_that_nobody_knows_head_no_names() -> None:
    text = """
项目支出绩效目标表
项目名称→堤防加固→→
一级指标→二级指标→批复文号→指标值
产出指标→数量指标→加固堤防→≥18公里
"""
    assert {"批复文号", "加固堤防"} <= set(left(text))


GOALS = """
项目支出绩效目标表
项目名称→社区书屋→→
{first}→三年建成书屋60间。→→
{second}→年内建成书屋20间。→→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→建成书屋→≥20间
"""


def test_a_goal_without_a_year_is_the_whole_projects_beside_the_years() -> None:
    long, year = sorted(
        only_form(GOALS.format(first="项目总目标", second="年度绩效目标")).goals,
        key=lambda one: one.period,
        reverse=True,
    )
    assert (long.period, long.statement) == ("long_term", "三年建成书屋60间。")
    assert (year.period, year.statement) == ("annual", "年内建成书屋20间。")
    assert rows(year) == ["产出指标/数量指标/建成书屋 ≥20间"]


def test_two_texts_of_the_year_stay_the_years() -> None:
    (goal,) = only_form(GOALS.format(first="年初设定目标", second="年度绩效目标")).goals
    assert goal.statement == "三年建成书屋60间。\n年内建成书屋20间。"


LISTED = """
2025年度专项绩效目标汇总表
项目名称→预算金额→年度绩效目标→一级指标→二级指标→三级指标→指标值
实训室建设→150→建成焊接实训室。→产出指标→数量指标→建成实训室→2间
{again}→→→质量指标→设备完好率→≥97%
实训室建设→{amount}→{goal}→产出指标→数量指标→改造实训室→1间
"""


@pytest.mark.parametrize(
    ("again", "amount", "goal"),
    [("→", "96", "改造钳工实训室。"), ("→", "150", "改造钳工实训室。"), ("实训室建设→150", "96", "建成焊接实训室。")],
)
def test_two_projects_of_one_name_are_two(again: str, amount: str, goal: str) -> None:
    first, second = forms_in(LISTED.format(again=again, amount=amount, goal=goal))
    assert [str(form.amount) for form in (first, second)] == ["150", amount]
    assert [form.goals[0].statement for form in (first, second)] == ["建成焊接实训室。", goal]
    assert [len(list(form.indicators())) for form in (first, second)] == [2, 1]


def test_a_project_whose_name_is_repeated_in_every_row_is_one() -> None:
    text = LISTED.format(again="实训室建设→150→建成焊接实训室。→产出指标", amount="150", goal="建成焊接实训室。")
    assert len(list(only_form(text.replace("产出指标→→→质量", "产出指标→质量")).indicators())) == 3


def test_a_running_number_beside_a_repeated_name_begins_no_project() -> None:
    text = """
2025年度专项绩效目标汇总表
序号→项目名称→一级指标→二级指标→三级指标→指标值
1→实训室建设→产出指标→数量指标→建成实训室→2间
2→实训室建设→产出指标→质量指标→设备完好率→≥97%
"""
    assert len(list(only_form(text).indicators())) == 2


def test_numbered_sections_are_no_forms_of_their_own() -> None:
    text = """
某县本级项目文本
（2026年度）
一、项目基本情况
项目名称→口岸设备更新→→
项目预算（万元）→735.6→其中：县级财政资金→735.6
二、项目绩效目标
年度绩效目标：更新设备18台。
三、项目绩效指标
一级指标→二级指标→三级指标→指标值→权重
产出指标→数量指标→更新设备→≥18台→40
效益指标→社会效益指标→平均通关时间→≤30分钟→50
"""
    form = only_form(text)
    assert isinstance(form, ProjectForm)
    assert (form.name, str(form.amount), form.goals[0].statement) == ("口岸设备更新", "735.6", "更新设备18台。")
    assert len(list(form.indicators())) == 2


CAPTIONS = """
项目支出绩效目标表
{caption}→
项目名称→图书采购→→
年度资金→2.5→→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→采购图书→≥1万册
"""


def test_a_cell_with_several_captions_is_taken_apart() -> None:
    text = CAPTIONS.format(caption="填报单位：江源学院　　单位：亿元")
    form = only_form(text)
    assert isinstance(form, ProjectForm)
    assert (form.unit_name, str(form.amount)) == ("江源学院", "25000")
    assert left(text) == []


def test_a_caption_that_has_no_place_keeps_its_cell_listed() -> None:
    text = CAPTIONS.format(caption="填报单位：江源学院　　备案编号：甲字12号")
    assert only_form(text).unit_name == "江源学院"
    assert left(text) == ["填报单位：江源学院　　备案编号：甲字12号"]


def test_dots_in_the_place_of_a_value_are_no_indicator() -> None:
    text = """
项目支出绩效目标表
项目名称→图书采购→→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→指标1：采购图书→≥1万册
→时效指标→……→……
"""
    assert [one.name for one in only_form(text).indicators()] == ["采购图书"]
    assert left(text) == []


def test_the_unit_of_money_over_a_list_is_that_of_all_its_projects() -> None:
    text = """
2025年项目支出绩效目标表
单位：千元→
项目名称→预算数→一级指标→二级指标→三级指标→指标值
办案业务费→3600→产出指标→数量指标→审结案件→≥9000件
法庭维修→850→产出指标→数量指标→维修法庭→3个
"""
    assert [str(form.amount) for form in forms_in(text)] == ["360", "85"]


def test_amounts_below_their_heads_keep_their_order_where_what_heads_the_row_is_lost() -> None:
    text = """
项目支出绩效自评表
项目名称→水质监测
预算执行情况（万元）→年初预算数（A）→全年预算数（B）→全年执行数（C）→执行率
68.5→70.5→66.2→93.9%
一级指标→二级指标→三级指标→年度指标值
产出指标→数量指标→监测水样→≥1200份
"""
    form = only_form(text)
    assert isinstance(form, ProjectForm)
    assert str(form.amount) == "70.5"
    assert {"68.5", "66.2", "93.9%"} < set(left(text))


def test_levels_on_rows_of_their_own_without_a_column_for_them() -> None:
    text = """
政策绩效目标申报表
政策名称→高龄津贴→→
指标名称→指标值→权重→备注
一、产出指标→→→
（一）数量指标→→→
发放人数→≥1.2万人→25→
发放次数→12次→15→按月
（二）时效指标→→→
发放及时率→100%→20→
二、满意度指标→→→
老年人满意度→≥95%→20→
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/发放人数 ≥1.2万人",
        "产出指标/数量指标/发放次数 12次",
        "产出指标/时效指标/发放及时率 100%",
        "满意度指标//老年人满意度 ≥95%",
    ]
    assert left(text) == []


BESIDE = """
{title}
项目名称→河道保洁→→→→项目名称→公厕管护→→
年度资金总额→12万元→→→→年度资金总额→30.5万元→→
一级指标→二级指标→三级指标→指标值→→一级指标→二级指标→三级指标→指标值
产出指标→数量指标→保洁河道→26公里→→产出指标→数量指标→管护公厕→58座
→质量指标→水面清洁率→≥95%→→→时效指标→报修时限→≤2天
"""
TITLE = "项目支出绩效目标表"


@pytest.mark.parametrize("title", [TITLE, f"{TITLE}→→→→→{TITLE}→→→"])
def test_two_forms_side_by_side_are_two(title: str) -> None:
    first, second = forms_in(BESIDE.format(title=title))
    assert (first.name, str(first.amount), rows(first.goals[0])) == (
        "河道保洁",
        "12",
        ["产出指标/数量指标/保洁河道 26公里", "产出指标/质量指标/水面清洁率 ≥95%"],
    )
    assert (second.name, str(second.amount), rows(second.goals[0])) == (
        "公厕管护",
        "30.5",
        ["产出指标/数量指标/管护公厕 58座", "产出指标/时效指标/报修时限 ≤2天"],
    )
    assert left(BESIDE.format(title=title)) == []


def test_where_their_columns_are_lost_it_is_told() -> None:
    lost = "\n".join("→".join(filter(None, line.split("→"))) for line in BESIDE.format(title=TITLE).split("\n"))
    assert "两张表左右并排，没有分开读，请把它们分开，再分别导入" in read(lost)[0][0].notices


def test_a_year_among_the_captions_of_a_cell_leaves_nothing_over() -> None:
    text = CAPTIONS.format(caption="填报单位：江源学院　　年度：2027　　单位：元")
    (found,), unplaced = read(text)
    assert (found.form.unit_name, found.year, unplaced) == ("江源学院", 2027, [])
