"""Tables over several pages become one: repeated heads go, rows and merged cells that a page cut are whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from importers.readers.pdf.lines_of_text import TextLine, joined
from importers.readers.pdf.ruled import PageTable, Piece
from models.python import regex

_SAME_EDGE = 3.0  # points
_NUMBER = regex(r"[-—–－·第共页Page of/／\s\d一二三四五六七八九十]+", re.IGNORECASE)
_CONTINUED = regex(r"[（(【\[]?\s*(?:[续接]上[表页]|接?续表?)\s*[）)】\]]?")
_MARKS = regex(r"[☑√✓✔■●□☐○☒\s]+")
_LABELS = 6  # rows at the top of a table that say of which form it is
_TOP = 3  # rows in which heads stand that are of the whole table
_HEADS = 3  # cells of a row that is known again as a head
_MARGIN = 0.09  # of a page's height: what stands nearer to its edge may be a running title or a page number


@dataclass(slots=True)
class PageParts:
    """What stands on a page, top to bottom."""

    number: int
    height: float
    parts: list[TextLine | PageTable] = field(default_factory=list)


def without_furniture(pages: Sequence[PageParts]) -> None:
    """Takes away page numbers, and running titles: what returns in the margin where no table begins, or ends.

    What stands over a table that begins there, or under one that ends there, is its title and its signatures, however
    many other tables have the same.
    """
    begins = _begins(pages)
    ends = [*begins[1:], True]
    running = {
        *_running(pages, begins, _top_margin),
        *_running(pages, [end and _has_table(page) for end, page in zip(ends, pages, strict=True)], _bottom_margin),
    }
    for page in pages:
        margins = {id(part) for part in (*_top_margin(page), *_bottom_margin(page))}
        page.parts = [part for part in page.parts if not (id(part) in margins and _is_furniture(part, running))]


def _is_furniture(part: TextLine | PageTable, running: set[str]) -> bool:
    return isinstance(part, TextLine) and bool(_NUMBER.fullmatch(part.text) or _bare(part.text) in running)


def _running(
    pages: Sequence[PageParts], edges: Sequence[bool], margin: Callable[[PageParts], list[TextLine]]
) -> Iterator[str]:
    """What stands in that margin of several pages, at least one of which has no edge of a table there."""
    said = [{_bare(part.text) for part in margin(page)} for page in pages]
    counts = Counter(text for texts in said for text in texts)
    inside = set().union(*(texts for texts, edge in zip(said, edges, strict=True) if not edge))
    return (text for text in inside if counts[text] > 1)


def _begins(pages: Sequence[PageParts]) -> list[bool]:
    """For every page whether a table begins on it as its first: one that does not go on from the page before."""
    found: list[bool] = []
    form: PageTable | None = None  # the page's table with which the last one began
    last: PageTable | None = None
    for page in pages:
        tables = [part for part in page.parts if isinstance(part, PageTable)]
        goes_on = bool(tables and last and form and _go_together(last, tables[0]) and not _begins_anew(form, tables[0]))
        found.append(bool(tables) and not goes_on)
        if tables:
            form = form if goes_on and len(tables) == 1 else tables[-1]
            last = tables[-1]
        else:
            last = None
    return found


def _has_table(page: PageParts) -> bool:
    return any(isinstance(part, PageTable) for part in page.parts)


def _begins_anew(above: PageTable, below: PageTable) -> bool:
    """Labels of the first rows are the same in both with something else behind them: another form of the same kind."""
    rows = min(_LABELS, above.row_count, below.row_count)
    pairs = ((_filled(above, row), _filled(below, row)) for row in range(rows))
    return len({one[0] for one, other in pairs if one and other and one[0] == other[0] and one != other}) > 1


def _filled(table: PageTable, row: int) -> list[str]:
    return [text for text in _plain_row(table, row) if text]


def _bare(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _top_margin(page: PageParts) -> list[TextLine]:
    return [part for part in page.parts if isinstance(part, TextLine) and part.bottom < page.height * _MARGIN]


def _bottom_margin(page: PageParts) -> list[TextLine]:
    return [part for part in page.parts if isinstance(part, TextLine) and part.top > page.height * (1 - _MARGIN)]


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
        pair = (last, first) if isinstance(last, PageTable) and isinstance(first, PageTable) else None
        if pair and _go_together(*pair) and not _begins_anew(*pair):
            _append(*pair)
            parts = parts[repeated + 1 :]
        elif pair and (torn := _torn(*pair)):
            whole[-1] = torn
            parts = parts[repeated + 1 :]
        elif isinstance(last, TextLine) and isinstance(rest := parts[0] if parts else None, TextLine) and last.runs_on:
            whole[-1] = TextLine((*last.glyphs, *rest.glyphs))
            parts = parts[1:]
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


def _torn(above: PageTable, below: PageTable) -> PageTable | None:
    """Both as one where the page cut a row, or has the heads or a label once more, though each has edges of its own
    within the same frame: a page shows those only that its rows need."""
    ends = ((above.xs[0], below.xs[0]), (above.xs[-1], below.xs[-1]))
    if above.guessed or below.guessed or any(abs(one - other) > _SAME_EDGE for one, other in ends):
        return None
    xs = _common_edges(above.xs, below.xs)
    whole, rest = _on_edges(above, xs), _on_edges(below, xs)
    if not (_has_heads_again(whole, rest) or _marked(whole, rest.cells, 0) or _continues(whole, rest, 0)):
        return None
    _append(whole, rest)
    return whole


def _has_heads_again(above: PageTable, below: PageTable) -> bool:
    """True for a table that begins with heads that the one above has, and is no other form of the same kind."""
    heads = [_filled(below, row) for row in range(_repeated_rows(above, below))]
    return any(len(head) >= _HEADS for head in heads) and not _begins_anew(above, below)


def _common_edges(some: Sequence[float], others: Sequence[float]) -> tuple[float, ...]:
    new = [one for one in others if all(abs(one - other) > _SAME_EDGE for other in some)]
    return tuple(sorted((*some, *new)))


def _on_edges(table: PageTable, xs: tuple[float, ...]) -> PageTable:
    """The same table with more edges, over which its cells lie."""
    at = [min(range(len(xs)), key=lambda one: abs(xs[one] - edge)) for edge in table.xs]
    cells = {
        (row, at[column]): replace(piece, columns=at[column + piece.columns] - at[column])
        for (row, column), piece in table.cells.items()
    }
    cut = table.cut and frozenset(place for one in table.cut for place in range(at[one], at[one + 1]))
    return replace(table, xs=xs, cells=cells, cut=cut)


def _append(above: PageTable, below: PageTable) -> None:
    """The rows of the next page under those that are there."""
    start = _repeated_rows(above, below)
    rows = {place: piece for place, piece in below.cells.items() if place[0] >= start}
    if not rows:
        return
    _lengthen_beside_heads(above, below, start)
    offset = above.row_count - start
    marked = _unmark(above, rows, start)
    if _continues(above, below, start):
        offset -= 1
        _continue_row(above, rows, start)
    else:
        _lengthen(above, rows, start, marked)
    for (row, column), piece in rows.items():
        above.cells[row + offset, column] = piece
    above.row_count = below.row_count + offset
    above.inner += below.inner
    above.cut = below.cut


def _lengthen_beside_heads(above: PageTable, below: PageTable, start: int) -> None:
    """A label that stands beside the repeated head and goes on below it is the rest of the one before."""
    ends = _last_row(above)
    for (row, column), piece in below.cells.items():
        if row < start < row + piece.rows and column in ends:
            ends[column][1].rows += row + piece.rows - start


def _unmark(above: PageTable, rows: dict[tuple[int, int], Piece], start: int) -> set[int]:
    """A label that is only there again, with （续）, is the rest of the one before; the columns of such."""
    found = _marked(above, rows, start)
    for column in found:
        rows[start, column].text = ""
    return found


def _marked(above: PageTable, rows: Mapping[tuple[int, int], Piece], start: int) -> set[int]:
    """The columns in which the first row has the label before once more, with （续）."""
    again = {column: rows[start, column].text for column in _last_row(above) if (start, column) in rows}
    said = {column: _uncontinued(piece.text) for column, (_, piece) in _last_row(above).items()}
    return {one for one, text in again.items() if _CONTINUED.search(text) and _uncontinued(text) == said[one]}


def _repeated_rows(above: PageTable, below: PageTable) -> int:
    """How many rows at the top of a page say what rows before said: heads, and titles with （续）. What stands below a
    head of several words stood there before, too; else it is a row that says what another said."""
    known = [_plain_row(above, row) for row in range(above.row_count)]
    start, places = 0, list(range(above.row_count))
    while start < below.row_count and any(said := _plain_row(below, start)):
        found = [row for row in places if row < above.row_count and known[row] == said]
        if not found:
            break
        places = [row + 1 for row in found] if sum(map(bool, said)) > 1 else list(range(above.row_count))
        start += 1
    return 0 if start and (_has_ended(above, below, start - 1) or _begins_beside(above, below, start)) else start


def _begins_beside(above: PageTable, below: PageTable, start: int) -> bool:
    """True where a label stands beside heads and the rows below them that is none of the last row before: the heads are
    of rows that begin with it."""
    ends = {column: _uncontinued(piece.text) for column, (_, piece) in _last_row(above).items()}
    return any(
        row < start < row + piece.rows and piece.text and _uncontinued(piece.text) != ends.get(column)
        for (row, column), piece in below.cells.items()
    )


def _has_ended(above: PageTable, below: PageTable, head: int) -> bool:
    """True where the rows under a head had ended on the page before, with a row of fewer columns that is none of them:
    what the next page begins with is the same head over other rows. Heads at a table's top may be of all of it."""
    text = _plain_row(below, head)
    known = [row for row in range(above.row_count) if _plain_row(above, row) == text]
    if not known or known[0] < _TOP or any(_CONTINUED.search(one) for one in below.row_texts(head)):
        return False
    last = _begun(above, above.row_count - 1)
    body = (_begun(above, row) for row in range(known[-1] + 1, above.row_count - 1))
    return not _begun(below, head) <= last and last not in body


