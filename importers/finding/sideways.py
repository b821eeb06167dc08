"""Tables whose 一级指标 stand side by side, each with names and values of its own below it: 产出指标 | 效益指标 over
三级指标 | 指标值 | 三级指标 | 指标值. They become rows under one head, as other tables have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from importers.finding.lines import Line, Spot
from importers.placed import HEAD, MADE_UP, Place
from importers.words.heads_and_labels import KINDS
from importers.words.listed import called
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of

_LOOKED_AT = 10  # rows in which the head is looked for
_HEAD_ROWS = 4  # at most
_LEAST = 2  # of them side by side
_ENOUGH = 3  # heads that are known beside one that is not


class _Beside(NamedTuple):
    """One of those that stand side by side: the names of its levels, and the heads below them, of the names first."""

    levels: tuple[Spot, ...]
    leaves: tuple[Spot, ...]

    @property
    def columns(self) -> range:
        """Where its cells are."""
        return range(self.leaves[0].column, self.leaves[-1].column + 1)


def turned_upright(lines: Sequence[Line], levels: AbstractSet[str]) -> list[Line]:
    """The lines, such tables row by row under one head; ``levels`` are names of 一级 and 二级指标."""
    found: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.table):
        rows = [*group]
        head = (_head(rows, levels) or _counted(rows)) if table >= 0 else None
        found += rows if head is None else [*rows[: head.first], *head.upright(rows[head.stop :])]
    return found


class _Head(NamedTuple):
    """Rows ``first`` to ``stop`` of the table head it: what stands beside, at the left and at the right."""

    lines: tuple[Line, ...]
    first: int
    stop: int
    beside: tuple[_Beside, ...]

    @property
    def start(self) -> int:
        """The first column of indicators."""
        return self.beside[0].columns.start

    @property
    def listed(self) -> list[Spot]:
        """The heads of the columns at the left, the lowest of each."""
        lowest = {spot.column: spot for line in self.lines for spot in line.filled if spot.column < self.start}
        return [lowest[column] for column in sorted(lowest)]

    @property
    def deep(self) -> int:
        """How many levels stand over the names."""
        return max(len(one.levels) for one in self.beside)

    @property
    def end(self) -> int:
        """The first column behind those of the indicators, when they stand below each other."""
        return self.start + self.deep + max(len(one.columns) for one in self.beside)

    def _others(self, line: Line) -> list[Spot]:
        """The cells of a row that belong to none of those side by side, behind the indicators."""
        taken = {column for one in self.beside for column in one.columns}
        own = (spot for spot in line.filled if spot.column >= self.start and spot.column not in taken)
        return [spot.moved(spot.column - self.start + self.end) for spot in own]

    @property
    def says_all(self) -> bool:
        """Nothing but heads stands in these rows: a row of values among them is none of a head."""
        said = {spot.place for one in self.beside for spot in (*one.levels, *one.leaves)}
        said |= {spot.place for spot in (*self.listed, *self._others(self.lines[0]), *heads_in(self.lines))}
        return all(spot.place in said for line in self.lines for spot in line.filled)

    def upright(self, rows: Sequence[Line]) -> Iterator[Line]:
        """One head, and below it a row an indicator."""
        levels = [made_up(path, self.start + number) for number, path in enumerate(LEVEL_PATHS[: self.deep])]
        widest = max(self.beside, key=lambda one: len(one.leaves))
        leaves = [spot.moved(self.start + self.deep + number) for number, spot in enumerate(widest.leaves)]
        own = {spot.place for one in self.beside for spot in one.levels}
        others = [spot for spot in self._others(self.lines[0]) if spot.place not in own]
        shown = [*self.listed, *levels, *leaves, *others]
        head = self._line(self.lines[-1], shown)
        own |= {spot.place for spot in shown}
        rest = (spot.place for spot in heads_in(self.lines) if spot.place not in own)
        head.answered = dict.fromkeys(rest, HEAD)
        yield head
        names = [spot.column for spot in self.listed if spot.word.in_list == "form.name"]
        for record in records(rows, names):
            yield from self._rows(record)

    def _rows(self, record: Sequence[Line]) -> Iterator[Line]:
        """The rows of one project, those of each 一级指标 together; what is said of the project stands in the first."""
        said = [spot for line in record for spot in line.filled if spot.column < self.start]
        others = {id(line): self._others(line) for line in record}
        for one in self.beside:
            levels = [spot.moved(self.start + number) for number, spot in enumerate(one.levels)]
            for line in record:
                held = [spot for spot in line.filled if spot.column in one.columns]
                moved = [spot.moved(spot.column - one.columns.start + self.start + self.deep) for spot in held]
                if moved:
                    yield self._line(line, [*said, *levels, *moved, *others.pop(id(line), [])])
                    said = []
        rest = [*said, *(spot for spots in others.values() for spot in spots)]
        if rest:
            yield self._line(record[0], rest)

    def _line(self, line: Line, spots: Sequence[Spot]) -> Line:
        at = frozenset(spot.column for spot in spots)
        return replace(
            line,
            width=self.end + self.lines[0].width,
            filled=tuple(spots),
            anchors=at,
            spans_known=True,
            placed={},
            columns={},
        )


def made_up(path: str, column: int) -> Spot:
    """The head of a column that has none in the source."""
    return Spot(Place(MADE_UP, 0, column), word_of(called(path)), column)


def records(rows: Sequence[Line], names: Sequence[int]) -> Iterator[list[Line]]:
    """The rows of every project: each begins with its name."""
    record: list[Line] = []
    for line in rows:
        if record and any(spot.column in names for spot in line.filled):
            yield record
            record = []
        record.append(line)
    if record:
        yield record


def _head(rows: Sequence[Line], levels: AbstractSet[str]) -> _Head | None:
    """The head of such a table: names of levels side by side, and right below them names and values in turn."""
    for number, line in enumerate(rows[:_LOOKED_AT]):
        named = {spot.word.level_norm for spot in line.filled if spot.word.level_norm in levels}
        if len(named) < _LEAST:
            continue
        for stop in range(number + 1, min(number + _HEAD_ROWS, len(rows))):
            beside = _beside(rows[number : stop + 1], levels)
            if len(beside) >= _LEAST:
                first = number - heads_above(rows[:number])
                head = _Head(tuple(rows[first : stop + 1]), first, stop + 1, beside)
                return head if head.says_all else None
        return None
    return None


def _counted(rows: Sequence[Line]) -> _Head | None:
    """The head of a list of projects that has the same columns for one indicator after the other: 指标1 | 指标2 over
    名称 | 指标值 | 名称 | 指标值."""
    for last, line in reversed([*enumerate(rows[:_LOOKED_AT])]):  # the lowest row of the head has the leaves
        same = _same_again(line)
        if len(same) < _LEAST:
            continue
        first = last - heads_above(rows[:last])
        lost = _lost_before(rows[first], line) if first < last else 0
        leaf = replace(line, filled=tuple(spot.moved(spot.column + lost) for spot in line.filled))
        beside = tuple(_Beside((), tuple(spot.moved(spot.column + lost) for spot in leaves)) for leaves in same)
        head = _Head((*rows[first:last], leaf), first, last + 1, beside)
        named = any(spot.word.in_list == "form.name" for spot in head.listed)
        over = [spot.word for one in head.lines[:-1] for spot in one.filled if spot.column >= head.start]
        counts = all(word.uncounted is not word or word.column is not None for word in over)
        return head if named and counts and head.says_all else None
    return None


def _lost_before(above: Line, line: Line) -> int:
    """How many blank cells are lost before a row of heads: as many as the columns of the list in the row above it."""
    listed = len([*takewhile(_is_listed, above.words)])
    return listed if line.filled[0].column == 0 and listed < len(above.filled) else 0


def _is_listed(word: Word) -> bool:
    """The head of a column of a list of projects, left of the indicators."""
    return word.uncounted is word and word.column in (None, "goal.label")


def _same_again(line: Line) -> list[tuple[Spot, ...]]:
    """The heads of the columns that come again and again, without their numbers; nothing where they differ."""
    plain = [spot._replace(word=spot.word.uncounted) for spot in line.filled]
    begun = {*_starts(replace(line, filled=tuple(plain)))}
    starts = [n for n, spot in enumerate(plain) if spot.column in begun]
    if len(starts) < _LEAST:
        return []
    size = starts[1] - starts[0]
    same = [tuple(plain[start : start + size]) for start in starts]
    said = {tuple(spot.word.norm for spot in leaves) for leaves in same}
    return same if len(said) == 1 and size > 1 else []


def heads_in(lines: Sequence[Line]) -> Iterator[Spot]:
    """The cells that are known to head something."""
    return (spot for line in lines for spot in line.filled if heads_column(spot.word))


def heads_above(rows: Sequence[Line]) -> int:
    """How many rows, up to the last, name nothing but columns of the table."""
    return len([*takewhile(_is_head, reversed(rows))])


def _is_head(line: Line) -> bool:
    """Nothing but heads, or one more that nobody knows among several."""
    known = sum(map(heads_column, line.words))
    return len(line.filled) > 1 and (known == len(line.words) or known >= max(len(line.words) - 1, _ENOUGH))


def heads_column(word: Word) -> bool:
    """A word that heads a column of a list, or names a field of the form."""
    said = word.in_list or word.counts_rows or any(word.field(kind) for kind in KINDS)
    return bool(said) or word.column is not None or word.uncounted is not word


def _beside(rows: Sequence[Line], levels: AbstractSet[str]) -> tuple[_Beside, ...]:
    """What stands side by side: every column of names in the last of the rows begins one."""
    *above, last = rows
    starts = _starts(last)
    found: list[_Beside] = []
    for start, stop in pairwise([*starts, last.width + 1]):
        leaves = tuple(spot for spot in last.filled if start <= spot.column < stop)
        over = ([spot for spot in line.filled if spot.column <= start][-1:] for line in above)
        own = tuple(spot for spots in over for spot in spots if spot.word.level_norm in levels)
        deep = len(own) + sum(spot.word.column in LEVEL_PATHS for spot in leaves)
        if len(leaves) < _LEAST or not own or deep > len(LEVEL_PATHS):
            return ()
        found.append(_Beside(own, leaves))
    return tuple(found)


def _starts(line: Line) -> list[int]:
    """Where the heads of each of them begin: at that of the names, or of the levels right before it."""
    starts: list[int] = []
    for number, spot in enumerate(line.filled):
        if spot.word.column != NAME_PATH and not spot.word.names:
            continue
        levels = [*takewhile(lambda one: one.word.column in LEVEL_PATHS, reversed(line.filled[:number]))]
        starts.append(levels[-1].column if levels else spot.column)
    return starts
