"""W: weights, condition by condition: what is told, and where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.forms import ProjectForm
from models.rules import examples as ex
from tests.models.rules.spoken import after, goal, places, printing, said, templates

TOTAL = [("g.dimensions", "error")]
PLAIN = templates(weights={"total": "100"}, dimension=[])
ROWS = (
    ("产出指标", "数量指标", "举办培训场次", "≥12场"),
    ("产出指标", "质量指标", "培训考核合格率", "≥95%"),
    ("效益指标", "社会效益指标", "服务企业数量", "≥80家"),
)


def weighed(*weights: str | None, **fields: Any) -> ProjectForm:
    """A project of one goal of up to three rows with these weights."""
    made = goal([(*row, weight) for row, weight in zip(ROWS, weights, strict=False)], **{"id": "g"} | fields)
    for number, row in enumerate(made.indicators(), 1):
        row.id = f"r{number}"
    return ex.good_project(goals=[made])


@pytest.mark.parametrize(
    ("weights", "choices", "expected"),
    [
        (("50", "30", "20"), {}, []),
        (("50", "30", "19.99"), {}, TOTAL),
        (("50", "30", "20.01"), {}, TOTAL),
        ((None, None, None), {}, [("g.dimensions", "warning")]),
        ((None, None, None), {"rules": {"W001": {"blank_allowed": True}}}, []),
        ((None, None, None), {"weights": {}}, []),
        (("50", "30", "19"), {"weights": {}}, []),
        ((), {}, []),  # no indicator, no weight
    ],
)
def test_the_total_is_told_at_the_goal(weights: Any, choices: dict[str, Any], expected: Any) -> None:
    assert places("W001", weighed(*weights), used=templates(**{"dimension": []} | choices)) == expected


def test_weights_are_not_asked_for_where_none_are_printed() -> None:
    only = printing("example-project", "项目名称|name", whole=True)
    assert places("W001", weighed(None, None, None), used=only) == []
    assert places("W002", weighed("100", None), used=only) == []
    nameless = weighed(None)
    next(nameless.indicators()).name = ""
    assert places("W001", nameless, used=PLAIN) == []
    assert said("W001", weighed("50", "30"), used={}) == []


@pytest.mark.parametrize(
    ("weights", "words", "silent"),
    [
        (("50", "30", "15"), ("合计 95，", "应为 100", "还差 5"), ("另计", "没有填")),
        (("50", "30", "25"), ("合计 105，", "多出 5"), ("-",)),
        (("50", "30", None), ("还差 20", "1 个指标没有填权重"), ()),
    ],
)
def test_the_message_says_what_is_missing(weights: Any, words: tuple[str, ...], silent: tuple[str, ...]) -> None:
    (found,) = said("W001", weighed(*weights), used=PLAIN)
    assert all(word in found.message for word in words)
    assert not any(word in found.message.partition("；")[0] for word in silent)


def test_the_points_of_execution_are_told_apart() -> None:
    apart = templates(weights={"total": "90", "execution": "10"}, dimension=[])
    (found,) = said("W001", weighed("50", "30"), used=apart)
    assert "预算执行率 10 分另计" in found.message


EXECUTION = templates(weights={"total": "90", "execution": "10"}, dimension=[])


def with_execution(weight: str | None, *others: str, name: str = "预算执行率") -> ProjectForm:
    rows = [(*row, other) for row, other in zip(ROWS, others, strict=False)]
    made = goal([*rows, ("产出指标", "时效指标", name, "=100%", weight)], id="g")
    for number, row in enumerate(made.indicators(), 1):
        row.id = f"r{number}"
    return ex.good_project(goals=[made])


@pytest.mark.parametrize(
    ("form", "used", "expected"),
    [
        (with_execution("10", "50", "40"), EXECUTION, []),  # 90 and 10 apart
        (with_execution(None, "50", "40"), EXECUTION, []),
        (with_execution("10", "50", "30"), EXECUTION, []),  # 90 with it
        (with_execution("20", "50", "40"), EXECUTION, TOTAL),  # not the points kept for it
        (with_execution("20", "40", "30"), EXECUTION, []),
        (with_execution("10", "50", "40"), PLAIN, []),
        (with_execution("10", "50", "40", name="预算执行率偏差"), EXECUTION, TOTAL),
        (with_execution("10", "50", "40", name="全年预算执行率"), EXECUTION, []),
        (with_execution("10", "50", "45"), EXECUTION, TOTAL),
    ],
)
def test_the_row_of_execution(form: ProjectForm, used: Any, expected: Any) -> None:
    assert places("W001", form, used=used) == expected


def test_what_stands_apart_keeps_its_points() -> None:
    whole = after("W001", with_execution("10", "50", "45"), used=EXECUTION)
    weights = {row.name: row.weight for row in whole.indicators()}
    assert weights["预算执行率"] == 10
    assert sum(weight or 0 for weight in weights.values()) == 100


def goals_of(*entries: tuple[str, str | None], period: Any = "annual") -> ProjectForm:
    """A project of goals g1, g2 …: the weight of its one row, and its share."""
    made = [
        goal([("产出指标", "数量指标", f"举办培训{n}", "≥5场", weight)], id=f"g{n}", weight=share, period=period)
        for n, (weight, share) in enumerate(entries, 1)
    ]
    return ex.good_project(goals=made)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("100", None), ("100", None)], []),
        ([("100", None), ("99", None)], ["g2.dimensions"]),
        ([("60", None), ("40", None)], []),
        ([("60", None), ("41", None)], ["g1.dimensions"]),
        ([("60", None), ("60", None)], ["g1.dimensions"]),  # a fifth too much: still one sum
        ([("60", None), ("61", None)], ["g1.dimensions", "g2.dimensions"]),
        ([("60", "60"), ("40", "40")], []),
        ([("60", "60"), ("39", "40")], ["g2.dimensions"]),
        ([("60", "60"), ("40", "30")], []),  # the shares are wrong, the sum is right
        ([("60", "60"), ("40", None)], []),
        ([("60", "50"), ("40", "50")], ["g1.dimensions", "g2.dimensions"]),
        ([("50", None), (None, None)], ["g1.dimensions"]),  # a goal without weights is left out
    ],
)
def test_goals_that_share_a_total(entries: Any, expected: list[str]) -> None:
    assert [where for where, _ in places("W001", goals_of(*entries), used=PLAIN)] == expected


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (("60", "40", None), [("r3.weight", "error")]),
        (("60", "40", "0"), [("r3.weight", "warning")]),
        (("60", "45", "-5"), [("r3.weight", "error")]),
        (("60", "30", "10"), []),
        ((None, None, None), []),
        (("0", "0", None), []),  # no row has any
        (("100", None, None), [("r2.weight", "error"), ("r3.weight", "error")]),
        (("1", "0.5", None), [("r3.weight", "error")]),  # little is some
    ],
)
def test_a_row_without_weight(weights: Any, expected: list[tuple[str, str]]) -> None:
    assert places("W002", weighed(*weights), used=PLAIN) == expected


def test_what_is_there_instead_of_a_weight_is_told() -> None:
    assert "没有填权重" in said("W002", weighed("60", "40", None), used=PLAIN)[0].message
    assert "权重是 -5" in said("W002", weighed("60", "45", "-5"), used=PLAIN)[0].message
    nameless = weighed("60", "40", None)
    list(nameless.indicators())[2].name = ""
    assert places("W002", nameless, used=PLAIN) == []


def test_a_missing_weight_is_fixed_where_there_is_a_total() -> None:
    whole = after("W002", weighed("60", "20", None), used=PLAIN)
    assert [row.weight for row in whole.indicators()] == [60, 20, 20]
    (none,) = said("W002", weighed("60", "40", None), used=templates(weights={}))
    assert none.fix is None


@pytest.mark.parametrize(
    ("weight", "used", "expected"),
    [
        (None, EXECUTION, False),
        ("0", EXECUTION, False),
        ("-1", EXECUTION, True),
        (None, PLAIN, True),
    ],
)
def test_the_row_of_execution_needs_no_weight(weight: str | None, used: Any, expected: bool) -> None:
    found = places("W002", with_execution(weight, "50", "40"), used=used)
    assert [where for where, _ in found] == (["r3.weight"] if expected else [])


def points(**wanted: Any) -> dict[str, Any]:
    """A template of a total of 100 that wants of 一级指标 what is said."""
    return templates(
        weights={"total": "100"},
        dimension=[{"name": name, **want} for name, want in {"效益指标": {}, "产出指标": {}, **wanted}.items()],
    )


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"points": "80"}, ""),
        ({"points": "79"}, "应为 79；"),
        ({"least": "80"}, ""),
        ({"least": "81"}, "不低于 81；"),
        ({"most": "80"}, ""),
        ({"most": "79"}, "不超过 79；"),
        ({"least": "80", "most": "80"}, ""),
        ({"least": "70", "most": "79"}, "70～79；"),
        ({}, ""),
    ],
)
def test_what_a_level_may_weigh(wanted: dict[str, str], expected: str) -> None:
    form = weighed("50", "30", "20")
    found = said("W003", form, used=points(产出指标=wanted))
    level = form.goals[0].dimensions[0].id
    assert [(one.where, one.severity) for one in found] == ([(f"{level}.name", "error")] if expected else [])
    assert all("合计 80" in one.message and expected in one.message for one in found)


def test_levels_are_judged_only_where_all_of_them_are_known() -> None:
    wrong = {"points": "79"}
    assert places("W003", weighed("50", "30", "20"), used=points(产出指标=wrong)) != []
    form = weighed("50", "30", "20")
    form.goals[0].dimensions[1].name = "其他指标"
    assert places("W003", form, used=points(产出指标=wrong)) == []


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ({"成本指标": {"points": "20"}}, {"产出指标": "70", "效益指标": "30"}),
        ({"满意度指标": {"points": "10"}}, {"产出指标": "60", "效益指标": "30"}),
        ({"管理指标": {"points": "10"}}, {}),  # nobody has said where they go
        ({"管理指标": {}}, {"产出指标": "60", "效益指标": "20"}),
    ],
)
def test_points_of_a_level_that_is_not_set_go_to_others(missing: Any, expected: dict[str, str]) -> None:
    used = points(产出指标={"points": "60"}, 效益指标={"points": "20"}, **missing)
    found = said("W003", weighed("50", "49", "1"), used=used)
    assert len(found) == len(expected)
    assert all(f"应为 {want}；" in one.message for one, want in zip(found, expected.values(), strict=True))


def test_a_hundred_where_execution_is_apart_may_be_left_in_peace() -> None:
    levels = [{"name": "产出指标", "points": "70"}, {"name": "效益指标", "points": "20"}]
    apart = {"weights": {"total": "90", "execution": "10"}, "dimension": levels}
    form = weighed("50", "30", "20")
    assert len(places("W003", form, used=templates(**apart))) == 1
    assert places("W003", form, used=templates(**apart, rules={"W003": {"full_allowed": True}})) == []
    assert (
        len(places("W003", weighed("50", "30", "15"), used=templates(**apart, rules={"W003": {"full_allowed": True}})))
        == 2
    )


def test_what_stands_apart_is_no_part_of_its_level() -> None:
    levels = [{"name": "产出指标", "points": "90"}, {"name": "效益指标"}]
    used = templates(weights={"total": "90", "execution": "10"}, dimension=levels)
    assert places("W003", with_execution("10", "50", "40"), used=used) == []
    assert places("W003", with_execution("10", "50", "30"), used=used) == []  # within the 90
    assert len(places("W003", with_execution("20", "50", "40"), used=used)) == 1


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"least": "30", "most": "30"}, False),
        ({"least": "31"}, True),
        ({"most": "29"}, True),
        ({"points": "30"}, False),
        ({"points": "29"}, True),
        ({}, False),
    ],
)
def test_what_a_second_level_may_weigh(wanted: dict[str, str], expected: bool) -> None:
    categories = ["数量指标", {"name": "质量指标", **wanted}]
    form = weighed("50", "30", "20")
    found = places("W004", form, used=points(产出指标={"categories": categories}))
    level = form.goals[0].dimensions[0].categories[1].id
    assert found == ([(f"{level}.name", "error")] if expected else [])


def test_wrong_levels_are_balanced_within_what_is_asked() -> None:
    categories = ["数量指标", {"name": "质量指标", "points": "40"}]
    whole = after("W004", weighed("50", "30", "20"), used=points(产出指标={"points": "80", "categories": categories}))
    assert [row.weight for row in whole.indicators()] == [40, 40, 20]
    whole = after("W003", weighed("50", "30", "20"), used=points(产出指标={"points": "90"}, 效益指标={"points": "10"}))
    assert [row.weight for row in whole.indicators()][2] == 10
    (none,) = said(
        "W003", weighed("50", "30", "20"), used=points(产出指标={"points": "90"}, 效益指标={"points": "20"})
    )[:1]
    assert none.fix is None, "90 and 20 are no 100"


@pytest.mark.parametrize(
    ("weight", "expected"), [("10", False), ("10.00", False), ("10.01", False), ("10.005", True), ("10.000", False)]
)
def test_a_weight_has_two_decimals(weight: str, expected: bool) -> None:
    found = places("W005", weighed(weight, "50"), used=templates(weights={}))
    assert found == ([("r1.weight", "warning")] if expected else [])


def test_a_weight_is_rounded_half_up() -> None:
    whole = after("W005", weighed("10.005", "50"), used=templates(weights={}))
    assert next(whole.indicators()).weight == Decimal("10.01")
    assert "改为 10.01" in said("W005", weighed("10.005"), used=templates(weights={}))[0].message


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (["60", "40"], []),
        (["60", "39"], ["g1.weight"]),
        (["100", "100"], []),  # each the whole of itself
        (["100", "90"], ["g1.weight"]),
        (["60", None], []),
        ([None, None], []),
        (["60"], ["g1.weight"]),
        (["100"], []),
    ],
)
def test_the_shares_of_goals(shares: list[str | None], expected: list[str]) -> None:
    form = goals_of(*(("10", share) for share in shares))
    assert places("W006", form, used=templates(weights={})) == [(where, "warning") for where in expected]
    assert all("合计 " in one.message for one in said("W006", form))


def test_shares_are_added_period_by_period() -> None:
    form = goals_of(("10", "60"), ("10", "40"))
    form.goals[1].period = "long_term"
    assert places("W006", form, used=templates(weights={})) == [("g1.weight", "warning"), ("g2.weight", "warning")]
