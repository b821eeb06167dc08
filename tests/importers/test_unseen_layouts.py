"""Layouts of regions that no template draws, as their texts are pasted. All units and sentences are invented."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.forms import ProjectForm
from tests.importers.test_recognise import forms_in, left, only_form, read, rows

SMALL = """
项目支出绩效目标表
（2025年度）
项目名称→路灯养护→→→→→
一级指标→二级指标→三级指标→指标值→权重→指标值说明→备注
产出指标→数量指标→检修路灯→≥320盏→20→按台账统计→
→→新装路灯→≥40盏→{weight}→按合同统计→新增
→时效指标→报修响应→≤24小时→10→→24小时内到场
满意度指标→服务对象满意度指标→居民满意度→≥90%→10→问卷→
"""


@pytest.mark.parametrize("weight", ["十二", "1e5", "—", "/", "待定", "5-10", "l0", "由财政部门确定", "12元"])
def test_a_weight_nobody_can_read_is_listed_and_moves_nothing(weight: str) -> None:
    text = SMALL.format(weight=weight)
    indicator = list(only_form(text).indicators())[1]
    assert (str(indicator.target), indicator.weight) == ("≥40盏", None)
    assert (indicator.description, indicator.remark) == ("按合同统计", "新增")
    (listed,) = read(text)[1]
    assert (listed.text, listed.row, listed.column) == (weight, 7, 5)


@pytest.mark.parametrize(
    ("weight", "read_as"), [("12分", "12"), ("12.0", "12.0"), ("12%", "12"), ("１２", "12"), ("12 分", "12")]
)
def test_a_weight_with_its_unit_is_a_number(weight: str, read_as: str) -> None:
    text = SMALL.format(weight=weight)
    assert str(list(only_form(text).indicators())[1].weight) == read_as
    assert left(text) == []


STAIRS = """
项目支出绩效目标表（本级）
（2025年度）
单位名称：怒原县林草局
项目名称→项目年度绩效目标→一级指标→二级指标→三级指标→指标性质→指标值→度量单位→指标属性→指标内容
森林巡护经费→全年巡护林区30万亩。→→→→→→→→
→→产出指标→→→→→→→
→→→数量指标→→→→→→
→→→→巡护林区面积→>=→30→万亩→定量指标→反映巡护覆盖情况
→→→→聘用护林员→=→120→人→定量指标→反映人员配备情况
→→效益指标→→→→→→→
→→→生态效益→→→→→→
→→→→火灾受害率→<=→0.9→‰→定量指标→反映防火成效
村庄绿化补助→完成15个村庄绿化。→→→→→→→→
→→产出指标→→→→→→→
→→→数量指标→→→→→→
→→→→绿化村庄→=→15→个→定量指标→验收资料
"""


@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
def test_levels_on_rows_of_their_own_are_no_empty_indicators(lost: bool) -> None:
    text = "\n".join("→".join(filter(None, line.split("→"))) for line in STAIRS.split("\n")) if lost else STAIRS
    first, second = forms_in(text)
    assert (first.name, first.goals[0].statement) == ("森林巡护经费", "全年巡护林区30万亩。")
    assert rows(first.goals[0]) == [
        "产出指标/数量指标/巡护林区面积 >=30万亩",
        "产出指标/数量指标/聘用护林员 =120人",
        "效益指标/生态效益/火灾受害率 <=0.9‰",
    ]
    assert (second.name, rows(second.goals[0])) == ("村庄绿化补助", ["产出指标/数量指标/绿化村庄 =15个"])
    assert left(text) == []


def test_an_empty_row_of_the_official_table_stays_one() -> None:
    text = """
项目支出绩效目标表
项目名称→会议中心运维
一级指标→二级指标→三级指标→指标值→权重
产出指标→数量指标→保障会议→≥60场→20
→质量指标→→→
→时效指标→响应时间→≤30分钟→20
"""
    assert rows(only_form(text).goals[0])[1] == "产出指标/质量指标/"


def test_page_numbers_and_repeated_heads_part_no_form() -> None:
    text = """
