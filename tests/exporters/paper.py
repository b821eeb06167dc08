"""Helpers of the page tests: a table on paper, and what stands where on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from exporters.fonts import load_fonts
from exporters.pages.paginate import Box, Page, Pages, Text, paginate
from models.table import Table

FONTS = load_fonts()
MM = 72 / 25.4
NEAR = 0.02
CONTINUED = "（续）"


def on_paper(table: Table) -> Pages:
    """The pages of a table."""
    return paginate(table, FONTS)


def inked(text: str) -> str:
    """A text without what leaves no ink."""
    return "".join(text.split())


def said(texts: Iterable[Text]) -> str:
    return "".join(text.actual for text in texts)


def page_text(page: Page) -> str:
    return said(list(page.texts))


def texts_in(page: Page, box: Box) -> list[Text]:
    """What stands inside a frame."""
    return [text for text in page.texts if box.contains(text.x + text.width / 2, text.y - text.size / 3)]


def bound(page: Page, binding: str) -> list[Text]:
    return [text for text in page.texts if text.binding == binding]


def first_said(pages: Pages) -> dict[str, str]:
    """What every binding says in the whole form, repetitions left out."""
    found: defaultdict[str, str] = defaultdict(str)
    for page in pages.pages:
        for text in page.texts:
            if not text.repeated:
                found[text.binding] += text.actual
    return found


def body_rows(page: Page) -> set[int]:
    """Rows that a page shows for the first time."""
    return {box.row for box in page.boxes if not box.repeated}
