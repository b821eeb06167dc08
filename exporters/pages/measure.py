"""A table measured: the lines of every cell, the height of every row, and where a page must not end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from typing import NamedTuple

from exporters.flow import ValueColumn, is_bar, many, value_column
from exporters.fonts import Fonts
from exporters.pages.breaking import Line, balance_text, break_text, widest_number
from exporters.pages.parts import Missing
from exporters.pages.styles import CONTINUED, LOOKS, MM, Align, Look, Paper, paper_of
from exporters.widths import LEAST_SCALE
from models.table import Cell, Role, Table, covered

NOBODY = -1
"""Owner of a grid place that no cell covers."""

_WHOLE_SHARE, _GROW_SHARE, _HEAD_SHARE, _TAIL_SHARE = 0.3, 0.4, 0.4, 0.4
_TAIL_ROLES = frozenset({Role.SIGNATURE, Role.NOTE})
_KEPT_WITH_TAIL = 2
_TIGHT_SIDE = 1.4
_TIGHT_LINES = 4
_VALUE_LINES = 3
_LEAST_SIDE = 0.5
_MOST_KEPT = 1_000
"""Texts whose lines are kept, of however many tables they are; about a kilobyte each."""
TextKey = tuple[str, float, Role, float]


class Lines(NamedTuple):
    """Text set for one cell width. ``size`` is smaller than asked only where not even one character fitted."""

    lines: tuple[Line, ...]
    size: float
    leading: float
    side: float


class Block(NamedTuple):
    """A cell ready to be placed: its lines in points, what it needs, and how it behaves at a page edge.

    ``again`` is its label with （续）, for roles that repeat it. ``whole`` blocks are shown complete or not at all.
    """

    cell: Cell
    look: Look
    x: float
    width: float
    text: Lines
    again: Lines | None
    whole: bool

    def height_of(self, lines: int) -> float:
        """Height of a slice that shows that many lines."""
        return lines * self.text.leading + self.look.above + self.look.below

    @property
    def height(self) -> float:
        """Height of the cell with all its lines."""
        return self.height_of(len(self.text.lines))

    @property
    def height_again(self) -> float:
        """Height of a slice that shows the label with （续）."""
        lines = len(self.again.lines) if self.again else 0
        return self.height_of(lines) if lines else 0.0

    def fitting(self, height: float) -> int:
        """How many lines a slice of that height holds."""
        return max(0, int((height - self.look.above - self.look.below + 0.01) / self.text.leading))


class Sheet(NamedTuple):
    """A measured table. ``owner[row][column]`` is the index of the block on a grid place.

    ``heights`` are the rows' least heights, ``no_break[row]`` forbids a page to begin with that row, a ``solid`` row is
    not cut where it fits on a page. ``one_row[row]`` are the blocks of that row alone, ``ending[row]`` those of several
    rows whose last it is.
    """

    table: Table
    paper: Paper
    columns: tuple[float, ...]
    blocks: tuple[Block, ...]
    owner: tuple[list[int], ...]
    heights: tuple[float, ...]
    no_break: tuple[bool, ...]
    solid: tuple[bool, ...]
    ending: tuple[list[int], ...]
    one_row: tuple[list[int], ...]
    missing: tuple[Missing, ...]

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return len(self.heights)

    def blocks_on(self, row: int) -> list[int]:
        """The blocks that lie on a row, left to right, each once."""
        return [block for block in dict.fromkeys(self.owner[row]) if block != NOBODY]

    def head_height(self, rows: Iterable[int]) -> float:
        """Height of head rows as they are repeated."""
        return sum(self.heights[row] for row in rows)


def measure(table: Table, fonts: Fonts) -> Sheet:
    """Set every cell of a table for its page; cost is linear in grid and text."""
    paper = paper_of(table.page)
    columns = _columns(table, paper)
    owner, cells = _owners(table)
    setter = _Setter(fonts, table, paper)
    blocks = tuple(setter.block(cell, columns[cell.column], columns[cell.right]) for cell in cells)
    blocks = _alike_in_columns(blocks)
    one_row, ending = _by_last_row(blocks, table.row_count)
    heights = _row_heights(table, blocks, one_row, paper.body)
    return Sheet(
        table=table,
        paper=paper,
        columns=columns,
        blocks=blocks,
        owner=owner,
        heights=tuple(heights),
        no_break=_no_breaks(table, heights, paper.body),
        solid=_solid(table),
        ending=tuple(ending),
        one_row=tuple(one_row),
        missing=tuple(_missing(blocks, fonts)),
    )


def _columns(table: Table, paper: Paper) -> tuple[float, ...]:
    """The x of every column edge; the columns share the printable width as their widths say."""
    widths = [max(width, 0.0) for width in table.widths] or [1.0]
    total = sum(widths)
    if not total:
        widths, total = [1.0] * len(widths), float(len(widths))
    room = paper.right - paper.left
    return tuple(accumulate((width * room / total for width in widths), initial=paper.left))


def _owners(table: Table) -> tuple[tuple[list[int], ...], list[Cell]]:
    """Which cell lies on each grid place; blank places of a bordered row become empty cells."""
    columns = max(table.column_count, 1)
    owner = tuple([NOBODY] * columns for _ in range(table.row_count))
    cells = list(table.cells)
    for index, cell in enumerate(cells):
        for row, column in covered(cell):
            owner[row][column] = index
    for row, places in enumerate(owner):
        if NOBODY in places and any(place != NOBODY and cells[place].role.bordered for place in places):
            for column, place in enumerate(places):
                if place == NOBODY:
                    places[column] = len(cells)
                    cells.append(Cell(row, column))
    return owner, cells


class _SetTexts:
    """Texts set so far, by width, role and font size: forms of one region have most of them in common.

    Where they become many, those of the last two tables are kept: of a long form one row is set anew after a change.
    """

    def __init__(self) -> None:
        self._now: dict[TextKey, Lines] = {}
        self._before: dict[TextKey, Lines] = {}

    def begin(self) -> None:
        """Another table."""
        if len(self._now) >= _MOST_KEPT:
            self._before, self._now = self._now, {}

    def get(self, key: TextKey) -> Lines | None:
        """The lines of a text, None where it was not set."""
        lines = self._now.get(key)
        if lines is None and (lines := self._before.get(key)) is not None:
            self._now[key] = lines
        return lines

    def __setitem__(self, key: TextKey, lines: Lines) -> None:
        self._now[key] = lines


class _Setter:
    """Breaks the text of cells; equal texts of equal width are set once."""

    def __init__(self, fonts: Fonts, table: Table, paper: Paper) -> None:
        self._fonts = fonts
        self._columns = table.column_count
        self._font_size = max(table.page.font_size, 1.0)
        self._body = paper.body
        self._known = fonts.kept(_SetTexts)
        self._known.begin()

    def block(self, cell: Cell, left: float, right: float) -> Block:
        """The block of a cell between two column edges."""
        role = Role.HEADER if is_bar(cell, self._columns) else cell.role
        text = self._set(cell.text, right - left, role)
        if role is Role.VALUE and _is_running_text(text.lines):
            role = Role.TEXT
            text = self._set(cell.text, right - left, role)
        look = LOOKS[role]
        repeats = look.repeats and bool(cell.text.strip())
        again = self._again(cell.text, right - left, role) if repeats else _as_it_is(cell, role, text)
        tallest = max(len(text.lines), len(again.lines) if again else 0) * text.leading + look.above + look.below
        whole = not look.flows and tallest <= _WHOLE_SHARE * self._body
        return Block(cell, look, left, right - left, text, again if whole else None, whole)

    def _again(self, text: str, width: float, role: Role) -> Lines:
        """A label as it is shown again: （续） on a line of its own where that costs none."""
        joined = self._set(text + CONTINUED, width, role)
        parted = self._set(f"{text}\n{CONTINUED}", width, role)
        return parted if 1 < len(parted.lines) <= len(joined.lines) else joined

    def _set(self, text: str, width: float, role: Role) -> Lines:
        key = (text, round(width, 3), role, self._font_size)
        lines = self._known.get(key)
        if lines is None:
            lines = self._known[key] = self._break(text, width, LOOKS[role])
        return lines

    def _break(self, text: str, width: float, look: Look) -> Lines:
        size, side = self._size(text, width, look)
        lines = self._lines(text, (width - 2 * side) / size, look)
        if look.balanced and len(lines) > 1 and side > _TIGHT_SIDE:
            tight = self._lines(text, (width - 2 * _TIGHT_SIDE) / size, look)
            if len(tight) < len(lines) <= _TIGHT_LINES:
                lines, side = tight, _TIGHT_SIDE
        leading = self._font_size * look.scale * look.leading
        in_points = (line._replace(width=line.width * size, indent=line.indent * size) for line in lines)
        return Lines(tuple(in_points), size, leading, side)

    def _lines(self, text: str, room: float, look: Look) -> list[Line]:
        """The lines of a text in a room given in em."""
        widths = self._fonts.widths(look.face)
        if look.balanced:
            return balance_text(text, room, widths)
        return break_text(text, room, widths, min(look.indent, room - 1))

    def _size(self, text: str, width: float, look: Look) -> tuple[float, float]:
        """Font size and padding at the sides: smaller for a number that would be broken, or where no character fits."""
        size = self._font_size * look.scale
        if look.shrinks and "\n" not in text:
            widths, room = self._fonts.widths(look.face), width - 2 * _TIGHT_SIDE
            natural = (widest_number(text, widths) if look.balanced else widths.of(text)) * size
            if max(width - 2 * look.side, 0) < natural and natural * LEAST_SCALE <= room:
                return size * min(1.0, room / natural), _TIGHT_SIDE
        side = look.side if width - 2 * look.side >= size else min(_LEAST_SIDE, width / 10)
        return max(min(size, width - 2 * side), 0.1), side


def _alike_in_columns(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The values of a column begin alike: at the left where many of them are running text, else all centred."""
    columns: dict[ValueColumn, list[Block]] = defaultdict(list)
    for block in blocks:
        if column := value_column(block.cell):
            columns[column].append(block)
    running = {column: sum(block.look is LOOKS[Role.TEXT] for block in found) for column, found in columns.items()}
    mixed = {column: many(count, len(columns[column])) for column, count in running.items() if count}
    return tuple(_aligned(block, mixed) for block in blocks) if mixed else blocks


