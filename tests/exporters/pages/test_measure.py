"""A table measured for its pages: widths, heights, sizes of letters, and where no page may end."""

from __future__ import annotations

import pytest

from exporters.fonts import SONG
from exporters.pages.breaking import balance_text
from exporters.pages.measure import NOBODY, Sheet, head_rows, measure
from exporters.pages.styles import Align
from models.table import Band, Cell, PageSetup, Role, Slot, Table
from tests.exporters.paper import FONTS, MM, NEAR

LINE, PAD = 13.5, 6.4  # a line of ten points, and what a cell of the table has above and below
BODY = (297 - 36) * MM
ACROSS = (210 - 30) * MM


def near(value: float) -> object:
    return pytest.approx(value, abs=NEAR)


def sheet(*cells: Cell, widths: tuple[float, ...] = (100.0,), **parts: object) -> Sheet:
    rows = max((cell.bottom for cell in cells), default=0)
    return measure(Table(widths, rows, cells, **parts), FONTS)  # type: ignore[arg-type]


def stack(*roles: Role) -> list[Cell]:
    """One row a role."""
    return [Cell(row, 0, "字", role=role) for row, role in enumerate(roles)]


def test_columns_share_the_paper_as_their_widths_say() -> None:
    left = 15 * MM
    for widths, edges in (
        ((1.0, 3.0), (0, 0.25, 1)),
        ((1.0, -5.0, 3.0), (0, 0.25, 0.25, 1)),
        ((0.0, 0.0), (0, 0.5, 1)),
        ((), (0, 1)),
    ):
        assert sheet(widths=widths).columns == tuple(near(left + edge * ACROSS) for edge in edges)


def test_blank_places_of_a_row_with_rules_are_cells_and_those_around_are_not() -> None:
    cells = Cell(0, 0, "题", role=Role.TITLE), Cell(1, 0, "甲", role=Role.VALUE), Cell(2, 1, "乙", role=Role.VALUE)
    made = sheet(*cells, widths=(1.0, 1.0))
    assert made.owner == ([0, NOBODY], [1, 3], [4, 2])
    assert [(block.cell.row, block.cell.column) for block in made.blocks[3:]] == [(1, 1), (2, 0)]
    assert [made.blocks_on(row) for row in range(3)] == [[0], [1, 3], [4, 2]]


def test_a_row_is_as_high_as_its_highest_cell_and_a_blank_one_as_a_line() -> None:
    cells = Cell(0, 0, "甲\n乙"), Cell(0, 1, "丙"), Cell(1, 0, "丁"), Cell(2, 0, ""), Cell(2, 1, "")
    assert sheet(*cells, widths=(1.0, 1.0)).heights == tuple(near(n * LINE + PAD) for n in (2, 1, 1))
    around = sheet(Cell(1, 0, "甲", role=Role.VALUE)).heights
    assert around == (near(LINE), near(LINE + PAD))


def test_what_a_span_lacks_is_shared_by_its_rows() -> None:
    beside = [Cell(0, 1, "甲"), Cell(1, 1, "乙\n丙"), Cell(2, 1, "丁")]
    high = sheet(Cell(0, 0, "\n".join("字" * 8), 3), *beside, widths=(1.0, 1.0)).heights
    lack = 8 * LINE + PAD - (4 * LINE + 3 * PAD)
    assert high == tuple(near(n * LINE + PAD + lack / 3) for n in (1, 2, 1))
    low = sheet(Cell(0, 0, "字", 3), *beside, widths=(1.0, 1.0)).heights
    assert low == tuple(near(n * LINE + PAD) for n in (1, 2, 1))


def test_a_text_over_most_of_a_page_stretches_no_rows() -> None:
    def first(lines: int) -> float:
        cells = Cell(0, 0, "\n".join("字" * lines), 2), Cell(0, 1, "甲"), Cell(1, 1, "乙")
        return sheet(*cells, widths=(1.0, 1.0)).heights[0]

    most = int((0.4 * BODY - PAD) / LINE)
    assert first(most) == near((most * LINE + PAD) / 2)
    assert first(most + 1) == near(LINE + PAD)


# --- letters ----------------------------------------------------------------------------------------------------------


def lines(text: str, role: Role, em: float, *, size: float = 10) -> tuple[list[str], float, float]:
    """The lines of a cell that is so many em wide, their size and the room beside them."""
    width = em * size / ACROSS
    block = sheet(Cell(0, 0, text, role=role), widths=(width, 1 - width), page=PageSetup(font_size=size)).blocks[0]
    return [line.text for line in block.text.lines], block.text.size, block.text.side


