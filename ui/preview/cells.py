"""Which values every cell of the official table shows, blank rows too, so that all of them can be typed into.

The layout binds a cell to its first value and leaves blank printed rows without any. Here the same drawing is laid out
once more with an eye on every place in it; rows for which the dossier has nothing yet show ghosts (``ghosts.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from exporters.layout import AnyForm, Builder, Scope
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.paths import FieldKind, check_field, nodes, split_scope
from models.table import Cell, Role, Table
from models.templates.grid import GridCell, Piece, Place, parse_text
from models.templates.template import LISTS, Block, FormTemplate, places
from models.values import Node, Part
from ui.preview.blank_rows import GhostBook, Ghosts

Anchor = tuple[int, int]
"""Row and column of a cell."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One value in a cell. ``field`` is its name in the drawing, ``lead`` the words before it in the cell.

    ``choice`` is the value that a check box stands for; ``rows`` says what kind of rows it stands in (costs,
    indicators, …), empty where it is no row that can be added; ``needs`` is the ghost without which the row is not
    printed at all.
    """

    path: str
    field: str
    kind: FieldKind
    choice: str = ""
    lead: str = ""
    rows: str = ""
    needs: str = ""

    @property
    def node(self) -> str:
        """Id of the node whose value it is."""
        return self.path.partition(".")[0]

    @property
    def name(self) -> str:
        """The field in the node."""
        return self.path.partition(".")[2]

    @property
    def scope(self) -> str:
        """What the node is in the drawing: indicator, item, form, …"""
        return split_scope(self.field)[0]


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the person can be: a cell, and which of its values."""

    anchor: Anchor
    slot: Slot


@dataclass(frozen=True)
class FormCells:
    """A form's table with the values of its cells."""

    table: Table
    slots: Mapping[Anchor, tuple[Slot, ...]]
    ghosts: Ghosts

    @cached_property
    def cells(self) -> dict[Anchor, Cell]:
        """The cells by their anchor."""
        return {(cell.row, cell.column): cell for cell in self.table.cells}

    @cached_property
    def stops(self) -> list[Stop]:
        """Every place that can be typed into, in reading order; the check boxes of one value are one place."""
        found: list[Stop] = []
        for anchor in sorted(self.slots):
            seen: set[str] = set()
            for slot in self.slots[anchor]:
                if slot.path not in seen:
                    seen.add(slot.path)
                    found.append(Stop(anchor, slot))
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

    def prepare(self) -> None:
        """Makes all the tables above now, where the window does not wait for it."""
        _ = self.cells, self.stops, self.by_path, self.by_whole, self.by_node

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
        row, column = stop.anchor
        for band in self.table.bands:
            if band.start <= row < band.stop:
                return self._head(band.head_start, band.head_stop, column)
        return self._at_left(row, column)

    def _head(self, start: int, stop: int, column: int) -> str:
        words = [
            _tidy(cell.text)
            for cell in self.table.cells
            if start <= cell.row < stop and cell.column <= column < cell.right and cell.text.strip()
        ]
        return " ".join(words)

    def _at_left(self, row: int, column: int) -> str:
        labels = [
            cell
            for cell in self.table.cells
            if cell.row <= row < cell.bottom and cell.right <= column and cell.role in (Role.LABEL, Role.HEADER)
        ]
        return _tidy(max(labels, key=lambda cell: cell.right).text) if labels else ""


def _tidy(words: str) -> str:
    return words.replace("\n", "").strip(" \u3000：:1234567890.、")


def lay_out(form: AnyForm, template: FormTemplate, year: int, unit_name: str, book: GhostBook) -> FormCells:
    """The form's table with all its values. Raises ValueError (Chinese) as ``layout`` does."""
    builder = _SlotBuilder(form, template, unit_name, book)
    builder.form_blocks(year)
    return FormCells(builder.table(), builder.slots, builder.ghosts)


@dataclass
class _Place:
    """Where the builder is: the block it draws, the period of the goals around it, blank rows so far."""

    period: Period = "annual"
    home: str = ""
    blanks: int = field(default=0)


