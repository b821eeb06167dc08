"""A name chosen from the suggestions: the other columns of its row stand in grey until they are accepted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from models.dossier import Dossier
from models.edits import Insert, SetValue
from models.files.jxmb import dumps
from models.goals import Indicator
from tests.ui.indicators.conftest import dossier_of, goal_of
from tests.ui.indicators.test_editing import press, stand, strike
from ui.ground.theme import colours
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session

Key = Qt.Key
BLANK = "new"
CHOSEN = "接待来访群众"


@pytest.fixture
def fresh(make_panel: Callable[[Dossier], tuple[Session, IndicatorPanel]]) -> tuple[Session, IndicatorPanel]:
    """The tree with an empty row; 接待来访群众 says what it rests on as well."""
    session, panel = make_panel(dossier_of(goal_of()))
    category = session.dossier.forms[0].goals[0].dimensions[0].categories[0]
    session.apply(Insert(category.id, "indicators", 2, Indicator(id=BLANK)))
    session.apply(SetValue("i2.scoring", "少一人次扣一分"))
    return session, panel


def choose(panel: IndicatorPanel) -> None:
    """Types the initials in the empty row, and takes what is offered."""
    stand(panel, BLANK)
    strike("jdlf")
    press(Key.Key_Down)


def shown(panel: IndicatorPanel) -> dict[str, str]:
    """Heads of columns, but the first, and what the empty row shows in grey there."""
    found = {}
    for number, column in enumerate(panel.model.columns[1:], 1):
        index = panel.model.index_of(BLANK, number)
        if index.data(Qt.ItemDataRole.ForegroundRole) == colours().muted:
            found[column.head] = index.data()
            assert "还没有填" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    return found


def values(session: Session) -> tuple[str, str, object]:
    node = session.editor.node(BLANK)
    assert isinstance(node, Indicator)
    return node.target.text, node.scoring, node.weight


def test_what_the_namesake_says_stands_in_grey_and_is_no_value(fresh: tuple[Session, IndicatorPanel]) -> None:
    session, panel = fresh
    choose(panel)
    grey = shown(panel)
    assert "".join(grey.values()) == "≥2000人次少一人次扣一分"
    assert values(session) == ("", "", None)
    assert "2000" not in dumps(session.dossier).decode().partition(f'"{BLANK}"')[2].partition("}")[0]
    assert "指标值 ≥2000人次" in session.likeness.words()
    assert "少一人次扣一分" in session.likeness.words()


def test_accepted_it_is_one_step_and_the_weight_stays_free(fresh: tuple[Session, IndicatorPanel]) -> None:
    session, panel = fresh
    choose(panel)
    change = session.likeness.accept()
    assert change is not None
    session.settle()
    before = dumps(session.dossier)
    assert session.apply(change)
    assert values(session) == ("≥2000人次", "少一人次扣一分", None)
    assert shown(panel) == {}
    assert session.history.stack.undoText() == f"填入灰字（{CHOSEN}）"
    session.undo()
    assert dumps(session.dossier) == before
    assert session.value(f"{BLANK}.name") == CHOSEN


@pytest.mark.parametrize("way", ["another row", "another name", "a value", "the row goes", "undo"])
def test_it_goes_with_its_reason(fresh: tuple[Session, IndicatorPanel], way: str) -> None:
    session, panel = fresh
    choose(panel)
    assert session.likeness.row == BLANK
    if way == "another row":
        press(Key.Key_Return)
        stand(panel, "i1")
    elif way == "another name":
        strike("x")
    elif way == "a value":
        session.set_value(f"{BLANK}.scoring", "另写的")
    elif way == "the row goes":
        panel.tree.close_cell()
        session.undo()
        session.undo()
        session.undo()
        session.undo()
    else:
        session.undo()
    assert session.likeness.row == ""
    assert shown(panel) == {} if BLANK in session.editor else True


def test_what_the_row_says_itself_is_not_offered_otherwise(fresh: tuple[Session, IndicatorPanel]) -> None:
    session, panel = fresh
    session.set_value(f"{BLANK}.target", session.value("i1.target"))
    choose(panel)
    assert list(shown(panel).values()) == ["少一人次扣一分"]
    session.undo()


def test_a_name_that_says_no_more_offers_nothing(fresh: tuple[Session, IndicatorPanel]) -> None:
    session, panel = fresh
    for field in ("target", "scoring"):
        session.set_value(f"i2.{field}", type(session.value(f"i2.{field}"))())
    choose(panel)
    assert session.value(f"{BLANK}.name") == CHOSEN
    assert session.likeness.row == ""
    assert session.likeness.accept() is None
