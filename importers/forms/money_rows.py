"""Rows of money: among the indicators or over them the whole amount and its parts for places side by side; and lists of
what it is spent on, the sum of which is the amount where no label names one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from importers.amounts import MONEY, is_amount, unit_in
from importers.finding.lines import Line
from importers.forms.draft import Draft
from importers.placed import LABEL
from importers.words.kin import parts_of_money
from importers.words.listed import words
from importers.words.vocabulary import Word

_PARTS = 2  # parts of a sum
_FIRST_CELLS = 2  # among which the word for the sum stands
_LEAST = 3  # amounts of an allocation: the whole and two parts


def takes_money(draft: Draft, line: Line) -> bool:
    """True (and the form's amount is its first one) for a row that begins with words for money, all others amounts."""
    if not _speaks_of_money(draft, line):
        return False
    line.placed[0] = LABEL
    unit = unit_in(line.words[0], label=True)
    if unit:
        draft.count_in(unit)
    where = draft.put_in_form("amount", line.filled[1].text)
    if where:
        line.placed[1] = where
    return True


def takes_allocation(draft: Draft, line: Line) -> bool:
    """The same for a row over the indicators: what is said there of the parts must be the whole."""
    return adds_up(line.texts[1:]) and takes_money(draft, line)


def adds_up(texts: Sequence[str]) -> bool:
    """Amounts of which the first is the sum of all the others."""
    whole, *parts = [MONEY.amount(text) or 0 for text in texts] or [0]
    return len(parts) + 1 >= _LEAST and whole == sum(parts) and all(map(is_amount, texts))


def _speaks_of_money(draft: Draft, line: Line) -> bool:
    if len(line.filled) < 2 or 0 in line.placed:
        return False
    first, *others = line.words
    path = first.field(draft.form.kind) or (first.in_list or "").removeprefix("form.")
    return path == "amount" and all(MONEY.amount(word.text) is not None for word in others)


class Whole(NamedTuple):
    """The cell of a line that holds the sum of a list, and the unit that the head of its column names."""

    line: Line
    cell: int
    unit: str

    @property
    def text(self) -> str:
        """The amount with its unit."""
        return self.line.texts[self.cell].strip() + self.unit


def whole_of_costs(lines: Sequence[Line]) -> Whole | None:
    """The sum of the list among these lines, where there is just one."""
    found = [*_wholes(lines)]
    return found[0] if len({one.text for one in found}) == 1 else None


def _wholes(lines: Sequence[Line]) -> Iterator[Whole]:
    for number, line in enumerate(lines):
        if not any(word.begins_sum for word in line.words[:_FIRST_CELLS]):
            continue
        above = _above(lines, number)
        for index, spot in enumerate(line.filled):
            if is_amount(spot.text):
                yield from _whole(line, index, above)


def _above(lines: Sequence[Line], number: int) -> list[Line]:
    """The rows of its table above one, the nearest first."""
    table = lines[number].table
    return [*takewhile(lambda one: one.table == table, reversed(lines[:number]))]


def _whole(line: Line, index: int, above: Sequence[Line]) -> Iterator[Whole]:
    """The cell as the sum of the amounts in a column right above it, below a head that speaks of money."""
    sought = MONEY.amount(line.texts[index])
    own = line.filled[index].column
    for column in (
        [own] if line.spans_known or own >= len(line.filled) else range(max(one.width for one in above or [line]))
    ):
        parts = [*takewhile(lambda amount: amount is not None, (_amount(one, column) for one in above))]
        head = above[len(parts)] if _PARTS <= len(parts) < len(above) else None
        said = [word for word in head.words if _is_money(word)] if head else []
        if said and sum(filter(None, parts), Decimal(0)) == sought:
            over = next((spot.word for spot in head.filled if spot.column == own), None) if head else None
            named = over if over in said else said[-1]
            yield Whole(line, index, unit_in(named, label=True))
            return


def _amount(line: Line, column: int) -> Decimal | None:
    """What stands in a column of a row, as an amount."""
    text = next((spot.text for spot in line.filled if spot.column == column), "")
    return MONEY.amount(text) if is_amount(text) else None


def _is_money(word: Word) -> bool:
    """A head over amounts: 金额（万元）, 小计."""
    return any(one in word.bare for one in parts_of_money()) or word.bare in words("total")
