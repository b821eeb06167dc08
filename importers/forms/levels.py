"""The tree of indicators out of a table whose merged cells may be lost, row by row under its levels."""

from __future__ import annotations

import re
from collections.abc import Mapping

from importers.finding.lines import Line
from importers.forms.draft import Draft
from importers.forms.filling import put
from importers.forms.fits import Fits
from importers.forms.heads import LONG_TARGET
from importers.placed import LABEL, SET_ASIDE
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target

_LABEL = re.compile(r"^[长中短期年度实施当本项目部门单位整体绩效总分个]*(?:目标|指标)[\d一二三四五六七八九十]*$")
_PARTS = "indicator.target."
_SIGN, _NUMBER, _UNIT = (_PARTS + part for part in ("comparison", "number", "unit"))
Texts = Mapping[str, Word]
"""What a row says: path of a column → the first cell that says it."""


class TreeReader:
    """Grows a goal's tree row by row. ``slots`` are the columns that are this tree's, where a table holds two."""

    def __init__(self, draft: Draft, goal: Goal, fits: Fits, slots: frozenset[int]) -> None:
        self.draft = draft
        self.goal = goal
        self.fits = fits
        self.head = fits.head
        self.slots = slots
        self.rows = 0
        self._stepped = False  # levels have rows of their own, as a person said: blank cells go on with them
        self._last_dimension = goal.dimensions[-1] if goal.dimensions else None
        draft.any_total |= any(column.head.any_total for column in self.head.columns)

    def add(self, line: Line, assigned: dict[int, int]) -> None:
        """The row as an indicator under its levels."""
        paths = self._paths(line, assigned)
        said = _said(line, paths)
        if _only_dots(said):
            self._opening(line, paths, said)
        elif len(self.head.trees) > 1 and not said.get("indicator.name"):
            self._levels_only(line, paths, said)
        elif "goal.statement" in said and not self.fits.levels(self._own(assigned)):
            self._place(line, paths, Indicator(), {})
        else:
            self._indicator(line, paths, said)

    def open(self, line: Line, assigned: dict[int, int]) -> None:
        """A row that only names the level under which the next rows stand."""
        paths = self._paths(line, assigned)
        self._opening(line, paths, _said(line, paths))

    def add_told(self, line: Line, assigned: dict[int, int]) -> None:
        """A row that is a level or an indicator, as a person said: its name stands under no head of values."""
        paths = self._paths(line, assigned)
        if line.kind not in paths.values():
            paths[_name_cell(line, paths)] = line.kind
        said = _said(line, paths)
        if line.kind == NAME_PATH:
            self._indicator(line, paths, said)
        else:
            self._stepped = True
            self._opening(line, paths, said)

    def _opening(self, line: Line, paths: dict[int, str], said: Texts) -> None:
        """Takes what such a row says; a value in it is nobody's and stays unplaced."""
        levels = self._opened(line, said) if said.keys() & {*LEVEL_PATHS} else {}
        told = {
            n: path for n, path in paths.items() if path[:10] != "indicator." or not line.filled[n].word.content.norm
        }
        self._place(line, told, Indicator(), levels)

    def _opened(self, line: Line, said: Texts) -> dict[str, str]:
        """The levels that a row opens, and where their names go."""
        dimension = self._last_dimension = self._dimension(line, said.get("dimension.name"))
        levels = {"dimension.name": f"{dimension.id}.name"}
        if "category.name" in said:
            category = self._category(line, dimension, said["category.name"], fresh=not dimension.categories)
            levels["category.name"] = f"{category.id}.name"
        return levels

    def _indicator(self, line: Line, paths: dict[int, str], said: Texts) -> None:
        dimension, category = self._levels_of(line, said)
        indicator = Indicator()
        later = {"dimension.name": f"{dimension.id}.name", "category.name": f"{category.id}.name"}
        self._place(line, paths, indicator, later | _parts_of(indicator, said))
        gone = _join_target(indicator, said)
        for index in (index for index, path in paths.items() if path in gone):
            line.placed.pop(index, None)
        category.indicators.append(indicator)
        self.rows += 1

    def _own(self, assigned: dict[int, int]) -> dict[int, int]:
        return {index: slot for index, slot in assigned.items() if slot in self.slots}

    def _paths(self, line: Line, assigned: dict[int, int]) -> dict[int, str]:
        """What the cells of a row say, as far as they are this tree's."""
        paths = {index: self._path(slot, line.filled[index].word) for index, slot in self._own(assigned).items()}
        if not line.meant:
            return paths
        told = {n: line.meant[spot.place] for n, spot in enumerate(line.filled) if spot.place in line.meant}
        return {n: path for n, path in paths.items() if path not in told.values()} | told

    def _place(self, line: Line, paths: dict[int, str], indicator: Indicator, later: Mapping[str, str]) -> None:
        """Puts every cell where its column says; of two columns that say the same the second is left over.

        ``later`` are the columns that are put when the whole row is known, and where.
        """
        said = _said(line, paths)
        for index, path in paths.items():
            word = line.filled[index].word
            if path in later:
                where = later[path] if said[path].text == word.text else ""
            else:
                where = self._put(indicator, path, word)
            if where:
                line.placed[index] = where

    def _levels_only(self, line: Line, paths: dict[int, str], said: Texts) -> None:
        """A row in which only the other tree has an indicator; the levels it opens are opened here as well."""
        name = said.get("dimension.name")
        if name is not None:
            dimension, _ = self._levels_of(line, {"dimension.name": name})
            first = next(index for index, path in paths.items() if path == "dimension.name")
            line.placed[first] = f"{dimension.id}.name"

    def _levels_of(self, line: Line, said: Texts) -> tuple[Dimension, Category]:
        dimension = self._dimension(line, said.get("dimension.name"))
        fresh = dimension is not self._last_dimension
        category = self._category(line, dimension, said.get("category.name"), fresh=fresh)
        self._last_dimension = dimension
        return dimension, category

    def _path(self, slot: int, word: Word) -> str:
        """What a cell of a column says; signs may stand where the nature of an indicator is asked."""
        path = self.head.columns[slot].path
        if path == "indicator.nature" and word.sign:
            return _SIGN
        return "indicator.target" if path == LONG_TARGET else path

    def _opens(self, line: Line, path: str) -> bool:
        """True when, spans being known, a blank level cell begins here."""
        column = next((column for column in self.head.columns if column.path == path), None)
        return bool(column and not self._stepped and line.spans_known and column.position in line.anchors)

    def _dimension(self, line: Line, word: Word | None) -> Dimension:
        last = self.goal.dimensions[-1] if self.goal.dimensions else None
        name = word.level_name if word else ""
        if last is not None and word is not None and last is self._last_dimension and last.name == name:
            return last
        if last is None or word is not None or self._opens(line, "dimension.name"):
            last = Dimension(name=name)
            self.goal.dimensions.append(last)
        return last

    def _category(self, line: Line, dimension: Dimension, word: Word | None, *, fresh: bool) -> Category:
        last = dimension.categories[-1] if dimension.categories and not fresh else None
        name = word.level_name if word else ""
        if last is not None and word is not None and last.name == name:
            return last
        if last is None or word is not None or self._opens(line, "category.name"):
            last = Category(name=name)
            dimension.categories.append(last)
        return last

    def _put(self, indicator: Indicator, path: str, word: Word) -> str:
        """Where the text went; empty where it found no place."""
        scope, _, field = path.partition(".")
        if path == SET_ASIDE:
            return SET_ASIDE
        if scope == "goal":
            return self._put_goal(field, word)
        if scope == "form":
            return self.draft.put_once(self.draft.form, field, word.text)
        if path == "indicator.nature":
            return put(indicator, "nature", word.norm[:2]) if word.nature else ""
        if path == NAME_PATH:
            word = word.content
        if not word.norm:
            return LABEL
        return self.draft.put_once(indicator, field, word.text) if scope == "indicator" else ""

    def _put_goal(self, field: str, word: Word) -> str:
        """A goal's weight or statement; a label that is none of the form's words may be the statement itself."""
        if field == "weight":
            return self.draft.put_once(self.goal, "weight", word.text)
        rest = _said_of_goal(word) if field == "label" else word
        if rest is None:
            return LABEL
        if not self.goal.statement:
            self.goal.statement = rest.text.strip()
        held = {"statement": word_of(self.goal.statement).norm, "label": word_of(self.goal.label).norm}
        return next((f"{self.goal.id}.{name}" for name, norm in held.items() if norm == rest.norm), "")


