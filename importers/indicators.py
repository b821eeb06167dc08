"""The tree of indicators out of a table whose merged cells may be lost: heads by meaning, rows by best alignment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.align import Alignment, align
from importers.lines import Line
from importers.values import Money, is_amount, put, put_once
from importers.words import LEVEL_HEADS, NAME_HEADS, column_meaning, norm, one_line, row_meaning
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import COMPARISONS, Target

AnyForm = DepartmentForm | ProjectForm
SKIP_CELL = -14.0
_LEVEL_PATHS = ("dimension.name", "category.name")
_QUALITATIVE = ("定性", "定性指标")
_QUANTITATIVE = ("定量", "定量指标")
_NATURES = (*_QUALITATIVE, *_QUANTITATIVE)
_LONG_TARGET = "indicator.target.long_term"
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_TOTAL = re.compile(r"^(?:合计|总计|小计|总分|总分值|权重合计|分值合计)$")
_NOTE = re.compile(
    r"^(?:注|备注|说明|填表说明|填报说明|填报人|填表人|审核人|审核意见|单位负责人|制表人|联系人)(?:[:\d.、]|$)"
)
_LEVEL_ENDS = ("指标", "满意度", "效益", "成本", "管理", "效能", "效率", "效应", "影响", "能力", "履职", "产出")
_NUMERIC = re.compile(r"^[≥≤=＝<>＜＞±]?\s*\d[\d.,:：/~～—–-]*[^\d\s]{0,3}(?:[-—~至]\d[\d.]*[^\d\s]{0,3})?$")
_EXPLAINS = re.compile(r"^(?:反映|考核|考察|用于|用以|指)")
_MISSED = {"indicator.name": -2.0, "indicator.target": -1.5}
_GOAL_WORDS = 14
_LABEL = re.compile(r"^[长中短期年度实施当本项目部门单位整体绩效总分个]*(?:目标|指标)[\d一二三四五六七八九十]*$")
_SENTENCES = frozenset(f"indicator.{field}" for field in ("description", "scoring", "remark", "evidence"))


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

    @property
    def trees(self) -> list[frozenset[int]]:
        """Columns (by index) of every tree of the table: mostly one; two where 中期 and 年度 stand side by side."""
        paths = [column.path for column in self.columns]
        everything = frozenset(range(len(paths)))
        names = [number for number, path in enumerate(paths) if path == "indicator.name"]
        if len(names) == 2:
            return self._halves(paths, names[0] + 1)
        if "indicator.target" in paths and _LONG_TARGET in paths:
            return [everything - {paths.index("indicator.target")}, everything - {paths.index(_LONG_TARGET)}]
        return [everything]

    @staticmethod
    def _halves(paths: list[str], start: int) -> list[frozenset[int]]:
        levels = [n for n in range(start, len(paths)) if paths[n] in LEVEL_HEADS.values()]
        left, right = frozenset(range(levels[0])), frozenset(range(levels[0], len(paths)))
        own = {paths[number] for number in right}
        shared = {n for n in left if paths[n] in ("goal.label", *_LEVEL_PATHS) and paths[n] not in own}
        return [left, right | shared]


def _named(columns: list[Column]) -> list[Column]:
    """Where no column holds names, 指标内容 does; beside 三级指标 it would explain them."""
    if any(column.path == "indicator.name" for column in columns):
        return columns
    return [replace(column, path="indicator.name") if norm(column.head) in NAME_HEADS else column for column in columns]


def read_head(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Head, int]:
    """The head that begins at ``lines[0]`` and how many rows it takes."""
    rows = [[(cell.column, cell.text) for cell in lines[0].filled]]
    for line in lines[1:3]:
        texts = [cell.text for cell in line.filled]
        if not line.is_row or not texts or not all(_is_head_word(text, vocabulary) for text in texts):
            break
        rows.append([(cell.column, cell.text) for cell in line.filled])
    flat = _flatten(rows, vocabulary)
    columns = _named(_columns(flat, vocabulary))
    if columns and columns[0].path not in ("goal.label", "dimension.name") and columns[0].position > 0:
        columns.insert(0, Column("goal.label", 0, ""))
    label = next((column.head for column in columns if column.path == "goal.label"), "")
    positions = [column.position for column in columns]
    trusted = lines[0].spans_known or positions == sorted(set(positions))
    for line in lines[: len(rows)]:
        use_head(line, vocabulary)
    return Head(tuple(columns), label, lines[0].width, trusted), len(rows)


def use_head(line: Line, vocabulary: Vocabulary | None = None) -> None:
    """The words of a head are the form's; a head that says nothing known is left, as are the values under it."""
    for index, text in enumerate(line.texts):
        known = vocabulary is not None and norm(text) in vocabulary.heads
        if known or column_meaning(text) is not None or row_meaning(text) is not None:
            line.used.add(index)


