"""Files: nothing is written over unseen, nothing typed is lost, one window for one file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from importers.assemble import Assembled
from models.dossier import Budget, Dossier, Unit
from models.files.jxmb import load, save
from models.folders import SAMPLES, recovery_folder
from models.making import new_dossier
from models.templates.template import FormTemplate
from models.values import FundingSource, MoneyLine
from tests.ui.conftest import click, dossier_of, every, settle
from ui.ground.settings import Settings
from ui.importing.destination import ImportOrder, Where
from ui.importing.dialog import ImportDialog
from ui.importing.unplaced import UnplacedDialog
from ui.program.windows import ProgramWindows
from ui.session.recovery import left_behind
from ui.session.session import Session
from ui.window.window import MainWindow

PROJECT = Path(__file__).resolve().parents[3]
PASTED = SAMPLES / "项目支出（粘贴文本）.txt"


@pytest.fixture
def file(tmp_path: Path, templates: dict[str, FormTemplate]) -> Path:
    """A saved dossier of one project."""
    path = tmp_path / "信访局2026.jxmb"
    dossier = new_dossier(Unit(name="信访局"), 2026, [templates["korla-project-2023"]])
    save(dossier, path)
    return path


def agree(window: MainWindow, qtbot: QtBot) -> None:
    """Clicks 导入 in the dialog as soon as its files are understood."""
    asked = every(window, ImportDialog)[0]
    qtbot.waitUntil(asked.go.isEnabled, timeout=10000)
    click(asked.go)


def test_a_file_given_at_the_start_is_opened(make_program: Callable[..., ProgramWindows], file: Path) -> None:
    program = make_program(file)
    assert len(program.windows) == 1
    assert dossier_of(program.windows[0]).unit.name == "信访局"
    assert program.settings.recent == [file.resolve()]


def test_a_file_given_at_the_start_can_be_typed_into_at_once(
    make_program: Callable[..., ProgramWindows], file: Path, qtbot: QtBot
) -> None:
    window = make_program(file).windows[0]
    with qtbot.waitActive(window):
        window.activateWindow()
    settle()
    focused = window.focusWidget()
    assert focused is not None
    assert str(focused.property("path")).startswith(dossier_of(window).forms[0].id)


def test_a_broken_file_is_told_in_the_window(make_program: Callable[..., ProgramWindows], tmp_path: Path) -> None:
    broken = tmp_path / "坏.jxmb"
    broken.write_text("{", encoding="utf-8")
    program = make_program(broken)
    assert "坏.jxmb" in program.windows[0].messages.text
    assert list(recovery_folder().iterdir()) == []


def test_a_broken_file_is_told_where_it_was_asked_for(
    make_program: Callable[..., ProgramWindows], file: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.jxmb"
    broken.write_text("{", encoding="utf-8")
    program = make_program(file)
    second = program.new_window()
    assert program.open(broken, second) is second
    assert "坏.jxmb" in second.messages.text
    assert program.windows[0].messages.text == ""
    assert program.open(broken) is program.windows[0]
    assert "坏.jxmb" in program.windows[0].messages.text, "without a window the first one tells it"


def test_the_same_file_is_opened_once(make_program: Callable[..., ProgramWindows], file: Path) -> None:
    program = make_program(file)
    assert program.open(file) is program.windows[0]
    assert len(program.windows) == 1


def test_a_second_start_hands_its_file_over(
    make_program: Callable[..., ProgramWindows], file: Path, qtbot: QtBot
) -> None:
    program = make_program()
    call = f"hand_over([Path({str(file)!r})])"
    code = (
        f"import sys; from pathlib import Path; from ui.program.single_instance import hand_over; sys.exit(not {call})"
    )
    other = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT)
    qtbot.waitUntil(lambda: program.windows[0].session is not None, timeout=10000)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=10000)
    assert other.returncode == 0
    assert len(program.windows) == 1


def test_of_two_starts_at_the_same_moment_one_opens_both_files(tmp_path: Path, qtbot: QtBot) -> None:
    """A person marks two files and presses Enter: the system starts the program twice."""
    files = [tmp_path / f"{name}.jxmb" for name in "甲乙"]
    for one in files:
        save(Dossier(year=2026), one)
    surroundings = os.environ | {"XDG_DATA_HOME": str(tmp_path / "new"), "APPDATA": str(tmp_path / "new")}
    starts = [subprocess.Popen([sys.executable, "main.py", str(one)], cwd=PROJECT, env=surroundings) for one in files]
    try:
        qtbot.waitUntil(lambda: any(start.poll() is not None for start in starts), timeout=30000)
        assert sorted(str(start.poll()) for start in starts) == ["0", "None"]
    finally:
        for start in starts:
            start.kill()
            start.wait()


def test_a_file_changed_by_another_hand_is_not_written_over(
    make_program: Callable[..., ProgramWindows], file: Path, save_as: Callable[[Path], None], tmp_path: Path
) -> None:
    window = make_program(file).windows[0]
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


def test_a_clean_close_leaves_nothing(make_program: Callable[..., ProgramWindows], file: Path) -> None:
    window = make_program(file).windows[0]
    assert window.session is not None
    window.session.set_value("unit.phone", "1")
    window.session.keep()
    window.files.save()
    window.close()
    assert left_behind(recovery_folder()).left == []


def test_import_makes_a_dossier(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, shared_forms: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(shared_forms / "korla-2023.txt")], ""))
    window.actions_by_id["import"].trigger()
    agree(window, qtbot)
    assert len(dossier_of(window).forms) == 3
    assert "导入了 3 张表" in window.messages.text


def test_an_import_shows_what_came_in(office: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(PASTED)], ""))
    before = {form.id for form in dossier_of(office).forms}
    office.actions_by_id["import"].trigger()
    agree(office, qtbot)
    assert office.pages.page == next(form.id for form in dossier_of(office).forms if form.id not in before)


def test_last_years_dossier_becomes_this_years_ground(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    path = next(path for path in SAMPLES.glob("*.jxmb") if "库尔勒" in path.stem)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.actions_by_id["next_year"].trigger()
    last, made = load(path), dossier_of(window)
    assert made.year == last.year + 1
    assert {form.id for form in made.forms}.isdisjoint(form.id for form in last.forms)
    pairs = list(zip(last.forms[0].indicators(), made.forms[0].indicators(), strict=True))
    assert pairs
    for before, now in pairs:
        assert (now.name, now.target.text) == (before.name, before.target.text)
        assert not before.target or now.history[str(last.year)] == before.target.text


def test_a_session_tells_what_it_refuses(templates: dict[str, FormTemplate], tmp_path: Path, qtbot: QtBot) -> None:
    session = Session(new_dossier(Unit(), 2026, []), templates, Settings(tmp_path / "s.ini"))
    with qtbot.waitSignal(session.refused):
        assert not session.set_value("dossier.year", 3000)
    session.close()


def test_what_an_import_found_no_place_for_is_listed_whole(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    odd = tmp_path / "去年.txt"
    rows = ("一级指标\t二级指标\t三级指标\t指标值\t分值权重", "产出指标\t数量指标\t编印档案目录\t≥3册\t很多")
    odd.write_text("项目支出绩效目标表\n项目名称\t档案整理\n" + "\n".join(rows) + "\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(odd)], ""))
    window.actions_by_id["import"].trigger()
    agree(window, qtbot)
    assert "有 1 处文字没有认出" in window.messages.text
    click(next(one for one in every(window.messages, QPushButton) if one.text() == "看清单…"))
    dialog = every(window, UnplacedDialog)[0]
    listed = dialog.list.topLevelItem(0)
    assert listed is not None
    assert listed.text(2) == "很多"
    click(next(one for one in every(dialog, QPushButton) if one.text() == "复制清单"))
    assert QApplication.clipboard().text().endswith("很多")
    dialog.close()


def test_a_budget_that_is_not_taken_in_is_told(office: MainWindow) -> None:
    def with_budget(amount: str) -> Dossier:
        income = {FundingSource.FISCAL: MoneyLine(amount=Decimal(amount))}
        return Dossier(year=2026, budget=Budget(income=income))

    def take_in(amount: str) -> None:
        order = ImportOrder(Where.HERE, Assembled(with_budget(amount)), 2025)
        office.imports._take_in(office.session, order)

    take_in("10")
    assert dossier_of(office).budget == with_budget("10").budget
    assert "部门预算没有写进来" not in office.messages.text
    take_in("20")
    assert dossier_of(office).budget == with_budget("10").budget
    assert "来源里的部门预算没有写进来" in office.messages.text


def test_a_link_that_leads_back_to_itself_is_refused_in_words(window: MainWindow, tmp_path: Path) -> None:
    loop = tmp_path / "环.jxmb"
    loop.symlink_to(loop)
    window.files.open_path(loop)
    assert "环.jxmb" in window.messages.text
    assert window.session is None
