"""Quantities of a statement, with the words they stand with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.rules.wording.kinship import words_of
from models.rules.wording.quantities import has_numerals, likeness, numerals_of, quantities, same_unit, scaled, stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("举办培训12场", [("12场", "举办培训", "")]),
        ("举办培训不少于12场", [("12场", "举办培训", "")]),
        ("举办培训，12场业务讲座", [("12场", "", "业务讲座")]),
        ("举办培训12场次以上的讲座", [("12场次", "举办培训", "讲座")]),
        ("培训12场、参训300人次", [("12场", "培训", "、参训"), ("300人次", "、参训", "")]),
        ("满意度由85%提高到95%", [("95%", "满意度", "")]),  # the first is what was
        ("现有50人", []),
        ("甲乙分别达到95%、90%", []),
        ("办结率、满意率依次为95%、90%", [("95%", "办结率", ""), ("90%", "满意率", "")]),
        ("办结率、满意率和好评率分别为95%、90%", []),  # three things and two numbers
        ("县道和乡道分别养护45公里、75公里", [("45公里", "县道养护", ""), ("75公里", "乡道养护", "")]),
        ("疫点由9个压减到3个", [("3个", "疫点", "")]),
        ("时间缩短至5天", [("5天", "时间", "")]),
        ("服务45万常住居民", [("45万", "服务", "常住居民")]),
        ("发射四百四十枚", [("四百四十枚", "发射", "")]),
        ("补助三十万元", [("三十万元", "补助", "")]),
        ("补助数十万元", []),
        ("第12次会议", []),
        ("2026年12月31日", []),
        ("〔2018〕12号", []),
        ("聘请两名律师", [("两名", "聘请", "律师")]),
        ("十名工作人员", [("十名", "", "工作人员")]),
        ("二十名工作人员", [("二十名", "", "工作人员")]),
        ("一致同意", []),
        ("一次性办结", []),
        ("办件1,200件", [("1,200件", "办件", "")]),
    ],
)
def test_a_quantity_with_its_words(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.text, one.before, one.after) for one in quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("培训2万人", "20000", "人"),
        ("培训2万人次", "20000", "人次"),
        ("培训2亿人", "200000000", "人"),
        ("投入2万元", "2", "万元"),
        ("投入2亿元", "2", "亿元"),
        ("培训300名", "300", "人"),
        ("聘请两位", None, None),
        ("聘请两名", "2", "人"),
        ("提高5个百分点", "5", "%"),
        ("办件1,200件", "1200", "件"),
    ],
)
def test_numbers_and_units_compare(text: str, number: str | None, unit: str | None) -> None:
    found = [(one.number, one.unit) for one in quantities(text)]
    assert found == ([] if number is None else [(Decimal(number), unit)])


def test_units_of_thousands_are_multiplied_out_and_money_is_not() -> None:
    assert scaled(Decimal(2), "万人") == (Decimal(20000), "人")
    assert scaled(Decimal(2), "亿件") == (Decimal(200_000_000), "件")
    assert scaled(Decimal(2), "万元") == (Decimal(2), "万元")
    assert scaled(Decimal(2), "") == (Decimal(2), "")
    assert [same_unit(unit) for unit in ("名", "位", "场次", "件")] == ["人", "人", "场", "件"]


@pytest.mark.parametrize(
    ("text", "delta", "spelled"),
    [
        ("办结率提高5%", True, False),
        ("办结率提高了5%", True, False),
        ("办结率提高到5%", False, False),  # what it comes to
        ("办结率达到5%", False, False),
        ("聘请两名律师", False, True),
    ],
)
def test_a_step_and_a_word_for_a_number(text: str, delta: bool, spelled: bool) -> None:
    ((found_delta, found_spelled),) = [(one.delta, one.spelled) for one in quantities(text)]
    assert (found_delta, found_spelled) == (delta, spelled)


@pytest.mark.parametrize(
    ("text", "words"), [("举办培训12场讲座", "举办培训"), ("举办12场讲座", "讲座"), ("举办会12场讲座", "举办会")]
)
def test_the_words_that_say_what_is_counted(text: str, words: str) -> None:
    assert [one.words for one in quantities(text)] == [words]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("网上信访占比率", "网上信访占比"),
        ("办结率", "办结"),
        ("培训人数（人）", "培训"),
        ("数量", "数量"),
        ("培训", "培训"),
    ],
)
def test_a_stem(name: str, expected: str) -> None:
    assert stem(name) == expected


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("培训考核", "全年培训考核", 1.0),
        ("培训考核", "培训与考核", 0.99),  # in order, not in one piece
        ("培训考核", "培训", 0.5),
        ("培训考核", "宣传", 0.0),
        ("", "培训", 0.0),
        ("培训", "", 0.0),
        ("培训考核", "培训考试" + "其他各项工作都要抓紧做好", 0.0),  # too far before the number
        ("培训考核", "培训考试" + "其他各项工作都要", 0.75),
    ],
)
def test_how_much_of_a_name_stands_in_the_words(name: str, words: str, expected: float) -> None:
    assert likeness(name, words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一次办成率达到90%", [("90%", "一次办成率")]),
        ("高效办成一件事12项", [("12项", "高效办成一件事")]),
        ("最多跑一次事项80项", [("80项", "最多跑一次事项")]),
        ("二期工程铺设管道3公里", [("3公里", "二期工程铺设管道")]),
        ("举办培训三期、讲座八次", [("三期", "举办培训"), ("八次", "、讲座")]),
    ],
)
def test_a_numeral_in_a_word_counts_nothing(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.text, one.before) for one in quantities(text)] == expected


def test_a_numeral_of_a_name_of_the_table_counts_nothing() -> None:
    text = "四场联动演练覆盖率达到95%，演出四场"
    named = frozenset(numerals_of("四场联动演练覆盖率"))
    assert [one.text for one in quantities(text, named=named)] == ["95%", "四场"]
    assert [one.text for one in quantities(text)] == ["四场", "95%", "四场"]


@pytest.mark.parametrize(
    ("text", "expected"), [("举办三场活动", True), ("三公经费下降", False), ("举办3场活动", False)]
)
def test_a_number_in_words_with_a_unit(text: str, expected: bool) -> None:
    assert has_numerals(text) is expected


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("3天内完成室内装修", "", "完成室内装修"),
        ("举办讲座12场", "举办讲座", ""),
        ("全年12场讲座、展览", "", "讲座"),
        ("12场讲座以及展览", "", "讲座"),
        ("12场讲座并评选", "", "讲座"),
    ],
)
def test_the_words_before_and_behind_a_number(text: str, before: str, after: str) -> None:
    assert [words_of(one)[:2] for one in quantities(text)] == [(before, after)]
