"""The tree's own picture of a goal: ids in their places, so that a change can be told row by row. No Qt, no nodes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count

from models.goals import Category, Dimension, Goal, Indicator

LISTS = ("dimensions", "categories", "indicators")
"""The list of children of a goal, a 一级 and a 二级."""
DIMENSION, CATEGORY, INDICATOR = 0, 1, 2
OF_INDICATOR = 1
"""The bit of its number that tells of a row, without a look for it, that it is a 三级指标."""
LEVEL_WORDS = ("一级指标", "二级指标", "三级指标")

Level = Dimension | Category | Indicator


class Entry:
    """One row: the id of its node, the number of its place (never used again), ``row``: its place among its siblings.

    ``total`` is the weight under it, None while nobody has added it up.
    """

    __slots__ = ("children", "id", "level", "number", "parent", "row", "total", "words")

    def __init__(self, number: int, node_id: str, level: int, parent: Entry | None) -> None:
        self.number, self.id, self.level, self.parent = number, node_id, level, parent
        self.row = 0
        self.children: list[Entry] = []
        self.total: Decimal | None = None
        self.words: str | None = None

    def renumber(self, start: int = 0) -> None:
        """Tells the children their places again, from ``start`` on."""
        for row in range(start, len(self.children)):
            self.children[row].row = row

    def forget_total(self) -> None:
        """The weights under it are others now."""
        entry: Entry | None = self
        while entry is not None:
            entry.total = None
            entry = entry.parent

    def walk(self) -> Iterator[Entry]:
        """Everything under it, parents first."""
        for child in self.children:
            yield child
            yield from child.walk()


class Entries:
    """All entries of one goal, by id and by number; ``root`` stands for the goal itself."""

    def __init__(self) -> None:
        self._numbers = count(2, 2)
        self.by_id: dict[str, Entry] = {}
        self.root = Entry(0, "", -1, None)
        self.by_number: dict[int, Entry] = {0: self.root}

    def fill(self, goal: Goal | None) -> None:
        """Begins anew with another goal, or with nothing."""
        self.by_id.clear()
        self.root = Entry(0, goal.id if goal else "", -1, None)
        self.by_number = {0: self.root}  # Qt's index of no row has the number 0
        for node in children_of(goal):
            self.root.children.append(self.made(node, self.root))
        self.root.renumber()

    def made(self, node: Level, parent: Entry) -> Entry:
        """Entries for a node and all under it, not yet among the parent's children."""
        number, level = next(self._numbers), parent.level + 1
        entry = Entry(number | OF_INDICATOR if level == INDICATOR else number, node.id, level, parent)
        self.by_id[node.id] = entry
        self.by_number[entry.number] = entry
        entry.children = [self.made(child, entry) for child in children_of(node)]
        entry.renumber()
        return entry

    def drop(self, entry: Entry) -> None:
        """Forgets an entry and all under it."""
        for gone in (entry, *entry.walk()):
            self.by_id.pop(gone.id, None)
            self.by_number.pop(gone.number, None)

    def find(self, node_id: str) -> Entry | None:
        """The entry of a node, the root for the goal itself; None where the tree does not show it."""
        return self.root if node_id and node_id == self.root.id else self.by_id.get(node_id)


def children_of(node: Goal | Level | None) -> list[Dimension] | list[Category] | list[Indicator]:
    """What stands under a node."""
    match node:
        case Goal():
            return node.dimensions
        case Dimension():
            return node.categories
        case Category():
            return node.indicators
    return []


def indicators_under(node: Goal | Level) -> Iterator[Indicator]:
    """Every 三级指标 under a node, or itself."""
    if isinstance(node, Indicator):
        yield node
    for child in children_of(node):
        yield from indicators_under(child)
