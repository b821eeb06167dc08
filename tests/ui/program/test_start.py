"""The start: a page that needs little, the rest behind it; nothing moves, nothing is missing for a fast hand."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.processes import call
from benchmarks.starting import BARE, PROGRAM
from models.folders import ROOT, samples, template_folders, user_folder
from models.templates.shelf import Shelf, load_templates
from models.templates.summaries import head_of, template_heads
from tests.ui.conftest import by_name, click, dossier_of, every, settle, write
from ui.ground.icons import icon
from ui.program.windows import ProgramWindows
from ui.window.actions import COMMANDS
from ui.window.window import MainWindow

HEAVY = {"pydantic", "rapidfuzz", "openpyxl", "reportlab", "importers"}
PROBE = """
import json, sys
import main
from PySide6.QtWidgets import QApplication
import ui.program.app
from models.folders import samples

application = QApplication(["probe"])
loaded = [set(sys.modules)]
program = ui.program.app.start(application, [])
window = program.windows[0]
over = []
program.settled.connect(lambda: over.append(True))
loaded.append(set(sys.modules))
while not over:
    application.processEvents()
loaded.append(set(sys.modules))
window.files.open_sample(samples()[0])
application.processEvents()
window.actions_by_id["official"].trigger()
application.processEvents()
loaded.append(set(sys.modules))
window.show_session(None)
window.close()
print(json.dumps([sorted(after - before) for before, after in zip([set(), *loaded], loaded)]))
"""
NOT_BEFORE_A_FILE_IS_SEEN = (
    *("rapidfuzz", "openpyxl", "reportlab", "importers", "exporters.layout", "exporters.pages", "ui.preview"),
    *("models.rules.engine", "ui.output", "ui.versions", "ui.program.manual", "ui.window.undo_list"),
    *("pickle", "html.parser", "logging.handlers", "http", "xml", "sqlite3", "subprocess", "multiprocessing"),
)
"""What a person who opens a file by a double click need not wait for."""
FILE_PROBE = """
import json, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
import ui.program.app
from models.folders import samples

class Seen(QObject):
    loaded = None

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.loaded is None:
            self.loaded = sorted(sys.modules)
        return False

application = QApplication(["probe"])
program = ui.program.app.start(application, samples()[:1])
seen = Seen()
window = program.windows[0]
window.installEventFilter(seen)
while seen.loaded is None:
    application.processEvents()
assert window.session is not None
window.show_session(None)
window.close()
print(json.dumps(seen.loaded))
"""


@pytest.fixture(scope="module")
def loads() -> list[list[str]]:
    """Modules loaded by: the program's own files; the start page; the time after it; a dossier and its table."""
    parts: list[list[str]] = told_by(PROBE)
    return parts


def told_by(probe: str) -> Any:
    """What a process of its own found out."""
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


class Start:
    """A program that has just been started; ``wait`` until it has settled."""

    def __init__(self, program: ProgramWindows, qtbot: QtBot) -> None:
        self.program, self.window = program, program.windows[0]
        self._qtbot, self._over = qtbot, False
        program.settled.connect(self._end)

    def _end(self) -> None:
        self._over = True

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: self._over)


@pytest.fixture
def fresh(make_program: Callable[..., ProgramWindows], qtbot: QtBot) -> Start:
    """The start page before anything happened."""
    return Start(make_program(), qtbot)


def test_the_start_page_loads_nothing_heavy(loads: list[list[str]]) -> None:
    early = {name.split(".")[0] for part in loads[:2] for name in part}
    assert "ui" in early
    assert not early & HEAVY


def test_the_first_dossier_waits_for_no_loading(loads: list[list[str]]) -> None:
    ours = {"models", "ui", "exporters", "importers", *HEAVY}
    assert "models.rules.engine" in loads[2]
    late = [name for name in loads[3] if name.split(".")[0] in ours]
    assert not late


