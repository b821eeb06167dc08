"""What is in sight is what is so: after a change by any hand, after undo, after the rules have looked again."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from models.dossier import BudgetProject, Dossier, Unit
from models.edits import Change, Insert, Remove, SetValue
from models.forms import CostItem, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from models.values import FundingSource, MoneyLine
from tests.ui.conftest import come_back, dossier_of, every, field
from tests.ui.keys import CONTROL, Key, find, press
from tests.ui.painting import area_of, painting
from ui.form.table_view import ValueView
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

ROWS = ("走访慰问户数", "培训人次", "发放材料")


def project(name: str) -> ProjectForm:
    rows = [Indicator(name=one, target=Target.parse("≥20户"), weight=Decimal(10)) for one in ROWS]
    levels = [Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])]
    form = ProjectForm(template="jianghan-project-2024", name=name, goals=[Goal(label="目标", dimensions=levels)])
    form.costs = [CostItem(content="差旅费", own=Decimal(3)), CostItem(content="会议费", own=Decimal(4))]
    return form


@pytest.fixture
def two(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with two projects and a budget."""
    dossier = Dossier(year=2026, unit=Unit(name="示例局"), forms=[project("甲项目"), project("乙项目")])
    dossier.budget.income = {FundingSource.FISCAL: MoneyLine(amount=Decimal(100))}
    dossier.budget.projects = [BudgetProject(name="甲项目", amount=Decimal(7))]
    window.files.create(dossier)
    window.set_docks(outline=True, findings=True)
    come_back(window, qtbot)
    qtbot.waitUntil(lambda: bool(window.session and window.session.findings))
    return window


def apply(window: MainWindow, change: Change) -> None:
    """Another part of the program changes the dossier."""
    assert window.session is not None
    assert window.session.apply(change)


def unjudged(window: MainWindow, change: Callable[[], object]) -> None:
    """What changed is not looked at by itself after a while, however slow the machine is."""
    assert window.session is not None
    change()
    window.session._checking._timer.stop()


def tree_in_sight(window: MainWindow) -> IndicatorTree:
    window.actions_by_id["indicators"].trigger()
    return next(one for one in every(window, IndicatorTree) if one.isVisible())


def table_in_sight(window: MainWindow, name: str) -> ValueView:
    return next(one for one in every(window, ValueView) if name in one.accessibleName() and one.isVisible())


def texts(view: QAbstractItemView, row: int, parent: QModelIndex | None = None) -> list[str]:
    above = parent or QModelIndex()
    model = view.model()
    return [str(model.index(row, column, above).data()) for column in range(model.columnCount(above))]


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def costs(two: MainWindow) -> ValueView:
    """The table of costs of the first project."""
    two.actions_by_id["fields"].trigger()
    return table_in_sight(two, "支出明细")


def test_a_table_shows_a_value_that_another_hand_changed(two: MainWindow, costs: ValueView) -> None:
    form = dossier_of(two).forms[0]
    assert isinstance(form, ProjectForm)
    column = texts(costs, 0).index("3")
    area = area_of(costs, costs.model().index(0, column))
    for change in (partial(apply, two, SetValue(f"{form.costs[0].id}.own", Decimal(5))), two.edit.undo, two.edit.redo):
        with painting(costs.viewport()) as painted:
            change()
        assert painted.covers(area)
    assert texts(costs, 0)[column] == "5"


def test_a_table_shows_rows_that_come_and_go(two: MainWindow, costs: ValueView) -> None:
    form = dossier_of(two).forms[0]
    assert isinstance(form, ProjectForm)

    def names() -> list[str]:
        return [texts(costs, row)[0] for row in range(costs.model().rowCount())]

    apply(two, Insert(form.id, "costs", 1, CostItem(content="咨询费")))
    assert names() == ["差旅费", "咨询费", "会议费", ""]
    apply(two, Insert(form.id, "costs", 3, CostItem(content="印刷费")))
    assert names() == ["差旅费", "咨询费", "会议费", "印刷费", ""]
    apply(two, Remove(form.costs[0].id))
    assert names() == ["咨询费", "会议费", "印刷费", ""]
    for _ in range(3):
        two.edit.undo()
    assert names() == ["差旅费", "会议费", ""]


def test_a_table_grows_with_its_rows_and_their_texts(two: MainWindow, costs: ValueView, qtbot: QtBot) -> None:
    form = dossier_of(two).forms[0]
    assert isinstance(form, ProjectForm)
    low = costs.height()
    apply(two, Insert(form.id, "costs", 2, CostItem(content="咨询费")))
    qtbot.waitUntil(lambda: costs.height() > low)
    higher = costs.height()
    apply(two, SetValue(f"{form.costs[0].id}.content", "差旅费和住宿费" * 20))
    qtbot.waitUntil(lambda: costs.height() > higher)


