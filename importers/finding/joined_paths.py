"""Indicators that stand with both of their levels in one cell (产出指标-数量指标-治理面积): it becomes three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from importers.finding.level_names import LevelNames
from importers.finding.lines import Line, Spot
from importers.finding.sideways import made_up
from importers.placed import HEAD
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.python import regex

_JOINT = regex(r"\s*[-—–－/／\\>＞→:：·|_]+\s*")
_PATHS = (*LEVEL_PATHS, NAME_PATH)
_MORE = len(_PATHS) - 1  # columns that one of them takes besides its own
_LEAST = 3  # of such cells
_NEARLY_ALL = 0.8
_SHORTEST, _LONGEST = 2, 80  # characters


def parted_paths(lines: Sequence[Line], levels: LevelNames) -> list[Line]:
    """The lines, those cells in three columns, under a head over all of them."""
    found: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.table):
        rows = [*group]
        found += _parted(rows, levels) if table >= 0 else rows
    return found


def _parted(rows: Sequence[Line], levels: LevelNames) -> Sequence[Line]:
    beside = [(n, line.filled) for n, line in enumerate(rows) if len(line.filled) > 1]  # a value, not a line of prose
    held = {n: spot for n, spots in beside for spot in spots if _parts(spot.word, levels)}
    columns = {spot.column for spot in held.values()}
    if len(held) < _LEAST or len(columns) != 1:
        return rows
    first, column = min(held), columns.pop()
    head = next((n for n in range(first - 1, -1, -1) if _at(rows[n], column) is not None), None)
    below = [line for line in rows[first:] if _at(line, column) is not None]
    if head is None or len(held) < _NEARLY_ALL * len(below):
        return rows
    return [*rows[:head], _headed(rows[head], column), *(_row(line, column, levels) for line in rows[head + 1 :])]


def _parts(word: Word, levels: LevelNames) -> list[Word] | None:
    """The names of a 一级 and a 二级指标 and what stands behind them; None for other words."""
    if len(word.norm) > _LONGEST or not _JOINT.search(word.norm, _SHORTEST):
        return None
    parts = [word_of(part) for part in _JOINT.split(word.one_line, maxsplit=_MORE)]
    if len(parts) != len(_PATHS) or not parts[-1].norm:
        return None
    known = parts[0].level_norm in levels.dimensions and parts[1].level_norm in levels.either
    return parts if known else None


def _at(line: Line, column: int) -> Spot | None:
    return next((spot for spot in line.filled if spot.column == column), None)


def _headed(line: Line, column: int) -> Line:
    over = _at(line, column)
    made = [made_up(path, column + n) for n, path in enumerate(_PATHS)]
    others = (spot for spot in _making_room(line, column) if spot.column != column)
    head = _with(line, [*others, *made], column)
    head.answered = {over.place: HEAD} if over is not None else {}
    return head


def _row(line: Line, column: int, levels: LevelNames) -> Line:
    spots: list[Spot] = []
    for spot in _making_room(line, column):
        parts = _parts(spot.word, levels) if spot.column == column else None
        if parts is not None:
            spots += [spot._replace(word=word, column=column + n) for n, word in enumerate(parts)]
        else:
            spots.append(spot)
    return _with(line, spots, column)


def _making_room(line: Line, column: int) -> Iterator[Spot]:
    return (spot.moved(spot.column + _MORE) if spot.column > column else spot for spot in line.filled)


def _with(line: Line, spots: Sequence[Spot], column: int) -> Line:
    ordered = tuple(sorted(spots, key=lambda spot: spot.column))
    anchors = {at + _MORE if at > column else at for at in line.anchors} | {spot.column for spot in ordered}
    made = replace(line, width=line.width + _MORE, filled=ordered, anchors=frozenset(anchors), placed={})
    made.heads_indicators = made.heads_indicators if not line.kind else line.heads_indicators
    return made
