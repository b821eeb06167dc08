"""HTML, as Excel, WPS, LibreOffice, Word and browsers give it → its paragraphs and tables, with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from importers.readers.controls import Choice, said_in
from importers.readers.ink import Ink, ink_for
from importers.readers.sheet import Grid
from importers.readers.source import Notice, Reading, clean_text, raised
from models.heed import Heed, no_heed
from models.python import regex
from models.table import Paragraph, Table

_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534  # as many as a span may have in HTML
_DEEPEST = 200  # tables within tables; deeper ones are no page
_UNSEEN = frozenset({"style", "script", "title", "head", "rt", "rp", "xml", "template", "noscript", "datalist"})
_VOID = frozenset(
    {"br", "col", "img", "hr", "input", "meta", "link", "wbr", "area", "base", "embed", "source", "track"}
)
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "dd", "dt", "caption"})
_BREAK, _EDGE = "\x1d", "\x1c"  # a line break; where a paragraph begins or ends
_IN_TABLE = frozenset({"table", "tr", "td", "th"})
_SPACES = regex(r"[ \t\r\n\f]+")
_HASHES = regex(r"#+")

Attributes = dict[str, str]
PIECE = 1 << 16  # characters between two looks whether the page is still wanted


def read_html(source: str, heed: Heed = no_heed) -> Reading:
    """What a page shows: paragraphs around its tables, tables without hidden rows and columns; those are told."""
    page = _Page(ink_for(source))
    for start in range(0, len(source), PIECE):
        heed()
        page.feed(source[start : start + PIECE])
    page.close()
    return Reading(tuple(page.parts()), tuple(page.notices()))


def tables_in(source: str) -> tuple[Table, ...]:
    """The tables in a piece of the clipboard, in reading order; what was copied comes whole, hidden rows too."""
    if "<table" not in source.lower():
        return ()
    page = _Page()
    page.feed(source)
    page.close()
    return tuple(part for part in page.parts(hidden_too=True) if isinstance(part, Table))


@dataclass(slots=True)
class _Open:
    """A table that is being read: where its next cell goes, and the cell and row that are open.

    ``around`` is the one that it stands in; ``flow`` are the texts and the tables of its cells as they come.
    """

    around: _Open | None = None
    outer_row: int = 0
    flow: list[tuple[int, str | _Open]] = field(default_factory=list)  # each with its row
    _flown: int = 0  # texts of the open cell that are in the flow

    grid: Grid = field(default_factory=Grid)
    row: int = -1
    column: int = 0
    columns_said: int = 0
    row_open: bool = False
    free_from: list[int] = field(default_factory=list)  # by column: the first row that no cell reaches
    stops: list[int] = field(default_factory=list)  # by column: where the cell that reached it last ends
    starts: list[tuple[int, int, int, int]] = field(default_factory=list)  # row, column, rows, columns of every cell
    cell: Attributes | None = None
    texts: list[str] = field(default_factory=list)

    def begin_row(self, *, hidden: bool) -> None:
        self.row += 1
        self.column = 0
        self.row_open = True
        if hidden:
            self.grid.hidden_rows.append((self.row, self.row))

    def add(self, text: str, rows: int, columns: int) -> None:
        """A cell at the next free place of the row."""
        if not self.row_open:
            self.begin_row(hidden=False)
        while self.column < len(self.free_from) and self.free_from[self.column] > self.row:
            self.column = self.stops[self.column]
        self.grid.put(self.row, self.column, text)
        self.starts.append((self.row, self.column, rows, columns))
        stop = self.column + columns
        for by_column, value in ((self.free_from, self.row + rows), (self.stops, stop)):
            by_column.extend([0] * (stop - len(by_column)))
            by_column[self.column : stop] = [value] * columns
        self.column = stop

    def let_flow(self, inner: _Open | None = None) -> None:
        """The texts of the open cell since the last table in it are in the flow, and that one."""
        self.flow += [(self.row, line) for line in _shown(self.texts[self._flown :]).split("\n") if line]
        self.flow += [(self.row, inner)] if inner else []
        self._flown = len(self.texts) if inner else 0

    @property
    def is_layout(self) -> bool:
        """It holds tables, and no row of it has two texts of its own: they stand in it to be below each other."""
        rows = [row for row, _ in self.grid.cells]
        return any(isinstance(one, _Open) for _, one in self.flow) and len(rows) == len(set(rows))

    def in_rows(self, *, hidden: bool) -> list[str | _Open]:
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
        return self.grid.table()

    def _width(self) -> int:
        """Up to the last cell's begin, or the end of a span that a second row reaches too."""
        ends: dict[int, int] = {}
        for row, column, _, columns in self.starts:
            ends[row] = max(ends.get(row, 0), column + columns)
        begun = max((column + 1 for _, column, _, _ in self.starts), default=0)
        return max([begun, *sorted(ends.values())[:-1]])


