"""Parts and their whole: the shares of several annual goals (W), what a statement lists behind 其中 (X)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from models.goals import Goal, Period
from models.python import regex
from models.rules.examples import Example, built, goal, good_dossier, good_project
from models.rules.finding import Remark
from models.rules.money import numbers_text, written
from models.rules.registry import rule
from models.rules.view import FormView, GoalView
from models.rules.wording.quantities import Quantity, quantities
from models.values import plain

_PERIODS: tuple[Period, ...] = ("annual", "long_term")
_ZERO = Decimal(0)


def _goal_shares(*shares: str) -> Example:
    def build() -> Any:
        form = good_project()
        first = form.goals[0]
        goals = [first.model_copy(deep=True, update={"label": f"年度目标{n}"}) for n in range(1, len(shares) + 1)]
        for number, (one, share) in enumerate(zip(goals, shares, strict=True)):
            one.weight = Decimal(share)
            _renamed(one, f"-{number}")
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


_SENTENCE = regex(r"[。；;\n]")
_AMONG = regex(r"[，,（(：:]\s*其中[：:]?")
_CLOSED = regex(r"[）)，,]")
_NEARLY = Decimal("0.95")


@rule(
    "X016",
    title="目标说明里“其中”的各项与总数不符",
    severity="warning",
    why="“300人，其中甲类120人、乙类200人”各项加起来超过总数，两处必有一处不对。",
    basis="填报实务：文字里的分项与合计一致",
    good=goal(statement="全年举办培训12场，其中业务培训8场、专题培训4场。"),
    bad=goal(statement="全年举办培训12场，其中业务培训8场、专题培训6场。"),
)
def parts_of_statement(view: GoalView) -> Iterator[Remark]:
    """What is listed behind 其中 comes to more than the number before it, or nearly to it and not quite."""
    text = view.goal.statement
    for sentence in _SENTENCE.split(text) if "其中" in text else ():
        for head, tail in _among(sentence):
            if advice := _unequal(head, tail):
                yield Remark(view.at("statement"), advice)


def _among(sentence: str) -> Iterator[tuple[str, str]]:
    """What stands right before each 其中, and the list behind it."""
    pieces = _AMONG.split(sentence)
    for head, tail in pairwise(pieces):
        yield head, _CLOSED.split(tail)[0]


def _whole_of(told: Sequence[Quantity], parts: Sequence[Quantity]) -> Quantity | None:
    """The number right before the parts; or the last in their unit, with only money told after it (每人每月4500元)."""
    if not told or told[-1].after:
        return None
    unit = parts[0].unit if parts else ""
    for one in reversed(told):
        if one.unit == unit or "元" not in one.unit:
            return one
    return None


def _unequal(head: str, tail: str) -> str:
    """What is said of a whole and its parts that do not agree; nothing where they may."""
    parts = list(quantities(tail))
    whole = _whole_of(quantities(head), parts)
    parts = [one for one in parts if whole is not None and one.unit == whole.unit and not one.delta]
    if whole is None or not parts or whole.unit == "%":
        return ""
    total = sum((one.number for one in parts), _ZERO)
    near = len(parts) > 1 and whole.number * _NEARLY <= total < whole.number
    if total <= whole.number and not near:
        return ""
    terms = numbers_text([one.number for one in parts])
    sum_text = f"{terms} = {written(total)}" if len(parts) > 1 else terms
    return f"“{whole.text}，其中{tail}”：其中各项 {sum_text}，总数写 {written(whole.number)}；请核对"
