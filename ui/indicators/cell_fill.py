"""The small square at the corner of the tree's cell: drawn up or down it fills the rows it passes, as in Excel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from models.edits import Batch, Change
from models.entry import typed_where_it_fits
from models.goals import Indicator
from ui.controls.messages import MessageBar
from ui.ground.theme import colours
from ui.indicators.columns import Column
from ui.indicators.entries import INDICATOR
from ui.indicators.model import GoalModel
from ui.indicators.tree import IndicatorTree
from ui.session.session import Session

_SIDE, _INSIDE, _REACH = 6, 2, 4  # pixels: of the square; in the cell; around it, where the mouse still takes it
_Type = QEvent.Type


class CellFill(QObject):
    """Of the marked cell of a 三级指标. Only rows in sight are filled."""

    def __init__(self, session: Session, model: GoalModel, tree: IndicatorTree, bar: MessageBar) -> None:
        super().__init__(tree)
        self._session, self._model, self._tree, self._bar = session, model, tree, bar
        self._source = QModelIndex()
        self._rows: list[QModelIndex] = []
        session.changed.connect(self._forget)  # an index says nothing of rows that have moved
        tree.overlay = self.paint
        tree.viewport().setMouseTracking(True)
        tree.viewport().installEventFilter(self)

    def area(self) -> QRect | None:
        """The square in the viewport; None where there is nothing to be filled."""
        index = self._tree.marked_cell()
        idle = not self._tree.hasFocus() or self._tree.cells.editor is not None
        if index is None or idle or self._model.level(index) != INDICATOR:
            return None
        corner = self._tree.visualRect(index).bottomRight()
        right = min(corner.x() + 1 - _INSIDE, self._tree.viewport().rect().right() - _SIDE)
        return QRect(right, corner.y() + 1 - _INSIDE, _SIDE, _SIDE)

    def paint(self, painter: QPainter) -> None:
        """Draws it over the rows, and a frame round what would be filled."""
        if (area := self.area()) is None:
            return
        if self._rows:
            painter.setPen(QPen(colours().accent, 1, Qt.PenStyle.DashLine))
            ends = [self._tree.visualRect(one) for one in (self._source, self._rows[-1])]
            painter.drawRect(ends[0].united(ends[1]).adjusted(1, 1, -1, -1))
        painter.setPen(QPen(self._tree.palette().base().color(), 1))
        painter.setBrush(colours().accent)
        painter.drawRect(area)

    # --- the mouse ----------------------------------------------------------------------------------------------------

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A press on the square and all that follows it are for the square."""
        if not isinstance(event, QMouseEvent):
            return False
        place = event.position().toPoint()
        if event.type() in (_Type.MouseButtonPress, _Type.MouseButtonDblClick):
            return event.button() == Qt.MouseButton.LeftButton and self._take(place)
        if event.type() == _Type.MouseMove and self._source.isValid():
            self._reach(place)
            return True
        if event.type() == _Type.MouseMove and not event.buttons():
            self._show_pointer(place)
        if event.type() == _Type.MouseButtonRelease and self._source.isValid():
            self._let_go()
            return True
        return False

    def _holds(self, place: QPoint) -> bool:
        area = self.area()
        return area is not None and area.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(place)

    def _show_pointer(self, place: QPoint) -> None:
        shape = Qt.CursorShape.CrossCursor if self._holds(place) else Qt.CursorShape.ArrowCursor
        if self._tree.viewport().cursor().shape() != shape:
            self._tree.viewport().setCursor(shape)

    def _take(self, place: QPoint) -> bool:
        if not self._holds(place):
            return False
        self._source, self._rows = self._tree.currentIndex(), []
        return True

    def _forget(self, _touched: object) -> None:
        self._source, self._rows = QModelIndex(), []

    def _reach(self, place: QPoint) -> None:
        """The rows from the cell to the mouse; beyond the edge the tree scrolls."""
        bar, height = self._tree.verticalScrollBar(), self._tree.viewport().height()
        if not 0 <= place.y() < height:
            bar.setValue(bar.value() + bar.singleStep() * (1 if place.y() > 0 else -1))
        own = self._tree.visualRect(self._source)
        down = place.y() > own.bottom()
        step = self._tree.indexBelow if down else self._tree.indexAbove
        self._rows, row = [], step(self._source.siblingAtColumn(0))
        while row.isValid() and not own.top() <= place.y() <= own.bottom() and self._is_passed(row, place.y(), down):
            if self._model.level(row) == INDICATOR:
                self._rows.append(row.siblingAtColumn(self._source.column()))
            row = step(row)
        self._tree.viewport().update()

    def _is_passed(self, row: QModelIndex, y: int, down: bool) -> bool:
        area = self._tree.visualRect(row)
        return area.top() <= y if down else area.bottom() >= y

    def _let_go(self) -> None:
        source, rows = self._source, self._rows
        self._source, self._rows = QModelIndex(), []
        self._tree.viewport().update()
        self._fill(source, rows)

    # --- filling ------------------------------------------------------------------------------------------------------

    def down(self) -> None:
        """Ctrl+D: what stands in the row above, in the marked cell."""
        cell = self._tree.marked_cell()
        above = self._tree.indexAbove(cell.siblingAtColumn(0)) if cell is not None else QModelIndex()
        while above.isValid() and self._model.level(above) != INDICATOR:
            above = self._tree.indexAbove(above)
        if cell is not None and above.isValid() and self._tree.cells.editor is None:
            self._fill(above.siblingAtColumn(cell.column()), [cell])

    def _fill(self, source: QModelIndex, rows: list[QModelIndex]) -> None:
        node, column = self._model.node(source), self._model.columns[source.column()]
        if not isinstance(node, Indicator) or not rows:
            return
        changes: list[Change] = []
        count = 0
        for row in rows:
            made = self._changes(self._model.node_id(row), column, column.text(node))
            changes += made
            count += bool(made)
        if changes and self._session.apply(Batch(tuple(changes), f"填充 {count} 格")):
            self._session.seal()
            self._bar.tell_deed(f"填充了 {count} 格，可以撤销。")

    def _changes(self, node_id: str, column: Column, text: str) -> list[Change]:
        node = self._session.editor.node(node_id) if node_id in self._session.editor else None
        if not isinstance(node, Indicator):
            return []
        return list(typed_where_it_fits(node, {column.field: text}, column.parts)[0])
