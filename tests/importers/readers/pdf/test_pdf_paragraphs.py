"""Lines of running text that were wrapped are one paragraph again, and what was begun anew is another."""

from __future__ import annotations

import pytest

from importers.readers.pdf.centred import rows_of
from importers.readers.pdf.lines_of_text import TextLine
from importers.readers.pdf.paragraphs import paragraphs
from importers.readers.pdf.ruled import PageTable
from tests.importers.readers.pdf.sheet_of_paper import line, table

FULL = "一二三四五六七八九十甲乙"  # as wide as text that runs must be at least


def said(*parts: TextLine | PageTable) -> list[str]:
    return [part.text if isinstance(part, TextLine) else "表" for part in paragraphs(parts)]


@pytest.mark.parametrize(
    ("down", "right", "size", "goes_on"),
    [
        (15, 0, 10, True),
        (25.9, 0, 10, True),  # 2.6 heights below
        (26, 0, 10, False),
        (0, 0, 10, False),  # beside it
        (15, 11.9, 10, True),
        (15, 12, 10, False),  # further in: a paragraph begins
        (15, 0, 10.5, True),
        (15, 0, 9.5, True),
        (15, 0, 10.7, False),
        (15, 0, 9.3, False),
    ],
)
def test_a_line_goes_on_in_the_next(down: float, right: float, size: float, goes_on: bool) -> None:
    parts = line(FULL, 50, 100), line("丙丁", 50 + right, 100 + down, size)
    assert said(*parts) == ([f"{FULL}丙丁"] if goes_on else [FULL, "丙丁"])


@pytest.mark.parametrize(("text", "goes_on"), [("丙丁", True), ("二、丙丁", False), ("（1）丙", False), ("①丙", False)])
def test_what_is_numbered_begins_anew(text: str, goes_on: bool) -> None:
    assert len(said(line(FULL, 50, 100), line(text, 50, 115))) == (1 if goes_on else 2)


def test_a_line_that_was_ended_early_does_not_go_on() -> None:
    wide = line(FULL, 50, 100)
    assert said(wide, line("丙丁", 50, 115), line("戊己", 50, 130)) == [f"{FULL}丙丁", "戊己"]
    assert said(wide, line(FULL, 50, 115), line("戊己", 50, 130)) == [f"{FULL}{FULL}戊己"]


@pytest.mark.parametrize(("count", "runs"), [(11, False), (12, True)])
def test_what_is_narrow_is_no_running_text(count: int, runs: bool) -> None:
    assert len(said(line(FULL[:count], 50, 100), line("丙丁", 50, 115))) == (1 if runs else 2)


def test_the_edges_are_those_of_all_that_stands_on_the_page() -> None:
    narrow = line("一二三", 50, 100), line("丙丁", 50, 115)
    assert said(*narrow, table([["甲"]], (50, 300))) == ["一二三", "丙丁", "表"]
    assert said(*narrow, table([["甲"]], (20, 80))) == ["一二三", "丙丁", "表"]
    further_in = line(FULL, 62, 100), line("丙丁", 62, 115)
    assert said(*further_in) == [f"{FULL}丙丁"]
    assert said(*further_in, table([["甲"]], (50, 180))) == [FULL, "丙丁", "表"]


def test_a_table_parts_lines_and_keeps_its_place() -> None:
    parts = line(FULL, 50, 100), table([["甲"]], (50, 170)), line("丙丁", 50, 115), line("戊己", 50, 160)
    assert said(*parts) == [FULL, "表", "丙丁", "戊己"]
    assert said() == []


@pytest.mark.parametrize(
    ("half", "left", "rows"),
    [
        (7, 50, ["填报人：甲乙丙丁 电话：一二 日期：三四"]),
        (7.9, 50, ["填报人：甲乙丙丁 电话：一二 日期：三四"]),
        (8, 50, ["填报人：甲乙", "电话：一二 日期：三四", "丙丁"]),  # lines one below the other
        (7, 150, ["填报人：甲乙 电话：一二 日期：三四", "丙丁"]),  # under the text of the line above
    ],
)
def test_a_text_of_two_lines_beside_others_of_one_is_whole(half: float, left: float, rows: list[str]) -> None:
    row = line("电话：一二　日期：三四".replace("　", "   "), 150, 100 + half)
    lines = [line("填报人：甲乙", 50, 100), row, line("丙丁", left, 100 + 2 * half)]
    assert [one.text for one in rows_of(lines)] == rows


@pytest.mark.parametrize(
    ("over", "under", "text"),
    [
        ("甲乙", "丙丁戊己", "甲乙丙丁戊己"),
        ("甲乙", "丙丁戊己庚辛", "甲乙 丙丁戊己庚辛"),  # the first would have had room for more
        ("甲乙丙丁戊己庚辛壬癸一二", "2026年3月1日", "甲乙丙丁戊己庚辛壬癸一二 2026年3月1日"),
        ("甲乙丙丁戊己庚辛壬癸一二", "2026年3月", "甲乙丙丁戊己庚辛壬癸一二2026年3月"),
    ],
)
def test_what_begins_anew_below_stands_behind_a_blank(over: str, under: str, text: str) -> None:
    lines = [line(over, 50, 100), line("电话", 350, 107), line(under, 50, 114)]
    assert [one.text for one in rows_of(lines)] == [f"{text} 电话"]
