"""What is no number is never a number: kept as typed, marked, told, not saved; the value stays what it was."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from models.dossier import Budget, Dossier, Unit
from models.files.jxmb import dumps, load, save
from models.folders import recovery_folder
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.values import FundingSource, MoneyLine, typed_number
from tests.ui.answers import button_of, when_asked
from tests.ui.conftest import click, come_back, every, field, settle, write
from ui.form.table_view import ValueView
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.session.recovery import SUFFIX
from ui.window.window import MainWindow

Key = Qt.Key
MEANT = {
    "126。50": "126.50",
    "１２６．５０": "126.50",
    "126.50万元": "126.50",
    "１２６．５万": "126.5",
    " 1 200 ": "1200",
    "1\u00a0200\u202f000.5": "1200000.5",
    "1，200": "1200",
    "126. 50": "126.50",
    "－ 3": "-3",
    "15%": "15",
}
NO_NUMBERS = ("1,26o", "12.5.5", "1/2", "1,2", "12 5", "118 2000", "万元", "12²", "½", "1２３。4。5", "十五")


@pytest.mark.parametrize(("text", "number"), MEANT.items())
def test_a_number_is_understood_as_it_is_typed(text: str, number: str) -> None:
    assert str(typed_number(text)) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_half_a_number_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="不是数字"):
        typed_number(text)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A saved dossier of a project with one indicator and a budget."""
    goal = Goal(id="g", label="年度目标1")
    goal.dimensions = [Dimension(id="d", name="产出指标", categories=[Category(id="c", name="数量指标")])]
    goal.dimensions[0].categories[0].indicators = [Indicator(id="i", name="办件", weight=Decimal("10"))]
    form = ProjectForm(id="f", template="korla-project-2023", name="信访专项", amount=Decimal("88"), goals=[goal])
    budget = Budget(income={FundingSource.FISCAL: MoneyLine(amount=Decimal("40"))})
    save(Dossier(year=2026, unit=Unit(name="示例局"), budget=budget, forms=[form]), tmp_path / "a.jxmb")
    return tmp_path / "a.jxmb"


@pytest.fixture
def opened(window: MainWindow, file: Path, qtbot: QtBot) -> MainWindow:
    """It in a window."""
    window.files.open_path(file)
    come_back(window, qtbot)
    return window


def value(window: MainWindow, path: str) -> object:
    assert window.session is not None
    return window.session.value(path)


def into(widget: QWidget, text: str) -> None:
    """Typed sign by sign, the Chinese ones by an input method."""
    for sign in text:
        write(widget, sign)


def amount(window: MainWindow) -> QLineEdit:
    line = field(window, "f.amount")
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    return line


@pytest.mark.parametrize("text", ["126。50", "1 200", "1，200.5", "１２６", "15万元"])
def test_a_field_takes_what_is_meant(opened: MainWindow, text: str) -> None:
    into(amount(opened), text)
    field(opened, "f.leader").setFocus()
    assert value(opened, "f.amount") == typed_number(text)
    assert opened.session is not None
    assert not opened.session.drafts.all


@pytest.mark.parametrize("text", ["1,26o", "12.5.5", "1/2", "十五"])
def test_a_field_keeps_what_is_no_number_and_the_dossier_its_value(opened: MainWindow, text: str) -> None:
    line = amount(opened)
    into(line, text)
    assert value(opened, "f.amount") == 88, "also while it is being typed"
    field(opened, "f.leader").setFocus()
    assert line.text() == text
    assert "没有存进去" in opened.messages.text
    assert "数字" in line.accessibleDescription()
    assert "数字" in line.toolTip()
    assert opened.isWindowModified()
    assert "不是数字" in opened.files.saved_words()
    line.setFocus()
    line.selectAll()
    into(line, "90")
    assert value(opened, "f.amount") == 90
    assert opened.session is not None
    assert not opened.session.drafts.all


def test_saving_tells_it_goes_there_and_keeps_the_old_value(opened: MainWindow, file: Path) -> None:
    line = amount(opened)
    into(line, "12o")
    leader = field(opened, "f.leader")
    write(leader, "li")
    assert opened.files.save() is False
    form = load(file).forms[0]
    assert isinstance(form, ProjectForm)
    assert (form.amount, form.leader) == (Decimal("88"), "li")
    assert "12o" in opened.messages.text
    assert line.hasFocus()
    assert line.text() == "12o"
    assert opened.isWindowModified()


