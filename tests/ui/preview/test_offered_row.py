"""Behind the last indicator of the official table Tab and Enter offer a new row; left empty, it has never been."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from models.edits import SetValue
from models.files.jxmb import dumps
from models.forms import ProjectForm
from tests.ui.conftest import every, settle
from tests.ui.preview.office import Hand, rows_of
from ui.controls.composing import PLACE
from ui.session.session import Session
from ui.session.writing import take_in

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NAME = "信访事项办理"


def names(form: ProjectForm) -> list[str]:
    return [one.name for one in rows_of(form)]


def last_cell(hand: Hand, node: str) -> str:
    """The path of the last value in the row of an indicator."""
    cells = hand.table.caret.cells
    assert cells is not None
    return [one.slot.path for one in cells.stops if one.slot.node == node][-1]


def ask(hand: Hand, form: ProjectForm) -> None:
    hand.click(last_cell(hand, rows_of(form)[-1].id))
    hand.key(Key.Key_Tab)


def offered(hand: Hand, form: ProjectForm) -> str:
    """The row that one stands in, where it is offered yet."""
    node = hand.current.partition(".")[0]
    return node if node not in hand.session.editor and node not in {one.id for one in rows_of(form)} else ""


def untouched(session: Session, before: bytes) -> bool:
    settle()
    nothing = session.history.stack.isClean() and not session._texts()
    return nothing and session.history.stack.count() == 0 and dumps(session.dossier) == before


def test_tab_behind_the_last_row_offers_one(hand: Hand, form: ProjectForm) -> None:
    before = dumps(hand.session.dossier)
    ask(hand, form)
    assert offered(hand, form)
    assert hand.current.endswith(".name")
    assert untouched(hand.session, before)


@pytest.mark.parametrize("field", ["name", "target"])
def test_enter_in_the_last_row_offers_one_in_the_same_column(hand: Hand, form: ProjectForm, field: str) -> None:
    before = dumps(hand.session.dossier)
    last = rows_of(form)[-1].id
    hand.click(f"{last}.{field}")
    hand.key(Key.Key_Return)
    fresh = offered(hand, form)
    assert fresh
    assert hand.current == f"{fresh}.{field}"
    assert untouched(hand.session, before)
    hand.key(Key.Key_Escape)
    assert hand.current == f"{last}.{field}"
    assert untouched(hand.session, before)


def test_rows_are_typed_across_by_tab_and_enter_begins_the_next(hand: Hand, form: ProjectForm) -> None:
    """As in a spreadsheet: Enter goes under the cell where Tab began."""
    ask(hand, form)
    for name in ("甲", "乙"):
        hand.commit(name)
        hand.key(Key.Key_Tab)
        hand.key(Key.Key_Tab)
        hand.key(Key.Key_Return)
    assert [one.name for one in rows_of(form)][-2:] == ["甲", "乙"]
    assert hand.current.endswith(".name")
    assert offered(hand, form)


def test_what_is_typed_there_is_an_indicator(hand: Hand, form: ProjectForm) -> None:
    before = dumps(hand.session.dossier)
    ask(hand, form)
    hand.commit("新的一个")
    hand.key(Key.Key_Tab)
    hand.type(">=3")
    go_back(hand)
    hand.settle()
    assert names(form) == [f"{NAME}0", f"{NAME}1", f"{NAME}2", "新的一个"]
    assert rows_of(form)[-1].target.text == "≥3"
    assert len(form.goals[0].dimensions) == len(form.goals[0].dimensions[0].categories) == 1
    while hand.session.history.stack.canUndo():
        hand.session.undo()
    assert dumps(hand.session.dossier) == before


def test_rows_are_typed_one_after_the_other_with_nothing_but_tab(hand: Hand, form: ProjectForm) -> None:
    ask(hand, form)
    for name in ("甲", "乙"):
        hand.commit(name)
        row = rows_of(form)[-1].id
        for _ in range(12):
            if hand.current.partition(".")[0] != row:
                break
            hand.key(Key.Key_Tab)
            hand.settle()
    assert names(form)[3:] == ["甲", "乙"]
    assert offered(hand, form)


def give_up(hand: Hand) -> None:
    hand.key(Key.Key_Escape)


def go_back(hand: Hand) -> None:
    hand.key(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)


def go_on(hand: Hand) -> None:
    hand.key(Key.Key_Tab)


def click_elsewhere(hand: Hand) -> None:
    hand.click(f"{hand.form.id}.name")


def to_another_widget(hand: Hand) -> None:
    every(hand.table.page_box, QLineEdit)[0].setFocus()


def hide(hand: Hand) -> None:
    hand.table.hide()


LEAVING = [give_up, go_back, go_on, click_elsewhere, to_another_widget, hide]


@pytest.mark.parametrize("leave", LEAVING, ids=lambda one: one.__name__)
def test_a_row_that_stays_untouched_has_never_been(
    hand: Hand, form: ProjectForm, leave: Callable[[Hand], None]
) -> None:
    before, rows = dumps(hand.session.dossier), hand.table.caret.cells.table.row_count  # type: ignore[union-attr]
    ask(hand, form)
    assert hand.table.caret.cells.table.row_count == rows + 1  # type: ignore[union-attr]
    leave(hand)
    settle()
    hand.table.show()
    hand.settle()
    assert untouched(hand.session, before)
    assert hand.table.caret.cells.table.row_count == rows  # type: ignore[union-attr]


@pytest.mark.parametrize("leave", [go_back, click_elsewhere, to_another_widget], ids=lambda one: one.__name__)
def test_nor_has_one_in_which_all_was_rubbed_out(hand: Hand, form: ProjectForm, leave: Callable[[Hand], None]) -> None:
    before = dumps(hand.session.dossier)
    ask(hand, form)
    hand.type("a")
    hand.key(Key.Key_Backspace)
    leave(hand)
    hand.settle()
    assert untouched(hand.session, before)


def test_escape_leads_back_to_where_one_was(hand: Hand, form: ProjectForm) -> None:
    ask(hand, form)
    hand.type("a")
    hand.key(Key.Key_Escape)
    hand.key(Key.Key_Escape)
    assert hand.current == last_cell(hand, rows_of(form)[-1].id)
    assert names(form) == [f"{NAME}0", f"{NAME}1", f"{NAME}2"]


def test_what_was_undone_can_be_redone_after_a_row_was_offered(hand: Hand, form: ProjectForm) -> None:
    hand.session.apply(SetValue(f"{form.id}.name", "改了的"))
    hand.session.undo()
    hand.settle()
    ask(hand, form)
    hand.key(Key.Key_Escape)
    hand.session.redo()
    assert form.name == "改了的"


def test_no_row_is_offered_where_nothing_may_be_changed(
    hand: Hand, form: ProjectForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "read_only", property(lambda _self: "只能看，不能改"))
    ask(hand, form)
    assert hand.current.partition(".")[0] in hand.session.editor


def test_tab_within_the_last_row_goes_along_it(hand: Hand, form: ProjectForm) -> None:
    last = rows_of(form)[-1].id
    hand.click(f"{last}.name")
    hand.key(Key.Key_Tab)
    assert hand.current.partition(".")[0] == last


def test_what_is_composed_there_comes_back_after_a_crash(hand: Hand, form: ProjectForm) -> None:
    ask(hand, form)
    hand.compose("xin")
    where = hand.editor.property(PLACE)
    assert take_in(hand.session, {where: "新"}) == []
    assert names(form)[-1] == "新"


def test_rows_pasted_there_come_there(hand: Hand, form: ProjectForm) -> None:
    ask(hand, form)
    QGuiApplication.clipboard().setText("甲\t≥1次\n乙\t≥2次\n")
    hand.key(Key.Key_V, CONTROL)
    hand.settle()
    assert names(form)[3:] == ["甲", "乙"]
    assert hand.session.history.stack.count() == 1
