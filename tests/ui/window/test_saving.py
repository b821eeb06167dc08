"""Saving under a name: what another window or another hand has in a file is not written over unseen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from models.dossier import Dossier, Unit
from models.files.jxmb import load, save
from models.folders import recovery_folder
from models.forms import ProjectForm
from tests.ui.answers import answer_with, button_of
from tests.ui.conftest import click, every, field, settle, write
from ui.program.windows import ProgramWindows
from ui.session.recovery import SUFFIX, Recovery
from ui.window.window import MainWindow


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two saved dossiers."""
    made = tmp_path / "信访局.jxmb", tmp_path / "林业局.jxmb"
    for path in made:
        save(Dossier(year=2026, unit=Unit(name=path.stem)), path)
    return made


@pytest.fixture
def typed(make_program: Callable[..., ProgramWindows], files: tuple[Path, Path]) -> MainWindow:
    """The first of them in a window, something typed into it; the second is open in another window."""
    program = make_program(*files)
    window = program.windows[0]
    window.show_page("unit")
    write(field(window, "unit.phone"), "0991")
    return window


def test_a_file_that_another_window_has_is_not_written_over(
    typed: MainWindow, files: tuple[Path, Path], save_as: Callable[[Path], None]
) -> None:
    own, others = files
    before = others.read_bytes()
    save_as(others)
    typed.actions_by_id["save_as"].trigger()
    assert others.read_bytes() == before
    assert "林业局.jxmb" in typed.messages.text
    assert "另一个窗口" in typed.messages.text
    assert typed.isWindowModified()
    assert typed.session is not None
    assert typed.session.path == own


def test_under_its_own_name_it_is_simply_saved(
    typed: MainWindow, files: tuple[Path, Path], save_as: Callable[[Path], None]
) -> None:
    save_as(files[0])
    typed.actions_by_id["save_as"].trigger()
    assert load(files[0]).unit.phone == "0991"
    assert typed.messages.text == ""
    assert not typed.isWindowModified()


def test_who_chooses_the_changed_file_itself_gets_it_written(
    typed: MainWindow, files: tuple[Path, Path], save_as: Callable[[Path], None]
) -> None:
    """Saving refuses; 另存为 asks for a name, and the dialog itself asks before it gives that of a file."""
    own = files[0]
    own.write_text(own.read_text(encoding="utf-8") + " ", encoding="utf-8")
    typed.actions_by_id["save"].trigger()
    assert load(own).unit.phone == ""
    assert typed.isWindowModified()
    save_as(own)
    click(next(one for one in every(typed.messages, QPushButton) if one.text() == "另存为…"))
    assert load(own).unit.phone == "0991"
    assert not typed.isWindowModified()
    assert typed.messages.text == ""
    write(field(typed, "unit.phone"), "1")
    typed.actions_by_id["save"].trigger()
    assert load(own).unit.phone == "09911", "from now on it is its own file again"


