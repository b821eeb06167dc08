"""Columns that may give and take: the table becomes lower, and nothing changes where nothing is gained."""

from __future__ import annotations

import pytest

from exporters.widths import fitted
from models.table import Cell, PageSetup, Role

OWN = (40.0, 40.0, 40.0, 60.0)
LONG = "以主管部门的考核办法为准"


def cells(*texts: str, rows: int = 5) -> list[Cell]:
    return [Cell(row, column, text) for row in range(rows) for column, text in enumerate(texts)]


def test_a_column_with_long_texts_takes_from_those_that_can_give() -> None:
    found = fitted(OWN, (20.0, 40.0, 20.0, 60.0), cells("甲", "乙", LONG, "丁"), PageSetup())
    assert found[2] > 40
    assert found[0] == 80 - found[2] >= 20
    assert (found[1], found[3]) == (40, 60), "these neither give nor take"


@pytest.mark.parametrize(
    ("least", "texts"),
    [
        ((), ("甲", "乙", LONG, "丁")),
        (OWN, ("甲", "乙", LONG, "丁")),
        ((20.0, 20.0, 20.0, 20.0), ("甲", "乙", "丙", "丁")),
        ((20.0, 40.0, 40.0, 60.0), ("甲", "乙", LONG, "丁")),
    ],
)
def test_the_own_widths_stay_where_nothing_is_gained(least: tuple[float, ...], texts: tuple[str, ...]) -> None:
    assert fitted(OWN, least, cells(*texts), PageSetup()) == OWN


def test_the_sum_stays_and_no_column_is_narrower_than_its_least() -> None:
    least = (15.0, 20.0, 25.0, 30.0)
    found = fitted(OWN, least, cells(LONG * 2, "乙", LONG, "丁"), PageSetup(landscape=True, font_size=12))
    assert sum(found) == sum(OWN)
    assert all(width >= low for width, low in zip(found, least, strict=True))
    assert found == fitted(OWN, least, cells(LONG * 2, "乙", LONG, "丁"), PageSetup(landscape=True, font_size=12))


def test_a_table_too_long_to_wait_for_keeps_its_own() -> None:
    assert fitted(OWN, (20.0,) * 4, cells("甲", "乙", LONG, "丁", rows=700), PageSetup()) == OWN


def test_merged_cells_and_titles_do_not_count() -> None:
    spanning = [Cell(0, 2, LONG, row_span=3), Cell(3, 0, LONG * 4, column_span=4, role=Role.TITLE)]
    assert fitted(OWN, (20.0,) * 4, spanning, PageSetup()) == OWN


def test_a_line_holds_whole_characters() -> None:
    """33 characters take two lines where 17 stand side by side; 16 and a half are 16."""
    found = fitted((60.0, 60.0, 60.0), (40.0, 60.0, 50.0), cells("甲", "乙", "字" * 33), PageSetup())
    assert (found[2] * 72 / 25.4 - 6) / 10 >= 17
