"""What a screen reader is told of the window: a name for every control, words for every cell and every mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from models.folders import samples
from models.rules.finding import SEVERITIES, Finding
from tests.ui.conftest import NATIONAL_SAMPLE, by_name, dossier_of, every, field, sample_of, settle, write
from ui.form.table_view import ValueView
from ui.ground.corners import PIECES, paint_bar
from ui.indicators.bar import WeightBar
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

Role, Name, Description = QAccessible.Role, QAccessible.Text.Name, QAccessible.Text.Description
CONTROLS = {
    *(Role.PushButton, Role.ButtonMenu, Role.ButtonDropDown, Role.CheckBox, Role.RadioButton, Role.EditableText),
    *(Role.ComboBox, Role.SpinBox, Role.PageTab, Role.PageTabList, Role.List, Role.Tree, Role.Table, Role.MenuItem),
}
CELLS = {Role.Cell, Role.TreeItem, Role.ListItem, Role.ColumnHeader, Role.RowHeader}
CHINESE = re.compile(r"[\u3400-\u9fff]")


def interface(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def shown(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything under an interface that is in sight."""
    for number in range(root.childCount()):
        child = root.child(number)
        if child is not None and child.isValid() and not child.state().invisible:  # type: ignore[attr-defined]
            yield child
            yield from shown(child)


def controls(widget: QWidget) -> list[tuple[str, str, object]]:
    """The controls in sight: what they are, what they are called, the value they show (else which one it is).

    Parts of a combo or spin box belong to it.
    """
    found: list[tuple[str, str, object]] = []
    inside = {Role.ComboBox, Role.SpinBox}
    for one in shown(interface(widget)):
        over = one.parent()
        if one.role() in CONTROLS and not (over is not None and over.role() in inside):
            shows = one.object().property("path") if one.object() else None
            found.append((one.role().name, one.text(Name).strip(), shows or len(found)))
    return found


def unnamed(widget: QWidget) -> list[str]:
    """Controls without a Chinese name, and names that two of one kind share.

    A value that the paper shows twice may have its name twice.
    """
    found = controls(widget)  # once: it asks for every part of the window
    counted = Counter((role, name) for role, name, _ in set(found))
    alike = [f"{role} {name}" for (role, name), count in counted.items() if count > 1]
    return [role for role, name, _ in found if not CHINESE.search(name)] + alike


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem[:3])
def test_every_control_and_every_cell_of_every_page_has_a_name_of_its_own(window: MainWindow, path: Path) -> None:
    window.files.open_sample(path)
    window.set_docks(outline=True, findings=True)
    for page in ("unit", "budget", *(form.id for form in dossier_of(window).forms)):
        window.show_page(page)
        if form := window.pages.form_page():
            form.show_part("both")
        settle()
        assert not unnamed(window), page
        assert not (found := mute_cells(window)), (page, found)


def test_controls_of_the_start_page_and_the_bars(window: MainWindow) -> None:
    assert not unnamed(window)
    window.files.open_sample(sample_of(NATIONAL_SAMPLE))
    window.actions_by_id["find"].trigger()
    window.messages.say("有一处要看", "warning", [("去看", lambda: None)])
    window.actions_by_id["side"].trigger()
    settle()
    assert not [one for one in unnamed(window) if "去看" not in one]


@pytest.mark.parametrize("name", ["settings", "about", "keys", "export", "preview"])
def test_controls_of_the_dialogs(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.files.open_sample(sample_of(NATIONAL_SAMPLE))
    window.actions_by_id[name].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    assert not unnamed(dialog)
    dialog.close()


# --- cells ------------------------------------------------------------------------------------------------------------


def indexes(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    over = parent or QModelIndex()
    for row in range(model.rowCount(over)):
        for column in range(model.columnCount(over)):
            yield model.index(row, column, over)
        yield from indexes(model, model.index(row, 0, over))


def spoken(index: QModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "")


def mute_cells(window: MainWindow) -> list[str]:
    """The tables and trees of a page in which a cell does not say where it is and what it holds."""
    found = []
    views: list[QAbstractItemView] = [*every(window, ValueView), *every(window, IndicatorTree)]
    for view in views:
        texts = [spoken(index) for index in indexes(view.model())]
        alike = isinstance(view, ValueView) and len(set(texts)) < len(texts)
        if alike or not all(CHINESE.search(text) for text in texts):
            found.append(view.accessibleName())
    return found


def test_a_screen_reader_hears_the_same_of_a_cell_as_the_model_says(window: MainWindow) -> None:
    window.files.open_sample(sample_of(NATIONAL_SAMPLE))
    window.show_page("budget")
    view = by_name(window, "项目支出预算")
    assert isinstance(view, ValueView)
    heard = [one.text(Name) for one in shown(interface(view)) if one.role() in CELLS]
    assert {spoken(index) for index in indexes(view.model())} <= set(heard)


def test_an_open_cell_says_which_it_is(window: MainWindow, qtbot: QtBot) -> None:
    window.files.open_sample(sample_of(NATIONAL_SAMPLE))
    window.show_page("budget")
    qtbot.waitUntil(window.isActiveWindow)
    view = by_name(window, "项目支出预算")
    assert isinstance(view, ValueView)
    view.setFocus()
    for column, head in enumerate(("项目编码", "项目名称", "预算金额")):
        view.setCurrentIndex(view.model().index(0, column))
        view.edit(view.currentIndex())
        editor = QApplication.focusWidget()
        assert editor is not None
        assert editor.accessibleName() == f"第 1 行 {head}"
        QTest.keyClick(editor, Qt.Key.Key_Escape)


# --- marks, states ----------------------------------------------------------------------------------------------------


@pytest.fixture
def flawed(window: MainWindow) -> MainWindow:
    """A dossier in which something is wrong with a field, a budget line and an indicator."""
    window.files.open_sample(sample_of(NATIONAL_SAMPLE))
    session = window.session
    assert session is not None
    project = next(form for form in session.dossier.forms if form.kind == "project")
    session.set_value(f"{project.id}.amount", session.dossier.forms[0].amount)
    indicator = next(iter(project.indicators()))
    session.set_value(f"{indicator.id}.name", "")
    session.check()
    assert any(one.where.startswith(indicator.id) for one in session.findings)
    window.show_page(project.id)
    window.go_to(f"{indicator.id}.name")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    return window


def words_of_findings(window: MainWindow, path: str) -> list[str]:
    assert window.session is not None
    return [one.message for one in window.session.findings if one.where == path]


def test_marks_at_fields_are_words_too(flawed: MainWindow) -> None:
    path = f"{flawed.pages.page}.amount"
    said = interface(field(flawed, path)).text(Description)
    assert any(message in said for message in words_of_findings(flawed, path))


def test_marks_in_the_tree_are_words_too(flawed: MainWindow) -> None:
    assert flawed.session is not None
    told = set()
    for tree in every(flawed, IndicatorTree):
        for finding in flawed.session.findings:
            index = tree.model().index_of(finding.where.partition(".")[0])  # type: ignore[attr-defined]
            if index.isValid():
                told.add(finding.code)
                assert any(word in spoken(index) for word in SEVERITIES.values())
                assert finding.message in str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole))
    assert "C010" in told  # the indicator without a name


