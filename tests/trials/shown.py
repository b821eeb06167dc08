"""A window that looks at every page of whatever file it is given, and says what went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from models.dossier import Dossier
from tests.trials.memory import forget_peak, peak
from tests.trials.seen import unseen
from tests.ui.conftest import settle
from ui.program.app import start
from ui.window.window import MainWindow

LONGEST_MESSAGE = 700  # characters


class Viewer:
    """One program with one window, with a folder of its own.

    ``most`` MB a window that had just been opened would have had for one of the files; 0 where that cannot be told.
    """

    def __init__(self, folder: Path) -> None:
        os.environ.update(dict.fromkeys(("HOME", "XDG_DATA_HOME", "APPDATA"), str(folder)))
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        self._file = folder / "坏.jxmb"
        self._raised: list[str] = []
        self._program = start(application, [])
        self._window: MainWindow = self._program.windows[0]
        self._window.resize(1366, 768)
        self._base = 0
        self.most = 0

    def faults(self, data: bytes) -> list[str]:
        """Opens the file, turns to every page and to the official tables, lets the rules look, and closes it."""
        self._file.write_bytes(data)
        self._raised.clear()
        held = forget_peak()
        before, sys.excepthook = sys.excepthook, self._caught
        try:
            self._program.open(self._file, self._window)
            settle()
            told = [self._window.messages.text]
            if self._window.session is not None:
                self._look()
            told.append(self._window.messages.text)
            self._window.show_session(None)
            settle()
        finally:
            sys.excepthook = before
        self._base = self._base or held
        self.most = max(self.most, self._base + peak() - held)
        return [*self._raised, *(f"a message of {len(one)} characters" for one in told if len(one) > LONGEST_MESSAGE)]

    def unseen(self, dossier: Dossier, paths: Iterable[str]) -> list[str]:
        """Which of these values of a dossier a window shows nowhere; and what is raised meanwhile."""
        self._raised.clear()
        before, sys.excepthook = sys.excepthook, self._caught
        try:
            return [*unseen(self._window, dossier, paths), *self._raised]
        finally:
            sys.excepthook = before

    def _look(self) -> None:
        window, session = self._window, self._window.session
        assert session is not None
        for page in ("unit", "budget", *(form.id for form in session.dossier.forms)):
            window.show_page(page)
            settle()
            if session.form(page) is not None:
                for _ in range(2):
                    window.actions_by_id["official"].trigger()
                    settle()
        session.check()
        settle()

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
        self._raised.append(f"{kind.__name__} {str(error)[:200]} {place}")

    def end(self) -> None:
        """Closes the window."""
        self._window.close()
        settle()
