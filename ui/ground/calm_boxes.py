"""Lists and numbers that a turn of the wheel does not change in passing: it scrolls what they stand in.

What is typed at a list goes to the entry that has it: by characters or by pinyin, wherever in the entry it stands.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from ui.ground.spelling import fits

PAUSE = 1000  # ms after which what is typed begins a new word
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ChoiceBox(QComboBox):
    """One of a list. Its own list, once it is open, is turned as any other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._since = QElapsedTimer()
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)  # a list has no use for it by itself

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isEditable() or not self._search(_letters(event)):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method commits is typed too."""
        if self.isEditable() or not self._search(event.commitString()):
            super().inputMethodEvent(event)

    def showPopup(self) -> None:
        view = self.view()
        view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        view.removeEventFilter(self)
        view.installEventFilter(self)
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Typed at the open list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._search(_letters(event))
        if isinstance(event, QInputMethodEvent):
            return self._search(event.commitString())
        return super().eventFilter(watched, event)

    def _search(self, letters: str) -> bool:
        """Goes on with the word that is being typed, to the entry at hand or the next that has it; False for none."""
        if not letters or (letters == " " and not self._typing()):
            return False
        self._typed = (self._typed if self._typing() else "") + letters
        self._since.start()
        found = self._entry(self._typed)
        if found is None and len(set(self._typed)) == 1:  # the same letter again and again: from one to the next
            found = self._entry(letters)
        if found is not None:
            self._go_to(found)
        return True

    def _typing(self) -> bool:
        return bool(self._typed) and self._since.isValid() and self._since.elapsed() < PAUSE

    def _entry(self, typed: str) -> int | None:
        """The entry: those that begin with it come before those that have it further in."""
        here = self.view().currentIndex().row() if self.view().isVisible() else self.currentIndex()
        first = max(0, here + (len(typed) == 1))
        rows = [*range(first, self.count()), *range(min(first, self.count()))]
        begin = (row for row in rows if self.itemText(row).casefold().startswith(typed.casefold()))
        return next(begin, next((row for row in rows if fits(typed, self.itemText(row))), None))

    def _go_to(self, row: int) -> None:
        """In the open list it is marked, and taken by Enter; else it is taken at once."""
        if self.view().isVisible():
            self.view().setCurrentIndex(self.model().index(row, self.modelColumn(), self.rootModelIndex()))
        elif row != self.currentIndex():
            self.setCurrentIndex(row)
            self.activated.emit(row)
            self.textActivated.emit(self.itemText(row))


def _letters(event: QKeyEvent) -> str:
    return event.text() if event.text().isprintable() and not event.modifiers() & _COMMAND else ""


class NumberBox(QSpinBox):
    """A number."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
