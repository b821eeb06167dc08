"""What a clerk sees of a page at first, at the size of her screen: room where the work is, no empty bands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QStyleOptionViewItem,
    QToolBar,
    QToolButton,
)

from models.files.jxmb import load
from models.target import SIGNS
from tests.ui.conftest import NATIONAL_SAMPLE, by_name, click, dossier_of, every, field, sample_of, settle, write
from ui.controls.editors import LineField
from ui.form.sums import SumLabel
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

AT_RIGHT = Qt.AlignmentFlag.AlignRight


@pytest.fixture
def national(window: MainWindow) -> MainWindow:
    """A filled dossier in the usual window of a small screen, outline and findings unfolded."""
    window.resize(1326, 708)
    window.program.create(load(sample_of(NATIONAL_SAMPLE)), window)
    settle()
    return window


def projects(window: MainWindow) -> list[str]:
    return [form.id for form in dossier_of(window).forms if form.kind == "project"]


def tree_of(window: MainWindow) -> IndicatorTree:
    return next(tree for tree in every(window, IndicatorTree) if tree.isVisibleTo(window))


def rows_in_sight(tree: IndicatorTree) -> int:
    return tree.viewport().height() // tree.visualRect(tree.model().index(0, 0)).height()


# --- going to and fro ---------------------------------------------------------------------------------------------


def test_who_comes_back_to_a_project_can_go_on_with_its_tree(national: MainWindow) -> None:
    first, second = projects(national)[:2]
    for page in (first, second, "unit", first):
        national.show_page(page)
    national.actions_by_id["indicators"].trigger()
    before = len(list(dossier_of(national).forms[1].indicators()))
    tree = tree_of(national)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tree.close_cell()
    settle()
    assert len(list(dossier_of(national).forms[1].indicators())) == before + 1
    assert any(one.text() == "平衡权重" for one in every(national, QToolButton) if one.isVisibleTo(national))


def test_who_takes_a_row_back_sees_where_she_is(national: MainWindow) -> None:
    national.show_page(projects(national)[0])
    national.actions_by_id["indicators"].trigger()
    settle()
    tree = tree_of(national)
    before = next(dossier_of(national).forms[1].indicators()).id
    tree.select([before])
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tree.close_cell()
    national.actions_by_id["undo"].trigger()
    assert tree.selected_ids() == [before]


def test_the_part_asked_for_is_shown_however_soon_it_is_asked_for(national: MainWindow) -> None:
    national.show_page(projects(national)[-1])
    national.actions_by_id["indicators"].trigger()
    settle()
    assert tree_of(national).isVisible()
    statement = next(goal.id for goal in dossier_of(national).forms[-1].goals) + ".statement"
    assert field(national, statement).isVisible()
    assert not any(one.isVisible() for one in every(national, QLineEdit) if one.accessibleName() == "项目名称")


def test_a_new_project_begins_with_its_name(national: MainWindow) -> None:
    national.actions_by_id["add_project"].trigger()
    settle()
    project = projects(national)[-1]
    assert field(national, f"{project}.name").hasFocus()


def test_forms_show_the_name_that_the_unit_has_now(national: MainWindow) -> None:
    form = dossier_of(national).forms[0].id
    national.show_page("unit")
    name = field(national, "unit.name")
    assert isinstance(name, QLineEdit)
    name.selectAll()
    write(name, "示例市档案馆")
    national.show_page(form)
    shown = field(national, f"{form}.unit_name")
    assert isinstance(shown, QLineEdit)
    assert shown.placeholderText() == "示例市档案馆"


# --- room ---------------------------------------------------------------------------------------------------------


def test_all_at_once_leaves_room_for_statement_and_tree(national: MainWindow) -> None:
    assert national.workplace.docks["findings"].isVisible()
    for form in dossier_of(national).forms:
        national.show_page(form.id)
        national.actions_by_id["both"].trigger()
        settle()
        statement = field(national, form.goals[0].id + ".statement")
        assert statement.visibleRegion().boundingRect().height() >= 2 * statement.fontMetrics().lineSpacing()
        assert rows_in_sight(tree_of(national)) >= 4


def test_a_form_of_few_fields_shows_its_goals_too(window: MainWindow) -> None:
    window.resize(1326, 708)
    window.program.create(load(sample_of("鄂州")), window)
    window.show_page(projects(window)[0])
    settle()
    assert tree_of(window).isVisible()
    assert field(window, f"{projects(window)[0]}.name").isVisible()


def test_sums_that_are_right_take_one_line(window: MainWindow) -> None:
    window.resize(1326, 708)
    window.program.create(load(sample_of("江汉")), window)
    settle()
    form = dossier_of(window).forms[0].id
    total, share = (field(window, f"{form}.income.total.{part}") for part in ("amount", "share"))
    assert total.mapTo(window, total.rect().center()).y() == share.mapTo(window, share.rect().center()).y()
    said = [one for one in every(window, SumLabel) if one.isVisible() and "✓" in one.text()]
    assert said
    assert all("\n" not in one.text() and "628.8" in one.toolTip() for one in said)


@pytest.mark.parametrize("region", ["江汉", "鄂州", "渌口", NATIONAL_SAMPLE])
def test_no_amount_is_cut_beside_the_official_table(window: MainWindow, region: str) -> None:
    window.resize(1326, 708)
    window.program.create(load(sample_of(region)), window)
    for form in dossier_of(window).forms:
        window.show_page(form.id)
        window.actions_by_id["side"].trigger()
        settle()
        window.actions_by_id["fields"].trigger()
        settle()
        shown = [one for one in every(window, LineField) if one.isVisible() and one.alignment() & AT_RIGHT]
        cut = {one.accessibleName() for one in shown if width_of(one) > one.width() - 8}
        assert not cut


def width_of(line: QLineEdit) -> int:
    return line.fontMetrics().horizontalAdvance(line.text())


def test_the_outline_has_room_for_the_name_of_a_form(national: MainWindow) -> None:
    name = dossier_of(national).forms[0].name
    tree = national.outline.tree
    assert tree.viewport().width() > tree.fontMetrics().horizontalAdvance(name) + 40


def test_in_a_narrow_outline_names_come_before_light_badges(national: MainWindow) -> None:
    tree = national.outline.tree
    delegate: Any = tree.itemDelegate()
    option: Any = QStyleOptionViewItem()
    counts = {"error": 2, "warning": 11, "info": 14}
    for width, shown in ((300, ["error", "warning", "info"]), (100, ["error"])):
        option.rect = QRect(0, 0, width, 28)
        assert [severity for severity, _ in delegate.badges(option, "示例局", counts)] == shown


def test_what_a_large_window_shows_does_not_fill_a_small_one(national: MainWindow) -> None:
    docks = national.workplace.docks
    national.view.remember_docks()
    national.resize(683, 384)
    national.view.show_docks(shown=True)
    assert docks["outline"].isHidden()
    assert docks["findings"].isHidden()
    national.actions_by_id["outline"].trigger()
    national.view.remember_docks()
    national.view.show_docks(shown=True)
    assert not docks["outline"].isHidden()
    national.resize(1326, 708)
    national.view.show_docks(shown=True)
    assert not docks["findings"].isHidden()


def test_a_window_that_grows_shows_its_outline_again_and_one_that_shrinks_folds_it(national: MainWindow) -> None:
    """Beside another program half a screen is for the work; as the person leaves a size, so it comes back."""
    docks = national.workplace.docks
    for size, hidden in (((683, 700), True), ((1326, 700), False)) * 2:
        national.resize(*size)
        settle()
        assert docks["outline"].isHidden() == hidden
        assert not docks["findings"].isHidden()
    national.actions_by_id["outline"].trigger()
    for width in (683, 1326):
        national.resize(width, 700)
        settle()
        assert docks["outline"].isHidden()


def test_a_window_that_opens_small_shows_its_outline_when_it_grows(window: MainWindow) -> None:
    window.resize(683, 700)
    window.program.create(load(sample_of(NATIONAL_SAMPLE)), window)
    settle()
    assert window.workplace.docks["outline"].isHidden()
    window.resize(1326, 700)
    settle()
    assert not window.workplace.docks["outline"].isHidden()


def test_values_of_earlier_years_leave_the_room_to_the_names(window: MainWindow) -> None:
    window.resize(1326, 708)
    window.program.create(load(sample_of("鄂州")), window)
    form = dossier_of(window).forms[0]
    window.actions_by_id["indicators"].trigger()
    window.go_to(f"{form.goals[-1].id}.statement")
    settle()
    tree = tree_of(window)
    heads = [tree.model().headerData(n, Qt.Orientation.Horizontal) for n in range(tree.model().columnCount())]
    years = [tree.columnWidth(n) for n, head in enumerate(heads) if "年指标值" in head]
    assert len(years) == 2
    assert tree.columnWidth(0) > 2 * max(years)


def test_the_button_of_signs_looks_like_no_sign_that_is_set(national: MainWindow) -> None:
    national.show_page(projects(national)[0])
    national.actions_by_id["indicators"].trigger()
    settle()
    tree = tree_of(national)
    tree.open_editor(next(dossier_of(national).forms[1].indicators()).id, 1)
    button = by_name(national, "选择符号")
    assert isinstance(button, QToolButton)
    assert button.text() not in SIGNS
    tree.close_cell()


def test_free_text_columns_share_the_room_by_what_they_hold(national: MainWindow) -> None:
    """The sample has explanations and no remarks; an empty column still has room for a few words."""
    national.show_page(projects(national)[0])
    national.actions_by_id["indicators"].trigger()
    settle()
    tree = tree_of(national)
    heads = {tree.model().headerData(n, Qt.Orientation.Horizontal): n for n in range(tree.model().columnCount())}
    explained, remark = (tree.columnWidth(heads[word]) for word in ("指标解释", "备注"))
    assert explained > remark > tree.fontMetrics().horizontalAdvance("国") * 8
    national.resize(1100, 708)
    settle()
    assert tree.columnWidth(heads["指标解释"]) < explained
    assert tree.header().length() <= tree.viewport().width()


def test_home_and_end_stay_in_the_row(national: MainWindow) -> None:
    national.show_page(projects(national)[0])
    national.actions_by_id["indicators"].trigger()
    settle()
    tree = tree_of(national)
    indicator = next(dossier_of(national).forms[1].indicators()).id
    tree.select([indicator], 2)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Home)
    assert (tree.current_id(), tree.currentIndex().column()) == (indicator, 0)
    QTest.keyClick(tree, Qt.Key.Key_End)
    assert (tree.current_id(), tree.currentIndex().column()) == (indicator, tree.model().columnCount() - 1)


# --- the start page -----------------------------------------------------------------------------------------------


def test_the_start_page_has_no_empty_boxes(window: MainWindow) -> None:
    box = every(window.start, QGroupBox)[0]
    create = next(one for one in every(window.start, QPushButton) if one.accessibleName() == "新建套表")
    assert box.height() - create.geometry().bottom() < 3 * create.height()
    recent = by_name(window, "最近打开")
    assert isinstance(recent, QListWidget)
    assert recent.count() == 1
    assert "没有" in recent.item(0).text()
    assert recent.height() < 3 * recent.sizeHintForRow(0)
    click(recent.viewport(), recent.visualItemRect(recent.item(0)).center())
    assert window.session is None


# --- the findings -------------------------------------------------------------------------------------------------


def test_under_the_findings_stands_how_to_use_them(national: MainWindow) -> None:
    panel = national.findings
    session = national.session
    assert session is not None
    search = by_name(national, "筛选审核发现")
    assert isinstance(search, QLineEdit)
    session.set_value(f"{projects(national)[0]}.amount", Decimal(1))
    session.check()
    write(search, "没有一条发现有这些字")
    words = next(one for one in every(panel, QLabel) if one.accessibleName() == "所选发现的说明")
    assert not words.isVisible(), "nothing is listed, nothing to explain"
    search.clear()
    settle()
    assert words.isVisible()
    assert "双击" in words.text()


def test_icons_grow_with_the_letters(national: MainWindow) -> None:
    bar = every(national, QToolBar)[0]
    button = next(one for one in every(national, QToolButton) if one.property("icon_side") == 16)
    for points, of_bar, of_button in ((20, 36, 32), (10, 18, 16)):
        national.settings["font_size"] = points
        assert (bar.iconSize().width(), button.iconSize().width()) == (of_bar, of_button)
