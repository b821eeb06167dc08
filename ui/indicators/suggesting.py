"""The list of suggestions under an open text of the tree."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidgetItem

from ui.controls.word_list import WordList
from ui.indicators.cells import Text, WithLists
from ui.session.suggestions import Suggestions

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Suggesting(QObject):
    """Offers words while one is typed; ↓ and ↑ put them into the cell, a click does. Lives as long as the editor."""

    def __init__(self, editor: Text | WithLists, known: Suggestions) -> None:
        super().__init__(editor)
        self._editor, self._known, self._window = editor, known, editor.window()
        self._line = editor.line if isinstance(editor, WithLists) else editor
        self.words = WordList(self._window)  # a low tree has no room for it
        self.words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # else a click would give the keyboard to what is below
        self.words.setFocusProxy(self._line)
        self._taking = False
        self._line.list_key = self._key
        editor.edited.connect(self._offer)
        editor.left.connect(self.words.hide)
        editor.destroyed.connect(self.words.deleteLater)
        self.words.itemClicked.connect(self._take_clicked)

    def _offer(self) -> None:
        if not self._taking:
            words = self._known.of(self._editor.text())
            under = QRect(self._editor.mapTo(self._window, QPoint()), self._editor.size())
            self.words.offer(words, "", under, self._window.rect())

    def _key(self, event: QKeyEvent) -> bool:
        """True when the key was for the list."""
        step = _STEPS.get(Qt.Key(event.key()))
        if not step or not self.words.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self._take(self.words.step(step))
        return True

    def _take_clicked(self, item: QListWidgetItem) -> None:
        self._take(item.text())
        self.words.hide()

    def _take(self, word: str) -> None:
        self._taking = True
        self._editor.show_text(word)
        if isinstance(self._line, Text):
            self._line.moveCursor(QTextCursor.MoveOperation.End)
        self._editor.edited.emit()
        self._known.choose(word)
        self._taking = False
