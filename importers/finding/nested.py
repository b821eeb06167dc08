"""Tables that stand in a cell of another, and whose text that cell holds as well: each is read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from importers.words.indicator_heads import is_indicator_head
from importers.words.vocabulary import word_of
from models.table import Cell, Document, Paragraph, Table


def once(document: Document) -> Mapping[int, Table | None]:
    """Parts of the document that are read otherwise than they stand, by their number: a table within a cell is that
    cell's text (None), but for one of indicators, which is read as a table and stands in no cell."""
    found: dict[int, Table | None] = {}
    outer = -1
    for number, part in enumerate(document):
        if isinstance(part, Paragraph):
            outer = -1
            continue
        around = found.get(outer) or document[outer] if outer >= 0 else None
        cell = _cell_around(part, around) if isinstance(around, Table) else None
        if cell is None or not isinstance(around, Table):
            outer = number
        elif _heads_indicators(part):
            found[outer] = _without(around, cell, part)
        else:
            found[number] = None
    return found


def _cell_around(inner: Table, outer: Table) -> Cell | None:
    wide = [cell for cell in outer.cells if "\t" in cell.text]  # a tab stands between the cells of the table in it
    text = "".join(_letters(cell.text) for cell in inner.cells) if wide else ""
    return next((cell for cell in wide if text and text in _letters(cell.text)), None)


def _letters(text: str) -> str:
    return "".join(text.split())


def _heads_indicators(table: Table) -> bool:
    return any(is_indicator_head([word_of(cell.text) for cell in row if cell.text.strip()]) for row in table.rows())


def _without(outer: Table, around: Cell, inner: Table) -> Table:
    """The table, the text of the inner one gone from its cell."""
    gone = {_letters("".join(cell.text for cell in row)) for row in inner.rows()}
    rest = "\n".join(line for line in around.text.split("\n") if _letters(line) not in gone)
    return outer._replace(cells=tuple(replace(cell, text=rest) if cell is around else cell for cell in outer.cells))
