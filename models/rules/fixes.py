"""The changes that rules offer. The one place of the rules that knows how ``models.edits`` spells a change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from models.edits import Batch, Change, Move, Remove, SetValue
from models.goals import Category, Dimension
from models.rules.view import Row
from models.target import Target


def set_value(path: str, value: str | Decimal | None) -> Change:
    """Writes a text or an amount."""
    return SetValue(path, value)


def set_target(row: Row, text: str) -> Change:
    """Writes an indicator's target."""
    return SetValue(row.at("target"), Target.parse(text))


def remove(node_id: str) -> Change:
    """Takes a node out."""
    return Remove(node_id)


def move(node_id: str, category: Category) -> Change:
    """Moves an indicator to the end of a 二级指标."""
    return Move(node_id, category.id, "indicators", len(category.indicators))


def move_category(node_id: str, dimension: Dimension) -> Change:
    """Moves a 二级指标 to the end of a 一级指标."""
    return Move(node_id, dimension.id, "categories", len(dimension.categories))


def together(changes: Sequence[Change], word: str) -> Change:
    """Several changes as one, with the word for the undo menu."""
    return changes[0] if len(changes) == 1 else Batch(tuple(changes), word)
