"""Every change of every part: what the gate says to it, what it is called, what it touches, how it is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from models.annotations.naming import form_words, names_of, place_words
from models.comparing.compare import compare, compared, summary
from models.dossier import Comment, Dossier
from models.edits import Batch, Change, EditError, Editor, Insert, Move, Remove, SetValue, copied
from models.fields import list_fields
from models.files.jxmb import dumps
from models.paths import nodes
from models.step_words import place_of, word_of
from models.target import Target
from models.touched import touched
from models.values import Node, Part
from tests.models.whole import one_of_each
from tests.models.whole.tables import is_known

VALUES: tuple[Any, ...] = ("另一个", Decimal("7.5"), Target.parse("≤3次"), "", None, {"2024": "旧"}, ["一"], "半\ud800")


def parts_of(dossier: Dossier) -> dict[str, Part]:
    """All of them by the ids that paths name them by."""
    found = {node.id: node for node in nodes(dossier)}
    return {"dossier": dossier, "unit": dossier.unit, "budget": dossier.budget, **found}


def told(editor: Editor, old: Dossier, change: Change) -> str:
    """What comes of a change, and everything that is said of it; it is taken back."""
    word = word_of(change, editor)
    try:
        back = editor.apply(change)
    except EditError as refused:
        return f"refused: {refused}"
    found = touched(change, back, editor)
    forms = {form: editor.revision_of(form) - editor.revision for form in sorted(found.forms)}
    lists = [".".join(one) for one in sorted(found.lists)]
    where = f"{sorted(found.paths)} {lists} {forms} first {found.first()} at {place_of(change, back, editor)}"
    differences, taking = compared(old, editor.dossier)
    lines = [f"{one.line} @{one.form} {one.where} {one.counts}" for one in differences]
    taken = Editor(copied(old))
    taken.apply(taking.change([one.step for one in differences if one.step], "取回"))
    left = summary(compare(taken.dossier, editor.dossier))
    said = f"{word} {where} ≠ {' / '.join(lines)} = {summary(differences)}{f' left {left}' if left else ''}"
    editor.apply(back)
    return said


def all_told(editor: Editor, changes: Mapping[str, Change]) -> list[str]:
    """Each in turn; nothing is left of them in the end."""
    before, old = dumps(editor.dossier), copied(editor.dossier)
    lines = [f"{words}: {told(editor, old, change)}" for words, change in changes.items()]
    assert dumps(editor.dossier) == before
    return lines


def settings(dossier: Dossier) -> Iterator[SetValue]:
    """Every value set to something else, one of each kind to everything that may be tried."""
    seen = set[tuple[type, str]]()
    for name, part in parts_of(dossier).items():
        for path in type(part).model_fields:
            yield from (SetValue(f"{name}.{path}", other) for other in _tried(seen, part, path))
        for path, _ in one_of_each.values(type(part)):
            if "." in path:
                yield from (SetValue(f"{name}.{path}", other) for other in _tried(seen, part, path))


def _tried(seen: set[tuple[type, str]], part: Part, path: str) -> tuple[Any, ...]:
    """A field of a kind of part needs to be tried once."""
    key = (type(part), path)
    known = key in seen
    seen.add(key)
    return () if known else VALUES


def test_every_value_set_to_every_other() -> None:
    editor = Editor(one_of_each.dossier())
    is_known("settings", all_told(editor, {f"{one.path} {one.value!r}": one for one in settings(editor.dossier)}))


def moves(dossier: Dossier) -> Iterator[Change]:
    """Every part taken out, put in once more, moved to where it may stand and where it may not."""
    parts = parts_of(dossier)
    lists = [(type(part), field, name) for name, part in parts.items() for field in list_fields(type(part))]
    first = {(kind, field): name for kind, field, name in reversed(lists)}
    last = {(kind, field): name for kind, field, name in lists}
    holders = dict.fromkeys((name, field) for found in (first, last) for (_, field), name in found.items())
    seen = set[type]()
    for name, part in parts.items():
        if not isinstance(part, Node) or type(part) in seen:
            continue
        seen.add(type(part))
        yield Remove(name)
        for holder, field in holders:
            for position in (-1, 0, 2, 3, 9) if fits(parts[holder], field, part) else (0,):
                yield Insert(holder, field, position, one_with_id(part, "new"))
                yield Move(name, holder, field, position)
        yield Insert("dossier", "forms", 0, part)


def fits(holder: Part, field: str, part: Part) -> bool:
    """Whether it may stand in that list."""
    return type(part) in list_fields(type(holder))[field]


def one_with_id(part: Node, name: str) -> Node:
    """A copy that has only the values of the part, under another id."""
    made = copied(part)
    for field in list_fields(type(made)):
        setattr(made, field, [])
    made.__dict__["id"] = name
    return made


def brief(change: Change) -> str:
    """A change in a line."""
    match change:
        case Insert():
            return f"insert {type(change.node).__name__} {change.parent}.{change.field} {change.position}"
        case Move():
            return f"move {change.node} {change.parent}.{change.field} {change.position}"
        case Remove():
            return f"remove {change.node}"
    return repr(change)


def test_every_part_removed_added_and_moved() -> None:
    editor = Editor(one_of_each.dossier())
    is_known("moves", all_told(editor, {brief(one): one for one in moves(editor.dossier)}))


def test_changes_together_are_one_and_all_or_nothing() -> None:
    editor = Editor(one_of_each.dossier())
    first, second = (form.id for form in editor.dossier.forms[:2])
    name = SetValue(f"{second}.name", "改了")
    batches: dict[str, tuple[Change, ...]] = {
        "two forms": (name, SetValue(f"{first}.name", "也改了")),
        "what goes with its form": (SetValue(f"{first}.name", "改了"), Remove(first)),
        "unit and year": (SetValue("unit.name", "别的单位"), SetValue("dossier.year", 2030)),
        "an empty one": (),
        "the last is refused": (name, Remove(first), SetValue("unit.nothing", "")),
        "one in another": (Batch((name,), "里面"), Remove(first)),
        "a comment": (Insert("dossier", "comments", 0, Comment(id="c", where=f"{first}.name", text="看一下")),),
        "the root": (Remove("unit"),),
        "no such value": (SetValue("unit.nothing", ""),),
        "nobody": (Move("nobody", "dossier", "forms", 0),),
    }
    is_known("together", all_told(editor, {word: Batch(changes, word) for word, changes in batches.items()}))


def test_every_place_in_words() -> None:
    dossier = one_of_each.dossier()
    dossier.forms[0].name = ""
    names = names_of(dossier)
    places = [*names, *(f"{name}.name" for name in names), "nobody", "unit.head"]
    is_known("places", [f"{where}: {form_words(where, names)} ‖ {place_words(where, names)}" for where in places])
