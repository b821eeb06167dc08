"""Units of money and how they convert: one list for everything that reads amounts."""

from __future__ import annotations

from decimal import Decimal

POWERS = {"亿元": 8, "千万元": 7, "百万元": 6, "十万元": 5, "万元": 4, "千元": 3, "百元": 2, "元": 0, "亿": 8, "万": 4}
"""Unit of money → power of ten in 元, the longer spelling before the shorter one it holds."""

TEN_THOUSANDS = "万元"
"""What most offices write in and most forms print."""


def converted(number: Decimal, unit: str, kept: str = TEN_THOUSANDS) -> Decimal:
    """An amount in another unit, exactly; the zeros that were typed stay where they are decimals."""
    power = POWERS[unit] - POWERS[kept]
    if not power:
        return number
    moved = number.scaleb(power).normalize()
    return moved if int(moved.as_tuple().exponent) < 0 else moved.quantize(Decimal(1))
