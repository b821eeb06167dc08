"""Calculations and changes told in texts: right or unclear ones are left alone, wrong ones are told and fixed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.rules.wording.arithmetic import calculations, normalised, product_alone
from models.rules.wording.changes import amounts_by_year, shifts

RIGHT = """
4888.33*12*5人 =29.33万元。
1、添置电脑0.6*3=1.8万元 2、耗材0.35万元
400元/人×50人×2天=4万元
3万元+2万元=5万元
5000元/月×12个月=60000元
(300+200)×12=6000元
(300元+200元)×12个月=0.6万元
10×500=5000元=0.5万元
200元/人·天*10人*5天=1万元
2人×3000元/月×12月+1万元=8.2万元
培训50人×每人200元=1万元
1.2万元×20%=0.24万元
2024年工资5000*12=6万
18×1.5万元+3×2万=33万元
聘请律师1人，1人*3万元/年=3万元
200㎡×15元=3000元
5人*3000*12+2=20万元
6人×0.3万元/月x12月=21.6万元
12万元/4=3万元
"""
UNCLEAR = """
5人每人200元×12=12000元
3人200元*12=9000元
人数×200×12=5
第1-3月 3*5=16
A4*5=21
约3*4=13万元
10-2*3=5
指标=100%
3*4=约13
2*3=5*2
"""
WRONG = """
4888.33*12*5人=28.33万元 → 29.33
50人×每人200元=1.2万元 → 1
0.5万元/台×3台=1万元 → 1.50
230+20.4+12+47.29+1.27=310.86 → 310.96
办公费3万元+公务接待费2万元=6万元 → 5
12*3=37个 → 36
(1)差旅费300*12=3700元 → 3600
"""


def lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if line]


@pytest.mark.parametrize("text", lines(RIGHT))
def test_what_is_right_is_read_and_right(text: str) -> None:
    found = list(calculations(text))
    assert found
    assert all(one.right for one in found), found


@pytest.mark.parametrize("text", lines(UNCLEAR))
def test_what_is_unclear_is_left_alone(text: str) -> None:
    assert not [one for one in calculations(text) if not one.right]


@pytest.mark.parametrize("line", lines(WRONG))
def test_what_is_wrong_is_told_with_the_right_number(line: str) -> None:
    text, _, right = line.partition(" → ")
    assert [one.expected for one in calculations(text) if not one.right] == [Decimal(right)]


def test_a_change_is_read_with_its_percentage() -> None:
    (shift,) = shifts("2026年收入109.36万元，比上年增加9.36万元，增加9.36%。")
    assert (shift.signed, shift.percent, shift.later) == (Decimal("9.36"), Decimal("9.36"), (Decimal("109.36"),))
    assert shift.fits()
    assert not shifts("2026年支出109.36万元，比上年增加9.36万元，增加9.6%。")[0].fits()


def test_the_percentage_may_be_of_what_was_before() -> None:
    assert shifts("上年预算50万元，今年较上年减少10万元，下降20%。")[0].fits()
    assert shifts("2025年50万元，2026年较上年减少10万元，下降20%。")[0].fits()
    assert not shifts("2026年50万元，较上年减少10万元，下降20%。")[0].fits()


def test_amounts_are_told_by_year() -> None:
    text = "2022年安排18万元，执行18万元；2023年安排25.60万元；2024年比上年调减5.10万元。"
    assert amounts_by_year(text) == {2022: [18, 18], 2023: [Decimal("25.60")], 2024: []}
    assert [(one.signed, one.year, one.since_last_year) for one in shifts(text)] == [(Decimal("-5.10"), 2024, True)]


# --- condition by condition ---


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("3元*4=12元", True),
        ("3元*4=13元", False),
        ("3元*4=0.0012万元", True),
        ("3万元*4=12", True),  # 万元 left out
        ("3千元*4=12千元", True),
        ("3*4=12000", True),  # 千元 for 元
        ("3*4=0.012", True),
        ("3*4=1.2", False),
        ("1/3=0.33", True),  # cut off
        ("2/3=0.67", True),  # rounded
        ("2/3=0.66", True),
        ("2/3=0.65", False),
        ("100.4*1=100", True),
        ("100.5*1=100", False),
        ("10.4*1=10", False),  # more than two in a hundred
        ("1.004万元*1=1万元", True),
        ("(3+4)*2=14", True),
        ("(3+4)*2=11", False),
        ("(3+4)元*2=14元", True),
        ("(3万元+4万元)*2=14万元", True),
        ("(3万元+4)*2=6.0008万元", True),  # in brackets one term of money makes all of it 元
        ("2*(3+4)*2=28", True),
        ("3*10%=0.3", True),
        ("3÷2=1.5", True),
        ("3✕4=12", True),
        ("3×4+2=14", True),
        ("2+3×4=14", True),
        ("2+3×4=25", False),
        ("1/0=5", True),  # no value: not read at all
        ("3百元*1=300元", True),
        ("3千元+500元=3500元", True),
        ("3万元+5000元=35000元", True),
        ("3万+5000元=35000元", True),
        ("3百万元+1万元=301.0000万元", True),
        ("3千万元+1万元=3001.0000万元", True),
        ("3亿元+1万元=30001.0000万元", True),
        ("3亿+1万元=30001.0000万元", True),
    ],
)
def test_what_is_right(text: str, right: bool) -> None:
    assert all(one.right for one in calculations(text)) == right


@pytest.mark.parametrize(
    "text",
    [
        "3*4",
        "3=3",  # nothing is calculated
        "5-3*1=9",  # a dash, perhaps
        "约3*4=13",
        "3*4=13左右",
        "3*4=不超过13",
        "3*4=13~15",
        "3*4=13%",
        "3*4=13-1",
        "A3*4=13",
        "共3人3*4=13",  # glued to something
        "-3*4=13",
        "3*4)=13",
        "3**4=13",
        "3*4*=13",
        "1/0=5",
    ],
)
def test_what_is_not_sure_is_not_read(text: str) -> None:
    assert list(calculations(text)) == []


@pytest.mark.parametrize(
    "text", ["3*4=13", "；3*4=13", "2026年3*4=13", "1、3*4=13", "(1)3*4=13", "共计：3*4=13", "3*4=13)", "3*4=13。"]
)
def test_what_stands_before_and_behind_may_stand_there(text: str) -> None:
    assert [one.text for one in calculations(text)] == ["3*4=13"]


def test_two_calculations_do_not_run_into_each_other() -> None:
    assert [one.text for one in calculations("3*4=12，5*6=31")] == ["3*4=12", "5*6=31"]
    assert [one.right for one in calculations("3*4=12；5*6=31")] == [True, False]


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("3*4=13", "", "12"),
        ("3元*4=13元", "元", "12"),
        ("3万元*4=13万元", "万元", "12"),
        ("0.333*1=0.4", "", "0.33"),
        ("1.25*2=3", "", "2.50"),
    ],
)
def test_the_right_result_is_offered_in_the_unit_that_is_there(text: str, unit: str, expected: str) -> None:
    (found,) = calculations(text)
    assert (found.unit, f"{found.expected:f}") == (unit, expected)


def test_a_long_text_before_is_no_part_of_a_calculation() -> None:
    many = "+".join(["1"] * 90)
    assert [one.right for one in calculations(f"{many}=90")] == [True]
    assert list(calculations("+".join(["1"] * 120) + "=120")) == []  # it begins before what is looked at


def test_areas_and_full_width_signs_are_read() -> None:
    assert [one.right for one in calculations("200㎡×15元＝3000元")] == [True]
    assert normalised("200m²，5") == "200平方米;5"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10次×1.5万元/次", ("15.0", "150000.0")),
        ("10次×1.5万元/次。", ("15.0", "150000.0")),
        ("650人，每人200元", ("130000",)),
        ("1.3万人，每人200元", ("2600000.0",)),
        ("2,000人，每人1.5万元", ("30000000.0",)),
        ("10次×1.5万元/次=15万元", ()),
        ("单价=10次×1.5万元", ()),  # it says what it is
        ("约10次×1.5万元/次", ()),
        ("10次×1.5", ()),  # no money
        ("共3项：10次×1.5万元/次", ()),
    ],
)
def test_a_calculation_without_its_result_comes_to_something(text: str, expected: tuple[str, ...]) -> None:
    assert product_alone(text) == tuple(map(Decimal, expected))
