"""Money of one level of government: 中央资金, 省级资金, 县级配套资金."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from importers.words.listed import either, listed_words, meanings

GRADE = "fund.grade"
"""How the field of such money begins; the number of the level follows, 0 for 中央."""


def grade_of(forms: Iterable[str]) -> str | None:
    """``fund.grade0`` … where words in one of these forms are money of a level of government; None for others."""
    found = next(filter(None, map(_money().fullmatch, forms)), None)
    return f"{GRADE}{list(listed_words()['grades']).index(meanings('grades')[found[1]])}" if found else None


def grade_called(number: int) -> str:
    """What offices call the money of the level of that number: 省级资金."""
    first, *_ = list(listed_words()["grades"].values())[number]
    return first + listed_words()["money_of_grade"]["end"][0]


@cache
def _money() -> re.Pattern[str]:
    return re.compile(f"({either(meanings('grades'))})(?:{either(meanings('money_of_grade'))})")
