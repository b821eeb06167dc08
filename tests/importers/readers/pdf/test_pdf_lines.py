"""What the lines of a page make, to the point: lines of letters, cells, merged cells, boxes, guessed columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from importers.readers.pdf.drawn import Glyph, Line
from importers.readers.pdf.guessed import guessed_parts
from importers.readers.pdf.lines_of_text import TextLine, is_full, joined, lines_of, text_between
from importers.readers.pdf.ruled import PageTable, tables_on
from tests.importers.readers.pdf.sheet_of_paper import grid, letters, line, page, spans, texts

# --- letters and lines of text ---


@pytest.mark.parametrize(
    ("lower", "count"),
    [(0, 1), (4, 1), (4.9, 1), (5, 2), (5.1, 2), (12, 2)],  # half a letter's height apart is another line
)
def test_letters_at_about_one_height_are_one_line(lower: float, count: int) -> None:
    assert len(lines_of([*letters("甲", 10, 100), *letters("乙", 30, 100 + lower)])) == count


def test_a_small_letter_beside_a_large_one_has_the_smaller_room() -> None:
    assert len(lines_of([*letters("甲", 10, 100, 20), *letters("乙", 40, 108, 10)])) == 1
    assert len(lines_of([*letters("甲", 10, 100, 20), *letters("乙", 40, 110, 10)])) == 2


def test_letters_are_read_from_the_left_and_lines_from_above() -> None:
    glyphs = [*letters("丁", 30, 130), *letters("乙", 30, 100), *letters("丙", 10, 131), *letters("甲", 20, 101)]
    assert [one.text for one in lines_of(glyphs)] == ["甲乙", "丙 丁"]


@pytest.mark.parametrize(("gap", "text"), [(0, "甲乙"), (4.5, "甲乙"), (4.6, "甲 乙"), (30, "甲 乙")])
def test_a_gap_between_letters_is_a_blank_when_it_is_wide(gap: float, text: str) -> None:
    assert lines_of([*letters("甲", 10, 100), *letters("乙", 20 + gap, 100)])[0].text == text


@pytest.mark.parametrize(
    ("pair", "gap", "text"),
    [("XG", 1.7, "XG"), ("XG", 1.9, "X G"), ("G5", 2, "G 5"), ("55", 2, "55"), ("5米", 2, "5米"), ("米G", 2, "米G")],
)
def test_blanks_between_latin_words_are_narrower(pair: str, gap: float, text: str) -> None:
    assert lines_of([*letters(pair[0], 10, 100), *letters(pair[1], 20 + gap, 100)])[0].text == text


def test_the_box_of_a_line_holds_all_its_letters() -> None:
    (found,) = lines_of([*letters("甲", 10, 100, 12), *letters("乙", 22, 103, 8)])
    assert (found.left, found.right, found.top, found.bottom, found.size) == (10, 30, 100, 112, 12)


@pytest.mark.parametrize(
    ("right", "full"),
    [
        (150, True),  # it ends at the edge
        (175, True),
        (175.9, True),
        (176, False),  # 2.6 letters of room: the person ended it
        (300, False),
    ],
)
def test_a_line_that_ends_near_the_edge_was_wrapped(right: float, full: bool) -> None:
    assert is_full(line("一二三四五六七八九十", 50, 100), -100, right) is full


@pytest.mark.parametrize(("left", "full"), [(50, True), (48.1, True), (48, False), (0, False)])
def test_a_narrow_place_wraps_everything(left: float, full: bool) -> None:
    assert is_full(line("一", 50, 100), left, 100) is full


@pytest.mark.parametrize(
    ("before", "after", "wrapped", "text"),
    [
        ("开展", "培训", True, "开展培训"),
        ("开展", "培训", False, "开展\n培训"),
        ("data", "base", True, "data base"),
        ("第a", "b期", True, "第a b期"),
        ("a", "数", True, "a数"),
        ("数", "a", True, "数a"),
        ("a1", "b", True, "a1b"),
        ("a", "1b", True, "a1b"),
        ("a", "b数", True, "a b数"),
        ("a", "b", True, "a b"),
        ("", "b", False, "b"),
        ("a", "", False, "a"),
    ],
)
def test_two_lines_as_one_text(before: str, after: str, wrapped: bool, text: str) -> None:
    assert joined(before, after, wrapped=wrapped) == text


def test_the_text_of_a_cell_knows_where_its_writer_began_a_line() -> None:
    glyphs = [*letters("一二三四五六七八", 52, 100), *letters("九十。", 52, 115), *letters("第二段", 52, 130)]
    assert text_between(glyphs, 50, 134)[:2] == ("一二三四五六七八九十。\n第二段", False)
    assert text_between(letters("一二三四五六七八", 52, 100), 50, 134)[:2] == ("一二三四五六七八", True)
    assert text_between([], 50, 134)[:2] == ("", False)


# --- tables by their lines ---


def one_table(glyphs: Sequence[Glyph], flat: Sequence[Line], upright: Sequence[Line]) -> PageTable:
    (found,), around = tables_on(page(glyphs, flat, upright), 3)
    assert around == []
    return found


def test_the_edges_of_a_table_and_where_it_stands() -> None:
    flat, upright = grid((50, 150, 250), (100, 120, 140))
    found = one_table(letters("甲", 60, 105), flat, upright)
    assert (found.page, found.top, found.bottom, found.xs, found.row_count) == (3, 100, 140, (50, 150, 250), 2)
    assert texts(found) == [["甲", ""], ["", ""]]


@pytest.mark.parametrize(
    ("x", "y", "place"),
    [
        (60, 105, (0, 0)),
        (149, 105, (0, 1)),
        (144, 105, (0, 0)),
        (60, 114, (0, 0)),
        (60, 116, (1, 0)),
        (240, 135, (1, 1)),
    ],
)
def test_a_letter_stands_where_its_middle_is(x: float, y: float, place: tuple[int, int]) -> None:
    flat, upright = grid((50, 150, 250), (100, 120, 140))
    found = one_table(letters("甲", x, y), flat, upright)
    assert {where for where, piece in found.cells.items() if piece.text} == {place}


@pytest.mark.parametrize(("short", "merged"), [(0, False), (1, False), (1.1, True)])
def test_a_place_without_a_wall_is_merged(short: float, merged: bool) -> None:
    flat, upright = grid((50, 150, 250), (100, 120, 140))
    upright[1] = Line(150, 110 + short, 140)
    found = one_table([*letters("甲", 60, 105), *letters("乙", 60, 125)], flat, upright)
    assert spans(found) == {"甲": (1, 2 if merged else 1), "乙": (1, 1)}


def test_merged_downwards_and_both_ways() -> None:
    flat, upright = grid((50, 150, 250, 350), (100, 120, 140, 160))
    flat[1] = Line(120, 150, 350)
    upright[2] = Line(250, 100, 120)
    flat[2] = Line(140, 50, 150)
    glyphs = [*letters("甲", 60, 105), *letters("乙", 160, 105), *letters("丙", 160, 125), *letters("丁", 60, 145)]
    assert spans(one_table(glyphs, flat, upright)) == {"甲": (2, 1), "乙": (1, 1), "丙": (2, 2), "丁": (1, 1)}


def test_places_that_make_no_rectangle_stay_single() -> None:
    flat, upright = grid((50, 150, 250), (100, 120, 140))
    upright[1] = Line(150, 120, 140)
    flat[1] = Line(120, 150, 250)
    glyphs = [*letters("甲", 60, 105), *letters("乙", 160, 105), *letters("丙", 60, 125), *letters("丁", 160, 125)]
    assert spans(one_table(glyphs, flat, upright)) == dict.fromkeys("甲乙丙丁", (1, 1))


@pytest.mark.parametrize(("off", "edges"), [(2.9, 3), (3.0, 3), (3.1, 4)])
def test_edges_that_nearly_meet_are_one(off: float, edges: int) -> None:
    flat, upright = grid((50, 150, 250), (100, 140))
    upright += [Line(150 + off, 100, 140)]
    found = one_table(letters("甲", 60, 105), flat, upright)
    assert len(found.xs) == edges
    assert edges == 4 or found.xs[1] == pytest.approx(150 + off / 2)


@pytest.mark.parametrize(("gap", "columns"), [(0, 2), (3, 2), (3.5, 1)])
def test_lines_that_nearly_touch_belong_together(gap: float, columns: int) -> None:
    flat, _ = grid((50, 150), (100, 140))
    upright = [Line(50, 100, 140), Line(150, 100, 140), Line(250, 100, 140)]
    right = [Line(100, 150 + gap, 250), Line(140, 150 + gap, 250)]
    found, _ = tables_on(page(letters("甲", 60, 105), [*flat, *right], upright), 1)
    assert [len(one.xs) - 1 for one in found] == [columns]


@pytest.mark.parametrize(("end", "meets"), [(97, True), (96.9, False)])
def test_a_wall_that_ends_short_of_the_floor(end: float, meets: bool) -> None:
    flat, walls = grid((50, 150), (100, 140))
    (found,), _ = tables_on(page(letters("甲", 60, 115), flat, [*walls, Line(100, 60, end)]), 1)
    assert (len(found.xs) == 3) is meets


def test_open_sides_end_where_the_lines_across_end() -> None:
    flat = [Line(y, 50, 250) for y in (100, 120, 140)]
    found = one_table(letters("甲", 60, 105), flat, [Line(150, 100, 140)])
    assert found.xs == (50, 150, 250)
    near = one_table(
        letters("甲", 60, 105), [Line(y, 50, 250) for y in (100, 120)], [Line(57, 90, 130), Line(200, 90, 130)]
    )
    assert near.xs == (57, 200, 250), "lines that stand out by less than 8 points draw no cell"


@pytest.mark.parametrize(
    ("between", "last", "cut"),
    [
        (0.5, 0.9, frozenset()),  # a frame
        (0.5, 0.5, None),
        (0.5, 0.7, None),
        (0.0, 0.9, None),  # nothing says how thick the others are
    ],
)
def test_a_heavier_rule_closes_a_row_that_ends(between: float, last: float, cut: frozenset[int] | None) -> None:
    flat, upright = grid((50, 150, 250), (100, 120, 140))
    flat[1:] = Line(120, 50, 250, between), Line(140, 50, 250, last)
    assert one_table(letters("甲", 60, 105), flat, upright).cut == cut
    upright[1] = Line(150, 100, 140, between)
    assert one_table(letters("甲", 60, 105), [flat[0], flat[2]], upright).cut == cut, "a single row"


def test_dashes_close_the_cells_that_go_on() -> None:
    flat, upright = grid((50, 150, 250), (100, 120, 140))
    dashes = [Line(140, x, x + 4, 0.5) for x in range(50, 250, 8)]
    assert one_table(letters("甲", 60, 105), [*flat[:2], *dashes], upright).cut == {0, 1}
    assert one_table(letters("甲", 60, 105), [*flat[:2], *dashes, Line(140, 50, 150)], upright).cut == {1}
    assert one_table(letters("甲", 60, 105), flat[:2], upright).cut is None, "open"


def test_two_tables_and_the_text_around_them() -> None:
    flat, upright = grid((50, 150), (100, 120))
    more_flat, more_upright = grid((50, 150), (200, 220))
    glyphs = [*letters("上", 60, 105), *letters("下", 60, 205), *letters("外", 60, 150)]
    found, around = tables_on(page(glyphs, [*more_flat, *flat], [*more_upright, *upright]), 1)
    assert [texts(one) for one in found] == [[["上"]], [["下"]]]
    assert [one.text for one in around] == ["外"]


def test_a_table_within_a_cell_keeps_its_own_letters_too() -> None:
    flat, upright = grid((50, 300), (100, 300))
    inner_flat, inner_upright = grid((100, 150, 200), (150, 180))
    glyphs = [*letters("外", 60, 105), *letters("内", 110, 160)]
    (outer,), around = tables_on(page(glyphs, [*flat, *inner_flat], [*upright, *inner_upright]), 1)
    assert around == []
    assert [texts(one) for one in outer.inner] == [[["内", ""]]]
    assert "外" in texts(outer)[0][0]


def test_lines_around_nothing_are_no_table() -> None:
    flat, upright = grid((50, 150), (100, 120))
    assert tables_on(page(letters("外", 60, 300), flat, upright), 1)[0] == []
    assert tables_on(page(letters("甲", 60, 105), flat, ()), 1)[0] == [], "a line under a text"
    assert tables_on(page(letters("甲", 60, 105), (), upright), 1)[0] == []


@pytest.mark.parametrize(
    ("size", "slanted", "sign"),
    [
        (12, (), "□"),
        (20, (), "□"),
        (12, (Line(106, 52, 60),), "☑"),
        (12, (Line(106, 200, 210),), "□"),  # beside it
        (12, (Line(300, 52, 60),), "□"),  # below it
        (12, (Line(106, 40, 50),), "□"),  # it ends where the box begins
        (12, (Line(106, 62, 70),), "□"),
        (12, (Line(100, 52, 60),), "☑"),
        (12, (Line(112, 52, 60),), "☑"),
    ],
)
def test_a_small_square_is_a_box_to_tick(size: float, slanted: tuple[Line, ...], sign: str) -> None:
    flat, upright = grid((50, 50 + size), (100, 100 + size))
    found, around = tables_on(page(letters("是", 80, 101), flat, upright, slanted), 1)
    assert found == []
    assert sorted(one.text for one in around) == sorted(["是", sign])
    (box,) = [one for one in around if one.text == sign]
    assert (box.left, box.top, box.right, box.bottom, box.size) == (50, 100, 50 + size, 100 + size, size)


def test_a_box_with_a_cross_of_lines_is_ticked_and_a_larger_one_is_a_cell() -> None:
    flat, upright = grid((50, 56, 62), (100, 112))
    assert [one.text for one in tables_on(page((), flat, upright), 1)[1]] == ["☑"]
    flat, upright = grid((50, 62), (100, 106, 112))
    assert [one.text for one in tables_on(page((), flat, upright), 1)[1]] == ["☑"]
    flat, upright = grid((50, 71), (100, 112))
    assert tables_on(page(letters("甲", 55, 101), flat, upright), 1)[1] == []
    flat, upright = grid((50, 62), (100, 121))
    assert tables_on(page(letters("甲", 51, 101), flat, upright), 1)[1] == []


# --- columns without lines ---


def guessed(*rows: tuple[float, str]) -> list[list[list[str]] | str]:
    """Lines (height, text; blanks are gaps of a letter) as the tables and lines they are taken for."""
    parts = guessed_parts([line(text, 50, y) for y, text in rows], 1)
    return [part.text if isinstance(part, TextLine) else texts(part) for part in parts]


def test_lines_that_keep_their_columns_are_a_table() -> None:
    assert guessed((100, "指标   上年   本年"), (115, "巡查   三次   五次"), (130, "培训   一次   二次")) == [
        [["指标", "上年", "本年"], ["巡查", "三次", "五次"], ["培训", "一次", "二次"]]
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ((100, "指标   上年"), (115, "巡查   三次")),  # two lines only
        ((100, "一段说明"), (115, "又一段话"), (130, "第三段话")),  # no columns
        ((100, "甲乙丙丁  戊"), (115, "甲  乙丙丁戊"), (130, "甲乙  丙丁戊")),  # the gaps do not meet
    ],
)
def test_other_lines_stay_lines(rows: tuple[tuple[float, str], ...]) -> None:
    found = guessed(*rows)
    assert [one for one in found if isinstance(one, list)] == []
    assert len(found) == len(rows)


def test_a_table_ends_where_lines_stand_apart_or_have_no_columns() -> None:
    rows = [(100.0, "指标   上年"), (115.0, "巡查   三次"), (130.0, "培训   一次")]
    assert guessed((80, "以下各项为汇总情况"), *rows, (145, "以上各项已经核对过")) == [
        "以下各项为汇总情况",
        [["指标", "上年"], ["巡查", "三次"], ["培训", "一次"]],
        "以上各项已经核对过",
    ]


def test_texts_that_stand_one_further_right_than_the_other_are_no_columns() -> None:
    lines = [line("一段说明", 50 + 100 * number, 100 + 15 * number) for number in range(3)]
    assert list(guessed_parts(lines, 1)) == lines


@pytest.mark.parametrize(("step", "tables"), [(20, 1), (34.9, 1), (35, 0)])
def test_lines_far_apart_are_no_table(step: float, tables: int) -> None:
    found = guessed(*((100 + step * number, "指标   上年") for number in range(3)))
    assert len([one for one in found if isinstance(one, list)]) == tables


def test_a_row_of_two_lines_is_one_row() -> None:
    lines = [(100.0, "指标   说明"), (120.0, "巡查   每月"), (132.0, "记录   一次"), (152.0, "培训   每季")]
    assert guessed(*lines) == [[["指标", "说明"], ["巡查记录", "每月一次"], ["培训", "每季"]]]


@pytest.mark.parametrize(("gap", "columns"), [(" ", 0), ("  ", 2)])
def test_how_wide_a_gap_parts_two_columns(gap: str, columns: int) -> None:
    found = guessed(*((100.0 + 15 * n, f"指标{gap}上年") for n in range(3)))
    assert (len(found[0][0]) if isinstance(found[0], list) else 0) == columns


def test_two_lines_that_had_room_in_one_are_two() -> None:
    """Unit over project in a cell: the first ends near the edge, yet nobody who wraps lines would have parted them."""
    glyphs = [*letters("示例单位甲", 60, 100), *letters("河道巡护项目", 60, 114)]
    assert text_between(glyphs, 50, 133)[0] == "示例单位甲河道巡护项目"  # eleven letters in a cell for eight
    assert text_between(glyphs, 5, 130)[0] == "示例单位甲\n河道巡护项目"
    assert text_between([*letters("绩效", 60, 100), *letters("指标", 60, 114)], 40, 100)[0] == "绩效指标"
