"""Every change to a dossier is a small value, applied at one gate that returns its inverse.

Undo, redo, recovery, dirty mark, preview and rules all stand on this: ``Editor.apply`` is the only way a dossier is
changed once it is open, and ``apply(apply(change))`` leaves not a byte of difference in the saved file.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from models.dossier import Dossier
from models.fields import PART_WORDS, SINCE, field_word, list_fields, problem_word
from models.paths import ROOTS, holds_half_characters, nodes, read, replaced
from models.values import Node, Part, new_id

FIXED_FIELDS = frozenset({"id", "kind", "format", "version"})


class EditError(ValueError):
    """A change that cannot be made, with a Chinese sentence saying why. Nothing was changed."""


class SetValue(NamedTuple):
    """Sets one value. ``path`` as in ``models/paths.py``, ``value`` typed (text, Decimal, Target, …).

    A path may also name a whole dict (``<id>.history``). None or blank in a dict removes its key.
    """

    path: str
    value: Any


class Insert(NamedTuple):
    """Puts a copy of ``node`` into the list ``field`` of ``parent``, before the entry at ``position``."""

    parent: str
    field: str
    position: int
    node: Node


class Remove(NamedTuple):
    """Takes a node out, with all that is under it."""

    node: str


class Move(NamedTuple):
    """Moves a node, within its list or to a list of the same kind elsewhere.

    ``position`` is the place it will have in the new list, so it counts the entries without the node itself.
    """

    node: str
    parent: str
    field: str
    position: int


class Batch(NamedTuple):
    """Several changes as one, in order, all or nothing. ``word`` is what the undo menu shows."""

    changes: tuple[Change, ...]
    word: str


NOTHING = Batch((), "")
"""A change of no value, as of a paste in which no cell has one."""


Change = SetValue | Insert | Remove | Move | Batch
Listener = Callable[[Change, Change], None]
_NodeT = TypeVar("_NodeT", bound=Node)
_PartT = TypeVar("_PartT", bound=Part)


class Editor:
    """The gate. Holds the dossier, finds its nodes by id and tells its listeners of every change.

    The objects behind the ids may be exchanged by undo: keep ids, never nodes.
    Raises EditError when the dossier has an id twice.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.revision = 0
        self._parts: dict[str, Part] = {"dossier": dossier, "unit": dossier.unit, "budget": dossier.budget}
        self._places: dict[str, tuple[str, str]] = {}
        self._revisions: dict[str, int] = {}
        self._listeners: list[Listener] = []
        self._telling = False
        self._check_ids(dossier)
        self._enter_under(dossier, "dossier")
        self._enter_under(dossier.budget, "budget")

    def __contains__(self, node_id: object) -> bool:
        return node_id in self._parts

    def node(self, node_id: str) -> Part:
        """The part with that id (``dossier``, ``unit`` and ``budget`` too). Raises EditError when there is none."""
        try:
            return self._parts[node_id]
        except KeyError:
            raise EditError(f"找不到编号为“{node_id}”的内容，它可能已被删除") from None

    def value(self, path: str) -> Any:
        """The value that ``path`` names, None where a dict has no such key. Raises EditError for an unknown path."""
        node_id, _, field = path.partition(".")
        part = self.node(node_id)
        try:
            return read(part, field)
        except KeyError:
            raise EditError(f"{PART_WORDS[type(part)]}没有“{field}”这个栏目") from None

    def parent(self, node_id: str) -> tuple[str, str, int]:
        """Where a node stands: id of its parent, name of the list, position in it."""
        parent, field = self._place(node_id)
        return parent, field, self._position(node_id)

    def form_of(self, node_id: str) -> str:
        """Id of the form the node is in; ``unit``, ``budget`` or ``dossier`` for what is in no form."""
        self.node(node_id)
        while node_id in self._places:
            parent, field = self._places[node_id]
            if parent == "dossier":
                return node_id if field == "forms" else parent
            node_id = parent
        return node_id

    def revision_of(self, form_id: str) -> int:
        """``revision`` as it was after the last change in that form (or unit, budget, dossier); 0: never changed.

        The dossier's own changes when its year, its silenced findings or its list of forms do.
        """
        return self._revisions.get(form_id, 0)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls ``listener(change, inverse)`` after every change. The returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def apply(self, change: Change) -> Change:
        """Makes the change and returns its inverse. Raises EditError, with nothing changed, when it cannot be made."""
        if self._telling:
            raise RuntimeError("a listener may not change the dossier it is being told about")
        touched: set[str] = set()
        inverse = self._make(change, touched)
        self.revision += 1
        self._revisions.update(dict.fromkeys(touched, self.revision))
        self._tell(change, inverse)
        return inverse

    def _tell(self, change: Change, inverse: Change) -> None:
        self._telling = True
        try:
            for listener in tuple(self._listeners):
                listener(change, inverse)
        finally:
            self._telling = False

    def _make(self, change: Change, touched: set[str]) -> Change:
        match change:
            case SetValue():
                return self._set(change, touched)
            case Insert():
                return self._insert(change, touched)
            case Remove():
                return self._remove(change, touched)
            case Move():
                return self._move(change, touched)
            case Batch():
                return self._make_all(change, touched)

    def _make_all(self, batch: Batch, touched: set[str]) -> Batch:
        inverses: list[Change] = []
        try:
            for change in batch.changes:
                inverses.append(self._make(change, touched))
        except Exception:
            for inverse in reversed(inverses):
                self._make(inverse, set())
            raise
        return Batch(tuple(reversed(inverses)), batch.word)

    def _set(self, change: SetValue, touched: set[str]) -> SetValue:
        node_id, _, path = change.path.partition(".")
        part = self.node(node_id)
        name = _settable(part, path)
        if holds_half_characters(change.value) or holds_half_characters(path):
            raise EditError("文字里有不能保存的字符（半个字符），请删去后重新输入")
        before = getattr(part, name)
        try:
            setattr(part, name, replaced(part, path, _copy_value(change.value)))
        except KeyError:
            raise EditError(f"{PART_WORDS[type(part)]}没有“{path}”这个栏目") from None
        except ValidationError as problem:
            raise EditError(f"{field_word(type(part), path)}：{problem_word(problem.errors()[0])}") from None
        touched.add(self.form_of(node_id))
        return _inverse_set(node_id, part, path, before)

    def _insert(self, change: Insert, touched: set[str]) -> Remove:
        entries = self._list(change.parent, change.field, change.node)
        _check_position(change.position, len(entries))
        self._check_ids(change.node)
        if holds_half_characters(change.node):
            raise EditError("要添加的内容里有不能保存的字符（半个字符）")
        node = copied(change.node)
        entries.insert(change.position, node)
        self._enter(node, change.parent, change.field)
        touched |= {self.form_of(change.parent), self.form_of(node.id)}
        return Remove(node.id)

    def _remove(self, change: Remove, touched: set[str]) -> Insert:
        parent, field, position = self.parent(change.node)
        touched |= {self.form_of(parent), self.form_of(change.node)}
        node: Node = getattr(self.node(parent), field).pop(position)
        self._leave(node)
        return Insert(parent, field, position, node)

    def _move(self, change: Move, touched: set[str]) -> Move:
        parent, field, position = self.parent(change.node)
        node: Any = self.node(change.node)
        self._check_not_under(change.parent, node)
        entries = self._list(change.parent, change.field, node)
        source = self._list(parent, field, node)
        _check_position(change.position, len(entries) - (entries is source))
        touched |= {self.form_of(parent), self.form_of(change.parent), self.form_of(change.node)}
        entries.insert(change.position, source.pop(position))
        self._places[change.node] = (change.parent, change.field)
        return Move(change.node, parent, field, position)

    def _place(self, node_id: str) -> tuple[str, str]:
        self.node(node_id)
        if node_id not in self._places:
            raise EditError(f"{PART_WORDS[type(self._parts[node_id])]}不能移动或删除")
        return self._places[node_id]

    def _position(self, node_id: str) -> int:
        parent, field = self._places[node_id]
        node = self._parts[node_id]
        return next(i for i, entry in enumerate(getattr(self._parts[parent], field)) if entry is node)

    def _list(self, parent_id: str, field: str, node: Part) -> list[Part]:
        """The list ``field`` of ``parent_id``, if it is one that ``node`` may stand in."""
        parent = self.node(parent_id)
        kinds = list_fields(type(parent)).get(field)
        if kinds is None:
            raise EditError(f"{PART_WORDS[type(parent)]}没有“{field}”这个列表")
        if type(node) not in kinds:
            word = PART_WORDS.get(type(node), type(node).__name__)
            raise EditError(f"{word}不能放在{PART_WORDS[type(parent)]}的“{field_word(type(parent), field)}”里")
        entries: list[Part] = getattr(parent, field)
        return entries

    def _check_ids(self, part: Part) -> None:
        """No id in ``part`` may be known already, or be there twice."""
        seen: set[str] = set()
        for node in nodes(part):
            if node.id in self._parts or node.id in seen or node.id in ROOTS:
                raise EditError(f"编号“{node.id}”已被占用，编号不能重复")
            seen.add(node.id)

    def _check_not_under(self, parent_id: str, node: Node) -> None:
        """``parent_id`` must be neither ``node`` nor anything under it."""
        while True:
            if parent_id == node.id:
                raise EditError(f"{PART_WORDS[type(node)]}不能移到它自己下面")
            if parent_id not in self._places:
                return
            parent_id = self._places[parent_id][0]

    def _enter(self, node: Node, parent_id: str, field: str) -> None:
        self._parts[node.id] = node
        self._places[node.id] = (parent_id, field)
        self._enter_under(node, node.id)

    def _enter_under(self, part: Part, part_id: str) -> None:
        for field in list_fields(type(part)):
            for node in getattr(part, field):
                self._enter(node, part_id, field)

    def _leave(self, node: Node) -> None:
        for gone in nodes(node):
            del self._parts[gone.id], self._places[gone.id]


