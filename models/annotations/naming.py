"""Places of a dossier in words, by which people know them: form, goal, levels, row and column."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Dossier
from models.fields import field_word, list_fields, part_word
from models.forms import BaseForm
from models.goals import Category, Goal
from models.values import Node, Part

Names = dict[str, tuple[Part, tuple[str, ...]]]
"""Id of a part → the part, and the names on the way to it, that of its form first."""


def names_of(dossier: Dossier) -> Names:
    """Every part that something can be said of."""
    found: Names = {"dossier": (dossier, ()), "unit": (dossier.unit, ("单位",)), "budget": (dossier.budget, ("预算",))}
    found.update(_under(dossier, ()))
    found.update(_under(dossier.budget, ("预算",)))
    return found


def _under(part: Part, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[Part, tuple[str, ...]]]]:
    for field in list_fields(type(part)):
        for number, node in enumerate(getattr(part, field), 1):
            above = names[:-1] if isinstance(node, Category) and node.name.strip() else names  # it says enough
            way = (*above, _name(node, number))
            yield node.id, (node, way)
            yield from _under(node, way)


def _name(node: Node, number: int) -> str:
    if isinstance(node, BaseForm):
        return node.spoken_name
    name = str(getattr(node, "name", "") or getattr(node, "label", "") or getattr(node, "title", "")).strip()
    return name or (part_word(node) if isinstance(node, Goal) else f"第 {number} 个{part_word(node)}")


def place_words(where: str, names: Names) -> str:
    """A place without its form: ``年度目标1 · 数量指标 · 植树面积 · 指标值``; empty where there is no such place."""
    node, _, field = where.partition(".")
    if node not in names:
        return ""
    part, way = names[node]
    inside = way[1:] if way and not isinstance(part, BaseForm) else ()
    column = field_word(type(part), field) if field and field != "name" else ""
    return " · ".join(word for word in (*inside, column) if word) or (way[0] if way else "")


def form_words(where: str, names: Names) -> str:
    """The form that a place is in, as people call it; 单位, 预算."""
    _, way = names.get(where.partition(".")[0], (None, ()))
    return way[0] if way else ""
