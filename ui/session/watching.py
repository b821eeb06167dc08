"""Hears when an open file becomes another than it is known to be, or vanishes: by the system's word, and by looking."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from models.files.saving import OnDisk, state_on_disk
from ui.session.beside import Beside

QUIET = 400  # ms: who replaces a file takes it away and puts another there
LOOK = 15_000  # ms: shared folders tell nothing by themselves

_Stamp = tuple[int, int, int] | None


class _Seen(NamedTuple):
    """What is on the disk: which of file and folder are there, and how the file is where it is another now."""

    there: Sequence[str]
    stamp: _Stamp
    state: OnDisk | None


class Watch(QObject):
    """``noticed`` (OnDisk, None: it is as known again) when the file is found to be in another state than before."""

    noticed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._known = ""
        self._stamp: _Stamp = None
        self._told: OnDisk | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._beside = Beside(self)
        self._soon, self._often = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(QUIET)
        self._often.setInterval(LOOK)
        for timer in (self._soon, self._often):
            timer.timeout.connect(self._look)

    def follow(self, path: Path, known: str) -> None:
        """From now on this is the file, and ``known`` the fingerprint of what it should hold."""
        self.stop()
        self._path, self._known = path, known
        self._stamp, self._told = (-1, -1, -1), None  # it may have been changed while it was being read
        self._soon.start()
        self._often.start()

    def stop(self) -> None:
        """No file is watched."""
        self._soon.stop()
        self._often.stop()
        self._beside.forget()
        self._path = None
        if self._watcher is not None:  # it must end in this thread, which the collector of Python does not heed
            self._watcher.deleteLater()
            self._watcher = None

    def _look_soon(self, _where: str) -> None:
        self._soon.start()

    def _look(self) -> None:
        """The disk is asked beside the window's thread."""
        if self._path is not None:
            path, known, stamp = self._path, self._known, self._stamp
            self._beside.run(lambda: _seen(path, known, stamp), self._take)

    def _take(self, seen: _Seen) -> None:
        self._watch(seen.there)
        if seen.stamp == self._stamp:
            return
        self._stamp = seen.stamp
        if seen.state is not self._told:
            self._told = seen.state
            self.noticed.emit(seen.state)

    def _watch(self, there: Sequence[str]) -> None:
        """Anew each time: a file that was replaced is watched no more."""
        if self._path is None:
            return
        if self._watcher is None:  # not before the first look: a start need not wait for the system's watching
            self._watcher = QFileSystemWatcher(self)
            self._watcher.fileChanged.connect(self._look_soon)
            self._watcher.directoryChanged.connect(self._look_soon)
        watched = {*self._watcher.files(), *self._watcher.directories()}
        wanted = [one for one in there if one not in watched]
        if wanted and len(self._watcher.addPaths(wanted)) < len(wanted):
            self._soon.start()  # what happened before it was watched


def _seen(path: Path, known: str, stamp: _Stamp) -> _Seen:
    """Looks at the disk, and reads the file only where it is not that of before."""
    there = [str(one) for one in (path, path.parent) if os.path.exists(one)]  # noqa: PTH110 (it never raises)
    now = _stamp_of(path)
    return _Seen(there, now, None if now == stamp else state_on_disk(path, known))


def _stamp_of(path: Path) -> _Stamp:
    """Tells two states of a file apart without reading it; None where it is not seen."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
