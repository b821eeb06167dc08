"""The outline under a hand: forms dragged to their place, names written in it, numbers that leave the name room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.edits import SetValue
from models.forms import DepartmentForm, ProjectForm
from tests.ui.conftest import come_back, dossier_of, every, write
from tests.ui.keys import Key, find, focus, press
from tests.ui.painting import settle
from ui.window.outline import OutlinePanel
from ui.window.window import MainWindow

NAMES = ("甲项目", "乙项目", "丙项目")


@pytest.fixture
def outlined(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A department's form and three projects, the outline in sight."""
    department = DepartmentForm(id="dep", template="national-department-2021", name="部门整体")
    projects = [ProjectForm(id=name[0], template="national-project-2021", name=name) for name in NAMES]
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[department, *projects]))
    window.set_docks(outline=True, findings=False)
    come_back(window, qtbot)
    return window


def order(window: MainWindow) -> str:
    return "".join(form.id for form in dossier_of(window).forms if form.id != "dep")


def tree(window: MainWindow) -> QTreeWidget:
    found: QTreeWidget = window.outline.tree
    return found


def place(window: MainWindow, name: str, *, below: bool) -> QPoint:
    """Over the upper or the lower half of a line."""
    area = tree(window).visualRect(find(tree(window), name))
    return QPoint(area.center().x(), area.bottom() - 2 if below else area.top() + 2)


def drag(window: MainWindow, spot: QPoint, *, drop: bool = True) -> bool:
    """Drags the current line there (and lets it go), as Qt hands it on; True where it may be let go."""
    view = tree(window)
    data = view.mimeData([view.currentItem()])
    action, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = QDragMoveEvent(spot, action, data, left, none)
    view.dragMoveEvent(move)
    accepted = move.isAccepted()
    if drop:
        view.dropEvent(QDropEvent(QPointF(spot), action, data, left, none))
    settle()
    return accepted


def stand(window: MainWindow, name: str) -> None:
    tree(window).setCurrentIndex(find(tree(window), name))


@pytest.mark.parametrize(
    ("name", "onto", "below", "after"),
    [
        ("甲项目", "丙项目", True, "乙丙甲"),
        ("甲项目", "丙项目", False, "乙甲丙"),
        ("丙项目", "甲项目", False, "丙甲乙"),
        ("丙项目", "甲项目", True, "甲丙乙"),
        ("乙项目", "丙项目", True, "甲丙乙"),
        ("乙项目", "乙项目", True, "甲乙丙"),
        ("乙项目", "项目（3）", True, "乙甲丙"),
    ],
)
def test_a_form_is_dragged_to_its_place(outlined: MainWindow, *, name: str, onto: str, below: bool, after: str) -> None:
    stand(outlined, name)
    drag(outlined, place(outlined, onto, below=below))
    assert order(outlined) == after
    model = tree(outlined).model()
    head = model.index(model.rowCount() - 1, 0)
    shown = [str(model.index(row, 0, head).data())[0] for row in range(model.rowCount(head))]
    assert "".join(shown) == after, "no line is lost or doubled"
    assert outlined.outline.tree.page() == name[0]
    assert outlined.pages.page == name[0]
    if after != "甲乙丙":
        outlined.actions_by_id["undo"].trigger()
    assert order(outlined) == "甲乙丙"


@pytest.mark.parametrize("onto", ["单位信息", "部门预算", "部门整体"])
def test_a_project_is_let_go_nowhere_else_and_it_is_said(outlined: MainWindow, onto: str) -> None:
    stand(outlined, "甲项目")
    assert not drag(outlined, place(outlined, onto, below=True))
    assert order(outlined) == "甲乙丙"
    assert "项目只能在项目之间" in outlined.statusBar().currentMessage()
    stand(outlined, "乙项目")
    assert outlined.statusBar().currentMessage() == "", "another page: that is over"


def test_a_department_form_is_not_let_go_among_projects(outlined: MainWindow) -> None:
    stand(outlined, "部门整体")
    assert not drag(outlined, place(outlined, "乙项目", below=True))
    assert dossier_of(outlined).forms[0].id == "dep"
    assert "不能放进项目里" in outlined.statusBar().currentMessage()


def test_under_the_last_line_is_the_end(outlined: MainWindow) -> None:
    stand(outlined, "甲项目")
    assert drag(outlined, place(outlined, "丙项目", below=True) + QPoint(0, 60))
    assert order(outlined) == "乙丙甲"


