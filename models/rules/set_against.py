"""Each promise of a form's statements beside the indicator that measures it; each price beside the budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from models.rules.cost_money import budget_of, cost_money
from models.rules.money import agree, written
from models.rules.places import goal_name
from models.rules.promises import Promise, broken_by, mentioned, promises_in
from models.rules.unit_costs import ROUNDING, costings
from models.rules.view import FormView, GoalView, Row
from models.rules.wording.promised import absolutes

MEASURED, OTHER, MISSING, SILENT = "一致", "不一致", "没有指标", "说明未提到"
KEPT, EXCEEDED = "在预算内", "超过预算"


@dataclass(frozen=True, slots=True)
class Beside:
    """A promise and its indicator (one of them may be missing), how they fit, and where each stands."""

    goal: str
    promise: str
    indicator: str
    target: str
    verdict: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Costed:
    """A cost as it is worked out, what it comes to beside the budget (万元), and where its numbers stand."""

    name: str
    working: str
    amount: str
    budget: str
    verdict: str
    places: tuple[str, ...]


def promises_beside_indicators(view: FormView) -> list[Beside]:
    """The promises of all goals in order, then the indicators of each that no statement speaks of."""
    return [one for goal in view.goals for one in _of_goal(goal)]


def _of_goal(goal: GoalView) -> Iterator[Beside]:
    rows = [row for row in goal.rows if row.name]
    told: set[str] = set()
    for promise in promises_in(goal, goal.goal.statement):
        yield _beside(goal, promise)
        if promise.row is not None:
            told.add(promise.row.indicator.id)
    for one in absolutes(goal.goal.statement):
        row = broken_by(one, rows) or next((row for row in rows if mentioned(row.name, one.words)), None)
        broken = row is not None and row is broken_by(one, rows)
        verdict = MISSING if row is None else OTHER if broken else MEASURED
        yield _line(goal, one.text, row, verdict)
        if row is not None:
            told.add(row.indicator.id)
    for row in rows:
        if row.indicator.id not in told:
            yield _line(goal, "", row, SILENT)


def _beside(goal: GoalView, promise: Promise) -> Beside:
    verdict = MISSING if promise.row is None else MEASURED if promise.agrees else OTHER
    return _line(goal, promise.phrase, promise.row, verdict)


def _line(goal: GoalView, words: str, row: Row | None, verdict: str) -> Beside:
    places = (goal.at("statement"), row.at("target")) if row is not None else (goal.at("statement"),)
    name, target = (row.name, row.target.text) if row is not None else ("", "")
    return Beside(goal_name(goal.goal), words, name, target, verdict, places if words else places[1:])


def costs_beside_budget(view: FormView) -> list[Costed]:
    """Every price times its quantity, and every plain cost, beside what the goal may spend."""
    return [one for goal in view.goals for one in _costs(goal)]


def _costs(goal: GoalView) -> Iterator[Costed]:
    budget = budget_of(goal.form, goal.goal.period)
    for one in costings(goal):
        row = one.price.row
        places = (row.at("target"), one.count.at("target"), *(other.at("target") for other in one.others))
        yield Costed(row.name, one.text, *_against(one.amount, budget, ROUNDING), places)
    money = cost_money(goal)
    for indicator, amount in money.all if money else ():
        yield Costed(indicator.name, str(indicator.target), *_against(amount, budget), (f"{indicator.id}.target",))
    if money and money.details:
        total = sum((amount for _, amount in money.details), Decimal(0))
        working = " + ".join(written(amount) for _, amount in money.details)
        own = tuple(f"{indicator.id}.target" for indicator, _ in money.details)
        yield Costed("各项成本合计", working, *_against(total, budget), own)


def _against(amount: Decimal, budget: Decimal | None, rounding: Decimal = Decimal(1)) -> tuple[str, str, str]:
    """The amount, the budget, and which is more; by how much, where a price that was rounded may account for it."""
    if budget is None:
        return written(amount), "", ""
    if amount <= budget or agree(amount, budget):
        verdict = KEPT
    elif amount > budget * rounding:
        verdict = EXCEEDED
    else:
        verdict = f"超出 {written(amount - budget)}（四舍五入的范围内）"
    return written(amount), written(budget), verdict
