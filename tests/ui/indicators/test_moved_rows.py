"""A row that changes places with its neighbours: its place on the screen, the hand and what is open go with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPersistentModelIndex, QPoint

from models.dossier import Dossier
from models.edits import Move
from tests.ui.conftest import settle
from tests.ui.indicators.conftest import dossier_of, goal_of
from ui.indicators.panel import IndicatorPanel
from ui.indicators.tree_rows import NEAR
from ui.session.session import Session

Korla = tuple[Session, IndicatorPanel]
LEVELS = ("产出指标", "数量指标")
COUNT = NEAR + 5
ALL = [f"i{number}" for number in range(1, COUNT + 1)]


@pytest.fixture
def listed(make_panel: Callable[[Dossier], Korla]) -> Korla:
    session, panel = make_panel(dossier_of(goal_of(tuple((*LEVELS, f"事{n}", "≥1件", "1") for n in range(COUNT)))))
    panel.resize(1100, 1200)
    settle()
    return session, panel


def seen(panel: IndicatorPanel) -> list[str]:
    """The indicators as they stand on the screen, from top to bottom."""
    tree, model = panel.tree, panel.model
    height = tree.viewport().height()
    found = [model.node_id(tree.indexAt(QPoint(40, y))) for y in range(2, height, 4)]
    return [one for one in dict.fromkeys(found) if one.startswith("i")]


def moves(panel: IndicatorPanel) -> list[int]:
    """The rows of which the tree was told that they move: all of it is laid out again then."""
    told: list[int] = []
    panel.model.rowsMoved.connect(lambda _p, start, *_: told.append(start))
    return told


def put(ids: list[str], one: str, place: int) -> list[str]:
    rest = [other for other in ids if other != one]
    return [*rest[:place], one, *rest[place:]]


@pytest.mark.parametrize(("row", "place"), [(0, 1), (1, 0), (2, 9), (9, 2), (COUNT - 1, COUNT - 2), (0, COUNT - 1)])
def test_it_is_seen_where_it_is_and_the_hand_stays_in_it(listed: Korla, row: int, place: int) -> None:
    session, panel = listed
    told, one = moves(panel), ALL[row]
    panel.tree.select([one], column=2)
    settle()
    held = {node: QPersistentModelIndex(panel.model.index_of(node, 1)) for node in ALL}
    for expected, step in ((put(ALL, one, place), None), (ALL, session.undo), (put(ALL, one, place), session.redo)):
        step() if step else session.apply(Move(one, "c1", "indicators", place))
        settle()
        assert seen(panel) == expected == [node for node in panel.model.rows() if node in ALL]
        assert panel.tree.selected_ids() == [one]
        assert (panel.tree.current_id(), panel.tree.currentIndex().column()) == (one, 2)
        assert {node: panel.model.node_id(index) for node, index in held.items()} == {node: node for node in ALL}
        assert all(index.row() == expected.index(node) for node, index in held.items())
    assert bool(told) == (abs(row - place) > NEAR)


def test_several_chosen_rows_stay_chosen(listed: Korla) -> None:
    session, panel = listed
    told = moves(panel)
    panel.tree.select(ALL[2:5])
    session.apply(Move("i3", "c1", "indicators", 7))
    settle()
    assert seen(panel) == put(ALL, "i3", 7)
    assert sorted(panel.tree.selected_ids()) == ALL[2:5]
    assert told


def test_what_a_filter_hides_stays_hidden(listed: Korla) -> None:
    session, panel = listed
    told = moves(panel)
    panel._filter.setText("事2")  # 事2 is i3
    settle()
    before = seen(panel)
    assert before[0] == "i3"
    session.apply(Move("i3", "c1", "indicators", 0))
    settle()
    assert seen(panel) == before
    assert told


def test_its_subtotal_and_the_words_sought_are_its_own(listed: Korla) -> None:
    session, panel = listed
    session.set_value("i2.weight", 30, typing=False)
    session.apply(Move("i2", "c1", "indicators", 0))
    settle()
    assert panel.model.index_of("i2", panel.model.column_of("weight")).data() == "30"
    panel._filter.setText("事1")
    settle()
    assert "i2" in seen(panel)
    assert "i3" not in seen(panel)
