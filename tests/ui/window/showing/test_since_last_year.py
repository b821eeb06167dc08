"""After 以上年新建: each value tells what it was last year, until a person has changed it or found it right."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.files.jxmb import dumps
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.making import from_last_year
from models.target import Target
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, field, settle, wait_for
from tests.ui.keys import CONTROL, SHIFT, Key, focus, press, project_of, put
from ui.controls.messages import MessageBar
from ui.ground.theme import ON_PAPER, PAPER
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.window.outline import COUNTS_ROLE, UNSEEN
from ui.window.window import MainWindow

ROWS = (("植树面积", "≥30亩"), ("苗木成活率", "≥80%"), ("培训场次", "≥4场"))


@pytest.fixture
def carried(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with a project made from last year's: 3 fields and 9 values of indicators to look at."""
    rows = [Indicator(name=name, target=Target.parse(text), weight=Decimal(30)) for name, text in ROWS]
    dimension = Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])
    goal = Goal(period="annual", statement="造林三十亩", dimensions=[dimension])
    form = ProjectForm(template="national-project-2021", name="造林", leader="", amount=Decimal(15), goals=[goal])
    window.files.create(from_last_year(Dossier(year=2026, unit=Unit(name="示例局"), forms=[form])))
    window.set_docks(outline=True, findings=False)
    window.show_page(project_of(window).id)
    press(window, Key.Key_3, CONTROL)
    come_back(window, qtbot)
    return window


def count(window: MainWindow) -> int:
    """What the outline says of the form."""
    settle()
    item = window.outline.tree.currentItem()
    return int(item.data(0, COUNTS_ROLE)[UNSEEN])


def tree(window: MainWindow) -> IndicatorTree:
    return next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window))


def row(window: MainWindow, number: int) -> Indicator:
    return list(project_of(window).indicators())[number]


def at(window: MainWindow, number: int) -> None:
    """The tree has the keyboard, at that indicator."""
    tree(window).setFocus()
    tree(window).select([row(window, number).id])


def name_field(window: MainWindow) -> QWidget:
    return field(window, f"{project_of(window).id}.name")


def shown_rows(window: MainWindow) -> list[str]:
    view, model = tree(window), tree(window).model()
    level = model.index(0, 0, model.index(0, 0))
    return [
        str(model.index(n, 0, level).data()) for n in range(model.rowCount(level)) if not view.isRowHidden(n, level)
    ]


def test_the_outline_counts_what_is_to_be_looked_at(carried: MainWindow) -> None:
    assert count(carried) == 12
    item = carried.outline.tree.currentItem()
    assert "12 处与上年相同，还没有核对" in item.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert "12 处与上年相同" in item.toolTip(0)


def test_a_changed_value_is_looked_at_and_still_tells_what_it_was(carried: MainWindow) -> None:
    box = name_field(carried)
    assert isinstance(box, QLineEdit)
    assert "上年：造林（与上年相同，还没有核对）" in box.toolTip()
    box.setFocus()
    box.end(False)
    put("a")
    assert count(carried) == 11
    assert box.toolTip().count("上年：造林") == 1
    assert "核对" not in box.toolTip()
    press(carried, Key.Key_Z, CONTROL)
    assert count(carried) == 12
    assert "还没有核对" in box.toolTip()


def test_a_value_that_is_right_is_said_to_be_so_and_that_can_be_undone(carried: MainWindow) -> None:
    before = dumps(dossier_of(carried))
    box = name_field(carried)
    box.setFocus()
    press(carried, Key.Key_K, CONTROL)
    assert count(carried) == 11
    assert "还没有核对" not in box.toolTip()
    press(carried, Key.Key_K, CONTROL)
    assert "没有与上年相同" in carried.messages.text, "it says so where there is nothing to look at"
    press(carried, Key.Key_Z, CONTROL)
    assert count(carried) == 12
    assert "还没有核对" in box.toolTip()
    assert dumps(dossier_of(carried)) == before


