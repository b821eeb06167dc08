"""A source's grid for a view: texts as they came, the ground and the words of what became of each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from importers.corrections import Corrections, Scope
from importers.placed import Place
from ui.controls.plain import plain_tip
from ui.importing.laid_out import Grid
from ui.importing.meanings import words_of
from ui.importing.outcome import Fate, Fates, Outcome

Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole


class GridModel(QAbstractTableModel):
    """One grid at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: Grid | None = None
        self._fates: Fates | None = None
        self._said = Corrections()

    def show(self, grid: Grid | None, fates: Fates | None, said: Corrections) -> None:
        """Another grid, or the same understood anew."""
        self.beginResetModel()
        self.grid, self._fates, self._said = grid, fates, said
        self.endResetModel()

    def understood(self, fates: Fates, said: Corrections) -> None:
        """The same grid, understood anew."""
        self._fates, self._said = fates, said
        if self.grid is not None and self.grid.rows:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.grid is None else len(self.grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.grid is None else self.grid.columns

    def fate(self, row: int, column: int) -> Fate | None:
        """What became of a cell; None where nothing stands."""
        if self.grid is None or self._fates is None or not self.grid.text(row, column).strip():
            return None
        return self._fates.of(self.grid.source, self.grid.place(row, column))

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if self.grid is None or not index.isValid():
            return None
        text = self.grid.text(index.row(), index.column())
        if role == Roles.DisplayRole:
            return text
        fate = self.fate(index.row(), index.column())
        return self._look(fate, text, role) if fate else None

    def _look(self, fate: Fate, text: str, role: int) -> Any:
        match role:
            case Roles.BackgroundRole:
                return fate.outcome.ground
            case Roles.FontRole if fate.outcome is Outcome.UNPLACED:
                font = QFont()
                font.setBold(True)
                return font
            case Roles.ToolTipRole:
                return plain_tip(f"{text}\n{fate.words}")
            case Roles.AccessibleTextRole:
                return f"{text}，{fate.words}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole) -> Any:
        if role != Roles.DisplayRole or self.grid is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.grid.rows[section].number if section < len(self.grid.rows) else None
        said = [means for place, means in self._said.of(Scope.COLUMN).items() if place.column == section]
        return "：".join([str(section + 1), *dict.fromkeys(words_of(means) for means in said)])

    def sentence(self, index: Index) -> str:
        """Where a cell stands, what stands in it and what became of it."""
        if self.grid is None or not index.isValid():
            return ""
        row, column = self.grid.anchors.get((index.row(), index.column()), (index.row(), index.column()))
        text, fate = " ".join(self.grid.text(row, column).split()), self.fate(row, column)
        where = f"{self.grid.rows[row].words}第 {column + 1} 列"
        return f"{where}“{text}”：{fate.words}{self._told(row, column)}" if fate else f"{where}：空白"

    def _told(self, row: int, column: int) -> str:
        place = self.place(row, column)
        told = [self._said.meaning(scope, place) for scope in (Scope.CELL, Scope.ROW)]
        return "".join(f"（已更正为{words_of(means)}）" for means in told if means)

    def place(self, row: int, column: int) -> Place:
        """The place in the document."""
        assert self.grid is not None
        return self.grid.place(row, column)
