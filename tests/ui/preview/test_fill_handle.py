"""The square at the corner of the selection: drawn down or up it fills the rows it passes, as one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.forms import ProjectForm
from tests.ui.preview.office import Hand, rows_of

Key, Mod = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


def handle(hand: Hand) -> QPointF:
    area = hand.table._mouse.handle.area()
    assert area is not None
    return area.center()


def draw(hand: Hand, *over: str, let_go: bool = True) -> None:
    """From the square over the cells of these values."""
    view = hand.table.canvas.viewport()
    QTest.mousePress(view, LEFT, pos=handle(hand).toPoint())
    for path in over:
        place = hand.place(path)
        at = QPointF(view.mapToGlobal(place.toPoint()))
        QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, place, at, LEFT, LEFT, Mod.NoModifier))
    if let_go:
        QTest.mouseRelease(view, LEFT, pos=hand.place(over[-1]).toPoint())
        hand.settle()


def told(form: ProjectForm, name: str) -> list[str]:
    return [str(getattr(row, name) or "") for row in rows_of(form)]


@pytest.fixture
def named(hand: Hand, form: ProjectForm) -> Hand:
    """Three rows whose evidence is each another."""
    for row, words in zip(rows_of(form), "甲乙丙", strict=True):
        hand.session.set_value(f"{row.id}.evidence", words, typing=False)
    hand.settle()
    return hand


def test_drawn_down_it_fills_what_it_passes_as_one_step(named: Hand, form: ProjectForm) -> None:
    first, *_, last = rows_of(form)
    steps = named.session.history.stack.count()
    named.click(f"{first.id}.evidence")
    draw(named, f"{last.id}.evidence")
    assert told(form, "evidence") == ["甲", "甲", "甲"]
    assert named.session.history.stack.count() == steps + 1
    assert named.table.messages.text == "填充了 2 格，可以撤销。"
    block = named.table.caret.range()
    assert block is not None
    assert len(block.anchors) == 3, "what was filled is selected"
    named.session.undo()
    named.settle()
    assert told(form, "evidence") == ["甲", "乙", "丙"]
    assert not named.table.messages.text


def test_drawn_up_it_fills_those_above(named: Hand, form: ProjectForm) -> None:
    first, _, last = rows_of(form)
    named.click(f"{last.id}.evidence")
    draw(named, f"{first.id}.evidence")
    assert told(form, "evidence") == ["丙", "丙", "丙"]


def test_several_columns_and_rows_go_on_again_and_again(named: Hand, form: ProjectForm) -> None:
    first, second, last = rows_of(form)
    named.session.set_value(f"{last.id}.scoring", "别的", typing=False)
    named.settle()
    named.click(f"{first.id}.scoring")
    named.key(Key.Key_Right, Mod.ShiftModifier)
    named.key(Key.Key_Down, Mod.ShiftModifier)
    draw(named, f"{last.id}.evidence")
    assert told(form, "evidence") == ["甲", "乙", "甲"]
    assert last.scoring == first.scoring
    assert second.evidence == "乙"


def test_drawn_back_or_let_go_at_once_nothing_is_done(named: Hand, form: ProjectForm) -> None:
    first, second, last = rows_of(form)
    steps = named.session.history.stack.count()
    named.click(f"{second.id}.evidence")
    draw(named, f"{last.id}.evidence", f"{second.id}.evidence")
    draw(named, f"{second.id}.evidence")
    assert told(form, "evidence") == ["甲", "乙", "丙"]
    assert named.session.history.stack.count() == steps
    assert named.current == f"{second.id}.evidence", "nor is anything else selected"
    assert first.evidence == "甲"


def test_beyond_the_list_it_ends_with_the_list(named: Hand, form: ProjectForm) -> None:
    first, _, last = rows_of(form)
    named.click(f"{last.id}.evidence")
    draw(named, f"{form.id}.name")
    assert told(form, "evidence") == ["丙", "丙", "丙"]
    assert form.name == "信访专项"
    assert first.evidence == "丙"


def test_it_is_seen_in_rows_of_a_list_alone(named: Hand, form: ProjectForm) -> None:
    named.click(f"{form.id}.name")
    assert named.table._mouse.handle.area() is None
    row = rows_of(form)[0]
    named.click(f"{row.id}.evidence")
    square = named.table._mouse.handle.area()
    assert square is not None
    image = named.table.canvas.viewport().grab().toImage()
    at = square.center().toPoint() * image.devicePixelRatio()
    assert image.pixelColor(at).blue() > image.pixelColor(at).red() + 60, "in the accent's colour"


def test_the_pointer_says_so(named: Hand, form: ProjectForm) -> None:
    named.click(f"{rows_of(form)[0].id}.evidence")
    view = named.table.canvas.viewport()
    for place, shape in ((handle(named), Qt.CursorShape.CrossCursor), (QPointF(3, 3), Qt.CursorShape.ArrowCursor)):
        at = QPointF(view.mapToGlobal(place.toPoint()))
        none = Qt.MouseButton.NoButton
        QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, place, at, none, none, Mod.NoModifier))
        assert view.cursor().shape() == shape


def test_an_amount_is_filled_as_what_it_is(named: Hand, form: ProjectForm) -> None:
    first, second, _ = rows_of(form)
    named.session.set_value(f"{second.id}.weight", None, typing=False)
    named.settle()
    named.click(f"{first.id}.weight")
    draw(named, f"{second.id}.weight")
    assert second.weight == first.weight
