"""Columns under heads that nobody knows, or that hold something else than their heads say: by what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import dropwhile

from importers.amounts import MONEY
from importers.finding.lines import Line
from importers.finding.poured_cells import ends_in_value
from importers.forms.columns.drawn_heads import Column
from importers.forms.columns.heads import Head
from importers.forms.columns.known import Known
from importers.forms.columns.together import SIGNS
from importers.words.listed import called, words
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word
from models.python import regex
from models.target import COMPARISONS, USUAL_UNITS

_TARGET, _WEIGHT = "indicator.target", "indicator.weight"
_SIGN, _UNIT = f"{_TARGET}.comparison", f"{_TARGET}.unit"
_SCORING, _BASIS, _DESCRIPTION = "indicator.scoring", "indicator.basis", "indicator.description"
_REMARK = "indicator.remark"
_UNKNOWN = "没有见过的栏目“{}”，按栏里的内容认作“{}”，请核对"
_OTHERWISE = "“{}”一栏里写的不像“{}”，没有按栏目名称取，请核对"
_NO_VALUES = "没有认出哪一栏是指标值，请核对；没有放进去的格已经列出"
_IN_NAMES = "没有指标值一栏，指标名称后面带符号的数已作指标值，请核对"
_ENOUGH = 3  # cells that tell what a column holds
_FEW = 2  # of what is hardly anything else
_MOST = 0.6
_NEARLY_ALL = 0.8
_SUMS = (100, 90, 80, 1)  # of all weights, with or without the points for the money that was spent
_LONGEST_UNIT = 6
_LONGEST_LEVEL = 10  # characters
_SENTENCE = 5  # characters
_POINTS = regex(r"^\d+(?:\.\d+)?分$")
_PLAIN = regex(r"^[\d.,]+$")


class Contents:
    """What stands in the columns of a table; ``told`` are Chinese sentences on what was decided by that."""

    def __init__(self, head: Head, body: Sequence[Line], known: Known) -> None:
        self.head = head
        self.known = known
        self.told: list[str] = []
        self._filled = any(len(line.filled) > 1 for line in body)
        self._rows = [*_telling(head, body, known)]
        self._doubted: set[int] = set()

    def understood(self) -> Head:
        """The head, with doubtful and unknown columns as what they hold."""
        self._doubt_others()
        self._doubt(_WEIGHT, lambda held: any(map(_is_number, held)))
        self._doubt_values()
        self._doubt_directions()
        self._deepen()
        self._doubt_names()
        self._levels()
        for path in (_SIGN, _UNIT):
            self._find(path, _BY_KIND[path], _FEW)
        self._values()
        for path, fits in _BY_KIND.items():
            self._find(path, fits)
        self._find(_WEIGHT, _add_up, _FEW)
        self._weighs()
        self._names()
        if self._filled and not self._has(_holds_values):
            named = [word for n, one in enumerate(self.head.columns) if one.path == NAME_PATH for word in self._held(n)]
            self.head = self.head._replace(valued=len(named) >= _FEW and _share(named, ends_in_value) >= _NEARLY_ALL)
            self.told.append(_IN_NAMES if self.head.valued else _NO_VALUES)
        return self.head

    # --- what the columns hold ----------------------------------------------------------------------------------------

    def _held(self, number: int) -> list[Word]:
        position = self.head.columns[number].position
        return [row[position] for row in self._rows if position in row]

    def _free(self) -> Iterator[int]:
        """Columns that mean nothing so far, and whose heads do not say that they are something else."""
        for number in self._unknown():
            if number in self._doubted or _may_aim(self.head.columns[number].head):
                yield number

    def _unknown(self) -> Iterator[int]:
        """Columns that mean nothing so far."""
        for number, column in enumerate(self.head.columns):
            unknown = column.path == "?" and not column.told and self.known.head(column.head) is None
            if unknown or number in self._doubted:
                yield number

    def _has(self, fits: Callable[[Column], bool]) -> bool:
        return any(map(fits, self.head.columns))

    def _lacks(self, path: str) -> bool:
        return all(column.path != path for column in self.head.columns)

    # --- what is decided ----------------------------------------------------------------------------------------------

    def _give_up(self, number: int) -> None:
        """What a column holds is nothing of what its head says."""
        column = self.head.columns[number]
        self.told.append(_OTHERWISE.format(column.head.one_line, called(column.path)))
        self._set(number, "?")
        self._doubted.add(number)

    def _mean(self, number: int, path: str) -> None:
        self.told.append(_UNKNOWN.format(self.head.columns[number].head.one_line, called(path)))
        self._set(number, path)

    def _set(self, number: int, path: str) -> None:
        columns = list(self.head.columns)
        columns[number] = columns[number]._replace(path=path)
        self.head = self.head._replace(columns=tuple(columns))

    def _find(self, path: str, fits: Callable[[Sequence[Word]], bool], least: int = _ENOUGH) -> None:
        """The first free column that holds such things, where no column is headed so."""
        among = self._unknown() if path == _SIGN else self._free()  # ≥ and ≤ are nothing else under any head
        found = (n for n in among if len(held := self._held(n)) >= least and fits(held))
        number = next(found, None) if self._lacks(path) else None
        if number is not None:
            self._mean(number, path)

    def _doubt(self, path: str, fits: Callable[[Sequence[Word]], bool]) -> None:
        """A column that holds nothing of what its head says is nobody's, and told."""
        for number, column in enumerate(self.head.columns):
            held = self._held(number)
            if column.path == path and not column.told and len(held) >= _ENOUGH and not fits(held):
                self._give_up(number)

    def _doubt_values(self) -> None:
        """A column of values without any number gives way to another whose cells are signs, numbers and units."""
        own = [n for n, column in enumerate(self.head.columns) if column.path == _TARGET and not column.told]
        among = ("?", _SCORING, _BASIS, _DESCRIPTION)
        others = [
            n for n, c in enumerate(self.head.columns) if c.path in among and not c.told and _signed(self._held(n))
        ]
        if len(own) != 1 or len(others) != 1 or len(held := self._held(own[0])) < _ENOUGH:
            return
        if not any(word.quantity or word.like_number for word in held):
            self._give_up(own[0])
            self._mean(others[0], _TARGET)

    def _doubt_directions(self) -> None:
        """指标方向 | 符号: of several columns of signs those without a sign (正向) give way to the others."""
        own = [n for n, column in enumerate(self.head.columns) if column.path == _SIGN]
        without = [n for n in own if not any(word.sign for word in self._held(n))]
        for number in without if len(without) < len(own) else ():
            self._set(number, "?")

    def _doubt_names(self) -> None:
        """指标 | 名称: names that are nothing but levels give way to the column behind them with texts of its own."""
        columns = self.head.columns
        for number, column in enumerate(columns):
            held = self._held(number) if column.path == NAME_PATH and not column.told else []
            behind = (n for n in self._free() if n > number and _own_texts(self._held(n), len(self._rows)))
            if len(held) >= _FEW and all(map(self.known.is_level, held)) and any(behind):
                self._give_up(number)

    def _deepen(self) -> None:
        """评价内容 | 绩效内容 | 参考标准: names that are nothing but levels are levels, where what is headed
        otherwise behind them has a text of its own in every row; the level before may be the first."""
        paths = [column.path for column in self.head.columns]
        number = paths.index(NAME_PATH) if paths.count(NAME_PATH) == 1 else 0
        held = self._held(number) if number else []
        if len(held) < _FEW or not all(map(self.known.is_level, held)) or self.head.columns[number].told:
            return
        among = (_SCORING, _BASIS, _DESCRIPTION, _REMARK)
        behind = (n for n, column in enumerate(self.head.columns) if n > number and column.path in among)
        names = next((n for n in behind if _own_texts(self._held(n), len(self._rows))), None)
        if names is None or self.head.columns[names].told:
            return
        for one in (names, number):
            self.told.append(_OTHERWISE.format(self.head.columns[one].head.one_line, called(paths[one])))
        over = [word.level_norm for word in self._held(number - 1)]
        first = LEVEL_PATHS[0] in paths[:number] or (bool(over) and self.known.dimensions.issuperset(over))
        if LEVEL_PATHS[0] not in paths and first:
            self._set(number - 1, LEVEL_PATHS[0])
        self._set(number, LEVEL_PATHS[first])
        self._set(names, NAME_PATH)

    def _doubt_others(self) -> None:
        """Right behind the 一级, what is headed otherwise and holds nothing but 二级指标 is the column of those."""
        paths = [column.path for column in self.head.columns]
        number = paths.index(LEVEL_PATHS[0]) + 1 if LEVEL_PATHS[0] in paths[:-1] else 0
        if not number or not self._lacks(LEVEL_PATHS[1]) or number in self._unknown():
            return
        column, held = self.head.columns[number], self._held(number)
        if not column.told and column.path != NAME_PATH and len(held) >= _FEW and all(map(self.known.is_second, held)):
            self._mean(number, LEVEL_PATHS[1])

    def _levels(self) -> None:
        known = self.known
        self._find(LEVEL_PATHS[0], lambda held: {word.level_norm for word in held} <= known.dimensions, least=1)
        self._find(LEVEL_PATHS[1], lambda held: {word.level_norm for word in held} <= known.categories, least=1)
        self._between()

    def _between(self) -> None:
        """The column right between the 一级 and the names is that of the 二级, where some of its short words are."""
        paths = [column.path for column in self.head.columns]
        number = paths.index(LEVEL_PATHS[0]) + 1 if LEVEL_PATHS[0] in paths else 0
        if not self._lacks(LEVEL_PATHS[1]) or paths[number + 1 : number + 2] != [NAME_PATH]:
            return
        held = {word.norm: word for word in self._held(number)}.values()
        short = all(len(word.norm) <= _LONGEST_LEVEL and not word.quantity for word in held)
        if number in self._unknown() and short and any(map(self.known.is_second, held)):
            self._mean(number, LEVEL_PATHS[1])

    def _weighs(self) -> None:
        """What explains, in nothing but points that are all weights together: 指标说明 over 10分."""
        for number, column in enumerate(self.head.columns):
            held = self._held(number) if column.path in (_DESCRIPTION, _SCORING, _REMARK, _BASIS) else []
            points = all(_POINTS.match(word.norm) for word in held)
            if self._lacks(_WEIGHT) and not column.told and len(held) >= _ENOUGH and points and _add_up(held):
                self._give_up(number)
                self._set(number, _WEIGHT)

    def _values(self) -> None:
        """Of several columns that look like values that with most signs; of those that are alike (one a town) none."""
        if self._has(_holds_values):
            return
        alike = [n for n in self._free() if _like_values(self._held(n)) or self._is_amid(n)]
        alike = alike or self._only_one() or self._otherwise_headed()
        signs = {n: _share(self._held(n), _is_signed) for n in alike}
        best = [n for n in alike if signs[n] == max(signs.values())]
        if len(best) == 1:
            self._mean(best[0], _TARGET)

    def _only_one(self) -> list[int]:
        """The only free column behind the names, where some of its cells are signs with numbers."""
        paths = [column.path for column in self.head.columns]
        behind = [n for n in self._free() if NAME_PATH in paths and n > paths.index(NAME_PATH)]
        return behind if len(behind) == 1 and any(map(_is_signed, self._held(behind[0]))) else []

    def _otherwise_headed(self) -> list[int]:
        """A column headed as what values rest on, or how they are scored, that holds nothing but values: 评价标准."""
        among = (_SCORING, _BASIS, _DESCRIPTION)
        columns = ((n, c) for n, c in enumerate(self.head.columns) if c.path in among and not c.told)
        return [
            n for n, _ in columns if len(held := self._held(n)) >= _ENOUGH and _share(held, _is_value) >= _NEARLY_ALL
        ]

    def _is_amid(self, number: int) -> bool:
        """Between the signs and the units, or numbers right behind the signs or right before the units."""
        paths = [column.path for column in self.head.columns]
        before, units = paths[max(number - 1, 0)], paths[number + 1 : number + 2] == [_UNIT]
        if before in SIGNS and units:
            return True
        return (before == _SIGN or units) and all(map(_is_number, self._held(number)))

    def _holds_names(self, number: int) -> bool:
        """A column of 二级指标 that holds none that anybody knows, but a text of its own in every row."""
        held = self._held(number)
        return not any(map(self.known.is_level, held)) and _own_texts(held, len(self._rows))

    def _names(self) -> None:
        """Where no column holds names, the first behind the levels that holds a text of its own in every row."""
        if not self._lacks(NAME_PATH):
            return
        paths = [column.path for column in self.head.columns]
        lowest = paths.index(LEVEL_PATHS[1]) if {*LEVEL_PATHS} <= {*paths} else -1
        if lowest >= 0 and self._holds_names(lowest):
            self._mean(lowest, NAME_PATH)
            return
        start = max((n + 1 for n, path in enumerate(paths) if path in LEVEL_PATHS), default=0)
        said = [start] if paths[start : start + 1] == [_DESCRIPTION] else []  # there are no names for it to explain
        own = (n for n in (*said, *self._free()) if n >= start and _own_texts(self._held(n), len(self._rows)))
        number = next(own, None)
        if number is not None:
            self._mean(number, NAME_PATH)


