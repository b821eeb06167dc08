"""Qt's own file dialog is made readable when one comes; what that needs is loaded then."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.controls.focus import follow_focus

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


class ReadableNames(QObject):
    """Follows the keyboard into each file dialog, where the system has none of its own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        follow_focus(self._look)

    def _look(self) -> None:
        new = QApplication.focusWidget()
        dialog = new.window() if new is not None else None
        if dialog is None or not dialog.inherits("QFileDialog") or dialog.property("readable"):
            return
        from ui.controls.file_names import make_readable

        dialog.setProperty("readable", True)
        make_readable(cast("QFileDialog", dialog))
