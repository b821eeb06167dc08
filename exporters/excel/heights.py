"""How high a wrapped text stands in an Excel cell, so that no line is cut whatever program opens the file.

Column widths count in digits of the Normal style's font, Arial 11: 8 px in Excel, 8.2 in LibreOffice, with Arial or a
face of its widths. For the texts two worlds are reckoned with and the higher counts: where 宋体 is there a Latin letter
is half an em; where another face stands in for it, letters are as wide as the widest of Noto Serif CJK, Noto Sans CJK
and DejaVu Sans. A face other than 宋体 may be missing while 宋体 is there. (Measured: LibreOffice's optimal heights of
1,680 texts, none too low; how far apart it prints lines.)
"""

from __future__ import annotations

from functools import lru_cache

from exporters.pages.wrapping import RARE, WIDEST_LATIN, count_lines, em_of

PIXELS_PER_POINT = 96 / 72
EXCEL_UNIT = 8.0  # px of one unit of column width, Normal style Arial 11
WIDEST_UNIT = 8.16  # px of it in LibreOffice
CELL_PADDING = 6.0  # px that a cell keeps free beside its text
CELL_SPACE = 5.0  # points above and below it
_LEAST_SPACE = 2.0  # points that stay of it where many lines are a little higher in print

_SMALLEST = 5.0
_APART = (
    *(254, 282, 307, 332, 357, 385, 409, 434, 459, 483, 512, 536),
    *(565, 586, 614, 639, 664, 692, 713, 741, 766, 794, 818),
)
"""Hundredths of a millimetre from line to line of Noto CJK as LibreOffice prints it, from 5 pt on by half points. They
do not grow evenly: what an even one is off by is half a line after a hundred lines."""
_MOST_APART = 1.4565  # em from line to line in other sizes


@lru_cache(maxsize=2048)
def text_height(text: str, units: float, size: float, *, song: bool) -> float:
    """Points that ``text`` needs in a cell ``units`` wide, set in ``size`` pt; ``song``: its face is 宋体."""
    capacity = room(units, size)
    if len(text) * WIDEST_LATIN <= capacity and "\n" not in text and max(text, default="") < RARE:
        return lines_height(1, size)
    lines = count_lines(text, capacity, stand_in=True)
    if song:
        lines = max(lines, count_lines(text, capacity, stand_in=False))
    return lines_height(lines, size)


def lines_height(lines: int, size: float) -> float:
    """Points that so many lines need."""
    return max(lines * line_height(size) + CELL_SPACE, lines * printed_line(size) + _LEAST_SPACE)


def line_height(size: float) -> float:
    """Points of one line. Noto CJK is 1.448 em high, and on the screen whole pixels above and below."""
    pixels = round(size * PIXELS_PER_POINT)
    on_screen = (round(1.16 * pixels) + round(0.288 * pixels)) / PIXELS_PER_POINT
    return max(1.448 * size, on_screen)


def printed_line(size: float) -> float:
    """Points from line to line in print, in a face that stands in for 宋体."""
    place = (size - _SMALLEST) * 2
    known = place.is_integer() and 0 <= place < len(_APART)
    return _APART[int(place)] / 100 * 72 / 25.4 if known else _MOST_APART * size


def fewest_lines(text: str, units: float, size: float) -> int:
    """How many lines the text takes where it takes fewest: Latin letters half an em."""
    return count_lines(text, room(units, size), stand_in=False)


def room(units: float, size: float) -> float:
    """How many em of ``size`` pt stand side by side in a cell ``units`` wide."""
    return max(1.0, (units * EXCEL_UNIT - CELL_PADDING) / (size * PIXELS_PER_POINT))


def text_width(text: str) -> float:
    """Width of a text on one line in em, in the widest face that may show it."""
    return em_of(text, stand_in=True)
