"""The import dialog over a window, and hands for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from importers.placed import Place
from models.folders import SAMPLES
from tests.ui.conftest import click, every, settle, wait_for
from ui.importing.dialog import ImportDialog
from ui.window.window import MainWindow

PASTED = SAMPLES / "项目支出（粘贴文本）.txt"
Import = Callable[..., ImportDialog]


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Which files a person chooses when asked."""

    def chosen(*paths: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in paths], ""))

    return chosen


@pytest.fixture
def opened(choose: Callable[..., None]) -> Import:
    """Opens the dialog with files by the window's own action, and waits until they are understood."""

    def opened_with(window: MainWindow, *paths: Path) -> ImportDialog:
        choose(*paths)
        window.actions_by_id["import"].trigger()
        dialog = dialog_of(window)
        wait_for(lambda: not dialog.work.is_busy)
        settle()
        return dialog

    return opened_with


def dialog_of(window: MainWindow) -> ImportDialog:
    """The import dialog in sight."""
    return next(one for one in every(window, ImportDialog) if one.isVisible())


def place_of(dialog: ImportDialog, text: str) -> Place:
    """Where a text stands in the grid in sight."""
    grid = dialog.model.grid
    assert grid is not None
    row, column = next(at for at, cell in grid.cells.items() if cell.text == text)
    return grid.place(row, column)


def choose_cell(dialog: ImportDialog, text: str) -> None:
    """Clicks the cell with that text."""
    place = place_of(dialog, text)
    grid = dialog.model.grid
    assert grid is not None
    at = grid.find(place)
    assert at is not None
    index = dialog.model.index(*at)
    dialog.table.scrollTo(index)
    click(dialog.table.viewport(), dialog.table.visualRect(index).center())
    assert dialog.table.currentIndex() == index


def say(dialog: ImportDialog, text: str, *words: str) -> None:
    """Opens the menu of the cell with that text by key and chooses entry after entry; waits until it is understood."""
    choose_cell(dialog, text)
    with_menu(lambda menu: _choose(menu, words))
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    wait_for(lambda: not dialog.work.is_busy)
    settle()


def with_menu(act: Callable[[QMenu], None]) -> None:
    """Acts on the next menu that comes up."""
    from PySide6.QtCore import QTimer

    def look(left: int) -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            try:
                act(menu)
            finally:
                menu.close()
        elif left:
            QTimer.singleShot(10, lambda: look(left - 1))

    QTimer.singleShot(0, lambda: look(300))


def _choose(menu: QMenu, words: tuple[str, ...]) -> None:
    first, *others = words
    action = next(one for one in menu.actions() if one.text().startswith(first))
    if not others:
        action.trigger()
        return
    under = action.menu()
    assert isinstance(under, QMenu)
    _choose(under, tuple(others))


def agree(dialog: ImportDialog) -> None:
    """Clicks 导入."""
    assert dialog.go.isEnabled()
    click(dialog.go)
    settle()
