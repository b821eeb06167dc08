"""The recovery file: what was typed since the last save, beside the user's data, never in the user's file.

It names the file it belongs to and that file's fingerprint. A lock beside it says that a window is still at work on
it. What cannot be read, and what a person does not want, is moved aside, never deleted.
"""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.dossier import Dossier
from models.edits import Editor
from models.files.bounded import NotRegularError, TooLargeError
from models.files.disk import files_in
from models.files.jxmb import FileProblem, fingerprint, fingerprint_of, loads, read_file
from models.files.lock import holder_of, lock_path, take
from models.files.reasons import reason
from models.files.whole import write_whole
from models.forms import AnyForm
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
        except ValueError:  # it cannot be read, or is no path at all: nobody knows whether it is the same
            return State.CHANGED
        if not known:
            return State.GONE
        return State.FITS if known == self.fingerprint else State.CHANGED

    def saved(self) -> Dossier | None:
        """What is in its file, where that is still what it was."""
        with suppress(FileProblem):
            data = read_file(self.file) if self.file else b""
            return loads(data, "") if data and fingerprint_of(data) == self.fingerprint else None
        return None

    def remove(self) -> None:
        """Forgets it for good; to be called when it is safe elsewhere."""
        with suppress(OSError):
            self.source.unlink(missing_ok=True)
            lock_path(self.source).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Found:
    """What was left behind, newest first, and sentences on what could not be used."""

    left: list[Left]
    sentences: list[str]


class Recovery(QObject):
    """Writes the recovery file of one open dossier. Writing happens beside the window's thread, in order.

    ``unkept`` (why, half a sentence) as soon as one could not be written.
    """

    unkept = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        with suppress(OSError):  # without a folder the work goes on; that nothing is kept is told when it is written
            folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{os.urandom(4).hex()}{SUFFIX}"
        self._lock = take(self.path)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recovery")
        self._last: Future[bool] | None = None
        self._torn = False
        self._known: Known = {}

    def write(
        self,
        dossier: Dossier,
        file: Path | None,
        known: str,
        texts: Mapping[str, str] | None = None,
        editor: Editor | None = None,
    ) -> None:
        """Keeps this state, with what is typed in open cells; returns at once. ``editor`` tells what has changed."""
        editor = editor or Editor(dossier)
        head = {
            "file": str(file) if file else "",
            "fingerprint": known,
            "when": datetime.now().astimezone().isoformat(timespec="seconds"),
            "open": dict(texts or {}),
        }
        start = json.dumps(head, ensure_ascii=False).encode() + b"\n"
        # who types so fast leaves the other thread no moment
        whole = in_words(editor, self._known) if self._torn else b""
        self._torn = False
        self._last = self._writer.submit(self._keep, start, whole, editor)

    def _keep(self, start: bytes, whole: bytes, editor: Editor) -> bool:
        """Beside the window's thread: puts the state into words and writes it. What nobody foresaw is told too."""
        try:
            body = whole or steady(editor, self._known)
            self._torn = not body
            return self._write(start + body) if body else True
        except Exception as slip:  # noqa: BLE001 (else nobody would ever hear of it)
            self._torn = True
            threading.excepthook(threading.ExceptHookArgs((type(slip), slip, slip.__traceback__, None)))
            with suppress(RuntimeError):
                self.unkept.emit("内存不够" if isinstance(slip, MemoryError) else "程序出错")
            return False

    def clear(self) -> None:
        """Nothing is left to recover."""
        self._last = self._writer.submit(_remove, self.path)

    def wait(self) -> None:
        """Returns when all that was asked for is on the disk."""
        if self._last:
            self._last.result()

    def _write(self, data: bytes) -> bool:
        """False where it could not be written: a full disk must not stop the work itself."""
        self._lock.refresh()
        try:
            write_whole(self.path, data)
        except OSError as error:
            with suppress(RuntimeError):  # the window is gone, and nobody is there to hear
                self.unkept.emit(reason(error))
            return False
        return True

    def holds(self) -> bool:
        """True when all that was asked for is safe on the disk."""
        self.wait()
        return self.path.is_file()

    def close(self) -> None:
        """After a clean close nothing is left."""
        self.clear()
        self._writer.shutdown(wait=True)
        self._lock.release()


