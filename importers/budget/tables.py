"""A document's tables as the budget's reader sees them: texts by place, the words over the table, the unit of money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from importers.words import norm, one_line
from models.table import Document, Paragraph, Table
from models.values import read_decimal

Place = tuple[int, int, int]
"""A cell: number of the part in the document, row, column."""

_MONEY_UNIT = re.compile(r"(?:金额)?单位[:：]?\s*(?:人民币)?\s*(万元|千元|百元|元)|[(（](万元|千元|元)[)）]")
_FACTORS = {"万元": Decimal(1), "千元": Decimal("0.1"), "百元": Decimal("0.01"), "元": Decimal("0.0001")}
_HEADING = re.compile(r"^(?!\s*[（(]?(?:备?注|说明)[)）]?[:：1-9])[^。；]{0,40}$")
_CAPTION_REACH = 4
_BLANK_NUMBERS = frozenset({"-", "－", "—", "--", "——", "/"})


@dataclass(slots=True)
class Sheet:
    """One table: ``rows`` are its filled cells by column, ``caption`` the words over it, ``factor`` makes it 万元."""

    number: int
    caption: str
    rows: list[dict[int, str]] = field(default_factory=list)
    factor: Decimal = Decimal(1)

    def place(self, row: int, column: int) -> Place:
        """A cell of this table in the document."""
        return self.number, row, column

    def text(self, row: int, column: int) -> str:
        """The text of a cell as it stands, in one line; empty where there is none."""
        return one_line(self.rows[row].get(column, ""))

    def words(self, row: int, column: int) -> str:
        """The text of a cell, normalised; empty where there is none."""
        return norm(self.rows[row].get(column, ""))

    def amount(self, row: int, column: int | None) -> Decimal | None:
        """The money in a cell, in 万元; None where there is no number."""
        text = self.rows[row].get(column, "") if column is not None else ""
        number = number_in(text)
        return None if number is None else number if self.factor == 1 else number * self.factor

    def holds(self, pattern: re.Pattern[str]) -> bool:
        """Some cell matches."""
        return any(pattern.search(norm(text)) for row in self.rows for text in row.values())


def number_in(text: str) -> Decimal | None:
    """The plain number a cell holds; None for words, blanks and dashes."""
    if not text.strip() or text.strip() in _BLANK_NUMBERS or len(text) > 30:
        return None
    try:
        return read_decimal(text)
    except ValueError:
        return None


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
        if not _HEADING.match(text.strip()):
            break
        found.insert(0, text)
    return found


def _sheet(number: int, table: Table, over: Sequence[str]) -> Sheet:
    rows: list[dict[int, str]] = [{} for _ in range(table.row_count)]
    for cell in table.cells:
        if cell.text.strip():
            rows[cell.row][cell.column] = cell.text
    own = [text for row in rows[:_CAPTION_REACH] if len(row) == 1 for text in row.values()]
    unit = next(
        (
            found
            for text in (*over, *(text for row in rows[:_CAPTION_REACH] for text in row.values()))
            if (found := _unit_in(text))
        ),
        "万元",
    )
    return Sheet(number, norm("".join([*over, *own])), rows, _FACTORS[unit])


def _unit_in(text: str) -> str:
    found = _MONEY_UNIT.search(text)
    return (found[1] or found[2]) if found else ""
