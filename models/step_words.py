"""What a step of the undo history is called, naming row and value, and where what it changed stands."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Attachment, Comment, Silence
from models.edits import Batch, Change, Editor, Insert, Move, Remove, SetValue
from models.fields import SINCE, field_word, part_word
from models.paths import nodes, printed
from models.target import NATURES
from models.values import Part

_ABOUT = (Silence, Comment, Attachment)
"""What is said of another place, and is to be looked at there."""
_NAMED_BY = ("name", "label", "title", "content", "text", "path")
_NAME, _VALUE = 14, 24  # characters of a row's name and of a value that a step repeats


def word_of(change: Change, editor: Editor) -> str:
    """What the undo menu calls the change: 修改“植树面积”的指标值：≥40亩. To be asked before the change is applied."""
    return stem_of(change, editor) + value_words(change)


def stem_of(change: Change, editor: Editor) -> str:
    """The same without the value, which is another with every key that is typed."""
    match change:
        case Batch():
            return change.word
        case SetValue():
            return "修改" + _place_words(change.path, editor)
        case Insert():
            return "添加" + _named(part_word(change.node), change.node)
        case Remove() | Move():
            part = editor.node(change.node) if change.node in editor else None
            word = _named(part_word(part), part) if part else "内容"
            return ("删除" if isinstance(change, Remove) else "移动") + word


def value_words(change: Change) -> str:
    """The value that a change sets, as the end of a sentence."""
    if not isinstance(change, SetValue) or isinstance(change.value, dict | list):
        return ""
    text = NATURES.get(change.value, "") if isinstance(change.value, str) else ""
    return f"：{_short(text or printed(change.value), _VALUE) or '空'}"


def _place_words(path: str, editor: Editor) -> str:
    node_id, _, field = path.partition(".")
    if node_id not in editor:
        return "内容"
    part = editor.node(node_id)
    name = _name(part)
    return (f"“{name}”的" if name else "") + field_word(type(part), field)


def _named(word: str, part: Part) -> str:
    name = _name(part)
    return word + (f"“{name}”" if name else "")


def _name(part: Part) -> str:
    found = (getattr(part, field, "") for field in _NAMED_BY)
    return _short(next(filter(None, found), ""), _NAME)


def _short(text: str, most: int) -> str:
    line = " ".join(text[: 2 * most].split())
    return line if len(line) <= most else line[: most - 1] + "…"


def place_of(change: Change, inverse: Change, editor: Editor) -> str:
    """Where to look after the change: a value's path or a node's id; empty where there is nothing to look at.

    ``inverse`` as the gate gave it. Of several places the first on the paper.
    """
    places = [place for place in _places(change, inverse, editor) if place.partition(".")[0] in editor]
    heads = {place.partition(".")[0] for place in places}
    if len(heads) < 2:
        return places[0] if places else ""
    order = [node.id for node in nodes(editor.dossier) if node.id in heads]
    first = order[0] if order else ""
    return next((place for place in places if place.partition(".")[0] == first), places[0])


def _places(change: Change, inverse: Change, editor: Editor) -> Iterator[str]:
    match change, inverse:
        case Batch(), Batch():
            for part, back in zip(change.changes, reversed(inverse.changes), strict=True):
                yield from _places(part, back, editor)
        case SetValue(), _:
            yield _value_place(change.path, editor)
        case Insert(), _:
            yield change.node.where if isinstance(change.node, _ABOUT) else change.node.id
        case Move(), _:
            yield change.node
        case Remove(), Insert():
            yield _gap(inverse, editor)


def _value_place(path: str, editor: Editor) -> str:
    """That a value was looked at is to be seen at the value, and so is what was said of it."""
    node, _, field = path.partition(".")
    part = editor.node(node) if node in editor else None
    if isinstance(part, _ABOUT):
        return part.where
    name, _, about = field.partition(".")
    return (about or node) if name in SINCE else path


def _gap(removed: Insert, editor: Editor) -> str:
    """What stands before the place that is empty now; else behind it, else around it."""
    if isinstance(removed.node, _ABOUT):
        return removed.node.where
    if removed.parent not in editor:
        return ""
    entries = getattr(editor.node(removed.parent), removed.field)
    if not entries:
        return removed.parent
    found = entries[max(0, min(removed.position, len(entries)) - 1)]
    return str(found.id)
