"""The short while in which one process alone is at a file: refusals of the system, names, clocks; who we are."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from models.files import guard, machine
from models.files.disk import files_in
from models.files.guard import BusyError, beside_name, exclusive, guard_path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "套表.jxmb"
    path.write_bytes(b"1")
    return path


def refusing(number: int, names: list[Path]) -> object:
    """``os.open`` that refuses these files."""
    real = os.open

    def opened(path: Path, *more: int) -> int:
        if path in names:
            raise OSError(number, os.strerror(number))
        return real(path, *more)

    return opened


def test_the_guard_is_hidden_beside_the_file_and_gone_afterwards(file: Path) -> None:
    assert guard_path(file) == file.with_name(".套表.jxmb.saving")
    with exclusive(file) as clock:
        assert guard_path(file).exists()
        assert clock == guard_path(file).stat().st_mtime
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("name", "kept"), [("名" * 66 + "a", 67), ("名" * 66 + "ab", 40), ("a" * 199, 199), ("a" * 200, 40)]
)
def test_a_long_name_is_cut(name: str, kept: int) -> None:
    assert beside_name(Path("甲") / name, ".lock") == Path("甲") / f".{name[:kept]}.lock"


def test_another_process_is_waited_for_no_longer_than_one_wants(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr("time.sleep", lambda seconds: now.__setitem__(0, now[0] + seconds))
    with exclusive(file), pytest.raises(BusyError) as busy, exclusive(file, 2):
        pass
    assert busy.value.errno == errno.EBUSY
    assert now[0] == pytest.approx(102, abs=0.02)
    with exclusive(file, 0):
        pass


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_where_the_folder_is_closed_the_file_itself_is_locked(
    number: int, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", refusing(number, [guard_path(file)]))
    with exclusive(file, 0), pytest.raises(BusyError), exclusive(file, 0):
        pass
    assert file.exists(), "it is not taken for the small file"


def test_where_nothing_can_be_opened_the_work_is_done_and_says_why(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", refusing(errno.EACCES, [guard_path(file), file]))
    with exclusive(file) as clock:
        assert clock > 1_700_000_000


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.ENOENT])
def test_another_refusal_is_one(number: int, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", refusing(number, [guard_path(file)]))
    with pytest.raises(OSError, match=os.strerror(number)), exclusive(file):
        pass


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL])
def test_a_disk_without_locks_is_worked_on_all_the_same(
    number: int, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lock(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(guard, "_lock", lock)
    with exclusive(file), exclusive(file):
        assert guard_path(file).exists()
    assert not guard_path(file).exists()


def test_a_lock_that_fails_leaves_nothing_open(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[int] = []
    held: list[int] = []
    real = os.close

    def lock(handle: int) -> None:
        held.append(handle)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def close(handle: int) -> None:
        closed.append(handle)
        real(handle)

    monkeypatch.setattr(guard, "_lock", lock)
    monkeypatch.setattr(os, "close", close)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)), exclusive(file):
        pass
    assert closed == held
    assert len(held) == 1


def test_a_guard_that_was_removed_meanwhile_is_made_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, taken = guard._lock, []

    def lock(handle: int) -> None:
        real(handle)
        taken.append(handle)
        if len(taken) == 1:
            guard_path(file).unlink()  # whoever had it goes

    monkeypatch.setattr(guard, "_lock", lock)
    with exclusive(file):
        assert len(taken) == 2
        assert guard_path(file).exists()


def test_where_the_clock_of_the_disk_cannot_be_asked_ours_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def utime(_handle: int) -> None:
        raise TypeError

    monkeypatch.setattr(os, "utime", utime)
    monkeypatch.setattr("time.time", lambda: 5.0)
    with exclusive(file) as clock:
        assert clock == 5.0


def test_files_of_a_suffix_by_name_and_none_without_a_folder(tmp_path: Path) -> None:
    for name in ("乙.a", "甲.a", "丙.b"):
        (tmp_path / name).touch()
    assert [path.name for path in files_in(tmp_path, ".a")] == sorted(["乙.a", "甲.a"])
    assert files_in(tmp_path / "没有", ".a") == []


# --- who and where ----------------------------------------------------------------------------------------------------


def test_who_cannot_be_told_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", lambda: "clerk")
    assert machine.user.__wrapped__() == "clerk"
    monkeypatch.setattr("getpass.getuser", nobody)
    assert machine.user.__wrapped__() == "未知用户"


@pytest.mark.parametrize(
    ("held", "number"),
    [
        ({"/etc/machine-id": "abc\n", "/var/lib/dbus/machine-id": "def"}, "abc"),
        ({"/etc/machine-id": " \n", "/var/lib/dbus/machine-id": "def"}, "def"),
        ({"/var/lib/dbus/machine-id": "d" * 70}, "d" * 64),
        ({}, "00000000002a"),
    ],
)
def test_the_number_of_the_machine(held: dict[str, str], number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_text(path: Path, **_: object) -> str:
        if str(path) not in held:
            raise FileNotFoundError
        return held[str(path)]

    monkeypatch.setattr(Path, "read_text", read_text)
    monkeypatch.setattr("uuid.getnode", lambda: 42)
    monkeypatch.setattr("socket.gethostname", lambda: "pc")
    assert machine.machine.__wrapped__() == ("pc", number)


STAT = "7 (a) b) {} " + " ".join(str(number) for number in range(4, 30))


@pytest.mark.parametrize(
    ("stat", "birth"),
    [(STAT.format("S"), "boot:22"), (STAT.format("Z"), ""), (STAT.format("X"), ""), (None, ""), (OSError(), None)],
)
def test_when_a_process_began(stat: str | OSError | None, birth: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_text(path: Path, **_: object) -> str:
        if path.name == "boot_id":
            return "boot\n"
        if stat is None:
            raise FileNotFoundError
        if isinstance(stat, OSError):
            raise stat
        return stat

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "read_text", read_text)
    assert machine.birth(7) == birth
