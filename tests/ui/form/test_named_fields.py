"""A field for which the paper has no words beside it is named on the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.dossier import Unit
from models.making import new_dossier
from models.templates.template import FormTemplate
from tests.ui.conftest import come_back, every, field
from ui.controls.plain import PlainLabel
from ui.window.window import MainWindow

Open = Callable[[str], str]


@pytest.fixture
def opened(window: MainWindow, templates: dict[str, FormTemplate], qtbot: QtBot) -> Open:
    def open_new(template: str) -> str:
        window.resize(1366, 768)
        window.files.create(new_dossier(Unit(name="示例局"), 2026, [templates[template]]))
        come_back(window, qtbot)
        assert window.session is not None
        return window.session.dossier.forms[0].id

    return open_new


def label_before(window: MainWindow, shown: QWidget) -> str:
    """The words in sight nearest to the left of a field, in its line."""
    left = shown.mapTo(window, shown.rect().topLeft())
    lines = shown.mapTo(window, shown.rect().center()).y()
    words = [(one.mapTo(window, one.rect().topRight()).x(), one) for one in every(window.pages, PlainLabel)]
    near = [
        (right, one.text())
        for right, one in words
        if one.isVisible() and right <= left.x() and abs(one.mapTo(window, one.rect().center()).y() - lines) < 8
    ]
    return max(near)[1] if near else ""


@pytest.mark.parametrize(
    ("template", "path", "words"),
    [
        ("lukou-department-2026", "extra.附件号", "附件"),
        ("lukou-department-2026", "filler", "填报人"),
        ("lukou-department-2026", "date", "填报日期"),
        ("lukou-project-2026", "filler", "填报人"),
        ("julu-project-2024", "unit_code", "单位编码"),
    ],
)
def test_it_has_its_name_before_it(window: MainWindow, opened: Open, template: str, path: str, words: str) -> None:
    form = opened(template)
    window.actions_by_id["fields"].trigger()
    assert label_before(window, field(window, f"{form}.{path}")) == words


def test_what_is_called_by_the_template_alone_is_called_so(window: MainWindow, opened: Open) -> None:
    form = opened("lukou-department-2026")
    assert field(window, f"{form}.extra.附件号").accessibleName() == "附件号"
