"""一般公共预算“三公”经费支出表: in columns beside each other, or in rows below each other."""

from __future__ import annotations

from collections.abc import Iterator

from importers.budget.reading import Reading
from importers.budget.subjects import is_total
from importers.budget.tables import Sheet, is_word, number_in
from importers.placed import HEAD, LABEL
from importers.words.listed import matching
from models.values import OfficialExpense

_CONTEXT = "budget_official"
_MOST_ROWS = 40  # of a table of the expenses, notes and all
_FEWEST = 3  # of the expenses that a table of them names


def is_official(sheet: Sheet) -> bool:
    """A table that names the single expenses."""
    named = {matching(_CONTEXT, word.norm) for row in sheet.rows[:_MOST_ROWS] for word in row.values()} - {
        None,
        "total",
    }
    return len(named) >= _FEWEST and not sheet.holds("subject")


def read_official(sheet: Sheet, reading: Reading) -> None:
    """This year's amounts; those of earlier years in columns or rows of their own are left."""
    for row in range(len(sheet.rows)):
        for column, word in sheet.rows[row].items():
            if number_in(word) is None and (matching(_CONTEXT, word.norm) or is_word("head", word)):
                reading.place(sheet, row, column, LABEL if _beside(sheet, row, column) else HEAD)
    for row, column, expense in _amounts(sheet):
        amount = sheet.amount(row, column)
        if amount is not None:
            reading.place(sheet, row, column, reading.official(expense, amount))


def _amounts(sheet: Sheet) -> Iterator[tuple[int, int, OfficialExpense]]:
    """Where this year's amount of every expense stands."""
    down = [row for row, cells in enumerate(sheet.rows) if any(_beside(sheet, row, column) for column in cells)]
    if len(down) >= _FEWEST:
        yield from _down(sheet, down)
        return
    rows = [row for row in range(sheet.first_number, len(sheet.rows)) if _has_number(sheet, row)]
    whole = next((row for row in rows if is_total(sheet, row)), rows[0] if rows else None)
    groups = sheet.years()
    newest = max(groups.values(), default="")
    for column, meaning in sheet.meanings(_CONTEXT).items():
        if whole is not None and groups.get(column, newest) == newest:
            yield whole, column, OfficialExpense(meaning)


def _down(sheet: Sheet, rows: list[int]) -> Iterator[tuple[int, int, OfficialExpense]]:
    """One expense below the other, its years beside it."""
    groups = sheet.years()
    newest = max(groups.values(), default="")
    for row in rows:
        label = next(column for column in sorted(sheet.rows[row]) if _beside(sheet, row, column))
        meaning = matching(_CONTEXT, sheet.rows[row][label].norm)
        numbers = [
            column for column in sorted(sheet.rows[row]) if column > label and sheet.amount(row, column) is not None
        ]
        now = [column for column in numbers if groups.get(column, newest) == newest]
        if meaning and now:
            yield row, now[0], OfficialExpense(meaning)


def _beside(sheet: Sheet, row: int, column: int) -> bool:
    """An expense with an amount right beside it."""
    word = sheet.rows[row][column]
    return matching(_CONTEXT, word.norm) is not None and sheet.amount(row, column + 1) is not None


def _has_number(sheet: Sheet, row: int) -> bool:
    return any(sheet.amount(row, column) is not None for column in sheet.rows[row])
