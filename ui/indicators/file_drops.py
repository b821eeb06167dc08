"""Files dropped on a row of the tree: evidence for that indicator. Elsewhere they are for the window to open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from models.program import SUFFIX

_OVER = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class FileDrops(QObject):
    """Watches a view's viewport. ``dropped`` (node id, files); ``row_at`` says which indicator is there, if any."""

    dropped = Signal(str, list)

    def __init__(self, viewport: QWidget, row_at: Callable[[QPoint], str]) -> None:
        super().__init__(viewport)
        self._viewport, self._row_at = viewport, row_at
        viewport.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in (*_OVER, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            row = self._row_at(event.position().toPoint())
            if row and not any(file.suffix.lower() == SUFFIX for file in files):
                self.dropped.emit(row, files)
            else:
                self._viewport.window().dropEvent(event)  # sent as an event it would come here again
        return True
