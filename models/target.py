"""指标值: what a person typed, what it means, and how it stands in columns that keep sign, number and unit apart.

Parsing never changes the text: ``str(Target.parse(s)) == s``. Nobody else joins or splits the parts of a value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from models.python import regex, remembered
from models.values import read_decimal

Kind = Literal["quantitative", "qualitative", "period"]
Nature = Literal["", "quantitative", "qualitative"]
NATURES: dict[str, str] = {"quantitative": "定量", "qualitative": "定性"}
QUALITATIVE = NATURES["qualitative"]
PARTS = ("comparison", "number", "unit")
"""The parts of a value that a form may print in columns of their own, as they stand in the value's text."""
SIGNS = ("≥", "≤", "=", ">", "<", "±")
USUAL_UNITS = (
    *("%", "个", "人", "人次", "次", "件", "项", "份", "家", "户", "场", "天", "小时", "月", "年"),
    *("元", "万元", "平方米", "公里", "公斤", "吨", "台", "套", "批", "篇", "期"),
)
"""What is offered to choose from, on every surface."""

COMPARISONS = {
    "≥": "≥",
    "≧": "≥",
    "⩾": "≥",
    ">=": "≥",
    "＞＝": "≥",
    "＞=": "≥",
    ">＝": "≥",
    "=>": "≥",
    "大于等于": "≥",
    "大于或等于": "≥",
    "不低于": "≥",
    "不少于": "≥",
    "不小于": "≥",
    "不得低于": "≥",
    "不得少于": "≥",
    "至少": "≥",
    "最少": "≥",
    "达到": "≥",
    "≮": "≥",
    "≤": "≤",
    "≦": "≤",
    "⩽": "≤",
    "<=": "≤",
    "＜＝": "≤",
    "＜=": "≤",
    "<＝": "≤",
    "=<": "≤",
    "小于等于": "≤",
    "小于或等于": "≤",
    "不高于": "≤",
    "不超过": "≤",
    "不多于": "≤",
    "不大于": "≤",
    "不得高于": "≤",
    "不得超过": "≤",
    "至多": "≤",
    "最多": "≤",
    "控制在": "≤",
    "≯": "≤",
    ">": ">",
    "＞": ">",
    "﹥": ">",
    "大于": ">",
    "多于": ">",
    "超过": ">",
    "高于": ">",
    "<": "<",
    "＜": "<",
    "﹤": "<",
    "小于": "<",
    "少于": "<",
    "低于": "<",
    "=": "=",
    "＝": "=",
    "﹦": "=",
    "==": "=",
    "等于": "=",
    "±": "±",
    "≠": "≠",
}
"""How a comparison is spelled in real forms → the sign it means."""

_YIELDING = frozenset({"达到", "控制在"})
"""Words that say nothing of the side: 控制在3次以上 is ≥."""

_SUFFIX_SIGNS = {
    "及以上": "≥",
    "（含）以上": "≥",
    "(含)以上": "≥",
    "以上（含）": "≥",
    "以上(含)": "≥",
    "以上": "≥",
    "及以下": "≤",
    "（含）以下": "≤",
    "(含)以下": "≤",
    "以下（含）": "≤",
    "以下(含)": "≤",
    "以下": "≤",
    "以内": "≤",
    "之内": "≤",
    "内": "≤",
    "左右": "",
    "之前": "",
    "以前": "",
    "前": "",
}
"""Words behind the unit → the sign they mean. The longer stand before those that they end with."""

