"""Changes told in texts: ``比上年增加43.82万元，增加9.36%``, ``2024年较上年压减预算6.14万元``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from models.rules.wording.arithmetic import MONEY, NUMBER_PATTERN, normalised

_UP = "增加|增长|上升|提高|调增|追加"
_DOWN = "减少|压减|下降|降低|调减|核减|压缩|缩减|节约"
_AMOUNT = rf"(?P<number>{NUMBER_PATTERN})\s*(?P<unit>亿元|万元|元)"
_MONEY = re.compile(_AMOUNT)
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_CHANGE = re.compile(
    rf"(?:同比|较|比)(?P<since>[^;。\n]{{0,14}}?)(?P<word>{_UP}|{_DOWN})[^;。\d\n]{{0,6}}?{_AMOUNT}"
    rf"(?:[;,、(]?\s*(?:{_UP}|{_DOWN}|增幅|降幅|增长率|下降率)[^;。\d\n]{{0,4}}(?P<percent>\d+(?:\.\d+)?)\s*%)?"
)
_WHEN = re.compile(r"20\d\d(?=\s*年)|上年|去年|今年|本年")
_LAST_YEAR = re.compile(r"上年|去年|上一年|年初预算|^\s*$|^预算")


@dataclass(frozen=True, slots=True)
class Shift:
    """A change told: by how much (万元), in which direction, by how many per cent.

    ``earlier`` are the amounts told before it that may be last year's, ``later`` those that may be what it came to.
    """

    text: str
    change: Decimal
    up: bool
    percent: Decimal | None
    earlier: tuple[Decimal, ...]
    later: tuple[Decimal, ...]
    year: int | None
    since: str

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
    return [_shift(plain, match) for match in _CHANGE.finditer(plain)]


def _shift(plain: str, match: re.Match[str]) -> Shift:
    years = _YEAR.findall(plain[: match.start()])
    year = int(years[-1]) if years else None
    sentence = max(plain.rfind(stop, 0, match.start()) for stop in "。\n") + 1
    told = [
        (_in_ten_thousands(m["number"], m["unit"]), _told_of(plain, sentence, m, year))
        for m in _MONEY.finditer(plain, sentence, match.start())
    ]
    return Shift(
        text=match[0].replace(";", "，"),
        change=_in_ten_thousands(match["number"], match["unit"]),
        up=match["word"] in _UP.split("|"),
        percent=Decimal(match["percent"]) if match["percent"] else None,
        earlier=tuple(amount for amount, when in told if when != "now"),
        later=tuple(amount for amount, when in told if when != "before"),
        year=year,
        since=match["since"],
    )


def _told_of(plain: str, start: int, money: re.Match[str], year: int | None) -> str:
    """Which year an amount is told of, by the last word for a year before it: ``before``, ``now``, or nothing."""
    words = _WHEN.findall(plain, start, money.start())
    if not words:
        return ""
    last = words[-1]
    if last[:2].isdigit():
        return "now" if year is None or int(last[:4]) == year else "before"
    return "before" if last in ("上年", "去年") else "now"


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
