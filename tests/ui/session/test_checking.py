"""The rules while a person works: looks in slices that edits break off, and findings that are always whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from models.edits import Editor, SetValue
from models.folders import RESOURCES
from models.rules import examples as ex
from models.rules.engine import report
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from ui.session import checking
from ui.session.checking import Checking


@pytest.fixture(scope="module")
def templates() -> dict[str, FormTemplate]:
    return load_templates([RESOURCES / "templates"])[0]


@pytest.fixture
def editor() -> Editor:
    """Two projects without a leader, in a layout of the program."""
    forms = [ex.good_project(name, template="korla-project-2023", leader="") for name in ("p1", "p2")]
    return Editor(ex.good_dossier(*forms))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look takes as many turns of the window as it has steps."""
    monkeypatch.setattr(checking, "SLICE", 0)


def let_it_look(turns: int) -> None:
    """So many turns of the window's events: a look takes more."""
    for _ in range(turns):
        QCoreApplication.processEvents()


@pytest.mark.usefixtures("slow")
def test_the_window_has_its_turn_between_the_steps(
    qtbot: QtBot, editor: Editor, templates: dict[str, FormTemplate]
) -> None:
    looking, turns = Checking(editor, templates), []
    other = QTimer()
    other.timeout.connect(lambda: turns.append(looking.report.findings))
    other.start(0)
    with qtbot.waitSignal(looking.changed):
        looking.soon(0)
    other.stop()
    assert len(turns) > 30
    assert set(turns) == {()}
    assert looking.report == report(editor.dossier, templates)
    assert looking.report.findings


@pytest.mark.usefixtures("slow")
def test_an_edit_in_the_middle_of_a_look_begins_it_anew(
    qtbot: QtBot, editor: Editor, templates: dict[str, FormTemplate]
) -> None:
    looking = Checking(editor, templates)
    told: list[bool] = []
    looking.changed.connect(lambda: told.append(looking.report == report(editor.dossier, templates)))
    editor.listen(lambda *_: looking.soon(0))
    looking.soon(0)
    for number in range(6):
        let_it_look(5)
        editor.apply(SetValue(f"p{1 + number % 2}.leader", "示例" * (number % 3)))
        assert not told
    with qtbot.waitSignal(looking.changed):
        pass
    assert told == [True]


@pytest.mark.usefixtures("slow")
def test_who_cannot_wait_gets_the_whole(editor: Editor, templates: dict[str, FormTemplate]) -> None:
    looking = Checking(editor, templates)
    looking.soon(0)
    let_it_look(3)
    assert not looking.report.findings
    looking.now()
    assert looking.report == report(editor.dossier, templates)


@pytest.mark.usefixtures("slow")
def test_nothing_is_told_where_nothing_is_different(
    qtbot: QtBot, editor: Editor, templates: dict[str, FormTemplate]
) -> None:
    looking = Checking(editor, templates)
    looking.now()
    known = looking.report
    with qtbot.assertNotEmitted(looking.changed, wait=50):
        looking.soon(0)
    looking.now()
    assert looking.report is known


@pytest.mark.usefixtures("slow")
def test_a_dossier_that_is_closed_is_not_looked_at_any_more(
    qtbot: QtBot, editor: Editor, templates: dict[str, FormTemplate]
) -> None:
    looking = Checking(editor, templates)
    looking.soon(0)
    let_it_look(3)
    with qtbot.assertNotEmitted(looking.changed, wait=50):
        looking.stop()
