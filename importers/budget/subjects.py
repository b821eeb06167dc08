"""Expenditure by classification code: 支出预算总表, 一般公共预算支出表, 基本支出表 and their like."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from importers.budget.reading import Reading
from importers.budget.tables import Heads, Sheet, is_word
from importers.words.listed import matching
from models.dossier import EconomyLine, FunctionLine
from models.paths import read
from models.python import regex
from models.values import ExpenditureKind, FundingSource

_CODE = regex(r"^\d{3}(?:\d{2}){0,2}$")
_ECONOMY = regex(r"^[35]\d{2}(?:\d{2})?$")  # of the departments' budget and of the government's
_SUBJECT, _SOURCE = "budget_function", "budget_income"
CONTEXTS = (_SUBJECT, _SOURCE)
KINDS = {
    "amount": ExpenditureKind.TOTAL,
    "basic": ExpenditureKind.BASIC,
    "project": ExpenditureKind.PROJECT,
    "personnel": ExpenditureKind.PERSONNEL,
    "operation": ExpenditureKind.OPERATION,
}
"""Field of a line → the line of the expenditure that adds it up."""


class Subjects(NamedTuple):
    """A table with a code, a name and money in its columns; ``part`` is what it is confined to, such as 政府性基金."""

    sheet: Sheet
    heads: Heads
    economy: bool
    part: FundingSource | None
    columns: dict[int, str]
    """Column of money → the field of a line that it fills."""

    @property
    def rows(self) -> range:
        """The rows below the heads."""
        return range(self.heads["head"], len(self.sheet.rows))

    def code(self, row: int) -> str:
        """The code of a row: in one column, or 类, 款 and 项 in three."""
        return _code(self.sheet, self.heads, row)

    @property
    def total(self) -> Decimal | None:
        """What the table says it adds up to."""
        amounts = (self.sheet.amount(row, self.heads.get("amount")) for row in self.rows if is_total(self.sheet, row))
        return next((amount for amount in amounts if amount is not None), None)

    def is_whole(self, reading: Reading) -> bool:
        """True where it holds all that is spent (for what it is on), not only a part."""
        kind = KINDS.get(self.columns.get(self.heads.get("amount", -1), ""), ExpenditureKind.TOTAL)
        known = reading.budget.expenditure.get(kind)
        return self.part is None or (known is not None and self.total == known.amount is not None)

    @property
    def place_in_line(self) -> int:
        """Whole expenditures are read first, then income by code, then what is confined to a part."""
        return 2 if self.part else int(self.sheet.titled("income"))


def subjects_of(sheet: Sheet) -> Subjects | None:
    """The table as one by code; None for any other."""
    heads = sheet.heads(*CONTEXTS)
    columns = {heads[name]: field for name, field in _money(heads)}
    if "name" not in heads or not heads.keys() & {"code", "class"} or not columns:
        return None
    codes = (_code(sheet, heads, row) for row in range(heads["head"], len(sheet.rows)))
    economy = bool(_ECONOMY.match(next(filter(None, codes), "")))
    part = matching("budget_part", sheet.caption)
    if "amount" in heads:
        columns[heads["amount"]] = _field_of_amount(sheet, part, economy=economy)
    return Subjects(sheet, heads, economy, FundingSource(part) if part else None, columns)


def _field_of_amount(sheet: Sheet, part: str | None, *, economy: bool) -> str:
    """What 合计 is in a table that is confined to one kind of expenditure or to a part of the money."""
    if economy:
        return next((field for field in ("basic", "project") if sheet.titled(f"{field}_only")), "amount")
    return f"funding.{part}" if part else "amount"


def _money(heads: Heads) -> Iterator[tuple[str, str]]:
    sources = {source.value for source in FundingSource if source is not FundingSource.TOTAL}
    for name in heads:
        if name in KINDS:
            yield name, name
        elif name in sources:
            yield name, f"funding.{name}"


def read_subjects(table: Subjects, reading: Reading) -> None:
    """The codes with their money, and the total. Where the codes are known, what says the same is placed."""
    sheet, lines = table.sheet, reading.budget.economy if table.economy else reading.budget.functions
    known: dict[str, FunctionLine] = {line.code: line for line in lines if line.code}
    closed = not table.economy and any(line.amount is not None for line in known.values())
    whole = table.is_whole(reading)
    reading.place_heads(sheet, table.heads["head"], *CONTEXTS)
    for row in table.rows:
        code = table.code(row)
        if code and code not in known and not closed and _has_money(table, row):
            known[code] = EconomyLine(code=code) if table.economy else FunctionLine(code=code)
        if code in known:
            _read_line(table, reading, row, known[code], whole=whole)
        elif is_total(sheet, row):
            _read_total(table, reading, row, whole=whole)
    if table.economy:
        reading.budget.economy = [line for line in known.values() if isinstance(line, EconomyLine)]
    elif known:
        codeless = [line for line in reading.budget.functions if not line.code]
        reading.budget.functions = [*known.values(), *codeless]


def _has_money(table: Subjects, row: int) -> bool:
    return any(table.sheet.amount(row, column) is not None for column in table.columns)


def _read_line(table: Subjects, reading: Reading, row: int, line: FunctionLine, *, whole: bool) -> None:
    """The cells of a row; of a table of a part only those that say what the whole line says."""
    sheet = table.sheet
    for column in _code_columns(table.heads):
        reading.place(sheet, row, column, f"{line.id}.code")
    reading.keep_text(sheet, row, table.heads["name"], line, "name")
    same_basic = "basic" in table.heads and sheet.amount(row, table.heads["basic"]) == line.basic is not None
    for column, field in table.columns.items():
        own = field.startswith("funding.") or (same_basic and field in ("personnel", "operation"))
        if whole or table.economy or own:
            reading.keep(sheet, row, column, line, field)
        else:
            reading.place_money(sheet, row, column, f"{line.id}.{field}", read(line, field))


def _read_total(table: Subjects, reading: Reading, row: int, *, whole: bool) -> None:
    for column, field in table.columns.items():
        amount = table.sheet.amount(row, column)
        where = _total_place(table, reading, field, amount, whole=whole) if amount is not None else ""
        if where:
            reading.place(table.sheet, row, column, where)
        else:
            reading.place_sum(table.sheet, row, column, _first_level(table, column))
    reading.place_sum_words(table.sheet, row)


def _total_place(table: Subjects, reading: Reading, field: str, amount: Decimal, *, whole: bool) -> str:
    """Which line of the income or the expenditure an amount of the total row is."""
    source = FundingSource(field.removeprefix("funding.")) if field.startswith("funding.") else None
    if table.sheet.titled("income"):
        return reading.income(source or FundingSource.TOTAL, amount)
    if source:
        if reading.received(source) == amount:
            return f"budget.income.{source}.amount"
        return "budget.expenditure.total.amount" if reading.total == amount else ""
    if whole:
        return reading.spending(KINDS[field], amount)
    known = reading.budget.expenditure.get(KINDS[field])
    return f"budget.expenditure.{KINDS[field]}.amount" if known and known.amount == amount else ""


def _first_level(table: Subjects, column: int) -> list[Decimal | None]:
    """The amounts of the rows that the total adds up: those of the shortest codes."""
    codes = {row: code for row in table.rows if (code := table.code(row))}
    shortest = min(map(len, codes.values()), default=0)
    return [table.sheet.amount(row, column) for row, code in codes.items() if len(code) == shortest]


def is_total(sheet: Sheet, row: int) -> bool:
    """A row that adds up others."""
    return any(is_word("sum", word) for word in sheet.rows[row].values())


def _code_columns(heads: Heads) -> list[int]:
    parts = ("class", "section", "item") if "class" in heads else ("code",)
    return [heads[part] for part in parts if part in heads]


def _code(sheet: Sheet, heads: Heads, row: int) -> str:
    code = "".join(sheet.word(row, column).norm for column in _code_columns(heads))
    return code if _CODE.match(code) else ""
