"""The cells of a table of values: what is typed in them, and how they are painted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from ui.controls.calendar import is_for_list
from ui.controls.composing import PLACE
from ui.controls.focus import leaving
from ui.controls.text_input import TextInput
from ui.form.drawing import Column
from ui.form.tables import Index, ValueTable
from ui.ground.corners import paint_bar, paint_comment, paint_corner
from ui.ground.icons import icon, icon_size
from ui.ground.theme import colours
from ui.session.session import Session

HIGHEST = 420  # pixels before a table scrolls by itself
MANY_ROWS = 200  # from here on rows are one line high, so that nothing is slow
_Hint = QAbstractItemDelegate.EndEditHint


class CellText(TextInput, QPlainTextEdit):
    """The editor of a text cell: Enter is done, Alt+Enter a new line. Undo is the window's, as everywhere."""

    done = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier):
            self.insertPlainText("\n")
        elif enter:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class CellLine(TextInput, QLineEdit):
    """The editor of a number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def toPlainText(self) -> str:
        """What is typed."""
        return self.text()

    def setPlainText(self, text: str) -> None:
        """Shows a text."""
        self.setText(text)


AnyCell = CellText | CellLine


def sign_area(cell: QRect) -> QRect:
    """Where the sign of the calendar is in a cell of a day: at its end."""
    size = icon_size()
    area = QRect(0, 0, size.width(), size.height())
    area.moveCenter(cell.center())
    area.moveRight(cell.right() - 4)
    return area


class CellDelegate(QStyledItemDelegate):
    """Makes the editors of cells and draws the marks of findings. ``left`` tells that the table is left from one.

    ``list_wanted``: Alt+↓ in an open cell; ``entered``: it was ended by Enter.
    """

    left = Signal(int)
    list_wanted = Signal()
    entered = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._editor: AnyCell | None = None
        self._shown = ""  # in the editor, before anything was typed
        self._place = ""
        session.settling.connect(self.take_in)

    def createEditor(self, parent: QWidget, option: Any, index: Index) -> QWidget:  # noqa: ARG002
        table = index.model()
        assert isinstance(table, ValueTable)
        column = table.columns[index.column()]
        editor: AnyCell
        if isinstance(column, Column) and column.kind == "text":
            editor = CellText(parent)
            editor.done.connect(self._enter)
        else:
            editor = CellLine(parent)
        editor.setAccessibleName(table.place_words(index.row(), index.column()))
        editor.textChanged.connect(lambda *_: self._hold())
        self._editor, self._shown = editor, ""
        self._place = table.place_of_text(index.row(), index.column())
        editor.setProperty(PLACE, self._place)
        return editor

    @property
    def typed(self) -> str | None:
        """What stands in the open cell and not in the table, None where there is no such thing."""
        text = self._editor.toPlainText() if self._editor is not None else self._shown
        return text if text != self._shown else None

    def _hold(self) -> None:
        self._session.hold(self._place, self.typed)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows what the table holds, never over what is typed: Qt asks whenever anything in the table changes."""
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if self._editor is None or editor is not self._editor:
            return
        same = text == self._editor.toPlainText()
        if not same and self.typed is not None:
            return
        self._shown = text
        if not same:
            self._editor.setPlainText(text)
            self._editor.selectAll()
        self._hold()

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        assert isinstance(model, ValueTable)
        assert isinstance(editor, CellText | CellLine)
        model.setData(index, editor.toPlainText())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self._editor:
            self._editor = None
            self._hold()
        super().destroyEditor(editor, index)

    def take_in(self) -> None:
        """Writes what is typed in the open cell, and closes it."""
        editor = self._editor
        if editor is not None:
            self.commitData.emit(editor)
        if editor is not None and editor is self._editor:
            self.closeEditor.emit(editor, _Hint.NoHint)

    def _enter(self) -> None:
        self.take_in()
        self.entered.emit()

    def give_up(self) -> None:
        """The rows change under the open cell: it closes, and what was typed in it is told."""
        if self._editor is None:
            return
        typed = self.typed
        self.closeEditor.emit(self._editor, _Hint.NoHint)
        if typed:
            self._session.refused.emit(f"表格的行变了，正在输入的“{typed[:20]}”没有写入，请再输入一次")

    def updateEditorGeometry(self, editor: QWidget, option: Any, index: Index) -> None:  # noqa: ARG002
        least = option.fontMetrics.lineSpacing() * (3 if isinstance(editor, CellText) else 1) + 8
        area = option.rect
        area.setHeight(max(area.height(), least))
        editor.setGeometry(area)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter belongs to the text itself while an input method is at work or a new line is wanted."""
        way = leaving(event) if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else 0
        if way:
            self.take_in()
            self.left.emit(way)
            return True
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if isinstance(event, QKeyEvent) and pressed and is_for_list(event):
            self.list_wanted.emit()
            return True
        enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(editor, CellText) and enter:
            return False
        if enter and pressed:
            self._enter()
            return True
        return super().eventFilter(editor, event)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        super().paint(painter, option, index)
        table = index.model()
        if isinstance(table, ValueTable) and (severity := table.severity(index.row(), index.column())):
            paint_bar(painter, option.rect, severity)
        if isinstance(table, ValueTable) and table.unseen(index.row(), index.column()):
            paint_corner(painter, option.rect)
        if isinstance(table, ValueTable) and (said := table.said(index.row(), index.column())):
            paint_comment(painter, option.rect, said)
        if option.state & QStyle.StateFlag.State_HasFocus:
            if isinstance(table, ValueTable) and table.is_day(index.column()):
                icon("calendar").paint(painter, sign_area(option.rect))
            painter.save()
            painter.setPen(QPen(colours().accent, 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()
