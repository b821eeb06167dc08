"""Lines of a text that were cells once: a table copied with one cell a line, of which no rows could be made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from importers.amounts import is_unit_caption
from importers.words.vocabulary import Word, word_of
from models.table import Document, Paragraph, Table

_LONGEST = 40  # characters of a cell; longer lines are sentences
_LEAST = 4  # lines in a run
_VALUES = 0.1  # of them, at least, are values
_ENDS = ("。", "；", ";", "：", ":")


def were_cells(document: Document) -> Iterator[tuple[int, Paragraph]]:
    """The paragraphs that are such lines, each with its number in the document: several in a row, short, without the
    end of a sentence, values among them."""
    for short, group in groupby(enumerate(document), key=lambda one: _may_be_cell(one[1])):
        run = [(number, part) for number, part in group if short and isinstance(part, Paragraph)]
        values = sum(_is_value(word_of(part.text)) for _, part in run)
        if len(run) >= _LEAST and values >= _VALUES * len(run):
            yield from run


def _may_be_cell(part: Paragraph | Table) -> bool:
    text = part.text.strip() if isinstance(part, Paragraph) else ""
    return 0 < len(text) <= _LONGEST and not text.endswith(_ENDS) and not is_unit_caption(word_of(text))


def _is_value(word: Word) -> bool:
    return word.quantity or word.like_number or bool(word.sign)
