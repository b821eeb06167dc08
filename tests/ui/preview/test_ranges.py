"""Several cells of the official table at once: selected by Shift, click and drag, copied, emptied and filled."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.forms import ProjectForm
from models.goals import Indicator
from tests.ui.preview.office import JIANGHAN, TEMPLATES, Hand, costs_form, rows_of, session_of
from ui.controls.clipboard import read_block
from ui.preview.ranges import CellRange, summed

Key, Mod = Qt.Key, Qt.KeyboardModifier


def clipboard() -> list[list[str]]:
    return read_block(QGuiApplication.clipboard().mimeData())


def selected(hand: Hand) -> list[list[str]]:
    block = hand.table.caret.range()
    assert block is not None
    return block.texts(hand.table.caret.text_at)


def fields(form: ProjectForm, name: str) -> list[str]:
    return [str(getattr(row, name) or "") for row in rows_of(form)]


def test_shift_and_arrows_take_in_what_stands_there(hand: Hand, form: ProjectForm) -> None:
    first = rows_of(form)[0]
    hand.click(f"{first.id}.name")
    hand.key(Key.Key_Right, Mod.ShiftModifier)
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    names, targets = fields(form, "name"), fields(form, "target")
    assert selected(hand) == [[names[0], targets[0]], [names[1], targets[1]]]
    assert hand.current == f"{first.id}.name", "the current cell stays where the range began"
    hand.key(Key.Key_Left, Mod.ShiftModifier)
    hand.key(Key.Key_Up, Mod.ShiftModifier)
    assert selected(hand) == [[names[0]]]
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    hand.key(Key.Key_Down)
    assert selected(hand) == [[names[1]]], "an arrow alone leaves the range"


def test_a_click_with_shift_and_a_drag_select_the_same(hand: Hand, form: ProjectForm) -> None:
    rows = rows_of(form)
    view = hand.table.canvas.viewport()
    hand.click(f"{rows[0].id}.name")
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Mod.ShiftModifier, hand.place(f"{rows[2].id}.target").toPoint())
    by_shift = selected(hand)
    assert [row[0] for row in by_shift] == fields(form, "name")
    hand.click(f"{rows[1].id}.name")
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=hand.place(f"{rows[0].id}.name").toPoint())
    for path in (f"{rows[1].id}.name", f"{rows[2].id}.target"):
        QTest.mouseMove(view, hand.place(path).toPoint())
        hand.bot.wait(0)
        _move(hand, hand.place(path))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=hand.place(f"{rows[2].id}.target").toPoint())
    assert selected(hand) == by_shift


def _move(hand: Hand, place: QPointF) -> None:
    """A move with the button held: the test's own mouse forgets that it is."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    view = hand.table.canvas.viewport()
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, QPointF(view.mapToGlobal(place.toPoint())), left, left, Mod.NoModifier
    )
    QApplication.sendEvent(view, event)


def test_a_range_is_copied_as_a_block_and_pasted_elsewhere(hand: Hand, form: ProjectForm) -> None:
    rows = rows_of(form)
    names = fields(form, "name")
    hand.click(f"{rows[0].id}.name")
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    hand.key(Key.Key_C, Mod.ControlModifier)
    assert clipboard() == [[names[0]], [names[1]]]
    hand.click(f"{rows[1].id}.name")
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert fields(form, "name") == [names[0], names[0], names[1]]
    hand.session.undo()
    assert fields(form, "name") == names


def test_delete_empties_the_range_as_one_step(hand: Hand, form: ProjectForm) -> None:
    rows = rows_of(form)
    weights, evidence = fields(form, "weight"), fields(form, "evidence")
    hand.click(f"{rows[0].id}.weight")
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    hand.key(Key.Key_Delete)
    assert fields(form, "weight") == ["", "", weights[2]]
    assert fields(form, "evidence") == evidence
    assert hand.session.history.stack.count() == 1
    assert hand.session.history.stack.undoText() == "清空 2 格"
    hand.session.undo()
    assert fields(form, "weight") == weights


def test_cut_takes_the_block_along(hand: Hand, form: ProjectForm) -> None:
    rows = rows_of(form)
    names = fields(form, "name")
    hand.click(f"{rows[1].id}.name")
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    hand.key(Key.Key_X, Mod.ControlModifier)
    assert clipboard() == [[names[1]], [names[2]]]
    assert fields(form, "name") == [names[0], "", ""]


@pytest.mark.parametrize("by_range", [True, False], ids=["a range", "the cell below"])
def test_fill_down(hand: Hand, form: ProjectForm, *, by_range: bool) -> None:
    rows = rows_of(form)
    hand.session.set_value(f"{rows[0].id}.weight", Decimal("12.5"))
    hand.settle()
    hand.click(f"{rows[0 if by_range else 1].id}.weight")
    if by_range:
        hand.key(Key.Key_Down, Mod.ShiftModifier)
        hand.key(Key.Key_Down, Mod.ShiftModifier)
    hand.key(Key.Key_D, Mod.ControlModifier)
    assert fields(form, "weight") == (["12.5"] * 3 if by_range else ["12.5", "12.5", "10"])
    hand.session.undo()
    assert fields(form, "weight") == ["12.5", "10", "10"]


