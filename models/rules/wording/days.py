"""Days told in texts: ``10月底前全线通水``, ``2026年11月20日前``, and the words each stands with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.python import regex, remembered
from models.rules.wording.arithmetic import normalised

LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_THIRDS = {"上": 10, "中": 20, "下": 31}
_DAY = regex(
    r"(?:(?P<year>20\d\d)年)?(?:(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?:份)?(?:(?P<day>[1-3]?\d)[日号]|(?P<third>[上中下])旬"
    r"|(?P<end>[底末]))?|(?P<turn>年[底末])(?!的|余|数))(?:之前|以前|前|之内|以内|内)?"
)
_CLAUSES = regex(r"[,;:。!?\n、]")
_RANGE = regex(r"\s*(?:[-—~至到])")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a text: its month, its day (0 where only the month is told), the words of its clause around it."""

    text: str
    year: int | None
    month: int
    day: int
    before: str
    after: str

    @property
    def phrase(self) -> str:
        """The day with the words around it."""
        return f"{self.before[-12:]}{self.text}{self.after[:12]}"

    def differs(self, other: Day) -> bool:
        """Surely another day: another month, or another day where both tell one."""
        if self.month != other.month:
            return True
        return bool(self.day and other.day) and self.day != other.day


@remembered
def days(text: str) -> tuple[Day, ...]:
    """Every day of a text that stands for itself: none that begins or ends a span (3月至11月)."""
    if "月" not in text and "年底" not in text and "年末" not in text:
        return ()
    return tuple(one for clause in _CLAUSES.split(normalised(text)) for one in _in_clause(clause))


def _in_clause(clause: str) -> Iterator[Day]:
    found = list(_DAY.finditer(clause))
    for place, match in enumerate(found):
        if _RANGE.match(clause, match.end()) or clause[: match.start()].endswith(("-", "—", "~", "至", "到")):
            continue
        start = found[place - 1].end() if place else 0
        stop = found[place + 1].start() if place + 1 < len(found) else len(clause)
        month = 12 if match["turn"] else int(match["month"])
        year = int(match["year"]) if match["year"] else None
        yield Day(match[0], year, month, _day(match, month), clause[start : match.start()], clause[match.end() : stop])


def _day(match: re.Match[str], month: int) -> int:
    """The day of the month; its last day is 31 in every month."""
    if match["turn"] or match["end"]:
        return 31
    day = int(match["day"]) if match["day"] else _THIRDS.get(match["third"] or "", 0)
    return 31 if day == LENGTHS[month - 1] else day
