"""Columns of tables whose heads say less than their rows: grades, levels under other words, money of the last years."""

from __future__ import annotations

import pytest

from importers.readers.html import read_html
from importers.recognise import recognise
from models.forms import ProjectForm
from models.values import FundingSource
from tests.importers.test_recognise import TEMPLATES, left, only_form, read, rows

ACTIVITIES = """
部门职责工作活动绩效目标表
职责活动→年度预算数→内容描述→绩效目标→绩效指标→评价标准→→→
→→→→→优→良→中→差
接收管理→86.40→→→→→→→
1.接收进馆→52.00→接收到期档案→应收尽收→接收完成率→≥98%→≥95%→≥90%→<90%
→→→→接收卷数→≥8000卷→≥7000卷→≥6000卷→<6000卷
2.查档服务→34.40→提供查档→方便群众→查档满意度→≥95%→≥90%→≥85%→<85%
"""
GRADED = [("接收完成率", "≥98%"), ("接收卷数", "≥8000卷"), ("查档满意度", "≥95%")]


def lost(text: str) -> str:
    """The text without its blank cells."""
    return "\n".join("→".join(filter(None, line.split("→"))) for line in text.splitlines())


@pytest.mark.parametrize("source", [ACTIVITIES, lost(ACTIVITIES)], ids=["kept", "lost"])
def test_the_best_grade_is_the_value_and_the_others_are_listed(source: str) -> None:
    said = [(one.name, str(one.target)) for one in only_form(source).indicators()]
    assert said == GRADED
    assert {"接收管理", "86.40", "≥95%", "<85%", "良", "差", "1.接收进馆"} <= set(left(source))


def test_grades_stand_over_columns_between_others() -> None:
    text = """
部门名称→某县统计局
绩效指标名称→分值→评价标准→→→备注
→→优秀→良好→合格→
报表及时率→30→≥99%→≥97%→≥95%→抽查
抽查差错率→40→≤1%→≤2%→≤3%→
分析篇数→30→≥48篇→≥40篇→≥30篇→
"""
    said = [(one.name, str(one.target), one.weight, one.remark) for one in only_form(text).indicators()]
    assert said[0] == ("报表及时率", "≥99%", 30, "抽查")
    assert [one[:3] for one in said[1:]] == [("抽查差错率", "≤1%", 40), ("分析篇数", "≥48篇", 30)]


OTHER_WORDS = """
专项绩效目标申报表
项目名称→签约服务→资金总额→63
项目总体绩效目标（长期目标）→服务关系稳定。→→
年度目标→签约居民过三万。→→
评价内容→绩效内容→参考标准→绩效目标值→权重
投入→时效目标→资金到位及时率→100%→20
→成本目标→人均服务成本→≤21元→30
产出→数量目标→签约居民人数→≥30000人→50
"""
UNDER = ["投入/时效目标/资金到位及时率 100%", "投入/成本目标/人均服务成本 ≤21元", "产出/数量目标/签约居民人数 ≥30000人"]


def page(text: str) -> str:
    """The text as a web page, blank cells merged with those above."""
    lines = [line.split("→") for line in text.strip().splitlines()]
    cells = "<tr>".join("".join(f"<td>{cell}" for cell in line) for line in lines)
    return f"<table><tr>{cells}</table>".replace("<td>投入<", "<td rowspan=2>投入<").replace("<tr><td><", "<tr><")


def test_names_that_are_nothing_but_levels_are_levels() -> None:
    form = only_form(OTHER_WORDS)
    assert rows(form.goals_of("annual")[0]) == UNDER
    assert [one.statement for one in form.goals_of("long_term")] == ["服务关系稳定。"]
    assert [one.weight for one in form.indicators()] == [20, 30, 50]


def test_no_column_is_made_up_where_every_cell_has_a_head_of_its_own() -> None:
    (found,), unplaced = recognise(read_html(page(OTHER_WORDS)).document, TEMPLATES)
    assert rows(found.form.goals_of("annual")[0]) == UNDER
    assert [one.weight for one in found.form.indicators()] == [20, 30, 50]
    assert unplaced == []


def test_what_is_called_names_and_holds_them_stays_names() -> None:
    form = only_form(OTHER_WORDS.replace("时效目标", "到位时间").replace("绩效内容→参考标准", "指标名称→指标说明"))
    assert next(form.indicators()).name == "到位时间"


MONEY = """
项目支出绩效目标表
项目名称→流动图书车→→
资金构成→{heads}
合计→{sums}
财政拨款→{fiscal}
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→服务次数→≥240次
"""


@pytest.mark.parametrize(
    ("heads", "sums", "fiscal"),
    [
        ("上年度预算安排→上年度实际执行→本年度申请金额", "35→34.2→48", "30→29.2→40"),
        ("本年预算数→上年预算数→前年决算金额", "48→35→28", "40→30→20"),
    ],
)
def test_of_this_years_money_and_the_last_years_this_years_is_taken(heads: str, sums: str, fiscal: str) -> None:
    text = MONEY.format(heads=heads, sums=sums, fiscal=fiscal)
    form = only_form(text)
    assert isinstance(form, ProjectForm)
    assert (form.amount, form.funding[FundingSource.FISCAL]) == (48, 40)
    assert {"35", "30"} <= set(left(text))


def test_a_row_of_money_without_its_blank_cells_is_told_from_the_right() -> None:
    text = """
项目支出绩效目标表
项目名称→流动图书车
资金情况→资金来源→项目→上年度预算安排→本年度申请金额
合计→35→48
财政拨款→30→40
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→服务次数→≥240次
"""
    form = only_form(text)
    assert isinstance(form, ProjectForm)
    assert (form.amount, form.funding[FundingSource.FISCAL]) == (48, 40)


BESIDE = """
项目支出绩效目标申报表
项目名称→防汛物资→金额（万元）→44
绩效指标→三级指标→指标值→分值
→储备袋数→≥20万条→40
→物资完好率→≥98%→30
→调运时限→≤2小时→30
保障措施→按物资管理办法执行→→
其他事项→无→→
"""


def test_a_label_where_the_one_beside_all_rows_stands_begins_no_indicator() -> None:
    form = only_form(BESIDE)
    assert (form.amount, [one.name for one in form.indicators()]) == (44, ["储备袋数", "物资完好率", "调运时限"])
    assert left(BESIDE) == ["保障措施", "按物资管理办法执行", "其他事项", "无"]


def test_last_years_level_is_history_and_this_years_the_value() -> None:
    text = """
2026年项目支出绩效目标申报表
项目名称→流动图书车→→→
绩效指标→指标名称→→上年度实际水平→本年度计划水平→指标内容/计算公式
→二级指标→三级指标→→→
→完成程度→服务次数→180次→≥240次→按出车记录
→实施效益→新增读者→1900人→≥2600人→新办证人数
"""
    (one, other) = only_form(text).indicators()
    assert (str(one.target), one.history, one.description) == ("≥240次", {"2025": "180次"}, "按出车记录")
    assert (other.name, str(other.target)) == ("新增读者", "≥2600人")
    assert len(read(text)[0]) == 1
