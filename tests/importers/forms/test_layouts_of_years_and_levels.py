"""Columns of several years, and levels that have no column: layouts of regions nobody described. All is invented."""

from __future__ import annotations

import pytest

from models.goals import Period
from tests.importers.test_recognise import forms_in, left, only_form, read, rows

PLAN = """
专项政策三年绩效目标表
政策名称→渔船更新补助→→→→→
一级指标→二级指标→三级指标→{first}→2026年目标值→2027年目标值→三年总体目标值
产出指标→数量指标→更新渔船→40艘→45艘→50艘→135艘
→质量指标→检验合格率→≥95%→≥96%→≥97%→≥97%
效益指标→社会效益指标→受益船工→≥300人→≥320人→≥340人→≥900人
"""


def _targets(text: str, period: Period) -> list[str]:
    goals = [goal for goal in only_form(text).goals if goal.period == period]
    return [str(indicator.target) for goal in goals for _, _, indicator in goal.rows()]


@pytest.mark.parametrize("first", ["2025年目标值", "2025年度绩效目标值", "2025年"])
def test_of_the_years_of_a_plan_the_first_is_the_forms_and_the_whole_is_long_term(first: str) -> None:
    text = PLAN.format(first=first)
    assert _targets(text, "annual") == ["40艘", "≥95%", "≥300人"]
    assert _targets(text, "long_term") == ["135艘", "≥97%", "≥900人"]
    assert {"45艘", "50艘", "≥320人"} <= set(left(text))


def test_which_year_of_a_plan_was_taken_is_told() -> None:
    (recognised,) = read(PLAN.format(first="2025年目标值"))[0]
    assert recognised.year == 2025
    assert any("2025 年的" in notice for notice in recognised.notices)


HISTORY = """
2026年项目绩效目标表
项目名称→→码头运维→→→→→
一级指标→二级指标→三级指标→{group}→→2026年指标值→分值权重→指标值确定依据
→→→2024年实际→2025年预计→→→
产出指标→数量指标→巡查码头→{first}→{second}→≥32次→20→工作计划
→质量指标→设施完好率→93%→94%→≥95%→20→行业标准
效益指标→社会效益指标→停靠船次→880次→900次→≥920次→30→历史数据
"""


@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
@pytest.mark.parametrize("group", ["历史值", "历年完成情况", "前两年指标值"])
def test_values_of_earlier_years_under_a_head_of_their_own(group: str, *, lost: bool) -> None:
    text = HISTORY.format(group=group, first="28次", second="30次")
    text = "\n".join("→".join(filter(None, line.split("→"))) for line in text.split("\n")) if lost else text
    form = only_form(text)
    assert [(str(i.target), str(i.weight), i.history) for i in form.indicators()] == [
        ("≥32次", "20", {"2024": "28次", "2025": "30次"}),
        ("≥95%", "20", {"2024": "93%", "2025": "94%"}),
        ("≥920次", "30", {"2024": "880次", "2025": "900次"}),
    ]
    assert left(text) == []


NO_LEVELS = """
专项资金绩效目标表
专项资金名称→→渔港维护→
年度绩效目标→→渔港安全。→
{head}
1→疏浚航道→公里→12.5
2→航标完好率→%→98
3→渔民满意度→%→≥90
"""


@pytest.mark.parametrize("serial", ["序号", "编号"])
def test_a_table_of_names_and_values_alone(serial: str) -> None:
    text = NO_LEVELS.format(head=f"{serial}→绩效指标→计量单位→年度目标值")
    assert rows(only_form(text).goals[0]) == ["//疏浚航道 12.5公里", "//航标完好率 98%", "//渔民满意度 ≥90%"]
    assert only_form(text).goals[0].statement == "渔港安全。"


ONE_COLUMN = """
项目支出绩效目标表
（2025年）
项目名称→村道照明→→
指标→指标值→权重→备注
产出指标→→50→
数量指标→→30→
安装路灯→≥460盏→30→
质量指标→→20→
亮灯率→≥98%→20→
满意度指标→→10→
服务对象满意度指标→→10→
村民满意度→≥90%→10→问卷
"""


def test_levels_in_the_column_of_the_names_with_the_sum_of_their_points() -> None:
    assert rows(only_form(ONE_COLUMN).goals[0]) == [
        "产出指标/数量指标/安装路灯 ≥460盏",
        "产出指标/质量指标/亮灯率 ≥98%",
        "满意度指标/服务对象满意度指标/村民满意度 ≥90%",
    ]
    assert left(ONE_COLUMN) == ["50", "30", "20", "10", "10"]


