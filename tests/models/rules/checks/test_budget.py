"""B: money adds up wherever a form prints it, and texts about money are right."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.forms import ProjectLine, Task
from models.rules import examples as ex
from models.rules.money import agree, disagreement, mixed_up, written
from models.templates.template import FormTemplate
from tests.models.rules.spoken import findings, fixed, lines, project, templates, told

# --- amounts ---


@pytest.mark.parametrize(
    ("total", "parts", "said"),
    [
        ("512.06", ["320.08", "63.48", "128.50"], None),
        ("15", ["15", "0"], None),
        ("7", ["7.00"], None),
        ("100.01", ["33.33", "33.33", "33.34"], "warning"),  # a cent, which rounding may explain
        ("100.05", ["33.33", "33.33", "33.34"], "error"),
        ("20", ["12", "5"], "error"),
        ("512.1", ["320.08", "63.48", "128.50"], "warning"),  # the total is printed more coarsely
        ("126.5", ["126.496", "0.003"], None),  # less than a cent
    ],
)
def test_sums_are_compared_to_the_cent(total: str, parts: list[str], said: str | None) -> None:
    assert disagreement(Decimal(total), [Decimal(part) for part in parts]) == said


@pytest.mark.parametrize(
    ("one", "other", "mixed"),
    [
        ("15", "150000", True),
        ("29.33", "293299.8", True),
        ("15", "140000", False),
        ("0", "0", False),
        ("0", "5", False),
    ],
)
def test_a_factor_of_ten_thousand(one: str, other: str, mixed: bool) -> None:
    assert mixed_up(Decimal(one), Decimal(other)) == mixed
    assert not agree(Decimal(one), Decimal(other)) or not mixed


# --- funding, totals, shares ---


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"funding": {"fiscal": "20", "other": "0"}}, []),
        ({"funding": {"fiscal": "20"}}, []),
        ({"funding": {}}, []),
        ({"funding": {"fiscal": "15", "other": "5"}}, []),
        ({"funding": {"fiscal": "15", "other": "4"}}, [("B001", "error")]),
        ({"funding": {"fiscal": "15"}}, [("B001", "warning")]),  # the other lines are blank
        ({"funding": {"fiscal": "25"}}, [("B001", "error")]),
        ({"funding": {"general": "12", "government_fund": "8"}}, []),
        ({"funding": {"fiscal": "20", "general": "12", "government_fund": "8"}}, []),  # parts of 财政拨款
        ({"funding": {"unit": "20", "business": "15"}}, []),  # 事业收入 within 单位资金
        ({"funding": {"fiscal": "20", "total": "20"}}, []),
        ({"funding": {"fiscal": "20", "total": "25"}}, [("B002", "error")]),
        ({"funding": {"fiscal": "15", "total": "20"}}, [("B001", "error")]),
        ({"funding": {"fiscal": "15", "total": "15"}}, [("B001", "error")]),
        ({"total_amount": "60", "total_funding": {"fiscal": "40", "other": "10"}}, [("B001", "error")]),
    ],
)
def test_funding_makes_the_amount(fields: dict[str, Any], said: list[tuple[str, str]]) -> None:
    assert told(project(**fields)) == said


def test_one_printed_part_is_no_whole() -> None:
    """A form that prints only 其中：财政拨款 says nothing of the rest."""
    used = templates()
    data = used["example-project"].model_dump()
    data["block"] = [{"kind": "fields", "rows": "| {name} | {amount} | {funding.fiscal} | < | < | < | < | < |"}]
    used["example-project"] = FormTemplate.model_validate(data)
    assert told(project(funding={"fiscal": "15"}), used=used) == []
    assert told(project(funding={"fiscal": "25"}), used=used) == [("B001", "error")]


@pytest.mark.parametrize(
    ("expenditure", "said"),
    [
        (lines(personnel="60", operation="20", specific="20", total="100"), []),
        (lines(personnel="60", operation="20", specific="20"), []),  # the form's amount is the total
        (lines(personnel="60", operation="20", specific="30"), [("B002", "error")]),
        (lines(personnel="60", operation="20", specific="20", total="90"), [("B002", "error")]),
        (lines(basic="80", project="20"), []),
        (lines(basic="70", project="20"), [("B004", "error")]),
        (lines(personnel="60", operation="20", basic="80", project="20"), []),
        (lines(personnel="50", operation="20", basic="80", project="20"), [("B002", "error"), ("B002", "error")]),
        (lines(personnel="60"), []),  # one line is no structure
    ],
)
def test_the_departments_expenditure(expenditure: dict[str, Any], said: list[tuple[str, str]]) -> None:
    assert told(ex.good_department(expenditure=expenditure)) == said


def test_a_blank_total_is_offered_its_sum() -> None:
    form = ex.good_department(amount=None, expenditure=lines(personnel="60", operation="20", specific="20"))
    whole = ex.good_dossier(form)
    assert [(one.code, one.severity) for one in findings(whole)] == [("B002", "warning")]
    assert fixed(whole, "B002") == []
    assert whole.forms[0].model_dump(mode="json")["expenditure"]["total"]["amount"] == "100"


@pytest.mark.parametrize(
    ("income", "said"),
    [
        (lines(fiscal="100", total="100"), []),
        (lines(fiscal="90", other="10", total="100"), []),
        (lines(fiscal="90", other="5", total="100"), [("B002", "error")]),
        (lines(fiscal="100", general="80", government_fund="20", total="100"), []),
        (lines(fiscal="100", general="80", government_fund="10", total="100"), [("B002", "error")]),
        (lines(fiscal="90", total="90"), [("B016", "warning")]),
        (lines(fiscal="60", special_account="50"), [("B002", "error")]),  # 资金总额 is the total
    ],
)
def test_the_departments_income(income: dict[str, Any], said: list[tuple[str, str]]) -> None:
    assert told(ex.good_department(income=income)) == said


def test_tasks_make_the_line_under_them() -> None:
    tasks = [
        Task(name="监管", amount=Decimal(60), fiscal=Decimal(60)),
        Task(name="服务", amount=Decimal(40), fiscal=Decimal(40)),
    ]
    form = ex.good_department(tasks=tasks, income=lines(fiscal="100"))
    assert told(form) == []
    form.tasks[1].amount = Decimal(30)
    assert told(form) == [("B002", "error")]
    form.tasks[1].amount = None
    assert told(form) == []  # not all tasks have money


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (("53.11", "5.42", "41.47"), []),
        (("53.1", "5.4", "41.5"), []),
        (("53", "5", "42"), []),  # rounded so that they make 100
        (("0.5311", "0.0542", "0.4147"), []),  # written as fractions
        (("54.11", "5.42", "41.47"), [("B003", "error")]),
        (("53.1", "5.4", "42.5"), [("B003", "error")]),
        ((None, "5.42", None), []),
    ],
)
def test_shares_are_amount_by_total(shares: tuple[str | None, ...], said: list[tuple[str, str]]) -> None:
    amounts = ("438.22", "44.75", "342.19")
    kinds = ("personnel", "operation", "specific")
    expenditure = {kind: {"amount": a, "share": s} for kind, a, s in zip(kinds, amounts, shares, strict=True)}
    form = ex.good_department(amount="825.16", expenditure=expenditure)
    assert told(form) == said
    if said:
        assert fixed(ex.good_dossier(form), "B003") == []


def test_a_share_of_next_to_nothing_is_judged_too() -> None:
    expenditure = {"personnel": {"amount": "9" * 18, "share": "50.01"}, "total": {"amount": "0.000001"}}
    found = findings(ex.good_dossier(ex.good_department(amount="0.000001", expenditure=expenditure)))
    assert [one.message for one in found if "没能运行" in one.message] == []
    assert "B003" in {one.code for one in found}


def test_endless_numbers_in_a_text_are_judged_too() -> None:
    text = f"2025年年初预算0.01万元；2026年较上年增加{'9' * 40}万元，增加5%。"
    found = findings(ex.good_dossier(project(amount="20", budget_change=text)))
    assert [one.message for one in found if "没能运行" in one.message] == []


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"3": "25", "6": "50", "10": "75", "12": "100"}, []),
        ({"12月底": "100", "3月底": "25", "10月底": "75", "6月底": "50"}, []),
        ({"3": "0", "6": "0", "12": "100"}, []),
        ({}, []),
        ({"3": "25", "6": "20", "12": "100"}, [("B010", "error")]),
        ({"3": "25", "12": "90"}, [("B010", "error")]),
        ({"3": "25", "6": "150", "12": "100"}, [("B010", "error"), ("B010", "error")]),
        ({"3": "25", "6": "25", "9": "25", "12": "25"}, [("B010", "error")]),  # each quarter by itself
        ({"3": "25", "6": "50"}, []),  # not to the end of the year
    ],
)
def test_a_spending_plan_rises_to_a_hundred(plan: dict[str, str], said: list[tuple[str, str]]) -> None:
    assert told(project(spending_plan=plan)) == said


def test_the_end_of_a_rising_plan_is_fixed() -> None:
    assert fixed(ex.good_dossier(project(spending_plan={"3": "25", "12": "90"})), "B010") == []


def test_the_whole_period_holds_the_year() -> None:
    assert told(project(total_amount="60")) == []
    assert told(project(total_amount="12")) == [("B011", "error")]
    line = ProjectLine(name="业务培训专项", total=Decimal(10), amount=Decimal(20))
    assert ("B011", "error") in told(ex.good_department(projects=[line]), project())


# --- amounts below a cent of 万元 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "fiscal", "said"),
    [
        ("0.004", "0.004", []),
        ("0.0045", "0.0045", []),
        ("0.004", "40", [("B012", "error")]),
        ("0.0026", "26", [("B012", "error")]),
        ("0.03", "325", [("B012", "error")]),  # 325 元, rounded
        ("0.004", "20", [("B001", "error")]),  # a hundred times other things than a slip of the unit
        ("0.01", "55", [("B001", "error")]),
    ],
)
def test_small_amounts_are_no_slip_of_the_unit_by_themselves(
    amount: str, fiscal: str, said: list[tuple[str, str]]
) -> None:
    form = project(amount=amount, funding={"fiscal": fiscal})
    found = [(code, severity) for code, severity in told(form) if code in {"B001", "B012"}]
    assert found == said


def test_a_message_never_calls_an_amount_nothing() -> None:
    assert written(Decimal("0.00260")) == "0.0026"
    assert written(Decimal("12.34567")) == "12.35"
    assert written(Decimal("0.005")) == "0.005"
    assert written(Decimal(0)) == "0"
