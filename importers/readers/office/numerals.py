"""Numbers in Chinese characters, as Excel and Word write them."""

from __future__ import annotations

SMALL, GREAT = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_TENS = {SMALL: "十百千", GREAT: "拾佰仟"}
_GROUPS = ("", "万", "亿", "万亿")


def spelt(number: int, digits: str = SMALL) -> str:
    """15 → 一十五, 1005 → 一千〇五, 10500 → 一万〇五百; beyond 10¹⁶ the digits one by one."""
    if number == 0 or number >= 10**16:
        return "".join(digits[int(one)] for one in str(number))
    said = ""
    for group in range(len(_GROUPS) - 1, -1, -1):
        part = number // 10_000**group % 10_000
        if part:
            gap = digits[0] if said and part < 1000 else ""
            said += gap + _four(part, digits) + _GROUPS[group]
    return said


def _four(part: int, digits: str) -> str:
    """A number below 10 000, zeros between its digits said once."""
    said, zero = "", False
    for place in (3, 2, 1, 0):
        digit = part // 10**place % 10
        if not digit:
            zero = bool(said)
            continue
        said += (digits[0] if zero else "") + digits[digit] + (_TENS[digits][place - 1] if place else "")
        zero = False
    return said


def circled(number: int) -> str:
    """3 → ③; beyond ⑳ the digits alone."""
    return chr(0x245F + number) if 1 <= number <= 20 else str(number)