项目支出绩效目标表
（2025年度）
项目名称→公园养护
一级指标→二级指标→三级指标→指标值→分值
产出指标→数量指标→养护公园→12个→20
- 12 -
一级指标→二级指标→三级指标→指标值→分值
产出指标→质量指标→苗木成活率→≥95%→20
第 13 页 共 20 页
续表
单位：万元
效益指标→生态效益指标→绿地率→≥35%→20
"""
    assert [one.name for one in only_form(text).indicators()] == ["养护公园", "苗木成活率", "绿地率"]
    assert left(text) == []


TWO_GOALS = """
项目绩效目标表
年度：2026
项目名称→→智慧停车平台
项目基本信息→→项目类别→特定目标类→项目属性→新增项目
项目资金（万元）→实施期资金总额→→年度资金总额→560
→其中：财政资金→→其中：财政资金→500
→上年结转→40→上年结转→60
项目绩效目标→→长期目标→→年度目标→
→→建成全市停车一张网。→→接入泊位8000个。→
绩效指标→→一级指标→二级指标→指标内容→指标值→备注
→→产出指标→数量指标→接入泊位→≥8000个→
→→效益指标→社会效益指标→平均寻位时间→≤6分钟→估算
"""


def test_one_table_for_two_goals_is_the_years() -> None:
    form = only_form(TWO_GOALS)
    assert [(goal.period, goal.statement, len(rows(goal))) for goal in form.goals] == [
        ("long_term", "建成全市停车一张网。", 0),
        ("annual", "接入泊位8000个。", 2),
    ]


def test_values_stand_behind_their_own_label() -> None:
    """A gap between a label and its value, a label without one, a label another layout has elsewhere."""
    form = only_form(TWO_GOALS)
    assert (form.name, form.code, form.category, form.attribute) == ("智慧停车平台", "", "特定目标类", "新增项目")
    assert (form.amount, form.total_amount) == (560, None)
    assert form.funding == {"fiscal": 500, "carryover": 60}
    assert form.total_funding == {"carryover": 40}
    assert left(TWO_GOALS) == []


def test_a_label_is_not_the_value_of_another() -> None:
    form = only_form(
        """
部门专项业务经费绩效目标表
项目名称→应急广播运维
主管部门→→渭原区融媒体中心→→→实施期限→1年
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→广播点位→62个
"""
    )
    assert form.kind == "project"
    assert (form.supervising_unit, form.period) == ("渭原区融媒体中心", "1年")


def test_the_nearest_heading_says_what_form_it_is() -> None:
    form = only_form(
        """
三、2025年部门职责及绩效目标
12.基层水利服务绩效目标表
项目编码→1300P1→项目名称→基层水利服务→→
预算规模及资金用途→预算数→86.50→其中：财政 资金→86.50→
→用于水库巡查员补助。→→→→
绩效目标→1.完成48座水库巡查。→→→→
→2.维修观测设备。→→→→
一级指标→二级指标→三级指标→绩效指标描述→指标值→指标值确定依据
产出指标→数量指标→巡查水库→纳入补助的水库→48座→年度计划
"""
    )
    assert (form.kind, form.name, form.code, form.amount) == ("project", "基层水利服务", "1300P1", Decimal("86.50"))
    assert form.goals[0].statement == "1.完成48座水库巡查。\n2.维修观测设备。"


def test_rows_that_lost_their_last_blanks_are_not_joined() -> None:
    form = only_form(
        """
项目名称→甲河治理
资金总额→100万元
年度目标→治理河道10公里
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→治理长度→≥10公里
→质量指标→验收合格率→100%
满意度指标→服务对象满意度指标→居民满意度→≥90%
"""
    )
    assert (form.name, form.amount, form.goals[0].statement, form.extra) == ("甲河治理", 100, "治理河道10公里", {})


def test_lone_cells_between_rows_belong_to_the_table() -> None:
    text = """
项目支出绩效目标表
（2026年度）
项目名称→校车安全
总体目标→实施期目标→年度目标
更新校车30辆，培训驾驶员。
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→更新校车→30辆
……
质量指标→验收合格率→100%
"""
    (found,), unplaced = read(text)
    assert [one.name for one in found.form.indicators()] == ["更新校车", "验收合格率"]
    assert [goal.statement for goal in found.form.goals_of("annual")] == ["更新校车30辆，培训驾驶员。"]
    assert any("年度目标" in notice for notice in found.notices)
    assert unplaced == []


def test_signs_numbers_and_units_under_one_head() -> None:
    form = only_form(
        """
项目支出绩效目标表
项目名称→河道保洁
一级指标→二级指标→三级指标→指标值→→→权重→备注
→→→符号→数值→单位→→
产出指标→数量指标→保洁河道→≥→42→条→20→
效益指标→生态效益指标→水面洁净度→定性→明显改善→→30→目测
"""
    )
    assert rows(form.goals[0]) == ["产出指标/数量指标/保洁河道 ≥42条", "效益指标/生态效益指标/水面洁净度 明显改善"]
    assert [(one.weight, one.remark) for one in form.indicators()] == [(20, ""), (30, "目测")]


def test_the_label_beside_the_levels_may_be_repeated_in_every_row() -> None:
    form = only_form(
        """
