"""Changes told in texts: ``比上年增加43.82万元，增加9.36%``, ``2024年较上年压减预算6.14万元``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from models.rules.arithmetic import MONEY, NUMBER_PATTERN, normalised

_UP = "增加|增长|上升|提高|调增|追加"
_DOWN = "减少|压减|下降|降低|调减|核减|压缩|缩减|节约"
_AMOUNT = rf"(?P<number>{NUMBER_PATTERN})\s*(?P<unit>亿元|万元|元)"
_MONEY = re.compile(_AMOUNT)
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_CHANGE = re.compile(
    rf"(?:同比|较|比)(?P<since>[^;。\n]{{0,14}}?)(?P<word>{_UP}|{_DOWN})[^;。\d\n]{{0,6}}?{_AMOUNT}"
    rf"(?:[;,、(]?\s*(?:{_UP}|{_DOWN}|增幅|降幅|增长率|下降率)[^;。\d\n]{{0,4}}(?P<percent>\d+(?:\.\d+)?)\s*%)?"
)
_LAST_YEAR = re.compile(r"上年|去年|上一年|年初预算|^\s*$|^预算")


@dataclass(frozen=True, slots=True)
class Shift:
    """A change told: by how much (万元), in which direction, by how many per cent, and the amounts told before it."""

    text: str
    change: Decimal
    up: bool
    percent: Decimal | None
    amounts: tuple[Decimal, ...]
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

    def percentage_of(self, amount: Decimal) -> Decimal | None:
        """The percentage, when ``amount`` is what it came to after the change."""
        before = amount - self.signed
        return (self.change / before * 100).quantize(Decimal("0.01"), ROUND_HALF_UP) if before > 0 else None

    def fits(self, amounts: Iterable[Decimal]) -> bool:
        """The percentage is right for one of the amounts, taken as what was before or what came after."""
        if self.percent is None:
            return True
        places = max(0, -int(self.percent.as_tuple().exponent))
        step = Decimal(1).scaleb(-places)
        for amount in amounts:
            for before in (amount - self.signed, amount):
                if before > 0 and abs(self.change / before * 100 - self.percent) < step:
                    return True
        return False


def _in_ten_thousands(number: str, unit: str) -> Decimal:
    return Decimal(number.replace(",", "")) * MONEY[unit] / MONEY["万元"]


def shifts(text: str) -> list[Shift]:
    """Every change of money told in a text."""
    plain = normalised(text)
    found = []
    for match in _CHANGE.finditer(plain):
        sentence = max(plain.rfind(stop, 0, match.start()) for stop in "。\n") + 1
        before = [_in_ten_thousands(m["number"], m["unit"]) for m in _MONEY.finditer(plain, sentence, match.start())]
        years = _YEAR.findall(plain[: match.start()])
        percent = Decimal(match["percent"]) if match["percent"] else None
        change = _in_ten_thousands(match["number"], match["unit"])
        up = match["word"] in _UP.split("|")
        year = int(years[-1]) if years else None
        found.append(Shift(match[0].replace(";", "，"), change, up, percent, tuple(before), year, match["since"]))
    return found


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
