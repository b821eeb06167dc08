"""Which cell of a row of indicators is meant for which column, when merged cells were lost or shifted: by meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from math import log
from typing import NamedTuple

from importers.amounts import is_amount
from importers.finding.lines import Line
from importers.forms.columns.align import IMPOSSIBLE, Alignment, align
from importers.forms.columns.drawn_heads import COUNT, Column
from importers.forms.columns.heads import Head
from importers.forms.columns.known import Known
from importers.words.listed import words
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word
from models.python import regex

SKIP_CELL = -14.0
_TOLD = 20.0  # a person said what the column means
_NO_NAME = -20.0  # a sign, or a running label, is rather left over than be a name
_UNIT_NUMBER = regex(r"^[\d.]+$")
_MISSED = {NAME_PATH: -2.0, "indicator.target": -1.5}
_AS_DRAWN = 8.0  # boxes, and values among fixed words, are known by those
_GOAL_WORDS = 14
_FEW = 3  # rows that tell how a table was drawn
_SENTENCES = frozenset(f"indicator.{field}" for field in ("description", "scoring", "remark", "evidence"))
_NUMBERS = frozenset({"indicator.weight", "goal.weight", "form.amount", COUNT})
_SIGNS = frozenset({"indicator.target.comparison", "indicator.nature"})
_STEADY = 0.6
_KINDS = ("number", "short", "long")
_SHORT = 6  # letters of a text
_LEARNED = 0.8  # how much what all rows hold counts beside a cell's own words
_NONE = repeat(0.0)  # of however many columns


class Trust(NamedTuple):
    """What it tells that a cell stands under the head of a column (``near``) or so many columns off (``away``), and
    what it costs to take a whole row for slid."""

    near: float
    away: float
    slide: float


_UNKNOWN = Trust(2.0, 0.2, 0.5)  # no row with blank cells tells
_KEPT = Trust(7.0, 0.2, 6.0)  # rows with blank cells kept their columns
_LOST = Trust(0.05, 0.01, 0.0)  # blank cells are lost: a mere tie-break between words that fit alike


class Fits:
    """How well a text fits a column, and which cells of a row are meant for which columns."""

    def __init__(self, head: Head, known: Known) -> None:
        self.head = head
        self.known = known
        self.paths = frozenset(column.path for column in head.columns)
        self._lone_level = LEVEL_PATHS[1] not in self.paths
        self.skips = [_MISSED.get(column.path, 0.0) for column in head.columns]
        self._at: dict[int, dict[int, int]] = {}  # width of a row → place of a cell → column
        self._meanings: dict[tuple[int, Word], float] = {}  # every row is looked at twice
        self.trust = _UNKNOWN
        self._unmerged: frozenset[int] = frozenset()
        self.only_lower = False
        self.kinds: dict[int, dict[str, float]] = {}  # column → what a cell of a kind gains there

    def learn(self, body: Sequence[Line]) -> None:
        """Looks whether the rows with blank cells kept their columns: the place of a cell tells more then, else
        nothing that its words do not say."""
        self._unmerged = frozenset(_unmerged([line for line in body if len(line.filled) >= _FEW]))
        self.only_lower = self._lone_level and self._says_lower_levels(body)
        partial = [line for line in body if 1 < len(line.filled) < len(self.head.columns)][:_ENOUGH]
        kept = sum(self._kept_columns(line) for line in partial)
        if partial:
            self.trust = _KEPT if kept >= _STEADY * len(partial) else _LOST
        if self.blanks_lost:
            self._profile([line for line in body if len(line.filled) > 1][:_ENOUGH])

    def _says_lower_levels(self, body: Sequence[Line]) -> bool:
        """The only column of levels says nothing but 二级指标, some of which are none but those."""
        first = next((column for column in self.head.columns if column.path == LEVEL_PATHS[0]), None)
        held = {
            spot.word.level_norm for line in body for spot in line.filled if first and spot.column == first.position
        }
        held &= self.known.dimensions | self.known.categories
        return held <= self.known.categories and not held <= self.known.dimensions

    def _profile(self, rows: Sequence[Line]) -> None:
        """How often every column is filled, and with numbers or texts, as all rows together have it."""
        found = [(line, self._aligned(line, line.words)) for line in rows]
        for slot, column in enumerate(self.head.columns):
            if column.path in (*LEVEL_PATHS, NAME_PATH) or column.path.startswith(_NOT_TREE):
                continue
            held = [_kind(line.filled[n].word) for line, at in found for n, own in at.items() if own == slot]
            share = (min(len(held), len(found)) + 1) / (len(found) + 2)
            self.skips[slot] += _LEARNED * log(1 - share)
            self.kinds[slot] = {
                kind: _LEARNED * (log(share) + log(3 * (held.count(kind) + 1) / (len(held) + 3))) for kind in _KINDS
            }

    def goes_on(self, column: Column) -> bool:
        """A blank cell below a level goes on with it: nobody merged any cells of that column."""
        return column.position in self._unmerged

    @property
    def blanks_lost(self) -> bool:
        """Blank cells are not in the rows: what stands where in them, only its words tell."""
        return self.trust is _LOST

    def assign(self, line: Line) -> dict[int, int]:
        """Which filled cell (index) goes to which column (index)."""
        if line.spans_known and line.width == self.head.width:
            at = {column.position: number for number, column in enumerate(self.head.columns)}
            return {index: at[cell.column] for index, cell in enumerate(line.filled) if cell.column in at}
        by_place = self._by_place(line)
        if len(by_place) == len(self.head.columns) == len(line.filled):
            return by_place
        seen = line.words
        certain = len(by_place) == len(seen) and all(self._meaning(by_place[n], seen[n]) >= 0 for n in by_place)
        return by_place if certain else self._aligned(line, seen)

    def levels(self, assigned: dict[int, int]) -> frozenset[str]:
        """The kinds of columns that a row fills: those of levels by their path, all others of indicators as one."""
        paths = {self.head.columns[slot].path for slot in assigned.values()}
        return frozenset(path if path in LEVEL_PATHS else "indicator" for path in paths if path[:5] not in _NOT_TREE)

    def steps(self, rows: Sequence[tuple[Line, dict[int, int]]]) -> list[frozenset[str]]:
        """The levels of every row. Of two rows in turn that are each a 一级 by its words the second is a 二级 where it
        may be one, blank cells being lost (满意度 below 满意度指标); its cell is then that column's."""
        found = [self.levels(assigned) for _, assigned in rows]
        paths = [column.path for column in self.head.columns]
        if not self.blanks_lost or LEVEL_PATHS[1] not in paths:
            return found
        for number in range(1, len(rows)):
            line, assigned = rows[number]
            alone = found[number] == found[number - 1] == frozenset(LEVEL_PATHS[:1]) and len(line.filled) == 1
            if alone and line.words[0].level_norm in self.known.categories:
                assigned.update(dict.fromkeys(assigned, paths.index(LEVEL_PATHS[1])))
                found[number] = frozenset(LEVEL_PATHS[1:])
        return found

    def goal_label(self, line: Line, assigned: dict[int, int]) -> str:
        """The words with which a row names its goal; nothing where it names none."""
        if "goal.label" not in self.paths:
            return ""
        cells = (cell for cell, slot in assigned.items() if self.head.columns[slot].path == "goal.label")
        return "".join(line.filled[cell].word.norm for cell in cells)

    def _by_place(self, line: Line) -> dict[int, int]:
        at = self._at.get(line.width)
        if at is None:
            at = {self.head.position(number, line): number for number in range(len(self.head.columns))}
            self._at[line.width] = at
        return {index: at[cell.column] for index, cell in enumerate(line.filled) if cell.column in at}

    def _kept_columns(self, line: Line) -> bool:
        """True when the cells of a row mean what stands over them; one with blanks inside may have an odd one."""
        by_place = self._by_place(line)
        odd = sum(self._meaning(slot, line.filled[index].word) < 0 for index, slot in by_place.items())
        holes = line.filled[-1].column >= len(line.filled)
        return odd + len(line.filled) - len(by_place) <= holes

    def _aligned(self, line: Line, seen: Sequence[Word]) -> dict[int, int]:
        """The best meaning of a row whose cells may have slid, each by itself or all together."""
        slots = range(len(self.head.columns))
        meanings = [[self._meaning(slot, one) for slot in slots] for one in seen]
        places = [self.head.position(slot, line) for slot in slots]
        if self.blanks_lost and self.head.halved:
            self._forbid_shared(line, meanings)
        best = self._shifted(line, meanings, places, 0)
        lost = len(places) - len(seen)  # cells that are not in the row; so far its first one may have slid
        shifts = {line.filled[cell].column - places[slot] for cell, slot in best.pairs}
        shifts.update(line.filled[0].column - place for place in places[: lost + 1] if lost > 0)
        for shift in sorted(shifts - {0}, key=abs):
            other = self._shifted(line, meanings, places, shift)
            best = other if other.score - self.trust.slide > best.score else best
        return dict(best.pairs)

    def _forbid_shared(self, line: Line, meanings: list[list[float]]) -> None:
        """Cells move to the left where blank ones are lost, never to the right: one behind the first of its row is no
        一级指标 that stands first for two halves, though a 成本指标 may be one by its words."""
        shared = [slot for slot, column in enumerate(self.head.columns[:1]) if column.path == LEVEL_PATHS[0]]
        for spot, own in zip(line.filled, meanings, strict=True):
            for slot in shared if spot.column else ():
                own[slot] = IMPOSSIBLE

    def _shifted(self, line: Line, meanings: list[list[float]], places: list[int], shift: int) -> Alignment:
        """The best meaning of a row that slid by ``shift`` columns, more or less."""
        near, away = self.trust.near, self.trust.away
        here = [near + (_TOLD if column.told else 0.0) for column in self.head.columns]
        gains = []
        for spot, meaning in zip(line.filled, meanings, strict=True):
            column, kind = spot.column - shift, _kind(spot.word) if self.kinds and len(line.filled) > 1 else ""
            learned = [self.kinds[n][kind] if n in self.kinds else 0.0 for n in range(len(here))] if kind else _NONE
            gains.append(
                [
                    value + more + (own if place == column else -away * abs(column - place))
                    for value, own, place, more in zip(meaning, here, places, learned, strict=False)
                ]
            )
        return align(gains, SKIP_CELL, self.skips)

    def _meaning(self, slot: int, word: Word) -> float:
        """How well a text fits the column; below 0 it is rather something else."""
        known = self._meanings.get((slot, word))
        if known is None:
            known = self._meanings[slot, word] = self._fit(slot, word)
        return known

    def _fit(self, slot: int, word: Word) -> float:
        path, cell = self.head.columns[slot].path, self.head.columns[slot].cell
        if cell and cell.mixed and (cell.boxes or cell.slot.anchored):
            return _AS_DRAWN if cell.fits(word) else -_AS_DRAWN
        if path in (*LEVEL_PATHS, NAME_PATH):
            return self._tree_fit(path, word)
        if path in _NUMBERS:
            return _number_fit(path, word)
        if path in _SIGNS:
            return _sign_fit(word)
        if path == "goal.label":
            return self._label_fit(word)
        return -6.0 if self.known.is_level(word) else self._text_fit(path, word)

    def _tree_fit(self, path: str, word: Word) -> float:
        """How well a text is the name of a level, or of an indicator."""
        if path == NAME_PATH:
            return -5.0 if self.known.is_level(word) else _name_fit(word)
        name = word.level_norm
        own, other = name in self.known.dimensions, name in self.known.categories
        if self.head.halved and name in self.known.lower:
            own = False  # a 二级指标 that both halves say stands there twice, and is no 一级指标 of the same name
        if not own and self.known.both_levels(word):
            parts = self.known.run_together(name)
            first = self._lone_level or parts is None or parts[0].ends_as_level
            own, other = first, not first  # beside a column of 一级指标, 产出数量 is a 二级指标
        other = other and not (path == LEVEL_PATHS[0] and self._lone_level)
        return _level_fit(own, other, word) if path == LEVEL_PATHS[0] else _level_fit(other, own, word)

    def _label_fit(self, word: Word) -> float:
        if word.norm == self.head.label.norm or "目标" in word.norm:
            return 2.0
        return -1.0 if len(word.norm) > _GOAL_WORDS and self.head.label.names_goals else -15.0

    def _text_fit(self, path: str, word: Word) -> float:
        known = word.norm in self.known.dictionary
        if path.startswith("indicator.target.unit"):
            return -8.0 if word.sign or word.nature else _unit_fit(word)
        if path.startswith(("indicator.target", "indicator.history")):
            return 4.0 if word.quantity else -8.0 if word.nature else -4.0 if known else 0.5
        if path == "indicator.basis":
            return 5.0 if known else -4.0 if word.quantity else 0.5
        if path == "indicator.description" and word.norm.startswith(tuple(words("begins_meaning"))):
            return 2.0
        return -3.0 if word.quantity and path in _SENTENCES else 0.0