项目支出绩效目标表
项目名称→湿地科普
绩效指标→一级指标→二级指标→三级指标→指标值
绩效指标→产出指标→数量指标→科普活动→≥20场
绩效指标→效益指标→社会效益指标→参与人数→≥3000人
"""
    )
    assert len(form.goals) == 1
    assert len(rows(form.goals[0])) == 2


def test_where_no_head_names_levels_the_column_of_indicators_holds_them() -> None:
    form = only_form(
        """
项目支出绩效目标表
项目名称→渔船终端
绩效指标→指标名称→指标值→权重
产出数量→终端安装数→240艘→30
社会效益→事故下降率→≥10%→20
"""
    )
    assert rows(form.goals[0]) == ["产出/数量/终端安装数 240艘", "/社会效益/事故下降率 ≥10%"]


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060", "\u3000", "\u00a0"])
def test_signs_nobody_sees_do_not_hide_words(sign: str) -> None:
    text = SMALL.format(weight="12").replace("一级指标", f"一级{sign}指标").replace("项目名称", f"项目{sign}名称")
    form = only_form(text)
    assert (form.name, len(list(form.indicators())), left(text)) == ("路灯养护", 4, [])


def test_the_last_of_several_years_is_aimed_at() -> None:
    form = only_form(
        """
2026年度部门整体支出绩效目标申报表
单位名称：白原县司法局
一级指标→二级指标→三级指标→2026年指标值→2025年完成值→2024年完成值
产出指标→数量指标→调解案件→≥900件→880件→850件
"""
    )
    (indicator,) = form.indicators()
    assert (str(indicator.target), indicator.history) == ("≥900件", {"2025": "880件", "2024": "850件"})


# --- money ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caption", "label"), [("金额单位：元", "资金总额"), ("", "资金总额（元）"), ("单位：万元", "资金总额（元）")]
)
def test_amounts_in_yuan_are_converted_exactly_and_told(caption: str, label: str) -> None:
    text = f"""
项目支出绩效目标表
（2025年度）
{caption}
项目名称→特困供养→→
{label}→3654001.07→其中：财政拨款→300万元
一级指标→二级指标→三级指标→指标值→权重
产出指标→成本指标→供养标准→≤1015元→90
"""
    (found,), _ = read(text)
    assert isinstance(found.form, ProjectForm)
    assert found.form.amount == Decimal("365.400107")
    assert found.form.funding == {"fiscal": 300}
    assert [str(one.target) for one in found.form.indicators()] == ["≤1015元"]
    assert found.notices == ["金额以元为单位，已换算成万元"]


def test_amounts_of_a_list_of_projects_follow_the_head() -> None:
    (first, _), _ = read(
        """
2026年项目支出绩效目标表
单位：元
单位名称→项目名称→预算金额→绩效目标→一级指标→二级指标→三级指标→指标值
石原镇政府→村级道路→1250000→硬化道路5公里→产出指标→数量指标→硬化道路→≥5公里
石原镇政府→饮水管网→380000→改造管网2公里→产出指标→数量指标→改造管网→≥2公里
"""
    )
    assert first.form.amount == 125
    assert first.notices


# --- years ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        ("（2025年度）", 2025),
        ("（ 2025 年 ）", 2025),
        ("（二〇二五年度）", 2025),
        ("预算年度：2025", 2025),
        ("（20 5年度）", None),
        ("（25年度）", None),
        ("", None),
    ],
)
def test_the_year_is_read_or_none(lines: str, year: int | None) -> None:
    (found,), _ = read(SMALL.format(weight="12").replace("（2025年度）", lines))
    assert found.year == year


def test_the_heading_of_the_document_says_the_year_of_a_form_that_does_not() -> None:
    text = "云原县水务局2026年部门预算公开\n\n" + SMALL.format(weight="12").replace("（2025年度）\n", "")
    (found,), _ = read(text)
    assert found.year == 2026
    assert any("2026" in notice for notice in found.notices)


# --- copied in part ---------------------------------------------------------------------------------------------------


def test_a_last_row_without_its_value_is_told() -> None:
    text = SMALL.format(weight="12").partition("→≥90%")[0] + "\n"
    (found,), _ = read(text)
    assert any("居民满意度" in notice and "9" in notice for notice in found.notices)
