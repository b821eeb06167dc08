"""The tree of indicators out of a table whose merged cells may be lost, row by row under its levels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from importers.finding.lines import Line
from importers.finding.poured_cells import ends_in_value, entries
from importers.forms.columns.drawn_heads import COUNT, Column
from importers.forms.columns.fits import Fits
from importers.forms.columns.heads import LONG_STATEMENT
from importers.forms.columns.planned import LONG_TARGET
from importers.forms.draft import Draft
from importers.forms.filling import put
from importers.forms.goals import Goals
from importers.forms.itemised import itemised
from importers.forms.parts_of_target import SIGN, Texts, has_direction, join_target, parts_of
from importers.placed import LABEL, SET_ASIDE
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.goals import Category, Dimension, Goal, Indicator
from models.python import regex
from models.templates.printed import points_asked

_LABEL = regex(r"^[长中短期年度实施当本项目部门单位整体绩效总分个]*(?:目标|指标)[\d一二三四五六七八九十]*$")
_POINTS_TOLD = "一级、二级指标后面标的分值是下面各项的合计，没有写进指标名称"
_DIRECTION_TOLD = "指标方向写的是正向、反向，指标值前面已写成 ≥、≤，请核对"

_NOTHING = "?"


class Saying(NamedTuple):
    """What a cell of a row, by its number, says of which field; of none: boxes without a tick."""

    cell: int
    path: str
    word: Word


class TreeReader:
    """Grows a goal's tree row by row. ``slots`` are the columns that are this tree's, where a table holds two."""

    def __init__(self, draft: Draft, goal: Goal, fits: Fits, slots: frozenset[int]) -> None:
        self.draft = draft
        self.goal = goal
        self.fits = fits
        self.head = fits.head
        self.slots = slots
        self.rows = 0
        self._hints: dict[str, str] = {}  # what the template prints where a field is blank
        self._beside: Texts = {}  # the levels that the other tree has opened meanwhile
        self._stepped = False  # levels have rows of their own, or a person said so: blank cells go on with them
        self._last_dimension = goal.dimensions[-1] if goal.dimensions else None
        draft.any_total |= any(column.head.any_total for column in self.head.columns)

    def add(self, line: Line, assigned: dict[int, int]) -> None:
        """The row as an indicator under its levels."""
        sayings = self._sayings(line, assigned)
        said = _said(sayings)
        if said.keys() == {_NOTHING}:
            return  # what stands under no head that means something makes no indicator
        if _only_dots(said):
            self._opening(line, sayings, said)
        elif _of_project(said) and not self.fits.levels(self._own(assigned)):
            self._place(line, sayings, said, Indicator(), {})
        else:
            self._indicator(line, sayings, said)

    def open(self, line: Line, assigned: dict[int, int]) -> None:
        """A row that only names the level under which the next rows stand."""
        self._stepped = True
        sayings = self._sayings(line, assigned)
        self._opening(line, sayings, _said(sayings))

    def open_below(self, line: Line, assigned: dict[int, int]) -> None:
        """A row that names a 二级指标 where the names stand, over the rows below."""
        self._stepped = True
        deeper = {NAME_PATH: LEVEL_PATHS[1]}
        sayings = [one._replace(path=deeper.get(one.path, one.path)) for one in self._sayings(line, assigned)]
        self._opening(line, sayings, _said(sayings))

    def begin(self, line: Line) -> None:
        """A row that is nothing but a 一级指标 over the rows below, or a 二级指标 below one: （一）数量指标."""
        word = line.filled[0].word
        name = word_of(self._name(word)).unnumbered
        if self.goal.dimensions and (word.is_lower or self._stands_lower(name)):
            category = Category(name=name)
            self.goal.dimensions[-1].categories.append(category)
            self._last_dimension = self.goal.dimensions[-1]
            line.placed.setdefault(0, f"{category.id}.name")
            return
        dimension = Dimension(name=name)
        self.goal.dimensions.append(dimension)
        line.placed.setdefault(0, f"{dimension.id}.name")

    def _stands_lower(self, name: str) -> bool:
        """True for a name of no 一级指标, or of one right below another that it ends as: 服务对象满意度指标."""
        last = self.goal.dimensions[-1]
        within = not last.categories and name != last.name and name.endswith(last.name)
        return within or name not in self.fits.known.dimensions

    def add_told(self, line: Line, assigned: dict[int, int]) -> None:
        """A row that is a level or an indicator, as a person said: its name stands under no head of values."""
        sayings = self._sayings(line, assigned)
        if all(one.path != line.kind for one in sayings):
            cell = _name_cell(line, sayings)
            name = Saying(cell, line.kind, line.filled[cell].word)
            sayings = [*(one for one in sayings if one.cell != cell), name]
        if line.kind == NAME_PATH:
            self._indicator(line, sayings, _said(sayings))
        else:
            self._stepped = True
            self._opening(line, sayings, _said(sayings))

    def _opening(self, line: Line, sayings: Sequence[Saying], said: Texts) -> None:
        """Takes what such a row says; a value in it is nobody's and stays unplaced."""
        levels = self._opened(line, said) if said.keys() & {*LEVEL_PATHS} else {}
        told = [one for one in sayings if one.path.partition(".")[0] != "indicator" or not one.word.content.norm]
        self._place(line, told, _said(told), Indicator(), levels)

    def _opened(self, line: Line, said: Texts) -> dict[str, str]:
        """The levels that a row opens, and where their names go."""
        dimension = self._last_dimension = self._dimension(line, said.get("dimension.name"))
        levels = {"dimension.name": f"{dimension.id}.name"}
        if "category.name" in said:
            category = self._category(line, dimension, said["category.name"], fresh=not dimension.categories)
            levels["category.name"] = f"{category.id}.name"
        return levels

    def _indicator(self, line: Line, sayings: Sequence[Saying], said: Texts) -> None:
        if "dimension.name" not in said:
            said = {**self._beside, **said}
        self._beside = {}
        dimension, category = self._levels_of(line, said)
        parts = _valued(said) if self.head.valued else itemised(said)
        for part in _indicators_in(sayings, parts):
            self._one(line, part, dimension, category)

    def _one(self, line: Line, sayings: Sequence[Saying], dimension: Dimension, category: Category) -> None:
        """One indicator under its levels."""
        said = _said(sayings)
        indicator = Indicator()
        later = {"dimension.name": f"{dimension.id}.name", "category.name": f"{category.id}.name"}
        self._place(line, sayings, said, indicator, later | parts_of(indicator, said))
        gone = join_target(indicator, said)
        if has_direction(said, gone):
            self.draft.tell(_DIRECTION_TOLD)
        for index in (one.cell for one in sayings if one.path in gone):
            line.placed.pop(index, None)
        category.indicators.append(indicator)
        self.rows += 1

    def _own(self, assigned: dict[int, int]) -> dict[int, int]:
        if len(self.slots) == len(self.head.columns):
            return assigned
        return {index: slot for index, slot in assigned.items() if slot in self.slots}

    def _sayings(self, line: Line, assigned: dict[int, int]) -> list[Saying]:
        """What the cells of a row say, as far as they are this tree's."""
        found: list[Saying] = []
        for index, slot in self._own(assigned).items():
            word, column = line.filled[index].word, self.head.columns[slot]
            path = self._path(column, word)
            both = self._both_levels(word, assigned) if path == LEVEL_PATHS[0] else None
            if both is None and (column.cell is None or not column.cell.mixed):
                found.append(Saying(index, path, word))
                continue
            parts = [*zip(LEVEL_PATHS, both, strict=True)] if both else column.said(word, path)
            found += [Saying(index, path, one) for path, one in parts] or [Saying(index, "", word)]
        return _as_told(line, found) if line.meant else found

    def _both_levels(self, word: Word, assigned: Mapping[int, int]) -> tuple[Word, Word] | None:
        """What a cell of 一级指标 says of both levels; a 二级指标 does where the row names no other."""
        known = self.fits.known
        lone = all(self.head.columns[slot].path != LEVEL_PATHS[1] for slot in assigned.values())
        if lone and self.fits.only_lower and known.is_level(word):
            return word_of(""), word
        return known.both_levels(word) or (known.lower_level(word) if lone else None)

    def has_row(self, line: Line, assigned: dict[int, int]) -> bool:
        """True where this tree has an indicator in the row, or a level, of its own if it stands beside another."""
        shared = frozenset.intersection(*self.head.trees) if len(self.head.trees) > 1 else frozenset()
        sayings = self._sayings(line, assigned)
        own = {one.path for one in sayings if assigned.get(one.cell) not in shared}
        return bool(own) and not {one.path for one in sayings}.isdisjoint((*LEVEL_PATHS[1:], NAME_PATH))

    def pass_by(self, line: Line, assigned: dict[int, int]) -> None:
        """A row in which only the other tree has an indicator; the levels it opens are opened here with the next."""
        sayings = {one.path: one for one in reversed(self._sayings(line, assigned))}
        for one in [sayings[path] for path in LEVEL_PATHS if path in sayings]:
            above = LEVEL_PATHS[: LEVEL_PATHS.index(one.path)]
            self._beside = {path: word for path, word in self._beside.items() if path in above} | {one.path: one.word}
            line.placed.setdefault(one.cell, LABEL)

    def _place(
        self, line: Line, sayings: Sequence[Saying], said: Texts, indicator: Indicator, later: Mapping[str, str]
    ) -> None:
        """Puts every cell where its column says; of two columns that say the same the second is left over.

        ``later`` are the columns that are put when the whole row is known, and where.
        """
        for cell, path, word in sayings:
            if path in later:
                where = later[path] if said[path].text == word.text else ""
            else:
                where = self._put(indicator, path, word)
            if where:
                line.placed[cell] = where

    def _levels_of(self, line: Line, said: Texts) -> tuple[Dimension, Category]:
        dimension = self._dimension(line, said.get("dimension.name"))
        fresh = dimension is not self._last_dimension
        category = self._category(line, dimension, said.get("category.name"), fresh=fresh)
        self._last_dimension = dimension
        return dimension, category

    def _path(self, column: Column, word: Word) -> str:
        """What a cell of a column says; signs may stand where the nature of an indicator is asked."""
        path = column.path
        if path == "indicator.nature" and word.sign:
            return SIGN
        return "indicator.target" if path == LONG_TARGET else path

    def _opens(self, line: Line, path: str) -> bool:
        """True when, spans being known, a blank level cell begins here."""
        column = next((one for one in map(self.head.columns.__getitem__, self.slots) if one.path == path), None)
        if column is None or self._stepped or not line.spans_known or self.fits.goes_on(column):
            return False
        if not self.rows and self._last_dimension is not None:
            return False  # below a head said again the levels above it go on
        return column.position in line.anchors

    def _name(self, word: Word | None) -> str:
        """The name of a level; points behind it are the sum of those below, and are told."""
        if word and word.level_points and not self._drawn_points(word):
            self.draft.tell(_POINTS_TOLD)
        return word.level_name if word else ""

    def _drawn_points(self, word: Word) -> bool:
        """The points are those that the template itself asks of the level, and prints."""
        asked = points_asked(self.draft.template, word.level_name)
        return bool(asked) and re.sub(r"[~～—–至]", "-", word.level_points).strip(" （()）分") == asked

    def _dimension(self, line: Line, word: Word | None) -> Dimension:
        last = self.goal.dimensions[-1] if self.goal.dimensions else None
        name = self._name(word)
        if last is not None and word is not None and last is self._last_dimension and last.name == name:
            return last
        if last is None or word is not None or self._opens(line, "dimension.name"):
            last = Dimension(name=name)
            self.goal.dimensions.append(last)
        return last

    def _category(self, line: Line, dimension: Dimension, word: Word | None, *, fresh: bool) -> Category:
        last = dimension.categories[-1] if dimension.categories and not fresh else None
        name = self._name(word)
        if last is not None and last.name == name:  # one without a name that a page cut begins anew on the next
            return last
        if last is None or word is not None or self._opens(line, "category.name"):
            last = Category(name=name)
            dimension.categories.append(last)
        return last

    def _put(self, indicator: Indicator, path: str, word: Word) -> str:
        """Where the text went; empty where it found no place."""
        scope, _, field = path.partition(".")
        hint = self._hints.get(path)
        if hint is None:
            hint = self._hints[path] = word_of(self.draft.template.rule_of(path).hint).norm
        if path in ("", SET_ASIDE) or (hint and hint == word.norm):
            return SET_ASIDE if path == SET_ASIDE else LABEL
        if scope == "goal":
            return self._put_goal(field, word)
        if scope == "form":
            return self.draft.put_in_form(field, word.text)
        return self._put_own(indicator, field, word) if scope == "indicator" else "" if word.norm else LABEL

    def _put_own(self, indicator: Indicator, field: str, word: Word) -> str:
        """Puts a text into a field of the indicator; where, or nothing."""
        if field == "nature":
            return put(indicator, "nature", word.norm[:2]) if word.nature else ""
        if field == "name":
            word = word.content
        return self.draft.put_once(indicator, field, word.text) if word.norm else LABEL

    def _put_goal(self, field: str, word: Word) -> str:
        """A goal's weight or statement; a label that is none of the form's words may be the statement itself."""
        if f"goal.{field}" == COUNT:
            return LABEL
        if f"goal.{field}" == LONG_STATEMENT:
            return self.draft.put_once(Goals(self.draft.form).nth("long_term", 0), "statement", word.text)
        if field == "weight":
            return self.draft.put_once(self.goal, "weight", word.text)
        rest = _said_of_goal(word) if field == "label" else word
        if rest is None:
            return LABEL
        if not self.goal.statement:
            self.goal.statement = rest.text.strip()
        held = {"statement": word_of(self.goal.statement).norm, "label": word_of(self.goal.label).norm}
        return next((f"{self.goal.id}.{name}" for name, norm in held.items() if norm == rest.norm), "")


