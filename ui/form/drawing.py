"""What of a template's drawing is filled in on the form page: grids of labels and fields, tables of repeating rows.

Goals and their indicators are left out here; they have a place of their own below (``goals.py``). No Qt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from models.fields import PERIOD_WORDS, PROSE, field_word, single_values, value_fields
from models.forms import OwnRow
from models.goals import Goal
from models.paths import SCOPES, FieldKind, field_kind, printed, split_scope
from models.templates.block import Block, walk
from models.templates.grid import Grid, GridCell, Place, parse_text
from models.templates.printed import Labels, fixed_text, heads_over
from models.templates.template import FormTemplate
from models.templates.unprinted import has_place, paths_of
from models.values import Node

GOAL_BLOCKS = ("goals", "goal_pairs", "indicators", "indicator_pairs")
_GOAL_SCOPES = frozenset(SCOPES) - {"item"}


class Words(NamedTuple):
    """Words of the form by themselves: its heading, the heading of a part, a remark."""

    text: str
    kind: str  # title | heading | note


class Cells(NamedTuple):
    """Labels and fields as they lie on the paper."""

    cells: tuple[GridCell, ...]
    row_count: int


class Column(NamedTuple):
    """A column of a table: its head, the field of a row's item it shows, its width on paper; ``day``: it holds days."""

    title: str
    field: str
    kind: FieldKind
    width: float
    long: bool = False
    day: bool = False


class Rows(NamedTuple):
    """A table of repeating rows: costs, purchases, tasks, projects, measures."""

    of: str
    title: str
    columns: tuple[Column, ...]


Item = Words | Cells | Rows


class GoalFields(NamedTuple):
    """What a template prints of a goal besides its indicators; ``around`` are fields of the form printed there."""

    label: bool
    summary: bool
    weighed: frozenset[str]  # the periods whose goals have their weight printed
    around: tuple[str, ...] = ()


def items_of(template: FormTemplate, words: dict[str, str]) -> list[Item]:
    """What is filled in, from top to bottom. ``words`` stand for {year}, {money_unit} and the like."""
    return list(_with_used_headings(_items(template, words)))


def _items(template: FormTemplate, words: dict[str, str]) -> Iterator[Item | None]:
    """None stands for a part that has its place elsewhere, so that its heading goes as well."""
    for block in template.block:
        if block.kind in GOAL_BLOCKS or block.of == "goals":
            yield None
        elif block.kind == "list":
            yield _rows(template, block, words)
        elif block.text:
            yield _text_item(template, block, words)
        elif block.rows:
            yield from _cells(template.grid(block.rows), words)


def _with_used_headings(items: Iterator[Item | None]) -> Iterator[Item]:
    """A heading stays only when something of its part is filled in here."""
    heading: Words | None = None
    for item in items:
        if isinstance(item, Words) and item.kind == "heading":
            heading = item
            continue
        if item is None:
            heading = None
            continue
        if heading is not None:
            if isinstance(item, Rows) and not item.title:
                yield item._replace(title=heading.text)
                heading = None
                continue
            yield heading
            heading = None
        yield item


def _text_item(template: FormTemplate, block: Block, words: dict[str, str]) -> Item | None:
    pieces = parse_text(block.text)
    paths = [piece.path for piece in pieces if isinstance(piece, Place) and not piece.from_context]
    if block.kind in ("paragraph", "signature", "caption") and paths:
        if all(_is_goal(path) for path in paths):
            return None
        cell = GridCell(0, 0, 1, len(template.columns), pieces)
        return Cells((cell,), 1)
    if block.kind in ("title", "subtitle"):
        return Words(fixed_text(pieces, words).strip(), "title") if block.kind == "title" else None
    return Words(fixed_text(pieces, words), "note" if block.kind == "note" else "heading")


