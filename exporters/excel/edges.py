"""Lines where a page edge cuts a cell of a sheet.

A cell has one frame, however many pages it goes over, so where a page ends within one nothing closes it. A line is
drawn there above the break, and below it where no head is repeated: a picture of one black dot, which goes with its
rows and is no text.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel.breaks import Pages
from exporters.excel.placing import Layout
from models.table import Cell

_DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
_POINT = 12700  # EMU
_THIN = 0.75  # points


def close_cut_cells(sheet: Worksheet, cells: Sequence[Cell], layout: Layout, pages: Pages) -> None:
    """Lines at each page edge that is set by hand, over the columns whose cells go on below it."""
    for edge in pages.breaks:
        for left, right in _runs(_columns(cells, layout, edge)):
            bottom = layout.heights[edge - 1]
            _draw(sheet, (edge - 1, bottom - _THIN, bottom), (left, right))
            if not pages.repeated or edge < pages.repeated[1]:  # else the head's own line is there
                _draw(sheet, (edge, 0, _THIN), (left, right))


def _columns(cells: Iterable[Cell], layout: Layout, edge: int) -> Iterator[int]:
    """The columns of bordered cells that go over the edge."""
    for cell in cells:
        start, stop = layout.rows_of(cell)
        if cell.role.bordered and start < edge < stop:
            yield from range(cell.column, cell.right)


def _runs(columns: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring columns, as the first and the one after the last."""
    found = sorted(columns)
    starts = [here for before, here in pairwise([-2, *found]) if here != before + 1]
    ends = [here + 1 for here, after in pairwise([*found, -2]) if after != here + 1]
    yield from zip(starts, ends, strict=True)


class _Dot(Image):
    """The picture itself. openpyxl would have Pillow look at its bytes, which the packages have no part of for that."""

    format = "png"

    def __init__(self, anchor: TwoCellAnchor) -> None:
        self.width = self.height = 1
        self.anchor = anchor

    def _data(self) -> bytes:
        return _DOT


def _draw(sheet: Worksheet, rows: tuple[int, float, float], columns: tuple[int, int]) -> None:
    row, top, bottom = rows
    anchor = TwoCellAnchor(
        editAs="twoCell",
        _from=AnchorMarker(col=columns[0], row=row, rowOff=int(top * _POINT)),
        to=AnchorMarker(col=columns[1], row=row, rowOff=int(bottom * _POINT)),
    )
    sheet.add_image(_Dot(anchor))
