"""Levels that stand in the middle of their rows, as a PDF prints the label of a merged cell: which rows are theirs.

Copied in the order of the paper, such a label comes before the row in the middle of its own, or between two of them.
No label tells alone how many rows it has: their middles, what lies below which level, and what the names are about
are weighed for the whole table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from importers.readers.poured_heads import PouredCell
from importers.words.listed import matching
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word

Dealt = dict[int, PouredCell]
"""A row: column → cell."""
_MOST_ROWS = 400
_MOST_WAYS = 24  # that are followed on from one row
_TOO_DEAR = 9.0  # more than the best one
_NO_FIRST = (8.0, 5.0)  # the first row has no 一级, no 二级指标
_FOREIGN, _OTHER_KIND = 12.0, 0.5  # a 二级指标 below another's 一级指标, a name that speaks of something else
_ASTRAY = 4.0  # a label that is printed before its rows
_UNSAID, _UNSAID_MORE, _MOST_UNSAID = 2.0, 0.5, 3  # rows without a 二级指标
_FAMILIES, _KINDS, _KINDS_OF_VALUES = "family_of_level", "kind_of_indicator", "kind_of_value"
_MAY_LIE_BELOW = {"cost": ("cost", "output"), "satisfaction": ("satisfaction", "benefit")}
_AHEAD = 2.0  # that labels in the middle must fit better than labels in the first of their rows


class _Label(NamedTuple):
    """A level, before which row it is printed, and the cells that go with it."""

    at: int
    word: Word
    cells: Dealt
    apart: bool | None  # it has a line of its own; None where every cell has one


class _Way(NamedTuple):
    """Rows up to one of them shared out: the cost, and where the label of each level began."""

    cost: float
    starts: tuple[tuple[int, int, int], ...]  # level, which of its labels, its first row


_Place = tuple[int, int, int]  # how many 二级指标 are done, which 一级指标 it is, and where that began


def at_first_rows(rows: Sequence[Dealt], columns: Sequence[str]) -> list[Dealt]:
    """The rows, each level in the first of its own; as they are where it stands there already."""
    table = _Table.of(rows, columns)
    if table is None:
        return [*rows]
    first = table.cost_at_first()
    best = table.best() if first > _AHEAD else None
    return [*rows] if best is None or best.cost + _AHEAD >= first else table.moved(best)


class _Table(NamedTuple):
    """The rows without their levels, and the labels of either level in their order."""

    rows: list[Dealt]
    labels: tuple[list[_Label], list[_Label]]
    kinds: list[str | None]  # of the names

    @classmethod
    def of(cls, rows: Sequence[Dealt], columns: Sequence[str]) -> _Table | None:
        levels = [columns.index(path) for path in LEVEL_PATHS if path in columns]
        name = columns.index(NAME_PATH)
        if not levels or not 1 < len(rows) <= _MOST_ROWS:
            return None
        starts = [*levels, name]
        labels: tuple[list[_Label], list[_Label]] = ([], [])
        bare: list[Dealt] = []
        lined = _lines_of_rows(rows, name)
        for row in rows:
            rest = {column: cell for column, cell in row.items() if column < levels[0] or column >= name}
            for level, (start, stop) in enumerate(pairwise(starts)):
                own = {column: cell for column, cell in row.items() if start <= column < stop}
                if start in own:
                    beside = own[start].line in lined
                    labels[level].append(_Label(len(bare), own[start].word, own, not beside if lined else None))
            bare += [rest] if rest else []
        kinds = [_kind(row, name) for row in bare]
        return cls(bare, labels, kinds) if labels[0] else None

    # --- in the first of their rows -----------------------------------------------------------------------------------

    def cost_at_first(self) -> float:
        """How ill it fits that every label stands in the first of its rows."""
        cost = sum(_NO_FIRST[n] for n, own in enumerate(self.labels) if own and own[0].at > 0)
        firsts, seconds = ({label.at: label.word for label in own} for own in self.labels)
        first: Word | None = None
        second: Word | None = None
        for number, kind in enumerate(self.kinds):
            if number in firsts:
                first, second = firsts[number], None
            if number in seconds:
                second = seconds[number]
                cost += _foreign(first, second)
            cost += _other_kind(second, kind)
        return cost

    # --- in the middle ------------------------------------------------------------------------------------------------

    def best(self) -> _Way | None:
        """The way to share the rows out that fits best with every label in the middle of its own."""
        count, (firsts, seconds) = len(self.rows), self.labels
        ways: list[dict[_Place, _Way]] = [{} for _ in range(count + 1)]
        ways[0][0, 0, 0] = _Way(0.0, ((0, 0, 0),))
        for at in range(count):
            likely = sorted(ways[at].items(), key=lambda item: item[1].cost)[:_MOST_WAYS]
            for (done, first, start), way in likely:
                if way.cost > likely[0][1].cost + _TOO_DEAR:
                    break
                for stop, used, own in self._next(at, done, first):
                    further = _Way(way.cost + own, (*way.starts, *(((1, done, at),) if used else ())))
                    _keep(ways[stop], (done + used, first, start), further)
                    closed = further.cost + _off(firsts[first], start, stop)
                    below = ((0, first + 1, stop),) if first + 1 < len(firsts) else ()
                    if below or stop == count:
                        _keep(ways[stop], (done + used, first + 1, stop), _Way(closed, (*further.starts, *below)))
        return ways[count].get((len(seconds), len(firsts), count))

    def _next(self, at: int, done: int, first: int) -> Iterator[tuple[int, int, float]]:
        """How many rows from there on may be of the next 二级指标, or of none: where they end, how many are used."""
        firsts, seconds = self.labels
        if first == len(firsts):
            return
        if not seconds:
            yield at + 1, 0, 0.0
            return
        for stop in range(at + 1, min(at + _MOST_UNSAID, len(self.rows)) + 1):
            yield stop, 0, _UNSAID + _UNSAID_MORE * (stop - at)
        if done == len(seconds):
            return
        label = seconds[done]
        own = _foreign(firsts[first].word, label.word)
        likely = 2 * label.at - at
        for stop in range(max(at + 1, likely - 1), min(max(at + 2, likely + 3), len(self.rows) + 1)):
            kinds = sum(_other_kind(label.word, kind) for kind in self.kinds[at:stop])
            yield stop, 1, own + kinds + _off(label, at, stop)

    def moved(self, way: _Way) -> list[Dealt]:
        """The rows with their labels in the first of them."""
        rows = [{**row} for row in self.rows]
        for level, number, start in way.starts:
            rows[start].update(self.labels[level][number].cells)
        return [dict(sorted(row.items())) for row in rows]


def _lines_of_rows(rows: Sequence[Dealt], name: int) -> set[int]:
    """The lines on which names stand with more of their rows; none where every cell has a line of its own."""
    return {
        row[name].line for row in rows if name in row and sum(one.line == row[name].line for one in row.values()) > 1
    }


def _keep(ways: dict[_Place, _Way], place: _Place, way: _Way) -> None:
    if place not in ways or way.cost < ways[place].cost:
        ways[place] = way


def _off(label: _Label, start: int, stop: int) -> float:
    """How far a label is from the middle of these rows: right before the row there, or between the two there."""
    middle = (start + stop) / 2
    between, before = abs(middle - label.at), abs(middle - label.at - 0.5)
    off = min(between, before) if label.apart is None else between if label.apart else before
    return (1 + 2 * off if off else 0.0) + _ASTRAY * (label.at < start)


def _kind(row: Dealt, name: int) -> str | None:
    """What sort of thing an indicator speaks of, by its name, else by its value."""
    own = matching(_KINDS, row[name].word.norm) if name in row else None
    if own:
        return own
    behind = "".join(cell.word.norm for column, cell in row.items() if column > name)
    return matching(_KINDS_OF_VALUES, behind)


def _foreign(first: Word | None, second: Word) -> float:
    """What it costs that a 二级指标 stands below that 一级指标."""
    own, other = (matching(_FAMILIES, word.level_norm) if word is not None else None for word in (second, first))
    return _FOREIGN if own and other and other not in _MAY_LIE_BELOW.get(own, (own,)) else 0.0


def _other_kind(second: Word | None, kind: str | None) -> float:
    """What it costs that a name of that kind stands below that 二级指标."""
    own = matching(_KINDS, second.level_norm) if second is not None and kind else None
    return _OTHER_KIND if own and own != kind else 0.0
