"""The window: how long its thread is busy with one edit, and how long the program takes to be painted."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.rules import dossier
from benchmarks.timing import Result, beside
from models.folders import samples
from models.target import Target

if TYPE_CHECKING:  # Qt is loaded in the measured process alone, once that has a user folder of its own
    from models.dossier import Dossier
    from ui.indicators.panel import IndicatorPanel
    from ui.window.window import MainWindow

ROOT = Path(__file__).resolve().parents[1]
FORMS, ROWS = 20, 50
EDITS, FEW = 200, 20
"""How often each thing is done, and how often the recovery file is written."""
FOLDERS = ("HOME", "USERPROFILE", "APPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
PATIENCE = 300  # seconds until a measured process that hangs is given up

LEAVE = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Leave(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: QApplication.exit(0))
        return False

leave = Leave()
"""
"""Ends the process as soon as the window it is installed on has been painted."""

PROGRAM = f"""{LEAVE}
import runpy
import ui.program.app

def start(*given, real=ui.program.app.start):
    program = real(*given)
    program.windows[0].installEventFilter(leave)
    return program

ui.program.app.start = start
sys.argv[0] = "main.py"
runpy.run_path("main.py", run_name="__main__")
"""

BARE = f"""{LEAVE}
from PySide6.QtWidgets import QMainWindow, QTreeView

application = QApplication(["bare"])
window = QMainWindow()
window.setCentralWidget(QTreeView())
window.resize(1360, 860)
window.show()
window.installEventFilter(leave)
sys.exit(application.exec())
"""


# --- start ------------------------------------------------------------------------------------------------------------


def results() -> Iterator[Result]:
    """The whole process until its window is painted, beside a window that holds nothing but an empty tree."""
    sample = str(next(path for path in samples() if "江汉" in path.stem))
    with tempfile.TemporaryDirectory() as folder:
        for what, files, goal in (("启动", [], "≤ 2"), ("双击文件启动", [sample], "—")):
            yield beside(
                f"{what}到窗口画完（整个进程）÷ 只有一个空树的 PySide6 窗口（整个进程）",
                partial(_call, ["-c", PROGRAM, *files], folder),
                lambda: _call(["-c", BARE], folder),
                goal,
            )


def _call(arguments: list[str], folder: str) -> str:
    """A process as a user starts it, but without a screen and with a user folder of its own; what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=PATIENCE,
        env=environment | _own(folder),
    )
    return done.stdout


def _own(folder: str) -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"} | dict.fromkeys(FOLDERS, folder)


# --- edits ------------------------------------------------------------------------------------------------------------


class Spent(NamedTuple):
    """Seconds that the window's thread worked on an edit: without a look at new events at the longest, and in all."""

    longest: float
    whole: float


def edits() -> dict[str, tuple[float, float, float]]:
    """What a person does in a dossier of 1,000 indicators: p50 and p99 of the longest stretch, p50 of the whole."""
    with tempfile.TemporaryDirectory() as folder:
        told = json.loads(_call(["-m", "benchmarks.window"], folder))
    return {name: _shares([Spent(*one) for one in spent]) for name, spent in told.items()}


def _shares(spent: list[Spent]) -> tuple[float, float, float]:
    longest, whole = [one.longest for one in spent], [one.whole for one in spent]
    return _share(longest, 0.5), _share(longest, 0.99), _share(whole, 0.5)


def _share(spent: list[float], share: float) -> float:
    return sorted(spent)[round(share * (len(spent) - 1))]


