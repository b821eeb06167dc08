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
_WEEKDAY = regex(r"(?:\[\$-\w+\])?a{3,4}", re.IGNORECASE)
_NOON = "上午/下午"
_DAYS = "一二三四五六日"


def shown(value: Value, code: str = GENERAL, *, date1904: bool = False) -> str:
    """The text that a cell with this number format shows, blanks at its ends stripped."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str) and code in (GENERAL, "@"):
        return value.strip()
    if isinstance(value, Decimal) and code == GENERAL:
        return _general(value)
    try:
        return _formatted(value, _plain_code(code), date1904=date1904).strip()
    except (ValueError, ArithmeticError, OverflowError, IndexError):
        return _general(value) if isinstance(value, Decimal) else str(value)


@lru_cache(maxsize=4096)
def _general(value: Decimal) -> str:
    return str(format_value(value, GENERAL)).strip()


@lru_cache(maxsize=1024)
def _plain_code(code: str) -> str:
    code = code.replace("G/通用格式", GENERAL).replace("G/General", GENERAL)
    return _LOCALE.sub("", code).replace("!.", "\\.")


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
    """Digits as Chinese numerals: numbers read out (一十五), years digit by digit (二〇二五)."""
    if kind == "3":
        return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    dated = bool(re.search(r"[ymd]", _QUOTED.sub("", _NUMERALS.sub("", code)).replace(GENERAL, ""), re.IGNORECASE))
    digits = SMALL if kind == "1" else GREAT

    def numeral(found: re.Match[str]) -> str:
        whole, _, part = found[0].partition(".")
        said = "".join(digits[int(one)] for one in whole) if dated and len(whole) == 4 else spelt(int(whole), digits)
        return said + ("." + "".join(digits[int(one)] for one in part) if part else "")

    return re.sub(r"\d+(?:\.\d+)?", numeral, text)