def test_fill_right(hand: Hand, form: ProjectForm) -> None:
    first = rows_of(form)[0]
    hand.click(f"{first.id}.scoring")
    hand.key(Key.Key_Right, Mod.ShiftModifier)
    before = fields(form, "evidence")
    hand.key(Key.Key_R, Mod.ControlModifier)
    assert fields(form, "evidence") == [first.scoring, *before[1:]]


def test_one_copied_value_fills_the_range(hand: Hand, form: ProjectForm) -> None:
    rows = rows_of(form)
    hand.session.set_value(f"{rows[0].id}.basis", "行业标准")
    hand.settle()
    hand.click(f"{rows[0].id}.basis")
    hand.key(Key.Key_C, Mod.ControlModifier)
    hand.click(f"{rows[1].id}.basis")
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert fields(form, "basis") == ["行业标准"] * 3


def test_what_cannot_stand_there_is_refused_as_a_whole(hand: Hand, form: ProjectForm) -> None:
    rows = rows_of(form)
    QGuiApplication.clipboard().setText("若干")
    hand.click(f"{rows[0].id}.weight")
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    hand.key(Key.Key_V, Mod.ControlModifier)
    assert fields(form, "weight") == ["10", "10", "10"]
    assert "没有粘贴" in hand.table.messages.text


def test_filling_reaches_into_blank_rows(qtbot: QtBot, tmp_path: Path) -> None:
    form, template = costs_form(), TEMPLATES[JIANGHAN]
    blocks = tuple(block.model_copy(update={"least": 3}) if block.of == "costs" else block for block in template.block)
    session = session_of(tmp_path, form, template=template.model_copy(update={"block": blocks}))
    hand = Hand(qtbot, session, form)
    hand.click(f"{form.costs[0].id}.content")
    for _ in range(2):
        hand.key(Key.Key_Down, Mod.ShiftModifier)
    assert selected(hand) == [["差旅费"], [""], [""]]
    hand.key(Key.Key_D, Mod.ControlModifier)
    assert [one.content for one in form.costs] == ["差旅费"] * 3
    hand.session.undo()
    assert [one.content for one in form.costs] == ["差旅费"]


def test_a_merged_cell_is_whole_in_a_range_or_out_of_it(hand: Hand, form: ProjectForm) -> None:
    category = form.goals[0].dimensions[0].categories[0]
    hand.click(f"{rows_of(form)[1].id}.name")
    hand.key(Key.Key_Left, Mod.ShiftModifier)
    block = hand.table.caret.range()
    assert isinstance(block, CellRange)
    paths = {stop.slot.path for stop in block}
    assert f"{category.id}.name" in paths
    assert {f"{row.id}.name" for row in rows_of(form)} <= paths


def test_typing_or_going_elsewhere_ends_the_range(hand: Hand, form: ProjectForm) -> None:
    rows: list[Indicator] = rows_of(form)
    hand.click(f"{rows[0].id}.name")
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    hand.commit("新的名称")
    hand.key(Key.Key_Return)
    assert fields(form, "name")[0] == "新的名称"
    assert fields(form, "name")[1] != "新的名称"
    block = hand.table.caret.range()
    assert block is not None
    assert block.single


def test_the_line_above_tells_the_sum_of_a_range(hand: Hand, form: ProjectForm) -> None:
    """As the status line of a spreadsheet does."""
    first, second, third = rows_of(form)
    hand.session.set_value(f"{second.id}.weight", None, typing=False)
    hand.session.set_value(f"{third.id}.weight", Decimal("5.5"), typing=False)
    hand.settle()
    hand.click(f"{first.id}.weight")
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    assert hand.table.where.property("whole") == "选了 3 格：平均值 7.75　计数 2　求和 15.5"
    hand.click(f"{first.id}.basis")
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    assert hand.table.where.property("whole") == "选了 2 格：计数 2"
    hand.click(f"{first.id}.basis")
    assert "计数" not in hand.table.where.property("whole")


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["10", "", "20"], "平均值 15　计数 2　求和 30"),
        (["612.80", "97.46%", "0.00"], "平均值 306.4　计数 3　求和 612.80"),
        (["40%", "60%"], "平均值 50%　计数 2　求和 100%"),
        (["1", "1", "2"], "平均值 1.33　计数 3　求和 4"),
        (["历史标准", "3件"], "计数 2"),
        (["", " "], "计数 0"),
    ],
)
def test_sums_are_those_of_a_spreadsheet(texts: list[str], words: str) -> None:
    assert summed(texts) == words
