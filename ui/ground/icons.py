"""The icons: drawn from ``resources/icons`` in the colour of the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from models.folders import ICONS
from ui.ground.theme import DEFAULT_POINTS, colours

SIDE = 16  # pixels of most icons, beside letters of the usual size
FAINT = 110 / 255  # how much of a disabled icon is seen
SEVERITY_ICONS = {"error": "circle-alert", "warning": "triangle-alert", "info": "info"}


def icon(name: str) -> QIcon:
    """The icon of that name in the colour of the buttons' words; an empty icon for an empty name."""
    if not name:
        return QIcon()
    palette = QGuiApplication.palette()
    normal = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    return _icon(name, normal.name(QColor.NameFormat.HexArgb), colours().muted.name())


def icon_size(side: int = SIDE) -> QSize:
    """The size of an icon that is ``side`` pixels beside letters of the usual size: it grows with the letters."""
    grown = round(side * max(1.0, QApplication.font().pointSizeF() / DEFAULT_POINTS))
    return QSize(grown, grown)


def put_icon(button: QAbstractButton, name: str, side: int = SIDE) -> None:
    """Gives a button its icon, and remembers which, for another theme and for larger letters."""
    button.setProperty("icon_name", name)
    button.setProperty("icon_side", side)
    button.setIcon(icon(name))
    button.setIconSize(icon_size(side))


def redraw_icons(under: QWidget) -> None:
    """Draws the icons of all buttons under a widget again, after the theme or the size of letters changed.

    Those in lists grow with the letters too.
    """
    buttons: Any = under.findChildren(QAbstractButton)
    for button in buttons:
        if name := button.property("icon_name"):
            put_icon(button, str(name), int(button.property("icon_side") or SIDE))
    lists: Any = under.findChildren(QAbstractItemView)
    for one in lists:
        one.setIconSize(icon_size())


def severity_icon(severity: str) -> QIcon:
    """The sign of a level of findings: its shape and its colour."""
    colour = getattr(colours(), severity).name(QColor.NameFormat.HexArgb)
    return _icon(SEVERITY_ICONS[severity], colour, colour)


def verdict_icon(*, good: bool) -> QIcon:
    """The sign of what was tried: a green tick, or the sign of an error."""
    return tinted("check", colours().good) if good else severity_icon("error")


def tinted(name: str, colour: QColor) -> QIcon:
    """An icon in a colour of one's own."""
    shade = colour.name(QColor.NameFormat.HexArgb)
    return _icon(name, shade, shade)


class _Engine(QIconEngine):
    """Draws an icon when it is shown, at the size it is shown; most icons of menus never are."""

    def __init__(self, name: str, normal: str, disabled: str) -> None:
        super().__init__()
        self._name, self._normal, self._disabled = name, normal, disabled

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._normal, self._disabled)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        del state
        off = mode == QIcon.Mode.Disabled
        colour = QColor(self._disabled if off else self._normal)
        try:
            return _pixmap(self._name, colour.name(), FAINT if off else colour.alphaF(), _side(size))
        except OSError:  # the program's own folder is out of reach, as on a share: no sign, rather than no window
            return _nothing(_side(size))

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        del mode, state
        return QSize(_side(size), _side(size))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        dense = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.pixmap(rect.size() * dense, mode, state))


def _side(size: QSize) -> int:
    return max(1, min(size.width(), size.height()))


@lru_cache(maxsize=512)
def _icon(name: str, normal: str, disabled: str) -> QIcon:
    return QIcon(_Engine(name, normal, disabled))


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, opacity: float, size: int) -> QPixmap:
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    pixmap = _nothing(size)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _nothing(size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def program_icon() -> QIcon:
    """The sign of the program: a form with a tick, white on the accent."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_pixmap("program", "", 1.0, size))
    return made
