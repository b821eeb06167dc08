"""The year whose money a column holds, as its head names it or tells it from the last ones."""

from __future__ import annotations

from importers.words.listed import words
from models.python import regex

_MONEY_YEAR = regex(r"^((?:19|20)\d\d)年?度?(.*)$")
_TURNS = ("before_last_money", "last_money", "this_money")


def year_of_money(bare: str) -> int | None:
    """2025 for 2025年, 2025年度预算; None for other words."""
    found = _MONEY_YEAR.match(bare)
    return int(found[1]) if found and (not found[2] or f"年{found[2]}" in words("of_year")) else None


def turn_of_money(bare: str) -> int | None:
    """3 for 本年度申请金额, 2 for 上年度预算安排, 1 for the year before; None for words that speak of no money."""
    if not any(word in bare for word in words("of_money_year")):
        return None
    return next((n for n, name in enumerate(_TURNS, 1) if bare.startswith(tuple(words(name)))), None)
