"""Signs on the paper: the frame of the current cell, marks of findings and comments. Each level has its own shape."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from models.rules.finding import Severity
from ui.ground.theme import ON_PAPER, PAPER

ACCENT = ON_PAPER.accent
COLOURS: dict[Severity, QColor] = {"error": ON_PAPER.error, "warning": ON_PAPER.warning, "info": ON_PAPER.info}
SAID = {"open": ON_PAPER.said, "done": ON_PAPER.muted}
_CORNER = (4.0, 5.0, 9.0)  # least pixels, points, most pixels of a corner
_LEAST, _MOST, _POINTS = 5.0, 13.0, 7.0


def paint_mark(painter: QPainter, cell: QRectF, severity: Severity, scale: float) -> None:
    """The sign of a level in the cell's upper right corner: round with a stroke, triangle, or diamond.

    ``scale`` is pixels a point: the sign grows with the paper, within bounds.
    """
    size = min(max(_LEAST, _POINTS * scale), _MOST, cell.height() * 0.7, cell.width() * 0.5)
    area = QRectF(cell.right() - size - 1.5, cell.top() + 1.5, size, size)
    painter.setPen(QPen(PAPER, 1))
    painter.setBrush(COLOURS[severity])
    if severity == "error":
        painter.drawEllipse(area)
        _stroke(painter, area)
    else:
        painter.drawPolygon(_triangle(area) if severity == "warning" else _diamond(area))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _stroke(painter: QPainter, area: QRectF) -> None:
    painter.setPen(QPen(PAPER, max(1.0, area.height() / 7)))
    middle, reach = area.center(), area.height() / 4
    painter.drawLine(QPointF(middle.x() - reach, middle.y()), QPointF(middle.x() + reach, middle.y()))


def _triangle(area: QRectF) -> QPolygonF:
    return QPolygonF([QPointF(area.center().x(), area.top()), area.bottomRight(), area.bottomLeft()])


def _diamond(area: QRectF) -> QPolygonF:
    middle = area.center()
    return QPolygonF(
        [
            QPointF(middle.x(), area.top()),
            QPointF(area.right(), middle.y()),
            QPointF(middle.x(), area.bottom()),
            QPointF(area.left(), middle.y()),
        ]
    )


def paint_comment(painter: QPainter, cell: QRectF, state: str, scale: float) -> None:
    """A small corner at the bottom right, where no text stands: something is said of the value."""
    _corner(painter, cell.bottomRight() - QPointF(0.5, 0.5), -1, SAID[state], scale)


def paint_unseen(painter: QPainter, cell: QRectF, scale: float) -> None:
    """A small corner at the top right: the value is as last year, and nobody has looked at it."""
    _corner(painter, cell.topRight() + QPointF(-0.5, 0.5), 1, ACCENT, scale)


def _corner(painter: QPainter, at: QPointF, down: int, colour: QColor, scale: float) -> None:
    least, points, most = _CORNER
    size = min(max(least, points * scale), most)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([at - QPointF(size, 0), at, at + QPointF(0, down * size)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_frame(painter: QPainter, cell: QRectF) -> None:
    """The frame of the cell where the person is."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ACCENT, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
    painter.drawRect(cell.adjusted(1, 1, -1, -1))


def paint_shade(painter: QPainter, cell: QRectF) -> None:
    """A cell of a range: a breath of the accent, through which the text is read."""
    painter.fillRect(cell, QColor(ACCENT.red(), ACCENT.green(), ACCENT.blue(), 42))
