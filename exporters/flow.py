"""A table as a document sets it: lines of running text around and between, and the rows of the table proper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from exporters.clean import clean_text
from models.table import Band, Cell, Role, Table, covered

_LINES = frozenset({Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.PARAGRAPH, Role.NOTE, Role.CAPTION, Role.UNIT})
"""What stands as a line of its own where it is as wide as the table and shows no value of the form."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows ``start``..``stop`` that belong into one table of a document; the first ``heads`` are its head."""

    start: int
    stop: int
    heads: int = 0


_RUNNING_LINES = 3.4
_POINTS = 72 / 25.4

ValueColumn = tuple[int, int, str]
"""Column, how many columns wide, field."""

Part = Cell | Rows
"""A line of text, or rows."""


def filled(table: Table, *, everywhere: bool = False) -> list[Cell]:
    """The cells with clean text, and a blank one for every free place in a row of the table proper.

    ``everywhere``: in the other rows as well, one without lines.

    Raises ValueError (Chinese) where cells overlap or stand out of the table.
    """
    owned = bytearray(table.row_count * table.column_count)
    framed = bytearray(table.row_count)
    for cell in table.cells:
        for row, column in covered(cell):
            place = row * table.column_count + column
            if column >= table.column_count or row >= table.row_count or owned[place]:
                raise ValueError(
                    f"表格第 {cell.row + 1} 行第 {cell.column + 1} 列的单元格与别的单元格重叠，或超出了表格。"
                )
            owned[place] = 1
            framed[row] |= cell.role.bordered
    blanks = [
        Cell(row, column, role=Role.TEXT if framed[row] else Role.CAPTION)
        for row in range(table.row_count)
        if framed[row] or everywhere
        for column in range(table.column_count)
        if not owned[row * table.column_count + column]
    ]
    return [*map(_cleaned, table.cells), *blanks]


def _cleaned(cell: Cell) -> Cell:
    text = clean_text(cell.text)
    return cell if text == cell.text else replace(cell, text=text)


def is_bar(cell: Cell, columns: int) -> bool:
    """A fixed line as wide as the table, which names the part below it."""
    return cell.role is Role.LABEL and cell.column_span == columns > 1 and not cell.slots


def value_column(cell: Cell) -> ValueColumn | None:
    """In which column of which values a cell stands; None where it shows no single value of a kind."""
    return (cell.column, cell.column_span, cell.slots[0].field) if cell.role is Role.VALUE and cell.slots else None


def many(running: int, count: int) -> bool:
    """So many of the values of a column are running text that all begin at the left."""
    return running * 3 >= count


def dressed(table: Table, cells: Iterable[Cell]) -> list[Cell]:
    """The cells in the roles they have on paper.

    The values of a column are all running text where many of them take several lines, a bar over a part is a head.
    """
    kept = [replace(cell, role=Role.HEADER) if is_bar(cell, table.column_count) else cell for cell in cells]
    page = table.page
    across = (page.size[0] - page.margin_left - page.margin_right) * _POINTS / page.font_size / (sum(table.widths) or 1)
    columns: dict[ValueColumn, list[bool]] = defaultdict(list)
    for cell in kept:
        if column := value_column(cell):
            room = max(sum(table.widths[cell.column : cell.right]) * across - 1, 1)
            columns[column].append(_em(cell.text) > _RUNNING_LINES * room)
    left = {column for column, running in columns.items() if any(running) and many(sum(running), len(running))}
    return [replace(cell, role=Role.TEXT) if value_column(cell) in left else cell for cell in kept] if left else kept


def _em(text: str) -> float:
    """About how wide the longest line end of a text is, in em."""
    return max((sum(0.5 if char < "\u0250" else 1.0 for char in line) for line in text.split("\n")), default=0.0)


def by_row(table: Table) -> list[list[Cell]]:
    """The cells, blank ones too, by the row they begin on, left to right."""
    rows: list[list[Cell]] = [[] for _ in range(table.row_count)]
    for cell in dressed(table, filled(table, everywhere=True)):
        rows[cell.row].append(cell)
    for row in rows:
        row.sort(key=lambda cell: cell.column)
    return rows


def parts(table: Table, rows: list[list[Cell]], *, heads_apart: bool) -> Iterator[Part]:
    """The table in reading order. ``heads_apart``: a band with its head is rows of its own, where it can be."""
    narrative = not any(cell.role.bordered for cell in table.cells)
    lines = {number for number, row in enumerate(rows) if _is_line(row, table.column_count, narrative=narrative)}
    starts = dict(_head_of(band, rows, table.column_count) for band in table.bands) if heads_apart else {}
    starts = {band.stop: 0 for band in table.bands if heads_apart} | starts
    whole = _whole(table)
    begin = 0
    for number in range(table.row_count + 1):
        ends = number == table.row_count or number in lines or (number in starts and whole[number])
        if ends and begin < number:
            yield Rows(begin, number, starts.get(begin, 0))
        if number in lines:
            yield from rows[number]
        if ends:
            begin = number + (number in lines)


def _head_of(band: Band, rows: list[list[Cell]], columns: int) -> tuple[int, int]:
    """Where the head of a band begins, the bar over it included, and how many rows it has."""
    above = rows[band.head_start - 1] if band.head_start else []
    has_bar = len(above) == 1 and above[0].role is Role.HEADER and above[0].column_span == columns > 1
    start = band.head_start - has_bar
    return start, band.head_stop - start


def _is_line(row: list[Cell], columns: int, *, narrative: bool) -> bool:
    """Is it one line as wide as the table, that may stand outside it?"""
    if len(row) != 1 or row[0].column_span != columns or row[0].row_span > 1:
        return False
    return row[0].role in _LINES and (narrative or not row[0].slots)


def _whole(table: Table) -> list[bool]:
    """For every row: does no cell reach over the edge above it?"""
    free = [True] * (table.row_count + 1)
    for cell in table.cells:
        free[cell.row + 1 : cell.bottom] = [False] * (cell.row_span - 1)
    return free
