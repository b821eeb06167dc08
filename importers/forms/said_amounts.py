"""Amounts that a cell says in words: with what they consist of, or with a remark behind them.

总额 860万元 above 财政拨款：600万元 above 其他：260万元; 854万（路400万元，桥454万元）.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importers.amounts import is_amount
from models.python import regex

_LONGEST = 400  # characters of a cell that says amounts
_PART = regex(
    r"^(?P<label>[^\d:：()（）]{0,16}?)\s*[:：]?\s*(?P<amount>[¥￥]?[\d,.]+\s*[万亿]?元?)\s*"
    r"(?P<rest>[（(].*[）)])?[。；;，,]?$"
)


class Said(NamedTuple):
    """One amount, the words before it, and a remark behind it."""

    label: str
    amount: str
    rest: str


def said_amounts(text: str) -> Sequence[Said]:
    """The amounts of a cell, line by line, the first that of them all; none where a line says anything else."""
    if not text[:1] or len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return ()
    found = [*_parts(text)]
    alone = len(found) == 1 and not found[0].rest  # nothing but what every reader of amounts knows
    return () if alone or any(not is_amount(one.amount) for one in found) else found


def _parts(text: str) -> Iterator[Said]:
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _PART.match(line)
        yield Said(found["label"], found["amount"], found["rest"] or "") if found else Said(line, "", "")
