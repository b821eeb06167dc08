"""Labels and fields as they lie on the paper; where there is no room for that, one field under the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QGridLayout, QScrollArea, QWidget
from shiboken6 import isValid

from models.templates.grid import GridCell
from ui.controls.labels import FieldLabel

LABEL_EDGES = 10  # pixels on both sides of a label
LABEL_SIGNS = 6  # of the labels before fields that stand one under the other
Placed = tuple[GridCell, QWidget, Qt.AlignmentFlag]


class FieldGrid(QWidget):
    """``shares`` are the widths of the paper's columns; ``name_of`` names a field that has no label before it."""

    def __init__(self, shares: list[int], name_of: Callable[[GridCell], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares, self._name_of = shares, name_of
        self._placed: list[Placed] = []
        self._names: dict[QWidget, FieldLabel] = {}
        self._narrow = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share)

    def add(self, cell: GridCell, widget: QWidget, place: Qt.AlignmentFlag) -> None:
        """The next cell, row by row."""
        self._placed.append((cell, widget, place))
        self._put_on_paper(cell, widget, place)

    def paper_width(self) -> int:
        """The width from which labels and fields can lie as on the paper, however they lie now."""
        return sum(self._least()) + self._gaps(len(self._shares))

    def _least(self) -> list[int]:
        """What each column of the paper needs. The grid itself asks no field that takes what it gets."""
        columns = [0] * len(self._shares)
        for cell, widget, _ in sorted(self._placed, key=lambda placed: placed[0].column_span):
            spanned = range(cell.column, cell.column + cell.column_span)
            had = sum(columns[one] for one in spanned) + self._gaps(cell.column_span)
            missing, whole = _least_width(widget) - had, sum(self._shares[one] for one in spanned)
            for one in spanned if missing > 0 else ():
                columns[one] += math.ceil(missing * self._shares[one] / whole)
        return columns

    def _labels(self) -> dict[int, int]:
        """The columns that hold labels alone, and what their longest takes on one line; some lie over several."""
        found: dict[int, int] = {}
        begin = {cell.column for cell, _, _ in self._placed}
        for column in begin:
            here = [(cell, widget) for cell, widget, _ in self._placed if cell.column == column]
            span = {cell.column_span for cell, _ in here}
            over = range(column, column + max(span))
            if len(span) == 1 and len(begin & set(over)) == 1 and all(cell.fixed for cell, _ in here):
                wide = max(widget.line_width() for _, widget in here if isinstance(widget, FieldLabel))
                whole = sum(self._shares[one] for one in over)
                found |= {one: math.ceil((wide - self._gaps(len(over))) * self._shares[one] / whole) for one in over}
        return found

    def _widths(self, width: int) -> list[int]:
        """The paper's columns in that width: as on the paper, but labels have no more room than their words take."""
        least, labels = self._least(), self._labels()
        room = width - self._gaps(len(least))
        scale = room / sum(self._shares)
        most = [max(low, labels.get(one, room)) for one, low in enumerate(least)]
        return shared_out([share * scale for share in self._shares], least, most, room)

    def _gaps(self, columns: int) -> int:
        return (columns - 1) * self._grid.horizontalSpacing()

    def arrange(self, width: int, *, narrow: bool) -> None:
        """One field under the other, or as on the paper in that width."""
        if not narrow:
            self._keep_widths(self._widths(width))
        if narrow == self._narrow:
            return
        self._narrow = narrow
        while self._grid.count():
            self._grid.takeAt(0)
        for column, share in enumerate(self._shares):
            self._grid.setColumnStretch(column, 0 if narrow else share)
            if narrow:
                self._grid.setColumnMinimumWidth(column, 0)
        for label in self._names.values():
            label.setVisible(narrow)
        if narrow:
            self._put_in_one_column()
        else:
            for placed in self._placed:
                placed[1].show()
                self._put_on_paper(*placed)

    def _keep_widths(self, widths: list[int]) -> None:
        for column, width in enumerate(widths):
            if self._narrow or self._grid.columnMinimumWidth(column) != width:  # else each call asks for a layout
                self._grid.setColumnMinimumWidth(column, width)

    def _put_on_paper(self, cell: GridCell, widget: QWidget, place: Qt.AlignmentFlag) -> None:
        self._grid.addWidget(widget, cell.row, cell.column, cell.row_span, cell.column_span, place)

    def _put_in_one_column(self) -> None:
        one = self.fontMetrics().horizontalAdvance("国")
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, LABEL_SIGNS * one + LABEL_EDGES)
        for line, (label, field) in enumerate(self._lines()):
            if label is None or field is None:
                widget = label or field
                assert widget is not None
                self._grid.addWidget(widget, line, 0, 1, 2)
                continue
            self._grid.addWidget(label, line, 0)
            self._grid.addWidget(field, line, 1)

    def _lines(self) -> Iterator[tuple[QWidget | None, QWidget | None]]:
        """Label and field of each line: a label that has no field right behind it is the heading of those below it.

        Heads of columns go: the fields have their names from them.
        """
        for _, found in groupby(self._placed, key=lambda placed: placed[0].row):
            row = list(found)
            if len(row) > 1 and all(cell.fixed for cell, _, _ in row):
                for _, widget, _ in row:
                    widget.hide()
            else:
                yield from self._lines_of(row)

    def _lines_of(self, row: list[Placed]) -> Iterator[tuple[QWidget | None, QWidget | None]]:
        label: QWidget | None = None
        for cell, widget, _ in row:
            if not cell.fixed:
                yield label or self._named(cell, widget), widget
                label = None
                continue
            if label is not None:
                yield label, None
            label = widget
            if not cell.pieces:
                widget.hide()
                label = None
        if label is not None:
            yield label, None

    def _named(self, cell: GridCell, field: QWidget) -> QWidget | None:
        """A label of its own for a field without one; None where words of its own stand beside it."""
        if len(cell.pieces) > 1:
            return None
        if field not in self._names:
            self._names[field] = FieldLabel(self._name_of(cell), self)
        self._names[field].show()
        return self._names[field]


