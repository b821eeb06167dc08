"""Changes told in texts: by how much, which way, against what."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.rules.wording.changes import amounts_by_year, shifts


def amounts(*numbers: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(number) for number in numbers)


@pytest.mark.parametrize(
    ("text", "signed", "percent"),
    [
        ("较上年增加5万元", "5", None),
        ("较上年减少5万元", "-5", None),
        ("比上年增长5亿元", "50000", None),
        ("同比下降50000元", "-5", None),
        ("较上年增加5万元，增长10%", "5", "10"),
        ("较上年增加5万元（增长10.5％）", "5", "10.5"),
        ("较上年增加1,200万元", "1200", None),
        ("较上年增加5人", None, None),
        ("上年增加5万元", None, None),
    ],
)
def test_a_change_is_read(text: str, signed: str | None, percent: str | None) -> None:
    found = [(one.signed, one.percent) for one in shifts(text)]
    wanted = (Decimal(signed or 0), None if percent is None else Decimal(percent))
    assert found == ([] if signed is None else [wanted])


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("2026年较上年增加5万元", 2026, True),
        ("2026年较去年增加5万元", 2026, True),
        ("2026年较年初预算增加5万元", 2026, True),
        ("2026年同比增加5万元", 2026, True),
        ("2026年较2025年增加5万元", 2026, True),
        ("2026年较2024年增加5万元", 2026, False),
        ("较2025年增加5万元", None, False),
        ("2025年；2026年较计划增加5万元", 2026, False),
    ],
)
def test_the_year_of_a_change_and_what_it_is_told_against(text: str, year: int | None, expected: bool) -> None:
    assert [(one.year, one.since_last_year) for one in shifts(text)] == [(year, expected)]


@pytest.mark.parametrize(
    ("text", "earlier", "later"),
    [
        ("2026年20万元，较上年增加5万元", (), ("20",)),
        ("上年15万元，较上年增加5万元", ("15",), ()),
        ("去年15万元，今年20万元，较上年增加5万元", ("15",), ("20",)),
        ("2025年15万元，2026年20万元，较上年增加5万元", ("15",), ("20",)),
        ("共20万元，较上年增加5万元", (), ("20",)),  # of one amount alone it is what it came to
        ("上年15万元。共20万元，较上年增加5万元", (), ("20",)),  # another sentence
        ("本年20万元，较上年增加5万元", (), ("20",)),
        ("上年15万元，3人×5万元，较上年增加5万元", ("15", "5"), ()),
    ],
)
def test_amounts_before_and_after(text: str, earlier: tuple[str, ...], later: tuple[str, ...]) -> None:
    (found,) = shifts(text)
    assert (found.earlier, found.later) == (amounts(*earlier), amounts(*later))


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ("2026年20万元，较上年增加5万元", None, True),  # no percentage
        ("较上年增加5万元，增长99%", None, True),  # nothing to compare with
        ("2026年20万元，较上年增加5万元，增长33.33%", None, True),
        ("2026年20万元，较上年增加5万元，增长33%", None, True),  # to the last decimal told
        ("2026年20万元，较上年增加5万元，增长34%", None, True),
        ("2026年20万元，较上年增加5万元，增长35%", None, False),
        ("2026年20万元，较上年增加5万元，增长33.35%", None, False),
        ("2026年20万元，较上年减少5万元，下降20%", None, True),
        ("上年20万元，较上年增加5万元，增长25%", None, True),
        ("较上年增加5万元，增长33.3%", "20", True),
        ("较上年增加5万元，增长25%", "20", False),
        ("较上年增加5万元，增长25%", "5", True),  # nothing before: no percentage to be had
    ],
)
def test_a_percentage_fits(text: str, own: str | None, expected: bool) -> None:
    (found,) = shifts(text)
    assert found.fits(None if own is None else Decimal(own)) == expected


def test_the_forms_own_amount_is_looked_at_first() -> None:
    (found,) = shifts("上年16万元，2026年25万元，较上年增加5万元，增长1%")
    assert found.percentages(Decimal(15)) == [Decimal(50), Decimal(25), Decimal("31.25")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年20万元，执行18万元；2026年25万元", {2025: ["20", "18"], 2026: ["25"]}),
        ("2025年20万元；2026年；2025年5万元", {2025: ["20", "5"], 2026: []}),
        ("20万元", {}),
        ("2026年较上年增加5万元", {2026: []}),
        ("2025年50000元", {2025: ["5"]}),
    ],
)
def test_amounts_of_each_year(text: str, expected: dict[int, list[str]]) -> None:
    assert amounts_by_year(text) == {year: [Decimal(one) for one in told] for year, told in expected.items()}
