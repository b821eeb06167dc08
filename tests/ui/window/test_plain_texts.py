"""Texts of a dossier that look like markup are shown as they are, everywhere; the files they name are not opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage, QTextDocument
from PySide6.QtGui import Qt as Texts
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QMessageBox,
    QTabBar,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.comparing.compare import compare
from models.dossier import Budget, BudgetProject, Dossier, Unit
from models.files.jxmb import save
from models.files.versions import versions
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.rules.finding import Finding
from models.target import Target as Value
from tests.ui.answers import button_of, when_asked
from tests.ui.conftest import click, come_back, dossier_of, every, settle
from ui.controls.plain import plain_tip
from ui.importing.destination import Target
from ui.importing.dialog import ImportDialog
from ui.output.export import ExportDialog
from ui.output.printing import PrintDialog
from ui.preview.panel import OfficialTable
from ui.program.settings_dialog import SettingsDialog
from ui.session.recovery import Left
from ui.versions.differences import DifferencesDialog
from ui.versions.earlier import EarlierDialog, Entry
from ui.window.findings_list import ask_reason
from ui.window.recovered import RecoveredList
from ui.window.undo_list import HistoryDialog
from ui.window.window import MainWindow

NAME = "<b>粗&名[*].jxmb"


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[str]:
    """A text with a picture in it; at the end nobody has opened that picture."""
    picture = tmp_path / "x.png"
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(picture))
    os.utime(picture, (1, 2))  # read before it was written: a read would be noted
    yield f'<img src="{picture.as_uri()}"><b>粗</b>&名'
    assert picture.stat().st_atime == 1, "the picture was opened"


def test_the_trap_shuts(tmp_path: Path) -> None:
    """Where the disk notes no reads the other tests would prove little."""
    file = tmp_path / "read"
    file.write_text("x", encoding="utf-8")
    os.utime(file, (1, 2))
    file.read_text(encoding="utf-8")
    if file.stat().st_atime == 1:
        pytest.skip("this disk notes no reads")


def hostile(evil: str) -> Dossier:
    """A dossier of which every text is the trap."""
    row = Indicator(name=evil, target=Value.parse(evil), basis=evil, description=evil, scoring=evil, remark=evil)
    row.history = {"2025": evil}
    row.weight = Decimal("12.345")
    goal = Goal(label=evil, statement=evil, summary=evil)
    goal.dimensions = [Dimension(name=evil, categories=[Category(name=evil, indicators=[row])])]
    project = ProjectForm(template="korla-project-2023", name=evil, leader=evil, unit_name=evil, goals=[goal])
    project.amount = Decimal("1")
    department = DepartmentForm(template="national-department-2021", name=evil, unit_name=evil, filler=evil)
    department.goals = [goal.model_copy(deep=True, update={"id": "g2", "dimensions": []})]
    unit = Unit(**dict.fromkeys(Unit.model_fields, evil))
    budget = Budget(projects=[BudgetProject(name=evil)])
    return Dossier(year=2026, unit=unit, budget=budget, forms=[department, project])


@pytest.fixture
def opened(window: MainWindow, tmp_path: Path, trap: str, qtbot: QtBot) -> MainWindow:
    """It in a window, everything in sight."""
    file = tmp_path / NAME
    save(hostile(trap), file)
    window.files.open_path(file)
    window.set_docks(outline=True, findings=True)
    come_back(window, qtbot)
    assert window.session is not None
    window.session.check()
    settle()
    return window


def is_plain(text: str) -> bool:
    """Shown as a tip, a text has neither pictures nor bold words; what it means is read."""
    if not Texts.mightBeRichText(text):
        return True
    page = QTextDocument()
    page.setHtml(text)
    return "<b>" in page.toPlainText() and "\ufffc" not in page.toPlainText()


def rows(model: QAbstractItemModel, under: QModelIndex) -> Iterator[QModelIndex]:
    for row in range(model.rowCount(under)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(under)):
            index = model.index(row, column, under)
            yield index
            if column == 0 and not isinstance(model, QAbstractListModel):
                yield from rows(model, index)


def ask_for_tip(widget: QWidget, place: QPoint) -> None:
    """The mouse rests there."""
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))


def look_over(under: QWidget) -> int:
    """Every label, tip and view in a window; how many texts were the trap."""
    met = 0
    for label in every(under, QLabel):
        rich = label.textFormat() != Qt.TextFormat.PlainText and Texts.mightBeRichText(label.text())
        assert not rich, label.text()
        met += "<img" in label.text()
    for widget in [under, *every(under, QWidget)]:
        assert is_plain(widget.toolTip()), widget
        met += "img" in widget.toolTip()
        if widget.toolTip():
            ask_for_tip(widget, QPoint(1, 1))
    for view in every(under, QAbstractItemView):
        if view.model() is None:
            continue
        for index in rows(view.model(), QModelIndex()):
            tip = index.data(Qt.ItemDataRole.ToolTipRole)
            assert is_plain(str(tip or "")), tip
            met += "img" in str(tip or "")
            if tip and view.isVisible():
                ask_for_tip(view.viewport(), view.visualRect(index).center())
                for label in (one for one in QApplication.topLevelWidgets() if isinstance(one, QLabel)):
                    assert is_plain(label.text())
    for bar in every(under, QTabBar):
        for number in range(bar.count()):
            assert "&名" not in bar.tabText(number).replace("&&名", "")
    QToolTip.hideText()
    return met


def test_a_window_with_every_page(opened: MainWindow, trap: str) -> None:
    assert opened.session is not None
    met = 0
    for page in ("unit", "budget", *(form.id for form in opened.session.dossier.forms)):
        opened.show_page(page)
        settle()
        met += look_over(opened)
    assert met > 10
    assert opened.windowTitle().startswith("<b>粗&名[*][*]")
    opened.messages.say(trap, "warning")
    settle()
    look_over(opened)
    assert opened.messages.text == trap


def test_the_official_table(opened: MainWindow, qtbot: QtBot) -> None:
    opened.actions_by_id["official"].trigger()
    table = next(one for one in every(opened, OfficialTable) if one.isVisible())
    qtbot.waitUntil(lambda: table.caret.cells is not None and bool(table.canvas.pages))
    for box in table.canvas.pages[0].boxes:
        ask_for_tip(table.canvas.viewport(), table.canvas.area(0, box).center().toPoint())
    look_over(opened)


def test_dialogs(opened: MainWindow, trap: str) -> None:
    assert opened.session is not None
    opened.session.set_value("unit.phone", trap + "2", typing=False)
    history = HistoryDialog(opened.session, opened)
    history.show()
    settle()
    look_over(history)
    history.close()
    export = ExportDialog(opened.session, None, opened)
    export.show()
    settle()
    look_over(export)
    export.close()
    seen: list[int] = []

    def answer(box: QMessageBox) -> None:
        seen.append(look_over(box))
        click(button_of(box, "取消"))

    when_asked(QMessageBox, answer)
    assert not opened.files.may_leave()
    assert seen


def printing(window: MainWindow, _: str) -> QWidget:
    assert window.session is not None
    return PrintDialog(window.session, None, window)


def preferences(window: MainWindow, trap: str) -> QWidget:
    for key in ("unit_name", "unit_head", "documents", "exports"):
        window.settings[key] = trap
    return SettingsDialog(window.settings, window.program.templates, window)


def states(window: MainWindow, _: str) -> QWidget:
    assert window.session is not None
    assert window.session.path is not None
    window.session.set_value("unit.phone", "1", typing=False)
    assert window.files.save()
    return EarlierDialog(
        [Entry(one, saved=True) for one in versions(window.session.path)], window.session.dossier, window
    )


def differences(window: MainWindow, trap: str) -> QWidget:
    found = compare(dossier_of(window), hostile(f"{trap}2"))
    return DifferencesDialog(found, NAME, [trap], window)


def importing(window: MainWindow, trap: str) -> QWidget:
    return ImportDialog(window.program.templates, window.settings, Target(2026, has_forms=True, refusal=trap), window)


@pytest.mark.parametrize("make", [printing, preferences, states, differences, importing])
def test_other_dialogs(opened: MainWindow, trap: str, make: Callable[[MainWindow, str], QWidget]) -> None:
    dialog = make(opened, trap)
    dialog.show()
    settle()
    look_over(dialog)
    dialog.close()


def test_the_question_for_a_reason(opened: MainWindow, trap: str) -> None:
    assert opened.session is not None
    finding, session = Finding("X001", "info", trap, "unit.name"), opened.session
    seen: list[int] = []

    def answer(dialog: QDialog) -> None:
        seen.append(look_over(dialog))
        dialog.reject()

    when_asked(QDialog, answer)
    assert ask_reason(opened, finding, session) is None
    assert seen


def test_what_was_recovered(trap: str, tmp_path: Path, qtbot: QtBot) -> None:
    beneath = QWidget()
    qtbot.addWidget(beneath)
    shown = RecoveredList(beneath)
    qtbot.addWidget(shown)
    file = tmp_path / "<b>粗&名.jxmb"
    shown.show_left([Left(file, file, "", datetime.now().astimezone(), hostile(trap))])
    shown.show()
    assert look_over(shown) == 0


@pytest.mark.parametrize("text", ["少于<5", "a & b", "<b>粗</b>", "<img src='x'>\n第二行", "<!DOCTYPE html>x"])
def test_a_tip_reads_as_it_is_written(text: str) -> None:
    page = QTextDocument()
    tip = plain_tip(text)
    if Texts.mightBeRichText(tip):
        page.setHtml(tip)
        assert page.toPlainText() == text
    else:
        assert tip == text
