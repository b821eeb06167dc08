"""The list of words under a cell: on the side that has the room, and never cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
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
