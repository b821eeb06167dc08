"""Undo while the next cell of a list stands open, as Enter leaves it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.forms import DepartmentForm
from tests.ui.conftest import dossier_of, every, settle, write
from ui.form.table_cells import CellText
from ui.form.table_view import ValueView
from ui.window.window import MainWindow


def test_undo_reaches_the_cell_before(office: MainWindow) -> None:
    office.show_page(dossier_of(office).forms[0].id)
    settle()
    view = next(one for one in every(office, ValueView) if one.isVisible())
    view.setFocus()
    view.setCurrentIndex(view.table.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    write(every(view, CellText)[0], "绩效")
    _press(Qt.Key.Key_Return)
    form = dossier_of(office).forms[0]
    assert isinstance(form, DepartmentForm)
    assert [task.name for task in form.tasks] == ["绩效"]
    assert isinstance(QApplication.focusWidget(), CellText), "the next cell stands open"
    _press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not form.tasks


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)
    settle()
