"""What the weights of a form must make up, and the change that makes them do so (平衡权重)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from models.edits import Change
from models.goals import Goal, Indicator, Period
from models.rules import fixes
from models.rules.balance import FREE, Bounds, Leaf, Part, balanced, one_slip
from models.rules.finding import Later
from models.rules.view import FormView
from models.rules.wording.kinds import head_of, level_name
from models.templates.asked import CategorySpec, DimensionSpec
from models.templates.template import FormTemplate

CENT = Decimal("0.01")
EXECUTION = "预算执行率"
OUTPUT, COST, BENEFIT, SATISFACTION = "产出", "成本", "效益", "满意度"
_PERIODS: tuple[Period, ...] = ("annual", "long_term")
_ZERO = Decimal(0)


class Entry(NamedTuple):
    """A row that may carry a weight, with the names of its levels."""

    dimension: str
    category: str
    indicator: Indicator


@dataclass(frozen=True)
class Weighing:
    """Weights that must make up one total: those of a goal, or of all goals that share one.

    ``aside`` is what a row 预算执行率 weighs where the template counts it apart from its total.
    """

    goal: Goal
    entries: list[Entry]
    total: Decimal
    aside: Decimal = _ZERO

    @cached_property
    def sum(self) -> Decimal:
        """All weights together, without what is counted apart."""
        return sum([entry.indicator.weight or _ZERO for entry in self.entries], _ZERO) - self.aside

    @property
    def blanks(self) -> int:
        """Rows without a weight."""
        return sum(entry.indicator.weight is None for entry in self.entries)


def is_execution(indicator: Indicator) -> bool:
    """The row is 预算执行率, which many templates count apart."""
    return EXECUTION in indicator.name and head_of(indicator.name).endswith(EXECUTION)


def entries_of(goal: Goal) -> list[Entry]:
    """The rows of a goal that may carry a weight: not the empty ones."""
    return [
        Entry(above, below, indicator)
        for dimension in goal.dimensions
        for above in (level_name(dimension.name),)
        for category in dimension.categories
        for below in (level_name(category.name),)
        for indicator in category.indicators
        if indicator.name or indicator.target or indicator.weight is not None
    ]


def _weighing(template: FormTemplate, goal: Goal, total: Decimal) -> Weighing:
    """A goal's weights. A row 预算执行率 with the points kept for it (or none) does not count towards the total."""
    entries, apart = entries_of(goal), template.weights.execution
    if apart is None or not any(is_execution(entry.indicator) for entry in entries):
        return Weighing(goal, entries, total)
    kept = [entry for entry in entries if entry.indicator.weight is not None or not is_execution(entry.indicator)]
    whole = Weighing(goal, kept, total)
    counted_apart = any(is_execution(entry.indicator) and entry.indicator.weight == apart for entry in kept)
    return Weighing(goal, kept, total, apart) if counted_apart and whole.sum != total else whole


def weighings(view: FormView) -> list[Weighing]:
    """What must make up a total in a form, found once: annual goals first."""
    return view.kept(_weighings)


def _weighings(view: FormView) -> list[Weighing]:
    return [one for period in _PERIODS for one in _of_period(view, period)]


def _of_period(view: FormView, period: Period) -> list[Weighing]:
    """What must make up a total among the goals of one period: each goal by itself, or all of them together.

    Goals without any weight are left out; nothing where the template asks for no weights. Goals are taken together only
    where none makes up the total alone.
    """
    template = view.template
    if template is None or template.weights.total is None:
        return []
    total = template.weights.total
    each = [_weighing(template, goal, total) for goal in view.form.goals_of(period)]
    each = [one for one in each if one.blanks < len(one.entries)]
    if len(each) < 2 or any(one.sum == total for one in each):
        return each
    shares = [one.goal.weight for one in each]
    known = [share for share in shares if share is not None]
    if len(known) == len(each) and sum(known) == 100:
        return [Weighing(one.goal, one.entries, total * share / 100) for one, share in zip(each, known, strict=True)]
    together = Weighing(each[0].goal, [entry for one in each for entry in one.entries], total)
    return [together] if abs(together.sum - total) <= total / 5 else each


# --- What the template asks of levels ---------------------------------------------------------------------------------


def _bounds(spec: DimensionSpec | CategorySpec, more: Decimal = _ZERO) -> Bounds:
    if spec.points is not None:
        return Bounds(spec.points + more, spec.points + more)
    return Bounds(spec.least, spec.most)


def _specs(view: FormView, weighing: Weighing) -> dict[str, DimensionSpec] | None:
    """The template's 一级指标 that the rows stand under; None where some row stands under another one."""
    names = dict.fromkeys(entry.dimension for entry in weighing.entries)
    specs = {name: view.dimension_spec(name) for name in names}
    known = {name: spec for name, spec in specs.items() if spec is not None}
    return known if len(known) == len(names) else None