class FieldsScroll(QScrollArea):
    """Fields that are scrolled up and down only. ``fit`` is told the width that they have."""

    def __init__(self, fields: QWidget, fit: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit = fit
        self._brought: QWidget | None = None
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda *_: self._bring_again())
        bar.actionTriggered.connect(lambda _: self.let_go())
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("栏目")
        self.setWidget(fields)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(self.viewport().width())
        super().resizeEvent(event)

    def bring(self, field: QWidget, under: int) -> None:
        """Scrolls to a field; it stays in sight while others above it get their heights, until a hand scrolls."""
        self._brought = field
        bring(self, field, under)

    def let_go(self) -> None:
        """What was brought into sight need not stay there."""
        self._brought = None

    def _bring_again(self) -> None:
        if self._brought is not None and isValid(self._brought) and self._brought.isVisibleTo(self):
            bring(self, self._brought, 0)


def bring(area: QScrollArea, field: QWidget, under: int) -> None:
    """Scrolls until all of a field, of a table its current cell, is in sight; ``under``: pixels around it.

    Of one that is higher than that its top.
    """
    inner, spot = field, field.rect()
    if isinstance(field, QAbstractItemView):
        inner, spot = field.viewport(), field.visualRect(field.currentIndex())
    top, seen = inner.mapTo(area.widget(), spot.topLeft()).y(), area.viewport().height()
    around = min(under, max(0, seen - spot.height()) // 2)
    bar = area.verticalScrollBar()
    if top < bar.value() or spot.height() > seen:
        bar.setValue(top - around)
    elif top + spot.height() > bar.value() + seen:
        bar.setValue(top + spot.height() - seen + around)


def is_whole(field: QWidget) -> bool:
    """All of it is seen, of a table its current cell; what is not on the screen at all hides nothing."""
    area = field.viewport() if isinstance(field, QAbstractItemView) else field
    seen = area.visibleRegion().boundingRect()
    spot = field.visualRect(field.currentIndex()) if isinstance(field, QAbstractItemView) else field.rect()
    return not field.isVisible() or (spot.top() >= seen.top() and spot.bottom() <= seen.bottom())


def shared_out(wanted: list[float], least: list[int], most: list[int], room: int) -> list[int]:
    """Widths in proportion to what is wanted, none below its least or over its most; together ``room`` or less."""
    fixed: dict[int, int] = {}
    while len(fixed) < len(wanted):
        free = [one for one in range(len(wanted)) if one not in fixed]
        left, whole = room - sum(fixed.values()), sum(wanted[one] for one in free) or 1
        widths = {one: int(left * wanted[one] / whole) for one in free}
        low = {one: least[one] for one, width in widths.items() if width < least[one]}
        high = {one: most[one] for one, width in widths.items() if width > most[one]}
        if not low and not high:
            fixed |= widths
        else:
            fixed |= low or high
    return [fixed[one] for one in range(len(wanted))]


def _least_width(widget: QWidget) -> int:
    return max(widget.minimumSizeHint().width(), 0 if widget.layout() else widget.minimumWidth())
