"""The recovery file while a person works: written although nobody pauses, gone when the dossier is left well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.files.jxmb import load, loads, save
from models.folders import recovery_folder
from models.making import new_dossier
from models.templates.template import FormTemplate
from tests.ui.answers import answer_with
from tests.ui.conftest import dossier_of, field, write
from ui.program.windows import ProgramWindows
from ui.session import session as session_module
from ui.session.recovery import SUFFIX
from ui.window.window import MainWindow


@pytest.fixture
def file(tmp_path: Path, templates: dict[str, FormTemplate]) -> Path:
    """A saved dossier of one project."""
    path = tmp_path / "信访局2026.jxmb"
    save(new_dossier(Unit(name="信访局"), 2026, [templates["korla-project-2023"]]), path)
    return path


def kept() -> list[Dossier]:
    """What the recovery files hold now."""
    files = sorted(recovery_folder().glob(f"*{SUFFIX}"))
    return [loads(one.read_bytes().partition(b"\n")[2], one.name) for one in files]


def opened(make_program: Callable[..., ProgramWindows], file: Path, qtbot: QtBot) -> tuple[MainWindow, QLineEdit]:
    """The file in a window, the cursor in the telephone number."""
    window = make_program(file).windows[0]
    window.show_page("unit")
    line = field(window, "unit.phone")
    assert isinstance(line, QLineEdit)
    qtbot.waitUntil(line.isVisible)
    line.setFocus()
    return window, line


@pytest.fixture
def typed(
    make_program: Callable[..., ProgramWindows], file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> tuple[MainWindow, Path]:
    """A window with something typed, which is in the recovery file by now."""
    monkeypatch.setattr(session_module, "KEEP_DELAY", 20)
    window, line = opened(make_program, file, qtbot)
    write(line, "0991")
    qtbot.waitUntil(lambda: [one.unit.phone for one in kept()] == ["0991"])
    return window, file


def type_without_pause(line: QLineEdit, until: Callable[[], bool]) -> bool:
    """A key every few ms, for five seconds at most; False where what was waited for did not come."""
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < 5000 and not until():
        QTest.keyClick(line, Qt.Key.Key_7)
        QApplication.processEvents()
    return until()


def test_what_is_typed_without_pause_is_kept_meanwhile(
    make_program: Callable[..., ProgramWindows], file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "KEEP_DELAY", 400)
    window, line = opened(make_program, file, qtbot)
    assert type_without_pause(line, lambda: bool(kept())), "nothing is kept as long as typing goes on"
    first = kept()[0].unit.phone
    assert set(first) == {"7"}
    assert type_without_pause(line, lambda: len(kept()[0].unit.phone) > len(first)), "only the beginning is kept"
    assert dossier_of(window).unit.phone.startswith(kept()[0].unit.phone)
    assert load(file).unit.phone == "", "a person's own file is written when they save it"


def test_what_is_kept_waits_a_moment(make_program: Callable[..., ProgramWindows], file: Path, qtbot: QtBot) -> None:
    """A disk is not to be written at every key; a second of work is soon done again."""
    assert 500 <= session_module.KEEP_DELAY <= 1500, "with the writing itself two seconds at most"
    _window, line = opened(make_program, file, qtbot)
    QTest.keyClick(line, Qt.Key.Key_7)
    QApplication.processEvents()
    assert not kept()


@pytest.mark.parametrize("leave", ["close", "window"])
def test_what_is_not_to_be_saved_leaves_no_recovery_file(typed: tuple[MainWindow, Path], leave: str) -> None:
    window, file = typed
    before = file.read_bytes()
    asked = answer_with("不保存")
    window.actions_by_id["close"].trigger() if leave == "close" else window.close()
    assert len(asked) == 1
    assert "信访局2026" in asked[0]
    assert window.session is None
    assert file.read_bytes() == before
    assert list(recovery_folder().iterdir()) == []


def test_what_is_saved_on_leaving_leaves_none_either(typed: tuple[MainWindow, Path]) -> None:
    window, file = typed
    answer_with("保存")
    window.actions_by_id["close"].trigger()
    assert load(file).unit.phone == "0991"
    assert list(recovery_folder().iterdir()) == []


@pytest.mark.parametrize("leave", ["close", "window"])
def test_who_thinks_better_of_leaving_has_everything_still(typed: tuple[MainWindow, Path], leave: str) -> None:
    window, file = typed
    answer_with("取消")
    window.actions_by_id["close"].trigger() if leave == "close" else window.close()
    assert dossier_of(window).unit.phone == "0991"
    assert window.isWindowModified()
    assert load(file).unit.phone == ""
    assert [one.unit.phone for one in kept()] == ["0991"]


def test_saved_and_undone_nothing_is_kept(typed: tuple[MainWindow, Path], qtbot: QtBot) -> None:
    window, _ = typed
    assert window.files.save()
    qtbot.waitUntil(lambda: not kept())
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: [one.unit.phone for one in kept()] == [""])
    window.actions_by_id["redo"].trigger()
    qtbot.waitUntil(lambda: not kept())
    assert not window.isWindowModified()


def test_nothing_is_asked_where_nothing_was_changed(
    make_program: Callable[..., ProgramWindows], file: Path, qtbot: QtBot
) -> None:
    window, _ = opened(make_program, file, qtbot)
    window.actions_by_id["close"].trigger()
    assert window.session is None


def test_what_was_made_or_imported_is_kept_before_anything_is_typed(
    make_program: Callable[..., ProgramWindows], templates: dict[str, FormTemplate], qtbot: QtBot
) -> None:
    made = new_dossier(Unit(name="文化馆"), 2026, [templates["korla-project-2023"]])
    made.forms[0].name = "流动展览"
    program = make_program()
    shown = program.create(made, program.windows[0])
    qtbot.waitUntil(lambda: [[form.name for form in one.forms] for one in kept()] == [["流动展览"]])
    answer_with("不保存")
    shown.close()
    assert list(recovery_folder().iterdir()) == []
