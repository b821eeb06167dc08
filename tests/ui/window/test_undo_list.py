"""The list of steps: meaningful words, and a click that goes back to any of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.dossier import Budget
from models.files.jxmb import dumps
from models.paths import from_text
from tests.ui.conftest import dossier_of, every, field, write
from ui.window.undo_list import FIRST, HistoryDialog
from ui.window.window import MainWindow


@pytest.fixture
def steps(office: MainWindow) -> tuple[MainWindow, HistoryDialog, list[bytes]]:
    """Three steps made by hand, and what the dossier was after each."""
    states = [dumps(dossier_of(office))]
    office.show_page("unit")
    for path, text in (("unit.phone", "123"), ("unit.head", "张三")):
        write(field(office, path), text)
        states.append(dumps(dossier_of(office)))
    office.actions_by_id["add_project"].trigger()
    states.append(dumps(dossier_of(office)))
    office.actions_by_id["history"].trigger()
    return office, every(office, HistoryDialog)[0], states


def words(dialog: HistoryDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def press(dialog: HistoryDialog, row: int) -> None:
    place = dialog.list.visualItemRect(dialog.list.item(row)).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_every_step_is_told_in_words(steps: tuple[MainWindow, HistoryDialog, list[bytes]]) -> None:
    _, dialog, _ = steps
    told = words(dialog)
    assert told[0] == FIRST
    assert len(told) == 4
    assert "联系电话" in told[1]
    assert "负责人" in told[2]
    assert "项目" in told[3]
    assert dialog.list.currentRow() == 3
    dialog.close()


def test_a_click_goes_to_any_step(steps: tuple[MainWindow, HistoryDialog, list[bytes]]) -> None:
    window, dialog, states = steps
    for step in (1, 3, 0, 2):
        press(dialog, step)
        assert dumps(dossier_of(window)) == states[step]
        assert dialog.list.currentRow() == step
    dialog.close()


def test_the_list_follows_the_work(steps: tuple[MainWindow, HistoryDialog, list[bytes]]) -> None:
    window, dialog, _ = steps
    press(dialog, 1)
    window.show_page("unit")
    write(field(window, "unit.filler"), "李四")
    assert len(words(dialog)) == 3, "what was taken back is gone once something else is done"
    assert "填报人" in words(dialog)[2]
    window.actions_by_id["undo"].trigger()
    assert dialog.list.currentRow() == 1
    dialog.close()


def test_the_list_goes_with_its_dossier(steps: tuple[MainWindow, HistoryDialog, list[bytes]]) -> None:
    window, dialog, _ = steps
    assert dialog.isVisible()
    window.show_session(None)
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    "typed",
    [
        ["14.0"],  # as much as 14.00, and not the same to read
        ["14.0", "14.00", "-0", "0", "14.0"],
        ["1", "", "3"],  # blanked and filled again: its place among the years is another
        ["", "3", "31"],
        ["", "14.00"],
    ],
)
def test_each_step_of_typing_an_amount_goes_back_and_forth_to_the_byte(office: MainWindow, typed: list[str]) -> None:
    session = office.session
    assert session is not None
    income = {"fiscal": {"amount": "9.00", "history": {"2024": "14.00", "2025": "42.10"}}, "other": {"amount": "0.00"}}
    assert session.set_value("budget.income", Budget.model_validate({"income": income}).income, typing=False)
    states = [dumps(session.dossier)]
    for text in typed:
        session.set_value("budget.income.fiscal.history.2024", from_text("amount", text))
    states.append(dumps(session.dossier))
    stack = session.history.stack
    first, last = 1, stack.index()
    for _ in range(2):
        session.go_to_step(first)
        assert dumps(session.dossier) == states[0]
        session.go_to_step(last)
        assert dumps(session.dossier) == states[1]
