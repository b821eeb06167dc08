"""Texts whose cells are parted by commas or semicolons (.csv), as Excel and systems write them."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from importers.readers.grid import Grid
from importers.readers.source import Reading, SourceError, clean_text, decode_text
from models.table import Paragraph, Table

_PARTS = (",", "，", ";", "\t")


def read(data: bytes, name: str) -> Reading:
    """One table; lines of a single cell before it are paragraphs. Raises SourceError."""
    text = decode_text(data, name).removeprefix("\ufeff")
    csv.field_size_limit(max(len(text), 1))
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text)))
    parts = tuple(_parts([[clean_text(cell) for cell in row] for row in rows]))
    if not parts:
        raise SourceError("没有内容", "请确认选对了文件。", name)
    return Reading(parts)


def _delimiter(text: str) -> str:
    """The sign that parts most cells, quoted texts left out."""
    bare = "".join(text[:200_000].split('"')[::2])
    return max(_PARTS, key=bare.count)


def _parts(rows: list[list[str]]) -> Iterator[Paragraph | Table]:
    filled = [sum(map(bool, row)) for row in rows]
    first = next((number for number, count in enumerate(filled) if count > 1), len(rows))
    for number, row in enumerate(rows[:first], 1):
        yield from (Paragraph(cell, number) for cell in row if cell)
    grid = Grid()
    for number, row in enumerate(rows[first:], first):
        for column, text in enumerate(row):
            grid.put(number, column, text)
    table = grid.table()
    if table:
        yield table
