"""Which cells of a sheet hold a number that can be reckoned with, and the one format of each column."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from exporters.excel.content import GENERAL, GENERAL_DIGITS, common_format, decimals, number_of
from exporters.excel.heights import room, text_width
from exporters.excel.placing import Layout
from exporters.excel.styles import size_of
from models.table import Cell, Role

_VALUES_AS_NUMBERS = frozenset({"indicator.target.number"})
"""Texts of the form that are a number where they stand in a column of their own."""

Formats = dict[tuple[int, int], str]
"""Row and column of a cell that holds a number → its format."""


def number_formats(cells: Iterable[Cell], layout: Layout, body: float) -> Formats:
    """The number cells with their formats: one for the amounts of a column under one head, one for its percentages.

    What a template names itself is kept as it was written, and has the decimals it was written with.
    """
    cells = list(cells)
    heads = sorted({cell.bottom for cell in cells if cell.role is Role.HEADER and cell.text})
    columns: dict[tuple[int, int, bool, int], list[Cell]] = defaultdict(list)
    for cell in cells:
        if _is_number(cell) and _fits(cell, layout, body):
            own = decimals(cell.text) if _is_own(cell) else -1
            columns[bisect_right(heads, cell.row), cell.column, cell.text[-1] == "%", own].append(cell)
    return {
        (cell.row, cell.column): shown for column in columns.values() for shown in [_shown(column)] for cell in column
    }


def _is_number(cell: Cell) -> bool:
    return _says_just_so(cell) if _is_text(cell) else cell.role is Role.NUMBER and number_of(cell.text) is not None


def _shown(column: Sequence[Cell]) -> str:
    """Where a number is a text in the form, the others of its column are shown as it must be."""
    return GENERAL if any(map(_is_text, column)) else common_format([cell.text for cell in column])


def _is_text(cell: Cell) -> bool:
    """The value is a text in the form, of which no digit may change."""
    return any(slot.kind != "amount" for slot in cell.slots)


def _is_own(cell: Cell) -> bool:
    """The value is of a field that the template names itself."""
    return any("extra" in slot.field.split(".") for slot in cell.slots)


def _says_just_so(cell: Cell) -> bool:
    """The text is what Excel shows of its number in the format General."""
    text = cell.text
    if len(cell.slots) != 1 or (cell.role is not Role.NUMBER and cell.slots[0].field not in _VALUES_AS_NUMBERS):
        return False
    number = number_of(text)
    return number is not None and len(text) <= GENERAL_DIGITS and f"{number.normalize():f}" == text


def _fits(cell: Cell, layout: Layout, body: float) -> bool:
    """A number cannot wrap. It may shrink a little; one that would be unreadable goes in as text."""
    return text_width(cell.text) <= 1.5 * room(layout.width(cell), size_of(cell.role, body))
