"""The head of an indicator table: what every column means, by its words, whatever the position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from importers.finding.lines import Line, Spot
from importers.finding.one_project import tells_one
from importers.finding.segments import use_head
from importers.forms.columns.drawn_heads import Column, DrawnHead
from importers.forms.columns.known import Known
from importers.forms.columns.planned import LONG_TARGET, year_of
from importers.forms.columns.together import understood
from importers.placed import HEAD
from importers.words.heads_and_labels import KINDS
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.goals import Period
from models.paths import SIDES

_BY_KIND = ("indicator.nature", "indicator.classification")
HEAD_ROWS = 3  # at most
_LEVELS = frozenset({*LEVEL_PATHS, NAME_PATH})
_TARGET = "indicator.target"
LONG_STATEMENT = "goal.long_statement"
"""What a column means that holds the long-term goal beside the year's."""


class Head(NamedTuple):
    """The columns of an indicator table, and what its left label says of the period."""

    columns: tuple[Column, ...]
    label: Word
    width: int
    trusted: bool  # positions can be relied on
    valued: bool = False  # the names have their values behind them

    def position(self, number: int, line: Line) -> int:
        """Where the cell of a column is expected in a row."""
        return number if line.width == len(self.columns) or not self.trusted else self.columns[number].position

    @property
    def trees(self) -> list[frozenset[int]]:
        """Columns (by index) of every tree of the table: mostly one; two where 中期 and 年度 stand side by side."""
        paths = [column.path for column in self.columns]
        everything = frozenset(range(len(paths)))
        if any(self._side(number) for number in everything):
            return [frozenset(n for n in everything if self._side(n) in (None, side)) for side in SIDES.values()]
        names = [number for number, path in enumerate(paths) if path == "indicator.name"]
        if len(names) == 2:
            return self._halves(paths, names[0] + 1)
        if "indicator.target" in paths and LONG_TARGET in paths:
            return [everything - {paths.index("indicator.target")}, everything - {paths.index(LONG_TARGET)}]
        return [everything]

    @property
    def halved(self) -> bool:
        """Two trees with indicators of their own stand side by side."""
        names = [number for number, column in enumerate(self.columns) if column.path == NAME_PATH]
        return len(names) > 1

    def _side(self, number: int) -> Period | None:
        cell = self.columns[number].cell
        return cell.side if cell else None

    @staticmethod
    def _halves(paths: list[str], start: int) -> list[frozenset[int]]:
        levels = [n for n in range(start, len(paths)) if paths[n] in _LEVELS]
        left, right = frozenset(range(levels[0])), frozenset(range(levels[0], len(paths)))
        own = {paths[number] for number in right}
        shared = {n for n in left if paths[n] in ("goal.label", *LEVEL_PATHS) and paths[n] not in own}
        return [left, right | shared]


def read_head(lines: Sequence[Line], known: Known, above: Line | None = None, year: int = 0) -> tuple[Head, int]:
    """The head that begins at ``lines[0]`` and how many rows it takes; ``above`` is the row over it, which may name
    groups of its columns, and columns beside them, ``year`` that of the form where it says one."""
    over = _Over.of(lines[0], above, known)
    rows = [tuple(sorted((*lines[0].filled, *over.columns), key=lambda spot: spot.column))]
    for line in lines[1:]:
        if not line.is_row or not line.filled or not (_heads(line, known) or _divides(line, rows, known)):
            break
        rows.append(line.filled)
    kept = lines[0].spans_known
    flat, under = _flatten(rows, known, kept=kept)
    columns = [_divided(column, under | over.values) for column in _columns(flat, known, kept=kept)]
    columns = [column._replace(path="?") if column.position in over.aside else column for column in columns]
    columns = _as_told(understood(columns, year), lines[0].columns)
    if columns and columns[0].path not in ("goal.label", "dimension.name") and columns[0].position > 0:
        columns.insert(0, Column("goal.label", 0, word_of("")))
    label = next((column.head for column in columns if column.path == "goal.label"), word_of(""))
    positions = [column.position for column in columns]
    trusted = lines[0].spans_known or positions == sorted(set(positions))
    meant = {column.head for column in columns if column.path != "?"}
    for line in lines[: len(rows)]:
        use_head(line, known.heads)
        told = lines[0].columns
        own = (index for index, spot in enumerate(line.filled) if spot.column in told or spot.word in meant)
        line.placed.update(dict.fromkeys(own, HEAD))
    over.place(columns)
    return Head(tuple(columns), label, lines[0].width, trusted), len(rows)


