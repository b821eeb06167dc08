"""Faults that can be seen in a text alone."""

from __future__ import annotations

import pytest

from models.rules.wording.texts import BOILERPLATE, cut_off, placeholder, suspicious, unclosed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("举办**场", "**"),
        ("举办*场", ""),
        ("**重点**", ""),  # bold
        ("XX局", "XX"),
        ("xx局", "xx"),
        ("X局", ""),
        ("AXX局", ""),
        ("×××局", "×××"),
        ("3×4米", ""),
        ("〇〇局", "〇〇"),
        ("二〇〇八", ""),
        ("____年", "____"),
        ("__年", "__"),
        ("a__b", ""),
        ("＿＿年", "＿＿"),
        ("（截止 年）", "（截止 年）"),
        ("截止  年", "截止  年"),
        ("截止年）", "截止年）"),
        ("截止 年底", ""),
        ("截止2028年", ""),
        ("数据合理", ""),
        ("本项该指标值数据合理吗", "该指标值数据合理"),
        ("此处填写内容", "此处填写"),
        ("请在此输入", "请在此输入"),
        (" 同上 ", "同上"),
        ("同上一年", ""),
        ("88", "88"),
        ("88件", ""),
        ("更换X光机射线源2套", ""),
        ("加装X型支架", ""),
        ("惠及X镇居民", "X"),
        ("", ""),
    ],
)
def test_a_placeholder(text: str, found: str) -> None:
    assert placeholder(text) == found
    assert suspicious(f"别的\n{text.strip()}\n别的") or not found


def test_what_is_all_a_placeholder_is_suspicious() -> None:
    assert all(placeholder(word) == word and suspicious(f"甲\n{word}") for word in BOILERPLATE)
    assert not suspicious("举办培训\n计划标准")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", ""),
        (" \n", ""),
        ("做好培训", ""),
        ("做好培训，", "做好培训，"),
        ("做好培训、 ", "做好培训、"),
        ("全年做好各项业务培训和宣传，", "项业务培训和宣传，"[-12:]),
        ("做好培训（", "做好培训（"),
        ("做好培训。对", "做好培训。对"),
        ("对", ""),  # all there is
        ("做好培训。针对", ""),
        ("为了以便", "为了以便"),
        ("做好培训，以及", "做好培训，以及"),
        ("做好培训（含线上", "（含线上"),
        ("做好培训（含线上）", ""),
    ],
)
def test_a_text_that_breaks_off(text: str, end: str) -> None:
    assert cut_off(text) == (end if len(text) < 13 else text[-12:])


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("（甲）", ""),
        ("（甲)", ""),
        ("(甲）", ""),
        ("甲）", ""),
        ("甲）（乙", "（乙"),
        ("（甲（乙）", "（甲（乙）"),
        ("《甲", "《甲"),
        ("【甲〔乙〕", "【甲〔乙〕"),
        ("（一二三四五六七八九十一二三", "（一二三四五六七八九十一"),
    ],
)
def test_a_bracket_left_open(text: str, rest: str) -> None:
    assert unclosed(text) == rest


def test_a_character_of_a_placeholder_alone_is_not_suspicious() -> None:
    assert not any(map(suspicious, ("接待来访群众", "说明情况", "输送人才", "举办展览")))
