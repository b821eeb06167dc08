"""Days in the lists of a form have the calendar that fields of days have: by keys, by its sign, in an open cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.forms import ProjectForm
from models.sheets import Sheet
from models.templates.asked import FieldRule
from tests.ui.conftest import every, settle
from tests.ui.keys import ALT, Key, focus
from tests.ui.preview.office import JIANGHAN, TEMPLATES, costs_form, session_of
from ui.controls.calendar import Calendar
from ui.form.fields import FieldsArea
from ui.form.table_cells import CellText, sign_area
from ui.form.table_view import ValueView

DAYED = "item.content"


@pytest.fixture
def form() -> ProjectForm:
    return costs_form()


@pytest.fixture
def area(qtbot: QtBot, tmp_path: Path, form: ProjectForm) -> FieldsArea:
    """The fields of a form whose list has a column of days."""
    usual = TEMPLATES[JIANGHAN]
    own = usual.model_copy(update={"fields": {**usual.fields, DAYED: FieldRule(type="date")}})
    form.costs[0].content = "2026-03-31"
    area = FieldsArea(session_of(tmp_path, form, template=own), Sheet(form.id), own)
    qtbot.addWidget(area)
    area.resize(1100, 700)
    area.show()
    qtbot.waitExposed(area)
    area.activateWindow()
    settle()
    return area


@pytest.fixture
def view(area: FieldsArea) -> ValueView:
    """The table, the cursor in the cell of its first day."""
    found = next(one for one in every(area, ValueView) if "支出明细" in one.accessibleName())
    found.setFocus()
    found.setCurrentIndex(found.table.index(0, 0))
    assert found.table.is_day(0)
    return found


def calendar(view: ValueView) -> Calendar:
    (shown,) = every(view, Calendar)
    assert shown.isVisible()
    return shown


def take_next(view: ValueView) -> None:
    assert calendar(view)
    QTest.keyClick(focus(), Key.Key_Right)
    QTest.keyClick(focus(), Key.Key_Return)
    settle()
    assert QApplication.activePopupWidget() is None


def test_by_keys_as_one_step(view: ValueView, form: ProjectForm) -> None:
    QTest.keyClick(view, Key.Key_Down, ALT)
    assert calendar(view).days.selectedDate() == QDate(2026, 3, 31)
    take_next(view)
    assert form.costs[0].content == "2026-04-01"
    view.table.session.history.undo()
    assert form.costs[0].content == "2026-03-31"


def test_by_the_sign_at_the_end_of_the_cell(view: ValueView, form: ProjectForm) -> None:
    index = view.currentIndex()
    place = sign_area(view.visualRect(index)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    take_next(view)
    assert form.costs[0].content == "2026-04-01"


def test_a_click_beside_it_offers_nothing(view: ValueView) -> None:
    place = view.visualRect(view.currentIndex()).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not every(view, Calendar)
    other = view.table.index(0, 1)
    view.setCurrentIndex(other)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=sign_area(view.visualRect(other)).center())
    QTest.keyClick(view, Key.Key_Down, ALT)
    assert not every(view, Calendar), "it is no column of days"


def test_from_an_open_cell_what_is_typed_counts(view: ValueView, form: ProjectForm) -> None:
    QTest.keyClick(view, Key.Key_F2)
    editor = view.findChild(CellText)
    assert isinstance(editor, CellText)
    editor.setPlainText("2026年5月6日")
    QTest.keyClick(editor, Key.Key_Down, ALT)
    assert calendar(view).days.selectedDate() == QDate(2026, 5, 6)
    take_next(view)
    assert form.costs[0].content == "2026年5月7日", "written as what stood there"


def test_in_the_row_that_is_not_there_yet(view: ValueView, form: ProjectForm) -> None:
    view.setCurrentIndex(view.table.index(1, 0))
    QTest.keyClick(view, Key.Key_Down, ALT)
    calendar(view).days.clicked.emit(QDate(2026, 5, 6))
    settle()
    assert [one.content for one in form.costs] == ["2026-03-31", "2026年5月6日"]


def test_a_screen_reader_hears_of_it(view: ValueView) -> None:
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        assert "Alt+↓" in str(view.currentIndex().data(role))
