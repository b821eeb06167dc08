"""What a rule is given to look at: ``Row`` (an indicator), ``GoalView``, ``FormView`` or ``DossierView``.

A rule may read only what its view holds, because results are kept as long as that has not changed: an indicator
rule sees its row, the names above it and the form's own fields (not its siblings, not other goals); a goal rule
sees its goal and the form's own fields; a form rule the whole form; a dossier rule everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from models.dossier import Dossier, Unit
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.paths import split_scope
from models.python import regex
from models.rules.wording.kinds import level_name, plain_name
from models.target import Target
from models.templates.asked import DimensionSpec, FieldRule
from models.templates.template import FormTemplate

T = TypeVar("T")
_YEAR = regex(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NO_RULE = FieldRule()
_NO_NUMBER = Decimal("NaN")


def year_in(text: str) -> int | None:
    """The one year a text names; None when it names none or several."""
    years = {int(match) for match in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


class FormView:
    """One form with its template (None when this program does not know it) and what surrounds it.

    ``last_year`` is the year before, as the histories of indicators name it.
    """

    __slots__ = ("_asked", "_kept", "_views", "form", "last_year", "template", "template_problems", "unit", "year")

    def __init__(
        self,
        form: DepartmentForm | ProjectForm,
        template: FormTemplate | None,
        year: int,
        unit: Unit,
        template_problems: tuple[str, ...] = (),
    ) -> None:
        self.form = form
        self.template = template
        self.year = year
        self.last_year = str(year - 1)
        self.unit = unit
        self.template_problems = template_problems
        self._views: list[GoalView] | None = None
        self._asked: dict[str, list[tuple[str, str, FieldRule]]] | None = None
        self._kept: dict[Callable[[FormView], Any], Any] = {}

    @property
    def project(self) -> ProjectForm | None:
        """The form when it is a project's."""
        return self.form if isinstance(self.form, ProjectForm) else None

    @property
    def department(self) -> DepartmentForm | None:
        """The form when it is the department's."""
        return self.form if isinstance(self.form, DepartmentForm) else None

    @property
    def unit_name(self) -> str:
        """The unit's name as this form prints it."""
        return self.form.unit_name or self.unit.name

    @property
    def form_year(self) -> int | None:
        """The year the form itself names; None when it names none."""
        return year_in(self.form.project_year) if isinstance(self.form, ProjectForm) else None

    @property
    def within_the_year(self) -> bool:
        """A project that begins and ends in the form's year, or is done once: there is no longer term."""
        project = self.project
        if project is None:
            return False
        once = "一次性" in project.attribute + project.frequency
        return once or {int(year) for year in _YEAR.findall(project.period)} == {self.year}

    @property
    def goals(self) -> list[GoalView]:
        """The goals in order (made once)."""
        if self._views is None:
            numbers = {"annual": count(), "long_term": count()}
            self._views = [GoalView(self, goal, next(numbers[goal.period])) for goal in self.form.goals]
        return self._views

    def let_go(self) -> None:
        """Leaves its goals, which hold it in turn, and all that was kept."""
        self._views = None
        self._kept.clear()

    @property
    def fits_taxonomy(self) -> bool:
        """Most 一级指标 of the form are among the template's. Where not, the form is of another make, and what the
        template asks of levels cannot be asked of it."""
        names = {dimension.name for goal in self.form.goals for dimension in goal.dimensions if dimension.name.strip()}
        known = sum(self.dimension_spec(name) is not None for name in names)
        return bool(names) and known * 2 > len(names)

    def asked(self, scope: str) -> list[tuple[str, str, FieldRule]]:
        """What the template asks of the fields of a scope: (path, field, rule)."""
        if self._asked is None:
            self._asked = {}
            for path, asked in (self.template.fields if self.template else {}).items():
                where, field = split_scope(path)
                self._asked.setdefault(where, []).append((path, field, asked))
        return self._asked.get(scope, [])

    def prints(self, path: str) -> bool:
        """True when the template shows this field; with an unknown template nothing is sure, so False."""
        return self.template is not None and self.template.prints(path)

    def field_rule(self, path: str) -> FieldRule:
        """What the template asks of a field, named as in its drawings (``leader``, ``indicator.basis``)."""
        return self.template.rule_of(path) if self.template else _NO_RULE

    def dictionary(self, field: str) -> tuple[str, ...]:
        """The words the template's dictionary or choices allow in a field of an indicator (``basis``), or nothing."""
        if self.template is None:
            return ()
        return self.template.dictionaries.get(field, ()) or self.field_rule(f"indicator.{field}").choices

    def words(self, field: str) -> frozenset[str]:
        """The dictionary of a column as a set of plain names."""
        return frozenset(plain_name(word) for word in self.dictionary(field))

    def kept(self, make: Callable[[FormView], T]) -> T:
        """What ``make`` (a module-level function) takes from the template, made once a form; not for the goals."""
        try:
            found: T = self._kept[make]
        except KeyError:
            found = self._kept[make] = make(self)
        return found

    def dimension_spec(self, name: str) -> DimensionSpec | None:
        """The template's 一级指标 of that name (blanks and the word 指标 do not count)."""
        level = level_name(name)
        specs = self.template.dimension if self.template else ()
        return next((spec for spec in specs if level in {level_name(own) for own in (spec.name, *spec.aliases)}), None)


