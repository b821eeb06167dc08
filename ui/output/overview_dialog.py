"""目标与指标对照: promises beside indicators, costs beside the budget. Stays open beside the work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QTabWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from models.rules.set_against import (
    EXCEEDED,
    MISSING,
    OTHER,
    Beside,
    Costed,
    costs_beside_budget,
    promises_beside_indicators,
)
from models.rules.view import FormView
from models.sheets import template_at
from ui.controls.dialogs import close_button, resize_to_fit
from ui.controls.plain import PlainLabel
from ui.ground.icons import severity_icon
from ui.ground.list_columns import ListColumns
from ui.session.session import Session

PLACES = Qt.ItemDataRole.UserRole
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
AMOUNTS = (2, 3)  # columns of 测算
_WRONG = {OTHER, MISSING, EXCEEDED}
_HOW_TO = "双击一行去看那一处，再双击去看与它对照的一处。金额以万元计。"


class OverviewDialog(QDialog):
    """Two lists of one form, made anew when the form changes."""

    go_to = Signal(str)

    def __init__(self, session: Session, form: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._form = session, form
        self._turns: dict[int, int] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("目标与指标对照")
        self.promises = self._list("目标与指标", ["目标", "目标说明里的承诺", "衡量它的指标", "指标值", "对照"])
        self.costs = self._list("测算", ["成本", "单价 × 数量", "金额", "预算", "对照"])
        for number in AMOUNTS:
            self.costs.headerItem().setTextAlignment(number, RIGHT)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName("对照表")
        tabs.addTab(self.promises, "目标与指标")
        tabs.addTab(self.costs, "测算")
        column = QVBoxLayout(self)
        column.addWidget(PlainLabel(_HOW_TO))
        column.addWidget(tabs, 1)
        column.addWidget(close_button(self))
        self.promises.setFocus()
        session.changed.connect(self.fill)
        self.fill()
        resize_to_fit(self, 860, 460)

    def _list(self, name: str, heads: Sequence[str]) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName(name)
        made.setHeaderLabels(list(heads))
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        ListColumns(made, free=1)
        made.itemActivated.connect(self._go)
        return made

    def fill(self) -> None:
        """Lists what the form says now."""
        form = self._session.form(self._form)
        if form is None:
            self.close()
            return
        dossier = self._session.dossier
        view = FormView(form, template_at(form, self._session.templates), dossier.year, dossier.unit)
        self._show(self.promises, [_promise_line(one) for one in promises_beside_indicators(view)])
        self._show(self.costs, [_cost_line(one) for one in costs_beside_budget(view)])

    def _show(self, tree: QTreeWidget, lines: Sequence[QTreeWidgetItem]) -> None:
        tree.clear()
        tree.addTopLevelItems(list(lines) or [QTreeWidgetItem(["", "没有可以对照的内容"])])
        self._turns.clear()

    def _go(self, item: QTreeWidgetItem) -> None:
        """To the first place of a line, then to the next."""
        places = item.data(0, PLACES) or ()
        if places:
            turn = self._turns.get(id(item), 0)
            self._turns[id(item)] = turn + 1
            self.go_to.emit(places[turn % len(places)])


def _promise_line(one: Beside) -> QTreeWidgetItem:
    return _line([one.goal, one.promise, one.indicator, one.target, one.verdict], one.verdict, one.places)


def _cost_line(one: Costed) -> QTreeWidgetItem:
    line = _line([one.name, one.working, one.amount, one.budget, one.verdict], one.verdict, one.places)
    for column in AMOUNTS:
        line.setTextAlignment(column, RIGHT)
    return line


def _line(texts: Sequence[str], verdict: str, places: tuple[str, ...]) -> QTreeWidgetItem:
    item = QTreeWidgetItem([" ".join(text.split()) for text in texts])
    item.setData(0, PLACES, places)
    if verdict in _WRONG:
        item.setIcon(len(texts) - 1, severity_icon("warning"))
    return item
