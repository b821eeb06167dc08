"""Windows, dialogs and menus part by part: what each says and holds, and how its parts lie among each other.

Where they are meant to be other: ``WRITE_READ=1 pytest tests/ui/looks/test_parts.py``, and read what ``git diff`` says.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.screenshots import in_front, scenes
from tests.ui.conftest import settle
from tests.ui.looks.parts import told
from tests.ui.looks.scenes import Scene, others
from tests.ui.looks.test_looks import changed
from tests.ui.looks.test_looks import told as steady
from tests.ui.looks.test_looks import usual as usual
from ui.program.windows import ProgramWindows
from ui.window.window import MainWindow

KNOWN = Path(__file__).parent / "parts"


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
        now = steady(list(told(shown)), home)
        if shown is window:
            before, now = now, changed(before, now) if before else now
        else:
            shown.close()
        kept = KNOWN / f"{name}.txt"
        if os.environ.get("WRITE_READ"):
            kept.parent.mkdir(exist_ok=True)
            kept.write_text("\n".join(now) + "\n", encoding="utf-8")
        known = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
        lines += difflib.unified_diff(known, now, name, "now", n=0, lineterm="")
    return lines


def test_pages_and_dialogs_have_the_parts_that_are_known(usual: ProgramWindows, qapp: QApplication, home: Path) -> None:
    window = usual.windows[0]
    assert not (found := differing(scenes(usual, window), window, qapp, home)), "\n".join(found)


def test_menus_and_lists_have_the_parts_that_are_known(usual: ProgramWindows, qapp: QApplication, home: Path) -> None:
    window = usual.windows[0]
    closed = (scene for scene in others(window) if not scene[0].startswith("cell-"))
    assert not (found := differing(closed, window, qapp, home)), "\n".join(found)
