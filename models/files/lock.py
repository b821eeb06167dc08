"""The lock beside an open file: who has it open, on which machine, since when.

It keeps nobody from saving (``models/files/saving.py`` sees to it that nothing is lost); it tells the second one.
``take`` when a file is opened, ``refresh`` every minute, ``release`` when it is closed. A lock whose process is gone,
whose machine has been silent for long, or that says nothing is nobody's any more.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from models.files.bounded import read_bounded
from models.files.disk import put_new
from models.files.guard import beside_name, exclusive
from models.files.machine import birth, machine, user
from models.files.reasons import reason

SILENT = 15 * 60
"""Seconds without ``refresh`` after which a process that cannot be asked is taken to be gone."""

_YOUNG = 10  # seconds in which a lock may still be being written
_LARGEST = 10_000
_LONGEST = 60


class Holder(NamedTuple):
    """Who has a file open."""

    who: str
    machine: str
    number: str
    process: int
    birth: str
    since: datetime
    token: str

    @property
    def sentence(self) -> str:
        """For the person who opens it second."""
        return f"“{self.who}”在电脑“{self.machine}”上打开着这个文件（{self.since:%m月%d日 %H:%M} 起）"

    @property
    def is_here(self) -> bool:
        """On this very machine, so that its process can be looked for."""
        return (self.machine, self.number) == machine()


@dataclass(slots=True)
class Lock:
    """What came of ``take``: ours (``held``), another's (``holder``), or none at all (``problem``, a sentence)."""

    file: Path
    token: str = ""
    holder: Holder | None = None
    problem: str = ""

    @property
    def held(self) -> bool:
        """It is ours."""
        return bool(self.token)

    def refresh(self) -> bool:
        """We are still there. False when the lock is not ours (any more): it was taken over while we were silent."""
        try:
            if not self._is_ours():
                return False
            os.utime(self.file)
        except OSError:
            return self.held  # the share is away for a while; the lock on it is ours as before
        return True

    def release(self) -> None:
        """The file is closed."""
        with suppress(OSError):
            if self._is_ours():
                self.file.unlink()
        self.token = ""

    def _is_ours(self) -> bool:
        try:
            holder = _parsed(read_bounded(self.file, _LARGEST))
        except FileNotFoundError:
            return False
        return self.held and holder is not None and holder.token == self.token


def take(path: Path | str) -> Lock:
    """Says that we have the file open, unless somebody else has. Never fails: without a lock the work goes on."""
    target = Path(os.path.realpath(path))
    lock = Lock(lock_path(target))
    try:
        with exclusive(target) as now:
            lock.holder = _living(lock.file, now)
            if lock.holder is None:
                lock.file.unlink(missing_ok=True)
                lock.token = _put(lock.file)
    except FileExistsError:  # somebody was quicker, on a disk without locks
        lock.holder = _unknown()
    except OSError as error:
        lock.problem = f"没有给“{target.name[:_LONGEST]}”加上使用标记（{reason(error)}），别人同时打开它时看不到提示"
    return lock


def holder_of(path: Path | str) -> Holder | None:
    """Who seems to have the file open, to be asked now and then until it is free. ``take`` alone is sure.

    Raises OSError where that cannot be read.
    """
    return _living(lock_path(Path(os.path.realpath(path))), time.time())


def lock_path(target: Path) -> Path:
    """Where the lock of a file lies."""
    return beside_name(target, ".lock")


def _put(file: Path) -> str:
    name, number = machine()
    process, token = os.getpid(), os.urandom(8).hex()
    said = {
        "who": user(),
        "machine": name,
        "number": number,
        "process": process,
        "birth": birth(process) or "",
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        "token": token,
    }
    put_new(file, json.dumps(said, ensure_ascii=False, indent=1).encode(), lasting=False)  # as long as we live
    return token


def _living(file: Path, now: float) -> Holder | None:
    """Who holds the lock and is still there. A lock that cannot be read is somebody's."""
    try:
        age = now - file.stat().st_mtime
        holder = _parsed(read_bounded(file, _LARGEST))
    except FileNotFoundError:
        return None
    if holder is None:
        return _unknown() if 0 <= age < _YOUNG else None
    began = birth(holder.process) if holder.is_here else None
    if began is None or not holder.birth:
        return holder if age < SILENT else None
    return holder if began == holder.birth else None


def _unknown() -> Holder:
    return Holder("别人", "未知", "", 0, "", datetime.now().astimezone(), "")


def _parsed(data: bytes) -> Holder | None:
    try:
        said: dict[str, Any] = json.loads(data)
        texts = {name: str(said[name])[:_LONGEST] for name in ("who", "machine", "number", "token")}
        since = datetime.fromisoformat(said["since"])
        return Holder(**texts, process=int(said["process"]), birth=str(said["birth"])[:200], since=since)
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None