def test_closing_with_half_a_number_asks_and_saving_stays(opened: MainWindow) -> None:
    line = amount(opened)
    into(line, "12o")
    said: list[str] = []

    def answer(box: QMessageBox) -> None:
        said.append(box.informativeText())
        click(button_of(box, "保存"))

    when_asked(QMessageBox, answer)
    opened.close()
    settle()
    assert "12o" in said[0]
    assert opened.isVisible()
    assert line.text() == "12o"


def test_undo_takes_it_back_before_any_step(opened: MainWindow) -> None:
    write(field(opened, "f.leader"), "li")
    line = amount(opened)
    into(line, "12o")
    opened.actions_by_id["undo"].trigger()
    assert line.text() == "88"
    assert "数字" not in line.toolTip()
    assert value(opened, "f.leader") == "li"
    tree = opened.findChild(IndicatorTree)
    assert isinstance(tree, IndicatorTree)
    opened.go_to("i.weight")
    assert tree.cells.editor is not None
    into(tree.cells.editor, "1/")
    opened.actions_by_id["undo"].trigger()
    assert tree.cells.editor.text() == "10"
    assert opened.session is not None
    assert not opened.session.drafts.all
    opened.actions_by_id["undo"].trigger()
    assert value(opened, "f.leader") == ""


def test_undo_is_offered_where_a_draft_is_all_there_is(opened: MainWindow) -> None:
    undo = opened.actions_by_id["undo"]
    assert not undo.isEnabled()
    line = amount(opened)
    into(line, "o")
    field(opened, "f.leader").setFocus()
    assert undo.isEnabled()
    undo.trigger()
    assert line.text() == "88"
    assert not opened.isWindowModified()
    assert not undo.isEnabled()


