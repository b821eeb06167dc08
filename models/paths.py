"""Names of values: ``<node id>.<field>[.<key>…]``, such as ``3f2a.target``, ``91bc.income.fiscal.history.2025``.

Findings, changes, table cells and the window all name a value this way. ``dossier``, ``unit`` and ``budget`` are the
ids of the parts that exist once. Template drawings name fields by scope instead (``indicator.target``).
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from models.forms import CostItem, DepartmentForm, Measure, OwnRow, ProjectForm, ProjectLine, Purchase, Task
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.python import regex
from models.target import NATURES, PARTS, Target
from models.values import MoneyLine, Node, Part, plain, read_decimal

FieldKind = Literal["text", "amount", "target", "nature"]

ROOTS = ("dossier", "unit", "budget")
"""Ids of the parts that exist once; no node may use them."""

LEVELS: dict[str, type[Node]] = {"dimension": Dimension, "category": Category, "indicator": Indicator}
"""Scopes of the levels of a goal's tree, from the top."""
SIDES: dict[str, Period] = {"long": "long_term", "annual": "annual"}
"""What begins a scope where goals of both periods stand side by side → the period."""

SCOPES: dict[str, tuple[type[Part], ...]] = {
    "goal": (Goal,),
    **{level: (kind,) for level, kind in LEVELS.items()},
    **{f"{side}_goal": (Goal,) for side in SIDES},
    **{f"{side}_{level}": (kind,) for side in SIDES for level, kind in LEVELS.items()},
    "item": (CostItem, Purchase, Task, ProjectLine, Measure, OwnRow),
}
"""Scopes of template drawings → what they may be. A path without scope is a field of the form."""

FORMS: dict[str, type[Part]] = {"department": DepartmentForm, "project": ProjectForm}


def split_scope(path: str) -> tuple[str, str]:
    """``indicator.target`` → (``indicator``, ``target``); a field of the form has the scope ``form``."""
    head, _, rest = path.partition(".")
    return (head, rest) if head in SCOPES and rest else ("form", path)


def side_of(path: str) -> tuple[Period | None, str]:
    """The goals' period that a path of a drawing is of, and the path without it: ``long_indicator.name``."""
    scope, field = split_scope(path)
    side, _, level = scope.partition("_")
    return (SIDES[side], f"{level}.{field}") if level and side in SIDES else (None, path)


@lru_cache(maxsize=4096)
def level_path(path: str) -> str:
    """A path of a drawing without its side, where it is a level's: ``long_indicator.name`` → ``indicator.name``."""
    plain = side_of(path)[1]
    return plain if split_scope(plain)[0] in LEVELS else path


@lru_cache(maxsize=4096)
def check_field(form_kind: str, path: str) -> FieldKind:
    """What kind of value a drawing's path names. Raises ValueError in Chinese when there is no such field."""
    scope, rest = split_scope(path)
    models = (FORMS[form_kind],) if scope == "form" else SCOPES[scope]
    for model in models:
        kind = field_kind(model, rest)
        if kind:
            return kind
    raise ValueError(f"没有“{path}”这个栏目")


@lru_cache(maxsize=4096)
def field_kind(model: type[Part], path: str) -> FieldKind | None:
    """What kind of value ``path`` names in ``model``; None when it names none."""
    name, *keys = path.split(".")
    field = model.model_fields.get(name)
    if field is None or name == "id":
        return None
    return _kind(field.annotation, keys)


def _kind(annotation: Any, keys: list[str]) -> FieldKind | None:
    annotation = _bare(annotation)
    if get_origin(annotation) is dict and keys:
        key_type, value_type = get_args(annotation)
        known = not (isinstance(key_type, type) and issubclass(key_type, StrEnum)) or keys[0] in set(key_type)
        return _kind(value_type, keys[1:]) if known else None
    if annotation is Target:
        return "target" if not keys or keys in ([part] for part in PARTS) else None
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return field_kind(annotation, ".".join(keys)) if keys else None
    return None if keys else _leaf(annotation)


def _leaf(annotation: Any) -> FieldKind | None:
    if annotation is str:
        return "text"
    if annotation is Decimal:
        return "amount"
    return "nature" if get_origin(annotation) is Literal and "qualitative" in get_args(annotation) else None