def _name_cell(line: Line, sayings: Sequence[Saying]) -> int:
    """The cell that names what a whole row is: of those under no head of values the first for a 一级, else the last."""
    values = {one.cell for one in sayings if one.path.startswith("indicator.") and one.path != NAME_PATH}
    names = [index for index in range(len(line.filled)) if index not in values] or [0]
    return names[0] if line.kind == LEVEL_PATHS[0] else names[-1]


def _said_of_goal(word: Word) -> Word | None:
    """A cell that labels a goal without the label's own words (年度目标1：…); None where it is nothing else."""
    head, _, rest = word.norm.partition(":")
    if not _LABEL.match(head):
        return word
    return word_of(word.text.strip()[-len(rest) :]) if rest else None


def is_total(line: Line) -> bool:
    """A row that only adds up the weights."""
    return bool(line.filled) and line.filled[0].word.begins_sum


def _of_project(said: Texts) -> bool:
    """A row that says what a whole project is or aims at."""
    return any(path == "goal.statement" or path.startswith("form.") for path in said)


def _only_dots(said: Texts) -> bool:
    """True for a row that stands for more of its kind (……), or for an empty one with its running label (指标2:)."""
    name, target = said.get(NAME_PATH), said.get("indicator.target")
    if said and all(not word.content.norm for word in said.values()):
        return True
    return name is not None and not name.content.norm and (target is None or not target.content.norm)