def _begun(table: PageTable, row: int) -> set[int]:
    """The columns at which the cells of a row begin, those too that reach down to it."""
    return {column for (top, column), piece in table.cells.items() if top <= row < top + piece.rows}


def _plain_row(table: PageTable, row: int) -> tuple[str, ...]:
    return tuple(_uncontinued(text) for text in table.row_texts(row))


def _last_row(table: PageTable) -> dict[int, tuple[int, Piece]]:
    """Column → row and cell, of the cells that reach the table's last row."""
    return {column: (row, piece) for (row, column), piece in table.cells.items() if row + piece.rows == table.row_count}


def _continues(above: PageTable, below: PageTable, start: int) -> bool:
    """True when the first row on the page goes on with the last one before, as the rule below that one tells. Where it
    does not: the row is blank where that one said something, in at least half as many cells as it goes on in, and what
    it says goes on with full lines. A row that says the same once more, with other boxes ticked, is another one."""
    ends = _last_row(above)
    first = {column: piece for (row, column), piece in below.cells.items() if row == start}
    said = [column for column, piece in first.items() if piece.text]
    if above.cut is not None:
        return len(above.cut) == len(above.xs) - 1 and all(column in ends for column in said)
    blank = [column for column, piece in first.items() if not piece.text and column in ends and ends[column][1].text]
    own = [column for column in blank if ends[column][1].rows == 1]
    if said and all(column in ends and _same_words(ends[column][1], first[column]) for column in said):
        return False
    return 0 < len(said) <= 2 * len(own) and all(
        column in ends and ends[column][1].full and _as_wide(ends[column][1], first[column]) for column in said
    )