def test_a_number_is_set_smaller_rather_than_broken_down_to_three_quarters() -> None:
    number = "12345678"  # its digits take so many em
    natural = FONTS.widths(SONG).of(number)
    assert lines(number, Role.NUMBER, natural + 0.61) == ([number], 10, 3)
    text, size, side = lines(number, Role.NUMBER, natural)
    assert text == [number]
    assert size == near(10 * (natural * 10 - 2.8) / (natural * 10))
    assert side == 1.4
    at_last = natural * 0.75 + 0.28
    assert lines(number, Role.NUMBER, at_last + 0.01)[0] == [number]
    assert len(lines(number, Role.NUMBER, at_last - 0.05)[0]) > 1
    assert lines(number, Role.NUMBER, at_last - 0.05)[1] == 10


def test_a_label_gives_up_room_beside_it_where_that_saves_a_line() -> None:
    assert lines("服务对象满意", Role.LABEL, 6.6) == (["服务对象满意"], 10, 3)
    assert lines("服务对象满意", Role.LABEL, 6.4) == (["服务对象满意"], 10, 1.4)
    assert lines("服务对象满意", Role.TEXT, 6.4)[2] == 3, "running text keeps its room"
    kept = lines("服务对象满意", Role.LABEL, 6.2)
    assert (len(kept[0]), kept[2]) == (2, 3), "room is not given up for nothing"


def test_a_column_too_narrow_for_a_character_has_smaller_ones() -> None:
    assert lines("字", Role.TEXT, 1.6) == (["字"], 10, 3)
    text, size, side = lines("字", Role.TEXT, 1.5)
    assert (text, size, side) == (["字"], 10, 0.5)
    text, size, side = lines("字", Role.TEXT, 0.8)
    assert text == ["字"]
    assert (size, side) == (near(7), 0.5)
    text, size, side = lines("字", Role.TEXT, 0.3)
    assert (size, side) == (near(2.4), near(0.3))


def test_a_long_value_is_set_as_running_text() -> None:
    def role(text: str) -> bool:
        block = sheet(Cell(0, 0, text, role=Role.VALUE), widths=(10.6, 89.4)).blocks[0]
        return block.look.flows

    per_line = int((0.106 * ACROSS - 6) / 10)
    assert not role("字" * (3 * per_line)), "two broken lines and an end"
    assert role("字" * (4 * per_line)), "three broken lines"
    assert not role("\n".join(["字" * 2 * per_line] * 4)), "line ends of the person's own are none of ours"


# --- labels that a page edge cuts -------------------------------------------------------------------------------------


def test_labels_are_shown_again_unless_they_are_blank_or_fill_a_page() -> None:
    def again(text: str, role: Role) -> list[str] | None:
        block = sheet(Cell(0, 0, text, 3, role=role), Cell(0, 1, "甲"), widths=(20.0, 80.0)).blocks[0]
        return None if block.again is None else [line.text for line in block.again.lines]

    for role in (Role.LABEL, Role.HEADER, Role.LEVEL):
        assert again("产出", role) == ["产出（续）"]
    for role in (Role.NUMBER, Role.VALUE):
        assert again("40", role) == ["40"], "as it is"
    assert again("改造管网。", Role.TEXT) is None, "what was read is not said again"
    assert again(" ", Role.LABEL) is None
    assert again("服务对象满意度指标", Role.LABEL) == ["服务对象满意度指标", "（续）"], (
        "on a line of its own at no cost"
    )
    assert again("\n".join("字" * 60), Role.LABEL) is None


def test_only_what_is_low_and_no_running_text_is_shown_whole_or_not_at_all() -> None:
    def whole(lines: int, role: Role, letters: int = 1) -> bool:
        return sheet(Cell(0, 0, "\n".join(["字" * letters] * lines), role=role)).blocks[0].whole

    most = int((0.3 * BODY - PAD) / LINE)
    assert whole(most, Role.VALUE)
    assert not whole(most + 1, Role.VALUE)
    assert not whole(1, Role.TEXT)
    assert whole(most, Role.LABEL)
    assert whole(most - 1, Role.LABEL, 49)
    assert not whole(most, Role.LABEL, 49), "（续） needs a line too where the last one is full"


# --- where no page may end --------------------------------------------------------------------------------------------


def forbidden(*cells: Cell, widths: tuple[float, ...] = (100.0,), **parts: object) -> list[int]:
    """The rows with which no page may begin; the tail of the table is kept out of it by high rows below."""
    end = max(cell.bottom for cell in cells)
    filler = [Cell(end + n, 0, "\n".join("长" * 14), role=Role.TEXT) for n in range(3)]
    made = sheet(*cells, *filler, widths=widths, **parts)
    return [row for row, never in enumerate(made.no_break) if never]


def test_heads_stay_with_what_follows_them() -> None:
    assert forbidden(*stack(Role.TITLE, Role.SUBTITLE, Role.CAPTION, Role.TEXT, Role.TEXT)) == [1, 2, 3]
    assert forbidden(*stack(Role.TEXT, Role.HEADING, Role.PARAGRAPH, Role.PARAGRAPH)) == [2]
    mixed = Cell(0, 0, "名称", role=Role.LABEL), Cell(0, 1, "巡查", role=Role.VALUE)
    assert forbidden(*mixed, widths=(1.0, 1.0)) == [], "a label beside its value is no head"


