"""Writing into the dossier what is being typed, key by key, and what was typed before a crash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from models.edits import Batch, EditError, Insert, SetValue
from models.entry import NOT_A_NUMBER, typed
from models.fields import list_kind, list_place, new_entry
from models.forms import BaseForm
from models.goals import Goal, Period
from models.making import goal_label
from models.sheets import Sheet
from models.step_words import word_of
from models.target import WHOLE
from models.values import Node
from ui.session.session import Session

_NEW, _IN = "+", "/"
_COMMENT = "comment "
UNIT_NAME = "unit.name"


def write_typed(session: Session, changes: Sequence[SetValue]) -> bool:
    """Makes those of the changes that change something; False where one of them is refused."""
    needed = [change for change in changes if session.value(change.path) != change.value]
    if len(needed) > 1:
        whole = next((one for one in needed if one.path.endswith(".target")), needed[0])
        return session.apply(Batch(tuple(needed), word_of(whole, session.editor)))
    return all(session.set_value(change.path, change.value) for change in needed)


def path_of_unit_name(session: Session, form: str) -> str:
    """Where the name goes that is written on a form: the first one is the unit's own, for all forms; then a form's."""
    own = session.value(f"{form}.unit_name") or session.dossier.unit.name
    return f"{form}.unit_name" if own else UNIT_NAME


def new_row_place(parent: str, names: Sequence[str], field: str) -> str:
    """Names a field of a row that is not in a list yet; of a row in a row that is not there either by all lists.

    ``names`` as in drawings (``costs``, ``extra.进度``) or in the tree (``indicators``); a goal's is its period.
    """
    return _NEW.join((parent, _IN.join(names), field))


def comment_place(where: str) -> str:
    """Names a comment that is being written about a value or a row."""
    return _COMMENT + where


def take_in(session: Session, texts: Mapping[str, str]) -> list[str]:
    """What stood in open cells goes where it belongs; what is no value stays a draft. Returns what has no place."""
    return [text for place, text in texts.items() if text.strip() and not _taken_in(session, place, text)]


def _taken_in(session: Session, place: str, text: str) -> bool:
    """False where the cell's place is gone, as it would be after an undo."""
    try:
        if place.startswith(_COMMENT):
            return _comment(session, place.removeprefix(_COMMENT), text)
        if _NEW in place:
            parent, names, place = place.split(_NEW, 2)
            for name in names.split(_IN):
                parent = _new_row(session, parent, name)
            place = f"{parent}.{place}" if parent else ""
        return bool(place) and _write(session, place, text)
    except (EditError, KeyError, AttributeError, ValueError):
        return False


def _comment(session: Session, where: str, text: str) -> bool:
    return where.partition(".")[0] in session.editor and session.apply(session.comments.writing(where, text, ""))


def _new_row(session: Session, parent: str, name: str) -> str:
    """The id of a new row at a list's end; empty where there can be none."""
    holder = session.editor.node(parent)
    if name in get_args(Period) and isinstance(holder, BaseForm):
        field, made = "goals", _new_goal(session, holder, name)
    elif list_kind(name):
        field, made = list_place(name), new_entry(name)
    else:
        field, made = name, get_args(type(holder).model_fields[name].annotation)[0]()
    there = session.apply(Insert(parent, field, len(getattr(holder, field)), made))
    return made.id if there else ""


def _new_goal(session: Session, form: BaseForm, period: str) -> Node:
    template, number = session.template_of(Sheet(form.id)), len(form.goals_of(period)) + 1
    goal = Goal(period="annual" if period == "annual" else "long_term")
    goal.label = goal_label(template, goal.period, number) if template else ""
    return goal


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
