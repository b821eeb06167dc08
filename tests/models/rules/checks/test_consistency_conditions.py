"""X: what is said in two places, condition by condition: what is told, and where."""

from __future__ import annotations

from typing import Any

import pytest

from models.forms import DepartmentForm, ProjectForm
from models.goals import Goal, Indicator
from models.rules import examples as ex
from models.target import Target
from tests.models.rules.spoken import after, findings, places, project_with, two_forms
from tests.models.rules.spoken import said as told_by

DEPARTMENT, PROJECT = "department-goal-3", "project-goal-1"


@pytest.mark.parametrize(
    ("name", "first", "second", "expected"),
    [
        ("重点案件办结率", "≥95%", "≥90%", "warning"),
        ("重点案件办结率", "≥95%", "≥99%", "warning"),  # a rate is one and the same
        ("重点案件办结率", "≥95%", "较高", ""),
        ("案件办结率", "≥95%", "≥90%", "info"),  # so short a name may mean many things
        ("重点案件办结数", "≥95件", "≥99件", "warning"),  # the part is more than the whole
        ("重点案件办结数", "≥95件", "≥90件", "warning"),
        ("重点案件办结数", "≥95件", "≥40件", ""),  # one project does part of it
        ("办件数", "≥95件", "≥99件", ""),
        ("重大事故发生件数", "≤95件", "≤99件", ""),  # less is better there
        ("重大案件下降件数", "≥95件", "≥99件", ""),
        ("重点案件办结经费", "≤95件", "≤99件", ""),  # a cost
        ("重点案件办结用款", "≤95万元", "≤99万元", ""),
        ("资金支付及时率", "≥95%", "≥90%", ""),  # every project has its own
        ("来访群众综合满意度", "≥95%", "≥90%", "info"),
        ("来访群众综合满意度", "≥95件", "≥99件", ""),
    ],
)
def test_two_values_are_told_at_the_second(name: str, first: str, second: str, expected: str) -> None:
    found = places("X003", *two_forms((name, first), (name, second)))
    assert found == ([(f"{PROJECT}.target", expected)] if expected else [])


def test_the_departments_value_is_the_first_wherever_it_stands() -> None:
    department, project = two_forms(("重点案件办结率", "≥95%"), ("重点案件办结率", "≥90%"))
    (found,) = told_by("X003", project, department)
    assert found.where == f"{PROJECT}.target"
    assert all(words in found.message for words in ("“≥90%”，", "“部门整体绩效目标表”另一处是“≥95%”"))


def two_projects(first: tuple[str, str], second: tuple[str, str]) -> list[ProjectForm]:
    made = []
    for number, (name, target) in enumerate((first, second), 1):
        form = ex.good_project(f"p{number}", name=f"{'甲乙'[number - 1]}类专项", code=f"P-{number}")
        form.goals[0].dimensions = form.goals[0].dimensions[:1]
        form.goals[0].dimensions[0].categories = form.goals[0].dimensions[0].categories[:1]
        row = next(form.indicators())
        row.name, row.target = name, Target.parse(target)
        made.append(form)
    return made


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("≥95%", "≥90%", [("p2-goal-1.target", "info")]),
        ("≥95%", "≥95%", []),
        ("≥95件", "≥99件", []),  # every project its own number
    ],
)
def test_two_projects_need_not_agree(first: str, second: str, expected: list[tuple[str, str]]) -> None:
    assert places("X003", *two_projects(("重点案件办结率", first), ("重点案件办结率", second))) == expected


def two_goals(*rows: tuple[str, str], period: Any = "annual", apart: bool = True) -> ProjectForm:
    """A project whose rows of a name stand in two goals, or in one."""
    form = ex.good_project(goals=[])
    for number, (name, target) in enumerate(rows):
        if apart or not number:
            form.goals.append(Goal(id=f"g{number}", period="annual" if not number else period))
        row = Indicator(id=f"r{number}", name=name, target=Target.parse(target))
        ex.category_of(form.goals[-1], "产出指标", "数量指标").indicators.append(row)
    return form


