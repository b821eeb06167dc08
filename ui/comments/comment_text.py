"""The text of a comment while it is written: Ctrl+Enter is done, Esc gives up. Undo is the window's, as everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.controls.text_input import TextInput

LINES = 4


class CommentText(TextInput, QPlainTextEdit):
    """A few lines."""

    done = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("批注的内容")
        self.setPlaceholderText("写给同事或审核的人；Ctrl+回车写好，Esc 取消")
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape and not self.composing():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
