"""The tree of indicators out of a table whose merged cells may be lost: heads by meaning, rows by best alignment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.align import align
from importers.lines import Line
from importers.values import is_amount, put
from importers.words import column_meaning, norm, one_line
from models.goals import Category, Dimension, Goal, Indicator
from models.target import COMPARISONS, Target

SKIP_CELL = -14.0
IMPLAUSIBLE = -7.0
_LEVEL_PATHS = ("dimension.name", "category.name")
_QUALITATIVE = ("定性", "定性指标")
_QUANTITATIVE = ("定量", "定量指标")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names of 一级 and 二级指标 that templates know, the words of their dictionaries, the words that label goals."""

    dimensions: frozenset[str]
    categories: frozenset[str]
    dictionary: frozenset[str]
    heads: dict[str, str]  # words of a column head in the chosen template → path


@dataclass(frozen=True, slots=True)
class Column:
    """One leaf column of an indicator table: what it means and where its head stood."""

    path: str
    position: int
    head: str


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of an indicator table, and what its left label says of the period."""

    columns: tuple[Column, ...]
    label: str
    width: int
    trusted: bool  # positions can be relied on

    def position(self, number: int, line: Line) -> int:
        """Where the cell of a column is expected in a row."""
        return number if line.width == len(self.columns) or not self.trusted else self.columns[number].position


def read_head(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Head, int]:
    """The head that begins at ``lines[0]`` and how many rows it takes."""
    rows = [[(cell.column, cell.text) for cell in lines[0].filled]]
    for line in lines[1:3]:
        texts = [cell.text for cell in line.filled]
        if not line.is_row or not texts or not all(_is_head_word(text, vocabulary) for text in texts):
            break
        rows.append([(cell.column, cell.text) for cell in line.filled])
    flat = _flatten(rows, vocabulary)
    columns = [Column(_meaning(text, vocabulary) or "?", column, text) for column, text in flat]
    columns = _without_groups(columns)
    if columns and columns[0].path not in ("goal.label", "dimension.name") and columns[0].position > 0:
        columns.insert(0, Column("goal.label", 0, ""))
    label = next((column.head for column in columns if column.path == "goal.label"), "")
    positions = [column.position for column in columns]
    trusted = lines[0].spans_known or positions == sorted(set(positions))
    for line, row in zip(lines, rows, strict=False):
        line.used.update(range(len(row)))
    return Head(tuple(columns), label, lines[0].width, trusted), len(rows)


def _is_head_word(text: str, vocabulary: Vocabulary) -> bool:
    return _meaning(text, vocabulary) is not None


def _meaning(text: str, vocabulary: Vocabulary) -> str | None:
    known = vocabulary.heads.get(norm(text))
    return known if known is not None else column_meaning(text)


def _flatten(rows: list[list[tuple[int, str]]], vocabulary: Vocabulary) -> list[tuple[int, str]]:
    """Heads of several rows as one: a group's place is taken by the heads under it."""
    flat = rows[0]
    for below in rows[1:]:
        group = _group_over(flat, vocabulary)
        if group is None:
            return flat
        positions = [column for column, _ in below]
        flat = [*flat[:group], *below, *[(max(column, positions[-1] + 1), text) for column, text in flat[group + 1 :]]]
    return flat


def _group_over(flat: list[tuple[int, str]], vocabulary: Vocabulary) -> int | None:
    """Index of the head that the row below divides: a mere group, or the value column that shows up again below."""
    meanings = [_meaning(text, vocabulary) for _, text in flat]
    if "" in meanings:
        return meanings.index("")
    return meanings.index("indicator.target") if "indicator.target" in meanings else None


def _without_groups(columns: list[Column]) -> list[Column]:
    return [column for column in columns if column.path]