def _name_cell(line: Line, paths: Mapping[int, str]) -> int:
    """The cell that names what a whole row is: of those under no head of values the first for a 一级, else the last."""
    values = {index for index, path in paths.items() if path.startswith("indicator.") and path != NAME_PATH}
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


def _only_dots(said: Texts) -> bool:
    """True for a row that stands for more of its kind (……), or for an empty one with its running label (指标2:)."""
    name = said.get(NAME_PATH)
    return name is not None and not name.content.norm and not said.get("indicator.target")


def is_remark(line: Line) -> bool:
    """A row below the table: notes, who filled in."""
    return bool(line.filled) and line.filled[0].word.begins_remark


def _said(line: Line, paths: dict[int, str]) -> dict[str, Word]:
    """What a row says, by the first column that says it."""
    return {path: line.filled[index].word for index, path in reversed(paths.items())}


def _parts_of(indicator: Indicator, said: Texts) -> dict[str, str]:
    """Where the parts of a target go that stand in columns of their own; 定性 is no sign but the nature."""
    target, sign = f"{indicator.id}.target", said.get(_SIGN)
    parts = {path: target for path in said if path.startswith(_PARTS)}
    return parts | ({_SIGN: f"{indicator.id}.nature"} if sign is not None and sign.nature else {})


def _join_target(indicator: Indicator, said: Texts) -> set[str]:
    """Sign, number and unit of separate columns as one target; 定性 says that the text stands alone.

    Returns the columns that gave way: what they say is not in the target, such as a whole one that says another.
    """
    if not any(path.startswith(_PARTS) for path in said):
        return set()
    indicator.target = _joined(indicator, said)
    target = word_of(str(indicator.target)).norm
    columns = (path for path in said if path == "indicator.target" or path.startswith(_PARTS))
    return {path for path in columns if not said[path].nature and said[path].norm not in target}


def _joined(indicator: Indicator, said: Texts) -> Target:
    number, unit = _line(said, _NUMBER) or _line(said, "indicator.target"), _line(said, _UNIT)
    sign, nature = _line(said, _SIGN), said[_SIGN].nature if _SIGN in said else ""
    sign = "" if sign and number.startswith(sign) else sign
    if nature == "qualitative":
        target = Target.parse(number + unit)
        if target.kind == "quantitative" or target.blank:  # else 定性 is plain from the words
            indicator.nature = "qualitative"
        return target
    if nature == "quantitative":
        sign, indicator.nature = "", "quantitative"
    return Target.join(sign, number, "" if number.endswith(unit) else unit)


def _line(said: Texts, path: str) -> str:
    return said[path].one_line if path in said else ""
