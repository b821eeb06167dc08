"""A table whose cells are parted by hairlines, in both themes."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTableView, QWidget

from ui.ground.theme import hairlined


class LinedTable(QTableView):
    """Qt's table with the lines that all else has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPalette(hairlined(self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other lines."""
        super().changeEvent(event)
        wanted = hairlined(self.palette())
        if event.type() == QEvent.Type.PaletteChange and wanted.window() != self.palette().window():
            self.setPalette(wanted)
