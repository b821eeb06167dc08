"""The small square at the corner of what is selected: drawn up or down it fills the rows it passes, as in Excel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from exporters.pages.paginate import Box
from ui.ground.theme import PAPER
from ui.preview.canvas import PageCanvas
from ui.preview.cells import Stop
from ui.preview.cursor import TableCursor
from ui.preview.marks import ACCENT
from ui.preview.ranges import CellRange

_SIDE, _INSIDE, _REACH = 6.0, 2.0, 5.0  # pixels: of the square; in the cell; around it, where the mouse still takes it


class FillHandle(QObject):
    """Only in rows of a list. What is drawn over is shaded like a range until the button is let go."""

    def __init__(self, caret: TableCursor, canvas: PageCanvas) -> None:
        super().__init__(caret)
        self._caret, self._canvas = caret, canvas
        self._source: CellRange | None = None
        self._wanted: CellRange | None = None
        canvas.released.connect(self._let_go)
        canvas.viewport().installEventFilter(self)

    @property
    def reached(self) -> CellRange | None:
        """What is being drawn over, with what fills it; None while nothing is."""
        return self._wanted

    def area(self) -> QRectF | None:
        """The square in the viewport; None where there is nothing to be filled."""
        return self._area(self._caret.range())

    def _area(self, block: CellRange | None) -> QRectF | None:
        corner = self._corner(block)
        pieces = list(self._canvas.boxes(*corner.anchor)) if corner else []
        if not pieces:
            return None
        at = self._canvas.area(*pieces[-1]).bottomRight()
        return QRectF(at.x() - _INSIDE, at.y() - _INSIDE, _SIDE, _SIDE)  # the cell's own corner is for comments

    def _corner(self, block: CellRange | None) -> Stop | None:
        """The last cell of what is selected, where its rows are those of one list."""
        if block is None or self._caret.editor.awake:
            return None
        stops = list(block)
        listed = {stop.slot.rows for stop in stops}
        of_one = len(listed) == 1 and "" not in listed and not any(stop.slot.choice for stop in stops)
        return stops[-1] if of_one and block.rows[-1][-1] else None

    def paint(self, painter: QPainter, block: CellRange | None) -> None:
        """Draws it over all else. ``block``: what is selected."""
        if area := self._area(block):
            painter.setPen(QPen(PAPER, 1))
            painter.setBrush(ACCENT)
            painter.drawRect(area)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def holds(self, place: QPointF) -> bool:
        """The mouse is on it."""
        area = self.area()
        return area is not None and area.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(place)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The pointer says what a press would do."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and not event.buttons():
            shape = Qt.CursorShape.CrossCursor if self.holds(event.position()) else Qt.CursorShape.ArrowCursor
            if self._canvas.viewport().cursor().shape() != shape:
                self._canvas.viewport().setCursor(shape)
        return False

    # --- drawing ------------------------------------------------------------------------------------------------------

    def take(self, place: QPointF) -> bool:
        """The button goes down. True where that begins to fill."""
        self._source = self._caret.range() if self.holds(place) else None
        return self._source is not None

    def draw(self, box: Box | None) -> bool:
        """The mouse is over that cell. False where nothing is being filled."""
        if self._source is None:
            return False
        if box is not None:
            self._reach(self._source, box)
        return True

    def _reach(self, source: CellRange, box: Box) -> None:
        cells = self._caret.cells
        first, last = next(iter(source)), list(source)[-1]
        if cells is None or first not in cells.by_path.get(first.slot.path, ()):
            return  # the pages are others by now
        alike = [one for one in cells.stops if _is_below(one, last)]
        below = [one for one in alike if last.anchor[0] < one.anchor[0] <= box.row]
        above = [one for one in cells.stops if _is_below(one, first) and box.row < cells.cells[one.anchor].bottom]
        above = [one for one in above if one.anchor[0] < first.anchor[0]]
        if below:
            ends = first, max(below, key=lambda one: one.anchor[0])
        elif above:
            ends = min(above, key=lambda one: one.anchor[0]), last
        else:
            self._wanted = None
            self._canvas.viewport().update()
            return
        self._wanted = CellRange.between(cells, *ends)
        end = ends[1] if below else ends[0]
        for piece in list(self._canvas.boxes(*end.anchor))[:1]:
            self._canvas.reveal(*piece)
        self._canvas.viewport().update()

    def _let_go(self) -> None:
        source, wanted = self._source, self._wanted
        self._source = self._wanted = None
        if source and wanted:
            self._caret.fill_from(source, wanted)
            self._canvas.viewport().update()


def _is_below(one: Stop, other: Stop) -> bool:
    """It is the same field of another row of that list, or that one itself."""
    return (one.slot.rows, one.slot.name, one.anchor[1]) == (other.slot.rows, other.slot.name, other.anchor[1])
