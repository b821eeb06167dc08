"""New rows of a long form: its pages are made beside the window's thread, and nothing typed meanwhile is lost."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.forms import ProjectForm
from tests.ui.keys import ALT, CONTROL, SHIFT, Key
from tests.ui.preview.office import Hand, project, rows_of
from ui.preview.composer import BIG

MANY = BIG + 20


@pytest.fixture
def form() -> ProjectForm:
    return project(count=MANY)


def names(hand: Hand) -> list[str]:
    return [row.name for row in rows_of(hand.form)]


@pytest.mark.parametrize(("modifiers", "place"), [(CONTROL, 2), (CONTROL | SHIFT, 1)])
def test_what_is_typed_right_after_a_row_was_added_goes_into_it(hand: Hand, modifiers: int, place: int) -> None:
    before = names(hand)
    hand.click(f"{rows_of(hand.form)[1].id}.name")
    hand.key(Key.Key_Return, modifiers)  # type: ignore[arg-type]
    assert hand.table._composer.busy, "its pages are made while the window goes on"
    hand.type("ab")
    hand.commit("件")
    hand.key(Key.Key_Tab)
    hand.type(">=3")
    hand.settle()
    row = rows_of(hand.form)[place]
    assert names(hand) == [*before[:place], "ab件", *before[place:]]
    assert hand.current == f"{row.id}.target"
    hand.key(Key.Key_Return)
    assert str(row.target) == "≥3"


def test_two_rows_one_after_the_other_each_have_their_words(hand: Hand) -> None:
    hand.click(f"{rows_of(hand.form)[1].id}.name")
    for word in ("one", "two"):
        hand.key(Key.Key_Return, CONTROL)
        hand.type(word)
    hand.settle()
    assert names(hand)[2:4] == ["one", "two"]


def test_the_row_offered_behind_the_last_one_takes_what_is_typed_at_once(hand: Hand) -> None:
    last = rows_of(hand.form)[-1]
    (*_, stop) = [one for one in hand.table.caret.cells.stops if one.slot.node == last.id]  # type: ignore[union-attr]
    hand.table.caret.select(stop)
    hand.editor.setFocus()
    hand.key(Key.Key_Tab)
    hand.type("new")
    hand.settle()
    assert len(rows_of(hand.form)) == MANY + 1
    assert names(hand)[-1] == "new"


def test_escape_takes_the_row_back_before_it_was_seen(hand: Hand) -> None:
    before, place = names(hand), f"{rows_of(hand.form)[1].id}.name"
    hand.click(place)
    hand.key(Key.Key_Return, CONTROL)
    hand.key(Key.Key_Escape)
    hand.settle()
    assert names(hand) == before
    assert hand.current == place
    hand.key(Key.Key_Down)
    hand.key(Key.Key_Return, ALT)
    hand.type("x")
    assert names(hand)[2].endswith("x"), "the keyboard is in the table as before"


def test_a_row_undone_while_its_pages_are_made_leaves_the_hand_where_it_was(hand: Hand) -> None:
    before, place = names(hand), f"{rows_of(hand.form)[1].id}.name"
    hand.click(place)
    hand.key(Key.Key_Return, CONTROL)
    hand.session.undo()
    hand.settle()
    assert names(hand) == before
    assert hand.current == place


def test_a_click_meanwhile_waits_for_its_turn_like_a_key(hand: Hand) -> None:
    """What is typed before it goes into the new row, what is typed after it into the cell that was clicked."""
    first, _, third = rows_of(hand.form)[:3]
    place = hand.place(f"{third.id}.basis").toPoint()
    hand.click(f"{first.id}.name")
    hand.key(Key.Key_Return, CONTROL)
    assert hand.table._composer.busy
    hand.type("new")
    QTest.mouseClick(hand.table.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hand.type("why")
    hand.settle()
    assert names(hand)[1] == "new"
    assert hand.current == f"{third.id}.basis"
    hand.key(Key.Key_Return)
    assert third.basis == "why", "though it stands a row lower by now"


def test_a_double_click_meanwhile_opens_the_cell_that_was_under_it(hand: Hand) -> None:
    first, second = rows_of(hand.form)[:2]
    place = hand.place(f"{second.id}.name").toPoint()
    hand.click(f"{first.id}.name")
    hand.key(Key.Key_Return, CONTROL)
    viewport = hand.table.canvas.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    before = second.name
    hand.type("x")
    hand.settle()
    assert hand.current == f"{second.id}.name"
    hand.key(Key.Key_Return)
    assert second.name == f"{before}x"
    assert names(hand)[1] == ""


def test_a_drag_meanwhile_takes_no_range_of_cells_that_are_going_to_move(hand: Hand) -> None:
    first, second, third = rows_of(hand.form)[:3]
    here, there = (hand.place(f"{one.id}.name").toPoint() for one in (second, third))
    hand.click(f"{first.id}.name")
    hand.key(Key.Key_Return, CONTROL)
    viewport = hand.table.canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=here)
    QTest.mouseMove(viewport, there)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=there)
    hand.settle()
    assert hand.current == f"{second.id}.name"
    assert hand.table.caret.far is None


def test_the_menu_meanwhile_is_that_of_the_cell_under_the_mouse(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes when the row is there; 删除这一行 takes the one that was pointed at."""
    shown: list[str] = []
    menu = SimpleNamespace(exec=lambda _place: shown.append(hand.current), deleteLater=lambda: None)
    monkeypatch.setattr(hand.table, "_made_menu", lambda: menu)
    first, second = rows_of(hand.form)[:2]
    place = hand.place(f"{second.id}.name").toPoint()
    hand.click(f"{first.id}.name")
    hand.key(Key.Key_Return, CONTROL)
    viewport = hand.table.canvas.viewport()
    where = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, where)
    assert shown == []
    hand.settle()
    assert shown == [f"{second.id}.name"]