@pytest.mark.parametrize(
    ("name", "targets", "fields", "expected"),
    [
        ("重点案件办结数", ("≥95件", "≥90件"), {}, "warning"),
        ("案件办结数", ("≥95件", "≥90件"), {}, "info"),
        ("来访群众综合满意度", ("≥95%", "≥90%"), {}, "info"),
        ("重点案件办结数", ("≥95件", "≥90件"), {"period": "long_term"}, ""),  # two years, two numbers
        ("重点案件办结数", ("≥95件", "≥90件"), {"apart": False}, ""),  # S003
        ("重点案件办结数", ("≥95件", "≥90次"), {}, ""),  # X005
    ],
)
def test_two_goals_of_a_form_agree(name: str, targets: tuple[str, str], fields: Any, expected: str) -> None:
    form = two_goals((name, targets[0]), (name, targets[1]), **fields)
    assert places("X003", form) == ([("r1.target", expected)] if expected else [])
    if expected:
        assert "本表另一处" in told_by("X003", form)[0].message


@pytest.mark.parametrize(
    ("name", "first", "second", "expected"),
    [
        ("重点案件办结数", "≥95件", "≥95批次", "warning"),
        ("重点案件办结数", "≥95名", "≥95人", ""),  # the same
        ("重点案件办结数", "≥95件", "≥95", ""),
        ("重点案件办结数", "≥95件", "较多", ""),
        ("案件办结数", "≥95件", "≥95批次", "info"),
        ("重点案件办结费", "≤95元", "≤95万元", ""),
        ("重点案件办结费", "≤95元", "≤95件", "warning"),
        ("重点案件办结费", "≤95件", "≤95元", "warning"),
        ("资金支付及时率", "≥95%", "≥95件", ""),
    ],
)
def test_two_units_are_told_at_the_second(name: str, first: str, second: str, expected: str) -> None:
    found = places("X005", *two_forms((name, first), (name, second)))
    assert found == ([(f"{PROJECT}.target", expected)] if expected else [])


def test_where_the_first_unit_stands_is_told() -> None:
    (other,) = told_by("X005", *two_forms(("重点案件办结数", "≥95件"), ("重点案件办结数", "≥95批次")))
    assert "“部门整体绩效目标表”另一处" in other.message
    own = two_goals(("重点案件办结数", "≥95件"), ("重点案件办结数", "≥95批次"))
    (one,) = told_by("X005", own)
    assert "本表另一处" in one.message
    assert one.where == "r1.target"
    unnamed = ex.good_department(name="")
    row = ex.category_of(unnamed.goals[0], "履职效能", "数量指标").indicators[0]
    row.name, row.target = "重点案件办结数", Target.parse("≥95件")
    (template,) = told_by("X005", unnamed, two_forms(("", ""), ("重点案件办结数", "≥95批次"))[1])
    assert "“部门整体绩效目标表”另一处" in template.message


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("重点案件受理及时率", "重点案件及时受理率", True),
        ("重点案件受理及时率", "重点案件受理及时率", False),
        ("受理及时率", "及时受理率", False),  # too short
        ("重点案件及时受理", "重点案件受理及时率", False),
        ("第12片区巡查次数", "第21片区巡查次数", False),
    ],
)
def test_the_same_characters_in_another_order(first: str, second: str, expected: bool) -> None:
    found = places("X002", *two_forms((first, "≥95%"), (second, "≥95%")))
    assert found == ([(f"{PROJECT}.name", "warning")] if expected else [])
    form = two_goals((first, "≥95%"), (second, "≥95%"))
    assert places("X002", form) == ([("r1.name", "warning")] if expected else [])


def listed(name: str) -> DepartmentForm:
    return ex.good_department(projects=[{"id": "line", "name": name, "amount": "20"}])


@pytest.mark.parametrize(
    ("budgeted", "expected"),
    [
        ([], "line.name"),
        (["临时人员培训经费"], "project.name"),
        (["临时培训人员经费"], "line.name"),
    ],
)
def test_a_slip_between_list_and_form(budgeted: list[str], expected: str) -> None:
    whole = (listed("临时人员培训经费"), ex.good_project(name="临时培训人员经费"))
    budget = {"projects": [{"name": name} for name in budgeted]}
    assert places("X002", *whole, budget=budget) == [(expected, "warning")]
    (one,) = told_by("X002", *whole, budget=budget)
    right = "临时培训人员经费" if expected == "line.name" else "临时人员培训经费"
    assert f"写“{right}”" in one.message


