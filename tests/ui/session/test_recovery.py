"""After a crash: a list of all that was open, each opened, saved elsewhere or moved aside; nothing is deleted."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.files import jxmb
from models.files.jxmb import dumps, fingerprint, load
from models.files.lock import lock_path
from models.folders import recovery_folder
from tests.ui.conftest import by_name, click, dossier_of, every, field, wait_for, windows_beside, write
from ui.program.windows import ProgramWindows
from ui.session import recovery
from ui.session.recovery import ASIDE, SUFFIX, left_behind
from ui.window.window import MainWindow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as on Linux")


def listed(window: MainWindow) -> list[list[str]]:
    view = window.recovered.list
    rows = [view.topLevelItem(number) for number in range(view.topLevelItemCount())]
    return sorted([row.text(column) for column in (0, 1, 3, 4)] for row in rows)


def choose(window: MainWindow, *names: str) -> None:
    """Clicks on rows by the name of their file."""
    view = window.recovered.list
    view.clearSelection()
    for name in names:
        item = view.findItems(name, Qt.MatchFlag.MatchExactly)[0]
        place = view.visualItemRect(item).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)


def press(window: MainWindow, word: str) -> None:
    click(next(one for one in every(window.recovered, QPushButton) if one.text() == word))


@pytest.fixture
def after(killed: list[Path], make_program: Callable[..., ProgramWindows], qtbot: QtBot) -> MainWindow:
    """The program started again, after another hand had changed one of the files and taken another away."""
    killed[1].write_text(killed[1].read_text(encoding="utf-8") + " ", encoding="utf-8")
    killed[2].unlink()
    window = make_program().windows[0]
    qtbot.waitUntil(window.recovered.isVisible)
    return window


def test_all_that_was_open_is_listed(after: MainWindow) -> None:
    assert listed(after) == [
        ["信访局2026.jxmb", "信访局", "1 张", "与原文件对得上"],
        ["林业局2026.jxmb", "林业局", "1 张", "原文件后来被改过"],
        ["水务局2026.jxmb", "水务局", "1 张", "原文件已不在"],
        ["（未命名）", "新单位", "1 张", "还没有保存成文件"],
    ]


def test_enter_alone_opens_all_of_it(after: MainWindow, qtbot: QtBot) -> None:
    """After a fall that is what a person wants first."""
    with qtbot.waitActive(after):
        after.activateWindow()
    focus = after.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "打开所选"
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert {dossier_of(one).unit.name for one in windows_beside(after) if one.session} == {
        *("信访局", "林业局", "水务局", "新单位")
    }


def test_what_is_chosen_is_opened_and_saved(after: MainWindow, killed: list[Path]) -> None:
    choose(after, "信访局2026.jxmb", "（未命名）")
    press(after, "打开所选")
    opened = {dossier_of(one).unit.name: one for one in windows_beside(after) if one.session}
    assert set(opened) == {"信访局", "新单位"}
    window = opened["信访局"]
    assert dossier_of(window).unit.phone.startswith("12")
    assert window.isWindowModified()
    assert window.files.save()
    assert load(killed[0]).unit.phone == dossier_of(window).unit.phone
    assert [row[0] for row in listed(after)] == ["林业局2026.jxmb", "水务局2026.jxmb"], "the others wait"


def test_a_file_changed_meanwhile_is_not_written_over(after: MainWindow, killed: list[Path]) -> None:
    theirs = killed[1].read_bytes()
    choose(after, "林业局2026.jxmb")
    press(after, "打开所选")
    assert "后来被改过" in after.messages.text
    assert not after.files.save()
    assert killed[1].read_bytes() == theirs


def test_one_is_saved_elsewhere_without_opening(
    after: MainWindow, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    target = tmp_path / "另存.jxmb"
    save_as(target)
    choose(after, "（未命名）")
    press(after, "另存…")
    assert load(target).unit.name == "新单位"
    assert after.session is None
    assert len(listed(after)) == 3
    choose(after, "信访局2026.jxmb", "林业局2026.jxmb")
    assert not by_name(after.recovered, "另存…").isEnabled(), "one name is for one dossier"


def test_what_is_not_wanted_is_moved_aside(after: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    kept = {one.dossier.unit.name: one.source for one in left_behind(recovery_folder()).left}
    choose(after, "水务局2026.jxmb")
    content = kept["水务局"].read_bytes()
    press(after, "丢弃")
    aside = recovery_folder() / ASIDE
    assert [one.read_bytes() for one in aside.iterdir()] == [content]
    assert str(aside) in after.messages.text
    click(next(one for one in every(after.messages, QPushButton) if one.text() == "打开文件夹"))
    assert [Path(one) for one in shown] == [aside]
    assert len(listed(after)) == 3


def test_what_cannot_be_moved_stays_in_the_list(after: MainWindow) -> None:
    (recovery_folder() / ASIDE).write_text("一个文件占了文件夹的名字", encoding="utf-8")
    press(after, "丢弃")
    assert len(listed(after)) == 4
    assert "移不到" in after.messages.text


def test_later_is_not_never(after: MainWindow) -> None:
    press(after, "以后再说")
    assert not after.recovered.isVisible()
    after.actions_by_id["recover"].trigger()
    assert after.recovered.isVisible()
    assert len(listed(after)) == 4


def test_a_file_that_is_open_again_already_gets_what_was_kept(
    killed: list[Path], make_program: Callable[..., ProgramWindows], qtbot: QtBot
) -> None:
    """A double click on the file after the crash: it is opened as saved, and the list shows beside it."""
    program = make_program(killed[0])
    window = program.windows[0]
    qtbot.waitUntil(window.recovered.isVisible)
    choose(window, "信访局2026.jxmb")
    press(window, "打开所选")
    assert len(program.windows) == 1
    assert dossier_of(window).unit.phone.startswith("12")


def test_what_was_typed_meanwhile_is_not_replaced(
    killed: list[Path], make_program: Callable[..., ProgramWindows], qtbot: QtBot
) -> None:
    program = make_program(killed[0])
    window = program.windows[0]
    qtbot.waitUntil(window.recovered.isVisible)
    window.show_page("unit")
    write(field(window, "unit.phone"), "7")
    choose(window, "信访局2026.jxmb")
    press(window, "打开所选")
    assert dossier_of(window).unit.phone == "7"
    other = program.windows[1]
    assert dossier_of(other).unit.phone.startswith("12")
    assert other.session is not None
    assert other.session.path is None
    assert "另存" in other.messages.text


def test_a_file_that_cannot_be_read_is_moved_aside(window: MainWindow) -> None:
    recovery_folder().mkdir(parents=True, exist_ok=True)
    (recovery_folder() / f"坏{SUFFIX}").write_bytes(b"\x00")
    window.actions_by_id["recover"].trigger()
    assert not window.recovered.isVisible()
    assert "没有可以找回的" in window.messages.text
    assert [one.name for one in (recovery_folder() / ASIDE).iterdir()] == [f"坏{SUFFIX}"]


@pytest.mark.parametrize("taken", ["jixiao-editor", "jixiao-editor/recovery"])
def test_without_a_folder_for_it_the_work_goes_on_and_is_told(
    home: Path, taken: str, make_program: Callable[..., ProgramWindows], files: list[Path], qtbot: QtBot
) -> None:
    """A disk that is full or may not be written looks the same: nothing can be kept there."""
    (home / taken).parent.mkdir(exist_ok=True)
    (home / taken).write_text("一个文件占了文件夹的名字", encoding="utf-8")
    window = make_program(files[0]).windows[0]
    session = window.session
    assert session is not None
    session.set_value("unit.phone", "12")

    def told() -> None:
        session.keep()
        assert "保存" in window.messages.text

    qtbot.waitUntil(told)
    assert str(recovery_folder()) in window.messages.text
    assert window.files.save()
    assert load(files[0]).unit.phone == "12"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system knows no pipes")
def test_whatever_lies_in_the_folder_does_not_stop_the_start(window: MainWindow) -> None:
    folder = recovery_folder()
    folder.mkdir(parents=True, exist_ok=True)
    os.mkfifo(folder / f"管道{SUFFIX}")
    (folder / f"文件夹{SUFFIX}").mkdir()
    (folder / f"深{SUFFIX}").write_bytes(b"[" * 100_000)
    (folder / f"短{SUFFIX}").touch()
    window.actions_by_id["recover"].trigger()
    assert "没有可以找回的" in window.messages.text
    assert len(list((folder / ASIDE).iterdir())) == 4


def kept_by_nobody(name: str, file: str = "") -> Path:
    """A recovery file whose window is gone, with another head than windows write."""
    folder = recovery_folder()
    folder.mkdir(parents=True, exist_ok=True)
    head = {"file": file, "fingerprint": "", "when": "2026-03-01T09:00:00+08:00"}
    path = folder / f"{name}{SUFFIX}"
    path.write_bytes(json.dumps(head).encode() + b"\n" + dumps(Dossier(year=2026, unit=Unit(name=name))))
    return path


@pytest.mark.parametrize("bad", ["a\0b", "\ud800", "x" * 5000, "/\x7f/..", "//", "C:\\?*"])
def test_one_bad_path_hides_no_other(window: MainWindow, bad: str) -> None:
    kept_by_nobody("好局")
    kept_by_nobody("坏局", bad)
    window.actions_by_id["recover"].trigger()
    assert sorted(row[1] for row in listed(window)) == ["坏局", "好局"]
    press(window, "打开所选")
    assert {dossier_of(one).unit.name for one in windows_beside(window) if one.session} == {"坏局", "好局"}


def test_damaged_and_newer_ones_are_set_aside_with_a_word(window: MainWindow) -> None:
    good, damaged, newer = (kept_by_nobody(name) for name in ("好局", "坏局", "新局"))
    damaged.write_bytes(damaged.read_bytes()[:-30])
    newer.write_bytes(re.sub(rb'"version": \d+', b'"version": 99', newer.read_bytes()))
    window.recovery.begin()
    assert [row[1] for row in listed(window)] == ["好局"]
    assert "坏局" in window.messages.text
    assert "请升级" in window.messages.text
    assert str(recovery_folder() / ASIDE) in window.messages.text
    assert good.is_file()
    assert sorted(one.name for one in (recovery_folder() / ASIDE).iterdir()) == sorted([damaged.name, newer.name])


def test_one_that_cannot_be_read_now_stays_where_it_is(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept_by_nobody("好局")

    def failing(_: Path, __: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(jxmb, "read_bounded", failing)
        window.actions_by_id["recover"].trigger()
    assert path.is_file()
    assert "好局" in window.messages.text
    window.actions_by_id["recover"].trigger()
    assert [row[1] for row in listed(window)] == ["好局"]


@pytest.mark.parametrize("lock", [b"", b"{", b"garbage" * 1000, None])
def test_no_lock_that_was_left_hides_work(window: MainWindow, lock: bytes | None) -> None:
    """An empty one, a damaged one, one of a process number that is another process's now, of a renamed computer."""
    path = kept_by_nobody("好局")
    beside = lock_path(path)
    said = {"who": "我", "machine": "旧名", "number": "1", "process": os.getpid(), "birth": "早先", "token": "t"}
    beside.write_bytes(json.dumps(said | {"since": "2026-03-01T09:00:00+08:00"}).encode() if lock is None else lock)
    long_ago = beside.stat().st_mtime - 3600
    os.utime(beside, (long_ago, long_ago))
    window.actions_by_id["recover"].trigger()
    assert [row[1] for row in listed(window)] == ["好局"]


