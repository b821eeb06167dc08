"""B: the form's own money, condition by condition: what is told, and where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.forms import DepartmentForm, ProjectLine
from models.rules import examples as ex
from tests.models.rules.spoken import after, lines, places, printing, project, said

INNER = printing("example-project", "财政拨款|funding.fiscal", "其中：上级资金|funding.superior")
TOTALS = printing("example-project", "合计|funding.total", "实施期合计|total_funding.total")
MONEY = {"amount": "20", "goals": []}


def at(path: str, severity: str = "error") -> list[tuple[str, str]]:
    return [(path, severity)]


@pytest.mark.parametrize(
    ("fields", "used", "expected"),
    [
        ({"funding": {"fiscal": "15", "other": "4.995"}}, None, at("project.amount")),
        ({"funding": {"fiscal": "15", "other": "4.996"}}, None, []),
        ({"amount": None, "funding": {"fiscal": "15", "other": "4"}}, None, []),
        ({"total_amount": "60", "total_funding": {"fiscal": "40", "other": "10"}}, None, at("project.total_amount")),
        ({"total_amount": None, "total_funding": {"fiscal": "40", "other": "10"}}, None, []),
        ({"funding": {"total": "20"}}, None, []),  # the line 合计 stands for the whole
        ({"funding": {"total": "15"}}, None, at("project.amount")),
        ({"funding": {"total": "25"}}, None, at("project.amount")),
        ({"funding": {"total": "25", "fiscal": "20"}}, None, []),  # only the line 合计 is wrong: B002
        ({"funding": {"total": "15", "fiscal": "10", "other": "5"}}, None, at("project.amount")),
        ({"funding": {"fiscal": "200000"}}, None, []),  # 元 for 万元: B012
        ({"funding": {"fiscal": "15", "other": "0"}}, None, at("project.amount")),
        ({"funding": {"fiscal": "15", "total": "15"}}, None, at("project.amount")),
        ({"funding": {"fiscal": "20", "superior": "5"}}, None, at("project.amount")),
        ({"funding": {"fiscal": "20", "superior": "5"}}, INNER, []),  # 其中：上级资金
        ({"funding": {"fiscal": "15", "unit": "5", "business": "5"}}, None, []),
        ({"funding": {"fiscal": "15", "business": "5"}}, None, []),
        ({"funding": {"fiscal": "15", "unit": "5", "carryover": "5"}}, None, at("project.amount")),
    ],
)
def test_funding_is_told_at_the_money_it_makes(fields: dict[str, Any], used: Any, expected: Any) -> None:
    assert places("B001", project(**fields), used=used) == expected


def test_a_part_that_both_labels_call_a_part_is_no_part_of_the_other() -> None:
    both = printing("example-project", "其中：财政拨款|funding.fiscal", "其中：上级资金|funding.superior", whole=True)
    form = project(funding={"fiscal": "15", "superior": "5"})
    assert places("B001", form, used=both) == []
    assert places("B001", form, used=INNER) == at("project.amount", "warning")


def test_the_message_gives_amount_sum_and_difference() -> None:
    (found,) = said("B001", project(funding={"fiscal": "15", "other": "2.5"}))
    assert all(word in found.message for word in ("金额 20，", "财政拨款 15 + 其他资金 2.5 = 17.5", "相差 2.5；"))


@pytest.mark.parametrize(
    ("fields", "used", "expected"),
    [
        ({"funding": {"fiscal": "15", "other": "5"}}, TOTALS, at("project.funding.total", "warning")),
        ({"funding": {"fiscal": "15", "other": "5"}}, None, []),  # not printed
        ({"funding": {"fiscal": "15", "other": "5", "total": "20"}}, TOTALS, []),
        ({"funding": {"fiscal": "15", "other": "5", "total": "25"}}, TOTALS, at("project.funding.total")),
        ({"funding": {"fiscal": "15", "other": "5", "total": "20.004"}}, TOTALS, []),
        ({"funding": {"fiscal": "15", "other": "2", "total": "20"}}, TOTALS, []),  # the amount is the total: B001
        ({"amount": None, "funding": {"fiscal": "15", "total": "20"}}, TOTALS, at("project.funding.total")),
        ({"funding": {"total": "25"}}, TOTALS, []),
        ({"funding": {"unit": "20", "business": "15", "total": "20"}}, TOTALS, []),
        (
            {"funding": {}, "total_amount": "60", "total_funding": {"fiscal": "60"}},
            TOTALS,
            at("project.total_funding.total", "warning"),
        ),
        (
            {"funding": {}, "total_amount": "60", "total_funding": {"fiscal": "60", "total": "50"}},
            TOTALS,
            at("project.total_funding.total"),
        ),
        ({"funding": {"fiscal": "20", "superior": "5", "total": "20"}}, INNER, []),
        ({"funding": {"fiscal": "20", "superior": "5", "total": "20"}}, None, []),  # the amount says so too: B001
    ],
)
def test_the_line_of_the_funding_total(fields: dict[str, Any], used: Any, expected: Any) -> None:
    assert places("B002", project(**fields), used=used) == expected


def test_a_blank_funding_total_is_offered_the_sum() -> None:
    form = project(funding={"fiscal": "15", "other": "5"})
    whole = after("B002", form, used=TOTALS)
    assert whole.forms[0].funding["total"] == 20  # type: ignore[union-attr, index]


THREE = lines(personnel="60", operation="20", specific="20")
BASIC = lines(personnel="60", operation="20", basic="90", project="10")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"expenditure": THREE | lines(total="110")}, at("department.expenditure.total.amount")),
        ({"expenditure": THREE, "amount": "110"}, at("department.amount")),
        ({"expenditure": THREE | lines(total="100.004")}, []),
        ({"expenditure": THREE | lines(total="100.01")}, at("department.expenditure.total.amount")),
        ({"expenditure": THREE | lines(total="1000000")}, []),  # B012
        ({"expenditure": lines(personnel="60", total="100")}, []),  # one part alone
        (
            {"expenditure": lines(personnel="60", operation="20", total="100")},
            at("department.expenditure.total.amount"),
        ),
        ({"expenditure": THREE, "amount": None}, at("department.expenditure.total.amount", "warning")),
        (
            {"expenditure": lines(personnel="60", operation="20", basic="90", project="20"), "amount": "100"},
            at("department.expenditure.basic.amount"),
        ),
        ({"expenditure": lines(personnel="60", operation="20", basic="80", project="20")}, []),
        ({"expenditure": THREE | lines(basic="90")}, []),  # 运转类 is project money there
        ({"expenditure": lines(personnel="60", basic="90", project="40")}, []),
    ],
)
def test_the_expenditures_total(fields: dict[str, Any], expected: Any) -> None:
    assert places("B002", ex.good_department(**fields)) == expected


def test_a_blank_total_is_told_where_the_form_prints_one() -> None:
    form = ex.good_department(amount=None, expenditure=THREE)
    amount = printing("example-department", "年度预算|amount", whole=True)
    assert places("B002", form, used=amount) == at("department.amount", "warning")
    nowhere = printing("example-department", "部门名称|unit_name", whole=True)
    assert places("B002", form, used=nowhere) == []


INCOME = printing("example-department", "收入合计|income.total.amount")
UNPRINTED = printing("example-department", "财政拨款|income.fiscal.amount")
BOTH = printing("example-department", "财政拨款|income.fiscal.amount", "其他资金|income.other.amount")
SUPERIOR = printing("example-department", "财政拨款|income.fiscal.amount", "其中：上级资金|income.superior.amount")


@pytest.mark.parametrize(
    ("income", "used", "expected"),
    [
        (lines(fiscal="100"), INCOME, at("department.income.total.amount", "warning")),
        (lines(fiscal="100"), None, []),
        (lines(fiscal="90"), UNPRINTED, []),  # 财政拨款 alone need not be all
        (lines(fiscal="90"), BOTH, at("department.amount")),  # the other line is there, and blank
        (lines(fiscal="90", other="5"), None, at("department.amount")),
        (lines(fiscal="110"), None, at("department.amount")),
        (lines(fiscal="90", other="10"), None, []),
        (lines(fiscal="1000000"), None, []),  # B012
        (lines(fiscal="90", other="5", total="100"), None, at("department.income.total.amount")),
        (lines(fiscal="90", other="10", total="100.004"), None, []),
        (lines(unit="100", business="30", total="100"), None, []),  # 事业收入 within 单位资金
        (lines(fiscal="100", superior="30", total="100"), None, at("department.income.total.amount")),
        (lines(fiscal="100", superior="30", total="100"), SUPERIOR, []),
        (lines(fiscal="100", general="80", government_fund="20.004", total="100"), None, []),
        (
            lines(fiscal="100", general="80", state_capital="10", total="100"),
            None,
            at("department.income.fiscal.amount"),
        ),
        (lines(fiscal="100", government_fund="20", total="100"), None, []),  # 一般公共预算 is not told
        (lines(general="80", government_fund="10", total="90"), None, []),
    ],
)
def test_the_incomes_total(income: dict[str, Any], used: Any, expected: Any) -> None:
    assert places("B002", ex.good_department(income=income), used=used) == expected


def earlier(kind: str, **amounts: str) -> dict[str, Any]:
    now = {"income": {"fiscal": "100"}, "expenditure": {"personnel": "60", "operation": "20", "specific": "20"}}[kind]
    lines = {line: {"amount": now.get(line), "history": {"2025": amount}} for line, amount in amounts.items()}
    return {kind: lines}


@pytest.mark.parametrize(
    ("fields", "printed", "expected"),
    [
        (
            earlier("expenditure", personnel="50", operation="20", specific="20"),
            "expenditure.total.history.year-1",
            at("department.expenditure.total.history.2025", "warning"),
        ),
        (earlier("expenditure", personnel="50", operation="20", specific="20"), "expenditure.total.history.year-2", []),
        (
            earlier("expenditure", personnel="50", operation="20", total="70"),
            "expenditure.total.history.year-1",
            [],
        ),
        (
            earlier("income", fiscal="80"),
            "income.total.history.year-1",
            at("department.income.total.history.2025", "warning"),
        ),
        (earlier("income", fiscal="80"), "expenditure.total.history.year-1", []),
    ],
)
def test_the_total_of_an_earlier_year_left_blank(fields: dict[str, Any], printed: str, expected: Any) -> None:
    form = ex.good_department(**({"expenditure": THREE} | fields))
    found = places("B002", form, used=printing("example-department", f"合计|{printed}"))
    assert [one for one in found if "history" in one[0]] == expected


def tasks(*entries: tuple[str | None, str | None, str | None], total: str = "100", **income: str) -> DepartmentForm:
    made = [
        {"id": f"task-{n}", "name": f"任务{n}", "amount": amount, "fiscal": fiscal, "other": other}
        for n, (amount, fiscal, other) in enumerate(entries, 1)
    ]
    return ex.good_department(amount=total, expenditure={}, tasks=made, income=lines(**income))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (tasks(("60", None, None), ("40", None, None)), []),
        (tasks(("60", None, None), ("30", None, None)), at("department.amount")),
        (tasks(("60", None, None), ("40.004", None, None)), []),
        (tasks(("60", None, None), (None, None, None)), []),
        (tasks(("110", None, None), (None, None, None)), at("department.amount")),  # one alone is more than the whole
        (tasks(("60", "50", "5"), ("40", None, None)), at("task-1.amount")),
        (tasks(("60", "50", "10"), ("40", None, None)), []),
        (tasks(("60", "50", None), ("40", None, None)), []),  # not all sources told
        (tasks((None, "50", "5"), (None, "40", "5"), fiscal="90", other="10"), []),
        (tasks((None, "50", "5"), (None, "30", "5"), fiscal="90", other="10"), at("department.income.fiscal.amount")),
        (tasks((None, "50", "5"), (None, "40", "2"), fiscal="90", other="10"), at("department.income.other.amount")),
        (tasks((None, "50", None), (None, "30", None)), []),  # no line to compare with
    ],
)
def test_tasks_and_the_lines_under_them(form: DepartmentForm, expected: Any) -> None:
    assert places("B002", form) == expected


def shares(*given: tuple[str, str | None, str | None], kind: str = "expenditure", **fields: Any) -> DepartmentForm:
    return ex.good_department(
        **{kind: {line: {"amount": amount, "share": share} for line, amount, share in given}, **fields}
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (shares(("personnel", "60.01", "61"), ("operation", "19.99", "20"), ("specific", "20", "20")), []),
        (
            shares(("personnel", "60", "61"), ("operation", "20", "20"), ("specific", "20", "20")),
            at("department.expenditure.personnel.share"),
        ),
        (shares(("personnel", "60.01", "60.1"), ("operation", "19.99", "20"), ("specific", "20", "20")), []),
        (
            shares(("personnel", "60", "60.1"), ("operation", "20", "20"), ("specific", "20", "20")),
            at("department.expenditure.personnel.share"),
        ),
        (
            shares(("personnel", "60", "65"), ("operation", "20", "20"), ("specific", "20", "20")),
            at("department.expenditure.personnel.share"),
        ),
        (shares(("personnel", None, "80"), ("operation", "20", "20")), []),
        (shares(("personnel", None, "65"), ("operation", "20", "20")), at("department.expenditure.total.share")),
        (shares(("personnel", "60", "0.65"), ("operation", "20", "0.20")), []),  # fractions
        (shares(("personnel", "60", "1.02")), at("department.expenditure.personnel.share")),
        (shares(("personnel", "60", "60"), amount=None), at("department.expenditure.personnel.share")),
        (shares(("fiscal", "80", "85"), ("other", "20", "20"), kind="income"), at("department.income.fiscal.share")),
        (shares(("fiscal", "80", "80"), ("other", "20", "20"), kind="income"), []),
        (shares(("fiscal", "40", "80"), ("other", "10", "20"), kind="income"), []),  # of all income
        (
            shares(
                ("personnel", "60", "60"), ("operation", "20", "20"), ("specific", "20", "25"), ("total", "100", "90")
            ),
            at("department.expenditure.specific.share"),
        ),
    ],
)
def test_a_share_is_told_at_its_own_place(form: DepartmentForm, expected: Any) -> None:
    assert places("B003", form) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("33.33", "33.33", "33.34"), []),
        (("33.3", "33.3", "33.3"), []),  # 99.9, by rounding
        (("25", "33", "38"), at("department.expenditure.total.share")),
        (("25", "33", None), []),  # one share is not told
    ],
)
def test_shares_make_a_hundred(given: tuple[str | None, ...], expected: Any) -> None:
    kinds = ("personnel", "operation", "specific")
    amount = {"33.33": "33.33", "33.34": "33.34", "33.3": "33.33"}
    rows = [(kind, amount.get(share or ""), share) for kind, share in zip(kinds, given, strict=True)]
    if given[0] == "25":  # shares of no amount can only be added up
        rows = [(kind, "20" if share is None else None, share) for kind, _, share in rows]
    assert places("B003", shares(*rows)) == expected


def test_a_wrong_share_is_offered_the_right_one() -> None:
    form = shares(("personnel", "62.5", "65"), ("operation", "20", "20"), ("specific", "17.5", "17.5"))
    whole = after("B003", form)
    assert whole.forms[0].expenditure["personnel"].share == Decimal("62.5")  # type: ignore[union-attr, index]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"expenditure": lines(basic="80", project="30", total="100")}, at("department.expenditure.total.amount")),
        ({"expenditure": lines(basic="80", project="30")}, at("department.amount")),
        ({"expenditure": lines(basic="80", project="20.004")}, []),
        ({"expenditure": lines(basic="80")}, []),
        ({"expenditure": lines(basic="80", project="30"), "amount": None}, []),
        ({"expenditure": lines(basic="800000", project="200000")}, []),  # B012
    ],
)
def test_basic_and_project_make_the_whole(fields: dict[str, Any], expected: Any) -> None:
    assert places("B004", ex.good_department(**fields)) == expected


@pytest.mark.parametrize(
    ("income", "expenditure", "expected"),
    [
        (lines(fiscal="90", total="90"), THREE, at("department.income.total.amount", "warning")),
        (lines(fiscal="90", total="90"), {}, at("department.income.total.amount", "warning")),
        (lines(fiscal="100.004", total="100.004"), THREE, []),
        (lines(fiscal="90"), THREE, []),
        (lines(fiscal="80", total="90"), THREE, []),  # its own sum is wrong: B002
        (lines(fiscal="90", total="90"), lines(personnel="60", operation="20"), []),
        (lines(fiscal="1000000", total="1000000"), THREE, []),  # 元
    ],
)
def test_income_and_expenditure_balance(income: Any, expenditure: Any, expected: Any) -> None:
    assert places("B016", ex.good_department(income=income, expenditure=expenditure)) == expected


def step(key: str) -> tuple[str, str]:
    return f"project.spending_plan.{key}", "error"


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ({"3": "0", "12": "100"}, []),
        (
            {"3": "-1", "12": "100"},
            [
                step("3"),
            ],
        ),
        ({"3": "101", "12": "100"}, [step("3"), step("12")]),
        ({"3": "50", "6": "50", "12": "100"}, []),
        ({"3": "50", "6": "49", "12": "100"}, [step("6")]),
        ({"3": "50", "6": "40", "9": "45", "12": "100"}, [step("6"), step("9")]),  # against the highest before
        ({"3": "50", "12": "99"}, [step("12")]),
        ({"3": "50", "11": "99"}, []),  # it does not say what the year ends with
        ({"年初": "50", "年底": "99"}, [step("年底")]),
        ({"年底": "50", "3月": "25"}, [step("3月")]),  # no month in one of them: as typed
        ({"12": "0"}, []),
        ({"3": "0", "12": "0"}, []),
    ],
)
def test_a_step_of_the_spending_plan(plan: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert places("B010", project(spending_plan=plan)) == expected


@pytest.mark.parametrize(
    ("plan", "fixed_to", "hint"),
    [
        ({"3": "50", "12": "90"}, "100", False),
        ({"3": "60", "12": "40"}, None, True),  # each time by itself: what is typed is not what is meant
        ({"3": "95", "12": "90"}, None, False),
    ],
)
def test_only_a_rising_plan_is_ended_with_a_hundred(plan: dict[str, str], fixed_to: str | None, hint: bool) -> None:
    found = said("B010", project(spending_plan=plan))[-1]
    assert (found.fix is not None) == (fixed_to is not None)
    assert ("累计数" in found.message) == hint


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"total_amount": "20"}, []),
        ({"total_amount": "19.996"}, []),
        ({"total_amount": "19.99"}, at("project.total_amount")),
        ({"total_amount": "0.002"}, []),  # 元 and 万元: B012
        ({"total_amount": "60", "total_funding": {"fiscal": "10"}}, at("project.total_funding.fiscal")),
        ({"total_amount": "60", "total_funding": {"total": "10"}}, []),
        ({"total_amount": "12", "total_funding": {"fiscal": "10"}}, at("project.total_amount")),  # told once
        ({"total_amount": None}, []),
        ({"total_amount": "60", "amount": None, "funding": {}, "total_funding": {"fiscal": "60"}}, []),
    ],
)
def test_the_whole_period_holds_the_year_everywhere(fields: dict[str, Any], expected: Any) -> None:
    assert places("B011", project(**fields)) == expected


def test_the_whole_of_a_listed_project_holds_its_year() -> None:
    line = ProjectLine(id="line-1", name="业务培训专项", total=Decimal(10), amount=Decimal(20))
    assert places("B011", ex.good_department(projects=[line])) == at("line-1.total")
