"""Where the printed pages of an Excel sheet begin.

A sheet is first of all worked in: Excel itself ends its pages where they are full. A break of our own stands only
where that would tear what belongs together, and the page is well filled before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import NamedTuple

from exporters.excel.cutting import Flow, flow_of
from exporters.excel.placing import LABELS, Layout, Rows, height_in
from models.table import Cell, Role, Table

MAX_BREAKS = 1023  # Excel's limit for a sheet
_WORDS = 10.0  # cost of a page edge through words
_SPAN, _HEAD, _WEAK = 3.0, 2.0, 0.5  # cost of one through a span, behind a head, and of one that looks bad
_TEXT = 0.2  # cost of an edge between two lines of a long text
_LABEL = 1.0  # cost of an edge through a label beside several rows
_IN_SIGHT = 0.01  # cost of one through what must be cut anyway, so that it is set by hand and its line drawn
_NEVER = 100.0  # cost of tearing a head, a signature, what the table wants whole
_PAGE = 6.0  # cost of a page
_EMPTY = 40.0  # cost of a page that is empty, growing with the square of the part that is
_HALF, _TOO_EMPTY = 0.45, 50.0  # part of a page that is left empty for next to nothing, and what it costs
_DRIFT = 0.12
"""Part of a page by which other fonts and printers may end it later."""
_SHORT = 24  # characters of a paragraph that may be a heading


@dataclass(frozen=True, slots=True)
class Pages:
    """A page begins at each sheet row in ``edges``; those in ``breaks`` are set by hand, the others come of themselves.

    The rows ``repeated`` stand at the top of every page after them. ``cost``: the lower, the better. ``unheaded``: how
    many pages lack the head of their rows, or have one of others. ``smaller``: to save a page the margins are a little
    less and the columns wider than the page; ``on_one``: the sheet is as small as one page wants it.
    """

    edges: tuple[int, ...]
    breaks: tuple[int, ...]
    repeated: Rows | None = None
    cost: float = 0.0
    unheaded: int = 0
    smaller: bool = False
    on_one: bool = False


def pages_of(costs: Sequence[float], layout: Layout, repeated: Rows | None) -> Pages:
    """The cheapest pages. ``costs``: what an edge before each sheet row tears, as ``costs_of`` says."""
    head = (layout.height(repeated), repeated[1]) if repeated else (0.0, 0)
    steps = _steps(costs, layout, head)
    edges: list[int] = []
    breaks: list[int] = []
    edge, cost = len(layout.heights), steps[len(layout.heights)].cost if layout.heights else 0.0
    while edge and (start := steps[edge].start):
        edges.insert(0, start)
        full = start == steps[start].full and not _tears_near(layout, costs, start, _DRIFT * layout.page_height)
        breaks += [] if full else [start]
        edge = start
    return Pages(tuple(edges), tuple(sorted(breaks)[:MAX_BREAKS]), repeated, cost)


class _Step(NamedTuple):
    """The cheapest way to end a page before a row: all that the pages up to there cost, where the last of them begins,
    and the row before which it would be full."""

    cost: float
    start: int
    full: int


def _steps(costs: Sequence[float], layout: Layout, head: tuple[float, int]) -> dict[int, _Step]:
    """By row: the cheapest way to end a page before it."""
    count = len(layout.heights)
    steps = {0: _Step(0.0, 0, 0)}
    for start in range(count):
        if start not in steps:
            continue
        so_far, room = steps[start].cost + _PAGE, _room(layout, head, start)
        full = _filled(layout.heights, start, room)
        left = 0.0 if full < count else -room
        for edge in range(full, start, -1):
            empty = max(left / room, 0.0)
            cost = so_far + costs[edge] + _EMPTY * empty * empty + (_TOO_EMPTY if empty > _HALF else 0.0)
            if edge not in steps or cost < steps[edge].cost - 1e-9:
                steps[edge] = _Step(cost, start, full)
            left = max(left, 0.0) + layout.heights[edge - 1]
    return steps


def _tears_near(layout: Layout, costs: Sequence[float], edge: int, reach: float) -> bool:
    """Would anything be torn if another program found room for a little more, or a little less, before the edge?"""
    row, passed = edge, 0.0
    while row < len(layout.heights) and passed <= reach:
        if costs[row]:
            return True
        passed += layout.heights[row]
        row += 1
    return bool(costs[edge - 1])


def _filled(heights: Sequence[float], start: int, room: float) -> int:
    """The row after the last that still fits on a page begun at ``start``; at least one row goes on it."""
    end = start + 1
    used = heights[start] if heights else 0.0
    while end < len(heights) and used + heights[end] <= room:
        used += heights[end]
        end += 1
    return end


def _room(layout: Layout, head: tuple[float, int], start: int) -> float:
    """What a page that begins at ``start`` holds beside the head (its height, the row after it)."""
    return layout.page_height - (head[0] if start >= head[1] else 0.0)


def costs_of(kept: Iterable[tuple[float, Rows]], layout: Layout) -> list[float]:
    """For every sheet row, what a page edge before it tears. What fits no page may be torn anywhere."""
    steps = [0.0] * (len(layout.heights) + 2)
    for weight, rows in kept:
        start, stop = rows
        if stop - start > 1 and layout.height(rows) <= layout.page_height:
            steps[start + 1] += weight
            steps[stop] -= weight
    return list(accumulate(steps))


def kept_together(table: Table, cells: Sequence[Cell], layout: Layout) -> Iterator[tuple[float, Rows]]:
    """Sheet rows that should stay on one page, and how much so: spans and what the table asks for, then good looks."""
    yield from _spans(table, cells, layout)
    for start, stop in (*table.together, *_signatures(table)):
        yield _NEVER, (layout.first[start], layout.first[stop])
    for cost, (start, stop) in _with_next(table, layout):
        last = min(stop, table.row_count) - 1  # of a row that may be cut, its first lines are enough
        yield cost, (layout.first[max(start, 0)], layout.first[last] + 1)


def _spans(table: Table, cells: Sequence[Cell], layout: Layout) -> Iterator[tuple[float, Rows]]:
    """Cells over several rows. A label is cut for less where its words stand above the edge, long text for least."""
    spans: list[tuple[float, Rows]] = []
    cuts: dict[int, float] = {}
    for cell in cells:
        start, stop = layout.rows_of(cell)
        if stop - start == 1:
            continue
        if flow := flow_of(cell, layout.width(cell), table.page.font_size):
            for edge, cost in _cuts(flow, layout, start, stop):
                cuts[edge] = max(cost, cuts.get(edge, 0.0))
            continue
        need = height_in(cell, cell.text, layout.width(cell), table.page.font_size)
        spans.append((_WORDS, (start, _after(layout, start, stop, need))))
        fits = layout.height((start, stop)) <= layout.page_height
        cost = (_LABEL if cell.role in LABELS else _SPAN) if fits else _IN_SIGHT
        spans += [(cost, (edge - 1, edge + 1)) for edge in layout.first[cell.row + 1 : cell.bottom]]
    yield from (span for span in sorted(spans) if span[1][1] - span[1][0] > 1)
    yield from ((cost, (edge - 1, edge + 1)) for edge, cost in sorted(cuts.items()))


def _cuts(flow: Flow, layout: Layout, start: int, stop: int) -> Iterator[tuple[int, float]]:
    """What an edge through a long text costs: little between two lines, more near its end, much in a line."""
    depth = 0.0
    for row in range(start + 1, stop):
        depth += layout.heights[row - 1]
        if flow.between_lines(depth):
            yield row, _SPAN if flow.over(depth) else _TEXT if flow.rests(depth) else _WEAK
        else:
            yield row, _WORDS


def _after(layout: Layout, start: int, stop: int, need: float) -> int:
    """The row after the first rows of a cell that together are as high as ``need``."""
    top = start + 1
    while top < stop and layout.height((start, top)) < need:
        top += 1
    return top


def _signatures(table: Table) -> Iterator[Rows]:
    """Runs of rows that hold signatures."""
    signed = [any(cell.role is Role.SIGNATURE for cell in row) for row in table.rows()]
    for is_signed, run in groupby(range(table.row_count), key=lambda row: signed[row]):
        rows = list(run)
        if is_signed:
            yield rows[0], rows[-1] + 1


def _with_next(table: Table, layout: Layout) -> Iterator[tuple[float, Rows]]:
    """Table rows that look lost without their neighbour: titles, heads and the line above them, ends, signatures."""
    for start, stop in _signatures(table):
        yield _HEAD, (start - 1, stop)
    for band in table.bands:
        yield _NEVER, (band.head_start, band.head_stop + 1)
        if band.stop - band.head_stop > 1:
            yield _HEAD, (band.stop - 2, band.stop)
        above = layout.first[max(band.head_start - 1, 0)], layout.first[band.head_start]
        if layout.height(above) <= layout.page_height / 6:
            yield _WEAK, (band.head_start - 1, band.head_start + 1)
    rows = table.rows()
    for number, row in enumerate(rows):
        if _is_heading(row, table.column_count) or (number == 0 and _is_around(row)):
            after = number + 1
            while after < len(rows) and _is_around(rows[after]):
                after += 1
            yield _HEAD, (number, after + 1)


def _is_around(row: Sequence[Cell]) -> bool:
    """True for rows like title and caption, which stand around the table proper."""
    return bool(row) and not any(cell.role.bordered or cell.role is Role.PARAGRAPH for cell in row)


def _names_what_follows(cell: Cell) -> bool:
    """A short paragraph that is no sentence and says nothing of its own, such as 1、完善制度建设."""
    text = cell.text
    return cell.role is Role.PARAGRAPH and 0 < len(text) <= _SHORT and "：" not in text and text[-1] not in "。；！？…"


def _is_heading(row: Sequence[Cell], columns: int) -> bool:
    """True for a heading, a paragraph that is one in words alone, and a fixed line as wide as the table."""
    if any(cell.role is Role.HEADING or _names_what_follows(cell) for cell in row):
        return True
    return len(row) == 1 and row[0].role in (Role.LABEL, Role.HEADER) and row[0].column_span == columns > 1
