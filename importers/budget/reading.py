"""What has been read of the unit's budget so far, and the cells it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from importers.budget.tables import Sheet, is_no_number
from importers.placed import HEAD, LABEL, Placed
from importers.words.vocabulary import Word, matching
from models.dossier import Budget
from models.values import ExpenditureKind, FundingSource, MoneyLine


@dataclass(slots=True)
class Reading:
    """The budget, and which value took which cell; a cell that repeats a value went there too."""

    budget: Budget
    placed: Placed = field(default_factory=dict)

    def income(self, source: FundingSource, amount: Decimal) -> str:
        """Keeps an income line; where, or nothing when it is there with another amount."""
        return _kept(self.budget.income.setdefault(source, MoneyLine()), amount, f"income.{source}")

    def spending(self, kind: ExpenditureKind, amount: Decimal) -> str:
        """Keeps an expenditure line; where, or nothing when it is there with another amount."""
        return _kept(self.budget.expenditure.setdefault(kind, MoneyLine()), amount, f"expenditure.{kind}")

    @property
    def total(self) -> Decimal | None:
        """The whole expenditure, as far as it is known."""
        line = self.budget.expenditure.get(ExpenditureKind.TOTAL)
        return line.amount if line is not None else None

    def place(self, sheet: Sheet, row: int, column: int | None, path: str) -> None:
        """A cell found its place; one without a path or a text has none."""
        if path and column is not None and column in sheet.rows[row]:
            self.placed[sheet.place(row, column)] = path

    def place_money(self, sheet: Sheet, row: int, column: int | None, path: str, value: Decimal | None) -> None:
        """A cell with the amount that is there now; a dash in it says that there is none."""
        if value is not None and sheet.amount(row, column) == value:
            self.place(sheet, row, column, path)
        elif is_no_number(sheet.word(row, column)):
            self.place(sheet, row, column, LABEL)

    def place_heads(self, sheet: Sheet, rows: int, context: str) -> None:
        """The words that head the columns, as far as they are known."""
        for row in range(rows):
            for column, word in sheet.rows[row].items():
                if is_head(word, context):
                    self.place(sheet, row, column, HEAD)


def is_head(word: Word, context: str) -> bool:
    """A word that heads a column of that kind of table, or of any."""
    return matching(context, word.norm) is not None or matching("budget_word", word.norm) == "head"


def repeated(amount: Decimal, lines: Iterable[tuple[str, MoneyLine]], name: str) -> str:
    """本年合计 is no line of the budget; it is in it all the same when it equals one: which."""
    return next((f"budget.{name}.{key}.amount" for key, line in lines if line.amount == amount), "")


def _kept(line: MoneyLine, amount: Decimal, name: str) -> str:
    if line.amount is None:
        line.amount = amount
    return f"budget.{name}.amount" if line.amount == amount else ""
