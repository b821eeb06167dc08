"""Where one indicator ends and the next begins among cells that came one a line: by what fits which column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from importers.readers.poured_heads import PouredCell, PouredHead, is_level, is_number, joined_cells, without_tail
from importers.words.listed import words
from importers.words.vocabulary import Word

_MOST_CELLS = 400  # below one level; more are none that a person would copy
_LEAST_SCORE = -0.9  # of a row that is one
_LEAST_AHEAD = 0.9  # of the best way to part them, before the next best
_SHORT, _LONG = 6, 12  # letters of a value in words
_LONGEST_UNIT = 5
_LONGEST_POINTS = 6
_SHORT_NAME, _LONGEST_NAME = 4, 26
_LOST = -100.0

Rows = list[list[PouredCell]]


class _Way(NamedTuple):
    """A way to part the cells up to one of them: how well it fits, and where its rows and their names begin."""

    score: float
    rows: tuple[tuple[int, int, int, int], ...]  # where it begins, its name, what stands behind, where it ends


class Body(NamedTuple):
    """What the cells of a whole table tell of each: words that stand there more than once, as names do not, and how
    long the longest line of a name is."""

    again: AbstractSet[str]
    longest: int
    full: bool = False  # all rows that are sure have no blank cell

    @classmethod
    def of(cls, cells: Sequence[PouredCell]) -> Body:
        """Right before a value with a number stands a name, or its last line."""
        counts = Counter(cell.word.norm for cell in cells)
        last = (a.word for a, b in pairwise(cells) if is_number(b.word) and not (is_number(a.word) or is_level(a.word)))
        return cls(
            {norm for norm, count in counts.items() if count > 1}, max((len(word.norm) for word in last), default=0)
        )

    def is_name(self, cells: Sequence[PouredCell]) -> bool:
        """False for words that stand there again, and for lines that were not full when they were broken."""
        broken = len(cells) > 1 and len(cells[0].word.norm) < max(self.longest, len(cells[1].word.norm))
        return not broken and self.again.isdisjoint(cell.word.norm for cell in cells)

    def may_hide(self, cells: Sequence[PouredCell]) -> bool:
        """True where the cells behind a value may be another name and its value in words."""
        pairs = pairwise(cell.word for cell in cells[1:])
        return any(self._is_open(a) and self._is_open(b) and len(b.norm) <= _SHORT for a, b in pairs)

    def _is_open(self, word: Word) -> bool:
        return not is_number(word) and word.norm not in self.again | words("basis") | words("answer")


def parted(rest: Sequence[PouredCell], head: PouredHead, above: Sequence[PouredCell], body: Body) -> Rows:
    """The cells below some levels as rows, each from its name on or from a level that nobody knows; no row at all where
    two ways to part them fit about alike, or none does."""
    alone = len(above) == 1 and _is_first(above[0].word)
    unknown = head.second and (alone or any(not is_level(cell.word) for cell in above))
    if not 1 < len(rest) <= _MOST_CELLS:
        return []
    ways: list[list[_Way]] = [[_Way(0.0, ())]]
    for stop in range(1, len(rest) + 1):
        found = [
            _Way(way.score + score, (*way.rows, (start, name, behind, stop)))
            for start in range(max(0, stop - head.width - 2), stop)
            if ways[start]
            for name, behind, score in _rows_at(rest, start, stop, head, _asks(start, alone=alone, unknown=unknown))
            if not body.full or stop - behind == len(head.behind)
            if body.is_name(rest[name:behind])
            for way in ways[start]
        ]
        ways.append(sorted(found, key=lambda way: -way.score)[:2])
    best, *others = ways[-1] or [_Way(_LOST, ())]
    if best.score <= _LOST or any(best.score - other.score < _LEAST_AHEAD for other in others):
        return []
    sure = body.full or "indicator.weight" in head.behind
    if not sure and any(body.may_hide(rest[behind:stop]) for *_, behind, stop in best.rows):
        return []
    return [
        [*rest[start:name], joined_cells(*rest[name:behind]), *rest[behind:stop]]
        for start, name, behind, stop in best.rows
    ]


def _is_first(word: Word) -> bool:
    """A 一级指标, or one that nobody knows; 时效指标 is none."""
    return not word.is_usual_level or not words("dimension").isdisjoint(
        (word.level_norm, without_tail(word.level_norm))
    )


def _asks(start: int, *, alone: bool, unknown: bool) -> float | None:
    """What a cell gains for being a 二级指标 that nobody knows; None where none is looked for."""
    return None if not unknown else 2.0 if start == 0 and alone else -0.2


def _rows_at(
    rest: Sequence[PouredCell], start: int, stop: int, head: PouredHead, asks: float | None
) -> Iterator[tuple[int, int, float]]:
    """What the cells from ``start`` to ``stop`` are as one row: where its name begins and ends, and how it fits."""
    for name in (start,) if asks is None else (start, start + 1):
        above = _unknown_level(rest[start].word) + (asks or 0.0) if name > start else -max(asks or 0.0, 0.0)
        for behind in (name + 1, name + 2):
            others = rest[behind:stop]
            if behind > stop or not 0 < len(others) <= head.width - 1:
                continue
            own = _name(rest[name:behind]) + _fit([cell.word for cell in others], head.behind)
            if own >= _LEAST_SCORE:
                yield name, behind, own + above


def _unknown_level(word: Word) -> float:
    """How well a cell is a 二级指标 that nobody knows."""
    if is_number(word) or len(word.norm) > _LONG or word.norm in words("basis"):
        return _LOST
    return 1.0 if word.norm.endswith(tuple(words("level_end"))) else 0.0


def _name(cells: Sequence[PouredCell]) -> float:
    """How well these cells are a name, which may be broken over two lines."""
    if any(is_number(cell.word) or is_level(cell.word) for cell in cells):
        return _LOST
    text = "".join(cell.word.norm for cell in cells)
    if text in words("basis") | words("answer") or len(text) < 2 or text.endswith(("。", *words("value_tail"))):
        return -4.0
    return (1.5 if _SHORT_NAME <= len(text) <= _LONGEST_NAME else 0.8) - 1.5 * (len(cells) - 1)


def _fit(texts: Sequence[Word], columns: Sequence[str]) -> float:
    """How well texts fit columns, in their order; some of the columns may be blank."""
    scores = [0.0, *([_LOST] * len(texts))]
    for column in columns:
        blank = _BLANK.get(column, -0.3)
        taken = [before + fits_behind(column, word) for before, word in zip(scores, texts, strict=False)]
        scores = [max(own + blank, new) for own, new in zip(scores, [_LOST, *taken], strict=True)]
    return scores[-1]


_TARGET = "indicator.target"
_SIGNS = (f"{_TARGET}.comparison", "indicator.nature")
_OTHERS = {
    f"{_TARGET}.unit": (-6.0, 2.0),
    **dict.fromkeys(("basis", "description", "scoring", "evidence", "remark", "classification"), (-3.0, 0.3)),
}
"""What a number gains in a column, and what other words do."""
_BLANK = {_TARGET: -3.0, f"{_TARGET}.number": -3.0, "indicator.weight": -1.5}


def fits_behind(column: str, word: Word) -> float:
    """How well a text fits a column; below 0 it is rather something else."""
    number = is_number(word)
    if column in (_TARGET, f"{_TARGET}.number", f"{_TARGET}.long_term"):
        return _value(word, number=number)
    if column in _SIGNS:
        return 6.0 if word.sign or word.nature else -6.0
    if column == "indicator.weight":
        return 3.0 if word.like_number and len(word.norm) <= _LONGEST_POINTS else -8.0
    if column == "indicator.basis" and not number:
        return 4.0 if word.norm in words("basis") else 0.5
    if column == f"{_TARGET}.unit" and len(word.norm) > _LONGEST_UNIT:
        return -6.0
    return _OTHERS.get(column.split(".")[-1] if column.count(".") == 1 else column, (1.0, 0.3))[not number]


def _value(word: Word, *, number: bool) -> float:
    if number:
        return 4.0 if word.quantity or word.sign else 3.0
    if word.norm in words("basis"):
        return -4.0
    if any(map(str.isdigit, word.norm)):
        return 2.0
    return -0.8 if len(word.norm) <= _SHORT else -1.5 if len(word.norm) <= _LONG else -3.0


def evenly(rest: Sequence[PouredCell], head: PouredHead) -> Rows:
    """The cells in rows of the head's width; no rows where a name or points would be none."""
    stops = range(0, len(rest) + 1, head.width)
    rows = [list(rest[start:stop]) for start, stop in pairwise(stops)]
    right = len(rest) % head.width == 0 and all(_is_whole(row, head.behind) for row in rows)
    return rows if right else []


def _is_whole(row: Sequence[PouredCell], columns: Sequence[str]) -> bool:
    """Nothing but a name begins it, and a number is somewhere behind that: else two rows may have lost blank cells."""
    points = [cell.word for cell, column in zip(row[1:], columns, strict=True) if column == "indicator.weight"]
    sure = len(columns) == 1 or any(is_number(cell.word) for cell in row[1:])
    return sure and not is_number(row[0].word) and all(word.like_number for word in points)
