"""The square at the corner of the tree's cell: drawn down or up it fills the rows it passes, as one step."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from models.files.jxmb import dumps
from tests.ui.indicators.test_editing import Key, Korla, press, stand
from ui.indicators.panel import IndicatorPanel

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def middle(panel: IndicatorPanel, node_id: str, field: str = "weight") -> QPoint:
    return panel.tree.visualRect(panel.model.index_of(node_id, panel.model.column_of(field))).center()


def handle(panel: IndicatorPanel) -> QPoint:
    area = panel.fill.area()
    assert area is not None
    return area.center()


def draw(panel: IndicatorPanel, *over: QPoint) -> None:
    """From the square over these places; let go at the last."""
    view = panel.tree.viewport()
    QTest.mousePress(view, LEFT, pos=handle(panel))
    for place in over:
        at = QPointF(view.mapToGlobal(place))
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), at, LEFT, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view, event)
    QTest.mouseRelease(view, LEFT, pos=over[-1])


def weights(korla: Korla) -> list[int]:
    return [int(korla[0].value(f"i{n}.weight")) for n in range(1, 7)]


def test_drawn_down_over_levels_it_fills_what_it_passes(korla: Korla) -> None:
    session, panel = korla
    before = dumps(session.dossier)
    stand(panel, "i2", "weight")
    draw(panel, middle(panel, "i3"), middle(panel, "i5"))
    assert weights(korla) == [10, 10, 10, 10, 10, 10]
    assert panel.messages.text == "填充了 3 格，可以撤销。"
    assert session.history.stack.count() == 1
    session.undo()
    assert dumps(session.dossier) == before
    assert not panel.messages.text


def test_drawn_up_it_fills_those_above(korla: Korla) -> None:
    session, panel = korla
    session.set_value("i4.basis", "行业标准", typing=False)
    stand(panel, "i4", "basis")
    draw(panel, middle(panel, "i2", "basis"))
    assert [session.value(f"i{n}.basis") for n in range(1, 6)] == ["", "行业标准", "行业标准", "行业标准", ""]


def test_drawn_back_or_let_go_at_once_nothing_is_done(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i2", "target")
    draw(panel, middle(panel, "i5", "target"), middle(panel, "i2", "target"))
    draw(panel, handle(panel))
    assert session.history.stack.count() == 0
    assert panel.tree.marked_cell() is not None


def test_below_the_last_row_it_ends_with_the_last(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i5", "weight")
    draw(panel, QPoint(middle(panel, "i5").x(), panel.tree.viewport().height() - 1))
    assert weights(korla)[-2:] == [20, 20]


@pytest.mark.parametrize(("at", "field"), [("c1", "name"), ("i1", "name")])
def test_levels_and_names_have_none(korla: Korla, at: str, field: str) -> None:
    _, panel = korla
    stand(panel, at, field)
    assert panel.fill.area() is None


def test_an_open_cell_has_none(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i1", "weight")
    press(Key.Key_F2)
    assert panel.fill.area() is None


def test_rows_that_move_meanwhile_end_it(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i2", "weight")
    view = panel.tree.viewport()
    QTest.mousePress(view, LEFT, pos=handle(panel))
    session.set_value("i1.weight", Decimal(3), typing=False)
    QTest.mouseRelease(view, LEFT, pos=middle(panel, "i5"))
    assert weights(korla) == [3, 10, 20, 15, 20, 10]


def test_by_the_key_of_a_spreadsheet_it_is_what_stands_above(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i3", "weight")
    press(Key.Key_D, CTRL)
    assert weights(korla) == [10, 10, 10, 15, 20, 10]
    stand(panel, "i1", "weight")
    press(Key.Key_D, CTRL)
    assert weights(korla) == [10, 10, 10, 15, 20, 10], "there is none above the first"


def test_the_pointer_says_so(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i2", "weight")
    view = panel.tree.viewport()
    QTest.mouseMove(view, handle(panel))
    assert view.cursor().shape() == Qt.CursorShape.CrossCursor
    QTest.mouseMove(view, middle(panel, "i4"))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_in_the_last_column_it_is_whole(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i2", panel.model.columns[-1].field)
    area = panel.fill.area()
    assert area is not None
    assert panel.tree.viewport().rect().contains(area)


def test_there_is_one_frame_round_the_current_cell(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i2")
    option: Any = QStyleOptionViewItem()
    option.state |= QStyle.StateFlag.State_HasFocus
    panel.tree.cells.initStyleOption(option, panel.tree.currentIndex())
    assert not option.state & QStyle.StateFlag.State_HasFocus