def main() -> None:
    """The measured process: prints the seconds of every edit."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ.update(_own(folder))
        print(json.dumps(_measured(), ensure_ascii=False))


def _measured() -> dict[str, list[Spent]]:
    from PySide6.QtWidgets import QApplication

    from ui.program.app import collect_at_rest, start

    collect_at_rest()
    application = QApplication([])
    program = start(application, [])
    settled: list[bool] = []
    program.settled.connect(lambda: settled.append(True))
    while not settled:  # what is measured comes after the start
        application.processEvents()
    window = program.windows[0]
    window.resize(1366, 768)
    gc.freeze()  # as the program does before its loop
    spent = {}
    dossiers = [("", _tidy()), ("", dossier(FORMS, ROWS)), ("全在一个目标里", dossier(1, FORMS * ROWS))]
    for where, whole in dossiers:
        program.create(whole, window)
        spent.update(_Work(application, window).all(where))
        window.show_session(None)
    window.close()
    return spent


def _tidy() -> Dossier:
    """The same dossier without names that come twice and costs that are no money: few findings are left."""
    whole = dossier(FORMS, ROWS)
    for form in whole.forms:
        for number, indicator in enumerate(form.indicators()):
            indicator.name = f"沿岸村庄河道巡查完成次数（第{number + 1}片区）"
        costs = (one for goal in form.goals for one in goal.dimensions if one.name == "成本指标")
        for indicator in (indicator for cost in costs for two in cost.categories for indicator in two.indicators):
            indicator.target = Target.parse("≤5万元")
    return whole


class _Work:
    """What a person does in the first form; an edit is over when tree, weight bar and findings are up to date."""

    def __init__(self, application: Any, window: MainWindow) -> None:
        assert window.session is not None
        self._application, self._window, self._session = application, window, window.session
        self._form = window.session.dossier.forms[0]
        self._ids = [indicator.id for indicator in self._form.indicators()]
        self._settle()
        self._panel = self._shown_panel()
        self._check()

    def _shown_panel(self) -> IndicatorPanel:
        from ui.indicators.panel import IndicatorPanel

        page = self._window.pages.form_page()
        assert page is not None
        page.show_part("both")
        panel = page.findChild(IndicatorPanel)
        assert isinstance(panel, IndicatorPanel)
        assert panel.isVisible()
        return panel

    def all(self, where: str) -> dict[str, list[Spent]]:
        """What every edit took, by what is done, where, and with how many findings."""
        found = f"（{len(self._session.findings):,} 条发现{'，' if where else ''}{where}）"
        typed, checked = self._typing()
        spent = {
            "打一个字，画完": typed,
            "打一个字，画完并审核": checked,
            "改一个权重，画完并审核": self._weights(),
            "上移、下移一行，画完并审核": self._moves(),
            "筛选，画完": self._filters(),
            "全部折叠、展开，画完": self._folds(),
            "写恢复文件": [self._kept() for _ in range(FEW)],
            "停手 2 秒后整理内存": [self._painted(gc.collect) for _ in range(FEW)],
        }
        return {name + found: seconds for name, seconds in spent.items()}

    def _settle(self) -> list[float]:
        """All that waits is done, turn by turn: what timers of no delay do, and the painting that follows from it."""
        return [self._time(self._application.processEvents) for _ in range(3)]

    def _time(self, step: Callable[[], object]) -> float:
        """What this thread works, however busy the machine is with other things."""
        start = time.thread_time()
        step()
        return time.thread_time() - start

    def _check(self) -> list[float]:
        """The findings found and shown, turn by turn; the quiet that the rules wait for is left out."""
        self._session.check_soon()
        spent = []
        while not self._session.checked:
            spent.append(self._time(self._application.processEvents))
        return spent + self._settle()

    def _painted(self, step: Callable[[], object]) -> Spent:
        return _spent([self._time(step), *self._settle()])

    def _found(self, step: Callable[[], object]) -> Spent:
        return _spent([self._time(step), *self._settle(), *self._check()])

    def _kept(self) -> Spent:
        """What this thread does of it; a thread beside it waits for the disk."""
        return _spent([self._time(self._session.keep)])

    def _typing(self) -> tuple[list[Spent], list[Spent]]:
        """Keys into the cell of a name, four in each; until painted, and until the findings are shown too."""
        typed, checked = [], []
        for number in range(EDITS):
            if number % 4 == 0:
                self._open(self._ids[number // 4 % ROWS])
            turns = [self._time(self._press), *self._settle()]
            typed.append(_spent(turns))
            checked.append(_spent(turns + self._check()))
        self._panel.tree.close_cell()
        self._settle()
        names = [indicator.name for indicator in self._form.indicators()][: EDITS // 4]
        assert all(name.endswith("）xxxx") for name in names), names
        return typed, checked

    def _open(self, indicator: str) -> None:
        """The cell of a name is edited, the cursor at its end."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self._panel.go_to(f"{indicator}.name")
        editor = self._panel.tree.cells.editor
        assert editor is not None
        QTest.keyClick(editor, Qt.Key.Key_End)
        self._settle()

    def _press(self) -> None:
        from PySide6.QtTest import QTest

        editor = self._panel.tree.cells.editor
        assert editor is not None
        QTest.keyClicks(editor, "x")

    def _weights(self) -> list[Spent]:
        spent = []
        for number in range(EDITS):
            path, value = f"{self._ids[number % ROWS]}.weight", Decimal(1 + number % 7)
            spent.append(self._found(partial(self._set, path, value)))
        has = f"{sum(indicator.weight or 0 for indicator in self._form.indicators())}"
        assert has in self._panel.bar.text, self._panel.bar.text
        return spent

    def _set(self, path: str, value: object) -> None:
        assert self._session.set_value(path, value, typing=False)

    def _moves(self) -> list[Spent]:
        """A row of the first list down, and up again."""
        self._panel.tree.select([self._ids[3]])
        self._settle()
        revision = self._session.editor.revision_of(self._form.id)
        commands = self._panel.commands
        spent = [self._found(way) for way in [commands.move_down, commands.move_up] * (EDITS // 2)]
        assert self._session.editor.revision_of(self._form.id) >= revision + EDITS
        return spent

    def _filters(self) -> list[Spent]:
        """Words into the filter, and out again."""
        from PySide6.QtWidgets import QLineEdit

        lines: Iterable[QLineEdit] = self._panel.findChildren(QLineEdit)
        line = next(one for one in lines if one.accessibleName() == "筛选指标")
        texts = [text for number in range(EDITS // 2) for text in (f"第{1 + number % 9}片区", "")]
        return [self._painted(partial(line.setText, text)) for text in texts]

    def _folds(self) -> list[Spent]:
        ways = ["collapse", "expand"] * (EDITS // 2)
        return [self._painted(partial(self._panel.do, way)) for way in ways]


def _spent(turns: list[float]) -> Spent:
    return Spent(max(turns), sum(turns))


if __name__ == "__main__":
    main()
