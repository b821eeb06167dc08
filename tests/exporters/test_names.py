"""Names that every system and Excel take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.names import safe_file_name, safe_sheet_name

REFUSED_BY_WINDOWS = set('\\/:*?"<>|') | {chr(code) for code in range(32)}
REFUSED_BY_EXCEL = set("[]:*?/\\")
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=300) | st.text(
    ".:*?\"<>|/\\[]' \n\tCONa一", max_size=40
)


@given(st.lists(ANY_TEXT, max_size=6))
def test_any_titles_make_distinct_file_names(titles: list[str]) -> None:
    taken: set[str] = set()
    for title in titles:
        name = safe_file_name(title, taken)
        assert name
        assert name.casefold() not in {other.casefold() for other in taken}
        assert not REFUSED_BY_WINDOWS & set(name)
        assert name == name.strip(" .")
        assert len(name.encode()) <= 200
        taken.add(name)


@given(st.lists(ANY_TEXT, max_size=6))
def test_any_titles_make_distinct_sheet_names(titles: list[str]) -> None:
    taken: set[str] = set()
    for title in titles:
        name = safe_sheet_name(title, taken)
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert name.casefold() not in {other.casefold() for other in taken}
        assert not REFUSED_BY_EXCEL & set(name)
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"
        taken.add(name)


def test_a_clean_title_stays_as_it_is() -> None:
    title = "2026年部门（单位）整体支出绩效目标申报表"
    assert safe_file_name(title) == title
    assert safe_sheet_name(title) == title


def test_refused_characters_stay_readable() -> None:
    assert safe_file_name("成本<=1万元/人:试行") == "成本＜=1万元／人：试行"


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "LPT9", "aux.表", "COM¹", "con .x", "CONIN$"])
def test_device_names_of_windows_are_avoided(name: str) -> None:
    assert safe_file_name(name).startswith("_")


@pytest.mark.parametrize("name", ["CONTRACT", "控制con", "COM10", "null"])
def test_names_that_only_look_like_devices_stay(name: str) -> None:
    assert safe_file_name(name) == name


@pytest.mark.parametrize("title", ["", "   ", "...", "\x00\n", "'", "\ud800"])
def test_nothing_left_still_gives_a_name(title: str) -> None:
    assert safe_file_name(title)
    assert safe_sheet_name(title)


def test_names_that_differ_only_in_case_count_as_taken() -> None:
    assert safe_file_name("abc", {"ABC"}) == "abc（2）"
    assert safe_file_name("abc", {"ABC", "abc（2）"}) == "abc（3）"


def test_long_titles_keep_their_distinguishing_end() -> None:
    start = "示例市综合服务中心2026年度部门预算项目支出绩效目标申报表"
    names = [safe_sheet_name(f"{start}（{what}）") for what in ("服务大厅运行经费", "聘请法律顾问经费")]
    assert len(set(names)) == 2
    assert all("经费）" in name for name in names)


def test_long_equal_titles_become_distinct_when_shortened() -> None:
    taken: set[str] = set()
    for _ in range(12):
        taken.add(safe_sheet_name("长" * 60, taken))
    assert len({name.casefold() for name in taken}) == 12


def test_text_direction_marks_cannot_disguise_a_name() -> None:
    assert "\u202e" not in safe_file_name("表\u202exslx.exe")
