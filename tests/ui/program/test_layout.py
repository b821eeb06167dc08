"""What a person arranges stays: widths of columns, sizes of parts, the window; and one command takes it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

from models.dossier import Dossier, Unit
from models.making import new_dossier
from models.templates.template import FormTemplate
from tests.ui.conftest import NATIONAL, dossier_of, every, settle, wait_for
from ui.controls.column_widths import kind_of
from ui.form.table_view import ValueView
from ui.indicators.tree import IndicatorTree
from ui.program.windows import ProgramWindows
from ui.window.window import MainWindow

Shown = TypeVar("Shown", IndicatorTree, ValueView)


def drag(widget: QWidget, start: QPoint, by: QPoint) -> None:
    """A hand that pulls something along."""
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseMove(widget, start)
    QTest.mousePress(widget, button, none, start)
    QTest.mouseMove(widget, start + by * 0.5)
    QTest.mouseMove(widget, start + by)
    QTest.mouseRelease(widget, button, none, start + by)
    settle()


def widen(header: QHeaderView, section: int, by: int) -> None:
    """Pulls the right edge of a column."""
    edge = header.sectionViewportPosition(section) + header.sectionSize(section) - 2
    drag(header.viewport(), QPoint(edge, header.height() // 2), QPoint(by, 0))


def project_of(window: MainWindow) -> str:
    return next(form.id for form in dossier_of(window).forms if form.kind == "project")


def in_sight(window: MainWindow, kind: type[Shown], name: str = "绩效指标") -> Shown:
    """The part with that name, once it is shown and everything has the place it is to have."""

    def found() -> list[Shown]:
        return [one for one in every(window, kind) if one.isVisible() and one.accessibleName() == name]

    wait_for(lambda: bool(found()))
    at_rest(window)
    return found()[0]


def at_rest(window: MainWindow) -> None:
    """Every part has the place it is to have: more events move nothing any more."""
    before: list[QRect] = []
    while before != (before := [one.geometry() for one in every(window, QWidget) if one.isVisible()]):
        settle()


def tree_of(window: MainWindow, part: str = "indicators") -> IndicatorTree:
    window.show_page(project_of(window))
    window.actions_by_id[part].trigger()
    return in_sight(window, IndicatorTree)


def income_of(window: MainWindow) -> ValueView:
    window.show_page("budget")
    return in_sight(window, ValueView, "收入")


@pytest.fixture
def again(office: MainWindow, templates: dict[str, FormTemplate]) -> Callable[..., MainWindow]:
    """Closes the dossier and opens another of the same, or of another region's, templates."""

    def reopen(*names: str) -> MainWindow:
        office.show_session(None)
        dossier: Dossier = new_dossier(Unit(name="又一局"), 2027, [templates[name] for name in names or NATIONAL])
        office.files.create(dossier)
        settle()
        return office

    return reopen


def resize(window: MainWindow, width: int, view: ValueView) -> None:
    """Another width of the window, once it has come to the table."""
    before = view.width()
    window.resize(width, 700)
    wait_for(lambda: view.width() != before)
    at_rest(window)


def test_columns_of_the_tree_stay_for_their_template(office: MainWindow, again: Callable[..., MainWindow]) -> None:
    tree = tree_of(office)
    before = tree.columnWidth(1)
    widen(tree.header(), 1, 70)
    assert tree.columnWidth(1) == before + 70
    assert abs(tree_of(again()).columnWidth(1) - (before + 70)) <= 1
    assert tree_of(again("korla-project-2023")).columnWidth(1) == before, "another region has its own"


def test_columns_of_a_table_stay_from_year_to_year(office: MainWindow, again: Callable[..., MainWindow]) -> None:
    view = income_of(office)
    before = view.columnWidth(0)
    widen(view.horizontalHeader(), 0, 45)
    assert view.columnWidth(0) == before + 45
    resize(office, 1200, view)
    assert abs(view.columnWidth(0) - (before + 45)) <= 1, "also when the window becomes another"
    assert abs(income_of(again()).columnWidth(0) - (before + 45)) <= 1


