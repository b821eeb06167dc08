"""The tree of indicators out of a table whose merged cells may be lost, row by row under its levels."""

from __future__ import annotations

import re

from importers.finding.lines import Line
from importers.forms.filling import Money, put, put_once
from importers.forms.fits import NATURES, QUALITATIVE, QUANTITATIVE, Fits
from importers.forms.heads import LEVEL_PATHS, LONG_TARGET
from importers.words import norm, one_line
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import COMPARISONS, Target

AnyForm = DepartmentForm | ProjectForm
_TOTAL = re.compile(r"^(?:合计|总计|小计|总分|总分值|权重合计|分值合计)$")
_NOTE = re.compile(
    r"^(?:注|备注|说明|填表说明|填报说明|填报人|填表人|审核人|审核意见|单位负责人|制表人|联系人)(?:[:\d.、]|$)"
)
_LABEL = re.compile(r"^[长中短期年度实施当本项目部门单位整体绩效总分个]*(?:目标|指标)[\d一二三四五六七八九十]*$")


class TreeReader:
    """Grows a goal's tree row by row. ``slots`` are the columns that are this tree's, where a table holds two."""

    def __init__(
        self,
        goal: Goal,
        fits: Fits,
        form: AnyForm,
        money: Money,
        slots: frozenset[int] | None = None,
    ) -> None:
        self.goal = goal
        self.fits = fits
        self.head = fits.head
        self.form = form
        self.money = money
        self.slots = slots if slots is not None else frozenset(range(len(fits.head.columns)))
        self.rows = 0
        self._last_dimension = goal.dimensions[-1] if goal.dimensions else None

    def add(self, line: Line, assigned: dict[int, int]) -> None:
        """The row as an indicator under its levels."""
        own = {index: slot for index, slot in assigned.items() if slot in self.slots}
        paths = {index: self._path(slot, line.filled[index].text) for index, slot in own.items()}
        values = _first_texts(line, paths)
        if len(self.head.trees) > 1 and not values.get("indicator.name"):
            self._levels_only(line, paths, values)
            return
        if "goal.statement" in values and not self.fits.levels(own):
            self._of_form(line, paths)
            return
        category = self._category_of(line, values)
        indicator = Indicator()
        self._use(line, paths, indicator)
        if _join_target(indicator, values):
            line.used -= {index for index, path in paths.items() if path == "indicator.target"}
        category.indicators.append(indicator)
        self.rows += 1

    def open(self, line: Line, assigned: dict[int, int]) -> None:
        """A row that only names the level under which the next rows stand."""
        own = {index: slot for index, slot in assigned.items() if slot in self.slots}
        paths = {index: self._path(slot, line.filled[index].text) for index, slot in own.items()}
        values = _first_texts(line, paths)
        dimension = self._dimension(line, values.get("dimension.name"))
        self._last_dimension = dimension
        if "category.name" in values:
            self._category(line, dimension, values["category.name"], fresh=not dimension.categories)
        self._of_form(line, paths)

    def _of_form(self, line: Line, paths: dict[int, str]) -> None:
        """What a row without indicator says of the form and the goal."""
        self._use(line, paths, Indicator())

    def _use(self, line: Line, paths: dict[int, str], indicator: Indicator) -> None:
        """Puts every cell where its column says; of two columns that say the same the second is left over."""
        texts = _first_texts(line, paths)
        for index, path in paths.items():
            text = line.filled[index].text
            if self._put(indicator, path, text) and (texts[path] == text or not _put_later(path)):
                line.used.add(index)

    def _levels_only(self, line: Line, paths: dict[int, str], values: dict[str, str]) -> None:
        """A row in which only the other tree has an indicator; the levels it opens are opened here as well."""
        if any(path in LEVEL_PATHS for path in values) and values.get("dimension.name"):
            self._category_of(line, {"dimension.name": values["dimension.name"]})
            first = next(index for index, path in paths.items() if path == "dimension.name")
            line.used.add(first)

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
        return "indicator.target" if path == LONG_TARGET else path

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
        if _put_later(path):
            return True
        if scope == "goal":
            return self._put_goal(field, text)
        if scope == "form":
            return put_once(self.form, field, text, self.money)
        if path == "indicator.nature":
            return norm(text) in NATURES and put(indicator, "nature", norm(text)[:2])
        return scope == "indicator" and put_once(indicator, field, text)

    def _put_goal(self, field: str, text: str) -> bool:
        """A goal's weight or statement; a label that is none of the form's words may be the statement itself."""
        if field == "weight":
            return put_once(self.goal, "weight", text)
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


def is_total(line: Line) -> bool:
    """A row that only adds up the weights."""
    return bool(line.filled) and bool(_TOTAL.match(norm(line.filled[0].text)))


def is_remark(line: Line) -> bool:
    """A row below the table: notes, who filled in."""
    return bool(line.filled) and bool(_NOTE.match(norm(line.filled[0].text)))


def _first_texts(line: Line, paths: dict[int, str]) -> dict[str, str]:
    """What a row says, by the first column that says it."""
    return {path: line.filled[index].text for index, path in reversed(paths.items())}


def _put_later(path: str) -> bool:
    """True for levels and parts of a target: they are put when the whole row is known."""
    return path in LEVEL_PATHS or path.startswith("indicator.target.")


def _join_target(indicator: Indicator, values: dict[str, str]) -> bool:
    """Sign, number and unit of separate columns as one target; 定性 says that the text stands alone.

    True where a target that stands whole in a column of its own says something else and gave way.
    """
    if not any(path.startswith("indicator.target.") for path in values):
        return False
    indicator.target = _joined(indicator, values)
    return norm(values.get("indicator.target", "")) not in norm(str(indicator.target))


def _joined(indicator: Indicator, values: dict[str, str]) -> Target:
    sign = one_line(values.get("indicator.target.comparison", ""))
    number = one_line(values.get("indicator.target.number", values.get("indicator.target", "")))
    unit = one_line(values.get("indicator.target.unit", ""))
    sign = "" if sign and number.startswith(sign) else sign
    if norm(sign) in QUALITATIVE:
        target = Target.parse(number + unit)
        if target.kind == "quantitative":
            indicator.nature = "qualitative"
        return target
    if norm(sign) in QUANTITATIVE:
        sign, indicator.nature = "", "quantitative"
    return Target.join(sign, number, "" if number.endswith(unit) else unit)
