"""How the words of a cell stand in the room that Word gives them.

Word itself breaks the lines, where the room ends. What is left to us is the room: a little more of it where that saves
a line, as in the PDF, and less where the lines then are about equally long or no character is left alone.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import NamedTuple

from exporters.pages.breaking import parted_words
from exporters.pages.styles import Align, Look
from exporters.pages.wrapping import breaks, count_lines, ends_alone, widest_word
from models.python import regex

SIDE, _TIGHT = 3.0, 1.4
"""Points that a cell keeps free at either side of its words, and the fewest."""
_MOST_LINES = 4
_STEP = 0.25  # em
_SPARE = 0.2
"""Em that a line may be wider in Word than reckoned."""
_STRAY = 0.25
"""Em that LibreOffice leaves free where Chinese meets numbers, though told to leave none."""
_MEETING = regex("(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])")
_LONGEST = 40  # characters of a text whose lines are looked at


class Fit(NamedTuple):
    """Points kept free at either side of a cell, and points by which its lines end before that."""

    side: float = SIDE
    inset: float = 0.0


@lru_cache(maxsize=2048)
def fitted(text: str, look: Look, width: float, size: float) -> Fit:
    """The room for a text of ``size`` points in a cell ``width`` points wide."""
    room = (width - 2 * SIDE) / size
    if room < 1 or not 1 < len(text) <= _LONGEST:
        return Fit()
    if not look.balanced and _lines(text, room) > 1:
        return Fit(inset=_more_below(text, room) * size)
    side, tight = SIDE, (width - 2 * _TIGHT) / size
    if _lines(text, tight) < _spread(text, room) <= _MOST_LINES + 1:
        side, room = _TIGHT, tight
    return Fit(side, _even(text, room) * size if _lines(text, room) > 1 else 0.0)


def _spread(text: str, room: float) -> int:
    """The lines in LibreOffice, which leaves some room beside numbers."""
    lines = _lines(text, room)
    return _lines(text, room - _STRAY * ceil(len(_MEETING.findall(text)) / lines))


def _lines(text: str, room: float) -> int:
    return count_lines(text, max(room, 1.0), stand_in=False)


def _even(text: str, room: float) -> float:
    """Em by which lines may be shorter without one more, so that they part fewest words and are about equally long."""
    lines, least = _lines(text, room), max(widest_word(text) + _SPARE, 1.0)
    best, fewest = 0.0, _badness(text, room)
    less = _STEP
    while room - less >= least and _spread(text, room - less) == lines:
        if (bad := _badness(text, room - less)) <= fewest:
            best, fewest = less, bad
        less += _STEP
    return max(best - _SPARE, 0.0)


def _badness(text: str, room: float) -> int:
    """How badly the lines end: words of labels that are parted, a character left alone."""
    parted = sum(parted_words(line, breaks(line, room)) for line in text.split("\n"))
    return parted + 2 * ends_alone(text, room)


def _more_below(text: str, room: float) -> float:
    """Em by which lines must be shorter so that the last one has more than one character, if that costs no line."""
    if not ends_alone(text, room):
        return 0.0
    less = next((less for less in (1.0, 2.0) if room - less >= 2 and not ends_alone(text, room - less)), 0.0)
    return less if _lines(text, room - less) == _lines(text, room) else 0.0


def indents(look: Look, inset: float) -> tuple[float, float]:
    """What of it is left and right of the words."""
    return (inset / 2, inset / 2) if look.align is Align.CENTRE else (0.0, inset)