def test_a_file_changed_after_another_name_was_given_is_not_written_over_either(
    typed: MainWindow, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    other = tmp_path / "新名字.jxmb"
    save_as(other)
    typed.actions_by_id["save_as"].trigger()
    theirs = other.read_bytes() + b" "
    other.write_bytes(theirs)
    write(field(typed, "unit.phone"), "1")
    typed.actions_by_id["save"].trigger()
    assert other.read_bytes() == theirs


@pytest.mark.parametrize(
    ("given", "name"),
    [("另存", "另存.jxmb"), ("2026.1", "2026.1.jxmb"), ("表.txt", "表.txt.jxmb"), ("大写.JXMB", "大写.JXMB")],
)
def test_the_suffix_is_added_where_it_lacks(
    typed: MainWindow, tmp_path: Path, save_as: Callable[[Path], None], given: str, name: str
) -> None:
    before = set(tmp_path.iterdir())
    save_as(tmp_path / given)
    typed.actions_by_id["save_as"].trigger()
    new = {one.name for one in set(tmp_path.iterdir()) - before}
    assert new == {name, f".{name}.lock"}, "the file, and the mark that somebody has it open"
    assert load(tmp_path / name).unit.phone == "0991"
    assert typed.windowTitle().startswith(Path(name).stem)


@pytest.mark.parametrize(("word", "phone"), [("替换", "0991"), ("取消", "")])
def test_a_file_that_only_the_added_suffix_names_is_asked_for(
    typed: MainWindow, tmp_path: Path, save_as: Callable[[Path], None], word: str, phone: str
) -> None:
    """The dialog asks before it gives the name of a file; of the suffix that comes behind it knows nothing."""
    there = tmp_path / "去年.jxmb"
    save(Dossier(year=2025), there)
    asked = answer_with(word)
    save_as(tmp_path / "去年")
    typed.actions_by_id["save_as"].trigger()
    assert len(asked) == 1
    assert "去年.jxmb" in asked[0]
    assert load(there).unit.phone == phone
    assert typed.isWindowModified() == (word == "取消")


@pytest.mark.parametrize("name", ["名" * 300, "信访局.jxmb/里面", "环.jxmb"])
def test_a_name_that_no_disk_takes_is_refused_in_words(
    typed: MainWindow, files: tuple[Path, Path], save_as: Callable[[Path], None], name: str
) -> None:
    (files[0].parent / "环.jxmb").symlink_to(files[0].parent / "环.jxmb")
    save_as(files[0].parent / name)
    typed.actions_by_id["save_as"].trigger()
    assert "没有保存" in typed.messages.text
    assert typed.isWindowModified()
    assert typed.session is not None
    assert typed.session.path == files[0]


@pytest.mark.parametrize("unit", ["甲/乙局", "../../外面", "con", "局\n名", "名" * 300, '<b>"*?'])
def test_the_name_that_is_proposed_is_one(
    make_program: Callable[..., ProgramWindows], unit: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_program().windows[0]
    window.files.create(Dossier(year=2026, unit=Unit(name=unit), forms=[ProjectForm(template="korla-project-2023")]))
    proposed: list[str] = []

    def given_up(*words: Any) -> tuple[str, str]:
        proposed.append(words[2])
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", given_up)
    window.actions_by_id["save_as"].trigger()
    name = Path(proposed[0])
    assert not name.exists()
    assert len(name.name.encode()) < 250
    assert window.files._folder() == name.parent
    del home


def test_a_name_that_is_not_given_saves_nothing(
    typed: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {one: one.read_bytes() for one in tmp_path.iterdir() if one.is_file()}
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: ("", ""))
    typed.actions_by_id["save_as"].trigger()
    assert {one: one.read_bytes() for one in tmp_path.iterdir() if one.is_file()} == before
    assert typed.isWindowModified()


@pytest.mark.parametrize("named", ["", "林业局.jxmb", "没有这个文件夹/新.jxmb"])
def test_a_window_whose_dossier_could_not_be_saved_stays_open(
    make_program: Callable[..., ProgramWindows],
    files: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    named: str,
) -> None:
    program = make_program(files[1])
    forms = [ProjectForm(template="korla-project-2023", name="甲项目")]
    window = program.create(Dossier(year=2026, unit=Unit(name="新单位"), forms=forms))
    chosen = str(tmp_path / named) if named else ""
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (chosen, ""))
    asked = answer_with("保存")
    assert not window.close()
    assert asked
    assert window in program.windows
    assert window.session is not None
    assert window.isWindowModified()
    assert bool(window.messages.text) is bool(named)
    answer_with("不保存")
    assert window.close()


def test_what_a_crash_left_is_not_saved_over_an_open_file_either(
    typed: MainWindow, files: tuple[Path, Path], save_as: Callable[[Path], None]
) -> None:
    left = Recovery(recovery_folder())
    left.write(Dossier(year=2024), None, "")
    left.wait()
    copy = left.path.with_name(f"留下的{SUFFIX}")
    copy.write_bytes(left.path.read_bytes())
    left.close()
    typed.actions_by_id["recover"].trigger()
    before = files[1].read_bytes()
    save_as(files[1])
    click(next(one for one in every(typed.recovered, QPushButton) if one.text() == "另存…"))
    assert files[1].read_bytes() == before
    assert "窗口里" in typed.messages.text
    assert copy.exists()


# --- a file that is read only ----------------------------------------------------------------------------------------


@pytest.fixture
def read_only(
    make_program: Callable[..., ProgramWindows], files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """One whose file may only be read; also for a superuser, who may do anything."""
    own, may = files[0], os.access
    own.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda path, mode, **how: Path(path) != own and may(path, mode, **how))
    return make_program(own).windows[0]


def test_it_is_told_when_it_is_opened_not_only_when_the_work_is_done(read_only: MainWindow) -> None:
    assert "只读的文件" in read_only.messages.text
    assert "（文件只读）" in read_only.windowTitle()
    assert button_of(read_only.messages, "另存为…").isVisible()


def test_it_may_be_changed_and_saved_under_another_name_that_is_proposed(
    read_only: MainWindow, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    own, proposed = files[0], []

    def answer(_parent: Any, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return name, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    before = own.read_bytes()
    read_only.show_page("unit")
    write(field(read_only, "unit.phone"), "0991")
    read_only.actions_by_id["save"].trigger()
    settle()
    assert "这个文件是只读的" in read_only.messages.text
    assert "Excel" not in read_only.messages.text, "no other program has it"
    assert read_only.isWindowModified()
    click(button_of(read_only.messages, "另存为…"))
    [name] = proposed
    assert Path(name) == own.with_stem(f"{own.stem}（副本）")
    assert own.read_bytes() == before
    assert load(Path(name)).unit.phone == "0991"
    assert "只读" not in read_only.windowTitle()
    assert not read_only.isWindowModified()


def test_where_the_folder_takes_no_file_another_folder_is_proposed(
    read_only: MainWindow, files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, proposed = files[0], []
    elsewhere = tmp_path / "文档"
    elsewhere.mkdir()
    read_only.settings["documents"] = str(elsewhere)
    monkeypatch.setattr(os, "access", lambda path, *_how, **_more: Path(path) not in {own, own.parent})

    def answer(_parent: Any, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    read_only.actions_by_id["save_as"].trigger()
    assert Path(proposed[0]).parent == elsewhere
