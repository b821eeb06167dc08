"""Texts that are no value yet: what stands in an editor for a number and is none. They are kept as they were typed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal


class Draft(NamedTuple):
    """What is typed in the place of a value, and why it is none."""

    path: str
    text: str
    why: str


class Drafts(QObject):
    """By path. ``changed`` (path): one came, went or is another; ``exists`` tells whether a node is there."""

    changed = Signal(str)

    def __init__(self, exists: Callable[[str], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exists = exists
        self._by_path: dict[str, Draft] = {}

    def keep(self, path: str, text: str, why: str) -> None:
        """This text stands there and is no value."""
        draft = Draft(path, text, why)
        if self._by_path.get(path) != draft:
            self._by_path[path] = draft
            self.changed.emit(path)

    def drop(self, path: str) -> None:
        """There is a value again."""
        if self._by_path.pop(path, None) is not None:
            self.changed.emit(path)

    def drop_set(self, paths: Collection[str]) -> None:
        """These values were set: what was typed in their place, or in that of a part of them, is over."""
        for path in list(self._by_path):
            if path in paths or path.rpartition(".")[0] in paths:
                self.drop(path)

    def put_back(self, path: str, draft: Draft | None) -> None:
        """As it was: with this draft, or with none."""
        if draft is None:
            self.drop(path)
        else:
            self.keep(path, draft.text, draft.why)

    def get(self, path: str) -> Draft | None:
        """What is typed in the place of a value, None where nothing is."""
        return self._by_path.get(path) if self._by_path else None

    @property
    def all(self) -> list[Draft]:
        """Those whose place is still there, the oldest first."""
        return [one for one in self._by_path.values() if self._exists(one.path.partition(".")[0])]
