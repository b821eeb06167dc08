"""Fixes: each leaves its rule silent at its place, and fixing everything comes to an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings

from models.dossier import Dossier
from models.edits import Batch, Change, Editor, SetValue
from models.files.jxmb import load
from models.folders import samples
from models.rules.catalogue import all_rules
from models.rules.engine import Checker, check
from models.rules.examples import good_form
from models.rules.finding import Finding, at_every_place
from models.templates.template import FormTemplate
from tests.effort import examples
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


def test_the_fix_of_a_bad_example_leaves_its_rule_silent() -> None:
    fixable = {code: found for code in all_rules() if (found := first_of(code)).fix}
    assert len(fixable) > 10
    assert not [code for code, found in fixable.items() if _still_told(code, found)]


def _still_told(code: str, found: Finding) -> bool:
    """The rule says the same of its bad example once that is fixed."""
    example = all_rules()[code].bad
    dossier = example.build()
    assert found.fix is not None
    Editor(dossier).apply(found.fix)
    return found.key in {finding.key for finding in check(dossier, example.templates())}


@settings(max_examples=examples(150))
@given(dossiers())
def test_every_fix_leaves_its_rule_silent(dossier: Dossier) -> None:
    editor, checker = Editor(dossier), Checker(TEMPLATES)
    for finding in look(editor, checker):
        if finding.fix is not None:
            inverse = editor.apply(finding.fix)
            assert finding.key not in {after.key for after in look(editor, checker)}
            editor.apply(inverse)


@settings(max_examples=examples(150))
@given(dossiers())
def test_fixing_everything_ends_and_removes_all_fixable_findings(dossier: Dossier) -> None:
    editor, checker = Editor(dossier), Checker(TEMPLATES)
    allowed = 4 * len(look(editor, checker)) + 4
    while fix := next((finding.fix for finding in look(editor, checker) if finding.fix), None):
        assert allowed, "fixes call for one another without end"
        allowed -= 1
        editor.apply(fix)


@settings(max_examples=examples(60))
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
                wrong.append((f"{finding.code} {finding.message}", added))
    return wrong


@pytest.mark.parametrize("code", all_rules())
def test_no_fix_of_an_example_makes_it_worse(code: str) -> None:
    example = all_rules()[code].bad
    assert worsened(example.build(), example.templates()) == []


def spoilt(every: slice) -> dict[str, list[planted.Defect]]:
    """Some of the planted defects, by the form they are planted into."""
    found: dict[str, list[planted.Defect]] = {}
    for defect in planted.defects()[every]:
        found.setdefault(defect.form, []).append(defect)
    return found


def with_it(defect: planted.Defect) -> Dossier:
    """The dossier with that defect in it."""
    whole = forms.dossier(forms.described()[defect.form].get("dossier", defect.form))
    planted.plant(whole, defect)
    return whole


@pytest.mark.parametrize("defects", [pytest.param(some, id=form) for form, some in spoilt(slice(0, None, 4)).items()])
def test_no_fix_of_a_spoilt_form_makes_it_worse(defects: list[planted.Defect]) -> None:
    for defect in defects:
        assert worsened(with_it(defect), forms.templates()) == [], str(defect)


def written(change: Change | None) -> list[tuple[str, str]]:
    """The values that a change sets: (path, value)."""
    changes = change.changes if isinstance(change, Batch) else (change,)
    return [
        (one.path, str(one.value)) for one in changes if isinstance(one, SetValue) and not one.path.endswith("weight")
    ]


@pytest.mark.parametrize("defects", [pytest.param(some, id=form) for form, some in spoilt(slice(1, None, 4)).items()])
def test_no_two_fixes_write_other_values_at_one_place(defects: list[planted.Defect]) -> None:
    for defect in defects:
        meant: dict[str, set[str]] = {}
        for finding in check(with_it(defect), forms.templates()):
            for path, value in written(finding.fix):
                meant.setdefault(path, set()).add(value)
        assert not {path: values for path, values in meant.items() if len(values) > 1}, str(defect)


@pytest.mark.parametrize("file", samples(), ids=lambda file: file.stem)
def test_no_fix_of_a_sample_makes_it_worse(file: Path) -> None:
    assert worsened(load(file), forms.templates()) == []
