"""A file in a shared folder: whose it is, what it may be, and how it is written where the folder takes no new one."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.files import journal, whole
from models.files.jxmb import save
from models.files.reasons import writing_refusal
from models.files.whole import SaveError, replace_file
from tests.models.files.faults import CALLS, FAULTS, Faults, refusal_of
from tests.models.files.test_jxmb import sample

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX owners, modes and links")
OLD, NEW = b"old" * 5000, b"new!" * 6000


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp("user")))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "共享" / "套表.jxmb"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def left(path: Path) -> list[str]:
    """What lies beside a file, and in the journal."""
    beside = [one.name for one in path.parent.iterdir() if one != path]
    return beside + [one.name for one in journal.folder().glob("*")]


# --- what stays as it was ---------------------------------------------------------------------------------------------


@posix
def test_owner_group_and_mode_stay(file: Path) -> None:
    if os.geteuid():
        pytest.skip("only the superuser may give a file to somebody")
    os.chown(file, 12345, 23456)
    file.chmod(0o664)
    replace_file(file, NEW)
    now = file.stat()
    assert (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (12345, 23456, 0o664)


@posix
def test_the_group_stays_where_the_owner_may_not(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A colleague's file in the office's folder: it cannot be given back to him, but to the group."""
    given: list[tuple[int, int]] = []

    def chown(_path: Path, owner: int, group: int) -> None:
        if owner != -1:
            raise PermissionError(errno.EPERM, "not yours")
        given.append((owner, group))

    monkeypatch.setattr(os, "chown", chown)
    before = file.stat()
    beside = file.with_name("beside")
    beside.touch()
    old = os.stat_result([*before[:4], before.st_uid + 1, before.st_gid + 1, *before[6:]])
    whole._keep_owner(beside, old)
    assert given == [(-1, before.st_gid + 1)]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="this system knows no such remarks")
def test_remarks_and_access_lists_stay(file: Path) -> None:
    try:
        os.setxattr(file, "user.office", "财务".encode())
    except OSError:
        pytest.skip("this disk keeps no remarks")
    replace_file(file, NEW)
    assert os.getxattr(file, "user.office").decode() == "财务"


