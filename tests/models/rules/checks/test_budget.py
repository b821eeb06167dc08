"""B: money adds up wherever a form prints it, and texts about money are right."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.dossier import Budget, BudgetProject
from models.forms import CostItem, DepartmentForm, ProjectForm, ProjectLine, Task
from models.rules import examples as ex
from models.rules.money import agree, disagreement, mixed_up, written
from models.target import Target
from models.templates.template import FormTemplate
from tests.models.rules.spoken import findings, fixed, templates, told


def lines(**amounts: str | None) -> dict[str, Any]:
    return {kind: {"amount": amount} for kind, amount in amounts.items()}


def department(**fields: Any) -> DepartmentForm:
    return ex.good_department(**fields)


def project(form_id: str = "project", **fields: Any) -> ProjectForm:
    """The good project form with its cost indicator at the amount, so that only what is changed can be wrong."""
    form = ex.good_project(form_id, **fields)
    if form.amount is not None:
        cost = next(one for one in form.indicators() if "成本" in one.name)
        cost.target = Target.parse(f"≤{form.amount}万元")
    return form


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
    assert told(department(expenditure=expenditure)) == said


def test_a_blank_total_is_offered_its_sum() -> None:
    form = department(amount=None, expenditure=lines(personnel="60", operation="20", specific="20"))
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
    assert told(department(income=income)) == said


def test_tasks_make_the_line_under_them() -> None:
    tasks = [
        Task(name="监管", amount=Decimal(60), fiscal=Decimal(60)),
        Task(name="服务", amount=Decimal(40), fiscal=Decimal(40)),
    ]
    form = department(tasks=tasks, income=lines(fiscal="100"))
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
    form = department(amount="825.16", expenditure=expenditure)
    assert told(form) == said
    if said:
        assert fixed(ex.good_dossier(form), "B003") == []


def test_a_share_of_next_to_nothing_is_judged_too() -> None:
    expenditure = {"personnel": {"amount": "9" * 18, "share": "50.01"}, "total": {"amount": "0.000001"}}
    found = findings(ex.good_dossier(department(amount="0.000001", expenditure=expenditure)))
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
    assert ("B011", "error") in told(department(projects=[line]), project())


# --- costs ---


def costs(*amounts: str | None, basis: str = "") -> list[CostItem]:
    return [
        CostItem(content=f"明细{n}", basis=basis, own=None if amount is None else Decimal(amount))
        for n, amount in enumerate(amounts)
    ]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (costs("12", "8"), []),
        (costs("12", "5"), [("B005", "error")]),
        (costs("12", None), [("B005", "warning")]),  # a line has no money yet
        (costs(None, None), []),
        ([*costs("12", "8"), CostItem(content="合计", own=Decimal(20))], []),
    ],
)
def test_cost_details_make_the_budget(items: list[CostItem], said: list[tuple[str, str]]) -> None:
    assert told(project(costs=items)) == said


def test_cost_details_may_be_those_of_the_whole_period() -> None:
    assert told(project(total_amount="60", costs=costs("40", "20"))) == []


def with_costs(*entries: tuple[str, str], category: str = "经济成本指标") -> ProjectForm:
    form = project()
    place = ex.category_of(form.goals[0], "成本指标", category)
    first = next(one for one in form.indicators() if "成本" in one.name)
    rows = [
        first.model_copy(update={"id": f"cost-{n}", "name": name, "target": Target.parse(target), "weight": None})
        for n, (name, target) in enumerate(entries)
    ]
    for row in rows:
        row.weight = Decimal(20 // len(rows))
    rows[0].weight = 20 - sum((row.weight or Decimal(0) for row in rows[1:]), Decimal(0))
    ex.category_of(form.goals[0], "成本指标", "经济成本指标").indicators = []
    place.indicators = rows
    return form


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("水电费", "≤12万元"), ("物业费", "≤8万元")], []),
        ([("水电费", "≤12万元"), ("物业费", "≤80000元")], []),
        ([("项目总成本", "≤20万元"), ("水电费", "≤12万元")], []),  # the whole, and a part of it
        ([("项目总成本", "≤20万元"), ("水电费", "≤12万元"), ("物业费", "≤9万元")], [("B006", "error")]),
        ([("水电费", "≤12万元"), ("物业费", "≤9万元")], [("B006", "error")]),
        ([("水电费", "≤12万元"), ("物业费", "≤7万元")], [("B006", "info")]),
        ([("水电费", "≤25万元"), ("物业费", "≤7万元")], [("B007", "error")]),
        ([("项目总成本", "≤200000万元")], [("B012", "error")]),
        ([("人均培训费", "≤400元")], []),  # a price, no part of the whole
        ([("培训费标准", "≤400元/人/天")], []),
        ([("节约成本", "≥30万元")], []),
        ([("成本控制率", "≤100%")], []),
        ([("财政投入水平", "100%")], [("B015", "warning")]),
        ([("运行成本", "有效控制")], [("B015", "info")]),
    ],
)
def test_cost_indicators_keep_to_the_budget(entries: list[tuple[str, str]], said: list[tuple[str, str]]) -> None:
    assert told(with_costs(*entries)) == said


def test_costs_to_society_are_not_the_budgets() -> None:
    assert told(with_costs(("占用耕地补偿", "≤300万元"), category="社会成本指标")) == []


def test_long_term_costs_are_compared_with_the_whole_period() -> None:
    form = with_costs(("项目总成本", "≤60万元"))
    form.goals[0].period = "long_term"
    assert told(form) == []
    form.total_amount = Decimal(50)
    assert told(form) == [("B007", "error")]


@pytest.mark.parametrize(
    ("basis", "amount", "said"),
    [
        ("2000元/人×100人=20万元", "20", []),
        ("2000元/人×100人=21万元", "20", [("B013", "error")]),
        ("2000元/人×50人=10万元", "20", [("B019", "warning")]),
        ("2000元/人×50人=10万元，印刷10万元", "20", []),
        ("按往年支出测算", "20", []),
    ],
)
def test_costing_texts(basis: str, amount: str, said: list[tuple[str, str]]) -> None:
    assert told(project(costs=costs(amount, basis=basis))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024年年初预算20万元；2025年年初预算22万元，已执行18万元；2026年较上年压减预算2万元。", []),
        ("2025年年初预算22万元；2026年较上年压减预算5万元。", [("B014", "warning")]),
        ("2025年年初预算22万元，实际执行25万元；2026年较上年减少5万元。", []),  # against what was spent
        ("2026年预算20万元，比上年增加5万元，增长33.33%。", []),
        ("2026年预算20万元，比上年增加5万元，增长25%。", [("B014", "warning")]),
        ("与上年持平。", []),
    ],
)
def test_changes_told_in_texts(text: str, said: list[tuple[str, str]]) -> None:
    assert told(project(budget_change=text)) == said


# --- between forms ---


def listed(*entries: tuple[str, str]) -> DepartmentForm:
    return department(projects=[ProjectLine(name=name, amount=Decimal(amount)) for name, amount in entries])


def two(first: str, second: str, **fields: Any) -> list[ProjectForm]:
    return [
        project("p1", name="培训专项经费", code="P-1", amount=first, funding={"fiscal": first}, **fields),
        project("p2", name="设备更新经费", code="P-2", amount=second, funding={"fiscal": second}, **fields),
    ]


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        (two("12", "8"), []),
        (two("20", "8"), [("B008", "warning")]),  # one of them may be 运转类
        (two("20", "8", category="特定目标类本级支出"), [("B008", "error")]),
        (two("10", "8"), [("B008", "warning")]),
        (two("3", "2"), [("B008", "info")]),  # most project forms are not here
    ],
)
def test_project_forms_make_the_departments_project_money(
    forms: list[ProjectForm], said: list[tuple[str, str]]
) -> None:
    assert told(department(), *forms) == said


def test_a_project_of_running_costs_is_no_part_of_the_specific_ones() -> None:
    forms = two("20", "8")
    forms[1].category = "运转类"
    assert told(department(), *forms) == []


def test_the_message_names_the_project_that_may_be_running_costs() -> None:
    found = findings(ex.good_dossier(department(), *two("20", "8")))
    assert "设备更新经费" in found[0].message
    assert "培训专项经费" not in found[0].message


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("培训专项经费", "12"), ("设备更新经费", "8")], []),
        ([("项目1：培训专项经费", "12"), ("2.设备更新经费", "8")], []),
        ([("培训专项经费", "11"), ("设备更新经费", "8")], [("B009", "error")]),
        ([("培训专项经费", "12"), ("设备更新费", "8")], [("B009", "warning"), ("X002", "warning")]),
        ([("培训专项经费", "12"), ("更新设备经费", "8")], [("B009", "warning"), ("X002", "warning")]),
        ([("培训专项经费", "12"), ("宣传活动费", "8")], [("B009", "warning"), ("B009", "warning")]),
        ([("甲项工作", "12"), ("乙项工作", "5"), ("丙项工作", "3")], []),  # the forms here are none of these
        ([("培训专项经费", "120000"), ("设备更新经费", "8")], [("B012", "error")]),
    ],
)
def test_the_departments_list_and_the_forms(entries: list[tuple[str, str]], said: list[tuple[str, str]]) -> None:
    assert told(listed(*entries), *two("12", "8")) == said


def budget(**fields: Any) -> Budget:
    return Budget.model_validate(fields)


def test_an_empty_budget_says_nothing() -> None:
    assert told(department(), budget=Budget()) == []


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (budget(expenditure=lines(basic="80", project="20", total="100")), []),
        (budget(expenditure=lines(basic="80", project="10", total="100")), [("B017", "warning")]),
        (budget(income=lines(general="90", other="10", total="100"), expenditure=lines(total="100")), []),
        (budget(income=lines(general="90", total="100"), expenditure=lines(total="100")), [("B017", "warning")]),
        (budget(expenditure=lines(total="110")), [("B018", "warning")]),
        (budget(expenditure=lines(specific="25", total="100")), [("B018", "warning")]),
        (budget(expenditure=lines(total="1000000")), [("B012", "error")]),
    ],
)
def test_the_departments_form_and_the_budget(own: Budget, said: list[tuple[str, str]]) -> None:
    assert told(department(), budget=own) == said


def test_codes_add_up_to_the_codes_over_them() -> None:
    functions = [
        {"code": "201", "name": "一般公共服务支出", "amount": "80"},
        {"code": "20140", "name": "信访事务", "amount": "80"},
        {"code": "2014001", "name": "行政运行", "amount": "60"},
        {"code": "2014002", "name": "一般行政管理事务", "amount": "20"},
        {"code": "221", "name": "住房保障支出", "amount": "20"},
    ]
    assert told(budget=budget(functions=functions, expenditure=lines(total="100"))) == []
    functions[3]["amount"] = "25"
    assert told(budget=budget(functions=functions, expenditure=lines(total="100"))) == [("B017", "warning")]


def test_projects_and_the_budgets_list() -> None:
    own = Budget(projects=[BudgetProject(name="业务培训专项", amount=Decimal(20))])
    assert told(project(), budget=own) == []
    own.projects[0].amount = Decimal(18)
    assert told(project(), budget=own) == [("B018", "warning")]
    assert told(project(name="业务专项培训"), budget=own) == [("B018", "warning"), ("X002", "warning")]


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