class Row:
    """One 三级指标 with the levels it stands under. ``comparison``, ``unit`` and ``number`` are those of its target."""

    __slots__ = (
        "_before",
        "_last",
        "category",
        "comparison",
        "dimension",
        "form",
        "goal_label",
        "indicator",
        "name",
        "number",
        "period",
        "target",
        "unit",
    )

    def __init__(
        self, form: FormView, goal: Goal, dimension: Dimension, category: Category, indicator: Indicator
    ) -> None:
        self.form = form
        self.period: Period = goal.period
        self.goal_label = goal.label
        self.dimension = dimension.name
        self.category = category.name
        self.indicator = indicator
        self._last: Target | None = None
        self._before: Decimal | None = None
        self.name = indicator.name.strip()
        target = indicator.target
        self.target: Target = target
        self.number: Decimal | None = target.number
        self.comparison, self.unit = (target.comparison, target.unit) if target.number is not None else ("", "")

    def told_as(self, name: str, target: Target) -> Row:
        """The same row with a name and a value read out of it, where the layout has no column for the value."""
        told = copy(self)
        told.name, told.target, told.number, told._before = name, target, target.number, None
        told.comparison, told.unit = (target.comparison, target.unit) if target.number is not None else ("", "")
        return told

    @property
    def last_year(self) -> Target:
        """The value of the year before (read once)."""
        if self._last is None:
            self._last = Target.parse(self.indicator.history.get(self.form.last_year, ""))
        return self._last

    @property
    def last_number(self) -> Decimal | None:
        """Last year's number, where there is one in the same unit (read once)."""
        if self._before is None:
            self._before = self._read_before() or _NO_NUMBER
        return self._before if self._before is not _NO_NUMBER else None

    def _read_before(self) -> Decimal | None:
        text = self.indicator.history.get(self.form.last_year, "") if self.number is not None else ""
        if not text or self.unit not in text:
            return None  # seen without reading the value: its unit stands in it as it is
        if self.unit and text.endswith(self.unit) and (digits := text[: -len(self.unit)].lstrip("≥≤=")).isdecimal():
            return Decimal(digits) or None  # nothing else is in it
        last = self.last_year
        return last.number if last.number and last.number > 0 and last.unit == self.unit else None

    def at(self, field: str) -> str:
        """The stable path of a field of this indicator."""
        return f"{self.indicator.id}.{field}"


class GoalView:
    """One goal with its form; ``number`` counts the goals of its period from 0."""

    __slots__ = ("_kept", "_rows", "form", "goal", "number")

    def __init__(self, form: FormView, goal: Goal, number: int) -> None:
        self.form = form
        self.goal = goal
        self.number = number
        self._rows: list[Row] | None = None
        self._kept: dict[Callable[[GoalView], Any], Any] = {}

    @property
    def rows(self) -> list[Row]:
        """Every indicator in the table's order, empty rows too (made once)."""
        if self._rows is None:
            self._rows = [Row(self.form, self.goal, *levels) for levels in self.goal.rows()]
        return self._rows

    def take_rows(self, rows: list[Row]) -> None:
        """Rows that are at hand already, so that they are not made again."""
        self._rows, self._kept = rows, {}

    def kept(self, make: Callable[[GoalView], T]) -> T:
        """What ``make`` (a module-level function) takes from the goal and its rows, made once for all rules."""
        try:
            found: T = self._kept[make]
        except KeyError:
            found = self._kept[make] = make(self)
        return found

    def at(self, field: str) -> str:
        """The stable path of a field of this goal."""
        return f"{self.goal.id}.{field}"


class DossierView:
    """The whole dossier."""

    __slots__ = ("_facts", "_kept", "dossier", "forms")

    def __init__(
        self,
        dossier: Dossier,
        forms: Sequence[FormView],
        facts: Callable[[FormView, Callable[[FormView], Any]], Any],
    ) -> None:
        self.dossier = dossier
        self.forms = forms
        self._facts = facts
        self._kept: dict[Callable[[DossierView], Any], Any] = {}

    def facts(self, extract: Callable[[FormView], T]) -> Iterator[tuple[FormView, T]]:
        """For every form what ``extract`` takes from it, kept until that form changes: work per indicator goes here."""
        for form in self.forms:
            yield form, self._facts(form, extract)

    def kept(self, make: Callable[[DossierView], T]) -> T:
        """What ``make`` (a module-level function) takes from the dossier, made once for all rules."""
        try:
            found: T = self._kept[make]
        except KeyError:
            found = self._kept[make] = make(self)
        return found

    @property
    def department(self) -> FormView | None:
        """The department's form (the first, where there are several)."""
        return next((view for view in self.forms if view.department), None)

    @property
    def projects(self) -> list[FormView]:
        """The projects' forms."""
        return [view for view in self.forms if view.project]
