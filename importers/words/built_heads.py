"""Heads of columns and labels that nobody has listed, put together of words that everybody knows: 目标值测算依据."""

from __future__ import annotations

import re
from functools import cache

from importers.words.listed import listed_words, meanings, words

_LONGEST = 16  # characters of such words


def column_of_parts(bare: str) -> str | None:
    """The path of a head of a column that consists of such words and of nothing else; None for others."""
    return None if bare in words("basis") else _made_of("head", bare)


def field_of_parts(bare: str) -> str:
    """The field of the form that a label of such words names; nothing for others."""
    return "" if bare in words("basis") else _made_of("label", bare) or ""


def _made_of(context: str, text: str) -> str | None:
    begun = len(text) <= _LONGEST and text[:1] in _firsts(f"{context}_part")
    letters = _letters(f"{context}_part", text) if begun else ""
    made = _made(f"{context}_made") if letters else ()
    return next((path for path, pattern in made if pattern.fullmatch(letters)), None)


def _letters(context: str, text: str) -> str:
    """The kinds of the words of a text, a letter each; nothing where one of them is not known."""
    parts, longest = meanings(context), _longest(context)
    found, at = "", 0
    while at < len(text):
        stop = next((end for end in range(min(at + longest, len(text)), at, -1) if text[at:end] in parts), 0)
        if not stop:
            return ""
        found += parts[text[at:stop]]
        at = stop
    return found


@cache
def _firsts(context: str) -> frozenset[str]:
    return frozenset(word[0] for word in meanings(context))


@cache
def _longest(context: str) -> int:
    return max(map(len, meanings(context)))


@cache
def _made(context: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((path, re.compile("|".join(made))) for path, made in listed_words()[context].items())
