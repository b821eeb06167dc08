"""A tree of more rows than are searched in one turn of the window; all of it folded and opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication

from models.dossier import Dossier
from tests.ui.conftest import settle
from tests.ui.indicators.conftest import dossier_of, goal_of
from tests.ui.indicators.test_editing import Key, place, press
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session

Korla = tuple[Session, IndicatorPanel]
Make = Callable[[Dossier], Korla]
LEVELS = ("产出指标", "数量指标")
SOUGHT, MANY = "走访民警", 2500


@pytest.fixture
def many(make_panel: Make) -> Korla:
    """The last one alone holds the word."""
    rows = [(*LEVELS, f"受理第{number}件", "≥1件", "") for number in range(MANY)]
    return make_panel(dossier_of(goal_of((*rows, (*LEVELS, SOUGHT, "≥1次", "")))))


def shown(panel: IndicatorPanel) -> list[int]:
    """Which rows of the only list are to be seen."""
    above = panel.model.index_of("c1")
    return [row for row in range(panel.model.rowCount(above)) if not panel.tree.isRowHidden(row, above)]


def test_what_is_sought_among_many_is_found(many: Korla) -> None:
    _, panel = many
    panel._filter.setText("民警")
    settle()
    assert shown(panel) == [MANY]
    panel._filter.clear()
    settle()
    assert shown(panel) == list(range(MANY + 1))


def test_another_word_while_many_are_searched_counts_alone(many: Korla) -> None:
    _, panel = many
    panel._filter.setText("没有的")
    QApplication.processEvents()
    panel._filter.setText("民警")
    settle()
    assert shown(panel) == [MANY]


def test_a_row_that_goes_while_many_are_searched_is_no_matter(many: Korla) -> None:
    session, panel = many
    panel._filter.setText("民警")
    panel.tree.select(["i5"])
    panel.commands.delete()
    settle()
    assert shown(panel) == [MANY - 1]
    session.undo()
    settle()
    assert MANY in shown(panel)


def test_a_row_far_below_that_is_moved_stays_in_sight(many: Korla) -> None:
    _, panel = many
    panel.tree.select([f"i{MANY}"])
    settle()
    panel.commands.move_down()
    settle()
    index = panel.model.index_of(f"i{MANY}")
    assert index.row() == MANY
    assert panel.tree.viewport().rect().contains(panel.tree.visualRect(index).center())


def opened(panel: IndicatorPanel) -> list[str]:
    """The levels that stand open."""
    rows = panel.model.rows()
    return [one for one in rows if panel.model.rowCount(at(panel, one)) and panel.tree.isExpanded(at(panel, one))]


def at(panel: IndicatorPanel, node: str) -> QModelIndex:
    return panel.model.index_of(node)


def test_all_that_was_folded_is_opened_and_stays_so(make_panel: Make) -> None:
    _, panel = make_panel(dossier_of(goal_of(), goal_of(prefix="x")))
    levels = opened(panel)
    assert {"d1", "c1", "c2", "d4"} <= set(levels)
    panel.do("collapse")
    settle()
    assert opened(panel) == []
    panel.do("expand")
    settle()
    assert opened(panel) == levels
    panel.show_goal("xg")
    panel.show_goal("g")
    assert opened(panel) == levels
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert place(panel)[0] == "i1"
