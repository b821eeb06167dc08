"""What is typed to find a word: its characters, its pinyin, the initials."""

from __future__ import annotations

import pytest

from ui.ground.spelling import begins, fits


@pytest.mark.parametrize(
    "typed",
    ["", "导出", "出 ex", "EXCEL", "dc", "DaoChu", "daoc", "dchu", "excel", "cexc", "dcex", "dao chu"],
)
def test_what_finds_a_word(typed: str) -> None:
    assert fits(typed, "导出 Excel、PDF…")


@pytest.mark.parametrize("typed", ["出导", "cd", "dcp", "daochuu", "do", "导c", "dc!", "hu"])
def test_what_does_not_find_it(typed: str) -> None:
    assert not fits(typed, "导出 Excel、PDF…")


def test_a_character_of_two_sounds_is_found_by_both() -> None:
    assert all(fits(typed, "重复行") for typed in ("cfx", "zfx", "cfh", "chongfuhang"))


def test_a_text_without_end_is_looked_at_as_far_as_a_person_reads_it() -> None:
    assert not fits("zw", "年" * 200_000 + "中文")
    assert fits("中文", "年" * 200_000 + "中文")


def test_what_a_word_begins_with() -> None:
    assert all(begins(typed, "导出 Excel、PDF…") for typed in ("", "导", "dc", "daochu e", "导出e"))
    assert not any(begins(typed, "导出 Excel、PDF…") for typed in ("出", "excel", "cex", "pdf", "导c"))
