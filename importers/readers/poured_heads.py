"""The heads of tables whose cells came one a line: which cells are theirs, and what rows below them look like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import NamedTuple

from importers.words.listed import words
from importers.words.vocabulary import KINDS, LEVEL_PATHS, NAME_PATH, Word, word_of

_CHOICE = "expenditure"  # 特定目标类 is what stands beside 项目类别
_MOST_COLUMNS = 14
MOST_LINES = 4  # over which one label may be broken
_FIRST = "1"
_TARGET = "indicator.target"
_TIGHT = (_TARGET, "indicator.weight", "indicator.nature")
_SAID = tuple(f"indicator.{name}" for name in ("basis", "description", "scoring", "evidence", "remark"))


class PouredCell(NamedTuple):
    """A cell and the number of the line in which it begins, from 0."""

    line: int
    word: Word

    @property
    def is_label(self) -> bool:
        """Words of a field, but for those that may be what stands beside 项目类别."""
        fields = (self.word.field(kind) for kind in KINDS)
        return any(path and not (path.startswith(_CHOICE) and self.word.norm.endswith("类")) for path in fields)


def is_level(word: Word) -> bool:
    """The name of a 一级 or 二级指标, by its own words."""
    name = word.level_norm
    return word.is_usual_level or without_tail(name) != name or name in words("dimension")


def without_tail(name: str) -> str:
    """产出 of 产出指标."""
    return next((name.removesuffix(tail) for tail in words("level_tail") if name.endswith(tail)), name)


def is_number(word: Word) -> bool:
    """A value with a number in it, a sign, points: nothing that could be a name."""
    return bool(word.quantity or word.like_number or word.sign or word.nature)


class PouredHead(NamedTuple):
    """The head of the indicators: where it stands, its rows, and how many cells from the name on every row has."""

    start: int
    stop: int
    rows: list[list[PouredCell]]
    width: int
    tight: bool  # behind the name come numbers, signs and units alone
    told: bool  # and behind those nothing but words
    second: bool  # it has a column of 二级指标
    counted: bool  # the rows begin with their number


def heads_in(cells: Sequence[PouredCell]) -> Iterator[PouredHead]:
    """The heads of the tables of indicators: levels, the name, and the columns behind it, one after the other."""
    at = 0
    while at < len(cells):
        head = _head_at(cells, at) if cells[at].word.column == LEVEL_PATHS[0] else None
        if head is not None:
            yield head
        at = head.stop if head is not None else at + 1


def _head_at(cells: Sequence[PouredCell], start: int) -> PouredHead | None:
    stop = _head_stop(cells, start)
    parts = next((n for n in range(start, stop) if cells[n].word.divided_value), stop)
    if stop - parts < 2 or not all(cell.word.divided_value for cell in cells[parts:stop]):
        parts = stop
    columns = [cell.word.column for cell in cells[start:parts]]
    known = [column for column in columns if column is not None]
    if NAME_PATH not in columns[:-1] or len(set(known)) < len(known) or (parts < stop and _TARGET not in columns):
        return None
    counted = start > 0 and cells[start - 1].word.counts_rows
    first = start - counted
    name = columns.index(NAME_PATH)
    width = len(columns) - name + max(stop - parts - 1, 0)
    behind = [*dropwhile(lambda column: (column or "").startswith(_TIGHT), columns[name + 1 :])]
    told = all(column in _SAID for column in behind)
    return PouredHead(
        first,
        stop,
        [[*cells[first:parts]], [*cells[parts:stop]]],
        width,
        not behind,
        told,
        LEVEL_PATHS[1] in columns,
        counted,
    )


def _head_stop(cells: Sequence[PouredCell], start: int) -> int:
    """Where the head that begins there ends: before the first level below it, else where its words are unknown."""
    stop = start
    while stop < len(cells) and (cells[stop].word.column is not None or cells[stop].word.ends_as_value):
        stop += 1
    level = next((n for n in range(stop, min(start + _MOST_COLUMNS, len(cells))) if _opens_body(cells, n)), stop)
    level -= level > stop and cells[level - 1].word.norm == _FIRST  # the number of the first row
    between = [cell.word for cell in cells[stop:level]]
    if not any(word.quantity or word.like_number or word.sign for word in between):
        stop = level
    while stop > start and cells[stop - 1].word.stands_beside:  # 绩效指标 beside the rows comes behind the head
        stop -= 1
    return stop


def _opens_body(cells: Sequence[PouredCell], at: int) -> bool:
    """A level, or what stands beside the rows, which may be broken over lines."""
    word = cells[at].word
    texts = [cell.word.text for cell in cells[at : at + MOST_LINES]]
    beside = any(word_of("".join(texts[:count])).stands_beside for count in range(1, len(texts) + 1))
    return beside or (is_level(word) and word.column is None)