@pytest.mark.parametrize("label", ["购买内容及绩效目标", "实施内容和绩效目标", "工作任务与年度目标"])
def test_a_label_of_two_things_one_of_which_is_the_goal(label: str) -> None:
    form = only_form(
        f"""
项目支出绩效目标表
项目名称→助餐服务
{label}→为老人助餐。
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→助餐老人→≥320人
"""
    )
    assert form.goals[0].statement == "为老人助餐。"


def test_levels_called_goals_are_known_where_blank_cells_are_lost() -> None:
    text = """
项目支出绩效目标表
项目名称→箱房改造
一级指标→二级指标→三级指标→指标目标值→备注
产出目标→数量→改造箱房→=50处
质量→验收通过率→=100%
效果目标→社会效益→分类达标率→≥95%
影响力目标→长效管理→管理制度→健全
"""
    assert rows(only_form(text).goals[0]) == [
        "产出目标/数量/改造箱房 =50处",
        "产出目标/质量/验收通过率 =100%",
        "效果目标/社会效益/分类达标率 ≥95%",
        "影响力目标/长效管理/管理制度 健全",
    ]


def test_a_head_of_names_over_the_level_and_the_names() -> None:
    text = """
财政专项资金绩效目标申报表
专项（项目）名称→渔港改造→→
绩效指标名称→→绩效标准值→分值
一级指标→具体指标→→
产出→改造泊位→12个→30
效益→停靠船次→≥900次→40
"""
    assert rows(only_form(text).goals[0]) == ["产出//改造泊位 12个", "效益//停靠船次 ≥900次"]
    assert left(text) == []


@pytest.mark.parametrize("label", ["年度绩效目标1", "年度目标（1）", "绩效目标一"])
def test_a_goals_label_with_its_number(label: str) -> None:
    form = only_form(
        f"""
2025年项目绩效目标表
项目名称→→档案库房→
{label}→改造库房。→→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→改造面积→800平方米
"""
    )
    assert form.goals[0].statement == "改造库房。"


RESULTS = """
2024年度部门整体支出绩效自评表
部门名称→→江州县某某局→→→
{heads}
{texts}
一级指标→二级指标→三级指标→年初目标值→全年完成值→分值
履职效能→应急管理→组织演练→≥24次→26次→15
"""


@pytest.mark.parametrize("texts", ["→减少事故。→已经减少。→→→", "减少事故。→已经减少。"])
def test_what_was_reached_is_no_goal_though_the_label_beside_is_lost(texts: str) -> None:
    text = RESULTS.format(heads="年度目标完成情况→年初设定目标→全年完成情况→→→", texts=texts)
    assert only_form(text).goals[0].statement == "减少事故。"
    assert "已经减少。" in left(text)


TASKS = """
部门（单位）整体绩效目标表
（2025年度）
部门（单位）名称→→永昌市某某局→→→→→
年度部门预算安排（万元）→→→420.5→→→→
年度主要任务→对应项目→→项目类别→预算资金情况（万元）→→→
→→→→总额→财政拨款→→其他资金
→照明电费→→特定目标类→300→300→→0
→设施维护→→特定目标类→120.5→100.5→→20
年度绩效目标→保障照明。→→→→→→
年度绩效指标→一级指标→二级指标→三级指标→指标值→→→
→产出指标→数量指标→维护路灯→≥18600盏→→→
"""


@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
def test_what_kind_a_task_is_labels_no_amount_and_its_head_is_no_text(*, lost: bool) -> None:
    text = "\n".join("→".join(filter(None, line.split("→"))) for line in TASKS.split("\n")) if lost else TASKS
    form = only_form(text)
    assert (str(form.amount), form.annual_work, form.expenditure) == ("420.5", "", {})
    assert lost or [(task.name, str(task.amount)) for task in form.tasks] == [
        ("照明电费", "300"),
        ("设施维护", "120.5"),
    ]
    assert left(text).count("特定目标类") == 2


def test_transfers_are_projects_all_of_them_together_too() -> None:
    form = only_form(
        """
省对市县转移支付整体绩效目标表
转移支付名称→→衔接资金→
预算规模（亿元）→→2.35→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→扶持项目→≥320个
"""
    )
    assert (form.kind, form.name, str(form.amount)) == ("project", "衔接资金", "23500")


