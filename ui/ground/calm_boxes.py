"""Lists and numbers that a turn of the wheel does not change in passing: it scrolls what they stand in."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox


class ChoiceBox(QComboBox):
    """One of a list. Its own list, once it is open, is turned as any other."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberBox(QSpinBox):
    """A number."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