def _aligned(block: Block, mixed: Mapping[ValueColumn, bool]) -> Block:
    column = value_column(block.cell)
    if column is None or column not in mixed:
        return block
    look = block.look._replace(align=Align.LEFT if mixed[column] else Align.CENTRE)
    return block._replace(look=look if mixed[column] else look._replace(justified=False))


def _as_it_is(cell: Cell, role: Role, text: Lines) -> Lines | None:
    """A number or a name beside several rows is shown again on every page they reach."""
    return text if cell.row_span > 1 and role in (Role.NUMBER, Role.VALUE) and cell.text.strip() else None


def _is_running_text(lines: tuple[Line, ...]) -> bool:
    """Is a part of it so long that it reads better from the left than centred?"""
    in_a_row = 0
    for line in lines:
        in_a_row = in_a_row + 1 if line.broken else 0
        if in_a_row >= _VALUE_LINES:
            return True
    return False


def _by_last_row(blocks: tuple[Block, ...], rows: int) -> tuple[list[list[int]], list[list[int]]]:
    """The blocks by the row they end on: those of one row, and those of several."""
    one_row: list[list[int]] = [[] for _ in range(rows)]
    ending: list[list[int]] = [[] for _ in range(rows)]
    for index, block in enumerate(blocks):
        group = one_row if block.cell.row_span == 1 else ending
        group[block.cell.bottom - 1].append(index)
    return one_row, ending


