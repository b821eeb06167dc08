"""Python's collector works in the window's thread only, and there it does work."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from ui.program.windows import ProgramWindows


class Ring:
    """Holds itself: only the collector lets it go."""

    def __init__(self) -> None:
        self.own = self


def much() -> list[list[int]]:
    """As much as would set the collector going many times."""
    return [[number] for number in range(200_000)]


def test_no_other_thread_collects(make_program: Callable[..., ProgramWindows], qtbot: QtBot) -> None:
    make_program()
    seen: set[int] = set()

    def note(phase: str, _info: dict[str, Any]) -> None:
        if phase == "start":
            seen.add(threading.get_ident())

    gc.callbacks.append(note)
    try:
        worker = threading.Thread(target=much)
        worker.start()
        worker.join()
        ring = weakref.ref(Ring())
        held = much()
        qtbot.waitUntil(lambda: ring() is None)
    finally:
        gc.callbacks.remove(note)
    assert len(held) == 200_000
    assert seen == {threading.get_ident()}
