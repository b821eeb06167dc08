"""A clerk who knows only Excel fills the form in the official table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.files.jxmb import dumps
from models.forms import ProjectForm
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


def test_tab_goes_right_and_enter_down_where_the_run_of_tab_began(hand: Hand, form: ProjectForm) -> None:
    first, second, _ = rows_of(form)
    hand.click(f"{first.id}.target")
    hand.key(Key.Key_Tab)
    assert hand.current == f"{first.id}.basis"
    hand.key(Key.Key_Return)
    assert hand.current == f"{second.id}.target"
    hand.key(Key.Key_Tab)
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
        "≤5",
        "计划标准",
        {"2025": "4次"},
        Decimal("12.5"),
    )
    assert hand.session.history.stack.count() == 4


def test_enter_in_the_last_row_makes_a_new_one(hand: Hand, form: ProjectForm) -> None:
    last = rows_of(form)[-1]
    hand.click(f"{last.id}.name")
    hand.key(Key.Key_Return)
    new = hand.current
    assert new.endswith(".name")
    assert not new.startswith(last.id)
    hand.commit("群众满意度")
    hand.key(Key.Key_Return)
    assert [row.name for row in rows_of(form)][3:] == ["群众满意度"]
    assert f"{rows_of(form)[3].id}.name" == new
    assert hand.current != new, "another is offered"
    hand.key(Key.Key_Return)
    assert len(rows_of(form)) == 4, "a blank row is not followed by another"
    for _ in range(2):
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
    assert [(row.name, row.history) for row in rows_of(form)] == [("指标甲", {"2024": "≥3"})]
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


# --- input method -----------------------------------------------------------------------------------------------------


# --- with the rest of the window --------------------------------------------------------------------------------------


def test_the_editor_that_sleeps_is_no_speck(hand: Hand, form: ProjectForm) -> None:
    """Neither beside the paper before a cell is chosen, nor in the corner of one."""
    place, seen = hand.editor.geometry().topLeft(), hand.table.canvas.viewport().grab().toImage()
    assert seen.pixelColor(place).name() == seen.pixelColor(place + QPoint(1, 1)).name()
    hand.click(f"{form.id}.leader")
    assert not hand.editor.mask().isEmpty()
    assert not hand.editor.mask().intersects(hand.editor.rect())
    hand.commit("甲")
    assert hand.editor.mask().isEmpty()


def test_all_that_can_be_done_at_a_cell_has_its_sign(hand: Hand, form: ProjectForm) -> None:
    hand.click(f"{rows_of(form)[0].id}.name")
    menu = hand.table._made_menu()
    assert not [one.text() for one in menu.actions() if not one.isSeparator() and one.icon().isNull()]
    menu.deleteLater()
