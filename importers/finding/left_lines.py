"""Lines of a text that were cells once: a table copied with one cell a line, of which no rows could be made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TypeGuard

from importers.amounts import is_unit_caption
from importers.words.vocabulary import Word, word_of
from models.python import regex
from models.table import Document, Paragraph, Table

_LONGEST = 40  # characters of a cell; longer lines are sentences
_LEAST = 4  # lines in a run
_VALUES = 0.1  # of them, at least, are values
_BARE = regex(r"^\s*\d{1,4}\s*$")
_ENDS = ("。", "；", ";", "：", ":")


def were_cells(document: Document) -> Iterator[tuple[int, Paragraph]]:
    """The paragraphs that are such lines, each with its number in the document: several in a row, short, without the
    end of a sentence, values among them."""
    for short, group in groupby(enumerate(document), key=lambda one: _may_be_cell(one[1])):
        run = [(number, part) for number, part in group if short and isinstance(part, Paragraph)]
        values = sum(_is_value(word_of(part.text)) for _, part in run)
        if len(run) >= _LEAST and values >= _VALUES * len(run):
            yield from run


def stray_numbers(document: Document) -> Iterator[tuple[int, Paragraph]]:
    """The lines of a bare number that number no page, each with its number in the document: 30 where no 29 stands
    before it and no 31 behind. The last line of all may number the only page."""
    found = [(number, part, int(part.text)) for number, part in enumerate(document) if _is_bare_number(part)]
    first = {value: number for number, _, value in reversed(found)}
    last = {value: number for number, _, value in found}
    for number, part, value in found:
        follows = first.get(value - 1, number) < number or last.get(value + 1, number) > number
        if not follows and number < len(document) - 1:
            yield number, part


def _is_bare_number(part: Paragraph | Table) -> TypeGuard[Paragraph]:
    return isinstance(part, Paragraph) and bool(_BARE.match(part.text))


def _may_be_cell(part: Paragraph | Table) -> bool:
    text = part.text.strip() if isinstance(part, Paragraph) else ""
    return 0 < len(text) <= _LONGEST and not text.endswith(_ENDS) and not is_unit_caption(word_of(text))


def _is_value(word: Word) -> bool:
    return word.quantity or word.like_number or bool(word.sign)
