"""The undo stack over the gate: every step is a change and its inverse; typing in one field is one step."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from models.annotations.following import with_what_is_said
from models.edits import Change, Editor, SetValue, merge
from models.step_words import place_of, stem_of, value_words

SINGLE = -1
"""Id of a step that never merges with the one before."""


class _Step(QUndoCommand):
    """One step. It was applied before it was pushed, since a change that fails must never reach the stack."""

    def __init__(self, history: History, change: Change, inverse: Change, stem: str, visit: int) -> None:
        super().__init__(stem + value_words(change))
        self._history, self._stem = history, stem
        self.change, self.inverse, self.visit = change, inverse, visit
        self._applied = True

    def id(self) -> int:
        return self.visit

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Takes the next step of the same visit into this one; becomes nothing when the old value is back."""
        if not isinstance(other, _Step) or self.visit == SINGLE or not (self._at_one_value and other._at_one_value):
            return False
        merged = merge(self.change, other.change)
        if merged is None:
            return False
        self.change = merged
        self.setText(self._stem + value_words(merged))
        self.setObsolete(_same(self.change, self.inverse))
        return True

    @property
    def _at_one_value(self) -> bool:
        """The inverse sets back that value; where a key went out of a dict it sets back the order of keys as well."""
        both = (self.change, self.inverse)
        return all(isinstance(one, SetValue) for one in both) and len({getattr(one, "path", "") for one in both}) == 1

    def redo(self) -> None:
        if self._applied:
            self._applied = False
            return
        self._history.replay(self.change)

    def undo(self) -> None:
        self._history.replay(self.inverse)


def _same(change: Change, inverse: Change) -> bool:
    """Nothing is another, to the byte: 14.0 equals 14.00 but does not print the same."""
    return change == inverse and repr(change) == repr(inverse)


class History(QObject):
    """Does changes so that they can be undone. ``replayed`` comes after undo and redo, with the place to look at."""

    replayed = Signal(str)

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._visit = 0
        self._typing = False
        self._place = ""
        self.stack = QUndoStack(self)

    def do(self, change: Change, *, typing: bool = False) -> None:
        """Applies and remembers. Steps of ``typing`` at one value become one until ``seal``. Raises EditError."""
        if not (typing and self._typing):
            self._visit += 1
        self._typing = typing
        change = with_what_is_said(change, self._editor)
        stem = stem_of(change, self._editor)
        inverse = self._editor.apply(change)
        if isinstance(change, SetValue) and _same(change, inverse):
            return
        self.stack.push(_Step(self, change, inverse, stem, self._visit if typing else SINGLE))

    def seal(self) -> None:
        """Typing that follows is a step of its own."""
        self._typing = False

    def undo(self) -> None:
        """Takes the last step back."""
        self._go(self.stack.index() - 1)

    def redo(self) -> None:
        """Does the step again that was taken back last."""
        self._go(self.stack.index() + 1)

    def go_to(self, step: int) -> None:
        """Takes steps back, or does them again, until this many are done."""
        self._go(step)

    def _go(self, step: int) -> None:
        self.seal()
        self._place = ""
        self.stack.setIndex(step)
        if self._place:
            self.replayed.emit(self._place)

    def end(self) -> None:
        """No steps any more. Where the collector came upon them first, the stack would delete them a second time."""
        self.stack.blockSignals(True)  # it tells of its own end, when nobody is there to hear
        self.stack.clear()

    def take_back(self, paths: Container[str]) -> None:
        """What is being typed at one of these values is as if it had never been."""
        while self._typing and self._is_typed(self._last_step(), paths):
            self.drop()
        self.seal()

    def _is_typed(self, step: _Step | None, paths: Container[str]) -> bool:
        """It belongs to the visit that is under way, at one of these values."""
        return step is not None and step.visit == self._visit and getattr(step.change, "path", "") in paths

    def _last_step(self) -> _Step | None:
        step = self.stack.command(self.stack.index() - 1)
        return step if isinstance(step, _Step) else None

    def drop(self) -> None:
        """Takes the last step back, for good."""
        step = self._last_step()
        if step is not None:
            step.undo()
            step.setObsolete(True)  # such a one the stack only forgets
            self.stack.undo()

    def replay(self, change: Change) -> None:
        """Applies a change of the stack's own."""
        self._place = place_of(change, self._editor.apply(change), self._editor)
