"""The menus of the window: what holds now is marked, and a menu longer than the screen is read to its end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.conftest import settle
from tests.ui.keys import CONTROL, VIEWS, press, project_of
from tests.ui.looks.further import pull_down
from ui.window.window import MainWindow

SEEN = ("只看栏目", "只看目标和指标", "栏目和指标都看", "官方表格", "并排")
LARGE = 20  # points of letters with which these menus are longer than the screen of the tests


def opened(window: MainWindow, title: str) -> QMenu:
    pull_down(window, title)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def marked(window: MainWindow) -> list[str]:
    """What the menu 查看 says of the form in sight."""
    menu = opened(window, "查看")
    found = [one.text().partition("(")[0] for one in menu.actions() if one.isChecked()]
    menu.close()
    return [word for word in found if word in SEEN]


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        (["fields"], ["只看栏目"]),
        (["fields", "fields"], ["只看栏目"]),
        (["fields", "goals"], ["只看目标和指标"]),
        (["both", "side"], ["栏目和指标都看", "并排"]),
        (["both", "side", "side"], ["栏目和指标都看"]),
        (["goals", "official"], ["官方表格"]),
        (["goals", "official", "official"], ["只看目标和指标"]),
    ],
    ids="-".join,
)
def test_what_is_in_sight_is_marked(sample: MainWindow, ways: list[str], said: list[str]) -> None:
    sample.show_page(project_of(sample).id)
    settle()
    for way in ways:
        press(sample, VIEWS[way], CONTROL)
        settle()
    assert marked(sample) == said


def test_the_buttons_of_the_page_are_heard_too(sample: MainWindow) -> None:
    sample.show_page(project_of(sample).id)
    settle()
    page = sample.pages.form_page()
    assert page is not None
    for part, word in (("goals", "只看目标和指标"), ("fields", "只看栏目")):
        page._part_buttons[part].click()
        assert marked(sample) == [word]


def test_of_a_page_that_is_no_form_nothing_is_marked(sample: MainWindow) -> None:
    press(sample, VIEWS["both"], CONTROL)
    sample.show_page("unit")
    assert marked(sample) == []


@pytest.mark.parametrize("title", ["文件", "编辑"])
def test_a_menu_longer_than_the_screen_is_one_column_and_scrolled_to_its_end(sample: MainWindow, title: str) -> None:
    sample.settings["font_size"] = LARGE
    settle()
    menu = opened(sample, title)
    room = sample.screen().availableGeometry()
    assert menu.sizeHint().height() > room.height(), "or nothing had to be scrolled"
    assert room.contains(menu.geometry())
    first, last = menu.actions()[0], menu.actions()[-1]
    assert menu.actionGeometry(first).x() == menu.actionGeometry(last).x()
    assert menu.width() == menu.sizeHint().width()
    QTest.keyClick(menu, Qt.Key.Key_End)
    assert menu.activeAction() is last
    assert QRect(0, 0, menu.width(), menu.height()).contains(menu.actionGeometry(last))
    menu.close()
