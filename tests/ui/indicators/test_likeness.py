"""A name chosen from the suggestions: the other columns of its row stand in grey until they are accepted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.dossier import Dossier
from models.edits import Insert, SetValue
from models.files.jxmb import dumps
from models.folders import known_rows_file
from models.goals import Indicator
from models.target import Target
from tests.ui.conftest import every
from tests.ui.indicators.conftest import dossier_of, goal_of
from tests.ui.indicators.test_editing import press, stand, strike
from ui.ground.theme import colours
from ui.indicators.panel import IndicatorPanel
from ui.program.settings_dialog import SettingsDialog
from ui.session.known_rows import learn_rows
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


def saved_before(session: Session, **fields: object) -> None:
    """Another dossier, saved earlier, had such a row; its name is known here, and says nothing here."""
    known_rows_file().unlink(missing_ok=True)
    for field in ("target", "scoring"):
        session.set_value(f"i2.{field}", type(session.value(f"i2.{field}"))())
    before = session.dossier.model_copy(deep=True)
    rows = {one.id: one for form in before.forms for one in form.indicators()}
    for field, value in fields.items():
        setattr(rows["i2"], field, value)
    learn_rows(known_rows_file(), before)


def test_what_was_saved_in_another_dossier_is_offered_too(fresh: tuple[Session, IndicatorPanel]) -> None:
    session, panel = fresh
    saved_before(session, scoring="照往年扣", target=Target.parse("≥1800人次"))
    choose(panel)
    assert list(shown(panel).values()) == ["照往年扣"], "its number is another every year"
    assert "在以前的套表里有过" in session.likeness.words()
    change = session.likeness.accept()
    assert change is not None
    assert session.apply(change)
    assert values(session)[1] == "照往年扣"


def test_this_dossier_goes_before_others(fresh: tuple[Session, IndicatorPanel]) -> None:
    session, panel = fresh
    saved_before(session, scoring="照往年扣")
    session.set_value("i2.scoring", "照今年扣")
    choose(panel)
    assert list(shown(panel).values()) == ["照今年扣"]
    assert "在这份套表里已经有过" in session.likeness.words()


def test_cleared_it_is_offered_no_more(fresh: tuple[Session, IndicatorPanel], qtbot: QtBot) -> None:
    session, panel = fresh
    saved_before(session, scoring="照往年扣")
    dialog = SettingsDialog(session.settings, session.templates)
    qtbot.addWidget(dialog)
    button = next(one for one in every(dialog, QPushButton) if one.text() == "清除记下的词")
    button.click()
    assert button.text() == "已清除"
    choose(panel)
    assert session.likeness.row == ""
