"""The window around the pages: outline, findings, names for a screen reader, no English, settings."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.edits import Remove
from models.files.jxmb import dumps
from tests.ui.conftest import by_name, click, dossier_of, every, field, sample_of, settle, write
from tests.ui.keys import find
from ui.form.budget import BudgetPage
from ui.form.table_view import ValueView
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)
ENGLISH = re.compile(r"[A-Za-z]{3,}")
OUR_WORDS = {"Excel", "WPS", "PDF", "Word", "Ctrl", "Shift", "Tab", "Enter", "Esc", "Alt", "Delete"}


@pytest.fixture
def sample(window: MainWindow) -> MainWindow:
    """A window with a rich sample."""
    window.files.open_sample(sample_of("江汉"))
    assert window.session is not None
    window.session.check()
    return window


def every_page(window: MainWindow) -> list[str]:
    return ["unit", "budget", *(form.id for form in dossier_of(window).forms)]


def controls(window: QWidget) -> list[QWidget]:
    """The controls a person can come to."""
    found = every(window, QWidget)
    return [one for one in found if isinstance(one, CONTROLS) and not _is_qts_own(one)]


def _is_qts_own(one: QWidget) -> bool:
    """Parts that Qt makes inside a control that has a name."""
    if one.objectName().startswith("qt_") or type(one) is QAbstractButton or isinstance(one, QHeaderView):
        return True
    inside = (QAbstractSpinBox, QTabBar, QToolBar, QComboBox, QHeaderView, QLineEdit, QScrollBar)
    parent = one.parentWidget()
    while parent is not None and not isinstance(parent, inside):
        parent = parent.parentWidget()
    return parent is not None


def test_every_control_has_a_name(sample: MainWindow) -> None:
    nameless: set[str] = set()
    for page in every_page(sample):
        sample.show_page(page)
        for one in controls(sample):
            if not one.accessibleName().strip():
                nameless.add(f"{type(one).__module__}.{type(one).__name__} {one.objectName()} in {page}")
    assert not nameless, "\n".join(sorted(nameless))


def test_nothing_is_in_english(sample: MainWindow) -> None:
    said: set[str] = set()
    for page in every_page(sample):
        sample.show_page(page)
        for label in every(sample, QLabel):
            said.add(label.text())
        for button in every(sample, QAbstractButton):
            said |= {button.text(), button.toolTip()}
    for action in every(sample, QAction):
        said |= {action.text(), action.toolTip()}
    english = {text for text in said for word in ENGLISH.findall(text) if word not in OUR_WORDS}
    assert not english


def test_qts_own_words_are_chinese(window: MainWindow) -> None:
    """The buttons of a question, and what a field's own menu says."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, window)
    said = {button.text() for button in buttons.buttons()}
    menu = QLineEdit(window).createStandardContextMenu()
    said |= {action.text() for action in menu.actions() if not action.isSeparator()}
    assert len(said) > 6
    assert not [text for text in said if not re.search(r"[\u3400-\u9fff]", text)]


def test_every_action_has_an_entry_in_a_menu(sample: MainWindow) -> None:
    in_menus: set[QAction] = set()
    for menu in sample.menuBar().actions():
        held = menu.menu()
        in_menus |= set(held.actions()) if held else set()  # type: ignore[attr-defined]
    missing = [name for name, action in sample.actions_by_id.items() if action not in in_menus]
    assert not missing


def test_keys_are_not_given_twice(sample: MainWindow) -> None:
    keys = [key.toString() for action in sample.actions_by_id.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert not {"F2", "Ctrl+B"} & set(keys), "they edit a cell and make letters bold everywhere else"


def test_outline_adds_and_renames(office: MainWindow, qtbot: QtBot) -> None:
    before = [form.id for form in dossier_of(office).forms]
    office.actions_by_id["add_project"].trigger()
    added = dossier_of(office).forms[-1]
    assert [form.id for form in dossier_of(office).forms[:-1]] == before
    assert (added.kind, added.template, office.pages.page) == ("project", "national-project-2021", added.id)
    office.actions_by_id["rename_form"].trigger()
    editor = next(one for one in every(office.outline.tree, QLineEdit) if one.isVisible())
    editor.selectAll()
    write(editor, "信访专项")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: added.name == "信访专项")
    office.actions_by_id["undo"].trigger()
    office.actions_by_id["undo"].trigger()
    assert [form.id for form in dossier_of(office).forms] == before


