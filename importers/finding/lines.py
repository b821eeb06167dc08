"""A document as the lines that recognition reads: rows of filled cells, and paragraphs; each cell is used or left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from importers.words import is_indicator_head, norm
from models.table import Cell, Document, Paragraph, Table

_PAGE_NUMBER = re.compile(
    r"^(?:[-—–~]{0,2}\d{1,4}[-—–~]{0,2}|第\d{1,4}页.{0,12}|\d{1,4}/\d{1,4}|共\d{1,4}页|\(?[续接]上?[表页]\)?)$"
)
_CONTINUED = re.compile(r"\s*[（(]续[）)]\s*$")


@dataclass(slots=True)
class Line:
    """One row of a table (``cells``), or one paragraph (``paragraph``).

    ``filled`` are the cells with text; ``used`` the indices into it that found their place. ``anchors`` are all anchor
    columns, blank cells too: where spans are known they tell a new blank cell from one that merely goes on.
    ``turned``: the number of a page stood before it; ``heads_indicators``: it is the head of a table of indicators.
    """

    place: int
    width: int = 0
    filled: tuple[Cell, ...] = ()
    anchors: frozenset[int] = frozenset()
    spans_known: bool = False
    paragraph: str = ""
    last_of_table: bool = False
    table: int = -1
    used: set[int] = field(default_factory=set)
    turned: bool = False
    heads_indicators: bool = field(init=False)

    def __post_init__(self) -> None:
        self.heads_indicators = self.is_row and is_indicator_head(self.texts)

    @property
    def is_row(self) -> bool:
        """True for a row of a table."""
        return self.table >= 0

    @property
    def texts(self) -> list[str]:
        """The filled texts from left to right, or the paragraph."""
        return [cell.text for cell in self.filled] if self.is_row else [self.paragraph]

    @property
    def alone(self) -> str:
        """The text of a line that holds just one, else nothing."""
        texts = self.texts
        return texts[0] if len(texts) == 1 else ""

    def become_row(self, beside: Line) -> None:
        """A paragraph is a row of one cell after all: the other cells were blank and are lost."""
        self.filled, self.paragraph = (Cell(0, 0, self.paragraph),), ""
        self.width, self.table = beside.width, beside.table

    def become_paragraph(self) -> None:
        """Undoes ``become_row``."""
        self.paragraph = self.filled[0].text
        self.filled, self.width, self.table = (), 0, -1

    def use_all(self) -> None:
        """Every cell has found its place."""
        self.used.update(range(len(self.filled)))


def lines_of(document: Document) -> list[Line]:
    """The lines of a document in reading order."""
    lines: list[Line] = []
    turned = False
    for number, part in enumerate(document):
        if isinstance(part, Paragraph) and _PAGE_NUMBER.match(norm(part.text)):
            turned = True
            continue
        found = (
            [Line(part.source_row, paragraph=part.text)] if isinstance(part, Paragraph) else _table_lines(part, number)
        )
        found[0].turned = turned
        turned = False
        lines += found
    return lines


def _rejoined(table: Table) -> Table:
    """The table without the labels that a new page repeats with （续）.

    Where spans are known the label over it goes on, else a blank takes its place, as below every label.
    """
    if not any(_CONTINUED.search(cell.text) for cell in table.cells):
        return table
    cells: list[Cell] = []
    latest: dict[tuple[int, str], int] = {}
    for cell in table.cells:
        label = _CONTINUED.sub("", cell.text)
        above = latest.get((cell.column, norm(label))) if label != cell.text else None
        if above is None:
            latest[cell.column, norm(cell.text)] = len(cells)
            cells.append(cell)
        elif table.spans_known:
            cells[above] = replace(cells[above], row_span=cell.bottom - cells[above].row)
        else:
            cells.append(replace(cell, text=""))
    return replace(table, cells=tuple(cells))


def _table_lines(table: Table, number: int) -> list[Line]:
    table = _rejoined(table)
    rows = table.rows()
    filled = [index for index, row in enumerate(rows) if any(cell.text.strip() for cell in row)]
    last = filled[-1] if filled else -1
    return [
        Line(
            table.place(index),
            table.column_count,
            tuple(cell for cell in row if cell.text.strip()),
            frozenset(cell.column for cell in row),
            table.spans_known,
            last_of_table=index >= last,
            table=number,
        )
        for index, row in enumerate(rows)
    ]
