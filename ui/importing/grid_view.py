"""The view of a source's grid: merged cells lie as they did; keys and clicks choose a cell to be corrected."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from importers.placed import Place
from ui.controls.focus import leaving
from ui.ground.lined_table import LinedTable
from ui.ground.style import row_height
from ui.importing.grid_model import GridModel
from ui.importing.laid_out import Grid

NARROWEST, WIDEST = 4, 16  # characters in a column
TRIED = 400  # cells that say how wide a column is
USUAL = 0.8  # share of them that have room on one line
HIGHEST = 8  # lines of a row
AROUND = 8  # pixels that a cell has beside and over its text


class GridView(LinedTable):
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
        self.setWordWrap(True)
        self._fitted: set[int] = set()
        self.verticalScrollBar().valueChanged.connect(self._fit_rows)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    def lay_out(self, grid: Grid) -> None:
        """Spans, widths and heights of a grid that is shown for the first time."""
        self.clearSpans()
        for (row, column), cell in grid.cells.items():
            if cell.row_span > 1 or cell.column_span > 1:
                self.setSpan(row, column, cell.row_span, cell.column_span)
        for column, width in enumerate(_widths(grid, self.fontMetrics())):
            self.setColumnWidth(column, width)
        self._fitted.clear()
        self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics()))
        self.scrollToTop()
        self._fit_rows()

    def _fit_rows(self) -> None:
        """The rows in sight get the heights that their texts need; others when they come into sight."""
        grid = self._grid_model.grid
        if grid is None or not grid.rows:
            return
        row, least = max(self.rowAt(0), 0), self.verticalHeader().defaultSectionSize()
        while row < len(grid.rows) and self.rowViewportPosition(row) < self.viewport().height():
            if row not in self._fitted:
                self._fitted.add(row)
                needed = max((self._height(grid, row, column) for column in range(grid.columns)), default=least)
                self.setRowHeight(row, max(least, needed))
            row += 1

    def _height(self, grid: Grid, row: int, column: int) -> int:
        """What the text of a cell needs; one over several rows has their room."""
        cell = grid.cells.get((row, column))
        if cell is None or cell.row_span > 1 or not cell.text:
            return 0
        room = sum(self.columnWidth(one) for one in range(column, column + cell.column_span)) - AROUND
        metrics = self.fontMetrics()
        most = QRect(0, 0, max(room, 1), HIGHEST * metrics.lineSpacing())
        text = metrics.boundingRect(most, Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere, cell.text)
        return min(text.height(), most.height()) + AROUND

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def go_to(self, place: Place) -> bool:
        """Makes the cell there the current one and shows it. False where this grid has no such cell."""
        grid = self._grid_model.grid
        at = grid.find(place) if grid else None
        if at is None:
            return False
        index = self._grid_model.index(*at)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
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
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the dialog agrees
        elif enter:
            self.menu_wanted.emit(self.below(self.currentIndex()))
        elif way := leaving(event):
            self.focusNextPrevChild(way > 0)
        else:
            super().keyPressEvent(event)


def _widths(grid: Grid, metrics: QFontMetrics) -> list[int]:
    """The widths of the columns: most of their texts have room on one line, none is very wide or narrow."""
    texts: dict[int, list[str]] = {}
    for (_, column), cell in grid.cells.items():
        if cell.column_span == 1 and cell.text.strip():
            texts.setdefault(column, []).append(cell.text)
    em = metrics.horizontalAdvance("字")
    return [_width(texts.get(column, []), metrics, em) + AROUND for column in range(grid.columns)]


def _width(texts: list[str], metrics: QFontMetrics, em: int) -> int:
    tried = sorted(metrics.horizontalAdvance(text) for text in texts[:: len(texts) // TRIED + 1])
    usual = tried[int(USUAL * (len(tried) - 1))] if tried else 0
    return min(max(usual, NARROWEST * em), WIDEST * em)
