"""B: the department's project money, the project forms and the unit's budget."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.dossier import Budget, BudgetProject
from models.forms import DepartmentForm, ProjectForm, ProjectLine
from models.rules import examples as ex
from tests.models.rules.spoken import budget, findings, lines, project, told


def listed(*entries: tuple[str, str]) -> DepartmentForm:
    return ex.good_department(projects=[ProjectLine(name=name, amount=Decimal(amount)) for name, amount in entries])


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
    assert told(ex.good_department(), *forms) == said


def test_a_project_of_running_costs_is_no_part_of_the_specific_ones() -> None:
    forms = two("20", "8")
    forms[1].category = "运转类"
    assert told(ex.good_department(), *forms) == []


def test_the_message_names_the_project_that_may_be_running_costs() -> None:
    found = findings(ex.good_dossier(ex.good_department(), *two("20", "8")))
    assert "设备更新经费" in found[0].message
    assert "培训专项经费" not in found[0].message


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("培训专项经费", "12"), ("设备更新经费", "8")], []),
        ([("项目1：培训专项经费", "12"), ("2.设备更新经费", "8")], []),
        ([("培训专项经费", "11"), ("设备更新经费", "8")], [("B009", "error")]),
        ([("培训专项经费", "12"), ("设备更新费", "8")], [("X002", "warning")]),
        ([("培训专项经费", "12"), ("更新设备经费", "8")], [("X002", "warning")]),
        ([("培训专项经费", "12"), ("宣传活动费", "8")], [("B009", "warning"), ("B009", "warning")]),
        ([("甲项工作", "12"), ("乙项工作", "5"), ("丙项工作", "3")], []),  # the forms here are none of these
        ([("培训专项经费", "120000"), ("设备更新经费", "8")], [("B012", "error")]),
    ],
)
def test_the_departments_list_and_the_forms(entries: list[tuple[str, str]], said: list[tuple[str, str]]) -> None:
    assert told(listed(*entries), *two("12", "8")) == said


def test_an_empty_budget_says_nothing() -> None:
    assert told(ex.good_department(), budget=Budget()) == []


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
    assert told(ex.good_department(), budget=own) == said


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
