"""The official table: rows that are added, marks, messages and what others change meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.edits import Insert, SetValue
from models.files.jxmb import dumps
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from tests.ui.preview.office import FONTS as FONT
from tests.ui.preview.office import (
    KORLA,
    TEMPLATES,
    Hand,
    project,
    rows_of,
    session_of,
)
from tests.ui.preview.test_cursor import Key, Mod


def test_long_texts_grow_and_take_line_breaks(hand: Hand, form: ProjectForm) -> None:
    path = f"{form.goals[0].id}.statement"
    hand.double_click(path)
    height = hand.editor.height()
    for _ in range(12):
        hand.key(Key.Key_Return, Mod.AltModifier)
    hand.commit("第二段")
    assert hand.editor.height() > height
    hand.key(Key.Key_Return)
    assert hand.value(path) == "做好信访工作。" + "\n" * 12 + "第二段"


def test_labels_of_the_form_do_not_react(hand: Hand) -> None:
    before = dumps(hand.session.dossier)
    page = hand.table.canvas.pages[0]
    label = next(box for box in page.boxes if not box.binding)
    place = hand.table.canvas.area(0, label).center().toPoint()
    QTest.mouseDClick(hand.table.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hand.type("abc")
    assert dumps(hand.session.dossier) == before


def test_clear_copy_and_paste(hand: Hand, form: ProjectForm) -> None:
    first = rows_of(form)[0]
    hand.click(f"{first.id}.name")
    hand.key(Key.Key_C, Mod.ControlModifier)
    assert QGuiApplication.clipboard().text() == "信访事项办理0"
    hand.key(Key.Key_Down)
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert rows_of(form)[1].name == "信访事项办理0"
    hand.key(Key.Key_Delete)
    assert rows_of(form)[1].name == ""
    hand.session.undo()
    assert rows_of(form)[1].name == "信访事项办理0"


def test_the_first_stroke_of_an_input_method_is_not_lost(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.leader")
    editor = hand.table.caret.editor
    hand.compose("zhang")
    assert editor.awake
    assert editor.hasFocus()
    assert hand.value(f"{form.id}.leader") == ""
    hand.commit("张")
    hand.compose("san")
    hand.commit("三")
    hand.key(Key.Key_Tab)
    assert hand.value(f"{form.id}.leader") == "张三"
    assert hand.session.history.stack.count() == 1


def test_enter_that_confirms_the_preedit_does_not_move(hand: Hand, form: ProjectForm) -> None:
    path = f"{form.id}.leader"
    hand.click(path)
    hand.compose("zhang")
    hand.key(Key.Key_Return)
    assert hand.current == path
    assert hand.table.caret.editor.composing
    hand.commit("zhang")
    assert hand.current == path
    assert hand.value(path) == "zhang"


def test_pages_made_meanwhile_leave_the_preedit_alone(hand: Hand, form: ProjectForm) -> None:
    path = f"{form.id}.leader"
    hand.click(path)
    hand.compose("zhang")
    hand.session.apply(SetValue(f"{form.id}.name", "另一个名称"))
    hand.settle()
    assert hand.table.caret.editor.composing
    hand.commit("张")
    hand.key(Key.Key_Return)
    assert hand.value(path) == "张"


def test_undo_shows_in_the_open_editor(hand: Hand, form: ProjectForm) -> None:
    hand.double_click(f"{form.id}.name")
    hand.type("x")
    hand.session.undo()
    assert hand.table.caret.editor.toPlainText() == "信访专项"


def test_a_row_that_goes_closes_its_editor(hand: Hand, form: ProjectForm) -> None:
    first = rows_of(form)[0]
    goal = form.goals[0]
    category = goal.dimensions[0].categories[0]
    hand.session.apply(Insert(category.id, "indicators", 0, Indicator(name="新")))
    hand.settle()
    new = rows_of(form)[0]
    hand.double_click(f"{new.id}.name")
    hand.session.undo()
    hand.settle()
    assert not hand.table.caret.editor.awake
    assert rows_of(form)[0].id == first.id


def test_the_cell_of_the_value_in_focus_is_framed(hand: Hand, form: ProjectForm) -> None:
    last = rows_of(form)[-1]
    hand.session.focus(f"{last.id}.evidence")
    assert hand.current == f"{last.id}.evidence"
    hand.click(f"{form.id}.name")
    assert hand.session.focus_path == f"{form.id}.name"


def test_it_says_where_the_person_is(hand: Hand, form: ProjectForm) -> None:
    first = rows_of(form)[0]
    hand.click(f"{first.id}.target")
    assert hand.editor.accessibleName() == "指标值"
    assert hand.editor.accessibleDescription().startswith("≥95%")
    assert hand.editor.property("path") == f"{first.id}.target"
    hand.click(f"{form.id}.leader")
    assert hand.editor.accessibleName() == "项目负责人"


def test_tab_leaves_the_table_after_the_last_value(hand: Hand) -> None:
    assert hand.table._composed is not None
    last = hand.table._composed.cells.stops[-1]
    hand.table.caret.select(last)
    hand.editor.setFocus()
    hand.key(Key.Key_Tab)  # to the row that is offered there
    hand.key(Key.Key_Tab)
    assert not hand.editor.hasFocus()


def test_summary_of_a_department_form(qtbot: QtBot, tmp_path: Path) -> None:
    goal = Goal(period="annual", statement="全文", dimensions=[Dimension(categories=[Category()])])
    form = DepartmentForm(template="jianghan-department-2024", goals=[goal])
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    hand.double_click(f"{goal.id}.summary")
    assert hand.table.caret.editor.toPlainText() == "全文"
    hand.commit("的概要")
    hand.key(Key.Key_Return)
    assert (form.goals[0].summary, form.goals[0].statement) == ("全文的概要", "全文")


def test_keys_of_the_cell_come_before_those_of_the_window(hand: Hand, form: ProjectForm) -> None:
    """F2 renames a form elsewhere, Enter and Escape belong to dialogs."""
    called: list[str] = []
    for keys in ("F2", "Ctrl+Return", "Delete"):
        shortcut = QShortcut(QKeySequence(keys), hand.table.window())
        shortcut.activated.connect(lambda keys=keys: called.append(keys))
    first = rows_of(form)[0]
    hand.click(f"{first.id}.name")
    hand.key(Key.Key_F2)
    assert hand.table.caret.editor.awake
    hand.key(Key.Key_Escape)
    hand.key(Key.Key_Delete)
    assert rows_of(form)[0].name == ""
    hand.key(Key.Key_Return, Mod.ControlModifier)
    assert len(rows_of(form)) == 4
    assert called == []


def test_undo_and_redo_belong_to_the_window(hand: Hand, form: ProjectForm) -> None:
    called: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), hand.table.window())
    shortcut.activated.connect(lambda: called.append("undo"))
    hand.double_click(f"{form.id}.name")
    hand.type("x")
    hand.key(Key.Key_Z, Mod.ControlModifier)
    assert called == ["undo"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_blank_form_is_filled_from_the_first_cell_to_the_last_and_taken_back(
    qtbot: QtBot, tmp_path: Path, template: str
) -> None:
    model = ProjectForm if TEMPLATES[template].kind == "project" else DepartmentForm
    form = model(template=template)
    session = session_of(tmp_path, form)
    before = dumps(session.dossier)
    hand = Hand(qtbot, session, form)
    assert hand.table._composed is not None
    stops = hand.table._composed.cells.stops
    hand.click(stops[0].slot.path)
    hand.bot.waitUntil(hand.editor.hasFocus)
    typed = 0
    while hand.editor.hasFocus() and typed < 400:
        stop = hand.table.caret.current
        assert stop is not None
        offered = hand.table._composer._offered
        if offered and offered[1].id == stop.slot.node:
            pass  # a row behind the last one, which is not wanted
        elif stop.slot.choice:
            hand.key(Key.Key_Space)
        elif stop.slot.kind == "nature" or stop.slot.field.endswith("comparison"):
            hand.commit("定量" if stop.slot.kind == "nature" else "≥")
        elif stop.slot.field.endswith("target.unit"):
            hand.commit("次")
        else:
            hand.type("7")
        assert hand.table.caret.editor.wrong == ""
        if typed % 5 == 0:
            hand.settle()
        hand.key(Key.Key_Tab)
        typed += 1
    assert typed >= len(stops)
    hand.settle()
    blank = [
        stop.slot.field
        for stop in hand.table._composed.cells.stops
        if stop.slot.node in session.editor and not hand.table.caret._cell_value(stop).text()
    ]
    assert set(blank) <= {"goal.statement", "goal.label", "goal.weight", "indicator.nature"}
    while session.history.stack.canUndo():
        session.undo()
    assert dumps(session.dossier) == before


def test_a_click_on_one_of_two_values_in_a_cell(qtbot: QtBot, tmp_path: Path) -> None:
    template = TEMPLATES[KORLA]
    words = "填报人：{filler}　联系电话：{phone}　日期：{date}"
    first = template.block[0].model_copy(update={"kind": "caption", "text": words})
    form = project()
    form.filler, form.phone, form.date = "张三", "0991-1234567", "2026年1月"
    session = session_of(tmp_path, form, template=template.model_copy(update={"block": (first, *template.block[1:])}))
    hand = Hand(qtbot, session, form)
    stop = hand.table.caret.find(f"{form.id}.filler")
    assert stop is not None
    hand.place(f"{form.id}.filler")
    number, box = next(hand.table.canvas.boxes(*stop.anchor))
    page = hand.table.canvas.pages[number]
    text = next(text for text in page.texts if box.contains(text.x, text.y))
    for words, name in (("张", "filler"), ("0991", "phone"), ("月", "date")):
        index = text.actual.index(words)
        x = text.x + text.size * (sum(FONT.widths(text.face)[char] for char in text.actual[:index]) + 0.3)
        sheet, scale = hand.table.canvas.sheet(number), hand.table.canvas.scale
        place = QPoint(round(sheet.x() + x * scale), round(sheet.y() + (text.y - 3) * scale))
        QTest.mouseClick(hand.table.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert hand.current == f"{form.id}.{name}"
    assert hand.editor.accessibleName() == "日期"
