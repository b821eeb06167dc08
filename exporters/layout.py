"""A form in its region's layout: ``form + template → Table``. Knows no region; the template's drawings say it all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from exporters.cell_roles import BLOCK_ROLES, MERGED_LEVELS, Roles
from exporters.cell_texts import Scope, Texts
from exporters.side_by_side import Levels, Pair, paired_rows, rows_of
from exporters.widths import fitted
from models.fields import entries
from models.forms import AnyForm
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.paths import LEVELS, SIDES, level_path, split_scope
from models.python import collector_paused
from models.table import Band, Cell, Role, Slot, Table
from models.templates.block import Block
from models.templates.grid import GridCell, Place, parse_text
from models.templates.printed import words_of
from models.templates.template import FormTemplate, block_places, shared_levels
from models.values import Node, Part


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


class Around(NamedTuple):
    """What a dossier says of its tables.

    ``unit_name`` is printed where the form has no name of its own; ``place`` is the table's number among those of its
    template, from 1; ``more`` blank rows stand below those of every list and of every goal's indicators.
    """

    year: int
    unit_name: str = ""
    place: int = 1
    more: int = 0


class Blanks:
    """What stands in the rows that a form prints blank: nothing. A table that is typed into has nodes for them."""

    def begin(self, form: AnyForm) -> None:
        """The rows from now on are of that form."""

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
    """The form as its official table. The rest, and what is raised, as in ``layout_many``."""
    return layout_many((form,), template, year, unit_name, blanks)


def layout_many(
    forms: Sequence[AnyForm], template: FormTemplate, year: int, unit_name: str = "", blanks: Blanks | None = None
) -> Table:
    """The forms as a table that is the first of its template. The rest, and what is raised, as in ``layout_in_set``."""
    return layout_in_set(forms, template, Around(year, unit_name), blanks)


def layout_in_set(
    forms: Sequence[AnyForm], template: FormTemplate, around: Around, blanks: Blanks | None = None
) -> Table:
    """The forms, several where the template is for many, as one official table; around it stands what the first says.

    ``blanks`` has the nodes of the rows that are printed blank.
    Raises ValueError (Chinese) when the template's drawing cannot be laid out.
    """
    builder = _Builder(forms, template, around, blanks or Blanks())
    with collector_paused():
        builder.form_blocks(around)
        return builder.table()


@dataclass(slots=True)
class _Known:
    """What is the same in every row and for every form of a template."""

    groupings: dict[int, tuple[str, str] | None] = field(default_factory=dict)  # cell → how it merges downwards


_NAMED = (Dimension, Category, Indicator)


class _Builder:
    """Places the blocks one under the other."""

    def __init__(self, forms: Sequence[AnyForm], template: FormTemplate, around: Around, blanks: Blanks) -> None:
        self.forms = forms
        self.template = template
        self.blanks = blanks
        self.row = 0
        self.drafts: list[_Draft] = []
        self.owner: dict[int, _Draft] = {}  # column → the cell that lies on the row above
        self.bands: list[Band] = []
        self.together: list[tuple[int, int]] = []
        self.least_heights: list[tuple[int, float]] = []
        self.title = template.name
        self._groupings = template.kept(_Known).groupings
        self._more = around.more
        self.texts, self.roles = Texts(template, around.unit_name), Roles(template)
        self._rows_of = ""  # what kind of rows is being drawn

    def table(self) -> Table:
        """What was built."""
        cells = sorted((draft.cell() for draft in self.drafts), key=lambda cell: (cell.row, cell.column))
        return Table(
            widths=fitted(self.template.columns, self.template.least_columns, cells, self.template.page),
            row_count=self.row,
            cells=tuple(cells),
            title=self.title,
            bands=tuple(self.bands),
            together=tuple(self.together),
            least_heights=tuple(self.least_heights),
            page=self.template.page,
        )

    def form_blocks(self, around: Around) -> None:
        """Adds all that the template draws."""
        words = words_of(self.template, around.year, "1", around.place)
        for block in self.template.block:
            if around.place == 1 or not block.first:
                self._turn_to(self.forms[0])
                self.block(block, Scope(self._nodes(), words))

    def _turn_to(self, form: AnyForm) -> None:
        """What is drawn from now on is of that form."""
        self.form = form
        self.blanks.begin(form)

    def _nodes(self) -> dict[str, Part | None]:
        goal = next(iter(self.form.goals_of("annual") or self.form.goals), None) or self.blanks.goal("annual", 1)
        return {"form": self.form, "goal": goal}

    def block(self, block: Block, scope: Scope) -> None:
        """Adds one block."""
        handlers: dict[str, Callable[[Block, Scope], None]] = {
            "list": self._list,
            "goals": self._goals,
            "goal_pairs": self._goal_pairs,
            "indicators": self._indicators,
            "indicator_pairs": self._indicator_pairs,
        }
        handlers.get(block.kind, self._plain)(block, scope)

    def _plain(self, block: Block, scope: Scope) -> None:
        shown = block_places(self.template, block) if block.optional else ()
        if block.optional and not any(self.texts.of([place], scope, "")[0] for place in shown):
            return
        start = self.row
        if block.text:
            self._line(block, scope)
        if block.rows:
            self._draw(block, block.rows, scope)
        if block.kind == "signature":
            self.together.append((start, self.row))

    def _line(self, block: Block, scope: Scope) -> None:
        """One cell as wide as the form."""
        text, slots = self.texts.of(parse_text(block.text), scope, "")
        role = block.role or BLOCK_ROLES.get(block.kind, Role.LABEL)
        self._place(_Draft(self.row, 0, 1, len(self.template.columns), text, role, slots))
        self._next_row()
        if block.kind == "title":
            self.title = text.replace("\n", "")

    def _list(self, block: Block, scope: Scope) -> None:
        if block.of == "goals":
            items: list[Part] = list(self._goals_of(block))
            name = "goal"
        else:
            items, name = entries(self.form, block.of), "item"
        if not items and block.optional:
            return
        start = self.row
        self._draw(block, block.head, scope, Role.HEADER)
        body = self.row
        more = 0 if block.of == "goals" else self._more
        for number in range(max(len(items) + more, block.least)):
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
            for inner in (one for one in block.block if one.is_of(number)):
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
        if block.optional and not any(goal.dimensions for goal in self._shown_goals(block, scope)):
            return
        start = self.row
        self._draw(block, block.head, scope, Role.HEADER)
        body = self.row
        if not self.template.many:
            self._indicator_rows(block, scope)
        for number, form in enumerate(self.forms if self.template.many else (), 1):
            self._turn_to(form)
            self._indicator_rows(block, scope.numbered(number).with_nodes(**self._nodes()))
        self._band(start, body)

    def _shown_goals(self, block: Block, scope: Scope) -> list[Goal]:
        if block.period:
            return self._goals_of(block)
        return [goal for goal in [scope.nodes.get("goal")] if isinstance(goal, Goal)]

    def _indicator_rows(self, block: Block, scope: Scope) -> None:
        """The rows of one form's goals."""
        goals, body = self._shown_goals(block, scope), self.row
        nth = 1 if self.template.many else int(scope.words["n"])
        home = next(iter(goals), None) or self.blanks.goal(block.period or "annual", nth)
        for number, goal in enumerate(goals, 1):
            numbered = scope.numbered(number) if block.period and not self.template.many else scope
            for levels in rows_of(goal):
                self._draw(block, block.row, numbered.with_nodes(goal=goal, **self.blanks.levels(levels, goal, 0)))
        wanted = max(self.row - body + self._more, block.least)
        beside = self.blanks.goal_beside(home) if wanted <= 1 else None  # several would be merged
        for number in count():
            if self.row - body >= wanted:
                break
            levels = self.blanks.levels(dict.fromkeys(LEVELS), home, number)
            self._draw(block, block.row, scope.with_nodes(goal=beside, **levels))

    def _indicator_pairs(self, block: Block, scope: Scope) -> None:
        """Both goals' indicators side by side; a side that has nothing more is blank."""
        long, annual = self.form.goals_of("long_term"), self.form.goals_of("annual")
        if block.optional and not any(goal.dimensions for goal in (*long, *annual)):
            return
        shared = shared_levels({split_scope(place.path)[0] for place in block_places(self.template, block)})
        start = self.row
        self._draw(block, block.head, scope, Role.HEADER)
        body = self.row
        for number in range(max(len(long), len(annual))):
            goals = _nth(long, number), _nth(annual, number)
            homes = [one or self.blanks.goal(of, number + 1) for of, one in zip(SIDES.values(), goals, strict=True)]
            blank = [0, 0]  # rows that a side has left blank: the first of them can be typed into
            for pair in paired_rows(*goals, len(shared)):
                sides = [self._side(*one, blank, side) for side, one in enumerate(zip(homes, pair, strict=True))]
                nodes = _both(pair, (sides[0], sides[1]), shared)
                self._draw(block, block.row, scope.numbered(number + 1).with_nodes(**nodes))
        wanted = max(self.row - body + self._more, block.least)
        while self.row - body < wanted:
            empty = [self.blanks.levels(dict.fromkeys(LEVELS), goal, self.row - body) for goal in self._first_goals()]
            self._draw(block, block.row, scope.with_nodes(**_both((None, None), (empty[0], empty[1]), ())))
        self._band(start, body)

    def _side(self, goal: Goal | None, levels: Levels | None, blank: list[int], side: int) -> Levels:
        """The nodes of one side of a row."""
        levels = levels or dict.fromkeys(LEVELS)
        blank[side] += levels["indicator"] is None
        first = goal is not None and blank[side] <= 1
        return self.blanks.levels(levels, goal, 0) if first or levels["indicator"] else levels

    def _first_goals(self) -> tuple[Goal | None, ...]:
        periods = SIDES.values()
        return tuple(_nth(self.form.goals_of(one), 0) or self.blanks.goal(one, 1) for one in periods)

    def _band(self, start: int, body: int) -> None:
        if start < body < self.row:
            self.bands.append(Band(start, body, body, self.row))

    def _draw(self, block: Block, drawing: str, scope: Scope, fixed_role: Role = Role.LABEL) -> None:
        """Adds the rows of a drawing."""
        self._rows_of = (block.of or block.kind) if drawing == block.row else ""
        grid = self.template.grid(drawing)
        self.texts.begin(drawing)
        for row in grid.rows():
            for cell in row:
                if cell.above:
                    self._continue(cell)
                else:
                    self._add(block, cell, scope, fixed_role)
            if block.height and fixed_role is not Role.HEADER:
                self.least_heights.append((self.row, block.height))
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
        text, slots = self.texts.of(cell.pieces, scope, self._rows_of)
        role = self.roles.of(block, cell, fixed_role)
        self._place(_Draft(self.row, cell.column, cell.row_span, cell.column_span, text, role, slots, group))

    def _group(self, cell: GridCell, scope: Scope) -> str:
        """Cells of one goal, 一级 or 二级 that lie under each other are one merged cell; this names what they show."""
        key = id(cell)
        if key not in self._groupings:
            self._groupings[key] = _grouping(cell)
        grouping = self._groupings[key]
        if grouping and grouping[0] == "form" and not self._rows_of.startswith("indicator"):
            return ""
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


