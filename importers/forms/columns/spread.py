"""Heads that stand over several columns of levels and names at once (指标 over three): told by what the rows hold."""

from __future__ import annotations

from collections.abc import Sequence

from importers.finding.lines import Line
from importers.forms.columns.drawn_heads import Column
from importers.forms.columns.known import Known
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of

_TREE = (*LEVEL_PATHS, NAME_PATH)
_MAY_SPREAD = (*_TREE, "", "?", "goal.label", "indicator.nature", "indicator.classification", "indicator.description")
_FEW = 2  # rows that begin with both levels and have a name behind them


def spread(columns: Sequence[Column], body: Sequence[Line], known: Known) -> list[Column]:
    """The columns, with one for the 一级, one for the 二级 and one for the names where several rows begin with cells of
    these and fewer heads stand over them; what stands over other columns stays."""
    settled = {column.path for column in columns} >= {*_TREE} or any(one.told or one.cell for one in columns)
    full = [] if settled else [line for line in body if _whole_at(line, known) >= 0]
    if len(full) < _FEW:
        return list(columns)
    kept = all(line.spans_known for line in full)
    width = max(len(line.filled) for line in full)
    if not kept:  # blank cells are lost: a row that has all of them tells how many there are
        full = [line for line in full if len(line.filled) == width]
    starts = [_whole_at(line, known) for line in full]
    if any(starts) and not kept:
        return list(columns)
    places = [line.filled[start : start + len(_TREE)] for start, line in zip(starts, full, strict=True)]
    at = [cells[0].column for cells in zip(*places, strict=True)]
    if any([spot.column for spot in row] != at for row in places):
        return list(columns)
    heads = {column.position: column for column in columns}
    first = max((column.position for column in columns if column.position <= at[0]), default=0) if any(starts) else 0
    own = [column for column in columns if first <= column.position <= at[-1]]
    over = [column for column in own if column.path != "goal.label" or any(starts)]
    if not kept:
        over = list(columns[: len(columns) - (width - len(_TREE))])
    if not 0 < len(over) < len(_TREE) or not all(column.path in _MAY_SPREAD for column in over):
        return list(columns)
    tree = [Column(path, place, _head(heads, place, over)) for path, place in zip(_TREE, at, strict=True)]
    before = [column for column in columns if column.path == "goal.label" and column not in over]
    before += [column for column in columns if column.position < first and column not in before]
    behind = [column for column in columns if column not in over and column not in before]
    moved = behind if kept else [_at(column, at[-1] + 1 + n) for n, column in enumerate(behind)]
    return [*before, *tree, *moved]


def _whole_at(line: Line, known: Known) -> int:
    """Where a row goes on with a 一级, a 二级, a name that is none of them, and a value or more behind it; before them
    stands nothing but what is said of a project. -1 where it does not."""
    for start in range(len(line.filled) - len(_TREE)):
        first, second, name = line.words[start : start + len(_TREE)]
        if first.level_norm in known.dimensions and known.is_second(second):
            counted = name.counts_only or name.counts_indicators
            return -1 if known.is_level(name) or name.quantity or name.sign or counted else start
    return -1


def _head(heads: dict[int, Column], place: int, over: Sequence[Column]) -> Word:
    return heads[place].head if place in heads and heads[place] in over else word_of("")


def _at(column: Column, position: int) -> Column:
    return Column(column.path, position, column.head, column.cell, column.told)
