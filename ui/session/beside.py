"""Looking at a disk beside the window's thread: a share that hangs must not hold up who types."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Signal

Work = Callable[[], Any]
Heed = Callable[[Any], None]


class Beside(QObject):
    """One piece of work at a time; what came of it is heeded in the window's thread, unless it was forgotten."""

    _came = Signal(int, bool, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._heed: Heed | None = None
        self._next: tuple[Work, Heed] | None = None
        self._came.connect(self._on_came)

    def run(self, work: Work, heed: Heed) -> None:
        """Does this; while something is being done, the latest that was asked for comes after it."""
        if self._heed is not None:
            self._next = (work, heed)
            return
        self._number += 1
        self._heed = heed
        threading.Thread(target=self._do, args=(self._number, work), name="disk", daemon=True).start()

    def forget(self) -> None:
        """What is being done concerns nobody any more."""
        self._number += 1
        self._heed = self._next = None

    def _do(self, number: int, work: Work) -> None:
        result, done = None, False
        try:
            result, done = work(), True
        finally:
            with suppress(RuntimeError):  # the window is gone, and nobody is there to hear
                self._came.emit(number, done, result)

    def _on_came(self, number: int, done: bool, result: Any) -> None:
        if number != self._number or self._heed is None:
            return
        heed, self._heed = self._heed, None
        if done:
            heed(result)
        if self._next is not None and self._heed is None:
            following, self._next = self._next, None
            self.run(*following)
