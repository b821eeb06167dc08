"""收支预算总表: income on one side, expenditure on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from importers.budget.reading import Reading, is_head, repeated
from importers.budget.tables import Sheet, is_word, number_in
from importers.placed import HEAD, LABEL
from importers.words.vocabulary import matching, patterns, word_of
from models.dossier import FunctionLine
from models.values import ExpenditureKind, FundingSource

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十廿]+[、.]|\([一二三四五六七八九十廿]+\)|\d+[、.])")
Places = tuple[str, str]
"""Where a label went and where its amount; empty for one that found no place."""


def is_overview(sheet: Sheet) -> bool:
    """Income on one side, expenditure on the other, all of it and not only 财政拨款."""
    if sheet.titled("fiscal_table") or sheet.holds("fiscal_line") or sheet.holds("form"):
        return False
    found = {side for row in sheet.rows for word in row.values() for side in _SIDES if _is_total(side, word.norm)}
    return len(found) == len(_SIDES)


def read_overview(sheet: Sheet, reading: Reading) -> None:
    """Takes every label of the table with the amount beside it."""
    totals = [column for row in sheet.rows for column, word in row.items() if _is_total("budget_spending", word.norm)]
    middle = min(totals)
    for row, column, label in sorted(_labels(sheet), key=lambda found: _is_this_year(found[2])):
        at = _value_column(sheet, row, column)
        line = _income_line if column < middle else _spending_line
        where, value = line(reading, label, sheet.amount(row, at))
        reading.place(sheet, row, column, where)
        reading.place(sheet, row, at, value)


_SIDES = ("budget_income", "budget_spending")


def _is_total(side: str, label: str) -> bool:
    return bool(patterns(side)["total"].search(label))


def _is_this_year(label: str) -> bool:
    return bool(patterns("budget_income")["this_year"].search(label))


def _labels(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Every cell with words, its words without running number."""
    for number, row in enumerate(sheet.rows):
        for column, word in row.items():
            if number_in(word) is None:
                yield number, column, _NUMBERING.sub("", word.norm)


def _value_column(sheet: Sheet, row: int, label: int) -> int | None:
    """Where the amount of a label stands: right of it, before the next label; this year's where there are several."""
    found: list[int] = []
    for column in sorted(column for column in sheet.rows[row] if column > label):
        if number_in(sheet.rows[row][column]) is None:
            break
        found.append(column)
    this_year = [column for column in found if not _is_other_year(sheet, row, column)]
    return next(iter(this_year or found), None)


def _is_other_year(sheet: Sheet, row: int, column: int) -> bool:
    """The words over a column of numbers speak of another year."""
    over = (sheet.rows[above].get(column) for above in range(row - 1, -1, -1))
    head = next((word for word in over if word is not None and number_in(word) is None), None)
    return head is not None and is_word("other_year", head)


def _income_line(reading: Reading, label: str, amount: Decimal | None) -> Places:
    """Takes a line of the income side."""
    meaning = matching("budget_income", label)
    if meaning is None:
        return _head(label, "budget_income")
    if amount is None:
        return LABEL, ""
    if meaning == "this_year":
        return LABEL, repeated(amount, reading.budget.income.items(), "income")
    return LABEL, reading.income(FundingSource(meaning), amount)


def _spending_line(reading: Reading, label: str, amount: Decimal | None) -> Places:
    """Takes a line of the expenditure side."""
    meaning = matching("budget_spending", label)
    if meaning is None:
        return _head(label, "budget_spending")
    if amount is None or meaning == "carried_on":
        return LABEL, ""
    if meaning == "class":
        return _function_class(reading, label, amount)
    if meaning == "this_year":
        return LABEL, repeated(amount, reading.budget.expenditure.items(), "expenditure")
    return LABEL, reading.spending(ExpenditureKind(meaning), amount)


def _head(label: str, context: str) -> Places:
    return (HEAD, "") if is_head(word_of(label), context) else ("", "")


def _function_class(reading: Reading, name: str, amount: Decimal) -> Places:
    """A 类 of the overview: already there from 支出预算总表, or a line without code."""
    lines = reading.budget.functions
    same = [line for line in lines if word_of(line.name).norm == name and len(line.code) in (0, 3)]
    if not same and not any(line.code for line in lines):
        same = [FunctionLine(name=name, amount=amount)]
        reading.budget.functions = [*lines, *same]
    line = next((line for line in same if line.amount == amount), None)
    return (f"{line.id}.name", f"{line.id}.amount") if line else (LABEL, "")
