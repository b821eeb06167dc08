"""A form in its region's layout: ``form + template → Table``. Knows no region; the template's drawings say it all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from models.collector import collector_paused
from models.fields import LONG_TEXTS
from models.forms import AnyForm
from models.goals import Goal, Indicator, Period
from models.paths import FieldKind, check_field, printed, read, split_scope
from models.table import Band, Cell, Role, Slot, Table
from models.target import NATURES
from models.templates.grid import GridCell, Piece, Place, parse_text
from models.templates.printed import dated, words_of
from models.templates.template import Block, FormTemplate
from models.values import Node, Part

CHECKED, UNCHECKED = "☑", "□"
_BLOCK_ROLES = {
    "title": Role.TITLE,
    "subtitle": Role.SUBTITLE,
    "caption": Role.CAPTION,
    "heading": Role.HEADING,
    "paragraph": Role.PARAGRAPH,
    "signature": Role.SIGNATURE,
    "note": Role.NOTE,
}
_LEVELS = ("goal", "dimension", "category")
_ROW_LEVELS = ("dimension", "category", "indicator")
_LEFT = (LONG_TEXTS | {"name"}) - {"evidence"}
_SHORT_INDICATOR_TEXTS = frozenset({"basis"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What the places of a drawing refer to: nodes by scope name, and the words around them (year, number)."""

    nodes: Mapping[str, Part | None]
    words: Mapping[str, str]

    def with_nodes(self, **nodes: Part | None) -> Scope:
        """The same scope with further nodes."""
        return replace(self, nodes={**self.nodes, **nodes})

    def numbered(self, number: int) -> Scope:
        """The same scope with the running number ``{n}``."""
        return replace(self, words={**self.words, "n": str(number)})


