"""In a small window what is beside the work gives way: comments, one of two parts, the smallness of the paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.dossier import Comment
from models.edits import Insert
from models.forms import ProjectForm
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, sample_of, settle
from tests.ui.keys import CONTROL, SHIFT, Key, focus, press, project_of, put
from ui.controls.focus import stops
from ui.form.fields import FieldsArea
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.session.recovery import Left
from ui.window.window import MainWindow

USUAL, AT_150, AT_200 = (1366, 768), (911, 512), (683, 384)
ROWS = 3  # at least, of the tree in the lowest of these


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A project of 库尔勒 in a window of the usual size."""
    window.resize(*USUAL)
    window.files.open_sample(sample_of("库尔勒"))
    come_back(window, qtbot)
    return window


def resize(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    settle()
    settle()


def tree(window: MainWindow) -> IndicatorTree | None:
    return next((one for one in every(window.pages.currentWidget(), IndicatorTree) if one.isVisible()), None)


def rows(window: MainWindow) -> int:
    """Whole rows in sight."""
    shown = tree(window)
    assert shown is not None
    view, seen = shown.viewport(), 0
    index = shown.indexAt(QPoint(5, 5))
    while index.isValid() and shown.visualRect(index).bottom() <= view.height():
        seen, index = seen + 1, shown.indexBelow(index)
    return seen


def has_fields(window: MainWindow) -> bool:
    return any(one.isVisible() for one in every(window.pages.currentWidget(), FieldsArea))


def notes(window: MainWindow) -> list[str]:
    found = every(window.pages.currentWidget(), QLabel)
    return [one.text() for one in found if one.isVisible() and one.text().startswith("窗口")]


def comment(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    row = next(project_of(window).indicators())
    session.apply(Insert("dossier", "comments", 0, Comment(where=f"{row.id}.target", text="请核对")))
    settle()


def test_in_a_low_window_fields_and_goals_take_turns(opened: MainWindow) -> None:
    press(opened, Key.Key_2, CONTROL)
    press(opened, Key.Key_3, CONTROL)
    settle()
    assert has_fields(opened)
    assert rows(opened) > ROWS
    assert notes(opened) == []
    resize(opened, AT_200)
    press(opened, Key.Key_F, CONTROL)
    settle()
    assert not has_fields(opened)
    assert rows(opened) >= ROWS - 1, "the find bar is there too"
    press(opened, Key.Key_Escape)
    settle()
    assert rows(opened) >= ROWS
    assert notes(opened) in ([], ["窗口矮，先看一部分；点“栏目”“目标和指标”看另一部分"])
    press(opened, Key.Key_1, CONTROL)
    settle()
    assert has_fields(opened)
    assert notes(opened) == []
    press(opened, Key.Key_3, CONTROL)
    resize(opened, USUAL)
    assert has_fields(opened)
    assert tree(opened) is not None
    assert notes(opened) == []


def test_tab_goes_on_from_one_part_to_the_other_and_back(opened: MainWindow) -> None:
    press(opened, Key.Key_3, CONTROL)
    resize(opened, AT_200)
    fields = next(one for one in every(opened.pages.currentWidget(), FieldsArea))
    last = [one for one in stops(fields) if one.isVisible() and one.isEnabled()][-1]
    last.setFocus()
    press(opened, Key.Key_Tab)
    settle()
    first = focus()
    assert tree(opened) is not None
    assert not has_fields(opened)
    for _ in range(30):  # round through the goals, not out of them at once
        if isinstance(focus(), IndicatorTree):
            break
        press(opened, Key.Key_Tab)
    assert isinstance(focus(), IndicatorTree)
    first.setFocus()
    press(opened, Key.Key_Backtab, SHIFT)
    settle()
    assert focus() is last
    assert has_fields(opened)
    assert tree(opened) is None


def test_whose_fields_have_the_keyboard_keeps_them(opened: MainWindow) -> None:
    press(opened, Key.Key_1, CONTROL)
    project: ProjectForm = project_of(opened)
    opened.go_to(f"{project.id}.leader")
    press(opened, Key.Key_3, CONTROL)
    resize(opened, AT_200)
    press(opened, Key.Key_F, CONTROL)
    settle()
    assert has_fields(opened)
    assert tree(opened) is None


@pytest.mark.parametrize("size", [AT_150, AT_200])
def test_goals_and_indicators_alone_show_some_rows(opened: MainWindow, size: tuple[int, int]) -> None:
    press(opened, Key.Key_2, CONTROL)
    resize(opened, size)
    assert rows(opened) > ROWS


def test_comments_wait_folded_in_a_narrow_window_until_they_are_asked_for(opened: MainWindow) -> None:
    press(opened, Key.Key_2, CONTROL)
    comment(opened)
    assert opened.workplace.comments.isVisible()
    resize(opened, AT_200)
    assert not opened.workplace.comments.isVisible()
    opened.actions_by_id["comments"].trigger()
    settle()
    assert opened.workplace.comments.isVisible()
    resize(opened, USUAL)
    resize(opened, AT_200)
    assert opened.workplace.comments.isVisible(), "as it was left in such a window"
    opened.actions_by_id["comments"].trigger()
    resize(opened, USUAL)
    assert opened.workplace.comments.isVisible()


def test_a_comment_that_is_written_is_seen_in_a_narrow_window(opened: MainWindow) -> None:
    press(opened, Key.Key_2, CONTROL)
    resize(opened, AT_200)
    shown = tree(opened)
    assert shown is not None
    shown.setFocus()
    shown.select([next(project_of(opened).indicators()).id], 1)
    press(opened, Key.Key_F2, SHIFT)
    settle()
    assert opened.workplace.comments.isVisible()
    put("偏高")
    press(opened, Key.Key_Return, CONTROL)
    settle()
    assert [one.text for one in dossier_of(opened).comments] == ["偏高"]
    assert not opened.workplace.comments.isVisible()


@pytest.mark.parametrize("size", [USUAL, AT_150])
def test_beside_the_form_the_letters_of_the_paper_can_be_read(opened: MainWindow, size: tuple[int, int]) -> None:
    """Where the sheet is wider then, the cell at hand is in sight."""
    press(opened, Key.Key_2, CONTROL)
    press(opened, Key.Key_5, CONTROL)
    resize(opened, size)
    if size != USUAL:
        opened.set_docks(outline=False, findings=False)
    settle()
    (paper,) = every(opened.pages.currentWidget(), OfficialTable)
    paper_seen = paper.isVisible()
    assert paper_seen
    row = next(project_of(opened).indicators())
    shown = tree(opened)
    assert shown is not None
    shown.setFocus()
    for column in (0, 5):
        shown.select([row.id], column)
        settle()
        current = paper.caret.current
        assert current is not None
        area = paper.canvas.area(*next(paper.canvas.boxes(*current.anchor)))
        assert paper.canvas.viewport().rect().adjusted(-1, -1, 1, 1).contains(area.toAlignedRect())
    points = paper.caret.cells.table.page.font_size if paper.caret.cells else 0
    assert points * paper.canvas.scale >= 7.9, "pixels of a letter"


def test_a_cell_wider_than_the_paper_s_panel_keeps_its_name_beside_it(opened: MainWindow) -> None:
    press(opened, Key.Key_1, CONTROL)
    press(opened, Key.Key_5, CONTROL)
    resize(opened, AT_150)
    settle()
    (paper,) = every(opened.pages.currentWidget(), OfficialTable)
    opened.go_to(f"{project_of(opened).id}.name")
    opened.go_to("unit.name")
    opened.go_to(f"{project_of(opened).goals[0].id}.statement")
    opened.go_to(f"{project_of(opened).id}.unit_name")
    settle()
    assert paper.isVisible()
    current = paper.caret.current
    assert current is not None
    number, box = next(paper.canvas.boxes(*current.anchor))
    assert paper.canvas.area(number, box).width() > paper.canvas.viewport().width()
    left = min(one.x for one in paper.canvas.pages[number].boxes if one.row == box.row)
    beside = paper.canvas.sheet(number).x() + left * paper.canvas.scale
    assert beside >= 0


@pytest.mark.parametrize(("size", "seen"), [(USUAL, True), (AT_150, True), (AT_200, False)])
def test_what_can_be_recovered_lies_over_nothing(opened: MainWindow, size: tuple[int, int], *, seen: bool) -> None:
    """The page gives way to it where there is no room for both, and comes back when it was put off."""
    resize(opened, size)
    session, listed = opened.session, opened.recovered
    assert session is not None
    page = opened.pages.currentWidget()
    listed.show_left([Left(Path("去年.jxmb"), None, "", datetime.now().astimezone(), session.dossier)] * 2)
    settle()
    settle()
    assert listed.height() >= listed.sizeHint().height()
    bottom = listed.list.mapTo(listed, listed.list.rect().bottomLeft()).y()
    assert [one.text() for one in every(listed, QPushButton) if one.y() <= bottom] == []
    assert page.isVisible() == seen
    assert not page.isVisible() or page.height() >= page.minimumSizeHint().height()
    click(by_name(listed, "以后再说"))
    settle()
    assert page.isVisible()
    assert listed.isHidden()


def test_it_makes_room_again_in_a_higher_window(opened: MainWindow) -> None:
    resize(opened, AT_200)
    assert opened.session is not None
    left = Left(Path("去年.jxmb"), None, "", datetime.now().astimezone(), opened.session.dossier)
    opened.recovered.show_left([left])
    resize(opened, USUAL)
    assert opened.pages.currentWidget().isVisible()
    assert opened.recovered.isVisible()
