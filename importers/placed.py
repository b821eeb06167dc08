"""What became of a cell of a source: the stable path of the value that took it, or what kind of fixed words it is."""

from __future__ import annotations

from typing import NamedTuple

TITLE = "title"  # the heading of a form
HEAD = "head"  # the head of a column
LABEL = "label"  # fixed words of a form, and what it prints where nothing is filled in
SUM = "sum"  # words in front of a sum, such as 合计
SET_ASIDE = "aside"  # no content, as a person said
MARKERS = frozenset({TITLE, HEAD, LABEL, SUM, SET_ASIDE})
"""What stands in place of a path (which always has a dot) for words that are no value."""


class Place(NamedTuple):
    """A cell: number of the part in the document, row and column in it, from 0."""

    part: int
    row: int
    column: int


NOWHERE = Place(-1, -1, -1)
MADE_UP = -2
"""Number of the part in which words stand that are not in the source: the head of a table that has none."""
Placed = dict[Place, str]
"""Cell → path or marker. A cell that is in none is unplaced."""
