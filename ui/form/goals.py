"""The goals of a form: a tab for each, its statement, and under it the indicator tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.edits import Batch, Change, Insert, Move, Remove, duplicate
from models.fields import PERIOD_WORDS
from models.goals import Goal, Period
from models.making import goal_label, new_goal, numbered_anew
from models.paths import FieldKind
from models.rules.finding import Finding
from models.sheets import Sheet
from models.step_words import word_of
from models.templates.printed import Labels
from models.templates.template import FormTemplate
from models.touched import Touched
from ui.controls.editors import UNBOUNDED, LineField, TextField
from ui.controls.focus import focus_in, stops, tab_through
from ui.controls.plain import PlainLabel, plain_tip, plain_words
from ui.form.drawing import goal_fields
from ui.form.field_grid import bring
from ui.form.group import FieldGroup
from ui.ground.icons import put_icon
from ui.ground.style import INSET
from ui.ground.theme import page_role
from ui.indicators.panel import IndicatorPanel
from ui.indicators.tree import ROWS_ALONE, ROWS_BESIDE, IndicatorTree
from ui.session.session import Session

LEAST_SHARE, HEAD_SHARE = 0.2, 0.4  # of the height, for the fields of a goal over the tree
LOWEST_HEAD = 40  # pixels that a low window leaves for the fields of a goal, which scroll then


class GoalsArea(QWidget):
    """Everything about the goals of one form."""

    def __init__(self, session: Session, sheet: Sheet, template: FormTemplate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._form, self._template = session, sheet.form, template
        self._fields = goal_fields(template)
        self._labels = Labels(template)
        self.group = FieldGroup()
        self._ids: list[str] = []
        self._texts: list[TextField] = []
        self._first_height, self._line_height, self._alone = 0, 0, False
        self._shown = ""
        self._findings: tuple[Finding, ...] = ()
        self.tree = IndicatorPanel(session, sheet)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName("绩效目标")
        self._tabs.setExpanding(False)
        self._tabs.setMovable(True)
        self._tabs.setDocumentMode(True)
        self._tabs.setUsesScrollButtons(True)
        self._head = QScrollArea()
        self._head.setAccessibleName("目标")
        self._head.setWidgetResizable(True)
        self._head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._head.setFrameShape(QFrame.Shape.NoFrame)
        self._head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._head.setMinimumHeight(LOWEST_HEAD)
        self.setBackgroundRole(page_role())
        self.setAutoFillBackground(True)
        self._fill_layout()
        self._fill_tabs()
        self._tabs.currentChanged.connect(self._turn)
        self._tabs.tabMoved.connect(self._moved)
        self.tree.goal_shown.connect(self.show_goal)
        self.tree.tree.header().geometriesChanged.connect(lambda: QTimer.singleShot(0, self, self._fit_head))

    def _fill_layout(self) -> None:
        self._bar = bar = QHBoxLayout()
        bar.setContentsMargins(INSET - 4, 4, INSET - 4, 0)
        bar.addWidget(self._tabs, 1)
        for sign, word, slot in (
            ("plus", "添加目标", self._ask_period),
            ("copy-plus", "复制目标", self.duplicate_goal),
            ("trash-2", "删除目标", self.remove_goal),
        ):
            self._last_button = self._button(sign, word, slot)
            bar.addWidget(self._last_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(bar)
        self._column.addWidget(self._head)
        self._column.addWidget(self.tree, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fields of a goal leave room to the tree; they scroll where that is not enough."""
        super().resizeEvent(event)
        self._fit_head()

    def show_alone(self, *, alone: bool) -> None:
        """The page shows these only: more rows come before the rest of the statement."""
        self._alone = alone
        self.tree.tree.usual_rows = ROWS_ALONE if alone else ROWS_BESIDE
        self.tree.tree.updateGeometry()
        self._fit_head()

    def _fit_head(self) -> None:
        """Two lines of the statement come first, then a few rows of the tree, then the rest of the statement.

        A line of it and what stands before it are in sight in the lowest window.
        Who writes in it has the rows' room as well, but for the last.
        """
        beside_others = self._first_height and not self._alone
        lowest = max(LOWEST_HEAD, self._first_height if beside_others else self._line_height)
        least, most = (max(lowest, int(self.height() * share)) for share in (LEAST_SHARE, HEAD_SHARE))
        beside = self.usual_height(self.width()) - self._head.sizeHint().height()
        if focus_in(self._head) is not None:
            least = max(least, self.height() - self._bar.sizeHint().height() - self.tree.minimumSizeHint().height())
        room = self._without_cuts(max(least, min(most, self.height() - beside)))
        self._head.setMaximumHeight(room)
        self._head.setMinimumHeight(min(least, room, self._head.widget().sizeHint().height()))

    def _without_cuts(self, room: int) -> int:
        """Texts have whole lines of the room; where not all have one, the first does, under the short fields."""
        head = self._head.widget()
        for text in self._texts:
            text.keep_within(room - head.sizeHint().height() + text.height())
        content = head.sizeHint().height()
        if content <= room:
            return room
        return self._first_height or content

    def bring(self, field: QWidget) -> None:
        """Brings a field of the goal, which has the keyboard by now, or the tree's current row into sight."""
        if self._head.isAncestorOf(field):
            self._fit_head()
            bring(self._head, field, 4)
        elif isinstance(field, IndicatorTree):
            field.scrollTo(field.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A text has more room while it is written."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            QTimer.singleShot(0, self, self._fit_head)
        return super().eventFilter(watched, event)

    def usual_height(self, width: int) -> int:
        """Where all fields of the goal are in sight, and a few rows of the tree."""
        tree = max(self.tree.heightForWidth(width), self.tree.sizeHint().height()) if self.tree is not None else 0
        return self._bar.sizeHint().height() + self._head.sizeHint().height() + tree

    def _button(self, sign: str, word: str, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        put_icon(button, sign)
        button.setAutoRaise(True)
        button.setToolTip(plain_tip(word))
        button.setAccessibleName(word)
        button.clicked.connect(slot)
        return button

    # --- the goals ----------------------------------------------------------------------------------------------------

    def _goals(self) -> list[Goal]:
        form = self._session.form(self._form)
        return list(form.goals) if form else []

    def _goal(self) -> Goal | None:
        return next((goal for goal in self._goals() if goal.id == self._shown), None)

    def _fill_tabs(self) -> None:
        """Shows the goals there are; the current one stays, or its neighbour takes its place."""
        if self._ids and self._ids == [goal.id for goal in self._goals()]:
            self._name_tabs()  # one was moved by its tab, which may be in a person's hand still
            return
        before = self._tabs.currentIndex()
        blocked = self._tabs.blockSignals(True)
        while self._tabs.count():
            self._tabs.removeTab(0)
        self._ids = []
        for goal in self._goals():
            self._ids.append(goal.id)
            self._tabs.addTab(plain_words(self._title(goal)))
        place = self._ids.index(self._shown) if self._shown in self._ids else min(max(before, 0), len(self._ids) - 1)
        self._tabs.setCurrentIndex(place)
        self._tabs.blockSignals(blocked)
        self._turn(place)

    def _name_tabs(self) -> None:
        for place, goal in enumerate(self._goals()):
            if self._tabs.tabText(place) != plain_words(self._title(goal)):
                self._tabs.setTabText(place, plain_words(self._title(goal)))

    def _title(self, goal: Goal) -> str:
        same = [other.id for other in self._goals() if other.period == goal.period]
        number = same.index(goal.id) + 1
        fallback = goal_label(self._template, goal.period, number) or PERIOD_WORDS[goal.period]
        return (goal.label or fallback).replace("\n", "")

    def _turn(self, place: int) -> None:
        shown = self._ids[place] if 0 <= place < len(self._ids) else ""
        if shown != self._shown or not shown:
            self._shown = shown
            self._fill_head()
            self.tree.show_goal(shown)

    def _moved(self, source: int, target: int) -> None:
        goal = self._ids.pop(source)
        self._ids.insert(target, goal)
        goals = {one.id: one for one in self._goals()}
        self._apply(Move(goal, self._form, "goals", target), [goals[one] for one in self._ids])

    def _apply(self, change: Change, goals: Sequence[Goal]) -> bool:
        """Makes a change after which these are the goals: those that the template names are numbered in this order."""
        if numbers := numbered_anew(goals, self._template):
            change = Batch((change, *numbers), word_of(change, self._session.editor))
        return self._session.apply(change)

    def _put(self, goal: Goal, place: int) -> None:
        """A goal comes, and what it is to reach is written first."""
        goals = self._goals()
        if self._apply(Insert(self._form, "goals", place, goal), [*goals[:place], goal, *goals[place:]]):
            self.show_goal(goal.id)
            self._take_focus()

    def show_goal(self, goal_id: str) -> None:
        """Turns to a goal."""
        if goal_id in self._ids:
            self._tabs.setCurrentIndex(self._ids.index(goal_id))

    def _ask_period(self) -> None:
        periods = list(self._template.goals) or ["annual"]
        if len(periods) == 1:
            self.add_goal(periods[0])
            return
        menu = QMenu(self)
        for period in periods:
            menu.addAction(f"添加{PERIOD_WORDS[period]}", lambda chosen=period: self.add_goal(chosen))
        menu.exec(self.mapToGlobal(self._tabs.geometry().bottomRight()))
        menu.deleteLater()

    def add_goal(self, period: Period) -> None:
        """Adds a blank goal behind those of its period."""
        goals = self._goals()
        same = [place for place, goal in enumerate(goals) if goal.period == period]
        place = same[-1] + 1 if same else len(goals) if period == "annual" else 0
        self._put(new_goal(self._template, period, len(same) + 1), place)

    def duplicate_goal(self) -> None:
        """Adds a copy of the goal behind it."""
        goal = self._goal()
        if goal is None:
            return
        copy = duplicate(goal)
        same = len([one for one in self._goals() if one.period == goal.period])
        copy.label = goal_label(self._template, goal.period, same + 1) or goal.label
        self._put(copy, self._ids.index(goal.id) + 1)

    def remove_goal(self) -> None:
        """Takes the goal away; undo brings it back."""
        if self._shown:
            self._apply(Remove(self._shown), [one for one in self._goals() if one.id != self._shown])

    # --- its fields ---------------------------------------------------------------------------------------------------

    def _fill_head(self) -> None:
        held = focus_in(self._head) is not None
        self.group.forget()
        self._texts, self._first_height = [], 0
        head = QWidget()
        rows = QFormLayout(head)
        rows.setContentsMargins(INSET, 8, INSET, 6)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        goal = self._goal()
        if goal is None:
            rows.addRow(PlainLabel("还没有绩效目标，按右上角的“＋”添加。"))
        else:
            self._add_fields(rows, goal)
        self._line_height = self._lowest(head)
        head.setBackgroundRole(page_role())
        self._head.setWidget(head)
        self.group.mark(self._findings)
        tab_through([self._last_button, *stops(head)])
        self._fit_head()
        self._head.updateGeometry()
        if held:
            self._take_focus()

    def _take_focus(self) -> None:
        """The keyboard goes to what the goal is to reach; where there is none, to the tree."""
        (self._texts[0] if self._texts else self.tree.tree).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lowest(self, head: QWidget | QFormLayout) -> int:
        """The height of the fields with one line of every text."""
        for text in self._texts:
            text.keep_within(0)
        height = head.sizeHint().height()
        for text in self._texts:
            text.keep_within(UNBOUNDED)
        return height

    def _add_fields(self, rows: QFormLayout, goal: Goal) -> None:
        short = self._short_fields(goal)
        if short.count():
            rows.addRow(short)
        rule = self._template.rule_of("goal.statement")
        limit = rule.limit or 0
        rows.addRow("目标说明", self._take(TextField(self._session, f"{goal.id}.statement", "目标说明", limit)))
        self._first_height = self._lowest(rows) if short.count() else 0
        if self._fields.summary or goal.summary:
            text = TextField(self._session, f"{goal.id}.summary", "总目标说明", lines=1)
            text.setPlaceholderText("总目标栏里的说明，与目标说明相同时不必填")
            rows.addRow("总目标说明", self._take(text))

    def _short_fields(self, goal: Goal) -> QHBoxLayout:
        """Name, weight and last year of a goal in one line, where the template prints them."""
        row = QHBoxLayout()
        wanted: list[tuple[str, str, bool, int, FieldKind]] = [
            (f"{goal.id}.label", "目标名称", self._fields.label, 3, "text"),
            (f"{goal.id}.weight", "指标权重比例（%）", self._shows_weight(goal), 1, "amount"),
        ]
        for path, name in self._labels.apart(self._fields.around).items():
            wanted.append((f"{self._form}.{path}", name, _has(goal, path), 1, self._template.field_kind(path)))
        for path, name, shown, stretch, kind in wanted:
            if shown:
                label = PlainLabel(name)
                field = LineField(self._session, path, kind, name)
                self.group.add(field)
                field.setMaximumWidth(16777215 if stretch > 1 else 160)
                row.addWidget(label)
                row.addWidget(field, stretch)
        if row.count() and not self._fields.label:
            row.addStretch(3)
        return row

    def _goal_with(self, path: str) -> str:
        """The first goal beside whose name a value of the form stands."""
        around = path in self._labels.apart(self._fields.around)
        return next((goal.id for goal in self._goals() if around and _has(goal, path)), "")

    def _shows_weight(self, goal: Goal) -> bool:
        return goal.period in self._fields.weighed or goal.weight is not None

    def _take(self, field: TextField) -> TextField:
        self.group.add(field)
        self._texts.append(field)
        field.installEventFilter(self)
        return field

    # --- hearing ------------------------------------------------------------------------------------------------------

    def hear(self, touched: Touched) -> None:
        """Updates what a change touched."""
        if (self._form, "goals") in touched.lists:
            self._fill_tabs()
        if any(f"{goal}.label" in touched.paths for goal in self._ids):
            self._name_tabs()
        self.group.refresh(touched)

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows the findings of the goal in sight, and keeps those of the others until their tab comes."""
        self._findings = findings
        self.group.mark(findings)

    def goal_of(self, node_id: str) -> str:
        """The goal that a node is in, empty when it is in none of this form's."""
        editor = self._session.editor
        while node_id in editor and node_id not in self._ids:
            if node_id == self._form or node_id in ("dossier", "unit", "budget"):
                return ""
            node_id = editor.parent(node_id)[0]
        return node_id if node_id in self._ids else ""

    def take_focus(self) -> None:
        """Puts the keyboard into the tree."""
        self.tree.take_focus()

    def go_to(self, path: str, *, edit: bool = True) -> QWidget | None:
        """Turns to the goal of a value and gives the widget that has it now; ``edit`` opens a cell of the tree."""
        field = self.group.find(path)
        if field is not None:
            return field
        node, _, own = path.partition(".")
        goal = self.goal_of(node) or self._goal_with(own if node == self._form else "")
        if not goal:
            return None
        self.show_goal(goal)
        if node == self._form:
            return self.group.find(path)
        if node == goal and not path.endswith(".dimensions"):  # those are in the tree
            return self.group.find(path) or self.group.find(f"{goal}.statement")
        self.tree.go_to(path, edit=edit)
        return self.tree.tree


def _has(goal: Goal, path: str) -> bool:
    """A value of the form belongs beside this goal: what is said of the long term beside long-term ones only."""
    return goal.period == "long_term" or not path.startswith("long_term")
