"""The heads of tables whose cells came one a line: which cells are theirs, and what rows below them look like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importers.words.heads_and_labels import KINDS
from importers.words.indicator_heads import outdone
from importers.words.listed import words
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.python import remembered

_CHOICE = "expenditure"  # 特定目标类 is what stands beside 项目类别
_MOST_COLUMNS = 14
_LONGEST_LABEL = 12
_FEW = 2  # 一级指标 that tell where the rows begin
_SHORTEST_TEXT = 6  # characters
_LEAST_HEADS, _MOST_HEADS = 4, 6  # cells of a head in words that nobody knows
MOST_LINES = 4  # over which one label may be broken
_FIRST = "1"
_TARGET = "indicator.target"
_HISTORY = "indicator.history."
_WEIGHT, _BASIS = "indicator.weight", "indicator.basis"
_OFTEN = (_HISTORY, "indicator.nature")  # what several columns may hold


class PouredCell(NamedTuple):
    """A cell and the number of the line in which it begins, from 0."""

    line: int
    word: Word

    @property
    def is_label(self) -> bool:
        """Words of a field, or over what was reached; but for those that may be what stands beside 项目类别."""
        if self.word.tells_result and len(self.word.norm) <= _LONGEST_LABEL:
            return True
        fields = (self.word.field(kind) for kind in KINDS)
        return any(path and not (path.startswith(_CHOICE) and self.word.is_choice) for path in fields)


Rows = list[list[PouredCell]]


def joined_cells(*cells: PouredCell) -> PouredCell:
    """Cells that are one, broken over lines."""
    return (
        cells[0] if len(cells) == 1 else PouredCell(cells[0].line, word_of("".join(cell.word.text for cell in cells)))
    )


def is_level(word: Word) -> bool:
    """The name of a 一级 or 二级指标, by its own words."""
    name = word.level_norm
    return is_usual(word) or (
        name.endswith(tuple(words("level_tail"))) and not word.nature and name not in words("answer")
    )


def is_first(word: Word) -> bool:
    """The name of a 一级指标 that is in use everywhere: 产出, 产出指标."""
    return _is_first(word.level_norm)


@remembered
def _is_first(name: str) -> bool:
    return any(one in words("dimension") for one in (name, *map(name.removesuffix, words("level_tail"))))


def is_usual(word: Word) -> bool:
    """The name of a 一级 or 二级指标 that is in use everywhere."""
    return word.is_usual_level or is_first(word)


def is_number(word: Word) -> bool:
    """A value with a number in it, a sign, points: nothing that could be a name."""
    return bool(word.quantity or word.like_number or word.sign or word.nature)


class PouredHead(NamedTuple):
    """The head of the indicators: where it stands, its rows, and what every row has behind the name."""

    start: int
    stop: int
    rows: list[list[PouredCell]]
    behind: tuple[str, ...]  # what the columns behind the name mean; "" where nobody knows
    levels: bool  # it has a column of 一级指标
    second: bool  # and one of 二级指标
    counted: bool  # the rows begin with their number
    pointed: bool  # behind the levels stand their points
    left: tuple[str, ...]  # what stands of a whole project before the levels, in a table of many

    @property
    def undivided(self) -> PouredHead:
        """The same, where the words that may divide the head of values are columns of their own."""
        first, second = self.rows
        name = _name_of([cell.word for cell in first])
        columns = [cell.word.column for cell in first[name + 1 :]]
        own = ["" for _ in second]
        return self._replace(rows=[[*first, *second], []], behind=(*(column or "" for column in columns), *own))

    @property
    def _has_first(self) -> bool:
        """A column of 一级指标 by its word; or one word over both levels, or one that nobody knows before 二级指标."""
        columns = [cell.word.column for cell in self.rows[0]]
        second = columns.index(LEVEL_PATHS[1]) if LEVEL_PATHS[1] in columns else -1
        return self.levels or (self.second and (second < 0 or (second > 0 and columns[second - 1] is None)))

    def longer(self, cells: Sequence[PouredCell]) -> PouredHead:
        """The same, with more columns at its end that nobody knows."""
        rows = [[*self.rows[0], *cells], self.rows[1]]
        return self._replace(rows=rows, behind=(*self.behind, *("" for _ in cells))) if cells else self

    @property
    def paths(self) -> list[str]:
        """What every column of its rows means, from the left; those in front of levels are their points."""
        levels = [path for path, own in zip(LEVEL_PATHS, (self._has_first, self.second), strict=True) if own]
        name = next((n for n, cell in enumerate(self.rows[0]) if cell.word.column == NAME_PATH), 0)
        if not levels and name and not self.left:  # 绩效指标 | 指标名称
            levels = [LEVEL_PATHS[0]]
        if self.pointed:
            own = [cell.word.column or "" for cell in self.rows[0]]
            own = (
                [path for path in own[: own.index(NAME_PATH)] if path in (*LEVEL_PATHS, _WEIGHT)]
                if NAME_PATH in own
                else []
            )
            levels = ["points" if path == _WEIGHT else path for path in own]
        return [*(["serial"] if self.counted else []), *levels, NAME_PATH, *self.behind]

    @property
    def placed(self) -> int:
        """How many cells of its row stand before those columns; -1 where its rows do not tell the places."""
        before = len(self.rows[0]) - len(self.paths)
        return before if before >= 0 and not self.rows[1] and not self.left else -1


def heads_in(cells: Sequence[PouredCell]) -> Iterator[PouredHead]:
    """The heads of the tables of indicators: levels, the name, and the columns behind it, one after the other."""
    at = 0
    while at < len(cells):
        word = cells[at].word
        begins = word.column in (LEVEL_PATHS[0], NAME_PATH) or word.any_level
        head = _head_at(cells, at) if begins else None
        if head is not None:
            yield head
        at = head.stop if head is not None else at + 1


def _head_at(cells: Sequence[PouredCell], start: int) -> PouredHead | None:
    stop = _head_stop(cells, start)
    parts = _parts(cells, start, stop)
    own = [cell.word for cell in cells[start:parts]]
    columns = _by_standard(own)
    name = _name_of(own)
    points = [n for n in range(1, len(columns)) if columns[n] == _WEIGHT and columns[n - 1] in LEVEL_PATHS]
    known = [one for n, one in enumerate(columns) if one and not one.startswith(_OFTEN) and n not in points]
    if not 0 <= name < len(columns) - 1 or len(set(known)) < len(known) or (parts < stop and not _divided(columns)):
        return None
    beside = start > 0 and _may_stand_over_levels(cells, start - 1)
    lower = LEVEL_PATHS[0] not in columns and start > 1 and cells[start - 1].word.column == LEVEL_PATHS[1]
    second = lower and may_head(cells[start - 2]) and cells[start - 2].word.column is None
    beside = beside or second  # 类别 | 二级指标 | 指标名称
    above = cells[start - 1].word.column if start and not beside else None
    if LEVEL_PATHS[0] not in columns and (_TARGET not in columns or above not in (None, "goal.label")):
        return None
    left = _of_projects(cells, start)
    counted = not left and start > 0 and cells[start - 1].word.counts_rows
    labelled = start > 0 and (
        cells[start - 1].word.column == "goal.label" or (beside and LEVEL_PATHS[0] not in columns)
    )
    first = start - (len(left) or counted or labelled + second)
    first -= second and first > 0 and cells[first - 1].word.column == "goal.label"
    return PouredHead(
        first,
        stop,
        [[*cells[first:parts]], [*cells[parts:stop]]],
        tuple(_behind_name(columns[name + 1 :], [cell.word for cell in cells[parts:stop]])),
        LEVEL_PATHS[0] in columns,
        LEVEL_PATHS[1] in columns or (beside and LEVEL_PATHS[0] not in columns),
        counted,
        bool(points),
        left,
    )


def _by_standard(row: Sequence[Word]) -> list[str | None]:
    """What the words of a head mean; 绩效标准 beside another column of values is what those rest on, 申报指标值 beside
    审核指标值 nobody's."""
    others = outdone(row)
    columns = [None if n in others else word.column for n, word in enumerate(row)]
    several = columns.count(_TARGET) > 1
    return [_BASIS if several and word.is_standard else own for word, own in zip(row, columns, strict=True)]