_SIGN = "|".join(re.escape(sign) for sign in sorted(COMPARISONS, key=len, reverse=True))
_NUMBER = r"[-−－+＋]?[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?"
_BARE_NUMBER = regex(_NUMBER)
_SIGN_FIRST = regex(rf"(?P<sign>(?:{_SIGN})?)\s*(?P<rest>.*)", re.DOTALL)
_QUANTITY = regex(rf"(?P<comparison>\s*(?:(?:{_SIGN})\s*)?)(?P<number>{_NUMBER})(?P<unit>.*)", re.DOTALL)

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_TO = r"\s*[-—–－~～至到]+\s*"
_DATES = (
    rf"{_YEAR}\s*年(?!/)",
    rf"{_YEAR}{_TO}{_YEAR}\s*(?:年|$)",
    rf"{_YEAR}[.\-/]{_MONTH}(?:[.\-/][0-9]{{1,2}})?\s*(?=$|[-—–－~～至到前底止])",
    r"[0-9]{1,2}\s*月(?:[0-9]{1,2}\s*日|底|末|初|中旬|上旬|下旬|份)",
    rf"{_MONTH}\s*月(?={_TO}{_MONTH}\s*月|之?前|以前)",
    rf"{_MONTH}{_TO}{_MONTH}\s*月(?!/)",
    r"(?:本|当|每|全)?年(?:底|末|内|中)(?:之?前|以前|前)?(?:完成)?$",
    r"(?:本|当|每)?年?第?[一二三四1-4]季度(?:末|初|内)?(?:之?前|以前)?(?:完成)?$",
)
_BARE_MONTH = rf"{_MONTH}\s*月\s*$"  # 12月 is December, ≥12月 are twelve months
_PERIOD = regex(rf"\s*(?:(?:{_SIGN})?\s*(?:{'|'.join(_DATES)})|{_BARE_MONTH})")
_NO_UNIT = regex(r"[，。；、！？：,;!?:\n≥≤<>＞＜=＝±]")  # it is a sentence, or there is a second comparison
_END_MARKS = " \t\r\n\u3000。；，;,"  # a slip at the end of a value makes no sentence of it
_SECOND_NUMBER = regex(r"(?<![A-Za-z])[0-9０-９]")  # m2 and CO2 hold no second number
_LONGEST_UNIT = 10


@dataclass(frozen=True, slots=True)
class Target:
    """One 指标值.

    ``text`` is what was typed; for a quantitative value it is exactly ``comparison_text + number_text + unit_text``.
    ``comparison`` is the sign meant (≥ ≤ > < = ± ≠ or ""), by a sign in front or by words behind (5次以上);
    ``number`` the Decimal; ``unit`` the 度量单位 without those words; ``suffix`` the words behind (以内, 以上).
    A qualitative value (完全相符, 3-5次) and a period (2023.07-2024.01) have neither number nor unit.
    """

    text: str = ""
    kind: Kind = "qualitative"
    comparison_text: str = ""
    number_text: str = ""
    unit_text: str = ""
    number: Decimal | None = None
    comparison: str = ""
    unit: str = ""
    suffix: str = ""

    @classmethod
    def parse(cls, text: str) -> Target:
        """The target that ``text`` says. Never fails: what is not a quantity is qualitative."""
        return _parse(text)

    @classmethod
    def join(cls, comparison: str, number: str, unit: str) -> Target:
        """The target of forms that keep sign, number and unit in columns of their own."""
        return _parse(f"{comparison}{number}{unit}")

    @property
    def blank(self) -> bool:
        """Nothing was typed."""
        return not self.text.strip()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return not self.blank

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """In a file a target is the text that was typed."""
        return core_schema.no_info_plain_validator_function(
            _validate,
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
            json_schema_input_schema=core_schema.str_schema(),
        )


def _validate(value: Any) -> Target:
    if isinstance(value, Target):
        return value
    if isinstance(value, str):
        return _parse(value)
    raise ValueError("指标值要写成文本")


_LONGEST = 200
"""Characters; a longer text is a statement, and its blanks need not be walked again and again."""


