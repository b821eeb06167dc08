"""Reading a file that may be anything: regular files of a sensible size only: nothing hangs or fills the memory."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class NotRegularError(OSError):
    """A folder, a pipe, a device: nothing that holds a text."""

    @property
    def is_folder(self) -> bool:
        """It is a folder."""
        return self.errno == errno.EISDIR


class TooLargeError(OSError):
    """More bytes than such a file ever has."""


def read_bounded(path: Path, largest: int) -> bytes:
    """The bytes of a file, ``largest`` at most. Raises NotRegularError, TooLargeError and OSError."""
    handle = _opened(path)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            number = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.ENOTSUP
            raise NotRegularError(number, os.strerror(number), str(path))
        if status.st_size > largest:
            raise TooLargeError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return _all_of(handle, path, largest)
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    try:
        return os.open(path, _FLAGS)
    except OSError as error:
        if path.is_dir():  # Windows refuses to open one
            raise NotRegularError(errno.EISDIR, os.strerror(errno.EISDIR), str(path)) from error
        if error.errno in (errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP) and path.exists():  # a socket
            raise NotRegularError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(path)) from error
        raise


def _all_of(handle: int, path: Path, largest: int) -> bytes:
    """What is in an open file; it may be growing."""
    data = bytearray()
    while piece := os.read(handle, min(1 << 20, largest + 1 - len(data))):
        data += piece
        if len(data) > largest:
            raise TooLargeError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return bytes(data)
