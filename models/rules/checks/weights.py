"""W 权重: weights are there, are sound numbers, and add up to what the template wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from models.goals import Goal, Indicator
from models.rules import fixes
from models.rules.balance import Bounds
from models.rules.examples import Example, built, good_dossier, good_form, good_project, row
from models.rules.finding import Remark, Severity
from models.rules.registry import rule
from models.rules.view import FormView
from models.rules.weighing import (
    CENT,
    Weighing,
    balance_offer,
    category_bounds,
    counted,
    dimension_bounds,
    is_execution,
    level_fix,
    weighings,
)
from models.rules.wording.kinds import level_name
from models.values import plain

_ZERO = Decimal(0)

_POINTS: list[dict[str, Any]] = [
    {"name": "产出指标", "points": "40", "categories": ["数量指标", "质量指标", "时效指标"]},
    {"name": "成本指标", "points": "20", "categories": ["经济成本指标"]},
    {"name": "效益指标", "points": "30", "categories": ["社会效益指标"]},
    {"name": "满意度指标", "points": "10", "categories": ["服务对象满意度指标"]},
]
_RANGES: list[dict[str, Any]] = [
    {"name": "产出指标", "categories": ["数量指标", {"name": "质量指标", "least": "15", "most": "25"}, "时效指标"]},
    *_POINTS[1:],
]


def _weights(**weights: str | None) -> Example:
    """The good project form with other weights: ``g6="30"`` is that of the sixth row."""
    words = "，".join(f"第 {key[1:]} 个指标权重 {value or '（空）'}" for key, value in weights.items())

    def build() -> Any:
        form = good_project()
        indicators = list(form.indicators())
        for key, value in weights.items():
            indicators[int(key[1:]) - 1].weight = None if value is None else Decimal(value)
        return good_dossier(form)

    return built(words, build)


@rule(
    "W001",
    title="权重合计不对",
    severity="error",
    why="各指标权重合计不等于本版式规定的总分，自评时得分没法折算，财政部门会退回。",
    basis="财预〔2021〕101号：指标权重合计与预算执行率 10 分一起为 100 分；各地版式另有规定的，从其规定",
    good=good_form(),
    bad=_weights(w2="15"),
)
def weights_total(view: FormView, *, full_allowed: bool = False, blank_allowed: bool = False) -> Iterator[Remark]:
    """The weights of a goal (or of all goals that share a total) do not add up to the template's total.

    ``full_allowed``: 100 without 预算执行率 set apart is only a warning; ``blank_allowed``: a form may have no weights.
    """
    found = weighings(view)
    if not blank_allowed and not any(one.goal.period == "annual" for one in found):
        yield from _no_weights(view)
    for one in found:
        if one.sum != one.total:
            severity: Severity | None = "warning" if full_allowed and _is_full(view, one) else None
            yield Remark(f"{one.goal.id}.dimensions", _total_text(view, one), balance_offer(view, one), severity)


def _apart(view: FormView) -> Decimal | None:
    return view.template.weights.execution if view.template else None


def _is_full(view: FormView, one: Weighing) -> bool:
    """The rows make up 100 by themselves, nothing kept for 预算执行率."""
    return one.sum == one.total + (_apart(view) or _ZERO)


def _no_weights(view: FormView) -> Iterator[Remark]:
    """The template asks for weights and the form has none at all."""
    template = view.template
    goals = [goal for goal in view.form.goals_of("annual") if any(indicator.name for indicator in goal.indicators())]
    if template is None or template.weights.total is None or not goals or not template.prints("indicator.weight"):
        return
    message = f"没有填写权重，本版式合计应为 {plain(template.weights.total)}；请给每个指标填上权重"
    yield Remark(f"{goals[0].id}.dimensions", message, None, "warning")


def _total_text(view: FormView, one: Weighing) -> str:
    apart = _apart(view)
    found = one.sum
    short = one.total - found
    difference = f"还差 {plain(short)}" if short > 0 else f"多出 {plain(-short)}"
    note = f"（预算执行率 {plain(apart)} 分另计）" if apart else ""
    blanks = f"，其中 {one.blanks} 个指标没有填权重" if one.blanks else ""
    return f"权重合计 {plain(found)}，本版式应为 {plain(one.total)}{note}，{difference}{blanks}；请调整，或用“平衡权重”"


@rule(
    "W002",
    title="指标没有权重",
    severity="error",
    why="其他指标都有权重，这个指标没有（或不是正数），自评时得不了分。",
    basis="填报实务：设权重的表，每个三级指标都有大于 0 的权重",
    good=_weights(w1="5", w3="15"),
    bad=_weights(w1="0", w3="20"),
)
def weight_missing(view: FormView) -> Iterator[Remark]:
    """A weight that is blank, zero or negative where other rows of the goal have one."""
    if view.template is not None and not view.prints("indicator.weight"):
        return
    judged = {one.goal.id: one for one in weighings(view)}
    for goal in view.form.goals:
        wrong = _unweighted(view, goal)
        change = balance_offer(view, judged[goal.id]) if wrong and goal.id in judged else None
        for indicator in wrong:
            weight = indicator.weight
            what = "没有填权重" if weight is None else f"权重是 {plain(weight)}"
            message = f"{what}，同一目标的其他指标都有权重；请填上大于 0 的权重，或删去这个指标"
            yield Remark(f"{indicator.id}.weight", message, change, "warning" if weight == 0 else None)


def _unweighted(view: FormView, goal: Goal) -> list[Indicator]:
    indicators = [indicator for indicator in goal.indicators() if indicator.name.strip()]
    weighted = sum(indicator.weight is not None and indicator.weight > 0 for indicator in indicators)
    if weighted in (0, len(indicators)):
        return []
    wrong = [indicator for indicator in indicators if indicator.weight is None or indicator.weight <= 0]
    apart = _apart(view) is not None
    return [indicator for indicator in wrong if not (apart and not indicator.weight and is_execution(indicator))]


@rule(
    "W003",
    title="一级指标权重不符",
    severity="error",
    why="本版式规定了一级指标的权重（固定或有上下限），不符会被退回。",
    basis="财预〔2021〕101号：原则上设成本指标的，成本 20、产出 40、效益 20、满意度 10；"
    "不设成本指标的，产出 50、效益 30、满意度 10；不设满意度指标的，效益调增 10",
    good=Example("产出 40、成本 20、效益 30、满意度 10", good_dossier, {"dimension": _POINTS}),
    bad=Example("版式规定产出 40，表中为 45", _weights(w2="25", w5="25").build, {"dimension": _POINTS}),
)
def dimension_weight(view: FormView, *, full_allowed: bool = False) -> Iterator[Remark]:
    """A 一级指标 that does not weigh what the template wants of it."""
    for one in weighings(view):
        if not (full_allowed and _is_full(view, one)):
            yield from _wrong_dimensions(view, one)


def _wrong_dimensions(view: FormView, one: Weighing) -> Iterator[Remark]:
    bounds = dimension_bounds(view, one)
    if not any(not wanted.free for wanted in bounds.values()):
        return
    sums = _sums((entry.dimension, entry.indicator) for entry in counted(one))
    nodes = {level_name(dimension.name): dimension for dimension in reversed(one.goal.dimensions)}
    wrong = [name for name, wanted in bounds.items() if name in sums and name in nodes and not wanted.hold(sums[name])]
    change = level_fix(view, one) if wrong else None
    for name in wrong:
        message = f"权重合计 {plain(sums[name])}，本版式应为 {bounds[name]}；请调整，或用“平衡权重”"
        yield Remark(f"{nodes[name].id}.name", message, change)


def _sums(weights: Iterable[tuple[Any, Indicator]]) -> dict[Any, Decimal]:
    sums: dict[Any, Decimal] = {}
    for key, indicator in weights:
        sums[key] = sums.get(key, _ZERO) + (indicator.weight or _ZERO)
    return sums


@rule(
    "W004",
    title="二级指标权重不符",
    severity="error",
    why="本版式规定了二级指标的权重（固定或有上下限），不符会被退回。",
    basis="填报实务：部分地区的版式规定二级指标的分值或分值范围",
    good=Example("质量指标 20，版式规定 15～25", good_dossier, {"dimension": _RANGES}),
    bad=Example("质量指标 10，版式规定 15～25", _weights(w2="10", w1="20").build, {"dimension": _RANGES}),
)
def category_weight(view: FormView) -> Iterator[Remark]:
    """A 二级指标 that does not weigh what the template wants of it."""
    for one in weighings(view):
        bounds = {key: wanted for key, wanted in category_bounds(view, one).items() if not wanted.free}
        if bounds:
            yield from _wrong_categories(view, one, bounds)


def _wrong_categories(view: FormView, one: Weighing, bounds: dict[tuple[str, str], Bounds]) -> Iterator[Remark]:
    sums = _sums(((entry.dimension, entry.category), entry.indicator) for entry in counted(one))
    wrong = {key: wanted for key, wanted in bounds.items() if key in sums and not wanted.hold(sums[key])}
    change = level_fix(view, one) if wrong else None
    for dimension in one.goal.dimensions:
        for category in dimension.categories:
            key = (level_name(dimension.name), level_name(category.name))
            wanted = wrong.pop(key, None)
            if wanted is not None:
                message = f"权重合计 {plain(sums[key])}，本版式应为 {wanted}；请调整，或用“平衡权重”"
                yield Remark(f"{category.id}.name", message, change)


@rule(
    "W005",
    title="权重小数太多",
    severity="warning",
    why="权重最多两位小数，再多印出来就对不上合计。",
    basis="填报实务：分值权重一般取整数，最多两位小数",
    good=row("举办培训场次", "≥12场", weight=Decimal("10.00")),
    bad=_weights(w1="9.995", w3="10.005"),
)
def weight_decimals(view: FormView) -> Iterator[Remark]:
    """Weights with more than two decimals; rounded together, so that they still add up."""
    judged = {one.goal.id: one for one in weighings(view)}
    for goal in view.form.goals:
        long = [one for one in goal.indicators() if one.weight is not None and one.weight % CENT]
        whole = judged.get(goal.id) if long else None
        together = balance_offer(view, whole) if whole is not None and whole.sum == whole.total else None
        for one in long:
            weight = one.weight or _ZERO
            alone = fixes.set_value(f"{one.id}.weight", weight.quantize(CENT, ROUND_HALF_UP))
            rounded = plain(weight.quantize(CENT, ROUND_HALF_UP))
            message = f"权重 {plain(weight)} 超过两位小数，可改为 {rounded}；改后合计要不变"
            yield Remark(f"{one.id}.weight", message, together or alone)