@remembered
def _parse(text: str) -> Target:
    if len(text) > _LONGEST:
        return Target(text)
    if _PERIOD.match(text):
        return Target(text, "period")
    match = _QUANTITY.fullmatch(text)
    if match is None or not _is_unit(match["unit"]):
        return Target(text)
    try:
        number = read_decimal(match["number"])
    except ValueError:
        return Target(text)
    unit = match["unit"].strip(_END_MARKS)
    suffix = next((suffix for suffix in _SUFFIX_SIGNS if unit.endswith(suffix)), "")
    comparison = _sign(match["comparison"].strip(), suffix)
    unit = unit.removesuffix(suffix).strip()
    return Target(
        text, "quantitative", match["comparison"], match["number"], match["unit"], number, comparison, unit, suffix
    )


def _sign(spelling: str, suffix: str) -> str:
    """The sign meant by the words in front of the number and behind the unit; those in front win."""
    behind = _SUFFIX_SIGNS.get(suffix, "")
    return behind if behind and spelling in _YIELDING else COMPARISONS.get(spelling, behind)


def _is_unit(text: str) -> bool:
    """A unit is short and no sentence; a second number in it (3-5次, 1万元2人) makes the whole a statement."""
    short = text.strip(_END_MARKS)
    return len(short) <= _LONGEST_UNIT and not _NO_UNIT.search(short) and not _SECOND_NUMBER.search(short)


# --- in columns -------------------------------------------------------------------------------------------------------


class TargetParts(NamedTuple):
    """How a form prints a 指标值 in columns of its own: which parts stand apart, and the units that it knows.

    The law: what is typed into a part is shown there as it was typed, or it is a value of its own and taken whole, or
    it is refused with a sentence; never are two values glued. A value that is no quantity, or is declared 定性, stands
    whole in the number's column, 定性 in the sign's. Where a form has no column for sign or unit, the number shows it.
    """

    apart: frozenset[str] = frozenset(PARTS)
    units: tuple[str, ...] = USUAL_UNITS
    natured: bool = False  # 指标性质 has a column of its own

    def choices(self, part: str) -> tuple[str, ...]:
        """What may be chosen for a part, or for the ``nature``; nothing for the number."""
        return {
            "comparison": (*SIGNS, QUALITATIVE),
            "unit": self.units,
            "nature": tuple(NATURES.values()),
        }.get(part, ())

    def variants(self, text: str) -> tuple[str, ...]:
        """A whole value with each of the signs, then with each of the units, where it can have them."""
        target, found = Target.parse(text), [text] if text else []
        whole = TargetParts(units=self.units)
        for part, word in (*(("comparison", sign) for sign in SIGNS), *(("unit", unit) for unit in self.units)):
            with suppress(ValueError):
                found.append(whole.typed(target, "", part, word)[0].text)
        return tuple(dict.fromkeys(found))

    def split(self, target: Target, nature: Nature = "") -> dict[str, str]:
        """What each column shows."""
        sign, number, unit = self._pieces(target, nature)
        if "comparison" not in self.apart and sign != QUALITATIVE:
            number = sign + number
        if "unit" not in self.apart:
            number += unit
        return {"comparison": sign, "number": number, "unit": unit}

    def typed(self, target: Target, nature: Nature, part: str, text: str) -> tuple[Target, Nature]:
        """The value, and what it is declared as, once ``text`` stands in a part. Raises ValueError in Chinese."""
        shown = self.split(target, nature)
        if shown[part] in (text, text := text.strip()):
            return target, nature
        if part == "comparison":
            found = self._signed(target, nature, text)
        else:
            joined = self._joined(target, nature, part, text)
            found = (joined, nature) if joined is not None else None
        found = found or _whole(nature, part, text)
        if found is None:
            raise ValueError(_refusal(part, text, shown))
        return found

    def filled(self, target: Target, nature: Nature, texts: Mapping[str, str]) -> tuple[Target, Nature]:
        """As ``typed``, for several parts at once, such as a pasted row; those not given stay. Raises ValueError."""
        if len(texts) > 1 and "number" in texts:
            target = self._without(target, texts)
        for part in ("number", "comparison", "unit"):
            if part in texts:
                target, nature = self.typed(target, nature, part, texts[part])
        return target, nature

    def _pieces(self, target: Target, nature: Nature = "") -> tuple[str, str, str]:
        """Sign, number and unit; for what is no quantity 定性, the whole and nothing."""
        if nature == "qualitative":
            return QUALITATIVE, target.text, ""
        if target.kind == "quantitative":
            return target.comparison_text.strip(), target.number_text, target.unit_text.strip()
        half = _SIGN_FIRST.fullmatch(target.text.strip()) if len(target.text) <= _LONGEST else None
        if half is not None and (not half["rest"] or half["rest"] in self.units):  # the number is still to come
            return half["sign"], "", half["rest"]
        return QUALITATIVE, target.text, ""

    def _joined(self, target: Target, nature: Nature, part: str, text: str) -> Target | None:
        """The value with one part exchanged, where it then shows that part as typed and the others as before."""
        if nature == "qualitative":
            return None
        shown = self.split(target) | {part: text}
        pieces = dict(zip(PARTS, self._pieces(target), strict=True))
        if part == "number":
            pieces |= dict.fromkeys(frozenset(PARTS) - self.apart, "")
        for texts in (shown, pieces):
            texts["comparison"] = texts["comparison"].removeprefix(QUALITATIVE)
        joined = Target.join(**pieces | {part: text})
        found = self.split(joined)
        return joined if all(found[one] == shown[one] for one in self.apart) else None

    def _signed(self, target: Target, nature: Nature, sign: str) -> tuple[Target, Nature] | None:
        """The value under another sign; 定性 in the sign's place says what the whole value is."""
        if sign == QUALITATIVE:
            old, number, unit = self._pieces(target)
            return target if old == QUALITATIVE else Target.join("", number, unit if number else ""), "qualitative"
        declared: Nature = nature
        if nature == "qualitative":
            declared = "quantitative" if self.natured else ""
        pieces = (sign, *self._pieces(target)[1:])
        joined = Target.join(*pieces)
        fits = (not sign or sign in COMPARISONS) and self._pieces(joined) == pieces
        return (joined, declared) if fits else None

    def _without(self, target: Target, parts: Collection[str]) -> Target:
        """The value without these parts, to be filled anew."""
        pieces = dict(zip(PARTS, self._pieces(target), strict=True))
        if pieces["comparison"] == QUALITATIVE:
            return Target()
        rest = Target.join(**pieces | dict.fromkeys(parts, ""))
        return rest if rest.blank or self._pieces(rest)[0] != QUALITATIVE else target


