"""A template may draw other columns for later goals: the tree has those of its goal, and shows what they leave out."""

from __future__ import annotations

from typing import Any

import pytest

from models.edits import Move
from models.sheets import Sheet
from tests.ui.indicators.conftest import dossier_of, goal_of
from ui.indicators.model import GoalModel
from ui.session.session import Session

JIANGHAN = "jianghan-department-2024"


@pytest.fixture
def session(make_session: Any) -> Session:
    goals = [goal_of(), goal_of(prefix="x")]
    made: Session = make_session(dossier_of(*goals, template=JIANGHAN))
    return made


def heads(session: Session, goal: str) -> tuple[GoalModel, list[str]]:
    model = GoalModel(session, Sheet("f1"))
    model.show_goal(goal)
    return model, [column.head for column in model.columns]


def test_every_goal_has_the_columns_that_are_drawn_for_it(session: Session) -> None:
    _, first = heads(session, "g")
    _, second = heads(session, "xg")
    assert [head for head in first if "年" in head]
    assert "指标值确定依据" in first
    assert "指标值说明" in second
    assert not [head for head in second if "年" in head]


def test_what_its_goal_has_no_column_for_is_seen_beside_them(session: Session) -> None:
    session.set_value("xi1.history.2025", "30人次")
    _, second = heads(session, "xg")
    assert any("2025" in head for head in second)


def test_a_goal_that_becomes_the_first_gets_its_columns(session: Session) -> None:
    model, _ = heads(session, "xg")
    session.apply(Move("xg", "f1", "goals", 0))
    assert "指标值确定依据" in [column.head for column in model.columns]
    session.undo()
    assert "指标值说明" in [column.head for column in model.columns]
