"""Changes told in texts: ``比上年增加43.82万元，增加9.36%``, ``2024年较上年压减预算6.14万元``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from models.python import regex
from models.rules.wording.arithmetic import MONEY, NUMBER_PATTERN, normalised

_UP = "增加|增长|上升|提高|调增|追加"
_DOWN = "减少|压减|下降|降低|调减|核减|压缩|缩减|节约"
_AMOUNT = rf"(?<!\d)(?P<number>{NUMBER_PATTERN})\s*(?P<unit>亿元|万元|元)"
_MONEY = regex(_AMOUNT)
_YEAR = regex(r"(?<!\d)(20\d\d)\s*年")
_CHANGE = regex(
    rf"(?:同比|较|比)(?P<since>[^;。\n]{{0,14}}?)(?P<word>{_UP}|{_DOWN})[^;。\d\n]{{0,6}}?{_AMOUNT}"
    rf"(?:[;,、(]?\s*(?P<again>{_UP}|{_DOWN}|增幅|降幅|增长率|下降率)[^;。\d\n]{{0,4}}(?P<percent>\d+(?:\.\d+)?)\s*%)?"
)
_WHEN = regex(r"20\d\d(?=\s*年)|上年|去年|今年|本年")
_MOST_TOLD = 40  # amounts before a change that it may go back to
Value = TypeVar("Value")
_LAST_YEAR = regex(r"上年|去年|上一年|年初预算|^\s*$|^预算")


@dataclass(frozen=True, slots=True)
class Shift:
    """A change told: by how much (万元), in which direction, by how many per cent.

    ``earlier`` are the amounts told before it that may be last year's, ``later`` those that may be what it came to.
    ``turned``: the percentage is told of the other direction.
    """

    text: str
    change: Decimal
    up: bool
    percent: Decimal | None
    earlier: tuple[Decimal, ...]
    later: tuple[Decimal, ...]
    year: int | None
    since: str
    turned: bool = False

    @property
    def signed(self) -> Decimal:
        """The change with its sign."""
        return self.change if self.up else -self.change

    @property
    def since_last_year(self) -> bool:
        """Told against the year before (较上年, or the year is not named)."""
        named = _YEAR.search(self.since)
        return bool(_LAST_YEAR.search(self.since)) or (named is not None and int(named[1]) + 1 == self.year)

    def percentages(self, own: Decimal | None) -> list[Decimal]:
        """What the percentage may be, by the amounts of the text and the form's own amount of this year."""
        after = [*self.later, *([own] if own is not None else [])]
        bases = [*(amount - self.signed for amount in reversed(after)), *reversed(self.earlier)]
        return [self.change / base * 100 for base in bases if base > 0]

    def fits(self, own: Decimal | None = None) -> bool:
        """The percentage told is one of those, to its last decimal; or none is told, or nothing to compare with."""
        if self.percent is None:
            return True
        step = Decimal(1).scaleb(min(0, int(self.percent.as_tuple().exponent)))
        found = self.percentages(own)
        return not found or any(abs(one - self.percent) < step for one in found)


def _in_ten_thousands(number: str, unit: str) -> Decimal:
    return Decimal(number.replace(",", "")) * MONEY[unit] / MONEY["万元"]


def shifts(text: str) -> list[Shift]:
    """Every change of money told in a text."""
    plain = normalised(text)
    changes = list(_CHANGE.finditer(plain))
    if not changes:
        return []
    told = _Told(plain)
    return [_shift(told, match) for match in changes]


class _Told:
    """What is told in a text, each kind once and in order: years, words for a year, amounts, ends of sentences."""

    def __init__(self, plain: str) -> None:
        self.years = _Places((m.start(), int(m[1])) for m in _YEAR.finditer(plain))
        self.words = _Places((m.start(), m[0]) for m in _WHEN.finditer(plain))
        self.money = _Places((m.start(), _in_ten_thousands(m["number"], m["unit"])) for m in _MONEY.finditer(plain))
        self.stops = _Places((place + 1, place + 1) for place, char in enumerate(plain) if char in "。\n")

    def amounts(self, start: int, end: int, year: int | None) -> list[tuple[Decimal, str]]:
        """The amounts between, the nearest of them, and which year each is told of."""
        near = self.money.between(start, end)[-_MOST_TOLD:]
        return [(amount, self._told_of(start, place, year)) for place, amount in near]

    def _told_of(self, start: int, place: int, year: int | None) -> str:
        """By the last word for a year before it: ``before``, ``now``, or nothing."""
        word = self.words.last(place, since=start)
        if word is None:
            return ""
        if word[:2].isdigit():
            return "now" if year is None or int(word[:4]) == year else "before"
        return "before" if word in ("上年", "去年") else "now"


class _Places(Generic[Value]):
    """Values by their place in a text, in order."""

    def __init__(self, found: Iterable[tuple[int, Value]]) -> None:
        self._found = list(found)
        self._places = [place for place, _ in self._found]

    def between(self, start: int, end: int) -> list[tuple[int, Value]]:
        """Those that begin in between."""
        return self._found[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def last(self, end: int, since: int = 0) -> Value | None:
        """The last one that begins before ``end``, and not before ``since``."""
        at = bisect_left(self._places, end) - 1
        return self._found[at][1] if at >= 0 and self._places[at] >= since else None


def _shift(told: _Told, match: re.Match[str]) -> Shift:
    year = told.years.last(match.start())
    amounts = told.amounts(told.stops.last(match.start() + 1) or 0, match.start(), year)
    up, again = match["word"] in _UP.split("|"), match["again"] or ""
    return Shift(
        text=match[0].replace(";", "，"),
        change=_in_ten_thousands(match["number"], match["unit"]),
        up=up,
        percent=Decimal(match["percent"]) if match["percent"] else None,
        earlier=tuple(amount for amount, when in amounts if when == "before" or (not when and len(amounts) > 1)),
        later=tuple(amount for amount, when in amounts if when != "before"),
        year=year,
        since=match["since"],
        turned=bool(again) and (again in (*_DOWN.split("|"), "降幅", "下降率")) == up,
    )


def amounts_by_year(text: str) -> dict[int, list[Decimal]]:
    """The amounts (万元) told of each year: those between the year's name and the next one's. Changes do not count."""
    plain = _CHANGE.sub(" ", normalised(text))
    years = list(_YEAR.finditer(plain))
    found: dict[int, list[Decimal]] = {}
    for number, match in enumerate(years):
        stop = years[number + 1].start() if number + 1 < len(years) else len(plain)
        amounts = [_in_ten_thousands(m["number"], m["unit"]) for m in _MONEY.finditer(plain, match.end(), stop)]
        found.setdefault(int(match[1]), []).extend(amounts)
    return found