def test_the_rows_of_a_head_and_the_first_of_its_body_stay_together() -> None:
    rows = stack(*[Role.VALUE] * 7)
    assert forbidden(*rows, bands=(Band(2, 4, 4, 7),)) == [3, 4]
    made = sheet(*rows, bands=(Band(2, 4, 4, 7),), together=((5, 7),))
    assert [row for row, solid in enumerate(made.solid) if solid] == [2, 3, 5, 6]
    assert forbidden(*rows, together=((1, 4),)) == [2, 3]


def test_rows_of_names_stay_together() -> None:
    roles = (Role.VALUE, Role.SIGNATURE, Role.SIGNATURE, Role.VALUE, Role.SIGNATURE, Role.VALUE)
    assert forbidden(*stack(*roles)) == [2]


def test_names_and_notes_take_two_rows_of_the_table_with_them_where_those_are_low() -> None:
    def kept(*lines: int, tail: int = 2) -> list[int]:
        cells = [Cell(row, 0, "\n".join("字" * count), role=Role.VALUE) for row, count in enumerate(lines)]
        roles = [Role.SIGNATURE, *[Role.NOTE] * (tail - 1)] if tail else []
        cells += [Cell(len(lines) + n, 0, "人", role=role) for n, role in enumerate(roles)]
        return [row for row, never in enumerate(sheet(*cells).no_break) if never]

    assert kept(1, 1, 1, 1) == [3, 4, 5]
    assert kept(1, 1, 1, 1, tail=0) == [3]
    assert kept(1, 1, 11, 11) == [], "not where they fill nearly half a page"
    assert kept(1) == [1, 2]


def test_a_head_is_repeated_over_its_own_rows_where_it_is_low() -> None:
    rows = stack(*[Role.VALUE] * 8)
    made = sheet(*rows, bands=(Band(0, 2, 3, 6), Band(2, 3, 3, 5)))
    assert [head_rows(made, row) for row in range(8)] == [(), (), (), (0, 1, 2), (0, 1, 2), (0, 1), (), ()]
    high = [Cell(0, 0, "\n".join("字" * 22), role=Role.HEADER), Cell(1, 0, "值")]
    assert head_rows(sheet(*high, bands=(Band(0, 1, 1, 2),)), 1) == ()
    lower = [Cell(0, 0, "\n".join("字" * 20), role=Role.HEADER), Cell(1, 0, "值")]
    assert head_rows(sheet(*lower, bands=(Band(0, 1, 1, 2),)), 1) == (0,)


def test_a_character_that_no_face_has_is_told_with_its_cell() -> None:
    made = sheet(Cell(0, 0, "甲"), Cell(1, 0, "\U0001f600乙\U0001f601", binding="f.name"))
    assert [(one.char, one.row, one.column, one.binding) for one in made.missing] == [
        ("\U0001f600", 1, 0, "f.name"),
        ("\U0001f601", 1, 0, "f.name"),
    ]


@pytest.mark.parametrize(("long", "align"), [(0, Align.CENTRE), (1, Align.CENTRE), (2, Align.LEFT), (4, Align.LEFT)])
def test_the_values_of_a_column_begin_alike(long: int, align: Align) -> None:
    """One long value among many short ones stands in the middle as they do; where many are long all begin left."""
    slot = Slot("i.basis", "indicator.basis", "indicator", "text")
    texts = ["以主管部门的考核办法为准" * 4] * long + ["计划标准"] * (4 - long)
    cells = [Cell(row, 0, text, role=Role.VALUE, slots=(slot,)) for row, text in enumerate(texts)]
    blocks = sheet(*cells, *(Cell(row, 1, "乙") for row in range(4)), widths=(1.0, 5.0)).blocks
    assert {block.look.align for block in blocks if block.cell.slots} == {align}


def test_of_a_long_table_only_what_changed_is_set_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts are told apart by more than were kept when no table has so many."""
    broken: list[str] = []

    def noted(text: str, *how: object) -> object:
        broken.append(text)
        return balance_text(text, *how)  # type: ignore[arg-type]

    monkeypatch.setattr("exporters.pages.measure.balance_text", noted)
    rows = [Cell(row, 0, f"第{row}行的一段话", role=Role.VALUE) for row in range(5_000)]
    first = sheet(*rows)
    assert len(broken) >= len(rows)
    for number in (1, 2, 3):
        broken.clear()
        rows[70] = Cell(70, 0, f"改了{number}次", role=Role.VALUE)
        assert sheet(*rows).heights == first.heights
        assert broken == [f"改了{number}次"]
