"""Forms as they are at one moment, for another thread; of the indicators only those that changed are copied anew."""

from __future__ import annotations

from typing import Any

from models.edits import copied
from models.forms import AnyForm
from models.goals import Category, Dimension, Goal, Indicator
from models.touched import Touched

_BELOW: dict[type, str] = {Goal: "dimensions", Dimension: "categories", Category: "indicators"}


class Snapshots:
    """Nothing in them can be changed by the dossier, and nobody changes them: so one may be in several snapshots."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Indicator, Indicator]] = {}  # as it is in the dossier, and its copy

    def hear(self, touched: Touched) -> None:
        """These values are others now."""
        for path in touched.paths:
            self._known.pop(path.partition(".")[0], None)

    def of(self, form: AnyForm, more: tuple[str, Indicator] | None = None) -> AnyForm:
        """A form as it is now; ``more``: with this row at the end of that 二级指标."""
        made = copied(form.model_copy(update={"goals": []}))
        made.goals = [self._with_rows(goal) for goal in form.goals]
        for goal in made.goals if more else ():
            for category in (one for dimension in goal.dimensions for one in dimension.categories):
                category.indicators += [more[1]] if more and category.id == more[0] else []
        return made

    def _with_rows(self, node: Goal | Dimension | Category) -> Any:
        name = _BELOW[type(node)]
        made = copied(node.model_copy(update={name: []}))
        made.__dict__[name] = [
            self._indicator(one) if isinstance(one, Indicator) else self._with_rows(one) for one in getattr(node, name)
        ]
        return made

    def _indicator(self, one: Indicator) -> Indicator:
        """Its copy; of one that came back by undo a new one, whatever was known under its id."""
        known = self._known.get(one.id)
        if known is None or known[0] is not one:
            known = self._known[one.id] = one, copied(one)
        return known[1]
