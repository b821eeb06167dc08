"""The verbs of a tree without a window: at every row, alone and in pairs, to every place; widths and weights.

All of it is kept as lines in ``seen/``. Where it is meant to be otherwise: ``WRITE_READ=1 pytest`` this file, and read
what ``git diff`` says.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from models.edits import Editor
from models.files.jxmb import load
from models.folders import samples
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import nodes
from tests.known import is_known
from tests.ui.indicators.conftest import KORLA, templates
from tests.ui.indicators.test_every_row import written
from ui.indicators import row_changes as verbs
from ui.indicators.column_room import head_lines, least_width, shares
from ui.indicators.columns import columns_of
from ui.indicators.entries import Level
from ui.indicators.row_changes import Outcome, Refusal
from ui.indicators.transfer import Parcel
from ui.indicators.weight_state import balance, standing_of

SEEN = Path(__file__).parent / "seen"
pytestmark = pytest.mark.usefixtures("ids_in_order")
LETTER = 14  # pixels


def said(do: Callable[..., Outcome], *what: object) -> str:
    """What comes of a verb in a few words, and a sum of all of it; the words of a refusal."""
    try:
        outcome = do(*what)
    except Refusal as refusal:
        return f"“{refusal}”"
    word = getattr(outcome.change, "word", type(outcome.change).__name__)
    return f"{word} {outcome.select} {outcome.remark} {zlib.crc32(repr(outcome).encode()):08x}"


def _goals() -> Iterator[tuple[Editor, Goal]]:
    """A filled goal, one without 二级指标, an empty one."""
    dossier = written()
    bare = Goal(id="b", dimensions=[Dimension(id="b1", name="产出指标"), Dimension(id="b2", name="效益指标")])
    dossier.forms[0].goals += [bare, Goal(id="e")]
    editor = Editor(dossier)
    for goal in dossier.forms[0].goals:
        yield editor, goal


def _changes() -> Iterator[str]:
    template = templates()[KORLA]
    for editor, goal in _goals():
        rows: list[Dimension | Category | Indicator] = [one for one in nodes(goal) if isinstance(one, Level)]
        ids = [one.id for one in rows]
        yield f"═ {goal.id} {said(verbs.framed, goal, template)} {said(verbs.framed, goal, None)}"
        for at in ("", *ids):
            yield from _added(editor, goal, at)
        for chosen in ([], *([one] for one in ids), *map(list, pairwise(ids))):
            yield f"removed {chosen} {said(verbs.removed, editor, chosen)}"
            for step in (-1, 1):
                yield f"shifted {chosen} {said(verbs.shifted, editor, goal, chosen, step)}"
            places = [(parent, row) for parent in (goal.id, *ids) for row in (-1, 0, 1)]
            yield f"moved {chosen} {_together([said(verbs.moved, editor, chosen, *place) for place in places])}"
        for node in rows:
            placed = [said(verbs.placed, editor, [node], parent, 0) for parent in (goal.id, *ids)]
            yield f"placed {node.id} {_together(placed)}"


def _added(editor: Editor, goal: Goal, at: str) -> Iterator[str]:
    verb: Callable[..., Outcome]
    for verb in (verbs.with_dimension, verbs.with_category, verbs.with_indicator):
        yield f"{verb.__name__} {at} {said(verb, editor, goal, at)}"
    for node in (Dimension(id="x"), Category(id="y", name="数量指标"), Indicator(id="z", name="来的")):
        parcel = Parcel(node, "产出指标", "数量指标")
        yield f"brought {node.id} {at} {said(verbs.brought, editor, goal, at, [parcel])}"


def _together(outcomes: list[str]) -> str:
    """The sum of all, and how many are refused."""
    return f"{zlib.crc32(repr(outcomes).encode()):08x} {sum(one.startswith('“') for one in outcomes)}"


def test_verbs() -> None:
    is_known(SEEN / "verbs.txt", _changes())


def _widths() -> Iterator[str]:
    for name, template in sorted(templates().items()):
        columns = columns_of(template, "annual", 2026, 1)
        yield f"═ {name} {least_width(columns, 80, _advance)}"
        for room in (0, 300, 600, 800, 1000, 1300, 1800):
            given = shares(columns, room, 80, _advance)
            signs = shares(columns, room, 80, _advance, range(0, 12 * len(columns), 12))
            yield f"{room} {given} {signs} {head_lines(columns, given, _advance)}"


def _advance(text: str) -> int:
    return LETTER * len(text)


def test_widths() -> None:
    is_known(SEEN / "widths.txt", _widths())


def _weights() -> Iterator[str]:
    known = templates()
    for path in sorted(samples()):
        dossier = load(path)
        for form in dossier.forms[:3]:
            for goal in form.goals:
                template = known[form.template]
                standing = standing_of(dossier, form, template, goal)
                yield f"{path.stem} {goal.label} {standing and (standing.words, standing.share_words, standing.fits)}"
                rows = list(goal.indicators())
                for changed in rows[:2]:
                    before, changed.weight = changed.weight, None
                    ids = [one.id for one in rows[:3]]
                    for only in ([], ids[:1], ids):
                        change = balance(dossier, form, template, goal, only)
                        yield f" {len(only)} {change and (change.word, len(change.changes), _sum(repr(change), rows))}"
                    after = standing_of(dossier, form, template, goal)
                    yield f" {after and (after.words, after.share_words, after.together)}"
                    changed.weight = before


def _sum(text: str, rows: list[Indicator]) -> str:
    """Without the ids."""
    for number, one in enumerate(rows):
        text = text.replace(one.id, f"#{number}")
    return f"{zlib.crc32(text.encode()):08x}"


def test_weights() -> None:
    is_known(SEEN / "weights.txt", _weights())
