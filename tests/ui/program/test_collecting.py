"""Python's collector works in the window's thread only, and there it does work."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.folders import samples
from ui.program.windows import ProgramWindows

pytestmark = pytest.mark.walks_through_all


class Ring:
    """Holds itself: only the collector lets it go."""

    def __init__(self) -> None:
        self.own = self


def much(count: int = 200_000) -> list[list[int]]:
    """As much as would set the collector going many times."""
    return [[number] for number in range(count)]


def looked_at() -> bool:
    """The collector's turn has come and gone: nothing counts as new."""
    return gc.get_count()[0] < 1_000


def test_no_other_thread_collects(make_program: Callable[..., ProgramWindows], qtbot: QtBot) -> None:
    with qtbot.waitSignal(make_program().settled, timeout=10_000):
        pass
    seen: set[int] = set()

    def note(phase: str, _info: dict[str, Any]) -> None:
        if phase == "start":
            seen.add(threading.get_ident())

    gc.callbacks.append(note)
    try:
        worker = threading.Thread(target=much)
        worker.start()
        worker.join()
        qtbot.waitUntil(looked_at)
        ring = weakref.ref(Ring())
        held = much(2_000)
        qtbot.waitUntil(lambda: ring() is None)
    finally:
        gc.callbacks.remove(note)
    assert len(held) == 2_000
    assert seen == {threading.get_ident()}


@pytest.mark.parametrize("leave", ["the dossier is closed", "another program is in front"])
def test_much_that_lasts_is_walked_through_when_nobody_waits(
    make_program: Callable[..., ProgramWindows], qtbot: QtBot, leave: str
) -> None:
    """A long form is not walked through while a person types; what holds itself is let go when the person leaves."""
    program = make_program(samples()[0])
    with qtbot.waitSignal(program.settled, timeout=10_000):
        pass
    ring, held = weakref.ref(Ring()), much()
    qtbot.waitUntil(looked_at)
    assert ring() is not None
    if leave == "the dossier is closed":
        program.windows[0].show_session(None)
    else:
        QGuiApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: ring() is None)
    assert len(held) == 200_000