def _cells(grid: Grid, words: dict[str, str]) -> Iterator[Item | None]:
    """The grid without the rows that belong to goals; a row that is one wide label is a heading."""
    gone = {cell.row for cell in grid.cells if any(_is_goal(place.path) for place in cell.places)}
    kept: list[GridCell] = []
    start = 0
    for number, row in enumerate(grid.rows()):
        lone = len(row) == 1 and row[0].fixed and row[0].column_span == grid.column_count
        if number in gone or lone:
            yield from _block_of(kept, start, number)
            kept, start = [], number + 1
            yield None if number in gone else Words(fixed_text(row[0].pieces, words), "heading")
        else:
            kept += [cell for cell in row if cell.places or fixed_text(cell.pieces, words).strip()]
    yield from _block_of(kept, start, grid.row_count)


def _block_of(cells: list[GridCell], start: int, stop: int) -> Iterator[Cells]:
    if any(cell.places or _says_unit(cell) for cell in cells):
        moved = tuple(replace(cell, row=cell.row - start) for cell in cells)
        yield Cells(moved, stop - start)


def _says_unit(cell: GridCell) -> bool:
    """单位：万元 in a line of its own: nothing is filled in there, but no amount is right without it."""
    return any(isinstance(piece, Place) and piece.path == "money_unit" for piece in cell.pieces)


def _is_goal(path: str) -> bool:
    return split_scope(path)[0] in _GOAL_SCOPES


def _rows(template: FormTemplate, block: Block, words: dict[str, str]) -> Rows:
    grid, head = template.grid(block.row), template.grid(block.head)
    labels = Labels(template)
    columns: list[Column] = []
    for cell in grid.cells:
        for place in cell.places:
            field = split_scope(place.path)[1]
            if any(column.field == field for column in columns):
                continue
            width = sum(template.columns[cell.column : cell.column + cell.column_span])
            if len(template.columns) == 1:  # a narrative form: its drawing says nothing of widths
                width = 3.0 if field in PROSE else 1.0
            title = _heads(head, cell, words) or labels.of(place.path, block.of)
            asked = template.rule_of(place.path).type
            long, day = field in PROSE or asked == "long", asked == "date"
            columns.append(Column(title, field, template.field_kind(place.path), width, long, day))
    beside = [cell for cell in grid.cells if cell.above]
    title = next((_heads(head, cell, words) for cell in beside), "")
    return Rows(block.of, title.replace("\n", ""), tuple(columns))


def unprinted_columns(entries: Sequence[Node], shown: Sequence[Column] = ()) -> tuple[Column, ...]:
    """Columns for what the entries of a list hold besides these."""
    kind, known = type(entries[0]) if entries else OwnRow, {column.field for column in shown}
    held = (path for entry in entries for path, value in single_values(entry, value_fields(kind)) if printed(value))
    fields = [path for path in dict.fromkeys(held) if path not in known and path != "of"]
    return tuple(_column(kind, field) for field in fields)


def _column(kind: type[Node], field: str) -> Column:
    long = field in PROSE
    return Column(field_word(kind, field), field, field_kind(kind, field) or "text", 3.0 if long else 1.0, long)


def _heads(head: Grid, cell: GridCell, words: dict[str, str]) -> str:
    """The heads over a column, one under the other, without repetition."""
    return "\n".join(dict.fromkeys(heads_over(head, cell, words)))


def goal_fields(template: FormTemplate) -> GoalFields:
    """What this template prints of its goals."""
    around: list[str] = []
    for block in walk(template.block):
        if block.kind in GOAL_BLOCKS:
            inner = [place.path for part in walk([block]) for place in _places(template, part)]
            around += [path for path in inner if split_scope(path)[0] == "form"]
    return GoalFields(
        label=template.prints("goal.label"),
        summary=any(path.endswith("goal.summary") for path in template.printed),
        weighed=frozenset(one for one in PERIOD_WORDS if has_place(paths_of(template, 0, one), Goal, "weight")),
        around=tuple(dict.fromkeys(around)),
    )


def _places(template: FormTemplate, block: Block) -> Iterator[Place]:
    for drawing in (block.rows, block.head, block.row):
        for cell in template.grid(drawing).cells:
            yield from cell.places