def test_a_click_on_a_head_is_no_width(office: MainWindow) -> None:
    view = income_of(office)
    header = view.horizontalHeader()
    drag(header.viewport(), QPoint(header.sectionSize(0) // 2, header.height() // 2), QPoint(0, 0))
    resize(office, 1100, view)
    wide = view.columnWidth(0)
    resize(office, 1366, view)
    assert view.columnWidth(0) > wide, "it still shares the room"


def test_a_stored_width_that_means_nothing_is_no_harm(office: MainWindow) -> None:
    view = income_of(office)
    kind = kind_of("收入", (column.title for column in view.table.columns))
    for nonsense in ("乱写", "1.00", "-5.00 " * 5, ""):
        office.settings.set_state(f"columns/{kind}", nonsense)
        view._share_width()
        assert all(view.columnWidth(column) >= 48 for column in range(view.table.columnCount()))


def upright(window: MainWindow) -> QSplitter:
    """The parts of the page in sight, one above the other."""
    splitters = [one for one in every(window, QSplitter) if one.orientation() == Qt.Orientation.Vertical]
    return next(one for one in splitters if one.isVisible())


def test_fields_and_goals_keep_their_shares(office: MainWindow, again: Callable[..., MainWindow]) -> None:
    tree_of(office, "both")
    split = upright(office)
    handle = split.handle(1)
    before = split.sizes()[0]
    drag(handle, handle.rect().center(), QPoint(0, 60))
    assert split.sizes()[0] > before + 30
    kept = split.sizes()[0]
    tree_of(again(), "both")
    wait_for(lambda: abs(upright(office).sizes()[0] - kept) <= 2)


def dock_sizes(window: MainWindow) -> tuple[int, int]:
    return window.outline.width(), window.findings.height()


def test_the_window_opens_as_it_was_closed(
    office: MainWindow, make_program: Callable[..., ProgramWindows], templates: dict[str, FormTemplate]
) -> None:
    office.resize(780, 620)  # the screenless platform has a small one
    wait_for(office.workplace.docks["outline"].isHidden)
    office.actions_by_id["outline"].trigger()
    office.resizeDocks([office.workplace.docks["outline"]], [200], Qt.Orientation.Horizontal)
    office.resizeDocks([office.workplace.docks["findings"]], [230], Qt.Orientation.Vertical)
    wait_for(lambda: dock_sizes(office) == (200, 230))
    sizes = dock_sizes(office)
    assert office.session is not None
    office.session.history.stack.setClean()
    office.session._unsaved = False
    office.close()
    other = make_program().new_window()
    assert other.size() == QSize(780, 620)
    other.files.create(new_dossier(Unit(name="示例局"), 2026, [templates[name] for name in NATIONAL]))
    wait_for(lambda: all(abs(now - then) <= 1 for now, then in zip(dock_sizes(other), sizes, strict=True)))  # rounding


def test_one_command_takes_it_all_back(office: MainWindow) -> None:
    tree = tree_of(office)
    usual = [tree.columnWidth(column) for column in range(4)]
    size, docks = office.size(), dock_sizes(office)
    widen(tree.header(), 1, 70)
    office.actions_by_id["findings"].trigger()
    office.resizeDocks([office.workplace.docks["outline"]], [330], Qt.Orientation.Horizontal)
    wait_for(lambda: office.outline.width() == 330)
    assert office.workplace.docks["findings"].isHidden()
    office.actions_by_id["reset"].trigger()
    wait_for(lambda: not office.workplace.docks["findings"].isHidden())
    office.workplace.set_docks(outline=True, findings=True)  # the screenless platform's own screen is a narrow one
    office.resize(size)
    tree = tree_of(office)
    assert [tree.columnWidth(column) for column in range(3)] == usual[:3]
    assert abs(tree.columnWidth(3) - usual[3]) <= 2
    wait_for(lambda: abs(office.outline.width() - docks[0]) <= 2)
    assert office.settings.state("geometry") is None