@pytest.mark.parametrize("text", ["1/2", "12"])
def test_undo_in_an_open_cell_takes_back_what_is_typed_there(opened: MainWindow, text: str) -> None:
    path = "budget.income.fiscal.amount"
    view = budget_cell(opened, path)
    QTest.keyClick(view, Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    into(editor, text)
    assert opened.actions_by_id["undo"].isEnabled()
    opened.actions_by_id["undo"].trigger()
    settle()
    assert value(opened, path) == 40
    assert opened.session is not None
    assert not opened.session.dirty


def test_undo_and_another_hand_end_it(opened: MainWindow) -> None:
    line = amount(opened)
    into(line, "12o")
    field(opened, "f.leader").setFocus()
    assert opened.session is not None
    opened.session.set_value("f.amount", Decimal("7"), typing=False)
    assert line.text() == "7"
    opened.session.undo()
    assert line.text() == "88"
    assert not opened.session.dirty


def test_a_weight_in_the_tree(opened: MainWindow) -> None:
    tree = opened.findChild(IndicatorTree)
    assert isinstance(tree, IndicatorTree)
    opened.go_to("i.weight")
    tree.close_cell()
    write(tree, "1")
    assert tree.cells.editor is not None
    into(tree.cells.editor, "2.5.5")
    assert value(opened, "i.weight") == 10
    QTest.keyClick(tree.cells.editor, Key.Key_Return)
    index = tree.currentIndex().model().index_of("i", tree.currentIndex().column())
    assert index.data() == "12.5.5"
    assert "数字" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert value(opened, "i.weight") == 10
    assert opened.files.save() is False
    assert tree.cells.path == "i.weight"
    assert tree.cells.editor.text() == "12.5.5"
    QTest.keyClick(tree.cells.editor, Key.Key_End)
    QTest.keyClick(tree.cells.editor, Key.Key_Backspace)
    QTest.keyClick(tree.cells.editor, Key.Key_Backspace)
    QTest.keyClick(tree.cells.editor, Key.Key_Return)
    assert value(opened, "i.weight") == Decimal("12.5")
    assert opened.files.save() is True


def budget_cell(window: MainWindow, path: str) -> ValueView:
    window.show_page("budget")
    window.go_to(path)
    view = next(one for one in every(window, ValueView) if one.table.place(path))
    assert isinstance(view, ValueView)
    return view


@pytest.mark.parametrize(("text", "number"), [("126。50", "126.50"), ("1 200", "1200"), ("1/2", "40"), ("1,26o", "40")])
def test_a_cell_of_the_budget(opened: MainWindow, text: str, number: str) -> None:
    path = "budget.income.fiscal.amount"
    view = budget_cell(opened, path)
    QTest.keyClick(view, Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    into(editor, text)
    QTest.keyClick(editor, Key.Key_Return)
    settle()
    assert value(opened, path) == Decimal(number)
    place = view.table.place(path)
    assert place is not None
    cell = view.table.index(*place)
    kept = number == "40"
    assert cell.data() == (text if kept else number)
    assert ("数字" in cell.data(Qt.ItemDataRole.ToolTipRole)) == kept
    assert opened.isWindowModified()
    assert opened.files.save() is not kept
    view.setCurrentIndex(cell)
    QTest.keyClick(view, Key.Key_Delete)
    assert value(opened, path) is None
    assert opened.files.save() is True


def test_a_new_row_of_a_table(opened: MainWindow) -> None:
    opened.show_page("budget")
    view = next(one for one in every(opened, ValueView) if one.table.rows.grows and one.isVisible())
    assert isinstance(view, ValueView)
    column = next(n for n, one in enumerate(view.table.columns) if getattr(one, "kind", "") == "amount")
    view.setCurrentIndex(view.table.index(0, column))
    view.setFocus()
    QTest.keyClick(view, Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    into(editor, "1/2")
    QTest.keyClick(editor, Key.Key_Return)
    assert view.table.rowCount() == 2
    assert view.table.index(0, column).data() == "1/2"
    assert opened.files.save() is False


@pytest.mark.parametrize(
    ("text", "number"), [("126。50", "126.50"), ("1 200", "1200"), ("12.5.5", "88"), ("1/2", "88")]
)
def test_a_cell_of_the_official_table(opened: MainWindow, qtbot: QtBot, text: str, number: str) -> None:
    opened.actions_by_id["official"].trigger()
    table = opened.findChild(OfficialTable)
    assert isinstance(table, OfficialTable)
    qtbot.waitUntil(lambda: table.caret.cells is not None)
    opened.go_to("f.amount")
    hand = table.caret
    assert hand.current is not None
    assert hand.current.slot.path == "f.amount"
    into(hand.editor, text)
    assert opened.session is not None
    table.page_box.setFocus()
    assert value(opened, "f.amount") == Decimal(number)
    kept = number == "88"
    assert hand.editor.awake == kept
    assert bool(opened.session.drafts.all) == kept
    if kept:
        assert hand.editor.toPlainText() == text
        assert opened.files.save() is False
        assert hand.editor.hasFocus()
        QTest.keyClick(hand.editor, Key.Key_Escape)
        assert not opened.session.drafts.all
        assert not opened.isWindowModified()


def test_a_pasted_column_is_understood_by_the_same_words(opened: MainWindow) -> None:
    path = "budget.income.fiscal.amount"
    view = budget_cell(opened, path)
    QGuiApplication.clipboard().setText("１２６。５０ 万元")
    view.paste()
    assert value(opened, path) == Decimal("126.50")


def paste(widget: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(widget, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()


def test_a_pasted_block_with_what_is_no_number_in_the_tree(opened: MainWindow) -> None:
    """It stays in its cell, of a new row too; undo takes it back with the rest."""
    tree = opened.findChild(IndicatorTree)
    assert isinstance(tree, IndicatorTree)
    assert opened.session is not None
    before = dumps(opened.session.dossier)
    opened.go_to("i.weight")
    tree.close_cell()
    paste(tree, "12.5.5\n7\n1/2\n")
    rows = list(opened.session.dossier.forms[0].indicators())
    assert [row.weight for row in rows] == [Decimal(10), Decimal(7), None]
    assert [one.text for one in opened.session.drafts.all] == ["12.5.5", "1/2"]
    assert "12.5.5" in opened.messages.text
    assert "另有 1 处" in opened.messages.text
    assert "2 处写的不是数字" in opened.files.saved_words()
    column = tree.currentIndex().column()
    assert tree.currentIndex().model().index_of(rows[2].id, column).data() == "1/2"
    opened.actions_by_id["undo"].trigger()
    assert dumps(opened.session.dossier) == before
    assert not opened.session.drafts.all
    assert not opened.isWindowModified()


def test_a_pasted_table_with_heads_and_what_is_no_number(opened: MainWindow) -> None:
    tree = opened.findChild(IndicatorTree)
    assert isinstance(tree, IndicatorTree)
    assert opened.session is not None
    before = dumps(opened.session.dossier)
    opened.go_to("i.weight")
    tree.close_cell()
    rows = ("产出指标\t数量指标\t走访户数\t≥30户\t15", "\t\t宣传场次\t≥2场\t十五", "\t\t慰问人数\t≥9人\t5")
    paste(tree, "\n".join(["一级指标\t二级指标\t三级指标\t指标值\t权重", *rows]))
    made = {row.name: row for row in opened.session.dossier.forms[0].indicators()}
    assert [made[name].weight for name in ("走访户数", "宣传场次", "慰问人数")] == [15, None, 5]
    assert [(one.path, one.text) for one in opened.session.drafts.all] == [(f"{made['宣传场次'].id}.weight", "十五")]
    assert "十五" in opened.messages.text
    assert opened.files.save() is False
    opened.session.go_to_step(0)
    assert dumps(opened.session.dossier) == before
    assert not opened.session.drafts.all


def test_a_block_of_nothing_but_what_is_no_number(opened: MainWindow) -> None:
    tree = opened.findChild(IndicatorTree)
    assert isinstance(tree, IndicatorTree)
    assert opened.session is not None
    opened.go_to("i.weight")
    tree.close_cell()
    paste(tree, "十五")
    assert value(opened, "i.weight") == 10
    assert [one.text for one in opened.session.drafts.all] == ["十五"]
    assert opened.actions_by_id["undo"].isEnabled()
    paste(tree, "10")
    assert not opened.session.drafts.all, "the value that is there already ends it too"


def test_a_pasted_block_with_what_is_no_number_in_a_table(opened: MainWindow) -> None:
    opened.show_page("budget")
    view = next(one for one in every(opened, ValueView) if one.table.rows.grows and one.isVisible())
    assert isinstance(view, ValueView)
    assert opened.session is not None
    column = next(n for n, one in enumerate(view.table.columns) if getattr(one, "kind", "") == "amount")
    view.setCurrentIndex(view.table.index(0, column))
    view.setFocus()
    paste(view, "3\n1/2\n5")
    lines = opened.session.dossier.budget.functions
    assert [line.amount for line in lines] == [3, None, 5]
    assert view.table.index(1, column).data() == "1/2"
    assert view.table.severity(1, column) == "error"
    assert opened.files.save() is False
    view.setCurrentIndex(view.table.index(0, column))
    paste(view, "3\n4")
    assert [line.amount for line in lines] == [3, 4, 5]
    assert not opened.session.drafts.all
    assert opened.files.save() is True


def test_a_pasted_block_with_what_is_no_number_in_the_official_table(opened: MainWindow) -> None:
    opened.actions_by_id["official"].trigger()
    settle()
    opened.go_to("i.weight")
    settle()
    assert opened.session is not None
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, Key.Key_Escape)
    paste(widget, "12o\n8\n")
    rows = list(opened.session.dossier.forms[0].indicators())
    assert [row.weight for row in rows] == [Decimal(10), Decimal(8)]
    assert [(one.path, one.text) for one in opened.session.drafts.all] == [("i.weight", "12o")]
    assert opened.files.save() is False
    opened.session.undo()
    assert not opened.session.drafts.all


def test_what_is_no_number_is_in_the_recovery_file_too(opened: MainWindow, qtbot: QtBot) -> None:
    into(amount(opened), "12.5.5")
    opened.go_to("i.weight")
    tree = opened.findChild(IndicatorTree)
    assert isinstance(tree, IndicatorTree)
    assert tree.cells.editor is not None
    into(tree.cells.editor, "1/2")

    def kept() -> dict[str, str]:
        heads = [one.read_bytes().partition(b"\n")[0] for one in recovery_folder().glob(f"*{SUFFIX}")]
        return dict(json.loads(heads[0])["open"]) if heads else {}

    qtbot.waitUntil(lambda: kept() == {"f.amount": "12.5.5", "i.weight": "1/2"}, timeout=2000)
