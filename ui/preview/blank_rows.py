"""The blank rows of a form: nodes that are not in the dossier, which enter it when something is typed there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from exporters.layout import Blanks
from exporters.side_by_side import Levels
from models.edits import Insert
from models.fields import list_place, new_entry
from models.forms import AnyForm
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.templates.template import FormTemplate
from models.values import Node, new_id
from ui.session.writing import new_row_place

_NodeT = TypeVar("_NodeT", bound=Node)
Family = tuple[str, str]
"""What lists blank rows together: the list (``item costs``, ``goal annual``, ``indicators``) and where it stands."""

BlankIds = dict[tuple[Family, int], str]
"""Ids of blank rows, kept from one layout to the next so that a row keeps its name while a person is in it."""


@dataclass(frozen=True, slots=True)
class BlankRow:
    """A node that is not in the dossier: where it would stand, and which blank row of its list it is."""

    node: Node
    family: Family
    order: int
    parent: str
    field: str


class BlankRows(Blanks):
    """The blank rows of one layout."""

    def __init__(self, ids: BlankIds, taken: set[str]) -> None:
        self._ids, self._taken, self._form_id = ids, taken, ""
        self._rows: dict[str, BlankRow] = {}

    def offer(self, category: str, node: Indicator) -> None:
        """A row that is among those of the form, and no more in the dossier than a blank one."""
        self._rows[node.id] = BlankRow(node, ("indicators", category), 0, category, "indicators")

    def begin(self, form: AnyForm) -> None:
        self._form_id = form.id

    def __contains__(self, node_id: str) -> bool:
        return node_id in self._rows

    def over(self, node_id: str) -> str:
        """The nearest node of the dossier, for one of a blank row; any other itself."""
        while node_id in self._rows:
            node_id = self._rows[node_id].parent
        return node_id

    def goal(self, period: Period, number: int) -> Goal:
        return self._node((f"goal {period}", self._form_id), number, self._form_id, "goals", Goal(period=period))

    def item(self, of: str, number: int) -> Node:
        return self._node((f"item {of}", self._form_id), number, self._form_id, list_place(of), new_entry(of))

    def levels(self, levels: Levels, home: Goal | None, number: int) -> Levels:
        dimension, category, indicator = (levels[name] for name in ("dimension", "category", "indicator"))
        if not isinstance(dimension, Dimension):
            dimension = self._under(home, "dimensions", Dimension(), number)
        if not isinstance(category, Category):
            category = self._under(dimension, "categories", Category(), 0)
        if not isinstance(indicator, Indicator):
            indicator = self._under(category, "indicators", Indicator(), 0)
        return {"dimension": dimension, "category": category, "indicator": indicator}

    def goal_beside(self, home: Goal | None) -> Goal | None:
        return Goal(id=home.id, period=home.period) if home is not None else None

    def place_of_text(self, path: str) -> str:
        """Where what is typed at a path belongs: of a blank row the lists and the field, since its id is not kept."""
        node_id, _, field = path.partition(".")
        row, names = self._rows.get(node_id), list[str]()
        while row is not None:
            parent = row.parent
            names.insert(0, row.family[0].split(" ", 1)[-1])
            row = self._rows.get(parent)
        return new_row_place(parent, names, field) if names else path

    def _under(self, parent: Node | None, field: str, blank: _NodeT, order: int) -> _NodeT:
        above = parent.id if parent is not None else ""
        return self._node((field, above), order, above, field, blank)

    def _node(self, family: Family, order: int, parent: str, field: str, blank: _NodeT) -> _NodeT:
        """The node of that blank row."""
        key = (family, order)
        if self._ids.get(key, "") in ("", *self._taken):
            self._ids[key] = new_id()
        node_id = self._ids[key]
        if node_id not in self._rows:
            node = blank.model_copy(update={"id": node_id})
            self._rows[node_id] = BlankRow(node, family, order, parent, field)
        found = self._rows[node_id].node
        assert isinstance(found, type(blank))
        return found

    def inserts(
        self, node_id: str, length: Callable[[str, str], int | None], template: FormTemplate | None
    ) -> list[Insert]:
        """What must be put in before ``node_id`` can hold a value: what it stands in, blank rows before it, itself.

        ``length`` tells how long a list of a node is, None for a node that is not in the dossier.
        """
        row = self._rows[node_id]
        found: list[Insert] = []
        if length(row.parent, row.field) is None and row.parent in self._rows:
            found += self.inserts(row.parent, length, template)
        start = length(row.parent, row.field) or 0
        rows = sorted(
            (one for one in self._rows.values() if one.family == row.family and one.order <= row.order),
            key=lambda one: one.order,
        )
        rows = [one for one in rows if one.parent == row.parent and length(one.node.id, "") is None]
        for index, one in enumerate(rows):
            found.append(Insert(one.parent, one.field, start + index, labelled(one.node, one.order, template)))
        return found


def labelled(node: Node, number: int, template: FormTemplate | None) -> Node:
    """A goal bears the name that the template gives to goals of its period."""
    spec = template.goals.get(node.period) if template and isinstance(node, Goal) else None
    return node.model_copy(update={"label": spec.label.replace("{n}", str(number))}) if spec else node
