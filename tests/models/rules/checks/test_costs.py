"""B: what a project costs: details, cost indicators, calculations and changes told in texts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.forms import CostItem, ProjectForm
from models.rules import examples as ex
from models.target import Target
from tests.models.rules.spoken import project, told


def costs(*amounts: str | None, basis: str = "") -> list[CostItem]:
    return [
        CostItem(content=f"明细{n}", basis=basis, own=None if amount is None else Decimal(amount))
        for n, amount in enumerate(amounts)
    ]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (costs("12", "8"), []),
        (costs("12", "5"), [("B005", "error")]),
        (costs("12", None), [("B005", "warning")]),  # a line has no money yet
        (costs(None, None), []),
        ([*costs("12", "8"), CostItem(content="合计", own=Decimal(20))], []),
    ],
)
def test_cost_details_make_the_budget(items: list[CostItem], said: list[tuple[str, str]]) -> None:
    assert told(project(costs=items)) == said


def test_cost_details_may_be_those_of_the_whole_period() -> None:
    assert told(project(total_amount="60", costs=costs("40", "20"))) == []


def with_costs(*entries: tuple[str, str], category: str = "经济成本指标") -> ProjectForm:
    form = project()
    place = ex.category_of(form.goals[0], "成本指标", category)
    first = next(one for one in form.indicators() if "成本" in one.name)
    rows = [
        first.model_copy(update={"id": f"cost-{n}", "name": name, "target": Target.parse(target), "weight": None})
        for n, (name, target) in enumerate(entries)
    ]
    for row in rows:
        row.weight = Decimal(20 // len(rows))
    rows[0].weight = 20 - sum((row.weight or Decimal(0) for row in rows[1:]), Decimal(0))
    ex.category_of(form.goals[0], "成本指标", "经济成本指标").indicators = []
    place.indicators = rows
    return form


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("水电费", "≤12万元"), ("物业费", "≤8万元")], []),
        ([("水电费", "≤12万元"), ("物业费", "≤80000元")], []),
        ([("项目总成本", "≤20万元"), ("水电费", "≤12万元")], []),  # the whole, and a part of it
        ([("项目总成本", "≤20万元"), ("水电费", "≤12万元"), ("物业费", "≤9万元")], [("B006", "error")]),
        ([("水电费", "≤12万元"), ("物业费", "≤9万元")], [("B006", "error")]),
        ([("水电费", "≤12万元"), ("物业费", "≤7万元")], [("B006", "info")]),
        ([("水电费", "≤25万元"), ("物业费", "≤7万元")], [("B007", "error")]),
        ([("项目总成本", "≤200000万元")], [("B012", "error")]),
        ([("人均培训费", "≤400元")], []),  # a price, no part of the whole
        ([("培训费标准", "≤400元/人/天")], []),
        ([("节约成本", "≥30万元")], []),
        ([("成本控制率", "≤100%")], []),
        ([("财政投入水平", "100%")], [("B015", "warning")]),
        ([("运行成本", "有效控制")], [("B015", "info")]),
    ],
)
def test_cost_indicators_keep_to_the_budget(entries: list[tuple[str, str]], said: list[tuple[str, str]]) -> None:
    assert told(with_costs(*entries)) == said


def test_costs_to_society_are_not_the_budgets() -> None:
    assert told(with_costs(("占用耕地补偿", "≤300万元"), category="社会成本指标")) == []


def test_long_term_costs_are_compared_with_the_whole_period() -> None:
    form = with_costs(("项目总成本", "≤60万元"))
    form.goals[0].period = "long_term"
    assert told(form) == []
    form.total_amount = Decimal(50)
    assert told(form) == [("B007", "error")]


@pytest.mark.parametrize(
    ("basis", "amount", "said"),
    [
        ("2000元/人×100人=20万元", "20", []),
        ("2000元/人×100人=21万元", "20", [("B013", "error")]),
        ("2000元/人×50人=10万元", "20", [("B019", "warning")]),
        ("2000元/人×50人=10万元，印刷10万元", "20", []),
        ("按往年支出测算", "20", []),
    ],
)
def test_costing_texts(basis: str, amount: str, said: list[tuple[str, str]]) -> None:
    assert told(project(costs=costs(amount, basis=basis))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024年年初预算20万元；2025年年初预算22万元，已执行18万元；2026年较上年压减预算2万元。", []),
        ("2025年年初预算22万元；2026年较上年压减预算5万元。", [("B014", "warning")]),
        ("2025年年初预算22万元，实际执行25万元；2026年较上年减少5万元。", []),  # against what was spent
        ("2026年预算20万元，比上年增加5万元，增长33.33%。", []),
        ("2026年预算20万元，比上年增加5万元，增长25%。", [("B014", "warning")]),
        ("与上年持平。", []),
    ],
)
def test_changes_told_in_texts(text: str, said: list[tuple[str, str]]) -> None:
    assert told(project(budget_change=text)) == said
