"""What every cell of a drawing is: title, label, text, number, level … by its block and by the values in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.fields import LONG_TEXTS
from models.paths import level_path, split_scope
from models.table import Role
from models.templates.block import Block
from models.templates.grid import GridCell, Place
from models.templates.template import FormTemplate

BLOCK_ROLES = {
    "title": Role.TITLE,
    "subtitle": Role.SUBTITLE,
    "caption": Role.CAPTION,
    "heading": Role.HEADING,
    "paragraph": Role.PARAGRAPH,
    "signature": Role.SIGNATURE,
    "note": Role.NOTE,
}
MERGED_LEVELS = ("goal", "dimension", "category")
_LEFT = (LONG_TEXTS | {"name"}) - {"evidence"}
_SHORT_INDICATOR_TEXTS = frozenset({"basis"})


@dataclass(slots=True)
class _Known:
    """The roles worked out so far, the same for every form of a template."""

    roles: dict[tuple[int, int, Role], Role] = field(default_factory=dict)  # block, cell → role


class Roles:
    """The roles of one template's cells."""

    def __init__(self, template: FormTemplate) -> None:
        self._template = template
        self._roles = template.kept(_Known).roles

    def of(self, block: Block, cell: GridCell, fixed_role: Role) -> Role:
        """What a cell is; ``fixed_role`` where it is nothing but words of the form."""
        key = (id(block), id(cell), fixed_role)
        if key not in self._roles:
            self._roles[key] = self._role_of(block, cell, fixed_role)
        return self._roles[key]

    def _role_of(self, block: Block, cell: GridCell, fixed_role: Role) -> Role:
        if block.role:
            return block.role
        if block.kind == "caption":
            return _caption_role(cell, len(self._template.columns))
        if block.kind in BLOCK_ROLES:
            return BLOCK_ROLES[block.kind]
        if cell.sums:
            return Role.NUMBER
        if fixed_role is Role.HEADER and cell.column in self._running_columns(block):
            return Role.LABEL
        return fixed_role if cell.fixed or fixed_role is Role.HEADER else self._value_role(cell.places)

    def _running_columns(self, block: Block) -> set[int]:
        """Columns in which a cell of the head runs down beside the body: labels of the whole, no heads of columns."""
        return {cell.column for cell in self._template.grid(block.row).cells if cell.above}

    def _value_role(self, places: Sequence[Place]) -> Role:
        first = places[0]
        rule = self._template.rule_of(first.path)
        if rule.role or any(place.choice for place in places):
            return rule.role or Role.CHOICE
        scope, name = split_scope(level_path(first.path))
        kind = self._template.field_kind(first.path)
        if kind == "amount":
            return Role.NUMBER
        if scope in MERGED_LEVELS:
            return Role.TEXT if name in ("statement", "summary") else Role.LEVEL
        if kind != "text" or (scope == "indicator" and name in _SHORT_INDICATOR_TEXTS):
            return Role.VALUE
        long = rule.type == "long" or name.split(".")[0] in _LEFT or scope == "item"
        return Role.TEXT if long else Role.VALUE


def _caption_role(cell: GridCell, columns: int) -> Role:
    """At the left the unit that fills in, at the right the unit of money, between them the date."""
    if cell.column == 0:
        return Role.CAPTION
    return Role.UNIT if cell.column + cell.column_span == columns else Role.SUBTITLE