def _row_heights(table: Table, blocks: tuple[Block, ...], one_row: list[list[int]], body: float) -> list[float]:
    """The rows' heights: what their own cells need, then evenly more where a span needs it.

    A text that runs over most of a page does not stretch its rows: it grows the last of them when it gets there.
    """
    least = max(table.page.font_size, 1.0) * LOOKS[Role.TEXT].leading
    heights = [max((blocks[index].height for index in row), default=least) for row in one_row]
    for row, wanted in table.least_heights:
        heights[row] = max(heights[row], min(wanted * MM, body))
    spans = [block for block in blocks if block.cell.row_span > 1 and block.height <= _GROW_SHARE * body]
    for block in sorted(spans, key=lambda block: (block.cell.bottom, block.cell.row_span)):
        rows = range(block.cell.row, block.cell.bottom)
        lack = block.height - sum(heights[row] for row in rows)
        if lack > 0:
            for row in rows:
                heights[row] += lack / len(rows)
    return heights


def _no_breaks(table: Table, heights: list[float], body: float) -> tuple[bool, ...]:
    """For every row: may no page begin with it?"""
    no_break = [False] * (table.row_count + 1)
    rows = table.rows()
    for row, cells in enumerate(rows):
        if cells and all(LOOKS[cell.role].heads for cell in cells):
            no_break[row + 1] = True
    for start, stop in table.together:
        _forbid(no_break, start + 1, stop)
    for band in table.bands:
        _forbid(no_break, band.head_start + 1, band.head_stop + 1)
    _keep_signatures(rows, no_break)
    _keep_tail(rows, heights, body, no_break)
    return tuple(no_break[: table.row_count])


