"""指标值: what a person typed, and what it means. Parsing never changes the text: ``str(Target.parse(s)) == s``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from models.values import read_decimal

Kind = Literal["quantitative", "qualitative", "period"]

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
_QUANTITY = re.compile(rf"(?P<comparison>\s*(?:(?:{_SIGN})\s*)?)(?P<number>{_NUMBER})(?P<unit>.*)", re.DOTALL)

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
_PERIOD = re.compile(rf"\s*(?:(?:{_SIGN})?\s*(?:{'|'.join(_DATES)})|{_BARE_MONTH})")
_NO_UNIT = re.compile(r"[，。；、！？：,;!?:\n≥≤<>＞＜=＝±]")  # it is a sentence, or there is a second comparison
_END_MARKS = " \t\r\n\u3000。；，;,"  # a slip at the end of a value makes no sentence of it
_SECOND_NUMBER = re.compile(r"(?<![A-Za-z])[0-9０-９]")  # m2 and CO2 hold no second number
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


@lru_cache(maxsize=8192)
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
