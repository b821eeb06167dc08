"""A narrow or low window: fields one under the other, no label of one sign a line, and whole what is gone to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox, QScrollArea, QToolBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import come_back, dossier_of, every, field, sample_of, settle
from tests.ui.keys import CONTROL, SHIFT, Key, press
from ui.controls.editors import LineField, TextField
from ui.controls.labels import FieldLabel
from ui.form.fields import FieldsArea
from ui.form.goals import GoalsArea
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

LARGE, AT_150, AT_200 = (1366, 768), (911, 512), (683, 384)
"""The usual screen as a program sees it at these scales."""


def opened(window: MainWindow, qtbot: QtBot, sample: str, size: tuple[int, int], *, side: bool = False) -> MainWindow:
    """The last form of a sample in a window of that size, all of it or beside its official table."""
    window.resize(*size)
    window.files.open_sample(sample_of(sample))
    window.show_page(dossier_of(window).forms[-1].id)
    press(window, Key.Key_3, CONTROL)
    if side:
        press(window, Key.Key_5, CONTROL)
    come_back(window, qtbot)
    return window


def area(window: MainWindow) -> FieldsArea:
    (found,) = every(window.pages.currentWidget(), FieldsArea)
    return found


def tree(window: MainWindow) -> IndicatorTree:
    return next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window))


def labels(window: MainWindow) -> list[FieldLabel]:
    return [one for one in every(area(window), FieldLabel) if one.text() and not one.isHidden()]


def lefts(window: MainWindow) -> set[int]:
    """Where the fields begin from the left."""
    shown = [one for one in every(area(window), LineField) if not one.isHidden()]
    return {one.mapTo(area(window), QPoint()).x() for one in shown}


def seen_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


SIDES = [("浮梁", AT_150), ("江汉", AT_200), ("渌口", AT_150)]


@pytest.mark.parametrize(("sample", "size"), SIDES)
def test_beside_the_table_nothing_is_scrolled_sideways(
    window: MainWindow, qtbot: QtBot, sample: str, size: tuple[int, int]
) -> None:
    opened(window, qtbot, sample, size, side=True)
    (scroll,) = [one for one in every(window.pages.currentWidget(), QScrollArea) if one.widget() is area(window)]
    assert scroll.horizontalScrollBar().maximum() == 0
    for label in labels(window):
        signs = label.fontMetrics().horizontalAdvance(label.text()[:3])
        assert label.width() >= signs, label.text()


def test_in_a_wide_window_the_fields_lie_as_on_the_paper_again(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, "浮梁", LARGE, side=True)
    assert len(lefts(window)) > 1
    before = {(one.text(), one.x(), one.y()) for one in labels(window)}
    window.resize(*AT_150)
    settle()
    assert len(lefts(window)) == 1
    window.resize(*LARGE)
    settle()
    assert {(one.text(), one.x(), one.y()) for one in labels(window)} == before


def test_a_field_that_only_a_head_of_its_column_named_has_its_name_before_it(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, "江汉", AT_150, side=True)
    window.show_page(dossier_of(window).forms[0].id)
    settle()
    texts = [one.text() for one in labels(window)]
    assert "占比" not in texts, "the head of a column has nothing under it here"
    assert any(text.startswith("部门总体资金情况 收入构成 财政拨款 2022") for text in texts)
    window.resize(*LARGE)
    press(window, Key.Key_3, CONTROL)
    press(window, Key.Key_5, CONTROL)
    press(window, Key.Key_1, CONTROL)
    settle()
    assert "占比" in [one.text() for one in labels(window)]


def test_boxes_to_tick_stand_under_each_other_where_they_must(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, "江汉", AT_200, side=True)
    boxes = [one for one in every(area(window), QCheckBox) if one.accessibleName().startswith("项目类别")]
    assert len({one.x() for one in boxes}) == 1
    assert all(one.width() >= one.sizeHint().width() for one in boxes)
    window.resize(*LARGE)
    window.actions_by_id["official"].trigger()
    press(window, Key.Key_3, CONTROL)
    settle()
    boxes = [one for one in every(area(window), QCheckBox) if one.accessibleName().startswith("项目类别")]
    assert len({one.y() for one in boxes}) == 1


def test_buttons_of_a_list_are_signs_where_their_words_do_not_fit(window: MainWindow, qtbot: QtBot) -> None:
    def shown() -> dict[str, tuple[bool, str]]:
        found = [one for one in every(area(window), QToolButton) if one.text() in ("添加行", "粘贴多行")]
        plain = found[0].toolButtonStyle().ToolButtonIconOnly
        return {one.text(): (one.toolButtonStyle() == plain, one.toolTip()) for one in found}

    opened(window, qtbot, "江汉", AT_150, side=True)
    assert shown() == {"添加行": (True, "添加行"), "粘贴多行": (True, "粘贴多行")}
    window.resize(*LARGE)
    press(window, Key.Key_3, CONTROL)
    settle()
    press(window, Key.Key_5, CONTROL)
    settle()
    assert shown() == {"添加行": (False, ""), "粘贴多行": (False, "")}


GONE_TO = ["{form}.phone", "{form}.plan", "{form}.amount", "{goal}.statement", "{goal}.label", "{row}.name"]


@pytest.mark.parametrize(("size", "findings"), [(AT_150, False), (AT_200, True)])
def test_what_is_gone_to_is_seen_whole(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int], *, findings: bool
) -> None:
    opened(window, qtbot, "江汉", size)
    form = dossier_of(window).forms[-1]
    window.set_docks(outline=True, findings=findings)
    ids = {"form": form.id, "goal": form.goals[-1].id, "row": list(form.goals[-1].indicators())[-1].id}
    for path in GONE_TO:
        press(window, Key.Key_3, CONTROL)
        settle()
        where = path.format_map(ids)
        window.go_to(where)
        settle()
        if path.startswith("{row}"):
            view = tree(window)
            assert view.viewport().rect().contains(view.visualRect(view.currentIndex())), where
        else:
            assert seen_whole(field(window, where)), where


def test_a_statement_shows_whole_lines_and_more_of_them_while_it_is_written(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, "全国通用版式（部门", AT_150)
    goal = dossier_of(window).forms[-1].goals[0]
    text = field(window, f"{goal.id}.statement")
    assert isinstance(text, TextField)
    assert seen_whole(text)
    line, low = text.fontMetrics().lineSpacing(), text.height()
    assert (text.viewport().height() - int(text.document().documentMargin())) % line == 0
    text.setFocus()
    settle()
    assert text.height() > low
    assert seen_whole(text)
    tree(window).setFocus()
    settle()
    assert text.height() == low
    text.clear()
    settle()
    assert not text.verticalScrollBar().isVisible(), "there is nothing to scroll for"


def test_in_a_low_page_rows_come_before_the_filter_until_it_is_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, "全国通用版式（部门", AT_200)
    press(window, Key.Key_2, CONTROL)
    press(window, Key.Key_F, CONTROL)
    settle()
    panel = next(one for one in every(window, GoalsArea) if one.isVisible()).tree
    view = tree(window)
    assert not panel._filter.isVisible()
    assert view.visualRect(view.model().index(0, 0)).bottom() <= view.viewport().height()
    view.setFocus()
    press(window, Key.Key_F, CONTROL | SHIFT)
    settle()
    assert panel._filter.isVisible()
    assert panel._filter.hasFocus()
    panel._filter.setText("培训")
    view.setFocus()
    settle()
    assert panel._filter.isVisible(), "what hides rows is not hidden itself"
    panel._filter.clear()
    panel._filter.setFocus()
    press(window, Key.Key_Escape)
    settle()
    assert not panel._filter.isVisible()


def test_columns_of_a_tree_give_up_what_they_can_spare(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, "浮梁", AT_150, side=True)
    assert tree(window).horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", [LARGE, AT_150, AT_200])
def test_no_tool_is_out_of_sight(window: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    opened(window, qtbot, "江汉", size)
    (bar,) = every(window, QToolBar)
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert isinstance(more, QToolButton)
    assert not more.isVisible()


def test_words_beside_tools_come_back_with_the_room(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, "江汉", LARGE)
    (bar,) = every(window, QToolBar)
    save = bar.widgetForAction(window.actions_by_id["save"])
    wide = save.width()
    for size in (AT_200, LARGE):
        window.resize(*size)
        settle()
        assert (save.width() == wide) is (size == LARGE)
