"""Words offered while one is typed in the tree: of this dossier and of those that were saved before."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.files.jxmb import dumps
from models.folders import known_words_file
from tests.ui.conftest import every
from tests.ui.indicators.test_editing import Korla, focus, place, press, stand, strike
from ui.controls.word_list import WordList
from ui.indicators.panel import IndicatorPanel
from ui.session.known_words import forget, learn

Key = Qt.Key


def shown(panel: IndicatorPanel) -> list[WordList]:
    return [words for words in every(panel.window(), WordList) if words.isVisible()]


def offered(panel: IndicatorPanel) -> list[str]:
    return [words.item(row).text() for words in shown(panel) for row in range(words.count())]


def put(text: str) -> None:
    """A word that an input method or the clipboard puts in at once."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)


def test_names_of_the_dossier_are_offered_by_initials_and_taken_by_the_arrow(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i6")
    strike("jdlf")
    assert offered(panel) == ["接待来访群众"]
    press(Key.Key_Escape)
    stand(panel, "i6")
    strike("xf")
    assert offered(panel) == ["信访事项办结率", "化解信访积案"]
    press(Key.Key_Down)
    assert session.value("i6.name") == "信访事项办结率"
    press(Key.Key_Down)
    assert session.value("i6.name") == "化解信访积案"
    press(Key.Key_Return)
    assert offered(panel) == []
    assert panel.tree.cells.editor is None or place(panel) != ("i6", "name")
    session.undo()
    assert session.value("i6.name") == "来访群众满意度"


def test_enter_keeps_what_was_typed_and_escape_the_old_value(korla: Korla) -> None:
    session, panel = korla
    before = dumps(session.dossier)
    stand(panel, "i6")
    strike("xf")
    press(Key.Key_Return)
    assert session.value("i6.name") == "xf"
    session.undo()
    stand(panel, "i6")
    strike("xf")
    press(Key.Key_Down)
    press(Key.Key_Escape)
    assert offered(panel) == []
    assert dumps(session.dossier) == before


def test_a_click_takes_a_word_and_the_typing_goes_on(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i6")
    strike("x")
    [words] = shown(panel)
    row = offered(panel).index("化解信访积案")
    place_of = words.visualItemRect(words.item(row)).center()
    QTest.mouseClick(words.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place_of)
    assert session.value("i6.name") == "化解信访积案"
    assert offered(panel) == []
    strike("1")
    assert session.value("i6.name") == "化解信访积案1"


def test_what_was_saved_before_is_offered_until_it_is_cleared_or_switched_off(korla: Korla) -> None:
    session, panel = korla
    known_words_file().unlink(missing_ok=True)
    session.set_value("i1.evidence", "达到得满分，未达到按比例扣分")
    learn(known_words_file(), session.dossier)
    session.undo()
    for wanted, on in ((True, True), (False, False)):
        session.settings["suggest"] = on
        stand(panel, "i2", "evidence")
        press(Key.Key_F2)
        put("满分")
        assert ("达到得满分，未达到按比例扣分" in offered(panel)) == wanted
        press(Key.Key_Escape)
    session.settings["suggest"] = True
    forget(known_words_file())
    stand(panel, "i2", "evidence")
    press(Key.Key_F2)
    put("满分")
    assert offered(panel) == []


def test_the_own_word_and_other_columns_are_not_offered(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i1")
    press(Key.Key_F2)
    press(Key.Key_End)
    put("京")
    assert "赴省进京专班" not in offered(panel)
    press(Key.Key_Escape)
    stand(panel, "i2", "evidence")
    press(Key.Key_F2)
    put("信访")
    assert offered(panel) == []
