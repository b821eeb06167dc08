"""Where a line of Chinese may end, and that nothing of a text is lost on the way."""

from __future__ import annotations

import sys
from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.fonts import SONG, load_fonts
from exporters.pages.breaking import balance_text, break_text, widest_number

WIDTHS = load_fonts().widths(SONG)
SQUARE: defaultdict[str, float] = defaultdict(lambda: 1.0)


@pytest.mark.parametrize(
    ("text", "em", "expected"),
    [
        ("维护信访大楼面积", 7, ["维护信访大楼", "面积"]),
        ("按期办结事项及时率", 8, ["按期办结事项及", "时率"]),
        ("按期，办结事项率", 7, ["按期，办结事", "项率"]),
        ("共计≥380元", 6, ["共计", "≥380元"]),
        ("一二三四五六七。", 7, ["一二三四五", "六七。"]),
        ("一二三四五六七”。", 7, ["一二三四五", "六七”。"]),
        ("一二三四五六（七）", 7, ["一二三四五六", "（七）"]),
        ("一二三四五六7%", 7, ["一二三四五六", "7%"]),
        ("一二", 1, ["一", "二"]),
    ],
)
def test_no_character_is_left_alone_on_the_last_line(text: str, em: float, expected: list[str]) -> None:
    assert [line.text for line in break_text(text, em, SQUARE)] == expected


NEVER_FIRST = "，。；：、！？）》】”’％%℃…"
NEVER_LAST = "（《“‘【￥#№"

WORDS = st.sampled_from(
    [
        "绩效",
        "目标",
        "≥2380.4平方米",
        "100%",
        "《办法》",
        "“三公”",
        "（含设备）",
        "，",
        "。",
        "；",
        "1.5万元/人/天",
        "GB/T",
        "№3",
        "℃",
        "！",
    ]
)
SENTENCES = st.lists(WORDS, max_size=60).map("".join)
ANYTHING = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), max_size=80)


def broken(text: str, width: float) -> list[str]:
    return [line.text for line in break_text(text, width, WIDTHS)]


def balanced(text: str, width: float) -> list[str]:
    return [line.text for line in balance_text(text, width, WIDTHS)]


def inked(text: str) -> str:
    """A text without what leaves no ink."""
    return "".join(text.split())


@given(SENTENCES, st.integers(16, 40))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, width: int) -> None:
    lines = broken(text, width)
    for above, below in pairwise(lines):
        chained = any(above.endswith(mark) for mark in NEVER_FIRST) and all(char in NEVER_FIRST for char in above)
        assert chained or below[0] not in NEVER_FIRST
        assert above[-1] not in NEVER_LAST


@pytest.mark.parametrize("mark", [*NEVER_FIRST, "%。", "》，", "……"])
def test_no_closing_mark_is_pushed_to_the_next_line(mark: str) -> None:
    for width in range(4, 20):
        assert not any(line[0] in NEVER_FIRST for line in broken(("档案整理" + mark) * 8, width))


@pytest.mark.parametrize("mark", [*NEVER_LAST, "“《"])
def test_no_opening_mark_is_left_at_a_line_end(mark: str) -> None:
    for width in range(4, 20):
        assert not any(line[-1] in NEVER_LAST for line in broken((mark + "档案整理") * 8, width))


@given(SENTENCES | ANYTHING, st.floats(0.1, 40))
def test_no_character_of_a_text_is_lost_or_moved(text: str, width: float) -> None:
    assert inked("".join(broken(text, width))) == inked(text)
    assert inked("".join(balanced(text, width))) == inked(text)


@given(SENTENCES | ANYTHING, st.floats(0.1, 40), st.sampled_from([0.0, 2.0]))
def test_no_line_is_wider_than_its_column_unless_a_single_character_is(text: str, width: float, indent: float) -> None:
    for line in break_text(text, width, WIDTHS, min(indent, width / 2)):
        visible = inked(line.text)
        assert line.indent + line.width <= width + 1e-3 or len(visible) <= 1 or not WIDTHS.of(visible[1:])
        assert line.width == pytest.approx(WIDTHS.of(line.text), abs=1e-6)


@pytest.mark.parametrize(
    "token",
    [
        "≥2380.4平方米",
        "≤26.48万元",
        ">=95%",
        "<=1万元/人/天",
        "180元/人/天",
        "=100%",
        "80%-95%",
        "3—5次",
        "12,345.60元",
        "＞120人次",
        "-5%",
        "2026年",
        "±0.5℃",
    ],
)
def test_a_number_keeps_its_sign_and_its_unit(token: str) -> None:
    assert widest_number(token, WIDTHS) <= WIDTHS.of(token)
    for before in range(12):
        lines = broken("档" * before + token + "以上档案接收进馆", 11)
        assert any(token in line for line in lines), lines


