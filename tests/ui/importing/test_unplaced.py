"""The list of what an import found no place for says where it stood: sheet or page only where the source has such."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from importers.recognise import Unplaced
from tests.ui.conftest import click, every
from ui.importing.lists import SentenceList, UnplacedList
from ui.importing.unplaced import UnplacedDialog


@pytest.mark.parametrize(
    ("one", "heads", "row"),
    [
        (Unplaced("很多\n字", 8, 5), ["行", "列", "文字"], ["8", "5", "很多 字"]),
        (Unplaced("很多", 8, 5, "附表3"), ["工作表", "行", "列", "文字"], ["附表3", "8", "5", "很多"]),
        (Unplaced("很多", 8, 5, file="甲.txt"), ["文件", "行", "列", "文字"], ["甲.txt", "8", "5", "很多"]),
        (Unplaced("很多", 8, 5, page=4), ["页", "行", "列", "文字"], ["4", "8", "5", "很多"]),
    ],
)
def test_the_place_of_a_text(qtbot: QtBot, one: Unplaced, heads: list[str], row: list[str]) -> None:
    dialog = UnplacedDialog([one], [])
    qtbot.addWidget(dialog)
    dialog.show()
    item, header = dialog.list.topLevelItem(0), dialog.list.headerItem()
    assert item is not None
    assert header is not None
    assert [header.text(column) for column in range(dialog.list.columnCount())] == heads
    assert [item.text(column) for column in range(dialog.list.columnCount())] == row
    assert item.toolTip(len(heads) - 1) == one.text
    click(next(button for button in every(dialog, QPushButton) if button.text() == "复制清单"))
    assert QApplication.clipboard().text() == "\n".join(["\t".join(heads), "\t".join(row)])


def test_an_empty_list_says_what_that_means(qtbot: QtBot) -> None:
    """A blank page looks as if something were missing."""
    sentences, unplaced = SentenceList(), UnplacedList()
    for view in (sentences, unplaced):
        qtbot.addWidget(view)
        assert view.words == ""
    blank = sentences.grab().toImage()
    sentences.show_all([], [], found=True)
    unplaced.show_all([], found=True)
    assert "没有要先核对的" in sentences.words == sentences.accessibleDescription()
    assert "都有了去处" in unplaced.words
    assert sentences.grab().toImage() != blank
    sentences.show_all([], ["年度不同"], found=True)
    unplaced.show_all([Unplaced("很多", 8, 5)], found=True)
    assert sentences.words == unplaced.words == ""
    sentences.show_all([], [], found=False)
    assert sentences.words == "", "nothing was found that could be imported"
