"""Lets the rules look while a person works: in slices between the events of the window, begun anew by every change."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from models.edits import Editor
from models.python import collector_paused, forget
from models.rules.finding import Report
from models.templates.template import FormTemplate

if TYPE_CHECKING:
    from models.rules.engine import Checker, Steps

DELAY = 200  # ms of quiet before the rules run
REST = 2000  # ms of quiet before the collector walks through all there is: that takes longer than a picture
SLICE = 0.004  # seconds of a look at a time; a key or a picture waits no longer, whatever there is to look at


class Checking(QObject):
    """The findings of an open dossier. ``report`` is always that of a whole look; ``changed`` when it is another."""

    changed = Signal()

    def __init__(self, editor: Editor, templates: Mapping[str, FormTemplate], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report = Report()
        self._editor = editor
        self._templates = templates
        self._steps: Steps[Report] | None = None
        self._found: Report | None = None
        self._told = self._ended = False
        self._timer, self._rest = QTimer(self), QTimer(self)
        for timer, slot in ((self._timer, self._go_on), (self._rest, gc.collect)):
            timer.setSingleShot(True)
            timer.timeout.connect(slot)

    @cached_property
    def _checker(self) -> Checker:
        """The rules are loaded when they first look: a dossier is seen before it is judged."""
        from models.rules.engine import Checker

        return Checker(self._templates)

    @property
    def done(self) -> bool:
        """No look is under way or wanted: the report is that of the dossier as it is now."""
        return self._told and not self._timer.isActive()

    def soon(self, delay: int = DELAY) -> None:
        """A new look after so many ms of quiet; one under way, which the change has made void, is left."""
        self._steps = self._found = None
        self._rest.stop()
        if not self._ended:
            self._timer.start(delay)

    def now(self) -> None:
        """A look at once, to its end."""
        self._steps = None
        self._take(self._checker.report(self._editor.dossier, self._editor.revision_of))

    def stop(self) -> None:
        """No more looks, whoever may ask for one yet."""
        self._ended = True
        self._timer.stop()
        self._rest.stop()
        self._steps = self._found = None
        forget()

    def _go_on(self) -> None:
        """The next slice; what comes of the last one is told in a turn of its own, since listing it takes time too."""
        if self._found is not None:
            self._take(self._found)
            return
        steps = self._steps or self._checker.steps(self._editor.dossier, self._editor.revision_of)
        self._steps = None  # a look that fails is not gone on with
        with collector_paused():
            self._found = _some(steps, SLICE)
        self._steps = steps
        self._timer.start(0)

    def _take(self, report: Report) -> None:
        self._timer.stop()
        self._steps = self._found = None
        if report != self.report or not self._told:
            self.report = report
            self.changed.emit()
        self._told = True
        self._rest.start(REST)


def _some(steps: Steps[Report], seconds: float) -> Report | None:
    """As many steps as there is time for; the report when these were the last."""
    end = perf_counter() + seconds
    try:
        while True:
            next(steps)
            if perf_counter() >= end:
                return None
    except StopIteration as finished:
        return finished.value  # type: ignore[no-any-return]
