"""Hands for what a window asks: questions with buttons, dialogs that hold everything up until they are answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QWidget

from tests.ui.conftest import click, every

Asking = TypeVar("Asking", bound=QDialog)
AGAIN, MOST = 10, 300  # ms between looks for the question, looks


def when_asked(kind: type[Asking], answer: Callable[[Asking], object]) -> list[str]:
    """Answers the next dialog of that kind; the list gets its text once it has come."""
    asked: list[str] = []

    def look(left: int) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            asked.append(dialog.text() if isinstance(dialog, QMessageBox) else dialog.windowTitle())
            answer(dialog)
        elif left:
            QTimer.singleShot(AGAIN, lambda: look(left - 1))

    QTimer.singleShot(0, lambda: look(MOST))
    return asked


def answer_with(word: str) -> list[str]:
    """Clicks that button of the next question; the list gets the question once it has come."""
    return when_asked(QMessageBox, lambda box: click(button_of(box, word)))


def button_of(widget: QWidget, word: str) -> QPushButton:
    """The button in sight with that word."""
    found = [one for one in every(widget, QPushButton) if one.isVisibleTo(widget)]
    return next(one for one in found if one.text().replace("&", "") == word)
