"""New rows of a long form: its pages are made beside the window's thread, and nothing typed meanwhile is lost."""

from __future__ import annotations

import pytest

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