def _whole(nature: Nature, part: str, text: str) -> tuple[Target, Nature] | None:
    """What was typed as a value of its own: anything in the number's place, elsewhere only what has sign and number."""
    target = Target.parse(text)
    if part == "number":
        return None if nature != "qualitative" and _BARE_NUMBER.fullmatch(text) else (target, nature)
    signed = target.kind == "quantitative" and bool(target.comparison_text.strip())
    declared: Nature = "" if nature == "qualitative" and part == "comparison" else nature
    return (target, declared) if signed else None


def _refusal(part: str, text: str, shown: Mapping[str, str]) -> str:
    """Why a text cannot stand in a part, and what to do instead."""
    number, qualitative = shown["number"], shown["comparison"] == QUALITATIVE
    if part == "comparison" and text and text not in COMPARISONS:
        return f"这里写 {' '.join(SIGNS)} 或 {QUALITATIVE}"
    if qualitative:
        what = "请先改指标值，再写符号" if part == "comparison" else "度量单位不能另写，请整个写在指标值一栏"
        return f"“{number}”是{QUALITATIVE}的指标值，{what}"
    if part == "unit" and not number:
        return f"请先写指标值，再写度量单位“{text}”"
    joined = "".join(text if one == part else shown[one] for one in PARTS)
    return f"“{joined}”不是一个数量，请改符号、数值或度量单位里的一个"


WHOLE = TargetParts()
"""For forms without a template, which print a 指标值 whole."""
