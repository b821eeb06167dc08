"""Merged cells that were copied once for every cell they cover, and lists beside a label: what is said once is read
once, and the head of a list is nobody's value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.importers.test_recognise import left, only_form, read

MERGED = """
州级部门预算项目绩效目标申报表
项目基本情况→项目名称→图书车运行→图书车运行→项目类别→经常性项目
项目基本情况→立项依据→惠民实施方案。→惠民实施方案。→惠民实施方案。→惠民实施方案。
项目绩效目标→长期目标→覆盖全州。→覆盖全州。→覆盖全州。→覆盖全州。
项目绩效目标→年度目标→流动服务192场次。→流动服务192场次。→流动服务192场次。→流动服务192场次。
绩效指标→一级指标→二级指标→三级指标→指标值→指标值说明
绩效指标→产出→数量→流动服务场次→192场次→按月
绩效指标→产出→数量→借阅册次→24000册次→按月
"""


def test_a_label_repeated_down_its_column_tells_that_merged_cells_were_repeated() -> None:
    form = only_form(MERGED)
    assert (form.name, form.basis) == ("图书车运行", "惠民实施方案。")
    assert [(goal.period, goal.statement) for goal in form.goals] == [
        ("long_term", "覆盖全州。"),
        ("annual", "流动服务192场次。"),
    ]
    assert left(MERGED) == []
    assert {one.description for one in form.indicators()} == {"按月"}


@pytest.mark.parametrize("beside", ["项目基本情况", "甲部分"])
def test_words_repeated_before_labels_tell_it_too(beside: str) -> None:
    text = f"""
项目绩效目标表
{beside}→项目名称→图书车运行→图书车运行
{beside}→立项依据→惠民实施方案。→惠民实施方案。
一级指标→二级指标→三级指标→指标值
产出→数量→流动服务场次→192场次
"""
    assert only_form(text).basis == "惠民实施方案。"
    assert left(text) == ([] if beside == "项目基本情况" else [beside, beside])


def test_equal_texts_side_by_side_without_any_repeated_label_are_two() -> None:
    text = """
项目支出绩效目标表
项目名称→图书车运行
主管部门→县图书馆→实施单位→县图书馆
立项依据→惠民方案→惠民方案
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→流动服务场次→192场次
"""
    assert left(text) == ["惠民方案"]


@pytest.mark.parametrize("label", ["实施计划", "立项依据", "实施进度计划"])
def test_the_head_of_a_list_beside_a_label_is_not_what_the_label_asks_for(label: str) -> None:
    text = f"""
项目支出绩效目标申报书
项目名称→管网普查
{label}→序号→工作内容→开始时间
→1→招标采购→2026年1月
→2→现场普查→2026年4月
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→普查长度→≥260公里
"""
    form = only_form(text)
    assert (form.plan, form.basis) == ("", "")
    assert left(text) == ["序号", "工作内容", "开始时间", "1", "招标采购", "2026年1月", "2", "现场普查", "2026年4月"]


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ("申报理由→管网资料缺失。", "basis", "管网资料缺失。"),
        ("牵头部门→市人社局", "supervising_unit", "市人社局"),
        ("实施主体→石桥镇政府", "executing_unit", "石桥镇政府"),
        ("项目申请金额→210万元", "amount", 210),
        ("总投资（万元）→88", "amount", 88),
        ("金额：56.5", "amount", Decimal("56.5")),
        ("金额：56.5万元", "amount", Decimal("56.5")),
        ("政策资金规模（万元）→总规模→3600→本年规模→1200", "amount", 1200),
        ("政策资金规模（万元）→总规模→3600→本年规模→1200", "total_amount", 3600),
    ],
)
def test_labels_of_application_forms_are_fields(row: str, field: str, value: object) -> None:
    text = f"""
项目支出绩效目标申报书
项目名称→管网普查
{row}
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→普查长度→≥260公里
"""
    assert getattr(read(text)[0][0].form, field) == value
    assert left(text) == []


def test_the_unit_of_money_is_no_amount() -> None:
    text = """
项目支出绩效目标申报书
项目名称→管网普查
金额：万元
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→普查长度→≥260公里
"""
    assert only_form(text).amount is None


def test_a_goal_longer_than_any_cell_can_hold_is_left_and_listed() -> None:
    text = f"""
项目支出绩效目标表
总体目标→年度目标
{"长" * 32_768}→普查管网。
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→普查长度→≥260公里
"""
    assert [goal.statement for goal in only_form(text).goals if goal.statement] == ["普查管网。"]
    assert [len(one) for one in left(text)] == [32_768]
