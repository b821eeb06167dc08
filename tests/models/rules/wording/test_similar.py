"""Names that mean the same thing and are not written the same."""

from __future__ import annotations

import pytest

from models.rules.wording.similar import alike, core_of, key_of, moved, slip, slips


@pytest.mark.parametrize(
    ("name", "key", "core"),
    [
        ("项目1：社区矫正工作经费", "社区矫正工作经费", "社区矫正"),
        ("（一）社区矫正经费", "社区矫正经费", "社区矫正"),
        ("3.5米围栏", "35米围栏", "35米围栏"),
        ("部门专项-社区矫正经费", "社区矫正经费", "社区矫正"),
        ("“社区矫正”专项（续）", "社区矫正专项续", "社区矫正"),
        ("宣传经费", "宣传经费", "宣传经费"),  # what is left would be too short
        ("设备更新费", "设备更新费", "设备更新"),
    ],
)
def test_the_key_and_the_core_of_a_name(name: str, key: str, core: str) -> None:
    assert (key_of(name), core_of(name)) == (key, core)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("临时人员培训", "临时培训人员", True),
        ("临时人员培训", "临时人员培训", False),
        ("培训人员", "人员培训", False),  # four characters may be chance
        ("培训的人员", "人员的培训", True),
        ("临时人员培训", "临时人员训练", False),
    ],
)
def test_the_same_characters_in_another_order(one: str, other: str, expected: bool) -> None:
    assert moved(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("社区矫正费", "社区娇正费", True),  # one wrong
        ("社区矫正费", "社区矫正费用", True),  # another ending
        ("社区矫正宣", "社区矫正宣讲", True),  # one too many
        ("社区矫正宣讲", "社区矫正宣", True),
        ("社区矫正宣讲", "社区娇正宣传", False),  # two
        ("社区矫正宣1", "社区矫正宣2", False),
        ("社区矫正宣", "社区矫正宣1", False),
        ("社区矫正宣1", "社区矫正宣", False),
        ("社区矫正宣", "社区矫正上", False),
        ("社区矫正上", "社区矫正宣", False),
        ("社区矫正", "社区娇正", False),  # too short
        ("社区矫", "社区矫费", False),
        ("社区矫正宣", "社区矫正宣", False),
        ("设备购置", "设备购置经费", True),
    ],
)
def test_a_slip(one: str, other: str, expected: bool) -> None:
    assert slip(one, other) == expected
    assert slips([one], [other]) == ([(0, 0)] if expected else [])


def test_every_name_is_in_one_pair_at_most() -> None:
    assert slips(["社区矫正费", "社区骄正费"], ["社区娇正费"]) == [(0, 0)]
    assert slips(["宣传用品", "社区矫正费"], ["设备购置", "社区娇正费"]) == [(1, 1)]
    assert slips([], ["社区矫正费"]) == slips(["社区矫正费"], []) == []


def test_names_alike_have_most_characters_in_common() -> None:
    assert alike("社区矫正工作经费", "社区矫正人员管理经费")
    assert not alike("社区矫正工作经费", "设备更新经费")
