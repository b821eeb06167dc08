"""Which head an Excel sheet repeats, and how its pages then begin.

Excel repeats the same rows on every page that follows them, so of several bands with different heads only one can have
its head repeated; the others had better not go over a page edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from exporters.excel.breaks import Pages, costs_of, kept_together, pages_of
from exporters.excel.placing import Layout, Rows, height_in
from models.table import Band, Cell, Table

_Head = tuple[tuple[int, int, int, str], ...]
_MOST_GROWN = 45.0
"""Points by which a head that is repeated may be higher, so that a label beside it shows its words there."""


class Tops(NamedTuple):
    """Cost of a page that begins with rows without their head, and of one under the head of others."""

    bare: float
    wrong: float


USUAL, STRICT = Tops(12.0, 15.0), Tops(80.0, 80.0)
"""What a head is worth; and where pages may be left half empty for it."""


def paginate(table: Table, cells: Sequence[Cell], layout: Layout, tops: Tops = USUAL) -> tuple[Layout, Pages]:
    """The pages of a sheet with the head whose repetition helps most; of those that help alike the longest band's."""
    torn = costs_of(kept_together(table, cells, layout), layout)
    heads = _heads(table)

    def planned(layout: Layout, band: Band | None, repeated: Rows | None) -> Pages:
        lacking = _lacking(heads, layout, band, tops)
        costs = [one + more for one, more in zip(torn, lacking, strict=True)]
        pages = pages_of(costs, layout, repeated)
        return replace(pages, unheaded=sum(lacking[edge] > 0 for edge in pages.edges))

    plain = planned(layout, None, None)
    if not plain.edges:
        longest = max(table.bands, key=lambda band: band.stop - band.start, default=None)
        rows = (layout.first[longest.head_start], layout.first[longest.head_stop]) if longest else None
        return layout, replace(plain, repeated=rows if rows and _is_low(layout, rows) else None)
    plans = [(plain.cost, 1, layout, plain)]
    for band in _first_of_equal(heads):
        grown = _with_room_beside(table, cells, layout, band)
        rows = grown.first[band.head_start], grown.first[band.head_stop]
        if _is_low(grown, rows):
            pages = planned(grown, band, rows)
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


def _lacking(heads: Mapping[Band, _Head], layout: Layout, chosen: Band | None, tops: Tops) -> list[float]:
    """For every sheet row, what it costs that a page begins with it under no head, or that of others, where the head of
    ``chosen`` is repeated."""
    count = len(layout.heights)
    repeated = layout.first[chosen.head_stop] if chosen else count
    costs = [0.0 if row < repeated else tops.wrong for row in range(count + 2)]
    for band, head in heads.items():
        for row in range(layout.first[band.head_start] + 1, layout.first[band.stop]):
            right = chosen is not None and head == heads[chosen]
            costs[row] = tops.bare if row < repeated else 0.0 if right else tops.wrong
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