class _Page(HTMLParser):
    """Gathers paragraphs and tables; a table inside a cell is a table of its own, after the one around it. Of one that
    only lays out the page its texts are paragraphs, and the tables in it stand between them."""

    def __init__(self, ink: Ink | None = None) -> None:
        super().__init__(convert_charrefs=True)
        self._ink = ink
        self._parts: list[str | _Open] = []
        self._open: list[_Open] = []
        self._hidden: list[str] = []  # elements that are not shown, outermost first
        self._raised = False  # in what stands above the line
        self._kept = False  # in what keeps its line ends
        self._choice: Choice | None = None
        self._texts: list[str] = []

    def parts(self, *, hidden_too: bool = False) -> Iterator[Paragraph | Table]:
        for table in self._tables if hidden_too else ():
            table.show_what_is_filled()
        whole = (part for part in self._parts if isinstance(part, str) or part.around is None)
        for number, (part, depth) in enumerate(_in_order(whole), 1):
            if isinstance(part, str):
                yield Paragraph(part, number)
                continue
            if made := part.table():
                yield made._replace(depth=depth, outer_row=part.outer_row if depth else 0)

    @property
    def _tables(self) -> list[_Open]:
        return [part for part in self._parts if isinstance(part, _Open)]

    def notices(self) -> Iterator[Notice]:
        for part in self._tables:
            yield from part.grid.notices()
        hidden = [one for part in self._tables for one in part.in_rows(hidden=True) if isinstance(one, _Open)]
        if count := sum(bool(one.grid.cells) for one in hidden):
            yield Notice("hidden-tables", f"网页里有 {count} 张表在隐藏的行里，没有读入", str(count))
        unseen = self._ink.unseen if self._ink else 0
        if unseen:
            words = f"网页里有 {unseen} 处白色的、看不见的文字，照样读入了，请核对"
            yield Notice("unseen-text", words, str(unseen))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "body":
            self._hidden.clear()  # a head that nobody closed
        if self._ink and tag not in _VOID:
            self._ink.begin(tag, attributes)
        if self._hides(tag, attributes):
            return
        self._raised = tag == "sup" or (self._raised and tag not in _BLOCKS | _IN_TABLE)
        if tag in ("input", "select", "option", "textarea"):
            self._start_field(tag, attributes)
        elif tag == "table":
            self._begin_table()
        elif self._open and tag in ("tr", "td", "th", "col"):
            self._start_in_table(tag, attributes)
        elif tag == "br":
            self._say(_BREAK)
        elif tag in _BLOCKS or tag == "tr":
            self._say(_EDGE)

    def _start_field(self, tag: str, attributes: Attributes) -> None:
        if tag == "input":
            self._say(said_in(attributes))
        elif tag == "select":
            self._end_choice()
            self._choice = Choice.of(attributes)
        elif tag == "textarea":
            self._kept = True
        elif self._choice is not None:
            self._choice.begin_option(attributes)

    def _end_choice(self) -> None:
        if self._choice is not None:
            choice, self._choice = self._choice, None
            self._say(choice.said())

    def _hides(self, tag: str, attributes: Attributes) -> bool:
        """True for what is not shown: marked so, or inside of such. Rows and columns that are hidden are told."""
        shown_as_hidden = tag in _UNSEEN or (
            _is_hidden(attributes) and tag not in ("tr", "col", "table", "body", "html")
        )
        if tag not in _VOID and (shown_as_hidden or (self._hidden and tag == self._hidden[-1])):
            self._hidden.append(tag)
            return True
        return bool(self._hidden)

    def _begin_table(self) -> None:
        if len(self._open) < _DEEPEST:
            if not self._open:
                self._end_paragraphs()
            around = self._open[-1] if self._open else None
            self._open.append(_Open(around, around.row if around else 0))
            if around:
                around.let_flow(self._open[-1])
            self._parts.append(self._open[-1])

    def _start_in_table(self, tag: str, attributes: Attributes) -> None:
        here = self._open[-1]
        if tag == "tr":
            self._end_row()
            here.begin_row(hidden=_is_hidden(attributes))
        elif tag == "col":
            columns = _count(attributes.get("span", "1"))
            if _is_hidden(attributes):
                here.grid.hidden_columns.append((here.columns_said, here.columns_said + columns - 1))
            here.columns_said += columns
        else:
            self._end_cell()
            here.cell, here.texts = attributes, []

    def handle_endtag(self, tag: str) -> None:
        if self._ink:
            self._ink.end(tag)
        if self._hidden:
            if tag in self._hidden:
                del self._hidden[len(self._hidden) - 1 - self._hidden[::-1].index(tag) :]
            return
        if tag == "select" or tag in _IN_TABLE:
            self._end_choice()
        if tag == "textarea" or tag in _IN_TABLE:
            self._kept = False
        self._raised = self._raised and tag != "sup" and tag not in _BLOCKS | _IN_TABLE
        if self._open and tag in _IN_TABLE:
            self._end_in_table(tag)
        elif tag in _BLOCKS:
            self._say(_EDGE)

    def _end_in_table(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
            return
        self._end_row()
        if tag == "table":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            if self._ink and self._hidden[-1] == "style":
                self._ink.learn(data)
            return
        if self._ink:
            self._ink.write(data)
        if self._choice is not None:
            self._choice.add(data)
        elif self._raised:
            self._say(raised(data))
        else:
            self._say(data.strip("\n").replace("\n", _BREAK) if self._kept else data)

    def close(self) -> None:
        super().close()
        self._end_choice()
        while self._open:  # a piece that was cut off
            self._end_row()
            self._open.pop()
        self._end_paragraphs()

    def _say(self, text: str) -> None:
        (self._open[-1].texts if self._open else self._texts).append(text)

    def _end_paragraphs(self) -> None:
        self._parts += [line for line in _shown(self._texts).split("\n") if line]
        self._texts = []

    def _end_cell(self) -> None:
        here = self._open[-1]
        if here.cell is None:
            return
        here.let_flow()
        text = _shown(here.texts)
        if _HASHES.fullmatch(text):  # too narrow a column: the number itself is beside it
            text = here.cell.get("x:num") or here.cell.get("sdval") or text
        rows, columns = (_count(here.cell.get(name, "1")) for name in ("rowspan", "colspan"))
        spilt = "mso-ignore:colspan" in here.cell.get("style", "").replace(" ", "").lower()
        here.cell, here.texts = None, []
        here.add(
            text, _MOST_ROWS if rows == 0 else min(rows, _MOST_ROWS), 1 if spilt else min(columns or 1, _MOST_COLUMNS)
        )
        for _ in range(min(columns, _MOST_COLUMNS) - 1 if spilt else 0):
            here.add("", 1, 1)

    def _end_row(self) -> None:
        self._end_cell()
        self._open[-1].row_open = False


def _in_order(parts: Iterable[str | _Open], depth: int = 0) -> Iterator[tuple[str | _Open, int]]:
    """Texts and tables as they are read, each with the number of tables that it stands in."""
    for part in parts:
        if isinstance(part, str):
            yield part, depth
        elif part.is_layout:
            yield from _in_order(part.in_rows(hidden=False), depth)
        else:
            yield part, depth
            inner = (one for one in part.in_rows(hidden=False) if isinstance(one, _Open))
            yield from _in_order(inner, depth + bool(part.grid.cells))


def _is_hidden(attributes: Attributes) -> bool:
    style = attributes.get("style", "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "visibility:collapse" in style


def _count(text: str) -> int:
    """A number as browsers read it: digits in front count, nonsense means one."""
    digits = re.match(r"\s*(\d{1,6})", text)
    return int(digits[1]) if digits else 1


def _shown(parts: Sequence[str]) -> str:
    """The text as a browser shows it: runs of blanks are one, paragraphs and breaks are lines."""
    text = _SPACES.sub(" ", "".join(parts))
    lines = [line.strip(" ") for piece in text.split(_EDGE) if piece.strip(" ") for line in piece.split(_BREAK)]
    return clean_text("\n".join(lines).replace("\xa0", " "))
