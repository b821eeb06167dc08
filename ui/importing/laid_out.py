"""A source as a grid of rows: every sheet of a workbook by itself, everything else as one, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from importers.placed import Place
from importers.understanding import Source
from models.table import Cell, Paragraph, Table


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: where its first cell stands in the document, its number in the source, and the page where there are."""

    place: Place
    row: int
    page: int = 0

    @property
    def number(self) -> str:
        """Before the row."""
        return f"{self.page}页 {self.row}" if self.page else str(self.row)

    @property
    def words(self) -> str:
        """In a sentence."""
        return f"第 {self.page} 页第 {self.row} 行" if self.page else f"第 {self.row} 行"


@dataclass(slots=True)
class Grid:
    """One sheet of a source, or the whole of it. ``cells`` by row and column of the grid."""

    source: int
    name: str
    columns: int = 1
    rows: list[GridRow] = field(default_factory=list)
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    anchors: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _rows_at: dict[tuple[int, int], int] = field(default_factory=dict)

    def place(self, row: int, column: int) -> Place:
        """The place in the document of the cell that lies there; a merged one's is its first."""
        row, column = self.anchors.get((row, column), (row, column))
        return self.rows[row].place._replace(column=column)

    def text(self, row: int, column: int) -> str:
        """What stands there; nothing in the rest of a merged cell."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def find(self, place: Place) -> tuple[int, int] | None:
        """Row and column of a place in the document."""
        row = self._rows_at.get((place.part, place.row))
        return None if row is None else (row, place.column if place.column < self.columns else 0)

    def add(self, place: Place, number: int, page: int) -> int:
        """One more row; which it is."""
        self._rows_at[place.part, place.row] = len(self.rows)
        self.rows.append(GridRow(place, number, page))
        return len(self.rows) - 1

    def put(self, row: int, cell: Cell) -> None:
        """A cell whose first row is that one."""
        self.cells[row, cell.column] = cell
        if cell.row_span > 1 or cell.column_span > 1:
            covered = ((row + y, cell.column + x) for y in range(cell.row_span) for x in range(cell.column_span))
            self.anchors.update(dict.fromkeys(covered, (row, cell.column)))


def grids_of(source: Source, index: int) -> list[Grid]:
    """The grids of the source of that number."""
    parts = list(enumerate(source.document))
    if not parts:
        return [Grid(index, source.name)]
    groups = [(sheet, list(group)) for sheet, group in groupby(parts, key=lambda part: part[1].source_sheet)]
    return [_grid(index, _named(source, sheet), group) for sheet, group in groups]


def _named(source: Source, sheet: str) -> str:
    return f"{source.name} · {sheet}" if sheet else source.name


def _grid(index: int, name: str, parts: list[tuple[int, Paragraph | Table]]) -> Grid:
    widths = [part.column_count for _, part in parts if isinstance(part, Table)]
    grid = Grid(index, name, max([1, *widths]))
    for number, part in parts:
        if isinstance(part, Table):
            _add_table(grid, number, part)
        else:
            row = grid.add(Place(number, 0, 0), part.source_row, part.source_page)
            grid.put(row, Cell(0, 0, part.text, column_span=grid.columns))
    return grid


def _add_table(grid: Grid, number: int, table: Table) -> None:
    first = len(grid.rows)
    for row in range(table.row_count):
        grid.add(Place(number, row, 0), table.place(row), table.source_page)
    for cell in table.cells:
        grid.put(first + cell.row, cell)


def filled(grid: Grid) -> Iterator[tuple[int, int]]:
    """Row and column of every cell with text."""
    return (at for at, cell in grid.cells.items() if cell.text.strip())