def test_a_table_shows_a_finding_at_its_cell_and_lets_it_go(two: MainWindow, qtbot: QtBot) -> None:
    assert two.session is not None
    two.show_page("budget")
    income = table_in_sight(two, "收入")
    cells = [(row, column) for row in range(income.model().rowCount()) for column in range(5)]

    def marked() -> list[str]:
        role = Qt.ItemDataRole.ToolTipRole
        return [str(tip) for row, column in cells if (tip := income.model().index(row, column).data(role))]

    before = marked()
    area = area_of(income, income.model().index(0, 0))
    unjudged(two, partial(apply, two, SetValue("budget.income.total.amount", Decimal(90))))
    with painting(income.viewport()) as painted:
        two.session.check()
        qtbot.waitUntil(lambda: len(marked()) > len(before))
    fresh = [one.message for one in two.session.findings if one.where.startswith("budget.income")]
    assert fresh
    assert any(fresh[0] in tip for tip in marked())
    assert painted.covers(area)
    unjudged(two, two.edit.undo)
    with painting(income.viewport()) as painted:
        two.session.check()
        qtbot.waitUntil(lambda: marked() == before)
    assert painted.covers(area)


def test_the_budget_shows_what_changes_in_the_forms(two: MainWindow) -> None:
    two.show_page("budget")
    view = table_in_sight(two, "项目支出预算")
    assert texts(view, 0)[1:5] == ["甲项目", "7", "", ""]
    area = area_of(view, view.model().index(0, 4))
    with painting(view.viewport()) as painted:
        apply(two, SetValue(f"{dossier_of(two).forms[0].id}.amount", Decimal(9)))
    assert texts(view, 0)[1:5] == ["甲项目", "7", "9", "-2"]
    assert painted.covers(area)


# --- the tree ---------------------------------------------------------------------------------------------------------


def test_the_tree_shows_what_another_hand_changed(two: MainWindow) -> None:
    row = next(dossier_of(two).forms[0].indicators())
    tree = tree_in_sight(two)
    cell = find(tree, ROWS[0])
    area = area_of(tree, cell)
    for change in (partial(apply, two, SetValue(f"{row.id}.name", "走访次数")), two.edit.undo, two.edit.redo):
        with painting(tree.viewport()) as painted:
            change()
        assert painted.covers(area)
    assert cell.data() == "走访次数"


def test_the_tree_shows_a_subtotal_that_changed_under_it(two: MainWindow) -> None:
    row = next(dossier_of(two).forms[0].indicators())
    tree = tree_in_sight(two)
    heads = [tree.model().headerData(n, Qt.Orientation.Horizontal) for n in range(tree.model().columnCount())]
    column = next(n for n, head in enumerate(heads) if "权重" in head or "分值" in head)
    for name in ("产出指标", "数量指标"):
        cell = find(tree, name).siblingAtColumn(column)
        before = str(cell.data())
        with painting(tree.viewport()) as painted:
            apply(two, SetValue(f"{row.id}.weight", Decimal(15)))
        assert cell.data() == "小计 35" != before
        assert painted.covers(area_of(tree, cell))
        unjudged(two, two.edit.undo)


def test_the_tree_shows_a_new_finding_and_lets_it_go(two: MainWindow, qtbot: QtBot) -> None:
    assert two.session is not None
    row = list(dossier_of(two).forms[0].indicators())[1]
    tree = tree_in_sight(two)
    cell = find(tree, ROWS[1])

    def spoken() -> str:
        return str(cell.data(Qt.ItemDataRole.AccessibleTextRole))

    before, area = spoken(), area_of(tree, cell)
    sign = cell.data(Qt.ItemDataRole.DecorationRole) is not None
    with painting(tree.viewport()):
        unjudged(two, partial(apply, two, SetValue(f"{row.id}.target", Target())))
    with painting(tree.viewport()) as painted:
        two.session.check()
        qtbot.waitUntil(lambda: cell.data(Qt.ItemDataRole.DecorationRole) is not None)
    found = [one.message for one in two.session.findings if one.where.startswith(row.id)]
    assert found
    assert painted.covers(area)
    assert spoken() != before
    assert any(one in cell.data(Qt.ItemDataRole.ToolTipRole) for one in found)
    unjudged(two, two.edit.undo)
    with painting(tree.viewport()) as painted:
        two.session.check()
        qtbot.waitUntil(lambda: spoken() == before)
    assert painted.covers(area)
    assert (cell.data(Qt.ItemDataRole.DecorationRole) is not None) == sign


# --- fields, outline, status ------------------------------------------------------------------------------------------


