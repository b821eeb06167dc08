"""Tables as people copy them: blanks or commas between cells, merged cells repeated, broken names. All is invented."""

from __future__ import annotations

import pytest

from importers.finding.repeats import without_repeats
from importers.readers.text import parse_text
from models.table import Table
from tests.importers.test_recognise import left, only_form, rows

WANTED = ["产出指标/数量指标/修补渔网 ≥40张", "产出指标/质量指标/合格率 =100%", "满意度指标/满意度指标/渔民满意度 ≥90%"]


def test_blanks_between_the_cells() -> None:
    text = """
渔网修补项目绩效目标表
(2026年)
项目名称 渔网修补
主管部门 岭海县渔业局 实施单位 岭海县渔业站
年度资金总额 8.5
年度目标 修补渔网40张, 保证出海。
一级指标 二级指标 三级指标 指标值 分值
产出指标 数量指标 修补渔网 ≥40张 50
产出指标 质量指标 合格率 =100% 30
满意度指标 满意度指标 渔民满意度 ≥90% 10
"""
    form = only_form(text)
    assert (form.name, str(form.amount), form.executing_unit) == ("渔网修补", "8.5", "岭海县渔业站")
    assert rows(form.goals[0]) == WANTED
    assert form.goals[0].statement == "修补渔网40张, 保证出海。"
    assert [str(one.weight) for one in form.indicators()] == ["50", "30", "10"]


@pytest.mark.parametrize("part", [",", ";"])
def test_commas_between_the_cells(part: str) -> None:
    text = """
项目支出绩效目标表
（2026年度）
项目名称→"渔网修补→岸上"→→→
年度资金总额→"1,208.50"→→→
一级指标→二级指标→三级指标→指标值→分值
产出指标→数量指标→修补渔网→≥40张→50
→质量指标→合格率→=100%→30
满意度指标→满意度指标→渔民满意度→≥90%→10
""".replace("→", part)
    form = only_form(text)
    assert (form.name, str(form.amount)) == (f"渔网修补{part}岸上", "1208.50")
    assert rows(form.goals[0]) == WANTED


REPEATED = """
项目支出绩效目标表→项目支出绩效目标表→项目支出绩效目标表→项目支出绩效目标表→项目支出绩效目标表→项目支出绩效目标表
项目名称→项目名称→渔网修补→渔网修补→渔网修补→渔网修补
项目资金（万元）→年度资金总额→8.5→8.5→8.5→8.5
总体目标→年度目标→年度目标→年度目标→年度目标→年度目标
总体目标→修补渔网。→修补渔网。→修补渔网。→修补渔网。→修补渔网。
绩效指标→一级指标→二级指标→三级指标→三级指标→指标值
绩效指标→产出指标→数量指标→修补渔网→修补渔网→≥40张
绩效指标→产出指标→质量指标→合格率→合格率→=100%
绩效指标→满意度指标→满意度指标→渔民满意度→渔民满意度→≥90%
"""


def test_merged_cells_repeated() -> None:
    form = only_form(REPEATED)
    assert (form.name, str(form.amount)) == ("渔网修补", "8.5")
    assert [(goal.period, goal.statement, rows(goal)) for goal in form.goals] == [("annual", "修补渔网。", WANTED)]
    assert left(REPEATED) == []


def test_equal_numbers_side_by_side_are_not_merged() -> None:
    text = """
项目支出绩效目标表
项目名称→项目名称→渔网修补→渔网修补→
一级指标→二级指标→三级指标→上年完成值→指标值
产出指标→数量指标→修补渔网→40张→40张
→质量指标→合格率→100%→100%
"""
    assert [str(one.target) for one in only_form(text).indicators()] == ["40张", "100%"]


@pytest.mark.parametrize("number", ["0.00", "2.88%", "—"])
def test_equal_numbers_under_two_heads_are_two_also_above_the_indicators(number: str) -> None:
    text = f"""
部门整体支出绩效目标表
单位名称→单位名称→渔政站→渔政站
收入总额→收入总额→收入总额→收入总额
资金来源→当年金额→2025年→2024年
财政拨款→{number}→{number}→8.00
其他资金→{number}→1.00→{number}
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→修补渔网→≥40张
"""
    [table] = [part for part in parse_text(text.replace("→", "\t")) if isinstance(part, Table)]
    table, _ = without_repeats(table)
    assert [cell.text for cell in table.cells if cell.text == number] == [number] * 4
    assert [cell.text for cell in table.cells].count("渔政站") == 1


