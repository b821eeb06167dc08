"""What stands around rows of indicators and between them: lists of costs, heads said again, dots, other levels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importers.readers.html import read_html
from importers.recognise import recognise
from tests.importers.test_recognise import TEMPLATES, left, only_form, read, rows

ROWS = """
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→购置台数→18台
→质量指标→验收合格率→100%
满意度指标→满意度指标→患者满意度→≥93%
"""
NAMES = ["购置台数", "验收合格率", "患者满意度"]
COSTS = """
费用明细→设备名称→数量→金额（{unit}）
→呼吸机→4→130
→监护仪→12→38.4
→合计→→{whole}
"""


def form(*parts: str) -> str:
    return "医院专项支出绩效目标申报表\n项目名称→设备购置→→\n" + "".join(part.lstrip("\n") for part in parts)


def names(text: str) -> list[str]:
    return [one.name for one in only_form(text).indicators()]


@pytest.mark.parametrize(("unit", "amount"), [("万元", "168.4"), ("元", "0.01684")])
def test_the_sum_of_the_only_list_of_costs_is_the_amount_where_none_is_named(unit: str, amount: str) -> None:
    text = form(COSTS.format(unit=unit, whole="168.4"), ROWS)
    assert only_form(text).amount == Decimal(amount)
    assert any("支出明细的合计" in told for told in read(text)[0][0].notices)
    assert "168.4" not in left(text)
    assert {"130", "38.4", "呼吸机"} <= set(left(text))


@pytest.mark.parametrize("said", ["", "预算金额（万元）→90→→\n"])
def test_a_sum_that_does_not_add_up_or_beside_a_named_amount_is_listed(said: str) -> None:
    text = form(said, COSTS.format(unit="万元", whole="168.4" if said else "170"), ROWS)
    assert only_form(text).amount == (90 if said else None)
    assert ("168.4" if said else "170") in left(text)


def test_a_list_of_costs_below_the_indicators_is_none_of_them() -> None:
    text = form(ROWS, "支出明细→→→\n支出内容→数量→单价→金额（元）\n展板→24→300→7200\n手册→5000→2→10000\n总计→→→17200\n")
    assert names(text) == NAMES
    assert only_form(text).amount == Decimal("1.72")
    assert {"展板", "7200", "手册", "支出明细"} <= set(left(text))


AGAIN = """<table>
<tr><td>项目名称<td colspan=4>库房改造</tr>
<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值<td>指标解释</tr>
<tr><td rowspan=2>产出指标<td>数量指标<td>改造面积<td>≥1800平方米<td>按竣工图</tr>
<tr><td>质量指标<td>温湿度达标<td>≥98%<td>全年监测中达到</tr>
<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值<td>指标解释</tr>
<tr><td><td><td>时长占比<td><td>要求的时长比例</tr>
<tr><td><td>时效指标<td>改造工期<td>≤180天<td>自开工起</tr>
</table>"""


def test_below_a_head_said_again_a_row_and_its_levels_go_on() -> None:
    (found,), unplaced = recognise(read_html(AGAIN).document, TEMPLATES)
    assert rows(found.form.goals[0]) == [
        "产出指标/数量指标/改造面积 ≥1800平方米",
        "产出指标/质量指标/温湿度达标时长占比 ≥98%",
        "产出指标/时效指标/改造工期 ≤180天",
    ]
    assert [one.description for one in found.form.indicators()][1] == "全年监测中达到要求的时长比例"
    assert unplaced == []


def test_below_a_head_said_again_a_row_with_a_value_is_its_own() -> None:
    own = AGAIN.replace("<td>时长占比<td><td>", "<td>库房数量<td>3间<td>")
    (found,), _ = recognise(read_html(own).document, TEMPLATES)
    assert [one.name for one in found.form.indicators()] == ["改造面积", "温湿度达标", "库房数量", "改造工期"]


DOTS = """
年度绩效指标→一级指标→二级指标→指标内容→指标值
→产出指标→数量指标→滴灌面积→2000亩
→→质量指标→管网完好率→≥98%
→→…→→
→效益指标→经济效益指标→亩均增收→≥300元
→…→→→
"""


@pytest.mark.parametrize("lost", [False, True], ids=["kept", "lost"])
def test_rows_of_dots_are_nothing(lost: bool) -> None:
    text = "\n".join("→".join(filter(None, line.split("→"))) for line in DOTS.splitlines()) if lost else DOTS
    form_read = only_form(form(text))
    assert [one.name for one in form_read.indicators()] == ["滴灌面积", "管网完好率", "亩均增收"]
    assert [one.name for one in form_read.goals[0].dimensions] == ["产出指标", "效益指标"]


def test_levels_may_stand_under_the_word_for_goals() -> None:
    text = form(
        "绩效目标→指标内容→指标值→权重\n数量目标→演练次数→4次→40\n质量目标→评审通过率→100%→40\n满意度→单位满意度→≥90%→20\n"
    )
    form_read = only_form(text)
    assert [(one.name, one.weight) for one in form_read.indicators()] == [
        ("演练次数", 40),
        ("评审通过率", 40),
        ("单位满意度", 20),
    ]
    assert [goal.statement for goal in form_read.goals] == [""]
    assert left(text) == []


@pytest.mark.parametrize("head", ["指标→→→单位→2026年目标值", "绩效指标→→→单位→目标值"])
def test_a_head_over_three_columns_holds_levels_that_nobody_knows(head: str) -> None:
    text = form(f"{head}\n收支类→规模→参保人数→万人→≥1480\n→→领取人数→万人→≥612\n服务类→时限→每月发放日→日→15日前\n")
    assert rows(only_form(text).goals[0]) == [
        "收支类/规模/参保人数 ≥1480万人",
        "收支类/规模/领取人数 ≥612万人",
        "服务类/时限/每月发放日 15日前",
    ]


def test_the_unit_in_a_label_counts_where_label_and_amount_share_a_cell() -> None:
    text = form("申报金额（元）：864000→→→\n", ROWS)
    assert only_form(text).amount == Decimal("86.4")
