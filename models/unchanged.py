"""What a form made from last year's still says as it did then: a person should look at each value once.

The form keeps last year's texts (``last_year``) and which of them a person found to be right as they are
(``looked_at``). A value that is another now has been looked at by that; nothing more is kept, so undo needs no word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.edits import SetValue
from models.fields import single_values, value_fields
from models.forms import BaseForm, OwnRow
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import nodes, printed, read
from models.values import Node

_FRAME: dict[type[Node], frozenset[str]] = {
    BaseForm: frozenset({"template", "date"}),
    Goal: frozenset({"period", "label"}),
    Dimension: frozenset({"name"}),
    Category: frozenset({"name"}),
    Indicator: frozenset({"nature"}),
    OwnRow: frozenset({"of"}),
}
"""What is no statement of the year: names of levels and goals, the nature that goes with its value."""
_PAST = "history"


def texts_of(form: BaseForm) -> dict[str, dict[str, str]]:
    """Every text and number that a form says, as printed: id of the node → field → text."""
    found = {node.id: dict(_texts(node)) for node in nodes(form)}
    return {node: texts for node, texts in found.items() if texts}


def _texts(node: Node) -> Iterable[tuple[str, str]]:
    frame = frozenset().union(*(fields for kind, fields in _FRAME.items() if isinstance(node, kind)))
    fields = [name for name in value_fields(type(node)) if name not in frame]
    for path, value in single_values(node, fields):
        if _PAST not in path.split(".") and printed(value).strip():
            yield path, printed(value)


def unseen(form: BaseForm, node: Node) -> list[str]:
    """The fields of a node of the form that are as last year, and that nobody has looked at."""
    then = form.last_year.get(node.id)
    if not then:
        return []
    seen = form.looked_at.get(node.id, "").split("\n")
    return [field for field, text in then.items() if field not in seen and _now(node, field) == text]


def _now(node: Node, field: str) -> str:
    try:
        return printed(read(node, field))
    except KeyError:  # a damaged file
        return ""


def looking_at(form: BaseForm, fields: Mapping[str, Iterable[str]]) -> tuple[SetValue, ...]:
    """What says that these fields (id of the node → fields) are right as they are."""
    changes = []
    for node, names in fields.items():
        seen = [one for one in form.looked_at.get(node, "").split("\n") if one]
        changes.append(SetValue(f"{form.id}.looked_at.{node}", "\n".join(dict.fromkeys([*seen, *names]))))
    return tuple(changes)
