"""平衡权重: the sums behind it, at their edges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.rules.balance import FREE, Bounds, Leaf, Part, balanced, one_slip, share_out


def bounds(least: str | None = None, most: str | None = None) -> Bounds:
    return Bounds(None if least is None else Decimal(least), None if most is None else Decimal(most))


@pytest.mark.parametrize(
    ("least", "most", "held", "words"),
    [
        ("10", "20", ["10", "20"], "10～20"),
        ("10", None, ["10", "99"], "不低于 10"),
        (None, "20", ["0", "20"], "不超过 20"),
        ("10", "10", ["10"], "10"),
    ],
)
def test_bounds_hold_what_lies_within_and_say_so(least: str, most: str, held: list[str], words: str) -> None:
    made = bounds(least, most)
    assert str(made) == words
    assert not made.free
    assert all(made.hold(Decimal(weight)) for weight in held)
    assert least is None or not made.hold(Decimal(least) - Decimal("0.01"))
    assert most is None or not made.hold(Decimal(most) + Decimal("0.01"))


def test_without_bounds_anything_will_do() -> None:
    assert FREE.free
    assert FREE.hold(Decimal(-5))
    assert FREE.hold(Decimal(500))


def leaves(*weights: str | None) -> Part:
    return Part(leaves=[Leaf(f"r{n}", None if weight is None else Decimal(weight)) for n, weight in enumerate(weights)])


def shares(part: Part, total: str = "100") -> list[str] | None:
    found = balanced(part, Decimal(total))
    return None if found is None else [f"{found[leaf.key].normalize():f}" for leaf in part.all()]


@pytest.mark.parametrize(
    ("weights", "total", "expected"),
    [
        (("50", "50"), "100", ["50", "50"]),
        (("30", "20"), "100", ["60", "40"]),
        (("30", None), "100", ["30", "70"]),  # what is missing
        (("30", None, None), "100", ["30", "35", "35"]),
        (("60", "60", None), "100", ["34", "33", "33"]),  # too much already: the mean of the others
        (("100", None), "100", ["50", "50"]),  # nothing left for it
        ((None, None), "100", ["50", "50"]),
        (("0", "60"), "100", ["40", "60"]),
        (("-5", "60"), "100", ["40", "60"]),
        (("33.5", "33.5", "32.5"), "100", ["34", "33.5", "32.5"]),  # halves stay halves
        (("0.1", "99.8"), "100", ["0.1", "99.9"]),
        (("33.33", "33.33"), "99.99", ["50", "49.99"]),
        (("1", "1", "1"), "2", ["1", "0.5", "0.5"]),  # fewer points than rows: a finer step
        (("99", "1", "1"), "100", ["98", "1", "1"]),
        (("1000", "1", "1"), "100", ["98", "1", "1"]),  # none is left with nothing
    ],
)
def test_weights_are_changed_as_little_as_that_allows(weights: tuple[str], total: str, expected: list[str]) -> None:
    assert shares(leaves(*weights), total) == expected


def levels(*entries: tuple[Bounds, tuple[str, ...]]) -> Part:
    parts = [
        Part(own, leaves=[Leaf(f"{n}-{m}", Decimal(weight)) for m, weight in enumerate(weights)])
        for n, (own, weights) in enumerate(entries)
    ]
    return Part(parts=parts)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([(FREE, ("60",)), (FREE, ("60",))], ["50", "50"]),
        ([(bounds(most="40"), ("60",)), (FREE, ("60",))], ["40", "60"]),
        ([(bounds(least="70"), ("60",)), (FREE, ("60",))], ["70", "30"]),
        ([(bounds("30", "30"), ("60", "30")), (FREE, ("60",))], ["20", "10", "70"]),
        ([(bounds(most="40"), ("60",)), (bounds(most="40"), ("60",))], None),
        ([(bounds(least="60"), ("60",)), (bounds(least="60"), ("60",))], None),
        ([(bounds(least="50"), ("60",)), (bounds(least="50"), ("60",))], ["50", "50"]),
        ([(bounds(most="1"), ("10", "10")), (FREE, ("60",))], ["0.5", "0.5", "99"]),  # two rows share one point
        ([(bounds(least="10.5", most="10.5"), ("10",)), (FREE, ("60",))], ["10.5", "89.5"]),
        ([(bounds(most="10.5"), ("30",)), (FREE, ("60",))], ["10", "90"]),
        ([(bounds(least="40.5"), ("30",)), (FREE, ("60",))], ["41", "59"]),
    ],
)
def test_levels_keep_their_bounds(entries: list[tuple[Bounds, tuple[str, ...]]], expected: list[str] | None) -> None:
    assert shares(levels(*entries)) == expected


def test_bounds_of_a_level_within_a_level_are_kept() -> None:
    inner = levels((bounds(most="10"), ("30",)), (bounds(most="20"), ("30",)))
    whole = Part(parts=[inner, leaves("60")])
    assert shares(whole) == ["10", "20", "70"]
    inner.bounds = bounds(most="25")
    assert shares(whole) == ["10", "15", "75"]
    inner.bounds = bounds(most="40")
    assert shares(whole) == ["10", "20", "70"]
    inner.bounds = bounds(least="40")
    assert shares(whole) is None
    below = levels((bounds(least="30"), ("10",)), (bounds(least="40"), ("10",)))
    assert shares(Part(parts=[below, leaves("60")])) == ["30", "40", "30"]
    below.bounds = bounds(least="80")
    assert shares(Part(parts=[below, leaves("60")])) == ["40", "40", "20"]
    below.bounds = bounds(least="50")
    assert shares(Part(parts=[below, leaves("60")])) == ["30", "40", "30"]
    mixed = levels((bounds(most="10"), ("30",)), (FREE, ("30",)))
    assert shares(Part(parts=[mixed, leaves("30")])) == ["10", "57", "33"]


def out(total: str, values: list[int], limits: list[Bounds], step: str = "1") -> list[str] | None:
    found = share_out(Decimal(total), [Decimal(value) for value in values], limits, Decimal(step))
    return None if found is None else [f"{share.normalize():f}" for share in found]


@pytest.mark.parametrize(
    ("total", "values", "limits", "step", "expected"),
    [
        ("10", [1, 1], [FREE, FREE], "1", ["5", "5"]),
        ("10.5", [1, 1], [FREE, FREE], "1", None),  # no whole steps
        ("10.5", [1, 2], [FREE, FREE], "0.5", ["3.5", "7"]),
        ("10", [0, 0], [FREE, FREE], "1", ["5", "5"]),
        ("10", [0, 1], [FREE, FREE], "1", ["0", "10"]),
        ("10", [1, 1], [bounds("6"), bounds("6")], "1", None),
        ("10", [1, 1], [bounds(most="4"), bounds(most="4")], "1", None),
        ("10", [1, 1], [bounds(most="4"), bounds(most="6")], "1", ["4", "6"]),
        ("10", [1, 1], [bounds("4"), bounds("6")], "1", ["4", "6"]),
        ("10", [1, 1], [bounds("5.2", "5.8"), FREE], "1", None),  # no whole number lies within
        ("10", [1, 1, 1], [FREE, FREE, FREE], "1", ["4", "3", "3"]),
        ("10", [8, 1, 1], [bounds(most="4"), FREE, FREE], "1", ["4", "3", "3"]),
        ("10", [8, 1, 1], [bounds(most="4"), bounds("4"), FREE], "1", ["4", "4", "2"]),
        ("10", [1, 1, 8], [bounds("4"), bounds("3"), bounds(most="3")], "1", ["4", "3", "3"]),
        ("11", [1, 1], [bounds(most="5"), FREE], "1", ["5", "6"]),
    ],
)
def test_a_total_is_shared_out(
    total: str, values: list[int], limits: list[Bounds], step: str, expected: list[str] | None
) -> None:
    assert out(total, values, limits, step) == expected


@pytest.mark.parametrize(
    ("groups", "off", "slip"),
    [
        (["10 10 8"], "2", ("0-2", "10")),
        (["10 10 12"], "-2", ("0-2", "10")),
        (["8 10 10"], "2", ("0-0", "10")),
        (["10 10 8"], "1", None),  # mending it would not be enough
        (["10 10 8", "5 3 5"], "2", None),  # there are two such
        (["10 10 8", "5 4 5"], "2", ("0-2", "10")),
        (["10 8"], "2", None),  # who of two is wrong?
        (["10 10 8 8"], "2", None),  # no other two weigh alike
        (["10 10 8 7"], "2", None),
        (["10 10 10"], "2", None),
        (["10 10 -"], "10", None),  # a blank one is no slip
        (["5 5 5 5 3", "10 10"], "2", ("0-4", "5")),
        ([], "2", None),
    ],
)
def test_one_that_weighs_other_than_its_neighbours(groups: list[str], off: str, slip: tuple[str, str] | None) -> None:
    leaves = [
        [Leaf(f"{number}-{n}", None if one == "-" else Decimal(one)) for n, one in enumerate(group.split())]
        for number, group in enumerate(groups)
    ]
    assert one_slip(leaves, Decimal(off)) == (slip and (slip[0], Decimal(slip[1])))
