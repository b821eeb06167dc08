"""Days as forms write them, and those that no calendar has."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.wording.written_days import day_in, no_such_day, written_like


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2026年2月30日", "2026年2月30日"),
        ("2026-13", "2026-13"),
        ("2026.4.31前", "2026.4.31"),
        ("2026/1/1至2026/6/31", "2026/6/31"),
        ("2026年0月", "2026年0月"),
        ("2026年1月31日", ""),
        ("2024年2月29日", ""),
        ("2025年2月29日", "2025年2月29日"),
        ("2026-12-31", ""),
        ("2026年12月", ""),
        ("2026年1-12月", ""),
        ("2026年", ""),
        ("2026.01-2026.12", ""),
        ("2026-2027", ""),
        ("2026年3月—2026年11月", ""),
        ("1月5日", ""),
        ("年底争取", ""),
        ("", ""),
    ],
)
def test_a_day_that_no_calendar_has_is_found(text: str, wrong: str) -> None:
    assert no_such_day(text) == wrong


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年1月5日", date(2026, 1, 5)),
        ("于 2026 - 01 - 05 前", date(2026, 1, 5)),
        ("2026年1月", None),
        ("2026.2.30", None),
        ("", None),
    ],
)
def test_the_day_that_a_text_names(text: str, day: date | None) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("like", "text"),
    [
        ("", "2026年5月6日"),
        ("2025年1月", "2026年5月6日"),
        ("2025-1-2", "2026-05-06"),
        ("2025/01", "2026/05/06"),
        ("2025.1.2", "2026.05.06"),
    ],
)
def test_a_day_is_written_as_the_text_writes_days(like: str, text: str) -> None:
    assert written_like(date(2026, 5, 6), like) == text
