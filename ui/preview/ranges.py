"""A block of cells of the official table, as in a spreadsheet: which values it covers, what empties and fills them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from models.edits import Batch, Change, Insert
from models.entry import typed
from models.target import WHOLE
from models.templates.template import FormTemplate
from models.values import plain, typed_number
from ui.preview.cell_value import CellValue
from ui.preview.cells import Anchor, FormCells, Stop
from ui.session.session import Session

Write = tuple[Stop, str]
"""A place, and the text it is to hold."""
TextOf = Callable[[Stop], str]


@dataclass(frozen=True, slots=True)
class CellRange:
    """The places in a rectangle of cells, row by row; None where another cell reaches in, or nothing can be typed."""

    rows: tuple[tuple[Stop | None, ...], ...]

    @classmethod
    def between(cls, cells: FormCells, one: Stop, other: Stop) -> CellRange:
        """The rectangle with two places at its corners. Cells that reach out of it make it larger."""
        first = {stop.anchor: stop for stop in reversed(cells.stops)}
        left, top, right, bottom = _rectangle(cells, first, one.anchor, other.anchor)
        inside = [anchor for anchor in first if top <= anchor[0] < bottom and left <= anchor[1] < right]
        rows, columns = sorted({row for row, _ in inside}), sorted({column for _, column in inside})
        return cls(tuple(tuple(first.get((row, column)) for column in columns) for row in rows))

    @property
    def anchors(self) -> frozenset[Anchor]:
        """Its cells."""
        return frozenset(stop.anchor for stop in self)

    def __iter__(self) -> Iterator[Stop]:
        return (stop for row in self.rows for stop in row if stop)

    @property
    def single(self) -> bool:
        """It is one cell."""
        return len(self.anchors) == 1

    def texts(self, text_of: TextOf) -> list[list[str]]:
        """What stands in it, for the clipboard."""
        return [[text_of(stop) if stop else "" for stop in row] for row in self.rows]

    def filled(self, text: str) -> list[Write]:
        """The same text everywhere; the empty one clears it."""
        return [(stop, text) for stop in self]

    def filled_down(self, text_of: TextOf) -> list[Write]:
        """What stands at the head of each column, all the way down."""
        return _along(zip(*self.rows, strict=True), text_of)

    def filled_right(self, text_of: TextOf) -> list[Write]:
        """What each row begins with, all the way to the right."""
        return _along(self.rows, text_of)

    def filled_from(self, source: CellRange, text_of: TextOf) -> list[Write]:
        """The rows of ``source``, which is a part of this range, again and again in those below or above it."""
        found: list[Write] = []
        own = source.anchors
        for column in zip(*self.rows, strict=True):
            stops = [stop for stop in column if stop]
            texts = [text_of(stop) for stop in stops if stop.anchor in own]
            start = next((at for at, stop in enumerate(stops) if stop.anchor in own), 0)
            others = ((at, stop) for at, stop in enumerate(stops) if stop.anchor not in own)
            found += [(stop, texts[(at - start) % len(texts)]) for at, stop in others if texts]
        return found


def summed(texts: Sequence[str]) -> str:
    """What a spreadsheet tells of a block: how many cells hold something, and of its numbers the mean and the sum.

    Shares in per cent are left out where other numbers are there: their sum would mean nothing.
    """
    filled = [text.strip() for text in texts if text.strip()]
    plain_ones = _numbers(text for text in filled if not text.endswith("%"))
    numbers, sign = (plain_ones, "") if plain_ones else (_numbers(filled), "%")
    words = f"计数 {len(filled)}"
    if not numbers:
        return words
    total = sum(numbers, Decimal(0))
    mean = round(total / len(numbers), 2).normalize()
    return f"平均值 {plain(mean)}{sign}　{words}　求和 {plain(total)}{sign}"


def _numbers(texts: Iterable[str]) -> list[Decimal]:
    found: list[Decimal] = []
    for text in texts:
        with suppress(ValueError):
            found.append(typed_number(text) or Decimal(0))
    return found


def _along(lines: Iterable[Iterable[Stop | None]], text_of: TextOf) -> list[Write]:
    found: list[Write] = []
    for line in lines:
        stops = [stop for stop in line if stop]
        found += [(stop, text_of(stops[0])) for stop in stops[1:]]
    return found


def _rectangle(cells: FormCells, known: Iterable[Anchor], *corners: Anchor) -> tuple[int, int, int, int]:
    """Left, top, right and bottom, so wide that every cell that can be typed into is whole inside or outside."""
    spans = [
        (cells.cells[anchor].column, anchor[0], cells.cells[anchor].right, cells.cells[anchor].bottom)
        for anchor in known
    ]
    inside = [span for span in spans if (span[1], span[0]) in corners]
    while True:
        left, top = min(one[0] for one in inside), min(one[1] for one in inside)
        right, bottom = max(one[2] for one in inside), max(one[3] for one in inside)
        reached = [one for one in spans if one[0] < right and one[2] > left and one[1] < bottom and one[3] > top]
        if len(reached) == len(inside):
            return left, top, right, bottom
        inside = reached


def written(
    session: Session, cells: FormCells, writes: Iterable[Write], template: FormTemplate | None, word: str
) -> Batch:
    """All of it as one change. Raises ValueError with a sentence where a text cannot stand in its place."""
    texts: dict[str, dict[str, str]] = {}
    for stop, text in writes:
        if text or stop.slot.node in session.editor:
            texts.setdefault(stop.slot.node, {})[stop.slot.name] = text
    changes: list[Change] = []
    parts = template.target_parts if template else WHOLE
    for node_id, fields in texts.items():
        if node_id in session.editor:
            changes += typed(session.editor.node(node_id), fields, parts)
        else:
            inserts = cells.blanks.inserts(node_id, _length_with(session, changes), template)
            changes += [*inserts, *typed(inserts[-1].node, fields, parts)]
    return Batch(tuple(changes), word)


def _length_with(session: Session, changes: Sequence[Change]) -> Callable[[str, str], int | None]:
    """How long a list is once these changes are made, None for a node that is not there even then."""
    there, made = CellValue.length_in(session), [one for one in changes if isinstance(one, Insert)]

    def length(parent: str, name: str) -> int | None:
        before = 0 if any(one.node.id == parent for one in made) else there(parent, name)
        more = sum(one.parent == parent and one.field == name for one in made)
        return None if before is None else before + more

    return length
