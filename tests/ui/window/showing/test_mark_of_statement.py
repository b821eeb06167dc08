"""The red mark of 目标说明 is there while it is wrong, on a new form too, and goes when it is right."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.forms import ProjectForm
from tests.ui.conftest import dossier_of, field, settle, write
from tests.ui.keys import CONTROL, VIEWS, press
from ui.window.window import MainWindow


def marked(statement: QWidget) -> bool:
    """Its words are told in the tip, and the bar is painted at its left."""
    picture = statement.grab().toImage()
    middle = picture.pixelColor(1, picture.height() // 2)
    red = middle.red() > middle.green() + 40
    assert red == ("目标说明" in statement.toolTip())
    return red


def test_the_mark_is_true_at_any_time(office: MainWindow) -> None:
    session = office.session
    assert session is not None
    project = next(one for one in dossier_of(office).forms if isinstance(one, ProjectForm))
    office.show_page(project.id)
    press(office, VIEWS["goals"], CONTROL)
    session.check()
    settle()
    statement = field(office, f"{project.goals[0].id}.statement")
    assert marked(statement), "on a new form"
    write(statement, "完成全年的走访工作，让群众满意。")
    session.seal()
    session.check()
    settle()
    assert not any(one.where == f"{project.goals[0].id}.statement" for one in session.findings)
    assert not marked(statement)
    session.undo()
    session.check()
    settle()
    assert marked(statement), "as it was"
    other = next(one for one in dossier_of(office).forms if one.id != project.id)
    office.show_page(other.id)
    office.show_page(project.id)
    settle()
    assert marked(field(office, f"{project.goals[0].id}.statement"))
