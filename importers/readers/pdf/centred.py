"""Texts that stand beside each other without lines between them, some of them in two lines: which goes on where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.readers.pdf.drawn import Glyph
from importers.readers.pdf.lines_of_text import WRAPS_WITHIN, TextLine, segments
from models.python import regex

_DATE = regex(r"\d{4}年\d{1,2}月\d{1,2}日")
_HALF = 0.8  # letters: lines that are nearer to each other are of texts that stand beside each other


def rows_of(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines, top to bottom; those of a row whose texts are centred beside each other as one, text after text.

    A text of two lines has its first line half a line above those of one line, and its second half a line below.
    """
    row: list[TextLine] = []
    for line in lines:
        if row and not _beside(row[-1], line):
            yield _as_one(row)
            row = []
        row.append(line)
    if row:
        yield _as_one(row)


def _beside(last: TextLine, line: TextLine) -> bool:
    """The line is half a line below the last one, and nothing of it stands under a text of that."""
    near = _middle(line) - _middle(last) < _HALF * min(line.size, last.size)
    return near and not any(_overlap(one, other) for one in segments(line) for other in segments(last))


def _middle(line: TextLine) -> float:
    return (line.top + line.bottom) / 2


def _as_one(row: Sequence[TextLine]) -> TextLine:
    """Every text with what stands below it, the texts from left to right."""
    texts: list[TextLine] = []
    for part in (part for line in row for part in segments(line)):
        over = next((number for number, text in enumerate(texts) if _overlap(text, part)), len(texts))
        texts[over : over + 1] = [_over(texts[over], part) if over < len(texts) else part]
    return TextLine(tuple(glyph for text in sorted(texts, key=lambda text: text.left) for glyph in text.glyphs))


def _over(text: TextLine, part: TextLine) -> TextLine:
    """A text with its next line; behind a blank where that is a text of its own: it is much wider, or a date alone."""
    last = text.glyphs[-1]
    wider = part.right - part.left - (text.right - text.left)
    parted = wider > WRAPS_WITHIN * text.size or _DATE.fullmatch(part.text)
    blank = (Glyph(" ", last.right, last.top, last.right, last.bottom, last.size),) if parted else ()
    return TextLine((*text.glyphs, *blank, *part.glyphs))


def _overlap(one: TextLine, other: TextLine) -> bool:
    return one.left < other.right and other.left < one.right