def test_marks_in_tables_are_words_too(flawed: MainWindow) -> None:
    flawed.show_page("budget")
    view = by_name(flawed, "收入")
    assert isinstance(view, ValueView)
    words = "提醒 B008：与部门整体表相差 3.00"
    view.table.mark([Finding("B008", "warning", "与部门整体表相差 3.00", view.table.path(0, 0))])
    assert words in spoken(view.table.index(0, 0))
    assert words not in spoken(view.table.index(1, 0))


def test_the_weights_are_told_in_words(window: MainWindow) -> None:
    window.files.open_sample(sample_of(NATIONAL_SAMPLE))
    bar = next(one for one in every(window, WeightBar) if one.text)
    assert "权重合计" in interface(bar).text(Description)


def test_ticks_in_the_list_of_forms_are_words(window: MainWindow) -> None:
    window.files.open_sample(sample_of(NATIONAL_SAMPLE))
    window.actions_by_id["export"].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    forms = by_name(dialog, "要输出的表")
    assert isinstance(forms, QListWidget)
    for state, word in ((Qt.CheckState.Unchecked, "未勾选"), (Qt.CheckState.Checked, "已勾选")):
        forms.item(0).setCheckState(state)
        assert spoken(forms.model().index(0, 0)).endswith(word)
    dialog.close()


@pytest.mark.parametrize("severity", SEVERITIES)
def test_the_levels_of_marks_differ_in_shape(severity: str) -> None:
    strip = QImage(3, 40, QImage.Format.Format_RGB32)
    strip.fill(Qt.GlobalColor.white)
    painter = QPainter(strip)
    paint_bar(painter, QRect(0, 0, 3, 40), severity)
    painter.end()
    inked = [strip.pixelColor(1, row) != Qt.GlobalColor.white for row in range(40)]
    runs = sum(now and not before for now, before in zip(inked, [False, *inked], strict=False))
    assert runs == PIECES[severity]
    assert len(set(PIECES.values())) == len(SEVERITIES)


# --- the official table -----------------------------------------------------------------------------------------------


def test_the_official_table_tells_the_cell_at_hand(flawed: MainWindow, qtbot: QtBot) -> None:
    flawed.actions_by_id["official"].trigger()
    table = next(one for one in every(flawed, OfficialTable) if one.isVisible())
    qtbot.waitUntil(lambda: table.caret.find(f"{flawed.pages.page}.leader") is not None)
    heard = set()
    for name in ("leader", "phone", "amount"):
        path = f"{flawed.pages.page}.{name}"
        table.go_to(path)
        told = interface(table.caret.editor)
        heard.add(told.text(Name))
        assert (table.caret.text() or "空") in told.text(Description)
        assert all(message in told.text(Description) for message in words_of_findings(flawed, path))
    assert len(heard) == 3


def test_typing_is_heard_at_the_cell(flawed: MainWindow, qtbot: QtBot) -> None:
    flawed.actions_by_id["official"].trigger()
    table = next(one for one in every(flawed, OfficialTable) if one.isVisible())
    path = f"{flawed.pages.page}.leader"
    qtbot.waitUntil(lambda: table.caret.find(path) is not None)
    table.go_to(path)
    write(table.caret.editor, "沈嘉")
    table.caret.commit()
    assert "沈嘉" in interface(table.caret.editor).text(Description)