def is_remark(line: Line) -> bool:
    """A row below the table: notes, who filled in."""
    return bool(line.filled) and line.filled[0].word.begins_remark


def _as_told(line: Line, sayings: Sequence[Saying]) -> list[Saying]:
    """What the cells of a row say once a person has said of some of them what they mean."""
    told = {n: line.meant[spot.place] for n, spot in enumerate(line.filled) if spot.place in line.meant}
    others = [one for one in sayings if one.path not in told.values() and one.cell not in told]
    return [*others, *(Saying(cell, path, line.filled[cell].word) for cell, path in told.items())]


def _said(sayings: Sequence[Saying]) -> dict[str, Word]:
    """What a row says, by the first column that says it."""
    return {one.path: one.word for one in reversed(sayings) if one.path}


def _valued(said: Texts) -> list[dict[str, Word]]:
    """The indicators in a cell of names that have their values behind them."""
    name = said.get(NAME_PATH)
    if name is None or not ends_in_value(name):
        return []
    found = entries(name, frozenset())
    return [{NAME_PATH: own, "indicator.target": value} for _, own, value in found if value is not None]


def _indicators_in(sayings: Sequence[Saying], parts: Sequence[Texts]) -> list[Sequence[Saying]]:
    """What every indicator of a row says; mostly it is one, and ``parts`` are none. Points for several together are
    nobody's."""
    if not parts:
        return [sayings]
    shared = [one for one in sayings if one.path != "indicator.weight" or one.path in parts[0]]
    paths = {one.path for one in sayings}
    own = [[one._replace(word=part.get(one.path, one.word)) for one in shared] for part in parts]
    cell = next((one.cell for one in sayings if one.path == NAME_PATH), 0)
    more = ([Saying(cell, path, word) for path, word in part.items() if path not in paths] for part in parts)
    return [[*said, *added] for said, added in zip(own, more, strict=True)]