def _grouping(cell: GridCell) -> tuple[str, str] | None:
    """The one level whose values a cell shows, and which; None where its cells are never merged. Numbers merge too."""
    if cell.fixed:
        numbered = any(isinstance(piece, Place) and piece.path == "n" for piece in cell.pieces)
        return ("goal", "") if numbered else None
    owners = {split_scope(place.path)[0] for place in cell.places}
    levels = {split_scope(level_path(place.path))[0] for place in cell.places}
    if len(owners) != 1 or not levels <= {*MERGED_LEVELS, "form"}:
        return None
    return owners.pop(), "/".join(place.path for place in cell.places)


def _nth(goals: Sequence[Goal], number: int) -> Goal | None:
    return goals[number] if number < len(goals) else None


def _both(there: Pair, shown: tuple[Levels, Levels], shared: Collection[str]) -> Levels:
    """The nodes of a row of pairs by scope. ``there`` are those in the form, ``shown`` has blank ones beside them.

    What both share is shown by the year's where it has it; a blank level beside a named one has that name already.
    """
    sides = zip(SIDES, shown, strict=True)
    nodes = {f"{side}_{level}": node for side, own in sides for level, node in own.items()}
    for level in LEVELS:
        held = [own[level] for own in reversed(there) if own and own[level]]
        real = next((one for one in held if getattr(one, "name", "")), next(iter(held), None))
        nodes[level] = real or shown[1][level] or shown[0][level]
        for own in shown if level in shared else ():
            _name_as(own[level], real)
    return nodes


def _name_as(blank: Part | None, real: Part | None) -> None:
    """A blank level that is not in the form yet is called as the one that it shares its cell with."""
    if isinstance(blank, _NAMED) and isinstance(real, _NAMED) and blank is not real and not blank.name:
        blank.name = real.name
