"""W: weights add up, within what the template asks of levels; 平衡权重 changes as little as that allows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.edits import Editor
from models.forms import ProjectForm
from models.rules import examples as ex
from models.rules import weighing
from models.rules.balance import Bounds, Leaf, Part, balanced, share_out
from tests.effort import examples
from tests.models.rules.spoken import findings, fixed, goal, templates, told

POINTS = [
    {"name": "成本指标", "points": "20", "categories": ["经济成本指标"]},
    {"name": "产出指标", "points": "40", "categories": ["数量指标", "质量指标", "时效指标"]},
    {"name": "效益指标", "points": "20", "categories": ["社会效益指标"]},
    {"name": "满意度指标", "points": "10", "categories": ["服务对象满意度指标"]},
]
PLAIN = templates(weights={"total": "100"}, dimension=[])
NATIONAL = templates(weights={"total": "90", "execution": "10"}, dimension=POINTS)


def form(*weights: str | None, execution: str | None = "-", **fields: Any) -> ProjectForm:
    """A project of up to four rows: 产出, 成本, 效益, 满意度; a weight of "-" leaves the row out."""
    rows = [
        ("产出指标", "数量指标", "举办培训场次", "≥12场"),
        ("成本指标", "经济成本指标", "项目总成本", "≤20万元"),
        ("效益指标", "社会效益指标", "服务企业数量", "≥80家"),
        ("满意度指标", "服务对象满意度指标", "参训人员满意度", "≥90%"),
    ]
    chosen = [(*row, weight) for row, weight in zip(rows, weights, strict=False) if weight != "-"]
    if execution != "-":
        chosen.append(("产出指标", "时效指标", "预算执行率", "=100%", execution))
    return ex.good_project(goals=[goal(chosen, **fields)])


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (("40", "20", "20", "10"), []),
        (("50", "-", "30", "10"), []),  # no 成本指标: half of its points each to 产出 and 效益
        (("40", "20", "30", "-"), []),  # no 满意度指标: its points go to 效益
        (("50", "-", "40", "-"), []),
        (("40", "20", "20", "5"), [("W001", "error"), ("W003", "error")]),
        (("45", "20", "15", "10"), [("W003", "error"), ("W003", "error")]),
        (("60", "-", "20", "10"), [("W003", "error"), ("W003", "error")]),
        ((None, None, None, None), [("W001", "warning")]),
        (("40", "20", "30", None), [("W002", "error"), ("W003", "error"), ("W003", "error")]),
    ],
)
def test_the_weights_of_the_regulation(weights: tuple[str | None, ...], said: list[tuple[str, str]]) -> None:
    assert told(form(*weights), used=NATIONAL) == said


@pytest.mark.parametrize("execution", ["10", None])
def test_a_row_of_budget_execution_may_stand_apart(execution: str | None) -> None:
    assert told(form("40", "20", "20", "10", execution=execution), used=NATIONAL) == []


def test_a_hundred_without_execution_is_a_warning_where_the_template_says_so() -> None:
    used = templates(weights={"total": "90", "execution": "10"}, rules={"W001": {"full_allowed": True}})
    assert told(form("40", "20", "30", "10"), used=used) == [("W001", "warning")]
    assert told(form("40", "20", "25", "10"), used=used) == [("W001", "error")]


def test_a_template_may_leave_weights_to_the_office() -> None:
    used = templates(weights={"total": "90"}, rules={"W001": {"blank_allowed": True}})
    assert told(form(None, None, None, None), used=used) == []


def test_nothing_is_said_of_weights_where_the_template_has_none() -> None:
    assert told(form("40", "20", "20", "5"), used=templates(weights={})) == []


def several(*goals: tuple[str, str | None]) -> ProjectForm:
    rows = [[("产出指标", "数量指标", f"举办培训场次{n}", "≥12场", weight)] for n, (weight, _) in enumerate(goals)]
    made = [goal(own, weight=share) for own, (_, share) in zip(rows, goals, strict=True)]
    return ex.good_project(goals=made)


@pytest.mark.parametrize(
    "goals",
    [
        (("100", None), ("100", None)),  # each goal by itself
        (("60", None), ("40", None)),  # all goals together
        (("60", "60"), ("40", "40")),  # each its share of the total
        (("100", "60"), ("100", "40")),  # shares, and each goal by itself
    ],
)
def test_several_goals_may_share_weights_in_several_ways(goals: tuple[tuple[str, str | None], ...]) -> None:
    assert told(several(*goals)) == []


def test_several_goals_that_miss_the_total() -> None:
    assert told(several(("100", None), ("70", None))) == [("W001", "error")]
    assert told(several(("60", None), ("30", None))) == [("W001", "error")]
    assert told(several(("55", "60"), ("40", "40"))) == [("W001", "error")]


def test_long_term_goals_need_no_weights() -> None:
    project = form("40", "20", "20", "10")
    long = goal([("产出指标", "数量指标", "培训总场次", "≥40场", None)], period="long_term")
    project.goals.append(long)
    assert told(project, used=NATIONAL) == []
    next(long.indicators()).weight = Decimal(50)
    assert ("W001", "error") in told(project, used=NATIONAL)


def test_ranges_of_a_second_level() -> None:
    ranges = [
        {"name": "产出指标", "categories": [{"name": "数量指标", "least": "30", "most": "50"}]},
        *POINTS[:1],
        *POINTS[2:],
    ]
    used = templates(weights={"total": "90", "execution": "10"}, dimension=ranges)
    assert told(form("40", "20", "20", "10"), used=used) == []
    assert told(form("25", "20", "35", "10"), used=used) == [("W003", "error"), ("W004", "error")]


@pytest.mark.parametrize("weights", [("45", "20", "15", "10"), ("40", "20", "20", None), ("10", "7", "3", "1")])
def test_balancing_gives_every_level_its_points(weights: tuple[str | None, ...]) -> None:
    whole = ex.good_dossier(form(*weights))
    first = next(one for one in findings(whole, NATIONAL) if one.code[0] == "W")
    assert first.fix is not None
    Editor(whole).apply(first.fix)
    assert [indicator.weight for indicator in whole.indicators()] == [40, 20, 20, 10]


def test_a_weight_of_three_decimals_is_rounded() -> None:
    whole = ex.good_dossier(form("40.004", "20", "20", "10"))
    assert fixed(whole, "W005") == []
    assert next(whole.indicators()).weight == 40


# --- the sums behind it ---

weights = st.none() | st.decimals(0, 60, places=2)


@settings(max_examples=examples(300))
@given(st.lists(st.lists(weights, min_size=1, max_size=6), min_size=1, max_size=5), st.sampled_from([80, 90, 100]))
def test_balanced_weights_make_the_total_exactly(groups: list[list[Decimal | None]], total: int) -> None:
    parts = [
        Part(leaves=[Leaf(f"{group}-{place}", weight) for place, weight in enumerate(own)])
        for group, own in enumerate(groups)
    ]
    found = balanced(Part(parts=parts), Decimal(total))
    assert found is not None
    assert sum(found.values()) == total
    assert all(weight > 0 and weight == round(weight, 2) for weight in found.values())
    assert len(found) == sum(map(len, groups))


@settings(max_examples=examples(300))
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 20), st.integers(0, 30)), min_size=1, max_size=6))
def test_shares_keep_their_bounds_or_there_are_none(entries: list[tuple[int, int, int]]) -> None:
    bounds = [Bounds(Decimal(low), Decimal(low + more)) for _, low, more in entries]
    values = [Decimal(value) for value, _, _ in entries]
    shares = share_out(Decimal(60), values, bounds, Decimal(1))
    possible = sum(low for _, low, _ in entries) <= 60 <= sum(low + more for _, low, more in entries)
    assert (shares is not None) == possible
    if shares is not None:
        assert sum(shares) == 60
        assert all(bound.hold(share) for bound, share in zip(bounds, shares, strict=True))


def test_whole_weights_stay_whole() -> None:
    found = balanced(Part(leaves=[Leaf(str(n), Decimal(10)) for n in range(7)]), Decimal(90))
    assert found is not None
    assert sorted(found.values()) == [12, 13, 13, 13, 13, 13, 13]


def test_more_indicators_than_points_are_still_weighed() -> None:
    found = balanced(Part(leaves=[Leaf(str(n), None) for n in range(150)]), Decimal(100))
    assert found is not None
    assert min(found.values()) > 0


def test_balancing_is_worked_out_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counting(whole: Part, total: Decimal) -> dict[str, Decimal] | None:
        asked.append(len(whole.all()))
        return balanced(whole, total)

    monkeypatch.setattr(weighing, "balanced", counting)
    whole = ex.good_dossier(form("7", "11", "5", "3", execution="-"))
    first, again = (next(one for one in findings(whole, PLAIN) if one.code == "W001") for _ in range(2))
    assert first.offer is not None, "the window says that it can be fixed"
    assert asked == [], "else every look while typing pays for it"
    assert first == again, "else every look draws the list of findings anew"
    change = first.fix
    assert asked == [4]
    assert change is not None
    Editor(whole).apply(change)
    assert not [one for one in findings(whole, PLAIN) if one.code == "W001"]


def test_more_rows_than_hundredths_are_offered_no_balance() -> None:
    many = goal([("产出指标", "数量指标", f"举办第{number}类培训", "≥12场", "1") for number in range(10_001)])
    told = next(
        one for one in findings(ex.good_dossier(ex.good_project(goals=[many])), PLAIN, "W") if one.code == "W001"
    )
    assert told.offer is None
    assert told.fix is None
