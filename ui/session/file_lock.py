"""The lock of an open file: ours, kept fresh; or another's, asked after now and then until it is free."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from models.files.lock import Holder, Lock, holder_of, take

REFRESH = 60_000  # ms
ASK = 5000  # ms


class FileLock(QObject):
    """``freed`` when the one who has the file open has closed it, ``lost`` when ours was taken over."""

    freed = Signal()
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self._lock: Lock | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    @property
    def holder(self) -> Holder | None:
        """Who else has the file open."""
        return self._lock.holder if self._lock else None

    @property
    def problem(self) -> str:
        """Why there is no lock at all, as a sentence."""
        return self._lock.problem if self._lock else ""

    def take(self, path: Path) -> None:
        """Says that we have that file open, unless somebody else has; the one before is let go."""
        self.release()
        self._path, self._lock = path, take(path)
        self._timer.start(ASK if self._lock.holder else REFRESH)

    def release(self) -> None:
        """The file is closed."""
        self._timer.stop()
        if self._lock is not None:
            self._lock.release()
        self._lock = None

    def _look(self) -> None:
        if self._lock is None or self._lock.problem:
            return
        if self._lock.holder is not None:
            self._ask()
        elif not self._lock.refresh():
            self._timer.stop()
            self.lost.emit()

    def _ask(self) -> None:
        try:
            free = holder_of(self._path) is None
        except OSError:  # the share is away: nobody knows
            return
        if free:
            self._timer.stop()
            self.freed.emit()