@pytest.mark.parametrize("token", ["≥2380.4平方米", "≤26.48万元", ">=95%"])
@pytest.mark.parametrize("width", [2, 3, 4, 5])
def test_where_a_number_is_too_long_its_unit_goes_first_and_its_sign_never(token: str, width: float) -> None:
    lines = broken(token, width)
    assert "".join(lines) == token
    assert not any(line in ("≥", "≤", ">=", ">") for line in lines)


def test_a_number_with_its_unit_is_parted_between_them_when_the_column_is_narrow() -> None:
    assert broken("≥2380.4平方米", 4.5) == ["≥2380.4", "平方米"]


@pytest.mark.parametrize("token", ["≥3次", "3", "≥95%", "12月", "180元/人"])
def test_a_line_may_end_right_behind_a_number_and_its_unit(token: str) -> None:
    before = f"全年完成{token}"
    assert broken(f"{before}检查工作任务", WIDTHS.of(before))[0] == before


@pytest.mark.parametrize("unit", ["万人次", "万册", "亿元", "万件", "百户", "万人次/年"])
def test_a_counted_unit_is_one_word(unit: str) -> None:
    assert broken(f"43.6{unit}", WIDTHS.of(f"43.6{unit}") - 0.5) == ["43.6", unit]


def test_latin_words_stay_whole_and_long_codes_are_cut_rather_than_clipped() -> None:
    assert broken("使用 Microsoft Office 软件", 8) == ["使用 Microsoft", "Office 软件"]
    code = "13000026P00000000001X"
    lines = broken(code, 5)
    assert "".join(lines) == code
    assert len(lines) == 3


def test_a_dash_and_an_ellipsis_are_not_cut_in_two() -> None:
    for width in range(3, 9):
        for line in broken("档案利用——服务群众……永远在路上", width):
            assert line.count("—") % 2 == 0
            assert line.count("…") % 2 == 0


def test_a_line_end_in_the_text_is_kept_and_an_empty_line_too() -> None:
    assert broken("目标1：接收\n目标2：整理\n\n完", 20) == ["目标1：接收", "目标2：整理", "", "完"]
    assert broken("", 20) == [""]
    assert broken("完\n", 20) == ["完"]


def test_spaces_at_a_line_end_hang_over_instead_of_beginning_the_next_line() -> None:
    assert broken("一二三四 五六", 4) == ["一二三四", "五六"]
    assert broken("一二三四　　五六", 4) == ["一二三四", "五六"]


def test_the_first_line_of_every_paragraph_is_set_in_once() -> None:
    lines = break_text("　　档案接收整理保管利用\n档案利用", 6, SQUARE, indent=2)
    assert [(line.text, line.indent) for line in lines] == [
        ("档案接收", 2),
        ("整理保管利用", 0),
        ("档案利用", 2),
    ]


@pytest.mark.parametrize("product", ["0.5*2=1万元", "40×12", "5人×12个月", "6÷2"])
def test_what_is_multiplied_stays_together(product: str) -> None:
    for before in range(12):
        lines = broken("档" * before + product + "以上档案", 9)
        assert any(product.split("=")[0] in line for line in lines), lines


@pytest.mark.parametrize(
    ("label", "width", "lines"),
    [
        ("工作资料、现场照片", 5, ["工作资料、", "现场照片"]),
        ("工作资料、现场照片", 4.6, ["工作", "资料、", "现场照片"]),
        ("按月通报、按季回访", 6, ["按月通报、", "按季回访"]),
        ("满意度指标", 4, ["满意度", "指标"]),
        ("服务对象满意度指标", 4, ["服务对象", "满意度", "指标"]),
        ("可持续影响指标", 3.2, ["可持续", "影响", "指标"]),
        ("产出指标（续）", 3, ["产出", "指标", "（续）"]),
        ("指标值设置依据", 4, ["指标值", "设置依据"]),
        ("甲乙丙丁戊", 4, ["甲乙丙", "丁戊"]),
        ("产出指标", 1, ["产", "出", "指", "标"]),
    ],
)
def test_a_label_is_spread_evenly_over_its_lines_with_its_words_whole(
    label: str, width: float, lines: list[str]
) -> None:
    assert balanced(label, width) == lines


@given(SENTENCES, st.integers(1, 30))
def test_an_even_spread_costs_no_line(text: str, width: int) -> None:
    assert len(balanced(text, width)) <= len(broken(text, width))


def test_the_work_grows_with_the_text_and_no_faster() -> None:
    sentence = "做好档案工作≥95%，接收（含）"
    assert _calls(sentence * 4000) < 12 * _calls(sentence * 400)


def _calls(text: str) -> int:
    """How many functions are called to break the text: what a clock would tell, but the same on every machine."""
    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        break_text(text, 12, WIDTHS)
    finally:
        sys.setprofile(before)
    return calls
