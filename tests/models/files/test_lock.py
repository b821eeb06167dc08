"""Two clerks, one file: the second is told who has it, and a lock that nobody holds any more is nobody's."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.files import lock as locks
from models.files.guard import BusyError, exclusive, guard_path
from models.files.lock import SILENT, holder_of, lock_path, take
from models.files.machine import birth, machine
from tests.models.files.faults import FAULTS, Faults

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "套表.jxmb"
    path.write_bytes(b"{}")
    return path


def by_another(file: Path, **told: Any) -> None:
    """A lock as another process, or another machine, would have left it."""
    lock = take(file)
    said = json.loads(lock.file.read_bytes()) | {"token": "other"} | told
    lock.file.write_text(json.dumps(said), encoding="utf-8")


def grow_old(file: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(lock_path(file), (then, then))


def test_the_second_is_told_who_where_and_since_when(file: Path) -> None:
    first, second = take(file), take(file)
    assert first.held
    assert not second.held
    assert second.holder is not None
    assert second.holder.machine in second.holder.sentence
    assert second.holder.who in second.holder.sentence
    assert "起" in second.holder.sentence
    second.release()
    assert holder_of(file) is not None
    first.release()
    assert holder_of(file) is None
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_lock_by_its_link_is_the_same_lock(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.jxmb"
    try:
        link.symlink_to(file)
    except OSError:
        pytest.skip("no links here")
    assert take(link).held
    assert not take(file).held


@pytest.mark.parametrize("damage", [b"", b"\0\0\0", b"{", b"[1]", b'{"who": 3}', b"[" * 5000, b"x" * 20_000])
def test_an_empty_or_senseless_lock_is_nobodys_after_a_moment(file: Path, damage: bytes) -> None:
    lock_path(file).write_bytes(damage)
    if len(damage) < 10_000:
        assert not take(file).held, "it may be being written at this moment"
    grow_old(file, 60)
    lock = take(file)
    assert lock.held or lock.problem


def dead() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
@pytest.mark.parametrize(
    "told", [lambda: {"process": dead()}, lambda: {"birth": "before:1"}, lambda: {"process": 1, "birth": "x:1"}]
)
def test_a_dead_or_reused_process_of_this_machine_holds_nothing(file: Path, told: Callable[[], dict[str, Any]]) -> None:
    by_another(file, **told())
    assert holder_of(file) is None
    assert take(file).held


def test_a_living_process_holds_it_however_long(file: Path) -> None:
    assert take(file).held
    grow_old(file, 30 * 24 * 3600)
    assert not take(file).held


@pytest.mark.parametrize("told", [{"machine": "另一台"}, {"number": "another"}, {"machine": "renamed", "process": 1}])
def test_another_machine_holds_it_until_it_is_silent_for_long(file: Path, told: dict[str, Any]) -> None:
    """A copied system has our number, a renamed machine our number too: neither is taken for ours."""
    by_another(file, **told)
    grow_old(file, SILENT - 60)
    assert not take(file).held
    grow_old(file, SILENT + 60)
    assert take(file).held


def test_who_was_silent_hears_that_another_has_it_now(file: Path) -> None:
    lock = take(file)
    assert lock.refresh()
    by_the_way = time.time() - 500
    os.utime(lock.file, (by_the_way, by_the_way))
    assert lock.refresh()
    assert lock.file.stat().st_mtime > by_the_way + 400
    said = json.loads(lock.file.read_bytes()) | {"token": "other"}
    lock.file.write_text(json.dumps(said), encoding="utf-8")
    assert not lock.refresh()
    lock.release()
    assert lock.file.exists(), "the other one's lock is left alone"
    lock.file.unlink()
    assert not lock.refresh()


def test_a_folder_that_takes_no_lock_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refusing(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refusing)
    lock = take(file)
    assert not lock.held
    assert lock.holder is None
    assert "没有权限" in lock.problem
    lock.release()


def test_a_long_name_has_a_lock_too(tmp_path: Path) -> None:
    assert take(tmp_path / ("很长" * 40 + ".jxmb")).held


@pytest.mark.parametrize("number", FAULTS, ids=errno.errorcode.get)
def test_whichever_call_fails_taking_a_lock_never_does(
    file: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whole() -> None:
        lock = take(file)
        lock.refresh()
        lock.release()

    for call, count in Faults.calls(monkeypatch, whole):
        with Faults(monkeypatch, number) as faults:
            faults.at(call, count)
            lock = take(file)
            lock.refresh()
        assert lock.held or len(lock.problem) in range(10, 200), (call, count)
        lock.release()
        lock_path(file).unlink(missing_ok=True)
        guard_path(file).unlink(missing_ok=True)
        assert file.read_bytes() == b"{}"


# --- alone with a file ------------------------------------------------------------------------------------------------


def test_two_are_never_in_it_at_once(file: Path) -> None:
    with exclusive(file), pytest.raises(BusyError), exclusive(file, patience=0.05):
        pytest.fail("two at once")
    with exclusive(file) as now:
        assert abs(now - time.time()) < 60
    assert not guard_path(file).exists()


COUNTING = """
import sys
from pathlib import Path
from models.files.guard import exclusive
path = Path(sys.argv[1])
print("ready", flush=True)
for _ in range(100):
    with exclusive(path):
        path.write_text(str(int(path.read_text()) + 1))
