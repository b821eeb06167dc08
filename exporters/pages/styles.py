"""How each role is set, and the sheets of paper."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from exporters.fonts import HEI, SONG
from exporters.pages.parts import Page
from models.table import PageSetup, Role


class Align(StrEnum):
    """Where the lines of a cell stand between its sides."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Look(NamedTuple):
    """How the cells of a role are set. ``scale`` and ``leading`` are multiples of the font size, paddings are points.

    ``balanced``: lines of about equal length, with less padding where that saves one.
    ``repeats``: the label is shown again where a page edge cuts its cell.
    ``flows``: the text may be cut at a page edge after any line. ``heads``: stays on the page of the row below.
    ``justified``: full lines reach the right side. ``shrinks``: set smaller, down to three quarters, rather than
    broken: as a whole, where it is balanced only its numbers.
    """

    face: str = SONG
    scale: float = 1.0
    align: Align = Align.CENTRE
    leading: float = 1.35
    above: float = 3.2
    below: float = 3.2
    side: float = 3.0
    indent: float = 0.0
    balanced: bool = False
    repeats: bool = False
    flows: bool = False
    heads: bool = False
    justified: bool = False
    shrinks: bool = False


LOOKS: dict[Role, Look] = {
    Role.TITLE: Look(HEI, 1.8, balanced=True, above=0, below=6, side=0, heads=True),
    Role.SUBTITLE: Look(balanced=True, above=1, below=3, side=0, heads=True),
    Role.CAPTION: Look(align=Align.LEFT, above=1, below=3, side=1, heads=True),
    Role.UNIT: Look(align=Align.RIGHT, above=1, below=3, side=1, heads=True),
    Role.LABEL: Look(balanced=True, repeats=True, heads=True),
    Role.HEADER: Look(HEI, balanced=True, repeats=True, heads=True),
    Role.LEVEL: Look(balanced=True, repeats=True),
    Role.TEXT: Look(align=Align.LEFT, flows=True, justified=True),
    Role.VALUE: Look(balanced=True, shrinks=True),
    Role.NUMBER: Look(shrinks=True),
    Role.CHOICE: Look(align=Align.LEFT, side=5),
    Role.HEADING: Look(HEI, 1.1, Align.LEFT, leading=1.5, above=5, below=2, side=0, heads=True),
    Role.PARAGRAPH: Look(align=Align.LEFT, leading=1.6, above=1, below=1, side=0, indent=2, flows=True, justified=True),
    Role.SIGNATURE: Look(align=Align.LEFT, above=5, below=1, side=1),
    Role.NOTE: Look(scale=0.9, align=Align.LEFT, leading=1.4, above=4, below=0, side=1, flows=True, justified=True),
}

THIN, FRAME = 0.5, 0.9
"""Thickness of the rules between cells and of those around a table."""


class RuledSpace(NamedTuple):
    """A line to write on: points that stay free after it, and the least and most that it is long."""

    gap: float
    shortest: float
    longest: float


RULE = RuledSpace(gap=12.0, shortest=20.0, longest=110.0)

DASH = 4.0
"""Points that a dash of the rule under a cell that goes on is long, and that lie between two."""

PALE = 0.92
"""Grey of a mark across the sheet, 1 being white."""

CONTINUED = "（续）"
FOOTER_SIZE = 9.0

MM = 72 / 25.4
_FOOTER_ROOM = 26.0
_LESS = 3.0
"""Millimetres that a margin gives up at most."""


class Paper(NamedTuple):
    """The sheet in points: its size and the area to print on."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def body(self) -> float:
        """Height of the area to print on."""
        return self.bottom - self.top


def paper_of(setup: PageSetup) -> Paper:
    """The sheet of a page setup. Margins that leave nothing to print on are made smaller, the foot keeps its number."""
    width, height = (length * MM for length in setup.size)
    left, right = _fit(setup.margin_left * MM, setup.margin_right * MM, width)
    top, foot = _fit(setup.margin_top * MM, max(setup.margin_bottom * MM, _FOOTER_ROOM), height)
    return Paper(width, height, left, width - right, top, height - foot)


def mark_size(page: Page) -> float:
    """Size in points of the letters of a mark that goes across a sheet."""
    return min(page.width, page.height) / (len(page.mark) + 2)


def less_margin(page: PageSetup) -> PageSetup:
    """The page with a little less margin above and below, for a table that would begin another one."""
    top, bottom = (max(margin - _LESS, margin * 0.8) for margin in (page.margin_top, page.margin_bottom))
    return page._replace(margin_top=top, margin_bottom=bottom)


def _fit(first: float, second: float, length: float) -> tuple[float, float]:
    """Two margins that together take at most half of a length."""
    first, second = max(first, 0.0), max(second, 0.0)
    scale = min(1.0, length / 2 / (first + second)) if first + second else 1.0
    return first * scale, second * scale
