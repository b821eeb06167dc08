"""Tables that share out money: the indicators stand side by side in the head, and every place has a row of values. The
row of the whole, 合计, says what the form says; it becomes rows under one head, as other tables have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby, takewhile
from typing import NamedTuple

from importers.amounts import is_amount
from importers.finding.by_sums import columns_of_sums
from importers.finding.lines import Line, Spot
from importers.finding.sideways import heads_column, made_up
from importers.placed import HEAD
from importers.words.heads_and_labels import KINDS
from importers.words.listed import words
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.python import regex

_TOLD = "第 {} 行起是分地区的表：指标值取的是“{}”一行，各地区的行没有放进去，请核对"
_HEAD_ROWS = 4  # at most
_LEAST = 2  # indicators side by side, and values that tell a row of a place
_FIRST_CELLS = 2  # the number of a row, and its name
_LONGEST_SUM = 8  # characters
_LEVEL = regex(r"^([^:：\d]{2,14})[:：]\s*(.+)$")
_COLUMNS = (*LEVEL_PATHS, NAME_PATH, "indicator.target")


def of_the_whole(lines: Sequence[Line], levels: AbstractSet[str]) -> list[Line]:
    """The lines, such tables with a row an indicator; ``levels`` are names of 一级 and 二级指标."""
    found: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.table):
        rows = [*group]
        plain = table >= 0 and not any(line.heads_indicators for line in rows)
        shared = _Shared.of(rows, levels) if plain else None
        found += rows if shared is None else [*rows[: shared.first], *shared.upright(), *shared.below(rows)]
    return found


class _Column(NamedTuple):
    """An indicator, or what else stands over the values: its head, and the names of levels above that."""

    head: Spot
    levels: tuple[Spot, ...]

    @classmethod
    def of(cls, head: Spot, over: Sequence[Spot], levels: AbstractSet[str]) -> _Column:
        """The column; 数量指标：改造户厕 is the name of a level and that of the indicator."""
        own = tuple(spot for spot in over if spot.word.level_norm in levels)
        group, _, name = head.text.partition("\n")
        head = head._replace(word=word_of(name)) if name and _heads_all(group) else head
        said = _LEVEL.match(head.text)
        if said and any(word_of(f"{said[1]}{end}").level_norm in levels for end in ("", *words("level_end"))):
            own = (*own, head._replace(word=word_of(said[1])))
            head = head._replace(word=word_of(said[2]))
        return cls(head, own[-len(LEVEL_PATHS) :])

    def is_indicator(self, groups: Sequence[int]) -> bool:
        """It has a level, or stands under the head of all indicators or at its right (``groups``: where such stand)."""
        under = bool(self.levels) or any(column <= self.head.column for column in groups)
        return under and not heads_column(self.head.word)

    def row(self, value: Spot) -> list[Spot]:
        """The cells of its row: the levels, of which the last is a 二级指标, the name and the value."""
        start = len(LEVEL_PATHS) - len(self.levels)
        levels = (spot.moved(start + number) for number, spot in enumerate(self.levels))
        return [*levels, self.head.moved(len(LEVEL_PATHS)), value.moved(len(LEVEL_PATHS) + 1)]


class _Shared(NamedTuple):
    """Such a table: its head begins with the row ``first``, ``whole`` are the values of all places together."""

    head: tuple[Line, ...]
    first: int
    whole: Line
    indicators: tuple[tuple[_Column, Spot], ...]
    money: tuple[tuple[Spot, Spot], ...]

    @classmethod
    def of(cls, rows: Sequence[Line], levels: AbstractSet[str]) -> _Shared | None:
        """The table, where a row of the whole and one of a place stand under a head of indicators."""
        start = next((number for number, line in enumerate(rows) if _has_values(line)), 0)
        whole = next((line for line in rows[start:] if _sums(line)), None)
        head = [*takewhile(lambda line: len(line.filled) > 1, reversed(rows[:start]))][: _HEAD_ROWS - 1][::-1]
        places = [line for line in rows[start:] if _has_values(line) and line is not whole]
        if whole is None or not head or not places or _levelled([whole, *places], levels):
            return None
        kept = _keeps_columns(head, whole)
        found = _by_column(head, whole, levels) if kept else _in_order(head, whole, places, levels)
        pairs = sorted(found, key=lambda pair: pair[0].head.column)
        groups = [spot.column for line in head for spot in line.filled if _heads_all(spot.text.partition("\n")[0])]
        fitting = tuple(one for one in pairs if one[0].is_indicator(groups))
        money = tuple((column.head, value) for column, value in pairs if _of_money(column.head, value))
        if not fitting or not (groups or fitting[1:]):
            return None
        return cls(tuple(head), start - len(head), whole, fitting, money)

    def upright(self) -> Iterator[Line]:
        """The money, one head, and a row an indicator."""
        for label, value in self.money:
            yield self._line(self.whole, [label.moved(0), value.moved(1)])
        head = self._line(self.head[-1], [made_up(path, number) for number, path in enumerate(_COLUMNS)])
        said = {column.head.place for column, _ in self.indicators} | {label.place for label, _ in self.money}
        said |= {spot.place for column, _ in self.indicators for spot in column.levels}
        groups = (spot for line in self.head for spot in line.filled if spot.place not in said)
        head.answered = {spot.place: HEAD for spot in groups if heads_column(spot.word)}
        head.answered |= {spot.place: HEAD for spot in self.whole.filled[:_FIRST_CELLS] if _is_sum(spot.word)}
        head.told = _TOLD.format(self.head[0].place, self.whole.words[0].text.strip())
        yield head
        for column, value in self.indicators:
            yield self._line(self.whole, column.row(value))

    def below(self, rows: Sequence[Line]) -> Iterator[Line]:
        """What stands below the values and is no row of a place: remarks, and who filled it in."""
        last = max(number for number, line in enumerate(rows) if _has_values(line))
        return iter(rows[last + 1 :])

    def _line(self, line: Line, spots: Sequence[Spot]) -> Line:
        at = frozenset(spot.column for spot in spots)
        return replace(
            line, width=len(_COLUMNS), filled=tuple(spots), anchors=at, spans_known=True, placed={}, columns={}
        )


def _has_values(line: Line) -> bool:
    """A row in which several cells are values."""
    return line.is_row and sum(word.quantity or word.like_number for word in line.words) >= _LEAST


def _sums(line: Line) -> bool:
    """A row of all places together: 合计, 全省合计."""
    return any(map(_is_sum, line.words[:_FIRST_CELLS]))


def _is_sum(word: Word) -> bool:
    return len(word.norm) <= _LONGEST_SUM and word.norm.endswith(tuple(words("whole")))


def _levelled(rows: Sequence[Line], levels: AbstractSet[str]) -> bool:
    """Rows that begin with levels are indicators themselves."""
    return any(word.level_norm in levels for line in rows for word in line.words[:_FIRST_CELLS])


def _keeps_columns(head: Sequence[Line], whole: Line) -> bool:
    """The cells stand where they stood: blank ones, of which there are some, are not lost."""
    return whole.spans_known or any(line.filled[-1].column >= len(line.filled) for line in (*head, whole))


def _by_column(head: Sequence[Line], whole: Line, levels: AbstractSet[str]) -> Iterator[tuple[_Column, Spot]]:
    """Every value of the whole with the lowest head in its column, and the nearest ones at the left over that."""
    for value in whole.filled:
        at = [number for number, line in enumerate(head) for spot in line.filled if spot.column == value.column]
        if not at:
            continue
        lowest = next(spot for spot in head[at[-1]].filled if spot.column == value.column)
        over = ([spot for spot in line.filled if spot.column <= value.column][-1:] for line in head[: at[-1]])
        yield _Column.of(lowest, [spot for spots in over for spot in spots], levels), value


def _in_order(
    head: Sequence[Line], whole: Line, places: Sequence[Line], levels: AbstractSet[str]
) -> Iterator[tuple[_Column, Spot]]:
    """Blank cells being lost, the values belong to the last names in the lowest row of the head; of the rows over it
    those with as many cells name the levels. Where the whole has fewer values than the places, theirs tell which are
    missing. Nothing where a name would go without its value, or nobody can tell whose one is."""
    *above, leaves = head
    count = len(leaves.filled)
    over = [line for line in above if len(line.filled) == count]
    columns = [_Column.of(leaf, [line.filled[n] for line in over], levels) for n, leaf in enumerate(leaves.filled)]
    others = [spot for line in above for spot in line.filled if spot.word.in_list == "form.amount"]
    values, full = whole.filled[1:], _full(places)
    if len(values) < len(full[0] if full else ()):
        at = columns_of_sums([spot.word for spot in values], full)
        slid = len(full[0]) + 1 - count  # the names stand in the columns of the places, behind what theirs are called
        columns = [one._replace(head=one.head.moved(one.head.column + slid)) for one in columns if slid >= 0]
        columns = ([_Column(spot, ()) for spot in others[:1]] if slid > 1 else []) + columns
        known = dict(zip(range(len(full[0]) - 1, -1, -1), reversed(columns), strict=False))
        yield from ((known[n], value) for n, value in zip(at, values, strict=bool(at)) if n in known)
        return
    if any(column.levels for column in columns[: -len(values)]):
        return
    yield from zip(reversed(columns), reversed(values), strict=False)
    if len(others) == 1 and len(values) == count + 1:
        yield _Column(others[0], ()), values[0]


def _full(places: Sequence[Line]) -> list[list[Word]]:
    """The values of the places that lack none, as it seems; nothing where that is not sure of the first of them."""
    rows = [_values_of(line) for line in places]
    most = max(map(len, rows), default=0)
    return rows if all(len(row) == most for row in rows) else []


def _values_of(line: Line) -> list[Word]:
    """What stands behind the name of a place, which a number may precede."""
    number = line.words[0].like_number or line.words[0].quantity
    return line.words[2 if number else 1 :]


def short_sum(lines: Sequence[Line]) -> Line | None:
    """The row of the whole that has fewer values than the places of its table, blank cells being lost; None if none
    has."""
    for _, group in groupby((line for line in lines if line.is_row), key=lambda line: line.table):
        rows = [line for line in group if _has_values(line)]
        whole = next((line for line in rows if _sums(line)), None)
        full = _full([line for line in rows if line is not whole]) if whole else []
        if whole and full and len(full) > 1 and len(whole.filled) - 1 < len(full[0]):
            return whole
    return None


def _heads_all(text: str) -> bool:
    """The head of all indicators: 绩效指标, 绩效目标."""
    return word_of(text).column == "goal.label"


def _of_money(head: Spot, value: Spot) -> bool:
    """What the table shares out."""
    fields = {head.word.field(kind) for kind in KINDS}
    return (head.word.in_list == "form.amount" or "amount" in fields) and is_amount(value.text)