def test_a_row_of_the_tree_is_looked_at_as_a_whole(carried: MainWindow) -> None:
    at(carried, 1)
    target = tree(carried).currentIndex().siblingAtColumn(1)
    assert "上年：≥80%" in str(target.data(Qt.ItemDataRole.ToolTipRole))
    assert "未核对" in str(target.data(Qt.ItemDataRole.AccessibleTextRole))
    press(carried, Key.Key_K, CONTROL)
    assert count(carried) == 9
    assert "未核对" not in str(target.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "上年：≥80%" in str(target.data(Qt.ItemDataRole.ToolTipRole))


def test_a_level_is_looked_at_with_all_under_it_and_the_form_with_everything(carried: MainWindow) -> None:
    tree(carried).setFocus()
    tree(carried).select([project_of(carried).goals[0].dimensions[0].id])
    press(carried, Key.Key_K, CONTROL)
    assert count(carried) == 3
    carried.actions_by_id["look_at_form"].trigger()
    assert count(carried) == 0


def test_only_rows_to_be_looked_at_are_shown_when_asked_for(carried: MainWindow) -> None:
    at(carried, 1)
    press(carried, Key.Key_K, CONTROL)
    button = by_name(carried, "只看未改动的指标")
    assert isinstance(button, QToolButton)
    click(button)
    assert shown_rows(carried) == ["植树面积", "培训场次"]
    at(carried, 0)
    press(carried, Key.Key_K, CONTROL)
    assert shown_rows(carried) == ["植树面积", "培训场次"], "no row goes away from under the hand"
    click(button)
    assert shown_rows(carried) == [name for name, _ in ROWS]


def only_unseen(window: MainWindow) -> QToolButton:
    """Only rows to be looked at are shown, and the tree has the keyboard at the first."""
    button = by_name(window, "只看未改动的指标")
    assert isinstance(button, QToolButton)
    click(button)
    at(window, 0)
    return button


def test_a_row_that_was_looked_at_leaves_when_one_goes_on(carried: MainWindow) -> None:
    only_unseen(carried)
    press(carried, Key.Key_K, CONTROL)
    assert count(carried) == 9, "the outline counts at once"
    press(carried, Key.Key_Down)
    assert shown_rows(carried) == [name for name, _ in ROWS], "a second click may still come"
    wait_for(lambda: shown_rows(carried) == ["苗木成活率", "培训场次"])
    assert tree(carried).current_id() == row(carried, 1).id
    press(carried, Key.Key_K, CONTROL)
    press(carried, Key.Key_Down)
    wait_for(lambda: shown_rows(carried) == ["培训场次"])
    press(carried, Key.Key_Z, CONTROL)
    assert shown_rows(carried) == ["苗木成活率", "培训场次"], "what is to be looked at again is there again"
    assert tree(carried).current_id() == row(carried, 1).id
    press(carried, Key.Key_Z, CONTROL)
    assert shown_rows(carried) == [name for name, _ in ROWS]


def test_a_row_leaves_beside_an_open_cell_and_new_rows_stay(carried: MainWindow) -> None:
    only_unseen(carried)
    press(carried, Key.Key_K, CONTROL)
    press(carried, Key.Key_Down)
    put("改")
    wait_for(lambda: shown_rows(carried) == ["改", "培训场次"])
    settle()
    view, here = tree(carried), focus()
    assert here.mapTo(view.viewport(), here.rect().center()).y() == pytest.approx(
        view.visualRect(view.currentIndex()).center().y(), abs=view.visualRect(view.currentIndex()).height() / 2
    )
    put("了")
    press(carried, Key.Key_Return)
    assert row(carried, 1).name == "改了"
    press(carried, Key.Key_Return, CONTROL)
    put("新的一行")
    press(carried, Key.Key_Return)
    press(carried, Key.Key_Escape)
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    assert shown_rows(carried) == ["改了", "培训场次", "新的一行"], "the first has other values that are as last year"


def test_several_rows_looked_at_leave_together(carried: MainWindow) -> None:
    only_unseen(carried)
    press(carried, Key.Key_Down, SHIFT)
    press(carried, Key.Key_K, CONTROL)
    assert count(carried) == 6
    assert len(shown_rows(carried)) == 3
    press(carried, Key.Key_Down)
    wait_for(lambda: shown_rows(carried) == ["培训场次"])


def test_where_all_were_looked_at_it_is_told(carried: MainWindow) -> None:
    carried.actions_by_id["look_at_form"].trigger()
    only_unseen(carried)
    told = [one.text for one in every(carried, MessageBar) if one.isVisible()]
    assert any("都核对过了" in one for one in told)


def test_a_form_that_is_not_from_last_year_has_no_such_filter(office: MainWindow) -> None:
    found = [one for one in every(office, QToolButton) if one.accessibleName() == "只看未改动的指标"]
    assert found
    assert all(one.isHidden() for one in found)


def test_what_was_not_looked_at_is_kept_in_the_file(
    carried: MainWindow, save_as: Callable[[Path], None], tmp_path: Path
) -> None:
    at(carried, 1)
    press(carried, Key.Key_K, CONTROL)
    save_as(tmp_path / "今年.jxmb")
    carried.actions_by_id["save"].trigger()
    carried.actions_by_id["close"].trigger()
    carried.files.open_path(tmp_path / "今年.jxmb")
    carried.show_page(project_of(carried).id)
    assert count(carried) == 9


def test_last_years_texts_are_written_under_this_years_when_asked_for(carried: MainWindow) -> None:
    box, view = name_field(carried), tree(carried)
    index = view.model().index(0, 0, view.model().index(0, 0, view.model().index(0, 0)))
    settle()
    low, plain = view.visualRect(index).height(), box.grab().toImage()
    press(carried, Key.Key_K, CONTROL | SHIFT)
    settle()
    assert carried.actions_by_id["last_year"].isChecked()
    assert view.visualRect(index).height() > low
    assert view.visualRect(index.parent()).height() == low, "levels have nothing of last year's"
    assert box.grab().toImage() != plain
    press(carried, Key.Key_K, CONTROL | SHIFT)
    settle()
    assert view.visualRect(index).height() == low
    assert box.grab().toImage() == plain
    assert not carried.actions_by_id["last_year"].isChecked()


def test_rows_that_are_removed_are_counted_no_more(carried: MainWindow) -> None:
    at(carried, 2)
    press(carried, Key.Key_Delete)
    assert count(carried) == 9
    press(carried, Key.Key_Z, CONTROL)
    assert count(carried) == 12


def test_the_official_table_marks_and_tells_it_too(carried: MainWindow, qtbot: QtBot) -> None:
    at(carried, 0)
    press(carried, Key.Key_4, CONTROL)
    (official,) = every(carried, OfficialTable)
    qtbot.waitUntil(lambda: bool(official.canvas.pages))
    official.go_to(f"{row(carried, 0).id}.target")
    assert official.caret.current is not None
    (number, box), *_ = official.canvas.boxes(*official.caret.current.anchor)
    official.go_to(f"{row(carried, 2).id}.target")
    corner = official.canvas.area(number, box).topRight().toPoint() + QPoint(-4, 3)

    def colour() -> str:
        settle()
        image = official.canvas.viewport().grab().toImage()
        image.setDevicePixelRatio(1)
        return image.pixelColor(corner).name()

    assert colour() == ON_PAPER.accent.name()
    assert "上年：≥30亩（与上年相同，还没有核对）" in official.canvas.tip(box)
    assert carried.session is not None
    change = carried.session.since.looking_at([row(carried, 0).id])
    assert change is not None
    carried.session.apply(change)
    assert colour() == PAPER.name()
    assert "上年：≥30亩" in official.canvas.tip(box)
    assert "还没有核对" not in official.canvas.tip(box)