def test_locks_of_windows_that_are_gone_do_not_stay_behind(window: MainWindow, office: MainWindow) -> None:
    """Killed before anything was kept, or right after saving: nothing is left but the lock."""
    folder = recovery_folder()
    gone, kept = lock_path(folder / f"gone{SUFFIX}"), lock_path(kept_by_nobody("好局"))
    for lock in (gone, kept):
        lock.write_bytes(b"")
        os.utime(lock, (1, 1))
    alive = [lock for lock in folder.glob(f".*{SUFFIX}.lock") if lock not in (gone, kept)]
    assert alive, "of the window that is open"
    window.actions_by_id["recover"].trigger()
    assert not gone.exists()
    assert kept.exists(), "what it lies beside is still offered"
    assert all(lock.exists() for lock in alive)
    assert office.session is not None


def test_what_was_found_again_is_a_step_that_can_be_undone(window: MainWindow, files: list[Path]) -> None:
    """Undo of everything gives the bytes of the file, as if the crash had not been."""
    before = files[0].read_bytes()
    typed = load(files[0])
    typed.unit.phone = "0991"
    typed.forms[0].name = "另一个名字"
    path = kept_by_nobody("信访局", str(files[0]))
    head = json.loads(path.read_bytes().partition(b"\n")[0]) | {"fingerprint": fingerprint(files[0])}
    path.write_bytes(json.dumps(head).encode() + b"\n" + dumps(typed))
    window.actions_by_id["recover"].trigger()
    press(window, "打开所选")
    assert dumps(dossier_of(window)) == dumps(typed)
    assert window.isWindowModified()
    assert "找回" in window.actions_by_id["undo"].text()
    window.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(window)) == before
    assert not window.isWindowModified()
    window.actions_by_id["redo"].trigger()
    assert dumps(dossier_of(window)) == dumps(typed)


