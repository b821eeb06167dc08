"""B: projects, forms and the unit's budget, condition by condition: what is told, and where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.dossier import Budget, BudgetProject
from models.forms import DepartmentForm, ProjectForm, ProjectLine
from models.rules import examples as ex
from tests.models.rules.spoken import budget, fixed, lines, places, said

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
    assert places("B008", ex.good_department(), *forms(*entries, **fields)) == expected


def test_the_projects_money_needs_a_department_with_such_a_line() -> None:
    assert places("B008", *forms(("培训经费", "12"))) == []
    assert places("B008", ex.good_department(expenditure=lines(total="100")), *forms(("培训经费", "12"))) == []


def test_projects_make_the_line_that_fits_where_there_are_two() -> None:
    both = ex.good_department(expenditure=lines(specific="20", project="30"))
    assert places("B008", both, *forms(("培训经费", "30"))) == []
    assert places("B008", both, *forms(("培训经费", "300000"))) == []  # 元
    assert places("B008", both, *forms(("培训经费", "25"))) == SPECIFIC
    only = ex.good_department(expenditure=lines(project="20"))
    running = forms(("培训经费", "20"), category="运转类")
    assert places("B008", only, *running) == []  # 项目支出 holds those of 运转类 too
    assert places("B008", only, *forms(("培训经费", "25"))) == [("department.expenditure.project.amount", "warning")]


def test_less_money_is_graver_where_every_listed_project_has_its_form() -> None:
    listed_here = ex.good_department(projects=[ProjectLine(name="培训经费", amount=Decimal(5))])
    assert places("B008", listed_here, *forms(("培训经费", "5"))) == SPECIFIC
    more = ex.good_department(projects=[ProjectLine(name="培训经费"), ProjectLine(name="设备购置")])
    assert places("B008", more, *forms(("培训经费", "5"))) == [(SPECIFIC[0][0], "info")]


def test_the_projects_that_make_the_difference_are_named() -> None:
    (found,) = said(
        "B008",
        ex.good_department(),
        *forms(("培训经费", "12"), ("设备购置", "8"), ("水电保障", "3"), ("物业保障", "2")),
    )
    assert all(word in found.message for word in ("特定目标类 20", "4 个项目表合计 25", "相差 5；", "“水电保障”（3）"))
    assert "“物业保障”（2）" in found.message
    assert "“培训经费”" not in found.message
    (one,) = said(
        "B008",
        ex.good_department(),
        *forms(("培训经费", "15"), ("水电保障", "3"), ("物业保障", "2"), ("安保服务", "5")),
    )
    assert "“安保服务”（5）" in one.message, "the fewest that make it"
    assert "“水电保障”" not in one.message
    told_so = forms(("培训经费", "20"), ("水电保障", "5"))
    told_so[1].category = "特定目标类"
    (none,) = said("B008", ex.good_department(), *told_so)
    assert "“水电保障”" not in none.message
    (less,) = said("B008", ex.good_department(), *forms(("培训经费", "17")))
    assert "没有录入" in less.message
    assert "相差 3；" in less.message


def lists(*entries: tuple[str, str | None], **fields: Any) -> DepartmentForm:
    made = [ProjectLine.model_validate({"id": f"l{n}", "name": x, "amount": a}) for n, (x, a) in enumerate(entries, 1)]
    return ex.good_department(projects=made, expenditure={}, **fields)


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
        ([("社区矫正工作经费", "12")], [("社区娇正工作经费", "12")], []),  # the slip: X002
        (
            [("社区矫正工作经费", "12")],
            [("社区娇正工作经费", "13")],
            [("l1.amount", "warning")],
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
            [("l1.name", "warning")],  # those of the forms are told with X006
        ),
        # the amount and a name that is alike
        ([("社区矫正工作经费", "12")], [("社区矫正人员管理经费", "12")], []),  # X002
        ([("社区矫正工作经费", "12")], [("物业保障", "12")], [("l1.name", "warning")]),
        ([], [("培训经费", "12")], []),
        ([("培训经费", "12")], [], []),
    ],
)
def test_the_list_is_told_at_line_or_form(listed: Any, entries: Any, expected: Any) -> None:
    assert told_of(listed, entries) == expected


def test_lines_alike_in_name_and_money_are_one_project() -> None:
    (found,) = said("X002", lists(("社区矫正工作经费", "12")), *forms(("社区矫正人员管理经费", "12")))
    assert "像是同一个项目" in found.message
    (other,) = said("B009", lists(("社区矫正工作经费", "12")), *forms(("物业保障", "12")))
    assert "没有对应的" in other.message


def test_a_form_belongs_to_one_line() -> None:
    lines_here = lists(("社区矫正工作经费", "12"), ("社区矫正人员经费", "12"))
    (slip,) = said("X002", lines_here, *forms(("社区娇正工作经费", "12")))
    (left,) = said("B009", lines_here, *forms(("社区娇正工作经费", "12")))
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
    assert fixed(whole, "X002") == []
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
        ([amounts(amount="10000")], []),  # with nothing to hold it against
        ([amounts(amount=None, funding={"fiscal": "200000"})], []),
        ([ex.good_department(expenditure=lines(personnel="600000", operation="400000"))], ["department.amount"]),
        (
            [ex.good_department(expenditure=lines(personnel="600000", operation="400000", total="100"))],
            ["department.expenditure.total.amount"],
        ),
        ([ex.good_department(expenditure={}, income=lines(fiscal="1000000"))], ["department.amount"]),
        ([ex.good_department(expenditure={}, income=lines(unit="1000000", business="300000"))], ["department.amount"]),
        ([ex.good_department(amount=None, expenditure={}, income=lines(fiscal="1000000"))], []),
        (
            [ex.good_department(projects=[ProjectLine(id="l", name="甲", total=Decimal(200000), amount=Decimal(20))])],
            ["l.total"],
        ),
        ([ex.good_department(projects=[ProjectLine(id="l", name="甲", total=Decimal(200000))])], []),
        ([ex.good_department(projects=[ProjectLine(id="l", name="甲", amount=Decimal(20))])], []),
        ([lists(("培训经费", "120000")), *forms(("培训经费", "12"))], ["l1.amount"]),
        ([ex.good_department(), *forms(("培训经费", "200000"))], ["department.expenditure.specific.amount"]),
        ([ex.good_department(), *forms(("培训经费", "200000"), category="运转类")], []),
        ([ex.good_department()], []),
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
    found = places("B018", ex.good_department(**fields), budget=budget(**planned))
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
