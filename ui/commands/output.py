"""Export and print: their dialogs live in ``ui/output``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui import panels
from ui.panels import Panel

if TYPE_CHECKING:
    from ui.window import MainWindow


class OutputCommands:
    """Export, print and its preview; None where the dialog is not there, so that no action is shown."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.export = self._command(panels.EXPORT)
        self.print = self._command(panels.PRINT)
        self.preview = self._command(panels.PREVIEW)

    def _command(self, panel: Panel) -> Callable[[], None] | None:
        if not panels.available(panel):
            return None
        return lambda: self._run(panel)

    def _run(self, panel: Panel) -> None:
        window = self._window
        if window.session is not None:
            window.session.settle()
            form = window.session.form(window.pages.page)
            panels.load(panel)(window.session, form.id if form else "", window)
