"""Tables of values as in Excel: every cell is a value of the dossier, rows can be added, removed, copied and pasted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from models.edits import NOTHING, Batch, Change, Insert, Move, Remove
from models.entry import NOT_A_NUMBER, meant, put, typed_where_it_fits
from models.fields import entries, list_place
from models.paths import printed
from models.python import regex
from models.rules.finding import Finding
from models.target import WHOLE
from models.touched import Touched
from models.values import Node, plain
from ui.controls.calendar import WORD
from ui.controls.marks import Mark, marks_by
from ui.controls.plain import plain_tip
from ui.form.drawing import Column
from ui.session.session import Session
from ui.session.writing import new_row_place

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
DAYS = f"{WORD}：Alt+↓"
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_NUMBER = regex(r"^(其中[:：])?([一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]、?|\d+[.．、])?")


class Computed(NamedTuple):
    """A column that shows what is worked out from its row, and cannot be typed into."""

    title: str
    width: float
    text: Callable[[str], str]
    """The row's prefix → what is shown."""


AnyColumn = Column | Computed


class FixedRows:
    """Rows that are always there, such as the sources of income."""

    grows = False

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        self._rows = list(rows)

    def prefixes(self) -> list[str]:
        return [prefix for prefix, _ in self._rows]

    def label(self, row: int) -> str:
        return self._rows[row][1]

    def touched_by(self, touched: Touched) -> bool:  # noqa: ARG002 (fixed rows are always the same)
        return False


class ListRows:
    """The entries of a list of the dossier."""

    grows = True

    def __init__(self, session: Session, parent: str, of: str, make: Callable[[], Node]) -> None:
        self._session, self.parent, self.of, self.make = session, parent, of, make
        self.field = list_place(of)

    def prefixes(self) -> list[str]:
        there = self.parent in self._session.editor
        return [entry.id for entry in entries(self._session.editor.node(self.parent), self.of)] if there else []

    def insert(self, row: int, entry: Node) -> Insert:
        """Puts an entry before the row-th of this list, which may share its place with another list."""
        own = self.prefixes()
        behind = self._position(own[-1]) + 1 + row - len(own) if own else row
        place = self._position(own[row]) if row < len(own) else behind
        return Insert(self.parent, self.field, place, entry)

    def move(self, row: int, target: int) -> Move:
        """Moves an entry to where the target-th is."""
        own = self.prefixes()
        return Move(own[row], self.parent, self.field, self._position(own[target]))

    def _position(self, entry: str) -> int:
        return self._session.editor.parent(entry)[2]

    def label(self, row: int) -> str:
        return str(row + 1)

    def touched_by(self, touched: Touched) -> bool:
        return (self.parent, self.field) in touched.lists


@dataclass
class _Written:
    """What a block of texts does: sentences on what is wrong, changes, and what of it is no value by its path."""

    wrong: list[str]
    changes: list[Change] = field(default_factory=list)
    cells: dict[str, tuple[str, str] | None] = field(default_factory=dict)


