"""The one reader of money in sources: numbers with their unit, and the unit that a caption or a label names."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from importers.words.vocabulary import Word, word_of
from models.currency import POWERS, TEN_THOUSANDS, converted
from models.python import regex
from models.values import read_decimal

_UNITS = "|".join(POWERS)
_NUMBER = regex(
    rf"^(?:人民币|[¥￥])?(?P<number>[-+−]?(?:\d+(?:,\d{{3,4}})*(?:\.\d*)?|\.\d+))\s*(?P<unit>{_UNITS}|%|分)?$"
)
_PLAIN_UNITS = frozenset({"", "%", "分"})
_NO_MONEY = frozenset({"weight", "share", "spending_plan"})
_NAMED = "|".join(unit for unit in POWERS if unit.endswith("元"))
_SAID_UNIT = regex(
    rf"(?<![计度量])单位\s*[:：]\s*(?:人民币)?\s*(?P<said>{_NAMED})(?![/／])|[（(](?P<bracketed>{_NAMED})[）)]"
)
_CAPTION = regex(rf"^\(?(?:金额|货币)?单位:?(?:人民币)?(?P<unit>{_NAMED})\)?$")
_LONGEST = 40  # characters of an amount; a longer text is none


class Money(NamedTuple):
    """The unit that a source's bare amounts are in, and the unit that its form keeps amounts in."""

    source: str = TEN_THOUSANDS
    kept: str = TEN_THOUSANDS

    def amount(self, text: str, path: str = "amount") -> Decimal | None:
        """The number that the field ``path`` holds for this text, in the unit kept; None when it can hold none."""
        found = _number(text, path)
        if found is None:
            return None
        number, unit = found
        plain = unit in ("%", "分") or not counts_money(path)
        return number if plain else converted(number, unit or self.source, self.kept)


MONEY = Money()
"""万元 in and 万元 out."""


def unit_in(word: Word, *, label: bool) -> str:
    """The unit of money that a text names: 单位：元, or (元) behind a ``label``; nothing where it names none."""
    if "元" not in word.text:
        return ""
    caption = _CAPTION.match(word.norm)
    if caption:
        return caption["unit"]
    found = _SAID_UNIT.search(word.text)
    return (found["said"] or (found["bracketed"] if label else "") or "") if found else ""


def is_unit_caption(word: Word) -> bool:
    """True for words that say nothing but the unit of money."""
    return len(word.text) <= _LONGEST and bool(_CAPTION.match(word.norm))


def is_amount(text: str, path: str = "amount") -> bool:
    """True when the number field ``path`` can hold the text."""
    return _number(text, path) is not None


def behind_sum(text: str) -> str:
    """The amount of a cell that puts a word for the sum before it (总计：368.5); other texts as they are."""
    label, colon, amount = text.replace("：", ":").partition(":")
    return amount.strip() if colon and word_of(label).begins_sum and is_amount(amount) else text


@lru_cache(maxsize=1024)
def counts_money(path: str) -> bool:
    """True for a number field whose amounts have a unit of money."""
    return _NO_MONEY.isdisjoint(path.split("."))


def _number(text: str, path: str) -> tuple[Decimal, str] | None:
    """The text as a number with a unit that makes sense there; full-width figures and signs count as well.

    Digits without end, such as the number of an account, are no number.
    """
    found = _counted(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    unit = found[1]
    return found if (unit != "分" if counts_money(path) else unit in _PLAIN_UNITS) else None


@lru_cache(maxsize=4096)
def _counted(text: str) -> tuple[Decimal, str] | None:
    """A short text as a number and its unit; asked of the same cell for one column after the other."""
    match = _NUMBER.match(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    with suppress(ValueError):
        number = read_decimal(match["number"])
        return None if number is None else (number, match["unit"] or "")
    return None
