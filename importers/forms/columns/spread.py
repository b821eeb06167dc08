"""Heads that stand over several columns of levels and names at once (指标 over three): told by what the rows hold."""

from __future__ import annotations

from collections.abc import Sequence

from importers.finding.lines import Line
from importers.forms.columns.drawn_heads import Column
from importers.forms.columns.known import Known
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of

_TREE = (*LEVEL_PATHS, NAME_PATH)
_MAY_SPREAD = (*_TREE, "", "?", "goal.label", "indicator.nature", "indicator.classification", "indicator.description")
_NEARLY_ALL = 0.9
_FEW = 2  # rows that begin with both levels and have a name behind them


def spread(columns: Sequence[Column], body: Sequence[Line], known: Known) -> list[Column]:
    """The columns, with one for the 一级, one for the 二级 and one for the names where several rows begin with cells of
    these and fewer heads stand over them; what stands over other columns stays."""
    columns = _by_width(columns, body)
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


def _by_width(columns: Sequence[Column], body: Sequence[Line]) -> list[Column]:
    """The columns, with levels before the names where the head of the names alone stands over two or three columns of
    texts, of which nearly every row has the last: 指标 over 产出类 | 数量 | 参保人数."""
    paths = [column.path for column in columns]
    named = [n for n, column in enumerate(columns) if column.path == NAME_PATH or column.head.any_level]
    levels = [path for path in LEVEL_PATHS if path not in paths]
    rows = [line for line in body if len(line.filled) > 1 and not line.words[0].begins_sum]
    if len(named) != 1 or named[0] + 1 >= len(columns) or columns[named[0]].told or not levels or len(rows) < _FEW:
        return list(columns)
    number = named[0]
    start, stop = columns[number].position, columns[number + 1].position
    held = {
        place: [spot.word for line in rows for spot in line.filled if spot.column == place]
        for place in range(start, stop)
    }
    *before, last = [place for place, cells in held.items() if cells] or [start]
    if not before:
        return list(columns)
    texts = all(_may_name(word) for place in (*before, last) for word in held[place])
    if len(before) > len(levels) or not texts or len(held[last]) < _NEARLY_ALL * len(rows):
        return list(columns)
    tree = [Column(path, place, word_of("")) for path, place in zip(levels, before, strict=False)]
    return [*columns[:number], *tree, Column(NAME_PATH, last, columns[number].head), *columns[number + 1 :]]


def _may_name(word: Word) -> bool:
    """A text that may name a level or an indicator: no number, no sign, no sentence."""
    return not (word.quantity or word.like_number or word.sign or word.text.rstrip().endswith("。"))


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
