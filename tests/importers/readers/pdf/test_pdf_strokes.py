"""What is on a page, before anybody reads it: how it lies, which letters and strokes count, to the point."""

from __future__ import annotations

import math
import unicodedata
from typing import Any, cast

import pytest

from importers.readers.pdf import drawn
from importers.readers.pdf.characters import character
from importers.readers.pdf.document import _parts
from importers.readers.pdf.drawn import Glyph, Line
from importers.readers.pdf.lines_of_text import TextLine
from importers.readers.pdf.ruled import PageTable
from models.heed import no_heed
from tests.importers.readers.pdf.sheet_of_paper import grid, letters, page

# --- how the page lies ------------------------------------------------------------------------------------------------


class Sheet:
    """A sheet whose visible part does not begin at its corner."""

    def __init__(self, rotation: int) -> None:
        self.rotation = rotation

    def get_cropbox(self) -> tuple[float, float, float, float]:
        return 10, 20, 210, 320

    def get_rotation(self) -> int:
        return self.rotation


@pytest.mark.parametrize(
    ("rotation", "turned", "size", "corner"),
    [
        (0, 0, (200, 300), (0, 300)),
        (90, 0, (300, 200), (0, 0)),
        (180, 0, (200, 300), (200, 0)),
        (270, 0, (300, 200), (300, 200)),
        (0, 1, (300, 200), (0, 0)),
        (90, -1, (200, 300), (0, 300)),
        (270, 2, (300, 200), (0, 0)),
    ],
)
def test_a_part_of_a_sheet_however_it_lies(
    rotation: int, turned: int, size: tuple[float, float], corner: tuple[float, float]
) -> None:
    view = drawn._View(cast(Any, Sheet(rotation)), turned)
    assert (view.width, view.height) == size
    assert view.point(10, 20) == corner, "its lower left"
    left, top, right, bottom = view.box(30, 60, 31, 62)
    assert (right - left, bottom - top) == ((1, 2) if size == (200, 300) else (2, 1))
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]


# --- letters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [0x2F00, 0x2F01, 0x2FD5])
def test_every_radical_is_the_character_that_is_meant(code: int) -> None:
    assert character("", code) == unicodedata.normalize("NFKC", chr(code)) != chr(code)


@pytest.mark.parametrize("code", [0x2EFF, 0x2FD6, 0x2E7F, 0x2EF4, ord("㎡"), ord("①"), ord("甲")])
def test_what_is_no_radical_stays(code: int) -> None:
    assert character("", code) == chr(code)


@pytest.mark.parametrize(
    ("high", "code", "text"),
    [("\ud840", 0xDC00, "𠀀"), ("\ud840", 0xDFFF, "𠏿"), ("\ud840", 0x7532, "甲"), ("", 0xDC00, "\udc00")],
)
def test_halves_of_a_character(high: str, code: int, text: str) -> None:
    assert character(high, code) == text


@pytest.mark.parametrize(
    ("quarters", "seen"),
    [
        (0, 0),
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 0),
        (0.059, 0),
        (0.061, None),
        (0.94, None),
        (0.942, 1),
        (3.95, 0),
        (0.5, None),
    ],
)
def test_letters_stand_in_quarters_of_a_turn_or_slanted(quarters: float, seen: int | None) -> None:
    assert drawn._quarter(quarters * math.pi / 2) == seen


def glyph(text: str, x: float, y: float, width: float = 10) -> Glyph:
    return Glyph(text, x, y, x + width, y + 10, 10)


@pytest.mark.parametrize(
    ("dx", "dy", "count"),
    [
        (0, 0, 1),
        (2.4, 0, 1),
        (2.5, 0, 2),
        (-2.4, 0, 1),
        (0, 2.4, 1),
        (0, -2.4, 1),
        (0, 2.5, 2),
        (2.4, -2.4, 1),
        (20, 0, 2),
    ],
)
def test_the_same_letter_nearly_at_the_same_place_is_one(dx: float, dy: float, count: int) -> None:
    assert len(drawn._once(iter([glyph("甲", 100, 100), glyph("甲", 100 + dx, 100 + dy)]))) == count
    assert len(drawn._once(iter([glyph("甲", 100, 100), glyph("乙", 100 + dx, 100 + dy)]))) == 2


def test_a_narrow_letter_may_stand_close_to_its_like() -> None:
    assert len(drawn._once(iter([glyph("1", 100, 100, 4), glyph("1", 101.5, 100, 4)]))) == 2
    assert len(drawn._once(iter([glyph("1", 100, 100, 0.1), glyph("1", 100.2, 100, 0.1)]))) == 1


# --- lines ------------------------------------------------------------------------------------------------------------


def lines() -> drawn._Lines:
    return drawn._Lines(drawn._View(cast(Any, Sheet(0))), drawn.Strokes())


