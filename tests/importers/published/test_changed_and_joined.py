"""Forms that change what was approved; labels in two cells; levels and names under one head."""

from __future__ import annotations

import pytest

from tests.importers.published.test_labels_put_together import form_of
from tests.importers.published.test_lying_tables import page
from tests.importers.test_recognise import left, only_form, rows

CHANGED = """
项目绩效目标调整表
项目名称→示范带建设
资金（万元）→调整前→320→调整后→285
绩效目标→调整前→建设12公里。
→调整后→建设10公里。
一级指标→二级指标→三级指标→调整前指标值→调整后指标值
产出指标→数量指标→建设长度→12公里→10公里
产出指标→质量指标→合格率→98%→100%
"""


def test_what_stands_behind_the_word_for_after_is_taken_and_the_other_is_listed() -> None:
    form = only_form(CHANGED)
    assert (form.amount, [one.statement for one in form.goals]) == (285, ["建设10公里。"])
    assert [str(one.target) for one in form.indicators()] == ["10公里", "100%"]
    assert left(CHANGED) == ["调整前", "320", "调整前", "建设12公里。", "调整前指标值", "12公里", "98%"]


def test_words_of_a_change_beside_no_field_say_nothing() -> None:
    form, unplaced = form_of("存放楼层→调整前→三楼→调整后→五楼")
    assert form.amount is None
    assert unplaced == ["存放楼层", "调整前", "三楼", "调整后", "五楼"]


@pytest.mark.parametrize("label", ["资金→总额", "预算→总额"])
def test_a_label_in_two_cells_is_one(label: str) -> None:
    form, unplaced = form_of(f"{label}→45.8→财政资金→40")
    assert (str(form.amount), str(form.funding["fiscal"]), unplaced) == ("45.8", "40", [])


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [("单位→青石县融媒体中心", "unit_name", "青石县融媒体中心"), ("资金→45.8万元", "amount", "45.8")],
)
def test_bare_words_with_one_value_are_labels(row: str, field: str, value: str) -> None:
    form, unplaced = form_of(row)
    assert (str(getattr(form, field)), unplaced) == (value, [])


@pytest.mark.parametrize("row", ["单位→万元", "单位→个", "资金→自筹"])
def test_bare_words_with_something_else_are_none(row: str) -> None:
    form, _ = form_of(row)
    assert (form.unit_name, form.amount) == ("", None)


BOTH = """
<p>项目支出绩效目标表</p><table><tr><td>项目名称<td colspan=3>应急广播</tr>
<tr><td>年度绩效目标<td colspan=3>{goal}</tr>
<tr><td colspan=2>指标<td>指标值<td>分值</tr>
<tr><td>产出指标<br>数量指标<td>维护终端<td>≥1260个<td>60</tr>
<tr><td>产出指标<br>质量指标<td>在线率<td>≥95%<td>30</tr>
<tr><td>满意度指标<br>服务对象满意度指标<td>村民满意度<td>≥90%<td>10</tr></table>
"""


def test_both_levels_and_the_names_stand_under_one_head() -> None:
    form, unplaced = page(BOTH.format(goal="终端在线率95%以上。"))
    assert form.goals[0].statement == "终端在线率95%以上。"
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/维护终端 ≥1260个",
        "产出指标/质量指标/在线率 ≥95%",
        "满意度指标/服务对象满意度指标/村民满意度 ≥90%",
    ]
    assert unplaced == []