@posix
def test_a_hard_link_still_shows_the_same_file(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一个名字.jxmb"
    other.hardlink_to(file)
    replace_file(file, NEW)
    assert other.read_bytes() == NEW
    assert file.stat().st_ino == other.stat().st_ino
    assert not left(file)


# --- a folder that takes no new file ----------------------------------------------------------------------------------


@pytest.fixture
def closed(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file may be written, the folder may not: as the system would refuse it."""
    real = os.open

    def refusing(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if flags & os.O_CREAT and Path(path).parent == file.parent:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refusing)
    return file


def test_a_file_in_a_closed_folder_is_saved_all_the_same(closed: Path) -> None:
    for data in (NEW, b"short", OLD):
        replace_file(closed, data)
        assert closed.read_bytes() == data
    assert not left(closed)


def test_a_new_file_in_a_closed_folder_is_refused_with_a_way_out(closed: Path) -> None:
    with pytest.raises(SaveError, match=r"没有权限.*换一个位置"):
        replace_file(closed.with_name("新的.jxmb"), NEW)


@posix
def test_a_folder_that_really_is_closed(file: Path) -> None:
    """The system itself refuses, to a user who is not the superuser."""
    if os.geteuid():
        pytest.skip("only the superuser can become somebody else")
    outer = file.parent.parent
    for folder in (outer, *outer.parents[:-2]):  # all of the temporary folder: several runs have deeper ones
        folder.chmod(folder.stat().st_mode | 0o055)
    file.chmod(0o666)
    file.parent.chmod(0o755)
    user = outer / "user"
    user.mkdir(mode=0o777)
    user.chmod(0o777)
    code = (
        "import os, sys; os.setgid(65534); os.setuid(65534); os.environ['XDG_DATA_HOME'] = sys.argv[2];"
        "from pathlib import Path; from models.files.whole import replace_file;"
        "replace_file(Path(sys.argv[1]), b'by somebody else')"
    )
    done = subprocess.run([sys.executable, "-c", "import models.files.whole;" + code, file, user], check=False)
    assert done.returncode == 0
    assert file.read_bytes() == b"by somebody else"


@pytest.mark.parametrize("cut", [0, 1, 511, 512, 700, 12_000, 15_000, 20_000, 24_000])
@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (NEW, OLD), (NEW, b""), (b"", NEW)])
def test_what_a_crash_cut_short_is_ended_at_the_next_start(file: Path, cut: int, old: bytes, new: bytes) -> None:
    file.write_bytes(old)
    journal._enter(file, old, new)
    written = new[:cut]
    torn = written + old[len(written) :]
    file.write_bytes(torn)
    told = journal.mend()
    assert file.read_bytes() == (old if torn == old else new)
    assert [one.whole for one in told] == ([] if torn in (old, new) else [True])
    assert not left(file)
    assert journal.mend() == []


def test_what_somebody_else_wrote_since_is_not_touched(file: Path) -> None:
    journal._enter(file, OLD, NEW)
    file.write_bytes(b"what a colleague made of it" * 40)
    (told,) = journal.mend()
    assert not told.whole
    assert "没有动它" in told.sentence
    assert file.read_bytes().startswith(b"what a colleague")
    assert len(list((journal.folder() / "aside").iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"{", b'{"file": 3}\n', b'{"file": "x", "old": 1, "sha256": "y"}\nzz'])
def test_a_damaged_entry_is_set_aside(file: Path, damage: bytes) -> None:
    entry = journal._enter(file, OLD, NEW)
    entry.write_bytes(damage)
    assert journal.mend() == []
    assert file.read_bytes() == OLD
    assert (journal.folder() / "aside" / entry.name).exists()


@pytest.mark.parametrize("call", ["write", "fsync", "ftruncate"])
def test_a_failure_in_place_puts_the_old_bytes_back(closed: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Faults(monkeypatch, errno.ENOSPC) as faults:
        faults.at(call, {"write": 2, "fsync": 3, "ftruncate": 1}[call])
        with pytest.raises(OSError, match="space"):
            journal.write_in_place(closed, NEW)
    assert closed.read_bytes() == OLD
    assert not left(closed)


# --- every call of the system fails in turn ---------------------------------------------------------------------------


@pytest.mark.parametrize("number", FAULTS, ids=errno.errorcode.get)
@pytest.mark.parametrize("make", [lambda _: None, lambda path: os.link(path, path.parent.parent / "zweit")])
def test_old_or_new_whichever_call_fails(
    file: Path, number: int, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    make(file)
    old, new = sample("旧"), sample("新")
    save(old, file)
    before = file.read_bytes()
    refused = 0
    for call, count in Faults.calls(monkeypatch, lambda: save(old, file)):
        with Faults(monkeypatch, number) as faults:
            faults.at(call, count)
            problem = refusal_of(lambda: save(new, file))
        refused += bool(problem)
        assert (file.read_bytes() == before) == bool(problem)
        assert not problem or ("原来的文件没有动" in problem and len(problem) < 300)
        assert journal.mend() == []
        assert not left(file), (call, count)
        save(old, file)
    assert refused >= 3


def test_only_where_nothing_may_lie_beside_it_a_file_is_written_over(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(whole, "put_new", full)
    with pytest.raises(SaveError):
        replace_file(file, b"n")  # there would be room for it in the file itself
    assert file.read_bytes() == OLD


def test_the_calls_that_are_made_to_fail_are_those_that_are_made(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    made = {call for call, _ in Faults.calls(monkeypatch, lambda: replace_file(file, NEW))}
    assert made >= {"open", "write", "fsync", "close", "replace", "stat"}
    assert made <= set(CALLS)


# --- Windows ----------------------------------------------------------------------------------------------------------


class _BusyError(PermissionError):
    winerror = 32


def test_a_virus_scanner_is_waited_for_and_that_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = iter([True, True, True, False])
    real = os.replace

    def replace(*names: Any) -> None:
        if next(tries):
            raise _BusyError(errno.EACCES, "busy")
        real(*names)

    waited: list[float] = []
    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(time, "sleep", waited.append)
    said: list[str] = []
    replace_file(file, NEW, said.append)
    assert file.read_bytes() == NEW
    assert len(waited) == 3
    (sentence,) = said
    assert "杀毒软件" in sentence


def test_a_scanner_that_does_not_let_go_is_said_and_costs_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace(*_names: Any) -> None:
        raise _BusyError(errno.EACCES, "busy")

    waited: list[float] = []
    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(time, "sleep", waited.append)
    with pytest.raises(SaveError, match="正被别的程序打开"):
        replace_file(file, NEW)
    assert 3 < sum(waited) < 10
    assert file.read_bytes() == OLD
    assert not left(file)


# --- words ------------------------------------------------------------------------------------------------------------


def _numbers() -> list[int]:
    names = (
        "ESTALE EXDEV EIO ENOSPC EDQUOT EROFS EACCES EBUSY ETXTBSY ENOLCK EHOSTDOWN EHOSTUNREACH ENOMEM EMFILE ELOOP "
        "ENOTCONN ECONNREFUSED EPIPE ENOMEDIUM EMEDIUMTYPE EBADF EILSEQ EOVERFLOW EKEYEXPIRED"
    )
    return [getattr(errno, name) for name in names.split() if hasattr(errno, name)]


@pytest.mark.parametrize("number", _numbers(), ids=errno.errorcode.get)
def test_what_the_system_says_is_said_in_chinese_with_what_to_do(number: int) -> None:
    refusal = writing_refusal(OSError(number, os.strerror(number)))
    assert "系统错误" not in refusal.why
    assert refusal.todo.startswith("请")
    assert "请请" not in refusal.todo
    assert not any(char.isascii() and char.isalpha() for char in refusal.why)


def test_no_message_is_longer_than_a_few_lines(tmp_path: Path) -> None:
    deep = tmp_path / "/".join(["很长的文件夹名" * 8] * 12) / ("长" * 300)
    with pytest.raises(SaveError) as caught:
        replace_file(deep, NEW)
    assert len(str(caught.value)) < 250


def test_all_bytes_arrive_though_the_system_takes_few_at_a_time(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:1000])))
    replace_file(file, NEW)
    assert file.read_bytes() == NEW


# --- a folder of three thousand exports -------------------------------------------------------------------------------


def test_one_more_export_takes_no_longer_however_many_lie_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_file(tmp_path / "0.pdf", NEW)
    few = Faults.calls(monkeypatch, lambda: replace_file(tmp_path / "1.pdf", NEW))
    assert ("fsync", 2) not in few, "it can be made again: its name need not be on the disk"
    for number in range(2, 60):
        replace_file(tmp_path / f"{number}.pdf", NEW)
    assert Faults.calls(monkeypatch, lambda: replace_file(tmp_path / "neu.pdf", NEW)) == few
    assert ("scandir", 1) not in few


@pytest.mark.parametrize("call", ["open", "write", "fsync", "close", "replace"])
def test_ctrl_c_at_any_call_leaves_the_old_file_or_the_new_one_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real = getattr(os, call)
    pressed: list[str] = []

    def once(*arguments: Any, **more: Any) -> Any:
        done = real(*arguments, **more)
        if not pressed and not (call == "open" and not arguments[1] & os.O_CREAT):
            pressed.append(call)
            raise KeyboardInterrupt  # the system has done it; nobody here knows of it
        return done

    monkeypatch.setattr(os, call, once)
    with pytest.raises(KeyboardInterrupt):
        replace_file(file, NEW)
    monkeypatch.undo()
    assert pressed
    assert file.read_bytes() == (NEW if call == "replace" else OLD)
    assert [one.name for one in file.parent.iterdir()] == [file.name]
