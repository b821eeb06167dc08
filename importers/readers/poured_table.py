"""The rows below a head whose cells came one a line: the way to deal all of them out to its columns that fits best.

No word decides alone: what a cell may be is weighed against what stands before and behind it, and how often a column
is filled, and with what, is learned from the whole table and weighed in again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from typing import NamedTuple

from importers.readers.poured_heads import (
    PouredCell,
    PouredHead,
    is_level,
    is_number,
    is_usual,
    joined_cells,
    without_tail,
)
from importers.readers.poured_rows import Body, Rows, fits_behind
from importers.words.listed import words
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.target import USUAL_UNITS

_SERIAL, _POINTS = "serial", "points"
_NEVER = -30.0
_WORST = -5.0  # of a cell in its column; below that the table is none that can be dealt out
_MOST_CELLS = 4000  # hundreds of rows: no form has as many
_LEAST_ROWS = 3  # of which a table is learned
_LEAST = 0.7  # of the rows with a name that must have a value or points
_JOINED = -1.2  # for a line more of a name
_MOST_LINES = 3
_ROUNDS = 3
_LONG_LEVEL, _SHORTEST_NAME, _SHORT_TEXT, _LONG_NAME = 14, 2, 6, 26
_LONGEST_UNIT = 5
_BLANK_LEVEL = -1.0  # a 二级指标 that is not said behind its 一级指标
_UNFILLED = -3.0  # a row of the official table with nothing but levels
_PASSED_NAME = -7.0  # where something is said behind it
_NO_NAME = -12.0  # a row that begins behind its name
_BLANK = {"indicator.target": -3.5, "indicator.target.number": -3.5, "indicator.weight": -1.2}
_WEIGHT_OF_LEARNED = 0.7
_NUDGES = (-0.4, 0.4)  # what a name may be worth more or less without a change of any row
_LEVELS = (_SERIAL, _POINTS, *LEVEL_PATHS)


class _Step(NamedTuple):
    """The best way to deal out the cells before one: its score, the column of the last, and where that began."""

    score: float
    column: int
    begins: bool  # it begins a row
    start: int  # the first cell that is in it
    before: int  # the column of the cell before it


def dealt_out(cells: Sequence[PouredCell], head: PouredHead) -> Rows:
    """The rows, every cell under its column; none where cells are left that fit nowhere, or are thousands of rows."""
    columns = head.paths
    if columns.count(NAME_PATH) != 1 or not 0 < len(cells) <= _MOST_CELLS:
        return []
    table, steps = _found(cells, columns, 0.0)
    if not table.is_sure(steps):
        return []
    others = (_found(cells, columns, nudge)[1] for nudge in _NUDGES)
    alike = all([step[1:] for step in steps] == [step[1:] for step in other] for other in others)
    return table.rows(steps, placed=head.placed) if alike else []


def _found(cells: Sequence[PouredCell], columns: Sequence[str], nudge: float) -> tuple[_Table, list[_Step]]:
    """The best way when a name is worth so much more than usual, and the table as learned from it."""
    table = _Table(cells, columns, nudge)
    steps = table.deal()
    for _ in range(_ROUNDS - 1):
        table.learn(steps)
        steps = table.deal()
    return table, steps


class _Table:
    """Cells, columns, and what has been learned of both so far."""

    def __init__(self, cells: Sequence[PouredCell], columns: Sequence[str], nudge: float) -> None:
        self.cells = cells
        self.columns = columns
        self.name = columns.index(NAME_PATH)
        self.body = Body.of(cells)
        self.blank_level = _BLANK_LEVEL
        self.blank = [self._blank(number) for number in range(len(columns))]
        self.filled = [nudge * (number == self.name) for number in range(len(columns))]
        self.kinds: list[dict[str, float]] = [{} for _ in columns]
        self._own = [[_fit(path, cell.word) for path in columns] for cell in cells]
        self._wholes = [
            [*self._broken_names(number), *self._broken_levels(number)] for number in range(len(cells))
        ]  # what several lines may be: the column, where they end, and how well they fit

    def _blank(self, number: int) -> float:
        return 0.0 if self.columns[number] in _LEVELS else _BLANK.get(self.columns[number], -0.4)

    def _broken_names(self, start: int) -> Iterator[tuple[int, int, float]]:
        """Lines from there on that may be one name."""
        for stop in range(start + 2, min(start + _MOST_LINES, len(self.cells)) + 1):
            own = self.cells[start:stop]
            if any(is_number(one.word) or is_level(one.word) for one in own) or not self.body.is_name(own):
                return
            yield self.name, stop, _fit(NAME_PATH, joined_cells(*own).word) + _JOINED * (stop - start - 1)

    def _broken_levels(self, start: int) -> Iterator[tuple[int, int, float]]:
        """Lines from there on that together are the name of a level: 服务对象 | 满意度指标."""
        for stop in range(start + 2, min(start + _MOST_LINES, len(self.cells)) + 1):
            whole = joined_cells(*self.cells[start:stop]).word
            for column in range(self.name) if is_usual(whole) else ():
                if self.columns[column] in LEVEL_PATHS:
                    yield column, stop, _fit(self.columns[column], whole) + _JOINED * (stop - start - 1)

    # --- the best way -------------------------------------------------------------------------------------------------

    def deal(self) -> list[_Step]:
        """The steps of the best way, from the first cell on."""
        count = len(self.columns)
        lead = [_NO_NAME if n > self.name else 0.0 for n in range(count)]
        ends = [sum(self.blank[n + 1 :]) if n >= self.name else _UNFILLED for n in range(count)]
        steps: list[list[_Step | None]] = [[None] * count for _ in range(len(self.cells) + 1)]
        for at in range(len(self.cells)):
            within, fresh, last = self._before(steps[at], ends) if at else ([_NEVER] * count, 0.0, -1)
            froms = self._froms(steps[at]) if at else [-1] * count
            for column in range(count):
                same, new = within[column], fresh + lead[column]
                begins = new >= same
                base = max(same, new)
                if base <= _NEVER:
                    continue
                before = last if begins else froms[column]
                gain = self._gain(at, column)
                _better(steps[at + 1], column, _Step(base + gain, column, begins, at, before))
                for own, stop, fit in self._wholes[at]:
                    if own != column:
                        continue
                    _better(steps[stop], column, _Step(base + fit, column, begins, at, before))
        return self._traced(steps, ends)

    def _before(self, steps: Sequence[_Step | None], ends: Sequence[float]) -> tuple[list[float], float, int]:
        """What leads to every column: within the row, and as the first of a new one."""
        within, best = [], _NEVER
        for column in range(len(self.columns)):
            within.append(best)
            own = steps[column]
            best += self._passed(column)
            if own is not None and own.score > best:
                best = own.score
        closed = [(step.score + ends[n], n) for n, step in enumerate(steps) if step is not None]
        fresh, last = max(closed, default=(_NEVER, -1))
        return within, fresh, last

    def _froms(self, steps: Sequence[_Step | None]) -> list[int]:
        found, best, score = [], -1, _NEVER
        for column in range(len(self.columns)):
            found.append(best)
            score += self._passed(column)
            own = steps[column]
            if own is not None and own.score > score:
                best, score = column, own.score
        return found

    def _passed(self, column: int) -> float:
        """The cost of a column without a cell between two of a row."""
        if column == self.name:
            return _PASSED_NAME
        return self.blank_level if self.columns[column] == LEVEL_PATHS[1] else self.blank[column]

    def _gain(self, at: int, column: int) -> float:
        own = self._own[at][column] + self.filled[column]
        kinds = self.kinds[column]
        return own + kinds[_kind(self.cells[at].word)] if kinds else own

    def _traced(self, steps: Sequence[Sequence[_Step | None]], ends: Sequence[float]) -> list[_Step]:
        closed = [(step.score + ends[n], n) for n, step in enumerate(steps[-1]) if step is not None]
        found: list[_Step] = []
        at, column = len(self.cells), max(closed, default=(_NEVER, -1))[1]
        while at and column >= 0:
            step = steps[at][column]
            if step is None:
                return []
            found.append(step)
            at, column = step.start, step.before
        return found[::-1]

    # --- what it tells ------------------------------------------------------------------------------------------------

    def learn(self, found: Sequence[_Step]) -> None:
        """How often every column behind the names is filled, and with what."""
        count = sum(step.column == self.name for step in found)
        if LEVEL_PATHS[1] in self.columns:
            first, second = (sum(self.columns[step.column] == path for step in found) for path in LEVEL_PATHS)
            self.blank_level = _BLANK_LEVEL - (first <= second)
        for column in range(self.name + 1, len(self.columns)):
            held = [_kind(self.cells[step.start].word) for step in found if step.column == column]
            share = (min(len(held), count) + 1) / (count + 2)
            self.filled[column] = _WEIGHT_OF_LEARNED * log(share)
            self.blank[column] = min(self._blank(column), 0.0) / 2 + _WEIGHT_OF_LEARNED * log(1 - share)
            if not self.columns[column].endswith((".comparison", ".unit", "weight", "nature")):
                self.kinds[column] = {
                    kind: _WEIGHT_OF_LEARNED * log((held.count(kind) + 1) / (len(held) + 3) * 3) for kind in _KINDS
                }

    def is_sure(self, found: Sequence[_Step]) -> bool:
        """Every cell has its column, and nearly all names have a value or points behind them."""
        if not found or any(self._own[step.start][step.column] < _WORST for step in found):
            return False
        valued = {n for n, path in enumerate(self.columns) if path.startswith(("indicator.target", "indicator.weight"))}
        rows: list[set[int]] = []
        for step in found:
            rows += [set()] if step.begins else []
            rows[-1].add(step.column)
        named = [row for row in rows if self.name in row]
        valued_rows = sum(bool(valued & row) for row in named)
        return len(named) >= _LEAST_ROWS and valued_rows >= _LEAST * len(named)

    def rows(self, found: Sequence[_Step], *, placed: int) -> Rows:
        """The cells as rows; with ``placed`` columns in front blank cells keep their place, below 0 they are lost."""
        rows: Rows = []
        stops = [*(step.start for step in found[1:]), len(self.cells)]
        for step, stop in zip(found, stops, strict=True):
            cell = joined_cells(*self.cells[step.start : stop])
            if step.begins:
                rows.append([])
            row = rows[-1]
            if placed >= 0:
                row += [PouredCell(cell.line, word_of(""))] * (placed + step.column - len(row))
            row.append(cell)
        return rows


def _better(steps: list[_Step | None], column: int, step: _Step) -> None:
    own = steps[column]
    if own is None or step.score > own.score:
        steps[column] = step


_KINDS = ("number", "short", "long")


def _kind(word: Word) -> str:
    return "number" if is_number(word) else "short" if len(word.norm) <= _SHORT_TEXT else "long"


def _fit(path: str, word: Word) -> float:
    """How well a cell is what a column holds."""
    if path in (_SERIAL, _POINTS):
        return 3.0 if word.like_number else -8.0
    if path in LEVEL_PATHS:
        return _level(path, word)
    if path == NAME_PATH:
        return _name(word)
    return -6.0 if is_usual(word) else _behind(path, word)


def _behind(path: str, word: Word) -> float:
    """How well a cell is what a column behind the names holds."""
    if path.endswith(".unit"):
        return _unit(word)
    own = fits_behind(path, word)
    if not is_number(word) and path.startswith("indicator.target") and len(word.norm) < _SHORTEST_NAME:
        return own if word.norm in words("best_grade") | words("answer") else -6.0
    return own + _BY_WORDS * (path in _SAYS and any(one in word.norm for one in words(_SAYS[path])))


_SAYS = {"indicator.scoring": "says_scoring", "indicator.description": "begins_meaning"}
_BY_WORDS = 1.5  # what a sentence gains in the column that such sentences have


def _unit(word: Word) -> float:
    if word.norm in USUAL_UNITS or word.norm in words("units"):
        return 4.0
    short = len(word.norm) <= _LONGEST_UNIT and not is_number(word)
    return (1.0 if "/" in word.norm else -1.0) if short else -6.0


def _level(path: str, word: Word) -> float:
    if is_number(word) or len(word.norm) > _LONG_LEVEL or word.norm in words("basis") | words("answer"):
        return -9.0
    first, second = (
        not words("dimension").isdisjoint((word.level_norm, without_tail(word.level_norm))),
        word.is_usual_level,
    )
    either = second and word.level_norm in words("either_level")
    own, other = (first, second) if path == LEVEL_PATHS[0] else (second, first)
    if own and (either or not other or path == LEVEL_PATHS[1]):
        return 6.0
    if other:
        return 4.0 if either else -4.0
    return 0.5 if is_level(word) else -6.0 if path == LEVEL_PATHS[0] else -2.0


def _name(word: Word) -> float:
    if is_number(word) or len(word.norm) < _SHORTEST_NAME:
        return -7.0
    if is_usual(word):
        return -2.5
    if word.norm in words("basis") | words("answer") or word.text.endswith("。"):
        return -4.0
    return -1.0 if is_level(word) else 1.5 if len(word.norm) <= _LONG_NAME else 0.4
