"""What becomes of tables that go over several pages of a PDF: whatever is joined otherwise than before is seen.

As ``test_damaged``: ``python -m tests.importers.whole.test_paged "名字^3"`` prints the pages and what is made of them,
here and in a checkout of the commit before. Where something else is meant to be made of them: ``WRITE_READ=1 pytest
tests/importers/whole``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from importers.readers.pdf.joined import PageParts, joined_pages, without_furniture
from importers.readers.pdf.lines_of_text import TextLine
from importers.readers.pdf.ruled import PageTable, Piece
from models.table import Table
from tests.importers.readers.pdf.sheet_of_paper import line
from tests.importers.whole.notation import source_in
from tests.importers.whole.test_whole_readings import SEEN, cases
from tests.known import is_known

KNOWN = Path(__file__).parent / "paged"
TIMES = 6
"""How often the tables of each source are laid over pages."""
FILES = 4
"""Files that hold what is known, and tests."""
Cells = dict[tuple[int, int], Piece]


def drawn(table: Table) -> PageTable:
    """A table of a source as a page has it, blank places too."""
    cells = {(one.row, one.column): Piece(one.text, one.row_span, one.column_span) for one in table.cells}
    covered = {
        (row, column)
        for (top, left), piece in cells.items()
        for row in range(top, top + piece.rows)
        for column in range(left, left + piece.columns)
    }
    places = ((row, column) for row in range(table.row_count) for column in range(table.column_count))
    cells |= {place: Piece("") for place in places if place not in covered}
    xs = tuple(50.0 + 40 * column for column in range(table.column_count + 1))
    return PageTable(1, 100, 700, xs, table.row_count, dict(sorted(cells.items())))


def torn(random: Random, whole: PageTable) -> tuple[PageTable, PageTable]:
    """The table in two, between two rows or within one: the lower one with some of what stands above once more."""
    at = random.randrange(1, whole.row_count)
    within = random.random() < 0.4
    above: Cells = {place: deepcopy(piece) for place, piece in whole.cells.items() if place[0] < at}
    below: Cells = {(row - at, column): deepcopy(p) for (row, column), p in whole.cells.items() if row >= at}
    for (row, column), piece in above.items():
        rest = row + piece.rows - at
        if rest > 0:
            piece.rows -= rest
            below[0, column] = Piece(_rest(random, piece), rest, piece.columns)
    if within:
        below = {(row + 1, column): piece for (row, column), piece in below.items()}
        ends = [(column, piece) for (row, column), piece in above.items() if row + piece.rows == at]
        below |= {(0, column): Piece(_rest(random, piece), 1, piece.columns) for column, piece in ends}
    every = frozenset(range(len(whole.xs) - 1))
    cut = random.choice((None, None, every if within else frozenset()))
    rows = whole.row_count - at + within
    under = replace(whole, page=2, row_count=rows, cells=dict(sorted(below.items())))
    return replace(whole, row_count=at, cells=above, cut=cut), under


def _rest(random: Random, piece: Piece) -> str:
    """What the next page says of a cell that goes on: nothing, the same, the same and that it goes on, or its end."""
    half = len(piece.text) // 2
    said = random.choice(("", "", piece.text, f"{piece.text}（续）", piece.text[half:]))
    if said == piece.text[half:] and half:
        piece.text, piece.full = piece.text[:half], random.random() < 0.8
        piece.behind = random.choice((None, "", "\n"))
    return said


def headed(random: Random, above: PageTable, below: PageTable) -> PageTable:
    """With some rows of the page before on top."""
    count = random.choice((0, 0, 1, 1, 2, 3))
    start = random.choice((0, 0, random.randrange(above.row_count)))
    rows = range(start, min(start + count, above.row_count))
    again = {
        (row - start, column): replace(piece, rows=min(piece.rows, rows.stop - row))
        for (row, column), piece in above.cells.items()
        if row in rows
    }
    if again and random.random() < 0.3:
        first = next(iter(again.values()))
        first.text = f"{first.text}（续表）"
    moved = {(row + len(rows), column): piece for (row, column), piece in below.cells.items()}
    return replace(below, row_count=below.row_count + len(rows), cells=dict(sorted({**again, **moved}.items())))


def redrawn(random: Random, table: PageTable) -> PageTable:
    """A little beside its place, with an edge less, or found without rules."""
    way = random.randrange(8)
    if way == 0:
        return replace(table, xs=tuple(edge + random.choice((-4, -2, 2, 3, 5)) for edge in table.xs))
    if way == 1:
        return replace(table, guessed=True)
    if way == 2 and len(table.xs) > 3:
        return replace(table, xs=(*table.xs[:1], table.xs[1] + 10, *table.xs[2:]))
    return table


def paged(random: Random, tables: list[PageTable]) -> list[PageParts]:
    """The tables over pages, with titles and page numbers around them."""
    title, pages = random.choice(("", "项目支出绩效目标表", "附件2")), [PageParts(1, 842)]
    for table in tables:
        last = table
        pages[-1].parts += [line(title, 50, 60), last] if title else [last]
        while last.row_count > 1 and random.random() < 0.75:
            above, below = torn(random, last)
            pages[-1].parts[-1] = above
            last = redrawn(random, headed(random, above, below))
            again = random.choice((None, None, title, f"{title}（续）", "续表", "目标表"))
            pages.append(PageParts(len(pages) + 1, 842, [line(again, 50, 60), last] if again else [last]))
    if random.random() < 0.5:
        for page in pages:
            page.parts.append(line(f"第{page.number}页", 250, 820))
    return pages


def lines(parts: list[TextLine | PageTable]) -> Iterator[str]:
    """What stands there."""
    for part in parts:
        if isinstance(part, TextLine):
            yield f"¶ {part.text}"
            continue
        yield f"▦ {part.row_count} {[round(edge) for edge in part.xs]} {sorted(part.cut or ())}"
        for (row, column), piece in sorted(part.cells.items()):
            span = f"⟪{piece.rows}×{piece.columns}⟫" if (piece.rows, piece.columns) != (1, 1) else ""
            yield f"{row}.{column} {piece.text}{span}"


def each(part: int) -> Iterator[tuple[str, list[str], list[str]]]:
    """Name, the pages, and what becomes of them."""
    for path in SEEN[part::FILES]:
        for name, source, _ in cases(path):
            tables = [one for one in source_in(source).document if isinstance(one, Table) and one.row_count]
            for number in range(TIMES if tables else 0):
                pages = paged(Random(f"{name}^{number}"), [drawn(one) for one in tables])
                before = [text for page in pages for text in lines(page.parts)]
                without_furniture(pages)
                yield f"{name}^{number}", before, [*lines(joined_pages(pages))]


@pytest.mark.parametrize("part", range(FILES))
def test_of_tables_over_pages_the_same_is_made_as_ever(part: int) -> None:
    now = [f"{name} {sha256('⏎'.join(made).encode()).hexdigest()[:10]} {len(made)}" for name, _, made in each(part)]
    is_known(KNOWN / f"{part}.txt", now)


def main(wanted: str) -> None:
    """Prints the pages of that name and what is made of them."""
    for name, before, made in (one for part in range(FILES) for one in each(part)):
        if name == wanted:
            sys.stdout.write("\n".join([*before, "───", *made, ""]))


if __name__ == "__main__":
    main(sys.argv[1])
