"""Which values every cell of the official table shows, blank rows too, so that all of them can be typed into.

The table is the exporters' own; rows for which the dossier has nothing yet are given nodes (``blank_rows.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from exporters.layout import Around, layout_in_set
from models.forms import AnyForm
from models.goals import Indicator
from models.paths import nodes
from models.table import Cell, Role, Slot, Table
from models.templates.printed import left_of, over
from models.templates.template import FormTemplate
from ui.preview.blank_rows import BlankIds, BlankRows

Anchor = tuple[int, int]
"""Row and column of a cell."""
_NAMING = (Role.LABEL, Role.HEADER)


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the person can be: a cell, and which of its values."""

    anchor: Anchor
    slot: Slot


@dataclass(frozen=True)
class FormCells:
    """A form's table with the values of its cells."""

    table: Table
    blanks: BlankRows

    @cached_property
    def cells(self) -> dict[Anchor, Cell]:
        """The cells by their anchor."""
        return {(cell.row, cell.column): cell for cell in self.table.cells}

    @cached_property
    def stops(self) -> list[Stop]:
        """Every place that can be typed into, in reading order; the check boxes of one value are one place."""
        found: list[Stop] = []
        for cell in self.table.cells:
            first = {slot.path: slot for slot in reversed(cell.slots)}
            found += [Stop((cell.row, cell.column), first.pop(one.path)) for one in cell.slots if one.path in first]
        return found

    @cached_property
    def by_path(self) -> dict[str, list[Stop]]:
        """The places that show a value."""
        found: dict[str, list[Stop]] = {}
        for stop in self.stops:
            found.setdefault(stop.slot.path, []).append(stop)
        return found

    @cached_property
    def by_whole(self) -> dict[str, Stop]:
        """The first place that shows a value or a part of it, by the path of the whole."""
        found: dict[str, Stop] = {}
        for stop in self.stops:
            path = stop.slot.path
            while "." in path:
                found.setdefault(path, stop)
                path = path.rpartition(".")[0]
        return found

    @cached_property
    def by_node(self) -> dict[str, Stop]:
        """The first place that shows something of a node."""
        found: dict[str, Stop] = {}
        for stop in self.stops:
            found.setdefault(stop.slot.node, stop)
        return found

    @cached_property
    def _words(self) -> list[Cell]:
        """The cells that may name a value: labels, and the heads of lists."""
        heads = {row for band in self.table.bands for row in range(band.head_start, band.head_stop)}
        return [one for one in self.table.cells if one.row in heads or one.role in _NAMING]

    def prepare(self) -> None:
        """Makes all the tables above now, where the window does not wait for it."""
        _ = self.cells, self.stops, self.by_path, self.by_whole, self.by_node, self._words

    def stop_at(self, anchor: Anchor) -> Stop | None:
        """The first place in a cell."""
        return next((stop for stop in self.stops if stop.anchor == anchor), None)

    def find(self, path: str, near: Anchor = (0, 0)) -> Stop | None:
        """The place of a value, the nearest one where it is shown twice; of a part of it; of its node."""
        exact = self.by_path.get(path)
        if exact:
            return min(exact, key=lambda stop: abs(stop.anchor[0] - near[0]) + abs(stop.anchor[1] - near[1]) / 100)
        while "." in path:
            if path in self.by_whole:
                return self.by_whole[path]
            path = path.rpartition(".")[0]
        return self.by_node.get(path)

    def exactly(self, path: str) -> Stop | None:
        """The place of just that value, or of a part of it; of a whole node its first place."""
        found = self.find(path)
        return found if found and ("." not in path or found.slot.path == path or path in self.by_whole) else None

    def needs(self, stop: Stop) -> str:
        """The node that must be in the dossier for the value to be printed in its cell: its own, or its blank row's."""
        if stop.slot.scope != "goal" or stop.slot.rows != "indicators":
            return stop.slot.node
        row = [one for one in self.stops if one.anchor[0] == stop.anchor[0] and one.slot.node in self.blanks]
        order = ("dimension", "category", "indicator")
        levels = [one.slot for one in row if one.slot.scope in order]
        return min(levels, key=lambda slot: order.index(slot.scope)).node if levels else stop.slot.node

    def step(self, stop: Stop, by: int) -> Stop | None:
        """The place so many steps further in reading order, None beyond the ends."""
        index = self.stops.index(stop) + by if stop in self.stops else -1
        return self.stops[index] if 0 <= index < len(self.stops) else None

    def below(self, stop: Stop) -> Stop | None:
        """The next place down the column."""
        cell = self.cells[stop.anchor]
        return self._nearest([one for one in self.stops if one.anchor[0] >= cell.bottom], stop, down=True)

    def above(self, stop: Stop) -> Stop | None:
        """The next place up the column."""
        return self._nearest(
            [one for one in self.stops if self.cells[one.anchor].bottom <= stop.anchor[0]], stop, down=False
        )

    def before(self, stop: Stop) -> Stop | None:
        """The next place to the left in the same row."""
        return self._beside(stop, lambda cell: cell.right <= stop.anchor[1], nearest=max)

    def after(self, stop: Stop) -> Stop | None:
        """The next place to the right in the same row."""
        return self._beside(stop, lambda cell: cell.column >= self.cells[stop.anchor].right, nearest=min)

    def _beside(self, stop: Stop, is_there: Callable[[Cell], bool], nearest: Callable[..., Stop]) -> Stop | None:
        at = stop.anchor[0]
        row = [one for one in self.stops if one.anchor[0] <= at < self.cells[one.anchor].bottom]
        beside = [one for one in row if is_there(self.cells[one.anchor])]
        return nearest(beside, key=lambda one: one.anchor[1]) if beside else None

    def _nearest(self, stops: Iterable[Stop], stop: Stop, *, down: bool) -> Stop | None:
        left, right = stop.anchor[1], self.cells[stop.anchor].right
        column = [one for one in stops if one.anchor[1] < right and self.cells[one.anchor].right > left]
        if not column:
            return None
        row = (min if down else max)(one.anchor[0] for one in column)
        same = [one for one in column if one.anchor[0] == row]
        return next((one for one in same if one.anchor[1] >= left), same[0])

    def is_last_row(self, stop: Stop) -> bool:
        """True when no further row of the same list stands under the cell."""
        bottom = self.cells[stop.anchor].bottom
        for band in self.table.bands:
            if band.start <= stop.anchor[0] < band.stop:
                return bottom >= band.stop
        below = self.below(stop)
        return below is None or below.slot.rows != stop.slot.rows

    def label(self, stop: Stop) -> str:
        """What the form calls the value: the words before it in its cell, over its column or at its left."""
        if stop.slot.lead.strip(" \n：:"):
            return _tidy(stop.slot.lead)
        cell = self.cells[stop.anchor]
        for band in self.table.bands:
            if band.start <= cell.row < band.stop:
                heads = over((one for one in self._words if band.head_start <= one.row < band.head_stop), cell)
                return " ".join(_tidy(head.text) for head in heads if head.text.strip())
        labels = left_of((one for one in self._words if one.role in _NAMING), cell)
        return _tidy(max(labels, key=lambda one: one.right).text) if labels else ""


def _tidy(words: str) -> str:
    return words.replace("\n", "").strip(" \u3000：:1234567890.、")


def lay_out(
    forms: Sequence[AnyForm],
    template: FormTemplate,
    around: Around,
    ids: BlankIds,
    offered: tuple[str, Indicator] | None = None,
) -> FormCells:
    """The forms' table with its blank rows as nodes. Raises ValueError (Chinese) as ``layout_in_set`` does.

    ``offered``: a row in these forms that the dossier does not have, with the id of its 二级指标.
    """
    blanks = BlankRows(ids, {node.id for form in forms for node in nodes(form)})
    if offered is not None:
        blanks.offer(*offered)
    return FormCells(layout_in_set(forms, template, around, blanks), blanks)
