"""B: the department's project money, the project forms and the unit's budget."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.dossier import Budget, BudgetProject
from models.forms import DepartmentForm, ProjectForm, ProjectLine
from models.rules import examples as ex
from tests.models.rules.spoken import findings, lines, mended, places, project, said, told


def department(**fields: Any) -> DepartmentForm:
    return ex.good_department(**fields)


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


# --- where it is told, condition by condition -------------------------------------------------------------------------

SPECIFIC = [("department.expenditure.specific.amount", "warning")]


def forms(*entries: tuple[str, str | None], **fields: Any) -> list[ProjectForm]:
    """Project forms p1, p2 … of these names and amounts."""
    return [
        ex.good_project(f"p{n}", name=name, code=f"P-{n}", amount=amount, funding={}, goals=[], **fields)
        for n, (name, amount) in enumerate(entries, 1)
    ]


@pytest.mark.parametrize(
    ("entries", "fields", "expected"),
    [
        ([("培训经费", "12"), ("设备购置", "8.004")], {}, []),
        ([("培训经费", "12"), ("设备购置", "8.005")], {}, SPECIFIC),
        ([("培训经费", "12"), ("设备购置", None)], {}, [(SPECIFIC[0][0], "info")]),
        ([("培训经费", None)], {}, []),
        ([("培训经费", "16")], {}, SPECIFIC),  # nearly all
        ([("培训经费", "15.99")], {}, [(SPECIFIC[0][0], "info")]),  # perhaps not all forms are here
        ([("培训经费", "12"), ("设备购置", "2000")], {}, SPECIFIC),
        ([("培训经费", "200000")], {}, []),  # 元: B012
        ([("培训经费", "25")], {"category": "特定目标类"}, [(SPECIFIC[0][0], "error")]),
        ([("培训经费", "25"), ("设备购置", "5")], {"category": "运转类"}, [(SPECIFIC[0][0], "info")]),
    ],
)
def test_the_projects_money_is_told_at_the_departments_line(entries: Any, fields: Any, expected: Any) -> None:
    assert places("B008", department(), *forms(*entries, **fields)) == expected


def test_the_projects_money_needs_a_department_with_such_a_line() -> None:
    assert places("B008", *forms(("培训经费", "12"))) == []
    assert places("B008", department(expenditure=lines(total="100")), *forms(("培训经费", "12"))) == []


def test_projects_make_the_line_that_fits_where_there_are_two() -> None:
    both = department(expenditure=lines(specific="20", project="30"))
    assert places("B008", both, *forms(("培训经费", "30"))) == []
    assert places("B008", both, *forms(("培训经费", "300000"))) == []  # 元
    assert places("B008", both, *forms(("培训经费", "25"))) == SPECIFIC
    only = department(expenditure=lines(project="20"))
    running = forms(("培训经费", "20"), category="运转类")
    assert places("B008", only, *running) == []  # 项目支出 holds those of 运转类 too
    assert places("B008", only, *forms(("培训经费", "25"))) == [("department.expenditure.project.amount", "warning")]


def test_less_money_is_graver_where_every_listed_project_has_its_form() -> None:
    listed_here = department(projects=[ProjectLine(name="培训经费", amount=Decimal(5))])
    assert places("B008", listed_here, *forms(("培训经费", "5"))) == SPECIFIC
    more = department(projects=[ProjectLine(name="培训经费"), ProjectLine(name="设备购置")])
    assert places("B008", more, *forms(("培训经费", "5"))) == [(SPECIFIC[0][0], "info")]


def test_the_projects_that_make_the_difference_are_named() -> None:
    (found,) = said(
        "B008", department(), *forms(("培训经费", "12"), ("设备购置", "8"), ("水电保障", "3"), ("物业保障", "2"))
    )
    assert all(word in found.message for word in ("特定目标类 20", "4 个项目表合计 25", "相差 5；", "“水电保障”（3）"))
    assert "“物业保障”（2）" in found.message
    assert "“培训经费”" not in found.message
    (one,) = said(
        "B008", department(), *forms(("培训经费", "15"), ("水电保障", "3"), ("物业保障", "2"), ("安保服务", "5"))
    )
    assert "“安保服务”（5）" in one.message, "the fewest that make it"
    assert "“水电保障”" not in one.message
    told_so = forms(("培训经费", "20"), ("水电保障", "5"))
    told_so[1].category = "特定目标类"
    (none,) = said("B008", department(), *told_so)
    assert "“水电保障”" not in none.message
    (less,) = said("B008", department(), *forms(("培训经费", "17")))
    assert "没有录入" in less.message
    assert "相差 3；" in less.message


def lists(*entries: tuple[str, str | None], **fields: Any) -> DepartmentForm:
    made = [ProjectLine.model_validate({"id": f"l{n}", "name": x, "amount": a}) for n, (x, a) in enumerate(entries, 1)]
    return department(projects=made, expenditure={}, **fields)


def told_of(
    listed: list[tuple[str, str | None]], entries: list[tuple[str, str | None]], code: str = "B009", **fields: Any
) -> list[tuple[str, str]]:
    return places(code, lists(*listed), *forms(*entries), **fields)


@pytest.mark.parametrize(
    ("listed", "entries", "expected"),
    [
        ([("培训经费", "12")], [("培训经费", "12")], []),
        ([("培训经费", "12")], [("培训经费", "12.004")], []),
        ([("培训经费", "12")], [("培训经费", "12.005")], [("l1.amount", "error")]),
        ([("培训经费", None)], [("培训经费", "12")], []),
        ([("培训经费", "12")], [("培训经费", None)], []),
        ([("培训经费", "12")], [("培训经费", "120000")], []),  # 元: B012
        ([("培训经费", "12"), ("合计", "12")], [("培训经费", "12")], []),
        ([("培训经费", "12"), ("小计", "12"), ("总计", "12"), ("", None)], [("培训经费", "12")], []),
        ([("社区矫正工作经费", "12")], [("社区娇正工作经费", "12")], [("l1.name", "warning")]),
        (
            [("社区矫正工作经费", "12")],
            [("社区娇正工作经费", "13")],
            [("l1.name", "warning"), ("l1.amount", "warning")],
        ),
        ([("培训经费", "12")], [("培训经费", "12"), ("设备购置", "8")], [("p2.name", "warning")]),
        ([("培训经费", "12"), ("设备购置", "8")], [("培训经费", "12")], [("l2.name", "warning")]),
        (
            [("培训经费", "12"), ("甲项", "1"), ("乙项", "2"), ("丙项", "3")],
            [("培训经费", "12")],
            [("l2.name", "info")],  # most have no form: perhaps only the main ones are here
        ),
        (
            [("培训经费", "12"), ("设备购置", "8"), ("物业保障", "9"), ("甲项", "1"), ("乙项", "2"), ("丙项", "4")],
            [("培训经费", "12"), ("设备购置", "8"), ("物业保障", "9")],
            [("l4.name", "warning"), ("l5.name", "warning"), ("l6.name", "warning")],
        ),
        ([("培训经费", "12"), ("设备购置", "8")], [("物业保障", "9")], []),  # nothing of the list is here
        ([("培训经费", "12")], [("物业保障", "9")], [("l1.name", "warning")]),
        (
            [("培训经费", "12"), ("设备购置", "8")],
            [("物业保障", "9"), ("甲项", "1")],
            [("l1.name", "warning"), ("l2.name", "warning")],
        ),
        # two of one name: each line has a form of its own
        ([("培训经费", "12"), ("培训经费", "8")], [("培训经费", "12"), ("培训经费", "8")], []),
        # names that stand twice are not taken for a slip
        (
            [("社区矫正工作经费", "12"), ("培训经费", "1")],
            [("社区娇正工作经费", "3"), ("社区娇正工作经费", "4"), ("培训经费", "1")],
            [("l1.name", "warning"), ("p1.name", "warning"), ("p2.name", "warning")],
        ),
        # the amount and a name that is alike
        ([("社区矫正工作经费", "12")], [("社区矫正人员管理经费", "12")], [("l1.name", "warning")]),
        ([("社区矫正工作经费", "12")], [("物业保障", "12")], [("l1.name", "warning")]),
        ([], [("培训经费", "12")], []),
        ([("培训经费", "12")], [], []),
    ],
)
def test_the_list_is_told_at_line_or_form(listed: Any, entries: Any, expected: Any) -> None:
    assert told_of(listed, entries) == expected


def test_lines_alike_in_name_and_money_are_one_project() -> None:
    (found,) = said("B009", lists(("社区矫正工作经费", "12")), *forms(("社区矫正人员管理经费", "12")))
    assert "应为同一个项目" in found.message
    (other,) = said("B009", lists(("社区矫正工作经费", "12")), *forms(("物业保障", "12")))
    assert "没有对应的" in other.message


def test_a_form_belongs_to_one_line() -> None:
    lines_here = lists(("社区矫正工作经费", "12"), ("社区矫正人员经费", "12"))
    slip, left = said("B009", lines_here, *forms(("社区娇正工作经费", "12")))
    assert (slip.where, left.where) == ("l1.name", "l2.name")
    assert "没有对应的" in left.message


def test_the_message_of_two_amounts_gives_their_difference() -> None:
    (found,) = said("B009", lists(("培训经费", "12")), *forms(("培训经费", "15")))
    assert all(word in found.message for word in ("部门表为 12，", "项目表为 15，", "相差 3；"))


def test_without_a_department_there_is_no_list() -> None:
    assert places("B009", *forms(("培训经费", "12"))) == []


@pytest.mark.parametrize(
    ("budgeted", "kept"),
    [
        ([], "社区娇正工作经费"),  # the form's own
        (["社区矫正工作经费"], "社区矫正工作经费"),  # what the unit's budget says
        (["社区娇正工作经费"], "社区娇正工作经费"),
        (["社区矫正工作经费", "社区娇正工作经费"], "社区娇正工作经费"),
    ],
)
def test_which_of_two_names_holds(budgeted: list[str], kept: str) -> None:
    whole = ex.good_dossier(
        lists(("社区矫正工作经费", "12")),
        *forms(("社区娇正工作经费", "12")),
        budget=Budget(projects=[BudgetProject(name=name) for name in budgeted]),
    )
    assert mended(whole, "B009") == []
    line, form = whole.forms[0].projects[0], whole.forms[1]  # type: ignore[union-attr]
    assert line.name == form.name == kept


# --- 元 and 万元 ---


def amounts(**fields: Any) -> ProjectForm:
    return ex.good_project(**({"goals": [], "amount": "20", "funding": {}} | fields))


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ([amounts(funding={"fiscal": "200000"})], ["project.amount"]),
        ([amounts(funding={"fiscal": "20", "total": "200000"})], ["project.amount"]),
        ([amounts(costs=[{"content": "场地", "own": "200000"}])], ["project.amount"]),
        ([amounts(total_amount="200000")], ["project.total_amount"]),
        ([amounts(total_amount="100000")], []),
        ([amounts(amount=None, funding={"fiscal": "200000"})], []),
        ([department(expenditure=lines(personnel="600000", operation="400000"))], ["department.amount"]),
        (
            [department(expenditure=lines(personnel="600000", operation="400000", total="100"))],
            ["department.expenditure.total.amount"],
        ),
        ([department(expenditure={}, income=lines(fiscal="1000000"))], ["department.amount"]),
        ([department(expenditure={}, income=lines(unit="1000000", business="300000"))], ["department.amount"]),
        ([department(amount=None, expenditure={}, income=lines(fiscal="1000000"))], []),
        (
            [department(projects=[ProjectLine(id="l", name="甲", total=Decimal(200000), amount=Decimal(20))])],
            ["l.total"],
        ),
        ([department(projects=[ProjectLine(id="l", name="甲", total=Decimal(200000))])], []),
        ([department(projects=[ProjectLine(id="l", name="甲", amount=Decimal(20))])], []),
        ([lists(("培训经费", "120000")), *forms(("培训经费", "12"))], ["l1.amount"]),
        ([department(), *forms(("培训经费", "200000"))], ["department.expenditure.specific.amount"]),
        ([department(), *forms(("培训经费", "200000"), category="运转类")], []),
        ([department()], []),
    ],
)
def test_a_factor_of_ten_thousand_is_told_at_its_place(whole: list[Any], expected: list[str]) -> None:
    assert places("B012", *whole) == [(where, "error") for where in expected]


def test_a_cost_indicator_ten_thousand_times_the_budget() -> None:
    form = ex.good_project()
    cost = next(one for one in form.indicators() if "成本" in one.name)
    cost.target = type(cost.target).parse("≤200000万元")
    (found,) = said("B012", form)
    assert found.where == f"{cost.id}.target"
    assert all(word in found.message for word in ("“项目总成本” 200000", "预算 20 "))


# --- the unit's budget ---


def own(**fields: Any) -> list[tuple[str, str]]:
    return [(one.where, one.message) for one in said("B017", budget=budget(**fields))]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"income": lines(fiscal="90", other="10", total="100")}, []),
        ({"income": lines(fiscal="90", other="10.004", total="100")}, []),
        ({"income": lines(fiscal="90", other="5", total="100")}, ["budget.income.total.amount"]),
        ({"income": lines(fiscal="90", other="5")}, []),
        ({"income": lines(total="100")}, []),
        ({"income": lines(unit="100", business="30", total="100")}, []),
        ({"expenditure": lines(basic="80", project="10", total="100")}, ["budget.expenditure.total.amount"]),
        ({"expenditure": lines(basic="80", total="100")}, []),
        ({"expenditure": lines(basic="80", project="10")}, []),
        ({"income": lines(total="90"), "expenditure": lines(total="100")}, ["budget.income.total.amount"]),
        ({"income": lines(total="90")}, []),
        (
            {"expenditure": lines(project="20"), "projects": [{"name": "甲", "amount": "12"}, {"name": "乙"}]},
            ["budget.expenditure.project.amount"],
        ),
        ({"expenditure": lines(project="12"), "projects": [{"name": "甲", "amount": "12"}, {"name": "乙"}]}, []),
        ({"expenditure": lines(project="12"), "projects": [{"name": "乙"}]}, []),
        ({"projects": [{"name": "甲", "amount": "12"}]}, []),
    ],
)
def test_the_budgets_own_sums(fields: dict[str, Any], expected: list[str]) -> None:
    assert [where for where, _ in own(**fields)] == expected


def codes(*entries: tuple[str, str | None]) -> list[dict[str, Any]]:
    return [{"id": f"f{code}", "code": code, "name": f"科目{code}", "amount": amount} for code, amount in entries]


@pytest.mark.parametrize(
    ("functions", "expected"),
    [
        (codes(("201", "80"), ("221", "20")), []),
        (codes(("201", "80"), ("221", "10")), ["budget.functions"]),
        (codes(("201", "100"), ("221", None)), []),
        (codes(("201", "100"), ("20140", "90")), ["f201.amount"]),
        (codes(("201", "100"), ("20140", "100"), ("2014001", "60"), ("2014002", "40")), []),
        (codes(("201", "100"), ("20140", "100"), ("2014001", "60"), ("2014002", "30")), ["f20140.amount"]),
        (codes(("201", "100"), ("2014001", "60")), []),  # the code between is not there
        (codes(("201", "100"), ("20140", None)), []),
        (codes(("201", None), ("20140", "90")), []),
        (codes(("", "100"), ("", "50")), []),
    ],
)
def test_codes_are_told_at_the_code_over_them(functions: list[dict[str, Any]], expected: list[str]) -> None:
    assert [where for where, _ in own(functions=functions, expenditure=lines(total="100"))] == expected


def test_the_message_of_the_budget_gives_the_numbers() -> None:
    ((_, message),) = own(expenditure=lines(basic="80", project="10", total="100"))
    assert all(word in message for word in ("支出合计 100", "为 90", "相差 10；"))


@pytest.mark.parametrize(
    ("fields", "planned", "expected"),
    [
        ({}, {"expenditure": lines(total="100.004")}, []),
        ({}, {"expenditure": lines(total="100.01")}, ["department.expenditure.total.amount"]),
        ({"expenditure": {}}, {"expenditure": lines(total="110")}, ["department.amount"]),
        ({"expenditure": {}, "amount": None}, {"expenditure": lines(total="110")}, []),
        ({"expenditure": {}}, {"income": lines(total="110")}, ["department.amount"]),
        ({"expenditure": {}}, {"income": lines(total="110"), "expenditure": lines(total="100")}, []),
        ({}, {"expenditure": lines(total="1000000")}, []),  # 元: B012
        ({}, {"expenditure": lines(personnel="50")}, ["department.expenditure.personnel.amount"]),
        ({}, {"expenditure": lines(basic="50")}, []),
        ({"expenditure": lines(personnel=None)}, {"expenditure": lines(personnel="50")}, []),
        ({"income": lines(fiscal="90")}, {"income": lines(fiscal="80")}, ["department.income.fiscal.amount"]),
        ({"income": lines(fiscal="90")}, {"income": lines(general="80", government_fund="10")}, []),
        (
            {"income": lines(fiscal="90")},
            {"income": lines(general="80", state_capital="5")},
            ["department.income.fiscal.amount"],
        ),
        ({"income": lines(fiscal="90")}, {"income": lines(fiscal="90", general="80")}, []),
        ({"income": lines(fiscal="90")}, {"income": lines(other="80")}, []),
        ({"income": lines(other="90")}, {"income": lines(fiscal="80")}, []),
        ({"income": lines(fiscal=None)}, {"income": lines(fiscal="80")}, []),
    ],
)
def test_the_departments_money_and_the_budgets(fields: dict[str, Any], planned: Any, expected: list[str]) -> None:
    found = places("B018", department(**fields), budget=budget(**planned))
    assert found == [(where, "warning") for where in expected]


@pytest.mark.parametrize(
    ("name", "amount", "planned", "expected"),
    [
        ("培训经费", "12", [("培训经费", "12.004")], False),
        ("培训经费", "12", [("培训经费", "13")], True),
        ("培训经费", "12", [("设备购置", "13")], False),
        ("培训经费", None, [("培训经费", "13")], False),
        ("培训经费", "12", [("培训经费", None)], False),
        ("社区矫正工作经费", "12", [("社区娇正工作经费", "13")], True),
        ("社区矫正工作经费", "12", [("社区娇正工作经费", "13"), ("社区矫正工作经费", "12")], False),
    ],
)
def test_a_projects_money_and_the_budgets(name: str, amount: str | None, planned: Any, expected: bool) -> None:
    entries = [{"name": planned_name, "amount": money} for planned_name, money in planned]
    found = places("B018", *forms((name, amount)), budget=budget(projects=entries))
    assert found == ([("p1.amount", "warning")] if expected else [])
    if expected:
        (one,) = said("B018", *forms((name, amount)), budget=budget(projects=entries))
        assert all(word in one.message for word in (" 12，", "为 13，", "相差 1；"))
