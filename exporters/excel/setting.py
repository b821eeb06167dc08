"""A table set out as a sheet: as it is, or printed a little smaller where that saves a page or a page its head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exporters.excel.breaks import Pages
from exporters.excel.cutting import joined
from exporters.excel.placing import MAX_ROW_HEIGHT, Layout, arrange
from exporters.excel.repeating import STRICT, paginate
from exporters.pages.styles import less_margin
from models.table import Cell, Table

SMALLEST = 0.8
"""Scale at which a sheet may be printed to save a page."""
_GAIN = {1.0: 1.5, SMALLEST: 3.0, 0.77: 4.0}
"""Scales of a sheet with a little less margin, and what must be gained for each in the cost of pages."""
_SMALLER_YET = (0.8, 0.77)
"""Scales that may bring every page its head, without a page more."""
_MOST_PAGES = 8
"""Pages of a sheet that is tried at all scales: of a longer one the last matters little, and it takes long."""


def set_out(table: Table, cells: Sequence[Cell]) -> tuple[Layout, Pages]:
    """The layout and its pages; a little smaller, with a little less margin, where that saves one."""
    return _joined(*_best(table, cells))


def _best(table: Table, cells: Sequence[Cell]) -> tuple[Layout, Pages]:
    """The same while every row of long text is still in the parts that it may be cut into."""
    layout, pages = paginate(table, cells, arrange(table, cells))
    if not pages.edges:
        return layout, pages
    tight = table._replace(page=less_margin(table.page))
    one = arrange(tight, cells)
    if sum(one.heights) <= one.page_height / SMALLEST:
        repeated = paginate(tight, cells, replace(one, page_height=sum(one.heights)))[1].repeated
        on_one = replace(one, scale=min(one.page_height / sum(one.heights), 1.0))
        return on_one, Pages((), (), repeated, smaller=True, on_one=True)
    layout, pages = min(((layout, pages), *_smaller(tight, cells, pages)), key=lambda found: _price(*found))
    for scale in _SMALLER_YET if pages.unheaded else ():
        smaller, headed = paginate(tight, cells, arrange(tight, cells, scale), STRICT)
        if headed.unheaded < pages.unheaded and len(headed.edges) <= len(pages.edges):
            layout, pages = smaller, replace(headed, smaller=True)
    return layout, pages


def _smaller(table: Table, cells: Sequence[Cell], pages: Pages) -> Iterator[tuple[Layout, Pages]]:
    """The sheet with a little less margin at every scale that may be worth it."""
    for scale in _GAIN if len(pages.edges) < _MOST_PAGES else (SMALLEST,):
        layout, found = paginate(table, cells, arrange(table, cells, scale))
        yield layout, replace(found, smaller=True, on_one=not found.edges)


def _price(layout: Layout, pages: Pages) -> float:
    """What the pages cost, and what it costs that they are smaller."""
    return pages.cost + (_GAIN[layout.scale] if pages.smaller else 0.0)


def _joined(layout: Layout, pages: Pages) -> tuple[Layout, Pages]:
    """The parts of rows that no page edge parts, joined to as few sheet rows as Excel allows."""
    starts = joined(layout.heights, (*layout.first[:-1], *pages.edges), MAX_ROW_HEIGHT)
    ends = [*starts[1:], len(layout.heights)] if layout.heights else []
    place = {start: number for number, start in enumerate(starts)} | {len(layout.heights): len(ends)}
    heights = tuple(layout.height(rows) for rows in zip(starts, ends, strict=False))
    first = tuple(place[row] for row in layout.first)
    repeated = (place[pages.repeated[0]], place[pages.repeated[1]]) if pages.repeated else None
    edges, breaks = (tuple(place[row] for row in rows) for rows in (pages.edges, pages.breaks))
    return replace(layout, heights=heights, first=first), replace(pages, edges=edges, breaks=breaks, repeated=repeated)
