"""A field for a day: a calendar by mouse and by keys, written as the text has days; what is none is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.forms import ProjectForm
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, field, settle, wait_for
from tests.ui.keys import ALT, CONTROL, Key, focus, press, put
from ui.controls.calendar import Calendar
from ui.form.dates import DateField
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

START = "extra.计划开始日期"


@pytest.fixture
def dated(window: MainWindow, qtbot: QtBot) -> Callable[..., DateField]:
    """The field of a form's day that begins (a date of 普陀's own), with a text in it."""

    def make(text: str = "", path: str = START, template: str = "putuo-project-2026") -> DateField:
        form = ProjectForm(template=template, name="造林", extra={"计划开始日期": text} if text else {}, date="")
        window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[form]))
        window.show_page(dossier_of(window).forms[0].id)
        press(window, Key.Key_1, CONTROL)
        come_back(window, qtbot)
        found = field(window, f"{dossier_of(window).forms[0].id}.{path}")
        assert isinstance(found, DateField)
        found.setFocus()
        return found

    return make


def calendar(box: DateField) -> Calendar:
    (found,) = every(box, Calendar)
    assert found.isVisible()
    return found


def test_the_calendar_opens_at_the_day_that_is_written_and_writes_as_it_was_written(
    dated: Callable[..., DateField], window: MainWindow
) -> None:
    box = dated("2026-03-31")
    QTest.keyClick(box, Key.Key_Down, ALT)
    shown = calendar(box)
    assert shown.days.selectedDate() == QDate(2026, 3, 31)
    QTest.keyClick(focus(), Key.Key_Right)
    QTest.keyClick(focus(), Key.Key_Return)
    wait_for(window.isActiveWindow)
    assert box.text() == "2026-04-01"
    assert QApplication.activePopupWidget() is None
    assert focus() is box
    press(window, Key.Key_Z, CONTROL)
    assert box.text() == "2026-03-31"


@pytest.mark.parametrize(
    ("text", "written"),
    [("", "2026年5月6日"), ("2025年3月1日", "2026年5月6日"), ("2025.3.1", "2026.05.06"), ("年底", "2026年5月6日")],
)
def test_a_day_is_taken_with_the_mouse(dated: Callable[..., DateField], text: str, written: str) -> None:
    box = dated(text)
    (button,) = every(box, QToolButton)
    assert button.accessibleName().endswith("日历")
    click(button)
    shown = calendar(box)
    shown.days.clicked.emit(QDate(2026, 5, 6))
    settle()
    assert box.text() == written


def test_the_head_says_the_year_first_and_leads_to_other_months(dated: Callable[..., DateField]) -> None:
    box = dated("2026-01-31")
    QTest.keyClick(box, Key.Key_Down, ALT)
    shown = calendar(box)
    assert shown.month.text() == "2026年1月"
    said = []
    for name in ("上个月", "下个月", "下一年", "上一年", "上一年"):
        click(by_name(shown, name))
        said.append(shown.month.text())
        assert shown.days.accessibleDescription() == shown.month.text()
    assert said == ["2025年12月", "2026年1月", "2027年1月", "2026年1月", "2025年1月"]
    QTest.keyClick(focus(), Key.Key_PageDown)
    assert shown.month.text() == "2025年2月"
    assert focus() is not box, "the buttons leave the keyboard with the days"


def test_the_ways_to_other_months_are_reached_by_tab(dated: Callable[..., DateField]) -> None:
    box = dated("2026-01-31")
    QTest.keyClick(box, Key.Key_Down, ALT)
    assert calendar(box).month.text() == "2026年1月"
    reached = set()
    for _ in range(6):
        QTest.keyClick(focus(), Key.Key_Tab)
        reached.add(focus().accessibleName())
    assert {"上一年", "上个月", "下个月", "下一年"} <= reached
    QTest.keyClick(focus(), Key.Key_Escape)
    settle()
    assert not every(box, Calendar)
    assert box.text() == "2026-01-31"


def test_esc_leaves_all_as_it_was(dated: Callable[..., DateField]) -> None:
    box = dated("2026-03-31")
    QTest.keyClick(box, Key.Key_Down, ALT)
    QTest.keyClick(focus(), Key.Key_Escape)
    settle()
    assert QApplication.activePopupWidget() is None
    assert box.text() == "2026-03-31"


def test_the_date_of_signing_has_a_calendar_too(dated: Callable[..., DateField]) -> None:
    assert dated(path="date", template="national-project-2021").text() == ""


def test_a_day_that_no_calendar_has_is_told_at_the_field(dated: Callable[..., DateField], window: MainWindow) -> None:
    box = dated(path="date", template="national-project-2021")
    put("2026-2-30")
    assert window.session is not None
    window.session.check()
    settle()
    assert "没有“2026-2-30”这个日期" in box.toolTip()
    assert "Alt+↓" in every(box, QToolButton)[0].toolTip()


def test_the_official_table_has_it_too(window: MainWindow, dated: Callable[..., DateField], qtbot: QtBot) -> None:
    dated("2026-03-31")
    where = f"{dossier_of(window).forms[0].id}.{START}"
    press(window, Key.Key_4, CONTROL)
    (official,) = every(window, OfficialTable)
    qtbot.waitUntil(lambda: bool(official.canvas.pages))
    official.go_to(where)
    official.take_focus()
    press(window, Key.Key_Down, ALT)
    (shown,) = every(official, Calendar)
    assert shown.days.selectedDate() == QDate(2026, 3, 31)
    QTest.keyClick(focus(), Key.Key_Right)
    QTest.keyClick(focus(), Key.Key_Return)
    wait_for(window.isActiveWindow)
    assert window.session is not None
    assert window.session.value(where) == "2026-04-01"
    press(window, Key.Key_Z, CONTROL)
    assert window.session.value(where) == "2026-03-31"
