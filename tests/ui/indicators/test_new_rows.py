"""Where a new row comes, by what is selected; and what Esc takes back when a new row is given up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from models.dossier import Dossier
from models.files.jxmb import dumps
from models.goals import Category, Dimension, Goal, Indicator
from models.sheets import Sheet
from tests.ui.indicators.conftest import dossier_of, goal_of
from tests.ui.indicators.test_editing import Key, commit, focus, place, press, stand, strike
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session

Korla = tuple[Session, IndicatorPanel]
Make = Callable[[Dossier], Korla]
CONTROL = Qt.KeyboardModifier.ControlModifier


def shape(session: Session) -> dict[str, list[str]]:
    """Which rows stand under which 二级指标, new ones as ＋."""
    goal = session.editor.node("g")
    assert isinstance(goal, Goal)
    known = ("d", "c", "i")
    return {
        category.id if category.id[:1] in known and category.id[1:].isdigit() else "＋": [
            one.id if one.id[:1] == "i" and one.id[1:].isdigit() else "＋" for one in category.indicators
        ]
        for dimension in goal.dimensions
        for category in dimension.categories
    }


USUAL = {"c1": ["i1", "i2"], "c2": ["i3"], "c3": ["i4"], "c4": ["i5"], "c5": ["i6"]}


@pytest.mark.parametrize(
    ("at", "category", "rows"),
    [
        ("d1", "c2", ["i3", "＋"]),
        ("d2", "c3", ["i4", "＋"]),
        ("d3", "c4", ["i5", "＋"]),
        ("d4", "c5", ["i6", "＋"]),
        ("c1", "c1", ["i1", "i2", "＋"]),
        ("c2", "c2", ["i3", "＋"]),
        ("i1", "c1", ["i1", "＋", "i2"]),
        ("i2", "c1", ["i1", "i2", "＋"]),
        ("i4", "c3", ["i4", "＋"]),
    ],
)
def test_a_new_indicator_comes_where_one_stands(korla: Korla, at: str, category: str, rows: list[str]) -> None:
    session, panel = korla
    before = dumps(session.dossier)
    stand(panel, at)
    press(Key.Key_Return, CONTROL)
    assert shape(session) == USUAL | {category: rows}
    editor = panel.tree.cells.editor
    assert editor is not None
    commit("新指标")
    press(Key.Key_Return)
    made = next(one for one in session.dossier.forms[0].indicators() if one.name == "新指标")
    assert session.editor.parent(made.id)[0] == category
    session.undo()
    session.undo()
    assert dumps(session.dossier) == before


def test_without_a_selection_it_comes_at_the_end(korla: Korla) -> None:
    session, panel = korla
    panel.tree.setCurrentIndex(panel.model.index(-1, -1))
    panel.tree.clearSelection()
    panel.do("add_indicator")
    assert shape(session) == USUAL | {"c5": ["i6", "＋"]}


def test_under_a_level_without_rows_what_lacks_is_made(make_panel: Make) -> None:
    bare = goal_of()
    bare.dimensions[1].categories = []
    session, panel = make_panel(dossier_of(bare))
    stand(panel, "d2")
    press(Key.Key_Return, CONTROL)
    goal = session.editor.node("g")
    assert isinstance(goal, Goal)
    assert [len(one.categories) for one in goal.dimensions] == [2, 1, 1, 1]
    assert [one.name for one in goal.dimensions[1].categories[0].indicators] == [""]
    assert panel.tree.cells.path == f"{goal.dimensions[1].categories[0].indicators[0].id}.name"
    session.undo()
    assert goal.dimensions[1].categories == []


def test_in_an_empty_goal_all_three_levels_are_made(make_panel: Make) -> None:
    session, panel = make_panel(dossier_of(Goal(id="g")))
    panel.do("add_indicator")
    goal = session.editor.node("g")
    assert isinstance(goal, Goal)
    assert [[len(two.indicators) for two in one.categories] for one in goal.dimensions] == [[1]]
    assert session.history.stack.count() == 1
    session.undo()
    assert goal.dimensions == []


def names_offered() -> list[str]:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions()]


def take(word: str) -> None:
    """Goes down to that name by keys and takes it."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for action in menu.actions():
        if action.text() == word:
            break
        press_in(menu, Key.Key_Down)
    press_in(menu, Key.Key_Return)


def press_in(menu: QMenu, key: Qt.Key) -> None:
    QTest.keyClick(menu, key)


@pytest.mark.parametrize(("at", "parent", "row"), [("d1", "d1", 2), ("c1", "d1", 1), ("i1", "d1", 1), ("i4", "d2", 1)])
def test_a_new_category_comes_into_the_dimension_at_hand(korla: Korla, at: str, parent: str, row: int) -> None:
    session, panel = korla
    stand(panel, at)
    panel.do("add_category")
    offered = names_offered()
    there = [one.name for one in session.editor.node(parent).categories]  # type: ignore[attr-defined]
    assert offered[-1] == "自己写…"
    assert len(offered) > 1
    assert not set(offered) & set(there), "what is there is not offered again"
    take(offered[0])
    categories = session.editor.node(parent).categories  # type: ignore[attr-defined]
    assert [one.name for one in categories].index(offered[0]) == row
    assert len(categories) == len(there) + 1
    assert place(panel)[0] == categories[row].id


