"""Where the list of a command opens that asks which one: at the command's own button, wherever the mouse may be."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget

_BESIDE_MENUS = QPoint(20, 60)  # under the bars of a window


def below_button(window: QWidget, command: str) -> QPoint:
    """Under the button of that object name, if it is in sight; else under the bars of the window. In global pixels."""
    button = next((one for one in window.findChildren(QPushButton, command) if one.isVisible()), None)
    return button.mapToGlobal(button.rect().bottomLeft()) if button else window.mapToGlobal(_BESIDE_MENUS)
