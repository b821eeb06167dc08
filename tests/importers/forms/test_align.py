"""The alignment is the best there is, and keeps the order of the cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from importers.forms.columns.align import IMPOSSIBLE, align

gains = st.one_of(st.integers(-9, 9).map(float), st.just(IMPOSSIBLE))
costs = st.integers(-6, 0).map(float)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[list[float]], float, list[float]]:
    """Gains by cell and slot, the cost of leaving out a cell, and of leaving out each slot."""
    cells, slots = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    table = [[draw(gains) for _ in range(slots)] for _ in range(cells)]
    return table, draw(costs), [draw(costs) for _ in range(slots)]


def worth(table: list[list[float]], pairs: Sequence[tuple[int, int]], skip: float, skips: list[float]) -> float:
    left = sum(cost for slot, cost in enumerate(skips) if slot not in {s for _, s in pairs})
    return sum(table[cell][slot] for cell, slot in pairs) + skip * (len(table) - len(pairs)) + left


def every_way(cells: int, slots: int) -> list[list[tuple[int, int]]]:
    return [
        list(zip(chosen, places, strict=True))
        for size in range(min(cells, slots) + 1)
        for chosen in combinations(range(cells), size)
        for places in combinations(range(slots), size)
    ]


@given(problems())
def test_no_other_way_is_better(problem: tuple[list[list[float]], float, list[float]]) -> None:
    table, skip, skips = problem
    found = align(table, skip, skips)
    best = max(worth(table, way, skip, skips) for way in every_way(len(table), len(skips)))
    assert found.score == best
    assert worth(table, found.pairs, skip, skips) == best


@given(problems())
def test_order_is_kept_and_nothing_impossible_is_paired(
    problem: tuple[list[list[float]], float, list[float]],
) -> None:
    table, skip, skips = problem
    pairs = align(table, skip, skips).pairs
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))
    assert all(table[cell][slot] != IMPOSSIBLE for cell, slot in pairs)


def test_a_value_that_slid_goes_where_it_fits() -> None:
    fits = {("≥5次", "指标值"): 4.0, ("巡查", "三级指标"): 3.0}
    cells, slots = ["巡查", "≥5次"], ["二级指标", "三级指标", "指标值"]
    found = align([[fits.get((cell, slot), -5.0) for slot in slots] for cell in cells], -14.0, [0.0] * 3)
    assert found.pairs == ((0, 1), (1, 2))
