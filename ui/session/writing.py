"""Writing into the dossier what is being typed, key by key, and what was typed before a crash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from models.edits import Batch, EditError, Insert, SetValue
from models.entry import NOT_A_NUMBER, typed
from models.fields import list_kind, list_place, new_entry
from models.sheets import Sheet
from models.target import WHOLE
from models.values import Node
from ui.session.session import Session

_NEW = "+"


def write_typed(session: Session, changes: Sequence[SetValue]) -> bool:
    """Makes those of the changes that change something; False where one of them is refused."""
    needed = [change for change in changes if session.value(change.path) != change.value]
    if len(needed) > 1:
        return session.apply(Batch(tuple(needed), "修改指标值"))
    return all(session.set_value(change.path, change.value) for change in needed)


def new_row_place(parent: str, name: str, field: str) -> str:
    """Names a field of the row that is not in a list yet."""
    return _NEW.join((parent, name, field))


def take_in(session: Session, texts: Mapping[str, str]) -> list[str]:
    """What stood in open cells goes where it belongs; what is no value stays a draft. Returns what has no place."""
    return [text for place, text in texts.items() if text.strip() and not _taken_in(session, place, text)]


def _taken_in(session: Session, place: str, text: str) -> bool:
    """False where the cell's place is gone, as it would be after an undo."""
    try:
        if _NEW in place:
            parent, name, place = place.split(_NEW, 2)
            fresh = _row_of(session, parent, name)
            place = f"{fresh.id}.{place}" if fresh else ""
        return bool(place) and _write(session, place, text)
    except (EditError, KeyError, AttributeError, ValueError):
        return False


def _row_of(session: Session, parent: str, name: str) -> Node | None:
    """A new row at a list's end."""
    holder = session.editor.node(parent)
    field = list_place(name)
    made = new_entry(name) if list_kind(name) else get_args(type(holder).model_fields[name].annotation)[0]()
    there = session.apply(Insert(parent, field, len(getattr(holder, field)), made))
    return made if there else None


def _write(session: Session, path: str, text: str) -> bool:
    node_id, _, field = path.partition(".")
    node = session.editor.node(node_id)
    template = session.template_of(Sheet(session.editor.form_of(node_id)))
    try:
        changes = typed(node, {field: text}, template.target_parts if template else WHOLE)
    except ValueError:
        session.drafts.keep(path, text, NOT_A_NUMBER)
        return True
    return write_typed(session, changes)