@pytest.mark.parametrize(
    ("to", "kind"),
    [
        ((100, 0), "flat"),
        ((100, 0.9), "flat"),
        ((100, 1), ""),
        ((24, 1), "slanted"),
        ((1.1, 0), "flat"),
        ((1, 0), "slanted"),
        ((0, 100), "upright"),
        ((0.9, 100), "upright"),
        ((1, 100), ""),
        ((0, 1.1), "upright"),
        ((0, 1), "slanted"),
        ((24.9, 24.9), "slanted"),
        ((25, 24), ""),
        ((24, 25), ""),
        ((-100, 0), "flat"),
    ],
)
def test_a_stroke_is_flat_upright_a_tick_or_nothing(to: tuple[float, float], kind: str) -> None:
    found = lines()
    found._strokes([(50, 50), (50 + to[0], 50 + to[1])], 0)
    assert [len(found.horizontals), len(found.verticals), len(found.slanted)] == [
        int(kind == name) for name in ("flat", "upright", "slanted")
    ]
    across, down = sorted((50, 50 + to[0])), sorted((50, 50 + to[1]))
    if kind in ("flat", "slanted"):
        assert [*found.horizontals, *found.slanted] == [Line(sum(down) / 2, *across)]
    if kind == "upright":
        assert found.verticals == [Line(sum(across) / 2, *down)]


@pytest.mark.parametrize(
    ("width", "height", "kind"),
    [
        (100, drawn.THIN, "flat"),
        (100, drawn.THIN + 0.1, ""),
        (drawn.THIN, 100, "upright"),
        (drawn.THIN + 0.1, 100, ""),
        (drawn.THIN, drawn.THIN, ""),
        (drawn.THIN + 0.1, drawn.THIN, "flat"),
        (100, 0, "flat"),
    ],
)
def test_a_thin_filling_is_a_line(width: float, height: float, kind: str) -> None:
    found = lines()
    found._filling([(50, 50), (50 + width, 50), (50 + width, 50 + height), (50, 50 + height), (50, 50)])
    assert found.horizontals == ([Line(50 + height / 2, 50, 50 + width, height)] if kind == "flat" else [])
    assert found.verticals == ([Line(50 + width / 2, 50, 50 + height, width)] if kind == "upright" else [])


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        ([(10, 0, 50), (10, 50, 90)], [(10, 0, 90)]),
        ([(10, 0, 50), (10, 52, 90)], [(10, 0, 90)]),
        ([(10, 0, 50), (10, 52.1, 90)], [(10, 0, 50), (10, 52.1, 90)]),
        ([(10, 52.1, 90), (10, 0, 50)], [(10, 0, 50), (10, 52.1, 90)]),
        ([(10, 0, 90), (10, 20, 30)], [(10, 0, 90)]),
        ([(10, 0, 50, 0.5), (10, 50, 90, 0.9)], [(10, 0, 90, 0.9)]),
        ([(10, 0, 50), (11.5, 40, 90)], [(10.75, 0, 90)]),
        ([(10, 0, 50), (11.7, 40, 90)], [(10, 0, 50), (11.7, 40, 90)]),
        ([(10, 0, 50), (11, 0, 50), (11.7, 0, 50)], [(10.5, 0, 50), (11.7, 0, 50)]),
        ([], []),
    ],
)
def test_pieces_of_a_line_are_one(pieces: list[tuple[float, ...]], whole: list[tuple[float, ...]]) -> None:
    assert drawn._merged([Line(*one) for one in pieces]) == tuple(Line(*one) for one in whole)


def test_one_movement_after_another() -> None:
    turned, moved = (0.0, 1.0, -1.0, 0.0, 0.0, 0.0), (2.0, 0.0, 0.0, 3.0, 5.0, 7.0)
    assert drawn._applied(turned, (1, 2)) == (-2, 1)
    assert drawn._applied(moved, (1, 2)) == (7, 13)
    assert drawn._applied(drawn._times(turned, moved), (1, 2)) == (1, 10)
    both = drawn._times((1, 2, 3, 4, 5, 6), (7, 8, 9, 10, 11, 12))
    assert both == (25, 28, 57, 64, 100, 112)


# --- parts in their order ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("low", "guessed"), [(0, 0), (1, 0), (1.1, 1)])
def test_lines_that_end_where_a_table_begins_stand_above_it(low: float, guessed: int) -> None:
    flat, upright = grid((300, 400), (100, 112))
    above = [*letters("甲", 50, 75 + low), *letters("乙", 150, 75 + low)]
    above += [*letters("丙", 50, 90 + low), *letters("丁", 150, 90 + low)]
    below = [*letters("戊", 50, 113), *letters("己", 150, 113), *letters("庚", 302, 101, 8)]
    found = _parts(page([*above, *below], flat, upright), 1, no_heed).parts
    tables = [one for one in found if isinstance(one, PageTable)]
    assert [one.guessed for one in tables].count(True) == guessed
    assert sum(isinstance(one, TextLine) for one in found) == (0 if guessed else 3)
