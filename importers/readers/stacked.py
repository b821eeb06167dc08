"""Tables whose cells came one a line with a bar on the lines between them, as some sites give them as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importers.words.heads_and_labels import KINDS
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of

_BAR = "|"
_LEAST_BARS = 8


class _Cell(NamedTuple):
    """A cell and the number of the line in which it begins."""

    line: int
    word: Word


def stacked_rows(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The rows put together, a tab between the cells, each with the number of its first line, from 0; none for a text
    that is no such table."""
    texts = [line.strip() for line in lines]
    bars = texts.count(_BAR)
    if bars < _LEAST_BARS or 3 * bars < len(texts) or any("\t" in text for text in texts):
        return []
    first = max(texts.index(_BAR) - 1, 0)
    before = list(enumerate(texts[:first]))
    rows = _rows(_cells(texts, first))
    return before + [(row[0].line, "\t".join(cell.word.text for cell in row)) for row in rows if row]


def _cells(texts: Sequence[str], first: int) -> list[_Cell]:
    """The cells from that line on; lines without a bar between them are of one."""
    bars = [number for number in range(first, len(texts)) if texts[number] == _BAR]
    starts, stops = [first, *(bar + 1 for bar in bars)], [*bars, len(texts)]
    pieces = zip(starts, stops, strict=True)
    return [_Cell(min(start, len(texts) - 1), word_of("".join(texts[start:stop]))) for start, stop in pieces]


def _rows(cells: Sequence[_Cell]) -> Iterator[list[_Cell]]:
    """Rows as far as words tell: labels with their values, the head of the indicators, indicator by indicator."""
    columns = [cell.word.column for cell in cells]
    head = next((n for n, column in enumerate(columns) if column in LEVEL_PATHS), len(cells))
    stop = next((n for n in range(head, len(cells)) if columns[n] is None), len(cells))
    names = next((n for n in range(head, stop) if columns[n] == NAME_PATH), stop)
    start = head - (0 < head < stop and columns[head - 1] is not None)
    yield from _labelled(cells[:start])
    yield list(cells[start:stop])
    yield from _indicators(cells[stop:], stop - names)


def _labelled(cells: Sequence[_Cell]) -> Iterator[list[_Cell]]:
    row: list[_Cell] = []
    for cell in cells:
        if row and _is_label(cell.word) and not _is_label(row[-1].word):
            yield row
            row = []
        row.append(cell)
    yield row


def _indicators(cells: Sequence[_Cell], width: int) -> Iterator[list[_Cell]]:
    """Levels, then as many cells as the head has from the names on."""
    row: list[_Cell] = []
    left = width
    for cell in cells:
        row.append(cell)
        left -= left < width or not (cell.word.ends_as_level or cell.word.is_usual_level)
        if left == 0:
            yield row
            row, left = [], width
    yield row


def _is_label(word: Word) -> bool:
    return any(word.field(kind) for kind in KINDS)