def _settable(part: Part, path: str) -> str:
    """The field of ``path``, if its value may be set at all."""
    name = path.split(".")[0]
    field = type(part).model_fields.get(name)
    if field is None:
        raise EditError(f"{PART_WORDS[type(part)]}没有“{name}”这个栏目")
    if name in FIXED_FIELDS or name in list_fields(type(part)) or isinstance(getattr(part, name), Part):
        raise EditError(f"{PART_WORDS[type(part)]}的“{field_word(type(part), name)}”不能直接改写")
    return name


def _inverse_set(node_id: str, part: Part, path: str, before: Any) -> SetValue:
    """Sets back the one value where that restores all exactly, else (a key was removed) the whole field."""
    name, *keys = path.split(".")
    if not keys:
        return SetValue(f"{node_id}.{name}", before)
    old: Any = before
    for key in keys:
        old = old.get(key) if isinstance(old, dict) else getattr(old, key, None)
    if repr(replaced(part, path, old)) == repr(before):  # repr knows the order of keys, == does not
        return SetValue(f"{node_id}.{path}", old)
    return SetValue(f"{node_id}.{name}", before)


def _check_position(position: int, length: int) -> None:
    if not 0 <= position <= length:
        raise EditError(f"位置 {position} 超出范围，应在 0 到 {length} 之间")


