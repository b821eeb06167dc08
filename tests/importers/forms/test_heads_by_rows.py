"""Heads that say too little, and none: what the rows say tells. All is invented."""

from __future__ import annotations

import pytest

from importers.readers.html import read_html
from importers.recognise import recognise
from tests.importers.test_recognise import TEMPLATES, left, only_form, rows

FIRST = """
项目支出绩效目标申报表
项目名称→科技培育→→
绩效指标→二级指标→指标内容→指标值
产出指标→数量指标→新认定企业→120家
→→入库企业→400家
→质量指标→合规率→100%
效益指标→经济效益指标→营收增长率→8%以上
满意度指标→服务对象满意度指标→企业满意度→90%以上
"""


@pytest.mark.parametrize("lost", [False, True], ids=["columns kept", "blank cells lost"])
def test_first_levels_may_stand_under_the_word_for_all_indicators(*, lost: bool) -> None:
    text = "\n".join("→".join(filter(None, line.split("→"))) for line in FIRST.split("\n")) if lost else FIRST
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/新认定企业 120家",
        "产出指标/数量指标/入库企业 400家",
        "产出指标/质量指标/合规率 100%",
        "效益指标/经济效益指标/营收增长率 8%以上",
        "满意度指标/服务对象满意度指标/企业满意度 90%以上",
    ]
    assert left(text) == []


@pytest.mark.parametrize("second", ["", "数量指标→"])
def test_levels_with_lists_beside_them_need_no_head(second: str) -> None:
    text = f"""
项目绩效目标表
项目名称→消防改造
资金总额→450万元
年度绩效目标→消除隐患。
产出指标→{second}改造处数≥15处；验收合格率=100%；完工时间10月底前
满意度指标→{"服务对象满意度指标→" if second else ""}群众满意度≥90%
"""
    form = only_form(text)
    assert (form.name, str(form.amount), form.goals[0].statement) == ("消防改造", "450", "消除隐患。")
    first, last = ("数量指标", "服务对象满意度指标") if second else ("", "")
    assert rows(form.goals[0]) == [
        f"产出指标/{first}/改造处数 ≥15处",
        f"产出指标/{first}/验收合格率 =100%",
        f"产出指标/{first}/完工时间 10月底前",
        f"满意度指标/{last}/群众满意度 ≥90%",
    ]
    assert left(text) == []


LISTED = """<p>项目支出绩效目标公开表</p><table>
<tr><td rowspan=2>序号<td rowspan=2>单位名称<td rowspan=2>项目名称<td rowspan=2>资金来源<td rowspan=2>预算金额
<td rowspan=2>总体目标<td colspan=3>绩效指标</tr>
<tr><td>一级指标<td>三级指标<td>指标值</tr>
<tr><td>1<td>怒原县林业站<td>林地修复<td>一般公共预算<td>260<td>修复林地。<td>产出指标<td>修复面积<td>≥52亩</tr>
<tr><td>2<td>怒原县草原站<td>杂草防治<td>一般公共预算<td>75<td>防治杂草。<td>产出指标<td>防治面积<td>≥3万亩</tr></table>"""


def test_one_column_that_nobody_knows_makes_no_other_table_of_a_list() -> None:
    found, unplaced = recognise(read_html(LISTED).document, TEMPLATES)
    assert [(one.form.name, str(one.form.amount), one.form.unit_name) for one in found] == [
        ("林地修复", "260", "怒原县林业站"),
        ("杂草防治", "75", "怒原县草原站"),
    ]
    assert {one.text for one in unplaced} <= {"序号", "1", "2", "资金来源", "一般公共预算"}


TWO_UNDER_ONE = """<p>部门整体支出绩效目标表</p><table>
<tr><td>部门名称<td colspan=4>怒原县档案馆</tr><tr><td>部门年度总体目标<td colspan=4>做好接收利用。</tr>
<tr><td>指标类别<td colspan=2>指标内容<td>目标值<td>权重</tr>
<tr><td rowspan=2>产出指标<td>数量指标<td>接收档案<td>≥2.1万卷<td>30</tr>
<tr><td>质量指标<td>完好率<td>≥99%<td>20</tr>
<tr><td>效益指标<td>社会效益指标<td>查阅人次<td>≥3600人次<td>30</tr></table>"""


def test_columns_behind_a_head_over_two_stay_where_they_are() -> None:
    (found,), unplaced = recognise(read_html(TWO_UNDER_ONE).document, TEMPLATES)
    assert found.form.goals[0].statement == "做好接收利用。"
    assert rows(found.form.goals[0]) == [
        "产出指标/数量指标/接收档案 ≥2.1万卷",
        "产出指标/质量指标/完好率 ≥99%",
        "效益指标/社会效益指标/查阅人次 ≥3600人次",
    ]
    assert [str(one.weight) for one in found.form.indicators()] == ["30", "20", "30"]
    assert unplaced == []


def test_kinds_of_indicators_over_two_levels_whose_blanks_are_lost() -> None:
    text = """
专项资金绩效目标申报表
资金名称→木耳扶持
绩效指标类型→指标名称→年度指标值→指标权重
产出指标→数量指标→菌包数量→1200万袋→30
质量指标→成品率→≥97%→20
效益指标→经济效益指标→户均增收→≥6000元→30
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/菌包数量 1200万袋",
        "产出指标/质量指标/成品率 ≥97%",
        "效益指标/经济效益指标/户均增收 ≥6000元",
    ]