def _kind(word: Word) -> str:
    return _KINDS[0] if word.quantity or word.like_number else _KINDS[1 + (len(word.norm) > _SHORT)]


def _unmerged(rows: Sequence[Line]) -> Iterator[int]:
    """Columns with a cell of its own in every row, a text in the first and none in some: a level said once."""
    if len(rows) < _FEW or not all(line.spans_known for line in rows):
        return
    filled = [{spot.column for spot in line.filled} for line in rows]
    for column in filled[0]:
        if all(column in line.anchors for line in rows) and any(column not in texts for texts in filled):
            yield column


_NOT_TREE = ("goal.", "form.")


def stairs(rows: Sequence[frozenset[str]], *, lost: bool = False) -> frozenset[int]:
    """Rows that only open a level for the rows below, in tables that give every level a row of its own (by number).

    Elsewhere a row of levels without an indicator is an empty row of the official table; but a 一级指标 alone before a
    row that begins with a 二级指标, where blank cells are ``lost``.
    """
    dimension, category = (frozenset({path}) for path in LEVEL_PATHS)
    steps = [(number, row) for number, row in enumerate(rows[:-1]) if row]
    if lost:
        below = category | {"indicator"}
        over = frozenset(number for number, row in steps if row == dimension and rows[number + 1] == below)
        if over:
            return over
    if not any(row == dimension and rows[number + 1] == category for number, row in steps):
        return frozenset()
    deeper = {dimension: category, category: frozenset({"indicator"}), dimension | category: frozenset({"indicator"})}
    return frozenset(number for number, row in steps if row in deeper and rows[number + 1] == deeper[row])


