"""The program dies at each call of the system in turn, while it saves, keeps a version, a backup or a lock."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from models.dossier import Dossier
from models.files import journal, room, whole
from models.files.jxmb import dumps, load, save
from models.files.lock import lock_path, take
from models.files.saving import save_over
from models.files.versions import given_up, keep, keep_given_up, versions
from models.files.whole import write_whole
from tests.models.files.faults import CALLS
from tests.models.files.test_jxmb import sample

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs a fork and SIGKILL"),
    pytest.mark.usefixtures("_own_folder"),
]
Work = Callable[[], object]
Patch = pytest.MonkeyPatch


@pytest.fixture
def _own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("user")))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / "套表.jxmb"


class Death:
    """Comes with the so manieth call of the system: in the middle of a writing, else before it is done."""

    def __init__(self, number: int) -> None:
        self.left = number
        for name in CALLS:
            if hasattr(os, name):
                setattr(os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            self.left -= 1
            if self.left:  # what a process has written outlives its death without being brought to the disk
                return None if name == "fsync" else real(*arguments, **more)
            if name == "write":
                real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
            return None

        return call


def dies(work: Work, number: int) -> bool:
    """Does the work in a process of its own, which dies at that call. False when it came to its end before."""
    process = os.fork()
    if not process:
        try:
            whole._swept.clear()  # as in a program that has just been started
            Death(number)
            work()
        finally:
            os._exit(0)
    return bool(os.waitpid(process, 0)[1])


def each_death(work: Work, then: Callable[[], None]) -> int:
    """Lets the work die at every call; ``then`` looks at what there is, and puts all as it was."""
    for number in count(1):
        died = dies(work, number)
        then()
        if not died:
            return number - 1
    raise AssertionError


def plain(_: Path) -> None:
    """An ordinary file in an ordinary folder."""


def linked(path: Path) -> None:
    """A second name: it is written in place."""
    os.link(path, path.parent / "zweit")


@pytest.mark.parametrize(("make", "least"), [(plain, 60), (linked, 50)])
def test_saving(file: Path, make: Callable[[Path], None], least: int) -> None:
    old, new = sample("旧"), sample("新" * 500)
    known = save(old, file)
    make(file)
    before = file.read_bytes()
    found: set[bytes] = set()

    def look() -> None:
        journal.mend()
        found.add(file.read_bytes())
        assert load(file) in (old, new)
        file.write_bytes(before)
        assert all(one.dossier() in (old, new) for one in versions(file)[:1])

    assert each_death(lambda: save_over(new, file, known), look) >= least
    assert found == {before, dumps(new)}
    save_over(new, file, known)
    assert load(file) == new
    assert take(file).held, "no lock of the dead keeps anybody out"


def test_saving_a_new_file(file: Path) -> None:
    new = sample("新")

    def look() -> None:
        assert not file.exists() or load(file) == new
        file.unlink(missing_ok=True)

    assert each_death(lambda: save_over(new, file, ""), look) >= 30


@pytest.mark.parametrize(("day", "least"), [(room.DAY, 10), (0, 12)], ids=["kept", "and made room"])
@pytest.mark.parametrize("kind", [(keep, versions), (keep_given_up, given_up)], ids=["replaced", "given up"])
def test_keeping_a_version(
    file: Path, kind: tuple[Callable[..., str], Callable[..., list[Any]]], day: int, least: int, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(room, "DAY", day)
    keeping, listing = kind
    keeping(file, b"first")
    turn = iter(range(10_000))

    def look() -> None:
        *others, first = listing(file)
        assert first.read() == b"first"
        for one in others:
            assert one.read().startswith(b"state")
            one.source.unlink()

    assert each_death(lambda: keeping(file, f"state{os.getpid()}{next(turn)}".encode() * 50), look) >= least
    assert keeping(file, b"last") == ""
    assert listing(file)[0].read() == b"last"


def test_keeping_a_backup(file: Path) -> None:
    states: tuple[Dossier, ...] = (sample("旧"), sample("新" * 3000))
    write_whole(file, dumps(states[0]))

    def look() -> None:
        assert load(file) in states
        write_whole(file, dumps(states[0]))

    assert each_death(lambda: write_whole(file, dumps(states[1])), look) >= 15


def test_locking(file: Path) -> None:
    file.touch()

    def look() -> None:
        if lock_path(file).exists():  # half of a lock may be being written at this moment
            long_ago = file.stat().st_mtime - 60
            os.utime(lock_path(file), (long_ago, long_ago))
        lock = take(file)
        assert lock.held
        lock.release()

    def work() -> None:
        lock = take(file)
        lock.refresh()
        lock.release()

    assert each_death(work, look) >= 20
