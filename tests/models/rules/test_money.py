"""Money: what is a total and what are its parts, when two amounts agree, how an amount is written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.rules import examples as ex
from models.rules.money import (
    agree,
    amounts_of,
    disagreement,
    funding_parts,
    half_unit,
    in_ten_thousands,
    is_running_cost,
    mixed_up,
    own_funds_once,
    places,
    project_money,
    rounded,
    spending_of,
    spending_parts,
    spending_total,
    spending_total_path,
    sum_text,
    written,
)
from models.target import Target
from models.values import ExpenditureKind, FundingSource, MoneyLine


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("12", "12"),
        ("12.30", "12.30"),
        ("12.345", "12.34"),
        ("12.346", "12.35"),
        ("0.005", "0.005"),
        ("0.0051", "0.01"),
        ("0.00260", "0.0026"),
        ("-0.00260", "-0.0026"),
        ("1E+3", "1000"),
    ],
)
def test_an_amount_is_written_shortly_and_never_as_nothing(number: str, text: str) -> None:
    assert written(Decimal(number)) == text


@pytest.mark.parametrize(
    ("number", "digits", "expected"),
    [("2.5", 0, "3"), ("2.4", 0, "2"), ("12.345", 2, "12.35"), ("9" * 30 + ".55", 1, "9" * 30 + ".6")],
)
def test_numbers_are_rounded_half_up(number: str, digits: int, expected: str) -> None:
    assert rounded(Decimal(number), digits) == Decimal(expected)


def test_decimals_that_were_typed() -> None:
    assert [places(Decimal(number)) for number in ("5", "5.0", "5.25", "1E+2")] == [0, 1, 2, 0]
    assert [half_unit(Decimal(number)) for number in ("5", "5.0", "5.25")] == [0, Decimal("0.05"), Decimal("0.005")]


def test_amounts_agree_that_print_the_same() -> None:
    assert agree(Decimal(5), Decimal("5.0049"))
    assert agree(Decimal("5.0049"), Decimal(5))
    assert not agree(Decimal(5), Decimal("5.005"))
    assert not agree(Decimal("5.005"), Decimal(5))


@pytest.mark.parametrize(
    ("total", "amounts", "expected"),
    [
        ("10.01", ["5.00", "5.00"], "warning"),  # three numbers of two decimals: 0.015
        ("10.02", ["5.00", "5.00"], "error"),
        ("10.015", ["5.00", "5.00"], "error"),
        ("10.1", ["5.00", "5.04"], "warning"),  # the total is printed more coarsely
        ("10.1", ["5.00", "5.03"], "error"),
        ("10.1", ["5", "5"], "error"),
        ("10", ["5.004", "5"], None),
        ("10", ["5.005", "5"], "error"),
        ("10", [], "error"),
        ("0", [], None),
    ],
)
def test_what_rounding_explains(total: str, amounts: list[str], expected: str | None) -> None:
    assert disagreement(Decimal(total), [Decimal(amount) for amount in amounts]) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("12", "120000", True),
        ("120000", "12", True),
        ("-12", "120000", True),
        ("12", "120050", True),
        ("12", "120051", False),
        ("12.3", "123499", True),  # to its last decimal
        ("12.3", "123501", False),
        ("0.03", "325", True),
        ("0.03", "330.1", False),  # a tenth of it at most
        ("0", "0", False),
    ],
)
def test_the_same_money_in_two_units(one: str, other: str, expected: bool) -> None:
    assert mixed_up(Decimal(one), Decimal(other)) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("≤5万元", "5"),
        ("≤5元", "0.0005"),
        ("≤5百元", "0.05"),
        ("≤5千元", "0.5"),
        ("≤5百万元", "500"),
        ("≤5千万元", "5000"),
        ("≤5亿元", "50000"),
        ("≤5万", "5"),
        ("≤5人民币万元", "5"),
        ("≤5元/人", None),
        ("≤5个", None),
        ("较少", None),
    ],
)
def test_a_targets_money(target: str, expected: str | None) -> None:
    assert in_ten_thousands(Target.parse(target)) == (None if expected is None else Decimal(expected))


def test_lines_of_a_structure_this_year_and_before() -> None:
    income = {
        FundingSource.FISCAL: MoneyLine(amount=Decimal(5), history={"2025": Decimal(4)}),
        FundingSource.OTHER: MoneyLine(history={"2025": None}),
    }
    assert amounts_of(income) == {FundingSource.FISCAL: 5}
    assert amounts_of(income, "2025") == {FundingSource.FISCAL: 4}
    assert amounts_of(income, "2024") == {}
    spending = {
        ExpenditureKind.PERSONNEL: MoneyLine(amount=Decimal(5), history={"2025": Decimal(4)}),
        ExpenditureKind.BASIC: MoneyLine(),
    }
    assert spending_of(spending) == {ExpenditureKind.PERSONNEL: 5}
    assert spending_of(spending, "2025") == {ExpenditureKind.PERSONNEL: 4}


def amounts(*sources: FundingSource) -> dict[FundingSource, Decimal]:
    return {source: Decimal(1) for source in sources}


S = FundingSource


@pytest.mark.parametrize(
    ("sources", "nested", "expected"),
    [
        ((S.FISCAL, S.OTHER, S.TOTAL), (), ["财政拨款", "其他资金"]),
        ((S.FISCAL, S.GENERAL, S.GOVERNMENT_FUND, S.STATE_CAPITAL), (), ["财政拨款"]),
        ((S.GENERAL, S.STATE_CAPITAL), (), ["一般公共预算", "国有资本经营预算"]),
        ((S.FISCAL, S.SUPERIOR), (), ["财政拨款", "上级资金"]),
        ((S.FISCAL, S.SUPERIOR), (S.SUPERIOR,), ["财政拨款"]),
    ],
)
def test_the_parts_of_a_funding(sources: tuple[S, ...], nested: tuple[S, ...], expected: list[str]) -> None:
    assert [name for name, _ in funding_parts(amounts(*sources), frozenset(nested))] == expected


def test_own_funds_are_counted_once() -> None:
    both = funding_parts(amounts(S.UNIT, S.BUSINESS, S.OPERATING, S.AFFILIATED, S.OTHER))
    assert [name for name, _ in own_funds_once(both)] == ["单位资金", "其他资金"]
    alone = funding_parts(amounts(S.BUSINESS, S.OTHER))
    assert own_funds_once(alone) == alone


K = ExpenditureKind


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((K.PERSONNEL, K.OPERATION, K.SPECIFIC), ["人员类", "运转类", "特定目标类"]),
        ((K.PERSONNEL, K.OPERATION, K.PROJECT), ["人员类", "运转类", "项目支出"]),
        ((K.PERSONNEL, K.SPECIFIC, K.PROJECT), ["人员类", "特定目标类"]),
        ((K.OPERATION,), ["运转类"]),
        ((K.SPECIFIC,), []),
        ((K.BASIC, K.PROJECT), []),
    ],
)
def test_the_parts_of_the_expenditure(kinds: tuple[K, ...], expected: list[str]) -> None:
    assert [name for name, _ in spending_parts({kind: Decimal(1) for kind in kinds})] == expected


@pytest.mark.parametrize(
    ("total", "amount", "where"),
    [
        ({"total": {"amount": "90"}}, 90, "department.expenditure.total.amount"),
        ({"total": {}}, 100, "department.amount"),
        ({}, 100, "department.amount"),
    ],
)
def test_where_the_whole_expenditure_stands(total: dict[str, dict[str, str]], amount: int, where: str) -> None:
    form = ex.good_department(expenditure=total)
    assert (spending_total(form), spending_total_path(form)) == (Decimal(amount), where)


def test_the_money_for_projects_as_the_form_names_it() -> None:
    form = ex.good_department(expenditure={"project": {"amount": "5"}, "specific": {"amount": "6"}, "basic": {}})
    assert project_money(form) == [
        ("department.expenditure.specific.amount", "特定目标类", Decimal(6)),
        ("department.expenditure.project.amount", "项目支出", Decimal(5)),
    ]
    assert project_money(ex.good_department(expenditure={"project": {}})) == []


def test_a_project_of_running_costs_says_so() -> None:
    assert is_running_cost(ex.good_project(category="其他运转类"))
    assert not is_running_cost(ex.good_project(category="特定目标类"))


def test_a_sum_in_words() -> None:
    parts = [(f"第{n}项", Decimal(n)) for n in range(1, 6)]
    assert sum_text(parts[:1]) == "第1项 1"
    assert sum_text(parts[:4]) == "第1项 1 + 第2项 2 + 第3项 3 + 第4项 4 = 10"
    assert sum_text(parts) == "5 项相加（1 + 2 + 3 + 4 + 5）为 15"
