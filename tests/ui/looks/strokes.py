"""What the program itself paints: each stroke with its colour and its place in what is painted, as a line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate

from ui.ground.theme import colours

STROKES = ("drawRect", "fillRect", "drawLine", "drawPolygon", "drawText", "drawPolyline", "drawEllipse")
Tell = Callable[[str], None]


def _painter(tell: Tell) -> type[QPainter]:
    """A painter that tells what it does; where, as seen from the nearest edges of ``area``."""

    class Telling(QPainter):
        area: QRect | None = None

        def _told(self, stroke: str, *what: Any) -> None:
            device: Any = self.device()
            area = self.area or QRect(0, 0, device.width(), device.height())
            parts = [_part(one, area) for one in what]
            tell(" ".join([stroke, *filter(None, parts), _ink(self)]))

    for stroke in STROKES:
        setattr(Telling, stroke, _telling(stroke))
    return Telling


def _telling(stroke: str) -> Callable[..., Any]:
    own = getattr(QPainter, stroke)

    def told(self: Any, *what: Any) -> Any:
        self._told(stroke, *what)
        return own(self, *what)

    return told


def _ink(painter: QPainter) -> str:
    brush = painter.brush()
    pen = painter.pen()
    line = f"pen {_colour(pen.color())} {pen.style().name} {pen.widthF():g}"
    return f"{line} brush {brush.style().name} {_colour(brush.color())}"


def _colour(colour: QColor) -> str:
    """Its name among the program's colours, else its value; how much of what lies below is seen."""
    named = {own.rgb(): name for name, own in colours()._asdict().items()}
    return named.get(colour.rgb(), colour.name()) + ("" if colour.alpha() == 255 else f"/{colour.alpha()}")


def _part(what: Any, area: QRect) -> str:
    match what:
        case QRect() | QRectF():
            place = QRectF(what)
            sizes = (_size(place.width(), area.width()), _size(place.height(), area.height()))
            return f"at {_point(place.topLeft(), area)} size {' '.join(sizes)}"
        case list():
            return "over " + " ".join(_point(QPointF(one), area) for one in what)
        case QColor() | QBrush() | QPen():
            return _colour(what if isinstance(what, QColor) else what.color())
        case str():
            return f"“{what[:20]}”"
    return getattr(what, "name", None) or ""


def _point(point: QPointF, area: QRect) -> str:
    across = _from(point.x(), area.x(), area.width(), "left", "right")
    return f"{across},{_from(point.y(), area.y(), area.height(), 'top', 'bottom')}"


def _from(place: float, start: int, size: int, near: str, far: str) -> str:
    before, behind = place - start, start + size - place
    return f"{near}{before:+.4g}" if abs(before) <= abs(behind) else f"{far}{-behind:+.4g}"


def _size(size: float, whole: int) -> str:
    return f"{size:.4g}" if size < whole / 2 else f"whole{size - whole:+.4g}"


@contextmanager
def told_strokes(tell: Tell) -> Iterator[None]:
    """While this lasts, what is painted by the program is told as well."""
    painter = _painter(tell)
    with pytest.MonkeyPatch.context() as patch:
        for module in [one for name, one in sys.modules.items() if name.startswith("ui.")]:
            if getattr(module, "QPainter", None) is QPainter:
                patch.setattr(module, "QPainter", painter)
        for kind in QStyledItemDelegate.__subclasses__():
            if kind.__module__.startswith("ui.") and "paint" in kind.__dict__:
                patch.setattr(kind, "paint", _doubled(kind.__dict__["paint"], tell, kind.__name__))
        yield


def _doubled(paint: Callable[..., None], tell: Tell, name: str) -> Callable[..., None]:
    """Paints once more for the telling: the painter that Qt gives is its own."""

    def both(self: Any, given: QPainter, option: Any, index: Any) -> None:
        paint(self, given, option, index)
        area: QRect = option.rect
        image = QImage(area.right() + 1, area.bottom() + 1, QImage.Format.Format_RGB32)
        if image.isNull():
            return
        strokes: list[str] = []
        once: Any = _painter(strokes.append)(image)
        once.area = area
        paint(self, once, option, index)
        once.end()
        if strokes:
            tell(f"{name} {index.data()!s:.12} {index.column()}: {'; '.join(strokes)}")

    return both
