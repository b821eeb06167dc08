"""What has been read of the unit's budget so far, and the cells it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from importers.budget.tables import Sheet, is_no_number, is_word
from importers.placed import HEAD, LABEL, SUM, Placed
from importers.words.listed import matching
from importers.words.vocabulary import Word, word_of
from models.dossier import Budget, FunctionLine
from models.paths import read, write
from models.values import ExpenditureKind, FundingSource, MoneyLine, Node, OfficialExpense

_CLASS = 3  # digits of the code of a 类


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

    def official(self, expense: OfficialExpense, amount: Decimal) -> str:
        """Keeps a line of the “三公”经费; where, or nothing when it is there with another amount."""
        return _kept(self.budget.official.setdefault(expense, MoneyLine()), amount, f"official.{expense}")

    def keep(self, sheet: Sheet, row: int, column: int, line: Node, field: str) -> None:
        """Keeps the money of a cell in a field of a line (``basic``, ``funding.general``) where that is blank.

        The cell found its place where the field holds that amount now; a dash says that there is none.
        """
        amount = sheet.amount(row, column)
        if amount is not None and read(line, field) is None:
            write(line, field, amount)
        self.place_money(sheet, row, column, f"{line.id}.{field}", read(line, field))

    def keep_text(self, sheet: Sheet, row: int, column: int | None, line: Node, field: str) -> None:
        """Keeps the words of a cell in a field of a line where that is blank."""
        text = sheet.word(row, column).one_line
        if text and not read(line, field):
            write(line, field, text)
        if text == read(line, field):
            self.place(sheet, row, column, f"{line.id}.{field}")

    def _known_class(self, name: str) -> FunctionLine | None:
        """The line of a 类 of that name."""
        lines = self.budget.functions
        same = (line for line in lines if word_of(line.name).norm == name and len(line.code) in (0, _CLASS))
        return next(same, None)

    def function_class(self, name: str) -> FunctionLine | None:
        """The line of a 类; one without code is made where no line has one, else what is not there has no place."""
        line = self._known_class(name)
        if line is None and not any(line.code for line in self.budget.functions):
            line = FunctionLine(name=name)
            self.budget.functions = [*self.budget.functions, line]
        return line

    @property
    def total(self) -> Decimal | None:
        """The whole expenditure, as far as it is known."""
        line = self.budget.expenditure.get(ExpenditureKind.TOTAL)
        return line.amount if line is not None else None

    def received(self, source: FundingSource) -> Decimal | None:
        """The income of a source, as far as it is known."""
        line = self.budget.income.get(source)
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

    def place_heads(self, sheet: Sheet, rows: int, *contexts: str) -> None:
        """The words that head the columns, as far as they are known."""
        for row in range(rows):
            for column, word in sheet.rows[row].items():
                if is_head(word, *contexts):
                    self.place(sheet, row, column, HEAD)

    def place_sum(self, sheet: Sheet, row: int, column: int, parts: Iterable[Decimal | None]) -> None:
        """An amount that only adds up what has been read."""
        amounts = [part for part in parts if part is not None]
        placed = self.placed.get(sheet.place(row, column))
        if not placed and amounts and sheet.amount(row, column) == sum(amounts):
            self.place(sheet, row, column, SUM)

    def place_sum_words(self, sheet: Sheet, row: int) -> None:
        """合计 in a row some amount of which is in the budget."""
        if any(self.placed.get(sheet.place(row, column), HEAD) != HEAD for column in sheet.rows[row]):
            for column, word in sheet.rows[row].items():
                if is_word("sum", word):
                    self.place(sheet, row, column, SUM)


def is_head(word: Word, *contexts: str) -> bool:
    """A word that heads a column of those kinds of table, or of any."""
    return any(matching(context, word.norm) for context in contexts) or is_word("head", word)


def repeated(amount: Decimal, lines: Iterable[tuple[str, MoneyLine]], name: str) -> str:
    """本年合计 is no line of the budget; it is in it all the same when it equals one: which."""
    return next((f"budget.{name}.{key}.amount" for key, line in lines if line.amount == amount), "")


def _kept(line: MoneyLine, amount: Decimal, name: str) -> str:
    if line.amount is None:
        line.amount = amount
    return f"budget.{name}.amount" if line.amount == amount else ""
