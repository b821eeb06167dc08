"""Where the printed pages of an Excel sheet begin, and which header rows they repeat.

A sheet is first of all worked in: Excel itself ends its pages where they are full. A break of our own stands only
where that would tear what belongs together, and the page is well filled before it. Excel repeats the same rows on
every page that follows them, so of several bands only one can have its head repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from exporters.excel.placing import LABELS, Layout, Rows, arrange, height_in
from exporters.pages.styles import less_margin
from models.table import Band, Cell, Role, Table

MAX_BREAKS = 1023  # Excel's limit for a sheet
_SPAN, _HEAD, _WEAK = 3.0, 2.0, 0.5  # cost of a page edge through a span, behind a head, and of one that looks bad
_LABEL = 1.0  # cost of an edge through a label beside several rows
_BARE = 0.3  # cost of an edge after which the columns have no head
_NEVER = 100.0  # cost of tearing a head, a signature, what the table wants whole
_MOST_LEFT, _AT_MOST_LEFT = 0.2, 0.35  # part of a page that may stay empty for the sake of what would be torn
_MORE_LEFT = 0.04  # for each point of what is saved
SMALLEST = 0.8
"""Scale at which a sheet may be printed to save a page."""
_DRIFT = 0.12
"""Part of a page by which other fonts and printers may end it later."""
_SHORT = 24  # characters of a paragraph that may be a heading
# worth of the repeated head on a page of its own band, between bands, and over the columns of another
_RIGHT, _BETWEEN, _WRONG = 2, -1, -3

_Head = tuple[tuple[int, int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """A page begins at each sheet row in ``edges``; those in ``breaks`` are set by hand, the others come of themselves.

    The rows ``repeated`` stand at the top of every page after them. ``smaller``: to save a page the margins are a
    little less and the columns wider than the page; ``on_one``: the sheet is as small as one page wants it.
    """

    edges: tuple[int, ...]
    breaks: tuple[int, ...]
    repeated: Rows | None = None
    smaller: bool = False
    on_one: bool = False


def set_out(table: Table, cells: Sequence[Cell]) -> tuple[Layout, Pages]:
    """The layout and its pages; a little smaller, with a little less margin, where that saves one."""
    layout = arrange(table, cells)
    pages = paginate(table, cells, layout)
    if not pages.edges:
        return layout, pages
    tight = replace(table, page=less_margin(table.page))
    layout_tight = arrange(tight, cells)
    if sum(layout.heights) <= layout_tight.page_height / SMALLEST:
        return layout_tight, Pages((), (), pages.repeated, smaller=True, on_one=True)
    last = layout.height((pages.edges[-1], len(layout.heights)))
    if last <= len(pages.edges) * layout_tight.page_height * (1 / SMALLEST**2 - 1):
        layout_tight = arrange(tight, cells, SMALLEST)
        fewer = paginate(tight, cells, layout_tight)
        if len(fewer.edges) < len(pages.edges):
            return layout_tight, replace(fewer, smaller=True, on_one=not fewer.edges)
    return layout, pages


def paginate(table: Table, cells: Sequence[Cell], layout: Layout) -> Pages:
    """The pages of a sheet, and the head that is right on most of them.

    Where it makes no difference, the head is that of the longest band.
    """
    kept = list(_kept_together(table, cells, layout))
    plain = _pages(kept, layout, None)
    plans = [(0, -1, plain)]
    for band in table.bands:
        rows = layout.first[band.head_start], layout.first[band.head_stop]
        if 0 < layout.height(rows) <= layout.page_height / 3:
            bare = [] if not plain.edges else list(_bare(table, layout, band))
            plan = _pages([*kept, *bare], layout, rows) if plain.edges else Pages((), (), rows)
            plans.append((_worth(table, layout, band, plan.edges), band.stop - band.start, plan))
    return max(plans, key=lambda plan: plan[:2])[2]


def _bare(table: Table, layout: Layout, chosen: Band) -> Iterator[tuple[float, Rows]]:
    """The bands whose own head is not the one that is repeated: they had better not go over a page edge."""
    heads = _heads(table)
    for band in table.bands:
        if heads[band] != heads[chosen] or band.head_start < chosen.head_start:
            yield _BARE, (layout.first[band.head_start], layout.first[band.stop])


def _worth(table: Table, layout: Layout, chosen: Band, breaks: Iterable[int]) -> int:
    """How much it helps to repeat the head of ``chosen`` on the pages that begin after it."""
    first = layout.first
    heads = _heads(table)
    end = max(first[band.stop] for band in table.bands)
    total = 0
    for page in breaks:
        if not first[chosen.head_stop] <= page < end:
            continue
        here = next((band for band in table.bands if first[band.head_start] <= page < first[band.stop]), None)
        if here is None:
            total += _BETWEEN
        elif heads[here] != heads[chosen]:
            total += _WRONG
        elif page >= first[here.start]:
            total += _RIGHT
    return total


def _heads(table: Table) -> dict[Band, _Head]:
    """What the head of each band says, and where."""
    return {
        band: tuple(
            (cell.row - band.head_start, cell.column, cell.column_span, cell.text)
            for cell in table.cells
            if band.head_start <= cell.row < band.head_stop
        )
        for band in table.bands
    }


def _pages(kept: Iterable[tuple[float, Rows]], layout: Layout, repeated: Rows | None) -> Pages:
    """Page after page, each filled as far as it goes unless that would tear more than an edge a little before."""
    head = (layout.height(repeated), repeated[1]) if repeated else (0.0, 0)
    costs = _costs(kept, layout, head)
    edges: list[int] = []
    breaks: list[int] = []
    start = 0
    while True:
        room = _room(layout, head, start)
        full = _filled(layout.heights, start, room)
        if full >= len(layout.heights):
            return Pages(tuple(edges), tuple(breaks), repeated)
        edge = _edge(layout, costs, start, full, room)
        if len(breaks) < MAX_BREAKS and _tears_near(layout, costs, edge, _DRIFT * room):
            breaks.append(edge)
        edges.append(start := edge)


def _tears_near(layout: Layout, costs: Sequence[float], edge: int, reach: float) -> bool:
    """Would anything be torn if another program found room for a little more, or a little less, before the edge?"""
    row, passed = edge, 0.0
    while row < len(layout.heights) and passed <= reach:
        if costs[row]:
            return True
        passed += layout.heights[row]
        row += 1
    return bool(costs[edge - 1])


def _edge(layout: Layout, costs: Sequence[float], start: int, full: int, room: float) -> int:
    """Where a page ends that is full before row ``full``: there, or before it where that tears less."""
    best, left = full, 0.0
    for row in range(full - 1, start, -1):
        left += layout.heights[row]
        saved = costs[best] - costs[row]
        if saved < _NEVER / 2 and left > min(_MOST_LEFT + _MORE_LEFT * saved, _AT_MOST_LEFT) * room:
            continue
        if costs[row] < costs[best] - 1e-9:
            best = row
    return best


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


def _costs(kept: Iterable[tuple[float, Rows]], layout: Layout, head: tuple[float, int]) -> list[float]:
    """For every sheet row, what a page edge before it tears. What fits no page may be torn anywhere."""
    steps = [0.0] * (len(layout.heights) + 2)
    for weight, rows in kept:
        start, stop = rows
        if stop - start > 1 and layout.height(rows) <= _room(layout, head, start):
            steps[start + 1] += weight
            steps[stop] -= weight
    return list(accumulate(steps))


def _kept_together(table: Table, cells: Sequence[Cell], layout: Layout) -> Iterator[tuple[float, Rows]]:
    """Sheet rows that should stay on one page, and how much so: spans and what the table asks for, then good looks."""
    yield from _spans(table, cells, layout)
    for start, stop in (*table.together, *_signatures(table)):
        yield _NEVER, (layout.first[start], layout.first[stop])
    for cost, (start, stop) in _with_next(table, layout):
        yield cost, (layout.first[max(start, 0)], layout.first[min(stop, table.row_count)])


def _spans(table: Table, cells: Sequence[Cell], layout: Layout) -> Iterator[tuple[float, Rows]]:
    """Cells over several rows. A label may be cut for less, where its words stand above the edge."""
    spans: set[tuple[float, Rows]] = set()
    for cell in cells:
        start, stop = layout.rows_of(cell)
        if cell.role in LABELS:
            need = height_in(cell, cell.text, layout.width(cell), table.page.font_size)
            spans |= {(_LABEL, (start, stop)), (_SPAN, (start, _after(layout, start, stop, need)))}
        else:
            spans.add((_SPAN, (start, stop)))
    yield from (span for span in sorted(spans) if span[1][1] - span[1][0] > 1)


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
    """Table rows that look lost without their neighbour: titles, heads and the line above them, signatures."""
    for start, stop in _signatures(table):
        yield _HEAD, (start - 1, stop)
    for band in table.bands:
        yield _NEVER, (band.head_start, band.head_stop + 1)
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
