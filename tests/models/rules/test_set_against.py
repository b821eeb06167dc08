"""The two tables of the window: promises beside indicators, and what is worked out beside the budget."""

from __future__ import annotations

import pytest

from models.forms import ProjectForm
from models.rules import examples as ex
from models.rules.set_against import EXCEEDED, KEPT, MEASURED, MISSING, OTHER, SILENT, costs_beside_budget
from models.rules.set_against import promises_beside_indicators as beside
from models.rules.view import FormView
from tests.models.rules.checks.test_dates_and_parts import priced
from tests.models.rules.checks.test_statements import form
from tests.models.rules.spoken import templates


def view_of(one: ProjectForm) -> FormView:
    whole = ex.good_dossier(one)
    return FormView(one, templates()[one.template], whole.year, whole.unit)


@pytest.mark.parametrize(
    ("statement", "row", "verdict", "places"),
    [
        ("举办业务培训12场。", ("业务培训场次", "≥12场"), MEASURED, ("project-goal.statement", "r0.target")),
        ("举办业务培训12场。", ("业务培训场次", "≥10场"), OTHER, ("project-goal.statement", "r0.target")),
        ("未发生安全事故。", ("安全事故起数", "=0起"), MEASURED, ("project-goal.statement", "r0.target")),
        ("未发生安全事故。", ("安全事故起数", "≤3起"), OTHER, ("project-goal.statement", "r0.target")),
        ("未发生安全事故。", ("业务培训场次", "≥10场"), MISSING, ("project-goal.statement",)),
        ("举办业务培训12场。", ("购置车辆", "≥3辆"), MISSING, ("project-goal.statement",)),
        ("做好业务。", ("业务培训场次", "≥10场"), SILENT, ("r0.target",)),
    ],
)
def test_a_promise_stands_beside_its_indicator(
    statement: str, row: tuple[str, str], verdict: str, places: tuple[str, ...]
) -> None:
    first = beside(view_of(form(statement, row)))[0]
    assert (first.verdict, first.places) == (verdict, places)
    named = verdict != MISSING
    assert (first.indicator, first.target) == (row if named else ("", ""))


def test_an_indicator_that_nobody_promised_stands_below() -> None:
    lines = beside(view_of(form("举办业务培训12场。", ("业务培训场次", "≥12场"), ("购置车辆", "≥3辆"))))
    assert [(one.verdict, one.indicator) for one in lines] == [(MEASURED, "业务培训场次"), (SILENT, "购置车辆")]


@pytest.mark.parametrize(
    ("price", "verdict"),
    [
        ("≤3万元/次", KEPT),
        ("≤3.1万元/次", KEPT),
        ("≤3.12万元/次", "超出 2.00（四舍五入的范围内）"),
        ("≤3.14万元/次", EXCEEDED),
        ("≤4万元/次", EXCEEDED),
    ],
)
def test_what_is_worked_out_stands_beside_the_budget(price: str, verdict: str) -> None:
    rows = (("产出指标", "增雨作业次数", "≥60次"), ("产出指标", "防雹作业次数", "≥40次"))
    (one,) = costs_beside_budget(view_of(priced(("成本指标", "单次作业成本", price), *rows)))
    assert (one.verdict, one.places) == (verdict, ("r0.target", "r1.target", "r2.target"))


@pytest.mark.parametrize(("cost", "verdict"), [("≤310万元", KEPT), ("≤311万元", EXCEEDED)])
def test_a_plain_cost_is_not_rounded(cost: str, verdict: str) -> None:
    (one,) = costs_beside_budget(view_of(priced(("成本指标", "飞行作业费用", cost))))[:1]
    assert one.verdict == verdict
