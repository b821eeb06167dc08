"""Correct forms stay quiet; a defect planted into one of them is told at its place by an error or a warning.

``python -m tests.models.rules.judged`` prints the score by kind of defect, and what is missed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from models.files.jxmb import load
from models.folders import samples
from models.rules.engine import check
from tests.models.rules.judged import forms, planted


@pytest.mark.parametrize("name", forms.dossier_names())
def test_a_correct_form_stays_quiet(name: str) -> None:
    told = [one for one in check(forms.dossier(name), forms.templates()) if one.severity != "info"]
    assert not told, [(one.code, one.message) for one in told]


@pytest.mark.parametrize("file", samples(), ids=lambda file: file.stem)
def test_a_sample_stays_quiet(file: Path) -> None:
    told = [one for one in check(load(file), forms.templates()) if one.severity != "info"]
    assert not told, [(one.code, one.message) for one in told]


@pytest.mark.parametrize("form", planted.of_forms())
def test_a_planted_defect_is_told_at_its_place(form: str) -> None:
    elsewhere = {str(defect): planted.missed(defect) for defect in planted.of_forms()[form]}
    told = {defect: [(one.code, one.message) for one in new] for defect, new in elsewhere.items() if new is not None}
    assert not told


def test_the_forms_cover_many_layouts_and_many_trades() -> None:
    described = forms.described().values()
    assert len({one["template"] for one in described}) >= 11
    assert len({one["unit"] for one in described}) >= 40