class _Over(NamedTuple):
    """A row over the levels that names groups of columns (绩效指标 | 绩效指标值) and columns beside them (备注).

    ``values`` are the places, from and to, that the head of values stands over, ``aside`` those under a head that says
    that they are of another time (一季度).
    """

    line: Line | None = None
    columns: tuple[Spot, ...] = ()
    values: frozenset[int] = frozenset()
    aside: frozenset[int] = frozenset()

    @classmethod
    def of(cls, head: Line, above: Line | None, known: Known) -> _Over:
        """The row above a head, where it is one: nothing but heads, the first of them over the levels."""
        if above is None or above.table != head.table or len(above.filled) < 2:
            return cls()
        meanings = [known.head(spot.word) for spot in above.filled]
        if head.spans_known and meanings[0] in ("", "goal.label"):
            spanned = cls._spanned(head, above, known)
            if spanned.columns or spanned.aside:
                return spanned
        if None in meanings or meanings[0] not in ("", "goal.label") or not meanings[-1]:
            return cls()
        if above.filled[-1].column > head.filled[-1].column:
            return cls._placed(head, above, meanings)
        return cls._in_order(head, above, meanings) if packed(above) and packed(head) else cls()

    @classmethod
    def _spanned(cls, head: Line, above: Line, known: Known) -> _Over:
        """Where merged cells are known: what goes on beside the head is a column of its own."""
        own = tuple(spot for spot in above.filled[1:] if spot.column not in head.anchors)
        if any(known.head(spot.word) is None for spot in own):
            return cls()  # a label and its value
        ends = [*(spot.column for spot in above.filled[1:]), head.width]
        over = [*zip(above.filled, ends, strict=True)]
        under = [(range(spot.column, end), spot.word) for spot, end in over if spot not in own]
        values = (column for columns, word in under if known.head(word) == _TARGET for column in columns)
        aside = (column for columns, word in under if word.divided_value == "?" for column in columns)
        return cls(above, own, frozenset(values), frozenset(aside))

    @classmethod
    def _placed(cls, head: Line, above: Line, meanings: Sequence[str | None]) -> _Over:
        last = head.filled[-1].column
        cells = zip(pairwise(spot.column for spot in above.filled), meanings, strict=False)  # the last is beside it
        over = (column for ends, path in cells if path == _TARGET for column in range(*ends))
        return cls(above, tuple(spot for spot in above.filled if spot.column > last), frozenset(over))

    @classmethod
    def _in_order(cls, head: Line, above: Line, meanings: Sequence[str | None]) -> _Over:
        """Where blank cells are lost: what heads no group stands behind all the others."""
        named = zip(above.filled, meanings, strict=True)
        levels = all(spot.word.heads_level for spot in head.filled)  # and no column of values among them
        over = ("", "goal.label") if levels else ("", "goal.label", _TARGET)
        own = [spot for spot, path in named if path not in over and not (levels and spot.word.names)]
        last = head.filled[-1].column
        moved = tuple(spot.moved(last + 1 + number) for number, spot in enumerate(own))
        return cls(above, moved, frozenset(range(last + 1)) if _TARGET in meanings and not levels else frozenset())

    def place(self, columns: Sequence[Column]) -> None:
        """The cells of the row that head something are heads."""
        used = {column.head for column in columns if column.path != "?"}
        for index, spot in enumerate(self.line.filled if self.line else ()):
            if spot.word in used or spot.word.names or spot.word.column in ("", "goal.label", _TARGET):
                self.line.placed.setdefault(index, HEAD)  # type: ignore[union-attr]


def _divided(column: Column, under: AbstractSet[int]) -> Column:
    """A column under the head of values, in words that mean something only there (年度, 三年总体)."""
    own = column.head.divided_value if column.position in under and column.path in ("?", "goal.label") else None
    return column._replace(path=own) if own else column


def packed(line: Line) -> bool:
    """No blank cell between the others: it may be lost. A row without any text tells nothing."""
    return not line.spans_known and bool(line.filled) and line.filled[-1].column == len(line.filled) - 1


def head_as_drawn(drawn: DrawnHead, lines: Sequence[Line]) -> Head:
    """The head that stands in the first of these lines, as the template draws it."""
    label = next((column.head for column in drawn.columns if column.path == "goal.label"), word_of(""))
    for line in lines[: drawn.rows]:
        use_head(line, {word.norm: "" for word in line.words})
    columns = tuple(_as_told(list(drawn.columns), lines[0].columns))
    for line in lines[: drawn.rows]:
        line.placed.update((index, HEAD) for index, spot in enumerate(line.filled) if spot.column in lines[0].columns)
    return Head(columns, label, lines[0].width, trusted=True)


def _heads(line: Line, known: Known) -> bool:
    """True for one more row of the head."""
    return line.kind == HEAD if line.kind else all(known.head(word) is not None for word in line.words)


