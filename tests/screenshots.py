"""Pictures of every panel, to be looked at: ``python -m tests.screenshots FOLDER``.

Light and dark, on a screen of 1366×768 at 100, 150 and 200 %: windows and dialogs have the room that such a screen
gives them. Every picture is made by the real application on a sample.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from commands.chinese import speaking_chinese

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QMenu, QWidget

    from models.dossier import Dossier
    from ui.program.windows import ProgramWindows
    from ui.window.window import MainWindow

PROJECT = Path(__file__).resolve().parent.parent
SCALES = {"100": "1", "150": "1.5", "200": "2"}
THEMES = ("light", "dark")
SIZE = (1366, 768)


def main(arguments: list[str]) -> int:
    """Makes the pictures of every theme and scale that is wanted, each pair in a process of its own."""
    with speaking_chinese():
        wanted = _parser().parse_args(arguments)
    folder: Path = wanted.folder
    folder.mkdir(parents=True, exist_ok=True)
    if wanted.here:
        return _pictures(folder, wanted.theme[0], wanted.scale[0])
    return max(_start(folder, theme, scale) for theme in wanted.theme for scale in wanted.scale)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.screenshots",
        description="每个窗口、面板、对话框截一张图，供人看：浅色、深色，1366×768 的屏幕放大到 100、150、200 %。",
        add_help=False,
    )
    parser.add_argument("folder", type=Path, metavar="文件夹", help="图放在哪里，没有就建")
    parser.add_argument(
        "--theme", nargs="+", choices=THEMES, default=THEMES, metavar="配色", help="light、dark，不写就都要"
    )
    parser.add_argument(
        "--scale", nargs="+", choices=SCALES, default=list(SCALES), metavar="放大", help="100、150、200，不写就都要"
    )
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("-h", "--help", action="help", help="显示这段说明")
    parser._positionals.title, parser._optionals.title = "参数", "选项"
    return parser


def _start(folder: Path, theme: str, scale: str) -> int:
    """One process: the scale is read when Qt starts, and settings are those of a new user."""
    with tempfile.TemporaryDirectory() as home:
        screen = Path(home) / "screen.json"
        width, height = SIZE
        told = {"name": "", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
        screen.write_text(json.dumps({"screens": [told]}), encoding="utf-8")
        own = {"HOME": home, "XDG_DATA_HOME": home, "APPDATA": home, "QT_SCALE_FACTOR": SCALES[scale]}
        environment = {**os.environ, **own, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"}
        command = [sys.executable, "-m", "tests.screenshots", str(folder.resolve())]
        command += ["--theme", theme, "--scale", scale, "--here"]
        return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode


def _pictures(folder: Path, theme: str, scale: str) -> int:
    from PySide6.QtWidgets import QApplication

    from models.folders import SAMPLES
    from tests.ui.conftest import every
    from tests.ui.looks.asked import asked
    from tests.ui.looks.further import further
    from tests.ui.looks.pointed import pointed
    from tests.ui.looks.rarer import rarer
    from tests.ui.looks.scenes import others
    from ui.controls.palette import Palette
    from ui.program.app import start

    application = QApplication([])
    program = start(application, [])
    program.settings["theme"] = theme
    window = program.windows[0]
    window.resize(window.screen().size())
    window.activateWindow()
    source = SAMPLES / "项目支出（粘贴文本）.txt"
    others_too = (further(window, source), rarer(window), others(window), asked(window), pointed(window))
    for name, act in chain(scenes(program, window), *others_too):
        for palette in every(window, Palette):
            palette.close()  # no other window takes the keyboard from it here
        act()
        _settle()
        if window.session:
            window.session.check()  # else the findings come when the machine has time
            _settle()
        shown = in_front(application, window)
        shown.grab().save(str(folder / f"{name}-{theme}-{scale}.png"))
        if shown is not window:
            shown.close()
    window.show_session(None)  # ends the dossier in order, and with it what listens to it
    window.close()
    return 0


def in_front(application: QApplication, window: MainWindow) -> QWidget:
    """The dialog, menu or window that a person sees over the main window, else that one."""
    others = [one for one in application.topLevelWidgets() if one.isVisible() and one is not window]
    return application.activeModalWidget() or application.activePopupWidget() or next(iter(others), window)


def _settle() -> None:
    from PySide6.QtTest import QTest

    QTest.qWait(350)


def scenes(program: ProgramWindows, window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    """The name of each picture and what is done before it is taken; ``tests.ui.looks`` tells them in words."""
    from models.files.jxmb import load
    from models.folders import SAMPLES, samples

    sample = load(next(path for path in samples() if "江汉" in path.stem))
    project = next(form for form in sample.forms if form.kind == "project")
    project.amount, project.phone = Decimal("99"), ""  # so that the rules have something to say
    trigger = {name: action.trigger for name, action in window.actions_by_id.items()}
    yield "start", window.start.refresh
    yield "department", partial(program.create, sample, window)
    yield "project", partial(window.show_page, project.id)
    yield "indicators", trigger["indicators"]
    yield "official", trigger["official"]
    yield "side", trigger["side"]
    yield "export", trigger["export"]
    yield "preview", trigger["preview"]
    yield "import", partial(_import, window, SAMPLES / "项目支出（粘贴文本）.txt")
    yield "unit", partial(window.show_page, "unit")
    yield "budget", partial(window.show_page, "budget")
    yield "find", trigger["find"]
    yield "finding", trigger["next_finding"]
    yield "settings", trigger["settings"]
    yield "about", trigger["about"]
    yield "manual", trigger["manual"]
    yield "keys", trigger["keys"]
    yield "palette", trigger["palette"]
    weighted = load(next(path for path in samples() if "全国" in path.stem))
    form = next(one for one in weighted.forms if one.kind == "project")
    next(form.indicators()).weight = Decimal(3)
    yield "weights", partial(_show, program, window, weighted, form.id, "indicators")
    yield "weights-both", trigger["both"]
    yield "menu", partial(_pull_down, window, "指标")
    yield "changed", partial(_type, window, f"{form.id}.leader", "陈建")
    yield "history", trigger["history"]


def _show(program: ProgramWindows, window: MainWindow, dossier: Dossier, page: str, part: str) -> None:
    """Another dossier in the window, at that page and part."""
    window.show_session(None)
    program.create(dossier, window)
    window.show_page(page)
    window.actions_by_id[part].trigger()


def _import(window: MainWindow, source: Path) -> None:
    """The import dialog as soon as it has understood a source."""
    from PySide6.QtTest import QTest

    from ui.importing.dialog import ImportDialog

    window.imports.open_dropped([source])
    found: Iterable[ImportDialog] = window.findChildren(ImportDialog)
    while any(dialog.work.is_busy for dialog in found):
        QTest.qWait(20)


def _pull_down(window: MainWindow, title: str) -> None:
    """Opens a menu of the menu bar."""
    bar = window.menuBar()
    action = next(one for one in bar.actions() if one.text().startswith(title))
    menu: QMenu = action.menu()  # type: ignore[assignment]
    menu.popup(bar.mapToGlobal(bar.actionGeometry(action).bottomLeft()))


def _type(window: MainWindow, path: str, text: str) -> None:
    """A change, so that there is something to undo."""
    if window.session is not None:
        window.session.set_value(path, text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
