"""The editors in which a clerk types who is going to be killed: how each is opened, and a dossier blank there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.dossier import Budget, Dossier, FunctionLine, Unit
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.rules.finding import Finding
from tests.ui.conftest import every, settle
from ui.form.table_view import ValueView
from ui.preview.editor import CellEditor
from ui.preview.panel import OfficialTable
from ui.window.findings_list import ask_reason
from ui.window.window import MainWindow

_WORDS, _DIGITS, _NO_NUMBER = "信访事项及时受理", "12345678", "o1234567"
NEW_ROW = "budget+functions+name"


@dataclass(frozen=True, slots=True)
class Kind:
    """An editor: how it is opened, which place it has, and what is typed."""

    open: Callable[[MainWindow, str], object]
    place: str
    signs: str = _WORDS
    composed: bool = False
    saves: bool = True


def _go(window: MainWindow, place: str) -> None:
    window.go_to(place)


def official(window: MainWindow, place: str) -> None:
    window.go_to(place)
    window.actions_by_id["official"].trigger()
    settle()
    window.go_to(place)


def in_a_blank_row(window: MainWindow, page: str, scope: str) -> CellEditor:
    """Goes to the first text of the official table that stands in a row which the dossier does not have."""
    window.show_page(page)
    window.actions_by_id["official"].trigger()
    settle()
    table = next(one for one in every(window, OfficialTable) if one.isVisible())
    table.caret.compose_now()
    cells = table.caret.cells
    assert cells is not None
    blank = (one for one in cells.stops if one.slot.node in cells.blanks and one.slot.scope == scope)
    table.caret.select(next(one for one in blank if one.slot.kind == "text" and not one.slot.choice))
    table.take_focus()
    return table.caret.editor


def blank_row(window: MainWindow, _: str) -> None:
    in_a_blank_row(window, "h", "item")


def _cell(window: MainWindow, place: str) -> None:
    """A cell of the table of the budget, or of its blank row."""
    window.show_page("budget")
    view = next(one for one in every(window, ValueView) if one.isVisible() and one.table.rows.grows)
    name = place.replace("+", ".").rpartition(".")[2]
    column = next(n for n, one in enumerate(view.table.columns) if getattr(one, "field", "") == name)
    view.setFocus()
    view.setCurrentIndex(view.table.index(1 if place == NEW_ROW else 0, column))
    QTest.keyClick(view, Qt.Key.Key_F2)


def _outline(window: MainWindow, _: str) -> None:
    window.show_page("f")
    window.outline.tree.setFocus()
    window.outline.tree.rename()


def _reason(window: MainWindow, _: str) -> None:
    assert window.session is not None
    ask_reason(window, Finding("X001", "info", "一条发现", "f"), window.session)


OFFICIAL = (official, blank_row)
"""Where the editor has no place before the first key."""

KINDS: dict[str, Kind] = {
    "line": Kind(_go, "f.leader"),
    "unit": Kind(_go, "unit.phone"),
    "amount": Kind(_go, "f.amount", _DIGITS),
    "no amount": Kind(_go, "f.amount", _NO_NUMBER),
    "long text": Kind(_go, "h.basis"),
    "statement": Kind(_go, "g.statement"),
    "tree name": Kind(_go, "i.name"),
    "tree text": Kind(_go, "i.description"),
    "tree target": Kind(_go, "i.target"),
    "tree weight": Kind(_go, "i.weight", _DIGITS),
    "tree no weight": Kind(_go, "i.weight", _NO_NUMBER),
    "level": Kind(_go, "c.name"),
    "official text": Kind(official, "i.description"),
    "official amount": Kind(official, "f.amount", _DIGITS),
    "official no amount": Kind(official, "f.amount", _NO_NUMBER),
    "table text": Kind(_cell, "b.name"),
    "table amount": Kind(_cell, "b.amount", _DIGITS),
    "table no amount": Kind(_cell, "b.amount", _NO_NUMBER),
    "table new row": Kind(_cell, NEW_ROW),
    "outline": Kind(_outline, "f.name"),
    "reason": Kind(_reason, "reason", saves=False),
    "composed in a line": Kind(_go, "f.leader", "xinfangju", composed=True),
    "composed in a text": Kind(_go, "g.statement", "shixiang", composed=True),
    "composed in the tree": Kind(_go, "i.name", "banjielv", composed=True),
    "composed in the official table": Kind(official, "i.description", "banjielv", composed=True),
    "composed in a blank row": Kind(blank_row, "h+costs+content", "banjielv", composed=True),
    "composed in a table": Kind(_cell, "b.name", "zhichuxi", composed=True),
}


def dossier() -> Dossier:
    """Blank wherever a clerk is going to type."""
    rows = [Indicator(id="i"), Indicator(id="j", name="另一个")]
    goal = Goal(id="g", label="年度目标1")
    goal.dimensions = [Dimension(id="d", name="产出指标", categories=[Category(id="c", indicators=rows)])]
    form = ProjectForm(id="f", template="national-project-2021", goals=[goal])
    other = ProjectForm(id="h", template="jianghan-project-2024", name="另一项目")
    budget = Budget(functions=[FunctionLine(id="b")])
    return Dossier(year=2026, unit=Unit(name="示例局"), budget=budget, forms=[form, other])
