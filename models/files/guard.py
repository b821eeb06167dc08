"""A short while in which one process alone, of all that follow this rule, touches a file.

The system's own lock on a small file beside it: it ends with its process, so it is never stale. Where the folder takes
no new file the lock is on the file itself; where the disk knows no locks, the work is done without.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_UNKNOWN = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL})
_BUSY = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})
_PAUSE = 0.01
PATIENCE = 10.0
"""Seconds; no saving takes that long."""


class BusyError(OSError):
    """Another process has been at the file all the time."""


@contextmanager
def exclusive(target: Path, patience: float = PATIENCE) -> Iterator[float]:
    """Within it nobody else is. Gives the time by the disk's own clock. Raises BusyError and OSError."""
    beside = guard_path(target)
    handle, own = _opened(beside, target, time.monotonic() + patience)
    try:
        yield _clock(handle)
    finally:
        if own:
            with suppress(OSError):  # Windows: another one waits for it, and will remove it
                beside.unlink()
        if handle >= 0:
            with suppress(OSError):
                os.close(handle)


def guard_path(target: Path) -> Path:
    """The small file."""
    return beside_name(target, ".saving")


def beside_name(target: Path, ending: str) -> Path:
    """A hidden name beside the file, not longer than the disk takes."""
    name = target.name if len(os.fsencode(target.name)) < 200 else target.name[:40]
    return target.with_name(f".{name}{ending}")


def _opened(beside: Path, target: Path, until: float) -> tuple[int, bool]:
    """The locked handle (-1: none), and whether it is that of the small file."""
    while True:
        try:
            handle = os.open(beside, os.O_RDWR | os.O_CREAT | _FLAGS, 0o666)
        except OSError as error:
            if error.errno not in _CLOSED:
                raise
            return _opened_itself(target, until), False
        if not _locked(handle, until):
            return handle, True  # as good as it gets
        if _is_still_there(handle, beside):
            return handle, True
        os.close(handle)  # whoever had it has removed it


def _opened_itself(target: Path, until: float) -> int:
    try:
        handle = os.open(target, os.O_RDWR | _FLAGS)
    except OSError:
        return -1  # the work itself will say why
    _locked(handle, until)
    return handle


def _is_still_there(handle: int, path: Path) -> bool:
    try:
        there, ours = os.stat(path), os.fstat(handle)  # noqa: PTH116
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)


def _locked(handle: int, until: float) -> bool:
    """True when it is locked, False where the disk knows no locks. Raises BusyError."""
    while True:
        try:
            _lock(handle)
        except OSError as error:
            if error.errno in _UNKNOWN:
                return False
            if error.errno not in _BUSY:
                os.close(handle)
                raise
        else:
            return True
        if time.monotonic() > until:
            os.close(handle)
            raise BusyError(errno.EBUSY, os.strerror(errno.EBUSY))
        time.sleep(_PAUSE)


if sys.platform == "win32":  # pragma: no cover (needs Windows)
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _clock(handle: int) -> float:
    if handle >= 0:
        with suppress(OSError, TypeError):  # TypeError: this system cannot do that with a handle
            os.utime(handle)
            return os.fstat(handle).st_mtime
    return time.time()
