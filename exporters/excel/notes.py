"""Comments as notes on the cells of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from exporters.clean import clean_text
from exporters.excel.placing import Layout
from exporters.said import Note
from models.annotations.following import whole
from models.program import NAME as PROGRAM
from models.table import Cell

_WIDTH, _LINE, _CHARACTERS = 260, 20, 17  # pixels of a note and of its lines, characters in a line
_HIGHEST = 400


def put_notes(sheet: Worksheet, cells: Sequence[Cell], layout: Layout, notes: Iterable[Note]) -> None:
    """Each note on the cell of its value; of one that the form does not print, on the form's title, with its place."""
    held: dict[tuple[int, int], list[Note]] = {}
    for note in notes:
        cell = _cell_of(note.where, cells)
        place = (layout.first[cell.row] + 1, cell.column + 1) if cell else (1, 1)
        held.setdefault(place, []).append(note)
    for (row, column), own in held.items():
        aside = _cell_of(own[0].where, cells) is None
        text = clean_text("\n\n".join(f"{note.place}\n{note.words}" if aside else note.words for note in own))
        lines = sum(1 + len(line) // _CHARACTERS for line in text.split("\n"))
        height = min(_HIGHEST, _LINE * (lines + 1))
        sheet.cell(row, column).comment = Comment(text, clean_text(own[0].author) or PROGRAM, height, _WIDTH)


def _cell_of(where: str, cells: Iterable[Cell]) -> Cell | None:
    """The cell of a value, or of its first part; of a whole row its first cell."""
    if "." in where:
        return next((cell for cell in cells if any(whole(slot.path) == where for slot in cell.slots)), None)
    return next((cell for cell in cells if any(slot.node == where for slot in cell.slots)), None)
