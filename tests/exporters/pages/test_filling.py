"""How pages are filled: up to the last point, long texts cut where enough of them stands on both sides."""

from __future__ import annotations

import pytest

from exporters.pages.paginate import Page
from models.table import Band, Cell, PageSetup, Role, Table
from tests.exporters.paper import on_paper

PER_PAGE = 37
"""Rows of one line that stand on an upright A4 sheet with its usual margins."""


def stacked(
    *texts: tuple[str, Role], bands: tuple[Band, ...] = (), together: tuple[tuple[int, int], ...] = ()
) -> Table:
    """One row a text."""
    cells = tuple(Cell(row, 0, text, role=role, binding=f"r{row}") for row, (text, role) in enumerate(texts))
    return Table((100.0,), len(cells), cells, bands=bands, together=together)


def rows(count: int, role: Role = Role.VALUE) -> list[tuple[str, Role]]:
    return [("值", role)] * count


def starts(table: Table) -> list[int]:
    """The row that each page begins with, repeated heads aside."""
    return [min(box.row for box in page.boxes if not box.repeated) for page in on_paper(table).pages]


def lines_on(page: Page, row: int) -> int:
    return sum(text.binding == f"r{row}" and not text.repeated for text in page.texts)


def test_a_page_takes_as_many_rows_as_fit() -> None:
    assert starts(stacked(*rows(PER_PAGE))) == [0]
    assert starts(stacked(*rows(PER_PAGE * 2 + 5))) == [0, PER_PAGE, 2 * PER_PAGE]
    assert starts(stacked(*rows(PER_PAGE + 1))) == [0, PER_PAGE - 1], "the last page has more than one row"


def test_a_page_is_filled_to_its_very_edge() -> None:
    exactly = 297 - 18 - 25 * 19.9 * 25.4 / 72
    for bottom, expected in ((exactly, [0, 25, 50]), (exactly + 0.1, [0, 24, 48, 72])):
        table = stacked(*rows(75))._replace(page=PageSetup(margin_bottom=bottom))
        assert starts(table) == expected


def test_what_a_page_shows_of_a_cut_row_is_as_high_as_its_lines() -> None:
    count = 50
    cells = [Cell(0, 0, "产出", count, role=Role.LEVEL)]
    cells += [Cell(row, 1, "值", role=Role.VALUE) for row in range(count) if row != 33]
    cells.append(Cell(33, 1, "\n".join("字" * 20), role=Role.TEXT))
    for lines, roles in ((5, Role.LEVEL), (5, Role.VALUE)):
        cells[0] = Cell(0, 0, "产出", count, role=roles)
        first = on_paper(Table((30.0, 70.0), count, tuple(cells))).pages[0]
        piece = next(box for box in first.boxes if (box.row, box.column) == (33, 1))
        assert piece.height == pytest.approx(lines * 13.5 + 6.4, abs=0.1)


@pytest.mark.parametrize(
    ("role", "above", "lines", "shown"),
    [
        (Role.TEXT, 33, 8, 5),
        (Role.TEXT, 33, 7, 0),  # short enough to go on whole
        (Role.TEXT, 36, 8, 0),  # one line would be alone
        (Role.TEXT, 35, 8, 2),
        (Role.TEXT, 32, 8, 6),  # one line would be left
        (Role.TEXT, 32, 9, 7),
        (Role.VALUE, 33, 8, 0),  # no running text
        (Role.PARAGRAPH, 35, 4, 2),
        (Role.PARAGRAPH, 35, 3, 0),
        (Role.NOTE, 35, 4, 2),
    ],
)
def test_a_long_text_is_cut_where_two_lines_stand_on_both_sides(role: Role, above: int, lines: int, shown: int) -> None:
    table = stacked(*rows(above), ("\n".join("字" * lines), role), *rows(30))
    first, second = on_paper(table).pages[:2]
    assert lines_on(first, above) == shown
    assert lines_on(second, above) == lines - shown


def test_what_belongs_together_is_not_cut_where_a_page_holds_it() -> None:
    long = ("\n".join("字" * 12), Role.TEXT)
    free = stacked(*rows(33), long, *rows(30))
    assert lines_on(on_paper(free).pages[0], 33) == 5
    kept = stacked(*rows(33), long, *rows(30), together=((33, 35),))
    assert lines_on(on_paper(kept).pages[0], 33) == 0
    assert starts(kept)[1] == 33
    endless = stacked(*rows(33), ("\n".join("字" * 90), Role.TEXT), *rows(30), together=((33, 35),))
    assert lines_on(on_paper(endless).pages[0], 33) == 5, "what no page holds is cut all the same"


def test_a_text_of_many_pages_fills_them_and_goes_on_at_the_top() -> None:
    table = stacked(*rows(3), ("\n".join("字" * 150), Role.TEXT), *rows(3))
    pages = on_paper(table).pages
    counts = [lines_on(page, 3) for page in pages]
    full = 54  # lines of one cell on a sheet
    assert counts[1] == full
    assert counts[0] == int((PER_PAGE * 19.9 + 3.5 - 3 * 19.9 - 6.4) / 13.5)
    assert sum(counts) == 150
    first = next(text for text in pages[1].texts if text.binding == "r3")
    assert first.y == pytest.approx(51.02 + 3.2 + 10.55, abs=0.1), "the top margin, the cell's own, and to the baseline"


def test_heads_are_shown_again_on_every_page_of_their_rows_and_only_there() -> None:
    table = stacked(("头", Role.HEADER), *rows(60), ("注", Role.NOTE), *rows(40), bands=(Band(0, 1, 1, 61),))
    pages = on_paper(table).pages
    heads = [[box.repeated for box in page.boxes if box.row == 0] for page in pages]
    assert heads == [[False], [True], []]
    assert starts(table)[1] == PER_PAGE
    assert sum(text.text == "头" for text in pages[1].texts) == 1


def test_a_label_over_many_rows_says_on_each_page_that_it_goes_on() -> None:
    count = PER_PAGE + 10
    cells = [Cell(0, 0, "产出指标", count, role=Role.LEVEL), Cell(0, 1, "长文", count, role=Role.TEXT)]
    cells += [Cell(row, 2, "值", role=Role.VALUE) for row in range(count)]
    pages = on_paper(Table((30.0, 30.0, 60.0), count, tuple(cells))).pages
    said = ["".join(text.text for text in page.texts if text.text not in ("值",))[:-11] for page in pages]
    assert said == ["产出指标长文", "产出指标（续）"], "text that was read is not said again"
    last = pages[1]
    box = next(box for box in last.boxes if box.column == 0)
    assert box.height == pytest.approx(10 * 19.9, abs=0.1)
    ys = [text.y for text in last.texts if text.x < box.x + box.width and not text.text.startswith("第")]
    assert sum(ys) / len(ys) == pytest.approx(box.y + box.height / 2 + 3.8, abs=1), (
        "in the middle of what is seen of it"
    )