def test_outline_duplicates_moves_and_deletes(sample: MainWindow) -> None:
    projects = [form.id for form in dossier_of(sample).forms if form.kind == "project"]
    sample.show_page(projects[0])
    sample.actions_by_id["duplicate_form"].trigger()
    copy = sample.pages.page
    assert [form.id for form in dossier_of(sample).forms].index(copy) == [
        form.id for form in dossier_of(sample).forms
    ].index(projects[0]) + 1
    sample.actions_by_id["form_up"].trigger()
    order = [form.id for form in dossier_of(sample).forms]
    assert order.index(copy) == order.index(projects[0]) - 1
    sample.actions_by_id["delete_form"].trigger()
    assert copy not in [form.id for form in dossier_of(sample).forms]
    sample.actions_by_id["undo"].trigger()
    assert sample.pages.page == copy


def test_outline_lets_forms_move_only_among_their_kind(sample: MainWindow) -> None:
    forms = dossier_of(sample).forms
    department = next(form.id for form in forms if form.kind == "department")
    project = next(form.id for form in forms if form.kind == "project")
    assert not sample.outline.tree.move_form(project, department, below=False)
    assert not sample.outline.tree.move_form(project, project, below=True)


@pytest.fixture
def faulty(sample: MainWindow) -> tuple[MainWindow, str]:
    """A project whose funding does not add up."""
    project = next(form for form in dossier_of(sample).forms if form.kind == "project")
    assert sample.session is not None
    sample.session.set_value(f"{project.id}.code", "")
    sample.session.check()
    return sample, project.id


def test_a_finding_leads_to_its_field(faulty: tuple[MainWindow, str]) -> None:
    window, project = faulty
    window.show_page("unit")
    window.findings._search.setText("C001")
    window.actions_by_id["next_finding"].trigger()
    assert window.pages.page == project
    assert window.focusWidget() is field(window, f"{project}.code")


def test_badges_and_counts_follow(faulty: tuple[MainWindow, str], qtbot: QtBot) -> None:
    window, project = faulty
    session = window.session
    assert session is not None

    def spoken() -> str:
        index = find(window.outline.tree, dossier_of(window).forms[place].name)
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    def said(severity: str, word: str) -> str:
        count = sum(one.form == project and one.severity == severity for one in session.findings)
        return f"{count} 个{word}"

    def counted() -> str:
        return next(one.text() for one in every(window, QLabel) if one.accessibleName() == "数量")

    place = [form.id for form in dossier_of(window).forms].index(project)
    forms = dossier_of(window).forms
    projects, rows = sum(one.kind == "project" for one in forms), [one for form in forms for one in form.indicators()]
    assert counted() == f"共 {projects} 个项目 {len(rows)} 个指标"
    before = spoken()
    assert said("error", "错误") in before or said("warning", "提醒") in before
    session.set_value(f"{project}.code", "P001", typing=False)
    session.apply(Remove(rows[-1].id))
    session.check()
    assert spoken() != before
    for severity, word in (("error", "错误"), ("warning", "提醒"), ("info", "提示")):
        assert (word in spoken()) == (not said(severity, word).startswith("0 "))
        assert word not in spoken() or said(severity, word) in spoken()
    qtbot.waitUntil(lambda: counted() == f"共 {projects} 个项目 {len(rows) - 1} 个指标")


def test_find_and_replace_is_one_step(sample: MainWindow) -> None:
    before = dumps(dossier_of(sample))
    told = before.count("绩效".encode())
    sample.actions_by_id["replace"].trigger()
    for name, text in (("查找", "工作"), ("替换为", "任务")):
        line = by_name(sample, name)
        assert isinstance(line, QLineEdit)
        line.setText(text)
    places = next(one.text() for one in every(sample, QLabel) if one.accessibleName() == "查找结果")
    click(by_name(sample, "全部替换"))
    assert dumps(dossier_of(sample)) == before.replace("工作".encode(), "任务".encode()) != before
    assert dumps(dossier_of(sample)).count("绩效".encode()) == told
    assert sample.actions_by_id["undo"].text().startswith(f"撤销 替换 {places}")
    sample.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(sample)) == before
    assert not sample.actions_by_id["undo"].isEnabled()