def _solid(table: Table) -> tuple[bool, ...]:
    """The rows of column heads and of ranges that belong together."""
    solid = [False] * table.row_count
    for start, stop in (*table.together, *((band.head_start, band.head_stop) for band in table.bands)):
        _forbid(solid, start, stop)
    return tuple(solid)


def _forbid(rows: list[bool], start: int, stop: int) -> None:
    for row in range(max(start, 0), min(stop, len(rows))):
        rows[row] = True


def _keep_signatures(rows: list[list[Cell]], no_break: list[bool]) -> None:
    """Rows of names and seals stay together."""
    signed = [any(cell.role is Role.SIGNATURE for cell in cells) for cells in rows]
    for row, (above, below) in enumerate(pairwise(signed), start=1):
        if above and below:
            no_break[row] = True


def _keep_tail(rows: list[list[Cell]], heights: list[float], body: float, no_break: list[bool]) -> None:
    """The last page has more than names and notes, and more than one row of the table: rows above go with them."""
    start = len(rows)
    while start and all(cell.role in _TAIL_ROLES for cell in rows[start - 1]):
        start -= 1
    first = max(start - _KEPT_WITH_TAIL, 0)
    if sum(heights[first:]) <= _TAIL_SHARE * body:
        _forbid(no_break, first + 1, len(rows))


def _missing(blocks: tuple[Block, ...], fonts: Fonts) -> Iterable[Missing]:
    """Every character that will print as a box, with its place."""
    for block in blocks:
        cell = block.cell
        for char in fonts.missing(cell.text, block.look.face):
            yield Missing(char, cell.row, cell.column, cell.binding)


def head_rows(sheet: Sheet, row: int) -> tuple[int, ...]:
    """The head rows to repeat above ``row`` where a page begins with it."""
    bands = [band for band in sheet.table.bands if band.start <= row < band.stop and band.head_stop <= row]
    rows = tuple(sorted({head for band in bands for head in range(band.head_start, band.head_stop)}))
    return rows if sheet.head_height(rows) <= _HEAD_SHARE * sheet.paper.body else ()
