"""Behind the last indicator Tab offers a new row; where nothing is typed in it, it has never been."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from models.dossier import Dossier
from models.edits import SetValue
from models.files.jxmb import dumps
from models.goals import Category, Dimension, Goal, Indicator
from tests.ui.conftest import every, settle
from tests.ui.indicators.conftest import dossier_of, goal_of
from tests.ui.indicators.test_editing import Key, commit, compose, focus, place, press, stand, strike
from ui.controls.composing import PLACE
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session
from ui.session.writing import take_in

Korla = tuple[Session, IndicatorPanel]
CONTROL = Qt.KeyboardModifier.ControlModifier
LAST = "i6"


def names(session: Session) -> list[str]:
    return [one.name for one in session.dossier.forms[0].indicators()]


def ask(panel: IndicatorPanel, *, editing: bool) -> None:
    """Tab in the last cell of the last row, open or not."""
    stand(panel, LAST, panel.model.columns[-1].field)
    if editing:
        press(Key.Key_F2)
    press(Key.Key_Tab)


@pytest.fixture
def offered(korla: Korla) -> Korla:
    """A row is offered, and its name is open."""
    ask(korla[1], editing=True)
    return korla


def untouched(session: Session, before: str) -> bool:
    """No step, no change, nothing to save or to keep."""
    settle()
    nothing = session.history.stack.isClean() and not session._texts()
    return nothing and session.history.stack.count() == 0 and dumps(session.dossier).decode() == before


@pytest.mark.parametrize("editing", [True, False], ids=["in an open cell", "at rest"])
def test_tab_behind_the_last_row_offers_one(korla: Korla, editing: bool) -> None:
    session, panel = korla
    before = dumps(session.dossier).decode()
    ask(panel, editing=editing)
    index = panel.tree.currentIndex()
    assert (place(panel)[1], index.row(), panel.model.node_id(index.parent())) == ("name", 1, "c5")
    assert panel.model.node(index) == Indicator(id=panel.model.node_id(index))
    assert (panel.tree.cells.editor is not None) == editing
    assert untouched(session, before)


def test_what_is_typed_there_is_an_indicator(offered: Korla) -> None:
    session, _ = offered
    before = dumps(session.dossier)
    commit("新的一个")
    press(Key.Key_Tab)
    strike(">=3")
    press(Key.Key_Return)
    assert names(session)[-1] == "新的一个"
    made = list(session.dossier.forms[0].indicators())[-1]
    assert (made.target.text, session.editor.parent(made.id)[:2]) == ("≥3", ("c5", "indicators"))
    while session.history.stack.canUndo():
        session.undo()
    assert dumps(session.dossier) == before
    session.redo()
    session.redo()
    assert names(session)[-1] == "新的一个"


def test_rows_are_typed_one_after_the_other_with_nothing_but_tab(offered: Korla) -> None:
    session, panel = offered
    for name in ("甲", "乙", "丙"):
        commit(name)
        for _ in panel.model.columns:
            press(Key.Key_Tab)
    assert names(session)[6:] == ["甲", "乙", "丙"]
    assert place(panel) == (panel.model.offered, "name")


def test_rows_are_typed_across_by_tab_and_enter_begins_the_next(offered: Korla) -> None:
    """As in a spreadsheet: Enter goes under the cell where Tab began, also into a row that is offered."""
    session, panel = offered
    for name in ("甲", "乙"):
        commit(name)
        press(Key.Key_Tab)
        strike(">=3")
        press(Key.Key_Tab)
        press(Key.Key_Return)
    assert names(session)[6:] == ["甲", "乙"]
    assert place(panel) == (panel.model.offered, "name")
    made = list(session.dossier.forms[0].indicators())[-2:]
    assert [one.target.text for one in made] == ["≥3", "≥3"]


def leave_by_escape(_panel: IndicatorPanel) -> None:
    press(Key.Key_Escape)


def leave_by_escape_twice(_panel: IndicatorPanel) -> None:
    press(Key.Key_Escape)
    press(Key.Key_Escape)


def leave_back(_panel: IndicatorPanel) -> None:
    press(Key.Key_Backtab)


def leave_on(_panel: IndicatorPanel) -> None:
    press(Key.Key_Tab)


def leave_at_once(_panel: IndicatorPanel) -> None:
    press(Key.Key_Tab, CONTROL)


def leave_up(panel: IndicatorPanel) -> None:
    panel.tree.close_cell()
    panel.tree.setFocus()
    press(Key.Key_Up)


def leave_to_another_row(panel: IndicatorPanel) -> None:
    panel.tree.select(["i1"], 1)


def leave_for_another_widget(panel: IndicatorPanel) -> None:
    next(one for one in every(panel, QLineEdit) if one.accessibleName() == "筛选指标").setFocus()


def delete_it(panel: IndicatorPanel) -> None:
    panel.do("delete")


def cut_it(panel: IndicatorPanel) -> None:
    panel.do("cut")


def leave_to_another_goal(panel: IndicatorPanel) -> None:
    panel.show_goal("")


STILL_EMPTY = [
    leave_by_escape,
    leave_by_escape_twice,
    leave_back,
    leave_at_once,
    leave_up,
    leave_to_another_row,
    leave_for_another_widget,
    leave_to_another_goal,
]
LEAVING = [*STILL_EMPTY, leave_on, delete_it, cut_it]


@pytest.mark.parametrize("leave", LEAVING, ids=lambda one: one.__name__)
def test_a_row_that_stays_untouched_has_never_been(korla: Korla, leave: Callable[[IndicatorPanel], None]) -> None:
    session, panel = korla
    before, rows = dumps(session.dossier).decode(), list(panel.model.rows())
    ask(panel, editing=True)
    leave(panel)
    assert untouched(session, before)
    assert list(panel.model.rows()) in (rows, [])


@pytest.mark.parametrize("leave", STILL_EMPTY, ids=lambda one: one.__name__)
def test_nor_has_one_in_which_all_was_rubbed_out(korla: Korla, leave: Callable[[IndicatorPanel], None]) -> None:
    session, panel = korla
    before, rows = dumps(session.dossier).decode(), list(panel.model.rows())
    ask(panel, editing=True)
    strike("a")
    press(Key.Key_Backspace)
    leave(panel)
    assert untouched(session, before)
    assert list(panel.model.rows()) in (rows, [])


def test_escape_leads_back_to_where_one_was(offered: Korla) -> None:
    _, panel = offered
    last = panel.model.columns[-1].field
    press(Key.Key_Escape)
    settle()
    assert place(panel) == (LAST, last)
    assert focus() is panel.tree


def test_what_was_undone_can_be_redone_after_a_row_was_offered(korla: Korla) -> None:
    session, panel = korla
    session.apply(SetValue("i1.name", "改了的"))
    session.undo()
    ask(panel, editing=True)
    press(Key.Key_Escape)
    session.redo()
    assert names(session)[0] == "改了的"


def test_tab_in_the_offered_row_goes_on_to_what_follows(offered: Korla) -> None:
    _, panel = offered
    press(Key.Key_Tab)
    settle()
    assert focus() is not panel.tree
    assert not panel.tree.isAncestorOf(focus())


def test_ctrl_enter_there_makes_a_row_below_the_last(offered: Korla) -> None:
    session, _ = offered
    press(Key.Key_Return, CONTROL)
    commit("真的一个")
    press(Key.Key_Return)
    assert names(session)[6:] == ["真的一个"]


def test_no_row_is_offered_below_an_empty_one(make_panel: Callable[[Dossier], Korla]) -> None:
    goal = Goal(id="g", dimensions=[Dimension(categories=[Category(indicators=[Indicator(id="i1")])])])
    _, panel = make_panel(dossier_of(goal))
    stand(panel, "i1", panel.model.columns[-1].field)
    press(Key.Key_Tab)
    assert panel.model.offered == ""


def test_a_level_without_rows_at_the_end_is_offered_its_first(make_panel: Callable[[Dossier], Korla]) -> None:
    goal = goal_of()
    goal.dimensions[-1].categories[-1].indicators = []
    session, panel = make_panel(dossier_of(goal))
    stand(panel, "c5")
    press(Key.Key_Tab)
    press(Key.Key_F2)
    commit("第一个")
    press(Key.Key_Return)
    assert [one.name for one in goal.dimensions[-1].categories[-1].indicators] == ["第一个"]
    assert session.history.stack.count() == 2


@pytest.mark.parametrize("editing", [True, False], ids=["in an open cell", "at rest"])
def test_enter_behind_the_last_row_offers_one_in_its_column(korla: Korla, editing: bool) -> None:
    session, panel = korla
    before = dumps(session.dossier).decode()
    stand(panel, LAST, "weight")
    if editing:
        press(Key.Key_F2)
    press(Key.Key_Return)
    assert place(panel) == (panel.model.offered, "weight")
    assert panel.model.place_of_offer() == ("c5", 1)
    assert (panel.tree.cells.editor is not None) == editing
    press(Key.Key_Return)
    assert place(panel) == (panel.model.offered, "weight"), "no row is offered below an empty one"
    press(Key.Key_Escape)
    settle()
    assert place(panel) == (LAST, "weight")
    assert untouched(session, before)


@pytest.fixture
def unfilled(make_panel: Callable[[Dossier], Korla]) -> Korla:
    """The two last 二级 have no rows yet."""
    goal = goal_of()
    for dimension in goal.dimensions[-2:]:
        dimension.categories[-1].indicators = []
    return make_panel(dossier_of(goal))


def test_enter_goes_on_to_the_next_level_that_is_empty(unfilled: Korla) -> None:
    """Names typed down the column, as in a spreadsheet and in the official table."""
    session, panel = unfilled
    stand(panel, "i4", "name")
    press(Key.Key_F2)
    for name in ("甲", "乙"):
        press(Key.Key_Return)
        commit(name)
    press(Key.Key_Return)
    last = [one for dimension in session.dossier.forms[0].goals[0].dimensions[-2:] for one in dimension.categories]
    assert [[one.name for one in level.indicators] for level in last] == [["甲"], ["乙"]]
    assert panel.model.place_of_offer() == ("c5", 1)


def test_ctrl_enter_in_a_row_offered_under_an_empty_level_makes_its_first(unfilled: Korla) -> None:
    session, panel = unfilled
    stand(panel, "i4", "weight")
    press(Key.Key_Return)
    assert panel.model.place_of_offer() == ("c4", 0)
    press(Key.Key_Return, CONTROL)
    assert place(panel)[1] == "name"
    commit("甲")
    panel.tree.close_cell()
    level = session.editor.node("c4")
    assert isinstance(level, Category)
    assert [one.name for one in level.indicators] == ["甲"]
    assert session.history.stack.count() == 2


def test_tab_stays_in_the_list_though_one_below_is_empty(unfilled: Korla) -> None:
    _, panel = unfilled
    stand(panel, "i4", panel.model.columns[-1].field)
    press(Key.Key_Tab)
    assert panel.model.place_of_offer() == ("c3", 1)


def test_nothing_is_offered_where_nothing_may_be_changed(korla: Korla, monkeypatch: pytest.MonkeyPatch) -> None:
    _, panel = korla
    monkeypatch.setattr(Session, "read_only", property(lambda _self: "只能看，不能改"))
    ask(panel, editing=False)
    assert panel.model.offered == ""


def test_a_change_from_elsewhere_takes_it_away_or_leaves_it(offered: Korla) -> None:
    session, panel = offered
    row = panel.model.offered
    session.apply(SetValue("i1.name", "改了的"))
    assert panel.model.offered == row
    session.apply(SetValue("c5.name", "另一个"))
    assert panel.model.offered == row


def test_what_is_composed_there_comes_back_after_a_crash(offered: Korla) -> None:
    session, _ = offered
    compose("xin")
    where = focus().property(PLACE)
    assert take_in(session, {where: "新"}) == []
    assert names(session)[-1] == "新"


def test_rows_pasted_there_come_there(offered: Korla) -> None:
    session, panel = offered
    QGuiApplication.clipboard().setText("甲\t≥1次\n乙\t≥2次\n")
    panel.tree.close_cell()
    panel.do("paste")
    settle()
    assert names(session)[6:] == ["甲", "乙"]


def test_the_row_is_told_to_a_listener(offered: Korla) -> None:
    """As any row without a name."""
    _, panel = offered
    editor: QWidget | None = panel.tree.cells.editor
    assert editor is not None
    assert editor.accessibleName() == "三级指标"
    spoken = panel.tree.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "三级指标 （未填名称）"
