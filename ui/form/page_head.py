"""The head of a page that is no form: its title, and a sentence on what it is for."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout

from ui.controls.plain import PlainLabel
from ui.ground.theme import HEADING, colours, title_font

_MARGINS = 20, 16, 20, 20


def begin_page(column: QVBoxLayout, title: str, words: str) -> None:
    """Gives a page its margins and its head."""
    column.setContentsMargins(*_MARGINS)
    column.addWidget(heading(title, HEADING))
    column.addWidget(quiet(words))


def heading(text: str, size: float = 1.0) -> PlainLabel:
    """A title, with some room over it; ``size``: times that of other letters."""
    label = PlainLabel(text)
    label.setFont(title_font(label.font(), size))
    label.setContentsMargins(0, 10, 0, 0)
    return label


def quiet(text: str) -> PlainLabel:
    """Words of less weight, as many lines as they need."""
    label = PlainLabel(text)
    label.setWordWrap(True)
    palette = QPalette(label.palette())
    palette.setColor(QPalette.ColorRole.WindowText, colours().muted)
    label.setPalette(palette)
    label.setForegroundRole(QPalette.ColorRole.WindowText)  # on the ground of fields it would be that of Text
    return label
