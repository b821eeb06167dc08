"""The program on a real screen: files given, dropped and clicked twice; forms dragged with the mouse."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from models.dossier import Dossier, Unit
from models.files.jxmb import load, save
from models.folders import SAMPLES
from models.making import new_dossier, new_form
from models.templates.template import FormTemplate
from tests.ui.real.conftest import Program, Screen, State
from tests.ui.real.folder import PLACE, SIZE

PASTED = next(SAMPLES.glob("*粘贴文本*.txt"))
FROM = (PLACE[0] + SIZE // 2, PLACE[1] + SIZE // 2)


@pytest.fixture
def files(tmp_path: Path, templates: dict[str, FormTemplate]) -> list[Path]:
    """Two saved dossiers: a department with three projects each."""
    return [_saved(tmp_path / f"{name}.jxmb", name, templates) for name in ("信访局", "林业局")]


def _saved(path: Path, name: str, templates: dict[str, FormTemplate]) -> Path:
    dossier: Dossier = new_dossier(Unit(name=name), 2026, [templates["national-department-2021"]])
    for project in ("甲项目", "乙项目", "丙项目"):
        dossier.forms.append(new_form(templates["national-project-2021"]))
        dossier.forms[-1].name = project
    dossier.forms[0].name = "整体表"
    save(dossier, path)
    return path


def forms_of(path: Path) -> list[str]:
    return [form.name for form in load(path).forms]


def in_front(seen: State, place: int) -> bool:
    """That window has the keyboard and the other has not."""
    return seen[place]["active"] and not seen[1 - place]["active"]


def test_a_project_is_dragged_to_another_place(screen: Screen, files: list[Path]) -> None:
    program = Program(screen, files[0])
    places = program.wait(lambda seen: "丙项目" in seen[0]["outline"])[0]["outline"]
    x, y = places["甲项目"]
    screen.drag((places["丙项目"][0], places["丙项目"][1]), (x, y - 6))
    program.wait(lambda seen: seen[0]["forms"] == ["整体表", "丙项目", "甲项目", "乙项目"])
    screen.drag((places["甲项目"][0], places["甲项目"][1]), (x, places["丙项目"][1] + 150))
    program.wait(lambda seen: seen[0]["forms"] == ["整体表", "甲项目", "乙项目", "丙项目"])
    screen.hand("key", "ctrl+z")
    program.wait(lambda seen: seen[0]["forms"] == ["整体表", "丙项目", "甲项目", "乙项目"])
    screen.hand("key", "ctrl+s")
    program.wait(lambda seen: not seen[0]["modified"] and forms_of(files[0])[1] == "丙项目")


def test_a_form_where_it_cannot_stand_is_refused_in_a_sentence(screen: Screen, files: list[Path]) -> None:
    program = Program(screen, files[0])
    places = program.wait(lambda seen: "丙项目" in seen[0]["outline"])[0]["outline"]
    order = program.seen[0]["forms"]
    whole, unit, second = (tuple(places[name]) for name in ("整体表", "单位信息", "乙项目"))
    program.drag_until(whole, second, lambda seen: "不能放进项目里" in seen[0]["status"])
    program.drag_until(second, unit, lambda seen: "只能在项目之间" in seen[0]["status"])
    assert program.seen[0]["forms"] == order


def test_keys_move_copy_and_delete_in_the_outline(screen: Screen, files: list[Path]) -> None:
    program = Program(screen, files[0])
    places = program.wait(lambda seen: "丙项目" in seen[0]["outline"])[0]["outline"]
    screen.hand("mousemove", *places["丙项目"], "click", 1, "sleep", 0.3, "key", "alt+Up")
    program.wait(lambda seen: seen[0]["forms"] == ["整体表", "甲项目", "丙项目", "乙项目"])
    screen.hand("key", "alt+Down")
    program.wait(lambda seen: seen[0]["forms"] == ["整体表", "甲项目", "乙项目", "丙项目"])
    screen.hand("key", "ctrl+d")
    program.wait(lambda seen: seen[0]["forms"][-1] == "丙项目（副本）")
    screen.hand("key", "Delete")
    program.wait(lambda seen: len(seen[0]["forms"]) == 4 and "已删除" in seen[0]["message"])
    screen.hand("key", "ctrl+z")
    program.wait(lambda seen: seen[0]["forms"][-1] == "丙项目（副本）")


def test_the_menu_at_the_mouse_is_about_the_form_under_it(screen: Screen, files: list[Path]) -> None:
    program = Program(screen, files[0])
    places = program.wait(lambda seen: "丙项目" in seen[0]["outline"])[0]["outline"]
    screen.hand("mousemove", *places["乙项目"], "click", 3, "sleep", 0.5, "key", "Down", "Down", "Down", "Return")
    program.wait(lambda seen: seen[0]["forms"] == ["整体表", "甲项目", "乙项目", "乙项目（副本）", "丙项目"])


def test_several_files_at_the_start_have_a_window_each(screen: Screen, files: list[Path]) -> None:
    program = Program(screen, *files)
    seen = program.wait(lambda seen: len(seen) == 2)
    assert [one["title"].split("[*]")[0] for one in seen] == ["信访局", "林业局"]


def test_a_dossier_dropped_on_the_window_is_opened(screen: Screen, files: list[Path]) -> None:
    program = Program(screen)
    folder = screen.start("-m", "tests.ui.real.folder", str(files[0]))
    assert folder.stdout is not None
    assert folder.stdout.readline() == "ready\n"
    x, y = program.seen[0]["middle"]
    screen.drag(FROM, (1400, y), (x + 40, y), (x, y))
    program.wait(lambda seen: seen[0]["title"].startswith("信访局"))


def test_a_text_dropped_on_the_window_is_imported(screen: Screen, files: list[Path]) -> None:
    """Even where the mouse is over a field, which would take the file's name as a text."""
    program = Program(screen, files[0])
    seen = program.wait(lambda seen: seen[0]["forms"] and seen[0]["fields"])[0]
    folder = screen.start("-m", "tests.ui.real.folder", str(PASTED))
    assert folder.stdout is not None
    assert folder.stdout.readline() == "ready\n"
    x, y = seen["fields"][0]
    screen.drag(FROM, (1400, y), (x + 40, y), (x, y))
    seen = program.wait(lambda seen: "导入" in seen[0]["dialog"])[0]
    assert not seen["modified"]
    screen.hand("mousemove", *seen["dialog"]["导入"], "click", 1)
    program.wait(lambda seen: "导入了 2 张表" in seen[0]["message"])
    assert len(program.seen[0]["forms"]) == 6


