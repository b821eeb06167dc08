"""Tables that lie on their side: 一级指标, 三级指标, 指标值 head rows, and every indicator has a column. They become
rows under one head, as other tables have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from importers.finding.lines import Line, Spot
from importers.placed import HEAD
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH

_TARGET = "indicator.target"
_LEAST = 2  # indicators side by side
_SHARED = (*LEVEL_PATHS, "goal.label", "goal.weight")
"""What one cell says of all the columns that it stands over."""


def turned_down(lines: Sequence[Line]) -> list[Line]:
    """The lines, such tables with a row an indicator under a head."""
    found: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.table):
        rows = [*group]
        found += _turned(rows) if table >= 0 else rows
    return found


def _turned(rows: Sequence[Line]) -> Iterator[Line]:
    number = 0
    while number < len(rows):
        lying = _Lying.at(rows, number)
        yield from lying.upright() if lying else [rows[number]]
        number += len(lying.rows) if lying else 1


class _Row(NamedTuple):
    """One row of such a table: what stands before its head, its head, and the cells behind it."""

    line: Line
    beside: tuple[Spot, ...]
    head: Spot
    cells: tuple[Spot, ...]

    @classmethod
    def of(cls, line: Line) -> _Row | None:
        """The row, where just one of its first two cells heads something, and other cells follow."""
        at = next((n for n, word in enumerate(line.words[:2]) if _heads(word.column)), -1)
        if at < 0 or len(line.filled) < at + 2 or any(word.column for word in line.words[at + 1 :]):
            return None
        return cls(line, line.filled[:at], line.filled[at], line.filled[at + 1 :])

    @property
    def path(self) -> str:
        """What the row says of every indicator."""
        return self.head.word.column or ""

    def over(self, column: int) -> Spot | None:
        """The cell of an indicator; one of a level goes on over the columns at its right."""
        left = [spot for spot in self.cells if spot.column <= column]
        shared = self.path in _SHARED
        return next((spot for spot in reversed(left) if shared or spot.column == column), None)


def _heads(path: str | None) -> bool:
    return bool(path) and path != "goal.label"


class _Lying(NamedTuple):
    """Rows one below the other, each with a head of its own, those of names and values among them."""

    rows: tuple[_Row, ...]

    @classmethod
    def at(cls, rows: Sequence[Line], start: int) -> _Lying | None:
        """The one that begins with the row of that number; None where none does."""
        found: list[_Row] = []
        for number in range(start, len(rows)):
            row = _Row.of(rows[number])
            if row is None or row.path in [one.path for one in found]:
                break
            found.append(row)
        if len(found) < _LEAST:
            return None
        paths = {row.path for row in found}
        lying = cls(tuple(found))
        return lying if {NAME_PATH, _TARGET} <= paths and lying._agrees() else None

    def _agrees(self) -> bool:
        """Several names, every cell in the column of one, and the first level begins where the first name does."""
        names = {spot.column for spot in self._of(NAME_PATH).cells}
        under = all({spot.column for spot in row.cells} <= names for row in self.rows)
        return len(names) >= _LEAST and under and self._of(NAME_PATH).cells[0].column in self._starts()

    def _starts(self) -> set[int]:
        """Where the first cells of the levels stand; that of the first name where there are no levels."""
        levels = [row for row in self.rows if row.path in LEVEL_PATHS]
        return {row.cells[0].column for row in levels} or {self._of(NAME_PATH).cells[0].column}

    def _of(self, path: str) -> _Row:
        return next(row for row in self.rows if row.path == path)

    def upright(self) -> Iterator[Line]:
        """The head, and a row an indicator."""
        ordered = sorted(self.rows, key=lambda row: _SHARED.index(row.path) if row.path in _SHARED else len(_SHARED))
        head = self._line(self.rows[0].line, [row.head.moved(number) for number, row in enumerate(ordered)])
        head.answered = {spot.place: HEAD for row in self.rows for spot in row.beside}
        yield head
        names = self._of(NAME_PATH)
        for name in names.cells:
            cells = [(number, row.over(name.column)) for number, row in enumerate(ordered)]
            yield self._line(names.line, [spot.moved(number) for number, spot in cells if spot is not None])

    def _line(self, line: Line, spots: Sequence[Spot]) -> Line:
        at = frozenset(spot.column for spot in spots)
        return replace(
            line, width=len(self.rows), filled=tuple(spots), anchors=at, spans_known=True, placed={}, columns={}
        )
