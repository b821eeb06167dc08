"""What is typed at a list goes to the entry that has it, by characters and by pinyin, open and closed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from tests.ui.conftest import every, settle
from tests.ui.keys import CONTROL, Key
from ui.ground import calm_boxes
from ui.ground.calm_boxes import ChoiceBox
from ui.window.start import StartPage
from ui.window.window import MainWindow

REGIONS = ("全国通用", "广东省", "新疆库尔勒市", "湖北省武汉市江汉区", "湖北省鄂州市", "湖南省株洲市渌口区", "库车市")


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[ChoiceBox]:
    made = ChoiceBox()
    made.addItems(REGIONS)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    yield made
    made.hidePopup()


def commit(box: QComboBox, text: str) -> None:
    """An input method puts in a word."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(box.view() if box.view().isVisible() else box, event)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kel", "新疆库尔勒市"),
        ("kuerle", "新疆库尔勒市"),
        ("lk", "湖南省株洲市渌口区"),
        ("hb", "湖北省武汉市江汉区"),
        ("hbse", "湖北省鄂州市"),
        ("gd", "广东省"),
        ("vv", "全国通用"),
    ],
)
def test_pinyin_and_initials(box: ChoiceBox, typed: str, found: str) -> None:
    told: list[str] = []
    box.textActivated.connect(told.append)
    QTest.keyClicks(box, typed)
    assert box.currentText() == found
    assert told[-1:] == ([found] if found != REGIONS[0] else [])


@pytest.mark.parametrize("is_open", [False, True])
def test_characters_wherever_they_stand_in_the_entry(box: ChoiceBox, is_open: bool) -> None:
    if is_open:
        box.showPopup()
        settle()
    commit(box, "鄂")
    if is_open:
        assert box.currentText() == REGIONS[0], "the open list is taken from by Enter"
        QTest.keyClick(box.view(), Key.Key_Return)
    assert box.currentText() == "湖北省鄂州市"


def test_an_entry_that_begins_with_it_comes_first(box: ChoiceBox) -> None:
    commit(box, "库")
    assert box.currentText() == "库车市"


def test_letters_in_the_open_list_and_escape(box: ChoiceBox) -> None:
    box.showPopup()
    settle()
    QTest.keyClicks(box.view(), "lukou")
    assert box.view().currentIndex().data() == "湖南省株洲市渌口区"
    QTest.keyClick(box.view(), Key.Key_Escape)
    assert box.currentText() == REGIONS[0]


def test_the_same_letter_again_goes_on_to_the_next(box: ChoiceBox) -> None:
    seen = []
    for _ in range(3):
        QTest.keyClicks(box, "h")
        seen.append(box.currentText())
    assert seen == ["湖北省武汉市江汉区", "湖北省鄂州市", "湖南省株洲市渌口区"]


def test_after_a_pause_a_new_word_begins(box: ChoiceBox, monkeypatch: pytest.MonkeyPatch) -> None:
    QTest.keyClicks(box, "gd")
    monkeypatch.setattr(calm_boxes, "PAUSE", -1)
    QTest.keyClicks(box, "x")
    assert box.currentText() == "新疆库尔勒市"


def test_keys_with_control_are_no_letters(box: ChoiceBox) -> None:
    QTest.keyClick(box, Key.Key_K, CONTROL)
    QTest.keyClick(box, Key.Key_Space)
    assert box.view().isVisible(), "the space bar opens the list"
    assert box.currentText() == REGIONS[0]


def test_a_list_that_can_be_written_in_takes_the_letters_itself(box: ChoiceBox) -> None:
    box.setEditable(True)
    box.clearEditText()
    box.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClicks(box, "kel")
    assert box.currentText() == "kel"


def test_the_region_of_a_new_dossier(window: MainWindow) -> None:
    """Its forms are offered at once."""
    page = next(iter(every(window, StartPage)))
    region = next(one for one in every(page, QComboBox) if one.accessibleName() == "地区")
    commit(region, "库尔勒")
    assert region.currentText() == "新疆库尔勒市"
    assert any("库尔勒" in template.region for _, template in page._boxes)
