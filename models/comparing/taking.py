"""Taking over what another dossier has: chosen differences become one change of the dossier in hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.dossier import Dossier
from models.edits import Batch, Change, Editor, Insert, Move, Remove, SetValue, copied, duplicate
from models.fields import list_fields
from models.paths import nodes
from models.values import Node, Part


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """A value becomes another; ``key``: it is that entry of the dict at the path."""

    path: str
    value: Any
    key: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Placing:
    """A node of the new dossier comes where it stands there; ``own`` is its id in the old one, where it is moved."""

    node: Node
    own: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Removing:
    """A node of the old dossier goes."""

    node: Node


Step = Setting | Placing | Removing


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a node stands: its parent, the list with all its ids, and which of them it is."""

    parent: str
    field: str
    siblings: tuple[str, ...]
    number: int

    @property
    def before(self) -> Iterator[str]:
        """Those before it, the nearest first."""
        return (self.siblings[number] for number in range(self.number - 1, -1, -1))


class Taking:
    """Turns steps into changes. ``partners``: id of a node of the new dossier → id of the same one in the old."""

    def __init__(self, old: Dossier, new: Dossier, partners: Mapping[str, str], steps: Sequence[Step]) -> None:
        self._old = old
        self._partners = {**{name: name for name in ("dossier", "unit", "budget")}, **partners}
        self._spots = dict(_spots(new, "dossier")) | dict(_spots(new.budget, "budget"))
        self._steps = steps
        self._placed = {step.node.id: step for step in steps if isinstance(step, Placing)}
        self._order = {node_id: number for number, node_id in enumerate(self._spots)}

    def needed(self, chosen: Iterable[Step]) -> list[Step]:
        """The steps with those they cannot do without: a level for what comes into it, all that leaves one."""
        found: dict[Step, None] = {}
        waiting = list(chosen)
        while waiting:
            step = waiting.pop()
            if step not in found:
                found[step] = None
                waiting += self._needs(step)
        return [step for step in self._steps if step in found]

    def _needs(self, step: Step) -> Iterator[Step]:
        if isinstance(step, Placing):
            parent = self._spots[step.node.id].parent
            while parent in self._spots and parent not in self._partners:
                if parent in self._placed:
                    yield self._placed[parent]
                parent = self._spots[parent].parent
        elif isinstance(step, Removing):
            inside = {node.id for node in nodes(step.node)} - {step.node.id}
            yield from (other for other in self._steps if other is not step and _leaves(other) in inside)

    def change(self, chosen: Iterable[Step], word: str) -> Batch:
        """One change of all chosen steps and what they need. Raises EditError where one cannot be made any more."""
        steps = self.needed(chosen)
        editor = Editor(copied(self._old))
        made: list[Change] = []
        for step in sorted(steps, key=self._turn):
            change = self._change(step, editor)
            if change is not None:
                editor.apply(change)
                made.append(change)
        return Batch(tuple(made), word)

    def _turn(self, step: Step) -> tuple[int, int]:
        """Values first, then what comes and moves in the order of the new dossier, then what goes."""
        if isinstance(step, Placing):
            return 1, self._order[step.node.id]
        return (0, 0) if isinstance(step, Setting) else (2, 0)

    def _change(self, step: Step, editor: Editor) -> Change | None:
        match step:
            case Setting():
                return _setting(step, editor)
            case Removing():
                return Remove(step.node.id) if step.node.id in editor else None
            case Placing():
                return self._placing(step, editor)

    def _placing(self, step: Placing, editor: Editor) -> Change:
        spot = self._spots[step.node.id]
        parent = self._partners.get(spot.parent, spot.parent)
        entries = [node.id for node in getattr(editor.node(parent), spot.field) if node.id != step.own]
        before = next((one for one in self._own(spot.before) if one in entries), None)
        position = entries.index(before) + 1 if before else 0
        if step.own:
            return Move(step.own, parent, spot.field, position)
        return Insert(parent, spot.field, position, self._coming(step.node, editor))

    def _own(self, ids: Iterable[str]) -> Iterator[str]:
        return (self._partners.get(one, one) for one in ids)

    def _coming(self, node: Node, editor: Editor) -> Node:
        """A copy without what has a step of its own; where an id of it is taken, with fresh ones."""
        bare = copied(node)
        _strip(bare, self._placed.keys())
        if not any(one.id in editor for one in nodes(bare)):
            return bare
        fresh = duplicate(bare)
        self._partners.update((old.id, new.id) for old, new in zip(nodes(bare), nodes(fresh), strict=True))
        return fresh


def _setting(step: Setting, editor: Editor) -> SetValue:
    if step.key is None:
        return SetValue(step.path, step.value)
    held = dict(editor.value(step.path)) | {step.key: step.value}  # a key may hold points, and so be no part of a path
    return SetValue(step.path, {key: value for key, value in held.items() if value is not None and value != ""})


def _leaves(step: Step) -> str:
    """The id of the node of the old dossier that leaves its place."""
    return step.own if isinstance(step, Placing) else step.node.id if isinstance(step, Removing) else ""


def _spots(part: Part, name: str) -> Iterator[tuple[str, _Spot]]:
    """Every node under a part with where it stands, in the order of the paper."""
    for field in list_fields(type(part)):
        entries: list[Node] = getattr(part, field)
        siblings = tuple(node.id for node in entries)
        for number, node in enumerate(entries):
            yield node.id, _Spot(name, field, siblings, number)
            yield from _spots(node, node.id)


def _strip(part: Part, ids: Iterable[str]) -> None:
    """Takes out of a copy all that is named by ``ids``."""
    for field in list_fields(type(part)):
        entries = getattr(part, field)
        entries[:] = [node for node in entries if node.id not in ids]
        for node in entries:
            _strip(node, ids)
