"""A made-up dossier with two of every part in each list, the second with nothing under it; every value is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from models.dossier import Dossier
from models.fields import PART_WORDS, list_fields, value_fields
from models.paths import FieldKind, field_kind, write
from models.target import Target
from models.values import Node, Part

_KEYS = ("2025", "fiscal", "total", "vehicles", "进度")
"""Keys, of which each dict of values takes some."""
TWO = (1, 2)


def dossier() -> Dossier:
    """It, new every time."""
    made, numbers = Dossier(year=2026), Counter[str]()
    for part in (made, made.unit, made.budget):
        _fill(part, 0, numbers)
    return made


def _fill(part: Part, number: int, numbers: Counter[str]) -> None:
    for path, kind in values(type(part)):
        write(part, path, value(kind, part, path, number))
    for field, kinds in list_fields(type(part)).items() if number < max(TWO) else ():
        getattr(part, field).extend(_node(kind, at, numbers) for kind in kinds for at in TWO)


def _node(kind: type[Node], number: int, numbers: Counter[str]) -> Node:
    needed = {field: "?" for field, info in kind.model_fields.items() if info.is_required()}
    name = kind.__name__.lower()
    numbers[name] += 1
    made = kind.model_validate({**needed, "id": f"{name}{numbers[name]}"})
    _fill(made, number, numbers)
    return made


def values(model: type[Part]) -> Iterator[tuple[str, FieldKind]]:
    """Every value that a part of that kind may have: its path and what it is."""
    for name in value_fields(model):
        for path in (name, *(f"{name}.{key}{end}" for key in _KEYS for end in ("", ".amount", ".history.2024"))):
            kind = field_kind(model, path)
            if kind and not path.startswith("target."):
                yield path, kind


def value(kind: FieldKind, part: Part, path: str, number: int) -> Any:
    """What is written there."""
    match kind:
        case "amount":
            return Decimal(f"{number}.{len(path)}0")
        case "target":
            return Target.parse(f"≥{number}次")
        case "nature":
            return "quantitative" if number == 1 else ""
    return f"{PART_WORDS[type(part)]}{number}·{path}"
