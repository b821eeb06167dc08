"""The indicators of one form, goal by goal: the filter, the tree, the bar of weights."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.goals import Goal
from models.sheets import Sheet
from models.touched import Touched
from ui.controls.column_widths import Widths, kind_of
from ui.controls.messages import MessageBar
from ui.controls.plain import plain_tip
from ui.controls.text_input import comment_action
from ui.ground.icons import icon, put_icon
from ui.ground.settings import LAST_YEAR
from ui.ground.style import INSET
from ui.indicators.actions import CLIPBOARD, TREE_ACTIONS, make_actions
from ui.indicators.bar import WeightBar, least_for_filter
from ui.indicators.cell_fill import CellFill
from ui.indicators.column_room import head_lines, least_width, shares
from ui.indicators.commands import Commands
from ui.indicators.entries import INDICATOR
from ui.indicators.filtering import RowFilter
from ui.indicators.model import GoalModel
from ui.indicators.offering import Offering
from ui.indicators.transfer import FileDrops
from ui.indicators.tree import IndicatorTree
from ui.indicators.weight_state import standing_of
from ui.session.evidence import attach
from ui.session.session import Session

_TELLING = 30  # rows
_HEAD_PADDING = 4  # pixels above and below the lines of a head, together
UNSEEN = "未改动"
_IN_PLACE = ("edit", "copy")
"""What is done in a row that is only offered; before all else it is withdrawn."""
_OF_ROWS = ("delete", "cut", "blank", "move_up", "move_down")
"""What is done to the row at hand, which is gone with that."""
_ADDING = ("sibling", "add_indicator")
"""What makes a row where one is offered."""


class IndicatorPanel(QWidget):
    """One tree for all goals of a form; ``show_goal`` says which. ``goal_shown``: it turned to another by itself."""

    goal_shown = Signal(str)

    def __init__(self, session: Session, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._sheet = session, sheet
        self.model = GoalModel(session, sheet, self)
        self.tree = IndicatorTree(session, self.model, sheet)
        self.messages = MessageBar(self.tree)
        self.bar = WeightBar()
        self.commands = Commands(session, sheet, self.model, self.tree, self.messages)
        self.fill = CellFill(session, self.model, self.tree, self.messages)
        self.offering = Offering(session, self.model, self.tree)
        self._widths = Widths(self.tree.header(), session.settings, self._kind, self._fit_columns)
        self._line, self._filter, self._unseen = QWidget(), QLineEdit(), QToolButton()
        self._folded: dict[str, set[str]] = {}
        self.setAccessibleName("绩效指标")
        self._lay_out()
        for action in make_actions(self, TREE_ACTIONS, self.do):
            self.addAction(action)
        self._clipboard = make_actions(self, CLIPBOARD, self.do)
        self.filtering = RowFilter(session, self.model, self.tree, self._filter, self._unseen)
        self._late, self._weighing = QTimer(self), QTimer(self)
        for timer, slot in (
            (self._late, lambda: self._weighing.start(0)),  # the turn before is taken by laying out rows that moved
            (self._weighing, self._show_standing),
        ):
            timer.setSingleShot(True)
            timer.timeout.connect(slot)
        self._connect()

    def _lay_out(self) -> None:
        self._filter.setPlaceholderText("筛选指标")
        self._filter.setAccessibleName("筛选指标")
        self._filter.setClearButtonEnabled(True)
        clear: Iterable[QToolButton] = self._filter.findChildren(QToolButton)
        for button in clear:
            button.setAccessibleName("清除筛选")
        self._filter.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 18)
        self._filter.installEventFilter(self)
        self._unseen.setText(UNSEEN)
        self._unseen.setCheckable(True)
        self._unseen.setAutoRaise(True)
        self._unseen.setToolTip(plain_tip("只看与上年相同、还没有核对的指标"))
        self._unseen.setAccessibleName("只看未改动的指标")
        self._unseen.setHidden(not self._session.since.known(self._sheet.form))
        line = QHBoxLayout(self._line)
        line.setContentsMargins(INSET, 4, INSET - 4, 4)
        line.addWidget(self._filter, 1)
        line.addWidget(self._unseen)
        line.addStretch(1)
        for name, word, sign in (
            ("expand", "全部展开", "chevrons-up-down"),
            ("collapse", "全部折叠", "chevrons-down-up"),
        ):
            line.addWidget(self._button(name, word, sign))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self.tree, 1)
        column.addWidget(self.bar)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self._leave_room()

    def _button(self, name: str, word: str, sign: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        put_icon(button, sign)
        button.setAutoRaise(True)
        button.setToolTip(plain_tip(word))
        button.setAccessibleName(word)
        button.clicked.connect(lambda: self.do(name))
        return button

    def _connect(self) -> None:
        self.tree.asked.connect(self.do)
        self.tree.header().sectionResized.connect(self._fit_heads)
        FileDrops(self.tree.viewport(), self._indicator_at).dropped.connect(self._attach)
        self.messages.outdated_by(self._session.changed)
        self.messages.deeds_undone_by(self._session.replayed)
        self.messages.refusals_outdated_by(self.tree.selectionModel().currentChanged)
        self.tree.refused.connect(self.messages.refuse)
        self.tree.cells.told.connect(lambda why: self.messages.say(why, "warning"))
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.collapsed.connect(lambda index: self._fold(index, folded=True))
        self.tree.expanded.connect(lambda index: self._fold(index, folded=False))
        self.model.modelReset.connect(self._after_reset)
        self.model.rowsInserted.connect(self._after_insert)
        self.model.rowsMoved.connect(lambda *move: self._after_insert(move[3], move[4], move[4]))
        self.filtering.emptied.connect(self._tell_all_looked_at)
        self._session.settings.changed.connect(self._on_setting)
        self._on_setting(LAST_YEAR)
        self._session.changed.connect(self._on_changed)
        self._session.refused.connect(self._on_refused)

    def _indicator_at(self, place: QPoint) -> str:
        index = self.tree.indexAt(place).siblingAtColumn(0)
        return self.model.node_id(index) if index.isValid() and self.model.level(index) == INDICATOR else ""

    def _attach(self, row: str, files: list[Path]) -> None:
        """Files dropped on an indicator are its evidence."""
        self.messages.tell_deed(attach(self._session, row, files))

    # --- the contract -------------------------------------------------------------------------------------------------

    def show_goal(self, goal_id: str) -> None:
        """Shows the tree of that goal."""
        if goal_id != self.model.goal_id or self.model.goal is None:
            self.tree.close_cell()
            self.model.show_goal(goal_id)

    def go_to(self, path: str, *, edit: bool = True) -> None:
        """Goes to the cell of a value, showing its goal first; ``edit`` goes with the keyboard and opens its editor."""
        node_id, _, field = path.partition(".")
        goal = self._goal_of(node_id)
        if not goal:
            return
        if goal != self.model.goal_id:
            self.show_goal(goal)
            self.goal_shown.emit(goal)
        if edit:
            self.tree.setFocus()
        if node_id == goal:
            return
        index = self.model.index_of(node_id)
        column = self.model.column_of(field) if self.model.level(index) == INDICATOR else 0
        if edit:
            self.tree.open_editor(node_id, column)
        elif index.isValid():
            self.tree.select([node_id], column)

    def take_focus(self) -> None:
        """Puts the keyboard into the tree. (A focus proxy would make Tab step over what stands over the tree.)"""
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _goal_of(self, node_id: str) -> str:
        editor = self._session.editor
        while node_id in editor and not isinstance(editor.node(node_id), Goal):
            if node_id in ("dossier", "unit", "budget"):
                return ""
            node_id = editor.parent(node_id)[0]
        own = node_id in editor and editor.parent(node_id)[0] == self._sheet.form
        return node_id if own else ""

    def do(self, name: str) -> None:
        """Does what an action or a key asks for."""
        own = {
            "edit": lambda: self.tree.edit(self.tree.currentIndex()),
            "filter": self._go_filter,
            "expand": self.tree.unfold_all,
            "collapse": self.tree.collapseAll,
            "sibling": self.commands.add_indicator,
            "fill_down": self.fill.down,
        }
        call = own.get(name) or getattr(self.commands, name)
        if self.offering.untouched and name == "paste":
            self.offering.begin(self.tree.current_id())
        elif self.offering.untouched and name in _ADDING:
            self.offering.make_way()
        elif self.offering.untouched and name not in _IN_PLACE:
            self.offering.withdraw()
            call = call if name not in _OF_ROWS else lambda: None
        call()

    # --- looks --------------------------------------------------------------------------------------------------------

    def _after_reset(self) -> None:
        folded = self._folded.get(self.model.goal_id, set())
        blocked = self.tree.blockSignals(True)
        self.tree.unfold_all()
        for node_id in folded:
            self.tree.collapse(self.model.index_of(node_id))
        self.tree.blockSignals(blocked)
        self._fit_columns()
        self.filtering.apply()
        if self.model.rowCount():
            self.tree.setCurrentIndex(self.model.index(0, 0))
        self._show_standing()

    def _fit_columns(self) -> None:
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("国国国"))
        if not self._widths.restore():
            room = self.width() - self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
            advance = self.fontMetrics().horizontalAdvance
            widths = shares(self.model.columns, room, self._indent(), advance, self._signs())
            for number, width in enumerate(widths):
                self.tree.setColumnWidth(number, width)
        self._fit_heads()

    def _signs(self) -> list[int]:
        """Of the longest text of each column, as far as the first rows tell."""
        goal = self.model.goal
        rows = list(islice(goal.indicators(), _TELLING)) if goal else []
        return [max((len(column.text(row)) for row in rows), default=0) for column in self.model.columns]

    def least_width(self) -> int:
        """From here on the tree need not be scrolled sideways."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return least_width(self.model.columns, self._indent(), self.fontMetrics().horizontalAdvance) + bar

    def _indent(self) -> int:
        return 4 * self.tree.indentation()

    def _fit_heads(self) -> None:
        """Heads take two lines where a column is too narrow for one."""
        header, metrics = self.tree.header(), self.fontMetrics()
        widths = [header.sectionSize(number) for number in range(header.count())]
        lines = head_lines(self.model.columns, widths, metrics.horizontalAdvance)
        beside = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        header.setDefaultAlignment(beside | Qt.TextFlag.TextWordWrap if lines > 1 else beside)
        header.setMinimumHeight(lines * metrics.lineSpacing() + _HEAD_PADDING if lines > 1 else 0)
        self._leave_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()
        if event.size().width() != event.oldSize().width():
            self._fit_columns()

    def _fit_height(self) -> None:
        """In a low panel rows come before the words on weights, and before the line of the filter while none is set."""
        self.bar.fit(self.height())
        low = self.height() < least_for_filter(self) * self.fontMetrics().height()
        self._line.setHidden(low and not (self._filter.hasFocus() or self._filter.text() or self._unseen.isChecked()))

    def _kind(self) -> str:
        """Trees of the same template and period have the same columns."""
        form, goal = self._session.form(self._sheet.form), self.model.goal
        return kind_of(form.template if form else "", (goal.period if goal else "",))

    def _leave_room(self) -> None:
        """The head and a row at least, also in a window of a few hundred pixels."""
        header = self.tree.header()
        head = max(header.sizeHint().height(), header.minimumHeight())
        self.tree.setMinimumHeight(head + int(1.8 * self.fontMetrics().height()))

    def _after_insert(self, parent: QModelIndex, first: int, last: int) -> None:
        """What comes in stands open, as does what it comes into."""
        if parent.isValid():
            self.tree.expand(parent)
        for row in range(first, last + 1):
            index = self.model.index(row, 0, parent)
            if index.isValid() and self.model.rowCount(index):
                self.tree.expandRecursively(index)

    def _fold(self, index: QModelIndex, *, folded: bool) -> None:
        """Remembers what a person folds while another goal is shown."""
        kept = self._folded.setdefault(self.model.goal_id, set())
        (kept.add if folded else kept.discard)(self.model.node_id(index))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions(self._clipboard)
        if not self.offering.untouched:
            menu.addAction(comment_action(self._session, self._session.focus_path, menu))
        menu.addSeparator()
        menu.addActions(self.actions())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.tree.viewport().mapToGlobal(place))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_columns()
        elif event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _recolour(self) -> None:
        """Icons and shades of the theme that is now in use."""
        signs = {one.id: one.icon for one in (*TREE_ACTIONS, *CLIPBOARD)}
        for action in (*self.actions(), *self._clipboard):
            action.setIcon(icon(signs.get(action.objectName(), "")))
        buttons: Iterable[QToolButton] = self.findChildren(QToolButton)
        for button in buttons:
            if button.objectName() in signs:
                button.setIcon(icon(signs[button.objectName()]))
        self._late.start(0)

    # --- filter -------------------------------------------------------------------------------------------------------

    def _go_filter(self) -> None:
        self._line.show()
        self._filter.setFocus()
        self._filter.selectAll()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """In the filter Esc shows everything again, Enter and ↓ go to the tree."""
        if watched is self._filter and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._filter.clear()
            elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                return False
            self.tree.setFocus()
            return True
        if watched is self._filter and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._fit_height)
        return False

    @property
    def searching(self) -> bool:
        """Not all rows are looked at yet."""
        return self.filtering.searching

    def _tell_all_looked_at(self) -> None:
        self.messages.say("这个目标里与上年相同的指标都核对过了。", "info")

    def _on_setting(self, key: str) -> None:
        """Rows become higher or lower with last year's texts."""
        if key == LAST_YEAR:
            self.tree.show_lines(
                on=bool(self._session.settings[LAST_YEAR]) and self._session.since.known(self._sheet.form)
            )

    # --- weights, changes ---------------------------------------------------------------------------------------------

    def _on_changed(self, touched: Touched) -> None:
        weighty = touched.lists or any(path.partition(".")[2] in _WEIGHTY for path in touched.paths)
        if weighty and self._sheet.form in touched.forms:
            self._late.start(0)

    def _on_refused(self, why: str) -> None:
        if self.isVisible():
            self.messages.say(why, "warning")

    def _show_standing(self) -> None:
        form, template, goal = (
            self._session.form(self._sheet.form),
            self._session.template_of(self._sheet),
            self.model.goal,
        )
        usable = form is not None and template is not None and goal is not None and self._weighs(goal)
        self.bar.show_standing(
            standing_of(self._session.dossier, form, template, goal) if usable and form and template and goal else None
        )

    def _weighs(self, goal: Goal) -> bool:
        """The tree has a column of weights, or there are weights that it does not print."""
        if any(column.kind == "weight" for column in self.model.columns):
            return True
        return any(indicator.weight is not None for indicator in goal.indicators())


_WEIGHTY = {"weight", "name", "target", "template"}
