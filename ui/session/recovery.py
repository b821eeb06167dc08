"""The recovery file: what was typed since the last save, beside the user's data, never in the user's file.

It names the file it belongs to and that file's fingerprint. A lock beside it says that a window is still at work on
it. What cannot be read, and what a person does not want, is moved aside, never deleted.
"""

from __future__ import annotations

import json
import secrets
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile

from models.dossier import Dossier
from models.files.jxmb import FileProblem, dumps, fingerprint, loads, read_file
from models.files.whole import write_whole

SUFFIX = ".recovery"
ASIDE = "aside"


class State(Enum):
    """How a recovery file stands to the file it belongs to."""

    FITS = auto()
    NEVER_SAVED = auto()
    CHANGED = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Left:
    """What a window that did not close well has left: the dossier, the file it belongs to (None: never saved)."""

    source: Path
    file: Path | None
    fingerprint: str
    when: datetime
    dossier: Dossier

    @property
    def state(self) -> State:
        """How it stands to the file on the disk now."""
        if self.file is None:
            return State.NEVER_SAVED
        try:
            known = fingerprint(self.file)
        except FileProblem:  # it cannot be read: nobody knows whether it is the same
            return State.CHANGED
        if not known:
            return State.GONE
        return State.FITS if known == self.fingerprint else State.CHANGED

    def remove(self) -> None:
        """Forgets it for good; to be called when it is safe elsewhere."""
        with suppress(OSError):
            self.source.unlink(missing_ok=True)


class Recovery:
    """Writes the recovery file of one open dossier. Writing happens beside the window's thread, in order."""

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):  # without a folder the work goes on; that nothing is kept is told when it is written
            folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}{SUFFIX}"
        self._lock = QLockFile(str(self.path) + ".lock")
        self._lock.setStaleLockTime(0)
        self._lock.tryLock(0)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recovery")
        self._last: Future[bool] | None = None

    def write(self, dossier: Dossier, file: Path | None, known: str) -> None:
        """Keeps this state; returns at once."""
        head = {
            "file": str(file) if file else "",
            "fingerprint": known,
            "when": datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        data = json.dumps(head, ensure_ascii=False).encode() + b"\n" + dumps(dossier)
        self._last = self._writer.submit(_write, self.path, data)

    def clear(self) -> None:
        """Nothing is left to recover."""
        self._last = self._writer.submit(_remove, self.path)

    def wait(self) -> None:
        """Returns when all that was asked for is on the disk."""
        if self._last:
            self._last.result()

    @property
    def failed(self) -> bool:
        """What was to be kept last could not be written. False while it is being written."""
        return self._last is not None and self._last.done() and not self._last.result()

    def holds(self) -> bool:
        """True when all that was asked for is safe on the disk."""
        self.wait()
        return self.path.is_file()

    def close(self) -> None:
        """After a clean close nothing is left."""
        self.clear()
        self._writer.shutdown(wait=True)
        self._lock.unlock()


def _write(path: Path, data: bytes) -> bool:
    """False where it could not be written: a full disk must not stop the work itself."""
    try:
        write_whole(path, data)
    except OSError:
        return False
    return True


def _remove(path: Path) -> bool:
    """True when nothing is there any more."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def left_behind(folder: Path) -> list[Left]:
    """What windows that did not close well have left, newest first. What cannot be used is moved aside."""
    found: list[Left] = []
    for path in sorted(folder.glob(f"*{SUFFIX}"), reverse=True):
        if _in_use(path):
            continue
        left = _read(path)
        if left is not None:
            found.append(left)
        else:
            set_aside(path)
    return found


def set_aside(path: Path) -> bool:
    """Moves a recovery file where it is no longer offered. False where it could not be moved, and stays."""
    folder = path.parent / ASIDE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.replace(folder / path.name)
    except OSError:
        return False
    return True


def _in_use(path: Path) -> bool:
    lock = QLockFile(str(path) + ".lock")
    lock.setStaleLockTime(0)
    free = lock.tryLock(0)
    if free:
        lock.unlock()
    return not free


def _read(path: Path) -> Left | None:
    try:
        head_line, _, body = read_file(path).partition(b"\n")
        head: dict[str, Any] = json.loads(head_line)
        file = Path(head["file"]) if head["file"] else None
        return Left(path, file, head["fingerprint"], datetime.fromisoformat(head["when"]), loads(body, path.name))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
