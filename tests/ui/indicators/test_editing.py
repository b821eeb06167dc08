"""Editing in place, by keys as a clerk uses them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from models.files.jxmb import dumps
from ui.indicators.cells import Text, WeightLine, WithLists
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session

Korla = tuple[Session, IndicatorPanel]
Key = Qt.Key


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


def strike(text: str) -> None:
    """Strikes keys one after the other, each where the focus is by then."""
    for sign in text:
        QTest.keyClicks(focus(), sign)


def compose(text: str) -> None:
    QApplication.sendEvent(focus(), QInputMethodEvent(text, []))


def commit(text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)


def stand(panel: IndicatorPanel, node_id: str, field: str = "name") -> None:
    """The cell of that value is the current one, and alone: a key that another test has held down adds no row."""
    panel.tree.select((node_id,), panel.model.column_of(field))


def place(panel: IndicatorPanel) -> tuple[str, str]:
    index = panel.tree.currentIndex()
    return panel.model.node_id(index), panel.model.columns[index.column()].field


def test_typing_a_target_just_works(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "target")
    strike(">=95%")
    assert isinstance(panel.tree.cells.editor, WithLists)
    press(Key.Key_Return)
    target = session.value("i1.target")
    assert (target.text, target.comparison, target.number, target.unit) == ("≥95%", "≥", Decimal(95), "%")
    assert place(panel) == ("i2", "target")
    assert session.history.stack.count() == 1
    assert session.history.stack.undoText() == "修改“赴省进京专班”的指标值：≥95%"


def test_enter_goes_down_tab_goes_along(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i1")
    press(Key.Key_F2)
    press(Key.Key_Tab)
    assert place(panel) == ("i1", "target")
    assert panel.tree.cells.path == "i1.target"
    press(Key.Key_Backtab)
    assert place(panel) == ("i1", "name")
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert place(panel) == ("i3", "name")
    press(Key.Key_Escape)
    assert panel.tree.cells.editor is None
    assert focus() is panel.tree


def test_tab_at_the_end_of_a_row_goes_to_the_next(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i1", "evidence")
    press(Key.Key_Tab)
    assert place(panel) == ("i2", "name")
    press(Key.Key_Backtab)
    assert place(panel) == ("i1", "evidence")


def test_escape_brings_the_old_value_back(korla: Korla) -> None:
    session, panel = korla
    before = dumps(session.dossier)
    stand(panel, "i1", "weight")
    strike("77")
    assert session.value("i1.weight") == 77
    press(Key.Key_Escape)
    assert dumps(session.dossier) == before
    assert not session.history.stack.canUndo()


def test_a_weight_is_a_number_or_the_person_is_told(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "weight")
    strike("12.50")
    assert isinstance(panel.tree.cells.editor, WeightLine)
    press(Key.Key_Return)
    assert session.value("i1.weight") == Decimal("12.50")
    strike("ten")
    press(Key.Key_Return)
    assert session.value("i2.weight") == 10
    assert "权重没有改" in panel.messages.text


def test_arrows_step_a_weight(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "weight")
    press(Key.Key_F2)
    press(Key.Key_Up)
    press(Key.Key_Up)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert session.value("i1.weight") == 11
    assert session.history.stack.count() == 1


def test_two_visits_are_two_undo_steps(korla: Korla) -> None:
    session, panel = korla
    for word in ("一", "二"):
        stand(panel, "i1", "basis")
        press(Key.Key_F2)
        commit(word)
        press(Key.Key_Return)
        press(Key.Key_Escape)
    assert session.value("i1.basis") == "一二"
    session.undo()
    assert session.value("i1.basis") == "一"


def test_chinese_by_input_method(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1")
    compose("xin")
    editor = panel.tree.cells.editor
    assert isinstance(editor, Text)
    assert session.value("i1.name") == "赴省进京专班", "what is being composed is not written"
    compose("xin fang")
    assert editor.composing()
    commit("信访")
    assert session.value("i1.name") == "信访"
    compose("jian")
    commit("件")
    press(Key.Key_Return)
    assert session.value("i1.name") == "信访件"
    assert place(panel) == ("i2", "name")
    assert session.history.stack.count() == 1
    session.undo()
    assert session.value("i1.name") == "赴省进京专班"


@pytest.mark.parametrize("field", ["name", "target", "weight", "basis", "scoring"])
def test_enter_that_confirms_the_preedit_moves_nothing(korla: Korla, field: str) -> None:
    _, panel = korla
    stand(panel, "i1", field)
    press(Key.Key_F2)
    compose("ren ci")
    press(Key.Key_Return)
    press(Key.Key_Tab)
    assert place(panel) == ("i1", field)
    editor = panel.tree.cells.editor
    assert editor is not None
    assert editor.composing()


def test_preedit_survives_a_change_elsewhere(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "basis")
    press(Key.Key_F2)
    compose("li shi")
    session.set_value("i1.basis", "计划标准", typing=False)
    session.check()
    editor = panel.tree.cells.editor
    assert editor is not None
    assert editor.composing()
    commit("历史")
    assert "历史" in editor.text()


def test_undo_while_an_editor_is_open_shows_in_it(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "target")
    strike("5")
    session.undo()
    editor = panel.tree.cells.editor
    assert editor is not None
    assert editor.text() == "≥120人次"


def test_sign_and_unit_from_lists(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "target")
    press(Key.Key_F2)
    press(Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert session.value("i1.target").text == "≤120人次"
    press(Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "件").trigger()
    menu.close()
    assert session.value("i1.target").text == "≤120件"
    press(Key.Key_Return)
    assert session.history.stack.count() == 1


def test_dictionary_offers_words_and_takes_others(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "scoring")
    press(Key.Key_F2)
    press(Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "直接赋分" in [action.text() for action in menu.actions()]
    QTest.keyClick(menu, Key.Key_Return)
    assert session.value("i1.scoring") == "按照正常比例赋分"
    press(Key.Key_Return)
    compose("qi")
    commit("其他办法")
    press(Key.Key_Escape)
    assert session.value("i2.scoring") == "", "Esc gives it up"


def test_signs_that_fold_trees_begin_typing(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "basis")
    strike("-1")
    press(Key.Key_Return)
    assert session.value("i1.basis") == "-1"


def test_a_row_that_goes_takes_its_editor_along(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "d2")
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    new = place(panel)[0]
    commit("新指标")
    assert session.value(f"{new}.name") == "新指标"
    session.undo()
    session.undo()
    assert panel.tree.cells.editor is None
    assert session.value(f"{new}.name") is None


def test_saving_while_typing_loses_nothing(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "target")
    strike("99")
    assert '"99"' in dumps(session.dossier).decode()


@pytest.mark.parametrize("field", ["name", "target", "weight", "basis"])
def test_delete_in_an_editor_deletes_letters(korla: Korla, field: str) -> None:
    session, panel = korla
    stand(panel, "i1", field)
    press(Key.Key_F2)
    press(Key.Key_Home)
    press(Key.Key_Delete)
    assert session.value("i1.name") is not None
    assert panel.tree.cells.editor is not None
    press(Key.Key_Return)
    assert len(session.value("c1.indicators")) == 2


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier])
def test_a_long_text_may_have_lines(korla: Korla, modifier: Qt.KeyboardModifier) -> None:
    session, panel = korla
    stand(panel, "i1", "name")
    press(Key.Key_F2)
    press(Key.Key_Return, modifier)
    commit("第二行")
    press(Key.Key_Return)
    assert session.value("i1.name") == "赴省进京专班\n第二行"
    assert panel.model.index_of("i1").data() == "赴省进京专班 第二行"


@pytest.mark.parametrize("field", ["name", "target", "weight"])
def test_another_row_chosen_from_outside_ends_the_cell_in_hand(korla: Korla, field: str) -> None:
    """A finding is gone to, or a new row comes: what was typed is kept, and Qt has nothing to complain of."""
    session, panel = korla
    stand(panel, "i1", field)
    strike("12")
    assert panel.tree.cells.editor is not None
    stand(panel, "i2", field)
    assert panel.tree.cells.editor is None
    value = session.value(f"i1.{field}")
    assert (value.text if field == "target" else str(value)) == "12"
    session.undo()
    assert session.history.stack.index() == 0
