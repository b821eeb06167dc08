"""The changes that rules offer. The one place of the rules that knows how ``models.edits`` spells a change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from models.edits import Batch, Change, Move, Remove, SetValue
from models.goals import Category, Dimension
from models.rules.view import Row
from models.rules.wording.directions import is_meant_high, less_is_better, more_is_better
from models.rules.wording.kinds import is_percent, is_rate, is_satisfaction, may_exceed_hundred
from models.target import Target

_HUNDRED, _HIGH = Decimal(100), Decimal(60)
_UPWARD, _DOWNWARD = frozenset("≥>"), frozenset("≤<")


def set_value(path: str, value: str | Decimal | None) -> Change:
    """Writes a text or an amount."""
    return SetValue(path, value)


def set_target(row: Row, text: str) -> Change:
    """Writes an indicator's target."""
    return SetValue(row.at("target"), Target.parse(text))


def settled(name: str, text: str) -> Target:
    """A value as it is to stand: with the sign that its name asks for, so that no mend calls for the next one."""
    target = Target.parse(text)
    if target.number is None or target.suffix:
        return target
    sign = _fit_sign(name, target.comparison, target.number, target.unit)
    same = sign == target.comparison
    return target if same else Target.parse(f"{sign}{target.number_text}{target.unit_text}")


def _fit_sign(name: str, sign: str, number: Decimal, unit: str) -> str:
    """``≥`` for good work, ``≤`` for what nobody wants, ``=`` for 100 % of what cannot be more."""
    high = more_is_better(name, unit) or is_satisfaction(name) or (number >= _HIGH and is_meant_high(name))
    if sign not in _UPWARD and is_percent(unit) and high and sign != "=":
        sign = "≥"
    elif sign not in _DOWNWARD and sign != "=" and less_is_better(name, unit):
        sign = "≤"
    all_of_it = is_percent(unit) and number == _HUNDRED and is_rate(name) and not may_exceed_hundred(name)
    return "=" if all_of_it and sign in ("", *_UPWARD) else sign


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