def _telling(head: Head, body: Sequence[Line], known: Known) -> Iterator[dict[int, Word]]:
    """The rows that tell what columns hold, place of the column → cell. Where blank cells are lost those with as many
    cells behind the levels as one that has them all."""
    rows = [line for line in body if len(line.filled) > 1 and not line.counts_columns and not line.words[0].begins_sum]
    rows = [line for line in rows if not all(map(known.is_level, line.words))]
    deep = {len(row.words) - len(_behind_levels(row, known)) for row in rows}
    levelled = len(deep) == 1 and deep != {0}  # as many levels in every row: none of them was lost
    if levelled or all(row.spans_known or row.filled[-1].column != len(row.filled) - 1 for row in rows):
        yield from ({spot.column: spot.word for spot in row.filled} for row in rows)
        return
    places = [column.position for column in head.columns]
    behind = {len(_behind_levels(row, known)) for row in rows if len(row.filled) == len(places)}
    for row in rows:
        cells = row.words if len(row.filled) == len(places) else _behind_levels(row, known)
        if len(cells) == len(places) or {len(cells)} == behind:
            yield dict(zip(places[-len(cells) :], cells, strict=True))


def _behind_levels(row: Line, known: Known) -> list[Word]:
    return [*dropwhile(lambda word: known.is_level(word) or word.stands_beside, row.words)]


