"""Which node of one list is which of another: by what it is called, by its id, by likeness, by its place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from models.dossier import (
    Attachment,
    BudgetProject,
    BudgetPurchase,
    Comment,
    EconomyLine,
    FunctionLine,
    Prose,
    Silence,
)
from models.forms import BaseForm, CostItem, DepartmentForm, Measure, OwnRow, ProjectForm, ProjectLine, Purchase, Task
from models.goals import Category, Dimension, Goal, Indicator
from models.values import Node

_NAMES: dict[type[Node], tuple[tuple[str, ...], ...]] = {
    DepartmentForm: (("unit_code", "name"), ("name",)),
    ProjectForm: (("code", "name"), ("code",), ("name",)),
    Goal: (("period", "label"),),
    Dimension: (("name",),),
    Category: (("name",),),
    Indicator: (("name", "target"), ("name",)),
    CostItem: (("content",),),
    Purchase: (("name",),),
    Task: (("name",),),
    ProjectLine: (("name",),),
    Measure: (("title",), ("text",)),
    FunctionLine: (("code", "name"), ("code",), ("name",)),
    EconomyLine: (("code", "name"), ("code",), ("name",)),
    BudgetProject: (("code", "name"), ("code",), ("name",)),
    BudgetPurchase: (("project", "item", "unit_name"), ("project", "item"), ("project",)),
    OwnRow: (("of", "extra"),),
    Silence: (("where", "code"),),
    Prose: (("text",),),
    Comment: (("where", "text"), ("where",), ("text",)),
    Attachment: (("where", "path"), ("path",)),
}
"""Kind of node → the fields that together say which one it is, the surest first."""

_ALIKE = 60
_AROUND = 40  # entries on either side among which a name that is nearly the same is looked for
_LONGEST = 200  # characters of a name that tell one from another
Key = Callable[[Node], Hashable | None]


class Pair(NamedTuple):
    """A node of the old list and the same one in the new."""

    old: Any
    new: Any


class Matched(NamedTuple):
    """What belongs together, in the order of the old list, and what is in one of the lists only."""

    pairs: list[Pair]
    removed: list[Any]
    added: list[Any]


def name_of(node: Node) -> str:
    """What a node is called; empty where it has no name."""
    value = getattr(node, _NAMES[type(node)][-1][-1])
    return next(filter(None, value.values()), "") if isinstance(value, dict) else str(value or "")


def match(
    olds: Sequence[Node], news: Sequence[Node], *, related: bool, known: Mapping[str, str] = MappingProxyType({})
) -> Matched:
    """``related``: the lists have one origin, so that a node without a partner is new or gone, not only renamed.

    ``known`` says of nodes of the new list, by their ids, which of the old ones they are.
    """
    matching = _Matching(olds, news)
    matching.by_knowledge(known)
    for key in _keys():
        matching.by_key(key)
    if not related:
        matching.by_likeness()
        matching.by_place()
    return matching.result()


def _keys() -> Iterable[Key]:
    yield lambda node: (type(node), node.id, name_of(node))
    for step in range(max(map(len, _NAMES.values()))):
        yield lambda node, step=step: _named(node, step)  # type: ignore[misc]
    yield lambda node: (type(node), node.id)


def _named(node: Node, step: int) -> Hashable | None:
    """The node's kind and name by the ``step``-th set of fields; None where there is no such set, or no name."""
    for fields in _NAMES[type(node)][step : step + 1]:
        values = tuple(_compared(getattr(node, field)) for field in fields)
        return (type(node), fields, values) if values[-1] else None
    return None


def _compared(value: Any) -> str:
    """A value as it is looked up; the order of what is written in columns says nothing."""
    return str(sorted(value.items()) if isinstance(value, dict) else value)


class _Matching:
    """What has found its partner so far; a node counts by its place in its list."""

    def __init__(self, olds: Sequence[Node], news: Sequence[Node]) -> None:
        self.olds, self.news = olds, news
        self.partner: dict[int, int] = {}
        self.taken: set[int] = set()

    def join(self, old: int, new: int) -> None:
        self.partner[old] = new
        self.taken.add(new)

    def free(self) -> tuple[list[int], list[int]]:
        olds = [place for place in range(len(self.olds)) if place not in self.partner]
        return olds, [place for place in range(len(self.news)) if place not in self.taken]

    def by_knowledge(self, known: Mapping[str, str]) -> None:
        """Joins what is known to be the same."""
        places = {node.id: place for place, node in enumerate(self.olds)} if known else {}
        for place, node in enumerate(self.news if known else ()):
            old = places.get(known.get(node.id, ""))
            if old is not None and old not in self.partner and type(node) is type(self.olds[old]):
                self.join(old, place)

    def by_key(self, key: Key) -> None:
        """Joins what has the same key, in order."""
        olds, news = self.free()
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for place in news if olds else ():
            waiting[key(self.news[place])].append(place)
        for place in olds:
            own = key(self.olds[place])
            if own is not None and waiting.get(own):
                self.join(place, waiting[own].popleft())

    def by_likeness(self) -> None:
        """Joins names that are nearly the same and stand at about the same place, the most alike first."""
        olds, news = self.free()
        for _, old, new in sorted(self._likenesses(olds, news), reverse=True):
            if old not in self.partner and new not in self.taken:
                self.join(old, new)

    def _likenesses(self, olds: list[int], news: list[int]) -> Iterable[tuple[float, int, int]]:
        names = {place: name_of(self.news[place])[:_LONGEST] for place in news}
        for number, old in enumerate(olds):
            middle = number * len(news) // len(olds)
            near = news[max(0, middle - _AROUND) : middle + _AROUND]
            choices = {new: names[new] for new in near if names[new] and _may_be(self.olds[old], self.news[new])}
            name = name_of(self.olds[old])[:_LONGEST]
            found = process.extract(name, choices, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3) if name else ()
            yield from ((score, old, new) for _, score, new in found)

    def by_place(self) -> None:
        """Joins what stands behind the same node and has found no partner."""
        behind: dict[int, deque[int]] = defaultdict(deque)
        last = -1
        for place in range(len(self.news)):
            last = place if place in self.taken else last
            if place not in self.taken:
                behind[last].append(place)
        last = -1
        for place, node in enumerate(self.olds):
            last = self.partner.get(place, last)
            if place not in self.partner and behind[last] and self._fits_there(node, self.news[behind[last][0]]):
                self.join(place, behind[last].popleft())

    def _fits_there(self, old: Node, new: Node) -> bool:
        """Forms are told apart by their names: one alone may stand for another alone only."""
        return _may_be(old, new) and (not isinstance(old, BaseForm) or len(self.olds) == len(self.news) == 1)

    def result(self) -> Matched:
        pairs = [Pair(self.olds[old], self.news[new]) for old, new in sorted(self.partner.items())]
        olds, news = self.free()
        return Matched(pairs, [self.olds[place] for place in olds], [self.news[place] for place in news])


def _may_be(old: Node, new: Node) -> bool:
    same_period = not isinstance(old, Goal) or old.period == getattr(new, "period", "")
    return type(old) is type(new) and same_period


def out_of_order(places: Sequence[int]) -> list[int]:
    """The fewest positions of ``places`` without which the rest would ascend: what was moved."""
    ends: list[int] = []  # the lowest end of an ascending run of each length
    at: list[int] = []
    before: list[int] = []
    for position, place in enumerate(places):
        length = bisect_left(ends, place)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        at[length : length + 1] = [position]
    kept: set[int] = set()
    position = at[-1] if at else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return [position for position in range(len(places)) if position not in kept]
