"""Tables whose 一级指标 stand side by side, that have no head, or both levels in one cell. All is invented."""

from __future__ import annotations

import pytest

from importers.readers.html import read_html
from importers.recognise import recognise
from tests.importers.test_recognise import TEMPLATES, forms_in, left, only_form, read, rows


def _lost(text: str) -> str:
    return "\n".join("→".join(filter(None, line.split("→"))) for line in text.split("\n"))


SIDEWAYS = """
预算项目支出绩效目标表
项目编码→项目名称→项目金额→→绩效目标→绩效指标→→→→→→→备注
→→资金总额→财政性资金→→成本指标→→产出指标→→→满意度指标→→
→→→→→三级指标→指标值→三级指标→指标值→权重→三级指标→指标值→
035→怒原县水务局→168→168→→→→→→→→→
1001→饮水工程→120→120→管网畅通。→总成本→≤120万元→管网长度→≥38公里→20→用水户满意度→≥92%→续建
→→→→→→→合格率→≥98%→30→→→
1002→河长制→48→48→落实河长制。→补助标准→≤1200元→巡河次数→≥400次→50→群众满意度→≥90%→新增
"""


def test_levels_side_by_side_become_rows_below_each_other() -> None:
    first, second = forms_in(SIDEWAYS)
    assert (first.name, str(first.amount), first.goals[0].statement) == ("饮水工程", "120", "管网畅通。")
    assert rows(first.goals[0]) == [
        "成本指标//总成本 ≤120万元",
        "产出指标//管网长度 ≥38公里",
        "产出指标//合格率 ≥98%",
        "满意度指标//用水户满意度 ≥92%",
    ]
    assert [str(one.weight or "") for one in first.indicators()] == ["", "20", "30", ""]
    assert (second.name, second.unit_name, str(second.amount)) == ("河长制", "怒原县水务局", "48")
    assert rows(second.goals[0])[1] == "产出指标//巡河次数 ≥400次"
    assert set(left(SIDEWAYS)) <= {"035", "168"}


def test_both_levels_over_the_names() -> None:
    text = """
项目支出绩效目标表
项目名称→管网维修→→→→
产出指标→→→→效益指标→
数量指标→→质量指标→→社会效益指标→
指标名称→指标值→指标名称→指标值→指标名称→指标值
管网长度→≥38公里→合格率→≥98%→受益人口→≥2万人
检修井→≥20座→→→→
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/管网长度 ≥38公里",
        "产出指标/数量指标/检修井 ≥20座",
        "产出指标/质量指标/合格率 ≥98%",
        "效益指标/社会效益指标/受益人口 ≥2万人",
    ]
    assert left(text) == []


HEADLESS = """
项目支出绩效目标表
项目名称→→草原鼠害防治→→
预算金额→→96万元→→
{beside}产出指标→数量指标→防治面积→≥150万亩→{first}
→{gap}质量指标→防治效果→≥85%→30
→{gap}时效指标→完成时间→9月底前→20
效益指标→{gap}生态效益指标→植被恢复→明显改善→20
满意度指标→{gap}服务对象满意度指标→牧民满意度→≥90%→10
"""


@pytest.mark.parametrize("beside", ["", "绩效指标→"])
@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
def test_a_table_without_a_head_is_known_by_its_levels(beside: str, *, lost: bool) -> None:
    text = HEADLESS.format(beside=beside, first="20", gap="")
    if beside:
        text = text.replace("\n效益", "\n→效益").replace("\n满意", "\n→满意").replace("\n→质", "\n→→质")
        text = text.replace("\n→时", "\n→→时")
    text = _lost(text) if lost else text
    (found,), unplaced = read(text)
    assert rows(found.form.goals[0]) == [
        "产出指标/数量指标/防治面积 ≥150万亩",
        "产出指标/质量指标/防治效果 ≥85%",
        "产出指标/时效指标/完成时间 9月底前",
        "效益指标/生态效益指标/植被恢复 明显改善",
        "满意度指标/服务对象满意度指标/牧民满意度 ≥90%",
    ]
    assert [str(one.weight) for one in found.form.indicators()] == ["20", "30", "20", "20", "10"]
    assert any("没有表头" in notice for notice in found.notices)
    assert unplaced == []


def test_a_table_without_a_head_may_have_one_level() -> None:
    text = """
项目支出绩效目标表
项目名称→草原鼠害防治→
产出指标→防治面积→≥150万亩
→防治效果→≥85%
满意度指标→牧民满意度→≥90%
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标//防治面积 ≥150万亩",
        "产出指标//防治效果 ≥85%",
        "满意度指标//牧民满意度 ≥90%",
    ]


BOTH = """
项目绩效目标批复表
项目名称→易地搬迁扶持→→→
{head}→指标名称→指标值→分值→数据来源
产出指标{sign}数量指标→帮扶车间→≥4个→20→验收报告
产出指标{sign}质量指标→合格率→100%→30→验收报告
满意度指标{sign}服务对象满意度指标→群众满意度→≥90%→10→问卷
"""


@pytest.mark.parametrize("sign", ["-", "—", "/", "→"])
@pytest.mark.parametrize("head", ["指标类型", "一级指标", "指标归类"])
def test_both_levels_in_one_cell_are_two(head: str, sign: str) -> None:
    text = BOTH.format(head=head, sign=sign if sign != "→" else " > ")
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/帮扶车间 ≥4个",
        "产出指标/质量指标/合格率 100%",
        "满意度指标/服务对象满意度指标/群众满意度 ≥90%",
    ]
    assert left(text) == ([] if head != "指标归类" else [head])


PAGE = """<p>项目支出绩效目标表</p><table>
<tr><td>项目名称<td colspan=5>农村公路养护</tr>
<tr><td>一级指标<td>二级指标<td>三级指标<td>计算符<td>指标值<td>分值</tr>
<tr><td>产出指标<td>数量指标<td>养护里程<td>≥<td>1860公里<td>20</tr>
<tr><td><td><td>养护桥梁<td>≥<td>12座<td>20</tr>
<tr><td><td>质量指标<td>优良路率<td>≥<td>85%<td>10</tr>
<tr><td>效益指标<td>社会效益指标<td>通行能力<td>文字描述<td>有所提升<td>20</tr></table>"""


def test_a_level_is_said_once_where_nobody_merged_cells() -> None:
    (found,), unplaced = recognise(read_html(PAGE).document, TEMPLATES)
    assert rows(found.form.goals[0]) == [
        "产出指标/数量指标/养护里程 ≥1860公里",
        "产出指标/数量指标/养护桥梁 ≥12座",
        "产出指标/质量指标/优良路率 ≥85%",
        "效益指标/社会效益指标/通行能力 有所提升",
    ]
    assert unplaced == []


def test_a_blank_cell_beside_merged_ones_is_a_level_of_its_own() -> None:
    page = PAGE.replace("<td>产出指标<td>", "<td rowspan=2>产出指标<td>").replace("<tr><td><td><td>", "<tr><td><td>")
    (found,), _ = recognise(read_html(page).document, TEMPLATES)
    assert rows(found.form.goals[0])[2] == "/质量指标/优良路率 ≥85%"
