"""Ruled lines → the tables they draw: which cells there are, what is merged, which letters stand in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from importers.readers.pdf.drawn import Drawn, Glyph, Line
from importers.readers.pdf.lines_of_text import text_between

_TOUCH = 3.0  # points: lines that miss each other by no more are meant to meet
_SAME = 3.0  # points: edges that differ by no more are one edge
_NEAR = 8.0  # points: a rule ends no further from the edge of a cell
_OF_PAGE = 0.8  # of its width and height: what goes round the page
_CLOSE = 16.0  # points that a second frame round a table is larger
_MOST_OF_IT = 0.7  # of the width of its cells that a rule goes through at least
_BOX = 20.0  # points: a square no larger is a check box, no table
_DASH, _DASHES = 12.0, 3  # points that a dash is long at most, and how many make a line
_HEAVIER = 1.4  # times the thickness of the rules between rows: a rule of the frame
_MOST_CROSSINGS = 1_000_000
_MOST_PLACES = 200_000  # of one table on one page


@dataclass(slots=True)
class Piece:
    """A cell of a page's table: its text, its span, whether its last line reaches the right edge, and what stands
    behind that one where the file tells."""

    text: str
    rows: int = 1
    columns: int = 1
    full: bool = False
    behind: str | None = None


@dataclass(slots=True)
class PageTable:
    """A table on one page. ``xs`` are its vertical edges; ``cells`` by row and column, blank ones too.

    ``cut``: the columns whose last cells the page's edge cuts, none where all end; None where that is not drawn.
    """

    page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    row_count: int
    cells: dict[tuple[int, int], Piece]
    guessed: bool = False
    cut: frozenset[int] | None = None
    inner: list[PageTable] = field(default_factory=list)

    def row_texts(self, row: int) -> tuple[str, ...]:
        return tuple(self.cells[row, column].text for column in range(len(self.xs) - 1) if (row, column) in self.cells)


def tables_on(drawn: Drawn, page: int) -> tuple[list[PageTable], list[Glyph]]:
    """The ruled tables of a page, those within others as their ``inner``, and the letters around them."""
    groups = [_Frame.of(group) for group in _touching(drawn)]
    boxes = [frame for frame in groups if frame and frame.is_box]
    frames = sorted((frame for frame in groups if frame and not frame.is_box), key=lambda one: -one.area)
    frames = [frame for number, frame in enumerate(frames) if not _is_border(frame, frames[number + 1 :], drawn)]
    glyphs = [*drawn.glyphs, *(_tick_box(frame, drawn.slanted) for frame in boxes)]
    inside: dict[int, list[Glyph]] = defaultdict(list)
    around: list[Glyph] = []
    for glyph in glyphs:
        homes = [number for number, frame in enumerate(frames) if frame.holds(*glyph.home)]
        for number in homes:
            inside[number].append(glyph)
        if not homes:
            around.append(glyph)
    tables = [frame.table(inside[number], page) for number, frame in enumerate(frames)]
    for frame, table in zip(frames, tables, strict=True):
        table.cut = _cut(frame, drawn.horizontals)
    return list(_nested(frames, tables)), around


def _is_border(frame: _Frame, smaller: Sequence[_Frame], drawn: Drawn) -> bool:
    """A single place with tables in it that goes round the page, or a second line close round a table."""
    if not len(frame.xs) == len(frame.ys) == 2:
        return False
    whole = frame.width > _OF_PAGE * drawn.width and frame.height > _OF_PAGE * drawn.height
    inside = [one for one in smaller if frame.encloses(one)]
    return any(whole or max(frame.width - one.width, frame.height - one.height) <= _CLOSE for one in inside)


def _cut(frame: _Frame, horizontals: Sequence[Line]) -> frozenset[int] | None:
    """Dashes close a cell that goes on on the next page, or nothing does where others are closed; a rule as of the
    frame, heavier than the others, one that ends. None where neither is drawn."""
    left, right, bottom = frame.xs[0], frame.xs[-1], frame.ys[-1]
    ends = [line for line in horizontals if abs(line.at - bottom) <= _SAME and line.start < right and line.end > left]
    runs = list(_dashed(ends))
    columns = frozenset(
        column
        for column, (start, end) in enumerate(pairwise(frame.xs))
        if any(first <= (start + end) / 2 <= last for first, last in runs)
        and not any(line.start < start + _TOUCH / 2 and line.end > end - _TOUCH / 2 for line in ends)
    )
    columns |= _open_below(frame, ends)
    others = _between(frame.group.horizontals, frame.ys) or _between(frame.group.verticals, frame.xs)
    heavy = bool(ends and others) and min(line.thickness for line in ends) > _HEAVIER * median(others)
    return columns if columns or heavy else None


def _open_below(frame: _Frame, ends: Sequence[Line]) -> frozenset[int]:
    """The columns that no rule closes, where one closes others."""
    middles = [(start + end) / 2 for start, end in pairwise(frame.xs)]
    closed = [any(line.start <= middle <= line.end for line in ends) for middle in middles]
    return frozenset(number for number, one in enumerate(closed) if not one) if any(closed) else frozenset()


def _dashed(lines: Sequence[Line]) -> Iterator[tuple[float, float]]:
    """From where to where dashes follow each other: short lines with no more room between them than they are long."""
    run: list[Line] = []
    short = [line for line in lines if line.end - line.start <= _DASH]
    for line in sorted(short, key=lambda one: one.start):
        if run and line.start - run[-1].end > run[0].end - run[0].start + 1:
            yield from _as_run(run)
            run = []
        run.append(line)
    yield from _as_run(run)


def _as_run(dashes: Sequence[Line]) -> Iterator[tuple[float, float]]:
    if len(dashes) >= _DASHES:
        yield dashes[0].start, dashes[-1].end + dashes[0].end - dashes[0].start


def _between(lines: Sequence[Line], edges: Sequence[float]) -> list[float]:
    """The thickness of the lines that are not of the frame."""
    return [line.thickness for line in lines if edges[0] + _SAME < line.at < edges[-1] - _SAME and line.thickness]


def _nested(frames: Sequence[_Frame], tables: Sequence[PageTable]) -> Iterator[PageTable]:
    """The outer tables; each inner one is put into the smallest around it."""
    outer = []
    for number, frame in enumerate(frames):
        homes = [other for other in range(number) if frames[other].encloses(frame)]
        if homes:
            tables[homes[-1]].inner.append(tables[number])
        else:
            outer.append(tables[number])
    yield from sorted(filter(_says_something, outer), key=lambda one: (round(one.top / _SAME), one.xs[0]))


def _says_something(table: PageTable) -> bool:
    return any(piece.text for piece in table.cells.values())


# --- lines that belong together ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    horizontals: list[Line] = field(default_factory=list)
    verticals: list[Line] = field(default_factory=list)


def _touching(drawn: Drawn) -> list[_Group]:
    """Lines by the drawing they belong to: those that cross or meet, directly or through others."""
    horizontals, verticals = drawn.horizontals, drawn.verticals
    if len(horizontals) * len(verticals) > _MOST_CROSSINGS:
        return []
    union = _Union(len(horizontals) + len(verticals))
    order = sorted(range(len(verticals)), key=lambda number: verticals[number].at)
    places = [verticals[number].at for number in order]
    for i, flat in enumerate(horizontals):
        near = slice(bisect_left(places, flat.start - _TOUCH), bisect_right(places, flat.end + _TOUCH))
        for j in order[near]:
            if verticals[j].start - _TOUCH <= flat.at <= verticals[j].end + _TOUCH:
                union.join(i, len(horizontals) + j)
    groups: dict[int, _Group] = defaultdict(_Group)
    for i, flat in enumerate(horizontals):
        groups[union.root(i)].horizontals.append(flat)
    for j, upright in enumerate(verticals):
        groups[union.root(len(horizontals) + j)].verticals.append(upright)
    return list(groups.values())


class _Union:
    """Numbers that belong together."""

    def __init__(self, count: int) -> None:
        self._up = list(range(count))

    def root(self, number: int) -> int:
        while self._up[number] != number:
            self._up[number] = self._up[self._up[number]]
            number = self._up[number]
        return number

    def join(self, one: int, other: int) -> None:
        self._up[self.root(one)] = self.root(other)


# --- one drawing ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Frame:
    """The grid that a group of lines draws."""

    xs: list[float]
    ys: list[float]
    group: _Group

    @classmethod
    def of(cls, group: _Group) -> _Frame | None:
        """The frame of a group of lines; None where they enclose nothing, or more places than any form has."""
        xs = _edges(group.verticals, group.horizontals)
        group.horizontals = [line for line in group.horizontals if _is_rule(line, xs)]
        ys = _edges(group.horizontals, group.verticals)
        return cls(xs, ys, group) if len(xs) > 1 and len(ys) > 1 and len(xs) * len(ys) <= _MOST_PLACES else None

    @property
    def width(self) -> float:
        return self.xs[-1] - self.xs[0]

    @property
    def height(self) -> float:
        return self.ys[-1] - self.ys[0]

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def is_box(self) -> bool:
        return self.width <= _BOX and self.height <= _BOX

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def encloses(self, other: _Frame) -> bool:
        return self.holds(other.xs[0], other.ys[0]) and self.holds(other.xs[-1], other.ys[-1])

    def table(self, glyphs: Iterable[Glyph], page: int) -> PageTable:
        spans = self._spans()
        inside: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        anchors = {
            place: anchor for anchor, (rows, columns) in spans.items() for place in _covered(anchor, rows, columns)
        }
        for glyph in glyphs:
            inside[anchors[self._place(*glyph.home)]].append(glyph)
        cells = {}
        for (row, column), (rows, columns) in spans.items():
            found = text_between(inside[row, column], self.xs[column], self.xs[column + columns])
            cells[row, column] = Piece(found.text, rows, columns, found.full, found.behind)
        return PageTable(page, self.ys[0], self.ys[-1], tuple(self.xs), len(self.ys) - 1, cells)

    def _place(self, x: float, y: float) -> tuple[int, int]:
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return row, min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)

    def _spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Anchor → rows and columns of every cell: places with no line between them are one cell."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        walls, floors = _covers(self.group.verticals, self.xs), _covers(self.group.horizontals, self.ys)
        union = _Union(rows * columns)
        for row in range(rows):
            y = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(columns):
                x = (self.xs[column] + self.xs[column + 1]) / 2
                if column + 1 < columns and not walls(column + 1, y):
                    union.join(row * columns + column, row * columns + column + 1)
                if row + 1 < rows and not floors(row + 1, x):
                    union.join(row * columns + column, (row + 1) * columns + column)
        return _rectangles(union, rows, columns)


def _edges(lines: Sequence[Line], others: Sequence[Line]) -> list[float]:
    """Places of the lines, near ones as one; where the lines across reach further out, there is an edge too."""
    places = [line.at for line in lines]
    if others and places:
        first, last = min(line.start for line in others), max(line.end for line in others)
        places += [one for one in (first, last) if not min(places) - 8 < one < max(places) + 8]
    edges: list[list[float]] = []
    for place in sorted(places):
        if edges and place - edges[-1][-1] <= _SAME:
            edges[-1].append(place)
        else:
            edges.append([place])
    return [sum(edge) / len(edge) for edge in edges]


def _is_rule(line: Line, xs: Sequence[float]) -> bool:
    """A rule goes through the cells that it lies in, or nearly so; a shorter line is under a text. Dashes are rules."""
    length = line.end - line.start
    left = max((x for x in xs if x <= line.start + _NEAR), default=line.start)
    right = min((x for x in xs if x >= line.end - _NEAR), default=line.end)
    return length <= _DASH or length >= _MOST_OF_IT * (right - left)


class _covers:  # noqa: N801  (reads as the question it answers)
    """Whether a line lies at an edge (by its number) where it passes ``across``."""

    def __init__(self, lines: Sequence[Line], edges: Sequence[float]) -> None:
        self._at: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            number = min(range(len(edges)), key=lambda one: abs(edges[one] - line.at))
            self._at[number].append(line)

    def __call__(self, edge: int, across: float) -> bool:
        return any(line.start - 1 <= across <= line.end + 1 for line in self._at[edge])


def _rectangles(union: _Union, rows: int, columns: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Joined places as rectangles; where they make none, each place stays its own."""
    groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place in range(rows * columns):
        groups[union.root(place)].append(divmod(place, columns))
    spans = {}
    for places in groups.values():
        top, left = min(row for row, _ in places), min(column for _, column in places)
        height, width = max(row for row, _ in places) - top + 1, max(column for _, column in places) - left + 1
        if height * width == len(places):
            spans[top, left] = height, width
        else:
            spans |= dict.fromkeys(places, (1, 1))
    return spans


def _covered(anchor: tuple[int, int], rows: int, columns: int) -> Iterator[tuple[int, int]]:
    for row in range(anchor[0], anchor[0] + rows):
        for column in range(anchor[1], anchor[1] + columns):
            yield row, column


def _tick_box(frame: _Frame, slanted: Sequence[Line]) -> Glyph:
    """A drawn check box as the sign it stands for: ticked where strokes cross it."""
    left, right, top, bottom = frame.xs[0], frame.xs[-1], frame.ys[0], frame.ys[-1]
    ticked = any(top <= line.at <= bottom and line.start < right and line.end > left for line in slanted)
    ticked = ticked or len(frame.xs) > 2 or len(frame.ys) > 2
    return Glyph("☑" if ticked else "□", left, top, right, bottom, bottom - top)
