"""Words to choose from, under the editor of a cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QListWidget, QWidget

from ui.ground.close_lines import CloseLines

_MOST_WORDS = 8  # rows in sight


class WordList(QListWidget):
    """Usual or known words for a cell; never has the keyboard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("可选的词")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(CloseLines(self))
        self._bounds = QRect()
        self.hide()

    def stay_off(self, editor: QWidget) -> None:
        """Makes way for an editor that grows: a word that was taken may have more lines than what was typed."""
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget) and self.isVisible():
            corner = watched.mapTo(self.parentWidget(), QPoint())  # type: ignore[arg-type]
            self._lie(QRect(corner, watched.size()), self._bounds)
        return False

    def offer(self, words: Sequence[str], current: str, under: QRect, bounds: QRect) -> None:
        """Shows the words under (or over) the editor; nothing where there are none."""
        self.clear()
        if not words:
            self.hide()
            return
        self.addItems(list(words))
        self.mark(current)
        self._lie(under, bounds)
        self.show()
        self.raise_()

    def _lie(self, under: QRect, bounds: QRect) -> None:
        self._bounds, count = bounds, self.count()
        row = self.sizeHintForRow(0)
        height = row * min(count, _MOST_WORDS) + 4
        width = max(under.width(), self.sizeHintForColumn(0) + 28)
        room_above, room_below = under.top() - bounds.top(), bounds.bottom() - under.bottom()
        above = height > room_below and room_above > room_below
        height = max(min(height, room_above if above else room_below), row + 4)
        x = max(bounds.left(), min(under.x(), bounds.right() - width))
        self.setGeometry(x, under.top() - height if above else under.bottom() + 1, width, height)

    def mark(self, text: str) -> None:
        """Marks the word that is typed, or begins as it does."""
        words = [self.item(index).text() for index in range(self.count())]
        exact = [index for index, word in enumerate(words) if word == text]
        alike = [index for index, word in enumerate(words) if text and text in word]
        self.setCurrentRow((exact or alike or [-1])[0])

    def step(self, by: int) -> str:
        """The next word up or down."""
        row = min(max(self.currentRow() + by, 0), self.count() - 1)
        self.setCurrentRow(row)
        return self.item(row).text()
