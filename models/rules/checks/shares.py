"""W 权重, between goals: the shares of several annual goals make up the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from models.goals import Goal, Period
from models.rules.examples import Example, built, good_dossier, good_project
from models.rules.finding import Remark
from models.rules.registry import rule
from models.rules.view import FormView
from models.values import plain

_PERIODS: tuple[Period, ...] = ("annual", "long_term")
_ZERO = Decimal(0)


def _goal_shares(*shares: str) -> Example:
    def build() -> Any:
        form = good_project()
        first = form.goals[0]
        goals = [first.model_copy(deep=True, update={"label": f"年度目标{n}"}) for n in range(1, len(shares) + 1)]
        for number, (goal, share) in enumerate(zip(goals, shares, strict=True)):
            goal.weight = Decimal(share)
            _renamed(goal, f"-{number}")
        form.goals = goals
        return good_dossier(form)

    return built("目标权重比例 " + "、".join(shares), build)


def _renamed(goal: Goal, suffix: str) -> None:
    """Ids of its own for a copied goal."""
    for node in [goal, *goal.dimensions, *(c for d in goal.dimensions for c in d.categories), *goal.indicators()]:
        node.id += suffix


@rule(
    "W006",
    title="目标权重比例合计不是 100%",
    severity="warning",
    why="一张表有几个年度目标时，各目标的权重比例合起来应为 100%。",
    basis="填报实务：指标权重比例栏各目标合计 100%",
    good=_goal_shares("60", "40"),
    bad=_goal_shares("60", "30"),
)
def goal_shares(view: FormView) -> Iterator[Remark]:
    """The shares of the goals of one period do not add up to 100 (each of them 100 is another way to fill it in)."""
    for period in _PERIODS:
        goals = view.form.goals_of(period)
        shares: Sequence[Decimal] = [goal.weight for goal in goals if goal.weight is not None]
        if len(shares) == len(goals) > 0 and sum(shares) != 100 and any(share != 100 for share in shares):
            message = f"目标权重比例合计 {plain(sum(shares, _ZERO))}%，应为 100%；请调整各目标的比例"
            yield Remark(f"{goals[0].id}.weight", message)
