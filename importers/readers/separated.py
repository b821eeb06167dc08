"""Texts whose cells are parted by commas or semicolons (.csv), as Excel and systems write them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator

from importers.readers.sheet import Grid
from importers.readers.source import Reading, SourceError, clean_text, decode_text
from models.heed import Heed, no_heed
from models.python import regex
from models.table import Paragraph, Table

_AS_TEXT = regex(r'\s*="([^"]*)"\s*')
_PARTS = (",", "，", ";", "\t")


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """One table; lines of a single cell before it are paragraphs. Raises SourceError."""
    text = decode_text(data, name).removeprefix("\ufeff")
    parts = tuple(_parts(_rows(text), heed))
    if not parts:
        raise SourceError("没有内容", "请确认选对了文件。", name)
    return Reading(parts)


def parts_of(text: str, is_head: Callable[[list[str]], bool]) -> tuple[Paragraph | Table, ...]:
    """The parts of a pasted text whose cells are parted by commas; none where it is no such text.

    Sure only where a line heads a table of indicators and most lines around it have as many cells.
    """
    if "\t" in text or not any(part in text for part in ",，;"):
        return ()
    rows = _rows(text)
    widths = Counter(map(len, rows)).most_common(1)
    heads = any(is_head(row) for row in rows if len(row) > 2)
    return tuple(_parts(rows)) if heads and widths[0][0] > 2 and widths[0][1] * 2 > len(rows) else ()


def _rows(text: str) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # never smaller: others read too
    rows = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text))
    return [[_said(cell) for cell in row] for row in rows]


def _said(cell: str) -> str:
    """The text of a cell; ``="0012"`` keeps the zeros of a code from Excel."""
    kept = _AS_TEXT.fullmatch(cell)
    return clean_text(kept[1] if kept else cell)


def _delimiter(text: str) -> str:
    """The sign that parts most cells, quoted texts left out."""
    bare = "".join(text[:200_000].split('"')[::2])
    return max(_PARTS, key=bare.count)


def _parts(rows: list[list[str]], heed: Heed = no_heed) -> Iterator[Paragraph | Table]:
    filled = [sum(map(bool, row)) for row in rows]
    first = next((number for number, count in enumerate(filled) if count > 1), len(rows))
    for number, row in enumerate(rows[:first], 1):
        yield from (Paragraph(cell, number) for cell in row if cell)
    grid = Grid(heed=heed)
    for number, row in enumerate(rows[first:], first):
        for column, text in enumerate(row):
            grid.put(number, column, text)
    table = grid.table()
    if table:
        yield table._replace(spans_known=False)  # a blank may be what is left of a merged cell
