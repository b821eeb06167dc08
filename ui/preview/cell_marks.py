"""The findings as marks of the official table's cells, worked out for those cells alone that somebody looks at."""

from __future__ import annotations

from collections.abc import Iterable

from models.rules.finding import Finding, at_every_place
from models.sheets import Sheet
from ui.controls.marks import Mark, mark_of
from ui.preview.cells import Anchor, FormCells

Placed = dict[Anchor, list[Finding]]


class CellMarks:
    """Of a thousand rows a few dozen cells are in sight; to find the places of all findings takes too long."""

    def __init__(self) -> None:
        self._findings: tuple[Finding, ...] = ()
        self._shown: list[Sheet] = []
        self._by_node: dict[str, list[Finding]] = {}
        self._cells: FormCells | None = None
        self._placed: dict[str, Placed] = {}
        self._known: dict[Anchor, Mark | None] = {}

    def take(self, findings: tuple[Finding, ...], shown: list[Sheet], cells: FormCells) -> None:
        """These are the findings, of which those count that lie in these sheets (or in none), and the cells."""
        if findings is not self._findings or shown != self._shown:
            self._findings, self._shown, self._by_node = findings, shown, {}
            sheets = {(one.form, one.stage) for one in shown}
            for one in at_every_place(own for own in findings if not own.form or (own.form, own.stage) in sheets):
                self._by_node.setdefault(one.where.partition(".")[0], []).append(one)
        self._cells, self._placed, self._known = cells, {}, {}

    def get(self, anchor: Anchor) -> Mark | None:
        """The mark of a cell, None where nothing was found."""
        if anchor not in self._known:
            self._known[anchor] = self._found(anchor)
        return self._known[anchor]

    def _found(self, anchor: Anchor) -> Mark | None:
        cell = self._cells.cells.get(anchor) if self._cells else None
        nodes = dict.fromkeys(slot.node for slot in cell.slots) if cell else ()
        found = [one for node in nodes for one in self._of_node(node).get(anchor, ())]
        return mark_of(found) if found else None

    def _of_node(self, node: str) -> Placed:
        """The findings of a node by the cell that shows what they are about; what is not printed is left out."""
        if node not in self._placed:
            self._placed[node] = _by_place(self._by_node.get(node, ()), self._cells)
        return self._placed[node]


def _by_place(findings: Iterable[Finding], cells: FormCells | None) -> Placed:
    placed: Placed = {}
    for finding in findings:
        stop = cells.find(finding.where) if cells else None
        if stop is not None:
            placed.setdefault(stop.anchor, []).append(finding)
    return placed