def _is_head_word(text: str, vocabulary: Vocabulary) -> bool:
    return _meaning(text, vocabulary) is not None


def _meaning(text: str, vocabulary: Vocabulary) -> str | None:
    known = vocabulary.heads.get(norm(text))
    return known if known is not None else column_meaning(text)


def _columns(flat: list[tuple[int, str]], vocabulary: Vocabulary) -> list[Column]:
    """What every column means. Beside a column of projects' names, words left of the levels speak of the project."""
    listed = any(row_meaning(text) == "form.name" for _, text in flat)
    columns, levels = [], False
    for position, text in flat:
        path = _meaning(text, vocabulary)
        of_form = row_meaning(text) if listed and (not levels or path is None) else None
        columns.append(Column(of_form or path or "?", position, text))
        levels = levels or path in LEVEL_HEADS.values()
    return [column for column in columns if column.path]


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


class TreeReader:
    """Grows a goal's tree row by row. ``slots`` are the columns that are this tree's, where a table holds two."""

    def __init__(
        self,
        goal: Goal,
        head: Head,
        vocabulary: Vocabulary,
        form: AnyForm,
        money: Money,
        slots: frozenset[int] | None = None,
    ) -> None:
        self.goal = goal
        self.head = head
        self.form = form
        self.money = money
        self.slots = slots if slots is not None else frozenset(range(len(head.columns)))
        self.fits = Fits(head, vocabulary)
        self.rows = 0
        self._last_dimension = goal.dimensions[-1] if goal.dimensions else None

    def assign(self, line: Line) -> dict[int, int]:
        """Which filled cell (index) goes to which column (index)."""
        return self.fits.assign(line)

    def add(self, line: Line, assigned: dict[int, int]) -> None:
        """The row as an indicator under its levels."""
        own = {index: slot for index, slot in assigned.items() if slot in self.slots}
        paths = {index: self._path(slot, line.filled[index].text) for index, slot in own.items()}
        values = {path: line.filled[index].text for index, path in paths.items()}
        if len(self.head.trees) > 1 and not values.get("indicator.name"):
            self._levels_only(line, paths, values)
            return
        category = self._category_of(line, values)
        indicator = Indicator()
        for index, path in paths.items():
            if self._put(indicator, path, line.filled[index].text):
                line.used.add(index)
        _join_target(indicator, values)
        category.indicators.append(indicator)
        self.rows += 1

    def _levels_only(self, line: Line, paths: dict[int, str], values: dict[str, str]) -> None:
        """A row in which only the other tree has an indicator; the levels it opens are opened here as well."""
        if any(path in _LEVEL_PATHS for path in values) and values.get("dimension.name"):
            self._category_of(line, {"dimension.name": values["dimension.name"]})
            line.used.update(index for index, path in paths.items() if path == "dimension.name")

    def _category_of(self, line: Line, values: dict[str, str]) -> Category:
        dimension = self._dimension(line, values.get("dimension.name"))
        category = self._category(
            line, dimension, values.get("category.name"), fresh=dimension is not self._last_dimension
        )
        self._last_dimension = dimension
        return category

    def _path(self, slot: int, text: str) -> str:
        """What a cell of a column says; signs may stand where the nature of an indicator is asked."""
        path = self.head.columns[slot].path
        if path == "indicator.nature" and norm(text) in COMPARISONS:
            return "indicator.target.comparison"
        return "indicator.target" if path == _LONG_TARGET else path

    def labels_goal(self, assigned: dict[int, int]) -> bool:
        """True when a cell of the row names a goal."""
        return any(self.head.columns[slot].path == "goal.label" for slot in assigned.values())

    def _opens(self, line: Line, path: str) -> bool:
        """True when, spans being known, a blank level cell begins here."""
        column = next((column for column in self.head.columns if column.path == path), None)
        return bool(column and line.spans_known and column.position in line.anchors)

    def _dimension(self, line: Line, text: str | None) -> Dimension:
        last = self.goal.dimensions[-1] if self.goal.dimensions else None
        name = one_line(text or "")
        if last is not None and text is not None and last is self._last_dimension and last.name == name:
            return last
        if last is None or text is not None or self._opens(line, "dimension.name"):
            last = Dimension(name=name)
            self.goal.dimensions.append(last)
        return last

    def _category(self, line: Line, dimension: Dimension, text: str | None, *, fresh: bool) -> Category:
        last = dimension.categories[-1] if dimension.categories and not fresh else None
        name = one_line(text or "")
        if last is not None and text is not None and last.name == name:
            return last
        if last is None or text is not None or self._opens(line, "category.name"):
            last = Category(name=name)
            dimension.categories.append(last)
        return last

    def _put(self, indicator: Indicator, path: str, text: str) -> bool:
        scope, _, field = path.partition(".")
        if path in _LEVEL_PATHS or path.startswith("indicator.target."):
            return True
        if scope == "goal":
            return self._put_goal(field, text)
        if scope == "form":
            return put_once(self.form, field, text, self.money)
        if path == "indicator.nature":
            return norm(text) in _NATURES and put(indicator, "nature", norm(text)[:2])
        return scope == "indicator" and put_once(indicator, field, text)

    def _put_goal(self, field: str, text: str) -> bool:
        """A goal's weight or statement; a label that is none of the form's words may be the statement itself."""
        if field == "weight":
            return put(self.goal, "weight", text)
        words = norm(text)
        if field == "label":
            head, _, rest = words.partition(":")
            if not _LABEL.match(head):
                rest = words
            if not rest:
                return True
            text = text.strip()[-len(rest) :] if rest != words else text
            words = rest
        if not self.goal.statement:
            self.goal.statement = text.strip()
        return norm(self.goal.statement) == words or norm(self.goal.label) == words


