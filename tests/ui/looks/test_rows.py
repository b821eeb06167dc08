"""Rows of every list have one height, heads begin where their cells do, a bar lies on the ground of what it scrolls."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QListWidget,
    QPlainTextEdit,
    QScrollBar,
    QStyleOptionTab,
    QTabBar,
    QToolBar,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import dossier_of, every, settle
from ui.ground.flat import tab_palette
from ui.ground.lined_table import LinedTable
from ui.ground.style import BESIDE_HEAD, row_height
from ui.ground.theme import colours
from ui.window.window import MainWindow

pytestmark = pytest.mark.usefixtures("theme")


def listed() -> QListWidget:
    view = QListWidget()
    view.addItems(["甲"] * 40)
    return view


def tree() -> QTreeWidget:
    view = QTreeWidget()
    view.setRootIsDecorated(False)
    view.setHeaderLabels(["田", "田"])
    view.addTopLevelItems([QTreeWidgetItem(["田", "田"]) for _ in range(40)])
    return view


def table() -> LinedTable:
    view = LinedTable()
    model = QStandardItemModel(view)
    for _ in range(40):
        model.appendRow([QStandardItem("甲")])
    model.setVerticalHeaderLabels(["国有资本经营预算"] * 40)
    view.setModel(model)
    return view


def written() -> QPlainTextEdit:
    return QPlainTextEdit("\n".join(["甲"] * 40))


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(240, 200)
    widget.show()
    settle()
    return widget


@pytest.mark.parametrize("make", [listed, tree])
def test_rows_are_as_high_as_those_of_the_indicators(qtbot: QtBot, make: Callable[[], QListWidget]) -> None:
    view = make()
    shown(qtbot, view)
    row = view.visualRect(view.model().index(0, 0))
    assert row.height() == row_height(view.fontMetrics())


def test_the_head_of_a_row_has_room_beside_it(qtbot: QtBot) -> None:
    view = table()
    shown(qtbot, view)
    words = view.verticalHeader().fontMetrics().horizontalAdvance("国有资本经营预算")
    assert view.verticalHeader().width() >= words + 2 * BESIDE_HEAD


@pytest.mark.parametrize("folding", [False, True])
def test_the_head_of_a_column_begins_where_its_cells_do(qtbot: QtBot, folding: bool) -> None:
    view = tree()
    view.setRootIsDecorated(folding)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the frame of the current row is no letter
    shown(qtbot, view)
    head, cell = view.header().viewport().grab().toImage(), view.viewport().grab().toImage()
    dark = view.palette().color(QPalette.ColorRole.Window).lightness() < 128

    def first(image: object, bottom: int) -> int:
        """The first column of dots with ink; the sign 田 has an upright stroke at its left."""
        shades = [[image.pixelColor(x, y).lightness() for y in range(4, bottom)] for x in range(1, 30)]  # type: ignore[attr-defined]
        inked = (max(line) > 170 if dark else min(line) < 110 for line in shades)
        return list(inked).index(True)

    assert abs(first(head, head.height() - 4) - first(cell, row_height(view.fontMetrics()) - 4)) <= 0


@pytest.mark.parametrize("make", [listed, tree, table, written])
def test_a_bar_in_a_frame_lies_on_the_ground_of_what_it_scrolls(
    qtbot: QtBot, make: Callable[[], QAbstractScrollArea]
) -> None:
    view = make()
    shown(qtbot, view)
    bar = view.verticalScrollBar()
    assert bar.isVisible()
    under = view.grab().toImage().pixelColor(bar.mapTo(view, QPoint(2, bar.height() - 6)))
    assert under.name() == view.palette().color(QPalette.ColorRole.Base).name()


def test_without_a_frame_it_lies_beside_it(qtbot: QtBot) -> None:
    view = listed()
    view.setFrameShape(QFrame.Shape.NoFrame)
    shown(qtbot, view)
    bar: QScrollBar = view.verticalScrollBar()
    under = bar.grab().toImage().pixelColor(2, bar.height() - 4)
    assert under.name() == QApplication.palette().color(QPalette.ColorRole.Window).name()


def test_what_the_tool_bar_has_no_room_for_is_told_in_every_theme(sample: MainWindow, theme: str) -> None:
    window = sample
    window.settings["theme"] = theme
    window.show_page(dossier_of(window).forms[-1].id)
    window.resize(420, 500)
    settle()
    more = next(one for one in every(every(window, QToolBar)[0], QToolButton) if one.objectName())
    assert more.isVisible()
    image = more.icon().pixmap(16, 16).toImage()
    inks = [image.pixelColor(x, y) for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 200]
    ground = window.palette().color(QPalette.ColorRole.Window)
    assert max(abs(ink.lightness() - ground.lightness()) for ink in inks) > 100
    assert more.mapTo(window, QPoint(0, 0)).x() < window.width()
    assert more.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly


@pytest.mark.parametrize("role", [QPalette.ColorRole.Window, QPalette.ColorRole.Base])
def test_tabs_out_of_sight_are_quieter_on_every_ground(qtbot: QtBot, role: QPalette.ColorRole) -> None:
    tabs = QTabBar()
    qtbot.addWidget(tabs)
    tabs.setBackgroundRole(role)
    for words in ("田", "田"):
        tabs.addTab(words)
    option = QStyleOptionTab()
    tabs.initStyleOption(option, 1)
    palette = tab_palette(option)
    assert palette.color(QPalette.ColorGroup.Active, tabs.foregroundRole()) == colours().muted
