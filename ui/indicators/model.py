"""The Qt model of one goal's tree. It shows the dossier and never changes it; it hears of changes by ``Touched``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt
from PySide6.QtGui import QFont

from models.fields import SINCE
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.rules.finding import SEVERITIES, Severity
from models.sheets import Sheet
from models.templates.unprinted import paths_of
from models.touched import Touched
from ui.controls.marks import Mark, marks_by
from ui.controls.plain import plain_tip
from ui.ground.icons import severity_icon
from ui.ground.theme import colours
from ui.indicators import transfer
from ui.indicators.columns import NAME, Column, beside, columns_of
from ui.indicators.entries import DIMENSION, INDICATOR, LEVEL_WORDS, OF_INDICATOR, Entry, Level
from ui.indicators.roles import (
    ABOVE,
    CELL_MARK_ROLE,
    ID_ROLE,
    LEAF,
    LINE_ROLE,
    MARK_ROLE,
    MARKED,
    NAMED,
    PATH_ROLE,
    SAID_ROLE,
    SAID_ROLES,
    SINCE_ROLES,
    UNSEEN_ROLE,
)
from ui.indicators.row_changes import tops
from ui.indicators.tree_rows import Index, TreeRows
from ui.indicators.weight_state import short
from ui.session.drafts import Draft
from ui.session.evidence import words_of
from ui.session.likeness import NOT_YET
from ui.session.session import Session

Drop = Callable[[QMimeData, str, int, bool], None]

_Role = Qt.ItemDataRole
UNNAMED = "（未填名称）"
SUBTOTAL = "小计 "
_CENTRE = Qt.AlignmentFlag.AlignCenter
_TOP = QModelIndex()


class GoalModel(TreeRows):
    """一级, 二级 and 三级指标 as rows, the template's columns as columns. ``drop`` does what is dropped."""

    def __init__(self, session: Session, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._sheet = sheet
        self.goal_id = ""
        self._printed: frozenset[str] | None = None
        self._number = 1
        self._drawn: tuple[Column, ...] = ()
        self.marks: dict[str, Mark] = {}
        self.drop: Drop | None = None
        self.check_drop: Callable[[QMimeData, str, int, bool], str] = lambda *_: "这里不能放"
        self._bold = QFont()
        self._bold.setBold(True)
        self._texts: dict[int, Callable[[Entry, Level, Column], Any]] = {
            _Role.DisplayRole: self._display,
            _Role.EditRole: self._plain_text,
            _Role.ToolTipRole: lambda entry, node, column: plain_tip(self._tip(entry, node, column)),
            _Role.DecorationRole: self._sign,
            _Role.TextAlignmentRole: self._alignment,
            _Role.FontRole: self._font,
            _Role.ForegroundRole: self._colour,
            _Role.AccessibleTextRole: self._spoken,
            _Role.AccessibleDescriptionRole: self._tip,
            ID_ROLE: lambda entry, _node, _column: entry.id,
            PATH_ROLE: lambda entry, _node, column: self._path(entry, column),
            MARK_ROLE: lambda entry, _node, _column: self.marks.get(entry.id),
            CELL_MARK_ROLE: self._cell_mark,
            UNSEEN_ROLE: lambda entry, _node, column: session.since.unseen(self._then(entry, column)),
            SAID_ROLE: lambda entry, _node, column: session.comments.state(self._path(entry, column)),
            LINE_ROLE: lambda entry, _node, column: session.since.line(self._then(entry, column)),
        }
        session.changed.connect(self._on_changed)
        session.findings_changed.connect(self._on_findings)
        session.drafts.changed.connect(self._on_draft)
        session.comments.changed.connect(self._on_said)
        session.likeness.changed.connect(self._on_likeness)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_goal(self, goal_id: str) -> None:
        """Turns to another goal (or none)."""
        self.beginResetModel()
        self.goal_id = goal_id
        goal = self.goal
        template = self._session.template_of(self._sheet)
        year = self._session.dossier.year
        period: Period = goal.period if goal else "annual"
        self._number = self._number_of(goal)
        self._printed = paths_of(template, year, period, self._number) if template else None
        self._drawn = columns_of(template, period, year, self._number)
        self.columns = self._drawn
        self.columns += self._beside(goal.indicators() if goal else ())
        self.marks = self._found_marks({})
        self._entries.fill(goal)
        self.endResetModel()

    def _number_of(self, goal: Goal | None) -> int:
        """Its number in its period, by which a template may draw other columns."""
        form = self._session.form(self._sheet.form)
        return form.goals_of(goal.period).index(goal) + 1 if form and goal else 1

    def _drawn_otherwise(self, goal: Goal | None) -> bool:
        """Another goal came before it or went, and the template has other columns for it now."""
        number = self._number_of(goal)
        if goal is None or number == self._number:
            return False
        self._number = number
        template, year = self._session.template_of(self._sheet), self._session.dossier.year
        return columns_of(template, goal.period, year, number) != self._drawn

    def _beside(self, indicators: Iterable[Indicator]) -> tuple[Column, ...]:
        """Columns for what the template prints nowhere, and that have none yet."""
        known = {column.field for column in self.columns}
        wanted = beside(self._printed, indicators) if self._printed is not None else ()
        return tuple(column for column in wanted if column.field not in known)

    def _widen(self, touched: Touched, came: Iterable[Entry]) -> None:
        """What came in and the template prints nowhere is not hidden."""
        ids = {path.partition(".")[0] for path in touched.paths}
        entries = [*came, *(entry for one in ids if (entry := self._entries.find(one)))]
        found = [self._node(entry.id) for top in entries for entry in (top, *top.walk())]
        if fresh := self._beside(node for node in found if isinstance(node, Indicator)):
            self.beginInsertColumns(_TOP, len(self.columns), len(self.columns) + len(fresh) - 1)
            self.columns += fresh
            self.endInsertColumns()

    @property
    def goal(self) -> Goal | None:
        """The goal that is shown, None when there is none (any more)."""
        node = self._node(self.goal_id)
        return node if isinstance(node, Goal) else None

    def column_of(self, field: str) -> int:
        """The column that shows a field; the first where none does."""
        for number, column in enumerate(self.columns):
            if column.field == field:
                return number
        return next((number for number, column in enumerate(self.columns) if column.concerns(field)), 0)

    def node(self, index: Index) -> Level | None:
        """The node of a row, as it is now; not to be kept."""
        node = self._node(self._entry(index).id)
        return node if isinstance(node, Dimension | Category | Indicator) else None

    def words_of(self, entry: Entry) -> str:
        """All texts of a row in small letters, to search in; put together once for as long as they stay."""
        if entry.words is None:
            node = self._node(entry.id)
            texts = [self._plain_text(entry, node, column) for column in self.columns] if node else []
            entry.words = " ".join(texts).casefold()
        return entry.words

    # --- Qt's questions -----------------------------------------------------------------------------------------------

    def columnCount(self, _parent: Index = _TOP) -> int:
        return len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return column.head
        if role == _Role.TextAlignmentRole and column.kind == "weight":
            return _CENTRE | Qt.TextFlag.TextWordWrap
        return plain_tip(column.tip or column.head) if role == _Role.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.internalId() & OF_INDICATOR:  # Qt asks it of every row, twice each time it lays them out
            return LEAF
        entry = self._entries.by_number.get(index.internalId())
        if entry is None or entry.parent is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        return NAMED if index.column() == 0 else ABOVE

    def editable(self, index: Index) -> bool:
        """True where the cell holds a value of the dossier: any of a 三级指标, the name of the others."""
        return index.column() == 0 or self._entry(index).level == INDICATOR

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        answer = self._texts.get(role)
        if answer is None or not index.isValid():
            return None
        entry = self._entry(index)
        node = self._node(entry.id)
        return answer(entry, node, self.columns[index.column()]) if node is not None else None

    def _plain_text(self, _entry: Entry, node: Level, column: Column) -> str:
        if isinstance(node, Indicator):
            return column.text(node)
        return node.name if column.kind == "name" else ""

    def _display(self, entry: Entry, node: Level, column: Column) -> str:
        draft = self._draft(entry, column)
        text = draft.text if draft else self._plain_text(entry, node, column)
        if column.kind == "name":
            return text.replace("\n", " ") or UNNAMED
        if column.kind == "weight" and entry.level < INDICATOR:
            return self._subtotal(entry)
        text = text or self._offered_text(entry, column)
        return text.replace("\n", " ")

    def _offered_text(self, entry: Entry, column: Column) -> str:
        """What stands in grey where the row says nothing, until it is accepted."""
        like = self._session.likeness.of(entry.id)
        return column.text(like) if like and column.kind != "name" else ""

    def _is_offered(self, entry: Entry, node: Level, column: Column) -> bool:
        """What the cell shows is no value yet."""
        return not self._plain_text(entry, node, column) and bool(self._offered_text(entry, column))

    def _subtotal(self, entry: Entry) -> str:
        total = self._total(entry)
        return f"{SUBTOTAL}{short(total)}" if total is not None else ""

    def _total(self, entry: Entry) -> Decimal | None:
        """The weights under a row, None where none is filled in."""
        if entry.level == INDICATOR:
            node = self._node(entry.id)
            return node.weight if isinstance(node, Indicator) else None
        if entry.total is None:
            found = [weight for child in entry.children if (weight := self._total(child)) is not None]
            entry.total = sum(found, Decimal(0)) if found else Decimal("NaN")
        return None if entry.total.is_nan() else entry.total

    def _path(self, entry: Entry, column: Column) -> str:
        return (column if entry.level == INDICATOR else NAME).path(entry.id)

    def _tip(self, entry: Entry, node: Level, column: Column) -> str:
        mark = self.marks.get(entry.id)
        text = self._plain_text(entry, node, column)
        shown = text if len(text) > 8 else ""
        draft = self._draft(entry, column)
        then = self._session.since.words(self._then(entry, column))
        said = self._session.comments.words(self._path(entry, column))
        proof = words_of(self._session, entry.id) if column.kind == "name" else ""
        parts = (draft.why if draft else "", shown, mark.text if mark else "", then, said, proof)
        return "\n".join(part for part in parts if part)

    def _then(self, entry: Entry, column: Column) -> str:
        """The path under which last year's value is known; a value in several columns shows it in one of them."""
        own = entry.level == INDICATOR and column.kind not in ("comparison", "unit", "nature")
        return self._path(entry, column) if own else ""

    def unseen(self, entry: Entry) -> bool:
        """A value of the row is as last year, and nobody has looked at it."""
        return self._session.since.unseen(entry.id)

    def _draft(self, entry: Entry, column: Column) -> Draft | None:
        """What is typed in a cell and is no value."""
        return self._session.drafts.get(self._path(entry, column)) if entry.level == INDICATOR else None

    def _on_draft(self, path: str) -> None:
        node_id, _, field = path.partition(".")
        entry = self._entries.by_id.get(node_id)
        if entry is not None:
            self._tell_value(entry, field)

    def _sign(self, entry: Entry, _node: Level, column: Column) -> Any:
        mark = self.marks.get(entry.id) if column.kind == "name" else None
        return severity_icon(mark.severity) if mark else None

    def _alignment(self, _entry: Entry, _node: Level, column: Column) -> Any:
        return _CENTRE if column.kind == "weight" else None

    def _font(self, entry: Entry, _node: Level, _column: Column) -> Any:
        return self._bold if entry.level == DIMENSION else None

    def _colour(self, entry: Entry, node: Level, column: Column) -> Any:
        above = entry.level < INDICATOR
        faint = not node.name if column.kind == "name" else above or self._is_offered(entry, node, column)
        return colours().muted if faint else None

    def _spoken(self, entry: Entry, node: Level, column: Column) -> str:
        text = self._display(entry, node, column)
        if column.kind != "name":
            severity = self._cell_mark(entry, node, column)
            offered = NOT_YET if self._is_offered(entry, node, column) else ""
            said = f"{column.head} {text or '空'}{offered}" + (f"，{SEVERITIES[severity]}" if severity else "")
        else:
            mark = self.marks.get(entry.id)
            said = f"{LEVEL_WORDS[entry.level]} {text}" + (f"，{mark.word}" if mark else "")
        said += "，未核对" if self._session.since.unseen(self._then(entry, column)) else ""
        return said + ("，有批注" if self._session.comments.state(self._path(entry, column)) else "")

    def _cell_mark(self, entry: Entry, _node: Level, column: Column) -> Severity | None:
        if self._draft(entry, column):
            return "error"
        mark = self.marks.get(entry.id)
        return mark.of_field(column.field.partition(".")[0]) if mark else None

    # --- hearing of changes -------------------------------------------------------------------------------------------

    def _on_changed(self, touched: Touched) -> None:
        reshaped = {"dossier.year", f"{self._sheet.form}.template", f"{self.goal_id}.period"} & touched.paths
        goal = self.goal
        if bool(self.root.id) != (goal is not None) or reshaped or self._drawn_otherwise(goal):
            self.show_goal(self.goal_id)
            return
        came = self._sync([entry for parent, _ in touched.lists if (entry := self._entries.find(parent))])
        self._widen(touched, came)
        weighed = []
        for path in touched.paths:
            node_id, _, field = path.partition(".")
            entry = self._entries.by_id.get(node_id)
            if entry is not None:
                self._tell_value(entry, field)
                weighed += [entry] if field == "weight" else []
            elif field.partition(".")[0] in SINCE:
                self._tell_looked_at(field.partition(".")[2])
        self.tell_totals(weighed)

    def _tell_looked_at(self, node: str) -> None:
        """One row, or all of them, have been looked at (or not)."""
        entry = self._entries.by_id.get(node)
        self._tell_rows([entry] if entry is not None else [] if node else list(self.root.walk()), SINCE_ROLES)

    def _on_likeness(self, node_id: str) -> None:
        """Other words are offered for a row."""
        if (entry := self._entries.by_id.get(node_id)) is not None:
            self._tell_rows([entry], [])

    def _on_said(self, places: frozenset[str]) -> None:
        """Other things are said of these values."""
        rows = {place.partition(".")[0] for place in places}
        self._tell_rows([entry for one in rows if (entry := self._entries.by_id.get(one)) is not None], SAID_ROLES)

    def _tell_value(self, entry: Entry, field: str) -> None:
        entry.words = None
        for number, column in enumerate(self.columns):
            if column.concerns(field):
                index = self._index(entry, number)
                self.dataChanged.emit(index, index)

    def tell_totals(self, entries: Iterable[Entry]) -> None:
        """The subtotals over these entries are others; each is told once, however many weights are."""
        over: dict[int, Entry] = {}
        for entry in entries:
            entry.forget_total()
            above = entry if entry.level < INDICATOR else entry.parent
            while above is not None and above.parent is not None and above.number not in over:
                over[above.number] = above
                above = above.parent
        number = self.column_of("weight")
        for above in over.values() if number else ():
            index = self._index(above, number)
            self.dataChanged.emit(index, index)

    # --- findings -----------------------------------------------------------------------------------------------------

    def _found_marks(self, known: Mapping[str, Mark]) -> dict[str, Mark]:
        """The marks of this form's nodes."""
        own = (finding for finding in self._session.findings if finding.is_about(self._sheet))
        return marks_by(own, lambda finding: finding.where.partition(".")[0], known)

    def _on_findings(self) -> None:
        old = self.marks
        fresh = self._found_marks(old)
        self.marks = fresh
        others = (node_id for node_id in fresh.keys() | old.keys() if fresh.get(node_id) is not old.get(node_id))
        marked = (entry for node_id in others if (entry := self._entries.by_id.get(node_id)) is not None)
        self._tell_rows(marked, MARKED)

    def _tell_rows(self, entries: Iterable[Entry], roles: list[int]) -> None:
        """One word for all rows of a list: a thousand words would take longer than painting what is in sight."""
        by_parent: dict[int, list[Entry]] = {}
        for entry in entries:
            by_parent.setdefault(entry.parent.number if entry.parent else -1, []).append(entry)
        last = len(self.columns) - 1
        for group in by_parent.values():
            group.sort(key=lambda entry: entry.row)
            self.dataChanged.emit(self._index(group[0]), self._index(group[-1], last), roles)

    # --- drag and drop ------------------------------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [transfer.MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = tops(self._session.editor, (self.node_id(index) for index in indexes))
        return transfer.mime_of(self._session, ids, self.columns)

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        return not self.drop_problem(data, action, row, parent)

    def drop_problem(self, data: QMimeData, action: Qt.DropAction, row: int, parent: Index) -> str:
        """Why this cannot be dropped here, in a sentence; empty where it can."""
        if action not in (Qt.DropAction.MoveAction, Qt.DropAction.CopyAction):
            return "这里只能移动或复制指标"
        return self.check_drop(data, self.node_id(parent), row, action == Qt.DropAction.MoveAction)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Hands over what is dropped. False, so that no view removes rows by itself: the change has moved them."""
        if self.drop is not None and self.canDropMimeData(data, action, row, column, parent):
            self.drop(data, self.node_id(parent), row, action == Qt.DropAction.MoveAction)
        return False
