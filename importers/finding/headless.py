"""Tables of indicators without any head: the names of levels in their rows tell where the columns are."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby

from importers.finding.lines import Line, Spot
from importers.finding.sideways import made_up
from importers.placed import MADE_UP, Place
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of

_LEAST_ROWS = 3
_LEAST_CELLS = 3
_BEFORE = 2  # cells at most before the first level: a label beside all rows, a running number
_OTHER = "第 {} 栏"


def with_heads(lines: Sequence[Line], levels: AbstractSet[str]) -> list[Line]:
    """The lines, with a head made up over the rows of such tables; ``levels`` are names of 一级 and 二级指标. Where
    nothing but a level on a line of its own stands between them and a table with a head, they are more of that."""
    found: list[Line] = []
    goes_on = False
    for table, group in groupby(lines, key=lambda line: line.table):
        rows = [*group]
        headed = any(line.heads_indicators for line in rows)
        bare = table >= 0 and not headed and not goes_on
        levelled = all(line.alone and _says_little(line.alone, levels) for line in rows)
        goes_on = headed or (goes_on and (table >= 0 or levelled))
        at = _first(rows, levels) if bare else None
        found += rows if at is None else [*rows[:at], _head(rows[at:], levels), *rows[at:]]
    return found


def _says_little(word: Word, levels: AbstractSet[str]) -> bool:
    """A level, or nothing but dots for more of the kind."""
    return word.level_norm in levels or not word.content.norm


def _first(rows: Sequence[Line], levels: AbstractSet[str]) -> int | None:
    """The row from which on there are indicators: two levels, or one in several rows, with values behind them."""
    at = next((n for n, line in enumerate(rows) if _begins(line, levels)), None)
    if at is None:
        return None
    below = [line for line in rows[at:] if line.filled]
    valued = [line for line in below if any(word.quantity for word in line.words)]
    begun = {line.words[_level_at(line.words, levels)].level_norm for line in below if _begins(line, levels)}
    enough = len(valued) >= _LEAST_ROWS and 2 * len(valued) > len(below)
    return at if enough and (len(begun) > 1 or len(_levels(rows[at], levels)) > 1) else None


def _begins(line: Line, levels: AbstractSet[str]) -> bool:
    found = _levels(line, levels)
    behind = line.words[_level_at(line.words, levels) + len(found) :] if found else []
    return len(line.filled) >= _LEAST_CELLS and any(word.quantity for word in behind) and not behind[0].quantity


def _levels(line: Line, levels: AbstractSet[str]) -> list[Spot]:
    """The cells of a row that name its levels."""
    start = _level_at(line.words, levels)
    cells = line.filled[start : start + len(LEVEL_PATHS)]
    return [spot for number, spot in enumerate(cells) if number == 0 or spot.word.level_norm in levels]


def _level_at(words: Sequence[Word], levels: AbstractSet[str]) -> int:
    return next((n for n, word in enumerate(words[: _BEFORE + 1]) if word.level_norm in levels), len(words))


def _head(rows: Sequence[Line], levels: AbstractSet[str]) -> Line:
    first = max(rows, key=lambda line: len(_levels(line, levels)))  # one whose levels are not merged with those above
    own = [spot.column for spot in _levels(first, levels)]
    behind = [spot for spot in first.filled if spot.column > own[-1]]
    name = next((spot for spot in behind if not spot.word.counts_indicators), behind[0]).column
    meant = dict(zip(own, LEVEL_PATHS, strict=False)) | {name: NAME_PATH}
    columns = sorted({spot.column for line in rows for spot in line.filled})
    spots = [made_up(meant[column], column) if column in meant else _unknown(column) for column in columns]
    at = frozenset(columns)
    return replace(first, filled=tuple(spots), anchors=at, placed={}, columns={}, fields=[], answered={}, meant={})


def _unknown(column: int) -> Spot:
    return Spot(Place(MADE_UP, 0, column), word_of(_OTHER.format(column + 1)), column)
