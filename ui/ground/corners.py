"""What is painted over a field or a cell: the bar of a finding, the corners of what is to be looked at or is said."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.ground.theme import colours

CORNER = 7  # pixels of the corners
PIECES = {"error": 1, "warning": 2, "info": 4}
"""Into how many pieces the bar of a level is cut: it can be told without seeing its colour."""


def paint_mark(widget: QWidget, severity: str, *, corner: bool = False, said: str = "") -> None:
    """The bar of a finding, the corners of what is to be looked at and of what is said; the words are in the tip."""
    if not severity and not corner and not said:
        return
    painter = QPainter(widget)
    if severity:
        paint_bar(painter, widget.rect(), severity)
    if corner:
        paint_corner(painter, widget.rect())
    if said:
        paint_comment(painter, widget.rect(), said)
    painter.end()


def paint_corner(painter: QPainter, area: QRect) -> None:
    """A small corner at the top right: the value is as last year, and nobody has looked at it."""
    right, top = area.right() + 1, area.top()
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours().accent)
    painter.drawPolygon([QPoint(right - CORNER, top), QPoint(right, top), QPoint(right, top + CORNER)])
    painter.restore()


def paint_comment(painter: QPainter, area: QRect, state: str) -> None:
    """A small corner at the bottom right: somebody has said something of the value; grey where all is settled."""
    right, bottom = area.right() + 1, area.bottom() + 1
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours().said if state == "open" else colours().muted)
    painter.drawPolygon([QPoint(right - CORNER, bottom), QPoint(right, bottom), QPoint(right, bottom - CORNER)])
    painter.restore()


def paint_last_year(
    widget: QWidget,
    area: QRect,
    text: str,
    side: Qt.AlignmentFlag,
    height: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
) -> None:
    """Last year's text in grey, cut where it is too long; it stands whole in the tool tip."""
    painter = QPainter(widget)
    painter.setPen(colours().muted)
    words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, side | height, words)
    painter.end()


def paint_bar(painter: QPainter, area: QRect, severity: str) -> None:
    """A thin bar at the left edge, whole for an error, in pieces for what is less, in the colour of the level."""
    pieces, gap = PIECES[severity], 3
    height = (area.height() - gap * (pieces - 1)) / pieces
    for number in range(pieces):
        top = area.top() + number * (height + gap)
        painter.fillRect(QRectF(area.left(), top, 3, height), getattr(colours(), severity))
