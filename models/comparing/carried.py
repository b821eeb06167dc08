"""What a form on paper carries: what its template does not print cannot be compared with what was read from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from models.forms import BaseForm
from models.goals import Goal
from models.templates.block import walk
from models.templates.template import FormTemplate, places
from models.templates.unprinted import has_place, paths_of
from models.values import Part

Carried = Callable[[type[Part], str, str], bool]
"""Whether a field (by its kind of part and its path) with that text is in both sources at all."""


def everything(_kind: type[Part], _path: str, _text: str = "") -> bool:
    """Two files carry all there is."""
    return True


class Paper(NamedTuple):
    """What is known of a dossier that was read from paper: the templates, and whether its year was written there.

    ``origins``: the id of a form → the id of that which it was exported from, where the paper still says so.
    ``unreckoned``: formulas of it have no results, so that a number which is not there may be any.
    """

    templates: Mapping[str, FormTemplate]
    dated: bool
    origins: Mapping[str, str] = {}
    unreckoned: bool = False

    def carried(self, old: BaseForm, new: BaseForm, year: int, goal: Goal | None = None) -> Carried:
        """What the templates of both forms print; ``goal``: of that goal of the old form, and of what is in it."""
        period, number = (goal.period, old.goals_of(goal.period).index(goal) + 1) if goal else ("", 0)
        used = [template for form in (old, new) if (template := self.templates.get(form.template))]
        printed = [paths_of(template, year, period, number) for template in used]
        boxes = [_boxes(template) for template in used]

        @lru_cache(maxsize=1024)
        def is_printed(kind: type[Part], path: str) -> bool:
            if path in _UNPRINTED:
                return False
            return path in _LISTS or all(has_place(paths, kind, path) for paths in printed)

        def carried(kind: type[Part], path: str, text: str = "") -> bool:
            ticked = not text or all(text in own[path] for own in boxes if path in own)
            return ticked and is_printed(kind, path)

        return carried


def _boxes(template: FormTemplate) -> dict[str, set[str]]:
    """The fields that are printed as boxes to be ticked → the texts that have a box."""
    found: dict[str, set[str]] = {}
    drawings = [drawing for block in walk(template.block) for drawing in (block.rows, block.head, block.row)]
    shown = [place for drawing in drawings for place in places(template.grid(drawing))]
    for place in shown:
        found.setdefault(place.path, set()).add(place.choice)
    return {path: texts for path, texts in found.items() if "" not in texts}


_LISTS = frozenset({"dimensions", "categories", "indicators"})
_UNPRINTED = frozenset({"template", "period"})  # 目标类型 is where a goal stands