def _share(held: Sequence[Word], fits: Callable[[Word], bool]) -> float:
    return sum(map(fits, held)) / len(held) if held else 0.0


def _is_number(word: Word) -> bool:
    return word.like_number or _number(word) is not None


def _is_signed(word: Word) -> bool:
    return word.quantity and word.norm.startswith(tuple(COMPARISONS))


def _is_value(word: Word) -> bool:
    return word.quantity and not _PLAIN.match(word.norm)


def _signed(held: Sequence[Word]) -> bool:
    return len(held) >= _ENOUGH and _share(held, _is_signed) >= _NEARLY_ALL


def _like_values(held: Sequence[Word]) -> bool:
    return _share(held, _is_signed) == 1 or (len(held) >= _ENOUGH and _share(held, _is_value) >= _MOST)


def _are_signs(held: Sequence[Word]) -> bool:
    return all(word.sign or word.nature for word in held) and any(word.sign for word in held)


def _are_units(held: Sequence[Word]) -> bool:
    short = all(len(word.norm) <= _LONGEST_UNIT and not word.sign and not word.quantity for word in held)
    return short and 2 * sum(word.norm in USUAL_UNITS for word in held) >= len(held)


def _add_up(held: Sequence[Word]) -> bool:
    """Numbers that are all weights together."""
    numbers = [_number(word) for word in held]
    return all(numbers) and sum(filter(None, numbers)) in _SUMS