def test_settings_hold_at_once_and_stay(window: MainWindow) -> None:
    from ui.ground.settings import Settings
    from ui.ground.theme import is_dark

    usual = window.pages.font().pointSize()
    window.settings["theme"] = "dark"
    assert is_dark()
    window.settings["font_size"] = 14
    settle()
    assert window.pages.font().pointSize() == 14
    window.settings.sync()
    again = Settings(window.settings.file)
    assert (again["theme"], again["font_size"]) == ("dark", 14)
    window.settings["theme"] = "light"
    assert not is_dark()
    window.actions_by_id["normal"].trigger()
    settle()
    assert window.pages.font().pointSize() == usual


def test_the_font_grows_shrinks_and_are_as_at_first_again(window: MainWindow) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    usual = application.font().pointSize()
    for name, points in (("larger", usual + 1), ("larger", usual + 2), ("smaller", usual + 1), ("normal", usual)):
        window.actions_by_id[name].trigger()
        assert application.font().pointSize() == points, name


def test_the_budget_stands_beside_the_forms(sample: MainWindow) -> None:
    sample.show_page("budget")
    page = sample.pages.currentWidget()
    assert isinstance(page, BudgetPage)
    income = next(view for view in every(page, ValueView) if view.accessibleName() == "收入")
    income.table.write(1, 0, [["100"], ["40"]], "粘贴 2 行")
    assert str(dossier_of(sample).budget.income["fiscal"].amount) == "100"  # type: ignore[index]
    assert window_says(page, "各来源合计")


def test_the_budget_tells_what_it_differs_by_from_the_forms(office: MainWindow) -> None:
    department, project = dossier_of(office).forms
    session = office.session
    assert session is not None
    for path, value in (("income.fiscal.amount", Decimal(90)), ("income.fiscal.history", {})):
        session.set_value(f"{department.id}.{path}", value)
    session.set_value(f"{project.id}.name", "信访专项")
    session.set_value(f"{project.id}.amount", Decimal(30))
    office.show_page("budget")
    page = office.pages.currentWidget()
    assert page is not None
    income, projects = (
        next(view for view in every(page, ValueView) if view.accessibleName() == name).table
        for name in ("收入", "项目支出预算")
    )
    heads = [income.headerData(row, Qt.Orientation.Vertical) for row in range(income.rowCount())]
    fiscal = next(row for row, head in enumerate(heads) if "财政拨款" in head)
    income.write(fiscal, 0, [["100", "80", "70"]], "粘贴")
    projects.write(0, 1, [["信访专项", "30"]], "粘贴")
    texts = [income.index(fiscal, column).data() for column in range(5)]
    assert texts == ["100", "80", "70", "90", "10"]
    assert [projects.index(0, column).data() for column in range(1, 5)] == ["信访专项", "30", "30", "✓"]


def window_says(widget: QWidget, text: str) -> bool:
    labels = every(widget, QLabel)
    return any(text in label.text() for label in labels)


def test_the_year_changes_the_pages(sample: MainWindow) -> None:
    """The page in sight stays the one in sight, made for that year; undo makes it as it was."""
    form = next(form.id for form in dossier_of(sample).forms if form.kind == "department")
    sample.show_page(form)
    sample.actions_by_id["indicators"].trigger()
    year = dossier_of(sample).year

    def years() -> list[int]:
        tabs = by_name(sample, "绩效目标")
        assert isinstance(tabs, QTabBar)
        tabs.setCurrentIndex(next(n for n in range(tabs.count()) if tabs.tabText(n).startswith("年度目标1")))
        tree = next(one for one in every(sample, IndicatorTree) if one.isVisibleTo(sample))
        heads = [str(tree.model().headerData(n, Qt.Orientation.Horizontal)) for n in range(tree.model().columnCount())]
        return [int(found[0]) for head in heads if (found := re.match(r"20\d\d", head))]

    def of_budget() -> list[str]:
        sample.show_page("budget")
        income = by_name(sample, "收入")
        assert isinstance(income, ValueView)
        said = [str(income.model().headerData(n, Qt.Orientation.Horizontal)) for n in range(3)]
        sample.show_page(form)
        return said

    assert years() == [year - 2, year - 1]
    assert of_budget() == [f"{year} 年金额", f"{year - 1} 年", f"{year - 2} 年"]
    assert sample.session is not None
    for act, now in (
        (lambda: sample.session and sample.session.set_value("dossier.year", year + 1), year + 1),
        (sample.edit.undo, year),
        (sample.edit.redo, year + 1),
    ):
        act()
        assert sample.pages.page == form
        sample.actions_by_id["indicators"].trigger()
        assert years() == [now - 2, now - 1]
        assert of_budget() == [f"{now} 年金额", f"{now - 1} 年", f"{now - 2} 年"], "a page out of sight too"
