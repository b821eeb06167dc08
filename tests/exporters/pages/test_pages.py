"""What must hold of a form on paper: nothing lost, nothing cut, labels and heads where a reader needs them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.fonts import HEI, SONG, load_fonts
from exporters.pages.paginate import Box, Page, Text, paginate
from exporters.pages.styles import DASH
from models.table import Band, Cell, PageSetup, Role, Table
from tests.effort import examples
from tests.exporters.made_up import STATEMENT, WIDTHS, Grid, department_form, long_table, project_form
from tests.exporters.paper import (
    MM,
    NEAR,
    body_rows,
    bound,
    first_said,
    inked,
    on_paper,
    page_text,
    said,
    texts_in,
)


def one_cell(text: str, role: Role = Role.TEXT, **page: object) -> Table:
    return Table((100.0,), 1, (Cell(0, 0, text, role=role, binding="a"),), page=PageSetup(**page))  # type: ignore[arg-type]


# Random grids

PIECES = (
    *(
        "绩效",
        "≥2380.4平方米",
        "，",
        "（一）",
        "《办法》",
        "100%",
        "abc def",
        "\n",
        "。",
        "目标",
        "https://a.cn/aaaaaaaaaaaaaaaaaaaa",
    ),
    *("龑", "😀", "☑", "  ", "——", "\t", "\u200b"),
)


def random_grid(seed: int) -> Table:
    """A table no office would print: any spans, blank places, any roles, texts up to several pages."""
    random = Random(seed)
    rows, columns = random.choice([1, 5, 30, 60]), random.randint(1, 8)
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in taken and random.random() < 0.95:
                cells.append(_random_cell(random, (row, column), (rows, columns), taken))
    return Table(
        tuple(random.choice([2.0, 8.0, 15.0, 30.0, 60.0]) for _ in range(columns)),
        rows,
        tuple(cells),
        bands=tuple(_random_bands(random, rows)),
        together=tuple((start, start + random.randint(2, 30)) for start in _some_rows(random, rows)),
        page=PageSetup(landscape=random.random() < 0.3, font_size=random.choice([8, 10, 14])),
    )


def _random_cell(random: Random, at: tuple[int, int], size: tuple[int, int], taken: set[tuple[int, int]]) -> Cell:
    row, column = at
    across = down = 1
    if random.random() < 0.3:
        while column + across < size[1] and (row, column + across) not in taken and random.random() < 0.5:
            across += 1
        most = random.choice([2, 3, 40])
        below = [(row + down, column + step) for step in range(across)]
        while down < most and row + down < size[0] and not taken.intersection(below) and random.random() < 0.8:
            down += 1
            below = [(row + down, column + step) for step in range(across)]
    taken.update((row + y, column + x) for y in range(down) for x in range(across))
    words = random.choice([0, 1, 2, 5, 10]) if random.random() < 0.99 else random.choice([100, 600, 2500])
    role = random.choice([Role.TEXT, Role.LEVEL, Role.VALUE, Role.LABEL, random.choice(list(Role))])
    text = "".join(random.choice(PIECES) for _ in range(words))
    return Cell(row, column, text, down, across, role, f"{row}.{column}")


def _some_rows(random: Random, rows: int) -> Iterator[int]:
    return (random.randrange(rows) for _ in range(random.randint(0, 2)))


def _random_bands(random: Random, rows: int) -> Iterator[Band]:
    for head in _some_rows(random, rows):
        stop = min(rows, head + random.randint(1, 2))
        yield Band(head, stop, stop, random.randint(stop, rows))


@settings(max_examples=examples(120))
@given(st.integers(0, 10**6))
def test_every_character_of_every_cell_is_printed_once_and_in_order(seed: int) -> None:
    table = random_grid(seed)
    found = first_said(on_paper(table))
    for cell in table.cells:
        assert inked(found[cell.binding]) == inked(cell.text).replace("\u200b", "")


@settings(max_examples=examples(60))
@given(st.integers(0, 10**6))
def test_text_stays_in_its_cell_and_cells_stay_apart_and_on_the_sheet(seed: int) -> None:
    table = random_grid(seed)
    for page in on_paper(table).pages:
        _assert_in_frames(page, table)
        _assert_apart(page)


def _assert_in_frames(page: Page, table: Table) -> None:
    frames: defaultdict[str, list[Box]] = defaultdict(list)
    for box in page.boxes:
        frames[box.binding].append(box)
        assert box.x >= table.page.margin_left * MM - NEAR
        assert box.y >= table.page.margin_top * MM - NEAR
        assert box.x + box.width <= page.width - table.page.margin_right * MM + NEAR
        assert box.y + box.height <= page.height - table.page.margin_bottom * MM + NEAR
    for text in page.texts[:-1]:
        assert any(_holds(box, text) for box in frames[text.binding]), text


def _holds(box: Box, text: Text) -> bool:
    across = box.x - NEAR <= text.x and text.x + text.width <= box.x + box.width + NEAR
    return (
        across and box.y - NEAR <= text.y - 0.88 * text.size and text.y + 0.12 * text.size <= box.y + box.height + NEAR
    )


def _assert_apart(page: Page) -> None:
    boxes = sorted(page.boxes, key=lambda box: box.y)
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            if other.y >= one.y + one.height - NEAR:
                break
            assert other.x >= one.x + one.width - NEAR or one.x >= other.x + other.width - NEAR


@settings(max_examples=examples(60))
@given(st.integers(0, 10**6))
def test_every_bordered_cell_has_a_rule_on_all_its_sides_and_none_across_it(seed: int) -> None:
    table = random_grid(seed)._replace(bands=())
    roles = {(cell.row, cell.column): cell.role for cell in table.cells}
    for page in on_paper(table).pages:
        for box in page.boxes:
            if roles.get((box.row, box.column), Role.TEXT).bordered and box.height > NEAR:
                _assert_framed(page, box)


def _assert_framed(page: Page, box: Box) -> None:
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    rules = [rule for rule in page.rules if rule.thickness in (0.5, 0.9)]
    for y in (top, bottom):
        flat = [(rule.x1, rule.x2) for rule in rules if rule.y1 == rule.y2 == pytest.approx(y)]
        foot = y == bottom == pytest.approx(max(rule.y2 for rule in page.rules))
        assert _covered(left, right, [(start, stop + (DASH if foot else 0)) for start, stop in flat])
    for x in (left, right):
        assert _covered(top, bottom, [(rule.y1, rule.y2) for rule in rules if rule.x1 == rule.x2 == pytest.approx(x)])
    for rule in rules:
        in_x = max(rule.x1, left) < min(rule.x2, right) - NEAR and top + NEAR < rule.y1 < bottom - NEAR
        in_y = max(rule.y1, top) < min(rule.y2, bottom) - NEAR and left + NEAR < rule.x1 < right - NEAR
        assert not (rule.y1 == rule.y2 and in_x)
        assert not (rule.x1 == rule.x2 and in_y)


def _covered(start: float, stop: float, pieces: list[tuple[float, float]]) -> bool:
    """Do the pieces cover the way from start to stop?"""
    for left, right in sorted(pieces):
        if left > start + NEAR:
            break
        start = max(start, right)
    return start >= stop - NEAR


@pytest.mark.parametrize("rows", [1000, 10_000])
def test_a_long_table_keeps_every_row(rows: int) -> None:
    pages = on_paper(long_table(rows))
    assert sum(len(body_rows(page)) for page in pages.pages) == rows


# The look of a form


def test_columns_share_the_printable_width() -> None:
    for landscape in (False, True):
        table = department_form(landscape=landscape)
        page = on_paper(table).pages[-1]
        across = 297 if landscape else 210
        assert (page.width, page.height) == pytest.approx((across * MM, (507 - across) * MM))
        heads = [box for box in page.boxes if box.row == 4]
        assert [box.width for box in heads] == pytest.approx(
            [width * (across - 30) * MM / sum(WIDTHS) for width in WIDTHS]
        )
        assert heads[0].x == pytest.approx(15 * MM)


def test_title_is_large_and_centred_caption_left_unit_right() -> None:
    page = on_paper(department_form()).pages[0]
    title, caption, unit = page.texts[:3]
    assert title.text == "部门（单位）整体绩效目标表"
    assert title.size == pytest.approx(18)
    assert title.x + title.width / 2 == pytest.approx(page.width / 2)
    assert caption.x == pytest.approx(15 * MM, abs=3)
    assert unit.x + unit.width == pytest.approx(page.width - 15 * MM, abs=3)
    assert caption.y == unit.y
    table_top = min(rule.y1 for rule in page.rules)
    assert table_top > unit.y


def test_heads_are_bold_and_labels_centred_and_text_left() -> None:
    table = department_form()
    page = on_paper(table).pages[-1]
    head = next(text for text in page.texts if text.text == "三级指标")
    assert head.face == HEI
    for box in page.boxes:
        texts = texts_in(page, box)
        if not texts or box.row == table.row_count - 1:
            continue
        if box.column in (3, 4, 5):
            assert texts[0].x + texts[0].width / 2 == pytest.approx(box.x + box.width / 2, abs=0.5)
        if box.column == 6 and box.row > 4:
            assert texts[0].x == pytest.approx(box.x, abs=5)
            assert texts[0].face == SONG


def test_the_table_has_a_frame_and_what_stands_around_it_has_none() -> None:
    grid = Grid()
    grid.put(0, "标题", Role.TITLE, columns=8)
    grid.row = 1
    grid.put(0, "甲", Role.LABEL, columns=4)
    grid.put(4, "乙", Role.TEXT, columns=4)
    grid.row = 2
    grid.put(0, "备注：无", Role.NOTE, columns=8)
    grid.row = 3
    page = on_paper(grid.table()).pages[0]
    title, left, right, note = page.boxes
    assert {rule.y1 for rule in page.rules if rule.y1 == rule.y2} == {left.y, note.y}
    assert {round(rule.x1, 2) for rule in page.rules if rule.x1 == rule.x2} == {
        round(x, 2) for x in (left.x, right.x, right.x + right.width)
    }
    inner = [rule for rule in page.rules if rule.x1 == rule.x2 == right.x]
    assert all(rule.thickness < frame.thickness for rule in inner for frame in page.rules if frame not in inner)
    assert title.y + title.height == left.y


def test_rules_are_as_long_as_they_go() -> None:
    page = on_paper(project_form()).pages[0]
    assert len(page.rules) < 60
    top = min(page.rules, key=lambda rule: rule.y1 + rule.y2)
    assert top.x2 - top.x1 == pytest.approx(180 * MM)


def test_a_place_without_a_cell_in_a_bordered_row_is_an_empty_framed_cell() -> None:
    table = Table((50.0, 50.0), 2, (Cell(0, 0, "甲"), Cell(0, 1, "乙"), Cell(1, 0, "丙")))
    page = on_paper(table).pages[0]
    blank = next(box for box in page.boxes if (box.row, box.column) == (1, 1))
    assert blank.height > 10
    _assert_framed(page, blank)


def test_an_empty_row_is_high_enough_to_write_in() -> None:
    page = on_paper(Table((50.0,), 1, (Cell(0, 0, ""),))).pages[0]
    assert page.boxes[0].height >= 18


def test_rows_grow_evenly_where_a_label_beside_them_needs_more() -> None:
    label = Cell(0, 0, "部门总体资金情况说明", 3, 1, Role.LEVEL, "label")
    rows = tuple(Cell(row, 1, "甲", binding=f"{row}") for row in range(3))
    page = on_paper(Table((5.0, 100.0), 3, (label, *rows))).pages[0]
    heights = [box.height for box in page.boxes if box.column == 1]
    assert max(heights) == pytest.approx(min(heights))
    assert said(bound(page, "label")) == "部门总体资金情况说明"


def test_a_number_is_set_smaller_rather_than_broken() -> None:
    table = Table((10.5, 169.5), 1, (Cell(0, 0, "1440.51", role=Role.NUMBER, binding="n"), Cell(0, 1)))
    texts = bound(on_paper(table).pages[0], "n")
    assert [text.text for text in texts] == ["1440.51"]
    assert 7.5 <= texts[0].size < 10


def test_a_paragraph_is_set_in_by_two_characters_and_reaches_both_margins() -> None:
    texts = bound(on_paper(one_cell(STATEMENT * 2, Role.PARAGRAPH)).pages[0], "a")
    assert texts[0].x == pytest.approx(15 * MM + 2 * texts[0].size)
    assert texts[1].x == pytest.approx(15 * MM)
    assert texts[1].x + texts[1].width == pytest.approx(195 * MM, abs=0.1)
    assert texts[-1].spacing == 0


def test_a_check_box_is_drawn_as_a_box_with_a_tick_and_says_what_it_is() -> None:
    page = on_paper(one_cell("☑是☐否☒均", Role.CHOICE)).pages[0]
    assert page_text(page).startswith("☑是☐否☒均")
    drawn = "".join(text.text for text in bound(page, "a"))
    assert drawn == "□是□否□均"
    assert len([rule for rule in page.rules if rule.x1 != rule.x2 and rule.y1 != rule.y2]) == 4


def test_a_character_no_face_has_is_a_crossed_box_and_reported_with_its_place() -> None:
    table = Table((50.0, 50.0), 1, (Cell(0, 0, "甲"), Cell(0, 1, "王\U0001f600", binding="unit.head")))
    pages = on_paper(table)
    (missing,) = pages.missing
    assert (missing.char, missing.row, missing.column, missing.binding) == ("\U0001f600", 0, 1, "unit.head")
    assert any(text.text == "□" and text.actual == "\U0001f600" for text in pages.pages[0].texts)
    assert any(rule.x1 != rule.x2 and rule.y1 != rule.y2 for rule in pages.pages[0].rules)


def test_a_rare_name_is_set_in_the_rare_face_which_is_loaded_only_for_it() -> None:
    fonts = load_fonts()
    paginate(one_cell("负责人：王某\t☑是"), fonts)
    assert "JxSongRare" not in fonts.loaded
    texts = paginate(one_cell("负责人：龑𠮷某", Role.HEADER), fonts).pages[0].texts
    assert [(text.text, text.face) for text in texts[:3]] == [("负责人：", HEI), ("龑𠮷", "JxSongRare"), ("某", HEI)]
    assert texts[1].x == pytest.approx(texts[0].x + texts[0].width)


def test_clicking_a_cell_finds_its_binding_on_whatever_page() -> None:
    pages = on_paper(department_form(statements=30))
    shown = [page for page in pages.pages if bound(page, "2.2")]
    assert len(shown) == 2
    for page in shown:
        for text in bound(page, "2.2"):
            box = page.box_at(text.x + 1, text.y - 2)
            assert box is not None
            assert (box.binding, box.row, box.column) == ("2.2", 2, 2)
    assert pages.pages[0].box_at(1, 1) is None


def test_every_page_has_its_number_in_the_middle_of_its_foot() -> None:
    pages = on_paper(department_form())
    for number, page in enumerate(pages.pages, start=1):
        foot = page.texts[-1]
        assert foot.text == f"第 {number} 页 共 {len(pages)} 页"
        assert foot.x + foot.width / 2 == pytest.approx(page.width / 2)
        assert page.height - 18 * MM < foot.y < page.height - 5


def test_equal_tables_give_equal_pages() -> None:
    assert on_paper(department_form()) == paginate(department_form(), load_fonts())


def test_a_sheet_with_margins_that_leave_nothing_is_still_printed() -> None:
    for margin in (0.0, 100.0, 400.0):
        table = one_cell(STATEMENT, margin_top=margin, margin_bottom=margin, margin_left=margin, margin_right=margin)
        assert inked(first_said(on_paper(table))["a"]) == inked(STATEMENT)


def test_a_character_larger_than_its_column_is_made_smaller() -> None:
    table = Table((1.0, 200.0), 1, (Cell(0, 0, "绩效", binding="n"), Cell(0, 1, "目标")))
    page = on_paper(table).pages[0]
    for text in bound(page, "n"):
        assert text.width <= page.boxes[0].width


def test_an_empty_table_is_one_empty_page() -> None:
    assert len(on_paper(Table((10.0,), 0, ()))) == 1


def test_a_long_value_is_set_like_running_text_and_may_go_on_over_the_edge() -> None:
    short, long = "历史标准", "按照近三年平均完成情况和年度工作计划综合测算确定" * 2
    table = Table(
        (30.0, 30.0, 120.0), 1, tuple(Cell(0, c, t, role=Role.VALUE, binding=t) for c, t in enumerate((short, long)))
    )
    page = on_paper(table).pages[0]
    left, right = page.boxes[:2]
    assert bound(page, short)[0].x > left.x + 10
    assert bound(page, long)[0].x < right.x + 5
    assert len(on_paper(Table((30.0,), 1, (Cell(0, 0, long * 80, role=Role.VALUE),)))) > 1


def test_a_label_has_less_padding_where_that_saves_a_line() -> None:
    page = on_paper(
        Table((13.0, 179.0), 1, (Cell(0, 0, "满意度指标", role=Role.LEVEL, binding="n"), Cell(0, 1)))
    ).pages[0]
    assert [text.text for text in bound(page, "n")] == ["满意度", "指标"]


def test_captions_and_dates_of_one_row_stand_on_one_line() -> None:
    roles = (Role.CAPTION, Role.SUBTITLE, Role.UNIT)
    page = on_paper(Table((60.0, 60.0, 60.0), 1, tuple(Cell(0, c, "示例", role=r) for c, r in enumerate(roles)))).pages[
        0
    ]
    baselines = [text.y for text in page.texts[:3]]
    assert max(baselines) - min(baselines) < 0.5


def rows_on(page: Page) -> int:
    return len({box.row for box in page.boxes if not box.repeated})


@pytest.mark.parametrize("rows", [37, 38, 40, 60])
def test_no_page_is_begun_for_a_few_rows_where_smaller_letters_do_without_it(rows: int) -> None:
    cells = tuple(Cell(row, 0, f"第{row}项", role=Role.VALUE) for row in range(rows))
    table = Table((100.0,), rows, cells)
    as_asked, tighter = paginate(table, load_fonts()), paginate(table, load_fonts(), tighten=True)
    few = len(as_asked) > 1 and rows_on(as_asked.pages[-1]) < 5
    assert (len(tighter) < len(as_asked)) == tighter.tightened == few
    assert min(text.size for page in tighter.pages for text in page.texts) >= 9
    whole = table._replace(page=PageSetup(least_font_size=11))
    assert not paginate(whole, load_fonts(), tighten=True).tightened, "the template lets it be no smaller"
