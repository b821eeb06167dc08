"""The recovery file: what was typed since the last save, beside the user's data, never in the user's file.

It names the file it belongs to and that file's fingerprint. A lock beside it says that a window is still at work on
it. What cannot be read, and what a person does not want, is moved aside, never deleted.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile

from models.dossier import Dossier
from models.files.jxmb import FileProblem, dumps, fingerprint, loads, read_file
from models.files.whole import write_whole
from models.values import Part

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
    open: Mapping[str, str] = field(default_factory=dict)
    """What stood in open cells, or was no value, by its place."""

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
        self._torn = False

    def write(
        self,
        dossier: Dossier,
        file: Path | None,
        known: str,
        texts: Mapping[str, str] | None = None,
        count: Callable[[], int] = lambda: 0,
    ) -> None:
        """Keeps this state, with what is typed in open cells; returns at once. ``count`` tells the changes so far."""
        head = {
            "file": str(file) if file else "",
            "fingerprint": known,
            "when": datetime.now().astimezone().isoformat(timespec="seconds"),
            "open": dict(texts or {}),
        }
        start = json.dumps(head, ensure_ascii=False).encode() + b"\n"
        whole = dumps(dossier) if self._torn else b""  # somebody types so fast that the other thread finds no moment
        self._torn = False
        self._last = self._writer.submit(self._keep, start, whole, dossier, count)

    def _keep(self, start: bytes, whole: bytes, dossier: Dossier, count: Callable[[], int]) -> bool:
        """Beside the window's thread: puts the state into words and writes it."""
        body = whole or steady(dossier, count)
        self._torn = not body
        return _write(self.path, start + body) if body else True

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


_PARTS = ("forms", "goals", "dimensions", "categories", "indicators")
TRIES = 3


def steady(dossier: Dossier, count: Callable[[], int]) -> bytes:
    """The dossier as ``loads`` reads it, in small pieces; blank where it would not hold still."""
    for _ in range(TRIES):
        before = count()
        with suppress(RuntimeError, ValueError):  # it changed while a piece was being written
            data = "".join(_pieces(dossier)).encode()
            if count() == before:
                return data
    return b""


def _pieces(part: Part) -> Iterator[str]:
    name = next((one for one in _PARTS if one in type(part).model_fields), "")
    if not name:
        yield part.model_dump_json()
        return
    before, empty, after = part.model_copy(update={name: []}).model_dump_json().partition(f'"{name}":[]')
    yield before + empty[:-1]
    for number, one in enumerate(tuple(getattr(part, name))):
        yield "," if number else ""
        yield from _pieces(one)
    yield "]" + after


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
        when, texts = datetime.fromisoformat(head["when"]), {str(k): str(v) for k, v in head.get("open", {}).items()}
        return Left(path, file, head["fingerprint"], when, loads(body, path.name), texts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
