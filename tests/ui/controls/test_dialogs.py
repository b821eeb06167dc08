"""What dialogs share."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QTreeView
from pytestqt.qtbot import QtBot

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
