"""What a template prints nowhere of what a form holds. It is shown beside the rest: nothing is in a dossier unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from models.fields import single_values, value_fields
from models.paths import SCOPES, printed, read, split_scope
from models.templates.block import blocks_of, walk
from models.templates.grid import YEARS_AGO
from models.templates.template import FormTemplate, block_places, sided
from models.values import Part

NOT_PRINTED = "这个版式不印"
_ELSEWHERE = frozenset({"template", "name", "period", "label"})
"""Fields that the outline, the tabs and the tree show of every form, goal and indicator."""
_KEYED = frozenset({"history", "extra", "income", "expenditure", "funding", "total_funding", "spending_plan"})
"""Fields of several values each, of which some may be printed."""


def unprinted(paths: frozenset[str], parts: Iterable[Part]) -> list[str]:
    """Fields of parts of one kind (forms, goals, indicators) that hold something and are none of those printed."""
    found: dict[str, None] = {}
    for part in parts:
        for path, value in single_values(part, _asked(paths, type(part))):
            asked = path not in found and printed(value).strip() and not has_place(paths, type(part), path)
            if asked and _leads_to(part, path, value):
                found[path] = None
    return list(found)


def _leads_to(part: Part, path: str, value: Any) -> bool:
    """False where a key of a damaged file, blank or with dots in it, makes a path that names nothing or another."""
    try:
        return all(path.split(".")) and bool(read(part, path) == value)
    except KeyError:
        return False


def _asked(paths: frozenset[str], kind: type[Part]) -> list[str]:
    """The fields of a part that may hold what is not printed: where each is one value, those that are not."""
    asked = [name for name in value_fields(kind) if name not in _ELSEWHERE]
    return [name for name in asked if name in _KEYED or not has_place(paths, kind, name)]


def paths_of(template: FormTemplate, year: int, period: str = "", number: int = 0) -> frozenset[str]:
    """The fields that the template prints, and the beginnings of their paths; years by their number.

    ``period``: what it prints of the goals of that period only; ``number``: of the one that has it there (from 1).
    """
    found: set[str] = {"goals", *(block.of for block in walk(template.block))}
    years = {word: str(year - ago) for word, ago in YEARS_AGO.items()}
    for place in _printed_of(template, period, number) if period else template.printed:
        scope, path = split_scope(place)
        keys = [years.get(key, key) for key in path.split(".")]
        start = "" if scope == "form" else f"{scope}."
        found.update(start + ".".join(keys[:count]) for count in range(1, len(keys) + 1))
    return frozenset(found)


def _printed_of(template: FormTemplate, period: str, number: int) -> Iterator[str]:
    for block, _ in blocks_of(template.block, period, number):
        yield from (place.path for place in sided(block_places(template, block), period))


def has_place(paths: frozenset[str], kind: type[Part], path: str) -> bool:
    """True where a field of that kind of part is among those that are printed."""
    return any(scope + path in paths for scope in _scopes(kind))


@lru_cache(maxsize=64)
def _scopes(kind: type[Part]) -> tuple[str, ...]:
    return tuple(f"{scope}." for scope, kinds in SCOPES.items() if kind in kinds) or ("",)
