"""Saving a dossier: whole or not at all, and every refusal in Chinese."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from models.files import jxmb as storage
from models.files.jxmb import FileProblem, dumps, load, loads, save
from models.files.saving import save_over
from models.files.whole import replace_file
from tests.models.files.test_jxmb import PROJECT, _fails, sample


def test_a_file_without_permission_is_refused_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "密.jxmb"
    save(sample(), path)
    monkeypatch.setattr(os, "open", _fails(errno.EACCES))
    with pytest.raises(FileProblem, match="权限"):
        load(path)
    monkeypatch.setattr(os, "open", _fails(errno.EIO))
    with pytest.raises(FileProblem, match="读不出来"):
        load(path)


@pytest.mark.parametrize("step", ["os.fsync", "os.replace", "os.write"])
@pytest.mark.parametrize(
    ("number", "what"),
    [
        (errno.ENOSPC, "空间不足"),
        (errno.EACCES, "没有权限"),
        (errno.EROFS, "只读"),
        (errno.ENAMETOOLONG, "太长"),
        (errno.EIO, "检查磁盘"),
    ],
)
def test_a_failed_save_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, what: str
) -> None:
    path = tmp_path / "套表.jxmb"
    save(sample("旧"), path)
    with monkeypatch.context() as patch:
        patch.setattr(step, _fails(number))
        with pytest.raises(FileProblem, match=what):
            save(sample("新"), path)
    assert load(path) == sample("旧")
    assert [entry.name for entry in tmp_path.iterdir()] == ["套表.jxmb"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_full_disk_is_said_and_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "套表.jxmb"
    save(sample("旧"), path)
    script = """
        import resource, sys
        from models.files.jxmb import FileProblem, load, save
        dossier = load(sys.argv[1])
        dossier.forms[1].name = "新" * 10_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            save(dossier, sys.argv[1])
        except FileProblem as problem:
            sys.exit(0 if "空间不足" in str(problem) else 3)
        sys.exit(4)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(path)], cwd=PROJECT, check=False)
    assert done.returncode == 0
    assert load(path) == sample("旧")
    assert len(list(tmp_path.iterdir())) == 1


def test_where_nothing_can_be_saved_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="文件夹"):
        save(sample(), tmp_path)
    with pytest.raises(FileProblem, match="文件夹不存在"):
        save(sample(), tmp_path / "没有" / "套表.jxmb")
    with pytest.raises(FileProblem, match="太长"):
        save(sample(), tmp_path / ("长" * 200 + ".jxmb"))
    with pytest.raises(FileProblem, match="半个字符"):
        save(sample("\ud83d"), tmp_path / "套表.jxmb")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that the system fills itself, on Linux")
def test_a_folder_that_takes_no_files_is_not_called_missing() -> None:
    for write in (save, partial(save_over, known="")):
        with pytest.raises(FileProblem, match="这个文件夹不收文件") as told:
            write(sample(), Path("/proc/套表.jxmb"))
        assert "不存在" not in str(told.value)
        assert "换一个文件夹" in str(told.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anything")
def test_a_read_only_file_is_not_replaced_behind_its_owners_back(tmp_path: Path) -> None:
    path = tmp_path / "套表.jxmb"
    save(sample("旧"), path)
    path.chmod(0o444)
    with pytest.raises(FileProblem, match="只读"):
        save(sample("新"), path)
    assert load(path) == sample("旧")


def test_a_file_marked_read_only_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "套表.jxmb"
    save(sample("旧"), path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileProblem, match="只读"):
        save(sample("新"), path)
    assert load(path) == sample("旧")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes and links")
def test_mode_and_link_stay_as_they_were(tmp_path: Path) -> None:
    path, link = tmp_path / "真.jxmb", tmp_path / "链接.jxmb"
    save(sample("旧"), path)
    path.chmod(0o640)
    link.symlink_to(path.name)
    save(sample("新"), link)
    assert link.is_symlink()
    assert load(path) == sample("新")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    save(sample(), tmp_path / "套表.jxmb")
    (tmp_path / "other").touch()
    assert (tmp_path / "套表.jxmb").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("write", [lambda path: save(sample(), path), lambda path: replace_file(path, b"pdf")])
def test_what_a_killed_program_left_is_gone_after_a_later_saving(
    tmp_path: Path, write: Callable[[Path], object]
) -> None:
    """But not what another program may be writing at this moment, nor a file of anybody else's."""
    names = [".jxmb-0123456789abcdef.tmp", ".jxmb-fedcba9876543210.tmp", "别人的.tmp", "另一份.jxmb"]
    for name in names:
        (tmp_path / name).write_bytes(b"{")
    long_ago = (tmp_path / names[0]).stat().st_mtime - 2 * 3600
    for name in (names[0], *names[2:]):
        os.utime(tmp_path / name, (long_ago, long_ago))
    write(tmp_path / "新的")
    assert {entry.name for entry in tmp_path.iterdir()} == {*names[1:], "新的"}


def test_what_could_not_be_opened_again_is_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "套表.jxmb"
    save(sample("旧"), path)
    monkeypatch.setattr(storage, "LARGEST", len(dumps(sample("旧"))) + 100)
    with pytest.raises(FileProblem, match=r"50 MB.*删去"):
        save(sample("新" * 200), path)
    assert load(path) == sample("旧")


def test_an_endless_id_makes_no_endless_message() -> None:
    data = dumps(sample()).decode()
    for name in ("row", "output"):
        data = data.replace(f'"id": "{name}"', f'"id": "{"编" * 5000}"')
    with pytest.raises(FileProblem, match="同一个编号") as caught:
        loads(data.encode(), "名" * 400)
    assert len(str(caught.value)) < 800
