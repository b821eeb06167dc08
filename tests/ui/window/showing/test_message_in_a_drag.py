"""A message comes and goes while a row is dragged: nothing moves under the mouse, the row lands where it is let go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from tests.ui.conftest import come_back, dossier_of, settle
from tests.ui.keys import tree_of
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

LEFT, NONE, MOVE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.MoveAction


def opened(window: MainWindow, qtbot: QtBot) -> IndicatorTree:
    """The tree of a form: two rows under 数量指标 and one under 质量指标."""
    count = Category(id="c1", name="数量指标", indicators=[Indicator(id=one, name=one) for one in ("甲", "乙")])
    grade = Category(id="c2", name="质量指标", indicators=[Indicator(id="丙", name="丙")])
    goal = Goal(period="annual", statement="做好", dimensions=[Dimension(name="产出指标", categories=[count, grade])])
    form = ProjectForm(template="korla-project-2023", name="甲项目", goals=[goal])
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[form]))
    come_back(window, qtbot)
    window.resize(1366, 768)
    settle()
    return tree_of(window)


def place(tree: IndicatorTree, row: str) -> QRect:
    rect = tree.visualRect(tree.model().index_of(row))  # type: ignore[attr-defined]
    return QRect(tree.viewport().mapTo(tree.window(), rect.topLeft()), rect.size())


def over(tree: IndicatorTree, spot: QPoint, data: QMimeData) -> None:
    """The mouse with what it carries is there."""
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(tree.viewport(), kind(spot, MOVE, data, LEFT, NONE))


def test_a_message_moves_nothing_under_a_drag(window: MainWindow, qtbot: QtBot) -> None:
    tree = opened(window, qtbot)
    model = tree.model()
    data = model.mimeData([model.index_of("甲")])  # type: ignore[attr-defined]
    spot = tree.visualRect(model.index_of("c2")).center()  # type: ignore[attr-defined]
    over(tree, spot, data)
    rows = ("甲", "乙", "c2", "丙")
    before = [place(tree, row) for row in rows]
    hit = tree.viewport().mapTo(window, spot)
    tellers: tuple[Callable[[], object], ...] = (partial(window.messages.say, "有一处要看"), window.messages.clear)
    for tell in tellers:
        tell()
        settle()
        assert [place(tree, row) for row in rows] == before
        assert window.childAt(hit) is tree.viewport()
        over(tree, spot, data)
    QApplication.sendEvent(tree.viewport(), QDropEvent(QPointF(spot), MOVE, data, LEFT, NONE))
    first, second = dossier_of(window).forms[0].goals[0].dimensions[0].categories
    assert [one.name for one in first.indicators] == ["乙"]
    assert [one.name for one in second.indicators if one.name] == ["丙", "甲"]
