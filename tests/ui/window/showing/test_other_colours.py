"""Another theme while one is at work: the pages are made anew, and the keyboard stays where it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import by_name, come_back, field, settle
from tests.ui.keys import CONTROL, Key, focus, press, project_of, put
from ui.indicators.tree import IndicatorTree
from ui.preview.editor import CellEditor
from ui.window.window import MainWindow


@pytest.fixture
def light(sample: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """A project in the light theme; so it is left."""
    sample.settings["theme"] = "light"
    sample.show_page(project_of(sample).id)
    come_back(sample, qtbot)
    yield sample
    sample.settings["theme"] = "light"


def darken(window: MainWindow, qtbot: QtBot) -> None:
    """By the settings, with keys."""
    window.actions_by_id["settings"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    themes = by_name(dialog, "配色")
    assert isinstance(themes, QComboBox)
    QTest.keyClick(themes, Key.Key_End)
    settle()
    QTest.keyClick(dialog.windowHandle(), Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    come_back(window, qtbot)
    assert window.settings["theme"] == "dark"


def test_who_writes_in_a_field_goes_on_there(light: MainWindow, qtbot: QtBot) -> None:
    press(light, Key.Key_1, CONTROL)
    project = project_of(light)
    light.go_to(f"{project.id}.leader")
    before = project.unit_name
    darken(light, qtbot)
    assert focus() is field(light, f"{project.id}.leader")
    press(light, Key.Key_A, CONTROL)
    put("林一")
    assert project_of(light).leader == "林一"
    assert project_of(light).unit_name == before


def test_who_is_in_the_tree_or_in_the_table_is_there_still(light: MainWindow, qtbot: QtBot) -> None:
    row = next(project_of(light).indicators())
    press(light, Key.Key_2, CONTROL)
    light.go_to(f"{row.id}.name")
    press(light, Key.Key_Escape)
    darken(light, qtbot)
    tree = focus()
    assert isinstance(tree, IndicatorTree)
    assert tree.current_id() == row.id
    light.settings["theme"] = "light"
    press(light, Key.Key_4, CONTROL)
    settle()
    darken(light, qtbot)
    assert isinstance(focus(), CellEditor | QPlainTextEdit)
    assert focus().property("path") == f"{row.id}.name"
