"""Bytes to the disk, call by call of the system, so that each may fail and nothing is left half."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def put_new(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """A new file with ``data``, on the disk when this returns, unless it need not outlast a power cut.

    Raises OSError; then there is no such file.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, 0o666)
    try:
        try:
            write_all(handle, data)
            if lasting:
                os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


@contextmanager
def gone_if_stopped(path: Path) -> Iterator[None]:
    """A file under a name of its own is removed again where what is done within is stopped, at whatever step.

    Ctrl-C may come while the system makes the file, before anybody here knows of it.
    """
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


@contextmanager
def open_to_overwrite(path: Path) -> Iterator[int]:
    """The handle of a file that stays the same file. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | _PLAIN)
    try:
        yield handle
    finally:
        with suppress(OSError):  # what was to be on the disk is there, or has been refused already
            os.close(handle)


def overwrite(handle: int, data: bytes) -> None:
    """Other bytes in an open file. Raises OSError; then it may be half."""
    os.lseek(handle, 0, os.SEEK_SET)
    write_all(handle, data)
    os.ftruncate(handle, len(data))
    os.fsync(handle)


def write_all(handle: int, data: bytes) -> None:
    """All of it: the system may take less at a time."""
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def files_in(folder: Path, suffix: str) -> list[Path]:
    """The files of that suffix, sorted by name; none where there is no such folder. Raises OSError."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 (the calls of the system stand here in plain sight)
    except FileNotFoundError:
        return []
    return [folder / name for name in sorted(names) if name.endswith(suffix)]


def sync_folder(folder: Path) -> None:
    """Makes a new name last through a power cut, where the system can do that."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows
        return
    with suppress(OSError):  # some network file systems cannot; the file itself is safe
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
