"""A file that is either the old one or the new one, never half of it: the one way in which the program writes.

Beside the target and then in its place where that can be done. Where the folder takes no new file, and where the file
has further names (hard links), it is written in place, under a journal that says at the next start what it was to be.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from models.files import journal
from models.files.disk import gone_if_stopped, put_new, sync_folder
from models.files.reasons import ReadOnlyError, shortened, writing_refusal

_MARK = ".jxmb-"
_ABANDONED = 3600  # seconds; no saving takes that long
_swept: dict[str, float] = {}
"""Folders in which this process has looked for what was left, and when."""
_BUSY = (5, 32, 33)  # Windows: a virus scanner or a sync client looks into the file at this moment
_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 2.0)  # seconds between the tries
_NO_ROOM_BESIDE = frozenset({errno.EACCES, errno.EPERM})

Waiting = Callable[[str], None]
"""Hears a sentence when the writing has to wait for another program."""


class SaveError(OSError):
    """A file could not be written. The message (Chinese) names it and says what to do; the old file is untouched."""


def replace_file(target: Path, content: bytes, waiting: Waiting | None = None) -> None:
    """Puts ``content`` into the file of that name: an export, which can be made again. Raises SaveError.

    After a power cut the old one may be there yet: of three thousand files each would have to wait for the disk twice.
    """
    try:
        write_whole(writable(target), content, waiting, lasting=False)
    except OSError as error:
        refusal = writing_refusal(error)
        raise SaveError(f"无法保存“{shortened(str(target))}”：{refusal.why}。{refusal.todo}。") from error


def writable(path: Path | str) -> Path:
    """The file that a name stands for, links followed. Raises OSError where no file of ours can be put there."""
    target = Path(os.path.realpath(path))
    if number := _obstacle(target):
        raise OSError(number, os.strerror(number), str(target))
    if is_read_only(target):
        raise ReadOnlyError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return target


def is_read_only(path: Path | str) -> bool:
    """The file is there, and nothing may be written into it."""
    return Path(path).exists() and not os.access(path, os.W_OK)


def _obstacle(target: Path) -> int:
    """What is in the way, as the system's number; 0 for nothing."""
    if target.is_symlink():  # links were followed: this one leads back to itself
        return errno.ELOOP
    if target.is_dir():
        return errno.EISDIR
    if target.exists() and not target.is_file():
        return errno.ENOTSUP
    return 0


def write_whole(target: Path, data: bytes, waiting: Waiting | None = None, *, lasting: bool = True) -> None:
    """Puts ``data`` into the file, to the disk. Raises OSError, the target then being as it was.

    One that need not be ``lasting`` is whole as well, but may be the old one again after a power cut.
    """
    old = _status(target)
    if old is not None and old.st_nlink > 1:
        journal.write_in_place(target, data)
        return
    beside = target.with_name(f"{_MARK}{os.urandom(8).hex()}.tmp")
    with gone_if_stopped(beside):
        try:
            put_new(beside, data)
        except OSError as error:
            if old is None or error.errno not in _NO_ROOM_BESIDE:
                raise
            journal.write_in_place(target, data)
            return
        if old is not None:
            _keep_attributes(target, beside, old)
        _replace(beside, target, waiting)
    if lasting:
        sync_folder(target.parent)
    _sweep(target)


def _status(target: Path) -> os.stat_result | None:
    try:
        return os.stat(target)  # noqa: PTH116 (the calls of the system stand here in plain sight)
    except FileNotFoundError:
        return None


def _replace(beside: Path, target: Path, waiting: Waiting | None) -> None:
    """On Windows a file that another program looks into is waited for."""
    for number, pause in enumerate((*_PATIENCE, 0.0)):
        try:
            os.replace(beside, target)  # noqa: PTH105
            return
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _BUSY or not pause:
                raise
        if waiting is not None and not number:
            waiting(f"“{target.name}”正被别的程序占用（杀毒软件、网盘同步等），稍后再试，请稍候")
        time.sleep(pause)


def _keep_attributes(target: Path, beside: Path, old: os.stat_result) -> None:
    """Owner, group, mode, access lists and the system's remarks of the old file, as far as disk and rights go."""
    _keep_owner(beside, old)
    with suppress(OSError):  # some disks know no modes
        mode = stat.S_IMODE(old.st_mode)
        if mode != stat.S_IMODE(beside.stat().st_mode):
            beside.chmod(mode)
    for name in _remarks(target):
        with suppress(OSError):
            os.setxattr(beside, name, os.getxattr(target, name))


def _keep_owner(beside: Path, old: os.stat_result) -> None:
    if not hasattr(os, "chown"):  # Windows
        return
    new = beside.stat()
    if (new.st_uid, new.st_gid) == (old.st_uid, old.st_gid):
        return
    for owner in (old.st_uid, -1):  # who may not give a file away may still give it to a group of his
        with suppress(OSError):
            os.chown(beside, owner, old.st_gid)
            return


def _remarks(target: Path) -> list[str]:
    if not hasattr(os, "listxattr"):
        return []
    with suppress(OSError):
        return os.listxattr(target)
    return []


def _sweep(written: Path) -> None:
    """Removes what a program that was killed while it saved left in the folder; a younger one may be at work yet.

    Not each time: to look goes through all the folder, which may be that of three thousand exports.
    """
    folder, moment = str(written.parent), time.monotonic()
    if moment - _swept.get(folder, -_ABANDONED) < _ABANDONED:
        return
    _swept[folder] = moment
    with suppress(OSError):
        now = written.stat().st_mtime  # the clock of the disk, which may be another machine's
        for left in written.parent.glob(f"{_MARK}*.tmp"):
            with suppress(OSError):
                if now - left.stat().st_mtime > _ABANDONED:
                    left.unlink()