def test_names_broken_over_lines_without_quotes() -> None:
    text = """
项目支出绩效目标表
（2026年度）
项目名称→渔网修补→→→
年度资金总额→8.5→→→
年度目标→1.修补渔网40张；
2.渔民满意。→→→
一级指标→二级指标→三级指标→指标值→分值
产出指标→数量指标→修补
渔网→≥40张→50
→质量指标→合格率→=100%→30
满意度
指标→满意度
指标→渔民
满意度→≥90%→10
"""
    form = only_form(text)
    assert rows(form.goals[0]) == WANTED
    assert form.goals[0].statement == "1.修补渔网40张；\n2.渔民满意。"


@pytest.mark.parametrize("adjusted", ["调整指标值", "全年（调整）指标值"])
def test_the_adjusted_value_counts_where_no_other_stands(adjusted: str) -> None:
    text = f"""
项目支出绩效目标表
项目名称→渔网修补→→→
指标名称→计量单位→年初指标值→{adjusted}→指标权重
修补渔网→张→→≥40→60
合格率→%→→=100→40
"""
    assert rows(only_form(text).goals[0]) == ["//修补渔网 ≥40张", "//合格率 =100%"]


def test_a_standard_beside_the_values_is_what_they_rest_on() -> None:
    text = """
项目支出绩效目标表
项目名称→渔网修补→→→
一级指标→二级指标→三级指标→指标值→绩效标准
产出指标→数量指标→修补渔网→≥40张→计划标准
→质量指标→合格率→=100%→历史标准
"""
    assert [(str(one.target), one.basis) for one in only_form(text).indicators()] == [
        ("≥40张", "计划标准"),
        ("=100%", "历史标准"),
    ]


def test_money_belongs_to_the_total_over_it() -> None:
    text = """
项目支出绩效目标表
项目名称→渔网修补→→
项目资金（元）→项目资金总额→900,000.00→年度资金申请总额→300,000.00
→其中：财政资金→900,000.00→其中：当年财政拨款→250,000.00
→→→上年结转资金→50,000.00
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→修补渔网→≥40张
"""
    form = only_form(text)
    assert (form.amount, form.total_amount) == (30, 90)
    assert form.funding == {"fiscal": 25, "carryover": 5}
    assert form.total_funding == {"fiscal": 90}


def test_one_cell_a_line_with_bars_between() -> None:
    cells = "项目名称→渔网修补→实施单位→岭海县渔业站→项目属性→→年度资金总额→8.5 万元→总体 目标→修补渔网，保证出海。"
    head = "绩效 指标→一级 指标→二级指标→三级指标→指标值"
    body = "产出 指标→数量指标→修补渔网→≥40张→质量指标→合格率→=100%→满意度 指标→满意度指标→渔民满意度→≥90%"
    text = "项目支出绩效目标申报表\n(2026 年度)\n" + f"{cells}→{head}→{body}".replace("→", "\n|\n") + "\n|\n"
    form = only_form(text)
    assert (form.name, form.executing_unit, str(form.amount)) == ("渔网修补", "岭海县渔业站", "8.5")
    assert [(goal.statement, rows(goal)) for goal in form.goals] == [("修补渔网，保证出海。", WANTED)]
    assert left(text) == []


@pytest.mark.parametrize("bar", [" | ", "|", "｜", " │ "])
def test_bars_between_the_cells_part_them_as_tabs_do(bar: str) -> None:
    """Also where blank cells lie between, and a head has blanks of its own or is no line of Markdown."""
    text = """项目支出绩效目标表
（2026年度）
项目名称→江堤养护→→→
年度资金总额→12→→→
一级指标→二级 指标→三级指标→指标值→权重
产出指标→数量指标→巡护河段→≥30处→50
→质量指标→隐患整改率→≥95%→10
""".replace("→", bar)
    form = only_form(text)
    assert rows(form.goals[0]) == ["产出指标/数量指标/巡护河段 ≥30处", "产出指标/质量指标/隐患整改率 ≥95%"]
    assert [str(one.weight) for one in form.indicators()] == ["50", "10"]
    assert (form.name, str(form.amount)) == ("江堤养护", "12")
    assert left(text) == []
