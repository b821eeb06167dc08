"""A walk: a small dossier of a sample's forms, the deeds one after the other, and what shows after each.

The deeds are lines of the file that also holds what is known, and may be changed, moved and taken out by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication

from models import values
from models.dossier import Dossier
from models.files.jxmb import load
from models.making import from_last_year
from tests.ui.conftest import sample_of, settle
from tests.ui.walks.hands import Hands
from tests.ui.walks.telling import Telling
from ui.ground import calm_boxes
from ui.window.window import MainWindow

KNOWN = Path(__file__).parent / "seen"
DEED = "▶ "
MOST_ROWS = 3  # indicators of a 二级指标 that are kept of a sample


def small(dossier: Dossier) -> Dossier:
    """A dossier of its first form of each kind, with few indicators."""
    kinds = {form.kind: form for form in reversed(dossier.forms)}
    dossier.forms = [form for form in dossier.forms if form in kinds.values()]
    for form in dossier.forms:
        for goal in form.goals:
            for dimension in goal.dimensions:
                dimension.categories = dimension.categories[:3]
                for category in dimension.categories:
                    category.indicators = category.indicators[:MOST_ROWS]
    return dossier


def deeds_of(path: Path) -> list[str]:
    """The lines that are done."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(DEED) for line in lines if line.startswith(DEED)]


def walked(window: MainWindow, deeds: Iterable[str], patch: pytest.MonkeyPatch) -> Iterator[str]:
    """The lines of a walk. The first deed opens a sample: ``open 江汉``, with ``aged`` behind it as next year's."""
    telling = Telling(window)
    hands = Hands(window, telling)
    for deed in deeds:
        yield DEED + deed
        name, _, what = deed.partition(" ")
        if name == "open":
            begun(window, hands, what, patch)
            list(telling.lines())
            continue
        hands.do(deed)
        yield from telling.lines()


def begun(window: MainWindow, hands: Hands, words: str, patch: pytest.MonkeyPatch) -> None:
    """A sample is open in the window; ids and the clipboard are as in every run."""
    numbers = count(1)
    patch.setattr(values, "os", SimpleNamespace(urandom=lambda _: _Fresh(next(numbers))))
    patch.setattr(calm_boxes, "PAUSE", 0)  # a word begins with each key, however busy the machine is
    QGuiApplication.clipboard().setText("剪贴板")
    _open(window, words)
    hands.settle()


class _Fresh(int):
    """In the place of the bytes of a fresh id: it is the same in every run."""

    def hex(self) -> str:
        """The id."""
        return f"fresh{self}"


def _open(window: MainWindow, words: str) -> None:
    name, _, aged = words.partition(" ")
    dossier = small(load(sample_of(name)))
    window.show_session(None)
    window.program.create(from_last_year(dossier) if aged else dossier, window)
    window.set_docks(outline=True, findings=True)
    window.activateWindow()
    settle()
