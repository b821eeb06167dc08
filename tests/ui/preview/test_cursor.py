"""A clerk who knows only Excel fills the form in the official table."""

from __future__ import annotations

from decimal import Decimal
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
from models.target import Target
from models.templates.template import FormTemplate
from tests.ui.preview.office import FONTS as FONT
from tests.ui.preview.office import (
    JIANGHAN,
    JULU,
    KORLA,
    TEMPLATES,
    Hand,
    costs_form,
    project,
    rows_of,
    session_of,
)

Key, Mod = Qt.Key, Qt.KeyboardModifier


def test_a_click_and_typing_replaces_the_value(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.leader")
    hand.commit("张三")
    hand.key(Key.Key_Return)
    assert hand.value(f"{form.id}.leader") == "张三"
    assert hand.session.history.stack.count() == 1
    hand.session.undo()
    assert hand.value(f"{form.id}.leader") == ""


def test_a_double_click_edits_what_is_there(hand: Hand, form: ProjectForm) -> None:
    hand.double_click(f"{form.id}.name")
    hand.commit("（二期）")
    hand.key(Key.Key_Tab)
    assert hand.value(f"{form.id}.name") == "信访专项（二期）"


def test_escape_takes_back_what_was_typed(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.name")
    hand.type("abc")
    assert hand.value(f"{form.id}.name") == "abc"
    hand.key(Key.Key_Escape)
    assert hand.value(f"{form.id}.name") == "信访专项"
    assert hand.session.history.stack.count() == 0
    assert not hand.table.caret.editor.awake


def test_tab_goes_right_and_enter_down(hand: Hand, form: ProjectForm) -> None:
    first, second, _ = rows_of(form)
    hand.click(f"{first.id}.target")
    hand.key(Key.Key_Tab)
    assert hand.current == f"{first.id}.basis"
    hand.key(Key.Key_Return)
    assert hand.current == f"{second.id}.basis"
    hand.key(Key.Key_Tab, Mod.ShiftModifier)
    assert hand.current == f"{second.id}.target"
    hand.key(Key.Key_Return, Mod.ShiftModifier)
    assert hand.current == f"{first.id}.target"


def test_arrows_move(hand: Hand, form: ProjectForm) -> None:
    first, second, _ = rows_of(form)
    hand.click(f"{first.id}.target")
    for key, path in (
        (Key.Key_Down, f"{second.id}.target"),
        (Key.Key_Right, f"{second.id}.basis"),
        (Key.Key_Up, f"{first.id}.basis"),
        (Key.Key_Left, f"{first.id}.target"),
    ):
        hand.key(key)
        assert hand.current == path


def test_typing_several_cells_needs_no_waiting(hand: Hand, form: ProjectForm) -> None:
    first = rows_of(form)[0]
    hand.click(f"{first.id}.target")
    hand.type("<=5")
    hand.key(Key.Key_Tab)
    hand.commit("计划标准")
    hand.key(Key.Key_Tab)
    hand.commit("4次")
    hand.key(Key.Key_Tab)
    hand.type("12.5")
    hand.key(Key.Key_Return)
    row = rows_of(form)[0]
    assert (str(row.target), row.basis, row.history, row.weight) == (
        "<=5",
        "计划标准",
        {"2025": "4次"},
        Decimal("12.5"),
    )
    assert hand.session.history.stack.count() == 4


def test_enter_in_the_last_row_makes_a_new_one(hand: Hand, form: ProjectForm) -> None:
    last = rows_of(form)[-1]
    hand.click(f"{last.id}.name")
    hand.key(Key.Key_Return)
    assert len(rows_of(form)) == 4
    new = rows_of(form)[-1]
    assert hand.current == f"{new.id}.name"
    hand.commit("群众满意度")
    hand.key(Key.Key_Return)
    assert rows_of(form)[3].name == "群众满意度"
    assert len(rows_of(form)) == 5
    hand.key(Key.Key_Return)
    assert len(rows_of(form)) == 5, "a blank row is not followed by another"
    for _ in range(3):
        hand.session.undo()
    assert len(rows_of(form)) == 3


def test_ctrl_enter_adds_a_row_in_the_middle(hand: Hand, form: ProjectForm) -> None:
    first = rows_of(form)[0]
    hand.click(f"{first.id}.name")
    hand.key(Key.Key_Return, Mod.ControlModifier)
    assert [row.name for row in rows_of(form)] == ["信访事项办理0", "", "信访事项办理1", "信访事项办理2"]
    assert hand.current == f"{rows_of(form)[1].id}.name"


def test_a_new_row_of_costs(qtbot: QtBot, tmp_path: Path) -> None:
    form = costs_form()
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    hand.click(f"{form.costs[0].id}.content")
    hand.key(Key.Key_Return)
    hand.commit("会议费")
    hand.key(Key.Key_Tab)
    assert [cost.content for cost in form.costs] == ["差旅费", "会议费"]


def test_typing_into_a_blank_row_makes_it(qtbot: QtBot, tmp_path: Path) -> None:
    form = ProjectForm(template=JIANGHAN, name="新项目")
    session = session_of(tmp_path, form)
    before = dumps(session.dossier)
    hand = Hand(qtbot, session, form)
    cells = hand.table._composed.cells  # type: ignore[union-attr]
    content = next(stop.slot.path for stop in cells.stops if stop.slot.field == "item.content")
    name = next(stop.slot.path for stop in cells.stops if stop.slot.field == "indicator.name" and stop.anchor[0] > 30)
    hand.click(content)
    hand.commit("差旅费")
    hand.key(Key.Key_Tab)
    hand.settle()
    hand.click(name)
    hand.commit("指标甲")
    hand.key(Key.Key_Tab)
    hand.type(">=3")
    hand.key(Key.Key_Tab)
    hand.settle()
    assert [cost.content for cost in form.costs] == ["差旅费"]
    assert [(goal.period, goal.label) for goal in form.goals] == [("annual", "年度绩效目标1")]
    assert [(row.name, row.history) for row in rows_of(form)] == [("指标甲", {"2024": ">=3"})]
    while session.history.stack.canUndo():
        session.undo()
    assert dumps(session.dossier) == before


def test_escape_in_a_blank_row_leaves_no_row(qtbot: QtBot, tmp_path: Path) -> None:
    form = ProjectForm(template=JIANGHAN)
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    cells = hand.table._composed.cells  # type: ignore[union-attr]
    hand.click(next(stop.slot.path for stop in cells.stops if stop.slot.field == "item.content"))
    hand.type("abc")
    assert len(form.costs) == 1
    hand.key(Key.Key_Escape)
    assert form.costs == []
    hand.settle()
    hand.type("x")
    hand.key(Key.Key_Tab)
    assert [cost.content for cost in form.costs] == ["x"]


def test_a_goal_typed_into_a_blank_form(qtbot: QtBot, tmp_path: Path) -> None:
    form = ProjectForm(template=KORLA)
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    cells = hand.table._composed.cells  # type: ignore[union-attr]
    hand.click(next(stop.slot.path for stop in cells.stops if stop.slot.field == "goal.statement"))
    hand.commit("做好信访工作")
    hand.key(Key.Key_Return)
    assert [goal.statement for goal in form.goals] == ["做好信访工作"]


def test_amounts_take_only_numbers(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.amount")
    hand.type("12x")
    hand.key(Key.Key_Return)
    assert hand.table.caret.editor.awake, "stays where the slip is"
    assert "数字" in hand.table.caret.editor.wrong
    assert "数字" in hand.table.messages.text
    hand.key(Key.Key_Backspace)
    hand.type(".50")
    hand.key(Key.Key_Return)
    assert form.amount == Decimal("12.50")


def test_what_is_wrong_stays_in_its_cell_when_the_keyboard_leaves(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{form.id}.amount")
    hand.type("abc")
    hand.table.page_box.setFocus()
    assert form.amount == Decimal("126.50")
    assert hand.table.caret.editor.awake
    assert hand.table.caret.editor.toPlainText() == "abc"
    assert "没有填入" in hand.table.messages.text


def test_words_are_offered_and_others_can_be_typed(hand: Hand, form: ProjectForm) -> None:
    first = rows_of(form)[0]
    hand.double_click(f"{first.id}.basis")
    words = hand.table.caret.words
    assert words.isVisible()
    assert [words.item(row).text() for row in range(words.count())][:2] == ["历史标准", "计划标准"]
    hand.key(Key.Key_Down)
    hand.key(Key.Key_Return)
    assert first.basis == "计划标准"
    assert not words.isVisible()
    hand.double_click(f"{first.id}.basis")
    QTest.mouseClick(words.viewport(), Qt.MouseButton.LeftButton, pos=words.visualItemRect(words.item(2)).center())
    assert rows_of(form)[0].basis == "行业或国家标准"


def test_check_boxes_tick_by_click_and_by_key(qtbot: QtBot, tmp_path: Path) -> None:
    form = project(JIANGHAN)
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    path = f"{form.id}.frequency"
    for choice in ("一次性项目", "常年项目", "延续性项目"):
        click_box(hand, path, choice)
        assert form.frequency == choice
        hand.settle()
    click_box(hand, path, "延续性项目")
    assert form.frequency == ""
    hand.key(Key.Key_Space)
    assert form.frequency == "一次性项目"
    hand.key(Key.Key_3)
    assert form.frequency == "延续性项目"
    hand.key(Key.Key_F2)
    hand.key(Key.Key_Up)
    hand.key(Key.Key_Return)
    assert form.frequency == "常年项目"
    hand.session.undo()
    assert form.frequency == "延续性项目"


def click_box(hand: Hand, path: str, choice: str) -> None:
    """Clicks the check box that stands for a choice: behind its words in this form."""
    stop = hand.table.caret.find(path)
    assert stop is not None
    hand.place(path)
    number, box = next(hand.table.canvas.boxes(*stop.anchor))
    page, scale = hand.table.canvas.pages[number], hand.table.canvas.scale
    boxes = [
        text.x + text.size * (sum(FONT.widths(text.face)[char] for char in text.actual[:index]) + 0.5)
        for text in page.texts
        if box.contains(text.x, text.y)
        for index, char in enumerate(text.actual)
        if char in "□☑"
    ]
    order = ["一次性项目", "常年项目", "延续性项目"].index(choice)
    y = next(text.y for text in page.texts if box.contains(text.x, text.y))
    sheet = hand.table.canvas.sheet(number)
    place = QPoint(round(sheet.x() + boxes[order] * scale), round(sheet.y() + (y - 3) * scale))
    QTest.mouseClick(hand.table.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)


def split_template() -> FormTemplate:
    """A form that keeps sign, number and unit in columns of their own."""
    template = TEMPLATES[JULU]
    block = next(block for block in template.block if block.kind == "indicators")
    row = (
        "| {dimension.name} | {category.name} | {indicator.name} | < | {indicator.target.comparison} "
        "| {indicator.target.number} | {indicator.target.unit} | {indicator.basis} |"
    )
    split = block.model_copy(update={"row": row})
    return template.model_copy(update={"block": tuple(split if one is block else one for one in template.block)})


def test_a_target_in_three_columns_is_one_target(qtbot: QtBot, tmp_path: Path) -> None:
    form = project(JULU, count=1)
    rows_of(form)[0].target = Target()
    session = session_of(tmp_path, form, template=split_template())
    hand = Hand(qtbot, session, form)
    row = rows_of(form)[0]
    hand.click(f"{row.id}.target.comparison")
    hand.commit("≥")
    hand.key(Key.Key_Tab)
    hand.type("5")
    hand.key(Key.Key_Tab)
    hand.commit("次")
    hand.key(Key.Key_Tab)
    assert str(rows_of(form)[0].target) == "≥5次"
    hand.settle()
    hand.click(f"{row.id}.target.number")
    hand.type("12")
    hand.key(Key.Key_Return)
    assert str(rows_of(form)[0].target) == "≥12次"
    hand.click(f"{row.id}.target.comparison")
    hand.commit("定性")
    hand.key(Key.Key_Return)
    assert (str(rows_of(form)[0].target), rows_of(form)[0].nature) == ("12次", "qualitative")


def test_the_unit_may_be_typed_before_the_number(qtbot: QtBot, tmp_path: Path) -> None:
    form = project(JULU, count=1)
    rows_of(form)[0].target = Target()
    session = session_of(tmp_path, form, template=split_template())
    hand = Hand(qtbot, session, form)
    row = rows_of(form)[0]
    hand.click(f"{row.id}.target.unit")
    hand.commit("人次")
    hand.key(Key.Key_Tab, Mod.ShiftModifier)
    hand.type("30")
    hand.key(Key.Key_Tab, Mod.ShiftModifier)
    hand.commit("≤")
    hand.key(Key.Key_Return)
    assert str(rows_of(form)[0].target) == "≤30人次"


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


# --- input method -----------------------------------------------------------------------------------------------------


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


# --- with the rest of the window --------------------------------------------------------------------------------------


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
        if stop.slot.choice:
            hand.key(Key.Key_Space)
        elif stop.slot.kind == "nature" or stop.slot.field.endswith("comparison"):
            hand.commit("定性" if stop.slot.kind == "nature" else "≥")
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