def _may_stand_over_levels(cells: Sequence[PouredCell], at: int) -> bool:
    """指标, 指标类型 or other words for names before the names: what stands over both levels, in a table with no other
    head for them, nor any before it."""
    word, name = cells[at].word, cells[at + 1].word
    first = at == 0 or cells[at - 1].word.column in (None, "goal.label")
    return first and word.norm != name.norm and (word.any_level or word.column in ("indicator.nature", NAME_PATH))


def unknown_head(cells: Sequence[PouredCell]) -> Iterator[PouredHead]:
    """A head in words that nobody knows, right above the first 一级 and 二级指标: it has as many cells as the rows."""
    firsts = [n for n, cell in enumerate(cells[:-1]) if is_first(cell.word)]
    stop = firsts[0] if len(firsts) >= _FEW and is_level(cells[firsts[0] + 1].word) else 0
    start = stop
    while start and may_head(cells[start - 1]):
        start -= 1
    columns = [cell.word.column or "" for cell in cells[start:stop]][_LEAST_HEADS - 1 :]
    if not _LEAST_HEADS <= stop - start <= _MOST_HEADS or any(one.startswith(_HISTORY) for one in columns):
        return
    behind = tuple(columns) if _TARGET in columns else (_TARGET, *columns[1:])
    yield PouredHead(start, stop, [[*cells[start:stop]], []], behind, True, True, False, False, ())


