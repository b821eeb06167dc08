"""A quick look for one character of each word never passes over a text that holds one of them."""

from __future__ import annotations

import re

import pytest

from models.rules.wording.directions import less_is_better
from models.rules.wording.kinds import BAD_THINGS, is_harm
from models.rules.wording.words import marks_of, words

UNWANTED = [*words("less", "things"), *BAD_THINGS.split("|")]


@pytest.mark.parametrize("word", UNWANTED)
def test_every_word_has_its_mark(word: str) -> None:
    assert re.search(marks_of(UNWANTED), f"全年{word}发生")


def test_a_name_without_any_of_the_words_has_no_mark() -> None:
    assert not re.search(marks_of(["投诉", "事故", "死亡"]), "举办培训场次")


def test_a_word_of_common_characters_alone_is_marked_by_its_first() -> None:
    assert re.search(marks_of(["数量"]), "数")


@pytest.mark.parametrize("word", BAD_THINGS.split("|"))
def test_each_thing_that_nobody_wants_is_seen_as_one(word: str) -> None:
    assert is_harm(f"{word}次数")
    assert less_is_better(f"{word}次数", "次") == "count"


@pytest.mark.parametrize("word", words("less", "levels"))
def test_each_level_that_nobody_wants_is_seen_as_one(word: str) -> None:
    assert less_is_better(f"厂区{word}", "毫克/升") == "level"


@pytest.mark.parametrize(
    "name",
    [
        *("能源消费强度", "碳强度", "碳排放强度", "排放强度", "道路拥堵延时指数", "单位面积能耗", "每万元耗气量"),
        *("户均用水量", "人均用电量", "吨钢碳排放量", "二氧化硫排放量", "废水排放总量", "化肥施用量", "次均门诊费用"),
    ],
)
def test_what_is_used_up_or_let_out_is_told_whatever_it_is_called(name: str) -> None:
    assert less_is_better(name, "吨") == "level"
