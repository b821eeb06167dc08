"""How wide columns are where a template lets them give and take, and how numbers stay whole in narrow ones.

Reckoned in characters, not in any face, so that window, PDF, Excel and Word have the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, permutations
from math import ceil

from models.python import regex
from models.table import Cell, PageSetup, Role, Table

_STEPS = (2.0, 4.0, 8.0)
"""Millimetres that are moved at once from one column to another."""
_MOST_MOVES = 24
_MOST_CELLS = 600
"""Cells that may wrap; of a longer table the template's own widths stay, as nobody would wait for others."""
_POINTS = 72 / 25.4
_BESIDE = 6.0
"""Points that a cell keeps free beside its text."""

LEAST_SCALE = 0.75
"""Part of their size to which numbers may shrink rather than be broken."""
_LEAST_BESIDE = 2.8
_DIGIT, _POINT = 0.56, 0.35  # em; all else is one wide
_LEAST_ROOM = 0.1
_LONGEST = 16.0
"""Em of the longest number that a form can hold, with its sign."""
_SHRINKING = frozenset({Role.NUMBER, Role.VALUE})
_NUMBER = regex(r"[≥≤≧≦＝=＞＜><±≈+＋\-－−]{0,2}\d[\d.,:/]*[%％‰]?(?:[-－~～—]\d[\d.,:/]*[%％‰]?)*")

Widths = tuple[float, ...]
_Rows = list[list[tuple[int, int, float]]]
"""By row: first column, column after the last, and em of every text that may wrap."""


def fitted(own: Widths, least: Sequence[float], cells: Iterable[Cell], page: PageSetup) -> Widths:
    """The widths with which the rows are lowest: no column narrower than its least, their sum the same.

    The template's own stay where nothing is gained, or where it lets no column give.
    """
    elastic = [column for column, width in enumerate(own) if column < len(least) and least[column] < width]
    if len(elastic) < 2:
        return own
    per_mm = (page.size[0] - page.margin_left - page.margin_right) / sum(own) * _POINTS / page.font_size
    rows = _wrapping(cells, least, per_mm, page.font_size)
    if not rows or sum(map(len, rows)) > _MOST_CELLS:
        return own
    beside = _BESIDE / page.font_size
    best, lines = own, _lines(rows, own, per_mm, beside)
    for _ in range(_MOST_MOVES):
        moved = [(_lines(rows, tried, per_mm, beside), tried) for tried in _moves(best, least, elastic)]
        lowest = min(moved, key=lambda found: found[0], default=(lines, best))
        if lowest[0] >= lines:
            break
        lines, best = lowest
    return best


def _moves(widths: Widths, least: Sequence[float], elastic: Sequence[int]) -> Iterable[Widths]:
    """What may be tried next: a little from one column to another."""
    for step in _STEPS:
        for giver, taker in permutations(elastic, 2):
            if widths[giver] - step >= least[giver]:
                changed = list(widths)
                changed[giver] -= step
                changed[taker] += step
                yield tuple(changed)


def _wrapping(cells: Iterable[Cell], least: Sequence[float], per_mm: float, size: float) -> _Rows:
    """The texts of single rows that may take a second line where columns are at their least."""
    rows: dict[int, list[tuple[int, int, float]]] = {}
    for cell in cells:
        if cell.row_span > 1 or not cell.role.bordered or "\n" in cell.text:
            continue
        em = sum(0.5 if char < "\u0250" else 1.0 for char in cell.text)
        if em > sum(least[cell.column : cell.right]) * per_mm - _BESIDE / size:
            rows.setdefault(cell.row, []).append((cell.column, cell.right, em))
    return list(rows.values())


def _lines(rows: _Rows, widths: Widths, per_mm: float, beside: float) -> int:
    """The lines of all rows together, each as high as its longest text; a line holds whole characters."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width * per_mm)
    return sum(
        max(ceil(em / max(int(edges[right] - edges[left] - beside), 1)) for left, right, em in row) for row in rows
    )


# --- numbers that stay on one line ------------------------------------------------------------------------------------


def set_smaller(cell: Cell, room: float) -> float:
    """The scale of a cell's letters: 1, or as much smaller as its longest number wants and may.

    ``room``: em that stand side by side in the cell.
    """
    return max(_scale(cell, room), LEAST_SCALE) if cell.role in _SHRINKING else 1.0


def broken_numbers(table: Table) -> Iterator[str]:
    """The cells whose number is broken over several lines, in words."""
    per_mm = _em_per_mm(table)
    edges = list(accumulate((max(width, 0.0) * per_mm for width in table.widths), initial=0.0))
    beside = _LEAST_BESIDE / table.page.font_size
    for cell in table.cells:
        room = edges[cell.right] - edges[cell.column] - beside
        if len(cell.text) <= room or room > _LONGEST:
            continue
        if _scale(cell, max(room, _LEAST_ROOM)) < (LEAST_SCALE if cell.role in _SHRINKING else 1.0):
            yield f"{table.title}第 {cell.row + 1} 行第 {cell.column + 1} 列的“{cell.text[:24]}”"


def room_of(cell: Cell, table: Table, beside: float) -> float:
    """How many em stand side by side in a cell, which keeps ``beside`` points free beside them."""
    own = sum(max(width, 0.0) for width in table.widths[cell.column : cell.right])
    return max(own * _em_per_mm(table) - beside / table.page.font_size, _LEAST_ROOM)


def _em_per_mm(table: Table) -> float:
    """How many em a millimetre of the template is on the table's paper."""
    page = table.page
    total = sum(max(width, 0.0) for width in table.widths) or 1.0
    return (page.size[0] - page.margin_left - page.margin_right) * _POINTS / total / page.font_size


def _scale(cell: Cell, room: float) -> float:
    """The scale at which the longest number in a cell stays whole, 1 where none must shrink."""
    if len(cell.text) <= room or not cell.role.bordered:
        return 1.0
    longest = max(map(_em, _NUMBER.findall(cell.text)), default=0.0)
    return room / longest if longest > room else 1.0


def _em(number: str) -> float:
    return sum(_POINT if char in ".,:/-" else _DIGIT if char.isdigit() or char in "=<>+" else 1.0 for char in number)
