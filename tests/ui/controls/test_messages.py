"""A message lies over the page: it moves nothing, covers nothing being typed, and goes when it is not true any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle
from ui.controls.messages import MessageBar


class Page(QWidget):
    """A line at the head, a large text, a line at the foot."""

    went_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.head, self.text, self.foot = QLineEdit(), QPlainTextEdit(), QLineEdit()
        for part in (self.head, self.text, self.foot):
            column.addWidget(part)
        self.bar = MessageBar(self)
        self.bar.outdated_by(self.went_on)
        self.resize(700, 500)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def place(page: Page, part: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint()), part.size())


def clear_of(page: Page, part: QWidget) -> bool:
    return not page.bar.geometry().intersects(place(page, part))


def test_a_refusal_goes_when_the_person_goes_on_and_a_message_to_be_read_stays(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    window_bar = MessageBar(page)
    window_bar.refusals_outdated_by(page.went_on)
    for tell, left in ((window_bar.refuse, ""), (partial(window_bar.say, level="warning"), "没有做")):
        tell("没有做")
        window_bar._fresh.stop()  # the moment in which what happens is still the reason
        page.went_on.emit()
        assert window_bar.text == left


def test_nothing_moves_when_a_message_comes_or_goes(page: Page) -> None:
    parts = (page.head, page.text, page.foot)
    before = [place(page, part) for part in parts]
    page.bar.say("有一处要看", "warning", [("去看", lambda: None)])
    assert page.bar.isVisible()
    assert page.rect().contains(page.bar.geometry())
    assert [place(page, part) for part in parts] == before
    page.bar.clear()
    assert [place(page, part) for part in parts] == before


@pytest.mark.parametrize("long", [False, True])
def test_what_is_typed_in_is_not_covered(page: Page, qtbot: QtBot, long: bool) -> None:
    page.bar.say("这里要写数字，例如 126.50。" * (8 if long else 1), "warning")
    for part in (page.head, page.foot, page.head):
        part.setFocus()
        beside = partial(clear_of, page, part)
        qtbot.waitUntil(beside)


def test_the_line_typed_at_in_a_long_text_is_not_covered(page: Page) -> None:
    page.text.setPlainText("\n".join(f"第{number}行" for number in range(200)))
    page.text.setFocus()
    page.text.moveCursor(page.text.textCursor().MoveOperation.End)
    page.bar.say("有一处要看", "warning")
    cursor = page.text.cursorRect().translated(page.text.viewport().mapTo(page, QPoint()))
    assert not page.bar.geometry().intersects(cursor)


def test_it_stays_inside_when_the_window_grows_smaller(page: Page, qtbot: QtBot) -> None:
    page.bar.say("这里的内容有些长，在窄的窗口里要分成几行才放得下，不能有一个字看不见。", "warning")
    page.resize(300, 400)
    qtbot.waitUntil(lambda: page.rect().contains(page.bar.geometry()) and page.bar.width() < 300)
    assert page.bar.height() >= page.bar.sizeHint().height()


def test_a_message_that_is_no_longer_true_goes(page: Page) -> None:
    page.bar.say("这一处不能改", "warning")
    page.went_on.emit()
    assert page.bar.text == "这一处不能改", "what happens in the same moment is its reason"
    page.bar._fresh.stop()
    page.went_on.emit()
    assert page.bar.text == ""


@pytest.mark.parametrize("choices", [[], [("撤销", lambda: None)]])
def test_a_question_waits_for_its_answer(page: Page, choices: list[tuple[str, Callable[[], object]]]) -> None:
    page.bar.say("已删除 3 行", "warning", choices)
    page.bar._fresh.stop()
    page.went_on.emit()
    assert bool(page.bar.text) == bool(choices)


def test_all_lines_of_a_message_with_a_choice_are_seen_each_time(page: Page) -> None:
    """Also where it comes in the place of another, with a button of its own."""
    page.resize(500, 400)
    for length in range(20, 40):
        page.bar.say("字" * length, "warning", [("看清单…", lambda: None)])
        settle()
        labels: Iterable[QLabel] = page.bar.findChildren(QLabel)
        label = next(one for one in labels if one.accessibleName() == "消息内容")
        assert label.height() >= label.heightForWidth(label.width())


def test_a_refusal_goes_with_the_page_it_lies_over(page: Page) -> None:
    page.bar.refuse("这里放不下")
    page.hide()
    page.show()
    assert page.bar.text == ""
    page.bar.say("有一处要看", "warning")
    page.hide()
    page.show()
    assert page.bar.text == "有一处要看"
