"""Files: nothing is written over unseen, nothing typed is lost, one window for one file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from models.dossier import Unit
from models.folders import SAMPLES, recovery_folder
from models.storage import load, save
from models.template import FormTemplate
from tests.ui.conftest import click, dossier_of, every
from ui.desk import Desk
from ui.new import from_last_year, new_dossier
from ui.recovery import left_behind
from ui.session import Session
from ui.settings import Settings
from ui.unplaced import UnplacedDialog
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screenless platform
PROJECT = Path(__file__).resolve().parents[2]
PASTED = SAMPLES / "项目支出（粘贴文本）.txt"


@pytest.fixture
def file(tmp_path: Path, templates: dict[str, FormTemplate]) -> Path:
    """A saved dossier of one project."""
    path = tmp_path / "信访局2026.jxmb"
    dossier = new_dossier(Unit(name="信访局"), 2026, [templates["korla-project-2023"]])
    save(dossier, path)
    return path


def test_a_file_given_at_the_start_is_opened(make_desk: Callable[..., Desk], file: Path) -> None:
    desk = make_desk(file)
    assert len(desk.windows) == 1
    assert dossier_of(desk.windows[0]).unit.name == "信访局"
    assert desk.settings.recent == [file.resolve()]


def test_a_file_given_at_the_start_can_be_typed_into_at_once(
    make_desk: Callable[..., Desk], file: Path, qtbot: QtBot
) -> None:
    window = make_desk(file).windows[0]
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.qWait(10)
    focused = window.focusWidget()
    assert focused is not None
    assert str(focused.property("path")).startswith(dossier_of(window).forms[0].id)


def test_a_broken_file_is_told_in_the_window(make_desk: Callable[..., Desk], tmp_path: Path) -> None:
    broken = tmp_path / "坏.jxmb"
    broken.write_text("{", encoding="utf-8")
    desk = make_desk(broken)
    assert "坏.jxmb" in desk.windows[0].messages.text


def test_the_same_file_is_opened_once(make_desk: Callable[..., Desk], file: Path) -> None:
    desk = make_desk(file)
    assert desk.open(file) is desk.windows[0]
    assert len(desk.windows) == 1


def test_a_second_start_hands_its_file_over(make_desk: Callable[..., Desk], file: Path, qtbot: QtBot) -> None:
    desk = make_desk()
    call = f"hand_over([Path({str(file)!r})])"
    code = f"import sys; from pathlib import Path; from ui.single import hand_over; sys.exit(not {call})"
    other = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT)
    qtbot.waitUntil(lambda: desk.windows[0].session is not None, timeout=10000)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=10000)
    assert other.returncode == 0
    assert len(desk.windows) == 1


def test_a_file_changed_by_another_hand_is_not_written_over(
    make_desk: Callable[..., Desk], file: Path, save_as: Callable[[Path], None], tmp_path: Path
) -> None:
    window = make_desk(file).windows[0]
    assert window.session is not None
    window.session.set_value("unit.phone", "1")
    file.write_text(file.read_text(encoding="utf-8") + " ", encoding="utf-8")
    theirs = file.read_bytes()
    assert not window.files.save()
    assert file.read_bytes() == theirs
    assert "改过" in window.messages.text
    target = tmp_path / "另存.jxmb"
    save_as(target)
    button = next(one for one in every(window.messages, QPushButton) if one.text() == "另存为…")
    click(button)
    assert load(target).unit.phone == "1"


def test_a_clean_close_leaves_nothing(make_desk: Callable[..., Desk], file: Path) -> None:
    window = make_desk(file).windows[0]
    assert window.session is not None
    window.session.set_value("unit.phone", "1")
    window.session.keep()
    window.files.save()
    window.close()
    assert left_behind(recovery_folder()) == []


def test_import_makes_a_dossier(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, shared_forms: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(shared_forms / "korla-2023.txt")], ""))
    window.actions_by_id["import"].trigger()
    qtbot.waitUntil(lambda: window.session is not None, timeout=10000)
    assert len(dossier_of(window).forms) == 3
    assert "导入了 3 张表" in window.messages.text


def test_an_import_shows_what_came_in_and_lists_all_that_found_no_place(
    office: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    source = tmp_path / "去年的表.txt"
    other = "| 车辆 | 年初里程 |\n| --- | --- |\n" + "\n".join(f"| 第{n}辆 | {n}00公里 |" for n in range(9))
    source.write_text(f"{other}\n\n{PASTED.read_text('utf-8')}", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(source)], ""))
    before = {form.id for form in dossier_of(office).forms}
    office.actions_by_id["import"].trigger()
    qtbot.waitUntil(lambda: len(dossier_of(office).forms) > len(before), timeout=10000)
    assert office.pages.page == next(form.id for form in dossier_of(office).forms if form.id not in before)
    click(next(one for one in every(office.messages, QPushButton) if "列出" in one.text()))
    listed = next(one for one in every(office, UnplacedDialog) if one.isVisible())
    assert all(f"列：第{n}辆" in listed.text.toPlainText() for n in range(9))
    click(next(one for one in every(listed, QPushButton) if one.text() == "全部复制"))
    assert "800公里" in QGuiApplication.clipboard().text()
    listed.close()


def test_last_years_dossier_becomes_this_years_ground(file: Path) -> None:
    last = load(file)
    made = from_last_year(last)
    assert made.year == 2027
    assert {form.id for form in made.forms}.isdisjoint(form.id for form in last.forms)


def test_a_session_tells_what_it_refuses(templates: dict[str, FormTemplate], tmp_path: Path, qtbot: QtBot) -> None:
    session = Session(new_dossier(Unit(), 2026, []), templates, Settings(tmp_path / "s.ini"))
    with qtbot.waitSignal(session.refused):
        assert not session.set_value("dossier.year", 3000)
    session.close()
