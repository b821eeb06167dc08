"""Labels that nobody listed but that are put together of known parts, a bare 项目, and money by level of government."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from importers.readers.text import parse_text
from importers.recognise import recognise
from importers.words.vocabulary import word_of
from tests.importers.test_recognise import TEMPLATES, forms_in, left, only_form, read

TABLE = """
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→普查长度→≥260公里
"""


def form_of(*lines: str) -> tuple[Any, list[str]]:
    """The form of a text with these lines over its indicators, and what found no place."""
    text = "\n".join(("项目支出绩效目标表", *lines)) + TABLE
    return only_form(text), left(text)


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("目标概述", "annual_goal.statement"),
        ("年度预期目标说明", "annual_goal.statement"),
        ("政策期总目标", "long_goal.statement"),
        ("规划期绩效目标", "long_goal.statement"),
        ("计划投入资金（万元）", "amount"),
        ("本次申请补助资金", "amount"),
        ("年度总投入", "amount"),
        ("计划总投资", "total_amount"),
        ("项目总经费", "total_amount"),
        ("拟投资总额", "amount"),
        ("申请总额", "amount"),
        ("总额", None),
        ("资金", None),
        ("资金使用管理", None),
        ("目标完成情况", None),
    ],
)
def test_words_put_together_of_listed_parts_are_labels(label: str, field: str | None) -> None:
    assert word_of(label).field("project") == field


def test_what_is_put_together_for_the_whole_project_is_no_field_of_a_department() -> None:
    assert word_of("计划总投资").field("department") is None


def test_the_whole_of_a_project_is_the_years_amount_only_where_no_other_is_named() -> None:
    form, unplaced = form_of("项目总金额→864万元→本年度金额→432万元")
    assert (form.amount, form.total_amount, unplaced) == (432, 864, [])
    form, unplaced = form_of("计划总投资→864万元")
    assert (form.amount, form.total_amount, unplaced) == (864, None, [])


def test_money_of_the_year_beside_the_whole_under_one_head() -> None:
    form, unplaced = form_of("政策资金（万元）→政策总资金→9000→2026年资金→3000")
    assert (form.amount, form.total_amount, unplaced) == (3000, 9000, [])


def test_a_bare_word_with_one_value_names_the_project() -> None:
    form, unplaced = form_of("项目→管网普查")
    assert (form.name, form.kind, unplaced) == ("管网普查", "project", [])


@pytest.mark.parametrize("row", ["项目→2025年→2026年", "项目→260", "项目→金额"])
def test_a_bare_word_before_heads_or_numbers_names_none(row: str) -> None:
    assert form_of(row)[0].name == ""


def test_a_bare_word_begins_the_next_form() -> None:
    text = "\n".join(f"项目→{name}{TABLE}" for name in ("管网普查", "路灯养护"))
    assert [form.name for form in forms_in(text)] == ["管网普查", "路灯养护"]


GRADES = ("年度金额（万元）→2480", "其中：中央资金→1500", "省级资金→600", "县级配套资金→380")


def test_the_lowest_level_of_government_is_the_forms_own_and_those_above_are_added() -> None:
    form, unplaced = form_of(*GRADES)
    assert form.funding == {"superior": Decimal(2100), "fiscal": Decimal(380)}
    assert unplaced == []


def test_each_part_that_was_added_is_told() -> None:
    told = read("\n".join(("项目支出绩效目标表", *GRADES)) + TABLE)[0][0].notices
    assert "中央资金 1500、省级资金 600合计 2100 作上级资金，县级资金 380作本级财政的，请核对" in told


def test_parts_that_do_not_add_up_are_listed() -> None:
    form, unplaced = form_of("年度金额（万元）→3000", *GRADES[1:])
    assert (form.funding, unplaced) == ({"superior": Decimal(1500)}, ["600", "380"])


@pytest.mark.parametrize(("row", "source"), [("中央资金→1500", "superior"), ("市级资金→1500", "fiscal")])
def test_money_of_one_level_alone(row: str, source: str) -> None:
    form, unplaced = form_of("年度金额（万元）→1520", row, "其他资金→20")
    assert (form.funding, unplaced) == ({source: Decimal(1500), "other": Decimal(20)}, [])


def test_levels_of_government_in_cells_with_their_labels() -> None:
    form, unplaced = form_of("年度金额（万元）→2480", "中央资金：1500→省级资金：600→县级资金：380")
    assert form.funding == {"superior": Decimal(2100), "fiscal": Decimal(380)}
    assert unplaced == []


def test_of_a_plan_of_years_the_year_over_the_form_is_its_own() -> None:
    rows = ("（2026年度）", "项目总预算（万元）→1500→2026年度预算（万元）→600", "2027年度预算（万元）→500")
    form, unplaced = form_of(*rows)
    assert (form.amount, form.total_amount) == (600, 1500)
    assert unplaced == ["2027年度预算（万元）", "500"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("预算数→150000", True),
        ("预算数→9999", False),
        ("预算数（万元）→150000", False),
        ("预算数→150000万元", False),
        ("单位：万元→预算数→150000", False),
    ],
)
def test_much_money_without_any_unit_is_told(row: str, *, told: bool) -> None:
    notices = read("\n".join(("项目支出绩效目标表", row)) + TABLE)[0][0].notices
    assert ("金额没有写单位，按 150000 万元读入，请核对" in notices) is told


@pytest.mark.parametrize(("amount", "told"), [("150000", False), ("150000000", True)])
def test_much_money_in_a_form_that_counts_in_yuan_is_as_much(amount: str, *, told: bool) -> None:
    text = "\n".join(("项目支出绩效目标表", f"预算数→{amount}")) + TABLE
    found, _ = recognise(parse_text(text.replace("→", "\t")), TEMPLATES, template_id="putuo-project-2026")
    assert (f"金额没有写单位，按 {amount} 元读入，请核对" in found[0].notices) is told
