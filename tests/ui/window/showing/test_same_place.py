"""Turning between 填写, 官方表格 and 并排: each opens where the person is, not at the top of the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from tests.ui.conftest import by_name, come_back, dossier_of, every, settle, wait_for
from tests.ui.keys import CONTROL, VIEWS, press
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

WIDTHS = ((1366, 768), (760, 430))


def several(window: MainWindow, qtbot: QtBot, count: int) -> MainWindow:
    rows = [Indicator(name=f"指标{n}", target=Target.parse("≥1次")) for n in range(count)]
    dimension = Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])
    goals = [Goal(period="annual", statement="做好", dimensions=[dimension])]
    window.files.create(
        Dossier(
            year=2026,
            unit=Unit(name="示例局"),
            forms=[ProjectForm(template="korla-project-2023", name="甲项目", goals=goals)],
        )
    )
    come_back(window, qtbot)
    return window


@pytest.fixture(params=[40, 160])
def long(window: MainWindow, qtbot: QtBot, request: pytest.FixtureRequest) -> MainWindow:
    """A form of several sheets, laid out at once or beside the window's thread."""
    return several(window, qtbot, request.param)


def last_row(window: MainWindow) -> str:
    return list(dossier_of(window).indicators())[-2].id


def tree(window: MainWindow) -> IndicatorTree:
    return next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window))


def table(window: MainWindow) -> OfficialTable:
    return next(one for one in every(window, OfficialTable) if one.isVisibleTo(window))


def choose_in_tree(window: MainWindow, row: str) -> None:
    """A click on the row's target in the tree."""
    press(window, VIEWS["goals"], CONTROL)
    settle()
    view = tree(window)
    index = view.model().index_of(row, view.model().column_of("target"))  # type: ignore[attr-defined]
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def turn(window: MainWindow, view: str, *, mouse: bool) -> None:
    if mouse:
        tabs = by_name(window, "视图")
        assert isinstance(tabs, QTabBar)
        place = tabs.tabRect({"goals": 0, "official": 1, "side": 2}[view]).center()
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=QPoint(place))
    else:
        press(window, VIEWS[view], CONTROL)
    settle()
    if view != "goals":
        wait_for(lambda: bool(table(window).canvas.pages) and not table(window)._composer.busy)
        settle()


def click_in_table(window: MainWindow, path: str) -> None:
    here = table(window)
    stop = here.caret.find(path)
    assert stop
    number, box = next(here.canvas.boxes(*stop.anchor))
    here.canvas.reveal(number, box)
    place = here.canvas.area(number, box).center().toPoint()
    QTest.mouseClick(here.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)


def seen_in_table(window: MainWindow, path: str) -> bool:
    """The value's cell is the current one, and seen whole."""
    here = table(window)
    current = here.caret.current
    if current is None or not current.slot.path.startswith(path):
        return False
    number, box = next(here.canvas.boxes(*current.anchor))
    return QRectF(here.canvas.viewport().rect()).contains(here.canvas.area(number, box))


def seen_in_tree(window: MainWindow, row: str) -> bool:
    view = tree(window)
    index = view.currentIndex()
    right = view.model().node_id(index) == row  # type: ignore[attr-defined]
    return right and view.viewport().rect().contains(view.visualRect(index))


@pytest.mark.parametrize("mouse", [False, True])
@pytest.mark.parametrize("view", ["official", "side"])
@pytest.mark.parametrize("size", WIDTHS)
def test_the_table_opens_at_the_cell_that_was_chosen(
    long: MainWindow, view: str, size: tuple[int, int], *, mouse: bool
) -> None:
    long.resize(*size)
    settle()
    row = last_row(long)
    choose_in_tree(long, row)
    turn(long, view, mouse=mouse)
    assert seen_in_table(long, f"{row}.target")
    if view == "side":
        assert seen_in_tree(long, row)


@pytest.mark.parametrize("mouse", [False, True])
@pytest.mark.parametrize("view", ["official", "side"])
def test_it_does_so_the_second_time_too_and_back(long: MainWindow, view: str, *, mouse: bool) -> None:
    turn(long, view, mouse=mouse)
    turn(long, "goals", mouse=True)
    row = last_row(long)
    choose_in_tree(long, row)
    turn(long, view, mouse=mouse)
    assert seen_in_table(long, f"{row}.target")
    first = next(dossier_of(long).indicators()).id
    click_in_table(long, f"{first}.name")
    turn(long, "goals", mouse=True)
    assert seen_in_tree(long, first)
    assert tree(long).hasFocus()


def test_from_the_table_to_both_beside_each_other(long: MainWindow) -> None:
    turn(long, "official", mouse=True)
    row = last_row(long)
    click_in_table(long, f"{row}.target")
    turn(long, "side", mouse=True)
    assert seen_in_table(long, f"{row}.target")
    assert seen_in_tree(long, row)
    assert table(long).caret.editor.hasFocus(), "the keyboard stays"


def test_a_field_s_cell_is_shown_as_well(long: MainWindow) -> None:
    form = dossier_of(long).forms[0].id
    press(long, VIEWS["fields"], CONTROL)
    settle()
    long.go_to(f"{form}.leader")
    turn(long, "official", mouse=True)
    assert seen_in_table(long, f"{form}.leader")