class Fits:
    """How well a text fits a column, and which cells of a row are meant for which columns."""

    def __init__(self, head: Head, vocabulary: Vocabulary) -> None:
        self.head = head
        self.vocabulary = vocabulary
        self.skips = [_MISSED.get(column.path, 0.0) for column in head.columns]

    def assign(self, line: Line) -> dict[int, int]:
        """Which filled cell (index) goes to which column (index)."""
        if line.spans_known and line.width == self.head.width:
            at = {column.position: number for number, column in enumerate(self.head.columns)}
            return {index: at[cell.column] for index, cell in enumerate(line.filled) if cell.column in at}
        at = {self.head.position(number, line): number for number in range(len(self.head.columns))}
        by_place = {index: at[cell.column] for index, cell in enumerate(line.filled) if cell.column in at}
        return by_place if self._certain(line, by_place) else self._aligned(line)

    def _certain(self, line: Line, assigned: dict[int, int]) -> bool:
        """True when every cell, taken where it stands, means just what its column says."""
        fits = (self._meaning(self.head.columns[slot], line.filled[index].text) for index, slot in assigned.items())
        return len(assigned) == len(line.filled) and all(fit >= 0 for fit in fits)

    def _aligned(self, line: Line) -> dict[int, int]:
        """The best meaning of a row whose cells may have slid, each by itself or all together."""
        cells, columns = line.filled, self.head.columns
        meanings = [[self._meaning(column, cell.text) for column in columns] for cell in cells]
        places = [self.head.position(slot, line) for slot in range(len(columns))]
        best, tried = self._shifted(line, meanings, places, 0), {0}
        for cell, slot in best.pairs:
            shift = cells[cell].column - places[slot]
            if shift not in tried:
                tried.add(shift)
                other = self._shifted(line, meanings, places, shift)
                best = other if other.score - 0.5 > best.score else best
        return dict(best.pairs)

    def _shifted(self, line: Line, meanings: list[list[float]], places: list[int], shift: int) -> Alignment:
        """The best meaning of a row that slid by ``shift`` columns, more or less."""

        def fit(cell: int, slot: int) -> float:
            away = abs(line.filled[cell].column - shift - places[slot])
            return meanings[cell][slot] + (2.0 if away == 0 else -0.2 * away)

        return align(len(line.filled), len(places), fit, SKIP_CELL, self.skips)

    def _meaning(self, column: Column, text: str) -> float:
        words = norm(text)
        is_dimension, is_category = words in self.vocabulary.dimensions, words in self.vocabulary.categories
        if column.path == "dimension.name":
            return _level_fit(is_dimension, is_category, words)
        if column.path == "category.name":
            return _level_fit(is_category, is_dimension, words)
        if column.path == "indicator.name":
            if is_dimension or is_category:
                return -5.0
            return -12.0 if _is_quantity(text) else -1.0 if words.endswith("指标") else 3.0
        return self._value(column.path, text, words, is_dimension or is_category)

    def _value(self, path: str, text: str, words: str, is_level: bool) -> float:
        if path in ("indicator.weight", "goal.weight", "form.amount"):
            return 4.5 if is_amount(text) else -10.0
        if path in ("indicator.target.comparison", "indicator.nature"):
            return 8.0 if words in COMPARISONS or words in _NATURES else -8.0
        if path == "goal.label":
            known = words == norm(self.head.label) or "目标" in words
            return 2.0 if known else -1.0 if len(words) > _GOAL_WORDS and _names_goals(self.head.label) else -15.0
        return -6.0 if is_level else self._text(path, text, words)

    def _text(self, path: str, text: str, words: str) -> float:
        known, quantity = words in self.vocabulary.dictionary, _is_quantity(text)
        if path.startswith("indicator.target.unit"):
            return -8.0 if words in COMPARISONS or words in _NATURES else _unit_fit(words)
        if path.startswith(("indicator.target", "indicator.history")):
            return 4.0 if quantity else -8.0 if words in _NATURES else -4.0 if known else 0.5
        if path == "indicator.basis":
            return 5.0 if known else -4.0 if quantity else 0.5
        if path == "indicator.description" and _EXPLAINS.match(words):
            return 2.0
        return -3.0 if quantity and path in _SENTENCES else 0.0


