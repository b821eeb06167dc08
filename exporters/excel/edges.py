"""Lines where a page edge cuts a cell of a sheet.

A cell has one frame, however many pages it goes over, so where a page ends within one nothing closes it. A line is
drawn there above the break, and below it where no head is repeated: a picture of one black dot, which goes with its
rows and is no text.
"""

from __future__ import annotations

from base64 import b64decode
from bisect import bisect_left, bisect_right
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


def close_cut_cells(sheet: Worksheet, cells: Iterable[Cell], layout: Layout, pages: Pages) -> None:
    """Lines at each page edge that is set by hand, over the columns whose cells go on below it."""
    for edge, columns in sorted(_cut(cells, layout, pages.breaks).items()):
        for left, right in _runs(columns):
            bottom = layout.heights[edge - 1]
            _draw(sheet, (edge - 1, bottom - _THIN, bottom), (left, right))
            if not pages.repeated or edge < pages.repeated[1]:  # else the head's own line is there
                _draw(sheet, (edge, 0, _THIN), (left, right))


def _cut(cells: Iterable[Cell], layout: Layout, edges: Sequence[int]) -> dict[int, list[int]]:
    """The columns of bordered cells that go over each of the edges, which are in order."""
    found: dict[int, list[int]] = {}
    for cell in cells:
        start, stop = layout.rows_of(cell)
        if cell.role.bordered and stop - start > 1:
            for edge in edges[bisect_right(edges, start) : bisect_left(edges, stop)]:
                found.setdefault(edge, []).extend(range(cell.column, cell.right))
    return found


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
