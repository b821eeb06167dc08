"""A document's tables as the budget's reader sees them: words by place, the words over the table, the unit of money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from importers.amounts import MONEY, Money, unit_in
from importers.placed import Place
from importers.words.listed import matching, patterns
from importers.words.vocabulary import Word, word_of
from models.python import regex
from models.table import Document, Paragraph, Table

_HEADING = regex(r"^[^。；]{0,40}$")
_CAPTION_REACH = 4
_HEAD_REACH = 6
_NO_NUMBERS = frozenset({"-", "－", "—", "--", "——", "/"})
_NOTHING = word_of("")
_YEAR = regex(r"(20\d\d)年?")
_YEAR_ORDER = {"last": "1", "this": "3", "change": "0"}  # as they sort

Heads = dict[str, int]
"""Meaning of a column → the column. ``head``: how many rows head the table (all where none has a number)."""


@dataclass(slots=True)
class Sheet:
    """One table: ``rows`` are its filled cells by column, ``caption`` the words over it, ``money`` makes it 万元."""

    number: int
    caption: str
    rows: list[dict[int, Word]] = field(default_factory=list)
    money: Money = MONEY
    _first_number: int = field(init=False, default=-1)

    @property
    def first_number(self) -> int:
        """The first row with a number in it, behind all where none has: those over it are heads."""
        if self._first_number < 0:
            numbered = (n for n, row in enumerate(self.rows) if any(number_in(w) is not None for w in row.values()))
            self._first_number = next(numbered, len(self.rows))
        return self._first_number

    def place(self, row: int, column: int) -> Place:
        """A cell of this table in the document."""
        return Place(self.number, row, column)

    def word(self, row: int, column: int | None) -> Word:
        """What a cell says; nothing where there is none."""
        return self.rows[row].get(column, _NOTHING) if column is not None else _NOTHING

    def amount(self, row: int, column: int | None) -> Decimal | None:
        """The money in a cell, in 万元; None where there is no number."""
        return number_in(self.word(row, column), self.money)

    def holds(self, name: str) -> bool:
        """Some cell matches that pattern of ``budget_word``."""
        pattern = patterns("budget_word")[name]
        return any(pattern.search(word.norm) for row in self.rows for word in row.values())

    def titled(self, name: str) -> bool:
        """The words over the table match that pattern of ``budget_word``."""
        return bool(patterns("budget_word")[name].search(self.caption))

    def meanings(self, *contexts: str) -> dict[int, str]:
        """Column → what its head means in the first context that knows it; the lowest such head counts."""
        found: dict[int, str] = {}
        for column, word in self._over():
            if meaning := next(filter(None, (matching(context, word.norm) for context in contexts)), None):
                found[column] = meaning
        return dict(sorted(found.items()))

    def heads(self, *contexts: str) -> Heads:
        """The first column of every meaning."""
        found: Heads = {"head": self.first_number}
        for column, meaning in self.meanings(*contexts).items():
            found.setdefault(meaning, column)
        return found

    def years(self) -> dict[int, str]:
        """Column → the year that a head over it, or over a group that it is in, names; later years sort behind."""
        found: dict[int, str] = {}
        width = max((max(cells, default=0) for cells in self.rows), default=0) + 1
        for cells in self.rows[: min(self.first_number, _HEAD_REACH)]:
            year = ""
            for column in range(width):
                if column in cells:
                    year = _year_of(cells[column])
                found |= {column: year} if year else {}
        return found

    def _over(self) -> Iterator[tuple[int, Word]]:
        """The words over the columns, from the top."""
        for cells in self.rows[: min(self.first_number, _HEAD_REACH)]:
            yield from cells.items()


def _year_of(word: Word) -> str:
    named = _YEAR.search(word.norm)
    return named[1] if named else _YEAR_ORDER.get(matching("budget_year", word.norm) or "", "")


def number_in(word: Word, money: Money = MONEY) -> Decimal | None:
    """The money a cell holds; None for words, blanks, dashes and shares."""
    return None if word.norm.endswith("%") else money.amount(word.text)


def is_no_number(word: Word) -> bool:
    """A dash in place of a number."""
    return word.norm in _NO_NUMBERS


def is_word(name: str, word: Word) -> bool:
    """The word matches that pattern of ``budget_word``."""
    return bool(patterns("budget_word")[name].search(word.norm))


def sheets_of(document: Document) -> Iterator[Sheet]:
    """Every table of a document with the paragraphs right over it."""
    over: list[str] = []
    for number, part in enumerate(document):
        if isinstance(part, Paragraph):
            over.append(part.text)
        else:
            yield _sheet(number, part, _heading(over))
            over = []


def _heading(over: Sequence[str]) -> list[str]:
    """The paragraphs right over a table that can be its heading: short, no sentence, no note."""
    found: list[str] = []
    for text in reversed(over[-_CAPTION_REACH:]):
        if not _HEADING.match(text.strip()) or word_of(text.strip()).begins_remark:
            break
        found.insert(0, text)
    return found


def _sheet(number: int, table: Table, over: Sequence[str]) -> Sheet:
    rows: list[dict[int, Word]] = [{} for _ in range(table.row_count)]
    for cell in table.cells:
        if cell.text.strip():
            rows[cell.row][cell.column] = word_of(cell.text)
    top = [list(row.values()) for row in rows[:_CAPTION_REACH]]
    own = [row[0].text for row in top if len(row) == 1]
    unit = _unit([*(word_of(text) for text in over), *(word for row in top for word in row)])
    return Sheet(number, word_of("".join([*over, *own])).norm, rows, Money(unit) if unit else MONEY)


def _unit(row: Iterable[Word]) -> str:
    """The first unit of money that is named."""
    return next(filter(None, (unit_in(word, label=True) for word in row)), "")
