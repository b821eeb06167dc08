"""A cell's value as Excel shows it in China: number formats, dates, percentages, Chinese numerals."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from xlfmt import format_value

from importers.readers.office.numerals import GREAT, SMALL, spelt
from models.python import regex

Value = Decimal | str | bool | date | datetime | time | timedelta

GENERAL = "General"
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Number of a built-in format → its code in zh-CN (ECMA-376 Part 1, 18.8.30)."""

_QUOTED = regex(r'"[^"]*"|\\.')
_NUMERALS = regex(r"\[DBNum([123])\]", re.IGNORECASE)
_LOCALE = regex(r"\[\$-[0-9A-Fa-f]+\](?!a{3,4})", re.IGNORECASE)
"""A language without a currency; ``!`` lets the next sign stand for itself, as ``0!.0,`` does for 万元 in China."""
_OF_SYSTEM = dict.fromkeys(("f800", "x-sysdate"), 'yyyy"年"m"月"d"日"') | dict.fromkeys(
    ("f400", "x-systime"), "h:mm:ss"
)
_SYSTEM = regex(r"\[\$-(x-sysdate|x-systime|F[48]00)\][^;]*", re.IGNORECASE)
"""Dates and times as the system writes them, whatever code stands behind."""
_CHINESE_DAY = regex(r"\[\$-(?:[0-9A-F]+)?0?804\](?:[^\";]|\"[^\"]*\")*", re.IGNORECASE)
_LONG_DAY = regex(r"dddd", re.IGNORECASE)
_PARTS = regex(
    r'"[^"]*"|\\.|[_*].|\[[^\]]*\]|\.(?P<zeros>0*)(?P<signs>#+)(?P<scale>,*)(?!E[+-])|(?P<point>\.)(?![0#?])'
    r"|(?<![A-Za-z])(?P<year>e+)(?![A-Za-z+-])"
)
"""Parts of a code that stand for themselves, and what xlfmt takes otherwise: ``.##``, a bare point, ``e``: the year."""
_LONGEST = 255  # letters of a code, as many as Excel takes
_MAY_GO = "\x01"  # as many zeros before it may be left out
_OPTIONAL = regex(f"(?<!0)(0*)({_MAY_GO}+)")
_WEEKDAY = regex(r"(?:\[\$-\w+\])?a{3,4}", re.IGNORECASE)
_NOON = "上午/下午"
_DAYS = "一二三四五六日"


def shown(value: Value, code: str = GENERAL, *, date1904: bool = False) -> str:
    """The text that a cell with this number format shows, blanks at its ends stripped."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str) and code in (GENERAL, "@"):
        return value.strip()
    if isinstance(value, Decimal) and (code == GENERAL or len(code) > _LONGEST):
        return _general(value)
    try:
        return _OPTIONAL.sub(_needed, _formatted(value, _plain_code(code), date1904=date1904)).strip()
    except (ValueError, ArithmeticError, OverflowError, IndexError):
        return _general(value) if isinstance(value, Decimal) else str(value)


@lru_cache(maxsize=4096)
def _general(value: Decimal) -> str:
    return str(format_value(value, GENERAL)).strip()


@lru_cache(maxsize=1024)
def _plain_code(code: str) -> str:
    code = code.replace("G/通用格式", GENERAL).replace("G/General", GENERAL).replace("!.", "\\.")
    code = _SYSTEM.sub(lambda found: _OF_SYSTEM[found[1].lower()], code)
    code = _CHINESE_DAY.sub(lambda found: _LONG_DAY.sub("aaaa", found[0]), code)
    return _PARTS.sub(_as_known, _LOCALE.sub("", code))


def _as_known(part: re.Match[str]) -> str:
    """A part of a code as xlfmt has it."""
    if part["signs"]:
        return f".{part['zeros']}{'0' * len(part['signs'])}{part['scale']}{_MAY_GO * len(part['signs'])}"
    return "\\." if part["point"] else "yyyy" if part["year"] else part[0]


def _needed(digits: re.Match[str]) -> str:
    """The last digits of a part whose zeros need not be written."""
    return "0" * max(0, len(digits[1]) - len(digits[2]))


def _formatted(value: Value, code: str, *, date1904: bool) -> str:
    numerals = _NUMERALS.search(code)
    if numerals:
        return _in_numerals(_formatted(value, _NUMERALS.sub("", code), date1904=date1904), numerals[1], code)
    if _NOON in code:
        text = str(format_value(value, code.replace(_NOON, "AM/PM"), date1904=date1904))
        return text.replace("AM", "上午").replace("PM", "下午")
    if _WEEKDAY.search(_QUOTED.sub("", code)) and not isinstance(value, str):
        day = _weekday(value, date1904=date1904)
        code = _WEEKDAY.sub(lambda found: f'"{day if found[0].lower().endswith("aaaa") else day[-1]}"', code)
    return str(format_value(value, code, date1904=date1904))


def _weekday(value: Value, *, date1904: bool) -> str:
    if isinstance(value, date):
        return f"星期{_DAYS[value.weekday()]}"
    serial = int(value) if isinstance(value, Decimal) else 0
    return f"星期{_DAYS[(serial + (1462 if date1904 else 0) + 5) % 7]}"


def _in_numerals(text: str, kind: str, code: str) -> str:
    """Digits as Chinese numerals: numbers read out (一十五), days too (十五), years digit by digit (二〇二五), and so
    what a code lays out in digits."""
    if kind == "3":
        return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    bare = _QUOTED.sub("", _NUMERALS.sub("", code)).replace(GENERAL, "")
    dated = bool(re.search(r"[ymd]", bare, re.IGNORECASE))
    one_by_one = not dated and bool(re.search(r"[0#?]", bare))
    digits = SMALL if kind == "1" else GREAT

    def numeral(found: re.Match[str]) -> str:
        whole, _, part = found[0].partition(".")
        if one_by_one or (dated and len(whole) == 4):
            said = "".join(digits[int(one)] for one in whole)
        else:
            said = spelt(int(whole), digits)
            said = said.removeprefix("一") if dated and 10 <= int(whole) < 20 else said
        return said + ("." + "".join(digits[int(one)] for one in part) if part else "")

    return re.sub(r"\d+(?:\.\d+)?", numeral, text)
