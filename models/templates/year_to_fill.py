"""Which year a form is of where nothing says so. Without models, for the window's first page too."""

from __future__ import annotations

from datetime import date

FIRST_MONTH = 8  # in which forms of the year to come are filled in


def year_to_fill(day: date) -> int:
    """The year of the forms that are filled in on a day: from August on those of the year to come (ADR 0031)."""
    return day.year + (day.month >= FIRST_MONTH)
