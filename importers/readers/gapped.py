"""Tables whose cells came as paragraphs with an empty line between them, blank cells too: as some sites give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from importers.readers.poured import Row, labelled
from importers.readers.poured_heads import PouredCell, is_level, is_number
from importers.words.variants import YEARLY, behind
from importers.words.vocabulary import LEVEL_PATHS, Word, word_of

_LEAST_COLUMNS = 4
_LEAST_ROWS = 2
_LONGEST_CAPTION = 14
_PAIR = 2  # a label and its value
_TABLE = "表"
_TARGET = "indicator.target"


def gapped_rows(lines: Sequence[str]) -> list[Row]:
    """The rows put together, blank cells in their place; none for a text that is no such table, or whose cells below
    the head are not as many to a row as the head has."""
    last = max((number for number, line in enumerate(lines) if line.strip()), default=-1)
    texts = [line.strip() for line in lines[: last + 1]]
    if any(texts[1::2]) or any("\t" in text for text in texts):
        return []
    cells = [PouredCell(2 * number, word_of(text)) for number, text in enumerate(texts[::2])]
    start, width = _head(cells)
    body = list(_body(cells[start + width :], cells[start : start + width])) if width else []
    if len(body) < _LEAST_ROWS:
        return []
    stop = start + width + sum(map(len, body))
    above, below = ([cell for cell in part if cell.word.norm] for part in (cells[:start], cells[stop:]))
    caption = [above.pop()] if above and _is_caption(above[-1]) else []
    rows = [*_years_beside(labelled(above)), caption, cells[start : start + width], *body, *labelled(below)]
    return [(row[0].line, "\t".join(cell.word.text for cell in row)) for row in rows if row]


def _head(cells: Sequence[PouredCell]) -> tuple[int, int]:
    """Where the heads of the columns begin, and how many there are: levels, and values among them; nothing where there
    is no such row."""
    at = 0
    while at < len(cells):
        heads = list(takewhile(lambda cell: bool(cell.word.column), cells[at:]))
        columns = [cell.word.column for cell in heads]
        if len(heads) >= _LEAST_COLUMNS and columns[0] == LEVEL_PATHS[0] and _TARGET in columns:
            return at, len(heads)
        at += len(heads) or 1
    return 0, 0


def _is_caption(cell: PouredCell) -> bool:
    """A few words over the head that end as names of tables do."""
    return cell.word.norm.endswith(_TABLE) and len(cell.word.norm) <= _LONGEST_CAPTION


def _years_beside(rows: Iterable[list[PouredCell]]) -> Iterator[list[PouredCell]]:
    """The rows, 当年资金总额 and its value in one with 资金总额 and its own, as they stood."""
    last: list[PouredCell] = []
    for row in filter(None, rows):
        if len(last) > 1 and len(row) == _PAIR and _is_years(row[0].word, last[-2].word):
            last += row
            continue
        if last:
            yield last
        last = row
    yield last


def _is_years(word: Word, whole: Word) -> bool:
    own = {behind(YEARLY, one) for one in word.as_label} - {*word.as_label}
    return not own.isdisjoint(whole.as_label)


def _body(cells: Sequence[PouredCell], head: Sequence[PouredCell]) -> Iterator[list[PouredCell]]:
    """The rows, as long as each has levels where the head has them, and no others anywhere else."""
    width, levels = len(head), {n for n, cell in enumerate(head) if cell.word.column in LEVEL_PATHS}
    for at in range(0, len(cells) - width + 1, width):
        row = list(cells[at : at + width])
        if not is_level(row[0].word) or any(not _fits(cell, n in levels) for n, cell in enumerate(row)):
            return
        yield row


def _fits(cell: PouredCell, level: bool) -> bool:
    named = not cell.word.norm or (is_level(cell.word) and not is_number(cell.word))
    return named if level else not cell.word.norm or not is_level(cell.word)
