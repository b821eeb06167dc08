"""What is painted anew: a part of a window that shows an old value until somebody moves the mouse is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect
from PySide6.QtGui import QColor, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget


class Painted(QObject):
    """Gathers the regions of a widget that are painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False

    def covers(self, area: QRect) -> bool:
        """The middle of that area was painted."""
        return self.region.contains(area.center())


@contextmanager
def painting(widget: QWidget) -> Iterator[Painted]:
    """Gathers what is painted of a widget within the block; what was still to be painted before is left out."""
    settle()
    painted = Painted(widget)
    yield painted
    settle()
    widget.removeEventFilter(painted)


def settle() -> None:
    """All that is to be painted is painted."""
    for _ in range(4):
        QApplication.processEvents()


def area_of(view: QAbstractItemView, index: QModelIndex) -> QRect:
    """Where a cell is seen, after it was scrolled into sight."""
    above = view.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(view)
        above = above.parentWidget()
    view.scrollTo(index)
    settle()
    area = view.visualRect(index)
    assert view.viewport().visibleRegion().contains(area.center())
    return area


def contrast(one: QColor, other: QColor) -> float:
    """How well a colour stands out on another: 1 to 21, as WCAG 2 counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
