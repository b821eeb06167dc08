"""Sign, number and unit in columns of their own: the tree and the official table take the same and print the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from models.files.jxmb import dumps
from models.sheets import Sheet
from models.target import QUALITATIVE, SIGNS, USUAL_UNITS, Nature, Target
from tests.ui.preview.office import TEMPLATES, Hand, end_sessions, project, rows_of, session_of
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session

__all__ = ["end_sessions"]

LUKOU = "lukou-project-2026"
HEADS = {"comparison": "指标值类型", "number": "指标值", "unit": "度量单位"}
Key = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier
Do = Callable[[str, str], str]
"""Types (or pastes) a text into a part; gives what the person was told."""


class Paper:
    """The official table of a 渌口 form with one indicator."""

    def __init__(self, qtbot: QtBot, folder: Path, value: str, nature: Nature) -> None:
        self.form = project(LUKOU, count=1)
        self.row = rows_of(self.form)[0]
        self.row.target, self.row.nature = Target.parse(value), nature
        self.session: Session = session_of(folder, self.form)
        self.bot = qtbot
        self.caret = Hand(qtbot, self.session, self.form)

    def type(self, part: str, text: str) -> str:
        self.caret.click(f"{self.row.id}.target.{part}")
        self.caret.key(Key.Key_F2)
        self.caret.key(Key.Key_A, _CTRL)
        self._strike(text)
        told = str(self.caret.editor.toolTip())
        self.caret.key(Key.Key_Escape if told else Key.Key_Tab)
        return told

    def _strike(self, text: str) -> None:
        """Key by key, and by an input method where a keyboard has no key."""
        self.caret.key(Key.Key_Delete)
        for sign in text:
            self.caret.type(sign) if sign.isascii() else self.caret.commit(sign)

    def paste(self, part: str, text: str) -> str:
        self.caret.click(f"{self.row.id}.target.{part}")
        QGuiApplication.clipboard().setText(text)
        self.caret.key(Key.Key_V, _CTRL)
        return self.caret.table.messages.text

    def shown(self) -> str:
        return _shown(self.form)

    def offered(self, part: str) -> list[str]:
        self.caret.click(f"{self.row.id}.target.{part}")
        self.caret.key(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        words = self.caret.table.caret.words
        found = [words.item(number).text() for number in range(words.count())] if words.isVisible() else []
        self.caret.key(Key.Key_Escape)
        return found


class Tree:
    """The indicator tree of the same form."""

    def __init__(self, qtbot: QtBot, folder: Path, value: str, nature: Nature) -> None:
        self.form = project(LUKOU, count=1)
        self.row = rows_of(self.form)[0]
        self.row.target, self.row.nature = Target.parse(value), nature
        self.session: Session = session_of(folder, self.form)
        self.panel = IndicatorPanel(self.session, Sheet(self.form.id))
        self.bot = qtbot
        qtbot.addWidget(self.panel)
        self.panel.resize(1100, 500)
        self.panel.show_goal(self.form.goals[0].id)
        self.panel.show()
        qtbot.waitExposed(self.panel)
        self.panel.activateWindow()
        qtbot.waitUntil(self.panel.isActiveWindow)
        self.panel.tree.setFocus()

    def stand(self, part: str) -> None:
        model = self.panel.model
        self.panel.tree.select((self.row.id,), model.column_of(f"target.{part}"))

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        widget = QGuiApplication.focusObject()
        QTest.keyClick(widget, key, modifiers)  # type: ignore[call-overload]

    def type(self, part: str, text: str) -> str:
        self.stand(part)
        self._key(Key.Key_F2)
        self._key(Key.Key_A, _CTRL)
        self._key(Key.Key_Delete)
        for sign in text:
            event = QInputMethodEvent()
            event.setCommitString(sign)
            focused = QGuiApplication.focusObject()
            assert focused is not None
            QCoreApplication.sendEvent(focused, event)
        self._key(Key.Key_Return)
        return self.panel.messages.text

    def paste(self, part: str, text: str) -> str:
        self.stand(part)
        self.panel.commands.paste_text(text)
        return self.panel.messages.text

    def shown(self) -> str:
        model = self.panel.model
        columns = [model.column_of(f"target.{part}") for part in ("comparison", "number", "unit")]
        texts = "|".join(model.index_of(self.row.id, column).data() for column in columns)
        assert texts == _shown(self.form), "the paper says the same"
        return texts

    def offered(self, part: str) -> list[str]:
        model = self.panel.model
        self.panel.tree.open_editor(self.row.id, model.column_of(f"target.{part}"))
        editor = self.panel.tree.cells.editor
        assert editor is not None
        if not hasattr(editor, "line"):
            return []
        self._key(Key.Key_Down)
        menu = next(one for one in editor.children() if isinstance(one, QMenu) and one.isVisible())
        words = [action.text().partition(" ")[0] for action in menu.actions()]
        menu.close()
        self.panel.tree.close_cell()
        return words


def _shown(form: Any) -> str:
    template = TEMPLATES[form.template]
    row = rows_of(form)[0]
    return "|".join(template.target_parts.split(row.target, row.nature).values())


@pytest.fixture(params=[Tree, Paper])
def surface(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Callable[..., Tree | Paper]:
    """Makes one of the two surfaces over a value."""
    return lambda value, nature="": request.param(qtbot, tmp_path, value, nature)


@pytest.mark.parametrize("how", ["type", "paste"])
@pytest.mark.parametrize(
    ("text", "after"),
    [("≥96%", "≥|96|%"), ("85%", "|85|%"), ("85", "≥|85|%"), ("有效提升", "定性|有效提升|"), ("≤5次", "≤|5|次")],
)
def test_a_value_in_the_place_of_the_number(surface: Any, how: str, text: str, after: str) -> None:
    at = surface("≥90%")
    before = dumps(at.session.dossier)
    getattr(at, how)("number", text)
    assert at.shown() == after
    at.session.undo()
    assert dumps(at.session.dossier) == before


def test_another_sign_leaves_the_declared_nature(surface: Any) -> None:
    at = surface("≥90%", "quantitative")
    at.type("comparison", "≤")
    assert (at.shown(), at.row.nature) == ("≤|90|%", "quantitative")


def test_a_qualitative_value_stands_whole(surface: Any) -> None:
    at = surface("高于市平均值")
    assert at.shown() == "定性|高于市平均值|"
    at.type("number", "高于省平均值")
    assert at.shown() == "定性|高于省平均值|"


@pytest.mark.parametrize(
    ("value", "part", "text"),
    [("有效提升", "comparison", "≥"), ("有效提升", "unit", "%"), ("≥90%", "unit", "5%"), ("", "unit", "人年")],
)
def test_what_fits_nowhere_is_refused_in_words(surface: Any, value: str, part: str, text: str) -> None:
    at = surface(value)
    before = at.shown()
    assert any("一" <= sign <= "鿿" for sign in at.type(part, text))
    assert at.shown() == before


def test_half_typed_parts_are_shown_where_they_were_typed(surface: Any) -> None:
    at = surface("")
    steps = [("unit", "人次", "||人次"), ("comparison", "≥", "≥||人次"), ("number", "30", "≥|30|人次")]
    for part, text, after in steps:
        at.type(part, text)
        assert at.shown() == after


def test_both_offer_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    tree, paper = Tree(qtbot, tmp_path, "≥90%", ""), Paper(qtbot, tmp_path, "≥90%", "")
    for part, words in (("comparison", (*SIGNS, QUALITATIVE)), ("unit", USUAL_UNITS), ("number", ())):
        assert tuple(paper.offered(part)) == words
        assert tuple(tree.offered(part)) == words


def test_escape_brings_all_parts_back(qtbot: QtBot, tmp_path: Path) -> None:
    tree = Tree(qtbot, tmp_path, "≥90%", "")
    before = dumps(tree.session.dossier)
    tree.stand("number")
    for key in (Key.Key_5, Key.Key_Percent):
        tree._key(key)
    assert tree.shown() == "|5|%"
    tree._key(Key.Key_Escape)
    assert dumps(tree.session.dossier) == before


def test_a_row_of_three_columns_is_pasted_as_one(surface: Any) -> None:
    at = surface("≥90%")
    at.paste("number", "15\t人年\t=")
    assert at.shown() == "=|15|人年"


def test_a_whole_value_on_paper_is_offered_with_other_signs_and_units(qtbot: QtBot, tmp_path: Path) -> None:
    form = project(count=1)
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    hand.click(f"{rows_of(form)[0].id}.target")
    hand.key(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    words = hand.table.caret.words
    texts = [words.item(number).text() for number in range(words.count())]
    assert {"≤95%", "≥95人次"} <= set(texts)
    hand.key(Key.Key_Down)
    hand.key(Key.Key_Return)
    assert str(rows_of(form)[0].target) in texts[1:]
