"""收支预算总表 and 财政拨款收支预算总表: income on one side, expenditure on the other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from importers.budget.reading import Reading, is_head, repeated
from importers.budget.tables import Sheet, is_word, number_in
from importers.placed import HEAD, LABEL, SUM
from importers.words.listed import matching, patterns
from importers.words.vocabulary import Word, word_of
from models.python import regex
from models.values import ExpenditureKind, FundingSource

_NUMBERING = regex(r"^(?:[一二三四五六七八九十廿]+[、.]|\([一二三四五六七八九十廿]+\)|\d+[、.])")
Places = tuple[str, str]
"""Where a label went and where its amount; empty for one that found no place."""


def is_overview(sheet: Sheet) -> bool:
    """Income on one side, expenditure on the other."""
    found = {side for row in sheet.rows for word in row.values() for side in _SIDES if _is_total(side, word.norm)}
    return len(found) == len(_SIDES)


def is_fiscal(sheet: Sheet) -> bool:
    """An overview of 财政拨款 alone."""
    return sheet.titled("fiscal_table") or sheet.holds("fiscal_line")


def read_overview(sheet: Sheet, reading: Reading) -> None:
    """Takes every label of the table with the amount beside it."""
    for row, column, label in sorted(_labels(sheet), key=lambda found: _is_this_year(found[2])):
        at = _value_column(sheet, row, column)
        line = _income_line if column < _middle(sheet) else _spending_line
        where, value = line(reading, label, sheet.amount(row, at))
        reading.place(sheet, row, column, where)
        reading.place(sheet, row, at, value)


def read_fiscal(sheet: Sheet, reading: Reading) -> None:
    """The same of 财政拨款: this year's by its parts, and what it pays of every 类, by parts where they are told."""
    middle, carried = _middle(sheet), False
    for row, column, label in _labels(sheet):
        at = _value_column(sheet, row, column)
        amount = sheet.amount(row, at)
        if column >= middle:
            _fiscal_spending(sheet, reading, row, column, label)
            continue
        meaning = matching("budget_income", label)
        carried = meaning == "carryover" or (carried and meaning not in ("total", "this_year"))
        where = LABEL if meaning else HEAD if is_head(word_of(label), "budget_income") else ""
        reading.place(sheet, row, column, where)
        if meaning and amount is not None and not carried:
            reading.place(sheet, row, at, _fiscal_income(reading, meaning, amount))


def _fiscal_income(reading: Reading, meaning: str, amount: Decimal) -> str:
    if meaning == "total":
        known = reading.received(FundingSource.FISCAL)
        return SUM if known is None or known == amount else ""
    if meaning == "this_year":
        meaning = FundingSource.FISCAL
    return reading.income(FundingSource(meaning), amount)


def _fiscal_spending(sheet: Sheet, reading: Reading, row: int, column: int, label: str) -> None:
    meaning = matching("budget_spending", label)
    head = HEAD if is_head(word_of(label), "budget_spending", "budget_income") else ""
    reading.place(sheet, row, column, LABEL if meaning else head)
    values = [at for at in _values_beside(sheet, row, column) if not _is_other_year(sheet, row, at)]
    sources = {at: _source_over(sheet, row, at) for at in values}
    line = reading.function_class(label) if meaning == "class" and values else None
    for at in values:
        if line:
            reading.keep(sheet, row, at, line, f"funding.{sources[at] or FundingSource.FISCAL}")
    for at in values if meaning in ("total", "this_year") else ():
        if sheet.amount(row, at) == reading.received(sources[at] or FundingSource.FISCAL):
            reading.place(sheet, row, at, SUM)


def _source_over(sheet: Sheet, row: int, column: int) -> FundingSource | None:
    """The source of money that the head over a column of numbers names."""
    head = _head_over(sheet, row, column)
    meaning = matching("budget_income", head.norm) if head is not None else None
    return FundingSource(meaning) if meaning in set(FundingSource) - {FundingSource.TOTAL} else None


def _middle(sheet: Sheet) -> int:
    """Where the side of the expenditure begins."""
    return min(column for row in sheet.rows for column, word in row.items() if _is_total("budget_spending", word.norm))


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
    found = _values_beside(sheet, row, label)
    this_year = [column for column in found if not _is_other_year(sheet, row, column)]
    return next(iter(this_year or found), None)


def _values_beside(sheet: Sheet, row: int, label: int) -> list[int]:
    """The columns of numbers right of a label, before the next label."""
    found: list[int] = []
    for column in sorted(column for column in sheet.rows[row] if column > label):
        if number_in(sheet.rows[row][column]) is None:
            break
        found.append(column)
    return found


def _head_over(sheet: Sheet, row: int, column: int) -> Word | None:
    """The words over a column of numbers."""
    over = (sheet.rows[above].get(column) for above in range(row - 1, -1, -1))
    return next((word for word in over if word is not None and number_in(word) is None), None)


def _is_other_year(sheet: Sheet, row: int, column: int) -> bool:
    """The words over a column of numbers speak of another year."""
    head = _head_over(sheet, row, column)
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
    line = reading.function_class(name)
    if line is None:
        return LABEL, ""
    if line.amount is None:
        line.amount = amount
    return (f"{line.id}.name", f"{line.id}.amount") if line.amount == amount else (LABEL, "")
