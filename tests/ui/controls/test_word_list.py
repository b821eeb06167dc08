"""The list of words under a cell: on the side that has the room, and never cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.controls.word_list import WordList

WORDS = [f"词{number}" for number in range(8)]


@pytest.mark.parametrize(
    ("height", "top", "above"), [(400, 20, False), (400, 350, True), (120, 20, False), (120, 80, True)]
)
def test_it_stands_where_there_is_more_room_and_ends_there(qtbot: QtBot, *, height: int, top: int, above: bool) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(300, height)
    words, cell = WordList(around), QRect(10, top, 100, 24)
    words.offer(WORDS, "", cell, around.rect())
    assert around.rect().contains(words.geometry())
    assert not words.geometry().intersects(cell)
    assert (words.y() < top) is above
    assert words.height() > words.sizeHintForRow(0)


@pytest.mark.parametrize("top", [60, 330], ids=["under it", "over it"])
def test_it_makes_way_for_an_editor_that_grows(qtbot: QtBot, top: int) -> None:
    """A word that was taken has more lines than what was typed."""
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(300, 400)
    editor, words = QPlainTextEdit(around), WordList(around)
    editor.setGeometry(10, top, 100, 24)
    words.stay_off(editor)
    around.show()
    words.offer(WORDS[:3], "", editor.geometry(), around.rect())
    editor.setGeometry(10, top - 20, 100, 64)
    assert not words.geometry().intersects(editor.geometry())
    assert around.rect().contains(words.geometry())
