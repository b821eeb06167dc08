"""Enter presses the button that has the keyboard, as the space bar does, everywhere in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import by_name, come_back, every, settle
from tests.ui.keys import CONTROL, Key, press
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

ENTER = [Key.Key_Return, Key.Key_Enter, Key.Key_Space]


def button(window: MainWindow, word: str) -> QAbstractButton:
    return next(one for one in every(window, QAbstractButton) if one.text() == word and one.isVisibleTo(window))


@pytest.mark.parametrize("key", ENTER, ids=lambda key: key.name)
def test_a_flat_button_of_the_page(sample: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    sample.show_page(sample.session.dossier.forms[-1].id)  # type: ignore[union-attr]
    sample.actions_by_id["fields"].trigger()
    come_back(sample, qtbot)
    button(sample, "目标和指标").setFocus()
    press(sample, key)
    settle()
    assert any(one.isVisible() for one in every(sample, IndicatorTree))


@pytest.mark.parametrize("key", ENTER, ids=lambda key: key.name)
def test_a_button_of_a_message(sample: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    come_back(sample, qtbot)
    pressed: list[str] = []
    sample.messages.say("有一处要看", "info", [("去看", lambda: pressed.append("去看"))])
    settle()
    button(sample, "去看").setFocus()
    press(sample, key)
    assert pressed == ["去看"]


def test_a_button_of_the_start_page(window: MainWindow) -> None:
    control = by_name(window, "没有我的地区")
    control.setFocus()
    before = window.grab().toImage()
    press(window, Key.Key_Return)
    settle()
    assert any("版式" in one.text() for one in every(window, QLabel) if one.isVisibleTo(window))
    assert window.grab().toImage() != before


def test_ctrl_enter_presses_none(sample: MainWindow, qtbot: QtBot) -> None:
    come_back(sample, qtbot)
    pressed: list[str] = []
    sample.messages.say("有一处要看", "info", [("去看", lambda: pressed.append("去看"))])
    settle()
    control = button(sample, "去看")
    control.setFocus()
    press(sample, Key.Key_Return, CONTROL)
    by_name(sample, "目录").setFocus()
    press(sample, Key.Key_Return)
    settle()
    assert pressed == []
