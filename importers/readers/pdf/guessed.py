"""Tables without ruled lines, guessed from gaps that several lines keep. Always told as guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from importers.readers.pdf.lines_of_text import TextLine, joined, segments
from importers.readers.pdf.ruled import PageTable, Piece
from importers.readers.source import clean_text

_LEAST_ROWS = 3


def guessed_parts(lines: Sequence[TextLine], page: int) -> Iterator[TextLine | PageTable]:
    """Lines, and runs of lines that keep columns as tables."""
    run: list[TextLine] = []
    for line in lines:
        if run and not _goes_on(run, line):
            yield from _ended(run, page)
            run = []
        run.append(line)
    yield from _ended(run, page)


def _goes_on(run: Sequence[TextLine], line: TextLine) -> bool:
    """A line belongs to a run when it has columns (or one text within a column) and stands near it."""
    near = line.top - run[-1].bottom < 2.5 * line.size
    return near and (len(segments(line)) > 1) == (len(segments(run[0])) > 1)


def _ended(run: list[TextLine], page: int) -> Iterator[TextLine | PageTable]:
    if len(run) >= _LEAST_ROWS and len(segments(run[0])) > 1:
        edges = _columns(run)
        if len(edges) > 2:
            yield _table(run, edges, page)
            return
    yield from run


def _columns(run: Sequence[TextLine]) -> list[float]:
    """The edges of columns: the middles of gaps that no line of the run writes into."""
    taken = sorted((part.left, part.right) for line in run for part in segments(line))
    edges, reach = [taken[0][0]], taken[0][1]
    for left, right in taken:
        if left - reach > 2:
            edges.append((reach + left) / 2)
        reach = max(reach, right)
    return [*edges, reach]


def _table(run: Sequence[TextLine], edges: Sequence[float], page: int) -> PageTable:
    rows = list(_rows(run))
    cells = {(row, column): Piece("") for row in range(len(rows)) for column in range(len(edges) - 1)}
    for number, lines in enumerate(rows):
        for line in lines:
            for part in segments(line):
                column = max(one for one in range(len(edges) - 1) if one == 0 or edges[one] <= part.left)
                piece = cells[number, column]
                piece.text = clean_text(joined(piece.text, part.text, wrapped=True))
    top, bottom = run[0].top, run[-1].bottom
    return PageTable(page, top, bottom, tuple(edges), len(rows), cells, guessed=True)


def _rows(run: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Lines by row: where lines stand at two distances, a near one goes on with the row above."""
    steps = [below.top - above.top for above, below in pairwise(run)]
    near = min(steps) if max(steps) > 1.35 * min(steps) else 0
    row = [run[0]]
    for step, line in zip(steps, run[1:], strict=True):
        if near and step < (near + max(steps)) / 2:
            row.append(line)
        else:
            yield row
            row = [line]
    yield row
