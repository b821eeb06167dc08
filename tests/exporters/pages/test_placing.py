"""Where things stand on the sheet: margins, letters, lines of a cell, rules, and what lies under a point."""

from __future__ import annotations

import pytest

from exporters.fonts import HEI, SONG
from exporters.pages.paginate import Box, Page
from exporters.pages.parts import Rule
from exporters.pages.styles import FRAME, LOOKS, THIN, Align, paper_of
from models.table import Cell, PageSetup, Role, Table
from tests.exporters.paper import MM, NEAR, on_paper

WIDTH, HEIGHT = 210 * MM, 297 * MM


def page(*cells: Cell, columns: int = 1, **setup: object) -> Page:
    """The first page of a table of equal columns."""
    rows = max(cell.bottom for cell in cells)
    table = Table((100.0,) * columns, rows, cells, page=PageSetup(**setup))  # type: ignore[arg-type]
    return on_paper(table).pages[0]


def near(value: float) -> object:
    return pytest.approx(value, abs=NEAR)


def test_the_margins_are_those_of_the_page() -> None:
    paper = paper_of(PageSetup(margin_left=20, margin_right=30, margin_top=25, margin_bottom=40))
    assert (paper.width, paper.height) == (near(WIDTH), near(HEIGHT))
    assert (paper.left, paper.right) == (near(20 * MM), near(WIDTH - 30 * MM))
    assert (paper.top, paper.bottom) == (near(25 * MM), near(HEIGHT - 40 * MM))
    assert paper.body == near((297 - 65) * MM)
    lying = paper_of(PageSetup("A3", landscape=True))
    assert (lying.width, lying.height) == (near(420 * MM), near(297 * MM))


def test_the_foot_keeps_its_number_and_wild_margins_half_the_sheet() -> None:
    assert paper_of(PageSetup(margin_bottom=0)).bottom == near(HEIGHT - 26)
    wild = paper_of(PageSetup(margin_left=200, margin_right=200, margin_top=-5))
    assert (wild.left, wild.right) == (near(WIDTH / 4), near(WIDTH * 3 / 4))
    assert wild.top == 0
    uneven = paper_of(PageSetup(margin_left=300, margin_right=100))
    assert (uneven.left, uneven.right) == (near(WIDTH * 3 / 8), near(WIDTH * 7 / 8))
    none = paper_of(PageSetup(margin_left=0, margin_right=0))
    assert (none.left, none.right) == (0, near(WIDTH))


SET = {
    Role.TITLE: (HEI, 18, Align.CENTRE),
    Role.SUBTITLE: (SONG, 10, Align.CENTRE),
    Role.CAPTION: (SONG, 10, Align.LEFT),
    Role.UNIT: (SONG, 10, Align.RIGHT),
    Role.LABEL: (SONG, 10, Align.CENTRE),
    Role.HEADER: (HEI, 10, Align.CENTRE),
    Role.LEVEL: (SONG, 10, Align.CENTRE),
    Role.TEXT: (SONG, 10, Align.LEFT),
    Role.VALUE: (SONG, 10, Align.CENTRE),
    Role.NUMBER: (SONG, 10, Align.CENTRE),
    Role.CHOICE: (SONG, 10, Align.LEFT),
    Role.HEADING: (HEI, 11, Align.LEFT),
    Role.PARAGRAPH: (SONG, 10, Align.LEFT),
    Role.SIGNATURE: (SONG, 10, Align.LEFT),
    Role.NOTE: (SONG, 9, Align.LEFT),
}


ROOM = {
    Role.TITLE: (1.35, 0, 6, 0),
    Role.SUBTITLE: (1.35, 1, 3, 0),
    Role.CAPTION: (1.35, 1, 3, 1),
    Role.UNIT: (1.35, 1, 3, 1),
    Role.CHOICE: (1.35, 3.2, 3.2, 5),
    Role.HEADING: (1.5, 5, 2, 0),
    Role.PARAGRAPH: (1.6, 1, 1, 0),
    Role.SIGNATURE: (1.35, 5, 1, 1),
    Role.NOTE: (1.4, 4, 0, 1),
}
IN_TABLE = (1.35, 3.2, 3.2, 3)
"""Leading in letters, room above, below and beside in points."""


