"""Only what is meant to be a window is ever one: a part shown before it has its place would flash and take the keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from models.dossier import Prose
from models.files.jxmb import load
from models.folders import samples
from tests.ui.conftest import settle, windows_beside
from ui.window.window import MainWindow

_POPUPS = Qt.WindowType.Popup, Qt.WindowType.ToolTip


class Strays(QObject):
    """Notes every widget that is shown as a window of its own without being made for it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            meant = isinstance(watched, QMainWindow | QDialog) or watched.windowType() in _POPUPS
            if not meant:
                self.seen.append(f"{type(watched).__module__}.{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[Strays]:
    """Those seen while the test goes on."""
    filter_of_shows = Strays()
    qapp.installEventFilter(filter_of_shows)
    yield filter_of_shows
    qapp.removeEventFilter(filter_of_shows)


def test_samples_open_without_a_warning_and_in_one_window_each(window: MainWindow, strays: Strays) -> None:
    for path in samples():
        dossier = load(path)
        dossier.prose.append(Prose(text="本单位无其他需要说明的事项。"))
        window.program.create(dossier, window)
        assert windows_beside(window) == [window]
        for page in ("unit", "budget", *(form.id for form in dossier.forms)):
            window.show_page(page)
        settle()
        window.show_session(None)
    assert not strays.seen