def _divides(line: Line, rows: Sequence[tuple[Spot, ...]], known: Known) -> bool:
    """True for a row right below the head that has nothing under the levels and the names: it divides other columns,
    in words that nobody need know (上半年, 东坝镇)."""
    levels = [spot.column for spot in rows[0] if known.head(spot.word) in _LEVELS]
    if len(levels) > 1 and packed(line) and _divides_values(line.filled):
        return any(known.head(spot.word) == _TARGET for spot in rows[0])
    if len(rows) > 1 or len(levels) < 2 or len(line.filled) < 2:
        return False
    if line.filled[0].column <= max(levels):
        return line.filled[-1].column < min(levels) and all(_says_of_form(spot.word) for spot in line.filled)
    if line.spans_known and not line.anchors.isdisjoint(levels):
        return False
    return not any(spot.word.quantity or spot.word.like_number or spot.word.sign for spot in line.filled)


def _says_of_form(word: Word) -> bool:
    """A label of the form itself, over a column left of the levels: 基本支出, 政府性基金拨款."""
    return word.in_list is not None or any(word.field(kind) for kind in KINDS)


def _as_told(columns: list[Column], told: Mapping[int, str]) -> list[Column]:
    """The columns with the meanings that a person gave; what was taken for the same elsewhere means nothing now."""
    if not told:
        return columns
    taken = set(told.values())
    heads = {column.position: column.head for column in columns}
    others = [one._replace(path="?") if one.path in taken else one for one in columns if one.position not in told]
    own = [Column(path, position, heads.get(position, word_of("")), told=True) for position, path in told.items()]
    return sorted([*others, *own], key=lambda column: column.position)


def _columns(flat: Sequence[Spot], known: Known, *, kept: bool) -> list[Column]:
    """What every column means. Beside a column of projects' names, words left of the levels speak of the project."""
    listed = tells_one(flat, kept=kept) is not None
    columns, levels = [], False
    for spot in flat:
        path = known.head(spot.word)
        of_form = spot.word.in_list if listed and (not levels or path is None) else None
        columns.append(Column(of_form or path or "?", spot.column, spot.word))
        levels = levels or path in _LEVELS
    return [column for column in _with_both_goals(columns) if column.path]


def _with_both_goals(columns: list[Column]) -> list[Column]:
    """实施期目标 | 年度目标 of the projects of a list: the first is that of the long term."""
    goals = [column for column in columns if column.path == "goal.statement"]
    long = [column for column in goals if column.head.long_term]
    if not 0 < len(long) < len(goals):
        return columns
    return [column._replace(path=LONG_STATEMENT) if column in long else column for column in columns]


def _flatten(rows: Sequence[tuple[Spot, ...]], known: Known, *, kept: bool) -> tuple[Sequence[Spot], AbstractSet[int]]:
    """Heads of several rows as one: a group's place is taken by the heads under it; and which divide that of values."""
    flat: Sequence[Spot] = rows[0]
    values: set[int] = set()
    for below in rows[1:]:
        group = _group_over(flat, below, known)
        if group is None:
            break
        lost = flat[group].column - below[0].column if below[0].column == 0 and _divides_values(below) else 0
        own = [spot.moved(spot.column + lost) if lost else spot for spot in below]
        values |= {spot.column for spot in own} if known.head(flat[group].word) == _TARGET else set()
        under = {spot.column for spot in own} if kept else set()
        others = [spot for spot in flat[group + 1 :] if spot.column not in under]
        after = [spot.moved(max(spot.column, own[-1].column + 1)) for spot in others]
        flat = [*flat[:group], *own, *after]
    return flat, values


def _divides_values(spots: Sequence[Spot]) -> bool:
    """Words that tell parts of the head of values from each other: 半年值 | 全年值."""
    return len(spots) > 1 and all(spot.word.divided_value for spot in spots)


def _group_over(flat: Sequence[Spot], below: Sequence[Spot], known: Known) -> int | None:
    """Index of the head that the row below divides: the one that it stands under, else a mere group, or the value
    column that shows up again below."""
    meanings = [known.head(spot.word) for spot in flat]
    over = [number for number, spot in enumerate(flat) if spot.column <= below[0].column]
    if over and meanings[over[-1]] == NAME_PATH and all(known.head(spot.word) in _LEVELS for spot in below):
        return over[-1]  # 绩效指标名称 over 一级指标 | 具体指标
    if below[0].column > 0 and over and meanings[over[-1]] not in _LEVELS:
        return over[-1]
    if "" in meanings:
        return meanings.index("")
    return meanings.index("indicator.target") if "indicator.target" in meanings else None


def year_heads(head: Head) -> list[int]:
    """Years that heads of columns name (2024年, 2025年)."""
    return sorted(filter(None, (year_of(column.path) for column in head.columns)))
