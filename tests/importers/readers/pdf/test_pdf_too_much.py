"""Pages that draw more than any form does: refused in words, or read as words without tables."""

from __future__ import annotations

import pytest

from importers.readers.any_file import read_bytes
from importers.readers.pdf import drawn, ruled
from importers.readers.pdf.ruled import tables_on
from importers.readers.source import SourceError
from tests.importers.readers.pdf.drawn_paper import Paper
from tests.importers.readers.pdf.sheet_of_paper import grid, letters, page


def _frames(count: int) -> bytes:
    """A page with so many frames, of five pieces each."""
    paper = Paper()
    paper.text(60, 60, "指标")
    for number in range(count):
        paper.frame(50, 100 + number, 400, 50)
    return paper.data()


@pytest.mark.parametrize("bound", ["MOST_STROKES", "MOST_ON_PAGE"])
@pytest.mark.parametrize(("count", "refused"), [(10, False), (11, True)])
def test_more_lines_than_any_form_has(monkeypatch: pytest.MonkeyPatch, bound: str, count: int, refused: bool) -> None:
    monkeypatch.setattr(drawn, bound, 50)
    if not refused:
        assert read_bytes(_frames(count), "框.pdf").document
        return
    with pytest.raises(SourceError, match=r"“框\.pdf”：PDF 里画的线太多"):
        read_bytes(_frames(count), "框.pdf")


@pytest.mark.parametrize(("most", "tables"), [(9, 1), (8, 0)])
def test_a_grid_of_more_places_than_any_form_has_is_no_table(
    monkeypatch: pytest.MonkeyPatch, most: int, tables: int
) -> None:
    monkeypatch.setattr(ruled, "_MOST_PLACES", most)
    found, around = tables_on(page(letters("甲", 60, 105), *grid((50, 150, 250), (100, 120, 140))), 1)
    assert (len(found), len(around)) == (tables, 1 - tables)