def no_head(cells: Sequence[PouredCell]) -> Iterator[PouredHead]:
    """A head of no cells, where levels begin right behind what is said of the form: names and values, and points
    where bare numbers stand behind those."""
    firsts = [n for n, cell in enumerate(cells[:-1]) if is_first(cell.word) and is_level(cells[n + 1].word)]
    above = cells[firsts[0] - 1].word.norm if len(firsts) >= _FEW and firsts[0] else ""
    if len(above) <= _SHORTEST_TEXT:  # it may head a column
        return
    bare = sum(cell.word.like_number for cell in cells[firsts[0] :])
    behind = (_TARGET, _WEIGHT) if bare > len(firsts) else (_TARGET,)
    yield PouredHead(firsts[0], firsts[0], [[], []], behind, True, True, False, False, ())


def may_head(cell: PouredCell) -> bool:
    """A few letters that neither label something of the form nor end a sentence, without any number."""
    norm = cell.word.norm
    plain = len(norm) <= _LONGEST_LABEL and norm.isalpha() and not any(map(str.isdigit, norm))
    return plain and not cell.is_label and not is_level(cell.word)


def _of_projects(cells: Sequence[PouredCell], start: int) -> tuple[str, ...]:
    """What the columns left of the levels say of whole projects, their names among it; nothing in other tables."""
    at = start
    while at and (cells[at - 1].word.in_list or cells[at - 1].word.counts_rows):
        at -= 1
    left = tuple(cell.word.in_list or cell.word.norm for cell in cells[at:start])
    return left if "form.name" in left and len(left) > 1 else ()


