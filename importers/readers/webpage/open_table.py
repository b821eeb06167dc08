"""A table of a web page that is being read: its cells as they come, what flows in them, the tables that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importers.readers.sheet import Grid, Place
from importers.readers.source import clean_text
from models.python import regex
from models.table import Table

Attributes = dict[str, str]
BREAK, EDGE = "\x1d", "\x1c"  # a line break; where a paragraph begins or ends
_SPACES = regex(r"[ \t\r\n\f]+")


def shown_text(parts: Sequence[str]) -> str:
    """The text as a browser shows it: runs of blanks are one, paragraphs and breaks are lines."""
    text = _SPACES.sub(" ", "".join(parts))
    lines = [line.strip(" ") for piece in text.split(EDGE) if piece.strip(" ") for line in piece.split(BREAK)]
    return clean_text("\n".join(lines).replace("\xa0", " "))


@dataclass(slots=True)
class OpenTable:
    """A table that is being read: where its next cell goes, and the cell and row that are open.

    ``around`` is the one that it stands in; ``flow`` are the texts and the tables of its cells as they come.
    """

    around: OpenTable | None = None
    outer_row: int = 0
    flow: list[tuple[int, str | OpenTable]] = field(default_factory=list)  # each with its row
    _flown: int = 0  # texts of the open cell that are in the flow

    grid: Grid = field(default_factory=Grid)
    row: int = -1
    column: int = 0
    columns_said: int = 0
    row_open: bool = False
    flat: bool = False  # the open row
    free_from: list[int] = field(default_factory=list)  # by column: the first row that no cell reaches
    stops: list[int] = field(default_factory=list)  # by column: where the cell that reached it last ends
    starts: list[tuple[int, int, int, int]] = field(default_factory=list)  # row, column, rows, columns of every cell
    cell: Attributes | None = None
    texts: list[str] = field(default_factory=list)
    within: list[tuple[int, str]] = field(default_factory=list)  # tables in the open cell, after how many texts
    holding: dict[Place, str] = field(default_factory=dict)  # what cells say with the tables in them

    def begin_row(self, *, hidden: bool, flat: bool = False) -> None:
        """``flat``: it has no height, and is there only for the widths of its cells as long as nothing is in them."""
        self.end_row()
        self.row += 1
        self.column = 0
        self.row_open, self.flat = True, flat
        if hidden:
            self.grid.hidden_rows.append((self.row, self.row))

    def end_row(self) -> None:
        if self.row_open and self.flat and not any(row == self.row for row, _ in self.grid.cells):
            self.grid.hidden_rows.append((self.row, self.row))
        self.row_open = False

    def add(self, text: str, rows: int, columns: int) -> None:
        """A cell at the next free place of the row."""
        if not self.row_open:
            self.begin_row(hidden=False)
        while self.column < len(self.free_from) and self.free_from[self.column] > self.row:
            self.column = self.stops[self.column]
        self.grid.put(self.row, self.column, text)
        self.starts.append((self.row, self.column, rows, columns))
        if self.within:
            self.holding[self.row, self.column] = self._with_tables()
        stop = self.column + columns
        for by_column, value in ((self.free_from, self.row + rows), (self.stops, stop)):
            by_column.extend([0] * (stop - len(by_column)))
            by_column[self.column : stop] = [value] * columns
        self.column = stop

    def let_flow(self, inner: OpenTable | None = None) -> None:
        """The texts of the open cell since the last table in it are in the flow, and that one."""
        self.flow += [(self.row, line) for line in shown_text(self.texts[self._flown :]).split("\n") if line]
        self.flow += [(self.row, inner)] if inner else []
        self._flown = len(self.texts) if inner else 0

    def _with_tables(self) -> str:
        """The text of the open cell with the tables in it."""
        pieces: list[str] = []
        begun = 0
        for at, inner in self.within:
            pieces += [*self.texts[begun:at], EDGE, inner, EDGE]
            begun = at
        return shown_text([*pieces, *self.texts[begun:]])

    def said(self) -> str:
        """All its text, a line a row."""
        rows: dict[int, list[str]] = {}
        for (row, _), text in sorted({**self.grid.cells, **self.holding}.items()):
            rows.setdefault(row, []).append(text.replace("\n", BREAK))
        return BREAK.join(" ".join(texts) for texts in rows.values())

    @property
    def is_layout(self) -> bool:
        """It holds tables, and no row of it has two texts of its own: they stand in it to be below each other."""
        rows = [row for row, _ in self.grid.cells]
        return any(isinstance(one, OpenTable) for _, one in self.flow) and len(rows) == len(set(rows))

    def in_rows(self, *, hidden: bool) -> list[str | OpenTable]:
        """What flows in its rows that are shown, or in those that are ``hidden``."""
        not_shown = {row for row, _ in self.grid.hidden_rows}
        return [one for row, one in self.flow if (row in not_shown) is hidden]

    def show_what_is_filled(self) -> None:
        """Hidden rows and columns that say something are shown; Excel ends its tables with a hidden row of widths."""
        filled = {row for row, _ in self.grid.cells} | {row for row, _ in self.flow}
        self.grid.hidden_rows = [one for one in self.grid.hidden_rows if one[0] not in filled]
        self.grid.hidden_columns = []

    def table(self) -> Table | None:
        """The table; spans end where the table does. None where nothing is in it."""
        width, height = self._width(), self.row + 1
        self.grid.size = (height, width)
        for row, column, rows, columns in self.starts:
            bottom, right = min(row + rows, height) - 1, min(column + columns, width) - 1
            if bottom > row or right > column:
                self.grid.merges.append((row, column, bottom, right))
        made = self.grid.table()
        return made._replace(whole_texts=tuple(self._whole(made))) if made and self.holding else made

    def _whole(self, made: Table) -> Iterator[tuple[int, int, str]]:
        """What the cells with tables in them say, by their places among the rows and columns that are shown."""
        columns = self.grid.columns_seen()
        for (row, column), text in self.holding.items():
            if row + 1 in made.source_rows and column in columns:
                yield made.source_rows.index(row + 1), columns.index(column), text

    def _width(self) -> int:
        """Up to the last cell's begin, or the end of a span that a second row reaches too."""
        ends: dict[int, int] = {}
        hidden = {row for row, _ in self.grid.hidden_rows}
        seen = [one for one in self.starts if one[0] not in hidden]
        for row, column, _, columns in seen:
            ends[row] = max(ends.get(row, 0), column + columns)
        begun = max((column + 1 for _, column, _, _ in seen), default=0)
        return max([begun, *sorted(ends.values())[:-1]])
