"""Merged cells that were copied once for every cell they cover: the text counts once."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from importers.words.indicator_heads import is_indicator_head
from importers.words.vocabulary import word_of
from models.table import Cell, Table

Place = tuple[int, int]
"""Row and column."""


def without_repeats(table: Table) -> tuple[Table, dict[Place, list[Place]]]:
    """The table with the text of a merged cell in the first of its places only, and where it stood as well.

    Nothing is done where spans are known or no label stands twice, side by side or, above the head of indicators, one
    below the other. Below the head of indicators only what
    the head itself has twice is taken for merged: equal numbers may stand side by side there, and under two different
    heads anywhere.
    """
    if table.spans_known or not any(map(_alike, table.cells, table.cells[1:])):
        return table, {}
    texts = {(cell.row, cell.column): cell.text.strip() for cell in table.cells if cell.text.strip()}
    twice = {(row, column) for (row, column), text in texts.items() if texts.get((row, column - 1)) == text}
    head = _head_row(table)
    below = {(row, 0) for row, column in texts if column == 0 and _repeats_label(texts, row, above=row < head)}
    if not any(word_of(texts[place]).begins_row for place in twice) and not any(row < head for row, _ in below):
        return table, {}
    columns = {column for row, column in twice if row == head}
    gone = {(row, column) for row, column in twice if row <= head or column in columns} - _numbers_apart(texts)
    gone |= below
    return table._replace(cells=tuple(_blank(cell, gone) for cell in table.cells)), _places(texts, gone)


def _alike(left: Cell, right: Cell) -> bool:
    """Two cells side by side hold the same."""
    return left.row == right.row and left.column + 1 == right.column and left.text.strip() == right.text.strip()


def _places(texts: Mapping[Place, str], gone: Set[Place]) -> dict[Place, list[Place]]:
    """First place of a merged cell → the other ones."""
    again: dict[Place, list[Place]] = {}
    for place in sorted(gone):
        row, column = place
        while (row, column) in gone:
            row, column = (row, column - 1) if texts.get((row, column - 1)) == texts[place] else (row - 1, column)
        again.setdefault((row, column), []).append(place)
    return again


def _numbers_apart(texts: Mapping[Place, str]) -> set[Place]:
    """Equal numbers side by side whose columns were told apart by what stands above them: two numbers, not one."""
    found: set[Place] = set()
    apart: dict[int, bool] = {}
    for (row, column), text in sorted(texts.items()):
        before = texts.get((row, column - 1))
        if before == text and _is_number(text):
            found |= {(row, column)} if apart.get(column) else set()
        elif before is not None:
            apart[column] = before != text
    return found


def _is_number(text: str) -> bool:
    word = word_of(text)
    return word.quantity or word.like_number


def _head_row(table: Table) -> int:
    """The number of the first row that heads indicators; behind the last row where none does."""
    rows = table.rows()
    heads = (n for n, row in enumerate(rows) if is_indicator_head([word_of(cell.text) for cell in row]))
    return next(heads, len(rows))


def _repeats_label(texts: Mapping[Place, str], row: int, *, above: bool) -> bool:
    """A label that stands in the place above as well; ``above`` the indicators anything that does before a label."""
    text = texts[row, 0]
    labels = (text, texts.get((row, 1), "")) if above else (text,)
    return texts.get((row - 1, 0)) == text and any(word_of(label).begins_row for label in labels)


def _blank(cell: Cell, gone: Set[Place]) -> Cell:
    return replace(cell, text="") if (cell.row, cell.column) in gone else cell