def left_open(name: str, **texts: str) -> Path:
    """As ``kept_by_nobody``, with cells that were open; a place is named with _ for the dot."""
    path = kept_by_nobody(name)
    head, _, body = path.read_bytes().partition(b"\n")
    opened = {place.replace("_", ".", 1): text for place, text in texts.items()}
    path.write_bytes(json.dumps(json.loads(head) | {"open": opened}).encode() + b"\n" + body)
    return path


def test_what_stood_in_open_cells_is_saved_elsewhere_too(
    window: MainWindow, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    path = left_open("好局", unit_phone="0991", unit_head="李")
    window.actions_by_id["recover"].trigger()
    save_as(tmp_path / "另存.jxmb")
    press(window, "另存…")
    assert (load(tmp_path / "另存.jxmb").unit.phone, load(tmp_path / "另存.jxmb").unit.head) == ("0991", "李")
    assert not path.exists()
    assert not lock_path(tmp_path / "另存.jxmb").exists()


def test_what_is_no_value_or_has_no_place_keeps_its_backup(
    window: MainWindow, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    path = left_open("好局", unit_phone="0991", gone_weight="12", **{"budget+functions+amount": "12.5.5"})
    window.actions_by_id["recover"].trigger()
    save_as(tmp_path / "另存.jxmb")
    press(window, "另存…")
    assert load(tmp_path / "另存.jxmb").unit.phone == "0991"
    assert "2 处" in window.messages.text
    assert "“12”" in window.messages.text
    assert "“12.5.5”" in window.messages.text
    assert path.exists()
    press(window, "打开所选")
    opened = next(one for one in windows_beside(window) if one.session)
    assert "“12”" in opened.messages.text
    assert "12.5.5" not in opened.messages.text
    assert opened.session is not None
    assert [one.text for one in opened.session.drafts.all] == ["12.5.5"]
    assert [one.name for one in (recovery_folder() / ASIDE).iterdir()] == [path.name]


@pytest.mark.parametrize(("slip", "word"), [(MemoryError(), "内存不够"), (KeyError("x"), "程序出错")])
def test_what_nobody_foresaw_while_keeping_is_told(
    office: MainWindow, monkeypatch: pytest.MonkeyPatch, slip: Exception, word: str
) -> None:
    def slips(*_: object) -> bytes:
        raise slip

    logged: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(recovery, "steady", slips)
        patch.setattr(threading, "excepthook", logged.append)
        assert office.session is not None
        office.session._keep_timer.setInterval(10)
        office.show_page("unit")
        write(field(office, "unit.phone"), "1")
        wait_for(lambda: word in office.messages.text)
    assert logged
    write(field(office, "unit.phone"), "2")
    wait_for(lambda: any(b'"12"' in one.read_bytes() for one in recovery_folder().glob(f"*{SUFFIX}")))


def test_a_full_recovery_disk_is_told_at_the_first_change(office: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(recovery, "write_whole", full)
    assert office.session is not None
    office.session._keep_timer.setInterval(10)
    office.show_page("unit")
    write(field(office, "unit.phone"), "1")
    wait_for(lambda: "磁盘空间不足" in office.messages.text)
    assert str(recovery_folder()) in office.messages.text
