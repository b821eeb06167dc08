"""A table becomes pages: placed text, rules and cell frames, the same for PDF, printer and preview."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace

from exporters.fonts import Fonts
from exporters.pages.draw import draw
from exporters.pages.fill import Filled, fill
from exporters.pages.measure import Sheet, measure
from exporters.pages.parts import Box, Missing, Page, Pages, Pieces, Rule, Text, pieces_of
from exporters.pages.styles import less_margin
from exporters.widths import broken_numbers
from models.python import collector_paused
from models.table import PageSetup, Table

__all__ = ["Box", "Missing", "Page", "Pages", "Pieces", "Rule", "Text", "paginate", "paginating", "pieces_of"]

_FEW_ROWS = 5
"""A page with fewer rows is not begun where a slightly smaller table does without it."""
_MOST_TIGHTENED = 8
"""Pages of a form that is tried smaller: of a long one a last page matters little, and it takes long to set."""
_STEP = 0.5


def paginate(table: Table, fonts: Fonts, *, tighten: bool = False, mark: str = "") -> Pages:
    """Break a table into pages. Points, origin top left, y downwards; cost is linear in grid and text.

    ``tighten``: a little smaller, within the limits of its page, rather than with a few rows on a page of their own.
    ``mark``: a word across every page.
    """
    steps = paginating(table, fonts, tighten=tighten, mark=mark)
    with collector_paused():
        while True:
            try:
                next(steps)
            except StopIteration as last:
                return last.value  # type: ignore[no-any-return]


def paginating(table: Table, fonts: Fonts, *, tighten: bool = False, mark: str = "") -> Generator[None, None, Pages]:
    """The same in steps, for who has other things to do meanwhile: what stands on which page, then page by page."""
    sheet = measure(table, fonts)
    yield
    filled = fill(sheet)
    if tighten and 1 < len(filled) <= _MOST_TIGHTENED and _rows(filled[-1]) < _FEW_ROWS:
        sheet, filled = _tightened(sheet, filled, fonts)
    pages = []
    for number, page in enumerate(filled, start=1):
        yield
        pages.append(replace(draw(sheet, page, fonts, number, len(filled)), mark=mark))
    broken = tuple(broken_numbers(sheet.table))
    return Pages(table.title, tuple(pages), sheet.missing, sheet.table.page != table.page, broken)


def _rows(page: Filled) -> int:
    """The rows of the table that stand on a page, repeated heads not counted."""
    return sum(not strip.head for strip in page.strips)


def _tightened(sheet: Sheet, filled: list[Filled], fonts: Fonts) -> tuple[Sheet, list[Filled]]:
    """The first smaller setting that saves the last page; as it was where none does."""
    for page in _smaller(sheet.table.page):
        tighter = measure(sheet.table._replace(page=page), fonts)
        pages = fill(tighter)
        if len(pages) < len(filled):
            return tighter, pages
    return sheet, filled


def _smaller(page: PageSetup) -> Iterator[PageSetup]:
    """The same page with less margin, then with smaller letters as well, down to the least that it allows."""
    size = page.font_size
    while size >= page.least_font_size:
        yield less_margin(page)._replace(font_size=size)
        size -= _STEP
