"""B 预算, price × quantity: what a unit costs, times how many there are, keeps to the budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.rules import examples as ex
from models.rules.cost_money import budget_of
from models.rules.finding import Remark
from models.rules.money import written
from models.rules.registry import rule
from models.rules.unit_costs import Costing, costings, prices_of
from models.rules.view import GoalView

_ROUNDING = Decimal("1.01")
_UNIT_SLIP = Decimal(100)


@rule(
    "B020",
    title="单价乘数量超过预算",
    severity="error",
    why="单价（补助标准）乘以数量就是要花的钱，超过预算，说明单价、数量、预算三者至少有一个不对。",
    basis="财预〔2015〕88号：绩效目标要与预算确定的投资额或资金量相匹配",
    good=ex.rows(
        ("产出指标", "数量指标", "培训教师人数", "≥200人"), ("成本指标", "经济成本指标", "人均培训成本", "≤1000元/人")
    ),
    bad=ex.rows(
        ("产出指标", "数量指标", "培训教师人数", "≥200人"), ("成本指标", "经济成本指标", "人均培训成本", "≤1500元/人")
    ),
)
def price_times_quantity(goal: GoalView) -> Iterator[Remark]:
    """A price times the quantity that another indicator counts is over the budget, or all of them together."""
    found = costings(goal)
    budget = budget_of(goal.form, goal.goal.period) if found else None
    if not budget:
        return
    limit = budget * _ROUNDING
    fair = [one for one in found if one.price.amount <= limit]  # a price over the whole budget: B021
    over = [one for one in fair if one.amount > limit]
    for one in over:
        yield _over(one, budget)
    apart = {one.count.indicator.id: one for one in fair}
    total = sum((one.amount for one in apart.values()), Decimal(0))
    if not over and len(apart) > 1 and total > limit:
        yield _together(list(apart.values()), total, budget)


def _over(one: Costing, budget: Decimal) -> Remark:
    amount, row = one.amount, one.price.row
    hint = "，看单位是不是把元写成了万元" if amount > budget * _UNIT_SLIP else ""
    message = (
        f"{one.text} = {written(amount)} 万元，超过预算 {written(budget)} 万元，多出 {written(amount - budget)} 万元；"
        f"请核对单价、数量（“{one.count.name}”）和预算{hint}"
    )
    return Remark(row.at("target"), message, places=(one.count.at("target"), f"{row.form.form.id}.amount"))


def _together(found: Sequence[Costing], total: Decimal, budget: Decimal) -> Remark:
    words = " + ".join(f"{one.text} = {written(one.amount)}" for one in found)
    message = f"{words}，合计 {written(total)} 万元，超过预算 {written(budget)} 万元；请核对各项单价、数量和预算"
    rows = [row for one in found for row in (one.price.row, one.count)]
    return Remark(rows[0].at("target"), message, places=tuple(row.at("target") for row in rows[1:]))


@rule(
    "B021",
    title="单价比全部预算还高",
    severity="error",
    why="一个单位的价格或一个人的补助标准比项目的全部预算还高，多半是把元写成了万元。",
    basis="填报实务：单价与预算的金额单位要核对，一般单价用元、预算用万元",
    good=ex.row("人均培训成本", "≤1000元/人", "经济成本指标", "成本指标"),
    bad=ex.row("人均培训成本", "≤1000万元/人", "经济成本指标", "成本指标"),
)
def price_over_budget(goal: GoalView) -> Iterator[Remark]:
    """A price for one that is more than the whole budget."""
    prices = prices_of(goal)
    budget = budget_of(goal.form, goal.goal.period) if prices else None
    for price in prices if budget else ():
        if budget and price.amount > budget * _ROUNDING:
            text = price.row.target.text.strip()
            message = f"“{text}”一个单位就超过全部预算 {written(budget)} 万元；请核对金额单位，是不是把元写成了万元"
            yield Remark(price.row.at("target"), message, places=(f"{goal.form.form.id}.amount",))