class _SlotBuilder(Builder):
    """Lays out as the exporters do, and notes every value on the way."""

    def __init__(self, form: AnyForm, template: FormTemplate, unit_name: str, book: GhostBook) -> None:
        super().__init__(form, template, unit_name)
        self.slots: dict[Anchor, tuple[Slot, ...]] = {}
        self.ghosts = Ghosts(book, {node.id for node in nodes(form)})
        self._found: list[Slot] = []
        self._named: dict[str, set[str]] = {}
        self._lead = ""
        self._rows = self._needs = ""
        self._place_now = _Place()

    def block(self, block: Block, scope: Scope) -> None:
        outer = self._place_now
        if block.kind in ("goals", "list", "indicators"):
            self._place_now = _Place(block.period or outer.period)
        if block.kind == "indicators":
            self._place_now.home = self._home(block, scope)
        super().block(block, scope)
        self._place_now = outer

    def _home(self, block: Block, scope: Scope) -> str:
        """Id of the goal that blank rows of indicators belong to."""
        goals = self._goals_of(block) if block.period else [scope.nodes.get("goal")]
        goal = next((one for one in goals if isinstance(one, Goal)), None)
        return goal.id if goal else self._goal(self._place_now.period, scope).id

    def _goal(self, period: Period, scope: Scope) -> Node:
        return self.ghosts.node(("goal", period), int(scope.words["n"]), self.form.id, "goals", Goal(period=period))

    def _draw(self, block: Block, drawing: str, scope: Scope, fixed_role: Role = Role.LABEL) -> None:
        self._rows = (block.of or block.kind) if drawing == block.row else ""
        named = self._named.get(drawing)
        if named is None:
            named = {split_scope(place.path)[0] for place in places(self.template.grid(drawing))}
            self._named[drawing] = named
        scope = self._with_ghosts(block, named, scope)
        levels = [scope.nodes.get(name) for name in ("dimension", "category", "indicator")]
        self._needs = next((_id(level) for level in levels if level is not None and _id(level) in self.ghosts), "")
        super()._draw(block, drawing, scope, fixed_role)

    def _line(self, block: Block, scope: Scope) -> None:
        pieces = parse_text(block.text)
        named = {split_scope(piece.path)[0] for piece in pieces if isinstance(piece, Place) and not piece.from_context}
        self._rows = self._needs = self._lead = ""
        self._found, row = [], self.row
        super()._line(block, self._with_ghosts(block, named, scope))
        self.slots.update({(row, 0): tuple(self._found)} if self._found else {})

    def _add(self, block: Block, cell: GridCell, scope: Scope, fixed_role: Role) -> None:
        self._found, self._lead, before = [], "", len(self.drafts)
        super()._add(block, cell, scope, fixed_role)
        if self._found and len(self.drafts) > before:
            self.slots[self.row, cell.column] = tuple(self._found)

    def _text(self, pieces: Iterable[Piece], scope: Scope) -> tuple[str, str]:
        texts, binding = [], ""
        for piece in pieces:
            if isinstance(piece, Place) and not piece.from_context:
                text, path = self._value(piece, scope)
                binding = binding or path
            else:
                text = piece if isinstance(piece, str) else scope.words[piece.path]
                self._lead += text
            texts.append(text)
        return "".join(texts), binding

    def _value(self, place: Place, scope: Scope) -> tuple[str, str]:
        text, binding = super()._value(place, scope)
        if binding:
            kind = _kind(self.template.kind, place.path)
            self._found.append(Slot(binding, place.path, kind, place.choice, self._lead, self._rows, self._needs))
        self._lead = ""
        return text, binding

    def _with_ghosts(self, block: Block, named: set[str], scope: Scope) -> Scope:
        """The scope with a ghost for everything that the drawing names and the dossier has not."""
        missing = [name for name in _ORDER if name in named and scope.nodes.get(name) is None]
        for name in missing:
            ghost = self._ghost(name, block, scope)
            if ghost is not None:
                scope = scope.with_nodes(**{name: ghost})
        return scope

    def _ghost(self, name: str, block: Block, scope: Scope) -> Part | None:
        number = int(scope.words["n"])
        if name == "item":
            kind = LISTS[block.of]
            return self.ghosts.node(("item", block.of), number, self.form.id, block.of, kind())
        if name in ("long_goal", "annual_goal"):
            return self._goal("long_term" if name == "long_goal" else "annual", scope)
        return self._ghost_goal(block, scope) if name == "goal" else self._level(name, scope)

    def _ghost_goal(self, block: Block, scope: Scope) -> Part | None:
        """Blank rows of indicators print nothing of their goal, not even of a real one; several would be merged."""
        if block.kind != "indicators":
            return self._goal(self._place_now.period, scope)
        return None if block.least > 1 else Goal(id=self._place_now.home, period=self._place_now.period)

    def _level(self, name: str, scope: Scope) -> Part | None:
        dimension, category = scope.nodes.get("dimension"), scope.nodes.get("category")
        if name == "dimension" or dimension is None:
            order = self._place_now.blanks
            self._place_now.blanks += name != "category"
            dimension = self._node("dimension", self._place_now.home, "dimensions", Dimension(), order)
        if name == "dimension":
            return dimension
        if category is None:
            category = self._node("category", _id(dimension), "categories", Category(), 0)
        return category if name == "category" else self._node("indicator", _id(category), "indicators", Indicator(), 0)

    def _node(self, name: str, parent: str, list_name: str, blank: Node, order: int) -> Node:
        return self.ghosts.node((name, parent), order, parent, list_name, blank)


_ORDER = ("goal", "long_goal", "annual_goal", "dimension", "category", "indicator", "item")


@lru_cache(maxsize=512)
def _kind(form_kind: str, path: str) -> FieldKind:
    return check_field(form_kind, path)


def _id(part: Any) -> str:
    return str(part.id)
