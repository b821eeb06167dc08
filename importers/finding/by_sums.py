"""Which values of a row of sums belong to which columns, where it has fewer of them than the rows that it adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from importers.words.vocabulary import Word
from models.target import Target

_MOST_COLUMNS = 14
_RATES = ("%", "‰")


def columns_of_sums(sums: Sequence[Word], rows: Sequence[Sequence[Word]]) -> list[int]:
    """The column (from 0) of every value, in their order; nothing where none or several ways to give them out fit.

    ``rows`` are those that it adds up, each with a value in every column. A value fits where it is the sum of those in
    its column, or, being a rate or having a sign, stands among them.
    """
    width = len(rows[0]) if rows else 0
    if not 0 < len(sums) < width <= _MOST_COLUMNS:
        return []
    held = [[Target.parse(row[n].text) for row in rows] for n in range(width)]
    ways = list(_ways([Target.parse(word.text) for word in sums], held))
    return ways[0] if len(ways) == 1 else []


def _ways(sums: Sequence[Target], held: Sequence[Sequence[Target]]) -> Iterator[list[int]]:
    fits = [[_fits(one, column) for column in held] for one in sums]
    for columns in combinations(range(len(held)), len(sums)):
        if all(fits[n][column] for n, column in enumerate(columns)):
            yield [*columns]


def _fits(one: Target, column: Sequence[Target]) -> bool:
    numbers = [target.number for target in column]
    if one.number is None or any(number is None for number in numbers):
        return one.number is None and all(str(target) == str(one) for target in column)
    if any((target.comparison, target.unit) != (one.comparison, one.unit) for target in column):
        return False
    known = [number for number in numbers if number is not None]
    among = bool(one.comparison or one.unit in _RATES) and min(known) <= one.number <= max(known)
    return among or one.number == sum(known, Decimal(0))
