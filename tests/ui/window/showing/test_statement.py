"""The words of a goal in a low window: scrolled up and down only, and no sign of them lies beneath the bar."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import every, settle
from tests.ui.keys import CONTROL, VIEWS, press
from tests.ui.window.showing.test_narrow import AT_150, AT_200, opened
from ui.controls.editors import TextField
from ui.window.window import MainWindow


@pytest.mark.parametrize("size", [AT_150, AT_200])
@pytest.mark.parametrize("sample", ["岳阳楼", "库尔勒", "巨鹿"])
def test_lines_end_before_the_scroll_bar(window: MainWindow, qtbot: QtBot, sample: str, size: tuple[int, int]) -> None:
    opened(window, qtbot, sample, size)
    press(window, VIEWS["goals"], CONTROL)
    settle()
    shown = [one for one in every(window, TextField) if one.isVisibleTo(window) and one.toPlainText()]
    assert shown
    for one in shown:
        assert not one.horizontalScrollBar().isVisible(), "it would cover the only line"
        assert one.document().size().width() <= one.viewport().width()


@pytest.mark.parametrize("size", [AT_150, AT_200])
@pytest.mark.parametrize("sample", ["江汉", "中期和年度", "库尔勒"])
@pytest.mark.parametrize("view", ["goals", "both"])
def test_a_line_of_it_is_in_sight(
    window: MainWindow, qtbot: QtBot, sample: str, size: tuple[int, int], view: str
) -> None:
    opened(window, qtbot, sample, size)
    press(window, VIEWS["goals"], CONTROL)
    press(window, VIEWS[view], CONTROL)
    settle()
    (statement,) = (
        one for one in every(window, TextField) if one.isVisibleTo(window) and "目标说明" in one.accessibleName()
    )
    assert statement.visibleRegion().boundingRect() == statement.rect()
    assert statement.height() >= statement.fontMetrics().lineSpacing()
