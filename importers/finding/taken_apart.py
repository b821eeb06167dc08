"""Forms that stand side by side in one table of a source: taken apart, each with its columns counted from its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from importers.finding.lines import Line, Spot
from importers.words.heads_and_labels import KINDS
from importers.words.indicator_heads import is_indicator_head
from importers.words.vocabulary import NAME_PATH, Word

_LEAST = 4  # cells of a row that names two forms
_NAMES = ("name", "unit_name")


def taken_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of forms side by side one form after the other."""
    found: list[Line] = []
    fresh = len(lines)  # a number that no table has
    for _, group in groupby(lines, key=lambda line: line.table):
        rows = [*group]
        named, starts = _starts(rows) if rows[0].is_row else (0, [])
        for start, stop in pairwise([*starts, rows[0].width + 1]):
            found += _own(rows, named, range(start, stop), fresh)
            fresh += 1
        found += [] if starts else rows
    return found


def _starts(rows: Sequence[Line]) -> tuple[int, list[int]]:
    """Which row names the forms, and the first column of each; no columns where no two stand side by side."""
    for number, line in enumerate(rows):
        texts = [word.norm for word in line.words]
        if len(texts) < _LEAST or len(texts) == len(set(texts)):
            continue
        label = next((word for word in line.words if _names_form(word)), None)
        starts = [spot.column for spot in line.filled if label and spot.word.norm == label.norm]
        if len(starts) > 1 and _all_headed(rows, [0, *starts[1:]]):
            return number, [0, *starts[1:]]
    return 0, []


def _names_form(word: Word) -> bool:
    return any(word.field(kind) in _NAMES for kind in KINDS)


def _all_headed(rows: Sequence[Line], starts: Sequence[int]) -> bool:
    """Every one has a head of indicators, with a column of names, in the same columns."""
    stops = [*starts[1:], max(row.width for row in rows) + 1]
    return all(any(_heads(_within(row, range(*span))) for row in rows) for span in zip(starts, stops, strict=True))


def _heads(spots: Sequence[Spot]) -> bool:
    words = [spot.word for spot in spots]
    return any(word.column == NAME_PATH for word in words) and is_indicator_head(words)


def _within(line: Line, columns: range) -> list[Spot]:
    return [spot for spot in line.filled if spot.column in columns]


def _own(rows: Sequence[Line], named: int, columns: range, table: int) -> Iterator[Line]:
    """The rows of one of the forms; what stands alone above them all is the heading of each."""
    for number, line in enumerate(rows):
        if number < named and line.alone and not line.filled[0].column:
            yield line if columns.start == 0 else replace(line, table=table, placed={})
        elif number >= named or _within(line, columns):
            yield _part(line, columns, table)


def _part(line: Line, columns: range, table: int) -> Line:
    start = columns.start
    part = replace(
        line,
        width=min(columns.stop, line.width) - start,
        filled=tuple(spot.moved(spot.column - start) for spot in _within(line, columns)),
        anchors=frozenset(column - start for column in line.anchors if column in columns),
        table=table,
        placed={},
        columns={column - start: path for column, path in line.columns.items() if column in columns},
        fields=[one for one in line.fields if one[0].column in columns],
        answered={},
    )
    part.heads_indicators = part.heads_indicators if not line.kind else line.heads_indicators
    return part
