"""After the first window is painted: loads and builds in short steps what only an open dossier needs.

A person who is faster than this waits for no step but the one that runs: all of it is made on demand as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from ui.ground.painted import Painted
from ui.program.windows import ProgramWindows

MODULES = [
    "pydantic_core",
    "pydantic",
    "pydantic.types",
    "models.values",
    "models.goals",
    "models.forms",
    "models.dossier",
    "models.templates.template",
    "models.edits",
    "models.files.jxmb",
    "rapidfuzz.distance",
    "models.rules.view",
    "models.rules.checks.costs",
    "models.rules.checks.consistency",
    "models.rules.engine",
    "ui.session.session",
    "ui.program.opening",
    "ui.window.menu_files",
    "ui.window.menu_edit",
    "ui.window.menu_tools",
    "ui.form.fields",
    "ui.indicators.tree",
    "ui.indicators.panel",
    "ui.form.goals",
    "ui.form.page",
    "ui.window.outline",
    "ui.window.findings",
    "ui.window.find",
    "ui.window.workplace",
    "ui.form.budget",
    "ui.form.unit",
    "ui.window.menu_view",
    "importers.readers.html",
    "importers.recognise",
    "ui.indicators.pasting",
    "exporters.layout",
    "exporters.pages.paginate",
    "ui.preview.panel",
]
"""What an open dossier needs, what others stand on first; a step each, so that none takes long."""


class Warmup(QObject):
    """Runs the steps, each when nothing else is to be done."""

    def __init__(self, program: ProgramWindows) -> None:
        super().__init__(program)
        self._steps = steps(program)
        self._program = program
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Waits for the first painting of the first window; nothing may delay that."""
        Painted(self._program.windows[0], self._timer.start, self)

    def _go_on(self) -> None:
        if next(self._steps, self) is self:
            self._timer.stop()
            self._program.settled.emit()


def steps(program: ProgramWindows) -> Iterator[None]:
    """Every ``yield`` ends a step."""
    for name in MODULES:
        import_module(name)
        yield
    program.tell_problems()
    yield
    for window in program.windows[:1]:
        window.recovery.begin()  # what a window that did not close well has left
        yield
        window.prepare()