_ENOUGH = 200
"""Rows that tell how a table was copied."""


def _name_fit(word: Word) -> float:
    if word.sign or word.counts_only:
        return _NO_NAME
    return -12.0 if word.quantity else -1.0 if word.ends_as_level else 3.0


def _number_fit(path: str, word: Word) -> float:
    """A number, or what was meant as one (十二, —): it stays in its column and is told, rather than be a sentence."""
    if is_amount(word.text, path):
        return 4.5
    return 0.0 if word.like_number else -3.0 if len(word.norm) <= 4 and not word.quantity else -7.0


def _sign_fit(word: Word) -> float:
    if word.sign or word.nature:
        return 8.0
    return -3.0 if len(word.norm) <= 4 and not word.quantity else -8.0


def _unit_fit(word: Word) -> float:
    """Units are short, or made of short ones (元/人/天)."""
    if word.ends_as_level:
        return -8.0
    if _UNIT_NUMBER.match(word.norm) or len(word.norm) > 8:
        return -2.0
    return 2.0 if len(word.norm) <= 3 or "/" in word.norm else -1.0


def _level_fit(own: bool, other: bool, word: Word) -> float:
    """Known levels fit best; an unknown one may be a region's own, the rather when it is called like one."""
    if word.counts_only:
        return _NO_NAME
    if own:
        return 8.0
    if other or word.quantity or len(word.norm) > 14:
        return -10.0
    return 1.0 if word.ends_as_level else -2.0 if word.norm.endswith(tuple(words("level_end"))) else -5.0
