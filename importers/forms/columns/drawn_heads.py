"""The head of an indicator table just as the template draws it: every column is what the drawing has under its head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from importers.finding.lines import Line
from importers.finding.patterns import MARKED, Pattern, Slot, matches_label, once, patterns_of, slot_of
from importers.words.vocabulary import Word, word_of
from models.goals import Period
from models.paths import side_of, split_scope
from models.python import regex
from models.templates.asked import TICKS
from models.templates.block import Block
from models.templates.grid import GridCell
from models.templates.printed import overhead
from models.templates.template import FormTemplate

MOST_HEAD_ROWS = 6
_YEAR = regex(r"(?:19|20)\d\d")
_LABEL = "goal.label"
COUNT = "goal.count"
"""What a column means that only counts the projects of a table: nothing that is kept."""


def _path(drawn: str) -> tuple[Period | None, str]:
    """The side of a path of a drawing, and the path as columns name it."""
    side, path = side_of(drawn)
    return side, f"form.{path}" if split_scope(path)[0] == "form" else path


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell of the drawn row under a head: what it holds, and of which goals' period where two stand side by side."""

    slot: Slot
    side: Period | None
    boxes: bool = field(init=False)
    mixed: bool = field(init=False)

    def __post_init__(self) -> None:
        """``boxes``: it holds boxes to tick, for one field; ``mixed``: it is not one value alone."""
        object.__setattr__(self, "boxes", self.slot.boxes)
        object.__setattr__(self, "mixed", len(self.slot.pieces) != 1 or self.boxes)

    def said(self, word: Word, path: str) -> list[tuple[str, Word]]:
        """What a text in this cell says: path → word; ``path`` is that of the cell's first value."""
        if not self.mixed:
            return [(path, word)]
        if self.boxes:
            ticked = TICKS.join(self._ticked(word))
            return [(path, word_of(ticked))] if ticked else []
        found = self.slot.regex.fullmatch(word.text.strip())
        if found is None:
            return [(path, word)]
        parts = ((_path(place.path)[1], word_of(text)) for place, text in self.slot.said(found))
        return [(own, text) for own, text in parts if text.norm]

    def _ticked(self, word: Word) -> Iterator[str]:
        """The choice that is ticked, or named instead of a tick."""
        choices = [place.choice for place in self.slot.places]
        if word.norm in choices:
            yield word.norm
            return
        found = self.slot.regex.fullmatch(word.text.strip())
        marks = [found[name] or "" for name in found.groupdict() if name[0] == "p"] if found else [word.norm]
        yield from (choice for choice, mark in zip(choices, marks, strict=False) if mark and mark in MARKED)

    def fits(self, word: Word) -> bool:
        """The text may stand in this cell, by its words or its boxes."""
        return self.slot.regex.fullmatch(word.text.strip()) is not None


class Column(NamedTuple):
    """One leaf column of an indicator table: what it means, where its head stood, how the template draws its cell."""

    path: str
    position: int
    head: Word
    cell: DrawnCell | None = None
    told: bool = False  # by a person

    def said(self, word: Word, path: str) -> list[tuple[str, Word]]:
        """What a text in this column says: path → word; ``path`` is what the column means for it."""
        return self.cell.said(word, path) if self.cell else [(path, word)]


class DrawnHead(NamedTuple):
    """A head that a source has as the template draws it: its columns from left to right, and how many rows it took."""

    block: Block
    columns: tuple[Column, ...]
    rows: int


class _Under(NamedTuple):
    """A column below a drawn head: which cell of the head stands lowest over it (row, number in it), and how many
    columns off. ``cell`` None: it holds the goal's label, or counts."""

    over: tuple[int, int]
    offset: int
    path: str
    cell: DrawnCell | None

    def column(self, lines: Sequence[Line]) -> Column:
        """The column where a source has the head."""
        row, number = self.over
        spot = lines[row].filled[number]
        return Column(_dated(self.path, spot.word), spot.column + self.offset, spot.word, self.cell)


class _Drawing(NamedTuple):
    """A head as a template draws it, and what stands below it."""

    block: Block
    rows: tuple[Pattern, ...]
    columns: tuple[_Under, ...]

    def begins(self, lines: Sequence[Line]) -> bool:
        """Its words, and no others, stand in the first of these lines."""
        return len(lines) >= len(self.rows) and all(map(_same, self.rows, lines))


def drawn_heads(template: FormTemplate, lines: Sequence[Line]) -> list[DrawnHead]:
    """The heads of the template that begin, word by word, at ``lines[0]``; mostly one or none."""
    return [
        DrawnHead(one.block, tuple(under.column(lines) for under in one.columns), len(one.rows))
        for one in _drawings(template)
        if one.begins(lines)
    ]


def mark_drawn(template: FormTemplate, lines: Sequence[Line]) -> None:
    """A head that is drawn in several rows begins at its first, whatever words stand in which of them."""
    first_rows = [one.rows[0] for one in _drawings(template)]
    for number in [n for n, line in enumerate(lines) if any(_same(row, line) for row in first_rows)]:
        for found in drawn_heads(template, lines[number : number + MOST_HEAD_ROWS])[:1]:
            first, *others = lines[number : number + found.rows]
            first.heads_indicators = True
            for line in others:
                line.heads_indicators = False


@once
def _drawings(template: FormTemplate) -> list[_Drawing]:
    """The heads that the template draws over rows of one line."""
    heads = (pattern for pattern in patterns_of(template) if pattern.kind == "indicator_head")
    blocks = [tuple(rows) for _, rows in groupby(heads, key=lambda pattern: id(pattern.block))]
    return [
        _Drawing(rows[0].block, rows, tuple(_columns(template, rows)))
        for rows in blocks
        if template.grid(rows[0].block.row).row_count == 1
    ]


def _columns(template: FormTemplate, rows: Sequence[Pattern]) -> Iterator[_Under]:
    head, row = template.grid(rows[0].block.head), template.grid(rows[0].block.row)
    spots = {(r, slot.column): n for r, pattern in enumerate(rows) for n, slot in enumerate(pattern.slots)}
    for cell in row.cells:
        over = [one for one in overhead(head, cell) if (one.row, one.column) in spots]
        if over:
            lowest = over[-1].row, over[-1].column
            yield _under(template, cell, (lowest[0], spots[lowest]), cell.column - lowest[1])


def _under(template: FormTemplate, cell: GridCell, over: tuple[int, int], offset: int) -> _Under:
    if cell.fixed or cell.above:
        counts = template.many and [getattr(piece, "path", "") for piece in cell.pieces] == ["n"]
        return _Under(over, offset, COUNT if counts else _LABEL, None)
    slot = slot_of(template, cell)
    side, path = _path(slot.places[0].path)
    return _Under(over, offset, path, DrawnCell(slot, side))


def _same(row: Pattern, line: Line) -> bool:
    """A line holds the words of a drawn row, and no others."""
    return (
        line.is_row
        and len(line.filled) == len(row.slots)
        and all(matches_label(slot, spot.word) for slot, spot in zip(row.slots, line.filled, strict=True))
    )


def _dated(path: str, word: Word) -> str:
    """The year that the head of a source names, where the drawing has one before the form's."""
    year = _YEAR.search(word.norm) if ".year" in path else None
    return f"{path.rpartition('.')[0]}.{year[0]}" if year else path
