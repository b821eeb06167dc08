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
    "至少": "≥",
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
    ">": ">",
    "＞": ">",
    "大于": ">",
    "超过": ">",
    "高于": ">",
    "<": "<",
    "＜": "<",
    "小于": "<",
    "低于": "<",
    "=": "=",
    "＝": "=",
    "==": "=",
    "等于": "=",
    "±": "±",
    "≠": "≠",
}
"""How a comparison is spelled in real forms → the sign it means."""

_SIGN = "|".join(re.escape(sign) for sign in sorted(COMPARISONS, key=len, reverse=True))
_NUMBER = r"[-−－+＋]?[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?"
_QUANTITY = re.compile(rf"^(?P<comparison>(?:{_SIGN})\s*)?(?P<number>{_NUMBER})(?P<unit>.*)$", re.DOTALL)
_CHINESE_DATE = r"(?:(?:19|20)[0-9]{2}\s*年(?!/)|[0-9]{1,2}\s*月(?:[0-9]{1,2}\s*日|底|末|初|中旬|上旬|下旬|份))"
_DOTTED_DATE = r"(?:19|20)[0-9]{2}[.\-/](?:0?[1-9]|1[0-2])(?:[.\-/][0-9]{1,2})?\s*(?=$|[-—~～至到前底止])"
_PERIOD = re.compile(rf"^(?:{_SIGN})?\s*(?:{_CHINESE_DATE}|{_DOTTED_DATE})")
_SUFFIXES = ("及以上", "及以下", "以上", "以下", "以内", "之内", "左右", "前", "内")
_SENTENCE = re.compile(r"[，。；、！？,;!?\n]")
_SECOND_NUMBER = re.compile(r"(?<![A-Za-z])[0-9０-９]")  # m2 and CO2 hold no second number
_LONGEST_UNIT = 10


@dataclass(frozen=True, slots=True)
class Target:
    """One 指标值.

    ``text`` is what was typed; for a quantitative value it is exactly ``comparison_text + number_text + unit_text``.
    ``comparison`` is the sign meant (≥ ≤ > < = ± ≠ or ""), ``number`` the Decimal, ``unit`` the 度量单位 without
    words such as 以内, ``suffix`` those words. A qualitative value (完全相符) and a period (2023.07-2024.01) have
    neither number nor unit.
    """

    text: str = ""
    kind: Kind = "qualitative"
    comparison_text: str = ""
    number_text: str = ""
    unit_text: str = ""
    number: Decimal | None = None

    @classmethod
    def parse(cls, text: str) -> Target:
        """The target that ``text`` says. Never fails: what is not a quantity is qualitative."""
        return _parse(text)

    @classmethod
    def join(cls, comparison: str, number: str, unit: str) -> Target:
        """The target of forms that keep sign, number and unit in columns of their own."""
        return _parse(f"{comparison}{number}{unit}")

    @property
    def comparison(self) -> str:
        """The sign meant; a suffix (5次以上) means one as well."""
        sign = COMPARISONS.get(self.comparison_text.strip(), "")
        if sign:
            return sign
        if self.suffix in ("以上", "及以上"):
            return "≥"
        return "≤" if self.suffix in ("以下", "及以下", "以内", "之内") else ""

    @property
    def suffix(self) -> str:
        """Words behind the unit that mean a comparison (以内, 以上), or nothing."""
        unit = self.unit_text.strip()
        return next((suffix for suffix in _SUFFIXES if unit.endswith(suffix)), "")

    @property
    def unit(self) -> str:
        """度量单位 as written, without the suffix."""
        return self.unit_text.strip().removesuffix(self.suffix).strip()

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


@lru_cache(maxsize=8192)
def _parse(text: str) -> Target:
    match = None if _PERIOD.match(text) else _QUANTITY.match(text)
    if match is None or not _is_unit(match["unit"]):
        kind: Kind = "period" if _PERIOD.match(text) else "qualitative"
        return Target(text, kind)
    try:
        number = read_decimal(match["number"].replace("，", ",").replace("－", "-"))
    except ValueError:
        return Target(text)
    return Target(text, "quantitative", match["comparison"] or "", match["number"], match["unit"], number)


def _is_unit(text: str) -> bool:
    """A unit is short and no sentence; a second number in it (3-5次, 1万元2人) makes the whole a statement."""
    short = text.strip()
    return len(short) <= _LONGEST_UNIT and not _SENTENCE.search(short) and not _SECOND_NUMBER.search(short)
