"""The whole window by keys alone: Tab, the panes, the views, menus, dialogs, and a clerk's work without a mouse."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.files.jxmb import dumps
from models.folders import samples
from tests.ui.conftest import by_name, come_back, dossier_of, every, field, find_something, settle
from tests.ui.keys import (
    ALT,
    CONTROL,
    DEFAULTS,
    DIALOGS,
    SHIFT,
    VIEWS,
    Key,
    focus,
    press,
    project_of,
    put,
    tab_to,
    tabbed,
    tree_of,
)
from ui.controls.focus import first_control, focus_in, stops
from ui.form.goals import GoalsArea
from ui.form.table_view import ValueView
from ui.ground.theme import colours
from ui.indicators.tree import IndicatorTree
from ui.output.printing import PrintDialog
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

# --- tables and trees -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["收入", "支出，按功能分类科目", "项目支出预算"])
def test_tab_goes_through_a_table_and_out_of_it(sample: MainWindow, qtbot: QtBot, name: str) -> None:
    sample.show_page("budget")
    come_back(sample, qtbot)
    view = by_name(sample, name)
    assert isinstance(view, ValueView)
    model = view.model()
    cells = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    open_cells = [one for one in cells if model.flags(model.index(*one)) & Qt.ItemFlag.ItemIsEditable]
    view.setFocus()
    view.setCurrentIndex(model.index(*open_cells[0]))
    for key, order in ((Key.Key_Tab, open_cells), (Key.Key_Backtab, open_cells[::-1])):
        view.setFocus()
        seen: list[tuple[int, int]] = []
        while focus() is view and len(seen) <= len(cells):
            seen.append((view.currentIndex().row(), view.currentIndex().column()))
            press(sample, key, SHIFT if key == Key.Key_Backtab else Qt.KeyboardModifier.NoModifier)
        assert seen == order
        assert focus() is not view


def test_tab_from_an_open_cell_keeps_what_is_typed_and_goes_on_behind_the_last(
    office: MainWindow, qtbot: QtBot
) -> None:
    office.show_page("budget")
    come_back(office, qtbot)
    view = by_name(office, "项目支出预算")
    assert isinstance(view, ValueView)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    for text in ("P01", "信访专项", "12"):
        put(text)
        press(office, Key.Key_Tab)
    line = dossier_of(office).budget.projects[0]
    assert (line.code, line.name, str(line.amount)) == ("P01", "信访专项", "12")
    for _ in range(4 + 7):  # unit and three kinds of money, then the blank row that stands under it now
        assert view.isAncestorOf(focus())
        press(office, Key.Key_Tab)
    assert focus().accessibleName() == "项目支出预算：添加行"
    press(office, Key.Key_Backtab, SHIFT)
    assert focus() is view


@pytest.mark.parametrize("opened", [False, True])
def test_ctrl_tab_leaves_a_table_at_once(office: MainWindow, qtbot: QtBot, opened: bool) -> None:
    office.show_page("budget")
    come_back(office, qtbot)
    view = by_name(office, "项目支出预算")
    assert isinstance(view, ValueView)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 1))
    if opened:
        put("信访专项")
    press(office, Key.Key_Tab, CONTROL)
    assert focus().accessibleName() == "项目支出预算：添加行"
    assert [line.name for line in dossier_of(office).budget.projects] == (["信访专项"] if opened else [])
    view.setFocus()
    press(office, Key.Key_Backtab, CONTROL | SHIFT)
    assert focus_in(office.pages)
    assert not view.hasFocus()


@pytest.mark.parametrize("opened", [False, True])
def test_the_tree_does_not_keep_the_keyboard(sample: MainWindow, qtbot: QtBot, opened: bool) -> None:
    sample.show_page(project_of(sample).id)
    come_back(sample, qtbot)
    tree = tree_of(sample)
    last = tree.model().index(tree.model().rowCount() - 1, 0)
    while tree.model().rowCount(last):
        last = tree.model().index(tree.model().rowCount(last) - 1, 0, last)
    for key, modifier, column in (
        (Key.Key_Tab, Qt.KeyboardModifier.NoModifier, tree.model().columnCount() - 1),
        (Key.Key_Tab, CONTROL, 1),
        (Key.Key_Backtab, CONTROL | SHIFT, 1),
    ):
        tree.setFocus()
        tree.setCurrentIndex(last.siblingAtColumn(column))
        if opened:
            press(sample, Key.Key_F2)
            assert tree.cells.editor is not None
        for _ in range(1 if modifier else 2):  # past the row that is offered there
            press(sample, key, modifier)
        assert focus_in(tree) is None
        assert tree.cells.editor is None


def official(window: MainWindow, qtbot: QtBot) -> OfficialTable:
    table = next(one for one in every(window, OfficialTable) if one.isVisible())
    qtbot.waitUntil(lambda: table.caret.current is not None)
    return table


def test_the_official_table_is_left_behind_its_last_cell_and_by_ctrl_tab(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.session is not None
    sample.session.check()  # while nothing is known the findings have the room of a list, and the keyboard may go there
    settle()
    press(sample, Key.Key_4, CONTROL)
    hand = official(sample, qtbot).caret
    assert focus() is hand.editor
    press(sample, Key.Key_Tab, CONTROL)
    assert focus() is not hand.editor
    hand.editor.setFocus()
    press(sample, Key.Key_End, CONTROL)
    press(sample, Key.Key_Tab)  # to the row that is offered there
    press(sample, Key.Key_Tab)
    assert focus() is not hand.editor


# --- where the keyboard is after a turn -------------------------------------------------------------------------------


def test_a_new_dossier_can_be_typed_into_at_once(window: MainWindow, qtbot: QtBot) -> None:
    assert focus().accessibleName() == "地区"
    tab_to(window, "单位名称")
    put("示例市信访局")
    press(window, Key.Key_Return)
    come_back(window, qtbot)
    first = focus()
    put("信访")
    assert "信访" in dumps(dossier_of(window)).decode()
    assert first is first_control(by_name(window, "栏目"))


def test_the_keyboard_is_always_in_the_part_that_is_in_sight(sample: MainWindow, qtbot: QtBot) -> None:
    sample.show_page(project_of(sample).id)
    come_back(sample, qtbot)
    tree = tree_of(sample)
    sample.go_to(f"{project_of(sample).id}.leader")
    for name in ("goals", "fields", "official", "goals", "side", "fields", "official", "official", "both", "goals"):
        press(sample, VIEWS[name], CONTROL)
        assert focus().isVisible(), name
        assert focus_in(sample.pages), name
        if name == "goals":
            assert focus() is tree


def test_the_same_value_has_the_keyboard_in_every_view(sample: MainWindow, qtbot: QtBot) -> None:
    project = project_of(sample)
    path = f"{project.id}.leader"
    sample.show_page(project.id)
    press(sample, Key.Key_1, CONTROL)
    sample.go_to(path)
    press(sample, Key.Key_4, CONTROL)
    table = official(sample, qtbot)
    assert focus() is table.caret.editor
    assert table.caret.current is not None
    assert table.caret.current.slot.path == path
    press(sample, Key.Key_4, CONTROL)
    assert focus() is field(sample, path)
    indicator = next(iter(project.indicators()))
    press(sample, Key.Key_4, CONTROL)
    table.caret.select(table.caret.find(f"{indicator.id}.target"))
    press(sample, Key.Key_2, CONTROL)
    tree = next(one for one in every(sample, IndicatorTree) if one.isVisible())
    assert focus() is tree
    assert tree.current_id() == indicator.id
    assert tree.cells.editor is None


def test_f6_goes_round_the_panes_and_back_to_the_same_field(sample: MainWindow) -> None:
    find_something(sample)
    press(sample, Key.Key_1, CONTROL)
    tab_to(sample, "联系电话")
    panes = (sample.findings, sample.outline, sample.pages)
    for pane in panes:
        press(sample, Key.Key_F6)
        assert focus_in(pane)
    assert focus().accessibleName() == "联系电话"
    for pane in (sample.outline, sample.findings, sample.pages):
        press(sample, Key.Key_F6, SHIFT)
        assert focus_in(pane)
    sample.set_docks(outline=False, findings=False)
    press(sample, Key.Key_F6)
    assert focus().accessibleName() == "联系电话"


def test_esc_in_the_find_bar_gives_the_keyboard_back(sample: MainWindow) -> None:
    press(sample, Key.Key_1, CONTROL)
    tab_to(sample, "联系电话")
    press(sample, Key.Key_F, CONTROL)
    assert focus().accessibleName() == "查找"
    press(sample, Key.Key_Escape)
    assert focus().accessibleName() == "联系电话"


# --- the order of Tab -------------------------------------------------------------------------------------------------


def place(widget: QWidget, area: QWidget) -> QRect:
    """Where it is, as if nothing were scrolled."""
    corner, over = widget.mapTo(area, QPoint(0, 0)), widget.parentWidget()
    while over is not None:
        if isinstance(over, QScrollArea):
            corner += QPoint(over.horizontalScrollBar().value(), over.verticalScrollBar().value())
        over = over.parentWidget()
    return QRect(corner, widget.size())


def steps_back(window: QWidget, area: QWidget) -> list[str]:
    """Pairs of controls where Tab goes up, or to the left in one line."""
    found = []
    controls = tabbed(window, area)
    for one, other in pairwise(controls):
        here, there = place(one, area), place(other, area)
        same_line = abs(here.center().y() - there.center().y()) < 6
        if there.bottom() <= here.top() or (same_line and there.left() < here.left()):
            found.append(f"{one.accessibleName()} → {other.accessibleName()}")
    return found


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem[:3])
def test_tab_goes_as_the_eye_reads(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.files.open_sample(path)
    come_back(window, qtbot)
    for page in ("unit", "budget", *{form.template: form.id for form in dossier_of(window).forms}.values()):
        window.show_page(page)
        form = window.pages.form_page()
        for part in ("fields", "goals") if form else ("",):
            if form:
                form.show_part(part)
            settle()
            current = window.pages.currentWidget()
            assert current is not None
            assert not steps_back(window, current), page


def test_tab_goes_on_from_the_last_field_to_the_goals(office: MainWindow) -> None:
    page = office.pages.form_page()
    assert page is not None
    page.show_part("both")
    settle()
    controls, goals = tabbed(office, page), every(page, GoalsArea)[0]
    of_goals = [goals.isAncestorOf(one) for one in controls]
    assert of_goals == sorted(of_goals), "first all fields, then the goals"
    assert of_goals[0] is False
    assert of_goals[-1] is True
    assert not steps_back(office, goals)


def test_tab_goes_through_the_window_from_the_outline_to_the_findings(sample: MainWindow) -> None:
    find_something(sample)
    order = {pane: number for number, pane in enumerate((sample.outline, sample.pages, sample.findings))}
    seen = [order[pane] for one in tabbed(sample, sample) for pane in order if pane.isAncestorOf(one)]
    turns = [one for one, other in zip(seen, [*seen[1:], seen[0]], strict=True) if one != other]
    assert sorted(turns) == [0, 1, 2]  # each pane is one run in the ring
    assert seen[(seen.index(0) + seen.count(0)) % len(seen)] == 1


def test_tab_on_the_start_page(window: MainWindow) -> None:
    names = [one.accessibleName().partition("：")[0] for one in tabbed(window, window.start)]
    order = ("地区", "没有我的地区", "年度", "单位名称", "要填的表", "新建套表")
    assert tuple(dict.fromkeys(names))[: len(order)] == order
    assert names[-1] == "不再显示头一次用的说明"


def test_every_control_of_the_form_can_be_reached_by_tab(sample: MainWindow, qtbot: QtBot) -> None:
    sample.show_page(project_of(sample).id)
    come_back(sample, qtbot)
    press(sample, Key.Key_5, CONTROL)
    press(sample, Key.Key_3, CONTROL)
    official(sample, qtbot)
    seen = set(tabbed(sample, sample))
    assert set(tabbed(sample, sample, back=True)) == seen
    parts = (QScrollBar, QToolBar, QTabBar, QAbstractItemView)
    controls = [one for one in every(sample, QWidget) if one.isVisible() and one.isEnabled() and _is_for_hands(one)]
    controls = [one for one in controls if not one.accessibleName().startswith("显示：")]  # arrows choose among those
    left = [one for one in controls if one not in seen and not any(kind in _kinds_over(one) for kind in parts)]
    assert not [one.accessibleName() or repr(one) for one in left]


def _is_for_hands(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton | QTabBar | QAbstractItemView) and not widget.objectName().startswith(
        "qt_"
    )


def _kinds_over(widget: QWidget) -> set[type]:
    kinds, parent = set(), widget.parentWidget()
    while parent is not None:
        kinds |= set(type(parent).__mro__)
        parent = parent.parentWidget()
    return kinds | ({QAbstractItemView} if type(widget).__name__ == "QTableCornerButton" else set())


# --- menus and shortcuts ----------------------------------------------------------------------------------------------


def entries(menu: QMenu) -> list[QAction]:
    return [one for one in menu.actions() if not one.isSeparator()]


def menus(window: MainWindow) -> list[QMenu]:
    return [one for one in every(window.menuBar(), QMenu) if one.parent() is window.menuBar()]


def test_every_entry_of_a_menu_has_a_letter_of_its_own(sample: MainWindow) -> None:
    sample.show_page(project_of(sample).id)
    bar = [QKeySequence.mnemonic(one.text()).toString() for one in sample.menuBar().actions()]
    assert all(bar)
    assert len(set(bar)) == len(bar)
    for menu in menus(sample):
        letters = [QKeySequence.mnemonic(one.text()).toString() for one in entries(menu)]
        assert all(letters), menu.title()
        assert not [letter for letter, count in Counter(letters).items() if count > 1], menu.title()


def test_no_key_means_two_things(sample: MainWindow, qtbot: QtBot) -> None:
    sample.show_page(project_of(sample).id)
    press(sample, Key.Key_5, CONTROL)
    official(sample, qtbot)
    page = sample.pages.form_page()
    assert page is not None
    actions = [*sample.actions_by_id.values(), *page.tree_actions()]
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    keys += [one.key().toString() for one in every(sample, QShortcut)]
    keys += [QKeySequence.mnemonic(one.text()).toString() for one in sample.menuBar().actions()]
    assert not [key for key, count in Counter(keys).items() if count > 1]


def test_a_menu_is_worked_by_letters(sample: MainWindow) -> None:
    press(sample, Key.Key_V, ALT)
    press(sample, Key.Key_O)
    page = sample.pages.form_page()
    assert page is not None
    assert page.view == "官方表格"


# --- dialogs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "first"), DIALOGS.items())
def test_dialogs_begin_end_and_go_on_by_keys(sample: MainWindow, qtbot: QtBot, name: str, first: str) -> None:
    sample.actions_by_id[name].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    qtbot.waitUntil(lambda: _words(focus()) == first)
    assert [one.text() for one in every(dialog, QPushButton) if one.isDefault()] == [DEFAULTS.get(name, "关闭")]
    if name not in ("preview", "print"):  # there two columns stand beside each other
        assert not steps_back(dialog, dialog)
    assert set(tabbed(dialog, dialog)) == set(tabbed(dialog, dialog, back=True))
    QTest.keyClick(dialog.windowHandle(), Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def _words(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton | QLabel) else "")


# --- where the keyboard is, to the eye --------------------------------------------------------------------------------


def accented(widget: QWidget) -> int:
    """How many dots of a control have the accent colour."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(picture.constBits()).cast("I").tolist().count(colours().accent.rgb())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_has_the_keyboard_is_framed(sample: MainWindow, qtbot: QtBot, theme: str) -> None:
    sample.settings["theme"] = theme
    sample.show_page(project_of(sample).id)
    press(sample, Key.Key_3, CONTROL)
    come_back(sample, qtbot)
    kinds: dict[type, QWidget] = {}
    for one in stops(sample):
        if one.isVisible() and one.isEnabled():
            kinds.setdefault(type(one), one)
    for kind, widget in kinds.items():
        if issubclass(kind, QAbstractItemView) and not issubclass(kind, ValueView | IndicatorTree):
            continue  # a list shows its current line
        sample.outline.tree.setFocus()
        before = accented(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert accented(widget) > before, kind


def test_the_sheets_of_the_print_preview_are_framed_and_told(sample: MainWindow, qtbot: QtBot) -> None:
    sample.actions_by_id["preview"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PrintDialog)
    qtbot.waitUntil(lambda: bool(dialog.canvas.pages) and dialog.canvas.hasFocus())
    framed = accented(dialog.canvas)
    before = dialog.canvas.page
    QTest.keyClick(dialog.canvas, Key.Key_PageDown)
    QTest.keyClick(dialog.canvas, Key.Key_PageDown)
    assert dialog.canvas.page > before
    assert f"第 {dialog.canvas.page + 1} 页" in dialog.canvas.accessibleDescription()
    dialog.range.setFocus()
    assert accented(dialog.canvas) < framed
    dialog.close()
