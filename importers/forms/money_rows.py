"""A row of money among the indicators or over them: the whole amount, and its parts for places side by side."""

from __future__ import annotations

from importers.amounts import MONEY, unit_in
from importers.finding.lines import Line
from importers.forms.draft import Draft
from importers.placed import LABEL

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
    whole, *parts = [MONEY.amount(word.text) or 0 for word in line.words[1:]] or [0]
    return len(parts) + 1 >= _LEAST and whole == sum(parts) and takes_money(draft, line)


def _speaks_of_money(draft: Draft, line: Line) -> bool:
    if len(line.filled) < 2 or 0 in line.placed:
        return False
    first, *others = line.words
    path = first.field(draft.form.kind) or (first.in_list or "").removeprefix("form.")
    return path == "amount" and all(MONEY.amount(word.text) is not None for word in others)
