"""The head of a page that is no form: its title, and a sentence on what it is for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout

from ui.controls.plain import PlainLabel
from ui.ground.style import INSET
from ui.ground.theme import HEADING, colours, title_font

_MARGINS = INSET, 16, INSET, 20


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


def without_template(name: str) -> PlainLabel:
    """What stands in the place of a form whose template is not on this computer."""
    label = PlainLabel(
        f"这张表用的版式“{name or '（空）'}”不在本机，所以不能填写。\n"
        "请把版式文件放进版式文件夹（工具 → 打开版式文件夹），再重新打开这份套表。表中的内容都还在。"
    )
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setContentsMargins(40, 40, 40, 40)
    return label
