"""Words that blanks spread or other goals precede are the words; the same is said as a class of all signs would say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.words.variants import as_goal, unspread
from models.python import is_chinese

_CHINESE = r"[\u4e00-\u9fff]"
_SPREAD = re.compile(rf"(?<={_CHINESE})[ \u3000\u00a0]+(?={_CHINESE})")
_AND = re.compile(rf"^{_CHINESE}{{2,8}}[及和与、]")
_COUNT = re.compile(rf"(?<={_CHINESE}目标)[(]?[\d一二三四五][)]?$")
_TEXTS = st.text("目标及和与、甲乙aЖ㐀１1(一) \u3000\u00a0）", max_size=14)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("产 出 指 标", "产出指标"),
        ("单　位", "单位"),
        ("PM 2.5 浓度", "PM 2.5 浓度"),
        (" 甲 ", " 甲 "),
        ("甲\u00a0\u3000乙", "甲乙"),
    ],
)
def test_blanks_between_chinese_signs_are_none(text: str, word: str) -> None:
    assert unspread(text) == word


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("中长期目标和年度目标", "年度目标"),
        ("总体目标、年度目标", "年度目标"),
        ("年度目标1", "年度目标"),
        ("年度目标(二)", "年度目标"),
    ],
)
def test_a_goal_is_known_behind_another_and_with_its_number(text: str, goal: str) -> None:
    assert goal in as_goal(text)


@given(_TEXTS)
def test_one_sign_at_a_time_says_what_a_class_of_all_says(text: str) -> None:
    norm = "".join(text.split())
    assert unspread(text) == _SPREAD.sub("", text)
    assert (_AND.sub("", norm), _COUNT.sub("", norm)) == tuple(as_goal(norm))[-2:]
    assert [is_chinese(sign) for sign in text] == [bool(re.match(_CHINESE, sign)) for sign in text]
