"""Clicks in the official table where no value is; and Esc, which takes back its own cell and nothing before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.files.jxmb import dumps
from models.forms import CostItem, DepartmentForm, ProjectForm
from tests.ui.preview.office import JIANGHAN, KORLA, TEMPLATES, Hand, costs_form, rows_of, session_of

Key, Mod = Qt.Key, Qt.KeyboardModifier


def spot(hand: Hand, words: str) -> QPoint:
    """The middle of the label with these words."""
    for number, page in enumerate(hand.table.canvas.pages):
        for box in page.boxes:
            inside = "".join(text.actual for text in page.texts if box.contains(text.x, text.y))
            if inside == words and not box.binding:
                hand.table.canvas.reveal(number, box)
                return hand.table.canvas.area(number, box).center().toPoint()
    raise AssertionError(f"no label {words}")


def click_at(hand: Hand, place: QPoint, *, twice: bool = False) -> None:
    viewport = hand.table.canvas.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    if twice:
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)


def beside_the_page(hand: Hand) -> QPoint:
    """A place on the grey around the sheet."""
    sheet = hand.table.canvas.sheet(0)
    return QPoint(max(1, int(sheet.left()) // 2), 40)


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize("words", ["项目名称", "项目负责人", ""])
def test_a_click_where_no_value_is_changes_nothing(hand: Hand, form: ProjectForm, words: str, *, twice: bool) -> None:
    before = dumps(hand.session.dossier)
    hand.click(f"{form.id}.leader")
    place = spot(hand, words) if words else beside_the_page(hand)
    click_at(hand, place, twice=twice)
    assert hand.current == f"{form.id}.leader", "one is where one was"
    assert not hand.table.caret.editor.awake
    assert dumps(hand.session.dossier) == before
    assert hand.session.focus_path == f"{form.id}.leader"


def test_before_any_cell_was_chosen_nothing_takes_what_is_typed(hand: Hand) -> None:
    before = dumps(hand.session.dossier)
    click_at(hand, spot(hand, "项目名称"), twice=True)
    assert hand.current == ""
    hand.type("abc")
    hand.key(Key.Key_F2)
    hand.key(Key.Key_Delete)
    hand.key(Key.Key_Return, Mod.ControlModifier)
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert dumps(hand.session.dossier) == before
    hand.key(Key.Key_Right)
    assert hand.current != "", "an arrow begins at the first value"


def test_a_click_where_no_value_is_ends_what_is_typed(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.leader")
    hand.type("abc")
    click_at(hand, spot(hand, "项目名称"))
    assert form.leader == "abc"
    assert not hand.table.caret.editor.awake
    hand.key(Key.Key_Escape)
    assert form.leader == "abc", "what is done is done"


def test_a_click_elsewhere_is_refused_while_a_slip_stands_in_the_cell(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.amount")
    hand.type("12x")
    click_at(hand, spot(hand, "项目名称"))
    assert hand.table.caret.editor.awake
    assert hand.current == f"{form.id}.amount"
    hand.click(f"{form.id}.name")
    assert hand.current == f"{form.id}.amount"
    hand.key(Key.Key_Backspace)
    hand.click(f"{form.id}.name")
    assert hand.current == f"{form.id}.name"
    assert str(form.amount) == "12"


def test_the_cell_under_the_mouse_gets_the_keyboard(hand: Hand, form: ProjectForm) -> None:
    hand.table.page_box.setFocus()
    click_at(hand, spot(hand, "项目名称"))
    assert hand.editor.hasFocus()
    hand.table.page_box.setFocus()
    hand.click(f"{form.id}.leader")
    assert hand.editor.hasFocus()


# --- Esc --------------------------------------------------------------------------------------------------------------


def test_esc_leaves_a_row_that_was_added_before(hand: Hand, form: ProjectForm) -> None:
    """Ctrl+Enter has added it, with a step of its own; the typing in it is given up."""
    first = rows_of(form)[0]
    hand.click(f"{first.id}.name")
    hand.key(Key.Key_Return, Mod.ControlModifier)
    new = rows_of(form)[1]
    hand.type("abc")
    hand.key(Key.Key_Escape)
    assert [row.id for row in rows_of(form)][:2] == [first.id, new.id]
    assert rows_of(form)[1].name == ""
    assert hand.session.history.stack.count() == 1
    hand.key(Key.Key_F2)
    hand.key(Key.Key_Escape)
    assert new.id in hand.session.editor, "nor does a second one take it"


@pytest.mark.parametrize("above", [False, True])
def test_esc_right_after_a_row_was_added_leaves_none(hand: Hand, form: ProjectForm, *, above: bool) -> None:
    before = dumps(hand.session.dossier)
    second = rows_of(form)[1]
    hand.click(f"{second.id}.basis")
    hand.key(Key.Key_Return, Mod.ControlModifier | (Mod.ShiftModifier if above else Mod.NoModifier))
    assert len(rows_of(form)) == 4
    assert rows_of(form)[1 if above else 2].blank
    assert hand.current.startswith(rows_of(form)[1 if above else 2].id)
    hand.key(Key.Key_Escape)
    assert dumps(hand.session.dossier) == before
    assert not hand.session.can_undo
    assert hand.current == f"{second.id}.basis", "where one was"
    hand.key(Key.Key_Escape)
    assert dumps(hand.session.dossier) == before


def test_esc_takes_no_other_step_with_it(hand: Hand, form: ProjectForm) -> None:
    first = rows_of(form)[0]
    hand.click(f"{first.id}.basis")
    hand.key(Key.Key_Return, Mod.ControlModifier)
    hand.session.set_value(f"{form.id}.leader", "陈建", typing=False)
    hand.key(Key.Key_Escape)
    assert form.leader == "陈建"
    assert len(rows_of(form)) == 4


def test_esc_in_an_old_cell_leaves_the_row_that_was_added_last(hand: Hand, form: ProjectForm) -> None:
    first, second = rows_of(form)[:2]
    hand.click(f"{first.id}.name")
    hand.key(Key.Key_Return, Mod.ControlModifier)
    hand.click(f"{second.id}.basis")
    hand.type("abc")
    hand.key(Key.Key_Escape)
    assert len(rows_of(form)) == 4
    assert rows_of(form)[2].basis == "历史标准"


def test_esc_leaves_a_row_that_typing_has_made_before(qtbot: QtBot, tmp_path: Path) -> None:
    form = ProjectForm(template=JIANGHAN)
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    assert hand.table._composed is not None
    hand.click(next(stop.slot.path for stop in hand.table._composed.cells.stops if stop.slot.field == "item.content"))
    hand.commit("差旅费")
    hand.key(Key.Key_Tab)
    hand.settle()
    for field in ("content", "basis"):
        hand.click(f"{form.costs[0].id}.{field}")
        hand.type("7")
        hand.key(Key.Key_Escape)
        assert [(cost.content, cost.basis) for cost in form.costs] == [("差旅费", "")]


@pytest.mark.parametrize("template", [JIANGHAN, KORLA, "national-project-2021", "lukou-department-2026"])
def test_esc_in_any_cell_of_a_blank_form_leaves_it_blank(qtbot: QtBot, tmp_path: Path, template: str) -> None:
    kind = ProjectForm if TEMPLATES[template].kind == "project" else DepartmentForm
    form = kind(template=template)
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    before = dumps(hand.session.dossier)
    assert hand.table._composed is not None
    paths = {stop.slot.field: stop.slot.path for stop in hand.table._composed.cells.stops if not stop.slot.choice}
    for field, path in paths.items():
        hand.click(path)
        hand.type("7")
        hand.key(Key.Key_Escape)
        assert dumps(hand.session.dossier) == before, field
        assert not hand.session.history.stack.canUndo(), field
        hand.settle()


def test_esc_takes_back_all_that_was_typed_since_the_cell_was_opened(hand: Hand, form: ProjectForm) -> None:
    hand.double_click(f"{form.id}.name")
    hand.type("一二".encode().hex())
    hand.key(Key.Key_Backspace)
    hand.key(Key.Key_Return, Mod.AltModifier)
    hand.key(Key.Key_Escape)
    assert form.name == "信访专项"
    assert not hand.session.history.stack.canUndo()


def test_removing_a_row_takes_the_current_one(qtbot: QtBot, tmp_path: Path) -> None:
    form = costs_form()
    form.costs += [CostItem(content=name) for name in ("会议费", "印刷费")]
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    hand.click(f"{form.costs[1].id}.basis")
    hand.table.caret.remove_row()
    assert [cost.content for cost in form.costs] == ["差旅费", "印刷费"]
    hand.session.undo()
    hand.settle()
    hand.click(f"{form.id}.name")
    hand.table.caret.remove_row()
    assert len(form.costs) == 3, "a field of the form is no row"