"""


def test_processes_that_take_turns_lose_no_turn(tmp_path: Path) -> None:
    path = tmp_path / "count"
    path.write_text("0", encoding="ascii")
    command = [sys.executable, "-c", COUNTING, str(path)]
    running = [subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    assert path.read_text(encoding="ascii") == "300"
    assert [one.name for one in tmp_path.iterdir()] == ["count"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
def test_a_process_is_known_by_when_it_began() -> None:
    assert birth(os.getpid()) == birth(os.getpid()) != ""
    assert birth(dead()) == ""
    assert all(machine())


@pytest.mark.parametrize(
    ("raised", "told"), [(None, None), (ProcessLookupError(), ""), (PermissionError(), None), (OSError(), None)]
)
def test_where_only_its_being_there_can_be_asked_a_process_is_not_touched(
    raised: OSError | None, told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []

    def kill(process: int, signal: int) -> None:
        asked.append((process, signal))
        if raised:
            raise raised

    monkeypatch.setattr("models.files.machine.sys.platform", "darwin")
    monkeypatch.setattr("models.files.machine.os.kill", kill)
    assert birth(4711) == told
    assert asked == [(4711, 0)], "a signal that does nothing"


class Kernel:
    """Of Windows: a process that began at 7 and has that exit code, or none."""

    def __init__(self, handle: int = 5, error: int = 0, code: int = 259) -> None:
        self.handle, self.error, self.code = handle, error, code
        self.open = 0

    def OpenProcess(self, rights: int, inherit: bool, process: int) -> int:  # noqa: N802
        assert (rights, inherit, process) == (0x1000, False, 4711)
        self.open += bool(self.handle)
        return self.handle

    def GetLastError(self) -> int:  # noqa: N802
        return self.error

    def GetExitCodeProcess(self, handle: int, code: Any) -> None:  # noqa: N802
        assert handle == self.handle
        code._obj.value = self.code

    def GetProcessTimes(self, handle: int, *times: Any) -> None:  # noqa: N802
        assert handle == self.handle
        for number, time_ in zip((7, 8, 9, 10), times, strict=True):
            time_._obj.value = number

    def CloseHandle(self, handle: int) -> None:  # noqa: N802
        self.open -= handle == self.handle


@pytest.mark.parametrize(
    ("kernel", "told"),
    [(Kernel(), "7"), (Kernel(code=0), ""), (Kernel(0, 5), None), (Kernel(0, 87), "")],
    ids=["lives", "ended", "may not be asked", "is none"],
)
def test_on_windows_a_process_is_known_by_when_it_began(
    kernel: Kernel, told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.files.machine.sys.platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert birth(4711) == told
    assert kernel.open == 0, "what was opened is closed"


def test_a_lock_is_believed_for_some_minutes() -> None:
    assert locks.SILENT >= 5 * 60
