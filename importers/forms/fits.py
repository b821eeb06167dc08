"""Which cell of a row of indicators is meant for which column, when merged cells were lost or shifted: by meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.finding.lines import Line
from importers.forms.align import Alignment, align
from importers.forms.filling import is_amount
from importers.forms.heads import LEVEL_PATHS, Head, Vocabulary
from importers.words import norm
from models.target import COMPARISONS, Target

SKIP_CELL = -14.0
QUALITATIVE = ("定性", "定性指标")
QUANTITATIVE = ("定量", "定量指标")
NATURES = (*QUALITATIVE, *QUANTITATIVE)
_LEVEL_ENDS = ("指标", "满意度", "效益", "成本", "管理", "效能", "效率", "效应", "影响", "能力", "履职", "产出")
_NUMERIC = re.compile(r"^[≥≤=＝<>＜＞±]?\s*\d[\d.,:：/~～—–-]*[^\d\s]{0,3}(?:[-—~至]\d[\d.]*[^\d\s]{0,3})?$")
_LIKE_NUMBER = re.compile(
    r"^(?:[\d一二三四五六七八九十百零〇两.,%分点+*/×~～—–\-eExX()约]{1,8}|无|未定|待定|另定|暂无|n/a|不计分?|[-—–/]+)$"
)
_DIGIT = re.compile(r"\d")
_EXPLAINS = re.compile(r"^(?:反映|考核|考察|用于|用以|指)")
_MISSED = {"indicator.name": -2.0, "indicator.target": -1.5}
_GOAL_WORDS = 14
_SENTENCES = frozenset(f"indicator.{field}" for field in ("description", "scoring", "remark", "evidence"))
_NUMBERS = frozenset({"indicator.weight", "goal.weight", "form.amount"})
_SIGNS = frozenset({"indicator.target.comparison", "indicator.nature"})
_AT_PLACE, _AT_STEADY_PLACE, _AT_ANY_PLACE = 2.0, 7.0, 0.25  # what it tells that a cell stands under a head:
# as far as one knows, in a table whose short rows kept their columns, in one whose blank cells are lost
_SLIDE, _STEADY_SLIDE, _ANY_SLIDE = 0.5, 6.0, 0.0  # what it costs to take a whole row for slid
_STEADY = 0.6


@dataclass(frozen=True, slots=True)
class Seen:
    """What the text of a cell looks like."""

    text: str
    words: str
    is_dimension: bool
    is_category: bool
    known: bool  # a word of the dictionaries
    quantity: bool

    @property
    def is_level(self) -> bool:
        """The name of a 一级 or 二级指标."""
        return self.is_dimension or self.is_category


class Fits:
    """How well a text fits a column, and which cells of a row are meant for which columns."""

    def __init__(self, head: Head, vocabulary: Vocabulary) -> None:
        self.head = head
        self.vocabulary = vocabulary
        self.skips = [_MISSED.get(column.path, 0.0) for column in head.columns]
        self.near, self.slide = _AT_PLACE, _SLIDE
        self._names_goals = _names_goals(head.label)

    def learn(self, body: Sequence[Line]) -> None:
        """Looks whether the rows with blank cells kept their columns: the place of a cell tells more then, else
        nothing that its words do not say."""
        partial = [line for line in body if 1 < len(line.filled) < len(self.head.columns)][:_ENOUGH]
        kept = sum(self._kept_columns(line) for line in partial)
        if partial and kept >= _STEADY * len(partial):
            self.near, self.slide = _AT_STEADY_PLACE, _STEADY_SLIDE
        elif partial:
            self.near, self.slide = _AT_ANY_PLACE, _ANY_SLIDE

    def assign(self, line: Line) -> dict[int, int]:
        """Which filled cell (index) goes to which column (index)."""
        if line.spans_known and line.width == self.head.width:
            at = {column.position: number for number, column in enumerate(self.head.columns)}
            return {index: at[cell.column] for index, cell in enumerate(line.filled) if cell.column in at}
        by_place = self._by_place(line)
        if len(by_place) == len(self.head.columns) == len(line.filled):
            return by_place
        seen = [self._seen(cell.text) for cell in line.filled]
        certain = len(by_place) == len(seen) and all(self._meaning(by_place[n], seen[n]) >= 0 for n in by_place)
        return by_place if certain else self._aligned(line, seen)

    def levels(self, assigned: dict[int, int]) -> frozenset[str]:
        """The kinds of columns that a row fills: those of levels by their path, all others of indicators as one."""
        paths = {self.head.columns[slot].path for slot in assigned.values()}
        return frozenset(path if path in LEVEL_PATHS else "indicator" for path in paths if path[:5] not in _NOT_TREE)

    def goal_label(self, line: Line, assigned: dict[int, int]) -> str:
        """The words with which a row names its goal; nothing where it names none."""
        cells = (cell for cell, slot in assigned.items() if self.head.columns[slot].path == "goal.label")
        return norm("".join(line.filled[cell].text for cell in cells))

    def _by_place(self, line: Line) -> dict[int, int]:
        at = {self.head.position(number, line): number for number in range(len(self.head.columns))}
        return {index: at[cell.column] for index, cell in enumerate(line.filled) if cell.column in at}

    def _kept_columns(self, line: Line) -> bool:
        """True when the cells of a row mean what stands over them; a row with blank cells inside may have an odd one."""
        by_place = self._by_place(line)
        odd = sum(self._meaning(slot, self._seen(line.filled[index].text)) < 0 for index, slot in by_place.items())
        holes = line.filled[-1].column >= len(line.filled)
        return odd + len(line.filled) - len(by_place) <= holes

    def _aligned(self, line: Line, seen: Sequence[Seen]) -> dict[int, int]:
        """The best meaning of a row whose cells may have slid, each by itself or all together."""
        slots = range(len(self.head.columns))
        meanings = [[self._meaning(slot, one) for slot in slots] for one in seen]
        places = [self.head.position(slot, line) for slot in slots]
        best = self._shifted(line, meanings, places, 0)
        lost = len(places) - len(seen)  # cells that are not in the row; so far its first one may have slid
        shifts = {line.filled[cell].column - places[slot] for cell, slot in best.pairs}
        shifts.update(line.filled[0].column - place for place in places[: lost + 1] if lost > 0)
        for shift in sorted(shifts - {0}, key=abs):
            other = self._shifted(line, meanings, places, shift)
            best = other if other.score - self.slide > best.score else best
        return dict(best.pairs)

    def _shifted(self, line: Line, meanings: list[list[float]], places: list[int], shift: int) -> Alignment:
        """The best meaning of a row that slid by ``shift`` columns, more or less."""

        def fit(cell: int, slot: int) -> float:
            away = abs(line.filled[cell].column - shift - places[slot])
            return meanings[cell][slot] + (self.near if away == 0 else -0.2 * away)

        return align(len(line.filled), len(places), fit, SKIP_CELL, self.skips)

    def _seen(self, text: str) -> Seen:
        words, known = norm(text), self.vocabulary
        return Seen(
            text,
            words,
            words in known.dimensions,
            words in known.categories,
            words in known.dictionary,
            _is_quantity(text),
        )

    def _meaning(self, slot: int, seen: Seen) -> float:
        """How well a text fits the column; below 0 it is rather something else."""
        path = self.head.columns[slot].path
        if path in LEVEL_PATHS:
            own, other = seen.is_dimension, seen.is_category
            return _level_fit(own, other, seen) if path == LEVEL_PATHS[0] else _level_fit(other, own, seen)
        if path == "indicator.name":
            return _name_fit(seen)
        if path in _NUMBERS:
            return _number_fit(path, seen)
        if path in _SIGNS:
            return _sign_fit(seen)
        if path == "goal.label":
            return self._label_fit(seen)
        return -6.0 if seen.is_level else _text_fit(path, seen)

    def _label_fit(self, seen: Seen) -> float:
        if seen.words == norm(self.head.label) or "目标" in seen.words:
            return 2.0
        return -1.0 if len(seen.words) > _GOAL_WORDS and self._names_goals else -15.0


_NOT_TREE = ("goal.", "form.")


def stairs(rows: Sequence[frozenset[str]]) -> frozenset[int]:
    """Rows that only open a level for the rows below, in tables that give every level a row of its own (by number).

    Elsewhere a row of levels without an indicator is an empty row of the official table.
    """
    dimension, category = (frozenset({path}) for path in LEVEL_PATHS)
    steps = [(number, row) for number, row in enumerate(rows[:-1]) if row]
    if not any(row == dimension and rows[number + 1] == category for number, row in steps):
        return frozenset()
    deeper = {dimension: category, category: frozenset({"indicator"}), dimension | category: frozenset({"indicator"})}
    return frozenset(number for number, row in steps if row in deeper and rows[number + 1] == deeper[row])


_ENOUGH = 200
"""Rows that tell how a table was copied."""


def _name_fit(seen: Seen) -> float:
    if seen.is_level:
        return -5.0
    return -12.0 if seen.quantity else -1.0 if seen.words.endswith("指标") else 3.0


def _number_fit(path: str, seen: Seen) -> float:
    """A number, or what was meant as one (十二, —): it stays in its column and is told, rather than be a sentence."""
    if is_amount(seen.text, path):
        return 4.5
    return 0.0 if _LIKE_NUMBER.match(seen.words) else -3.0 if len(seen.words) <= 4 and not seen.quantity else -7.0


def _sign_fit(seen: Seen) -> float:
    if seen.words in COMPARISONS or seen.words in NATURES:
        return 8.0
    return -3.0 if len(seen.words) <= 4 and not seen.quantity else -8.0


def _text_fit(path: str, seen: Seen) -> float:
    if path.startswith("indicator.target.unit"):
        return -8.0 if seen.words in COMPARISONS or seen.words in NATURES else _unit_fit(seen.words)
    if path.startswith(("indicator.target", "indicator.history")):
        return 4.0 if seen.quantity else -8.0 if seen.words in NATURES else -4.0 if seen.known else 0.5
    if path == "indicator.basis":
        return 5.0 if seen.known else -4.0 if seen.quantity else 0.5
    if path == "indicator.description" and _EXPLAINS.match(seen.words):
        return 2.0
    return -3.0 if seen.quantity and path in _SENTENCES else 0.0


def _unit_fit(words: str) -> float:
    """Units are short, or made of short ones (元/人/天)."""
    if words.endswith("指标"):
        return -8.0
    if re.match(r"^[\d.]+$", words) or len(words) > 8:
        return -2.0
    return 2.0 if len(words) <= 3 or "/" in words else -1.0


def _names_goals(label: str) -> bool:
    """True for the head of a column that holds what is aimed at, not just a running label."""
    words = norm(label)
    return "目标" in words and "指标" not in words and words != "目标名称"


def _level_fit(own: bool, other: bool, seen: Seen) -> float:
    """Known levels fit best; an unknown one may be a region's own, the rather when it is called like one."""
    if own:
        return 8.0
    if other or seen.quantity or len(seen.words) > 14:
        return -10.0
    return 1.0 if seen.words.endswith("指标") else -2.0 if seen.words.endswith(_LEVEL_ENDS) else -5.0


def _is_quantity(text: str) -> bool:
    """A value with a number in it, also where it is a range, a ratio or a date (3-5次, 1:1, 12月底前)."""
    return bool(_DIGIT.search(text)) and _says_quantity(text.strip())


def _says_quantity(text: str) -> bool:
    return bool(_NUMERIC.match(text)) or Target.parse(text).kind == "quantitative"
