"""The printed text of a cell of a drawing, and which values of the form stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from models.forms import BaseForm
from models.goals import Goal, Indicator
from models.paths import FieldKind, level_path, printed, read, split_scope
from models.table import Slot
from models.target import NATURES, PARTS, TargetParts
from models.templates.asked import TICKS
from models.templates.grid import POINTS, Piece, Place
from models.templates.printed import dated, points_asked
from models.templates.template import FormTemplate, places
from models.templates.totals import total
from models.values import Part, read_decimal

CHECKED = "☑"


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
class _Known:
    """What is the same for every form of a template: path → node, scope of its level, field, kind."""

    fields: dict[str, tuple[str, str, str, FieldKind]] = field(default_factory=dict)
    parts: dict[str, TargetParts] = field(default_factory=dict)  # drawing → the parts of a 指标值 it has apart


class Texts:
    """The texts of a form's cells."""

    def __init__(self, template: FormTemplate, unit_name: str) -> None:
        self._template = template
        self._unit_name = unit_name
        self._fields = template.kept(_Known).fields
        self._parts_of = template.kept(_Known).parts
        self._parts = template.target_parts
        self._boxes = template.ticks[0], template.ticks[1:]

    def begin(self, drawing: str) -> None:
        """What comes is in the rows of that drawing: another table of the form may have other columns of a 指标值."""
        if drawing not in self._parts_of:
            drawn = {place.path for place in places(self._template.grid(drawing))}
            apart = frozenset(part for part in PARTS if f"indicator.target.{part}" in map(level_path, drawn))
            self._parts_of[drawing] = self._template.target_parts._replace(apart=apart)
        self._parts = self._parts_of[drawing]

    def of(self, pieces: Iterable[Piece], scope: Scope, rows: str) -> tuple[str, tuple[Slot, ...]]:
        """The printed text of a cell, and the values in it; ``rows`` is the kind of rows it stands in."""
        texts: list[str] = []
        slots: list[Slot] = []
        lead = ""
        for piece in pieces:
            if isinstance(piece, Place) and not piece.from_context:
                text, slot = self._value(piece, scope, lead, rows)
                if slot is not None:
                    slots.append(slot)
                lead = ""
            else:
                text = piece if isinstance(piece, str) else self._around(piece, scope)
                lead += text
            texts.append(text)
        return "".join(texts), tuple(slots)

    def _around(self, place: Place, scope: Scope) -> str:
        """What stands in a place that is no value's: a year, the number of a row, the sum of a column."""
        if place.path == POINTS:
            dimension = getattr(scope.nodes.get("dimension"), "name", "")
            return self._dressed(place, points_asked(self._template, dimension))
        form = scope.nodes["form"]
        if place.sums and isinstance(form, BaseForm):
            return self._dressed(place, total(place.path, form, scope.nodes.get("goal")))
        return self._dressed(place, scope.words[place.path])

    def _value(self, place: Place, scope: Scope, lead: str, rows: str) -> tuple[str, Slot | None]:
        name, level, own, kind = self._field(place.path)
        node = scope.nodes.get(name)
        if node is None:
            return (self._boxes[1] if place.choice else ""), None
        own = dated(own, scope.words)
        text = self._printed(node, own)
        slot = Slot(f"{getattr(node, 'id', name)}.{own}", place.path, level, kind, place.choice, lead, rows)
        if place.choice:
            return self._boxes[place.choice not in self._ticked(place, text)], slot
        return self._dressed(place, text), slot

    def _dressed(self, place: Place, text: str) -> str:
        """A value as it stands on paper: in thousands, with its sign, with the words that belong to it."""
        if not text:  # what is left out where it is blank says nothing of it either
            return "" if place.before or place.after else self._template.rule_of(place.path).hint
        if place.thousands:
            with suppress(ValueError):
                text = f"{read_decimal(text):,f}"
        return f"{place.before}{text}{'%' if place.percent else ''}{place.after}"

    def _ticked(self, place: Place, text: str) -> list[str]:
        """The choices that a value says: one, or several where that many may be ticked."""
        return text.split(TICKS) if self._template.rule_of(place.path).type == "ticks" else [text]

    def _field(self, path: str) -> tuple[str, str, str, FieldKind]:
        if path not in self._fields:
            name, own = split_scope(path)
            self._fields[path] = name, split_scope(level_path(path))[0], own, self._template.field_kind(path)
        return self._fields[path]

    def _printed(self, node: Part, own: str) -> str:
        if own == "unit_name" and isinstance(node, BaseForm):
            return node.unit_name or self._unit_name
        if isinstance(node, Goal) and own == "summary":
            return node.summary or node.statement
        if isinstance(node, Indicator) and own.startswith("target."):
            return self._parts.split(node.target, node.nature)[own.partition(".")[2]]
        value: Any = read(node, own)
        return NATURES.get(value, "") if own == "nature" else printed(value)