def _number(word: Word) -> Decimal | None:
    return MONEY.amount(word.text, _WEIGHT)


def _own_texts(held: Sequence[Word], rows: int) -> bool:
    texts = {word.norm for word in held if not word.quantity and not word.like_number}
    return len(held) >= _FEW and len(texts) == len(held) == rows


def _sentences(*, within: str = "", before: str = "", behind: str = "") -> Callable[[Sequence[Word]], bool]:
    """Whether most cells are sentences with such words within them, before or behind the others (names of lists)."""

    def says(word: Word) -> bool:
        found = bool(within) and any(one in word.norm for one in words(within))
        found = found or (bool(before) and word.norm.startswith(tuple(words(before))))
        found = found or (bool(behind) and word.norm.endswith(tuple(words(behind))))
        return found and len(word.norm) >= _SENTENCE

    return lambda held: _share(held, says) >= _MOST


def _may_aim(head: Word) -> bool:
    """A head that does not say that its column is something else: what was reached, a number of rows, an answer."""
    other = head.counts_rows or head.asks or head.tells_result or head.divided_value == "?"
    planned = any(word in head.norm for word in words("plans"))
    said = words("no_aim") - words("reached") if planned else words("no_aim")
    return bool(head.norm) and not other and not any(word in head.norm for word in said)


def _holds_values(column: Column) -> bool:
    return column.path.startswith(_TARGET) and column.path not in (_SIGN, _UNIT)


_BY_KIND: dict[str, Callable[[Sequence[Word]], bool]] = {
    _SIGN: _are_signs,
    _UNIT: _are_units,
    _SCORING: _sentences(within="says_scoring"),
    _DESCRIPTION: _sentences(within="says_meaning", before="begins_meaning"),
    _BASIS: _sentences(before="begins_basis", behind="ends_basis"),
}