class ValueTable(QAbstractTableModel):
    """The table's cells. A list has one blank row more, to type the next entry into."""

    def __init__(self, session: Session, columns: Sequence[AnyColumn], rows: FixedRows | ListRows) -> None:
        super().__init__()
        self.session, self.columns, self.rows = session, tuple(columns), rows
        self._prefixes = rows.prefixes()
        self._marks: dict[str, Mark] = {}
        session.drafts.changed.connect(self._on_draft)
        session.comments.changed.connect(self._on_said)

    # --- shape --------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._prefixes) + self.rows.grows

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def path(self, row: int, column: int) -> str:
        """The path of a cell; empty for a computed one and in the blank row."""
        one = self.columns[column]
        return f"{self._prefixes[row]}.{one.field}" if row < len(self._prefixes) and isinstance(one, Column) else ""

    def place_of_text(self, row: int, column: int) -> str:
        """Where what is typed in a cell belongs: its path; of the blank row the list and the field."""
        one = self.columns[column]
        if row < len(self._prefixes) or not isinstance(self.rows, ListRows) or not isinstance(one, Column):
            return self.path(row, column)
        return new_row_place(self.rows.parent, [self.rows.of], one.field)

    def place(self, path: str) -> tuple[int, int] | None:
        """Row and column of a value; the row's first column where only the entry is named."""
        for row, prefix in enumerate(self._prefixes):
            if path == prefix or path.startswith(prefix + "."):
                field = path[len(prefix) + 1 :]
                fields = [one.field if isinstance(one, Column) else "" for one in self.columns]
                return row, fields.index(field) if field in fields else 0
        return None

    # --- reading ------------------------------------------------------------------------------------------------------

    def text(self, row: int, column: int) -> str:
        """What a cell shows."""
        one = self.columns[column]
        if row >= len(self._prefixes):
            return ""
        if isinstance(one, Computed):
            return one.text(self._prefixes[row])
        path = self.path(row, column)
        draft = self.session.drafts.get(path)
        return draft.text if draft else printed(self.session.value(path))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._said(row, column))
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._said(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, column)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        one = self.columns[column]
        number = isinstance(one, Computed) or one.kind == "amount"
        return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft)

    def place_words(self, row: int, column: int) -> str:
        """Where a cell is, in words: its row and the head of its column."""
        label = self.rows.label(row) if row < len(self._prefixes) else "新的一行"
        return f"{f'第 {label} 行' if label.isdigit() else label} {self.columns[column].title.replace(chr(10), '')}"

    def _spoken(self, row: int, column: int) -> str:
        said = self._said(row, column)
        return f"{self.place_words(row, column)}：{self.text(row, column) or '空'}" + (f"；{said}" if said else "")

    def _said(self, row: int, column: int) -> str:
        """Why what is typed in a cell is not taken; else its findings."""
        path = self.path(row, column)
        draft, mark = self.session.drafts.get(path), self._marks.get(path)
        problem = draft.why if draft else mark.text if mark else ""
        days = DAYS if self.is_day(column) else ""
        parts = (problem, self.session.since.words(path), self.session.comments.words(path), days)
        return "\n".join(part for part in parts if part)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self._alignment(section)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.columns[section].title
        if role == Qt.ItemDataRole.AccessibleTextRole and section >= len(self._prefixes):
            return "新的一行"
        return self.rows.label(section) if section < len(self._prefixes) else "＋"

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = isinstance(self.columns[index.column()], Column)
        return _FLAGS | Qt.ItemFlag.ItemIsEditable if editable else _FLAGS

    def severity(self, row: int, column: int) -> str:
        """The level of the gravest finding in a cell."""
        path = self.path(row, column)
        mark = self._marks.get(path)
        return "error" if self.session.drafts.get(path) else mark.severity if mark else ""

    def unseen(self, row: int, column: int) -> bool:
        """True where a cell is as last year, and nobody has looked at it."""
        path = self.path(row, column)
        return bool(path) and self.session.since.unseen(path)

    def said(self, row: int, column: int) -> str:
        """Whether something is said of a cell: ``open``, ``done`` or nothing."""
        return self.session.comments.state(self.path(row, column))

    def mark(self, findings: Iterable[Finding]) -> None:
        """Sets the findings shown."""
        own = marks_by(findings, lambda finding: finding.where if self.place(finding.where) else None)
        if own != self._marks:
            self._marks = own
            self._tell_all()

    # --- writing ------------------------------------------------------------------------------------------------------

    def is_day(self, column: int) -> bool:
        """The template asks for a day there."""
        asked = self.columns[column] if 0 <= column < len(self.columns) else None
        return isinstance(asked, Column) and asked.day

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.text(index.row(), index.column()):
            return False
        column = self.columns[index.column()]
        if isinstance(column, Column) and not _fits(column, str(value)):
            return self._keep_back(index.row(), column, str(value))
        return self.write(index.row(), index.column(), [[str(value)]], "")

    def _keep_back(self, row: int, column: Column, text: str) -> bool:
        """What was typed is no value: it stays in its cell (of a new row where there was none), and the value too."""
        if row < len(self._prefixes):
            prefix = self._prefixes[row]
        elif isinstance(self.rows, ListRows):
            fresh = self.rows.make()
            self.session.apply(self.rows.insert(row, fresh))
            prefix = fresh.id
        path = f"{prefix}.{column.field}"
        self.session.drafts.keep(path, text, NOT_A_NUMBER)
        self.session.tell_draft(path)
        return True

    def write(self, row: int, column: int, block: Sequence[Sequence[str]], word: str) -> bool:
        """Writes texts into a rectangle of cells as one step; what goes beyond a list's end becomes new rows."""
        return self._write(range(row, row + len(block)), column, block, word, [])

    def paste(self, row: int, column: int, block: Sequence[Sequence[str]], word: str) -> bool:
        """As ``write``; but lines that bring the names of fixed rows along go into the rows of those names."""
        rows = {bare(self.rows.label(n)): n for n in range(len(self._prefixes))} if not self.rows.grows else {}
        found = [(rows.get(bare(texts[0])), texts) for texts in block if texts and texts[0].strip()]
        named = [(place, texts[1:]) for place, texts in found if place is not None]
        if not named:
            return self.write(row, column, block, word)
        unknown = [f"表中没有“{texts[0][:20]}”这一行，没有写入" for place, texts in found if place is None]
        return self._write([place for place, _ in named], column, [texts for _, texts in named], word, unknown)

    def _write(
        self, rows: Sequence[int], column: int, block: Sequence[Sequence[str]], word: str, wrong: list[str]
    ) -> bool:
        """Writes each line of a block into its row; what is no value stays in its cell, what is ``wrong`` is told."""
        written = _Written(wrong)
        for row, texts in zip(rows, block, strict=True):
            self._write_row(row, self._texts(column, texts), written)
        told = "；".join(wrong[:3]) + ("……" if len(wrong) > 3 else "")
        if told:
            self.session.refused.emit(told)
        changes = tuple(written.changes)
        change = changes[0] if len(changes) == 1 else Batch(changes, word or "修改表格") if changes else NOTHING
        return self.session.paste(change, written.cells, told) and bool(changes)

    def _texts(self, column: int, texts: Sequence[str]) -> dict[Column, str]:
        """The texts of a row by the columns that take them."""
        pairs = zip(self.columns[column:], texts, strict=False)
        return {one: text for one, text in pairs if isinstance(one, Column)}

    def _write_row(self, row: int, texts: dict[Column, str], written: _Written) -> None:
        """What a row's texts do; one that is no value stays in its cell, of a new row too."""
        fresh = self.rows.make() if isinstance(self.rows, ListRows) and row >= len(self._prefixes) else None
        prefix = fresh.id if fresh else self._prefixes[row]
        node_id, _, way = prefix.partition(".")
        part = fresh or self.session.editor.node(node_id)
        names = {f"{way}.{one.field}".removeprefix("."): one for one in texts}
        changes, refused = typed_where_it_fits(part, {name: texts[one] for name, one in names.items()}, WHOLE)
        for name, one in names.items():
            written.cells[f"{prefix}.{one.field}"] = (texts[one], NOT_A_NUMBER) if name in refused else None
            if name in refused:
                said = f"第 {row + 1} 行“{one.title}”要写数字，“{texts[one][:20]}”留在格里，没有存进去"
                written.wrong.append(said)
        if fresh is None or not isinstance(self.rows, ListRows):
            written.changes += changes
        elif changes or refused:
            put(fresh, changes)
            place = len(self._prefixes) + len([one for one in written.changes if isinstance(one, Insert)])
            written.changes.append(self.rows.insert(place, fresh))

    def add_row(self, row: int) -> None:
        """Puts a blank entry before that row."""
        if isinstance(self.rows, ListRows):
            place = min(row, len(self._prefixes))
            self.session.apply(self.rows.insert(place, self.rows.make()))

    def remove_rows(self, rows: Sequence[int]) -> None:
        """Takes entries out."""
        changes = tuple(Remove(self._prefixes[row]) for row in rows if row < len(self._prefixes))
        if changes and isinstance(self.rows, ListRows):
            self.session.apply(changes[0] if len(changes) == 1 else Batch(changes, f"删除 {len(changes)} 行"))

    def move_row(self, row: int, by: int) -> bool:
        """Moves an entry up or down."""
        target = row + by
        if not isinstance(self.rows, ListRows) or not 0 <= target < len(self._prefixes) or row >= len(self._prefixes):
            return False
        return self.session.apply(self.rows.move(row, target))

    # --- hearing of changes -------------------------------------------------------------------------------------------

    def hear(self, touched: Touched) -> None:
        """Shows what a change touched."""
        if self.rows.touched_by(touched):
            self._take(self.rows.prefixes())
        elif touched.paths:
            self._tell_all()

    def _take(self, prefixes: list[str]) -> None:
        """Other rows. Entries that came in at the end leave the view, and an editor open in it, where they are."""
        known = len(self._prefixes)
        if len(prefixes) > known and prefixes[:known] == self._prefixes:
            self.beginInsertRows(NOWHERE, known + 1, len(prefixes))  # the blank row becomes the first of them
            self._prefixes = prefixes
            self.endInsertRows()
            self._tell_all()
        else:
            self.beginResetModel()
            self._prefixes = prefixes
            self.endResetModel()

    def _tell_all(self) -> None:
        if self._prefixes:
            last = self.index(self.rowCount() - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _on_draft(self, path: str) -> None:
        if self.place(path):
            self._tell_all()

    def _on_said(self, places: frozenset[str]) -> None:
        if any(self.place(one) for one in places):
            self._tell_all()

    def sum(self, field: str) -> str:
        """The sum of a column of amounts, empty where none is filled in."""
        values = [read_amount(self.session.value(f"{prefix}.{field}")) for prefix in self._prefixes]
        known = [value for value in values if value is not None]
        return plain(sum(known, Decimal(0))) if known else ""


def _fits(column: Column, text: str) -> bool:
    try:
        meant(column.kind, text)
    except ValueError:
        return False
    return True


def bare(name: str) -> str:
    """The name of a line without its number, 其中 and blanks: （一）一般公共预算 and 一般公共预算 are the same line."""
    return _NUMBER.sub("", re.sub(r"\s+", "", name))


def read_amount(value: Any) -> Decimal | None:
    """The value if it is an amount."""
    return value if isinstance(value, Decimal) else None
