"""The page of the unit: its fields and the year, which all other pages follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSpinBox, QTabBar
from pytestqt.qtbot import QtBot

from models.dossier import Prose, Unit
from models.edits import Insert
from models.fields import field_word
from models.files.jxmb import load
from models.making import new_dossier
from models.rules.finding import Finding
from models.templates.template import FormTemplate
from tests.ui.conftest import by_name, come_back, dossier_of, every, field, settle
from tests.ui.keys import CONTROL, Key, find, press, put
from ui.form.table_view import ValueView
from ui.form.unit import UnitPage
from ui.form.words_around import AroundForms
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow


@pytest.fixture
def unit(office: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window at the page of the unit."""
    office.show_page("unit")
    come_back(office, qtbot)
    return office


def year_box(window: MainWindow) -> QSpinBox:
    box = by_name(window, "年度")
    assert isinstance(box, QSpinBox)
    return box


def heads(window: MainWindow) -> list[str]:
    """The heads of the tree of the last goal."""
    tabs = by_name(window, "绩效目标")
    assert isinstance(tabs, QTabBar)
    tabs.setCurrentIndex(tabs.count() - 1)
    tree = next(one for one in every(window, IndicatorTree) if one.isVisible())
    model = tree.model()
    return [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())]


def test_every_field_is_the_units_own(unit: MainWindow) -> None:
    for name, word in ((name, field_word(Unit, name)) for name in Unit.model_fields):
        line = by_name(unit, word)
        assert isinstance(line, QLineEdit)
        line.selectAll()
        line.setFocus()
        put(f"{word}七")
        assert getattr(dossier_of(unit).unit, name) == f"{word}七"


def test_the_year_is_set_by_its_arrows_and_undone(unit: MainWindow) -> None:
    box = year_box(unit)
    box.setFocus()
    assert box.value() == 2026
    press(unit, Key.Key_Up)
    assert dossier_of(unit).year == 2027
    press(unit, Key.Key_Down)
    press(unit, Key.Key_Down)
    assert dossier_of(unit).year == 2025
    press(unit, Key.Key_Z, CONTROL)
    assert (dossier_of(unit).year, box.value()) == (2026, 2026)
    press(unit, Key.Key_Y, CONTROL)
    assert (dossier_of(unit).year, box.value()) == (2025, 2025)


def test_the_year_is_typed(unit: MainWindow, save_as: Callable[[Path], None], tmp_path: Path) -> None:
    box = year_box(unit)
    box.setFocus()
    box.selectAll()
    put("2030")
    press(unit, Key.Key_Return)
    assert dossier_of(unit).year == 2030
    save_as(tmp_path / "甲.jxmb")
    press(unit, Key.Key_S, CONTROL)
    assert load(tmp_path / "甲.jxmb").year == 2030


def test_the_year_says_itself_where_it_was_changed_elsewhere(unit: MainWindow) -> None:
    assert unit.session is not None
    unit.session.set_value("dossier.year", 2031, typing=False)
    assert year_box(unit).value() == 2031
    assert unit.session.history.stack.count() == 1, "showing it is no change of its own"


