"""What a page is made of: placed text, rules and cell frames.

Unit: points (1/72 inch). Origin: the sheet's top left corner, y grows downwards; ``y`` of a text is its baseline.
A PDF turns y over (height - y); a QPainter takes it as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A run of one face. Draw ``text``; ``actual`` is what it says (☑ is drawn as □ with strokes over it).

    ``spacing`` is put after every character, to bring a line to the margin; ``width`` has it included. ``repeated``
    marks what a page shows again: labels with （续）, the head of a table, the page number. ``behind`` is what
    stands in the cell's text between this line and the next, a line end behind the last of running text, None behind
    that of a cell in a table.
    """

    x: float
    y: float
    face: str
    size: float
    text: str
    actual: str
    width: float
    spacing: float = 0.0
    binding: str = ""
    repeated: bool = False
    behind: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of that thickness, with square ends."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float


@dataclass(frozen=True, slots=True)
class Box:
    """The visible piece of a cell on one page; ``row`` and ``column`` are the cell's anchor in the table."""

    x: float
    y: float
    width: float
    height: float
    row: int
    column: int
    binding: str = ""
    repeated: bool = False

    def contains(self, x: float, y: float) -> bool:
        """Is the point inside?"""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet. Texts stand in reading order, the lines of a cell one after the other.

    ``mark`` stands large and pale across the sheet, below all else.
    """

    width: float
    height: float
    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]
    boxes: tuple[Box, ...]
    mark: str = ""

    def box_at(self, x: float, y: float) -> Box | None:
        """The cell under a point."""
        return next((box for box in self.boxes if box.contains(x, y)), None)


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that no face has: it prints as a crossed □. ``row`` and ``column`` are its cell's anchor."""

    char: str
    row: int
    column: int
    binding: str


@dataclass(frozen=True, slots=True)
class Pages:
    """One form on its pages."""

    title: str
    pages: tuple[Page, ...]
    missing: tuple[Missing, ...] = ()
    tightened: bool = False  # set a little smaller, to do without a last page of a few rows
    broken: tuple[str, ...] = ()  # the cells in which a number goes over several lines, in words

    def __len__(self) -> int:
        return len(self.pages)


Pieces = dict[tuple[int, int], list[tuple[int, Box]]]
"""The pieces of every cell by its anchor: number of the page from 0, and box; what is repeated later is left out."""


def pieces_of(pages: Iterable[Page]) -> Pieces:
    """Where the pieces of every cell are."""
    found: Pieces = {}
    for number, page in enumerate(pages):
        for box in page.boxes:
            if not box.repeated:
                found.setdefault((box.row, box.column), []).append((number, box))
    return found
