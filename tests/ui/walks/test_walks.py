"""Long pieces of work, drawn at random once and kept: after each deed all that shows is as it is known.

Where it is meant to be otherwise: ``WRITE_READ=1 pytest tests/ui/walks``, and read what ``git diff`` says. To make a
walk longer: ``WALK_ON="SEED COUNT WHERE" pytest tests/ui/walks -k NAME``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.walks.drawn import drawn
from tests.ui.walks.walking import KNOWN, deeds_of, walked
from ui.window.window import MainWindow


def further(window: MainWindow, deeds: list[str]) -> Iterator[str]:
    """The known deeds, and those that are wished for besides."""
    yield from deeds
    if "WALK_ON" in os.environ:
        seed, count, where = os.environ["WALK_ON"].split()
        rng = Random(seed)
        for _ in range(int(count)):
            yield drawn(window, rng, where)


@pytest.fixture(autouse=True)
def each_key_begins_a_word(qapp: QApplication) -> Iterator[None]:
    """However busy the machine is."""
    before = qapp.keyboardInputInterval()
    qapp.setKeyboardInputInterval(0)
    yield
    qapp.setKeyboardInputInterval(before)


pytestmark = pytest.mark.usefixtures("letters_of_its_own", "one_moment")


@pytest.mark.parametrize("name", sorted(path.stem for path in KNOWN.glob("*.txt")))
def test_a_walk_shows_what_it_is_known_to_show(window: MainWindow, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = KNOWN / f"{name}.txt"
    lines = list(walked(window, further(window, deeds_of(path)), monkeypatch))
    if {"WRITE_READ", "WALK_ON"} & os.environ.keys():
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == path.read_text(encoding="utf-8").splitlines()