@pytest.mark.parametrize("role", Role)
def test_a_cell_is_set_as_what_it_is(role: Role) -> None:
    sheet = page(Cell(0, 0, "短字", role=role))
    text, box = sheet.texts[0], sheet.boxes[0]
    face, size, align = SET[role]
    assert (text.face, text.size) == (face, near(size))
    left, right = text.x - box.x, box.x + box.width - text.x - text.width
    indent = 2 * size if role is Role.PARAGRAPH else 0
    assert text.width == near(2 * size)
    if align is Align.CENTRE:
        assert left == near(right)
    else:
        assert (left - indent if align is Align.LEFT else right) == near(ROOM.get(role, IN_TABLE)[3])


def test_every_role_has_its_room_around_the_line() -> None:
    for role in Role:
        sheet = page(Cell(0, 0, "甲\n乙", role=role))
        leading, above, below, _ = ROOM.get(role, IN_TABLE)
        box, (first, second) = sheet.boxes[0], sheet.texts[:2]
        step = SET[role][1] * leading
        assert second.y - first.y == near(step)
        assert first.y - box.y == near(above + (step - first.size) / 2 + 0.88 * first.size)
        assert box.height == near(2 * step + above + below)
    assert {role for role in Role if LOOKS[role].repeats} == {Role.LABEL, Role.HEADER, Role.LEVEL}
    assert {role for role in Role if LOOKS[role].flows} == {Role.TEXT, Role.PARAGRAPH, Role.NOTE}
    assert {role for role in Role if LOOKS[role].justified} == {Role.TEXT, Role.PARAGRAPH, Role.NOTE}
    assert {role for role in Role if LOOKS[role].shrinks} == {Role.VALUE, Role.NUMBER}
    heads = {Role.TITLE, Role.SUBTITLE, Role.CAPTION, Role.UNIT, Role.LABEL, Role.HEADER, Role.HEADING}
    assert {role for role in Role if LOOKS[role].heads} == heads


def test_lines_stand_in_the_middle_of_a_cell_that_is_higher() -> None:
    sheet = page(Cell(0, 0, "甲\n乙\n丙", role=Role.TEXT), Cell(0, 1, "丁", role=Role.TEXT), columns=2)
    lines = {text.text: text.y for text in sheet.texts}
    assert lines["乙"] - lines["甲"] == near(13.5)
    assert lines["丙"] - lines["乙"] == near(13.5)
    assert lines["丁"] == near(lines["乙"])
    box = sheet.boxes[0]
    ink = lines["乙"] - 0.88 * 10 + 5  # the middle of the letter's square
    assert ink == near(box.y + box.height / 2)


def test_the_number_of_the_page_stands_in_the_middle_of_the_foot() -> None:
    foot = page(Cell(0, 0, "字")).texts[-1]
    assert (foot.text, foot.size, foot.face, foot.repeated) == ("第 1 页 共 1 页", 9, SONG, True)
    assert foot.x + foot.width / 2 == near(WIDTH / 2)
    assert foot.y == near(HEIGHT - 9 * MM + 4.5)


def rules(sheet: Page) -> set[tuple[float, ...]]:
    """Every rule by its ends, in shares of the table's width and height, and its thickness."""
    left, top = min(box.x for box in sheet.boxes), min(box.y for box in sheet.boxes)
    right = max(box.x + box.width for box in sheet.boxes)
    bottom = max(box.y + box.height for box in sheet.boxes)

    def shares(rule: Rule) -> tuple[float, ...]:
        xs = ((x - left) / (right - left) for x in (rule.x1, rule.x2))
        ys = ((y - top) / (bottom - top) for y in (rule.y1, rule.y2))
        return (*(round(x, 3) + 0.0 for x in xs), *(round(y, 3) + 0.0 for y in ys), rule.thickness)

    return {shares(rule) for rule in sheet.rules}


FRAMED = {(0, 1, 0, 0, FRAME), (0, 1, 1, 1, FRAME), (0, 0, 0, 1, FRAME), (1, 1, 0, 1, FRAME)}


def test_rules_run_between_cells_thin_inside_and_thick_around() -> None:
    assert THIN < FRAME
    assert rules(page(Cell(0, 0, "甲", role=Role.VALUE))) == FRAMED
    four = [Cell(row, column, "甲", role=Role.VALUE) for row in range(2) for column in range(2)]
    assert rules(page(*four, columns=2)) == FRAMED | {(0, 1, 0.5, 0.5, THIN), (0.5, 0.5, 0, 1, THIN)}


