"""Two clerks and one file: the second can only look, is told, takes over; what happens to the file is told at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QFileSystemWatcher, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from models.files import machine, saving
from models.files.jxmb import FileProblem, dumps, load, save
from models.files.lock import lock_path
from models.files.saving import OnDisk
from models.folders import SAMPLES
from tests.ui.answers import button_of
from tests.ui.conftest import (
    PATIENCE,
    by_name,
    click,
    dossier_of,
    every,
    field,
    settle,
    wait_for,
    windows_beside,
    write,
)
from ui.importing.dialog import ImportDialog
from ui.program.windows import ProgramWindows
from ui.session import file_lock, watching
from ui.session.discarded import discarded
from ui.versions.differences import DifferencesDialog
from ui.window.window import MainWindow

PROJECT = Path(__file__).resolve().parents[3]
COLLEAGUE = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.ground.settings import Settings
from ui.session.session import Session

application = QCoreApplication([])
session = Session.open(Path(sys.argv[1]), {}, Settings(Path(sys.argv[2])))
session.claim()
print(session.read_only or "mine", flush=True)
for line in sys.stdin:
    word, _, text = line.strip().partition(" ")
    told = {"type": lambda: session.set_value("unit.phone", text), "save": session.save, "close": session.close}[word]()
    print(told, flush=True)
"""


