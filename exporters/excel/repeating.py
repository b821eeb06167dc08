"""Which head an Excel sheet repeats, and how its pages then begin.

Excel repeats the same rows on every page that follows them, so of several bands with different heads only one can have
its head repeated; the others had better not go over a page edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from exporters.excel.breaks import BARE, BETWEEN, WRONG, Pages, costs_of, kept_together, pages_of
from exporters.excel.placing import Layout, Rows, height_in
from models.table import Band, Cell, Table

_Head = tuple[tuple[int, int, int, str], ...]
_MOST_GROWN = 45.0
"""Points by which a head that is repeated may be higher, so that a label beside it shows its words there."""


def paginate(table: Table, cells: Sequence[Cell], layout: Layout) -> tuple[Layout, Pages]:
    """The pages of a sheet with the head whose repetition helps most; of those that help alike the longest band's."""
    torn = costs_of(kept_together(table, cells, layout), layout)
    heads = _heads(table)
    plain = pages_of(_with_tops(torn, heads, layout, None), layout, None)
    if not plain.edges:
        longest = max(table.bands, key=lambda band: band.stop - band.start, default=None)
        rows = (layout.first[longest.head_start], layout.first[longest.head_stop]) if longest else None
        return layout, replace(plain, repeated=rows if rows and _is_low(layout, rows) else None)
    plans = [(plain.cost, 1, layout, plain)]
    for band in _first_of_equal(heads):
        grown = _with_room_beside(table, cells, layout, band)
        rows = grown.first[band.head_start], grown.first[band.head_stop]
        if _is_low(grown, rows):
            pages = pages_of(_with_tops(torn, heads, grown, band), grown, rows)
            plans.append((pages.cost, band.start - band.stop, grown, pages))
    return min(plans, key=lambda plan: plan[:2])[2:]


def _first_of_equal(heads: Mapping[Band, _Head]) -> Iterable[Band]:
    """One band of those that have the same head."""
    return {head: band for band, head in reversed(list(heads.items()))}.values()


def _is_low(layout: Layout, rows: Rows) -> bool:
    """May the rows stand on every page?"""
    return 0 < layout.height(rows) <= layout.page_height / 3


def _with_room_beside(table: Table, cells: Sequence[Cell], layout: Layout, band: Band) -> Layout:
    """The head so high that what begins beside it and goes on below shows its words where the head is repeated."""
    stop = layout.first[band.head_stop]
    beside = [cell for cell in cells if band.head_start <= cell.row < band.head_stop < cell.bottom and cell.text]
    body = table.page.font_size
    needs = [
        height_in(cell, cell.text, layout.width(cell), body) - layout.height((layout.first[cell.row], stop))
        for cell in beside
    ]
    more = max(needs, default=0.0)
    if not 0 < more <= _MOST_GROWN:
        return layout
    heights = list(layout.heights)
    heights[stop - 1] += more
    return replace(layout, heights=tuple(heights))


def _with_tops(torn: Sequence[float], heads: Mapping[Band, _Head], layout: Layout, chosen: Band | None) -> list[float]:
    """The costs with those of pages that begin without the right head, where the head of ``chosen`` is repeated."""
    costs = list(torn)
    repeated = layout.first[chosen.head_stop] if chosen else len(costs)
    for row in range(repeated, len(layout.heights)):
        costs[row] += BETWEEN
    for band, head in heads.items():
        for row in range(layout.first[band.head_start] + 1, layout.first[band.stop]):
            right = chosen is not None and head == heads[chosen]
            if row < repeated:
                costs[row] += BARE
            else:
                costs[row] += -BETWEEN if right else WRONG
    return costs


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
