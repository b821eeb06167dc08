"""Cells that are fields of the form because a person said so: they are put before anything else can take the place."""

from __future__ import annotations

from collections.abc import Iterable

from importers.finding.lines import Line
from importers.forms.draft import Draft
from importers.forms.goals import STATEMENTS, Goals


def answer_told(draft: Draft, lines: Iterable[Line]) -> None:
    """Puts every such cell; one that its field cannot hold stays unplaced."""
    goals = Goals(draft.form)
    for line in lines:
        for place, word, path in line.fields:
            where = _put(draft, goals, path, word.text)
            if where:
                line.answered[place] = where


def _put(draft: Draft, goals: Goals, path: str, text: str) -> str:
    if path not in STATEMENTS:
        return draft.put_once(draft.form, path, text)
    goal = goals.nth(STATEMENTS[path], 0)
    goal.statement = f"{goal.statement}\n{text.strip()}".strip()
    return f"{goal.id}.statement"