def _bare(annotation: Any) -> Any:
    """Without Annotated and ``| None``."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (types.UnionType, Union):
        return _bare(next(kind for kind in get_args(annotation) if kind is not type(None)))
    return annotation


def printed(value: Any) -> str:
    """A value as the form prints it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    return str(value)


def read(part: Part, path: str) -> Any:
    """The value of ``path`` in ``part`` (None where a dict has no such key). Raises KeyError for an unknown field."""
    value: Any = part
    for key in path.split("."):
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, Part) and key in value.__dict__:  # pydantic keeps the fields there, and nothing else
            value = value.__dict__[key]
        else:
            raise KeyError(path)
        if value is None:
            return None
    return value


def write(part: Part, path: str, value: Any) -> None:
    """Sets ``path`` in ``part``; missing lines of a structure are made. A None or blank in a dict removes its key.

    All or nothing: raises KeyError for an unknown field and pydantic's ValidationError for a value that does not fit.
    """
    name, _, rest = path.partition(".")
    if name not in part.__dict__:  # where pydantic keeps the fields, and nothing else
        raise KeyError(path)
    inner = getattr(part, name) if rest else None
    if not rest:
        setattr(part, name, value)
    elif isinstance(inner, Part):
        write(inner, rest, value)
    else:
        setattr(part, name, replaced(part, path, value))


def replaced(part: Part, path: str, value: Any) -> Any:
    """What the first field of ``path`` will hold once ``path`` is set to ``value``; ``part`` stays as it is.

    Raises KeyError for an unknown field. The result is not yet checked: assigning it to the field does that.
    """
    name, *keys = path.split(".")
    field = type(part).model_fields.get(name)
    if field is None:
        raise KeyError(path)
    return _replaced(getattr(part, name), field.annotation, keys, value) if keys else value


def _replaced(holder: Any, annotation: Any, keys: list[str], value: Any) -> Any:
    key, *rest = keys
    annotation = _bare(annotation)
    if get_origin(annotation) is not dict or not key:
        raise KeyError(key)
    held = dict(holder)
    value = _replaced_line(held.get(key), get_args(annotation)[1], rest, value) if rest else value
    if value is None or value == "":
        held.pop(key, None)
    else:
        held[key] = value
    return held


def _replaced_line(line: Any, annotation: Any, keys: list[str], value: Any) -> MoneyLine | None:
    """A line of a budget structure with one value changed. A missing line is made for a value, not for a blank."""
    name, *rest = keys
    field = MoneyLine.model_fields.get(name)
    if annotation is not MoneyLine or field is None:
        raise KeyError(name)
    if line is None and (value is None or value == ""):
        return None
    values = dict(line or MoneyLine())
    values[name] = _replaced(values[name], field.annotation, rest, value) if rest else value
    return MoneyLine(**values)


_HALF_CHARACTER = regex("[\ud800-\udfff]")


def holds_half_characters(value: Any) -> bool:
    """True when a text somewhere in ``value`` holds half a character (a lone surrogate), which no file can keep."""
    if isinstance(value, str | Target):
        return bool(_HALF_CHARACTER.search(str(value)))
    if isinstance(value, dict):
        return any(holds_half_characters(entry) for pair in value.items() for entry in pair)
    if isinstance(value, list | tuple):
        return any(holds_half_characters(entry) for entry in value)
    return isinstance(value, Part) and holds_half_characters(vars(value))


def from_text(kind: FieldKind, text: str) -> Any:
    """What a person typed as a value of that kind. Raises ValueError in Chinese."""
    if kind == "amount":
        return read_decimal(text.strip().removesuffix("%").removesuffix("％"))
    if kind == "target":
        return Target.parse(text)
    if kind == "nature":
        return next((key for key, word in NATURES.items() if word == text.strip()), "")
    return text


def nodes(part: Any) -> Iterator[Node]:
    """``part`` itself and every node under it, parents first."""
    if isinstance(part, Node):
        yield part
    for name in _holders(type(part)) if isinstance(part, Part) else ():
        value = part.__dict__[name]
        for entry in value if isinstance(value, list) else (value,):
            yield from nodes(entry)


@lru_cache(maxsize=256)
def _holders(model: type[Part]) -> tuple[str, ...]:
    """The fields of a part that may hold nodes."""
    kinds = {name: _bare(field.annotation) for name, field in model.model_fields.items()}
    return tuple(
        name
        for name, kind in kinds.items()
        if get_origin(kind) is list or (isinstance(kind, type) and issubclass(kind, Part))
    )
