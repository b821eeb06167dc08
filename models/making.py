"""New forms and dossiers: blank ones in a template's frame, and last year's as the ground for this year's. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from models.dossier import Dossier, Unit
from models.edits import SetValue, copied
from models.forms import AnyForm, DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Period
from models.templates.asked import CategorySpec
from models.templates.template import FormTemplate
from models.unchanged import texts_of
from models.values import MoneyLine

PERIODS: tuple[Period, Period] = ("long_term", "annual")
KEPT_YEARS = 2
MOST_NUMBERED = 100  # numbers by which a goal's name is known to be the template's own
SIGNED = ("head", "filler", "phone")  # what a unit and its forms both have
Value = TypeVar("Value")


def new_form(template: FormTemplate, name: str = "", unit: Unit | None = None) -> AnyForm:
    """A blank form in the template's frame, each goal with its 一级 and 二级指标; signed where ``unit`` is known."""
    kind = DepartmentForm if template.kind == "department" else ProjectForm
    periods = [period for period in PERIODS if period in template.goals] or ["annual"]
    goals = [new_goal(template, period, 1) for period in periods]
    form = kind(template=template.id, name=name or ("" if kind is ProjectForm else template.name), goals=goals)
    for field, text in unsigned(form, template, unit).items() if unit else ():
        setattr(form, field, text)
    return form


def unsigned(form: AnyForm, template: FormTemplate, unit: Unit) -> dict[str, str]:
    """What the unit says of who signs, for the fields that the template prints and the form has left blank."""
    wanted = {field: getattr(unit, field) for field in SIGNED if field in template.printed}
    return {field: text for field, text in wanted.items() if text and not getattr(form, field)}


def new_goal(template: FormTemplate, period: Period, number: int) -> Goal:
    """A blank goal with the 一级 and 二级指标 that the template knows."""
    spec = template.goals.get(period)
    label = spec.label.replace("{n}", str(number)) if spec else ""
    dimensions = [
        Dimension(name=one.name, categories=[Category(name=name) for name in frame_names(one.categories)])
        for one in template.dimension
    ]
    return Goal(period=period, label=label, dimensions=dimensions)


def frame_names(specs: Iterable[CategorySpec]) -> list[str]:
    """The 二级指标 of a blank form: of names that say the same (满意度指标, 服务对象满意度指标) only the first."""
    names: list[str] = []
    for spec in specs:
        core = spec.name.removesuffix("指标")
        if not any(core in other or other.removesuffix("指标") in core for other in names):
            names.append(spec.name)
    return names


def goal_label(template: FormTemplate | None, period: Period, number: int) -> str:
    """What the template calls the goal of that number."""
    spec = template.goals.get(period) if template else None
    return spec.label.replace("{n}", str(number)) if spec else ""


def numbered_anew(goals: Sequence[Goal], template: FormTemplate | None) -> tuple[SetValue, ...]:
    """The changes after which goals that bear the template's own names are numbered in this order."""
    counts: Counter[Period] = Counter()
    found: list[SetValue] = []
    for goal in goals:
        counts[goal.period] += 1
        label = goal_label(template, goal.period, counts[goal.period])
        own = (goal_label(template, goal.period, number) for number in range(1, MOST_NUMBERED))
        if label and goal.label != label and goal.label in own:
            found.append(SetValue(f"{goal.id}.label", label))
    return tuple(found)


def new_dossier(unit: Unit, year: int, templates: Iterable[FormTemplate]) -> Dossier:
    """A dossier with one blank form of each template."""
    return Dossier(year=year, unit=unit, forms=[new_form(template, unit=unit) for template in templates])


def from_last_year(last: Dossier) -> Dossier:
    """Last year's dossier carried over: texts and indicators stay, amounts and targets of then become history.

    Each form keeps what last year's said, until a person has looked at it.
    """
    made = copied(last, fresh_ids=True)
    made.year = last.year + 1
    made.silenced, made.prose, made.comments, made.attachments = [], [], [], []
    year = str(last.year)
    for lines in (made.budget.income, made.budget.expenditure, made.budget.official):
        _age(lines.values(), year)
    for form in made.forms:
        form.date = ""
        if isinstance(form, DepartmentForm):
            _age(form.income.values(), year)
            _age(form.expenditure.values(), year)
        for indicator in form.indicators():
            history = dict(indicator.history)
            if indicator.target:
                history.setdefault(year, indicator.target.text)
            indicator.history = _latest(history)
        form.last_year, form.looked_at = texts_of(form), {}
    return made


def _age(lines: Iterable[MoneyLine], year: str) -> None:
    for line in lines:
        history = dict(line.history)
        if line.amount is not None:
            history.setdefault(year, line.amount)
        line.history = _latest(history)


def _latest(history: Mapping[str, Value]) -> dict[str, Value]:
    return dict(sorted(history.items())[-KEPT_YEARS:])


def is_new(form: AnyForm) -> bool:
    """Nobody has begun it: a project has no name yet; a department has neither money nor words of a goal."""
    if isinstance(form, ProjectForm):
        return not form.name
    return form.amount is None and not any(goal.statement for goal in form.goals)
