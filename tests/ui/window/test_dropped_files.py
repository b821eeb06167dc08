"""Files dropped on the window: dossiers are opened, tables to be read come into the dialog, all else is let by."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from models.folders import SAMPLES
from tests.ui.conftest import dossier_of, every, sample_of, settle, wait_for, windows_beside
from ui.importing.dialog import ImportDialog
from ui.window.window import MainWindow

COPY, LEFT, NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def held(*addresses: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(addresses))
    return data


def local(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))


def is_let_in(window: MainWindow, data: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(400, 300), COPY, data, LEFT, NO_KEY)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def drop(window: MainWindow, data: QMimeData) -> bool:
    if not is_let_in(window, data):  # Qt brings a drop only to who let it in
        return False
    event = QDropEvent(QPointF(400, 300), COPY, data, LEFT, NO_KEY)
    QApplication.sendEvent(window, event)
    settle()
    return True


@pytest.mark.parametrize(
    ("addresses", "let_in"),
    [
        ([local(Path("/甲.xlsx"))], True),
        ([QUrl("https://example.org/甲.xlsx"), local(Path("/甲.xlsx"))], True),
        ([QUrl("https://example.org/甲.xlsx")], False),
        ([], False),
    ],
)
def test_only_files_of_this_machine_are_let_in(window: MainWindow, addresses: list[QUrl], *, let_in: bool) -> None:
    assert is_let_in(window, held(*addresses)) is let_in


def test_a_dossier_is_opened(window: MainWindow) -> None:
    sample = sample_of("库尔勒")
    assert drop(window, held(local(sample)))
    assert [one.session.path for one in windows_beside(window) if one.session] == [sample]
    assert dossier_of(window).year == 2023
    assert not every(window, ImportDialog)


def test_what_is_read_comes_into_the_dialog_and_no_address_of_the_web(window: MainWindow) -> None:
    source = SAMPLES / "项目支出（粘贴文本）.txt"
    assert drop(window, held(QUrl("https://example.org/乙.txt"), local(source)))
    (dialog,) = every(window, ImportDialog)
    wait_for(lambda: not dialog.work.is_busy)
    assert len(dialog.work.state.sources) == 1
    dialog.reject()
