"""The rows below a head whose cells came one a line: the way to deal all of them out to its columns that fits best.

No word decides alone: what a cell may be is weighed against what stands before and behind it, and how often a column
is filled, with what, and over how many lines is learned from the whole table and weighed in again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from math import log
from typing import NamedTuple

from importers.readers.poured_fits import fit, is_text
from importers.readers.poured_heads import (
    PouredCell,
    PouredHead,
    Rows,
    is_level,
    is_number,
    is_usual,
    joined_cells,
)
from importers.readers.poured_spans import Dealt, at_first_rows
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of

_SERIAL, _POINTS = "serial", "points"
_NEVER = -1e9
_WORST = -5.0  # of a cell in its column; below that it is none of it
_MOST_CELLS, _MANY_CELLS = 8000, 4000  # thousands of rows: no form has as many
_MANY_ROWS = 12
_FEW_ROWS = 3  # of which not much is learned
_LEAST = 0.7  # of the rows with a name that must have a value or points
_NO_NAME_PART = 8.0  # of a name with a line that is a value
_LONE_NAME = -1.1  # more for a line of the only name that has several
_JOINED, _JOINED_FULL, _JOINED_TORN = -1.0, -0.5, -2.0  # for a line more of a cell: of a full one, of one that is not
_FRESH = -0.8  # for a row more
_MOST_LINES = 4
_NARROW_NAME, _LONG_LINE = 1.5, 3.5  # how wide a line is at least that another one goes on
_FULL = 1.0  # by how much a full line is narrower at most
_GOES_ON = -0.7  # for a cell that ends with a full line
_ROUNDS = 3
_COLUMN = -1.2  # for a column that nobody knows
_MOST_UNSURE = 0.2  # of the cells that may change their column with what a name is worth
_MOST_HEADS, _LONGEST_HEAD = 4, 12  # cells of a head in words that nobody knows
_SHORT_TEXT = 6
_UNLIKE_LEVELS = 5.0  # of a level that is called 数量 where others are called 数量指标
_LONG_WORDS = 12  # of a value
_LONGEST_LEVEL = 16  # letters of two of its lines
_BLANK_LEVEL = -1.0  # a 二级指标 that is not said behind its 一级指标
_UNFILLED = -3.0  # a row of the official table with nothing but levels
_PASSED_NAME = -7.0  # where something is said behind it
_NO_NAME = -12.0  # a row that begins behind its name
_SAME_LINE = -6.0  # a row that begins on the line of another
_NEXT_LINE = -2.0  # a row that goes on with the next line, where a row is a line
_BLANK = {"indicator.target": -3.5, "indicator.target.number": -3.5, "indicator.weight": -1.2}
_COUNTED = 8.0  # for the number of a row, where it is the next
_KINDS = 4
_WEIGHT_OF_LEARNED = 0.7
_NUDGES = (-0.4, 0.4)  # what a name may be worth more or less without a change of any row
_BARE, _VALUE, _SHORT, _LONG = range(4)  # kinds of what columns hold


class _Run(NamedTuple):
    """Cells that may be one, in a column: where they end, how well they fit, what they are, and how many."""

    stop: int
    column: int
    fit: float
    kind: int
    lines: int
    narrow: float  # the narrowest line but the last
    last: float  # how wide that is


class _Step(NamedTuple):
    """The best way to deal out the cells before one, with the run that ends there last."""

    score: float
    column: int
    run: _Run
    start: int
    begins: bool  # it begins a row
    before: _Step | None


_Ways = list[list[tuple[float, bool]]]
"""From each column to each: the gain, and whether a row begins."""


def dealt_out(cells: Sequence[PouredCell], head: PouredHead) -> tuple[float, PouredHead, Rows] | None:
    """How well the best way fits, its head, to which cells that nobody knows may have been added, and the rows, every
    cell under its column; None where cells are left that fit nowhere, or are thousands of rows."""
    if head.paths.count(NAME_PATH) != 1 or not 0 < len(cells) <= _MOST_CELLS:
        return None
    tables = []
    for more in range(_more_heads(cells, head) + 1):
        own = head.longer(cells[:more])
        tables.append((own, _Table(cells[more:], own.paths), _COLUMN * more))
    own, table, _ = max(tables, key=lambda one: one[1].score(one[1].deal()) + one[2]) if len(tables) > 1 else tables[0]
    steps = table.found()
    return (table.score(steps), own, table.rows(steps, placed=own.placed)) if table.is_sure(steps) else None


def _more_heads(cells: Sequence[PouredCell], head: PouredHead) -> int:
    """How many cells may belong to the head, where no level tells its end."""
    if head.rows[1] or head.left or head.counted or not head.rows[0] or is_number(cells[1 % len(cells)].word):
        return 0
    plain = takewhile(_may_head_column, cells[:_MOST_HEADS])
    return sum(1 for _ in plain)


def _may_head_column(cell: PouredCell) -> bool:
    """A few words: no value, no level, and no label of something of the form but for what was reached."""
    plain = len(cell.word.norm) <= _LONGEST_HEAD and not is_number(cell.word) and not is_level(cell.word)
    return plain and (cell.word.tells_result or not cell.is_label)


class _Table:
    """Cells, columns, and what has been learned of both so far."""

    def __init__(self, cells: Sequence[PouredCell], columns: Sequence[str]) -> None:
        self.cells = cells
        self.columns = columns
        self.name = columns.index(NAME_PATH)
        counts = Counter(cell.word.norm for cell in cells)
        self.again = {norm for norm, count in counts.items() if count > 1}
        self.lined = any(a.line == b.line for a, b in pairwise(cells))  # lines hold several cells
        self.counted = {*_serials(cells)} if columns[0] == _SERIAL else set()
        self.tailed = any(is_usual(cell.word) and cell.word.ends_as_level for cell in cells)
        self.blank_level = _BLANK_LEVEL
        self.own_blank = [
            0.0 if path in (_SERIAL, _POINTS, *LEVEL_PATHS) else _BLANK.get(path, -0.4) for path in columns
        ]
        self.blank = [*self.own_blank]
        self.learned = [[0.0] * _KINDS] * len(columns)
        self.wraps = [False] * len(columns)  # some of its cells have several lines
        self.wide = [0.0] * len(columns)  # the widest line of each
        known: dict[str, list[tuple[int, float]]] = {}
        self.widths = [_width(cell.word.norm) for cell in cells]
        self.runs = [[*self._single(number, known), *self._broken(number)] for number in range(len(cells))]

    # --- what a cell may be -------------------------------------------------------------------------------------------

    def _single(self, at: int, known: dict[str, list[tuple[int, float]]]) -> Iterator[_Run]:
        word = self.cells[at].word
        fits = known.get(word.norm)
        if fits is None:
            found = ((column, fit(path, word)) for column, path in enumerate(self.columns))
            fits = known[word.norm] = [(column, own) for column, own in found if own >= _WORST]
        kind = _kind(word)
        bare = self.tailed and not word.ends_as_level and is_usual(word)
        for column, own in fits:
            if self.columns[column] == _SERIAL:
                if at in self.counted:
                    yield _Run(at + 1, column, _COUNTED, kind, 1, 0.0, self.widths[at])
                continue
            unlike = _UNLIKE_LEVELS if bare and self.columns[column] in LEVEL_PATHS else 0.0
            yield _Run(at + 1, column, own - unlike, kind, 1, 0.0, self.widths[at])

    def _broken(self, at: int) -> Iterator[_Run]:
        """Lines from there on that may be one cell."""
        first = self.cells[at].word
        if is_number(first) and not first.quantity:
            return
        for stop in range(at + 2, min(at + _MOST_LINES, len(self.cells)) + 1):
            if self.cells[stop - 1].line == self.cells[stop - 2].line:
                return
            text = self._may_be_text(at, stop)
            short = sum(self.widths[at:stop]) <= _LONGEST_LEVEL
            if not (text or short):
                return
            whole = joined_cells(*self.cells[at:stop]).word
            level = short and is_usual(whole)
            if self.cells[stop - 1].word.like_number and not level:
                return
            narrow = min(self.widths[at : stop - 1])
            for column, path in enumerate(self.columns):
                own_text = text and is_text(path) and (column == self.name or narrow > _LONG_LINE)
                if level if path in LEVEL_PATHS else own_text:
                    own = fit(path, whole) - self._unlike_name(at, stop, column)
                    if own >= _WORST:
                        yield _Run(stop, column, own, _kind(whole), stop - at, narrow, self.widths[stop - 1])

    def _may_be_text(self, at: int, stop: int) -> bool:
        """Every line but the last one is full."""
        widths = self.widths[at:stop]
        full = max(widths)
        return min(widths[:-1]) > max(full - _FULL, _NARROW_NAME) and not any(
            is_usual(cell.word) and (cell.word.ends_as_level or not self.tailed) for cell in self.cells[at:stop]
        )

    def _unlike_name(self, at: int, stop: int, column: int) -> float:
        """Names hold no values, nor what is said of several."""
        if column != self.name:
            return 0.0
        own = [cell.word for cell in self.cells[at:stop]]
        if any(map(is_number, own)):
            return _NO_NAME_PART
        return 2.0 * any(is_level(word) or word.norm in self.again for word in own)

    # --- the best way -------------------------------------------------------------------------------------------------

    def score(self, steps: Sequence[_Step]) -> float:
        """How well all cells fit."""
        return steps[-1].score + self._end(steps[-1].column) if steps else _NEVER

    def found(self) -> list[_Step]:
        """The steps of the best way, from the first cell on."""
        steps = self.deal()
        for _ in range(_ROUNDS - 1 if len(self.cells) <= _MANY_CELLS else 1):
            self.learn(steps)
            before, steps = steps, self.deal()
            if _places(before) == _places(steps):
                break
        return steps

    def deal(self, nudge: float = 0.0) -> list[_Step]:
        """The steps of the best way as far as the table is known, if a name is worth ``nudge`` more than usual."""
        along, across = self._ways(0.0, _SAME_LINE if self.lined else 0.0), self._ways(_NEXT_LINE * self.lined, 0.0)
        gains = [[one + nudge * (column == self.name) for one in own] for column, own in enumerate(self.learned)]
        arrived: list[dict[int, _Step]] = [{} for _ in range(len(self.cells) + 1)]
        for at, runs in enumerate(self.runs):
            here = list(arrived[at].values())
            if at and not here:
                continue
            ways = along if at and self.cells[at].line == self.cells[at - 1].line else across
            into: dict[int, tuple[float, bool, _Step | None]] = {}
            for run in runs:
                stop, column, own, kind, lines, *_ = run
                found = into.get(column)
                if found is None:
                    found = into[column] = _into(here, ways[column]) if here else (self._lead(column), True, None)
                score = found[0] + own + gains[column][kind]
                if lines > 1 or self.wraps[column]:
                    score += self._by_lines(run)
                there = arrived[stop]
                if column not in there or score > there[column].score:
                    there[column] = _Step(score, column, run, at, found[1], found[2])
        ends = ((step.score + self._end(column), step) for column, step in arrived[-1].items())
        return _traced(max(ends, key=lambda one: one[0], default=(0.0, None))[1])

    def _by_lines(self, run: _Run) -> float:
        """What a cell gains for its lines: all but the last are full."""
        full = self.wide[run.column] - _FULL
        each = _LONE_NAME * (run.column == self.name and not self.wraps[self.name])
        each += _JOINED_TORN if run.narrow <= full else _JOINED_FULL if self.wraps[run.column] else _JOINED
        return each * (run.lines - 1) + _GOES_ON * (self.wraps[run.column] and run.last > full)

    def _ways(self, along: float, again: float) -> _Ways:
        """To each column from each; ``along`` is what it gains to go on in a row, ``again`` to begin one."""
        count = len(self.columns)
        passed = [self._passed(column) for column in range(count)]
        ends = [_FRESH + again + self._end(last) for last in range(count)]
        ways: _Ways = []
        for column in range(count):
            lead = self._lead(column)
            fresh = [(ends[last] + lead, True) for last in range(count)]
            within = sum(passed[:column])
            for last in range(column):
                within -= passed[last]
                own = within + along * (last >= self.name)
                if own >= fresh[last][0]:
                    fresh[last] = (own, False)
            ways.append(fresh)
        return ways

    def _lead(self, column: int) -> float:
        return _NO_NAME if column > self.name else 0.0

    def _end(self, column: int) -> float:
        return sum(self.blank[column + 1 :]) if column >= self.name else _UNFILLED

    def _passed(self, column: int) -> float:
        """The cost of a column without a cell between two of a row."""
        if column == self.name:
            return _PASSED_NAME
        return self.blank_level if self.columns[column] == LEVEL_PATHS[1] else self.blank[column]

    # --- what it tells ------------------------------------------------------------------------------------------------

    def learn(self, found: Sequence[_Step]) -> None:
        """How often every column behind the names is filled, with what, and over how many lines."""
        count = sum(step.column == self.name for step in found)
        if LEVEL_PATHS[1] in self.columns:
            first, second = (sum(self.columns[step.column] == path for step in found) for path in LEVEL_PATHS)
            self.blank_level = _BLANK_LEVEL - (first <= second)
        for column in range(self.name, len(self.columns)):
            held = [step.run for step in found if step.column == column]
            kinds = _likely([run.kind for run in held], _KINDS)
            share = (min(len(held), count) + 1) / (count + 2)
            filled = _WEIGHT_OF_LEARNED * log(share) if column > self.name else 0.0
            if column == self.name or self.columns[column].endswith((".comparison", ".unit", "weight", "nature")):
                kinds = [0.0] * _KINDS
            self.learned[column] = [one + filled for one in kinds]
            self.wraps[column] = sum(run.lines > 1 for run in held) > 1
            stops = ((step.start, step.run.stop) for step in found if step.column == column)
            self.wide[column] = max((max(self.widths[start:stop]) for start, stop in stops), default=0.0)
            if column > self.name:
                self.blank[column] = self.own_blank[column] * max(
                    0.5, 1 - count / _MANY_ROWS
                ) + _WEIGHT_OF_LEARNED * log(1 - share)

    def is_sure(self, found: Sequence[_Step]) -> bool:
        """Nearly all names have a value or points behind them, and few cells hang on what a name is worth."""
        rows = self._dealt(found)
        named = [row for row in rows if self.name in row]
        count = self._count_valued(named)
        nameless = sum(self.name not in row and max(row) > self.name for row in rows)
        if not named or count < _LEAST * len(named) or nameless > _MOST_UNSURE * len(named):
            return False
        sure = count >= _FEW_ROWS and (count == len(rows) or len(self.cells) > _MANY_CELLS)
        return sure or self._holds(found, few=count < _FEW_ROWS)

    def _count_valued(self, named: Sequence[Dealt]) -> int:
        """How many have a value or points; where values are numbers a word with nothing else behind it is none."""
        prefixes = ("indicator.target", "indicator.weight")
        valued = {n for n, path in enumerate(self.columns) if path.startswith(prefixes)}
        if not any(path.startswith(prefixes[0]) for path in self.columns):
            valued = set(range(self.name + 1, len(self.columns)))
        rows = [row for row in named if not valued.isdisjoint(row)]
        words = [row for row in rows if not any(_has_number(row[column].word) for column in valued & row.keys())]
        if len(named) < _FEW_ROWS and any(len(row[min(valued & row.keys())].word.norm) > _LONG_WORDS for row in words):
            return 0
        if len(self.columns) == self.name + 2 or (len(named) >= _FEW_ROWS and 2 * len(words) >= len(rows)):
            return len(rows)
        return len(rows) - sum(len(named) < _FEW_ROWS or max(row) <= max(valued & row.keys()) for row in words)

    def _holds(self, found: Sequence[_Step], *, few: bool) -> bool:
        """Few cells, none of few rows, change their places with what a name is worth."""
        own = _places(found)
        most = 0 if few else _MOST_UNSURE * len(own)
        return all(len(own - _places(self.deal(nudge))) <= most for nudge in _NUDGES)

    def _dealt(self, found: Sequence[_Step]) -> list[Dealt]:
        rows: list[Dealt] = []
        for step in found:
            rows += [{}] if step.begins else []
            rows[-1][step.column] = joined_cells(*self.cells[step.start : step.run.stop])
        return rows

    def rows(self, found: Sequence[_Step], *, placed: int) -> Rows:
        """The cells as rows; with ``placed`` columns in front blank cells keep their place, below 0 they are lost."""
        rows: Rows = []
        for dealt in at_first_rows(self._dealt(found), self.columns):
            row: list[PouredCell] = []
            line = min(cell.line for cell in dealt.values())
            for column, cell in dealt.items():
                if placed >= 0:
                    row += [PouredCell(line, word_of(""))] * (placed + column - len(row))
                row.append(cell)
            rows.append(row)
        return rows


def _into(here: Sequence[_Step], gains: Sequence[tuple[float, bool]]) -> tuple[float, bool, _Step | None]:
    """The best way to what comes in a column next: its score, whether it begins a row, and the last step."""
    best, begins, before = _NEVER, True, None
    for step in here:
        gain, fresh = gains[step[1]]
        score = step[0] + gain
        if score > best:
            best, begins, before = score, fresh, step
    return best, begins, before


def _traced(last: _Step | None) -> list[_Step]:
    steps: list[_Step] = []
    while last is not None:
        steps.append(last)
        last = last.before
    return steps[::-1]


def _places(found: Sequence[_Step]) -> set[tuple[int, int, int, bool]]:
    return {(step.start, step.run.stop, step.column, step.begins) for step in found}


def _likely(held: Sequence[int], count: int) -> list[float]:
    """How much likelier than another each of so many is where these were seen."""
    return [_WEIGHT_OF_LEARNED * log((held.count(one) + 1) / (len(held) + count) * count) for one in range(count)]


def _has_number(word: Word) -> bool:
    return is_number(word) or any(map(str.isdigit, word.norm))


def _kind(word: Word) -> int:
    if is_number(word):
        return _BARE if word.like_number else _VALUE
    return _SHORT if len(word.norm) <= _SHORT_TEXT else _LONG


def _width(norm: str) -> float:
    """In Chinese letters."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in norm)


def _serials(cells: Sequence[PouredCell]) -> Iterator[int]:
    """Where 1, 2, 3 … stand in front of levels or names."""
    wanted = 1
    for at, cell in enumerate(cells[:-1]):
        after = cells[at + 1].word
        if cell.word.norm == str(wanted) and not is_number(after):
            wanted += 1
            yield at
