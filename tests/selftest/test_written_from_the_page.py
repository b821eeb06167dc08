"""Layouts as a county and a banner could have them, written with ``docs/templates.md`` alone: scores, ticks in rows,
money of four levels of government or of three years, lists with heads of two lines and totals, what two offices say
before they seal it. No marker moves, whichever way it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.templates.shelf import read_template
from selftest.trial import sample_table, try_template

WRITTEN = sorted((Path(__file__).parent / "written").glob("*.toml"))


@pytest.mark.parametrize("file", WRITTEN, ids=[file.stem for file in WRITTEN])
def test_what_a_newcomer_wrote_prints_and_comes_back(file: Path) -> None:
    told = [line for trial in try_template(read_template(file)) for line in trial.lines]
    assert len(told) > 5
    assert all(line.startswith("通过") for line in told), told


def test_a_place_to_seal_prints_its_words_behind_the_opinion() -> None:
    (file,) = [one for one in WRITTEN if one.stem == "project-of-a-county"]
    texts = [cell.text for cell in sample_table(read_template(file)).cells]
    assert len([text for text in texts if text.endswith("\n（盖章）　　年　月　日")]) == 2
