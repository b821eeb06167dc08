"""A table of values with the buttons for its rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.controls.plain import plain_tip
from ui.form.table_view import ValueView
from ui.form.tables import ValueTable
from ui.ground.icons import put_icon

HIGHEST = 420  # pixels before a table scrolls by itself
MANY_ROWS = 200  # from here on rows are one line high, so that nothing is slow


class _Buttons(QWidget):
    """Buttons in a line; where their words do not fit, their signs alone, and the words under the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._row.addStretch(1)

    def add(self, button: QToolButton) -> None:
        """The next one, at the right."""
        self._buttons.append(button)
        self._row.insertWidget(self._row.count() - 1, button)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = sum(_wordy_width(button) + self._row.spacing() for button in self._buttons)
        style = Qt.ToolButtonStyle
        for button in self._buttons:
            fits = words <= self.width()
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if fits else style.ToolButtonIconOnly)
            button.setToolTip("" if fits else plain_tip(button.text()))


def _wordy_width(button: QToolButton) -> int:
    """With its words, whether they are shown now or not."""
    return button.iconSize().width() + button.fontMetrics().horizontalAdvance(f"{button.text()}国")


class ValueTablePanel(QWidget):
    """A table with the buttons of its rows."""

    def __init__(self, table: ValueTable, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ValueView(table, name, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.view)
        if table.rows.grows:
            column.addWidget(self._buttons(name))

    def _buttons(self, name: str) -> _Buttons:
        buttons = _Buttons()
        for sign, word, slot in (
            ("plus", "添加行", self._add),
            ("trash-2", "删除行", self._remove),
            ("arrow-up", "上移", lambda: self._move(-1)),
            ("arrow-down", "下移", lambda: self._move(1)),
            ("clipboard-paste", "粘贴多行", self.view.paste),
        ):
            button = QToolButton()
            put_icon(button, sign)
            button.setText(word)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAutoRaise(True)
            button.setAccessibleName(f"{name}：{word}")
            button.clicked.connect(lambda _=False, call=slot: self._press(call))
            buttons.add(button)
        return buttons

    def _press(self, call: Callable[[], object]) -> None:
        """A click takes the keyboard from no cell: what is typed there is written first."""
        self.view.cells.take_in()
        call()

    def _rows(self) -> list[int]:
        return sorted({index.row() for index in self.view.selectedIndexes()} or {self.view.currentIndex().row()})

    def _add(self) -> None:
        rows = self._rows()
        place = rows[-1] + 1 if rows and rows[-1] >= 0 else self.view.table.rowCount()
        place = min(place, self.view.table.rowCount() - 1)
        self.view.table.add_row(place)
        self.view.stand_at(place, 0)
        self.view.setFocus()

    def _remove(self) -> None:
        self.view.table.remove_rows([row for row in self._rows() if row >= 0])

    def _move(self, by: int) -> None:
        row, column = self.view.currentIndex().row(), self.view.currentIndex().column()
        if row >= 0 and self.view.table.move_row(row, by):
            self.view.stand_at(row + by, column)
