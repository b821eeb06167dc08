"""Python's collector of cycles runs in the window's thread only.

By itself it runs wherever something is made, also in the thread that writes the recovery file; there it would take
apart what belongs to the window, which Qt answers with a program that hangs or falls.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500  # ms between two looks at what was made lately


class Collecting(QObject):
    """Collects what is young while a person works; the rest is walked through at rest (``ui/session/checking.py``)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(EVERY)
        timer.timeout.connect(self._look)
        timer.start()

    def _look(self) -> None:
        young, least = gc.get_count()[0], gc.get_threshold()[0]
        if young > least:
            gc.collect(1)
