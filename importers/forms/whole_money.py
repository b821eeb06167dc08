"""The amount of the whole project beside the year's: 资金总额 | 860万元 | 当年资金总额 | 320万元."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from importers.amounts import MONEY, is_amount
from importers.finding.lines import Line
from importers.words.variants import YEARLY
from importers.words.vocabulary import Word
from models.forms import AnyForm, ProjectForm


def beside_yearly(line: Line, fields: Sequence[str | None]) -> list[str | None]:
    """The fields that the cells of a row label, 资金总额 as the whole project's money where another label beside it is
    of the year's; each before its amount."""
    found = [*fields]
    own = [n for n, path in enumerate(fields[:-1]) if path == "amount" and is_amount(line.texts[n + 1])]
    yearly = [n for n in own if _is_yearly(line.words[n])]
    whole = [n for n in own if n not in yearly and _says_total(line.words[n])]
    if len(own) == 2 and len(yearly) == len(whole) == 1:
        found[whole[0]] = "total_amount"
    return found


class AmountSaid(NamedTuple):
    """An amount, where it stands, and whether its label is of a sum that names no year."""

    whole: bool
    line: Line
    cell: int
    text: str


def amount_of_whole(form: AnyForm, before: AmountSaid | None, said: AmountSaid) -> AmountSaid:
    """Makes room for the year's amount below one of a sum without a year: that is the whole project's, unless it is
    less. The one that counts from now on."""
    if before is None or not before.whole or said.whole or not isinstance(form, ProjectForm):
        return said
    whole, year = MONEY.amount(before.text), MONEY.amount(said.text)
    path = f"{form.id}.amount"
    own = before.line.placed.get(before.cell) == path and form.total_amount is None
    if own and whole is not None and year is not None and whole > year:
        form.amount, form.total_amount = None, form.amount
        before.line.placed[before.cell] = f"{form.id}.total_amount"
    return said


def _is_yearly(word: Word) -> bool:
    return any(YEARLY.match(one) for one in word.as_label)


def _says_total(word: Word) -> bool:
    return "总" in word.bare