_PLAIN = frozenset({str, int, bool, Decimal, type(None)})
"""Values that nothing can change; asked first, since to ask what else a value is takes longer than to copy it."""


def copied(part: _PartT, *, fresh_ids: bool = False) -> _PartT:
    """A copy that shares nothing changeable with ``part``; with ``fresh_ids`` every node in it gets a new id."""
    made = part.model_copy()
    values = made.__dict__
    for name, value in values.items():
        if value.__class__ not in _PLAIN:
            values[name] = _copy_value(value, fresh_ids=fresh_ids)
    if fresh_ids and isinstance(made, Node):
        values["id"] = new_id()
    return made


def _copy_value(value: Any, *, fresh_ids: bool = False) -> Any:
    if value.__class__ in _PLAIN:
        return value
    if isinstance(value, list):
        return [_copy_value(entry, fresh_ids=fresh_ids) for entry in value]
    if isinstance(value, dict):
        return {key: _copy_value(entry, fresh_ids=fresh_ids) for key, entry in value.items()}
    return copied(value, fresh_ids=fresh_ids) if isinstance(value, Part) else value


def duplicate(node: _NodeT) -> _NodeT:
    """A deep copy with fresh ids throughout. What last year's form said is said of the old ids, and stays with them."""
    made = copied(node, fresh_ids=True)
    for name in SINCE & made.__dict__.keys():
        setattr(made, name, {})
    return made


def merge(first: Change, second: Change) -> Change | None:
    """Two settings of the same value, one after the other, as one (for typing); None where they are not that.

    The inverse of the merged change is the inverse of the first.
    """
    if isinstance(first, SetValue) and isinstance(second, SetValue) and first.path == second.path:
        return second
    return None
