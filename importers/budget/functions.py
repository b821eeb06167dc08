"""支出预算总表 and its like: expenditure by functional classification code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.budget.reading import Reading
from importers.budget.tables import Heads, Sheet, is_word
from importers.placed import SUM
from models.dossier import FunctionLine
from models.values import ExpenditureKind

_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_CONTEXT = "budget_function"
_MONEY = ("amount", "basic", "project")
_KINDS = {
    "amount": ExpenditureKind.TOTAL,
    "basic": ExpenditureKind.BASIC,
    "project": ExpenditureKind.PROJECT,
    "personnel": ExpenditureKind.PERSONNEL,
    "operation": ExpenditureKind.OPERATION,
}


def function_heads(sheet: Sheet) -> Heads:
    """The columns of a table by function code with 合计, 基本支出 and 项目支出; empty for any other table."""
    found = sheet.heads(_CONTEXT)
    complete = found.keys() >= {"name", *_MONEY} and bool(found.keys() & {"code", "class"})
    return found if complete and not sheet.holds("form") else {}


def read_functions(sheet: Sheet, heads: Heads, reading: Reading) -> None:
    """The codes with their money, and the total; a second such table only repeats the first."""
    if not reading.budget.functions:
        reading.budget.functions = list(_lines(sheet, heads))
    reading.place_heads(sheet, heads["head"], _CONTEXT)
    known = {line.code: line for line in reading.budget.functions}
    for row in range(heads["head"], len(sheet.rows)):
        line = known.get(_code_at(sheet, heads, row))
        if line is not None:
            _place_line(sheet, heads, reading, row, line)
        elif is_total(sheet, row):
            _total_row(sheet, heads, reading, row, _MONEY)


def read_repeated(sheet: Sheet, heads: Heads, reading: Reading) -> None:
    """一般公共预算支出表 and its like: what they repeat; 人员经费 and 公用经费 where they are the whole expenditure."""
    known = {line.code: line for line in reading.budget.functions}
    for row in range(heads["head"], len(sheet.rows)):
        line = known.get(_code_at(sheet, heads, row))
        total = sheet.amount(row, heads["amount"])
        if line is not None and line.amount == total is not None:
            _place_line(sheet, heads, reading, row, line)
        elif line is None and is_total(sheet, row) and total == reading.total is not None:
            reading.place_heads(sheet, heads["head"], _CONTEXT)
            _total_row(sheet, heads, reading, row, tuple(_KINDS))


def is_total(sheet: Sheet, row: int) -> bool:
    """A row that adds up others."""
    return any(is_word("sum", word) for word in sheet.rows[row].values())


def place_sum_words(sheet: Sheet, reading: Reading, row: int) -> None:
    """合计 in a row whose amounts are in the budget."""
    for column, word in sheet.rows[row].items():
        if is_word("sum", word):
            reading.place(sheet, row, column, SUM)


def _lines(sheet: Sheet, heads: Heads) -> Iterator[FunctionLine]:
    for row in range(heads["head"], len(sheet.rows)):
        code, name = _code_at(sheet, heads, row), sheet.word(row, heads["name"]).one_line
        amount, basic, project = (sheet.amount(row, heads[part]) for part in _MONEY)
        if code and amount is not None:
            yield FunctionLine(code=code, name=name, amount=amount, basic=basic, project=project)


def _code_columns(heads: Heads) -> list[int]:
    parts = ("class", "section", "item") if "class" in heads else ("code",)
    return [heads[part] for part in parts if part in heads]


def _code_at(sheet: Sheet, heads: Heads, row: int) -> str:
    """The function code of a row: in one column, or 类, 款 and 项 in three."""
    code = "".join(sheet.word(row, column).norm for column in _code_columns(heads))
    return code if _CODE.match(code) else ""


def _place_line(sheet: Sheet, heads: Heads, reading: Reading, row: int, line: FunctionLine) -> None:
    """The cells of a row that say what a line of the budget says."""
    for column in _code_columns(heads):
        reading.place(sheet, row, column, f"{line.id}.code")
    if sheet.word(row, heads["name"]).one_line == line.name:
        reading.place(sheet, row, heads["name"], f"{line.id}.name")
    for part in _MONEY:
        reading.place_money(sheet, row, heads[part], f"{line.id}.{part}", getattr(line, part))


def _total_row(sheet: Sheet, heads: Heads, reading: Reading, row: int, parts: tuple[str, ...]) -> None:
    for part in parts:
        amount = sheet.amount(row, heads.get(part))
        where = reading.spending(_KINDS[part], amount) if amount is not None else ""
        reading.place(sheet, row, heads.get(part), where)
        if where:
            place_sum_words(sheet, reading, row)
