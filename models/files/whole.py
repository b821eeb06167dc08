"""A file that is either the old one or the new one, never half of it: the one way in which the program writes."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from models.files.reasons import writing_refusal

_MARK = ".jxmb-"
_ABANDONED = 3600  # seconds; no saving takes that long


class SaveError(OSError):
    """A file could not be written. The message (Chinese) names it and says what to do; the old file is untouched."""


def replace_file(target: Path, content: bytes) -> None:
    """Puts ``content`` into the file of that name. Raises SaveError."""
    try:
        write_whole(writable(target), content)
    except OSError as error:
        refusal = writing_refusal(error)
        raise SaveError(f"无法保存“{target}”：{refusal.why}。{refusal.todo}。") from error


def writable(path: Path | str) -> Path:
    """The file that a name stands for, links followed. Raises OSError where no file of ours can be put there."""
    target = Path(os.path.realpath(path))
    if number := _obstacle(target):
        raise OSError(number, os.strerror(number), str(target))
    return target


def _obstacle(target: Path) -> int:
    """What is in the way, as the system's number; 0 for nothing."""
    if target.is_symlink():  # links were followed: this one leads back to itself
        return errno.ELOOP
    if target.is_dir():
        return errno.EISDIR
    if target.exists() and not target.is_file():
        return errno.ENOTSUP
    return errno.EACCES if target.exists() and not os.access(target, os.W_OK) else 0


def write_whole(target: Path, data: bytes) -> None:
    """Beside the target, to the disk, then in its place. Raises OSError, the target then being as it was."""
    beside = target.with_name(f"{_MARK}{os.urandom(8).hex()}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _keep_mode(target, beside)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    _sweep(target)


def _sweep(written: Path) -> None:
    """Removes what a program that was killed while it saved left in the folder; a younger one may be at work yet."""
    with suppress(OSError):
        now = written.stat().st_mtime  # the clock of the disk, which may be another machine's
        for left in written.parent.glob(f"{_MARK}*.tmp"):
            with suppress(OSError):
                if now - left.stat().st_mtime > _ABANDONED:
                    left.unlink()


def _keep_mode(target: Path, beside: Path) -> None:
    with suppress(OSError):  # a new file has no mode to keep; some disks know no modes
        mode = stat.S_IMODE(target.stat().st_mode)
        if mode != stat.S_IMODE(beside.stat().st_mode):
            beside.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut, where the system can do that."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows
        return
    with suppress(OSError):  # some network file systems cannot; the file itself is safe
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
