"""What values mean: texts as people write them, each with all that is read of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from models.target import COMPARISONS, PARTS, QUALITATIVE, Nature, Target, TargetParts
from models.values import plain, read_decimal, typed_number
from tests.models.whole.tables import is_known

UNITS = (
    "次",
    "%",
    "万元/人/年",
    "个工作日",
    "m2",
    "处设施改造提升",
    "一二三四五六七八九十",
    "一二三四五六七八九十百",
    "",
)
BEHIND = (
    *("及以上", "（含）以上", "(含)以上", "以上（含）", "以上", "及以下", "（含）以下", "以下", "以内", "之内", "内"),
    *("左右", "之前", "以前", "前", "次以上", "个以内", "。", "；", "，", "，2次", "-5次", "次2人", "次≥", "次；两项"),
)
NUMBERS = (
    *("0", "5", "-5", "－3", "−3", "+2", "1,000", "1，000", "1,00", "1000,000", "126.50", "126．5", "１２", "1.", ".5"),
    *("123456789012345678", "1234567890123456789", "0.123456789012345678", "0.1234567890123456789", "1e5", "一"),
)
TIMES = (
    *("2026年", "2026年/人", "1899年", "1900年", "2100年", "2025-2026年", "2025～2026", "2025至2026", "2025-2026个"),
    *("2026.06", "2026-6", "2026/12", "2026.13", "2026.06.30", "2026.6前", "2026.6个", "12月", "13月", "0月", "012月"),
    *("6月底", "6月30日", "6月份", "6月上旬", "31月底", "1-6月", "1至6月", "1月-6月", "1-6月/次", "6月前", "6月之前"),
    *(
        "年底",
        "年内",
        "本年末前",
        "当年底之前完成",
        "每年内",
        "全年",
        "年底完成2次",
        "第一季度",
        "1季度末",
        "本年第4季度前",
    ),
    *(
        "五季度",
        "第一季度完成",
        "第一季度完成2次",
        "≤12月",
        "≥12月",
        "≤2026年",
        "不超过2026年6月底",
        "  12月 ",
        "12月次",
    ),
)
WORDS = (
    *("", " ", "完全相符", "有效提升", "≥", "≥有效", "5", "3-5次", "≥3次≤5次", "5次，全部完成", "=", "定性", "≥≥5次"),
    *("5次" + "很" * 198, "有" * 201, "5" + " " * 198 + "次", "5" + " " * 199 + "次"),
)


def of_target(text: str) -> str:
    """All that a target says; the text itself is never changed."""
    target = Target.parse(text)
    parts = (target.comparison_text, target.number_text, target.unit_text)
    number = "" if target.number is None else plain(target.number)
    meant = (target.comparison, number, target.unit, target.suffix)
    return f"{text[:40]!r} {target.kind} {'│'.join(parts)} means {'│'.join(meant)}{'' if target else ' blank'}"


def test_targets_mean_what_they_are_known_to_mean() -> None:
    texts = [
        *(f"{sign}{gap}5次" for sign in (*COMPARISONS, "约", "≥ ≥") for gap in ("", " ")),
        *(f"≥5{unit}" for unit in UNITS),
        *(f"{sign}5{unit}{behind}" for sign in ("", "≤", "控制在") for unit in ("", "天") for behind in BEHIND),
        *(f"≥{number}个" for number in NUMBERS),
        *TIMES,
        *WORDS,
    ]
    is_known("targets", map(of_target, texts))


def outcome(ask: Callable[[], Any]) -> str:
    """What comes of it, or the sentence by which it is refused."""
    try:
        return str(ask())
    except ValueError as refused:
        return f"refused: {refused}"


def shown(parts: TargetParts, target: Target, nature: Nature) -> str:
    """What stands in the columns, and the whole value."""
    found = parts.split(target, nature)
    return f"{'│'.join(found[part] for part in PARTS)} = {target.text} {nature}"


TYPED = {
    "comparison": ("≥", "不低于", "≤", "", "约", QUALITATIVE, "≥6次", " ≤ "),
    "number": ("7", "1,000", "≥8个", "≤", "良好", "", "12月", "2026", "-"),
    "unit": ("户", "", "≥9户", "2人", "月", "以上", "。"),
}
VALUES = ("≥5次", "5", "≥", "≥户", "户", "完全相符", "12月底前", "", " 5次以上 ", "5次2人", "-5%", "12")


def typing(parts: TargetParts) -> Iterator[str]:
    """Every word in every column of every value."""
    natures: tuple[Nature, ...] = ("", "quantitative", "qualitative")
    for text, nature in product(VALUES, natures):
        target = Target.parse(text)
        yield f"▦ {shown(parts, target, nature)}"
        for part, words in TYPED.items():
            for word in words:
                made = outcome(lambda: shown(parts, *parts.typed(target, nature, part, word)))  # noqa: B023
                yield f"  {part} {word!r}: {made}"


def test_what_is_typed_into_the_columns_of_a_value() -> None:
    for name, parts in {
        "three_columns": TargetParts(natured=True),
        "without_unit": TargetParts(frozenset({"comparison", "number"})),
        "without_sign": TargetParts(frozenset({"number", "unit"}), ("次", "户")),
        "one_column": TargetParts(frozenset({"number"})),
    }.items():
        is_known(f"typed_{name}", typing(parts))


ROWS: tuple[dict[str, str], ...] = (
    {"comparison": "≥", "number": "7", "unit": "户"},
    {"comparison": "", "number": "7", "unit": ""},
    {"comparison": QUALITATIVE, "number": "良好"},
    {"number": "≥7户", "unit": ""},
    {"number": "7", "unit": "户"},
    {"comparison": "≤", "unit": "户"},
    {"comparison": "≤", "number": "12", "unit": "月"},
    {"number": "", "unit": "户"},
    {"comparison": "约", "number": "7"},
    {"number": "良好"},
    {},
)


def test_what_is_pasted_over_the_columns_of_a_value() -> None:
    lines = []
    for apart, text in product((PARTS, ("number", "unit"), ("number",)), VALUES):
        parts, target = TargetParts(frozenset(apart)), Target.parse(text)
        for row in ROWS:
            made = outcome(lambda: shown(parts, *parts.filled(target, "", row)))  # noqa: B023
            lines.append(f"{len(apart)} {text!r} {'│'.join(f'{key[0]}{word}' for key, word in row.items())}: {made}")
    is_known("filled", lines)


def test_what_is_offered_for_a_value() -> None:
    parts = TargetParts(units=("次", "%"))
    offered = [f"{text!r}: {' '.join(parts.variants(text))}" for text in VALUES]
    is_known("offered", [*offered, *(f"{part}: {parts.choices(part)}" for part in (*PARTS, "nature"))])


MONEY = (
    *NUMBERS,
    *("", " ", "126。50", "１，２００", "1 200", "12 00", "15万元", "15万", "15 %", "15元", "万元", "- 5", "+ 5", "-"),
    *(
        "1 , 200",
        "1 . 5",
        "1,2000",
        "1,20",
        "1E+2",
        "1E-2",
        "1E+1000",
        "1E+17",
        "1E+18",
        "NaN",
        "5五",
        "\u200b5",
        "5\n6",
    ),
    *("1,234.50", "1234.", "00", "0x1", "1_000", "九" * 30, "九" * 31, "1 234 567.5", "1 234 56", "1\u3000200", "--5"),
)


def test_numbers_as_they_are_typed() -> None:
    def number(read: Callable[[str], Any], text: str) -> str:
        return outcome(lambda: repr(read(text)))

    is_known("numbers", [f"{text!r}: {number(typed_number, text)} │ {number(read_decimal, text)}" for text in MONEY])