class Colleague:
    """Another process with the same file open."""

    def __init__(self, file: Path, settings: Path) -> None:
        command = [sys.executable, "-c", COLLEAGUE, str(file), str(settings)]
        self.process = subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.greeting = self._heard()

    def _heard(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def does(self, *words: str) -> None:
        assert self.process.stdin is not None
        for word in words:
            self.process.stdin.write(f"{word}\n")
            self.process.stdin.flush()
            assert self._heard()

    def leave(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds here."""
    monkeypatch.setattr(file_lock, "ASK", 30)
    monkeypatch.setattr(watching, "QUIET", 30)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with forms, goals and indicators."""
    path = tmp_path / "shared" / "示例局2026.jxmb"
    path.parent.mkdir()
    save(load(next(one for one in SAMPLES.glob("*.jxmb") if "江汉" in one.stem)), path)
    return path


@pytest.fixture
def colleague(file: Path, tmp_path: Path) -> Iterator[Colleague]:
    """The file is open in another process."""
    other = Colleague(file, tmp_path / "other.ini")
    assert other.greeting == "mine"
    yield other
    other.leave()


@pytest.fixture
def second(colleague: Colleague, make_program: Callable[..., ProgramWindows], file: Path) -> MainWindow:
    """The file opened here as well."""
    assert colleague.process.poll() is None
    return make_program(file).windows[0]


@pytest.fixture
def alone(make_program: Callable[..., ProgramWindows], file: Path) -> MainWindow:
    """The file opened here only."""
    window = make_program(file).windows[0]
    window.show_page("unit")
    return window


def told(window: MainWindow, word: str) -> None:
    wait_for(lambda: word in window.messages.text)


def press(window: MainWindow, word: str) -> None:
    settle()
    click(button_of(window.messages, word))


def type_on(window: MainWindow, text: str) -> None:
    """Behind what stands in the telephone number."""
    phone(window).setFocus()
    QTest.keyClick(phone(window), Qt.Key.Key_End)
    write(phone(window), text)


def phone(window: MainWindow) -> QLineEdit:
    line = field(window, "unit.phone")
    assert isinstance(line, QLineEdit)
    return line


# --- the second clerk ------------------------------------------------------------------------------------------------


def test_the_second_is_told_who_has_it_where_and_since_when(second: MainWindow) -> None:
    words = second.messages.text
    assert machine.user() in words
    assert machine.machine()[0] in words
    assert "起）" in words
    assert "（只读）" in second.windowTitle()
    assert second.files.saved_words() == "只读"


def test_what_the_second_types_is_not_taken_and_not_seen(second: MainWindow) -> None:
    second.show_page("unit")
    before, line = dumps(dossier_of(second)), phone(second)
    shown = line.text()
    second.messages.clear()
    write(line, "7")
    settle()
    assert dumps(dossier_of(second)) == before
    assert line.text() == shown
    assert machine.user() in second.messages.text, "it is said why"
    assert not second.isWindowModified()


EDITING = ("add_department", "duplicate_form", "form_up", "form_down", "delete_form", "paste", "undo", "redo")


def test_no_action_of_a_menu_changes_anything_there(second: MainWindow) -> None:
    before = dumps(dossier_of(second))
    pages = [form.id for form in dossier_of(second).forms]
    for page in pages:
        second.show_page(page)
        second.pages.take_focus()
        for name in EDITING:
            second.actions_by_id[name].trigger()
            assert dumps(dossier_of(second)) == before, name
        tree = second.pages.form_page()
        assert tree is not None
        for action in tree.tree_actions():
            if action.isEnabled() and not action.isSeparator() and not action.text().endswith("…"):
                action.trigger()
                assert dumps(dossier_of(second)) == before, action.text()
    settle()


def test_under_another_name_the_second_goes_on(
    second: MainWindow, file: Path, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    theirs, own = file.read_bytes(), tmp_path / "我的.jxmb"
    save_as(own)
    press(second, "另存为…")
    second.show_page("unit")
    type_on(second, "7")
    assert second.files.save()
    assert load(own).unit.phone.endswith("7")
    assert file.read_bytes() == theirs
    assert "只读" not in second.windowTitle()


def test_the_file_of_another_is_not_saved_over(second: MainWindow, file: Path, save_as: Callable[[Path], None]) -> None:
    before = file.read_bytes()
    save_as(file)
    second.actions_by_id["save_as"].trigger()
    assert file.read_bytes() == before
    assert machine.user() in second.messages.text


@pytest.mark.parametrize("leaving", ["close", "killed"])
def test_the_second_hears_when_it_is_free_and_takes_over_what_was_saved(
    second: MainWindow, colleague: Colleague, file: Path, leaving: str
) -> None:
    colleague.does("type 0991", "save")
    told(second, "已被别人")
    if leaving == "close":
        colleague.does("close")
    else:
        colleague.leave()
        colleague.process.wait()
    told(second, "没有别人打开了")
    press(second, "接着编辑")
    second.show_page("unit")
    assert phone(second).text() == "0991"
    type_on(second, "7")
    assert second.files.save()
    assert load(file).unit.phone == "09917"


def test_who_closes_lets_the_next_one_in(alone: MainWindow, file: Path, tmp_path: Path) -> None:
    busy = Colleague(file, tmp_path / "o.ini")
    busy.leave()
    assert busy.greeting.startswith("只能看")
    alone.actions_by_id["close"].trigger()
    free = Colleague(file, tmp_path / "o.ini")
    free.leave()
    assert free.greeting == "mine"


# --- what happens to the file ----------------------------------------------------------------------------------------


def rewritten(file: Path) -> bytes:
    """A colleague whose program knows of no lock saves another telephone number."""
    dossier = load(file)
    dossier.unit.phone = "13"
    save(dossier, file)
    return file.read_bytes()


def test_a_change_by_another_hand_is_told_at_once_and_compared(alone: MainWindow, file: Path) -> None:
    rewritten(file)
    told(alone, "已被别人")
    press(alone, "比较")
    wait_for(lambda: bool(every(alone, DifferencesDialog)))
    dialog = every(alone, DifferencesDialog)[0]
    assert dialog.list.topLevelItemCount() == 1
    assert dialog.list.topLevelItem(0).text(3) == "13"
    dialog.close()


def test_reloading_shows_the_file_and_keeps_what_was_not_saved(alone: MainWindow, file: Path) -> None:
    type_on(alone, "7")
    own = dossier_of(alone).unit.phone
    theirs = rewritten(file)
    told(alone, "已被别人")
    press(alone, "重新载入")
    assert alone.page == "unit"
    assert phone(alone).text() == "13"
    assert not alone.isWindowModified()
    assert "以前的版本" in alone.messages.text
    assert [one.dossier().unit.phone for one in discarded(file)] == [own]
    type_on(alone, "1")
    assert alone.files.save()
    assert file.read_bytes() != theirs


def test_a_share_that_tells_nothing_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, make_program: Callable[..., ProgramWindows], file: Path
) -> None:
    monkeypatch.setattr(watching, "LOOK", 40)
    monkeypatch.setattr(QFileSystemWatcher, "addPaths", lambda *_: [])
    window = make_program(file).windows[0]
    rewritten(file)
    told(window, "已被别人")


def test_a_share_that_fails_and_hangs_holds_up_nobody(
    alone: MainWindow, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answers, failed = threading.Event(), threading.Event(), list[object]()

    def looking(*_: object) -> OnDisk:
        if not failed:
            raise MemoryError
        asked.set()
        assert answers.wait(PATIENCE / 1000)
        return OnDisk.UNREADABLE

    wait_for(lambda: bool(alone.session and every(alone.session, QFileSystemWatcher)))  # the first look is over
    monkeypatch.setattr(threading, "excepthook", failed.append)
    monkeypatch.setattr(watching, "state_on_disk", looking)
    rewritten(file)
    wait_for(lambda: bool(failed))
    rewritten(file)
    wait_for(asked.is_set)
    type_on(alone, "7")
    assert dossier_of(alone).unit.phone.endswith("7")
    assert not alone.messages.text
    answers.set()
    told(alone, "读不出来")


def test_a_file_that_vanished_is_told_and_not_made_again(alone: MainWindow, file: Path) -> None:
    file.unlink()
    told(alone, "移动、改名或删除")
    type_on(alone, "7")
    alone.actions_by_id["save"].trigger()
    assert not file.exists()
    assert {one.text() for one in every(alone.messages, QPushButton)} >= {"重新写到原处", "另存为…"}
    press(alone, "重新写到原处")
    assert load(file).unit.phone.endswith("7")
    assert not alone.isWindowModified()


def test_a_file_that_comes_back_as_it_was_is_told_too(alone: MainWindow, file: Path) -> None:
    away = file.with_name("别处")
    file.rename(away)
    told(alone, "移动、改名或删除")
    away.rename(file)
    told(alone, "又和打开时一样")
    type_on(alone, "7")
    assert alone.files.save()


def test_what_one_saves_oneself_is_not_told(alone: MainWindow, qtbot: QtBot) -> None:
    for _ in range(3):
        type_on(alone, "7")
        assert alone.files.save()
        qtbot.wait(4 * watching.QUIET)  # that nothing comes can only be seen by waiting
        assert alone.messages.text == ""


def test_a_file_that_cannot_be_read_is_not_known_to_be_unchanged(
    alone: MainWindow, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save_as: Callable[[Path], None]
) -> None:
    def unreadable(path: Path | str) -> bytes:
        raise FileProblem(Path(path).name, "读不出来") from OSError(5, "Input/output error")

    type_on(alone, "7")
    theirs = rewritten(file)
    monkeypatch.setattr(saving, "read_file", unreadable)
    assert not alone.files.save()
    assert file.read_bytes() == theirs
    assert "不知道有没有被别人改过" in alone.messages.text
    elsewhere = tmp_path / "另存.jxmb"
    save_as(elsewhere)
    press(alone, "另存为…")
    assert load(elsewhere).unit.phone.endswith("7")
    assert file.read_bytes() == theirs


def test_where_memory_runs_out_while_saving_nothing_is_lost(
    alone: MainWindow, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise MemoryError

    before = file.read_bytes()
    type_on(alone, "7")
    with monkeypatch.context() as patch:
        patch.setattr(saving, "save", full)
        assert not alone.files.save()
    assert file.read_bytes() == before
    assert "内存不够" in alone.messages.text
    assert alone.isWindowModified()
    assert alone.files.save()
    assert load(file).unit.phone.endswith("7")


def test_a_recovered_dossier_whose_file_a_colleague_has_becomes_one_of_its_own(
    colleague: Colleague, file: Path, make_program: Callable[..., ProgramWindows]
) -> None:
    from models.folders import recovery_folder
    from ui.session.recovery import Recovery

    assert colleague.process.poll() is None
    left = load(file)
    left.unit.phone = "恢复"
    recovery = Recovery(recovery_folder())
    recovery.write(left, file, "")
    recovery.wait()
    recovery._lock.release()
    window = make_program().windows[0]
    wait_for(window.recovered.isVisible)
    click(by_name(window.recovered, "打开所选"))
    assert dossier_of(window).unit.phone == "恢复"
    assert window.session is not None
    assert window.session.path is None
    assert not window.session.read_only
    assert "另存" in window.messages.text


def test_nothing_is_imported_into_what_may_only_be_looked_at(
    second: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = SAMPLES / "项目支出（粘贴文本）.txt"
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(pasted)], ""))
    before = dumps(dossier_of(second))
    second.actions_by_id["import"].trigger()
    dialog = every(second, ImportDialog)[0]
    assert "只能看" in dialog.status.text()
    assert [where for where, way in dialog.destination.ways.items() if way.isEnabled()] == ["new"]
    wait_for(dialog.go.isEnabled)
    click(dialog.go)
    assert dumps(dossier_of(second)) == before
    assert len(windows_beside(second)) == 2


def test_a_lock_that_was_taken_over_while_the_computer_slept_is_told(
    make_program: Callable[..., ProgramWindows], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_lock, "REFRESH", 30)
    window = make_program(file).windows[0]
    beside = lock_path(file)
    beside.write_text(beside.read_text(encoding="utf-8").replace('"token": "', '"token": "another'), encoding="utf-8")
    told(window, "停了一阵")
    window.show_page("unit")
    type_on(window, "7")
    assert window.files.save(), "what is in the file is what was opened"


def test_a_lock_left_by_a_dead_process_keeps_nobody_out(
    colleague: Colleague, make_program: Callable[..., ProgramWindows], file: Path
) -> None:
    colleague.leave()
    assert lock_path(file).exists()
    window = make_program(file).windows[0]
    assert window.session is not None
    assert not window.session.read_only