def test_a_file_is_seen_before_what_it_does_not_need_is_loaded() -> None:
    loaded = told_by(FILE_PROBE)
    assert "ui.form.page" in loaded
    early = [name for name in loaded if f"{name}.".startswith(tuple(f"{one}." for one in NOT_BEFORE_A_FILE_IS_SEEN))]
    assert not early


@pytest.mark.parametrize("measured", [PROGRAM, BARE], ids=["program", "bare window"])
def test_what_the_benchmark_measures_ends_when_a_window_is_painted(measured: str, tmp_path: Path) -> None:
    """Else the figures of docs/performance.md say nothing of the start."""
    assert call([sys.executable, "-c", measured, samples()[0]], tmp_path) == ""


def test_nothing_moves_while_the_rest_is_built(fresh: Start) -> None:
    window = fresh.window
    settle()
    before, seen = places(window), window.grab().toImage()
    fresh.wait()
    assert places(window) == before
    assert window.grab().toImage() == seen


def places(window: MainWindow) -> list[tuple[str, QPoint, QSize]]:
    """Where everything in sight is."""
    shown = [one for one in every(window, QWidget) if one.isVisibleTo(window)]
    return [(f"{type(one).__name__} {one.accessibleName()}", one.mapTo(window, QPoint()), one.size()) for one in shown]


def test_who_is_faster_than_the_building_gets_what_was_asked(fresh: Start) -> None:
    window = fresh.window
    write(by_name(window, "单位名称"), "示例市信访局")
    click(by_name(window, "新建套表"))
    fresh.wait()
    assert [form.kind for form in dossier_of(window).forms] == ["department", "project"]
    assert dossier_of(window).unit.name == "示例市信访局"
    assert window.outline.tree.page() == dossier_of(window).forms[0].id
    assert window.outline.isVisible()


def test_nothing_is_said_of_findings_before_the_rules_have_looked(fresh: Start, qtbot: QtBot) -> None:
    window = fresh.window
    window.files.open_sample(samples()[0])
    assert window.findings.summary() == ""
    (only,) = [window.findings.list.topLevelItem(row) for row in range(window.findings.list.topLevelItemCount())]
    assert only.text(0) == "正在审核……"
    assert only.childCount() == 0
    qtbot.waitUntil(lambda: window.findings.summary() != "")
    assert window.findings.list.topLevelItem(0).text(0) != "正在审核……"


def test_every_command_leads_somewhere(window: MainWindow) -> None:
    for command in COMMANDS:
        part, _, method = command.slot.partition(".")
        assert callable(getattr(getattr(window, part), method)), command.id


def broken_template(folder: Path) -> None:
    """A file with a good head and a slip further down, for a region of its own."""
    text = (ROOT / "resources" / "templates" / "korla-project-2023.toml").read_text(encoding="utf-8")
    head = text.replace('id = "korla-project-2023"', 'id = "somewhere"')
    region = next(line for line in text.splitlines() if line.startswith("region"))
    folder.mkdir(parents=True)
    (folder / "坏的.toml").write_text(
        head.replace(region, 'region = "某县"') + '\n[[block]]\nkind = "?"\n', encoding="utf-8"
    )


def test_a_broken_template_is_told_and_offered_no_more(
    make_program: Callable[..., ProgramWindows], qtbot: QtBot
) -> None:
    broken_template(user_folder() / "templates")
    start = Start(make_program(), qtbot)
    window = start.window
    regions = by_name(window, "地区")
    assert isinstance(regions, QComboBox)
    assert regions.findText("某县") >= 0
    regions.setCurrentText("某县")
    click(by_name(window, "新建套表"))
    assert window.session is None
    assert "坏的.toml" in window.messages.text
    assert regions.findText("某县") < 0
    start.wait()
    assert "坏的.toml" in window.messages.text


def test_a_broken_way_of_grading_is_told(make_program: Callable[..., ProgramWindows], qtbot: QtBot) -> None:
    user_folder().mkdir(parents=True, exist_ok=True)
    (user_folder() / "review.toml").write_text("[[heading]]\nname = 规范性\n", encoding="utf-8")
    start = Start(make_program(), qtbot)
    start.wait()
    assert "评级办法" in start.window.messages.text
    assert "第 2 行" in start.window.messages.text