def _unit_fit(words: str) -> float:
    """Units are short, or made of short ones (元/人/天)."""
    if re.match(r"^[\d.]+$", words) or len(words) > 8:
        return -2.0
    return 2.0 if len(words) <= 3 or "/" in words else -1.0


def _names_goals(label: str) -> bool:
    """True for the head of a column that holds what is aimed at, not just a running label."""
    words = norm(label)
    return "目标" in words and "指标" not in words and words != "目标名称"


def is_total(line: Line) -> bool:
    """A row that only adds up the weights."""
    return bool(line.filled) and bool(_TOTAL.match(norm(line.filled[0].text)))


def is_remark(line: Line) -> bool:
    """A row below the table: notes, who filled in."""
    return bool(line.filled) and bool(_NOTE.match(norm(line.filled[0].text)))


def _level_fit(own: bool, other: bool, words: str) -> float:
    """Known levels fit best; an unknown one may be a region's own, the rather when it is called like one."""
    if own:
        return 8.0
    if other or len(words) > 14:
        return -10.0
    return 1.0 if words.endswith("指标") else -2.0 if words.endswith(_LEVEL_ENDS) else -5.0


def _is_quantity(text: str) -> bool:
    """A value with a number in it, also where it is a range, a ratio or a date (3-5次, 1:1, 12月底前)."""
    return bool(_NUMERIC.match(text.strip())) or Target.parse(text.strip()).kind == "quantitative"


def _join_target(indicator: Indicator, values: dict[str, str]) -> None:
    """Sign, number and unit of separate columns as one target; 定性 says that the text stands alone."""
    sign = one_line(values.get("indicator.target.comparison", ""))
    number = one_line(values.get("indicator.target.number", values.get("indicator.target", "")))
    unit = one_line(values.get("indicator.target.unit", ""))
    sign = "" if sign and number.startswith(sign) else sign
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
