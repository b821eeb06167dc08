"""The view of a ``ValueTable``: keys and clipboard as in Excel, rows as high as their text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QWidget,
)

from ui.controls.calendar import is_for_list, offer_days
from ui.controls.clipboard import block_mime, read_block
from ui.controls.column_widths import Widths, kind_of
from ui.controls.focus import TabRun, focus_in, leaving
from ui.controls.text_input import comment_action
from ui.form.table_cells import CellDelegate, CellText, sign_area
from ui.form.tables import ValueTable
from ui.ground.icons import icon
from ui.ground.lined_table import LinedTable
from ui.ground.style import row_height

HIGHEST = 420  # pixels before a table scrolls by itself
MANY_ROWS = 200  # from here on rows are one line high, so that nothing is slow
_Hint = QAbstractItemDelegate.EndEditHint
_STEPS = {_Hint.EditNextItem: 1, _Hint.EditPreviousItem: -1}


class ValueView(LinedTable):
    """The table itself."""

    def __init__(self, table: ValueTable, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._run = TabRun[tuple[int, int]]()
        self.setModel(table)
        self.cells = CellDelegate(table.session, self)
        self.cells.left.connect(self._leave)
        self.cells.entered.connect(self._go_down)
        self.cells.list_wanted.connect(self.open_calendar)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setAlternatingRowColors(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCornerButtonEnabled(False)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(48)
        self.verticalHeader().setHighlightSections(False)
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.setInterval(0)
        self._fit.timeout.connect(self.fit)
        for signal in (table.modelReset, table.dataChanged):
            signal.connect(lambda *_: self._fit.start())
        self.selectionModel().currentChanged.connect(self._tell_focus)
        kind = kind_of(name, (column.title for column in table.columns))
        self._widths = Widths(head, table.session.settings, lambda: kind, self._share_width)
        self._place: tuple[int, int] | None = None
        table.modelAboutToBeReset.connect(self._keep_place)
        table.modelReset.connect(self._restore_place)

    # --- size ---------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._share_width()
            self._fit.start()

    def _share_width(self) -> None:
        """The columns share the width as on paper, none below what it needs to be read; or as a person made them."""
        if self._widths.restore():
            return
        room = self.viewport().width()
        total = sum(column.width for column in self.table.columns) or 1
        widths = [max(int(room * column.width / total), self._least(column.title)) for column in self.table.columns]
        widest = max(range(len(widths)), key=widths.__getitem__)
        least = self._least(self.table.columns[widest].title)
        widths[widest] = max(least, widths[widest] + room - sum(widths))
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)

    def _least(self, title: str) -> int:
        """Room for an amount and for the longest line of the head."""
        metrics = self.horizontalHeader().fontMetrics()
        return max(metrics.horizontalAdvance(text) for text in ("00,000.00", *title.split("\n"))) + 14

    def fit(self) -> None:
        """Rows as high as their text, the table as high as its rows."""
        if self.table.rowCount() <= MANY_ROWS:
            self.resizeRowsToContents()
        frame = 2 * self.frameWidth()
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + frame
        bar = self.horizontalScrollBar()
        if bar.maximum() > 0:
            height += bar.sizeHint().height()
        height = min(height, HIGHEST)
        if height != self.height():
            self.setFixedHeight(height)

    def sizeHintForRow(self, row: int) -> int:
        return max(super().sizeHintForRow(row), row_height(self.fontMetrics()))

    # --- keys and clipboard -------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """F2 is the cell's while the table has the focus, whatever the window does with it."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2 and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if way := leaving(event):
            self._leave(way)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.blank()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._edit()
        elif is_for_list(event):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The sign of the calendar is that of the current cell."""
        index, place = self.indexAt(event.position().toPoint()), event.position().toPoint()
        at_sign = index == self.currentIndex() and sign_area(self.visualRect(index)).contains(place)
        if at_sign and self.table.is_day(index.column()) and event.button() == Qt.MouseButton.LeftButton:
            self.open_calendar()
        else:
            super().mousePressEvent(event)

    def open_calendar(self) -> None:
        """Offers days for the current cell, if it is of a day; what is typed in it so far is written first."""
        index = self.currentIndex()
        if not self.table.is_day(index.column()):
            return
        self.cells.take_in()
        row, column = index.row(), index.column()
        area = self.visualRect(index)
        offer_days(self.table.text(row, column), area, self.viewport(), lambda day: self._take_day(row, column, day))

    def _take_day(self, row: int, column: int, day: str) -> None:
        self.table.write(row, column, [[day]], "")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done at a cell."""
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        path = self.table.path(index.row(), index.column()) if index.isValid() else ""
        menu = QMenu(self)
        for sign, words, act in (
            ("copy", "复制\tCtrl+C", self.copy),
            ("clipboard-paste", "粘贴\tCtrl+V", self.paste),
            ("x", "清空\tDelete", self.blank),
        ):
            menu.addAction(icon(sign), words, act)
        if path:
            menu.addSeparator()
            menu.addAction(comment_action(self.table.session, path, menu))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _edit(self) -> None:
        """Opens the current cell, where it can be typed into."""
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, and out of the table at its ends."""
        return self._step(1 if forward else -1) or QWidget.focusNextPrevChild(self, forward)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Going on from an open cell opens the next; behind the last one the table is left."""
        way = _STEPS.get(hint, 0)
        super().closeEditor(editor, _Hint.NoHint if way else hint)
        if way and self._step(way):
            self._edit()
        elif way:
            self._leave(way)

    def _step(self, way: int) -> bool:
        """To the next cell that can be typed into; False at the end of the table."""
        columns, current = self.table.columnCount(), self.currentIndex()
        place = current.row() * columns + current.column() + way if current.isValid() else -1
        while 0 <= place < columns * self.table.rowCount():
            index = self.table.index(*divmod(place, columns))
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                if way > 0:
                    left, came = (current.row(), current.column()), (index.row(), index.column())
                    self._run.go(left, came, same_row=left[0] == came[0])
                self.setCurrentIndex(index)
                return True
            place += way
        return False

    def _go_down(self) -> None:
        """Opens the next cell of the column that can be typed into, as Enter does it in a spreadsheet.

        After a run of Tab it is the column in which that began.
        """
        current = self.currentIndex()
        _, column = self._run.start((current.row(), current.column()))
        below = (self.table.index(row, column) for row in range(current.row() + 1, self.table.rowCount()))
        found = next((index for index in below if index.flags() & Qt.ItemFlag.ItemIsEditable), None)
        if found is not None:
            self.setCurrentIndex(found)
            self._edit()

    def _leave(self, way: int) -> None:
        QWidget.focusNextPrevChild(self, way > 0)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method commits at once, without composing first, opens the cell and is typed into it."""
        super().inputMethodEvent(event)
        if not event.commitString() or event.preeditString():
            return
        editor = self.findChild(CellText)
        if editor is not None and not editor.toPlainText():
            editor.insertPlainText(event.commitString())

    def _area(self) -> tuple[int, int, int, int]:
        """Top, left, bottom and right of what is selected, the last two past the end."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        rows, columns = [one.row() for one in indexes], [one.column() for one in indexes]
        return min(rows), min(columns), max(rows) + 1, max(columns) + 1

    def copy(self) -> None:
        """Puts the selected cells on the clipboard, for here, Excel and WPS."""
        top, left, bottom, right = self._area()
        if top < 0:
            return
        block = [[self.table.text(row, column) for column in range(left, right)] for row in range(top, bottom)]
        QGuiApplication.clipboard().setMimeData(block_mime(block))

    def cut(self) -> None:
        """Copies and blanks."""
        self.copy()
        self.blank("剪切单元格")

    def blank(self, word: str = "清除单元格") -> None:
        """Blanks the selected cells."""
        top, left, bottom, right = self._area()
        if top >= 0:
            self.table.write(top, left, [[""] * (right - left) for _ in range(bottom - top)], word)

    def paste(self) -> None:
        """Puts what was copied from Excel or here into the cells from the current one on."""
        block = read_block(QGuiApplication.clipboard().mimeData())
        top, left, _, _ = self._area()
        if block and top >= 0:
            self.table.paste(top, left, block, f"粘贴 {len(block)} 行" if len(block) > 1 else "粘贴")

    # --- place --------------------------------------------------------------------------------------------------------

    def go_to(self, path: str) -> bool:
        """Makes the cell of a value the current one."""
        place = self.table.place(path)
        if place is None:
            return False
        self.setCurrentIndex(self.table.index(*place))
        self.scrollTo(self.currentIndex())
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_focus(self.currentIndex())

    def stand_at(self, row: int, column: int) -> None:
        """The person has come to this cell, by a button beside the table too."""
        self.setCurrentIndex(self.table.index(row, column))
        self._tell(self.currentIndex())

    def _tell_focus(self, current: QModelIndex) -> None:
        """The official table frames the cell of the value at hand, if the person is here."""
        if focus_in(self) is not None:
            self._tell(current)

    def _tell(self, current: QModelIndex) -> None:
        """The value at hand is that of the cell."""
        if current.isValid() and (path := self.table.path(current.row(), current.column())):
            self.table.session.focus(path)

    def _keep_place(self) -> None:
        self.cells.give_up()
        current = self.currentIndex()
        self._place = (current.row(), current.column()) if current.isValid() else None

    def _restore_place(self) -> None:
        if self._place is not None:
            row, column = self._place
            self.setCurrentIndex(self.table.index(min(row, self.table.rowCount() - 1), column))
