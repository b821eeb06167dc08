"""Tables whose cells below a 一级指标 hold whole lists of indicators: 数量指标：维修牧道≥46公里；质量指标：…"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from importers.finding.lines import Line, Spot
from importers.finding.sideways import heads_above, heads_in, made_up, records
from importers.placed import HEAD
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.python import regex
from models.target import COMPARISONS

_ENTRY = regex(r"\n|[;；。]")
_COUNTED = regex(r"^\s*(?:[(（]?\d{1,2}[)）]|\d{1,2}[、．.](?!\d)|[①-⑳])\s*")
_LEVEL = regex(r"^([^:：≥≤=＝<>＜＞\d]{2,14})[:：]\s*(?=.)")
_SIGNS = tuple(COMPARISONS)
_SIGN = "|".join(sorted(COMPARISONS, key=len, reverse=True))
_VALUE = regex(rf"^(?P<name>\D*?[^\d\s:：])\s*[:：]?\s*(?P<value>(?:{_SIGN})\s*[\d０-９].*|(?<![A-Za-z])\d.*)$")
_SAID = regex(r"^(?P<name>[^:：]{2,})[:：]\s*(?P<value>.+)$")


_HEADS = (*LEVEL_PATHS, NAME_PATH, "indicator.target")
_LOOKED_AT = 10  # rows in which the head is looked for
_LEAST = 2  # levels side by side


def poured_out(lines: Sequence[Line], levels: AbstractSet[str]) -> list[Line]:
    """The lines, such tables with a row an indicator; ``levels`` are names of 一级 and 二级指标."""
    found: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.table):
        rows = [*group]
        plain = table >= 0 and not any(line.heads_indicators for line in rows)
        head = _head(rows, levels) if plain else None
        if head is not None:
            found += [*rows[: head.first], *head.rows(rows[head.stop :])]
        else:
            found += _upright(rows, levels) if plain else rows
    return found


def _upright(rows: Sequence[Line], levels: AbstractSet[str]) -> list[Line]:
    """The rows, those of nothing but levels and a list behind them with a row an indicator, a head over the first."""
    at = [n for n, line in enumerate(rows) if _is_level_and_list(line, levels)]
    if len(at) < _LEAST:
        return [*rows]
    found: list[Line] = []
    for number, line in enumerate(rows):
        if number == at[0]:
            found.append(_Head((line,), number, number, {0: ()}, levels).made_up())
        if number not in at:
            found.append(line)
            continue
        *over, cell = line.filled
        listed = _Head((line,), number, number, {0: tuple(over)}, levels)
        found += listed.indicators([replace(line, filled=(cell.moved(0),))], [])
    return found


def _is_level_and_list(line: Line, levels: AbstractSet[str]) -> bool:
    *over, cell = line.filled or (None,)
    named = all(spot is not None and spot.word.level_norm in levels for spot in over)
    return 0 < len(over) <= len(LEVEL_PATHS) and named and cell is not None and is_list([cell], levels)


class _Head(NamedTuple):
    """Rows ``first`` to ``stop`` of the table; ``over`` are the levels over each column of such cells."""

    lines: tuple[Line, ...]
    first: int
    stop: int
    over: dict[int, tuple[Spot, ...]]
    levels: AbstractSet[str]

    @property
    def start(self) -> int:
        """The first of the columns."""
        return min(self.over)

    def _heads(self) -> list[Spot]:
        """The heads of the other columns, the lowest of each."""
        own = {spot.place for spots in self.over.values() for spot in spots}
        lowest = {spot.column: spot for line in self.lines for spot in line.filled if spot.place not in own}
        under = {spot.column for line in self.lines[1:] for spot in line.filled}
        groups = {spot.column for spot in self.lines[0].filled if spot.column in under & self.over.keys()}
        return [lowest[column] for column in sorted(lowest) if column not in groups | self.over.keys()]

    @property
    def says_all(self) -> bool:
        """Nothing but heads stands in these rows: a row of values among them is none of a head."""
        said = {spot.place for spots in self.over.values() for spot in spots}
        said |= {spot.place for spot in (*self._heads(), *heads_in(self.lines))}
        return all(spot.place in said for line in self.lines for spot in line.filled)

    def rows(self, rows: Sequence[Line]) -> Iterator[Line]:
        """The head, and a row an indicator; where no column names the projects each form with labels of its own."""
        heads = self._heads()
        names = [spot.column for spot in heads if spot.word.in_list == "form.name"]
        if names:
            yield self._head(heads)
        for record in records(rows, names or [spot.column for spot in heads[:1]]):
            said = [spot for line in record for spot in line.filled if spot.column not in self.over]
            if not names:
                yield from self._labelled(heads, said, record[0])
                yield self._head([])
                said = []
            yield from self.indicators(record, said)

    def _head(self, heads: Sequence[Spot]) -> Line:
        made = [made_up(path, self.start + number) for number, path in enumerate(_HEADS)]
        head = self._line(self.lines[-1], [*map(self._beside, heads), *made])
        shown = {spot.place for spot in heads} | {spot.place for spots in self.over.values() for spot in spots}
        rest = (spot.place for spot in heads_in(self.lines) if spot.place not in shown)
        head.answered = dict.fromkeys(rest, HEAD)
        return head

    def _labelled(self, heads: Sequence[Spot], said: Sequence[Spot], line: Line) -> Iterator[Line]:
        """What is said of the whole form, a row each: its label and its value."""
        for spot in said:
            label = next((head for head in heads if head.column == spot.column), None)
            yield self._line(line, [*([label.moved(0)] if label else []), spot.moved(1)])

    def made_up(self) -> Line:
        """A head over nothing but indicators."""
        return self._head([])

    def indicators(self, record: Sequence[Line], said: Sequence[Spot]) -> Iterator[Line]:
        """The rows of the indicators in the cells of a record; what else is ``said`` there stands in the first."""
        beside = [*map(self._beside, said)]
        for column, over in self.over.items():
            cells = [(line, spot) for line in record for spot in line.filled if spot.column == column]
            for line, cell in cells:
                for parts in self._parts(over, cell):
                    yield self._line(line, [*beside, *parts])
                    beside = []
        if beside:
            yield self._line(record[0], beside)

    def _parts(self, over: tuple[Spot, ...], cell: Spot) -> Iterator[list[Spot]]:
        """The cells of an indicator: those of the levels over it, or that its own text names, its name and value."""
        for level, name, value in entries(cell.word, self.levels):
            own = [one.moved(self.start + number) for number, one in enumerate(over)]
            texts = [(1, level if len(own) == 1 else None), (2, name), (3, value)]
            yield own + [cell._replace(word=word).moved(self.start + n) for n, word in texts if word is not None]

    def _beside(self, spot: Spot) -> Spot:
        """What stands behind the columns makes room for them."""
        return spot if spot.column < self.start else spot.moved(spot.column + len(_HEADS))

    def _line(self, line: Line, spots: Sequence[Spot]) -> Line:
        at, width = frozenset(spot.column for spot in spots), self.lines[0].width + len(_HEADS)
        ordered = tuple(sorted(spots, key=lambda spot: spot.column))
        return replace(line, width=width, filled=ordered, anchors=at, spans_known=True, placed={}, columns={})


def _head(rows: Sequence[Line], levels: AbstractSet[str]) -> _Head | None:
    """The head of such a table: the lowest row that has levels side by side, with lists in the cells below them."""
    rich = [n for n, line in enumerate(rows[:_LOOKED_AT]) if len(_over(line, levels)) >= _LEAST]
    if not rich:
        return None
    last = next(n for n in rich if n + 1 not in rich)
    leaves = _over(rows[last], levels)
    above = [_levels(line, levels) for line in rows[rich[0] : last]]
    over = {}
    for leaf in leaves:
        upper = [[spot for spot in spots if spot.column <= leaf.column][-1:] for spots in above]
        own = (*(spot for spots in upper for spot in spots), leaf)[-len(LEVEL_PATHS) :]
        over[leaf.column] = tuple(spot for spot in own if not spot.word.counts_indicators)
    cells = [spot for line in rows[last + 1 :] for spot in line.filled if spot.column in over]
    if len(cells) < _LEAST or not is_list(cells, levels):
        return None
    first = rich[0] - heads_above(rows[: rich[0]])
    head = _Head(tuple(rows[first : last + 1]), first, last + 1, over, levels)
    return head if head.says_all else None


def _over(line: Line, levels: AbstractSet[str]) -> list[Spot]:
    """The levels that head columns; or mere numbers of indicators in their place: 指标1 | 指标2."""
    return _levels(line, levels) or [spot for spot in line.filled if spot.word.counts_indicators]


def _levels(line: Line, levels: AbstractSet[str]) -> list[Spot]:
    return [spot for spot in line.filled if spot.word.level_norm in levels]


def entries(word: Word, levels: AbstractSet[str]) -> Iterator[tuple[Word | None, Word, Word | None]]:
    """What such a cell lists: 二级指标 (where a new one is named), name and value; nothing of its text is left out."""
    for piece in _ENTRY.split(word.text):
        text = _COUNTED.sub("", piece.strip())
        if not text:
            continue
        found = _LEVEL.match(text)
        level = word_of(found[1]) if found and word_of(found[1]).level_norm in levels else None
        text = _COUNTED.sub("", text[found.end() :]) if level and found else text
        said = _VALUE.match(text) or _SAID.match(text)
        yield level, word_of(said["name"] if said else text), word_of(said["value"]) if said else None


def ends_in_value(word: Word) -> bool:
    """Names, each with its sign and number behind it."""
    values = [value for _, _, value in entries(word, frozenset())]
    return bool(values) and all(value is not None and value.norm.startswith(_SIGNS) for value in values)


def is_list(spots: Sequence[Spot], levels: AbstractSet[str]) -> bool:
    """Cells with values behind their names, most of them."""
    found = [entry for spot in spots for entry in entries(spot.word, levels)]
    return bool(found) and 2 * sum(value is not None for _, _, value in found) > len(found)
