"""Tables of indicators on their side, side by side with levels of their own, under bands, and with quarters beside."""

from __future__ import annotations

from typing import Any

import pytest

from importers import recognise as recognising
from importers.finding.poured_cells import poured_out
from importers.readers.html import read_html
from importers.recognise import recognise
from tests.importers.test_recognise import TEMPLATES, left, only_form, read, rows

LYING = """
重点项目绩效目标简表（2026年）
项目→执法能力建设
预算（万元）→215
目标→禁捕水域监控全覆盖。
一级指标→产出指标→→→效益指标
二级指标→数量指标→→质量指标→生态效益指标
三级指标→购置船艇→监控点位→设备合格率→案件下降率
指标值→2艘→≥26个→100%→≥15%
分值→20→20→10→30
"""
UPRIGHT = [
    "产出指标/数量指标/购置船艇 2艘",
    "产出指标/数量指标/监控点位 ≥26个",
    "产出指标/质量指标/设备合格率 100%",
    "效益指标/生态效益指标/案件下降率 ≥15%",
]


def page(text: str) -> tuple[Any, list[str]]:
    """The only form of a web page, and what found no place."""
    (found,), unplaced = recognise(read_html(text).document, TEMPLATES)
    return found.form, [one.text for one in unplaced]


def test_indicators_in_columns_become_rows() -> None:
    form = only_form(LYING)
    assert (form.name, form.amount, form.goals[0].statement) == ("执法能力建设", 215, "禁捕水域监控全覆盖。")
    assert rows(form.goals[0]) == UPRIGHT
    assert [one.weight for one in form.indicators()] == [20, 20, 10, 30]
    assert left(LYING) == []


def test_a_label_beside_such_rows_is_a_head() -> None:
    text = LYING.replace("一级指标→", "绩效指标→一级指标→")
    for head in ("二级指标", "三级指标", "指标值", "分值"):
        text = text.replace(f"\n{head}→", f"\n→{head}→")
    assert rows(only_form(text).goals[0]) == UPRIGHT
    assert left(text) == []


def test_what_lies_below_other_rows_without_values_is_no_such_table() -> None:
    text = "\n".join(line for line in LYING.splitlines() if not line.startswith("指标值"))
    assert read(text)[0] == []


SIDES = """
专项资金项目绩效目标表
项目名称→一事一议
产出指标→→→→效益指标→→→
二级指标→三级指标→目标值→分值→二级指标→三级指标→目标值→分值
数量指标→修建里程→6.5公里→20→社会效益指标→受益人口→≥2300人→15
→路灯数量→≥40盏→5→生态效益指标→扬尘投诉→≤3起→10
质量指标→验收合格率→100%→15→→裸土覆盖率→100%→5
"""


def test_levels_beside_the_names_of_each_side_are_that_sides() -> None:
    form = only_form(SIDES)
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/修建里程 6.5公里",
        "产出指标/数量指标/路灯数量 ≥40盏",
        "产出指标/质量指标/验收合格率 100%",
        "效益指标/社会效益指标/受益人口 ≥2300人",
        "效益指标/生态效益指标/扬尘投诉 ≤3起",
        "效益指标/生态效益指标/裸土覆盖率 100%",
    ]
    assert [one.weight for one in form.indicators()] == [20, 5, 15, 15, 10, 5]
    assert left(SIDES) == []


BANDS = """
项目预算绩效目标信息表
项目名称→公共卫生服务
指标名称→指标解释→指标值→评分权重
一、产出指标（50分）
1.数量指标
建档率→建档人数比常住人口→≥92%→50
二、效益指标（30分）
1.社会效益指标
服务差距→定性→不断缩小→30
三、满意度指标（20分）
1.服务对象满意度指标
居民满意度→抽样调查→≥80%→20
"""


def test_bands_with_numbers_and_points_are_levels_over_the_rows_below() -> None:
    form = only_form(BANDS)
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/建档率 ≥92%",
        "效益指标/社会效益指标/服务差距 不断缩小",
        "满意度指标/服务对象满意度指标/居民满意度 ≥80%",
    ]
    assert [one.weight for one in form.indicators()] == [50, 30, 20]
    assert any("分值是下面各项的合计" in one for one in read(BANDS)[0][0].notices)


QUARTERS = """
<p>项目支出绩效目标计划表</p><table>
<tr><td>项目名称<td colspan=5>困难救助</tr>
<tr><td colspan=3>绩效指标<td rowspan=2>{whole}<td>{first}<td>{second}</tr>
<tr><td>一级<td>二级<td>三级<td>{below}<td>{below}</tr>
<tr><td>产出<td>数量<td>救助人次<td>≥4200人次<td>900<td>1100</tr>
<tr><td>产出<td>质量<td>认定准确率<td>≥99%<td>98%<td>99%</tr>
<tr><td>产出<td>时效<td>发放及时率<td>100%<td>95%<td>100%</tr>
</table>
"""


@pytest.mark.parametrize(
    ("whole", "first", "second", "below"),
    [
        ("全年目标值", "一季度", "二季度", "计划"),
        ("指标值", "一季度", "二季度", "目标值"),
        ("年度指标值", "上半年", "下半年", "指标值"),
    ],
)
def test_a_head_that_goes_on_beside_the_levels_holds_the_years_values(
    whole: str, first: str, second: str, below: str
) -> None:
    form, unplaced = page(QUARTERS.format(whole=whole, first=first, second=second, below=below))
    assert [str(one.target) for one in form.indicators()] == ["≥4200人次", "≥99%", "100%"]
    values = ["900", "1100", "98%", "99%", "95%", "100%"]
    assert [one for one in unplaced if one != below] == [first, second, *values]


HEADLESS = """
项目支出绩效目标表
（2026年度）
产出指标→质量指标→修补合格率→≥95%→20
→时效指标→完工时间→12月底前→10
效益指标→社会效益指标→受益村庄→≥9个→20
满意度指标→服务对象满意度指标→村民满意度→≥90%→10
填报人：林茂→填报人：林茂
→联系电话：5551234
"""


def test_rows_of_levels_with_values_are_no_head_of_columns() -> None:
    """Two levels stand side by side in them, and names of persons below; the head of the table was lost."""
    form = only_form(HEADLESS)
    assert form.filler == "林茂"
    assert rows(form.goals[0])[2:] == [
        "效益指标/社会效益指标/受益村庄 ≥9个",
        "满意度指标/服务对象满意度指标/村民满意度 ≥90%",
    ]


def test_cells_that_fall_out_where_tables_are_put_upright_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the steps before the reading make of the rows."""
    monkeypatch.setattr(recognising, "poured_out", lambda lines, levels: poured_out(lines, levels)[:-1])
    _, unplaced = read(LYING)
    assert {"案件下降率", "≥15%", "30"} <= {one.text for one in unplaced}
