"""Ghosts: nodes for the blank rows of a form, which enter the dossier when something is typed there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.edits import Insert
from models.goals import Goal
from models.templates.template import FormTemplate
from models.values import Node, new_id

Family = tuple[str, str]
"""What lists ghosts together: the kind of node and where it stands."""

GhostBook = dict[tuple[Family, int], str]
"""Ids of ghosts, kept from one layout to the next so that a blank row keeps its name while a person is in it."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """A node that is not in the dossier: where it would stand, and which blank row of its list it is."""

    node: Node
    family: Family
    order: int
    parent: str
    field: str


class Ghosts:
    """The ghosts of one layout."""

    def __init__(self, book: GhostBook, taken: set[str]) -> None:
        self._book = book
        self._taken = taken
        self._ghosts: dict[str, Ghost] = {}

    def __contains__(self, node_id: str) -> bool:
        return node_id in self._ghosts

    def node(self, family: Family, order: int, parent: str, field: str, blank: Node) -> Node:
        """The ghost of that blank row."""
        key = (family, order)
        if self._book.get(key, "") in ("", *self._taken):
            self._book[key] = new_id()
        node_id = self._book[key]
        if node_id not in self._ghosts:
            node = blank.model_copy(update={"id": node_id})
            self._ghosts[node_id] = Ghost(node, family, order, parent, field)
        return self._ghosts[node_id].node

    def inserts(
        self, node_id: str, length: Callable[[str, str], int | None], template: FormTemplate | None
    ) -> list[Insert]:
        """What must be put in before ``node_id`` can hold a value: what it stands in, blank rows before it, itself.

        ``length`` tells how long a list of a node is, None for a node that is not in the dossier.
        """
        ghost = self._ghosts[node_id]
        found: list[Insert] = []
        if length(ghost.parent, ghost.field) is None and ghost.parent in self._ghosts:
            found += self.inserts(ghost.parent, length, template)
        start = length(ghost.parent, ghost.field) or 0
        rows = sorted(
            (one for one in self._ghosts.values() if one.family == ghost.family and one.order <= ghost.order),
            key=lambda one: one.order,
        )
        rows = [one for one in rows if one.parent == ghost.parent and length(one.node.id, "") is None]
        for index, one in enumerate(rows):
            found.append(Insert(one.parent, one.field, start + index, labelled(one.node, one.order, template)))
        return found


def labelled(node: Node, number: int, template: FormTemplate | None) -> Node:
    """A goal bears the name that the template gives to goals of its period."""
    spec = template.goals.get(node.period) if template and isinstance(node, Goal) else None
    return node.model_copy(update={"label": spec.label.replace("{n}", str(number))}) if spec else node
