"""A frame in the accent colour around what has the keyboard; the style's own is hardly to be seen in the dark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QTabBar, QWidget

from ui.controls.focus import Following
from ui.ground.flat import ROUND
from ui.ground.theme import colours

SMALLEST = 12  # pixels; the editor that sleeps in a corner of a cell is no control to be seen


class FocusMark(Following):
    """Follows the keyboard. Tables and trees frame their current cell by themselves."""

    def wants(self, widget: QWidget) -> bool:
        return not isinstance(widget, QAbstractItemView)

    def gone_over(self, *widgets: QWidget) -> None:
        for one in widgets:
            one.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint or not isinstance(watched, QWidget) or watched is not self._widget:
            return False
        watched.event(event)  # it paints itself first
        if min(watched.width(), watched.height()) >= SMALLEST:
            paint_frame(watched)
        return True


def paint_frame(widget: QWidget) -> None:
    """The frame itself, inside the widget's edge; of tabs around the one at hand."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours().accent, 2))
    area = QRectF(widget.tabRect(widget.currentIndex()) if isinstance(widget, QTabBar) else widget.rect())
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), ROUND, ROUND)
    if isinstance(widget, QPushButton) and widget.isDefault():  # filled with the accent itself
        painter.setPen(QPen(widget.palette().color(QPalette.ColorRole.HighlightedText), 1))
        painter.drawRoundedRect(area.adjusted(2.5, 2.5, -2.5, -2.5), ROUND - 1, ROUND - 1)
    painter.end()
