"""The view of a source's grid: merged cells lie as they did; keys and clicks choose a cell to be corrected."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from importers.placed import Place
from ui.controls.focus import leaving
from ui.importing.grid_model import GridModel
from ui.importing.laid_out import Grid

WIDEST = 260  # pixels of a column
TRIED = 60  # rows that say how wide a column is
MOST_FITTED = 200  # rows of a grid whose heights are fitted to their texts


class GridView(QTableView):
    """``moved`` when another cell is current; ``menu_wanted`` (where on the screen) for the current cell."""

    moved = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid_model = model
        self.setModel(model)
        self.setAccessibleName("来源的表格")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setResizeContentsPrecision(TRIED)
        self.horizontalHeader().setMaximumSectionSize(WIDEST)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    def lay_out(self, grid: Grid) -> None:
        """Spans, widths and heights of a grid that is shown for the first time."""
        self.clearSpans()
        for (row, column), cell in grid.cells.items():
            if cell.row_span > 1 or cell.column_span > 1:
                self.setSpan(row, column, cell.row_span, cell.column_span)
        self.resizeColumnsToContents()
        if len(grid.rows) <= MOST_FITTED:
            self.resizeRowsToContents()

    def go_to(self, place: Place) -> bool:
        """Makes the cell there the current one and shows it. False where this grid has no such cell."""
        grid = self._grid_model.grid
        at = grid.find(place) if grid else None
        if at is None:
            return False
        index = self._grid_model.index(*at)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def current_place(self) -> Place | None:
        """The place in the document of the current cell."""
        index = self.currentIndex()
        return self._grid_model.place(index.row(), index.column()) if index.isValid() else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button chooses the cell under it; the key asks for the current one."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            under = self.indexAt(event.pos())
            if under.isValid():
                self.setCurrentIndex(under)
            self.menu_wanted.emit(event.globalPos())
        else:
            self.menu_wanted.emit(self.below(self.currentIndex()))

    def below(self, index: QModelIndex) -> QPoint:
        """Right under a cell, on the screen."""
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.menu_wanted.emit(self.below(self.currentIndex()))
        elif way := leaving(event):
            self.focusNextPrevChild(way > 0)
        else:
            super().keyPressEvent(event)
