"""What an input method is composing is in no value yet: the session hears of it, so that a crash does not lose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from ui.controls.focus import Following

if TYPE_CHECKING:
    from ui.session.session import Session

PLACE = "place"
"""The property of an editor that names what is typed in it, where it does not show one value all the time."""


class Composing(Following):
    """Follows the keyboard into everything that is typed in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._told: tuple[Session, str] | None = None

    def wants(self, widget: QWidget) -> bool:
        return isinstance(widget, QLineEdit | QPlainTextEdit)

    def gone_over(self, *_widgets: QWidget) -> None:
        self._tell(None, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            composed = event.preeditString()
            QTimer.singleShot(0, self, lambda: self._take(watched, composed))  # when the editor has taken it
        return False

    def _take(self, widget: QObject, composed: str) -> None:
        if widget is self._widget and isValid(widget) and isinstance(widget, QLineEdit | QPlainTextEdit):
            self._tell(widget if composed else None, composed)

    def _tell(self, widget: QLineEdit | QPlainTextEdit | None, composed: str) -> None:
        if self._told is not None and isValid(self._told[0]):
            self._told[0].jot(self._told[1], "")
        place = place_of(widget) if widget is not None else ""
        session = getattr(widget.window(), "session", None) if widget is not None and place else None
        self._told = (session, place) if session is not None else None
        if session is not None and widget is not None:
            session.jot(place, _with(widget, composed))


def place_of(widget: QWidget) -> str:
    """A line among buttons has the place of the whole editor."""
    for one in (widget, widget.parentWidget()):
        place = one and (one.property(PLACE) or one.property("path"))
        if place:
            return str(place)
    return ""


def _with(widget: QLineEdit | QPlainTextEdit, composed: str) -> str:
    """What stands in an editor, with what is being composed at the cursor."""
    if isinstance(widget, QLineEdit):
        text, place = widget.text(), widget.cursorPosition()
    else:
        text, place = widget.toPlainText(), widget.textCursor().position()
    return text[:place] + composed + text[place:]