def test_heads_say_what_the_templates_say() -> None:
    templates, problems = load_templates(template_folders())
    assert not problems
    assert template_heads(template_folders()) == {name: head_of(one) for name, one in templates.items()}


HEAD = 'id = "{id}"\nname = "表"\nkind = "project"\nregion = "某县"\nyear = 2026\n'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD + 'note = """\n[\n"""\n[page]\n', True),
        ("\ufeff" + HEAD, True),
        (HEAD + "[page\n", True),
        (HEAD.replace("2026", '"2026"'), False),
        (HEAD.replace('name = "表"\n', ""), False),
        ("= 1", False),
        ("", False),
    ],
)
def test_heads_are_read_from_files_of_all_kinds(tmp_path: Path, text: str, found: bool) -> None:
    (tmp_path / "a.toml").write_text(text.replace("{id}", "a"), encoding="utf-8")
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe")
    assert list(template_heads([tmp_path / "none", tmp_path])) == ["a"] * found


def test_a_template_is_read_when_it_is_wanted(tmp_path: Path) -> None:
    shelf = Shelf(template_folders())
    korla = shelf["korla-project-2023"]
    templates, _ = load_templates(template_folders())
    assert dict(shelf) == templates
    assert shelf["korla-project-2023"] is korla
    assert "nowhere" not in shelf
    broken_template(tmp_path / "own")
    assert [problem.file for problem in Shelf([tmp_path / "own"]).problems] == ["坏的.toml"]


def test_a_new_dossier_starts_with_what_the_settings_know(make_program: Callable[..., ProgramWindows]) -> None:
    program = make_program()
    told = {"unit_name": "示例市信访局", "unit_code": "123", "unit_head": "李明", "unit_filler": "陈建"}
    for key, value in (told | {"unit_phone": "5550100", "region": "湖北省武汉市江汉区"}).items():
        program.settings[key] = value
    window = program.windows[0]
    click(by_name(window, "新建套表"))
    unit = dossier_of(window).unit
    assert (unit.name, unit.code, unit.head, unit.filler, unit.phone) == (*told.values(), "5550100")
    assert unit.region == "湖北省武汉市江汉区"


def test_the_recent_files_of_the_start_page_are_opened(fresh: Start, tmp_path: Path) -> None:
    fresh.wait()
    settled = fresh.window
    sample = next((ROOT / "resources" / "samples").glob("*.jxmb"))
    file = tmp_path / sample.name
    file.write_bytes(sample.read_bytes())
    settled.files.open_path(file)
    settled.files.close()
    assert settled.start.isVisible()
    assert not settled.outline.isVisible()
    recent = by_name(settled, "最近打开")
    assert isinstance(recent, QListWidget)
    click(recent.viewport(), recent.visualItemRect(recent.item(0)).center())
    assert settled.session is not None
    assert settled.session.path == file


def test_the_start_page_follows_the_theme(window: MainWindow) -> None:
    button = by_name(window, "打开套表…")
    shades = {}
    for theme in ("light", "dark", "light"):
        window.settings["theme"] = theme
        settle()
        shades[theme] = button.grab().toImage().pixelColor(button.width() - 20, button.height() // 2).lightness()
    assert shades["dark"] < 128 < shades["light"]


@pytest.mark.parametrize("size", [16, 18, 27, 54])
def test_icons_are_drawn_at_the_size_they_are_shown(window: MainWindow, size: int) -> None:
    del window
    drawn = icon("save").pixmap(QSize(size, size))
    assert drawn.size() == QSize(size, size)
    disabled = icon("save").pixmap(QSize(size, size), QIcon.Mode.Disabled)
    assert 0 < ink(disabled) < ink(drawn)


def ink(drawn: QPixmap) -> int:
    """How strongly the strongest spot of the middle line is drawn."""
    image = drawn.toImage()
    return max(image.pixelColor(x, image.height() // 2).alpha() for x in range(image.width()))
