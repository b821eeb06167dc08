"""Making an open dossier what another one is, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.dossier import Dossier
from models.edits import Batch, Change, Insert, Remove, SetValue, copied
from models.fields import list_fields
from models.values import Part

_NAMES = ("dossier", "unit", "budget")


def restoring(own: Dossier, other: Dossier, word: str) -> Batch:
    """All that differs is set, removed and put in again; ids go first, since they may come back elsewhere."""
    pairs = [(name, part, theirs) for name, part, theirs in zip(_NAMES, _parts(own), _parts(other), strict=True)]
    removed = [one for name, part, theirs in pairs for one in _removed(part, theirs)]
    put_in = [one for name, part, theirs in pairs for one in _put_in(name, part, theirs)]
    values = [one for name, part, theirs in pairs for one in _values(name, part, theirs)]
    return Batch((*removed, *put_in, *values), word)


def _parts(dossier: Dossier) -> tuple[Part, ...]:
    return dossier, dossier.unit, dossier.budget


def _differing(part: Part, theirs: Part) -> list[str]:
    return [field for field in list_fields(type(part)) if not _same(getattr(part, field), getattr(theirs, field))]


def _same(one: Any, other: Any) -> bool:
    """To the byte: 14.0 equals 14.00 but does not print the same."""
    return bool(one == other) and repr(one) == repr(other)


def _removed(part: Part, theirs: Part) -> Iterator[Change]:
    for field in _differing(part, theirs):
        yield from (Remove(node.id) for node in getattr(part, field))


def _put_in(name: str, part: Part, theirs: Part) -> Iterator[Change]:
    for field in _differing(part, theirs):
        nodes = enumerate(getattr(theirs, field))
        yield from (Insert(name, field, place, copied(node)) for place, node in nodes)


def _values(name: str, part: Part, theirs: Part) -> Iterator[Change]:
    apart = {*list_fields(type(part)), "format", "version", "unit" if name == "dossier" else "", "budget"}
    for field in type(part).model_fields:
        if field not in apart and not _same(getattr(part, field), getattr(theirs, field)):
            yield SetValue(f"{name}.{field}", getattr(theirs, field))
