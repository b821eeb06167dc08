"""Undo and redo show what they change: page, part and row come into view; the history names row and value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from tests.ui.conftest import come_back, dossier_of, every, field, settle, write
from tests.ui.keys import CONTROL, Key, focus, press, put
from ui.form.page import OFFICIAL
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow


@pytest.fixture
def two(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with two projects, the first with forty indicators; the first in sight with both parts."""
    rows = [Indicator(name=f"指标{n}", target=Target.parse("≥1次")) for n in range(40)]
    dimension = Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])
    goals = [Goal(period="annual", statement="做好", dimensions=[dimension])]
    forms = [ProjectForm(template="korla-project-2023", name=name) for name in ("甲项目", "乙项目")]
    forms[0].goals = goals
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[*forms]))
    window.show_page(forms[0].id)
    press(window, Key.Key_3, CONTROL)
    come_back(window, qtbot)
    return window


def form(window: MainWindow, number: int = 0) -> ProjectForm:
    found = dossier_of(window).forms[number]
    assert isinstance(found, ProjectForm)
    return found


def tree(window: MainWindow) -> IndicatorTree:
    return next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window))


def set_row(window: MainWindow, number: int, text: str) -> str:
    """Another hand (a dialog, a fix) changes a row; its id."""
    row = list(form(window).indicators())[number]
    assert window.session is not None
    window.session.set_value(f"{row.id}.target", Target.parse(text), typing=False)
    settle()
    return row.id


def in_sight(window: MainWindow, row: str) -> bool:
    view = tree(window)
    index = view.model().index_of(row)  # type: ignore[attr-defined]
    return bool(view.viewport().rect().contains(view.visualRect(index)))


def test_a_row_far_below_comes_into_sight_with_its_column(two: MainWindow) -> None:
    row = set_row(two, 35, "≥9次")
    assert not in_sight(two, row)
    press(two, Key.Key_Z, CONTROL)
    settle()
    assert in_sight(two, row)
    assert tree(two).selected_ids() == [row]
    assert tree(two).currentIndex().column() == 1, "the value that changed, not only its row"
    assert tree(two).cells.editor is None, "nothing is opened"


def test_another_form_and_a_part_that_is_folded_away_are_turned_to(two: MainWindow) -> None:
    row = set_row(two, 35, "≥9次")
    press(two, Key.Key_1, CONTROL)
    two.show_page(form(two, 1).id)
    settle()
    press(two, Key.Key_Z, CONTROL)
    settle()
    assert two.pages.page == form(two).id
    assert in_sight(two, row)
    assert tree(two).selected_ids() == [row]
    two.show_page(form(two, 1).id)
    press(two, Key.Key_Y, CONTROL)
    settle()
    assert two.pages.page == form(two).id
    assert tree(two).selected_ids() == [row]


def test_a_field_out_of_sight_is_scrolled_to(two: MainWindow) -> None:
    press(two, Key.Key_1, CONTROL)
    path = f"{form(two).id}.name"
    write(field(two, path), "别的名称")
    area = next(one for one in every(two, QScrollArea) if one.accessibleName() == "栏目")
    area.widget().setMinimumHeight(3000)
    settle()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    tree_of_units = two.outline.tree
    tree_of_units.setFocus()
    press(two, Key.Key_Z, CONTROL)
    settle()
    box = field(two, path)
    assert focus() is box
    assert not box.visibleRegion().isEmpty()


def test_who_types_in_a_cell_stays_in_it(two: MainWindow) -> None:
    row = next(form(two).indicators())
    view = tree(two)
    view.open_editor(row.id, 1)
    settle()
    put("5")
    press(two, Key.Key_Z, CONTROL)
    settle()
    assert view.cells.editor is not None
    assert row.target.text == "≥1次"


def test_what_was_removed_is_seen_again_and_its_place_when_it_goes(two: MainWindow) -> None:
    rows = [row.id for row in form(two).indicators()]
    view = tree(two)
    view.setFocus()
    view.select([rows[30]])
    press(two, Key.Key_Delete)
    view.select([rows[0]])
    settle()
    press(two, Key.Key_Z, CONTROL)
    settle()
    assert view.selected_ids() == [rows[30]]
    assert in_sight(two, rows[30])
    view.select([rows[0]])
    press(two, Key.Key_Y, CONTROL)
    settle()
    assert view.selected_ids() == [rows[29]]


def test_in_the_official_table_its_cell_is_framed(two: MainWindow) -> None:
    row = set_row(two, 35, "≥9次")
    press(two, Key.Key_4, CONTROL)
    table = next(one for one in every(two, OfficialTable) if one.isVisibleTo(two))
    settle()
    press(two, Key.Key_Z, CONTROL)
    settle()
    page = two.pages.form_page()
    assert page is not None
    assert page.view == OFFICIAL
    assert table.caret.current is not None
    assert row in str(table.caret.current)


def test_the_history_names_row_and_value_as_last_typed(two: MainWindow) -> None:
    session = two.session
    assert session is not None
    row = next(form(two).indicators())
    for text in ("≥4", "≥40", "≥40亩"):
        session.set_value(f"{row.id}.target", Target.parse(text))
    assert session.history.stack.undoText() == "修改“指标0”的指标值：≥40亩"
    assert "≥40亩" in two.actions_by_id["undo"].text()
    session.set_value(f"{form(two).id}.amount", Decimal("12.5"), typing=False)
    assert session.history.stack.undoText() == "修改“甲项目”的当年预算金额：12.5"


def test_many_steps_at_once_show_where_the_last_one_was(two: MainWindow) -> None:
    first = set_row(two, 3, "≥9次")
    set_row(two, 35, "≥9次")
    assert two.session is not None
    two.session.go_to_step(0)
    settle()
    assert tree(two).selected_ids() == [first]
