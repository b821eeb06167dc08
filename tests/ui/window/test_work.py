"""A clerk's day: new, typing, undo, save, reopen; nothing of it lost."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from models.files.jxmb import dumps, load
from models.forms import ProjectForm
from tests.ui.conftest import by_name, click, compose, dossier_of, every, field, settle, write
from ui.controls.editors import LineField, TextField
from ui.window.window import MainWindow


def test_new_dossier_from_the_start_page(window: MainWindow) -> None:
    write(by_name(window, "单位名称"), "示例市信访局")
    click(by_name(window, "新建套表"))
    dossier = dossier_of(window)
    assert dossier.unit.name == "示例市信访局"
    assert [form.kind for form in dossier.forms] == ["department", "project"]
    assert all(form.goals and form.goals[0].dimensions for form in dossier.forms)
    assert window.isWindowModified()


def test_typing_is_one_undo_step_a_field(office: MainWindow) -> None:
    project = dossier_of(office).forms[1]
    before = dumps(dossier_of(office))
    office.show_page(project.id)
    name, amount = field(office, f"{project.id}.name"), field(office, f"{project.id}.amount")
    write(name, "信访")
    write(name, "专项")
    write(amount, "126.50")
    assert project.name == "信访专项"
    assert project.amount == Decimal("126.50")
    assert office.actions_by_id["undo"].text() == "撤销 修改“信访专项”的当年预算金额：126.50(&U)"
    QTest.keyClick(amount, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert project.amount is None
    QTest.keyClick(amount, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert project.name == ""
    assert dumps(dossier_of(office)) == before
    office.actions_by_id["redo"].trigger()
    office.actions_by_id["redo"].trigger()
    assert (project.name, project.amount) == ("信访专项", Decimal("126.50"))


def test_text_taken_back_by_hand_leaves_no_step(office: MainWindow) -> None:
    project = dossier_of(office).forms[1]
    office.show_page(project.id)
    leader = field(office, f"{project.id}.leader")
    write(leader, "ab")
    QTest.keyClick(leader, Qt.Key.Key_Backspace)
    QTest.keyClick(leader, Qt.Key.Key_Backspace)
    assert not office.actions_by_id["undo"].isEnabled()


def test_what_is_being_composed_is_never_touched(office: MainWindow) -> None:
    project = dossier_of(office).forms[1]
    assert isinstance(project, ProjectForm)
    office.show_page(project.id)
    leader = field(office, f"{project.id}.leader")
    assert isinstance(leader, LineField)
    write(leader, "陈")
    compose(leader, "jian")
    assert office.session is not None
    office.session.set_value(f"{project.id}.phone", "0000")
    office.session.check()
    assert project.leader == "陈"
    write(leader, "建")
    assert leader.text() == "陈建"
    assert project.leader == "陈建"


def test_composing_in_a_long_text(office: MainWindow) -> None:
    goal = dossier_of(office).forms[1].goals[0]
    office.show_page(dossier_of(office).forms[1].id)
    office.actions_by_id["indicators"].trigger()
    text = field(office, f"{goal.id}.statement")
    assert isinstance(text, TextField)
    compose(text, "bao")
    assert goal.statement == ""
    write(text, "保障")
    assert (goal.statement, text.toPlainText()) == ("保障", "保障")
    office.actions_by_id["undo"].trigger()
    assert (goal.statement, text.toPlainText()) == ("", "")


def test_a_number_that_is_none_is_told_and_not_taken(office: MainWindow) -> None:
    project = dossier_of(office).forms[1]
    office.show_page(project.id)
    amount = field(office, f"{project.id}.amount")
    write(amount, "12x")
    assert project.amount is None, "half a number is none"
    assert "数字" in amount.toolTip()


def test_enter_goes_on_and_ctrl_s_saves(office: MainWindow, tmp_path: Path, save_as: Callable[[Path], None]) -> None:
    project = dossier_of(office).forms[1]
    office.show_page(project.id)
    name = field(office, f"{project.id}.name")
    write(name, "信访专项")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert not name.hasFocus()
    target = tmp_path / "示例局2026.jxmb"
    save_as(target)
    office.actions_by_id["save"].trigger()
    assert load(target) == dossier_of(office)
    assert not office.isWindowModified()
    assert "已保存" in office.files.saved_words()
    office.actions_by_id["undo"].trigger()
    assert office.isWindowModified()


def test_leaving_asks_and_cancel_stays(office: MainWindow) -> None:
    said: list[set[str]] = []

    def answer(word: str) -> None:
        box = next(one for one in every(office, QMessageBox) if one.isVisible())
        said.append({button.text() for button in box.buttons()})
        click(next(button for button in box.buttons() if button.text() == word))

    QTimer.singleShot(50, lambda: answer("取消"))
    assert not office.close()
    assert said == [{"保存", "不保存", "取消"}]
    QTimer.singleShot(50, lambda: answer("不保存"))
    office.actions_by_id["close"].trigger()
    assert office.session is None
    settle()


def test_tab_goes_from_field_to_field_as_on_paper(office: MainWindow) -> None:
    project = dossier_of(office).forms[1]
    office.show_page(project.id)
    office.actions_by_id["fields"].trigger()
    field(office, f"{project.id}.name").setFocus()
    seen: list[str] = []
    for _ in range(4):
        QTest.keyClick(office.focusWidget(), Qt.Key.Key_Tab)
        seen.append(str(office.focusWidget().property("path")).partition(".")[2])
    assert seen == ["code", "supervising_unit", "executing_unit", "attribute"]