def test_where_it_would_stand_is_drawn_while_it_is_dragged(outlined: MainWindow, qtbot: QtBot) -> None:
    stand(outlined, "甲项目")
    session = outlined.session
    assert session is not None
    qtbot.waitUntil(lambda: session.checked)  # the counts of findings are drawn too
    settle()
    seen = [tree(outlined).viewport().grab().toImage()]
    for below in (False, True):
        drag(outlined, place(outlined, "丙项目", below=below), drop=False)
        image = tree(outlined).viewport().grab().toImage()
        assert image not in seen
        seen.append(image)
    tree(outlined).dragLeaveEvent(QDragLeaveEvent())
    assert tree(outlined).viewport().grab().toImage() == seen[0]


@pytest.mark.parametrize("typed", ["信访专项", "  信访专项 "])
def test_a_form_is_renamed_in_the_outline(outlined: MainWindow, typed: str) -> None:
    rename(outlined, typed, Key.Key_Return)
    assert dossier_of(outlined).forms[2].name == "信访专项"
    assert find(tree(outlined), "信访专项").isValid()


@pytest.mark.parametrize(("typed", "struck"), [("", Key.Key_Return), ("  ", Key.Key_Return), ("别名", Key.Key_Escape)])
def test_a_form_keeps_its_name_where_none_is_given(outlined: MainWindow, typed: str, struck: Qt.Key) -> None:
    rename(outlined, typed, struck)
    assert dossier_of(outlined).forms[2].name == "乙项目"
    assert find(tree(outlined), "乙项目").isValid()
    assert not outlined.actions_by_id["undo"].isEnabled()


def rename(window: MainWindow, typed: str, struck: Qt.Key) -> None:
    stand(window, "乙项目")
    tree(window).setFocus()
    press(window, Key.Key_F2)
    editor = focus()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    write(editor, typed) if typed.strip() else QTest.keyClick(editor, Key.Key_Delete)
    QTest.keyClick(editor, struck)
    settle()


@pytest.mark.parametrize("name", ["单位信息", "部门预算", "项目（3）"])
def test_what_is_no_form_has_no_name_to_change(outlined: MainWindow, name: str) -> None:
    index = find(tree(outlined), name)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert not index.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert bool(index.flags() & Qt.ItemFlag.ItemIsSelectable) == (name != "项目（3）")


def test_arrows_turn_the_pages(outlined: MainWindow) -> None:
    stand(outlined, "单位信息")
    tree(outlined).setFocus()
    for page in ("budget", "dep"):
        press(outlined, Key.Key_Down)
        assert outlined.pages.page == page
    stand(outlined, "甲项目")
    press(outlined, Key.Key_Down)
    assert outlined.pages.page == "乙"


def test_a_nameless_project_says_so(outlined: MainWindow) -> None:
    assert outlined.session is not None
    outlined.session.set_value("乙.name", "", typing=False)
    outlined.session.set_value("dep.name", "", typing=False)
    assert find(tree(outlined), "未命名项目").isValid()
    assert find(tree(outlined), "部门整体").isValid()


def test_lines_are_there_once_each(outlined: MainWindow) -> None:
    model = tree(outlined).model()
    lines = [str(model.index(row, 0).data()) for row in range(model.rowCount(QModelIndex()))]
    assert lines == ["单位信息", "部门预算", "部门整体", "项目（3）"]
    assert every(outlined.outline, QTreeWidget) == [tree(outlined)]


def test_unit_and_year_over_the_outline_are_those_of_the_dossier_in_sight(outlined: MainWindow) -> None:
    def head() -> list[str]:
        (panel,) = every(outlined, OutlinePanel)
        return [label.text() for label in every(panel, QLabel)]

    outlined.session.apply(SetValue("unit.name", ""))  # type: ignore[union-attr]
    assert head() == ["未填单位名称", f"{dossier_of(outlined).year} 年"]
    outlined.show_session(None)
    assert head() == ["", ""]
    outlined.program.create(Dossier(year=2031, unit=Unit(name="另一个局")), outlined)
    assert head() == ["另一个局", "2031 年"]


def test_enter_on_a_line_goes_on_to_its_page(outlined: MainWindow, qtbot: QtBot) -> None:
    come_back(outlined, qtbot)
    tree(outlined).setFocus()
    stand(outlined, "乙项目")
    press(outlined, Key.Key_Return)
    settle()
    assert outlined.pages.page == "乙"
    assert outlined.pages.isAncestorOf(focus())


def test_enter_on_the_head_of_a_group_stays(outlined: MainWindow, qtbot: QtBot) -> None:
    come_back(outlined, qtbot)
    tree(outlined).setFocus()
    tree(outlined).setCurrentItem(tree(outlined).topLevelItem(tree(outlined).topLevelItemCount() - 1))
    press(outlined, Key.Key_Return)
    settle()
    assert focus() is tree(outlined)
