"""What is done with controls by themselves, and where what they show is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SEEN = Path(__file__).parent / "seen"


def strike(keys: str) -> None:
    """Keys, one after the other, to what has the keyboard."""
    for key in keys.split():
        combined: Any = QKeySequence(key)
        if (widget := QApplication.focusWidget()) is None:
            return
        QTest.keyClick(widget, combined[0].key(), combined[0].keyboardModifiers())


def both(*acts: Callable[[], object]) -> Callable[[], object]:
    """One after the other."""
    return lambda: [act() for act in acts]


def area(rect: QRect) -> str:
    """A place in words."""
    return f"{rect.x()},{rect.y()} {rect.width()}×{rect.height()}"