@dataclass(slots=True)
class _Draft:
    """A cell that may still grow downwards; ``group`` names the nodes it stands for."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    role: Role
    slots: tuple[Slot, ...]
    group: str = ""

    def cell(self) -> Cell:
        """What it became."""
        binding = self.slots[0].path if self.slots else ""
        return Cell(self.row, self.column, self.text, self.row_span, self.column_span, self.role, binding, self.slots)


Levels = dict[str, Part | None]
"""The nodes of a row of indicators, by scope name."""


class Blanks:
    """What stands in the rows that a form prints blank: nothing. A table that is typed into has nodes for them."""

    def goal(self, period: Period, number: int) -> Goal | None:  # noqa: ARG002 (for those who have one)
        """The goal that is printed blank as the nth of its period."""
        return None

    def item(self, of: str, number: int) -> Node | None:  # noqa: ARG002
        """The entry that is printed blank as the nth of a list."""
        return None

    def levels(self, levels: Levels, home: Goal | None, number: int) -> Levels:  # noqa: ARG002
        """A row of indicators with what it lacks; without any level it is the nth blank row of the goal ``home``."""
        return levels

    def goal_beside(self, home: Goal | None) -> Goal | None:  # noqa: ARG002
        """The goal as a blank row of indicators shows it: blank as well."""
        return None


def layout(
    form: AnyForm, template: FormTemplate, year: int, unit_name: str = "", blanks: Blanks | None = None
) -> Table:
    """The form as its official table.

    ``year`` is the dossier's, ``unit_name`` the dossier's unit, printed where the form has no name of its own.
    ``blanks`` has the nodes of the rows that are printed blank.
    Raises ValueError (Chinese) when the template's drawing cannot be laid out.
    """
    builder = _Builder(form, template, unit_name, blanks or Blanks())
    with collector_paused():
        builder.form_blocks(year)
        return builder.table()


@dataclass(slots=True)
class _Known:
    """What is the same in every row and for every form of a template."""

    roles: dict[tuple[int, int, Role], Role] = field(default_factory=dict)  # block, cell → role
    fields: dict[str, tuple[str, str, FieldKind]] = field(default_factory=dict)  # path → scope, field, kind
    groupings: dict[int, tuple[str, str] | None] = field(default_factory=dict)  # cell → how it merges downwards


class _Builder:
    """Places the blocks one under the other."""

    def __init__(self, form: AnyForm, template: FormTemplate, unit_name: str, blanks: Blanks) -> None:
        self.form = form
        self.template = template
        self.unit_name = unit_name
        self.blanks = blanks
        self.row = 0
        self.drafts: list[_Draft] = []
        self.owner: dict[int, _Draft] = {}  # column → the cell that lies on the row above
        self.bands: list[Band] = []
        self.together: list[tuple[int, int]] = []
        self.title = template.name
        known = template.kept(_Known)
        self._roles, self._fields, self._groupings = known.roles, known.fields, known.groupings
        self._rows_of = ""  # what kind of rows is being drawn

    def table(self) -> Table:
        """What was built."""
        cells = sorted((draft.cell() for draft in self.drafts), key=lambda cell: (cell.row, cell.column))
        return Table(
            widths=self.template.columns,
            row_count=self.row,
            cells=tuple(cells),
            title=self.title,
            bands=tuple(self.bands),
            together=tuple(self.together),
            page=self.template.page,
        )

    def form_blocks(self, year: int) -> None:
        """Adds all that the template draws; ``year`` is the dossier's."""
        words = words_of(self.template, year, "1")
        goal = next(iter(self.form.goals_of("annual") or self.form.goals), None) or self.blanks.goal("annual", 1)
        for block in self.template.block:
            self.block(block, Scope({"form": self.form, "goal": goal}, words))

    def block(self, block: Block, scope: Scope) -> None:
        """Adds one block."""
        handlers: dict[str, Callable[[Block, Scope], None]] = {
            "list": self._list,
            "goals": self._goals,
            "goal_pairs": self._goal_pairs,
            "indicators": self._indicators,
        }
        handlers.get(block.kind, self._plain)(block, scope)

    def _plain(self, block: Block, scope: Scope) -> None:
        start = self.row
        if block.text:
            self._line(block, scope)
        if block.rows:
            self._draw(block, block.rows, scope)
        if block.kind == "signature":
            self.together.append((start, self.row))

    def _line(self, block: Block, scope: Scope) -> None:
        """One cell as wide as the form."""
        self._rows_of = ""
        text, slots = self._text(parse_text(block.text), scope)
        role = block.role or _BLOCK_ROLES.get(block.kind, Role.LABEL)
        self._place(_Draft(self.row, 0, 1, len(self.template.columns), text, role, slots))
        self._next_row()
        if block.kind == "title":
            self.title = text.replace("\n", "")

    def _list(self, block: Block, scope: Scope) -> None:
        if block.of == "goals":
            items: list[Part] = list(self._goals_of(block))
            name = "goal"
        else:
            items, name = list(getattr(self.form, block.of, ())), "item"
        if not items and block.optional:
            return
        start = self.row
        self._draw(block, block.head, scope, Role.HEADER)
        body = self.row
        for number in range(max(len(items), block.least)):
            item = items[number] if number < len(items) else None
            numbered = scope.numbered(self._number(item, number))
            item = item or self._blank_entry(block, number + 1)
            self._draw(block, block.row, numbered.with_nodes(**{name: item}))
        self._band(start, body)

    def _blank_entry(self, block: Block, number: int) -> Part | None:
        if block.of == "goals":
            return self.blanks.goal(block.period or "annual", number)
        return self.blanks.item(block.of, number)

    def _number(self, item: Part | None, index: int) -> int:
        """Goals are numbered within their period, other items through."""
        if isinstance(item, Goal):
            return self.form.goals_of(item.period).index(item) + 1
        return index + 1

    def _goals_of(self, block: Block) -> list[Goal]:
        goals = self.form.goals_of(block.period) if block.period else list(self.form.goals)
        return goals[block.skip :]

    def _goals(self, block: Block, scope: Scope) -> None:
        goals: list[Goal | None] = [*self._goals_of(block)]
        if not goals and block.optional:
            return
        goals += [self.blanks.goal(block.period or "annual", n + 1) for n in range(len(goals), block.least)]
        for number, goal in enumerate(goals, 1):
            for inner in block.block:
                self.block(inner, scope.numbered(number).with_nodes(goal=goal))

    def _goal_pairs(self, block: Block, scope: Scope) -> None:
        long, annual = self.form.goals_of("long_term"), self.form.goals_of("annual")
        start = self.row
        self._draw(block, block.head, scope, Role.HEADER)
        body = self.row
        for number in range(max(len(long), len(annual), block.least)):
            pair = scope.numbered(number + 1).with_nodes(
                long_goal=long[number] if number < len(long) else self.blanks.goal("long_term", number + 1),
                annual_goal=annual[number] if number < len(annual) else self.blanks.goal("annual", number + 1),
            )
            self._draw(block, block.row, pair)
        self._band(start, body)

    def _indicators(self, block: Block, scope: Scope) -> None:
        goals = (
            self._goals_of(block)
            if block.period
            else [goal for goal in [scope.nodes.get("goal")] if isinstance(goal, Goal)]
        )
        if block.optional and not any(goal.dimensions for goal in goals):
            return
        home = next(iter(goals), None) or self.blanks.goal(block.period or "annual", int(scope.words["n"]))
        start = self.row
        self._draw(block, block.head, scope, Role.HEADER)
        body = self.row
        for number, goal in enumerate(goals, 1):
            numbered = scope.numbered(number) if block.period else scope
            for levels in _rows(goal):
                self._draw(block, block.row, numbered.with_nodes(goal=goal, **self.blanks.levels(levels, goal, 0)))
        beside = self.blanks.goal_beside(home) if block.least <= 1 else None  # several would be merged
        for number in count():
            if self.row - body >= block.least:
                break
            levels = self.blanks.levels(dict.fromkeys(_ROW_LEVELS), home, number)
            self._draw(block, block.row, scope.with_nodes(goal=beside, **levels))
        self._band(start, body)

    def _band(self, start: int, body: int) -> None:
        if start < body < self.row:
            self.bands.append(Band(start, body, body, self.row))

    def _draw(self, block: Block, drawing: str, scope: Scope, fixed_role: Role = Role.LABEL) -> None:
        """Adds the rows of a drawing."""
        self._rows_of = (block.of or block.kind) if drawing == block.row else ""
        grid = self.template.grid(drawing)
        for row in grid.rows():
            for cell in row:
                if cell.above:
                    self._continue(cell)
                else:
                    self._add(block, cell, scope, fixed_role)
            self._next_row()

    def _continue(self, cell: GridCell) -> None:
        """``^``: the cell above reaches down to this row."""
        above = self.owner.get(cell.column)
        if above is None or above.column != cell.column or above.column_span != cell.column_span:
            raise ValueError(f"版式“{self.template.name}”里，第 {cell.column + 1} 列的 ^ 上面没有同样宽的格子")
        above.row_span += cell.row_span

    def _add(self, block: Block, cell: GridCell, scope: Scope, fixed_role: Role) -> None:
        group = self._group(cell, scope)
        above = self.owner.get(cell.column)
        if group and above is not None and above.group == group:
            above.row_span += cell.row_span
            return
        text, slots = self._text(cell.pieces, scope)
        role = self._role(block, cell, fixed_role)
        self._place(_Draft(self.row, cell.column, cell.row_span, cell.column_span, text, role, slots, group))

    def _group(self, cell: GridCell, scope: Scope) -> str:
        """Cells of one goal, 一级 or 二级 that lie under each other are one merged cell; this names what they show."""
        key = id(cell)
        if key not in self._groupings:
            self._groupings[key] = _grouping(cell)
        grouping = self._groupings[key]
        node = scope.nodes.get(grouping[0]) if grouping else None
        if grouping is None or node is None:
            return ""
        return f"{getattr(node, 'id', '')}:{grouping[1] or scope.words['n']}"

    def _place(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        for column in range(draft.column, draft.column + draft.column_span):
            self.owner[column] = draft

    def _next_row(self) -> None:
        self.row += 1

    def _role(self, block: Block, cell: GridCell, fixed_role: Role) -> Role:
        key = (id(block), id(cell), fixed_role)
        if key not in self._roles:
            self._roles[key] = self._role_of(block, cell, fixed_role)
        return self._roles[key]

    def _role_of(self, block: Block, cell: GridCell, fixed_role: Role) -> Role:
        if block.role:
            return block.role
        if block.kind == "caption":
            return _caption_role(cell, len(self.template.columns))
        if block.kind in _BLOCK_ROLES:
            return _BLOCK_ROLES[block.kind]
        if fixed_role is Role.HEADER and cell.column in self._running_columns(block):
            return Role.LABEL
        return fixed_role if cell.fixed or fixed_role is Role.HEADER else self._value_role(cell.places)

    def _running_columns(self, block: Block) -> set[int]:
        """Columns in which a cell of the head runs down beside the body: labels of the whole, no heads of columns."""
        return {cell.column for cell in self.template.grid(block.row).cells if cell.above}

    def _value_role(self, places: Sequence[Place]) -> Role:
        first = places[0]
        rule = self.template.fields.get(first.path)
        if rule and rule.role:
            return rule.role
        if any(place.choice for place in places):
            return Role.CHOICE
        scope, field = split_scope(first.path)
        kind = check_field(self.template.kind, first.path)
        if kind == "amount":
            return Role.NUMBER
        if scope in _LEVELS:
            return Role.TEXT if field in ("statement", "summary") else Role.LEVEL
        if kind != "text" or (scope == "indicator" and field in _SHORT_INDICATOR_TEXTS):
            return Role.VALUE
        return Role.TEXT if field.split(".")[0] in _LEFT or scope == "item" else Role.VALUE

    def _text(self, pieces: Iterable[Piece], scope: Scope) -> tuple[str, tuple[Slot, ...]]:
        """The printed text of a cell, and the values in it."""
        texts: list[str] = []
        slots: list[Slot] = []
        lead = ""
        for piece in pieces:
            if isinstance(piece, Place) and not piece.from_context:
                text, slot = self._value(piece, scope, lead)
                if slot is not None:
                    slots.append(slot)
                lead = ""
            else:
                text = piece if isinstance(piece, str) else scope.words[piece.path]
                lead += text
            texts.append(text)
        return "".join(texts), tuple(slots)

    def _value(self, place: Place, scope: Scope, lead: str) -> tuple[str, Slot | None]:
        name, field, kind = self._field(place.path)
        node = scope.nodes.get(name)
        if node is None:
            return (UNCHECKED if place.choice else ""), None
        field = dated(field, scope.words)
        text = self._printed(node, field)
        slot = Slot(f"{getattr(node, 'id', name)}.{field}", place.path, name, kind, place.choice, lead, self._rows_of)
        if place.choice:
            return (CHECKED if text == place.choice else UNCHECKED), slot
        if place.percent and text:
            text += "%"
        rule = self.template.fields.get(place.path)
        return text or (rule.hint if rule else ""), slot

    def _field(self, path: str) -> tuple[str, str, FieldKind]:
        if path not in self._fields:
            self._fields[path] = (*split_scope(path), check_field(self.template.kind, path))
        return self._fields[path]

    def _printed(self, node: Part, field: str) -> str:
        if field == "unit_name" and node is self.form:
            return self.form.unit_name or self.unit_name
        if isinstance(node, Goal) and field == "summary":
            return node.summary or node.statement
        if isinstance(node, Indicator) and field.startswith("target."):
            return self.template.target_parts.split(node.target, node.nature)[field.partition(".")[2]]
        value: Any = read(node, field)
        return NATURES.get(value, "") if field == "nature" else printed(value)


def _caption_role(cell: GridCell, columns: int) -> Role:
    """At the left the unit that fills in, at the right the unit of money, between them the date."""
    if cell.column == 0:
        return Role.CAPTION
    return Role.UNIT if cell.column + cell.column_span == columns else Role.SUBTITLE


def _grouping(cell: GridCell) -> tuple[str, str] | None:
    """The one level whose values a cell shows, and which; None where its cells are never merged. Numbers merge too."""
    if cell.fixed:
        numbered = any(isinstance(piece, Place) and piece.path == "n" for piece in cell.pieces)
        return ("goal", "") if numbered else None
    owners = {split_scope(place.path)[0] for place in cell.places}
    if len(owners) != 1 or not owners <= set(_LEVELS):
        return None
    return owners.pop(), "/".join(place.path for place in cell.places)


def _rows(goal: Goal) -> Iterable[Levels]:
    """The rows of a goal's table; a level without anything under it still has its row."""
    for dimension in goal.dimensions:
        for category in dimension.categories or (None,):
            indicators = category.indicators if category else ()
            for indicator in indicators or (None,):
                yield {"dimension": dimension, "category": category, "indicator": indicator}
