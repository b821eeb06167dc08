"""A window as small as a screen of 1366×768 at 200 %: what is worked in has the room, what is beside it waits."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.forms import AnyForm
from tests.ui.conftest import come_back, dossier_of, every, sample_of, settle
from tests.ui.keys import CONTROL, SHIFT, Key, press, put
from ui.controls.word_list import WordList
from ui.form.goals import GoalsArea
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

SMALL = (683, 384)  # the usual screen at 200 %
READABLE = 300  # pixels of width for the tree


@pytest.fixture
def small(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A small window with a project beside its official table; the keyboard in the tree."""
    window.resize(*SMALL)
    window.files.open_sample(sample_of("部门整体和项目"))
    window.show_page(next(one.id for one in dossier_of(window).forms if one.kind == "project"))
    press(window, Key.Key_2, CONTROL)
    press(window, Key.Key_5, CONTROL)
    come_back(window, qtbot)
    tree(window).setFocus()
    tree(window).select([next(page_form(window).indicators()).id], 1)
    settle()
    return window


def page_form(window: MainWindow) -> AnyForm:
    return next(one for one in dossier_of(window).forms if one.id == window.pages.page)


def tree(window: MainWindow) -> IndicatorTree:
    return next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window))


def table(window: MainWindow) -> OfficialTable:
    (found,) = every(window.pages.currentWidget(), OfficialTable)
    return found


def goals(window: MainWindow) -> GoalsArea:
    (found,) = every(window.pages.currentWidget(), GoalsArea)
    return found


def test_a_comment_takes_the_place_of_the_table_while_it_is_written(small: MainWindow) -> None:
    assert table(small).isVisible()
    press(small, Key.Key_F2, SHIFT)
    settle()
    assert small.workplace.comments.isVisible()
    assert not table(small).isVisible()
    assert tree(small).width() >= READABLE
    put("偏高")
    press(small, Key.Key_Escape)
    settle()
    assert not small.workplace.comments.isVisible()
    assert table(small).isVisible()
    assert goals(small).isVisible()


def test_a_large_window_has_room_for_all_three(small: MainWindow) -> None:
    small.resize(1366, 768)
    settle()
    press(small, Key.Key_F2, SHIFT)
    settle()
    assert small.workplace.comments.isVisible()
    assert table(small).isVisible()
    assert goals(small).isVisible()


def overlapping(window: MainWindow) -> list[str]:
    panel = goals(window).tree
    parts = [one for one in (panel._filter, panel.tree, panel.bar) if one.isVisible()]
    return [type(one).__name__ for one, other in pairwise(parts) if one.geometry().intersects(other.geometry())]


@pytest.mark.parametrize("finding", [False, True])
def test_a_low_tree_has_rows_before_the_words_on_weights(small: MainWindow, *, finding: bool) -> None:
    press(small, Key.Key_5, CONTROL)  # 填写
    if finding:
        press(small, Key.Key_3, CONTROL)
        small.actions_by_id["find"].trigger()
    settle()
    bar, view = goals(small).tree.bar, tree(small)
    assert bar.isVisible() is not finding
    assert overlapping(small) == []
    assert view.viewport().height() >= (0 if finding else 2) * view.sizeHintForRow(0)
    small.resize(1366, 768)
    settle()
    assert bar.isVisible()
    assert bar.toolTip() == bar.text


def test_words_are_offered_in_full_though_the_tree_is_low(small: MainWindow) -> None:
    press(small, Key.Key_5, CONTROL)
    settle()
    tree(small).open_editor(next(page_form(small).indicators()).id, 0)
    settle()
    put("l")
    (words,) = [one for one in every(small, WordList) if one.isVisible()]
    assert words.count() > 3
    assert small.rect().contains(words.geometry())
    assert words.height() >= min(words.count(), 8) * words.sizeHintForRow(0)
    assert words.visibleRegion().boundingRect().size() == words.size()


def test_the_outline_is_as_wide_as_before_once_the_comments_are_gone(small: MainWindow) -> None:
    small.resize(910, 512)  # the usual screen at 150 %
    small.set_docks(outline=True, findings=False)
    settle()
    before = small.outline.width()
    press(small, Key.Key_F2, SHIFT)
    settle()
    assert small.workplace.comments.isVisible()
    press(small, Key.Key_Escape)
    settle()
    assert small.outline.width() == before


@pytest.mark.parametrize(("words", "both"), [("部门整体和项目", True), ("江汉", True), ("库尔勒", False)])
def test_beside_the_table_no_tree_is_scrolled_sideways(window: MainWindow, words: str, *, both: bool) -> None:
    """At 150 % on a screen of 1366 pixels; where there is no room for both, one is there, and the page says so."""
    window.resize(910, 512)
    window.files.open_sample(sample_of(words))
    window.show_page(next(one.id for one in dossier_of(window).forms if one.kind == "project"))
    press(window, Key.Key_2, CONTROL)
    press(window, Key.Key_5, CONTROL)
    settle()
    tree(window).setFocus()
    settle()
    assert tree(window).horizontalScrollBar().maximum() == 0
    assert table(window).isVisible() == both
    assert any(one.isVisible() and "先看一边" in one.text() for one in every(window, QLabel)) == (not both)
    press(window, Key.Key_1, CONTROL)
    settle()
    assert table(window).isVisible(), "beside the fields there is room"
