"""How long the program takes from its start until its window is painted, beside a bare window with an empty tree."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.forms import dossier
from benchmarks.measured import Result, Rounds, beside
from benchmarks.processes import call
from models.files.jxmb import save

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


def results(rounds: Rounds) -> Iterator[Result]:
    """Whole processes: without a file, with one of 20 forms, with one of 200."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for forms, goal in ((0, "≤ 1.6"), (20, "≤ 2.5"), (200, "≤ 3")):
            file = folder / f"{forms}.jxmb"
            save(dossier(forms, 14), file)
            what = f"双击有 {forms} 张表的套表" if forms else "启动"
            yield beside(
                f"{what}到窗口画完（整个进程）÷ 只有一个空树的 PySide6 窗口（整个进程）",
                partial(call, [sys.executable, "-c", PROGRAM, *([file] if forms else [])], folder),
                partial(call, [sys.executable, "-c", BARE], folder),
                goal,
                rounds.of(15),
            )
