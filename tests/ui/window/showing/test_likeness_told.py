"""What is offered for a row whose name was chosen is told, and taken by a key: in the tree, in the official table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.goals import Indicator
from tests.ui.conftest import click, come_back, every, settle
from tests.ui.keys import CONTROL, Key, focus, press, project_of, put, tree_of
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow


@pytest.fixture
def name(sample: MainWindow, qtbot: QtBot) -> str:
    """The name of the project's first indicator that says more than that; its page is in sight."""
    form = project_of(sample)
    sample.show_page(form.id)
    come_back(sample, qtbot)
    return next(one.name for one in form.indicators() if one.name and one.target)


def last_named(window: MainWindow, name: str) -> list[Indicator]:
    return [one for one in project_of(window).indicators() if one.name == name]


def choose_in_a_new_row(window: MainWindow, name: str) -> None:
    press(window, Key.Key_Return, CONTROL)
    put(name[:-1])
    settle()
    press(window, Key.Key_Down)


def test_a_key_takes_it_in_the_tree(sample: MainWindow, name: str) -> None:
    tree = tree_of(sample)
    tree.select([next(project_of(sample).indicators()).id])
    choose_in_a_new_row(sample, name)
    assert "灰字" in sample.messages.text
    assert name in sample.messages.text
    press(sample, Key.Key_J, CONTROL)
    targets = [one.target.text for one in last_named(sample, name)]
    assert len(targets) > 1
    assert len(set(targets)) == 1
    assert sample.messages.text == ""


@pytest.mark.parametrize("by", ["a click on the message", "the key"])
def test_it_is_taken_from_the_official_table(sample: MainWindow, name: str, qtbot: QtBot, by: str) -> None:
    press(sample, Key.Key_4, CONTROL)
    table = next(one for one in every(sample, OfficialTable) if one.isVisible())
    qtbot.waitUntil(lambda: table.caret.current is not None)
    sample.go_to(f"{next(project_of(sample).indicators()).id}.name")
    qtbot.waitUntil(lambda: focus() is table.caret.editor)
    before = len([*project_of(sample).indicators()])
    press(sample, Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: len([*project_of(sample).indicators()]) == before + 1)
    fresh = next(one for one in project_of(sample).indicators() if one.blank)
    qtbot.waitUntil(lambda: table.caret.current is not None and table.caret.current.slot.path == f"{fresh.id}.name")
    put(name[:-1])
    press(sample, Key.Key_Down)
    assert fresh.name == name
    if by == "the key":
        press(sample, Key.Key_J, CONTROL)
    else:
        click(next(one for one in every(sample.messages, QPushButton) if one.text() == "填入灰字"))
    assert fresh.target
    assert len({one.target.text for one in last_named(sample, name)}) == 1


def test_where_nothing_is_offered_the_key_says_how(sample: MainWindow, name: str) -> None:
    tree = tree_of(sample)
    tree.select([last_named(sample, name)[0].id])
    press(sample, Key.Key_J, CONTROL)
    assert "这里没有灰字" in sample.messages.text


def test_going_on_takes_the_message_away(sample: MainWindow, name: str) -> None:
    tree = tree_of(sample)
    tree.select([next(project_of(sample).indicators()).id])
    choose_in_a_new_row(sample, name)
    assert "灰字" in sample.messages.text
    press(sample, Key.Key_Return)
    press(sample, Key.Key_Up)
    press(sample, Key.Key_Up, Qt.KeyboardModifier.NoModifier)
    assert "灰字" not in sample.messages.text


def test_what_is_offered_is_seen_to_be_no_value_yet(sample: MainWindow, name: str) -> None:
    """Grey in the row at hand as well, which has the ground of a chosen one."""
    tree = tree_of(sample)
    tree.select([next(project_of(sample).indicators()).id])
    choose_in_a_new_row(sample, name)
    cell = tree.visualRect(tree.currentIndex().siblingAtColumn(1))
    offered = tree.viewport().grab(cell).toImage()
    press(sample, Key.Key_J, CONTROL)
    settle()
    taken = tree.viewport().grab(cell).toImage()
    assert darkest(offered) > darkest(taken) + 30


def darkest(picture: QImage) -> int:
    """The lightness (0 to 255) of the darkest point inside."""
    points = ((x, y) for x in range(4, picture.width() - 4) for y in range(6, picture.height() - 6))
    return min(picture.pixelColor(*point).lightness() for point in points)