def test_a_second_double_click_brings_the_window_to_the_front(screen: Screen, files: list[Path]) -> None:
    program = Program(screen, *files)
    program.wait(lambda seen: len(seen) == 2)
    for place, file in ((0, files[0]), (1, files[1]), (0, files[0])):
        second = screen.start("main.py", str(file))
        assert second.wait(30) == 0
        program.wait(partial(in_front, place=place))
    assert len(program.seen) == 2


def test_keys_that_the_desktop_gives_to_texts_are_the_windows(screen: Screen, files: list[Path]) -> None:
    """Ctrl+E goes to the end of a line there, Ctrl+K deletes what follows, Ctrl+U all, Ctrl+D a letter."""
    program = Program(screen, files[0])
    places = program.wait(lambda seen: "丙项目" in seen[0]["outline"])[0]["outline"]
    screen.hand("mousemove", *places["甲项目"], "click", 1)
    field = program.wait(lambda seen: "项目名称" in seen[0]["named"])[0]["named"]["项目名称"]
    screen.hand("mousemove", *field, "click", 1, "sleep", 0.3, "key", "Home", "ctrl+k", "ctrl+u", "ctrl+d", "x")
    program.wait(lambda seen: seen[0]["forms"][1] == "x甲项目")
    screen.hand("key", "ctrl+e")
    program.wait(lambda seen: "导出" in seen[0]["dialog"])