def _name_of(row: Sequence[Word]) -> int:
    """Which column holds the names: that of 三级指标, else of 指标内容, else of 绩效指标, else what stands between the
    levels and the values; -1 where none does."""
    columns = [word.column for word in row]
    if NAME_PATH in columns:
        return columns.index(NAME_PATH)
    named = [n for n, word in enumerate(row) if word.names] or [n for n, word in enumerate(row) if word.any_level]
    levels = [n for n, column in enumerate(columns) if column in LEVEL_PATHS]
    between = levels[-1] + 1 if levels and columns[levels[-1] + 2 : levels[-1] + 3] == [_TARGET] else -1
    return named[-1] if named else between


def _parts(cells: Sequence[PouredCell], start: int, stop: int) -> int:
    """Where the second row of a head begins: what divides the head of values, or that of earlier years."""
    for divides, group in ((_divides_values, _TARGET), (_is_part, _TARGET), (_tells_year, "")):
        at = stop
        while at > start and divides(cells[at - 1].word):
            at -= 1
        over = (cell.word for cell in cells[start:at] if cell.word.column == group)
        if stop - at > 1 and any(not _divides_values(word) for word in over):
            return at
    return stop


def _divides_values(word: Word) -> bool:
    return word.divided_value is not None


def _is_part(word: Word) -> bool:
    """符号, 数值 or 单位 of a value."""
    return (word.column or "").startswith(f"{_TARGET}.")


def _tells_year(word: Word) -> bool:
    return (word.column or "").startswith(_HISTORY)


def _divided(columns: Sequence[str | None]) -> bool:
    return _TARGET in columns or "" in columns


def _behind_name(columns: Sequence[str | None], parts: Sequence[Word]) -> Iterator[str]:
    """What every column means, with the one that is divided in its parts."""
    group = "" if parts and _tells_year(parts[0]) else _TARGET
    for column in columns:
        if parts and column == group:
            own = ((part.column if group == "" or _is_part(part) else part.divided_value) for part in parts)
            yield from (path or "" for path in own)
        else:
            yield column or ""


def _head_stop(cells: Sequence[PouredCell], start: int) -> int:
    """Where the head that begins there ends: before the first level below it, else where its words are unknown."""
    stop = start
    limit = min(start + _MOST_COLUMNS, len(cells))
    while stop < limit and _is_head(cells[stop].word):
        stop += 1
    stop = _goes_on(cells, stop, limit)
    if _of_projects(cells, start):  # what is said of the first one comes before its levels
        return stop
    level = next((n for n in range(stop, limit) if _opens_body(cells, n)), stop)
    level -= level > stop and cells[level - 1].word.norm == _FIRST  # the number of the first row
    between = [cell.word for cell in cells[stop:level]]
    if not any(word.quantity or word.like_number or word.sign for word in between):
        stop = level
    while stop > start and cells[stop - 1].word.stands_beside:  # 绩效指标 beside the rows comes behind the head
        stop -= 1
    return stop


def _is_head(word: Word) -> bool:
    return word.column is not None or word.ends_as_value or word.asks


def _goes_on(cells: Sequence[PouredCell], stop: int, limit: int) -> int:
    """Where the head ends when words that nobody knows (是否核心指标) stand between those of others."""
    ends = (n for n in range(stop, limit) if _ends_head(cells, n))
    between = range(stop, next(ends, limit))
    return max((n + 1 for n in between if _is_head(cells[n].word)), default=stop)


def _ends_head(cells: Sequence[PouredCell], at: int) -> bool:
    word = cells[at].word
    return is_number(word) or is_usual(word) or _stands_beside(cells, at)


def _stands_beside(cells: Sequence[PouredCell], at: int) -> bool:
    """What stands beside the rows, which may be broken over lines."""
    texts = [cell.word.text for cell in cells[at : at + MOST_LINES]]
    return any(word_of("".join(texts[:count])).stands_beside for count in range(1, len(texts) + 1))


def _opens_body(cells: Sequence[PouredCell], at: int) -> bool:
    """A level, or what stands beside the rows."""
    word = cells[at].word
    return _stands_beside(cells, at) or (is_level(word) and word.column is None)
