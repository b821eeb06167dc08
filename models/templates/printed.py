"""A template's drawing read for people: the heads over a column, the label beside a field, the words of a year.

Tree, form page, official table, findings and importers ask here what the paper calls something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Protocol, TypeVar

from models.fields import LISTS, field_word
from models.paths import FORMS, SCOPES, level_path, split_scope
from models.python import regex
from models.templates.block import Block, walk
from models.templates.grid import NUMBER, YEARS_AGO, Grid, GridCell, Piece
from models.templates.template import FormTemplate
from models.values import Part, plain

_SPACE = regex(r"[\s：:]+")
_PLAIN = {(kind, "template"): "版式" for kind in ("", *FORMS)} | {("department", "name"): "表名"}
"""Kind of form, and a field of it that the model describes at more length than a name allows → its name."""


# --- words from around the form ---------------------------------------------------------------------------------------


def words_of(template: FormTemplate, year: int, number: str = "", place: int = 1) -> dict[str, str]:
    """What stands for the places that come from around a form: years, money unit, running number, place in the set."""
    years = {word: str(year - ago) for word, ago in YEARS_AGO.items()}
    return years | {"money_unit": template.money_unit, "n": number, NUMBER: str(place)}


def dated(path: str, words: Mapping[str, str]) -> str:
    """A path of a drawing with its years as numbers: ``history.year-1`` → ``history.2025``."""
    if ".year" in path:
        for word in YEARS_AGO:
            path = path.replace(f".{word}", f".{words[word]}")
    return path


def fixed_text(pieces: Iterable[Piece], words: Mapping[str, str]) -> str:
    """The words of a cell, with year and money unit put in and without its fields."""
    return "".join(
        piece if isinstance(piece, str) else words.get(piece.path, "") if piece.from_context else "" for piece in pieces
    )


def points_asked(template: FormTemplate, dimension: str) -> str:
    """The points that a 一级指标 is to have, as forms print them: 20, 40-50; nothing where it is free to have any."""
    spec = template.dimension_spec(dimension)
    if spec is None:
        return ""
    if spec.points is not None:
        return plain(spec.points)
    return f"{plain(spec.least or Decimal(0))}-{plain(spec.most)}" if spec.most is not None else ""


# --- where cells lie to each other ------------------------------------------------------------------------------------


class Placed(Protocol):
    """A cell of a drawing or of a table."""

    @property
    def row(self) -> int:
        """Its first row."""

    @property
    def column(self) -> int:
        """Its first column."""

    @property
    def row_span(self) -> int:
        """How many rows it has."""

    @property
    def column_span(self) -> int:
        """How many columns it has."""


_PlacedT = TypeVar("_PlacedT", bound=Placed)


def meets_row(one: Placed, other: Placed) -> bool:
    """They share a row."""
    return one.row < other.row + other.row_span and other.row < one.row + one.row_span


def meets_column(one: Placed, other: Placed) -> bool:
    """They share a column."""
    return one.column < other.column + other.column_span and other.column < one.column + one.column_span


def over(cells: Iterable[_PlacedT], cell: Placed) -> list[_PlacedT]:
    """The cells that lie over the first column of a cell, the highest first."""
    return [one for one in cells if one.row < cell.row and _covers(one.column, one.column_span, cell.column)]


def left_of(cells: Iterable[_PlacedT], cell: Placed) -> list[_PlacedT]:
    """The cells at the left of a cell in its first row, the nearest last."""
    return [one for one in cells if one.column < cell.column and _covers(one.row, one.row_span, cell.row)]


def _covers(start: int, span: int, place: int) -> bool:
    return start <= place < start + span


# --- heads of columns -------------------------------------------------------------------------------------------------


def heads_over(head: Grid, cell: GridCell, words: Mapping[str, str]) -> list[str]:
    """The words of the heads over a cell's column, from above."""
    texts = [fixed_text(one.pieces, words).replace("\n", "").strip() for one in overhead(head, cell)]
    return [text for text in texts if text]


def overhead(head: Grid, cell: GridCell) -> list[GridCell]:
    """The cells of a head that lie over a cell of the row, from above."""
    return [one for one in head.cells if _covers(one.column, one.column_span, cell.column)]


