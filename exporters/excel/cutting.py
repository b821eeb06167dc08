"""Where a row of long text may be cut by a page edge: between two of its lines. Knows nothing of openpyxl.

A sheet row is on one page or on the next, so a row that is to be cut takes several. Their edges lie where five lines
of text end: five lines of the faces that stand in for 宋体 are nearly as high as six of 宋体 itself, and so an edge
falls between two lines in either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from exporters.excel.heights import CELL_SPACE, fewest_lines, printed_line, text_height
from exporters.excel.styles import LOOKS, SONG, size_of
from models.table import Cell, Role

FLOWING = frozenset({Role.TEXT, Role.PARAGRAPH, Role.VALUE, Role.NOTE, Role.CHOICE})
"""Running text, which may go on over a page edge."""
_LINES = 5
_LEAST_BELOW = 3
_LONG = 10
"""Lines of a text that is worth to be cut."""
_ABOVE = CELL_SPACE / 4  # points of a cell above its first line
_SONG_LINE = 1.2  # em that a line of 宋体 is high, the lowest of all faces
_NEAR = 1.0  # points by which an edge may lie off the one between two lines


@dataclass(frozen=True, slots=True)
class Flow:
    """A long text in a cell: the height of its lines, and where in the cell the last of them ends, all in points.

    ``least`` is that end where its face is 宋体, ``most`` where another stands in for it but takes as few lines.
    """

    line: float
    least: float
    most: float

    def edges(self, start: float, height: float) -> Iterator[float]:
        """Where a row may be cut that lies so far below the top of the cell, counted from the top of the row."""
        unit = _LINES * self.line
        edge = _ABOVE + unit
        while edge - start <= height - _LEAST_BELOW * self.line:
            if edge - start >= _LEAST_BELOW * self.line:
                yield edge - start
            edge += unit

    def between_lines(self, depth: float) -> bool:
        """Does an edge so far below the top of the cell fall between two lines?"""
        return abs(depth - self.end_of_line(depth)) <= _NEAR

    def end_of_line(self, depth: float) -> float:
        """The place nearest to that depth where a line ends."""
        return _ABOVE + round((depth - _ABOVE) / self.line) * self.line

    def rests(self, depth: float) -> bool:
        """Are there lines below such an edge, whatever program opens the file?"""
        return depth <= self.least - 2 * self.line

    def over(self, depth: float) -> bool:
        """May all the lines stand above such an edge, so that the next page would begin with nothing?"""
        return depth > self.most - self.line


def flow_of(cell: Cell, units: float, body: float) -> Flow | None:
    """The text of a cell ``units`` wide where it is so long that it may be cut."""
    size = size_of(cell.role, body)
    line = printed_line(size)
    if cell.role not in FLOWING or len(cell.text) * size < _LONG or not cell.text:
        return None
    if text_height(cell.text, units, size, song=LOOKS[cell.role].face == SONG) < _LONG * line:
        return None
    lines = fewest_lines(cell.text, units, size)
    return Flow(line, lines * size * _SONG_LINE, lines * line)


def cut_at(height: float, edges: Iterable[float], step: float) -> list[float]:
    """The heights of the parts of a row, each so many whole steps."""
    ends = [round(edge / step) * step for edge in edges]
    return [end - start for start, end in zip([0.0, *ends], [*ends, height], strict=True)]


def joined(heights: Sequence[float], starts: Iterable[int], most: float) -> list[int]:
    """The parts that begin a sheet row when all others are joined to the one before, no row higher than ``most``.

    ``starts``: the parts that begin one in any case.
    """
    fixed = {0, *starts}
    found: list[int] = []
    filled = 0.0
    for number, height in enumerate(heights):
        if number in fixed or filled + height > most:
            found.append(number)
            filled = 0.0
        filled += height
    return found