class TreeReader:
    """Grows a goal's tree row by row."""

    def __init__(self, goal: Goal, head: Head, vocabulary: Vocabulary) -> None:
        self.goal = goal
        self.head = head
        self.vocabulary = vocabulary
        self.rows = 0
        self._last_dimension: Dimension | None = None

    def assign(self, line: Line) -> dict[int, int]:
        """Which filled cell (index) goes to which column (index)."""
        if line.spans_known and line.width == self.head.width:
            at = {column.position: number for number, column in enumerate(self.head.columns)}
            return {index: at[cell.column] for index, cell in enumerate(line.filled) if cell.column in at}
        at = {self.head.position(number, line): number for number in range(len(self.head.columns))}
        by_place = {index: at[cell.column] for index, cell in enumerate(line.filled) if cell.column in at}
        return by_place if self._plausible(line, by_place) else self._aligned(line)

    def _plausible(self, line: Line, assigned: dict[int, int]) -> bool:
        """True when every cell, taken where it stands, can mean what its column says."""
        fits = (self._meaning_fit(self.head.columns[slot], line.filled[index].text) for index, slot in assigned.items())
        return len(assigned) == len(line.filled) and all(fit > IMPLAUSIBLE for fit in fits)

    def _aligned(self, line: Line) -> dict[int, int]:
        """The best meaning of a row whose cells slid."""
        columns = self.head.columns
        skips = [-2.0 if column.path == "indicator.name" else 0.0 for column in columns]
        found = align(len(line.filled), len(columns), lambda cell, slot: self._fit(line, cell, slot), SKIP_CELL, skips)
        return dict(found.pairs)

    def _fit(self, line: Line, cell: int, slot: int) -> float:
        away = abs(line.filled[cell].column - self.head.position(slot, line))
        return self._meaning_fit(self.head.columns[slot], line.filled[cell].text) + (2.0 if away == 0 else -0.2 * away)

    def _meaning_fit(self, column: Column, text: str) -> float:
        words = norm(text)
        is_dimension, is_category = words in self.vocabulary.dimensions, words in self.vocabulary.categories
        if column.path == "dimension.name":
            return _level_fit(is_dimension, is_category, words)
        if column.path == "category.name":
            return _level_fit(is_category, is_dimension, words)
        if column.path == "indicator.name":
            return -5.0 if is_dimension or is_category else -12.0 if _is_quantity(text) else 3.0
        return self._value_fit(column.path, text, words, is_dimension or is_category)

    def _value_fit(self, path: str, text: str, words: str, is_level: bool) -> float:
        if path in ("indicator.weight", "goal.weight"):
            return 3.0 if is_amount(text) else -10.0
        if path == "indicator.target.comparison":
            return 8.0 if words in COMPARISONS or words in _QUALITATIVE + _QUANTITATIVE else -8.0
        if path == "goal.label":
            return 2.0 if words == norm(self.head.label) or "目标" in words else -15.0
        return -6.0 if is_level else self._text_fit(path, text, words)

    def _text_fit(self, path: str, text: str, words: str) -> float:
        known, quantity = words in self.vocabulary.dictionary, _is_quantity(text)
        if path == "indicator.target" or path.startswith("indicator.history"):
            return 4.0 if quantity else -4.0 if known else 0.5
        if path == "indicator.target.unit":
            return -2.0 if is_amount(text) or len(words) > 8 else 2.0
        if path == "indicator.basis":
            return 5.0 if known else -4.0 if quantity else 0.5
        return 0.0

    def add(self, line: Line, assigned: dict[int, int]) -> None:
        """The row as an indicator under its levels."""
        values = {self.head.columns[slot].path: line.filled[index].text for index, slot in assigned.items()}
        dimension = self._dimension(line, values.get("dimension.name"))
        category = self._category(
            line, dimension, values.get("category.name"), fresh=dimension is not self._last_dimension
        )
        self._last_dimension = dimension
        indicator = Indicator()
        for index, slot in assigned.items():
            if self._put(indicator, self.head.columns[slot].path, line.filled[index].text):
                line.used.add(index)
        _join_target(indicator, values)
        category.indicators.append(indicator)
        self.rows += 1

    def labels_goal(self, assigned: dict[int, int]) -> bool:
        """True when a cell of the row names a goal."""
        return any(self.head.columns[slot].path == "goal.label" for slot in assigned.values())

    def _opens(self, line: Line, path: str) -> bool:
        """True when, spans being known, a blank level cell begins here."""
        column = next((column for column in self.head.columns if column.path == path), None)
        return bool(column and line.spans_known and column.position in line.anchors)

    def _dimension(self, line: Line, text: str | None) -> Dimension:
        if text is not None or not self.goal.dimensions or self._opens(line, "dimension.name"):
            self.goal.dimensions.append(Dimension(name=one_line(text or "")))
        return self.goal.dimensions[-1]

    def _category(self, line: Line, dimension: Dimension, text: str | None, *, fresh: bool) -> Category:
        if text is not None or fresh or not dimension.categories or self._opens(line, "category.name"):
            dimension.categories.append(Category(name=one_line(text or "")))
        return dimension.categories[-1]

    def _put(self, indicator: Indicator, path: str, text: str) -> bool:
        if path in _LEVEL_PATHS or path == "goal.label" or path.startswith("indicator.target."):
            return True
        if path == "goal.weight":
            return put(self.goal, "weight", text)
        if path == "indicator.nature":
            return norm(text) in _QUALITATIVE + _QUANTITATIVE and put(indicator, "nature", norm(text)[:2])
        scope, _, field = path.partition(".")
        return scope == "indicator" and put(indicator, field, text)


def _level_fit(own: bool, other: bool, words: str) -> float:
    if own:
        return 8.0
    return -10.0 if other or len(words) > 14 else -2.0


def _is_quantity(text: str) -> bool:
    return Target.parse(text.strip()).kind == "quantitative"


def _join_target(indicator: Indicator, values: dict[str, str]) -> None:
    """Sign, number and unit of separate columns as one target; 定性 says that the text stands alone."""
    sign = one_line(values.get("indicator.target.comparison", ""))
    number = one_line(values.get("indicator.target.number", values.get("indicator.target", "")))
    unit = one_line(values.get("indicator.target.unit", ""))
    if not any(path.startswith("indicator.target.") for path in values):
        return
    if norm(sign) in _QUALITATIVE:
        indicator.target = Target.parse(number + unit)
        if indicator.target.kind == "quantitative":
            indicator.nature = "qualitative"
        return
    if norm(sign) in _QUANTITATIVE:
        sign, indicator.nature = "", "quantitative"
    indicator.target = Target.join(sign, number, "" if number.endswith(unit) else unit)


def year_heads(head: Head) -> list[int]:
    """Years that heads of columns name (2024年, 2025年)."""
    years = (column.path.rpartition(".")[2] for column in head.columns if column.path.startswith("indicator.history."))
    return sorted(int(year) for year in years if _YEAR.match(year))
