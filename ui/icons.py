"""The icons: drawn from ``resources/icons`` in the colour of the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from models.folders import ICONS
from ui.theme import colours

SIZES = (16, 20, 24, 32, 40, 48, 64)
SEVERITY_ICONS = {"error": "circle-alert", "warning": "triangle-alert", "info": "info"}


def icon(name: str) -> QIcon:
    """The icon of that name in the colour of the buttons' words; an empty icon for an empty name."""
    if not name:
        return QIcon()
    palette = QGuiApplication.palette()
    normal = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    return _icon(name, normal.name(QColor.NameFormat.HexArgb), colours().muted.name())


def put_icon(button: QAbstractButton, name: str) -> None:
    """Gives a button its icon, and remembers which, for another theme."""
    button.setProperty("icon_name", name)
    button.setIcon(icon(name))


def redraw_icons(under: QWidget) -> None:
    """Draws the icons of all buttons under a widget again, after the theme changed."""
    buttons: Any = under.findChildren(QAbstractButton)
    for button in buttons:
        if name := button.property("icon_name"):
            button.setIcon(icon(str(name)))


def severity_icon(severity: str) -> QIcon:
    """The sign of a level of findings: its shape and its colour."""
    colour = getattr(colours(), severity).name(QColor.NameFormat.HexArgb)
    return _icon(SEVERITY_ICONS[severity], colour, colour)


def tinted(name: str, colour: QColor) -> QIcon:
    """An icon in a colour of one's own."""
    shade = colour.name(QColor.NameFormat.HexArgb)
    return _icon(name, shade, shade)


@lru_cache(maxsize=512)
def _icon(name: str, normal: str, disabled: str) -> QIcon:
    made = QIcon()
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    faint = QColor(disabled)
    faint.setAlpha(110)
    for mode, colour in ((QIcon.Mode.Normal, QColor(normal)), (QIcon.Mode.Disabled, faint)):
        for size in SIZES:
            made.addPixmap(_pixmap(source, colour, size), mode)
    return made


def _pixmap(source: str, colour: QColor, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour.name()).encode()))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(colour.alphaF())
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def program_icon() -> QIcon:
    """The sign of the program: a form with a tick, white on the accent."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor("#2b63c6"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.2, size * 0.2)
        inner = _pixmap((ICONS / "list-checks.svg").read_text(encoding="utf-8"), QColor("#ffffff"), round(size * 0.66))
        painter.drawPixmap(round(size * 0.17), round(size * 0.17), inner)
        painter.end()
        made.addPixmap(pixmap)
    return made