def _same_words(piece: Piece, more: Piece) -> bool:
    return _MARKS.sub("", piece.text) == _MARKS.sub("", more.text)


def _as_wide(piece: Piece, more: Piece) -> bool:
    """A label beside several rows goes on only in a cell as wide."""
    return piece.rows == 1 or piece.columns == more.columns


def _continue_row(above: PageTable, rows: dict[tuple[int, int], Piece], start: int) -> None:
    """The texts of the first row go on in the cells of the last one; what is merged downwards stays so."""
    for column, (_, piece) in _last_row(above).items():
        more = rows.pop((start, column), None)
        if more is None:
            continue
        if above.cut is None:
            _add(piece, more)
        else:
            _go_on(piece, more)
        piece.rows += more.rows - 1


def _go_on(piece: Piece, more: Piece) -> None:
    """The text of a cell that goes on on the next page, which may only say it once more."""
    if more.text != piece.text:
        _add(piece, more)


def _add(piece: Piece, more: Piece) -> None:
    piece.text = joined(piece.text, more.text, wrapped=piece.full, behind=piece.behind)
    piece.full, piece.behind = more.full, more.behind


def _lengthen(above: PageTable, rows: dict[tuple[int, int], Piece], start: int, marked: Collection[int]) -> None:
    """Blank cells in front are the rest of merged ones that the page cut, and so are those ``marked`` as such; where
    the drawing tells which are cut, those."""
    ends, leading = _last_row(above), not above.cut
    for column in above.cut or ():
        if column in ends and (more := rows.get((start, column))) and more.text:
            _go_on(ends[column][1], more)
    marked = {*marked, *(above.cut or ())} & ends.keys()
    for column in range(len(above.xs) - 1):
        piece = rows.get((start, column))
        if piece is None:
            continue
        leading = leading and not piece.text and column in ends and bool(ends[column][1].text)
        leading = leading and len([place for place in rows if place[0] == start]) > 1
        if leading or column in marked:
            ends[column][1].rows += piece.rows
            del rows[start, column]
