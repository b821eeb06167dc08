"""A new dossier without a unit's name: the first one that is written on a form is the unit's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from models.dossier import Unit
from models.making import new_dossier
from models.templates.template import FormTemplate
from tests.ui.conftest import NATIONAL, dossier_of, every, field, settle, wait_for, write
from tests.ui.keys import VIEWS, focus, press
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def nameless(window: MainWindow, templates: dict[str, FormTemplate]) -> MainWindow:
    """As 新建 leaves it where no name was given."""
    window.files.create(new_dossier(Unit(), 2026, [templates[name] for name in NATIONAL]))
    settle()
    return window


def test_it_is_the_unit_s_for_all_forms(nameless: MainWindow) -> None:
    first, second = dossier_of(nameless).forms
    assert focus().property("path") == "unit.name", "the first field of the page"
    write(focus(), "示例市档案馆")
    assert dossier_of(nameless).unit.name == "示例市档案馆"
    assert first.unit_name == ""
    assert nameless.outline._unit.text() == "示例市档案馆"
    nameless.show_page(second.id)
    settle()
    nameless.go_to(f"{second.id}.unit_name")
    other = focus()
    assert isinstance(other, QLineEdit)
    assert "示例市档案馆" in (other.text(), other.placeholderText())


def test_one_step_takes_it_back(nameless: MainWindow) -> None:
    assert nameless.session is not None
    write(focus(), "示例市档案馆")
    nameless.session.seal()
    nameless.actions_by_id["undo"].trigger()
    assert dossier_of(nameless).unit.name == ""
    assert not nameless.session.can_undo


def test_in_the_official_table_too(nameless: MainWindow) -> None:
    form = dossier_of(nameless).forms[0]
    press(nameless, VIEWS["official"], CONTROL)
    settle()
    table = next(one for one in every(nameless, OfficialTable) if one.isVisible())
    wait_for(lambda: bool(table.canvas.pages))
    table.go_to(f"{form.id}.unit_name")
    table.take_focus()
    write(table.caret.editor, "a")
    write(table.caret.editor, "bc")
    QTest.keyClick(table.caret.editor, Qt.Key.Key_Return)
    assert dossier_of(nameless).unit.name == "abc"
    assert form.unit_name == ""


def test_another_name_on_a_form_is_the_form_s(office: MainWindow) -> None:
    form = dossier_of(office).forms[0]
    line = field(office, f"{form.id}.unit_name")
    write(line, "另一个局")
    assert dossier_of(office).unit.name == "示例局"
    assert form.unit_name == "另一个局"


def test_what_is_found_at_it_is_gone_to(nameless: MainWindow) -> None:
    form = dossier_of(nameless).forms[0]
    nameless.go_to(f"{form.id}.phone")
    nameless.go_to(f"{form.id}.unit_name")
    assert focus().property("path") == "unit.name"
