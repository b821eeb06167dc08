"""Days as forms write them: 2026年1月31日, 2026-01-31, 2026.1.31; and those that no calendar has."""

from __future__ import annotations

import re
from datetime import date

from models.python import regex

_DAY = regex(
    r"(?<!\d)((?:19|20)\d\d)(?:\s*年\s*|\s*([-/.])\s*)(\d{1,2})(?!\d)(?:(?:\s*月\s*|\s*\2\s*)(\d{1,2})(?!\d)\s*日?|\s*月)?"
)


def no_such_day(text: str) -> str:
    """The first day (or month) in a text that no calendar has, as it is written; empty where all are days."""
    wrong = (found for found in _DAY.finditer(text) if _day(found) is None)
    return next((found[0].strip() for found in wrong), "")


def day_in(text: str) -> date | None:
    """The first whole day that a text names; None where it names none."""
    days = (_day(found) for found in _DAY.finditer(text) if found[4])
    return next((day for day in days if day is not None), None)


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[3]), int(found[4] or 1))
    except ValueError:
        return None


def written_like(day: date, text: str) -> str:
    """A day as the days in a text are written: with the same sign between, else in words."""
    found = _DAY.search(text)
    sign = found[2] if found else None
    if not sign:
        return f"{day.year}年{day.month}月{day.day}日"
    return sign.join((str(day.year), f"{day.month:02}", f"{day.day:02}"))
