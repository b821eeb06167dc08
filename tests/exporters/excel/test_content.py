"""What becomes of a text on its way into a cell of Excel."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exporters.clean import clean_text
from exporters.excel.content import (
    common_format,
    escaped,
    looks_like_formula,
    number_of,
    pieces,
    shown_as,
    text_format,
)
from exporters.excel.heights import lines_height, room, text_height, text_width


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("0", "0", "General"),
        ("12", "12", "General"),
        ("-12.50", "-12.50", "0.00########"),
        ("1,131.50", "1131.50", "#,##0.00########"),
        ("97.46%", "0.9746", "0.00########%"),
        ("1,200%", "12", "[=12]#,##0%;#,##0.0#########%"),
        ("123456789012345", "123456789012345", "[>=10000000000]0;[<=-10000000000]-0;General"),
        ("0.00", "0.00", "0.00########"),
    ],
)
def test_a_number_keeps_its_value_and_how_it_was_written(text: str, value: str, shown: str) -> None:
    """No format hides a digit of another number that is typed over it later."""
    assert number_of(text) == Decimal(value)
    assert common_format([text]) == shown
    assert shown_as(Decimal(value), shown) == text


@pytest.mark.parametrize(
    ("texts", "shown", "as_shown"),
    [
        (["1.5", "0.5", "512.06"], "0.00########", ["1.50", "0.50", "512.06"]),
        (["15", "0.50", "512.06"], "0.00########", ["15.00", "0.50", "512.06"]),
        (["15", "-3"], "General", ["15", "-3"]),
        (["15", "12345678901", "-12345678901"], "[>=10000000000]0;[<=-10000000000]-0;General", None),
        (["1,131", "15"], "[=15]#,##0;[=1131]#,##0;#,##0.0#########", None),
        (["1,131.5", "15"], "#,##0.0#########", ["1,131.5", "15.0"]),
        (["100%", "53.1%"], "0.0#########%", ["100.0%", "53.1%"]),
        (["100%", "50%"], "[=0.5]0%;[=1]0%;0.0#########%", None),
        (["100%", "50%", "25%"], "0.0#########%", ["100.0%", "50.0%", "25.0%"]),
    ],
)
def test_the_numbers_of_a_column_have_one_format(texts: list[str], shown: str, as_shown: list[str] | None) -> None:
    """As on paper, all with as many decimals as the longest."""
    assert common_format(texts) == shown
    assert [shown_as(number_of(text) or Decimal(), shown) for text in texts] == (as_shown or texts)
    typed = Decimal("0.12345")
    assert shown_as(typed, shown).rstrip("%") in ("0.12345", "12.345")


@pytest.mark.parametrize(
    "text",
    ["", "012", "1,23", "12,34.5", "1.", ".5", "+5", "-0", "-0.00", "1234567890123456", "1 2", "５", "1%%", "-", "1e5"],
)
def test_what_excel_would_show_otherwise_is_no_number(text: str) -> None:
    assert number_of(text) is None


def test_more_decimals_than_excel_keeps_are_text() -> None:
    assert number_of("0." + "0" * 14 + "1") == Decimal("0." + "0" * 14 + "1")
    assert number_of("0." + "0" * 15 + "1") is None


def test_text_that_looks_like_a_formula_is_known_by_its_first_sign() -> None:
    assert all(looks_like_formula(f"{sign}1") for sign in "=+-@")
    assert not any(looks_like_formula(text) for text in ("1=1", "", "≥1", " =1"))


def test_long_text_has_no_text_format() -> None:
    assert (text_format("字" * 255), text_format("字" * 256)) == ("@", "General")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\x1ci", "a\nb\nc\nd\ne\nf\ng\nh\ni"),
        ("a\tb", "a b"),
        ("a\x00b\x07c\x7fd\ufffee\ufdd0f\U0001ffffg", "abcdefg"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\ud83d x", "\ufffd x"),
        ("绩效\n目标 ~", "绩效\n目标 ~"),
    ],
)
def test_what_makes_a_file_unreadable_is_gone(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_what_excel_reads_as_an_escape_is_protected() -> None:
    assert escaped("_x0041_ _X0041_ _x41_ a_b") == "_x005F_x0041_ _X0041_ _x41_ a_b"
    assert escaped("_x0041_x0042_") == "_x005F_x0041_x005F_x0042_"


def test_text_is_cut_behind_a_sentence_where_one_ends_near() -> None:
    assert pieces("字" * 80, 80) == ["字" * 80]
    assert pieces("字" * 81, 80) == ["字" * 80, "字"]
    assert pieces("字" * 74 + "。" + "字" * 20, 80) == ["字" * 74 + "。", "字" * 20]
    far = "字" * 60 + "。" + "字" * 30
    assert pieces(far, 80) == [far[:80], far[80:]], "too far away"
    assert "".join(pieces("第一句。第二句！" * 99, 50)) == "第一句。第二句！" * 99


def test_rare_characters_take_two_places_of_a_cell() -> None:
    text = "\U00020bb7" * 16_384
    first, second = pieces(text)
    assert (len(first), len(second)) == (16_383, 1)


# --- how high a text stands -------------------------------------------------------------------------------------------


def test_lines_are_as_high_as_the_tallest_face_that_may_show_them() -> None:
    assert lines_height(1, 10) == pytest.approx(14.48 + 5, abs=0.8)
    for size in (9, 10, 11, 12, 16):
        assert lines_height(2, size) - lines_height(1, size) > 1.448 * size - 0.001
        assert lines_height(0, size) == 5


def test_the_room_of_a_cell_is_counted_in_letters() -> None:
    assert room(20, 10) == pytest.approx((160 - 6) / (10 * 96 / 72))
    assert room(0.1, 10) == 1, "at least one letter"
    assert text_width("字Wi") == pytest.approx(1 + 1.1 + 0.5)
    assert text_width("\U0001f600") == pytest.approx(1.4)


EM = {0.5: "il|", 0.55: "Jcsz", 0.6: "xvy_", 0.65: "059abSL", 0.7: "BCnu", 0.75: "AKRV", 0.8: "&DGU", 0.85: "#+<>w"}
WIDER = {0.9: "H", 1.0: "%@Mm字，", 1.1: "W", 1.4: "\U00020bb7"}


@pytest.mark.parametrize(("em", "letters"), (EM | WIDER).items())
def test_letters_are_as_wide_as_in_the_widest_face(em: float, letters: str) -> None:
    assert [text_width(letter) for letter in letters] == [pytest.approx(em)] * len(letters)


def line_count(text: str, em: float, *, song: bool = True) -> int:
    """Lines of a text of ten points in a cell that holds so many letters."""
    units = (em * 10 * 96 / 72 + 6) / 8
    height = text_height(text, units, 10, song=song)
    return round((height - 5) / (lines_height(1, 10) - 5))


@pytest.mark.parametrize(
    ("text", "em", "lines"),
    [
        ("字" * 10, 10.01, 1),
        ("字" * 11, 10.01, 2),
        ("字" * 20, 10.01, 2),
        ("字" * 21, 10.01, 3),
        ("字\n字", 10.01, 2),
        ("字\n\n字", 10.01, 3),
        ("", 10.01, 1),
        ("字" * 10 + "，", 10.01, 2),
        ("字" * 8 + "abcdef", 10.01, 2),
        ("W" * 30, 10.01, 4),
        ("\U0001f600" * 8, 10.01, 2),
    ],
)
def test_every_line_that_any_program_makes_is_counted(text: str, em: float, lines: int) -> None:
    assert line_count(text, em, song=False) == lines
