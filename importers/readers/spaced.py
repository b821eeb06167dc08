"""Texts whose cells are parted by blanks or bars, as pages and messages show tables that were copied as words."""

from __future__ import annotations

from collections.abc import Iterator

from importers.words.indicator_heads import is_indicator_head
from importers.words.vocabulary import KINDS, Word, word_of
from models.python import regex

_BARS = "|｜│"
_BAR = regex(rf"[ \u3000]*[{_BARS}][ \u3000]?")
_GAP = regex(r"[ \u3000\u00a0]{2,}")
_LEAST_COLUMNS = 4  # words of a head that stand on one line


def with_tabs(text: str) -> str:
    """The text with tabs between the cells, where a line heads a table of indicators with blanks or bars between its
    words; any other text as it is."""
    if "\t" in text:
        return text
    lines = text.split("\n")
    if any(bar in text for bar in _BARS):
        barred = any(_heads_with_bars(line) for line in lines)
        return "\n".join(_BAR.sub("\t", line) for line in lines) if barred else text
    if any(_heads_with_gaps(line) for line in lines):
        return "\n".join("\t".join(_apart(line)) for line in lines)
    start = next((number for number, line in enumerate(lines) if _heads(line)), None)
    if start is None:
        return text
    above = ("\t".join(_labelled(line.split())) for line in lines[:start])
    return "\n".join([*above, *("\t".join(line.split()) for line in lines[start:])])


def _heads_with_bars(line: str) -> bool:
    """A head with bars between its words, and none around them as in Markdown; its first cell may be blank."""
    pieces = _BAR.split(line)
    around = not pieces[0].strip() and not pieces[-1].strip()
    return len(pieces) > 1 and not around and is_indicator_head([word_of(one) for one in pieces if one.strip()])


def _heads_with_gaps(line: str) -> bool:
    """A head with wide gaps between all of its words."""
    words = [word_of(piece) for piece in _GAP.split(line.strip())]
    if len(words) < _LEAST_COLUMNS:
        return False
    several = (one for one in words if one.column is None and " " in one.text)
    parted = not any(is_indicator_head([word_of(piece) for piece in one.text.split()]) for one in several)
    return parted and (is_indicator_head(words) or all(map(_heads_list, words)))


def _heads_list(word: Word) -> bool:
    """A word over a column of a list of projects: its number, what is said of each, the levels of its indicators."""
    return bool(word.counts_rows or word.in_list or word.column or word.ends_as_level)


def _apart(line: str) -> Iterator[str]:
    """The cells of a line of such a text: between wide gaps; one without any may be a label and its value."""
    pieces = _GAP.split(line.strip())
    yield from pieces if len(pieces) > 1 else _labelled(line.split())


def _heads(line: str) -> bool:
    words = [word_of(piece) for piece in line.split()]
    return len(words) >= _LEAST_COLUMNS and is_indicator_head(words)


def _labelled(pieces: list[str]) -> Iterator[str]:
    """Labels and values in turn; a value may hold blanks. A line that begins with no label is one text."""
    if not pieces or not _is_label(word_of(pieces[0])):
        yield " ".join(pieces)
        return
    value: list[str] = []
    for piece in pieces:
        if _is_label(word_of(piece)):
            yield from [" ".join(value)] * bool(value)
            value = []
            yield piece
        else:
            value.append(piece)
    yield from [" ".join(value)] * bool(value)


def _is_label(word: Word) -> bool:
    return any(word.field(kind) for kind in KINDS)
