"""Putting a text from a source into a field of a form: conversion by the field's kind, nothing guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from importers.words import one_line
from models.paths import field_kind, from_text, read, write
from models.target import Target
from models.values import Part, read_decimal

_POWERS = {"亿元": 8, "千万元": 7, "百万元": 6, "万元": 4, "千元": 3, "百元": 2, "元": 0, "亿": 8, "万": 4}
"""Unit of money → power of ten in 元."""
_UNITS = "|".join(_POWERS)
_NUMBER = re.compile(
    rf"^(?:人民币|[¥￥])?(?P<number>[-+−]?(?:\d+(?:,\d{{3,4}})*(?:\.\d*)?|\.\d+))\s*(?P<unit>{_UNITS}|%|分)?$"
)
_PLAIN_UNITS = frozenset({"", "%", "分"})
_NO_MONEY = frozenset({"weight", "share", "spending_plan"})
_SAID_UNIT = re.compile(
    rf"(?<![计度量])单位\s*[:：]\s*(?:人民币)?\s*(?P<said>{_UNITS})(?![/／])|[（(](?P<bracketed>{_UNITS})[）)]"
)
_KEEPS_LINES = frozenset(
    {"statement", "summary", "duties", "annual_work", "purpose", "basis", "plan", "last_evaluation", "budget_change"}
    | {"content", "use", "text", "description", "scoring", "evidence", "remark"}
)


@dataclass(frozen=True, slots=True)
class Money:
    """The unit that a source's bare amounts are in, and the unit that its form keeps amounts in."""

    source: str = "万元"
    kept: str = "万元"

    def converted(self, number: Decimal, written: str) -> Decimal:
        """The amount in the unit kept, exactly; ``written`` is the unit beside the number, if any."""
        power = _POWERS.get(written or self.source, 4) - _POWERS.get(self.kept, 4)
        if not power:
            return number
        moved = number.scaleb(power).normalize()
        return moved if int(moved.as_tuple().exponent) < 0 else moved.quantize(Decimal(1))


MONEY = Money()
"""What most offices write in and most forms print: 万元."""


def money_unit_in(text: str, *, label: bool) -> str:
    """The unit of money that a text names: 单位：元, or (元) behind a ``label``; nothing where it names none."""
    found = _SAID_UNIT.search(text)
    return (found["said"] or (found["bracketed"] if label else "") or "") if found else ""


def is_amount(text: str, path: str = "amount") -> bool:
    """True when the number field ``path`` can hold the text."""
    return _number(text, path) is not None


def _number(text: str, path: str) -> re.Match[str] | None:
    """The text as a number with a unit that makes sense there; full-width figures and signs count as well."""
    match = _NUMBER.match(unicodedata.normalize("NFKC", text).strip())
    plain = not _NO_MONEY.isdisjoint(path.split("."))
    return match if match and ((match["unit"] or "") in _PLAIN_UNITS if plain else match["unit"] != "分") else None


def to_value(model: type[Part], path: str, text: str, money: Money = MONEY) -> Any:
    """A source's text as the value of a field. Raises ValueError when it cannot hold it, KeyError without field."""
    kind = field_kind(model, path)
    if kind is None:
        raise KeyError(path)
    if kind == "amount":
        match = _number(text, path)
        number = read_decimal(match["number"]) if match else None
        if match is None or number is None:
            raise ValueError(text)
        plain = (match["unit"] or "") in ("%", "分") or not _NO_MONEY.isdisjoint(path.split("."))
        return number if plain else money.converted(number, match["unit"] or "")
    keeps = path.split(".")[0] in _KEEPS_LINES
    return from_text(kind, text.strip() if keeps else one_line(text))


def put(part: Part, path: str, text: str, money: Money = MONEY) -> bool:
    """Puts the text into the field; False (and nothing changed) when the field cannot hold it."""
    try:
        write(part, path, to_value(type(part), path, text, money))
    except (ValueError, KeyError):
        return False
    return True


def put_once(part: Part, path: str, text: str, money: Money = MONEY) -> bool:
    """Puts the text into a blank field; one that holds it already is content, one that holds another is left alone."""
    try:
        value = to_value(type(part), path, text, money)
        held = read(part, path)
        if held is None or held == "" or (isinstance(held, Target) and held.blank):
            write(part, path, value)
            return True
    except (ValueError, KeyError):
        return False
    return bool(held == value)