_PARTS = ("goals", "dimensions", "categories", "indicators")
TRIES = 3
Known = dict[str, tuple[int, str]]
"""Forms in words, by their ids, each with the revision it was then: of many forms a person works in one."""


def steady(editor: Editor, known: Known) -> bytes:
    """The dossier as ``loads`` reads it; blank where it would not hold still while it was put into words."""
    for _ in range(TRIES):
        before = editor.revision
        with suppress(RuntimeError, ValueError):  # it changed while a piece was being written
            data = in_words(editor, known)
            if editor.revision == before:
                return data
    return b""


def in_words(editor: Editor, known: Known) -> bytes:
    """The same where nobody changes it meanwhile; forms that are as they were ``known`` are not gone through again."""
    dossier = editor.dossier
    head = dossier.model_copy(update={"forms": []}).model_dump_json()
    before, empty, after = head.partition('"forms":[]')
    forms = ",".join(_form(editor, known, form) for form in tuple(dossier.forms))
    return "".join((before, empty[:-1], forms, "]", after)).encode()


def _form(editor: Editor, known: Known, form: AnyForm) -> str:
    revision, words = editor.revision_of(form.id), known.get(form.id)
    if words is None or words[0] != revision:
        words = revision, "".join(_pieces(form))
        if editor.revision_of(form.id) == revision:
            known[form.id] = words
    return words[1]


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


def _remove(path: Path) -> bool:
    """True when nothing is there any more."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def left_behind(folder: Path) -> Found:
    """What windows that did not close well have left. What cannot be used is moved aside, and told."""
    found = Found([], [])
    try:
        paths = files_in(folder, SUFFIX)
    except OSError as error:
        why = f"“{folder}”读不出来（{reason(error)}），不知道里面有没有没保存的备份"
        return Found([], [f"{why}。检查磁盘后可以用“文件”菜单再找。"])
    sweep_locks(folder)
    for path in reversed(paths):
        if _in_use(path):
            continue
        try:
            found.left.append(_read(path))
        except FileProblem as problem:
            found.sentences.append(_unusable(path, problem))
    return found


def sweep_locks(folder: Path) -> None:
    """Takes away locks of windows that are gone and have left nothing else."""
    with suppress(OSError):
        for lock in files_in(folder, f"{SUFFIX}.lock"):
            kept = lock.with_name(lock.name.removeprefix(".").removesuffix(".lock"))
            if lock == lock_path(kept) and not kept.exists() and not _in_use(kept):
                lock.unlink(missing_ok=True)


def _unusable(path: Path, problem: FileProblem) -> str:
    """Moves a file aside that is no use; one that cannot be read now may be good another time."""
    why = f"一份没有保存的备份用不了：{problem}"
    unread = isinstance(problem.__cause__, OSError)
    if unread and not isinstance(problem.__cause__, NotRegularError | TooLargeError):
        return f"{why}它还在“{path.parent}”。"
    moved = set_aside(path)
    return f"{why}已移到“{path.parent / ASIDE}”，没有删除。" if moved else f"{why}它还在“{path.parent}”。"


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
    """A window is at work on it yet. A lock that cannot be read must not hide what was left."""
    with suppress(OSError):
        return holder_of(path) is not None
    return False


def _read(path: Path) -> Left:
    """Raises FileProblem."""
    head_line, _, body = read_file(path).partition(b"\n")
    try:
        head: dict[str, Any] = json.loads(head_line)
        file = _usable(head["file"])
        when = datetime.fromisoformat(head["when"])
        texts = {str(path): str(text) for path, text in head.get("open", {}).items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileProblem(path.name, "已经损坏") from error
    return Left(path, file, str(head.get("fingerprint")), when, loads(body, path.name), texts)


def _usable(text: str) -> Path | None:
    """The file of that name; None where no system has such a name, the dossier then being one without a file."""
    try:
        file = Path(os.path.realpath(text))
        os.stat(file)  # noqa: PTH116 (a name that is too long is only refused by the disk)
    except ValueError:
        return None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return None
    return Path(text) if text and file.name else None
