"""The columns of the tree: what the template's drawing prints of an indicator, in its order and with its heads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from models.edits import Batch, Change, SetValue
from models.entry import shown, typed
from models.fields import field_word
from models.goals import Indicator, Period
from models.python import regex
from models.target import PARTS, WHOLE, TargetParts
from models.templates.block import INDICATOR_TABLES, Block, blocks_of, walk
from models.templates.grid import Grid, GridCell
from models.templates.printed import Labels, dated, heads_over, words_of
from models.templates.template import FormTemplate, sided
from models.templates.unprinted import NOT_PRINTED, unprinted

Kind = Literal["name", "target", "comparison", "number", "unit", "weight", "choice", "nature", "text"]

NUMBERS = ("weight", "number")
"""Kinds of columns in which what is no number stays as it was typed."""
_PLAIN = ("target", "weight", "basis", "description", "remark")
_YEAR = regex(r"(?:19|20)\d\d年?")
_PREFIX = "indicator."


class Column(NamedTuple):
    """One column. ``field`` is the indicator's (``target.unit`` for a part of it), ``words`` what it may offer."""

    head: str
    field: str
    kind: Kind
    words: tuple[str, ...] = ()
    tip: str = ""
    parts: TargetParts = WHOLE

    def path(self, indicator_id: str) -> str:
        """The stable path of this column's value."""
        return f"{indicator_id}.{self.field}"

    def concerns(self, field: str) -> bool:
        """True when a change of ``field`` may change what this column shows."""
        own = self.field.partition(".")[0]
        return field in (self.field, own) or (own in ("target", "nature") and field in ("target", "nature"))

    def text(self, indicator: Indicator) -> str:
        """What the column shows of an indicator."""
        return shown(indicator, self.field, self.parts)

    def changes(self, indicator: Indicator, text: str) -> tuple[SetValue, ...]:
        """The changes that make the column show ``text``. Raises ValueError in Chinese where it cannot."""
        return typed(indicator, {self.field: text}, self.parts)

    def change(self, indicator: Indicator, text: str) -> Change:
        """The same as one change."""
        changes = self.changes(indicator, text)
        return changes[0] if len(changes) == 1 else Batch(changes, "修改指标值")


NAME = Column("指标", "name", "name")


def columns_of(template: FormTemplate | None, period: Period, year: int, number: int) -> tuple[Column, ...]:
    """The columns for the goal that has that number in its period: the name first, then what the template prints, in
    its order."""
    if template is None:
        return (NAME, *(_plain(field) for field in _PLAIN))
    tables = [block for block in walk(template.block) if block.kind in INDICATOR_TABLES]
    own = [block for block, _ in blocks_of(template.block, period, number) if block.kind in INDICATOR_TABLES]
    words = words_of(template, year)
    found: dict[str, Column] = {}
    for block in (own or tables)[:1]:
        for path, cell in _places(template.grid(block.row), period):
            field = dated(path.removeprefix(_PREFIX), words)
            if path.startswith(_PREFIX) and field != "name":
                found.setdefault(field, _column(template, block, field, cell, words))
    return (NAME, *found.values())


def beside(paths: frozenset[str], indicators: Iterable[Indicator]) -> tuple[Column, ...]:
    """Columns for what indicators hold and their template prints nowhere."""
    fields = unprinted(paths, indicators)
    return tuple(_plain(field)._replace(tip=f"{field_word(Indicator, field)}（{NOT_PRINTED}）") for field in fields)


def _plain(field: str) -> Column:
    return Column(field_word(Indicator, field), field, _kind(field, ()))


def _places(row: Grid, period: Period) -> Iterable[tuple[str, GridCell]]:
    """The places of the goals of that period, where those of both stand side by side."""
    return ((place.path, cell) for cell in row.cells for place in sided(cell.places, period))


def _column(
    template: FormTemplate, block: Block, field: str, cell: GridCell, words_around: Mapping[str, str]
) -> Column:
    heads = ["".join(head.split()) for head in heads_over(template.grid(block.head), cell, words_around)]
    head = heads[-1] if heads else Labels(template).of(_PREFIX + field)
    if len(heads) > 1 and _YEAR.fullmatch(head):
        head += "指标值"
    words = template.choices(_PREFIX + field)
    return Column(head, field, _kind(field, words), words, " · ".join(heads), template.target_parts)


def _kind(field: str, words: tuple[str, ...]) -> Kind:
    name, _, part = field.partition(".")
    if name == "target":
        return part if part in PARTS else "target"  # type: ignore[return-value]
    if name in ("weight", "nature"):
        return name  # type: ignore[return-value]
    return "choice" if words else "text"
