"""T: what the rules must know of a form before they can judge it."""

from __future__ import annotations

from typing import Any

import pytest

from models.dossier import Dossier
from models.goals import Category, Dimension, Goal, Indicator
from models.rules import examples as ex
from tests.models.rules.spoken import found


def spots(dossier: Dossier, code: str, **template: Any) -> list[tuple[str, str]]:
    return [(one.where, one.severity) for one in found(dossier, code, **template)]


@pytest.mark.parametrize(
    ("template", "expected", "words"),
    [
        (ex.PROJECT_TEMPLATE, [], ""),
        ("no-such-form", [("project.template", "error")], "“no-such-form”"),
        ("", [("project.template", "error")], "未选"),
    ],
)
def test_a_template_nobody_has(template: str, expected: list[tuple[str, str]], words: str) -> None:
    dossier = ex.good_dossier(ex.good_project(template=template))
    assert spots(dossier, "T001") == expected
    assert all(words in one.message and one.message.startswith("版式：") for one in found(dossier, "T001"))


def test_a_mistake_in_a_templates_choices_is_told_once_a_form() -> None:
    assert spots(ex.good_dossier(), "T002", rules={"V004": {"off": True}}) == []
    assert spots(ex.good_dossier(), "T002", rules={"W999": {}}) == [("project.template", "warning")]
    assert len(spots(ex.good_dossier(), "T002", rules={"W999": {}, "W998": {}})) == 2


def test_a_template_of_the_other_kind() -> None:
    assert spots(ex.good_dossier(ex.good_project(template=ex.DEPARTMENT_TEMPLATE)), "T004") == [
        ("project.template", "error")
    ]
    department = ex.good_dossier(ex.good_department(template=ex.PROJECT_TEMPLATE))
    assert spots(department, "T004") == [("department.template", "error")]
    (told,) = found(department, "T004")
    assert "是项目的，这张表是部门整体表" in told.message
    assert spots(ex.good_dossier(ex.good_project(), ex.good_department()), "T004") == []
    assert spots(ex.good_dossier(ex.good_project(template="no-such-form")), "T004") == []


def goals(*periods: Any) -> Dossier:
    form = ex.good_project()
    made = [Goal(id=f"g{n}", label=f"目标{n}", statement="做好培训。", period=one) for n, one in enumerate(periods, 1)]
    form.goals = made
    return ex.good_dossier(form)


ANNUAL, LONG = {"label": "年度目标", "most": 1}, {"label": "长期目标", "most": 2}


@pytest.mark.parametrize(
    ("periods", "choices", "expected"),
    [
        (["annual"], {"annual": ANNUAL}, []),
        (["annual", "annual"], {"annual": ANNUAL}, ["g2.statement"]),
        (["annual", "annual", "annual"], {"annual": ANNUAL}, ["g2.statement", "g3.statement"]),
        (["annual", "annual"], {}, []),  # the template does not say
        (["annual", "annual"], {"annual": {"label": "年度目标"}}, []),  # as many as there are
        (["annual", "long_term"], {"annual": ANNUAL}, ["g2.statement"]),
        (["annual", "long_term"], {"annual": ANNUAL, "long_term": LONG}, []),
        (["long_term", "long_term", "long_term"], {"annual": ANNUAL, "long_term": LONG}, ["g3.statement"]),
    ],
)
def test_goals_beyond_the_room_of_the_form(periods: list[Any], choices: dict[str, Any], expected: list[str]) -> None:
    assert spots(goals(*periods), "T003", goals=choices) == [(where, "warning") for where in expected]


ALONE = [{"kind": "fields", "rows": "| {name} |" + " < |" * 7}]
"""A form that prints no goals."""


def test_words_of_a_goal_that_the_form_prints_nowhere() -> None:
    dossier = goals("annual")
    goal = dossier.forms[0].goals[0]
    goal.dimensions = []
    (one,) = found(dossier, "T003", goals={"annual": ANNUAL}, block=ALONE)
    assert (one.where, "不印目标说明" in one.message) == ("g1.statement", True)
    assert found(dossier, "T003", goals={"annual": ANNUAL}) == []
    goal.statement = ""
    assert found(dossier, "T003", goals={"annual": ANNUAL}, block=ALONE) == []


def test_what_becomes_of_a_goal_without_room_is_told() -> None:
    (one,) = found(goals("annual", "annual"), "T003", goals={"annual": ANNUAL})
    assert "只有 1 个年度目标的位置" in one.message
    assert "加印在后面" in one.message
    (other,) = found(goals("annual", "long_term"), "T003", goals={"annual": ANNUAL})
    assert "没有" in other.message
    assert "只有" not in other.message
    assert "长期目标" in other.message
    (lost, _) = found(goals("annual", "annual"), "T003", goals={"annual": ANNUAL}, block=ALONE)
    assert "不会印出" in lost.message
    assert spots(ex.good_dossier(ex.good_project(template="no-such-form")), "T003", goals={"annual": ANNUAL}) == []


@pytest.mark.parametrize(("lists", "told"), [("annual", ["g2.dimensions"]), ("long_term", ["g1.dimensions"]), ("", [])])
def test_indicators_that_the_form_does_not_list(lists: str, told: list[str]) -> None:
    dossier = goals("annual", "long_term")
    for goal in dossier.forms[0].goals:
        goal.statement = ""
        goal.dimensions = [Dimension(categories=[Category(indicators=[Indicator(name="培训场次"), Indicator()])])]
    rows = {"head": "| 指标 |" + " < |" * 7, "row": "| {indicator.name} |" + " < |" * 7}
    block = [{"kind": "indicators", "period": lists, **rows}]
    room = {"annual": ANNUAL, "long_term": LONG}
    assert spots(dossier, "T003", goals=room, block=block) == [(where, "warning") for where in told]
