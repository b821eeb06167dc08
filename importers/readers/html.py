"""HTML, as Excel, WPS, LibreOffice and Word put it on the clipboard → its tables with their merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from importers.readers.source import clean_text
from models.table import Cell, Table

_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534  # as many as a span may have in HTML
_UNSEEN = frozenset({"style", "script", "title", "head", "rt", "rp", "xml"})
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_BREAK, _EDGE = "\x1d", "\x1c"  # a line break; where a paragraph begins or ends
_POWERS = {"2": "²", "3": "³"}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HASHES = re.compile(r"#+")


def tables_in(source: str) -> tuple[Table, ...]:
    """The tables in a piece of HTML, in reading order, with their merged cells; only cells that hold something."""
    if "<table" not in source.lower():
        return ()
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return tuple(table for one in reader.grids if (table := one.table()))


class _Grid:
    """One table under way: which places of each column are still free."""

    def __init__(self) -> None:
        self._cells: list[Cell] = []
        self._free_from: list[int] = []  # the first row that no cell of the column reaches
        self._row = -1
        self._column = 0
        self._seen = False

    def begin_row(self) -> None:
        self._row += 1
        self._column = 0
        self._seen = False

    def end_row(self, *, hidden: bool) -> None:
        """Excel ends its tables with a hidden row of widths; a hidden row that says something stays."""
        if hidden and not self._seen and self._row >= 0:
            self._row -= 1

    def add(self, text: str, rows: int, columns: int) -> None:
        """A cell at the next free place of the row."""
        if self._row < 0:
            self.begin_row()
        while self._column < len(self._free_from) and self._free_from[self._column] > self._row:
            self._column += 1
        self._seen = self._seen or bool(text)
        self._cells.append(Cell(self._row, self._column, text, rows, columns))
        self._free_from += [0] * (self._column + columns - len(self._free_from))
        self._free_from[self._column : self._column + columns] = [self._row + rows] * columns
        self._column += columns

    def table(self) -> Table | None:
        """The table; None where nothing is in it."""
        row_count = self._row + 1
        cells = tuple(
            Cell(one.row, one.column, one.text, min(one.row_span, row_count - one.row), one.column_span)
            for one in self._cells
            if one.text and one.row < row_count
        )
        width = max((one.right for one in self._cells), default=0)
        return Table((1.0,) * width, row_count, cells, source_rows=tuple(range(1, row_count + 1))) if cells else None


class _Open:
    """A table that is being read: its grid, and the cell and row that are open."""

    def __init__(self, grid: _Grid) -> None:
        self.grid = grid
        self.attributes: dict[str, str] | None = None
        self.texts: list[str] = []
        self.row_hidden = False
        self.row_open = False


class _Reader(HTMLParser):
    """Gathers tables; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[_Grid] = []
        self._open: list[_Open] = []
        self._unseen: list[str] = []
        self._raised = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag == "table":
            self.grids.append(_Grid())
            self._open.append(_Open(self.grids[-1]))
        elif tag == "body":
            self._unseen.clear()  # a head that nobody closed
        elif self._open:
            self._start_in_table(tag, attributes)

    def _start_in_table(self, tag: str, attributes: dict[str, str]) -> None:
        here = self._open[-1]
        if tag == "tr":
            self._end_row()
            here.grid.begin_row()
            here.row_open, here.row_hidden = True, _hidden(attributes)
        elif tag in ("td", "th"):
            self._end_cell()
            here.attributes, here.texts = attributes, []
        elif tag == "br":
            here.texts.append(_BREAK)
        elif tag in _BLOCKS:
            here.texts.append(_EDGE)
        self._raised = tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            if tag in self._unseen:
                del self._unseen[self._unseen.index(tag) :]
        elif self._open:
            self._end_in_table(tag)

    def _end_in_table(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_row()
            self._open.pop()
        elif tag in _BLOCKS:
            self._open[-1].texts.append(_EDGE)
        self._raised = False

    def handle_data(self, data: str) -> None:
        if self._open and not self._unseen:
            self._open[-1].texts.append(_POWERS.get(data.strip(), data) if self._raised else data)

    def close(self) -> None:
        super().close()
        while self._open:  # a piece that was cut off
            self._end_row()
            self._open.pop()

    def _end_cell(self) -> None:
        here = self._open[-1]
        if here.attributes is None:
            return
        text = _shown(here.texts)
        if _HASHES.fullmatch(text):  # too narrow a column: the number itself is beside it
            text = here.attributes.get("x:num") or here.attributes.get("sdval") or text
        rows, columns = (_count(here.attributes.get(name, "")) for name in ("rowspan", "colspan"))
        here.grid.add(text, min(rows, _MOST_ROWS), min(columns, _MOST_COLUMNS))
        here.attributes, here.texts = None, []

    def _end_row(self) -> None:
        self._end_cell()
        here = self._open[-1]
        if here.row_open:
            here.grid.end_row(hidden=here.row_hidden)
            here.row_open = False


def _hidden(attributes: dict[str, str]) -> bool:
    return "display:none" in attributes.get("style", "").replace(" ", "").lower()


def _count(text: str) -> int:
    """A span; 0 means to the end of the table, nonsense means one."""
    digits = text.strip()
    if not digits.isdecimal():
        return 1
    return int(digits[:6]) or _MOST_ROWS


def _shown(parts: Sequence[str]) -> str:
    """The text as a browser shows it: runs of blanks are one, paragraphs and breaks are lines."""
    text = _SPACES.sub(" ", "".join(parts))
    lines = [line.strip(" ") for piece in text.split(_EDGE) if piece.strip(" ") for line in piece.split(_BREAK)]
    return clean_text("\n".join(lines).replace("\xa0", " "))