LISTED = """
2025年预算项目绩效目标公开表
序号→项目名称→预算数→总体绩效目标→绩效指标→→
→→→→指标类型→指标名称→指标值
1→庭院建设→66→建成庭院。→数量指标→建成美丽庭院→≥200户
→→→→质量指标→验收合格率→≥95%
→→→→满意度指标→村民满意度→≥90%
2→山塘整治→140→整治山塘。→数量指标→整治病险山塘→5座
→→→→时效指标→完工时间→11月
→→→→社会效益指标→受益农田→≥1200亩
"""


@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
def test_a_list_of_projects_whose_head_has_two_rows_and_no_levels(*, lost: bool) -> None:
    text = "\n".join("→".join(filter(None, line.split("→"))) for line in LISTED.split("\n")) if lost else LISTED
    first, second = forms_in(text)
    assert [(one.name, str(one.amount), one.goals[0].statement) for one in (first, second)] == [
        ("庭院建设", "66", "建成庭院。"),
        ("山塘整治", "140", "整治山塘。"),
    ]
    assert rows(second.goals[0]) == [
        "/数量指标/整治病险山塘 5座",
        "/时效指标/完工时间 11月",
        "/社会效益指标/受益农田 ≥1200亩",
    ]


def test_points_right_behind_a_level_are_the_levels_though_no_others_are_there() -> None:
    text = """
2024年度专项资金绩效自评表
项目名称→→村卫生室→→→→→
年度总体目标→→年初设定目标→→→年度总体目标完成情况综述→→
→→建设村卫生室。→→→建成五十八个。→→
一级指标→分值→二级指标→三级指标→年度指标值→全年完成值→得分→备注
产出指标→50→数量指标→建设村卫生室→60个→58个→19→用地未落实
→→质量指标→验收合格率→100%→100%→20→
"""
    form = only_form(text)
    assert form.goals[0].statement == "建设村卫生室。"
    assert [(one.name, str(one.target), one.weight) for one in form.indicators()] == [
        ("建设村卫生室", "60个", None),
        ("验收合格率", "100%", None),
    ]
    assert {"50", "建成五十八个。"} <= set(left(text))


def test_a_seal_behind_a_label_is_no_name() -> None:
    form = only_form(
        """
2025年部门整体支出绩效目标申报表
填报单位：（盖章）
部门名称→临江县某某局→→
部门职能职责概述→负责文旅。→→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→送戏下乡→≥120场
"""
    )
    assert (form.duties, form.unit_name) == ("负责文旅。", "临江县某某局")


ACTIVITIES = """
职责分类绩效目标
职责活动→年度预算数（万元）→内容描述→绩效目标→绩效指标→绩效指标描述→指标值
生态修复→560→人工造林→森林增加→造林面积→完成面积→≥1.2万亩
→→→→造林成活率→成活占比→≥85%
森林保护→230→防火→火灾减少→火灾受害率→受害占比→≤0.9‰
"""


def test_names_stand_under_the_word_for_indicators_not_under_what_explains_other_things() -> None:
    names = [(one.name, str(one.target), one.description) for one in only_form(ACTIVITIES).indicators()]
    assert names == [
        ("造林面积", "≥1.2万亩", "完成面积"),
        ("造林成活率", "≥85%", "成活占比"),
        ("火灾受害率", "≤0.9‰", "受害占比"),
    ]
    assert {"人工造林", "560", "防火"} <= set(left(ACTIVITIES))


TOWNSHIP = """
某某乡2026年项目支出绩效目标
项目名称→公路养护→→预算金额→36.5万元
指标→→指标内容→指标值→备注
产出指标→数量→养护里程→≥68公里→
→质量→路面完好率→≥90%→
效益指标→社会效益→受益村民→≥1.1万人→
满意度→群众满意度→村民满意度→≥90%→问卷
"""


@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
def test_one_head_over_two_columns_of_levels(*, lost: bool) -> None:
    text = "\n".join("→".join(filter(None, line.split("→"))) for line in TOWNSHIP.split("\n")) if lost else TOWNSHIP
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量/养护里程 ≥68公里",
        "产出指标/质量/路面完好率 ≥90%",
        "效益指标/社会效益/受益村民 ≥1.1万人",
        "满意度/群众满意度/村民满意度 ≥90%",
    ]


