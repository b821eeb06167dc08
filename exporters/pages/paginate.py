"""A table becomes pages: placed text, rules and cell frames, the same for PDF, printer and preview."""

from __future__ import annotations

from exporters.fonts import Fonts
from exporters.pages.draw import draw
from exporters.pages.fill import fill
from exporters.pages.measure import measure
from exporters.pages.parts import Box, Missing, Page, Pages, Rule, Text
from models.collector import collector_paused
from models.table import Table

__all__ = ["Box", "Missing", "Page", "Pages", "Rule", "Text", "paginate"]


def paginate(table: Table, fonts: Fonts) -> Pages:
    """Break a table into pages. Points, origin top left, y downwards; cost is linear in grid and text."""
    with collector_paused():
        sheet = measure(table, fonts)
        filled = fill(sheet)
        pages = tuple(draw(sheet, page, fonts, number, len(filled)) for number, page in enumerate(filled, start=1))
    return Pages(table.title, pages, sheet.missing)
