"""Columns of the years of a plan side by side: which of them is the year's, and which all of them together."""

from __future__ import annotations

from collections.abc import Sequence

from importers.forms.columns.drawn_heads import Column
from importers.words.listed import words
from models.python import regex

LONG_TARGET = "indicator.target.long_term"
_TARGET = "indicator.target"
_YEAR = regex(r"^indicator\.history\.((?:19|20)\d\d)$")
_LEAST = 2  # years of a plan


def year_of(path: str) -> int | None:
    """The year whose values a column holds, by its path; None for others."""
    found = _YEAR.match(path)
    return int(found[1]) if found else None


def planned(columns: list[Column]) -> list[Column]:
    """2025年目标值 | 2026年目标值 | 三年总体目标值, 2024年完成值 | 2025年目标值 | 2026年目标值: the first year of the
    plan is the form's, later ones are nobody's."""
    columns = _with_whole(columns)
    paths = [column.path for column in columns]
    if _TARGET in paths or (LONG_TARGET not in paths and not _goes_on_from_results(columns)):
        return columns
    years = {n: year for n, column in enumerate(columns) if column.head.plan_year and (year := year_of(column.path))}
    if not years:
        return columns
    first = min(years, key=lambda n: years[n])
    meant = dict.fromkeys(years, "?") | {first: _TARGET}
    return [column._replace(path=meant.get(n, column.path)) for n, column in enumerate(columns)]


def _goes_on_from_results(columns: Sequence[Column]) -> bool:
    """The year before all of a plan, of several years, has a column of what was reached."""
    years = [(year, column.head) for column in columns if (year := year_of(column.path))]
    plan = sorted(year for year, head in years if head.plan_year and head.ends_as_value)
    reached = [year for year, head in years if not head.plan_year]
    return len(plan) >= _LEAST and bool(reached) and max(reached) == plan[0] - 1


def _with_whole(columns: Sequence[Column]) -> list[Column]:
    """The columns, with one nobody has listed that is headed as the values of the whole time (三年总体目标值)."""
    whole = [n for n, column in enumerate(columns) if column.path == "?" and _is_whole(column)]
    beside = any(year_of(column.path) or column.path == _TARGET for column in columns)
    if not beside or any(column.path == LONG_TARGET for column in columns):
        return list(columns)
    return [column._replace(path=LONG_TARGET) if n in whole[:1] else column for n, column in enumerate(columns)]


def _is_whole(column: Column) -> bool:
    """Headed as values of more than the year: 项目完成后目标值."""
    head = column.head
    return head.ends_as_value and (head.long_term or any(word in head.norm for word in words("whole_time")))


def year_taken(columns: Sequence[Column]) -> tuple[int, bool] | None:
    """The year of a plan that was taken for the form's, and whether others stand beside it; None for other columns."""
    years = [column.head.plan_year for column in columns if column.path in (_TARGET, "?")]
    own = next((column.head.plan_year for column in columns if column.path == _TARGET), None)
    return (own, len([year for year in years if year]) >= _LEAST) if own else None


def years_beside(columns: Sequence[Column]) -> bool:
    """Earlier years' columns are headed as the values aimed at, not as what was reached: which year's is the form's?"""
    own = any(column.path == _TARGET and column.head.plan_year for column in columns)
    return own and any(year_of(one.path) and one.head.plan_year and one.head.ends_as_value for one in columns)