@pytest.mark.parametrize(
    ("labels", "total", "year"),
    [("项目总额→2400→本年度金额→800", "2400", "800"), ("申请经费（元）→650,000→→", None, "65")],
)
def test_words_for_the_money_of_a_year_and_of_all_of_them(labels: str, total: str | None, year: str) -> None:
    form = only_form(
        f"""
项目支出绩效目标表
项目名称→岸线修复→→
{labels}
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→修复岸线→≥4公里
"""
    )
    assert (form.total_amount and f"{form.total_amount:f}", f"{form.amount:f}") == (total, year)


def test_of_four_levels_the_last_are_the_names() -> None:
    text = """
专项经费绩效目标表
专项名称→学科建设→→→→
一级指标→二级指标→三级指标→四级指标→目标值→数据来源
产出指标→数量指标→队伍建设→引进博士→≥18人→人事处
→→→聘请教授→≥6人→人事处
→质量指标→科研产出→论文占比→≥40%→科研处
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/引进博士 ≥18人",
        "产出指标/数量指标/聘请教授 ≥6人",
        "产出指标/质量指标/论文占比 ≥40%",
    ]
    assert left(text) == ["队伍建设", "科研产出"]


def test_marks_are_no_part_of_a_level_or_a_name() -> None:
    text = """
项目支出绩效目标申报表
项目名称→两癌筛查→→
年度总金额（万元）→128→→
一级指标→二级指标→三级指标→2024年→2025年→2026年（目标）
★产出指标→★数量指标→★筛查人数→1.2万人→1.4万人→1.6万人
→质量指标→准确率→97%→98%→≥99%
"""
    form = only_form(text)
    assert rows(form.goals[0]) == ["产出指标/数量指标/筛查人数 1.6万人", "产出指标/质量指标/准确率 ≥99%"]
    assert next(one.history for one in form.indicators()) == {"2024": "1.2万人", "2025": "1.4万人"}
    assert str(form.amount) == "128"


def test_forms_under_numbered_projects() -> None:
    table = """
项目{number}：{name}绩效目标表
项目名称→{name}→→
一级指标→二级指标→三级指标→年度指标值
产出指标→数量指标→{name}次数→≥86次
"""
    text = table.format(number="一", name="动物防疫") + table.format(number="二", name="农技推广")
    assert [(one.name, len(rows(one.goals[0]))) for one in forms_in(text)] == [("动物防疫", 1), ("农技推广", 1)]
    assert left(text) == []


DEBT = """
专项债券项目绩效目标表
项目名称→→物流园建设→→
一级指标→二级指标→三级指标→2025年目标值→项目完成后目标值
产出指标→数量指标→建成冷库→2座→8座
→质量指标→工程合格率→100%→100%
"""


def test_beside_the_values_when_all_is_done_those_of_one_year_are_the_forms() -> None:
    assert _targets(DEBT, "annual") == ["2座", "100%"]
    assert _targets(DEBT, "long_term") == ["8座", "100%"]
    assert read(DEBT)[0][0].year == 2025


OVER = """
某某街道办事处2026年部门预算项目支出绩效目标表
项目名称→网格员经费→→
绩效指标类别→→绩效指标内容→绩效指标值
一级指标→二级指标→三级指标→
产出指标→数量指标→配备网格员→62人
→质量指标→建档率→≥98%
"""


@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
def test_a_row_of_heads_over_the_levels_that_has_the_values(*, lost: bool) -> None:
    text = "\n".join("→".join(filter(None, line.split("→"))) for line in OVER.split("\n")) if lost else OVER
    assert rows(only_form(text).goals[0]) == ["产出指标/数量指标/配备网格员 62人", "产出指标/质量指标/建档率 ≥98%"]
    assert left(text) == []


SERVICES = """
2026年政府购买服务绩效目标表→→→→→→→
项目名称→预算金额→总体目标→一级指标→二级指标→三级指标→指标值→备注
社工站运营→72→运营四个社工站。→产出指标→数量指标→服务个案→≥120例→
→→→→→开展小组活动→≥64场→
法律顾问→18→提供法律咨询。→产出指标→数量指标→审查合同→≥60份→
"""


@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
def test_a_list_knows_its_projects_better_than_its_title(*, lost: bool) -> None:
    text = "\n".join("→".join(filter(None, line.split("→"))) for line in SERVICES.split("\n")) if lost else SERVICES
    assert [(form.name, len(rows(form.goals[0]))) for form in forms_in(text)] == [("社工站运营", 2), ("法律顾问", 1)]
