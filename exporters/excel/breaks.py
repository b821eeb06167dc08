"""Where the printed pages of an Excel sheet begin, and which header rows they repeat.

Excel repeats the same rows on every page that follows them, so of several bands only one can have its head repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from exporters.excel.placing import REPEATED, Layout, Rows, label_heights
from models.table import Band, Cell, Role, Table

MAX_BREAKS = 1023  # Excel's limit for a sheet
_SPAN, _HEAD, _WEAK = 3.0, 2.0, 0.5  # cost of a page edge through a span, behind a head, and of one that looks bad
_LABEL = 0.3  # cost of an edge through a label that is shown again after it
_NEVER = 100.0  # cost of tearing a head, a signature, what the table wants whole
_EMPTY = 4.0  # cost of a page that is left empty; half a page is less bad than a torn span
_SHORT = 24  # characters of a paragraph that may be a heading
# worth of the repeated head on a page of its own band, between bands, and over the columns of another
_RIGHT, _BETWEEN, _WRONG = 2, -1, -3

_Head = tuple[tuple[int, int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """A page begins at each sheet row in ``breaks``; rows ``repeated`` stand at the top of every page after them."""

    breaks: tuple[int, ...]
    repeated: Rows | None = None


def paginate(table: Table, cells: Sequence[Cell], layout: Layout) -> Pages:
    """Breaks that cut no vertical span that fits a page, and the head that is right on most of the pages.

    Where it makes no difference, the head is that of the longest band.
    """
    kept = list(_kept_together(table, cells, layout))
    plain = Pages(_breaks(kept, layout, None))
    plans = [(0, -1, plain)]
    for band in table.bands:
        rows = layout.first[band.head_start], layout.first[band.head_stop]
        if 0 < layout.height(rows) <= layout.page_height / 3:
            plan = Pages(_breaks(kept, layout, rows) if plain.breaks else (), rows)
            plans.append((_worth(table, layout, band, plan.breaks), band.stop - band.start, plan))
    return max(plans, key=lambda plan: plan[:2])[2]


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


def _breaks(kept: Iterable[tuple[float, Rows]], layout: Layout, repeated: Rows | None) -> tuple[int, ...]:
    """The rows where pages begin: of the places a page may end, the one that tears least and leaves least empty."""
    head = (layout.height(repeated), repeated[1]) if repeated else (0.0, 0)
    costs = _costs(kept, layout, head)
    above = [0.0, *accumulate(layout.heights)]
    breaks: list[int] = []
    start = 0
    while len(breaks) < MAX_BREAKS:
        room = _room(layout, head, start)
        end = _filled(layout.heights, start, room)
        if end >= len(layout.heights):
            break
        badness = {row: costs[row] - _EMPTY * (above[row] - above[start]) / room for row in range(start + 1, end + 1)}
        start = min(badness, key=lambda row: (badness[row], -row))
        breaks.append(start)
    return tuple(breaks)


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
    """Cells over several rows. A label may be cut for less, but each part of it must hold its words."""
    spans: set[tuple[float, Rows]] = set()
    for cell in cells:
        start, stop = layout.rows_of(cell)
        if cell.role not in REPEATED:
            spans.add((_SPAN, (start, stop)))
            continue
        need = max(label_heights(cell, layout, table.page.font_size))
        spans |= {(_LABEL, (start, stop)), *((_SPAN, ends) for ends in _ends(layout, start, stop, need))}
    yield from (span for span in sorted(spans) if span[1][1] - span[1][0] > 1)


def _ends(layout: Layout, start: int, stop: int, need: float) -> tuple[Rows, Rows]:
    """The rows at the top and at the bottom of a cell that are as high as ``need``."""
    top, bottom = start + 1, stop - 1
    while top < stop and layout.height((start, top)) < need:
        top += 1
    while bottom > start and layout.height((bottom, stop)) < need:
        bottom -= 1
    return (start, top), (bottom, stop)


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