def test_a_name_of_ones_own_is_written_at_once(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "d2")
    panel.do("add_category")
    take("自己写…")
    commit("自拟指标")
    press(Key.Key_Return)
    node = session.editor.node("d2")
    assert isinstance(node, Dimension)
    assert [one.name for one in node.categories] == ["经济成本指标", "自拟指标"]


def test_a_new_dimension_comes_behind_the_one_at_hand(make_panel: Make) -> None:
    goal = goal_of()
    goal.dimensions.pop(1)
    session, panel = make_panel(dossier_of(goal))
    stand(panel, "i1")
    panel.do("add_dimension")
    offered = names_offered()
    assert "成本指标" in offered
    assert "产出指标" not in offered
    take("成本指标")
    shown = session.editor.node("g")
    assert isinstance(shown, Goal)
    assert [one.name for one in shown.dimensions][:2] == ["产出指标", "成本指标"]
    session.undo()
    assert len(shown.dimensions) == 3


def test_the_frame_is_filled_with_what_lacks_only(make_panel: Make) -> None:
    goal = goal_of()
    goal.dimensions.pop(1)
    goal.dimensions[0].categories.pop(1)
    session, panel = make_panel(dossier_of(goal))
    template = session.template_of(Sheet("f1"))
    assert template is not None
    before = {one.id for one in session.dossier.forms[0].indicators()}
    panel.do("fill_frame")
    shown = session.editor.node("g")
    assert isinstance(shown, Goal)
    wanted = {spec.name: {one.name for one in spec.categories} for spec in template.dimension}
    for dimension in shown.dimensions:
        names = [one.name for one in dimension.categories]
        assert wanted.get(dimension.name, set()) <= set(names)
        assert len(names) == len(set(names))
    assert set(wanted) <= {one.name for one in shown.dimensions}
    assert {one.id for one in session.dossier.forms[0].indicators()} == before
    panel.do("fill_frame")
    assert "已经齐全" in panel.messages.text
    session.undo()
    assert len(shown.dimensions) == 3


# --- Esc --------------------------------------------------------------------------------------------------------------


def test_esc_in_a_cell_takes_back_what_was_typed_there_and_no_more(korla: Korla) -> None:
    """The row that was added before stays, and so does what was written into it before."""
    session, panel = korla
    stand(panel, "i3")
    press(Key.Key_Return, CONTROL)
    commit("新指标")
    press(Key.Key_Tab)
    strike("5")
    assert panel.tree.cells.editor is not None
    press(Key.Key_Escape)
    new = next(one for one in session.dossier.forms[0].indicators() if one.name == "新指标")
    assert not new.target
    assert session.history.stack.undoText() != ""
    press(Key.Key_F2)
    press(Key.Key_Escape)
    assert new.id in session.editor
    assert session.value(f"{new.id}.name") == "新指标"
    assert focus() is panel.tree


@pytest.mark.parametrize("typed", ["", "新指标"])
@pytest.mark.parametrize("at", ["i3", "c2", "d4"])
def test_esc_while_a_new_row_is_named_leaves_no_row(korla: Korla, at: str, typed: str) -> None:
    session, panel = korla
    stand(panel, at)
    before = dumps(session.dossier)
    press(Key.Key_Return, CONTROL)
    assert dumps(session.dossier) != before
    if typed:
        commit(typed)
    press(Key.Key_Escape)
    assert dumps(session.dossier) == before
    assert not session.can_undo
    assert place(panel) == (at, "name"), "where one was"
    assert focus() is panel.tree
    press(Key.Key_Escape)
    assert dumps(session.dossier) == before


def test_esc_in_a_row_that_was_kept_takes_no_row(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i3")
    press(Key.Key_Return, CONTROL)
    new = next(one for one in session.dossier.forms[0].indicators() if not one.name)
    press(Key.Key_Return)
    stand(panel, new.id)
    press(Key.Key_F2)
    press(Key.Key_Escape)
    assert new.id in session.editor


def test_esc_in_a_new_row_leaves_the_row_before_alone(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i3")
    for name in ("第一", "第二"):
        press(Key.Key_Return, CONTROL)
        commit(name)
        press(Key.Key_Return)
        stand(panel, next(one.id for one in session.dossier.forms[0].indicators() if one.name == name))
    press(Key.Key_Return, CONTROL)
    press(Key.Key_Escape)
    names = [one.name for one in session.dossier.forms[0].indicators()]
    assert names[2:5] == ["信访事项办结率", "第一", "第二"]


def test_empty_levels_are_no_indicators(make_panel: Make) -> None:
    goal = Goal(id="g", dimensions=[Dimension(id="d1", name="产出指标", categories=[Category(id="c1")])])
    session, panel = make_panel(dossier_of(goal))
    stand(panel, "c1")
    press(Key.Key_Return, CONTROL)
    node = session.editor.node("c1")
    assert isinstance(node, Category)
    assert [type(one) for one in node.indicators] == [Indicator]
    press(Key.Key_Escape)
    stand(panel, "c1")
    press(Key.Key_Delete)
    assert "c1" not in session.editor
    session.undo()
    assert "c1" in session.editor
