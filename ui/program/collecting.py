"""Python's collector of cycles runs in the window's thread only.

By itself it runs wherever something is made, also in the thread that writes the recovery file; there it would take
apart what belongs to the window, which Qt answers with a program that hangs or falls.
"""

from __future__ import annotations

import gc
from weakref import ref

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from models.python import set_aside
from ui.program.windows import ProgramWindows

EVERY = 500  # ms between two looks at what was made lately
LOOKS = 3  # that walk through all after a dossier was closed, at most: what works on it lets it go a little later
MUCH = 10_000  # new things that are more than a person's work makes: a long form, or its pages, perhaps half made


class Collecting(QObject):
    """Collects what is young while a person works; the rest is walked through at rest (``ui/session/checking.py``).

    What was set aside meanwhile (``models.python.set_aside``: the pages of long forms) is walked through when a dossier
    was closed, and when the person turns to another program.
    """

    def __init__(self, program: ProgramWindows) -> None:
        super().__init__(program)
        gc.disable()
        self._left: list[ref[object]] = []  # dossiers that were closed and are not gone yet
        self._walks = 0
        program.left.connect(self._on_left)
        timer = QTimer(self)
        timer.setInterval(EVERY)
        timer.timeout.connect(self._look)
        timer.start()
        QGuiApplication.instance().applicationStateChanged.connect(self._on_state)  # type: ignore[union-attr]

    def _look(self) -> None:
        young, least = gc.get_count()[0], gc.get_threshold()[0]
        if self._left:
            self._walk_through_all()
            self._walks += 1
            still = [one for one in self._left if one() is not None]
            self._left = still if self._walks < LOOKS else []
        elif young > MUCH:
            set_aside()
        elif young > least:
            gc.collect(1)

    def _on_left(self, dossier: object) -> None:
        self._left.append(ref(dossier))
        self._walks = 0

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationInactive:
            self._walk_through_all()

    def _walk_through_all(self) -> None:
        """Also through what was set aside; then it is set aside again, with all else that is there."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
