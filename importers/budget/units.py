"""收入总表, 一般公共预算支出表（分单位）: the money of the unit and of those below it, a row for each."""

from __future__ import annotations

from decimal import Decimal

from importers.budget.reading import Reading
from importers.budget.subjects import KINDS, is_total
from importers.budget.tables import Heads, Sheet
from importers.words.listed import matching
from models.values import FundingSource

CONTEXTS = ("budget_unit", "budget_function", "budget_income")


def unit_heads(sheet: Sheet) -> Heads:
    """The columns of a table by unit with its money by kind or by source; empty for any other table."""
    found = sheet.heads(*CONTEXTS)
    sources = sum(source.value in found for source in FundingSource)
    money = {"amount", "basic", "project"} <= found.keys() or ("amount" in found and sources > 1)
    return found if "unit_name" in found and money else {}


def read_units(sheet: Sheet, heads: Heads, reading: Reading) -> None:
    """The row of the sum; and the rows of units as far as they say the same, as that of the only unit does."""
    reading.place_heads(sheet, heads["head"], *CONTEXTS)
    rows = [row for row in range(heads["head"], len(sheet.rows)) if sheet.amount(row, heads["amount"]) is not None]
    whole = next((row for row in rows if is_total(sheet, row)), rows[0] if len(rows) == 1 else None)
    if whole is None:
        return
    income, meanings = _is_income(sheet, heads), {column: name for name, column in heads.items() if name != "head"}
    for column in sheet.rows[whole]:
        amount = sheet.amount(whole, column)
        name = meanings.get(column, "this_year")
        where = _place(reading, sheet, name, amount, income=income) if amount is not None else ""
        for row in rows if where else ():
            reading.place_money(sheet, row, column, where, amount)
    reading.place_sum_words(sheet, whole)


def _is_income(sheet: Sheet, heads: Heads) -> bool:
    return sheet.titled("income") or not {"basic", "project"} & heads.keys()


def _place(reading: Reading, sheet: Sheet, name: str, amount: Decimal, *, income: bool) -> str:
    """Which line of the income, or which of the expenditure as far as that is known, an amount of the sum is."""
    if income:
        source = "total" if name in ("amount", "this_year") else name  # 小计 of this year is all, where it is as much
        return reading.income(FundingSource(source), amount) if source in set(FundingSource) else ""
    part = matching("budget_part", sheet.caption)
    if name == "amount" and part and reading.received(FundingSource(part)) == amount:
        return f"budget.income.{part}.amount"
    known = reading.budget.expenditure.get(KINDS[name]) if name in KINDS else None
    return f"budget.expenditure.{KINDS[name]}.amount" if known and known.amount == amount else ""
