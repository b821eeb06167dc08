"""How many lines a text takes in a program that breaks lines itself, as Excel and Word do.

Such a program keeps Latin words and numbers whole, begins no line with ，, and ends one where its room ends. Latin
letters are half an em wide in 宋体, and as wide as the widest of Noto Serif CJK, Noto Sans CJK and DejaVu Sans where
another face stands in for it.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import NamedTuple

from models.python import regex

_STAND_IN_WIDTHS = {
    0.5: " !\"'()*,-./:;I[\\]fijlrt|",
    0.55: "?Jcsz",
    0.6: "_vxy",
    0.65: "$0123456789FLPS`abdegkopq{}",
    0.7: "BCETXYZhnu",
    0.75: "AKRV",
    0.8: "&DGNOQU",
    0.85: "#+<=>^w~",
    0.9: "H",
    1.0: "%@Mm",
    1.1: "W",
}
_STAND_IN = {char: width for width, chars in _STAND_IN_WIDTHS.items() for char in chars}
_SONG = dict.fromkeys(_STAND_IN, 0.5)
RARE = "\U00010000"  # from here on (emoji, rare characters) a face with wider glyphs may step in
_RARE_EM = 1.4
WIDEST_LATIN = 1.1
_OPENING = r"（《“‘【〈『「〔［｛(\[{"
_CLOSING = r"，。、；：？！）》”’】〉』」〕］｝％…·￥℃‰!%),./:;?\]}"
BESIDE_LONE = "，。、；：？！）》】”’.,;:?!)"
"""Marks beside which a character on a line is still alone there."""
_LATIN = "!-~≥≤±＝°"
_WORD = regex(
    # the first group may break after any character, the second stays whole
    rf"([\u3400-\u9fff]+)(?![{_CLOSING}])"
    rf"|([{_OPENING}]{{0,3}}(?:[{_LATIN}]*(?![(\[{{])[{_LATIN}]|[^{_OPENING}])[{_CLOSING}]*|[{_OPENING}]+)"
)


class Wrapped(NamedTuple):
    """How many lines a text takes, and how many em the last one is wide."""

    lines: int
    last: float


def count_lines(text: str, capacity: float, *, stand_in: bool) -> int:
    """Lines of ``capacity`` em that ``text`` takes, words and numbers kept whole, no line begun with ，."""
    return sum(_wrapped(line, capacity, stand_in).lines for line in text.split("\n"))


def breaks(line: str, capacity: float) -> list[int]:
    """Before which characters lines of ``capacity`` em end, in 宋体; no word is as wide as that."""
    found, used, place = [], 0.0, 0
    for run, word in _WORD.findall(line):
        for piece in run or (word,):
            width = em_of(piece, stand_in=False)
            if used and used + width > capacity:
                found.append(place)
                used = 0.0
            used, place = used + width, place + len(piece)
    return found


def widest_word(text: str) -> float:
    """Em of the widest piece of a text that is not broken, in 宋体."""
    return max((em_of(word, stand_in=False) for _, word in _WORD.findall(text) if word), default=1.0)


def ends_alone(text: str, capacity: float) -> bool:
    """Does a single character stand on a last line of its own, whatever closing marks are behind it?"""
    return any(_is_lone(line, _wrapped(line, capacity, stand_in=False)) for line in text.split("\n"))


def _is_lone(line: str, wrapped: Wrapped) -> bool:
    bare = line.rstrip(BESIDE_LONE)
    return wrapped.lines > 1 and wrapped.last <= 1 + len(line) - len(bare)


def _wrapped(line: str, capacity: float, stand_in: bool) -> Wrapped:
    lines, used = 1, 0.0
    for run, word in _WORD.findall(line):
        width = len(run) or em_of(word, stand_in=stand_in)
        if used + width <= capacity:
            used += width
        elif run:
            each = int(capacity)
            rest = width - int(capacity - used)
            lines, used = lines + ceil(rest / each), (rest - 1) % each + 1
        elif width <= capacity:
            lines, used = lines + 1, width
        else:
            lines, used = _broken(word, capacity, stand_in, lines + (used > 0))
    return Wrapped(lines, used)


@lru_cache(maxsize=4096)
def em_of(word: str, *, stand_in: bool) -> float:
    """Width of a text on one line."""
    latin = _STAND_IN if stand_in else _SONG
    return sum(latin.get(char) or (1.0 if char < RARE else _RARE_EM) for char in word)


def _broken(word: str, capacity: float, stand_in: bool, lines: int) -> tuple[int, float]:
    """Lines so far and the room used on the last one, after a word longer than a line broke between its characters."""
    used = 0.0
    for char in word:
        width = em_of(char, stand_in=stand_in)
        if used and used + width > capacity:
            lines, used = lines + 1, 0.0
        used += width
    return lines, used
