"""The lock of an open file: ours, kept fresh; or another's, asked after now and then until it is free."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from models.files.lock import Holder, Lock, holder_of, take
from ui.session.beside import Beside

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
        self._beside = Beside(self)
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
        self._beside.forget()
        if self._lock is not None:
            self._lock.release()
        self._lock = None

    def _look(self) -> None:
        """The disk is asked beside the window's thread."""
        lock, path = self._lock, self._path
        if lock is None or lock.problem:
            return
        if lock.holder is not None:
            self._beside.run(lambda: _is_free(path), partial(self._end_if, self.freed))
        else:
            self._beside.run(lambda: not lock.refresh(), partial(self._end_if, self.lost))

    def _end_if(self, ended: SignalInstance, so: bool) -> None:
        if so:
            self._timer.stop()
            ended.emit()


def _is_free(path: Path) -> bool:
    try:
        return holder_of(path) is None
    except OSError:  # the share is away: nobody knows
        return False


def other_holder(path: Path) -> Holder | None:
    """Who has a file open that is not ours; a lock that cannot be read keeps nobody from saving."""
    with suppress(OSError):
        return holder_of(path)
    return None
