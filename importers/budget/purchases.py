"""政府采购预算表 and 政府向社会力量购买服务预算表: what is bought, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from importers.budget.reading import Reading
from importers.budget.subjects import is_total
from importers.budget.tables import Heads, Sheet
from models.dossier import BudgetPurchase

_CONTEXT = "budget_purchase"
_TEXTS = ("unit_name", "project", "item", "function", "economy", "source", "quantity", "measure")
_MONEY = ("price", "amount", "smaller", "smallest")


def purchase_heads(sheet: Sheet) -> Heads:
    """The columns of a list of what is bought; empty for any other table."""
    found = sheet.heads(_CONTEXT)
    return found if {"item", "amount"} <= found.keys() else {}


def read_purchases(sheet: Sheet, heads: Heads, reading: Reading) -> None:
    """Every line that says what is bought; a line that another table has brought already is only placed."""
    services = sheet.titled("services") or sheet.holds("services")
    lines = dict(_numbered(reading.budget.services if services else reading.budget.purchases))
    reading.place_heads(sheet, heads["head"], _CONTEXT)
    own = [row for row in range(heads["head"], len(sheet.rows)) if _is_line(sheet, heads, row)]
    said = [_line(sheet, heads, row) for row in own]
    for row, (key, line) in zip(own, _numbered(said), strict=True):
        _place_line(sheet, heads, reading, row, lines.setdefault(key, line))
    _place_totals(sheet, heads, reading, own)
    if services:
        reading.budget.services = [*lines.values()]
    else:
        reading.budget.purchases = [*lines.values()]


def _is_line(sheet: Sheet, heads: Heads, row: int) -> bool:
    named = sheet.word(row, heads["item"]).norm and not is_total(sheet, row)
    return bool(named) and sheet.amount(row, heads["amount"]) is not None


def _place_line(sheet: Sheet, heads: Heads, reading: Reading, row: int, line: BudgetPurchase) -> None:
    for field in _TEXTS:
        reading.keep_text(sheet, row, heads.get(field), line, field)
    for field in _MONEY:
        if field in heads:
            reading.keep(sheet, row, heads[field], line, field)


def _place_totals(sheet: Sheet, heads: Heads, reading: Reading, own: list[int]) -> None:
    """合计, as far as it is the sum of the lines."""
    for row in (row for row in range(heads["head"], len(sheet.rows)) if is_total(sheet, row)):
        for column in (heads[field] for field in _MONEY if field in heads):
            reading.place_sum(sheet, row, column, [sheet.amount(one, column) for one in own])
        reading.place_sum_words(sheet, row)


def _line(sheet: Sheet, heads: Heads, row: int) -> BudgetPurchase:
    texts = {field: sheet.word(row, heads.get(field)).one_line for field in _TEXTS}
    return BudgetPurchase(**texts, amount=sheet.amount(row, heads["amount"]))


def _numbered(lines: Iterable[BudgetPurchase]) -> Iterator[tuple[tuple[object, ...], BudgetPurchase]]:
    """Each line with what it is known by: what it says, and which of those it is that say the same."""
    before: Counter[tuple[object, ...]] = Counter()
    for line in lines:
        said = (line.unit_name, line.project, line.item, line.quantity, line.amount)
        yield (*said, before[said]), line
        before[said] += 1
