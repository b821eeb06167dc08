"""What a window shows of a dossier: every value at its place, in 填写, in the tree or in the official table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from models.dossier import Dossier
from models.paths import printed
from models.target import NATURES, PARTS
from tests.ui.conftest import every, settle
from ui.controls.editors import ChoiceField
from ui.form.goals import GoalsArea
from ui.form.page import OFFICIAL
from ui.form.table_view import ValueView
from ui.indicators.roles import PATH_ROLE
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

Shown = defaultdict[str, set[str]]
"""Path of a value → what is shown there."""


def unseen(window: MainWindow, dossier: Dossier, paths: Iterable[str]) -> list[str]:
    """Which of these values of a dossier are shown nowhere, or as something else."""
    window.files.create(dossier)
    session = window.session
    assert session is not None
    values = {path: text for path in paths if (text := _word(path, session.value(path))).strip()}
    left = set(values)
    for look in (_filled_in, _official):
        for page in ("unit", "budget", *(form.id for form in dossier.forms)) if left else ():
            shown = look(window, page)
            left -= {path for path in left if any(_says(one, values[path]) for one in shown[path])}
    window.show_session(None)
    settle()
    return [f"{values[path]} is not seen at {path}" for path in sorted(left)]


def _word(path: str, value: object) -> str:
    return NATURES.get(str(value), "") if path.endswith(".nature") else printed(value)


def _says(shown: str, value: str) -> bool:
    return "".join(value.split()) in "".join(shown.split())


def _filled_in(window: MainWindow, page: str) -> Shown:
    window.show_page(page)
    shown, here = Shown(set), window.workplace.pages.currentWidget()
    _take(here, shown)
    for area in every(here, GoalsArea):
        for number, goal in enumerate(list(area._ids)):
            shown[f"{goal}.label"].add(area._tabs.tabText(number))
            area.show_goal(goal)
            _take(area, shown)
    return shown


def _take(here: QWidget, shown: Shown) -> None:
    for widget in every(here, QWidget):
        if path := widget.property("path"):
            shown[str(path)].add(_text(widget))
    for view in every(here, ValueView):
        table = view.table
        for index in _cells(table, QModelIndex()):
            shown[table.path(index.row(), index.column())].add(str(index.data() or ""))
    for tree in every(here, IndicatorTree):
        for index in _cells(tree.model(), QModelIndex()):
            shown[str(index.data(PATH_ROLE))].add(str(index.data() or ""))
    for path in [path for path in shown if path.endswith(".number")]:
        whole = path.removesuffix(".number")
        shown[whole].add("".join(next(iter(shown[f"{whole}.{part}"]), "") for part in PARTS))


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    for row in range(model.rowCount(parent)):
        yield from (model.index(row, column, parent) for column in range(model.columnCount(parent)))
        yield from _cells(model, model.index(row, 0, parent))


def _text(widget: QWidget) -> str:
    match widget:
        case QLineEdit():
            return widget.text()
        case QPlainTextEdit():
            return widget.toPlainText()
        case QComboBox():
            return widget.currentText()
        case ChoiceField():
            return "".join(value for value, box in widget._boxes.items() if box.isChecked()) + widget._other.text()
    return ""


def _official(window: MainWindow, page: str) -> Shown:
    window.show_page(page)
    shown, form_page = Shown(set), window.workplace.pages.form_page()
    if form_page is not None:
        form_page.show_view(OFFICIAL)
        settle()
    for official in every(form_page, OfficialTable) if form_page else ():
        official._composer.now()
        assert official._composed is not None
        for cell in official._composed.cells.table.cells:
            for slot in cell.slots:
                shown[slot.path].add(cell.text)
    return shown