@pytest.mark.parametrize(
    ("own", "budgeted", "expected"),
    [
        ("临时培训人员经费", ["临时人员培训经费"], True),
        ("临时人员培训经费", ["临时人员培训经费"], False),
        ("临时培训人员经费", ["临时人员培训经费", "临时培训人员经费"], False),
        ("临时培训人员经费", ["设备更新经费"], False),
        ("临时培训人员经费", [""], False),
    ],
)
def test_a_slip_between_form_and_budget(own: str, budgeted: list[str], expected: bool) -> None:
    budget = {"projects": [{"name": name} for name in budgeted]}
    found = places("X002", ex.good_project(name=own), budget=budget)
    assert found == ([("project.name", "warning")] if expected else [])


def test_a_name_of_the_budget_that_another_form_has_is_no_slip_of_this_one() -> None:
    forms = [ex.good_project("p1", name="临时人员培训经费"), ex.good_project("p2", name="临时培训人员经费", code="P-2")]
    assert places("X002", *forms, budget={"projects": [{"name": "临时人员培训经费"}]}) == []


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("P-002", "设备更新专项", []),
        ("P-001", "设备更新专项", [("p2.code", "error")]),
        (" P-001", "设备更新专项", [("p2.code", "error")]),
        ("", "设备更新专项", []),
        ("P-002", "业务培训专项", [("p2.name", "warning")]),
        ("P-002", "“业务培训”专项", [("p2.name", "warning")]),
        ("P-002", "", []),
    ],
)
def test_codes_and_names_are_told_at_the_second_form(code: str, name: str, expected: list[tuple[str, str]]) -> None:
    forms = [ex.good_project("p1"), ex.good_project("p2", code=code, name=name)]
    assert places("X006", *forms) == expected


def test_projects_without_a_name_are_not_the_same_project() -> None:
    assert places("X006", *(ex.good_project(f"p{number}", name="", code=f"P-00{number}") for number in (1, 2))) == []


@pytest.mark.parametrize("code", ["无", "/", "1"])
def test_what_is_no_code_may_stand_twice(code: str) -> None:
    forms = [ex.good_project("p1", code=code), ex.good_project("p2", code=code, name="设备更新专项")]
    assert places("X006", *forms) == []


@pytest.mark.parametrize(
    ("own", "whole", "expected"),
    [
        ("示例市示范局", "示例市示例局", [("project.unit_name", "warning")]),
        ("示例市第一中学", "示例市示例局", [("project.unit_name", "info")]),
        ("示例市示例局（本级）", "示例市示例局", []),
        ("示例市示例局机关", "示例市示例局", []),
        ("示例市示例局", "中共示例市示例局委员会", []),
        ("", "示例市示例局", []),
        ("示例市第一中学", "", []),
    ],
)
def test_another_unit_is_told_at_its_name(own: str, whole: str, expected: list[tuple[str, str]]) -> None:
    dossier = ex.good_dossier(ex.good_project(unit_name=own))
    dossier.unit.name = whole
    found = [one for one in findings(dossier) if one.code == "X007"]
    assert [(one.where, one.severity) for one in found] == expected
    assert [one.fix is not None for one in found] == [severity == "warning" for _, severity in expected]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"project_year": "2027"}, [("project.project_year", "error")]),
        ({"project_year": "2025-2026"}, []),
        ({"period": "2026—2028"}, []),
        ({"period": "2024—2026"}, []),
        ({"period": "2027—2028"}, [("project.period", "warning")]),
        ({"period": "2024—2025"}, [("project.period", "warning")]),
        ({"period": "三年"}, []),
        ({"budget_change": "2025年较上年持平。"}, [("project.budget_change", "warning")]),
        ({"budget_change": "2025年度比去年增加。"}, [("project.budget_change", "warning")]),
        ({"budget_change": "2025年较上年持平，2026年不变。"}, []),
        ({"budget_change": "2025年安排20万元。"}, []),
    ],
)
def test_another_year_is_told_where_it_stands(fields: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert places("X007", ex.good_project(**fields)) == expected


def test_the_year_of_a_project_is_fixed() -> None:
    assert after("X007", ex.good_project(project_year="2025年")).forms[0].project_year == "2026"  # type: ignore[union-attr]


@pytest.mark.parametrize(("period", "expected"), [("annual", True), ("long_term", False)])
def test_only_a_statement_of_the_year_speaks_of_it(period: Any, expected: bool) -> None:
    form = project_with("2025年计划举办培训。", ("举办培训情况", "完成"), period=period, id="g")
    assert places("X007", form) == ([("g.statement", "warning")] if expected else [])
