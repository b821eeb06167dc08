"""The sums under the tables of the budget: what is added, what is left out, and whether it agrees."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.dossier import BudgetProject, Dossier, FunctionLine, Unit
from models.edits import Insert, SetValue
from models.values import ExpenditureKind, FundingSource, MoneyLine
from tests.ui.conftest import come_back, dossier_of, every
from tests.ui.keys import CONTROL, Key, press, put
from ui.form.table_view import ValueView
from ui.window.window import MainWindow

Lines = Sequence[tuple[str, str]]


def open_budget(window: MainWindow, **parts: object) -> MainWindow:
    dossier = Dossier(year=2026, unit=Unit(name="示例局"))
    for name, value in parts.items():
        setattr(dossier.budget, name, value)
    window.files.create(dossier)
    window.show_page("budget")
    return window


def money(amount: str | None) -> MoneyLine:
    return MoneyLine(amount=Decimal(amount) if amount else None)


def sums(window: MainWindow) -> list[str]:
    """The sentences under the tables that are in sight."""
    words = ("合计 ", "合计，")
    page = window.pages.currentWidget()
    assert page is not None
    return [one.text() for one in every(page, QLabel) if one.isVisibleTo(page) and any(w in one.text() for w in words)]


def functions(lines: Lines) -> list[FunctionLine]:
    return [FunctionLine(code=code, name="科目", amount=Decimal(amount)) for code, amount in lines]


@pytest.mark.parametrize(
    ("lines", "added"),
    [
        ([("201", "30"), ("20103", "30"), ("2010301", "20"), ("2010302", "10")], "30"),
        ([("201", "30"), ("20103", "30"), ("208", "5")], "35"),
        ([("2010301", "20"), ("2010302", "10.50")], "30.50"),
        ([("", "30"), ("2010301", "20")], "50"),
        ([("201", "7"), ("201", "8")], "15"),
        ([("2010", "7"), ("201", "8")], "7"),
        ([("201", "100"), ("2080505", "1")], "101"),
    ],
    ids=["levels", "two trees", "last ones only", "without code all", "the same twice", "order", "no kin"],
)
def test_only_the_last_accounts_are_added(window: MainWindow, lines: Lines, added: str) -> None:
    open_budget(window, functions=functions(lines))
    assert f"末级科目合计 {added}" in sums(window)


@pytest.mark.parametrize(
    ("total", "words"),
    [
        ("30", "末级科目合计 30，与支出合计一致 ✓"),
        ("30.00", "末级科目合计 30，与支出合计一致 ✓"),
        ("28", "末级科目合计 30，支出合计 28，相差 2"),
        ("31.5", "末级科目合计 30，支出合计 31.5，相差 -1.5"),
    ],
)
def test_the_accounts_are_set_against_the_expenditure(window: MainWindow, total: str, words: str) -> None:
    spent = {ExpenditureKind.TOTAL: money(total)}
    open_budget(window, functions=functions([("201", "30"), ("20103", "30")]), expenditure=spent)
    assert words in sums(window)


def test_a_block_with_the_names_of_the_rows_goes_into_those_rows(window: MainWindow, qtbot: QtBot) -> None:
    """As copied from a table that has them in another order, and one more."""
    open_budget(window)
    come_back(window, qtbot)
    view = next(one for one in every(window, ValueView) if "支出" in one.accessibleName() and not one.table.rows.grows)
    names = [view.table.rows.label(row) for row in range(view.table.rowCount())]
    told: list[str] = []
    assert window.session is not None
    window.session.refused.connect(told.append)
    QApplication.clipboard().setText(f"{names[1]}\t20\n没有的一行\t7\n\t9\n{names[0]}\t10\n")
    view.setFocus()
    view.setCurrentIndex(view.table.index(2, 1))
    press(window, Key.Key_V, CONTROL)
    texts = [str(view.table.index(row, 1).data()) for row in range(view.table.rowCount())]
    assert [text.rstrip("0").rstrip(".") for text in texts[:3]] == ["1", "2", ""]
    assert any("没有的一行" in one and names[0] not in one for one in told)
    press(window, Key.Key_Z, CONTROL)
    assert {str(view.table.index(row, 1).data() or "") for row in range(view.table.rowCount())} == {""}


def test_accounts_without_amounts_are_not_added(window: MainWindow) -> None:
    open_budget(window, functions=[FunctionLine(code="201", name="一般公共服务")])
    assert not [one for one in sums(window) if "末级科目" in one]


def test_sums_follow_what_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    open_budget(window, functions=functions([("201", "30"), ("20103", "30")]))
    come_back(window, qtbot)
    view = next(one for one in every(window, ValueView) if "功能分类" in one.accessibleName())
    view.setFocus()
    view.setCurrentIndex(view.table.index(1, 2))
    put("45")
    press(window, Key.Key_Return)
    assert dossier_of(window).budget.functions[1].amount == 45
    assert "末级科目合计 45" in sums(window)
    assert window.session is not None
    window.session.apply(Insert("budget", "functions", 2, FunctionLine(code="208", amount=Decimal(5))))
    assert "末级科目合计 50" in sums(window)
    window.actions_by_id["undo"].trigger()
    window.actions_by_id["undo"].trigger()
    assert "末级科目合计 30" in sums(window)


def test_the_sources_of_income_are_added_without_their_parts(window: MainWindow) -> None:
    """一般公共预算 is a part of 财政拨款, 事业收入 of 单位资金."""
    income = {source: money("7") for source in FundingSource}
    income[FundingSource.TOTAL] = money("20")
    income[FundingSource.FISCAL] = money("11")
    open_budget(window, income=income)
    assert "各来源合计 46，合计行 20，相差 26" in sums(window), "财政拨款 11 and five others"


@pytest.mark.parametrize(
    ("amounts", "total", "words"),
    [
        (("10", "20", "30"), "60", "三类支出合计 60，与合计行一致 ✓"),
        (("10", None, "30"), "60", "三类支出合计 40，合计行 60，相差 -20"),
        (("10", "20", "30"), None, "三类支出合计 60"),
    ],
)
def test_the_three_kinds_of_expenditure(
    window: MainWindow, amounts: tuple[str | None, ...], total: str | None, words: str
) -> None:
    kinds = (ExpenditureKind.PERSONNEL, ExpenditureKind.OPERATION, ExpenditureKind.SPECIFIC)
    spent = {kind: money(amount) for kind, amount in zip(kinds, amounts, strict=True)}
    spent[ExpenditureKind.TOTAL] = money(total)
    spent[ExpenditureKind.PROJECT] = money("1000")
    open_budget(window, expenditure=spent)
    assert words in sums(window)


@pytest.mark.parametrize(
    ("income", "spent", "words"),
    [
        ("60", "60", ["收入合计 60，与支出合计一致 ✓"]),
        ("60", "59", ["收入合计 60，支出合计 59，相差 1"]),
        ("60", None, []),
        (None, "60", []),
    ],
)
def test_income_and_expenditure(window: MainWindow, income: str | None, spent: str | None, words: list[str]) -> None:
    open_budget(window, income={"total": money(income)}, expenditure={"total": money(spent)})
    assert [one for one in sums(window) if "收入合计" in one] == words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ExpenditureKind.PROJECT, "项目合计 12，与项目支出一致 ✓"),
        (ExpenditureKind.SPECIFIC, "项目合计 12，与特定目标类一致 ✓"),
        (ExpenditureKind.OPERATION, "项目合计 12"),
    ],
)
def test_the_projects_are_set_against_what_there_is(window: MainWindow, kind: ExpenditureKind, words: str) -> None:
    projects = [
        BudgetProject(name="甲", amount=Decimal(5)),
        BudgetProject(name="乙", amount=Decimal(7)),
        BudgetProject(),
    ]
    open_budget(window, projects=[*projects, BudgetProject()], expenditure={kind: money("12")})
    assert words in sums(window)


def test_income_stands_beside_the_departments_form(sample: MainWindow) -> None:
    assert sample.session is not None
    department = next(form for form in dossier_of(sample).forms if form.kind == "department")
    own = SetValue(f"{department.id}.income.total.amount", Decimal(9))
    sample.session.apply(SetValue("budget.income.total.amount", Decimal(8)))
    sample.session.apply(own)
    sample.show_page("budget")
    view = next(one for one in every(sample, ValueView) if one.accessibleName().startswith("收入"))
    heads = [view.table.headerData(at, Qt.Orientation.Horizontal) for at in range(view.table.columnCount())]
    words = [str(view.table.headerData(at, Qt.Orientation.Vertical)) for at in range(view.table.rowCount())]
    row = next(at for at, word in enumerate(words) if "合计" in word)
    assert view.table.index(row, heads.index("相差")).data() == "-1"
    sample.session.apply(SetValue("budget.income.total.amount", Decimal(9)))
    assert view.table.index(row, heads.index("相差")).data() == "✓"


def test_a_difference_is_seen_in_colour_too(window: MainWindow) -> None:
    open_budget(window, functions=functions([("201", "30")]), expenditure={"total": money("30")})
    assert window.session is not None

    def shade() -> str:
        page = window.pages.currentWidget()
        assert page is not None
        label = next(one for one in every(page, QLabel) if "末级科目" in one.text())
        return label.palette().windowText().color().name()

    good = shade()
    window.session.apply(SetValue("budget.expenditure.total.amount", Decimal(31)))
    bad = shade()
    window.session.apply(SetValue("budget.expenditure.total.amount", None))
    assert len({good, bad, shade()}) == 3


def test_a_project_is_known_by_its_code_before_its_name(sample: MainWindow) -> None:
    assert sample.session is not None
    first, second = (form for form in dossier_of(sample).forms if form.kind == "project")
    for path, value in (
        (f"{first.id}.code", "P1"),
        (f"{first.id}.amount", Decimal(8)),
        (f"{second.id}.amount", Decimal(9)),
    ):
        sample.session.apply(SetValue(path, value))
    line = BudgetProject(code="P1", name=second.name, amount=Decimal(8))
    sample.session.apply(Insert("budget", "projects", 0, line))
    sample.show_page("budget")
    view = next(one for one in every(sample, ValueView) if one.accessibleName() == "项目支出预算")
    assert [view.table.index(0, column).data() for column in (3, 4)] == ["8", "✓"]
    sample.session.apply(SetValue(f"{line.id}.code", ""))
    assert [view.table.index(0, column).data() for column in (3, 4)] == ["9", "-1"]
    sample.session.apply(SetValue(f"{line.id}.name", "没有的项目"))
    assert [view.table.index(0, column).data() for column in (3, 4)] == ["", ""]


def test_a_source_within_another_counts_where_that_one_is_blank(window: MainWindow) -> None:
    income = {"total": money("100"), "fiscal": money("60"), "general": money("60"), "business": money("40")}
    open_budget(window, income=income)
    assert "各来源合计 100，与合计行一致 ✓" in sums(window)


def test_the_three_expenses_are_added(window: MainWindow) -> None:
    open_budget(window, official={"total": money("9"), "vehicles": money("5"), "reception": money("3")})
    assert any(one.startswith("三项合计 8，合计行 9") for one in sums(window))
