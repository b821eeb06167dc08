"""A 指标值 keeps what was typed, and means what a person means by it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.goals import Indicator
from models.target import COMPARISONS, Target

SIGNS = st.sampled_from(["", *COMPARISONS])
NUMBERS = st.sampled_from(["0", "5", "1,000", "126.50", "１２", "－3", "99999999999999999999"])
UNITS = st.sampled_from(
    ["", "%", "％", "次", "万元/人/年", "人次以上", " 件 ", "次（含）以上", "-5次", "%。", "小时内", "月"]
)
SPACES = st.sampled_from(["", " ", "\u3000", "\n"])
LIKELY = st.tuples(SPACES, SIGNS, SPACES, NUMBERS, SPACES, UNITS, SPACES).map("".join)


@given(st.text() | LIKELY)
@example("\ud800")
@example("≥" * 1000)
@example("1" * 5000)
def test_the_text_is_never_changed(text: str) -> None:
    target = Target.parse(text)
    assert str(target) == target.text == text
    assert Target.parse(str(target)) == target
    parts = target.comparison_text, target.number_text, target.unit_text
    if target.kind == "quantitative":
        assert "".join(parts) == text
        assert target.number is not None
        assert target.comparison in {"", *COMPARISONS.values()}
        assert Target.join(*parts) == target
    else:
        assert (parts, target.number) == (("", "", ""), None)
        assert not target.comparison + target.unit + target.suffix


@given(LIKELY)
def test_what_a_person_sees_as_a_quantity_is_one(text: str) -> None:
    target = Target.parse(text)
    assert (target.kind == "quantitative") == (
        "9999" not in text and "-5次" not in text and text.strip() not in _MONTHS
    )


_MONTHS = {f"{number}{gap}月" for number in ("5", "１２") for gap in ("", " ", "\u3000", "\n")}


QUANTITIES = [
    # from the official forms
    ("≥95%", "≥", "95", "%", ""),
    (">=95%", "≥", "95", "%", ""),
    ("≤126.5万元", "≤", "126.5", "万元", ""),
    ("＝1人", "=", "1", "人", ""),
    ("=100%", "=", "100", "%", ""),
    ("<=1万元/人/年", "≤", "1", "万元/人/年", ""),
    (">0%", ">", "0", "%", ""),
    ("180元/人/天", "", "180", "元/人/天", ""),
    ("≥2380.4平方米", "≥", "2380.4", "平方米", ""),
    ("±3%以内", "±", "3", "%", "以内"),
    ("5人", "", "5", "人", ""),
    # as people type
    ("≥1,000份", "≥", "1000", "份", ""),
    ("≥1，000份", "≥", "1000", "份", ""),
    ("100％", "", "100", "％", ""),
    ("１２０人次", "", "120", "人次", ""),
    ("≤3‰", "≤", "3", "‰", ""),
    ("0次", "", "0", "次", ""),
    ("0", "", "0", "", ""),
    ("≥4次/年", "≥", "4", "次/年", ""),
    ("-5%", "", "-5", "%", ""),
    ("≥－5%", "≥", "-5", "%", ""),
    ("100.00%", "", "100.00", "%", ""),
    ("≥9万m2", "≥", "9", "万m2", ""),
    ("≥5m³", "≥", "5", "m³", ""),
    (" ≥ 95 % ", "≥", "95", "%", ""),
    ("＞＝95%", "≥", "95", "%", ""),
    ("≯5%", "≤", "5", "%", ""),
    ("﹥5%", ">", "5", "%", ""),
    ("≥95%。", "≥", "95", "%", ""),
    ("≥95%；\n", "≥", "95", "%", ""),
    # in words
    ("不低于50件", "≥", "50", "件", ""),
    ("不得超过3次", "≤", "3", "次", ""),
    ("至少2次", "≥", "2", "次", ""),
    ("超过3次", ">", "3", "次", ""),
    ("控制在100万元以内", "≤", "100", "万元", "以内"),
    ("控制在3次以上", "≥", "3", "次", "以上"),
    ("达到95%", "≥", "95", "%", ""),
    ("达到95%以上", "≥", "95", "%", "以上"),
    ("95%及以上", "≥", "95", "%", "及以上"),
    ("3次（含）以上", "≥", "3", "次", "（含）以上"),
    ("5次以下", "≤", "5", "次", "以下"),
    ("24小时内", "≤", "24", "小时", "内"),
    ("15个工作日内", "≤", "15", "个工作日", "内"),
    ("10万元左右", "", "10", "万元", "左右"),
    ("15日前", "", "15", "日", "前"),
    # not dates
    ("≥2024.5万元", "≥", "2024.5", "万元", ""),
    ("2000元", "", "2000", "元", ""),
    ("5年", "", "5", "年", ""),
    ("6个月", "", "6", "个月", ""),
    ("≥12月", "≥", "12", "月", ""),
    ("3月/次", "", "3", "月/次", ""),
    ("2000年/人", "", "2000", "年/人", ""),
]


@pytest.mark.parametrize(("text", "comparison", "number", "unit", "suffix"), QUANTITIES)
def test_a_quantity_is_understood(text: str, comparison: str, number: str, unit: str, suffix: str) -> None:
    target = Target.parse(text)
    assert target.kind == "quantitative"
    assert (target.comparison, target.number, target.unit, target.suffix) == (comparison, Decimal(number), unit, suffix)
    assert str(target.number) == number


@pytest.mark.parametrize(
    "text",
    [
        "2023.07-2024.01",
        "2023.07至2024.01",
        "2024-12-31",
        "2024/12/31前",
        "2024年",
        "2024年12月31日前",
        "≤2024年底",
        "2023-2025年",
        "2023年—2025年",
        "2023-2025",
        "12月底前",
        "12月31日前",
        "12月前",
        "12月",
        "1-12月",
        "1月—12月",
        "年底前",
        "本年内完成",
        "第一季度",
        "每年四季度末",
    ],
)
def test_a_date_or_a_span_of_time_is_a_period(text: str) -> None:
    assert Target.parse(text).kind == "period"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "完全相符",
        "持平",
        "高于市平均值",
        "A级",
        "前10名",
        "第1名",
        "约50件",
        "1:1",
        "1：3",
        "1/3",
        "3-5次",
        "3-6个月",
        "2000-2050元",
        "90%-100%",
        "90%≤x≤100%",
        "1万元2人",
        "三次",
        "≥",
        "≥次",
        "%",
        "1,00",
        "1,0000",
        "按进度完成100%，无拖欠",
        "100%，无拖欠",
        "达到国家规定的标准",
        "5次的培训覆盖全部乡镇和社区",
        "12345678901234567890元",
    ],
)
def test_what_is_not_one_number_stands_for_itself(text: str) -> None:
    assert Target.parse(text).kind == "qualitative"


def test_blank_is_false() -> None:
    assert not Target()
    assert not Target.parse(" \u3000\n")
    assert Target.parse("0")


def test_separate_columns_are_joined() -> None:
    assert Target.join("≥", "95", "%") == Target.parse("≥95%")
    assert Target.join("", "完全相符", "") == Target.parse("完全相符")


def test_in_a_file_it_is_the_text() -> None:
    row = Indicator.model_validate({"target": "<=1万元"})
    assert row.target == Target.parse("<=1万元")
    assert row.model_dump(mode="json")["target"] == "<=1万元"


@pytest.mark.parametrize("value", [None, 95, ["≥95%"], {"text": "≥95%"}])
def test_anything_else_in_a_file_is_refused_in_chinese(value: object) -> None:
    with pytest.raises(ValueError, match="指标值要写成文本"):
        Indicator.model_validate({"target": value})
