"""How large the letters of a cell are in Excel: as its role says, or smaller where that keeps something whole."""

from __future__ import annotations

from functools import lru_cache

from exporters.excel.heights import room
from exporters.excel.styles import size_of
from exporters.pages.wrapping import count_lines, ends_alone
from exporters.widths import set_smaller
from models.table import Cell

_MOST_LESS = 0.1
"""Part of their size that letters give up rather than leave a single one on the last line."""
_LONGEST = 40  # characters of a text that may be set smaller as a whole


def scale_in(cell: Cell, units: float, body: float) -> float:
    """How large the letters of a cell ``units`` wide are beside those of its role."""
    size = size_of(cell.role, body)
    number = set_smaller(cell, room(units, size))
    if number < 1 or not cell.role.bordered or len(cell.text) > _LONGEST:
        return number
    return _without_lone(cell.text, units, size)


@lru_cache(maxsize=2048)
def _without_lone(text: str, units: float, size: float) -> float:
    """The scale, a little smaller, with which the last line of a text is not a single character but none."""
    if not ends_alone(text, room(units, size)):
        return 1.0
    lines = count_lines(text, room(units, size), stand_in=False)
    for halves in range(1, int(2 * size * _MOST_LESS) + 1):
        smaller = size - halves / 2
        if count_lines(text, room(units, smaller), stand_in=False) < lines:
            return smaller / size
    return 1.0
