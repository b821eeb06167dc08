"""A form with a content of its own in every place of a template, to see where each goes and whether it returns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from itertools import count
from typing import Any

from models.fields import list_kind, list_place, new_entry
from models.forms import AnyForm, DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.making import PERIODS, frame_names, goal_label
from models.paths import split_scope, write
from models.target import Target
from models.templates.block import Block, blocks_of, walk
from models.templates.grid import Place
from models.templates.printed import dated, words_of
from models.templates.template import FormTemplate, block_places, sided
from models.values import Node, Part

_CODES = frozenset({"code", "unit_code"})
_USUAL_DIMENSIONS = {"产出指标": ("数量指标", "质量指标"), "效益指标": ("社会效益指标",)}
_UNITS = ("%", "次", "人次")


class _Marker:
    """Gives every place a value that stands nowhere else."""

    def __init__(self, template: FormTemplate, first: int) -> None:
        self.template = template
        self._numbers = count(first)

    def value(self, place: Place) -> Any:
        """A fresh value for a place."""
        number = next(self._numbers)
        kind = self.template.field_kind(place.path)
        field = split_scope(place.path)[1]
        if kind == "amount":
            return Decimal(number) if "weight" in field else Decimal(f"{200 + number}.{number % 100:02}")
        if kind == "target":
            return Target.parse(f"≥{200 + number}{_UNITS[number % len(_UNITS)]}")
        if kind == "nature":
            return "quantitative"
        if choices := self._choices(place):
            return choices[number % len(choices)]
        return f"X{number:03}" if field in _CODES else f"样例{number:03}"

    def _choices(self, place: Place) -> tuple[str, ...]:
        boxes = [one.choice for one in _places(self.template) if one.path == place.path and one.choice]
        return tuple(boxes) or self.template.choices(place.path)


def marked_forms(template: FormTemplate, year: int) -> list[AnyForm]:
    """What a table of the template has markers of: one form, two where it is for many."""
    return [marked_form(template, year, first) for first in ((1, 301) if template.many else (1,))]


def marked_form(template: FormTemplate, year: int, first: int = 1) -> AnyForm:
    """A form of the template with a marker in every place that it prints, the first of them with that number."""
    marker = _Marker(template, first)
    form = DepartmentForm(name=template.name) if template.kind == "department" else ProjectForm()
    form.template = template.id
    _mark(form, "form", _places(template), marker, year)
    for block in walk(template.block):
        if block.kind == "list" and list_kind(block.of):
            _mark_list(getattr(form, list_place(block.of)), block, marker, year)
    for period in PERIODS:
        for number in range(_goals_of(template, period)):
            label = goal_label(template, period, number + 1)
            if number and label == goal_label(template, period, 1):  # chapters are told apart by it
                label = marker.value(Place("goal.label"))
            goal = Goal(period=period, label=label)
            form.goals.append(_marked_goal(goal, number + 1, template, marker, year))
    return form


def _goals_of(template: FormTemplate, period: str) -> int:
    """How many goals of a period the sample has: two where the template prints as many as there are."""
    spec = template.goals.get(period)  # type: ignore[call-overload]
    if spec is None and (template.goals or period != "annual"):
        return 0
    beside = any(block.kind == "indicator_pairs" for block in template.block)
    return 2 if template.repeats_goals(period) and not beside and (spec is None or spec.most != 1) else 1


def _places(template: FormTemplate) -> list[Place]:
    return [place for block in walk(template.block) for place in block_places(template, block)]


def _mark(part: Part, scope: str, places: Iterable[Place], marker: _Marker, year: int) -> None:
    """Fills every place of that scope once."""
    words, done = words_of(marker.template, year), set[str]()
    for place in places:
        name, field = split_scope(place.path)
        if name == scope and not place.from_context and field not in done:
            done.add(field)
            write(part, dated(field, words), marker.value(place))


def _mark_list(items: list[Node], block: Block, marker: _Marker, year: int) -> None:
    for _ in range(2):
        item = new_entry(block.of)
        _mark(item, "item", block_places(marker.template, block), marker, year)
        items.append(item)


def _marked_goal(goal: Goal, number: int, template: FormTemplate, marker: _Marker, year: int) -> Goal:
    own = "long_goal" if goal.period == "long_term" else "annual_goal"
    for scope in ("goal", own):
        _mark(goal, scope, [p for p in _places(template) if p.path != "goal.label"], marker, year)
    columns = list(_columns(template, goal, number))
    for name, categories in _levels(template, {place.path for place in columns}) if columns else ():
        goal.dimensions.append(Dimension(name=name, categories=[*_categories(categories, columns, marker, year)]))
    return goal


def _levels(template: FormTemplate, printed: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Two of the template's 一级指标, with some of their 二级指标; those in use everywhere where it names none."""
    if "dimension.name" not in printed:
        yield "", ("",)
        return
    if not template.dimension:
        yield from _USUAL_DIMENSIONS.items()
    for number, spec in enumerate(template.dimension[:2]):
        names = tuple(frame_names(spec.categories))[: 2 - number] or ("数量指标",)
        yield spec.name, names if "category.name" in printed else ("",)


def _categories(names: Iterable[str], columns: list[Place], marker: _Marker, year: int) -> Iterator[Category]:
    """Two indicators under the first 二级指标, one under each of the others."""
    for number, name in enumerate(names):
        yield Category(name=name, indicators=[_indicator(columns, marker, year) for _ in range(1 if number else 2)])


def _indicator(columns: list[Place], marker: _Marker, year: int) -> Indicator:
    indicator = Indicator()
    parts = [place for place in columns if place.path.startswith("indicator.target")]
    _mark(indicator, "indicator", [place for place in columns if place not in parts], marker, year)
    if parts:
        indicator.target = marker.value(Place("indicator.target"))
    return indicator


def _columns(template: FormTemplate, goal: Goal, number: int) -> Iterator[Place]:
    """The places of the rows in which the indicators of the goal that has that number in its period stand."""
    for block, period in blocks_of(template.block, goal.period, number):
        if block.kind == "indicators" and (period or "annual") == goal.period:
            yield from block_places(template, block)
        elif block.kind == "indicator_pairs":
            yield from sided(block_places(template, block), goal.period)
