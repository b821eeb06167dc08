"""Saving an open dossier over its file: compared and replaced in one step; no other hand's work is lost unseen."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from models.dossier import Dossier
from models.files import versions
from models.files.guard import BusyError, exclusive
from models.files.jxmb import FileProblem, fingerprint_of, read_file, save
from models.files.reasons import writing_refusal
from models.files.whole import Waiting, writable


class OnDisk(Enum):
    """How the file on the disk is not what was opened or saved last."""

    CHANGED = auto()
    GONE = auto()
    UNREADABLE = auto()


_WORDS = {
    OnDisk.CHANGED: ("在打开之后被别人或别的程序改过，没有覆盖", "请先比较两份内容，或另存为别的名字"),
    OnDisk.GONE: ("已被移动、改名或删除，没有重新建立", "请另存到要放的地方"),
    OnDisk.UNREADABLE: ("现在读不出来，不知道有没有被别人改过，没有覆盖", "请检查磁盘、U 盘或网络，或另存到别处"),
}


class NotOursProblem(FileProblem):
    """The file is not the one that was opened; nothing was written. ``state`` says how."""

    def __init__(self, file: str, state: OnDisk) -> None:
        what, advice = _WORDS[state]
        super().__init__(file, what, advice=advice)
        self.state = state


class Saved(NamedTuple):
    """The fingerprint of what is in the file now, and what a person should know (a version could not be kept)."""

    fingerprint: str
    notices: tuple[str, ...] = ()


def save_over(
    dossier: Dossier, path: Path | str, known: str, *, anyway: bool = False, waiting: Waiting | None = None
) -> Saved:
    """Saves where the file still is what it was: ``known`` its fingerprint then, empty for a file not yet there.

    ``anyway``: the person has seen what is there and wants it replaced. What is replaced stays among the versions.
    Raises NotOursProblem and FileProblem, the file then being as it was.
    """
    target = Path(os.path.realpath(path))

    def replacing() -> Saved:
        if not anyway and (state := state_on_disk(target, known)):
            raise NotOursProblem(target.name, state)
        notices = [versions.keep_replaced(target)]
        fingerprint = save(dossier, target, waiting)
        notices.append(versions.keep_file(target))
        return Saved(fingerprint, tuple(dict.fromkeys(filter(None, notices))))

    return _alone_with(target, replacing)


def _alone_with(target: Path, work: Callable[[], Saved]) -> Saved:
    try:
        writable(target)
        with exclusive(target):
            return work()
    except BusyError as error:
        what = "没有保存，原来的文件没有动：另一个窗口或另一台电脑正在保存它"
        raise FileProblem(target.name, what, advice="请稍候再保存") from error
    except OSError as error:
        refusal = writing_refusal(error)
        what = f"没有保存，原来的文件没有动：{refusal.why}"
        raise FileProblem(target.name, what, advice=refusal.todo) from error


def state_on_disk(path: Path | str, known: str) -> OnDisk | None:
    """How the file differs from what was known of it; None when it does not. What cannot be read is not known."""
    try:
        there = fingerprint_of(read_file(path))
    except FileProblem as problem:
        if not isinstance(problem.__cause__, FileNotFoundError):
            return OnDisk.UNREADABLE
        return OnDisk.GONE if known else None
    return None if there == known else OnDisk.CHANGED
