"""The list of words, ``resources/vocabulary.toml``, by its contexts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import tomli

from models.folders import RESOURCES

_SHORT = 60  # characters; what is longer is no label, and would fill the memory


@cache
def listed_words() -> dict[str, dict[str, list[str]]]:
    """``resources/vocabulary.toml`` as it stands: context → meaning → words."""
    return tomli.loads((RESOURCES / "vocabulary.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """The words of one entry of the context ``words``, such as those that stand for a sum."""
    return frozenset(listed_words()["words"][name])


def either(words: Iterable[str]) -> str:
    """A pattern of one of the words, the longest that fits."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def patterns(context: str) -> dict[str, re.Pattern[str]]:
    """Meaning → the pattern of its words, for the contexts of budget tables; the first that fits counts."""
    return {meaning: re.compile("|".join(entries)) for meaning, entries in listed_words()[context].items()}


def matching(context: str, norm: str) -> str | None:
    """What normalised words mean in a context of patterns; None where they mean nothing there."""
    return _known(context, norm) if len(norm) <= _SHORT else _matching(context, norm)


def _matching(context: str, norm: str) -> str | None:
    return next((meaning for meaning, pattern in patterns(context).items() if pattern.search(norm)), None)


_known = lru_cache(maxsize=16384)(_matching)


@cache
def meanings(context: str) -> dict[str, str]:
    """Word → what it means in that context."""
    return {word: meaning for meaning, entries in listed_words()[context].items() for word in entries}


def field_called(kind: str, path: str) -> str:
    """What offices call a field of such a form: the first of its words."""
    return listed_words()[kind][path][0]


def called(path: str) -> str:
    """What offices call a column of indicators: the first of its words."""
    return next(word for word, meaning in meanings("column").items() if meaning == path)
