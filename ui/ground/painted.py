"""Something that waits for a picture: what is done next must not keep a person from seeing it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PAUSE = 50  # ms after the painting, for what that brings along (focus, the person's first key)
PICTURES = (QEvent.Type.Paint, QEvent.Type.UpdateRequest)


class Painted(QObject):
    """Calls something once, when a window has been painted next; never when ``parent`` is gone before."""

    def __init__(self, window: QWidget, call: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._call = call
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in PICTURES:
            watched.removeEventFilter(self)
            QTimer.singleShot(PAUSE, self, self._end)
        return False

    def _end(self) -> None:
        self.deleteLater()
        self._call()
