"""Letters and lines on a page as the reader of PDF files sees them, placed to the point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from importers.readers.pdf.drawn import Drawn, Glyph, Line
from importers.readers.pdf.lines_of_text import TextLine, lines_of
from importers.readers.pdf.ruled import PageTable, Piece

SIZE = 10.0


def letters(text: str, x: float, y: float, size: float = SIZE) -> list[Glyph]:
    """A text of square letters that begins at ``x`` and ``y`` (left, top); blanks leave room."""
    placed = [(sign, x + size * number) for number, sign in enumerate(text)]
    return [Glyph(sign, left, y, left + size, y + size, size) for sign, left in placed if sign != " "]


def line(text: str, x: float, y: float, size: float = SIZE) -> TextLine:
    """The same as one line."""
    (found,) = lines_of(letters(text, x, y, size))
    return found


def grid(xs: Sequence[float], ys: Sequence[float]) -> tuple[list[Line], list[Line]]:
    """All lines of a table with these edges: the horizontal ones, the vertical ones."""
    return [Line(y, xs[0], xs[-1]) for y in ys], [Line(x, ys[0], ys[-1]) for x in xs]


def page(
    glyphs: Iterable[Glyph], flat: Iterable[Line] = (), upright: Iterable[Line] = (), slanted: Iterable[Line] = ()
) -> Drawn:
    """A page of A4."""
    drawn = (tuple(glyphs), tuple(flat), tuple(upright), tuple(slanted))
    return Drawn(595, 842, *drawn, pictures=False, invisible=False, left_out=0)


def table(rows: Sequence[Sequence[str]], xs: Sequence[float] = (), *, full: Sequence[str] = ()) -> PageTable:
    """A table of a page; ``full``: texts whose last line reaches the edge of their cell."""
    edges = tuple(xs) or tuple(50.0 + 90 * column for column in range(len(rows[0]) + 1))
    cells = {(r, c): Piece(text, full=text in full) for r, row in enumerate(rows) for c, text in enumerate(row)}
    return PageTable(1, 100, 100 + 20 * len(rows), edges, len(rows), cells)


def texts(found: PageTable) -> list[list[str]]:
    """The texts of a table, row by row, of the cells that begin in it."""
    return [list(found.row_texts(row)) for row in range(found.row_count)]


def spans(found: PageTable) -> dict[str, tuple[int, int]]:
    """Text → rows and columns of its cell."""
    return {piece.text: (piece.rows, piece.columns) for piece in found.cells.values() if piece.text}