def test_a_turn_of_the_wheel_is_no_other_year(unit: MainWindow) -> None:
    box = year_box(unit)
    box.setFocus()
    place = QPointF(box.rect().center())
    down, none = QPoint(0, -120), Qt.MouseButton.NoButton
    event = QWheelEvent(
        place,
        box.mapToGlobal(place),
        down,
        down,
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert dossier_of(unit).year == 2026


def test_years_before_and_after_those_that_make_sense_cannot_be_set(unit: MainWindow) -> None:
    box = year_box(unit)
    box.setFocus()
    for typed, held in (("1989", 1990), ("2101", 2100)):
        box.setValue(held)
        box.selectAll()
        QTest.keyClicks(box, typed)
        press(unit, Key.Key_Return)
        assert 1990 <= dossier_of(unit).year <= 2100
    box.setValue(2100)
    press(unit, Key.Key_Up)
    assert dossier_of(unit).year == 2100


def test_another_year_changes_every_page(window: MainWindow, qtbot: QtBot, templates: dict[str, FormTemplate]) -> None:
    """Heads that name years, the budget's columns, the outline and the official table."""
    window.files.create(new_dossier(Unit(name="示例局"), 2026, [templates["jianghan-department-2024"]]))
    window.set_docks(outline=True, findings=False)
    come_back(window, qtbot)
    form = dossier_of(window).forms[0].id
    window.actions_by_id["indicators"].trigger()
    before = heads(window)
    assert [head[:4] for head in before if head[:2] == "20"] == ["2024", "2025"]
    window.show_page("budget")
    income = by_name(window, "收入")
    assert isinstance(income, ValueView)
    assert income.model().headerData(0, Qt.Orientation.Horizontal) == "2026 年金额"
    window.show_page("unit")
    box = year_box(window)
    box.setFocus()
    press(window, Key.Key_Up)
    assert [one.text() for one in every(window.outline, QLabel)][-1] == "2027 年"
    window.show_page("budget")
    income = by_name(window, "收入")
    assert isinstance(income, ValueView)
    titles = [income.model().headerData(n, Qt.Orientation.Horizontal) for n in range(3)]
    assert titles == ["2027 年金额", "2026 年", "2025 年"]
    window.show_page(form)
    window.actions_by_id["indicators"].trigger()
    assert [head[:4] for head in heads(window) if head[:2] == "20"] == ["2025", "2026"]
    press(window, Key.Key_Z, CONTROL)
    assert dossier_of(window).year == 2026
    window.show_page(form)
    window.actions_by_id["indicators"].trigger()
    assert heads(window) == before


def test_the_year_of_the_page_in_sight_changes_it_at_once(office: MainWindow) -> None:
    """Undo of a year, while a form is in sight: the same form is shown, made for that year."""
    assert office.session is not None
    office.show_page("budget")
    office.session.set_value("dossier.year", 2027, typing=False)
    income = by_name(office, "收入")
    assert isinstance(income, ValueView)
    assert office.pages.page == "budget"
    assert income.model().headerData(0, Qt.Orientation.Horizontal) == "2027 年金额"
    form = dossier_of(office).forms[0].id
    office.show_page(form)
    office.session.set_value("dossier.year", 2028, typing=False)
    assert office.pages.page == form
    page = office.pages.form_page()
    assert page is not None
    assert page.isVisibleTo(office)


def test_the_units_name_stands_over_the_outline(unit: MainWindow) -> None:
    unit.set_docks(outline=True, findings=False)
    line = field(unit, "unit.name")
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    put("水务局")
    assert [one.text() for one in every(unit.outline, QLabel)] == ["水务局", "2026 年"]
    line.selectAll()
    press(unit, Key.Key_Delete)
    assert [one.text() for one in every(unit.outline, QLabel)] == ["未填单位名称", "2026 年"]
    assert find(unit.outline.tree, "单位信息").isValid()


def page_of(window: MainWindow) -> UnitPage:
    (page,) = every(window, UnitPage)
    return page


def test_going_to_the_year_stands_in_its_box(unit: MainWindow) -> None:
    by_name(unit, "单位名称").setFocus()
    assert page_of(unit).go_to("dossier.year")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus is year_box(unit) or year_box(unit).isAncestorOf(focus)


def test_going_to_a_field_stands_in_it_and_brings_it_into_view(unit: MainWindow) -> None:
    unit.resize(900, 260)
    page = page_of(unit)
    last = by_name(unit, field_word(Unit, list(Unit.model_fields)[-1]))
    page.verticalScrollBar().setValue(0)
    settle()
    assert last.visibleRegion().isEmpty()
    assert page.go_to(f"unit.{list(Unit.model_fields)[-1]}")
    assert QApplication.focusWidget() is last
    assert last.visibleRegion().boundingRect() == last.rect()


def test_what_is_no_field_of_the_unit_is_not_gone_to(unit: MainWindow) -> None:
    name = by_name(unit, "单位名称")
    name.setFocus()
    assert not page_of(unit).go_to("unit.nothing")
    assert QApplication.focusWidget() is name


def test_a_finding_is_told_at_its_field(unit: MainWindow) -> None:
    page_of(unit).mark((Finding("C001", "error", "单位名称：请写全称", "unit.name"),))
    assert "请写全称" in by_name(unit, "单位名称").toolTip()
    assert "请写全称" not in by_name(unit, "单位编码").toolTip()
    page_of(unit).mark(())
    assert "请写全称" not in by_name(unit, "单位名称").toolTip()


def test_words_around_the_forms_are_there_as_long_as_the_dossier_has_them(unit: MainWindow) -> None:
    session = unit.session
    assert session is not None
    (around,) = every(unit, AroundForms)
    assert not around.isVisible()
    session.apply(Insert("dossier", "prose", 0, Prose(text="本单位共两部分内容。")))
    assert around.isVisible()
    assert around.text.toPlainText() == "本单位共两部分内容。"
    session.apply(Insert("dossier", "prose", 1, Prose(text="另一段。")))
    assert around.text.toPlainText() == "本单位共两部分内容。\n另一段。"
    session.undo()
    session.undo()
    assert not around.isVisible()