def leaf_heads(template: FormTemplate, block: Block) -> Iterator[tuple[str, str]]:
    """The lowest heads of a block's columns that are words alone, with the path of the values under each."""
    head, row = template.grid(block.head), template.grid(block.row)
    paths = {cell.column: level_path(cell.places[0].path) for cell in row.cells if cell.places}
    for cell in head.cells:
        words = [piece for piece in cell.pieces if isinstance(piece, str)]
        if cell.row + cell.row_span == head.row_count and len(words) == len(cell.pieces) and cell.column in paths:
            yield "".join(words), paths[cell.column]


# --- labels of fields -------------------------------------------------------------------------------------------------


class Labels:
    """The names of one template's fields, as its drawings print them; each is looked up once."""

    def __init__(self, template: FormTemplate | None) -> None:
        self._template = template
        self._known: dict[tuple[str, str], str] = {}

    def of(self, path: str, items: str = "") -> str:
        """The name of a field given as in drawings: ``indicator.basis``, ``leader``.

        ``item.amount`` is one thing in the list of tasks and another in that of purchases: ``items`` says which list.
        """
        if (path, items) not in self._known:
            self._known[path, items] = self._printed(path, items) or self._described(path, items)
        return self._known[path, items]

    def apart(self, paths: Iterable[str]) -> dict[str, str]:
        """The names of fields that stand together; where the paper has one for several, what the program calls each."""
        names = {path: self.of(path) for path in paths}
        shared = Counter(names.values())
        return {path: self._described(path, "") if shared[name] > 1 else name for path, name in names.items()}

    def in_full(self, path: str) -> str:
        """The name of a field of the form; where the paper has it in several rows, with the label that says which."""
        if ("in full", path) not in self._known:
            name = self.of(path)
            part = _part_of(self._template, path, name) if self._template else ""
            self._known["in full", path] = f"{part} · {name}" if part else name
        return self._known["in full", path]

    def _printed(self, path: str, items: str) -> str:
        template = self._template
        if template is None:
            return ""
        blocks = (block for block in walk(template.block) if not items or block.of == items)
        return next((name for block in blocks if (name := _name_in(template, block, path))), "")

    def _described(self, path: str, items: str) -> str:
        kind = self._template.kind if self._template else ""
        return field_word(LISTS[items], split_scope(path)[1]) if items else _described(kind, path)


def _name_in(template: FormTemplate, block: Block, path: str) -> str:
    for drawing in (block.row, block.rows):
        grid = template.grid(drawing)
        for cell in grid.cells:
            if any(path in (place.path, level_path(place.path)) for place in cell.places):
                return _lowest_head(template.grid(block.head), cell) if drawing == block.row else _beside(grid, cell)
    return ""


def _part_of(template: FormTemplate, path: str, name: str) -> str:
    """The nearest label before a field that the other rows with its name do not have: 支出构成 for the second 合计."""
    for block in walk(template.block):
        grid = template.grid(block.rows)
        cell = next((one for one in grid.cells if any(place.path == path for place in one.places)), None)
        if cell is not None:
            rows = (one for one in grid.cells if one.places and one.row != cell.row and _beside(grid, one) == name)
            others = {label for one in rows for label in _labels_before(grid, one)}
            return next((label for label in _labels_before(grid, cell) if others and label not in others), "")
    return ""


def _labels_before(grid: Grid, cell: GridCell) -> list[str]:
    return [text for one in reversed(left_of(grid.cells, cell)) if one.fixed and (text := _words(one))]


def _lowest_head(head: Grid, cell: GridCell) -> str:
    return next((text for one in reversed(overhead(head, cell)) if (text := _words(one))), "")


def _beside(grid: Grid, cell: GridCell) -> str:
    """Its own words, else the label at the left in its row, else the one over it."""
    near = [cell, *reversed(left_of(grid.cells, cell)), *reversed(over(grid.cells, cell))]
    return next((text for other in near if (other is cell or other.fixed) and (text := _words(other))), "")


def _words(cell: GridCell) -> str:
    return _SPACE.sub("", "".join(piece for piece in cell.pieces if isinstance(piece, str)))


def _described(kind: str, path: str) -> str:
    """The name from the model."""
    if (kind, path) in _PLAIN:
        return _PLAIN[kind, path]
    scope, rest = split_scope(path)
    forms: tuple[type[Part], ...] = (FORMS[kind],) if kind else tuple(FORMS.values())
    models = forms if scope == "form" else SCOPES[scope]
    name, _, own = rest.partition(".")
    if name == "extra":
        return own
    return next((field_word(model, name) for model in models if name in model.model_fields), name)
