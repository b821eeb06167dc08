"""Of two messages neither covers the other, and what only refused something makes room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from tests.ui.conftest import come_back, every, sample_of, settle
from tests.ui.keys import CONTROL, Key, press, project_of
from ui.controls.messages import MessageBar
from ui.indicators.panel import IndicatorPanel
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

ASKED = [("另存为…", lambda: None)]


@pytest.fixture(params=[IndicatorPanel, OfficialTable])
def both(window: MainWindow, qtbot: QtBot, request: pytest.FixtureRequest) -> tuple[MessageBar, MessageBar]:
    """The window's own messages, and those of the tree or the table in it."""
    window.resize(1366, 720)
    window.files.open_sample(sample_of("库尔勒"))
    window.show_page(project_of(window).id)
    press(window, Key.Key_2 if request.param is IndicatorPanel else Key.Key_4, CONTROL)
    come_back(window, qtbot)
    part = next(one for one in every(window, request.param) if one.isVisible())
    window.messages.clear()
    return window.messages, part.messages


def place(bar: MessageBar) -> QRect:
    return QRect(bar.mapToGlobal(QPoint()), bar.size())


def test_a_question_is_not_covered_by_what_comes_after_it(both: tuple[MessageBar, MessageBar]) -> None:
    for first, second in (both, both[::-1]):
        first.say("这份套表只能看。", "warning", ASKED)
        second.refuse("已经在最上面")
        settle()
        assert (first.text, second.text) == ("这份套表只能看。", "已经在最上面")
        assert not place(first).intersects(place(second))
        first.clear()
        second.clear()


def test_a_refusal_goes_when_something_else_is_said(both: tuple[MessageBar, MessageBar]) -> None:
    for first, second in (both, both[::-1]):
        first.refuse("已经在最上面")
        second.say("已粘贴 3 行")
        assert first.text == "已经在最上面", "what was just said is of the same deed"
        first._fresh.stop()
        second.say("没有保存。", "error")
        assert (first.text, second.text) == ("", "没有保存。")
        first.refuse("已经在最上面")
        settle()
        assert second.text == "没有保存。", "what is to be read stays"
        assert not place(first).intersects(place(second))
        first.clear()
        second.clear()


def test_the_same_is_not_said_twice(both: tuple[MessageBar, MessageBar]) -> None:
    first, second = both
    first.refuse("这里要写数字")
    second.refuse("这里要写数字")
    assert (first.text, second.text) == ("这里要写数字", "")


def test_what_is_said_out_of_sight_sends_nothing_away(window: MainWindow, both: tuple[MessageBar, MessageBar]) -> None:
    first, second = both
    window.show_page("budget")
    settle()
    first.refuse("这里要写数字")
    second.refuse("已经在最上面")
    assert first.text == "这里要写数字"
