"""A list that says in grey what it means that there is nothing in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QWidget

from ui.ground.theme import colours


class TellingList(QListWidget):
    """Says what it means that there is nothing in it, once it has been looked for."""

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing, self._found = nothing, False

    @property
    def words(self) -> str:
        """What stands in place of lines."""
        return self._nothing if self._found and not self.count() else ""

    def tell(self, *, found: bool) -> None:
        """It was filled, with something or with nothing; ``found``: there is something to say it of."""
        self._found = found
        self.setAccessibleDescription(self.words)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if words := self.words:
            painter = QPainter(self.viewport())
            painter.setPen(colours().muted)
            area = self.viewport().rect().adjusted(12, 12, -12, -12)
            painter.drawText(area, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter, words)
            painter.end()
