"""The head of an indicator table just as the template draws it: every column is what the drawing has under its head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from importers.finding.lines import Line, Spot
from importers.finding.patterns import MARKED, Pattern, Slot, matches_label, patterns_of, slot_of
from importers.words.vocabulary import Word, word_of
from models.goals import Period
from models.paths import side_of, split_scope
from models.templates.asked import TICKS
from models.templates.grid import Grid, GridCell
from models.templates.printed import overhead
from models.templates.template import Block, FormTemplate

MOST_HEAD_ROWS = 6
_YEAR = re.compile(r"(?:19|20)\d\d")
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

    @property
    def boxes(self) -> bool:
        """It holds boxes to tick."""
        return any(place.choice for place in self.slot.places)

    @property
    def mixed(self) -> bool:
        """It is not one value alone."""
        return len(self.slot.pieces) != 1 or self.boxes

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
        names = sorted((name for name in found.groupdict() if name[0] == "p"), key=lambda name: int(name[1:]))
        texts = [word_of((found[name] or "").strip()) for name in names]
        paths = [_path(place.path)[1] for place in self.slot.places]
        return [(own, text) for own, text in zip(paths, texts, strict=True) if text.norm]

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
        return bool(self.slot.regex.fullmatch(word.text.strip())) or word.norm in {
            place.choice for place in self.slot.places
        }


@dataclass(frozen=True, slots=True)
class Column:
    """One leaf column of an indicator table: what it means, where its head stood, how the template draws its cell."""

    path: str
    position: int
    head: Word
    cell: DrawnCell | None = None
    told: bool = False  # by a person

    def said(self, word: Word, path: str) -> list[tuple[str, Word]]:
        """What a text in this column says: path → word; ``path`` is what the column means for it."""
        return self.cell.said(word, path) if self.cell else [(path, word)]


@dataclass(frozen=True, slots=True)
class DrawnHead:
    """A head that a source has as the template draws it: its columns from left to right, and how many rows it took."""

    block: Block
    columns: tuple[Column, ...]
    rows: int


def drawn_heads(template: FormTemplate, lines: Sequence[Line]) -> list[DrawnHead]:
    """The heads of the template that begin, word by word, at ``lines[0]``; mostly one or none."""
    heads = (pattern for pattern in patterns_of(template) if pattern.kind == "indicator_head")
    blocks = groupby(heads, key=lambda pattern: id(pattern.block))
    return [found for _, rows in blocks if (found := _as_drawn(template, list(rows), lines))]


def mark_drawn(template: FormTemplate, lines: Sequence[Line]) -> None:
    """A head that is drawn in several rows begins at its first, whatever words stand in which of them."""
    for number in range(len(lines)):
        for found in drawn_heads(template, lines[number : number + MOST_HEAD_ROWS])[:1]:
            first, *others = lines[number : number + found.rows]
            first.heads_indicators = True
            for line in others:
                line.heads_indicators = False


def _as_drawn(template: FormTemplate, rows: Sequence[Pattern], lines: Sequence[Line]) -> DrawnHead | None:
    if len(lines) < len(rows) or not all(_same(row, line) for row, line in zip(rows, lines, strict=False)):
        return None
    block = rows[0].block
    head, row = template.grid(block.head), template.grid(block.row)
    if row.row_count != 1:
        return None
    spots = {
        (number, slot.column): spot
        for number, (pattern, line) in enumerate(zip(rows, lines, strict=False))
        for slot, spot in zip(pattern.slots, line.filled, strict=True)
    }
    columns = (_column(template, head, cell, spots) for cell in row.cells)
    return DrawnHead(block, tuple(column for column in columns if column), len(rows))


def _same(row: Pattern, line: Line) -> bool:
    """A line holds the words of a drawn row, and no others."""
    return (
        line.is_row
        and len(line.filled) == len(row.slots)
        and all(matches_label(slot, spot.word) for slot, spot in zip(row.slots, line.filled, strict=True))
    )


_Spots = dict[tuple[int, int], Spot]
"""Row and column of a cell of the drawn head → where a source has it."""


def _column(template: FormTemplate, head: Grid, cell: GridCell, spots: _Spots) -> Column | None:
    over = [one for one in overhead(head, cell) if (one.row, one.column) in spots]
    if not over:
        return None
    lowest = over[-1]
    spot = spots[lowest.row, lowest.column]
    position = spot.column + cell.column - lowest.column
    if cell.fixed or cell.above:
        counts = template.many and [getattr(piece, "path", "") for piece in cell.pieces] == ["n"]
        return Column(COUNT if counts else _LABEL, position, spot.word)
    slot = slot_of(template, cell)
    side, path = _path(slot.places[0].path)
    return Column(_dated(path, spot.word), position, spot.word, DrawnCell(slot, side))


def _dated(path: str, word: Word) -> str:
    """The year that the head of a source names, where the drawing has one before the form's."""
    year = _YEAR.search(word.norm) if ".year" in path else None
    return f"{path.rpartition('.')[0]}.{year[0]}" if year else path
