"""Fixes: each leaves its rule silent at its place, and fixing everything comes to an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from models.dossier import Dossier
from models.edits import Editor
from models.files.jxmb import load
from models.folders import samples
from models.goals import Indicator
from models.rules import examples as ex
from models.rules import fixes
from models.rules.catalogue import all_rules
from models.rules.engine import Checker, check
from models.rules.examples import good_form
from models.rules.finding import Finding, at_every_place
from models.rules.fix_words import finder, fix_words
from models.rules.view import FormView
from models.templates.template import FormTemplate
from tests.models.rules.judged import forms, planted
from tests.models.rules.random_dossiers import dossiers

TEMPLATES = good_form().templates()


def look(editor: Editor, checker: Checker) -> list[Finding]:
    """What the rules say now; of parts that are as before they remember it."""
    return checker.findings(editor.dossier, editor.revision_of)


def first_of(code: str) -> Finding:
    """What the rule says to its own bad example."""
    example = all_rules()[code].bad
    return next(finding for finding in check(example.build(), example.templates()) if finding.code == code)


@pytest.mark.parametrize("code", [code for code in all_rules() if first_of(code).fix])
def test_the_fix_of_the_bad_example_leaves_the_rule_silent(code: str) -> None:
    example = all_rules()[code].bad
    dossier, found = example.build(), first_of(code)
    assert found.fix is not None
    Editor(dossier).apply(found.fix)
    assert found.key not in {finding.key for finding in check(dossier, example.templates())}


@settings(max_examples=150)
@given(dossiers())
def test_every_fix_leaves_its_rule_silent(dossier: Dossier) -> None:
    editor, checker = Editor(dossier), Checker(TEMPLATES)
    for finding in look(editor, checker):
        if finding.fix is not None:
            inverse = editor.apply(finding.fix)
            assert finding.key not in {after.key for after in look(editor, checker)}
            editor.apply(inverse)


@settings(max_examples=150)
@given(dossiers())
def test_fixing_everything_ends_and_removes_all_fixable_findings(dossier: Dossier) -> None:
    editor, checker = Editor(dossier), Checker(TEMPLATES)
    allowed = 4 * len(look(editor, checker)) + 4
    while fix := next((finding.fix for finding in look(editor, checker) if finding.fix), None):
        assert allowed, "fixes call for one another without end"
        allowed -= 1
        editor.apply(fix)


@settings(max_examples=60)
@given(dossiers())
def test_findings_of_one_rule_at_one_place_are_said_once(dossier: Dossier) -> None:
    keys = [(finding.key, finding.message) for finding in check(dossier, TEMPLATES)]
    assert len(keys) == len(set(keys))


# --- no fix makes things worse ---


def loud(findings: list[Finding]) -> Counter[str]:
    """How many errors and warnings there are at each place; those told together at all their places."""
    return Counter(one.where for one in at_every_place(findings) if one.severity != "info")


def worsened(whole: Dossier, used: Mapping[str, FormTemplate]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The fixes of a dossier, each made on a copy of it, that leave their finding or put an error or warning where
    none was."""
    found, wrong = check(whole, used), []
    before = loud(found)
    for finding in found:
        if finding.fix is not None:
            copy = whole.model_copy(deep=True)
            Editor(copy).apply(finding.fix)
            after = check(copy, used)
            more = loud(after) - before
            added = [(one.code, one.message) for one in after if one.where in more]
            if added or finding.key in {one.key for one in after}:
                wrong.append((finding.message, added))
    return wrong


@pytest.mark.parametrize("code", all_rules())
def test_no_fix_of_an_example_makes_it_worse(code: str) -> None:
    example = all_rules()[code].bad
    assert worsened(example.build(), example.templates()) == []


@pytest.mark.parametrize("defect", planted.defects()[::4], ids=str)
def test_no_fix_of_a_spoilt_form_makes_it_worse(defect: planted.Defect) -> None:
    whole = forms.dossier(forms.described()[defect.form].get("dossier", defect.form))
    planted.plant(whole, defect)
    assert worsened(whole, forms.templates()) == []


@pytest.mark.parametrize("file", samples(), ids=lambda file: file.stem)
def test_no_fix_of_a_sample_makes_it_worse(file: Path) -> None:
    assert worsened(load(file), forms.templates()) == []


@settings(max_examples=40)
@given(dossiers())
def test_no_fix_of_any_dossier_makes_it_worse(dossier: Dossier) -> None:
    assert worsened(dossier, TEMPLATES) == []


@pytest.mark.parametrize("code", [code for code in all_rules() if first_of(code).fix])
def test_a_fix_says_what_it_will_change(code: str) -> None:
    example = all_rules()[code].bad
    whole = example.build()
    for finding in check(whole, example.templates()):
        if finding.fix is not None:
            assert len(fix_words(finding.fix, finder(whole))) > 4


# --- what a change does ---


def looked_at(dossier: Dossier) -> FormView:
    return FormView(dossier.forms[0], None, 2026, dossier.unit)


def test_a_value_is_written_at_its_path() -> None:
    dossier = ex.good_dossier()
    Editor(dossier).apply(fixes.set_value("project-goal-1.weight", Decimal(5)))
    assert next(dossier.indicators()).weight == 5
    Editor(dossier).apply(fixes.set_target(looked_at(dossier).goals[0].rows[0], "≥7场"))
    assert str(next(dossier.indicators()).target) == "≥7场"
    Editor(dossier).apply(fixes.remove("project-goal-1"))
    assert "project-goal-1" not in {row.id for row in dossier.indicators()}


def test_what_moves_goes_to_the_end() -> None:
    dossier = ex.good_dossier()
    output, cost = dossier.forms[0].goals[0].dimensions[:2]
    output.categories[1].indicators.append(Indicator(id="late"))
    Editor(dossier).apply(fixes.move("project-goal-1", output.categories[1]))
    assert [row.id for row in output.categories[1].indicators] == ["project-goal-2", "late", "project-goal-1"]
    moved = output.categories[1].id
    Editor(dossier).apply(fixes.move_category(moved, cost))
    assert [category.id for category in cost.categories][-1] == moved


def test_several_changes_are_one_step_with_a_word_for_it() -> None:
    changes = [fixes.set_value(f"project-goal-{n}.remark", "说明") for n in (1, 2)]
    assert fixes.together(changes[:1], "说明") is changes[0]
    dossier = ex.good_dossier()
    inverse = Editor(dossier).apply(fixes.together(changes, "说明"))
    assert [row.remark for row in dossier.indicators()][:3] == ["说明", "说明", ""]
    Editor(dossier).apply(inverse)
    assert {row.remark for row in dossier.indicators()} == {""}
    assert "说明" in str(fixes.together(changes, "说明"))
