"""How a value shows under a number format, as Excel shows it in China."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from importers.readers.workbook.shown import BUILT_IN, Value, shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (Decimal("1234.5"), BUILT_IN[4], "1,234.50"),
        (Decimal("-1234.5"), BUILT_IN[40], "-1,234.50"),
        (Decimal("0"), BUILT_IN[43], "-"),
        (Decimal("1234567"), BUILT_IN[3], "1,234,567"),
        (Decimal("45720"), BUILT_IN[57], "2025年3月"),
        (Decimal("45720"), BUILT_IN[58], "3月4日"),
        (Decimal("0.75"), BUILT_IN[34], "下午6时00分"),
        (Decimal("0.1"), BUILT_IN[10], "10.00%"),
        (False, "General", "FALSE"),
        (Decimal("45720"), "aaa", "二"),
        (Decimal("45720"), "[$-804]aaaa", "星期二"),
        (Decimal("44258"), "aaaa", "星期三"),
        (date(2025, 3, 9), "aaaa", "星期日"),
        (datetime.fromisoformat("2025-03-04T08:30"), "yyyy/m/d h:mm", "2025/3/4 8:30"),
        (Decimal("45720"), 'yyyy"aaa"', "2025aaa"),
        (Decimal("12"), "[DBNum2]General", "壹拾贰"),
        (Decimal("12"), "[DBNum3]0", "１２"),
        (Decimal("12"), "[DBNum2][$-804]0", "壹贰"),
        (Decimal("12"), "[$-804]0", "12"),
        (Decimal("12"), "[$¥-804]0", "¥12"),
        (Decimal("123456"), '0!.0,"万元"', "12.3万元"),
        (Decimal("123456"), '0\\.0,"万元"', "12.3万元"),
        (Decimal("12.05"), "[DBNum1]0.00", "一二.〇五"),
        (Decimal("2025"), "[DBNum1]0", "二〇二五"),
        (Decimal("2025"), "[DBNum1]General", "二千〇二十五"),
        (Decimal("45731"), '[DBNum1]m"月"d"日"', "三月十五日"),
        (Decimal("45720"), '[DBNum1]yyyy"年"m"月"d"日"', "二〇二五年三月四日"),
        (Decimal("12"), 'G/General"年"', "12年"),
        (Decimal("45720"), "yyyy.m.d", "2025.3.4"),
        (Decimal("45720.5"), "m.d h:mm:ss.0", "3.4 12:00:00.0"),
        (Decimal("45720"), 'e"年"m"月"', "2025年3月"),
        (Decimal("45720"), "[$-804]dddd", "星期二"),
        (Decimal("45720"), "dddd", "Tuesday"),
        (Decimal("45720"), "[$-F800]dddd\\, mmmm dd, yyyy", "2025年3月4日"),
        (Decimal("0.75"), "[$-F400]h:mm:ss\\ AM/PM", "18:00:00"),
        (Decimal("1200"), '#,##0.##"万元"', "1,200.万元"),
        (Decimal("1200.5"), '#,##0.##"万元"', "1,200.5万元"),
        (Decimal("0.95"), "0.##%", "95.%"),
        (Decimal("0.955"), "0.##%", "95.5%"),
        (Decimal("3"), '0.0##"次"', "3.0次"),
        (Decimal("1234"), '0.##,"千"', "1.23千"),
        (Decimal("5"), '0"项.##"', "5项.##"),
        (Decimal("12345"), "##0.0#E+0", "12.35E+3"),
        ("甲", "General", "甲"),
        ("  甲 ", "@", "甲"),
    ],
)
def test_a_value_shows(value: Value, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_every_built_in_format_has_its_number() -> None:
    assert set(BUILT_IN) == {*range(23), *range(27, 59)}, "23 to 26 are reserved"
    assert (BUILT_IN[49], BUILT_IN[50], BUILT_IN[14]) == ("@", 'yyyy"年"m"月"', "yyyy/m/d")


def test_days_of_the_week_count_from_1904_on_the_mac() -> None:
    assert shown(Decimal("44258"), "aaaa", date1904=True) == "星期二"