def test_a_field_shows_what_another_hand_changed(two: MainWindow) -> None:
    form = dossier_of(two).forms[0].id
    two.actions_by_id["fields"].trigger()
    line = field(two, f"{form}.leader")
    assert isinstance(line, QLineEdit)
    apply(two, SetValue(f"{form}.leader", "林一"))
    assert line.text() == "林一"
    two.edit.undo()
    assert line.text() == ""


def test_a_field_tells_its_finding_and_no_more_when_it_is_fixed(two: MainWindow, qtbot: QtBot) -> None:
    form = dossier_of(two).forms[0].id
    two.actions_by_id["fields"].trigger()
    assert two.session is not None
    apply(two, SetValue(f"{form}.leader", ""))
    two.session.check()
    found = next(one for one in two.session.findings if one.where == f"{form}.leader")
    line = field(two, found.where)
    assert found.message in line.accessibleDescription()
    assert found.message in line.toolTip()
    apply(two, SetValue(found.where, "林一"))
    qtbot.waitUntil(lambda: found.message not in line.accessibleDescription())
    assert found.message not in line.toolTip()


def outline_lines(window: MainWindow) -> list[str]:
    """What the outline says to who listens, from top to bottom."""
    model = window.outline.tree.model()
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    lines = [one for top in tops for one in [top, *(model.index(n, 0, top) for n in range(model.rowCount(top)))]]
    return [str(one.data(Qt.ItemDataRole.AccessibleTextRole) or one.data()) for one in lines]


def test_the_outline_shows_names_and_numbers_as_they_are(two: MainWindow) -> None:
    assert two.session is not None
    first, second = (form.id for form in dossier_of(two).forms)

    def said(form: str) -> str:
        found = [one for one in two.session.findings if one.form == form] if two.session else []
        levels = (("error", "错误"), ("warning", "提醒"), ("info", "提示"))
        counts = [(sum(one.severity == level for one in found), word) for level, word in levels]
        return "，".join(f"{count} 个{word}" for count, word in counts if count)

    two.session.check()
    assert said(first)
    assert outline_lines(two)[-3:] == ["项目（2）", f"甲项目，{said(first)}", f"乙项目，{said(second)}"]
    apply(two, SetValue(f"{first}.name", "丙项目"))
    apply(two, SetValue(f"{first}.leader", "林一"))
    before = said(first)
    two.session.check()
    assert said(first) != before
    assert outline_lines(two)[-2:] == [f"丙项目，{said(first)}", f"乙项目，{said(second)}"]
    apply(two, Remove(second))
    two.session.check()
    assert outline_lines(two)[-2:] == ["项目（1）", f"丙项目，{said(first)}"]
    two.edit.undo()
    assert outline_lines(two)[-3] == "项目（2）"


def label(window: MainWindow, name: str) -> str:
    return next(one.text() for one in every(window, QLabel) if one.accessibleName() == name)


def test_the_status_bar_counts_what_is_there(two: MainWindow, qtbot: QtBot) -> None:
    assert label(two, "数量") == "共 2 个项目 6 个指标"
    row = next(dossier_of(two).forms[0].indicators())
    apply(two, Remove(row.id))
    qtbot.waitUntil(lambda: label(two, "数量") == "共 2 个项目 5 个指标")
    apply(two, Remove(dossier_of(two).forms[1].id))
    qtbot.waitUntil(lambda: label(two, "数量") == "共 1 个项目 2 个指标")
    category = dossier_of(two).forms[0].goals[0].dimensions[0].categories[0].id
    apply(two, Insert(category, "indicators", 0, Indicator()))
    apply(two, Insert(category, "indicators", 0, Indicator(name="新")))
    qtbot.waitUntil(lambda: label(two, "数量") == "共 1 个项目 3 个指标")


def test_the_status_bar_counts_findings_by_level(two: MainWindow) -> None:
    assert two.session is not None
    two.session.check()
    found = two.session.findings
    for level, word in (("error", "错误"), ("warning", "提醒"), ("info", "提示")):
        count = sum(one.severity == level for one in found)
        assert (f"{count} {word}" in label(two, "审核结果")) == bool(count)
    apply(two, SetValue(f"{dossier_of(two).forms[0].id}.leader", "林一"))
    before = label(two, "审核结果")
    two.session.check()
    assert label(two, "审核结果") != before


def test_the_state_of_the_file_is_told(two: MainWindow, tmp_path: Path, save_as: Callable[[Path], None]) -> None:
    save_as(tmp_path / "甲.jxmb")
    press(two, Key.Key_S, CONTROL)
    assert label(two, "保存状态").startswith("已保存 ")
    assert not two.actions_by_id["save"].isEnabled()
    apply(two, SetValue("unit.phone", "1"))
    assert label(two, "保存状态") == "有改动未保存"
    assert two.actions_by_id["save"].isEnabled()
    two.edit.undo()
    assert label(two, "保存状态").startswith("已保存")
