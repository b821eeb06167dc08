"""Where a table's rows and columns lie on an Excel sheet. Knows nothing of openpyxl.

A sheet row is at most 409.5 pt high, so a table row may take several sheet rows: ``Layout.first`` says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

from exporters.excel.content import number_of, pieces
from exporters.excel.cutting import Flow, cut_at, flow_of
from exporters.excel.heights import (
    CELL_PADDING,
    EXCEL_UNIT,
    PIXELS_PER_POINT,
    WIDEST_UNIT,
    lines_height,
    text_height,
)
from exporters.excel.sizes import scale_in
from exporters.excel.styles import LOOKS, SONG, size_of
from models.table import Cell, PageSetup, Role, Table

MAX_ROW_HEIGHT = 409.5
_POINTS_PER_MM = 72 / 25.4
_SAFETY = 0.98  # part of a page's height that is filled: printers differ a little
_CUT = 0.12
"""Part of a page that a row must be high to be cut."""
_STEP = 0.75  # a pixel in points: Excel keeps heights in whole pixels

LABELS = frozenset({Role.LABEL, Role.HEADER, Role.LEVEL})
"""Short words beside several rows, which a page edge may cut for less than a text."""

Rows = tuple[int, int]
"""Sheet rows from the first up to, but not with, the second; 0-based."""


@dataclass(frozen=True, slots=True)
class Layout:
    """``widths`` in Excel's units, ``heights`` of the sheet rows in points.

    ``first[r]`` is the sheet row where table row ``r`` begins; the last entry is the number of sheet rows.
    ``page_height`` is what one page holds, in points of the sheet; ``scale`` how large the sheet is to be printed.
    """

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    first: tuple[int, ...]
    page_height: float
    scale: float = 1.0

    def rows_of(self, cell: Cell) -> Rows:
        """The sheet rows a cell lies on."""
        return self.first[cell.row], self.first[cell.bottom]

    def height(self, rows: Rows) -> float:
        """Height of sheet rows in points."""
        return sum(self.heights[slice(*rows)])

    def width(self, cell: Cell) -> float:
        """Width of a cell in Excel's units."""
        return sum(self.widths[cell.column : cell.right])


def arrange(table: Table, cells: Sequence[Cell], scale: float = 1.0) -> Layout:
    """The layout of ``cells`` (the table's, with clean text and every blank place filled).

    ``scale``: how large the sheet is to be printed. Its columns are wider in turn, and it is printed one page wide.
    """
    widths = tuple(min(width / scale, 255.0) for width in _column_widths(table, cells))
    page_height = _page_height(table.page, sum(widths))
    wanted = _row_heights(table, cells, widths)
    flows = _flows(table, cells, widths)
    rows = [_sheet_rows(row, wanted, page_height, flows.get(row)) for row in range(table.row_count)]
    heights = tuple(height for parts in rows for height in parts)
    first = tuple(accumulate(map(len, rows), initial=0))
    return Layout(widths, heights, first, page_height, scale)


def height_in(cell: Cell, text: str, units: float, body: float) -> float:
    """Points that a text needs in this cell, ``units`` wide."""
    size = size_of(cell.role, body) * scale_in(cell, units, body)
    return text_height(text, units, size, song=LOOKS[cell.role].face == SONG)


def _column_widths(table: Table, cells: Sequence[Cell]) -> tuple[float, ...]:
    """The widths scaled to the printable width in Excel, none so narrow that a single character is cut."""
    if not table.widths:
        return ()
    page = table.page
    printable = (page.size[0] - page.margin_left - page.margin_right) / 25.4 * 96
    printable *= 1.0 if table.column_count > 1 else EXCEL_UNIT / WIDEST_UNIT  # one column is fitted to no width
    wanted = [max(width, 0.0) for width in table.widths]
    total = sum(wanted) or 1.0
    least = _least_widths(table, cells)
    pixels = [max(int(width / total * printable), low) for width, low in zip(wanted, least, strict=True)]
    return tuple(min(count / EXCEL_UNIT, 255.0) for count in pixels)


