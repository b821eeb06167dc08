"""What a name is of is known by the place and the characters of its words, listed or not."""

from __future__ import annotations

import re

import pytest

from models.rules.wording.directions import less_is_better
from models.rules.wording.kinds import is_harm
from models.rules.wording.lexicon import begins_with_work, ends_with_work, is_unwanted_thing, lexicon, thing_of
from models.rules.wording.words import marks_of, words

UNWANTED = lexicon()["unwanted"]["words"]


@pytest.mark.parametrize("word", UNWANTED)
def test_every_word_has_its_mark(word: str) -> None:
    assert re.search(marks_of(UNWANTED), f"全年{word}发生")


def test_a_name_without_any_of_the_words_has_no_mark() -> None:
    assert not re.search(marks_of(["投诉", "事故", "死亡"]), "举办培训场次")


def test_a_word_of_common_characters_alone_is_marked_by_its_first() -> None:
    assert re.search(marks_of(["数量"]), "数")


@pytest.mark.parametrize(
    "word",
    ["事故", "差错", "失误", "故障", "死亡", "伤亡", "逾期", "违规", "违纪", "超标", "返工", "退件", "群体性事件"],
)
def test_each_thing_that_nobody_wants_is_seen_as_one(word: str) -> None:
    assert is_harm(f"{word}次数")
    assert less_is_better(f"{word}次数", "次") == "count"


@pytest.mark.parametrize(
    "thing",
    ["票据错配", "线缆裸露", "闸门锈蚀", "样本污损", "轨道裂损", "药剂泄漏", "数据错乱", "盲道侵占", "路灯熄灭损坏"],
)
def test_a_word_that_nobody_has_listed_is_known_by_its_characters(thing: str) -> None:
    assert less_is_better(f"{thing}率", "%") == "rate"
    assert less_is_better(f"{thing}起数", "起") == "count"


@pytest.mark.parametrize(
    "thing", ["设备防漏", "单据纠错", "苗木防病", "车辆投保", "车辆停车", "大厅空气", "退役军人", "毒品", "残疾"]
)
def test_what_keeps_it_away_or_only_has_the_character_is_none(thing: str) -> None:
    assert not is_unwanted_thing(thing)


@pytest.mark.parametrize("name", ["整治锈蚀闸门数", "破损路面修补面积", "事故救援演练次数", "错漏条目改正数量处理件数"])
def test_what_is_put_right_is_wanted(name: str) -> None:
    assert less_is_better(name, "处") == ""


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("路面破损率", "路面破损"),
        ("欠薪发生起数", "欠薪"),
        ("投诉举报", "投诉举报"),
        ("浇筑防浪墙长度", "浇筑防浪墙长度"),
    ],
)
def test_the_thing_is_what_stands_before_the_words_of_measuring(name: str, thing: str) -> None:
    assert thing_of(name) == thing


@pytest.mark.parametrize("name", ["浇筑防浪墙长度", "新铺设管线长度", "完成印制手册本数", "其中：修补桥面块数"])
def test_a_name_that_begins_with_a_verb_tells_of_work(name: str) -> None:
    assert begins_with_work(name)


def test_a_name_that_ends_with_a_verb_tells_of_work_too() -> None:
    assert ends_with_work("桥梁结构检测数量")
    assert not ends_with_work("受益群众人数")


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