def test_no_rule_runs_through_a_span() -> None:
    wide = [Cell(0, 0, "宽", 1, 2, Role.VALUE), *(Cell(1, column, "甲", role=Role.VALUE) for column in range(2))]
    assert rules(page(*wide, columns=2)) == FRAMED | {(0, 1, 0.5, 0.5, THIN), (0.5, 0.5, 0.5, 1, THIN)}
    high = [Cell(0, 0, "高", 2, 1, Role.VALUE), *(Cell(row, 1, "甲", role=Role.VALUE) for row in range(2))]
    assert rules(page(*high, columns=2)) == FRAMED | {(0.5, 1, 0.5, 0.5, THIN), (0.5, 0.5, 0, 1, THIN)}


def test_what_stands_around_the_table_has_no_rules() -> None:
    assert page(Cell(0, 0, "题", role=Role.TITLE), Cell(1, 0, "注", role=Role.NOTE)).rules == ()
    sheet = page(Cell(0, 0, "题", role=Role.TITLE), Cell(1, 0, "甲", role=Role.VALUE))
    assert len(sheet.rules) == 4
    assert {rule.thickness for rule in sheet.rules} == {FRAME}
    box = next(box for box in sheet.boxes if box.row == 1)
    assert min(rule.y1 for rule in sheet.rules) == near(box.y)


def test_a_nearly_full_line_reaches_the_right_side_and_a_last_one_does_not() -> None:
    def spacings(text: str) -> list[float]:
        sheet = page(Cell(0, 0, text, role=Role.TEXT))
        return [text.spacing for text in sheet.texts[:-1]]

    first, last = spacings("字" * 60)
    assert first > 0
    assert last == 0
    box_room = (210 - 30) * MM - 2 * 3
    characters = int(box_room / 10)
    assert first == near((box_room - characters * 10) / characters)
    sheet = page(Cell(0, 0, "字" * 60, role=Role.VALUE))
    assert {text.spacing for text in sheet.texts} == {0}, "short values are not spread"
    assert {text.spacing for text in page(Cell(0, 0, "字" * 30 + "\n字", role=Role.TEXT)).texts} == {0}


@pytest.mark.parametrize("size", [10.0, 20.0])
@pytest.mark.parametrize(("char", "strokes"), [("☑", 2), ("☒", 2), ("☐", 0), ("\U0001f600", 1)])
def test_the_strokes_of_a_mark_stay_in_their_box_and_grow_with_it(char: str, strokes: int, size: float) -> None:
    sheet = page(Cell(0, 0, f"甲{char}", role=Role.CHOICE), font_size=size)
    box = next(text for text in sheet.texts if text.text == "□")
    drawn = [rule for rule in sheet.rules if rule.x1 != rule.x2 and rule.y1 != rule.y2]
    assert len(drawn) == strokes
    for rule in drawn:
        assert rule.thickness == near(0.08 * size)
        assert all(box.x < x < box.x + box.width for x in (rule.x1, rule.x2))
        assert all(box.y - 0.8 * size < y < box.y + 0.03 * size for y in (rule.y1, rule.y2))
        assert abs(rule.x2 - rule.x1) > 0.2 * size
        assert abs(rule.y2 - rule.y1) > 0.2 * size
    if char == "☑":
        (down, up) = drawn
        assert (down.x2, down.y2) == (up.x1, up.y1), "one line, down and up again"
        assert down.y1 < down.y2 > up.y2


def test_what_lies_under_a_point_is_found_up_to_its_edge() -> None:
    box = Box(10, 20, 30, 40, 1, 2)
    inside = [(10, 20), (39.9, 59.9), (25, 40)]
    outside = [(9.9, 40), (40, 40), (25, 19.9), (25, 60)]
    assert all(box.contains(*point) for point in inside)
    assert not any(box.contains(*point) for point in outside)
    other = Box(40, 20, 30, 40, 1, 3)
    sheet = Page(100, 100, (), (), (box, other))
    assert [sheet.box_at(*point) for point in ((39, 30), (40, 30), (80, 30))] == [box, other, None]


def test_a_signature_without_a_name_has_a_line_to_write_on() -> None:
    def signed(text: str, role: Role = Role.SIGNATURE) -> Page:
        table = Table((60.0, 120.0), 1, (Cell(0, 0, text, role=role), Cell(0, 1, "甲", role=Role.NOTE)))
        return on_paper(table).pages[0]

    blank = signed("财务负责人：")
    (line,) = blank.rules
    text = blank.texts[0]
    assert line.y1 == line.y2 > text.y
    assert line.x1 == pytest.approx(text.x + text.width)
    assert 20 <= line.x2 - line.x1 <= 110
    assert signed("财务负责人：某某").rules == signed("财务负责人：", Role.NOTE).rules == ()
