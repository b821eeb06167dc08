"""The official table by keys alone: where they lead, what they do to a cell, what they leave alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.files.jxmb import dumps
from models.forms import CostItem, ProjectForm
from models.goals import Category, Dimension
from tests.ui.preview.office import JIANGHAN, Hand, costs_form, project, rows_of, session_of

Key, Mod = Qt.Key, Qt.KeyboardModifier


def paths(hand: Hand) -> list[str]:
    """All values of the table, in the order of Tab."""
    assert hand.table._composed is not None
    return [stop.slot.path for stop in hand.table._composed.cells.stops]


def test_ctrl_home_and_end_go_to_the_first_and_the_last_value(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.leader")
    hand.key(Key.Key_End, Mod.ControlModifier)
    assert hand.current == paths(hand)[-1]
    hand.key(Key.Key_Home, Mod.ControlModifier)
    assert hand.current == paths(hand)[0]


def test_ctrl_and_an_arrow_go_to_the_end_of_the_rows_or_of_the_row(hand: Hand, form: ProjectForm) -> None:
    rows = rows_of(form)
    hand.click(f"{rows[0].id}.basis")
    hand.key(Key.Key_Down, Mod.ControlModifier)
    assert hand.current == f"{rows[-1].id}.basis"
    hand.key(Key.Key_Up, Mod.ControlModifier)
    assert hand.current == f"{rows[0].id}.basis"
    hand.key(Key.Key_Right, Mod.ControlModifier)
    assert hand.current == f"{rows[0].id}.evidence"
    hand.key(Key.Key_Left, Mod.ControlModifier)
    assert not hand.current.startswith(rows[0].id), "the level at the left of the row"
    hand.click(f"{rows[0].id}.weight")
    hand.key(Key.Key_Down, Mod.ControlModifier | Mod.ShiftModifier)
    selected = hand.table.caret.range()
    assert selected
    assert len(selected.anchors) == len(rows)


def test_home_and_end_go_to_the_first_and_the_last_value_of_the_row(hand: Hand, form: ProjectForm) -> None:
    row = rows_of(form)[1]
    hand.click(f"{row.id}.basis")
    for key, field in ((Key.Key_Home, "name"), (Key.Key_Home, "name"), (Key.Key_End, "evidence")):
        hand.key(key)
        assert hand.current == f"{row.id}.{field}"
    hand.key(Key.Key_Home, Mod.ShiftModifier)
    selected = hand.table.caret.range()
    assert selected
    assert (len(selected.anchors), hand.current) == (7, f"{row.id}.evidence")
    hand.click(f"{form.id}.leader")
    hand.key(Key.Key_Home)
    assert hand.current == f"{form.id}.name"


@pytest.mark.parametrize("key", [Key.Key_F5, Key.Key_A])
def test_other_keys_with_ctrl_change_nothing(hand: Hand, form: ProjectForm, key: Qt.Key) -> None:
    before = dumps(hand.session.dossier)
    hand.click(f"{form.id}.leader")
    for modifier in (Mod.ControlModifier, Mod.AltModifier):
        hand.key(key, modifier)
        assert hand.current == f"{form.id}.leader"
        assert not hand.table.caret.editor.awake
    assert dumps(hand.session.dossier) == before


def test_without_a_cell_an_arrow_begins_at_the_first(hand: Hand) -> None:
    for key in (Key.Key_Right, Key.Key_Left, Key.Key_Down, Key.Key_Up):
        hand.table.caret.current = None
        hand.key(key)
        assert hand.current == paths(hand)[0]


def test_tab_stays_at_the_ends_of_the_table(hand: Hand) -> None:
    hand.click(paths(hand)[0])
    hand.key(Key.Key_Left)
    assert hand.current == paths(hand)[0]
    hand.key(Key.Key_End, Mod.ControlModifier)
    hand.key(Key.Key_Right)
    assert hand.current == paths(hand)[-1]


def is_level(hand: Hand, path: str) -> bool:
    """The name of a 一级 or 二级 that is written there."""
    editor, node = hand.session.editor, path.partition(".")[0]
    return node in editor and isinstance(editor.node(node), Dimension | Category)


def test_tab_goes_through_every_value_once_and_back(hand: Hand) -> None:
    """But not to the names of levels: the next word typed would take their place."""
    wanted = [
        path for path in paths(hand) if path.partition(".")[0] not in hand.session.editor or not is_level(hand, path)
    ]
    hand.click(wanted[0])
    for path in wanted[1:]:
        hand.key(Key.Key_Tab)
        assert hand.current == path
    for path in wanted[-2::-1]:
        hand.key(Key.Key_Backtab, Mod.ShiftModifier)
        assert hand.current == path


def test_cut_takes_the_value_along(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.name")
    hand.key(Key.Key_X, Mod.ControlModifier)
    assert form.name == ""
    assert QGuiApplication.clipboard().text() == "信访专项"
    hand.click(f"{form.id}.leader")
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert form.leader == "信访专项"
    assert hand.session.history.stack.count() == 2


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_a_cell_is_blanked_by_one_key(hand: Hand, form: ProjectForm, key: Qt.Key) -> None:
    for path in (f"{form.id}.name", f"{form.id}.amount", f"{rows_of(form)[0].id}.target"):
        hand.click(path)
        hand.key(key)
        assert str(hand.session.value(path) or "") == ""
        hand.session.undo()
        assert str(hand.session.value(path) or "") != ""


def test_with_alt_held_down_delete_blanks_nothing(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.name")
    hand.key(Key.Key_Delete, Mod.AltModifier)
    hand.key(Key.Key_F2, Mod.AltModifier)
    assert form.name == "信访专项"
    assert not hand.table.caret.editor.awake


def test_a_line_break_at_the_end_of_what_is_pasted_is_no_part_of_it(hand: Hand, form: ProjectForm) -> None:
    QGuiApplication.clipboard().setText("1,250.50\n")
    hand.click(f"{form.id}.amount")
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert form.amount == Decimal("1250.50")


def test_what_cannot_be_an_amount_is_not_pasted_and_told(hand: Hand, form: ProjectForm) -> None:
    QGuiApplication.clipboard().setText("约一百")
    hand.click(f"{form.id}.amount")
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert form.amount == Decimal("126.50")
    assert "数字" in hand.table.messages.text
    assert not hand.session.history.stack.canUndo()


def test_lines_pasted_into_a_text_stay_lines(hand: Hand, form: ProjectForm) -> None:
    QGuiApplication.clipboard().setText("第一条\n第二条\n")
    path = f"{form.goals[0].id}.statement"
    hand.click(path)
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert hand.value(path) == "第一条\n第二条"


def test_lines_pasted_into_a_row_go_down_the_column(hand: Hand, form: ProjectForm) -> None:
    QGuiApplication.clipboard().setText("甲\n乙\n丙\n丁")
    hand.click(f"{rows_of(form)[1].id}.name")
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert [row.name for row in rows_of(form)] == ["信访事项办理0", "甲", "乙", "丙", "丁"]
    assert hand.session.history.stack.count() == 1


def test_an_empty_clipboard_pastes_nothing(hand: Hand, form: ProjectForm) -> None:
    QGuiApplication.clipboard().clear()
    hand.click(f"{form.id}.name")
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert form.name == "信访专项"
    assert not hand.session.history.stack.canUndo()


def test_alt_down_offers_the_usual_words_in_a_cell_and_while_typing(hand: Hand, form: ProjectForm) -> None:
    words, row = hand.table.caret.words, rows_of(form)[0]
    hand.click(f"{row.id}.basis")
    assert not words.isVisible()
    hand.key(Key.Key_Down, Mod.AltModifier)
    assert words.isVisible()
    hand.key(Key.Key_Escape)
    assert not words.isVisible()
    assert row.basis == "历史标准"
    hand.key(Key.Key_Escape)
    hand.type("x")
    assert not words.isVisible(), "who types is not covered by a list"
    hand.key(Key.Key_Down, Mod.AltModifier)
    assert words.isVisible()
    hand.key(Key.Key_Down)
    hand.key(Key.Key_Return)
    assert row.basis in [words.item(n).text() for n in range(words.count())]


def test_esc_takes_the_list_and_the_word_back(hand: Hand, form: ProjectForm) -> None:
    row = rows_of(form)[0]
    hand.double_click(f"{row.id}.basis")
    hand.key(Key.Key_Down)
    assert row.basis == "计划标准"
    hand.key(Key.Key_Escape)
    assert row.basis == "历史标准"
    assert not hand.table.caret.words.isVisible()
    assert not hand.session.history.stack.canUndo()


def test_a_list_comes_with_the_value_and_not_with_the_first_letter(hand: Hand, form: ProjectForm) -> None:
    words = hand.table.caret.words
    for path, offered in ((f"{rows_of(form)[0].id}.basis", True), (f"{form.id}.name", False)):
        hand.double_click(path)
        assert words.isVisible() == offered
        hand.key(Key.Key_Escape)
        hand.type("x")
        assert not words.isVisible()
        hand.key(Key.Key_Escape)


def test_a_cell_without_usual_words_offers_none(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.name")
    hand.key(Key.Key_Down, Mod.AltModifier)
    assert not hand.table.caret.words.isVisible()
    assert hand.table.caret.editor.awake


@pytest.fixture
def choices(qtbot: QtBot, tmp_path: Path) -> Hand:
    """A form with check boxes, the first of them the current cell."""
    form = project(JIANGHAN)
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    hand.table.go_to(f"{form.id}.frequency")
    hand.table.take_focus()
    return hand


def frequency(hand: Hand) -> str:
    return str(hand.session.value(f"{hand.form.id}.frequency"))


WORDS = ["一次性项目", "常年项目", "延续性项目"]


def test_space_goes_through_the_boxes_and_clears_behind_the_last(choices: Hand) -> None:
    for word in [*WORDS, "", WORDS[0]]:
        choices.key(Key.Key_Space)
        assert frequency(choices) == word


def test_figures_tick_and_clear_the_box_of_that_number(choices: Hand) -> None:
    for key, word in ((Key.Key_1, WORDS[0]), (Key.Key_3, WORDS[2]), (Key.Key_3, ""), (Key.Key_2, WORDS[1])):
        choices.key(key)
        assert frequency(choices) == word
    for key in (Key.Key_0, Key.Key_4, Key.Key_9):
        choices.key(key)
        assert frequency(choices) == WORDS[1], "there is no box of that number"
    choices.key(Key.Key_1, Mod.AltModifier)
    assert frequency(choices) == WORDS[1]


def test_letters_and_pasting_write_nothing_into_a_box(choices: Hand) -> None:
    QGuiApplication.clipboard().setText("一次性项目")
    choices.type("abc")
    choices.key(Key.Key_V, Mod.ControlModifier)
    choices.commit("一次性项目")
    assert frequency(choices) == ""
    assert not choices.table.caret.editor.awake


def test_a_click_with_shift_or_ctrl_goes_there_without_ticking(choices: Hand) -> None:
    assert frequency(choices) == ""
    choices.key(Key.Key_Return, Mod.ControlModifier)
    assert frequency(choices) == ""
    choices.key(Key.Key_F2)
    assert choices.table.caret.words.isVisible()
    choices.key(Key.Key_Escape)
    assert frequency(choices) == ""


def test_ctrl_enter_adds_a_row_only_where_there_are_rows(hand: Hand, form: ProjectForm) -> None:
    before = dumps(hand.session.dossier)
    hand.click(f"{form.id}.leader")
    hand.key(Key.Key_Return, Mod.ControlModifier)
    assert dumps(hand.session.dossier) == before
    assert hand.current == f"{form.id}.leader"


def test_enter_while_a_slip_stands_in_the_cell_adds_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    form = costs_form()
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    path = f"{form.costs[0].id}.own"
    hand.click(path)
    hand.type("x")
    for modifier in (Mod.NoModifier, Mod.ControlModifier, Mod.ShiftModifier):
        hand.key(Key.Key_Return, modifier)
        assert (hand.current, len(form.costs)) == (path, 1)
    hand.key(Key.Key_Tab)
    assert hand.current == path
    hand.key(Key.Key_Escape)
    assert form.costs[0].own == 3


def test_shift_enter_goes_up_and_stays_at_the_top(qtbot: QtBot, tmp_path: Path) -> None:
    form = costs_form()
    form.costs.append(CostItem(content="会议费"))
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    hand.click(f"{form.costs[1].id}.content")
    hand.key(Key.Key_Return, Mod.ShiftModifier)
    assert hand.current == f"{form.costs[0].id}.content"
    assert len(form.costs) == 2


def test_enter_is_the_table_s_own_and_reaches_nothing_around_it(hand: Hand, form: ProjectForm) -> None:
    first, second = rows_of(form)[:2]
    hand.click(f"{first.id}.name")
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(hand.editor, event)
    assert hand.current == f"{second.id}.name"
    assert event.isAccepted()


def test_alt_enter_is_a_new_line_only_in_a_long_text(hand: Hand, form: ProjectForm) -> None:
    hand.double_click(f"{form.id}.name")
    hand.key(Key.Key_Return, Mod.AltModifier)
    hand.key(Key.Key_Return)
    assert form.name == "信访专项"
    path = f"{form.goals[0].id}.statement"
    hand.double_click(path)
    hand.key(Key.Key_Return, Mod.AltModifier)
    hand.type("2")
    hand.key(Key.Key_Return)
    assert hand.value(path) == "做好信访工作。\n2"


def test_ctrl_tab_keeps_what_is_typed_and_leaves_the_table(hand: Hand, form: ProjectForm) -> None:
    for modifier in (Mod.ControlModifier, Mod.ControlModifier | Mod.ShiftModifier):
        hand.click(f"{form.id}.leader")
        hand.type("z")
        hand.key(Key.Key_Tab if modifier == Mod.ControlModifier else Key.Key_Backtab, modifier)
        assert not hand.editor.hasFocus()
        assert form.leader == "z"
        hand.session.undo()


def test_typing_begins_blank_and_f2_with_what_is_there(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.name")
    hand.key(Key.Key_F2)
    assert hand.table.caret.editor.toPlainText() == "信访专项"
    hand.type("1")
    hand.key(Key.Key_Return)
    assert form.name == "信访专项1"
    hand.click(f"{form.id}.name")
    hand.type("2")
    assert hand.table.caret.editor.toPlainText() == "2"
    hand.key(Key.Key_Return)
    assert form.name == "2"


def test_amounts_are_typed_at_the_right(hand: Hand, form: ProjectForm) -> None:
    for path, side in (
        (f"{form.id}.amount", Qt.AlignmentFlag.AlignRight),
        (f"{form.id}.name", Qt.AlignmentFlag.AlignLeft),
    ):
        hand.double_click(path)
        editor = hand.table.caret.editor
        assert editor.document().defaultTextOption().alignment() & side
        hand.key(Key.Key_Escape)


def test_a_view_that_is_hidden_keeps_what_is_typed(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.leader")
    hand.type("z")
    hand.table.hide()
    assert form.leader == "z"
    assert not hand.table.caret.editor.awake


def test_each_cell_is_a_step_of_its_own(hand: Hand, form: ProjectForm) -> None:
    for name in ("name", "leader"):
        hand.click(f"{form.id}.{name}")
        hand.type("abc")
    hand.key(Key.Key_Return)
    assert hand.session.history.stack.count() == 2
    hand.click(f"{form.id}.leader")
    hand.key(Key.Key_F2)
    hand.type("d")
    hand.key(Key.Key_Return)
    assert hand.session.history.stack.count() == 3, "a second visit is a second step"


def test_a_new_row_begins_at_its_first_cell_and_tab_overwrites_no_level(hand: Hand, form: ProjectForm) -> None:
    """Ctrl+Enter wherever in a row; words typed with Tab between them stay in rows of indicators."""
    goal = form.goals[0]
    names = [(one.name, [category.name for category in one.categories]) for one in goal.dimensions]
    category = goal.dimensions[0].categories[0]
    first, count = category.indicators[0], len(category.indicators)
    hand.click(f"{first.id}.weight")
    hand.key(Key.Key_Return, Mod.ControlModifier)
    assert len(category.indicators) == count + 1
    made = category.indicators[1]
    assert hand.current == f"{made.id}.name"
    hand.type("ab")
    for _ in range(30):
        hand.key(Key.Key_Tab)
        hand.type("5")
    assert made.name == "ab"
    assert [(one.name, [category.name for category in one.categories]) for one in goal.dimensions] == names
