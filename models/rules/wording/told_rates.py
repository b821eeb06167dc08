"""Rates that a sentence tells between two amounts, and sentences that go on from the amount of the one before."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from models.python import regex
from models.rules.wording.arithmetic import NUMBER_PATTERN
from models.values import plain

THAN = regex(r"^[比较](?:上年|去年|20\d\d年)")
FIRST_AMOUNT = regex(rf"^.*?(?:{NUMBER_PATTERN})\s*万元(?=[,，。;；])")


def beginning(sentence: str) -> str:
    """A sentence up to its first amount, which the next one goes on from (26万元，其中……；比上年减少4万元)."""
    found = FIRST_AMOUNT.match(sentence)
    return f"{found[0]}，" if found and sentence[-1:] in ";；" else ""


_FROM_TO = regex(
    rf"(?P<now>{NUMBER_PATTERN})\s*万元[,，](?:比|较)(?:上年|去年|20\d\d年)?(?:的|预算)*(?P<before>{NUMBER_PATTERN})\s*万元"
    r"[,，]?(?P<word>增长|增加|上升|下降|减少|压减|降低)了?(?P<percent>\d+(?:\.\d+)?)\s*%"
)


def wrong_rate(sentence: str) -> str:
    """A percentage told between two amounts that are both there: 148万元，较上年的144万元增长2.78%."""
    found = _FROM_TO.search(sentence)
    if found is None or not (before := _amount(found["before"])):
        return ""
    now, percent = _amount(found["now"]), Decimal(found["percent"])
    right = (now - before) / before * 100
    told = percent if found["word"] in ("增长", "增加", "上升") else -percent
    step = Decimal(1).scaleb(min(0, int(percent.as_tuple().exponent)))
    if abs(right - told) < step:
        return ""
    wanted = plain(right.quantize(_HUNDREDTH, ROUND_HALF_UP))
    return f"{plain(before)} 到 {plain(now)} 应为 {wanted}%，写的是 {plain(told)}%；请核对"


_HUNDREDTH = Decimal("0.01")


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
