"""What a rule is given to look at."""

from __future__ import annotations

from typing import Any

import pytest

from models.goals import Goal
from models.rules import examples as ex
from models.rules import promises
from models.rules.engine import check
from models.rules.view import DossierView, FormView, GoalView, Row, year_in
from models.target import Target
from tests.models.rules.spoken import templates


def seen(form: Any, used: Any = None, **unit: str) -> FormView:
    template = (templates() if used is None else used).get(form.template)
    return FormView(form, template, 2026, ex.good_dossier().unit.model_copy(update=unit))


@pytest.mark.parametrize(
    ("text", "year"),
    [("2026年", 2026), ("2025—2026", None), ("2026、2026", 2026), ("20261", None), ("1999", 1999), ("明年", None)],
)
def test_the_one_year_of_a_text(text: str, year: int | None) -> None:
    assert year_in(text) == year


def test_a_form_is_a_projects_or_a_departments() -> None:
    project, department = seen(ex.good_project(project_year="2025")), seen(ex.good_department())
    assert (project.project, project.department) == (project.form, None)
    assert (department.project, department.department) == (None, department.form)
    assert (project.form_year, department.form_year) == (2025, None)


def test_the_units_name_is_the_forms_own_or_the_dossiers() -> None:
    assert seen(ex.good_project(unit_name="甲局"), name="乙局").unit_name == "甲局"
    assert seen(ex.good_project(unit_name=""), name="乙局").unit_name == "乙局"


def test_goals_are_counted_period_by_period_and_made_once() -> None:
    form = ex.good_project()
    form.goals = [Goal(period="annual"), Goal(period="long_term"), Goal(period="annual"), Goal(period="long_term")]
    view = seen(form)
    assert [goal.number for goal in view.goals] == [0, 0, 1, 1]
    assert view.goals is view.goals
    assert view.goals[0].rows is view.goals[0].rows


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["产出指标", "效益指标"], True),
        (["产出指标", "甲类"], False),  # half of them is not most
        (["产出指标", "效益指标", "甲类"], True),
        (["产出指标", "甲类", "甲类", "甲类"], False),
        (["产出指标", ""], True),
        ([], False),
        (["甲类"], False),
    ],
)
def test_a_form_fits_a_taxonomy_when_most_of_its_levels_are_known(names: list[str], expected: bool) -> None:
    form = ex.good_project()
    form.goals[0].dimensions = [type(form.goals[0].dimensions[0])(name=name) for name in names]
    assert seen(form).fits_taxonomy == expected


def test_what_a_template_asks_of_a_scope() -> None:
    asked = {"leader": {"required": True}, "goal.statement": {"limit": 5}, "indicator.basis": {"limit": 6}}
    view = seen(ex.good_project(), templates(fields=asked))
    assert [(path, field, rule.required) for path, field, rule in view.asked("form")] == [("leader", "leader", True)]
    assert [(path, field, rule.limit) for path, field, rule in view.asked("indicator")] == [
        ("indicator.basis", "basis", 6)
    ]
    assert view.asked("item") == []
    assert view.field_rule("leader").required
    assert not view.field_rule("name").required
    bare = seen(ex.good_project(template="no-such-form"))
    assert bare.asked("form") == []
    assert not bare.field_rule("leader").required


def test_what_a_template_prints() -> None:
    assert seen(ex.good_project()).prints("leader")
    assert not seen(ex.good_project()).prints("head")
    assert not seen(ex.good_project(template="no-such-form")).prints("leader")


def test_the_words_of_a_column_are_of_its_dictionary_or_its_choices() -> None:
    assert seen(ex.good_project()).dictionary("basis") == ("计划标准", "历史标准", "行业标准")
    assert seen(ex.good_project()).dictionary("evidence") == ()
    chosen = templates(fields={"indicator.evidence": {"choices": ["文件 ", "台账"]}})
    assert seen(ex.good_project(), chosen).dictionary("evidence") == ("文件 ", "台账")
    assert seen(ex.good_project(), chosen).words("evidence") == {"文件", "台账"}
    assert seen(ex.good_project(template="no-such-form")).dictionary("basis") == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("产出指标", "产出指标"), ("产 出", "产出指标"), ("满意度", "满意度指标"), ("管理指标", None)],
)
def test_the_templates_level_of_a_name(name: str, expected: str | None) -> None:
    spec = seen(ex.good_project()).dimension_spec(name)
    assert (spec and spec.name) == expected
    assert seen(ex.good_project(template="no-such-form")).dimension_spec(name) is None


@pytest.mark.parametrize(
    ("target", "number", "comparison", "unit"),
    [("≥5件", 5, "≥", "件"), ("较好", None, "", ""), ("2026年", None, "", "")],
)
def test_a_row_knows_its_targets_parts(target: str, number: int | None, comparison: str, unit: str) -> None:
    form = ex.good_project()
    first = next(form.indicators())
    first.name, first.target = " 培训 ", Target.parse(target)
    row = seen(form).goals[0].rows[0]
    assert (row.name, row.number, row.comparison, row.unit) == ("培训", number, comparison, unit)
    assert (row.dimension, row.category, row.period, row.goal_label) == ("产出指标", "数量指标", "annual", "年度目标1")
    assert row.at("basis") == "project-goal-1.basis"
    assert row.form.goals[0].at("label") == "project-goal.label"


def test_what_is_taken_once_is_kept() -> None:
    asked: list[Any] = []

    def make(view: Any) -> int:
        asked.append(view)
        return len(asked)

    view = seen(ex.good_project())
    whole = DossierView(ex.good_dossier(), [view], lambda one, extract: extract(one))
    assert (view.kept(make), view.kept(make)) == (1, 1)
    assert (whole.kept(make), whole.kept(make)) == (2, 2)
    assert [taken for _, taken in whole.facts(make)] == [3]


def test_a_dossier_has_one_department_and_its_projects() -> None:
    views = [seen(ex.good_project("p1")), seen(ex.good_department("d1")), seen(ex.good_department("d2"))]
    whole = DossierView(ex.good_dossier(), views, lambda one, extract: extract(one))
    assert whole.department is views[1]
    assert whole.projects == views[:1]
    assert DossierView(ex.good_dossier(), views[:1], lambda one, extract: extract(one)).department is None


def test_rows_at_hand_are_not_made_again() -> None:
    view = seen(ex.good_project())
    goal = GoalView(view, view.form.goals[0], 0)
    row: Row = view.goals[0].rows[0]
    goal.take_rows([row])
    assert goal.rows == [row]


def test_the_promises_of_a_statement_are_read_once_however_many_rules_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    real = promises.promises

    def counted(*given: Any) -> list[promises.Promise]:
        read.append(1)
        return real(*given)

    monkeypatch.setattr(promises, "promises", counted)
    example = ex.goal(statement="全年举办培训12场，编印宣传手册3000册。")
    assert {"X008"} <= {finding.code for finding in check(example.build(), example.templates())}
    assert len(read) == 1
