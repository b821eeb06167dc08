"""Tables over several pages become one: repeated heads go, rows and merged cells that a page cut are whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.readers.pdf.lines_of_text import TextLine, joined
from importers.readers.pdf.ruled import PageTable, Piece

_SAME_EDGE = 3.0  # points
_NUMBER = re.compile(r"[-—–－·第共页Page of/／\s\d一二三四五六七八九十]+", re.IGNORECASE)
_CONTINUED = re.compile(r"[（(【\[]?\s*(?:[续接]上[表页]|接?续表?)\s*[）)】\]]?")
_MARGIN = 0.09  # of a page's height: what stands nearer to its edge may be a running title or a page number


@dataclass(slots=True)
class PageParts:
    """What stands on a page, top to bottom."""

    number: int
    height: float
    parts: list[TextLine | PageTable] = field(default_factory=list)


def without_furniture(pages: Sequence[PageParts]) -> None:
    """Takes away page numbers, and running titles that return on the next pages in the margin."""
    said = Counter(_bare(part.text) for page in pages for part in _margins(page))
    for page in pages:
        margins = {id(part) for part in _margins(page)}
        page.parts = [
            part
            for part in page.parts
            if not (
                isinstance(part, TextLine)
                and id(part) in margins
                and (_NUMBER.fullmatch(part.text) or (said[_bare(part.text)] > 1 and len(pages) > 1))
            )
        ]


def _bare(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _margins(page: PageParts) -> list[TextLine]:
    top, bottom = page.height * _MARGIN, page.height * (1 - _MARGIN)
    return [part for part in page.parts if isinstance(part, TextLine) and (part.bottom < top or part.top > bottom)]


def joined_pages(pages: Sequence[PageParts]) -> list[TextLine | PageTable]:
    """All parts in reading order, tables that go over a page's edge as one."""
    whole: list[TextLine | PageTable] = []
    titles: set[str] = set()
    for page in pages:
        parts = list(page.parts)
        last = whole[-1] if whole else None
        repeated = 0
        while repeated < len(parts) and _repeats(parts[repeated], titles):
            repeated += 1
        first = parts[repeated] if repeated < len(parts) else None
        if isinstance(last, PageTable) and isinstance(first, PageTable) and _go_together(last, first):
            _append(last, first)
            parts = parts[repeated + 1 :]
        titles |= {_uncontinued(part.text) for part in parts if isinstance(part, TextLine)}
        whole += parts
    return whole


def _uncontinued(text: str) -> str:
    return re.sub(r"\s+", "", _CONTINUED.sub("", text))


def _repeats(part: TextLine | PageTable, titles: set[str]) -> bool:
    """A title that stood before, or a mere （续表）."""
    return isinstance(part, TextLine) and (_uncontinued(part.text) in titles or not _uncontinued(part.text))


def _go_together(above: PageTable, below: PageTable) -> bool:
    return (
        above.guessed == below.guessed
        and len(above.xs) == len(below.xs)
        and all(abs(one - other) <= _SAME_EDGE for one, other in zip(above.xs, below.xs, strict=True))
    )


def _append(above: PageTable, below: PageTable) -> None:
    """The rows of the next page under those that are there."""
    start = _repeated_rows(above, below)
    rows = {place: piece for place, piece in below.cells.items() if place[0] >= start}
    if not rows:
        return
    offset = above.row_count - start
    if _continues(above, below, start):
        offset -= 1
        _continue_row(above, rows, start)
    else:
        _lengthen(above, rows, start)
    for (row, column), piece in rows.items():
        above.cells[row + offset, column] = piece
    above.row_count = below.row_count + offset
    above.inner += below.inner


def _repeated_rows(above: PageTable, below: PageTable) -> int:
    """How many rows at the top of a page say what rows before said: heads, and titles with （续）."""
    known = {_plain_row(above, row) for row in range(above.row_count)}
    start = 0
    while start < below.row_count and any(_plain_row(below, start)) and _plain_row(below, start) in known:
        start += 1
    return start


def _plain_row(table: PageTable, row: int) -> tuple[str, ...]:
    return tuple(_uncontinued(text) for text in table.row_texts(row))


def _last_row(table: PageTable) -> dict[int, tuple[int, Piece]]:
    """Column → row and cell, of the cells that reach the table's last row."""
    return {column: (row, piece) for (row, column), piece in table.cells.items() if row + piece.rows == table.row_count}


def _continues(above: PageTable, below: PageTable, start: int) -> bool:
    """True when the first row on the page goes on with the last one before: it is blank where that one said something,
    and what it says goes on with full lines."""
    ends = _last_row(above)
    first = {column: piece for (row, column), piece in below.cells.items() if row == start}
    said = [column for column, piece in first.items() if piece.text]
    blank = [column for column, piece in first.items() if not piece.text and column in ends and ends[column][1].text]
    own = [column for column in blank if ends[column][1].rows == 1]
    return bool(said and own) and all(column in ends and ends[column][1].full for column in said)


def _continue_row(above: PageTable, rows: dict[tuple[int, int], Piece], start: int) -> None:
    """The texts of the first row go on in the cells of the last one; what is merged downwards stays so."""
    for column, (_, piece) in _last_row(above).items():
        more = rows.pop((start, column), None)
        if more is None:
            continue
        piece.text = joined(piece.text, more.text, wrapped=True)
        piece.full = more.full
        piece.rows += more.rows - 1


def _lengthen(above: PageTable, rows: dict[tuple[int, int], Piece], start: int) -> None:
    """Blank cells in front are the rest of merged ones that the page cut."""
    ends = _last_row(above)
    for column in range(len(above.xs) - 1):
        piece = rows.get((start, column))
        if piece is None or piece.text or column not in ends or not ends[column][1].text:
            break
        if len([place for place in rows if place[0] == start]) == 1:
            break
        ends[column][1].rows += piece.rows
        del rows[start, column]
