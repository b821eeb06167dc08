"""B 预算, over time: the spending plan of the year, the whole period beside the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from models.forms import ProjectForm
from models.rules import fixes
from models.rules.examples import project
from models.rules.finding import Remark
from models.rules.money import agree, mixed_up, written
from models.rules.registry import rule
from models.rules.view import FormView
from models.values import FundingSource, plain

TOTAL = FundingSource.TOTAL
_NUMBER = re.compile(r"\d+")
_HUNDRED = Decimal(100)


@rule(
    "B010",
    title="资金支出计划不合理",
    severity="error",
    why="支出计划是累计进度，只能上升，在 0 到 100% 之间，年底应到 100%。",
    basis="填报实务：资金支出计划（%）按累计数填写",
    good=project(spending_plan={"3": "25", "6": "50", "10": "75", "12": "100"}),
    bad=project(spending_plan={"3": "25", "6": "50", "10": "40", "12": "100"}),
)
def spending_plan(view: FormView) -> Iterator[Remark]:
    """A spending plan that falls, leaves 0–100 or does not end at 100."""
    form = view.project
    steps = _steps(form) if form is not None else []
    if form is None or not any(share for _, share in steps):
        return
    before = Decimal(0)
    for key, share in steps:
        where = f"{form.id}.spending_plan.{key}"
        if not 0 <= share <= _HUNDRED:
            yield Remark(where, f"{plain(share)}% 超出 0～100%；请更正")
        elif share < before:
            yield Remark(where, f"{plain(share)}% 低于前一时点的 {plain(before)}%；累计进度只能上升，请更正")
        before = max(before, share)
    key, last = steps[-1]
    if last < _HUNDRED and (december := _month(key) in (12, None)):
        where = f"{form.id}.spending_plan.{key}"
        each = sum((share for _, share in steps), Decimal(0)) == _HUNDRED and december
        hint = "；各时点相加为 100%，是否按当期数填的，应填累计数" if each else "；请更正"
        rising = all(share <= _HUNDRED for _, share in steps) and last >= max(share for _, share in steps) and not each
        change = fixes.set_value(where, _HUNDRED) if rising else None
        yield Remark(where, f"到年底为 {plain(last)}%，应为 100%{hint}", change)


def _month(key: str) -> int | None:
    found = _NUMBER.search(key)
    return int(found[0]) if found else None


def _steps(form: ProjectForm) -> list[tuple[str, Decimal]]:
    """The filled steps of the plan in the order of their months (as typed where a step has no month)."""
    steps = [(key, share) for key, share in form.spending_plan.items() if share is not None]
    return sorted(steps, key=lambda step: _month(step[0]) or 0) if all(_month(key) for key, _ in steps) else steps


@rule(
    "B011",
    title="项目总预算小于当年预算",
    severity="error",
    why="项目总预算（实施期资金）包含当年预算，不会比当年的少。",
    basis="填报实务：实施期资金总额不小于年度资金总额",
    good=project(amount="20", total_amount="60"),
    bad=project(amount="20", total_amount="12"),
)
def whole_period(view: FormView) -> Iterator[Remark]:
    """Money for the whole period that is less than the year's."""
    form = view.project
    if form is not None:
        found = list(_less(f"{form.id}.total_amount", form.total_amount, form.amount))
        yield from found
        for source, whole in form.total_funding.items() if not found else ():
            if source is not TOTAL:
                yield from _less(f"{form.id}.total_funding.{source}", whole, form.funding.get(source))
    for line in view.department.projects if view.department else ():
        yield from _less(f"{line.id}.total", line.total, line.amount)


def _less(where: str, whole: Decimal | None, year: Decimal | None) -> Iterator[Remark]:
    if whole is not None and year is not None and whole < year and not agree(whole, year) and not mixed_up(whole, year):
        message = f"总预算 {written(whole)} 小于当年预算 {written(year)}；总预算包含当年预算，请核对"
        yield Remark(where, message)
