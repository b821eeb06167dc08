"""The program as it is, in a process of its own, that tells on its output what can be seen: ``python -m … FILE…``."""

from __future__ import annotations

import json
import sys
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from ui.program.app import run
from ui.window.window import MainWindow

_last = ""


def main() -> int:
    """Starts the program with the files of the command line."""
    application = QApplication([sys.argv[0]])
    timer = QTimer(application)
    timer.timeout.connect(_tell)
    timer.start(50)
    return run(sys.argv[1:])


def _tell() -> None:
    global _last  # noqa: PLW0603 (what was told last)
    widgets = QApplication.topLevelWidgets()
    windows = [_seen(one) for one in widgets if isinstance(one, MainWindow) and one.isVisible()]
    told = json.dumps(sorted(windows, key=lambda one: str(one["title"])), ensure_ascii=False)
    if told != _last:
        _last = told
        sys.stdout.write(told + "\n")
        sys.stdout.flush()


def _seen(window: MainWindow) -> dict[str, Any]:
    tree = window.outline.tree
    session = window.session
    items = {tree.itemFromIndex(tree.indexAt(QPoint(5, y))): y for y in range(0, tree.viewport().height(), 2)}
    places = {item.text(0): _middle(tree.viewport(), tree.visualItemRect(item).center()) for item in items if item}
    return {
        "title": window.windowTitle(),
        "modified": window.isWindowModified(),
        "active": window.isActiveWindow(),
        "minimized": window.isMinimized(),
        "forms": [form.name for form in session.dossier.forms] if session else [],
        "message": window.messages.text,
        "status": window.statusBar().currentMessage(),
        "outline": places,
        "choices": _buttons(window.messages),
        "dialog": {word: place for dialog in _all(window, QDialog) for word, place in _buttons(dialog).items()},
        "named": {one.accessibleName(): _middle(one, one.rect().center()) for one in _all(window.pages, QLineEdit)},
        "fields": [_middle(one, one.rect().center()) for one in _all(window.pages, QLineEdit)],
        "middle": _middle(window, window.rect().center()),
    }


def _buttons(under: QWidget) -> dict[str, list[int]]:
    """The buttons that can be clicked now, and where."""
    usable = [one for one in _all(under, QPushButton) if one.isEnabled()]
    return {one.accessibleName() or one.text(): _middle(one, one.rect().center()) for one in usable}


def _all(under: QWidget, kind: type[QWidget]) -> list[Any]:
    """What can be seen of that kind."""
    found: Any = under.findChildren(kind)
    return [one for one in found if one.isVisible() and not one.visibleRegion().isEmpty()]


def _middle(widget: QWidget, place: QPoint) -> list[int]:
    at = widget.mapToGlobal(place)
    return [at.x(), at.y()]


if __name__ == "__main__":
    sys.exit(main())
