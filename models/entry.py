"""What a person sees in the place of a value, and the changes that typing into it makes: the same on every surface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from models.edits import SetValue, copied
from models.goals import Indicator
from models.paths import FieldKind, field_kind, from_text, printed, read, write
from models.target import NATURES, PARTS, TargetParts
from models.values import Node, Part

_TARGET = "target."


def part_of_target(field: str) -> str:
    """Which part of a 指标值 a field names (``target.unit`` → ``unit``); empty for any other."""
    part = field.removeprefix(_TARGET)
    return part if part != field and part in PARTS else ""


def _id(part: Part) -> str:
    """The id that paths name it by: a node's own; unit and budget are called as what they are."""
    return part.id if isinstance(part, Node) else type(part).__name__.lower()


def shown(node: Part, field: str, parts: TargetParts) -> str:
    """The text that stands in a field's place, in a form that prints targets in these parts."""
    if field.startswith(_TARGET) and isinstance(node, Indicator):
        return parts.split(node.target, node.nature)[part_of_target(field)]
    value = read(node, field)
    return NATURES.get(value, "") if field == "nature" else printed(value)


def typed(node: Part, texts: Mapping[str, str], parts: TargetParts) -> tuple[SetValue, ...]:
    """The changes after which the fields of ``node`` show these texts. Raises ValueError in Chinese.

    The parts of a target are taken together: each of them says something of the others.
    """
    apart = {part: text for field, text in texts.items() if (part := part_of_target(field))}
    changes = [_set(node, field, text) for field, text in texts.items() if not part_of_target(field)]
    if apart and isinstance(node, Indicator):
        target, nature = parts.filled(node.target, node.nature, apart)
        changes += [SetValue(f"{node.id}.target", target), SetValue(f"{node.id}.nature", nature)]
    return tuple(changes)


def _set(node: Part, field: str, text: str) -> SetValue:
    kind = field_kind(type(node), field)
    if kind is None:
        raise ValueError(f"没有“{field}”这个栏目")
    return SetValue(f"{_id(node)}.{field}", meant(kind, text))


def meant(kind: FieldKind, text: str) -> Any:
    """The value that a typed text means. Raises ValueError in Chinese where it means none."""
    value = from_text(kind, text)
    if kind == "nature" and not value and text.strip():
        raise ValueError(f"“{text.strip()}”不是指标性质，这里写 {' 或 '.join(NATURES.values())}")
    return value


def typed_where_it_fits(
    node: Part, texts: Mapping[str, str], parts: TargetParts
) -> tuple[list[SetValue], dict[str, str]]:
    """As ``typed``, without what changes nothing; and field → why, for the texts that do not fit and are left out."""
    apart = {field: text for field, text in texts.items() if part_of_target(field)}
    others = {field: text for field, text in texts.items() if field not in apart and shown(node, field, parts) != text}
    draft, changes, refused = copied(node), list[SetValue](), dict[str, str]()
    for group in _groups(draft, apart, others, parts):
        try:
            made = typed(draft, group, parts)
        except ValueError as problem:
            refused |= dict.fromkeys(group, str(problem))
        else:
            put(draft, made)
            changes += [change for change in made if read(node, _field(change)) != change.value]
    return changes, refused


def _groups(
    node: Part, apart: dict[str, str], others: dict[str, str], parts: TargetParts
) -> Iterable[Mapping[str, str]]:
    """The texts that are taken or refused by themselves: the parts of a target together, where they go together."""
    yield from ({field: text} for field, text in others.items())
    try:
        typed(node, apart, parts)
    except ValueError:
        yield from ({field: text} for field, text in apart.items())
    else:
        yield apart


def _field(change: SetValue) -> str:
    return change.path.partition(".")[2]


def put(node: Part, changes: Iterable[SetValue]) -> None:
    """Makes such changes in a node that is in no dossier yet."""
    for change in changes:
        write(node, _field(change), change.value)
