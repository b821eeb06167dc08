"""What dialogs share."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QToolButton,
    QTreeView,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import click, every
from ui.controls.dialogs import close_button, standard_buttons
from ui.window.window import MainWindow


@pytest.mark.parametrize("make", ["close", "agree"])
def test_buttons_of_dialogs_have_no_signs_of_another_hand(qtbot: QtBot, make: str) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    both = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    row = close_button(dialog) if make == "close" else standard_buttons(both)
    assert row.buttons()
    assert all(button.icon().isNull() and button.text() for button in row.buttons())


def test_the_file_dialog_shows_the_year_in_a_name(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    names = [f"示例市示例区青少年校外活动服务中心{year}年绩效目标.jxmb" for year in (2026, 2027)]
    folder = tmp_path / "套表"
    folder.mkdir()
    for name in names:
        (folder / name).touch()
    dialog = QFileDialog(window, "打开", str(folder))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None and dialog.isActiveWindow())
    files = dialog.findChild(QTreeView, "treeView")
    assert files is not None
    qtbot.waitUntil(lambda: files.model().rowCount(files.rootIndex()) == len(names))
    assert files.header().sectionSize(0) >= files.sizeHintForColumn(0)
    assert files.header().length() <= files.viewport().width()


@pytest.fixture
def choosing(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> QFileDialog:
    """The file dialog over a folder with a folder and two files in it."""
    folder = tmp_path / "单位"
    (folder / "甲").mkdir(parents=True)
    (folder / "乙.jxmb").touch()
    (folder / "甲" / "丙.jxmb").touch()
    dialog = QFileDialog(window, "打开", str(folder))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None and dialog.isActiveWindow())
    return dialog


@pytest.mark.parametrize("mode", list(QFileDialog.ViewMode))
def test_where_a_file_is_chosen_none_is_renamed_deleted_or_moved(
    choosing: QFileDialog, mode: QFileDialog.ViewMode, qtbot: QtBot
) -> None:
    """Delete and Enter would take a folder with all that is in it."""
    choosing.setViewMode(mode)
    name = "treeView" if mode == QFileDialog.ViewMode.Detail else "listView"
    files = choosing.findChild(QAbstractItemView, name)
    assert isinstance(files, QAbstractItemView)
    qtbot.waitUntil(lambda: files.model().rowCount(files.rootIndex()) == 2)
    files.setFocus()
    files.setCurrentIndex(files.model().index(0, 0, files.rootIndex()))
    assert not [key.key().toString() for key in every(choosing, QShortcut) if key.isEnabled()]
    QTest.keyClick(files, Qt.Key.Key_Delete)
    QTest.keyClick(files, Qt.Key.Key_F2)
    assert files.state() == QAbstractItemView.State.NoState, "no name is being written"
    assert not files.dragEnabled()
    assert not files.acceptDrops()
    assert len(list(Path(choosing.directory().path()).iterdir())) == 2
    actions = {one.objectName(): one for one in every(choosing, QAction)}
    assert not actions["qt_rename_action"].isVisible()
    assert not actions["qt_delete_action"].isVisible()
    assert actions["qt_new_folder_action"].isVisible()


def test_a_new_folder_can_be_made_and_named_there(choosing: QFileDialog, qtbot: QtBot) -> None:
    folder = Path(choosing.directory().path())
    button = choosing.findChild(QToolButton, "newFolderButton")
    assert isinstance(button, QToolButton)
    click(button)
    qtbot.waitUntil(lambda: len(list(folder.iterdir())) == 3)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.setText("新的")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil((folder / "新的").is_dir)
