"""Which part of a form is in sight is seen at its button too, in whichever view the form is opened first."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import by_name, come_back, settle
from tests.ui.keys import CONTROL, VIEWS, press
from tests.ui.window.showing.test_same_place import several
from ui.form.fields import FieldsArea
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

PARTS = ("栏目", "目标和指标", "都看")


def pressed(window: MainWindow) -> list[str]:
    buttons = {part: by_name(window.pages.currentWidget(), f"显示：{part}") for part in PARTS}
    return [part for part, button in buttons.items() if isinstance(button, QToolButton) and button.isChecked()]


def in_sight(window: MainWindow) -> str:
    page = window.pages.currentWidget()
    fields, tree = page.findChild(FieldsArea), page.findChild(IndicatorTree)
    seen = [bool(one and one.isVisible()) for one in (fields, tree)]
    return {(True, False): "栏目", (False, True): "目标和指标", (True, True): "都看"}[seen[0], seen[1]]


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
@pytest.mark.parametrize("ways", [("side",), ("official", "side"), ("official", "fields")])
def test_a_form_that_opens_in_another_view_says_what_of_it_is_shown(
    window: MainWindow, qtbot: QtBot, ways: tuple[str, ...], size: tuple[int, int]
) -> None:
    window.resize(*size)
    several(window, qtbot, 3)
    first, *then = ways
    press(window, VIEWS[first], CONTROL)
    settle()
    window.actions_by_id["add_project"].trigger()
    settle()
    come_back(window, qtbot)
    for view in then:
        press(window, VIEWS[view], CONTROL)
        settle()
    assert pressed(window) == [in_sight(window)]


@pytest.mark.parametrize("name", ["official", "side", "fields", "goals", "both"])
def test_a_view_that_is_turned_to_by_key_from_the_head_of_the_page_has_the_keyboard(
    sample: MainWindow, qtbot: QtBot, name: str
) -> None:
    come_back(sample, qtbot)
    page = sample.pages.currentWidget()
    by_name(page, "视图").setFocus()
    press(sample, VIEWS[name], CONTROL)
    settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)
    assert focus.parentWidget() is not page
    assert focus.isVisible()
