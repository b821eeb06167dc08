"""What an input method composes is told to the session at once: where it is typed, and as it would stand there."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.controls.composing import PLACE, Composing

Field = QLineEdit | QPlainTextEdit


class Jotting:
    """Stands for a session: what it was told, in order."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def jot(self, place: str, text: str) -> None:
        self.told.append((place, text))


class Page(QWidget):
    """A window with two fields of values, one that is only searched in, and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Jotting()
        self.name, self.words, self.search, self.button = (
            QLineEdit("甲乙"),
            QPlainTextEdit(),
            QLineEdit(),
            QPushButton(),
        )
        self.name.setProperty("path", "f1.name")
        self.words.setProperty(PLACE, "g1.statement")
        column = QVBoxLayout(self)
        for one in (self.name, self.words, self.search, self.button):
            column.addWidget(one)


@pytest.fixture(scope="module", autouse=True)
def nobody_else(qapp: QApplication) -> None:
    """Programs that tests of other folders have left follow the keyboard too: no more."""
    gc.unfreeze()  # where the collector's tests have put what came before
    left = [one for one in gc.get_objects() if type(one) is Composing]
    gc.freeze()
    for one in left:
        if isValid(one):
            qapp.focusChanged.disconnect(one._follow)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    page = Page()
    qtbot.addWidget(page)
    Composing(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.name.setFocus()
    page.name.setCursorPosition(1)
    return page


def compose(field: Field, text: str) -> None:
    QCoreApplication.sendEvent(field, QInputMethodEvent(text, []))


def commit(field: Field, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(field, event)


def told(page: Page) -> list[tuple[str, str]]:
    QTest.qWait(0)
    return page.session.told


def test_it_is_told_as_it_would_stand_at_the_cursor(page: Page) -> None:
    compose(page.name, "shui")
    assert told(page) == [("f1.name", "甲shui乙")]
    assert page.name.text() == "甲乙"


def test_a_longer_text_is_told_too_with_its_cursor(page: Page) -> None:
    page.words.setPlainText("做好\n。")
    page.words.setFocus()
    cursor = page.words.textCursor()
    cursor.setPosition(2)
    page.words.setTextCursor(cursor)
    compose(page.words, "gongzuo")
    assert told(page) == [("g1.statement", "做好gongzuo\n。")]


@pytest.mark.parametrize("end", [compose, commit])
def test_when_it_is_over_nothing_is_kept_of_it(page: Page, end: Callable[[Field, str], None]) -> None:
    compose(page.name, "shui")
    assert told(page)
    end(page.name, "" if end is compose else "水")
    assert told(page)[-1] == ("f1.name", "")
    assert page.name.text() == ("甲乙" if end is compose else "甲水乙")


def test_who_goes_elsewhere_takes_nothing_along(page: Page) -> None:
    compose(page.name, "shui")
    assert told(page)
    page.button.setFocus()
    assert told(page)[-1] == ("f1.name", "")


def test_what_was_composed_in_a_field_left_since_is_not_told(page: Page) -> None:
    compose(page.name, "shui")
    page.words.setFocus()
    compose(page.words, "gong")
    assert told(page) == [("g1.statement", "gong")]


def test_what_is_searched_for_belongs_to_no_value(page: Page) -> None:
    page.search.setFocus()
    compose(page.search, "shui")
    assert told(page) == []


def test_other_events_tell_nothing_and_reach_the_field(page: Page) -> None:
    QTest.keyClicks(page.name, "x")
    assert page.name.text() == "甲x乙"
    assert told(page) == []


def test_a_field_that_is_gone_meanwhile_is_no_slip(page: Page, qtbot: QtBot) -> None:
    compose(page.name, "shui")
    page.name.deleteLater()
    QCoreApplication.sendPostedEvents(page.name, 0)
    qtbot.wait(1)
    assert page.session.told[-1:] in ([], [("f1.name", "")])
