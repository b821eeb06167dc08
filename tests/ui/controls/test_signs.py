"""Signs and digits come out as they are meant while they are typed, in every kind of editor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.answers import choose_in_menu
from ui.controls.signs import meant
from ui.form.table_cells import CellLine, CellText
from ui.indicators.cells import Line, Text
from ui.preview.editor import CellEditor

EDITORS = (Line, Text, CellLine, CellText, CellEditor)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def made(kind: type[QWidget], page: QWidget) -> QLineEdit | QPlainTextEdit:
    editor = kind(page)
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    if isinstance(editor, CellEditor):
        editor.wake("")
    editor.show()
    return editor


def text_of(editor: QLineEdit | QPlainTextEdit) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def commit(editor: QWidget, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(editor, event)


@pytest.mark.parametrize("kind", EDITORS)
@pytest.mark.parametrize(
    ("keys", "text"),
    [(">=95%", "≥95%"), ("<=3", "≤3"), ("a>b=c", "a>b=c"), (">>=5", ">≥5"), ("==", "=="), ("5<=", "5≤")],
)
def test_keys(kind: type[QWidget], keys: str, text: str, page: QWidget) -> None:
    editor = made(kind, page)
    QTest.keyClicks(editor, keys)
    assert text_of(editor) == text


@pytest.mark.parametrize("kind", EDITORS)
@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["１２", "．５"], "12．5"),
        (["＞", "＝", "９０％"], "≥90％"),
        (["》", "="], "≥"),
        (["《办法》", "＝"], "《办法》＝"),
        (["<=５次"], "≤5次"),
    ],
)
def test_what_an_input_method_puts_in(kind: type[QWidget], parts: list[str], text: str, page: QWidget) -> None:
    editor = made(kind, page)
    for part in parts:
        commit(editor, part)
    assert text_of(editor) == text


@pytest.mark.parametrize("kind", EDITORS)
def test_in_the_middle_and_over_a_selection(kind: type[QWidget], page: QWidget) -> None:
    editor = made(kind, page)
    commit(editor, ">旧的5")
    if isinstance(editor, QLineEdit):
        editor.setSelection(1, 2)
    else:
        cursor = editor.textCursor()
        cursor.setPosition(1)
        cursor.setPosition(3, cursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "=1")
    assert text_of(editor) == "≥15"


@pytest.mark.parametrize("kind", EDITORS)
def test_over_all_that_stands_there_nothing_is_put_together(kind: type[QWidget], page: QWidget) -> None:
    editor = made(kind, page)
    commit(editor, "5>")
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "=1")
    assert text_of(editor) == "=1"


def test_what_is_composed_is_not_touched(page: QWidget) -> None:
    editor = made(Line, page)
    commit(editor, ">")
    QCoreApplication.sendEvent(editor, QInputMethodEvent("=", []))
    assert text_of(editor) == ">"


@pytest.mark.parametrize(
    ("before", "typed", "written"),
    [("", "", ("", 0)), (">", "=", ("≥", 1)), ("＜", "＝", ("≤", 1)), ("x", "=", ("=", 0)), (">", ">=", ("≥", 0))],
)
def test_what_is_meant(before: str, typed: str, written: tuple[str, int]) -> None:
    assert meant(before, typed) == written


@pytest.mark.parametrize("kind", EDITORS)
@pytest.mark.parametrize(("copied", "text"), [(">=９5%", "≥95%"), ("＜＝3", "≤3"), ("《办法》=1", "《办法》=1")])
def test_what_is_pasted(kind: type[QWidget], copied: str, text: str, page: QWidget) -> None:
    editor = made(kind, page)
    QGuiApplication.clipboard().setText(copied)
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert text_of(editor) == text


@pytest.mark.parametrize("kind", EDITORS)
def test_what_is_pasted_behind_half_a_sign_over_what_is_selected(kind: type[QWidget], page: QWidget) -> None:
    editor = made(kind, page)
    QTest.keyClicks(editor, "7>8")
    QTest.keyClick(editor, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QGuiApplication.clipboard().setText("=9")
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert text_of(editor) == "7≥9"


@pytest.mark.parametrize("kind", EDITORS)
def test_what_is_pasted_by_the_menu(kind: type[QWidget], page: QWidget) -> None:
    editor = made(kind, page)
    QGuiApplication.clipboard().setText("<=8次")
    chosen = choose_in_menu("&P")  # in any language
    place = editor.rect().center()
    around = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, editor.mapToGlobal(place))
    QCoreApplication.sendEvent(editor.viewport() if isinstance(editor, QPlainTextEdit) else editor, around)
    assert chosen
    assert text_of(editor) == "≤8次"
