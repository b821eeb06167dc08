"""What is typed in an open cell of a table of values is never lost, whatever happens around it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from models.files.jxmb import load
from models.rules.finding import Finding
from models.values import FundingSource
from tests.ui.conftest import by_name, click, every, write
from ui.form.table_cells import CellText
from ui.form.table_view import ValueView
from ui.window.window import MainWindow

AMOUNT = "budget.income.total.amount"


def table(window: MainWindow, name: str) -> ValueView:
    return next(view for view in every(window.pages, ValueView) if view.accessibleName() == name)


@pytest.fixture
def income(office: MainWindow) -> ValueView:
    """The unit's income, its first cell current."""
    office.show_page("budget")
    view = table(office, "收入")
    view.setFocus()
    assert view.go_to(AMOUNT)
    return view


def type_in(view: ValueView, text: str) -> QLineEdit:
    """Opens the current cell by typing."""
    QTest.keyClicks(view, text[0])
    cell = QApplication.focusWidget()
    assert isinstance(cell, QLineEdit)
    QTest.keyClicks(cell, text[1:])
    return cell


def total(window: MainWindow) -> str:
    assert window.session
    return str(window.session.value(AMOUNT))


def test_findings_that_come_in_leave_it_alone(office: MainWindow, income: ValueView, qtbot: QtBot) -> None:
    session = office.session
    assert session
    session.set_value("budget.expenditure.total.amount", Decimal(100))
    qtbot.waitUntil(lambda: session.checked)
    with qtbot.waitSignal(session.findings_changed):  # income and expenditure are not the same
        QTest.keyClick(type_in(income, "836"), Qt.Key.Key_Tab)
        next_cell = QApplication.focusWidget()
        assert isinstance(next_cell, QLineEdit)
        QTest.keyClicks(next_cell, "77")
    income.table.mark([Finding("B008", "warning", "与表不符", AMOUNT)])
    assert next_cell.text() == "77"
    QTest.keyClick(next_cell, Qt.Key.Key_Tab)
    assert session.value("budget.income.total.history.2025") == 77


def test_it_counts_as_unsaved_and_is_saved(
    office: MainWindow, income: ValueView, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    path = tmp_path / "套表.jxmb"
    save_as(path)
    assert office.files.save()
    assert not office.actions_by_id["save"].isEnabled()
    cell = type_in(income, "836.4")
    assert office.actions_by_id["save"].isEnabled()
    QTest.keyClick(cell, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert load(path).budget.income[FundingSource.TOTAL].amount == Decimal("836.4")
    assert office.session
    assert not office.session.dirty


def test_a_window_that_closes_asks_about_it(
    office: MainWindow,
    income: ValueView,
    tmp_path: Path,
    save_as: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save_as(tmp_path / "套表.jxmb")
    assert office.files.save()
    type_in(income, "836.4")
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    office.close()
    assert len(asked) == 1
    assert office.isVisible()
    assert total(office) == "836.4"


def test_undo_takes_it_back_and_redo_brings_it_again(office: MainWindow, income: ValueView) -> None:
    QTest.keyClick(type_in(income, "100"), Qt.Key.Key_Return)
    assert income.go_to(AMOUNT)
    type_in(income, "836.4")
    office.actions_by_id["undo"].trigger()
    assert total(office) == "100"
    office.actions_by_id["redo"].trigger()
    assert total(office) == "836.4"


def test_escape_leaves_nothing_unsaved(
    office: MainWindow, income: ValueView, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    save_as(tmp_path / "套表.jxmb")
    assert office.files.save()
    QTest.keyClick(type_in(income, "836.4"), Qt.Key.Key_Escape)
    assert office.session
    assert not office.session.dirty
    assert total(office) == "None"


def test_enter_in_an_amount_goes_on_to_the_cell_below(income: ValueView) -> None:
    QTest.keyClick(type_in(income, "836.4"), Qt.Key.Key_Return)
    assert (income.currentIndex().row(), income.currentIndex().column()) == (1, 0)
    cell = QApplication.focusWidget()
    assert isinstance(cell, QLineEdit)
    QTest.keyClick(cell, Qt.Key.Key_Escape)
    income.setCurrentIndex(income.table.index(0, 3))  # worked out: cannot be typed into
    QTest.keyClick(income, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is income


def test_enter_in_the_last_cell_of_a_column_stays_there(income: ValueView) -> None:
    last = income.table.rowCount() - 1
    income.setCurrentIndex(income.table.index(last, 1))
    QTest.keyClicks(income, "5")
    cell = QApplication.focusWidget()
    assert isinstance(cell, QLineEdit)
    QTest.keyClick(cell, Qt.Key.Key_Return)
    assert (income.currentIndex().row(), income.currentIndex().column()) == (last, 1)
    assert income.table.text(last, 1) == "5"
    assert QApplication.focusWidget() is income


def test_a_button_of_the_rows_takes_it_in_first(office: MainWindow) -> None:
    office.show_page("budget")
    view = table(office, "项目支出预算")
    view.setFocus()
    view.setCurrentIndex(view.table.index(0, 1))
    QTest.keyClick(view, Qt.Key.Key_Return)
    cell = QApplication.focusWidget()
    assert isinstance(cell, CellText)
    write(cell, "信访专项")
    click(by_name(office, "项目支出预算：添加行"))
    assert office.session
    assert [line.name for line in office.session.dossier.budget.projects] == ["信访专项", ""]


def test_rows_that_go_under_it_are_told(office: MainWindow) -> None:
    office.show_page("budget")
    view = table(office, "项目支出预算")
    view.table.add_row(0)
    view.table.add_row(0)
    view.setFocus()
    view.setCurrentIndex(view.table.index(0, 2))
    type_in(view, "55")
    view.table.remove_rows([1])
    assert "55" in office.messages.text
    assert not view.cells.typed


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V])
def test_a_table_without_a_current_cell_copies_and_takes_nothing(office: MainWindow, key: Qt.Key) -> None:
    office.show_page("budget")
    view = table(office, "项目支出预算")
    view.setFocus()
    view.setCurrentIndex(view.table.index(-1, -1))
    QGuiApplication.clipboard().setText("甲")
    QTest.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "甲"
    assert office.session
    assert not office.session.dossier.budget.projects


def test_a_name_being_typed_in_the_outline_outlives_findings_and_is_saved(
    office: MainWindow, tmp_path: Path, save_as: Callable[[Path], None], qtbot: QtBot
) -> None:
    session = office.session
    assert session is not None
    form = session.dossier.forms[1]
    office.show_page(form.id)
    office.outline.tree.setFocus()
    session.set_value(f"{form.id}.amount", Decimal(5), typing=False)
    with qtbot.waitSignal(session.findings_changed):
        office.actions_by_id["rename_form"].trigger()
        name = QApplication.focusWidget()
        assert isinstance(name, QLineEdit)
        QTest.keyClicks(name, "abc")
    assert name.text() == "abc"
    save_as(tmp_path / "套表.jxmb")
    assert office.files.save()
    assert load(tmp_path / "套表.jxmb").forms[1].name == "abc"
