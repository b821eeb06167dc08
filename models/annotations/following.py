"""What is said of places of a dossier: 批注 and 佐证资料. They name their place by its path, and go where it goes.

A node that is moved keeps its id, so what is said of it follows by itself; one that is removed takes it along.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Attachment, Comment
from models.edits import Batch, Change, Editor, Insert, Remove
from models.paths import nodes
from models.step_words import word_of

Said = Comment | Attachment


def whole(path: str) -> str:
    """The value that a path is of: sign, number and unit are parts of one."""
    node, _, field = path.partition(".")
    return f"{node}.target" if field.startswith("target.") else path


def with_what_is_said(change: Change, editor: Editor) -> Change:
    """The change, and with the nodes that it takes out for good what is said of them; else the change itself."""
    said: list[Said] = [*editor.dossier.comments, *editor.dossier.attachments]
    if not said:
        return change
    lost = set(_removed(change, editor)) - set(_inserted(change))
    gone = tuple(Remove(one.id) for one in said if one.where.partition(".")[0] in lost and one.id not in lost)
    return Batch((change, *gone), word_of(change, editor)) if gone else change


def _removed(change: Change, editor: Editor) -> Iterator[str]:
    """The ids of the nodes that go."""
    if isinstance(change, Remove) and change.node in editor:
        yield from (node.id for node in nodes(editor.node(change.node)))
    elif isinstance(change, Batch):
        for one in change.changes:
            yield from _removed(one, editor)


def _inserted(change: Change) -> Iterator[str]:
    """The ids of the nodes that come."""
    if isinstance(change, Insert):
        yield from (node.id for node in nodes(change.node))
    elif isinstance(change, Batch):
        for one in change.changes:
            yield from _inserted(one)
