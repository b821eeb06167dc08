"""What a change touches, so that a panel updates just that."""

from __future__ import annotations

from typing import NamedTuple

from models.edits import Batch, Change, Editor, Insert, Move, Remove, SetValue


class Touched(NamedTuple):
    """What one change touched: values by path, lists by (id of the parent, name of the list), forms by id."""

    paths: frozenset[str]
    lists: frozenset[tuple[str, str]]
    forms: frozenset[str]

    def concerns(self, path: str) -> bool:
        """True when the value at ``path`` may be another now: it was set, or something over or under it was."""
        return path in self.paths or any(_overlap(path, other) for other in self.paths)

    def first(self) -> str:
        """One place to look at: a value that was set, else the parent of a list that changed."""
        for path in sorted(self.paths):
            return path
        return next((parent for parent, _ in sorted(self.lists)), "")


def _overlap(one: str, other: str) -> bool:
    return one.startswith(other + ".") or other.startswith(one + ".")


def touched(change: Change, inverse: Change, editor: Editor) -> Touched:
    """What ``change`` touched, told after it was applied and ``inverse`` is known."""
    paths: set[str] = set()
    lists: set[tuple[str, str]] = set()
    _collect(change, inverse, paths, lists)
    owners = [path.partition(".")[0] for path in paths] + [parent for parent, _ in lists] + _placed(change)
    return Touched(
        frozenset(paths), frozenset(lists), frozenset(editor.form_of(owner) for owner in owners if owner in editor)
    )


def _placed(change: Change) -> list[str]:
    """The nodes that were put somewhere."""
    match change:
        case Insert():
            return [change.node.id]
        case Move():
            return [change.node]
        case Batch():
            return [node for part in change.changes for node in _placed(part)]
    return []


def _collect(change: Change, inverse: Change, paths: set[str], lists: set[tuple[str, str]]) -> None:
    for one in (change, inverse):
        match one:
            case SetValue():
                paths.add(one.path)
            case Insert() | Move():
                lists.add((one.parent, one.field))
            case Remove():
                pass  # its counterpart is an Insert, which names the list
    if isinstance(change, Batch) and isinstance(inverse, Batch):
        for part, back in zip(change.changes, reversed(inverse.changes), strict=True):
            _collect(part, back, paths, lists)
