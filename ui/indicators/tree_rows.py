"""The rows of a goal's tree and where they stand: what Qt asks of places, and changes told to it move by move."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex

from models.edits import EditError
from models.goals import Indicator
from ui.indicators.columns import NAME, Column
from ui.indicators.entries import INDICATOR, Entries, Entry, Level, children_of
from ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
NEAR = 20  # rows that a move may pass without all of the tree being laid out again


class TreeRows(QAbstractItemModel):
    """The places of 一级, 二级 and 三级指标. What stands in their cells is said by the model made of it."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._entries = Entries()
        self.columns: tuple[Column, ...] = (NAME,)
        self._came: list[Entry] = []
        self.places_stay: Callable[[], bool] = lambda: False
        """Whether whoever shows the rows needs their new contents alone when one changes places with its neighbours."""
        self._offer: Indicator | None = None

    def tell_totals(self, entries: Iterable[Entry]) -> None:
        """The rows under these are others, and so are their sums."""
        raise NotImplementedError

    def _node(self, node_id: str) -> Any:
        try:
            return self._session.editor.node(node_id)
        except EditError:
            return self._offer if self._offer and node_id == self._offer.id else None

    def _entry(self, index: Index) -> Entry:
        return self._entries.by_number.get(index.internalId(), self.root)

    @property
    def root(self) -> Entry:
        """The entry over all rows: the goal's own."""
        return self._entries.root

    def _index(self, entry: Entry | None, column: int = 0) -> QModelIndex:
        if entry is None or entry.parent is None:
            return QModelIndex()
        return self.createIndex(entry.row, column, entry.number)

    def node_id(self, index: Index) -> str:
        """Id of the node of a row; the goal's own for no row."""
        return self._entry(index).id

    def level(self, index: Index) -> int:
        """0 for 一级, 1 for 二级, 2 for 三级, -1 for none."""
        return self._entry(index).level

    def index_of(self, node_id: str, column: int = 0) -> QModelIndex:
        """Where a node is shown; invalid where it is not."""
        return self._index(self._entries.find(node_id), column)

    def rows(self) -> Iterable[str]:
        """The ids of all rows, from top to bottom."""
        return (entry.id for entry in self.root.walk())

    def index(self, row: int, column: int, parent: Index = _TOP) -> QModelIndex:
        above = self._entries.by_number.get(parent.internalId())  # no call more than need be: Qt asks very often
        if above is None or parent.column() > 0:
            return QModelIndex()
        if not (0 <= row < len(above.children) and 0 <= column < len(self.columns)):
            return QModelIndex()
        return self.createIndex(row, column, above.children[row].number)

    def parent(self, index: Index = _TOP) -> QModelIndex:  # type: ignore[override]
        return self._index(self._entry(index).parent) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = _TOP) -> int:
        return len(self.entries_under(parent))

    def hasChildren(self, parent: Index = _TOP) -> bool:
        return bool(self.entries_under(parent))

    def entries_under(self, parent: Index) -> list[Entry]:
        """The rows under an index of the first column."""
        entry = self._entries.by_number.get(parent.internalId()) if parent.column() <= 0 else None
        return entry.children if entry is not None else []

    # --- a row that the dossier does not have -------------------------------------------------------------------------

    def offer(self, category: str, row: int) -> str:
        """Shows an empty 三级指标 that is in no dossier, under that 二级指标; its id."""
        above, node = self._entries.by_id[category], Indicator()
        self._offer = node
        self.beginInsertRows(self._index(above), row, row)
        above.children.insert(row, self._entries.made(node, above))
        above.renumber(row)
        self.endInsertRows()
        return node.id

    @property
    def offered(self) -> str:
        """The id of the row that is offered yet; empty where none is."""
        node_id = self._offer.id if self._offer else ""
        return node_id if node_id in self._entries.by_id and node_id not in self._session.editor else ""

    def place_of_offer(self) -> tuple[str, int]:
        """Where the row that is offered would stand in the dossier: the list's owner, and the place in it."""
        entry = self._entries.by_id[self.offered]
        assert entry.parent is not None
        return entry.parent.id, entry.row

    def withdraw(self) -> None:
        """Shows it no more."""
        entry = self._entries.by_id.get(self.offered)
        if entry is not None and entry.parent is not None:
            self._remove(entry.parent, entry.row, entry.row + 1)

    # --- hearing of changes -------------------------------------------------------------------------------------------

    def _sync(self, parents: Sequence[Entry]) -> list[Entry]:
        """Makes the lists of these entries what they are in the dossier, told move by move. Returns what came in."""
        self._came = []
        for parent in parents:
            if self._shown(parent):
                self._drop_gone(parent)
        for parent in sorted(parents, key=lambda entry: (entry.level, not self._gains(entry))):
            if self._shown(parent):
                self._arrange(parent)
                self.tell_totals([parent])
        return self._came

    def _shown(self, entry: Entry) -> bool:
        """It has not left the tree with a row over it."""
        return self._entries.find(entry.id) is entry

    def _gains(self, parent: Entry) -> bool:
        """Something moved into this list: it takes its rows before those that lose them close ranks."""
        found = (self._entries.by_id.get(node.id) for node in children_of(self._node(parent.id)))
        return any(entry is not None and entry.parent is not parent for entry in found)

    def _drop_gone(self, parent: Entry) -> None:
        """Takes out the children that are gone, or went under a row that the tree does not have (yet)."""
        own = {node.id for node in children_of(self._node(parent.id))}
        stays = [entry.id in own or self._stays(entry) for entry in parent.children]
        row = len(parent.children)
        while row > 0:
            last = row
            while row > 0 and not stays[row - 1]:
                row -= 1
            if row < last:
                self._remove(parent, row, last)
            row -= 1

    def _stays(self, entry: Entry) -> bool:
        editor, above = self._session.editor, entry.id
        while above in editor and above != self.root.id:
            above = editor.parent(above)[0]
            if self._entries.find(above) is None:
                return False
        return above in editor

    def _remove(self, parent: Entry, start: int, stop: int) -> None:
        self.beginRemoveRows(self._index(parent), start, stop - 1)
        for entry in parent.children[start:stop]:
            self._entries.drop(entry)
        del parent.children[start:stop]
        parent.renumber(start)
        self.endRemoveRows()

    def _arrange(self, parent: Entry) -> None:
        """Puts every child of a list where it stands in the dossier."""
        wanted = children_of(self._node(parent.id))
        position = {node.id: row for row, node in enumerate(wanted)}
        row = 0
        while row < len(wanted):
            here = parent.children[row] if row < len(parent.children) else None
            if here is not None and here.id == wanted[row].id:
                row += 1
            elif wanted[row].id not in self._entries.by_id:
                row = self._insert_run(parent, wanted, row)
            elif here is not None and self._next_is(parent, row, wanted[row].id) and position.get(here.id, -1) > row:
                self._move(here, parent, min(position[here.id] + 1, len(parent.children)))
            else:
                self._move(self._entries.by_id[wanted[row].id], parent, row)
                row += 1

    def _next_is(self, parent: Entry, row: int, node_id: str) -> bool:
        return row + 1 < len(parent.children) and parent.children[row + 1].id == node_id

    def _insert_run(self, parent: Entry, wanted: Sequence[Level], row: int) -> int:
        """Shows the new nodes that stand one after the other from ``row`` on; returns where they end."""
        stop = row
        while stop < len(wanted) and wanted[stop].id not in self._entries.by_id:
            stop += 1
        for node in wanted[row:stop]:
            self._take_from_elsewhere(node)
        self.beginInsertRows(self._index(parent), row, stop - 1)
        fresh = [self._entries.made(node, parent) for node in wanted[row:stop]]
        parent.children[row:row] = fresh
        self._came += fresh
        parent.renumber(row)
        self.endInsertRows()
        return stop

    def _take_from_elsewhere(self, node: Level) -> None:
        """What now stands under a new node may still be shown at its old place."""
        for child in children_of(node):
            entry = self._entries.by_id.get(child.id)
            if entry is not None and entry.parent is not None:
                self._remove(entry.parent, entry.row, entry.row + 1)
            self._take_from_elsewhere(child)

    def _move(self, entry: Entry, target: Entry, row: int) -> None:
        """Moves one row; ``row`` counts the target's rows as they are before, as Qt does."""
        source = entry.parent
        assert source is not None
        old = entry.row
        if source is target and row in (old, old + 1):
            return
        if source is target and entry.level == INDICATOR and abs(row - old) <= NEAR and self.places_stay():
            self._turn(source, old, row - (old < row))
            return
        self.beginMoveRows(self._index(source), old, old, self._index(target), row)
        source.children.pop(old)
        target.children.insert(row - (source is target and old < row), entry)
        entry.parent = target
        source.renumber()
        target.renumber()
        self.endMoveRows()
        source.forget_total()

    def _turn(self, parent: Entry, old: int, new: int) -> None:
        """Moves one 三级指标 among its siblings: the places keep their numbers, so that none is laid out again."""
        first, last = min(old, new), max(old, new)
        numbers = [entry.number for entry in parent.children[first : last + 1]]
        parent.children.insert(new, parent.children.pop(old))
        parent.renumber(first)
        known = self.persistentIndexList()
        held = [(one, self._entry(one)) for one in known if first <= one.row() <= last and self._is_under(one, parent)]
        for entry, number in zip(parent.children[first : last + 1], numbers, strict=True):
            entry.number = number
            self._entries.by_number[number] = entry
        places = [self._index(entry, one.column()) for one, entry in held]
        self.changePersistentIndexList([one for one, _ in held], places)
        width = len(self.columns) - 1
        self.dataChanged.emit(self.index_of(parent.children[first].id), self.index_of(parent.children[last].id, width))
        parent.forget_total()

    def _is_under(self, index: Index, parent: Entry) -> bool:
        return self._entry(index).parent is parent
