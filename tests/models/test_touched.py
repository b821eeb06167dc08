"""What a change touches: the panels that show it are updated, the others are not."""

from __future__ import annotations

import pytest

from models.dossier import Dossier
from models.edits import Batch, Change, Editor, Insert, Move, Remove, SetValue
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.touched import Touched, touched


def editor() -> Editor:
    """Two forms, the first with a branch of indicators."""
    categories = [Category(id="c1", indicators=[Indicator(id="i1"), Indicator(id="i2")]), Category(id="c2")]
    goal = Goal(id="g", dimensions=[Dimension(id="d", categories=categories)])
    return Editor(Dossier(year=2026, forms=[ProjectForm(id="f1", goals=[goal]), ProjectForm(id="f2")]))


CHANGES: list[tuple[Change, set[str], set[tuple[str, str]], set[str], str]] = [
    (SetValue("i1.name", "甲"), {"i1.name"}, set(), {"f1"}, "i1.name"),
    (SetValue("f2.name", "乙"), {"f2.name"}, set(), {"f2"}, "f2.name"),
    (SetValue("unit.name", "局"), {"unit.name"}, set(), {"unit"}, "unit.name"),
    (Insert("c2", "indicators", 0, Indicator(id="new")), set(), {("c2", "indicators")}, {"f1"}, "c2"),
    (Remove("i1"), set(), {("c1", "indicators")}, {"f1"}, "c1"),
    (Move("i1", "c2", "indicators", 0), set(), {("c1", "indicators"), ("c2", "indicators")}, {"f1"}, "c1"),
    (Move("f2", "dossier", "forms", 0), set(), {("dossier", "forms")}, {"dossier", "f2"}, "dossier"),
    (Remove("f2"), set(), {("dossier", "forms")}, {"dossier"}, "dossier"),
    (Insert("dossier", "forms", 2, ProjectForm(id="f3")), set(), {("dossier", "forms")}, {"dossier", "f3"}, "dossier"),
    (Batch((SetValue("i1.name", "甲"), Remove("i1")), "改动"), {"i1.name"}, {("c1", "indicators")}, {"f1"}, "i1.name"),
    (
        Batch((SetValue("f2.name", "乙"), Remove("i2"), SetValue("i1.name", "甲")), "改动"),
        {"f2.name", "i1.name"},
        {("c1", "indicators")},
        {"f1", "f2"},
        "f2.name",
    ),
    (
        Batch((Insert("dossier", "forms", 2, ProjectForm(id="f3")), Move("f2", "dossier", "forms", 0)), "改动"),
        set(),
        {("dossier", "forms")},
        {"dossier", "f2", "f3"},
        "dossier",
    ),
]


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: repr(case[0])[:40])
def test_a_change_touches_its_values_lists_and_forms(
    case: tuple[Change, set[str], set[tuple[str, str]], set[str], str],
) -> None:
    change, paths, lists, forms, first = case
    gate = editor()
    found = touched(change, gate.apply(change), gate)
    assert (set(found.paths), set(found.lists), set(found.forms)) == (paths, lists, forms)
    assert found.first() == first


def test_a_value_is_concerned_by_what_is_set_over_and_under_it() -> None:
    found = Touched(frozenset({"f.income.general"}), frozenset(), frozenset())
    for path, concerned in (
        ("f.income.general", True),
        ("f.income.general.amount", True),
        ("f.income", True),
        ("f.income.other", False),
        ("f.income.general_account", False),
        ("f.incom", False),
        ("f2.income.general", False),
    ):
        assert found.concerns(path) == concerned, path
    assert Touched(frozenset(), frozenset({("c", "indicators")}), frozenset()).first() == "c"
    assert Touched(frozenset(), frozenset(), frozenset()).first() == ""
