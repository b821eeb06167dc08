"""The view of the tree: keys as in a table, editing that an input method can begin, drops that say why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QDragMoveEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QTreeView, QWidget

from models.sheets import Sheet
from ui.controls.focus import TabRun, leaving
from ui.ground.theme import colours
from ui.indicators.cells import CANCEL, DOWN, NEXT, PREVIOUS, SIBLING, Line, Text, WithLists
from ui.indicators.delegate import CellDelegate
from ui.indicators.entries import INDICATOR, Entry
from ui.indicators.model import GoalModel
from ui.indicators.roles import PATH_ROLE
from ui.indicators.row_changes import SAME_PLACE
from ui.indicators.walk import Walk
from ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
_Key = Qt.Key
_Trigger = QAbstractItemView.EditTrigger
_KEEPING = (_Trigger.EditKeyPressed, _Trigger.DoubleClicked)
"""What opens an editor to go on with its text; anything else begins anew."""
_MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
ROWS_BESIDE, ROWS_ALONE = 6, 14  # that the tree wants to show in a low window: with the form's fields, without them
EMPTY = "还没有指标。\n用“+一级”“+三级”添加，或从 Excel、WPS 复制指标行后在这里粘贴。"


class IndicatorTree(QTreeView):
    """Rows of one goal. ``asked`` names what a key asks for; ``refused`` says why something cannot be dropped.

    ``given_up`` brings the cell that Esc has closed.
    """

    asked = Signal(str)
    given_up = Signal(object)
    refused = Signal(str)

    def __init__(self, session: Session, model: GoalModel, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._goal = session, model
        self.cells = CellDelegate(session, model, sheet, self)
        self.cells.current = self.currentIndex
        self.usual_rows = ROWS_BESIDE
        self._last_refusal = ""
        self._hidden: set[int] = set()
        self._run = TabRun[tuple[str, int]]()
        model.places_stay = self._places_stay
        self.offer: Callable[[int, QModelIndex], bool] = lambda _column, _above: False
        """Asked for a new row behind the last one, or under that empty 二级指标; goes to that column of it, if any."""
        self.overlay: Callable[[QPainter], None] = lambda _painter: None
        self.setModel(model)
        self.setItemDelegate(self.cells)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(_Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed)
        self.setExpandsOnDoubleClick(False)
        self.setAutoScroll(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName("绩效指标")
        self.setAccessibleDescription("一级、二级、三级指标的树；Enter 到下一行，Tab 到下一列，Ctrl+Tab 离开，打字就改")
        self._scrolling = QTimer(self)
        self._scrolling.setSingleShot(True)
        self._scrolling.timeout.connect(lambda: self.scrollTo(self.currentIndex()))
        self.cells.left.connect(self._on_left)
        model.rowsRemoved.connect(self._select_current)

    def sizeHint(self) -> QSize:
        """The head and a few rows; what is over that comes by the layout's stretch."""
        row = max(self.sizeHintForRow(0), self.fontMetrics().height())
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > bar.minimum() else 0
        return QSize(super().sizeHint().width(), self.header().sizeHint().height() + self.usual_rows * row + below)

    def show_lines(self, *, on: bool) -> None:
        """Last year's texts are written under this year's; rows of 三级指标 are higher then than those over them."""
        self.cells.lines = on
        self.setUniformRowHeights(not on)
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    # --- where the person is ------------------------------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """The ids of the selected rows. (``selectedRows`` compares every row with every other.)"""
        ranges = [one for one in self.selectionModel().selection().toList() if one.left() == 0]
        rows = (self._goal.index(row, 0, one.parent()) for one in ranges for row in range(one.top(), one.bottom() + 1))
        return list(dict.fromkeys(self._goal.node_id(index) for index in rows))

    def marked_cell(self) -> QModelIndex | None:
        """The cell that keys act on; None where whole rows are marked: by their names, or several of them."""
        index = self.currentIndex()
        alone = index.isValid() and index.column() > 0 and len(self.selected_ids()) <= 1
        return index if alone else None

    def current_id(self) -> str:
        """The id of the row at hand; empty for none."""
        index = self.currentIndex()
        return self._goal.node_id(index) if index.isValid() else ""

    def rows_down(self) -> Iterator[str]:
        """The ids of the 三级指标 in sight, from the row at hand on."""
        index = self.currentIndex().siblingAtColumn(0)
        while index.isValid():
            if self._goal.level(index) == INDICATOR:
                yield self._goal.node_id(index)
            index = self.indexBelow(index)

    def select(self, ids: tuple[str, ...] | list[str], column: int = 0) -> None:
        """Selects these rows; the first becomes the current one."""
        indexes = [index for one in ids if (index := self._goal.index_of(one)).isValid()]
        if not indexes:
            return
        for index in indexes:
            self.reveal(index)
        first = indexes[0].siblingAtColumn(column)
        self.selectionModel().setCurrentIndex(first, _CHOOSE)
        rest = QItemSelection()
        for index in indexes[1:]:
            rest.select(index, index)
        rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(rest, rows)
        self._scrolling.start(0)  # in a turn of its own: rows that came or moved are laid out first, all of them

    def _select_current(self) -> None:
        """Where rows went away, the one that is the current row now is seen to be it."""
        current, chosen = self.currentIndex(), self.selectionModel()
        if current.isValid() and not chosen.hasSelection():
            chosen.select(current, _CHOOSE)

    def reveal(self, index: QModelIndex) -> None:
        """Opens what the row stands under, and shows it where a filter hides it."""
        while index.isValid():
            if index.internalId() in self._hidden:
                self._hidden.discard(index.internalId())
                self.setRowHidden(index.row(), index.parent(), False)
            index = index.parent()
            if index.isValid() and not self.isExpanded(index):
                self.expand(index)

    def show_rows(self, parent: Entry, shown: Sequence[bool]) -> None:
        """Shows and hides the rows of a list. (Which are hidden is known here by number: to ask Qt costs much more.)"""
        above = self._goal.index_of(parent.id)
        for entry, show in zip(parent.children, shown, strict=True):
            if show == (entry.number in self._hidden):
                (self._hidden.discard if show else self._hidden.add)(entry.number)
                self.setRowHidden(entry.row, above, not show)

    @property
    def all_hidden(self) -> bool:
        """Rows there are, and none is shown."""
        rows = self._goal.root.children
        return bool(rows) and all(entry.number in self._hidden for entry in rows)

    def _places_stay(self) -> bool:
        """No row is hidden, and no more than one selected: Qt keeps what it knows of rows by place."""
        return not self._hidden and len(self.selected_ids()) <= 1

    def unfold_all(self) -> None:
        """Opens all levels. (``expandAll`` asks every row whether it can be opened, and how it is laid out at once.)"""
        self.scheduleDelayedItemsLayout()
        for above in self._goal.root.children:
            for entry in (above, *above.children):
                self.unfold(entry)

    def unfold(self, entry: Entry) -> None:
        """Opens a row, if it is not open."""
        index = self._goal.index_of(entry.id)
        if not self.isExpanded(index):
            self.expand(index)

    def reset(self) -> None:
        super().reset()  # Qt forgets what is hidden
        self._hidden = set()

    def currentChanged(self, current: Index, previous: Index) -> None:
        self.close_cell()  # Qt would take its editor away first, and then complain that it is left
        super().currentChanged(current, previous)
        if previous.isValid():
            self.update(previous)
        self._tell_focus(current)

    def _tell_focus(self, current: Index) -> None:
        """The official table frames the cell of the value at hand, if the person is here."""
        focus = QApplication.focusWidget()
        here = focus is not None and self.isAncestorOf(focus)  # itself too
        if here and current.isValid():
            self._session.focus(str(current.data(PATH_ROLE) or ""))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_focus(self.currentIndex())

    # --- editing ------------------------------------------------------------------------------------------------------

    def edit(self, index: Index, *how: object) -> bool | None:  # type: ignore[override]
        """Opens the editor of a cell; F2 and a double click go on with the text that is there."""
        if not how:
            if self.cells.editor is None and index.flags() & Qt.ItemFlag.ItemIsEditable:
                super().edit(index)
            return None
        opened = bool(super().edit(index, *how))
        if opened and how[0] in _KEEPING and self.cells.editor is not None:
            _to_end(self.cells.editor)
        return opened

    def open_editor(self, node_id: str, column: int = 0) -> None:
        """Goes to a cell and opens its editor."""
        index = self._goal.index_of(node_id, column)
        if index.isValid():
            self.close_cell()
            self.reveal(index.siblingAtColumn(0))
            self.selectionModel().setCurrentIndex(index, _CHOOSE)
            self.scrollTo(index)
            self.setFocus()
            self.edit(index)

    def close_cell(self, how: str = "") -> None:
        """Ends editing, if anything is edited; what was typed is kept unless ``how`` is ``CANCEL``."""
        editor = self.cells.editor
        if editor is not None:
            self.cells.finish(how)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _on_left(self, step: str) -> None:
        had_focus, editor = step not in ("", "stay"), self.cells.editor
        self.close_cell(step)
        if had_focus:
            self.setFocus()
        if step == CANCEL:
            self.given_up.emit(editor)
        if step == SIBLING:
            self.asked.emit("sibling")
        elif step in (DOWN, NEXT, PREVIOUS) and self.step(step):
            self.edit(self.currentIndex())
        elif step in (NEXT, PREVIOUS):
            QWidget.focusNextPrevChild(self, step == NEXT)

    def step(self, step: str) -> bool:
        """To the next cell in that direction, behind the last one to a new row; False at the end of the table."""
        index, down = self.currentIndex(), step == DOWN
        walk, here = Walk(self, self._goal), (self._goal.node_id(index), index.column())
        if down:
            index = index.siblingAtColumn(self._run.start(here)[1])
        found = walk.down(index) if down else walk.along(index, 1 if step == NEXT else -1)
        if found is None:
            following = walk.empty_below(index) if down else QModelIndex()
            return step != PREVIOUS and self.offer(index.column() if down else 0, following)
        if step == NEXT:
            there = self._goal.node_id(found)
            self._run.go(here, (there, found.column()), same_row=there == here[0])
        self.selectionModel().setCurrentIndex(found, _CHOOSE)
        self.scrollTo(found)
        return True

    # --- keys ---------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """F2 is the cell's while the tree has the focus, and Delete where a cell is marked and not its row."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_for_cell(event):
            event.accept()
            return True
        return super().event(event)

    def _is_for_cell(self, event: QKeyEvent) -> bool:
        bare_f2 = event.key() == _Key.Key_F2 and not event.modifiers()
        return bare_f2 or (_is_delete(event) and self.marked_cell() is not None)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, and out of the tree at its ends."""
        if self.currentIndex().isValid() and self.step(NEXT if forward else PREVIOUS):
            return True
        return QWidget.focusNextPrevChild(self, forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if way := leaving(event):
            self.close_cell()
            QWidget.focusNextPrevChild(self, way > 0)
            return
        composing = self.cells.editor is not None and self.cells.editor.composing()
        if composing or self._clipboard_key(event) or self._moving_key(event) or self._typing_key(event):
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method commits at once, without composing first, opens the cell and is typed into it."""
        asleep = self.cells.editor is None
        super().inputMethodEvent(event)
        editor = self.cells.editor
        if asleep and editor is not None and event.commitString() and not event.preeditString():
            QApplication.sendEvent(editor.line if isinstance(editor, WithLists) else editor, event)

    def _clipboard_key(self, event: QKeyEvent) -> bool:
        for key in (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut, QKeySequence.StandardKey.Paste):
            if event.matches(key):
                self.asked.emit(key.name.lower())
                return True
        if _is_delete(event) and self.cells.editor is None:
            self.asked.emit("blank" if self.marked_cell() is not None else "delete")
            return True
        return False

    def _moving_key(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & (_MODIFIED | Qt.KeyboardModifier.ShiftModifier)
        index = self.currentIndex()
        if not plain or not index.isValid():
            return False
        if event.key() in (_Key.Key_Return, _Key.Key_Enter):
            self.step(DOWN)
        elif event.key() == _Key.Key_Right:
            self._go_right(index)
        elif event.key() == _Key.Key_Left:
            self._go_left(index)
        elif event.key() in (_Key.Key_Home, _Key.Key_End):
            self._go_to_end(index, first=event.key() == _Key.Key_Home)
        else:
            return False
        return True

    def _go_right(self, index: QModelIndex) -> None:
        first = index.siblingAtColumn(0)
        if index.column() == 0 and self._goal.rowCount(first) and not self.isExpanded(first):
            self.expand(first)
        elif self._goal.level(index) == INDICATOR and index.column() + 1 < self._goal.columnCount():
            self.selectionModel().setCurrentIndex(index.siblingAtColumn(index.column() + 1), _CHOOSE)

    def _go_left(self, index: QModelIndex) -> None:
        if index.column() > 0:
            self.selectionModel().setCurrentIndex(index.siblingAtColumn(index.column() - 1), _CHOOSE)
        elif self._goal.rowCount(index) and self.isExpanded(index):
            self.collapse(index)
        elif index.parent().isValid():
            self.selectionModel().setCurrentIndex(index.parent(), _CHOOSE)

    def _go_to_end(self, index: QModelIndex, *, first: bool) -> None:
        """As in a spreadsheet: the first or last cell of the row; with Ctrl the first or last row."""
        last = self._goal.columnCount() - 1 if self._goal.level(index) == INDICATOR else 0
        self.selectionModel().setCurrentIndex(index.siblingAtColumn(0 if first else last), _CHOOSE)

    def _typing_key(self, event: QKeyEvent) -> bool:
        """Any sign begins editing, also + - * which a tree takes for folding."""
        text = event.text()
        if not text or not text.isprintable() or event.modifiers() & _MODIFIED:
            return False
        index = self.currentIndex()
        if index.isValid() and self._goal.editable(index):
            self.edit(index, _Trigger.AnyKeyPressed, event)
        return True

    def copy(self) -> None:
        """Copies the selected rows."""
        self.asked.emit("copy")

    def cut(self) -> None:
        """Cuts the selected rows."""
        self.asked.emit("cut")

    def paste(self) -> None:
        """Pastes what is on the clipboard."""
        self.asked.emit("paste")

    # --- drops, an empty tree -----------------------------------------------------------------------------------------

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        problem = "" if event.isAccepted() else self._why_not(event)
        if problem not in ("", SAME_PLACE, self._last_refusal):
            self.refused.emit(problem)
        self._last_refusal = problem

    def _why_not(self, event: QDragMoveEvent) -> str:
        index = self.indexAt(event.position().toPoint()).siblingAtColumn(0)
        where = self.dropIndicatorPosition()
        row = -1
        between = QAbstractItemView.DropIndicatorPosition
        if index.isValid() and where in (between.AboveItem, between.BelowItem):
            row, index = index.row() + (where == between.BelowItem), index.parent()
        return self._goal.drop_problem(event.mimeData(), event.dropAction(), row, index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self.overlay(painter)
        painter.end()
        if self._goal.rowCount() == 0 and self._goal.goal is not None:
            painter = QPainter(self.viewport())
            painter.setPen(colours().muted)
            painter.drawText(self.viewport().rect().adjusted(16, 16, -16, -16), Qt.AlignmentFlag.AlignCenter, EMPTY)
            painter.end()


def _is_delete(event: QKeyEvent) -> bool:
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return event.key() == _Key.Key_Delete and plain


def _to_end(editor: Line | Text | WithLists) -> None:
    """The cursor behind the text, nothing selected."""
    if isinstance(editor, Text):
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        return
    line = editor.line if isinstance(editor, WithLists) else editor
    line.deselect()
    line.end(False)
