"""C: blanks, leftovers and broken-off texts, at their place and with the right weight."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from models.dossier import Dossier
from models.edits import Editor
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.rules import examples as ex
from models.rules.engine import check
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from tests.effort import examples
from tests.models.rules.random_dossiers import dossiers
from tests.models.rules.spoken import found, required

SHIPPED, _ = load_templates([Path(__file__).resolve().parents[4] / "resources" / "templates"])


def test_a_required_column_is_asked_of_every_named_indicator() -> None:
    dossier = ex.good_dossier()
    rows = list(dossier.forms[0].indicators())
    rows[2].basis = ""
    rows.append(Indicator(id="blank"))
    told = found(dossier, "C001", fields=required("indicator.basis"))
    assert [finding.where for finding in told] == [f"{rows[2].id}.basis"]


def test_a_required_field_of_a_goal() -> None:
    assert [one.where for one in found(ex.good_dossier(), "C001", fields=required("goal.weight"))] == [
        "project-goal.weight"
    ]


def test_one_blank_is_not_told_by_two_rules() -> None:
    dossier = ex.goal(statement="").build()
    asked = required("goal.statement", "indicator.name", "indicator.target", "phone")
    assert found(dossier, "C001", fields=asked) == []
    assert len(found(dossier, "C002", fields=asked)) == 1


def test_levels_may_be_spread_over_several_goals_of_a_year() -> None:
    form = ex.good_project()
    whole = form.goals[0]
    second = Goal(id="g2", label="年度目标2", statement="提高服务水平。", dimensions=whole.dimensions[2:])
    whole.dimensions = whole.dimensions[:2]
    form.goals = [whole, second]
    assert found(ex.good_dossier(form), "C004") == []


def test_a_long_term_goal_may_be_told_more_gently() -> None:
    form = ex.good_project()
    form.goals[0].period = "long_term"
    form.goals[0].dimensions.pop()
    assert [one.severity for one in found(ex.good_dossier(form), "C004")] == ["warning"]


def test_a_form_of_another_make_is_not_measured_by_this_templates_levels() -> None:
    form = ex.good_project()
    for dimension in form.goals[0].dimensions:
        dimension.name = f"其他{dimension.name}体系"
    assert found(ex.good_dossier(form), "C004") == found(ex.good_dossier(form), "S001") == []


def test_limits_of_length_are_the_templates() -> None:
    told = found(ex.good_dossier(), "C007", fields={"indicator.name": {"limit": 5}, "name": {"limit": 3}})
    assert {one.severity for one in told} == {"error"}
    assert "project.name" in {one.where for one in told}


def test_a_year_without_history_is_only_a_hint() -> None:
    form = ex.good_project()
    for row in list(form.indicators())[1:]:
        row.history = {"2025": "10"}
    assert [(one.severity, one.where) for one in found(ex.good_dossier(form), "C008")] == [
        ("info", "project-goal-1.history.2025")
    ]


def test_a_column_hardly_anyone_filled_is_left_in_peace() -> None:
    form = ex.good_project()
    for row in list(form.indicators())[:3]:
        row.basis = ""
    assert found(ex.good_dossier(form), "C008") == []


def test_a_signature_the_template_requires_is_an_error() -> None:
    dossier = ex.project(phone="").build()
    assert [one.severity for one in found(dossier, "C009")] == ["info"]
    assert [one.severity for one in found(dossier, "C009", fields=required("phone"))] == ["error"]


def test_an_empty_row_alone_is_no_nameless_indicator() -> None:
    form = ex.good_project()
    form.goals[0].dimensions[2].categories.append(Category(id="empty", name="经济效益指标", indicators=[Indicator()]))
    dossier = ex.good_dossier(form)
    assert found(dossier, "C010") == []
    assert [one.where for one in found(dossier, "S002")] == ["empty.name"]


def test_an_empty_row_beside_filled_ones_can_be_taken_out() -> None:
    form = ex.good_project()
    category = form.goals[0].dimensions[0].categories[0]
    category.indicators.append(Indicator(id="blank"))
    dossier = ex.good_dossier(form)
    told = found(dossier, "C010")
    assert [one.where for one in told] == ["blank.name"]
    assert told[0].fix is not None
    Editor(dossier).apply(told[0].fix)
    assert [row.id for row in category.indicators] == ["project-goal-1"]


def test_the_year_of_a_long_term_goal_matters_only_where_there_is_one() -> None:
    assert found(ex.department(long_term_until="").build(), "C006") == []
    form = ex.good_department(long_term_until="")
    form.goals[0].period = "long_term"
    assert [one.where for one in found(ex.good_dossier(form), "C006")] == ["department.long_term_until"]


@pytest.mark.parametrize("template", SHIPPED.values(), ids=lambda template: template.id)
def test_no_rule_fails_on_an_empty_form_of_any_region(template: FormTemplate) -> None:
    form = ProjectForm(template=template.id) if template.kind == "project" else DepartmentForm(template=template.id)
    blank = Goal(dimensions=[Dimension(categories=[Category(indicators=[Indicator()]), Category()]), Dimension()])
    form.goals = [Goal(), blank, Goal(period="long_term")]
    assert not [one.message for one in check(Dossier(year=2026, forms=[form]), SHIPPED) if "没能运行" in one.message]


@settings(max_examples=examples(100))
@given(dossiers())
def test_no_rule_fails_on_any_dossier(dossier: Dossier) -> None:
    templates = ex.good_form().templates()
    assert not [one.message for one in check(dossier, templates) if "没能运行" in one.message]
