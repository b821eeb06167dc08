"""Where Enter and Tab lead from a cell of the tree."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTreeView

from ui.indicators.entries import CATEGORY, INDICATOR
from ui.indicators.model import GoalModel


class Walk:
    """The rows of a view as they are seen, some folded or filtered away."""

    def __init__(self, view: QTreeView, goal: GoalModel) -> None:
        self._view, self._goal = view, goal

    def down(self, index: QModelIndex) -> QModelIndex | None:
        """The same column in the next row of its kind."""
        own = self._goal.level(index) == INDICATOR
        rows = (below for below in self._below(index) if not own or self._goal.level(below) == INDICATOR)
        return next((below.siblingAtColumn(index.column()) for below in rows), None)

    def empty_below(self, index: QModelIndex) -> QModelIndex:
        """The next 二级指标 that has no rows, an invalid index for none."""
        rows = (below for below in self._below(index) if self._goal.level(below) == CATEGORY)
        return next((below for below in rows if not self._goal.rowCount(below)), QModelIndex())

    def _below(self, index: QModelIndex) -> Iterator[QModelIndex]:
        index = self._view.indexBelow(index)
        while index.isValid():
            yield index
            index = self._view.indexBelow(index)

    def along(self, index: QModelIndex, step: int) -> QModelIndex | None:
        """The next cell that can be edited, in this row or the rows after (before) it."""
        return next(self._cells_along(index, step), None)

    def _cells_along(self, index: QModelIndex, step: int) -> Iterator[QModelIndex]:
        """Names of levels are passed by: typing goes on, and the next word would take their place.

        So is the rest of a row that was offered and is not wanted.
        """
        passed = step > 0 and bool(self._goal.offered) and self._goal.node_id(index) == self._goal.offered
        column = self._goal.columnCount() if passed else index.column() + step
        while index.isValid():
            last = (
                self._goal.columnCount() if self._goal.level(index) == INDICATOR else 0
            )  # a level's name is passed by
            if step < 0:
                column = min(column, last - 1)
            while 0 <= column < last:
                yield index.siblingAtColumn(column)
                column += step
            index = self._view.indexBelow(index) if step > 0 else self._view.indexAbove(index)
            column = 0 if step > 0 else self._goal.columnCount()
