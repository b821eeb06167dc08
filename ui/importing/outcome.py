"""What became of a cell of a source: a kind with its colour and word, and the value in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QColor

from importers.assemble import Assembled
from importers.placed import HEAD, LABEL, SET_ASIDE, SUM, TITLE, Place
from models.comparing.pairing import name_of
from models.dossier import BudgetProject, Dossier, FunctionLine
from models.fields import field_word, part_word
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import nodes
from models.values import Node, Part
from ui.ground.theme import tint

TOLD = 20  # characters of a name that a sentence has room for


class Outcome(Enum):
    """Kinds of what becomes of a cell: the word of the legend, the name of its ground."""

    FIELD = ("表的栏目", "field")
    GOAL = ("绩效目标", "goal")
    LEVEL = ("一、二级指标", "level")
    INDICATOR = ("三级指标", "indicator")
    BUDGET = ("部门预算", "budget")
    WORDS = ("表头等固定文字", "words")
    ASIDE = ("不要的", "aside")
    UNPLACED = ("没有放的", "unplaced")
    AROUND = ("表外的文字", "")

    @property
    def word(self) -> str:
        """As the legend says it."""
        return str(self.value[0])

    @property
    def ground(self) -> QColor | None:
        """The colour behind the text in the theme in use; None for none."""
        name = self.value[1]
        return tint(name) if name else None


LEGEND = tuple(one for one in Outcome if one is not Outcome.AROUND)
_MARKERS = {
    TITLE: (Outcome.WORDS, "表的标题"),
    HEAD: (Outcome.WORDS, "表头"),
    LABEL: (Outcome.WORDS, "固定的文字"),
    SUM: (Outcome.WORDS, "合计的字样"),
    SET_ASIDE: (Outcome.ASIDE, "不要，不导入"),
}
_KINDS: dict[type[Part], Outcome] = {
    Goal: Outcome.GOAL,
    Dimension: Outcome.LEVEL,
    Category: Outcome.LEVEL,
    Indicator: Outcome.INDICATOR,
}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one cell, in words."""

    outcome: Outcome
    words: str


class Fates:
    """What became of the cells of all sources."""

    def __init__(self, result: Assembled) -> None:
        self._placed = result.placed
        self._left = {(one.source, one.at) for one in result.unplaced}
        self._parts = parts_of(result.dossier)

    def of(self, source: int, place: Place) -> Fate:
        """What became of a cell with text."""
        path = self._placed[source].get(place, "") if source < len(self._placed) else ""
        if path in _MARKERS:
            return Fate(*_MARKERS[path])
        if path:
            return self._valued(path)
        if (source, place) in self._left:
            return Fate(Outcome.UNPLACED, "没有认出放在哪一栏，不会导入")
        return Fate(Outcome.AROUND, "表外的文字")

    def _valued(self, path: str) -> Fate:
        node, _, field = path.partition(".")
        part = self._parts.get(node)
        if part is None:
            return Fate(Outcome.WORDS, "固定的文字")
        kind = Outcome.BUDGET if node == "budget" or _under_budget(part) else _KINDS.get(type(part), Outcome.FIELD)
        return Fate(kind, f"{_named(part)}{field_word(type(part), field)}")


def parts_of(dossier: Dossier) -> Mapping[str, Part]:
    """All that has values, by its id."""
    return {"unit": dossier.unit, "budget": dossier.budget, **{node.id: node for node in nodes(dossier)}}


def _under_budget(part: Part) -> bool:
    return isinstance(part, FunctionLine | BudgetProject)


def _named(part: Part) -> str:
    """Whose value it is; nothing where the value is the name itself."""
    if not isinstance(part, Node):
        return f"{part_word(part)} · "
    name = name_of(part) if not isinstance(part, Goal) else ""
    return f"{part_word(part)}“{name[:TOLD]}” · " if name else f"{part_word(part)} · "
