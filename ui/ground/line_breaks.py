"""Where short words in a narrow place are broken into lines: between words, in lines of about one length."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from models.folders import RESOURCES

OPENING, CLOSING, MARKS = "（(《“", "）)》”", "，、。；："
FILE = RESOURCES / "label_words.txt"
INSIDE_WORD, INSIDE_BRACKETS, BEHIND_MARK = 6, 40, -3
"""What a break costs beside the squares of what lines are longer or shorter than the others."""

Fits = Callable[[str], bool]


def broken(text: str, fits: Fits) -> str:
    """The text in as few lines as fit, broken where it reads best; as it is where nothing fits.

    One line more is taken rather than to break inside brackets.
    """
    if "\n" in text or fits(text):
        return text
    places = [place for place in range(1, len(text)) if _may_break(text, place)]
    for lines in range(2, len(places) + 2):
        if (found := _best(text, places, lines, fits)) is not None:
            more = _best(text, places, lines + 1, fits) if _cuts_brackets(text, found) else None
            found = more if more is not None and not _cuts_brackets(text, more) else found
            ends = zip((0, *found), (*found, len(text)), strict=True)
            return "\n".join(text[begin:end] for begin, end in ends)
    return text


def _cuts_brackets(text: str, places: tuple[int, ...]) -> bool:
    return any(_is_inside(text, place) for place in places)


def _best(text: str, places: list[int], lines: int, fits: Fits) -> tuple[int, ...] | None:
    """The cheapest breaks into so many lines; None where one of them would not fit."""
    mean, inside = len(text) / lines, words_in(text)

    @cache
    def cheapest(begin: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        if left == 1:
            return ((len(text) - begin - mean) ** 2, ()) if fits(text[begin:]) else None
        found = []
        for place in places:
            if place <= begin or not fits(text[begin:place]) or (rest := cheapest(place, left - 1)) is None:
                continue
            found.append(((place - begin - mean) ** 2 + _cost(text, place, inside) + rest[0], (place, *rest[1])))
        return min(found, default=None)

    best = cheapest(0, lines)
    return best[1] if best else None


def _cost(text: str, place: int, inside: frozenset[int]) -> int:
    behind = BEHIND_MARK if text[place - 1] in CLOSING + MARKS else 0
    return behind + INSIDE_WORD * (place in inside) + INSIDE_BRACKETS * _is_inside(text, place)


def _is_inside(text: str, place: int) -> bool:
    before = text[:place]
    return sum(sign in OPENING for sign in before) > sum(sign in CLOSING for sign in before)


def _may_break(text: str, place: int) -> bool:
    """In no Latin word or number, never before a closing mark or behind an opening one."""
    word = text[place - 1].isascii() and text[place].isascii()
    return not word and text[place] not in CLOSING + MARKS and text[place - 1] not in OPENING


@lru_cache(maxsize=1024)
def words_in(text: str) -> frozenset[int]:
    """The places inside a known word: from the left the longest word that stands there."""
    known, longest = _known()
    inside: set[int] = set()
    place = 0
    while place < len(text):
        lengths = range(min(longest, len(text) - place), 1, -1)
        length = next((some for some in lengths if text[place : place + some] in known), 1)
        inside.update(range(place + 1, place + length))
        place += length
    return frozenset(inside)


@cache
def _known() -> tuple[frozenset[str], int]:
    words = frozenset(FILE.read_text(encoding="utf-8").split())
    return words, max(map(len, words))
