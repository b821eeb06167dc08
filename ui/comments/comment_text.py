"""The text of a comment while it is written: Ctrl+Enter is done, Esc gives up.

It is no value of the dossier yet, so undo here is its own: the window's would take back what was done before.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.controls.text_input import TextInput, is_undo

LINES, LEAST_LINES = 4, 2  # in a low panel
AROUND = 12  # pixels over and under them, together


class CommentText(TextInput, QPlainTextEdit):
    """A few lines."""

    done = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("批注的内容")
        self.setPlaceholderText("写给同事或审核的人；Ctrl+Enter 写好，Esc 取消")
        self.setTabChangesFocus(True)
        self._keep_lines()

    def _keep_lines(self) -> None:
        line = self.fontMetrics().lineSpacing()
        self.setMinimumHeight(LEAST_LINES * line + AROUND)
        self.setMaximumHeight(LINES * line + AROUND)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_lines()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.accept()
            return True
        return super().event(event)

    def undo_pressed(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            self.redo()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape and not self.composing():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
