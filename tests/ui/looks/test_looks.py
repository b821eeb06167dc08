"""The windows look as they are known to look.

Where they are meant to look otherwise: ``WRITE_LOOKS=1 pytest tests/ui/looks``, and read what ``git diff`` says.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, qVersion
from PySide6.QtWidgets import QApplication

from tests.screenshots import in_front, scenes
from tests.ui.conftest import settle
from tests.ui.looks.asked import asked
from tests.ui.looks.describe import described
from tests.ui.looks.rarer import rarer
from tests.ui.looks.scenes import Scene, dark, others
from ui.ground import theme
from ui.program.windows import ProgramWindows
from ui.window.window import MainWindow

SEEN = Path(__file__).parent / "seen"
MADE_WITH = "6.8"
EVERYWHERE_ALIKE = pytest.mark.skipif(
    sys.platform != "linux" or not qVersion().startswith(MADE_WITH) or "LOOKS" not in os.environ,
    reason=f"asked for by LOOKS=1, not steady enough to run unasked; letters are those of Qt {MADE_WITH} on Linux",
)


@pytest.fixture
def usual(
    make_program: Callable[..., ProgramWindows], qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ProgramWindows]:
    """The program as it is everywhere: with letters of its own, on a day that does not pass."""
    before = qapp.palette()
    monkeypatch.setattr(theme, "PREFERRED", ())
    monkeypatch.setattr(QDate, "currentDate", lambda: QDate(2026, 3, 1))
    program = make_program()
    for key, value in {"font_size": 10, "theme": "light", "exports": "/导出"}.items():
        program.settings[key] = value
    yield program
    program.settings["theme"] = "light"
    qapp.setPalette(before)


def differing(found: Iterator[Scene], window: MainWindow, application: QApplication, home: Path) -> list[str]:
    """The lines that are not as they are known, scene by scene."""
    lines: list[str] = []
    before: list[str] = []
    for name, act in found:
        act()
        settle()
        if window.session:
            window.session.check()  # else the findings come when the machine has time
            settle()
        shown = in_front(application, window)
        now = told(described(shown), home)
        if shown is window:
            before, now = now, changed(before, now) if before else now
        else:
            shown.close()
        kept = SEEN / f"{name}.txt"
        if os.environ.get("WRITE_LOOKS"):
            kept.write_text("\n".join(now) + "\n", encoding="utf-8")
        known = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
        lines += difflib.unified_diff(known, now, name, "now", n=0, lineterm="")
    return lines


def told(shown: list[str], home: Path) -> list[str]:
    """Without what is another every time: where the home is, and the clock."""
    return [re.sub(r"\d\d:\d\d(:\d\d)?", "12:34", line.replace(str(home), "~")) for line in shown]


def changed(before: list[str], now: list[str]) -> list[str]:
    """What the scene before had not, and how much of it is gone."""
    lines = list(difflib.unified_diff(before, now, n=0, lineterm=""))[2:]
    return [f"gone: {sum(line[0] == '-' for line in lines)}", *(line[1:] for line in lines if line[0] == "+")]


@EVERYWHERE_ALIKE
def test_pages_and_dialogs_look_as_they_are_known(usual: ProgramWindows, qapp: QApplication, home: Path) -> None:
    window = usual.windows[0]
    assert not (found := differing(scenes(usual, window), window, qapp, home)), "\n".join(found)


@EVERYWHERE_ALIKE
def test_menus_open_cells_and_lists_look_as_they_are_known(
    usual: ProgramWindows, qapp: QApplication, home: Path
) -> None:
    window = usual.windows[0]
    told = chain(others(window), dark(window))
    assert not (found := differing(told, window, qapp, home)), "\n".join(found)


@EVERYWHERE_ALIKE
def test_dialogs_seldom_opened_look_as_they_are_known(usual: ProgramWindows, qapp: QApplication, home: Path) -> None:
    window = usual.windows[0]
    told = chain(rarer(window), asked(window))
    assert not (found := differing(told, window, qapp, home)), "\n".join(found)