def _moved(template: FormTemplate, present: Iterable[DimensionSpec]) -> dict[str, Decimal] | None:
    """Points that go to other 一级指标 because theirs is not set; None where nobody has said where they go.

    财预〔2021〕101号: without 成本指标 half of its points go to 产出, half to 效益; those of 满意度指标 go to 效益.
    """
    there = {spec.name for spec in present}
    moved: dict[str, Decimal] = {}
    for spec in template.dimension:
        if spec.name in there or not spec.points:
            continue
        if level_name(spec.name) == COST:
            moved[OUTPUT] = moved.get(OUTPUT, _ZERO) + spec.points / 2
            moved[BENEFIT] = moved.get(BENEFIT, _ZERO) + spec.points / 2
        elif level_name(spec.name) == SATISFACTION:
            moved[BENEFIT] = moved.get(BENEFIT, _ZERO) + spec.points
        else:
            return None
    return moved


def dimension_bounds(view: FormView, weighing: Weighing) -> dict[str, Bounds]:
    """What each 一级指标 among the rows may weigh, by level name; empty where the template does not say."""
    specs = _specs(view, weighing)
    if view.template is None or not specs:
        return {}
    moved = _moved(view.template, specs.values())
    if moved is None:
        return {}
    return {name: _bounds(spec, moved.get(level_name(spec.name), _ZERO)) for name, spec in specs.items()}


def category_bounds(view: FormView, weighing: Weighing) -> dict[tuple[str, str], Bounds]:
    """What each 二级指标 among the rows may weigh, by the level names of 一级 and 二级."""
    found = {}
    for name, spec in (_specs(view, weighing) or {}).items():
        for category in spec.categories:
            found[name, level_name(category.name)] = _bounds(category)
    return found


class _Weight(NamedTuple):
    """What a row weighs at the time of the look, with the names of its levels and its id."""

    dimension: str
    category: str
    key: str
    weight: Decimal | None


def weight_fix(view: FormView, weighing: Weighing) -> Change | None:
    """平衡权重: the change that makes the weights add up, within what the template asks of levels where that can be."""
    return _mended(*_to_mend(view, weighing))


def balance_offer(view: FormView, weighing: Weighing) -> Later | None:
    """``weight_fix``, worked out when it is asked for; None where so many rows cannot share the total."""
    possible = weighing.entries and len(weighing.entries) * CENT <= weighing.total and not weighing.total % CENT
    return Later(_mended, _to_mend(view, weighing)) if possible else None


_Told = tuple[str, str, str, Decimal | None]
"""A ``_Weight`` before anybody asks for the change."""
_ToMend = tuple[list[_Told], Decimal, tuple[tuple[Any, Bounds], ...], tuple[tuple[Any, Bounds], ...]]


def _to_mend(view: FormView, weighing: Weighing) -> _ToMend:
    dimensions, categories = dimension_bounds(view, weighing), category_bounds(view, weighing)
    weights = [(dimension, category, row.id, row.weight) for dimension, category, row in counted(weighing)]
    return weights, weighing.total, tuple(dimensions.items()), tuple(categories.items())


def _mended(
    told: Sequence[_Told],
    total: Decimal,
    dimensions: Iterable[tuple[str, Bounds]],
    categories: Iterable[tuple[tuple[str, str], Bounds]],
) -> Change | None:
    weights = list(map(_Weight._make, told))
    slip = _slip(weights, total)
    if slip is not None:
        return fixes.set_value(f"{slip[0]}.weight", slip[1])
    return _fixed(weights, total, dict(dimensions), dict(categories)) or _fixed(weights, total, {}, {})


def _slip(weights: Sequence[_Weight], total: Decimal) -> tuple[str, Decimal] | None:
    """The one weight that is wrong, where the others of its 一级指标 show what it should be."""
    known = [one.weight for one in weights if one.weight is not None]
    off, groups = total - sum(known, _ZERO), dict[str, list[Leaf]]()
    for one in weights:
        groups.setdefault(one.dimension, []).append(Leaf(one.key, one.weight))
    return one_slip(list(groups.values()), off) if off and len(known) == len(weights) else None


def _fixed(
    weights: Sequence[_Weight],
    total: Decimal,
    dimensions: dict[str, Bounds],
    categories: dict[tuple[str, str], Bounds],
) -> Change | None:
    tree: dict[str, dict[str, list[Leaf]]] = {}
    for one in weights:
        tree.setdefault(one.dimension, {}).setdefault(one.category, []).append(Leaf(one.key, one.weight))
    whole = Part()
    for name, inner in tree.items():
        parts = [Part(categories.get((name, below), FREE), leaves=leaves) for below, leaves in inner.items()]
        whole.parts.append(Part(dimensions.get(name, FREE), parts))
    found = balanced(whole, total) if whole.parts else None
    old = {one.key: one.weight for one in weights}
    changed = {key: weight for key, weight in (found or {}).items() if old[key] != weight}
    changes = [fixes.set_value(f"{key}.weight", weight) for key, weight in changed.items()]
    return fixes.together(changes, "平衡权重") if changes else None


def level_fix(view: FormView, one: Weighing) -> Change | None:
    """The fix, where it can keep what the template asks of levels."""
    told, total, dimensions, categories = _to_mend(view, one)
    return _fixed(list(map(_Weight._make, told)), total, dict(dimensions), dict(categories))


def counted(one: Weighing) -> list[Entry]:
    """The rows that count towards the total."""
    if not one.aside:
        return one.entries
    return [
        entry for entry in one.entries if not (is_execution(entry.indicator) and entry.indicator.weight == one.aside)
    ]