def _least_widths(table: Table, cells: Sequence[Cell]) -> list[int]:
    """Pixels that each column must have so that one character fits."""
    least = [0] * table.column_count
    seen: set[tuple[Role, int, int]] = set()
    for cell in cells:
        key = (cell.role, cell.column, cell.right)
        if key in seen or not cell.text:
            continue
        seen.add(key)
        character = size_of(cell.role, table.page.font_size) * PIXELS_PER_POINT
        pixels = ceil((character * 1.1 + CELL_PADDING + 1) / cell.column_span)
        for column in range(cell.column, cell.right):
            least[column] = max(least[column], pixels)
    return [low or ceil(EXCEL_UNIT) for low in least]


def _page_height(page: PageSetup, units: float) -> float:
    """Points of the sheet that one page holds: more than the paper's where the sheet is shrunk to the page's width."""
    width, height = page.size
    printable = (width - page.margin_left - page.margin_right) / 25.4 * 96
    scale = min(1.0, printable / (units * EXCEL_UNIT)) if units else 1.0
    return max((height - page.margin_top - page.margin_bottom) * _POINTS_PER_MM, 72.0) * _SAFETY / scale


def _row_heights(table: Table, cells: Sequence[Cell], widths: tuple[float, ...]) -> list[float]:
    """Height of every table row in points, so that all text shows; it may be more than a sheet row can have."""
    body = table.page.font_size
    heights = [_up(lines_height(1, body))] * table.row_count
    spanning: list[tuple[int, Cell, float]] = []
    for cell in cells:
        need = _need(cell, sum(widths[cell.column : cell.right]), body)
        if cell.row_span == 1:
            heights[cell.row] = max(heights[cell.row], need)
        else:
            spanning.append((cell.row_span, cell, need))
    for row, wanted in table.least_heights:
        heights[row] = max(heights[row], _up(wanted * _POINTS_PER_MM))
    for span, cell, need in sorted(spanning, key=lambda item: item[0]):
        missing = need - sum(heights[cell.row : cell.bottom])
        if missing > 0:
            flow = flow_of(cell, sum(widths[cell.column : cell.right]), body)
            least = heights[cell.row : cell.bottom]
            more = [height + _up(missing / span) for height in least]
            heights[cell.row : cell.bottom] = _at_lines(flow, least, more) if flow else more
    return heights


def _at_lines(flow: Flow, least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Rows about so high as wanted, that end between two lines of the text that lies over them all."""
    ends, ideal = [0.0], 0.0
    for lowest, height in zip(least, wanted, strict=True):
        ideal += height
        ends.append(max(ends[-1] + lowest, round(flow.end_of_line(ideal) / _STEP) * _STEP))
    ends[-1] = max(ends[-1], sum(wanted))
    return [end - start for start, end in pairwise(ends)]


def _need(cell: Cell, units: float, body: float) -> float:
    """Points that a cell needs; one whose text takes several sheet cells needs room for whole rows of each."""
    if not cell.text:
        return 0.0
    if cell.role is Role.NUMBER and number_of(cell.text):
        return _up(lines_height(1, body))
    texts = pieces(cell.text)
    waste = MAX_ROW_HEIGHT if len(texts) > 1 else 0.0
    return _up(sum(height_in(cell, text, units, body) + waste for text in texts))


def _flows(table: Table, cells: Sequence[Cell], widths: tuple[float, ...]) -> dict[int, tuple[int, Flow]]:
    """By table row: the longest text that may be cut there, and the row it begins in."""
    found: dict[int, tuple[int, Flow]] = {}
    for cell in cells:
        flow = flow_of(cell, sum(widths[cell.column : cell.right]), table.page.font_size)
        for row in range(cell.row, cell.bottom) if flow else ():
            if flow and (row not in found or found[row][1].most < flow.most):
                found[row] = cell.row, flow
    return found


def _sheet_rows(row: int, wanted: Sequence[float], page_height: float, flow: tuple[int, Flow] | None) -> list[float]:
    """Heights of the sheet rows a table row goes into: parts between whose lines a page may end, or small ones."""
    height = wanted[row]
    if flow and height > _CUT * page_height:
        above = sum(wanted[flow[0] : row])
        return cut_at(height, flow[1].edges(above, height), _STEP)
    most = MAX_ROW_HEIGHT if height <= page_height else min(page_height / 4, MAX_ROW_HEIGHT)
    count = ceil(height / most) if height > MAX_ROW_HEIGHT else 1
    return [min(_up(height / count), MAX_ROW_HEIGHT)] * count


def _up(height: float) -> float:
    return ceil(height / _STEP - 1e-9) * _STEP
