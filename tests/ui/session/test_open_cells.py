"""What is typed in a cell that is still open survives the death of the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from models.dossier import Dossier, Unit
from models.files.jxmb import loads, save
from models.folders import recovery_folder
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from tests.ui.conftest import dossier_of, settle, windows_beside
from ui.program.windows import ProgramWindows
from ui.session.recovery import left_behind, steady

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as on Linux")
PROJECT = Path(__file__).resolve().parents[3]
CLERK = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import every, settle, wait_for, write
from ui.form.table_cells import CellLine
from ui.form.table_cells import CellText
from ui.form.table_view import ValueView
from ui.program.app import start

application = QApplication([])
window = start(application, [Path(sys.argv[1])]).windows[0]
wait_for(window.isVisible)
window.show_page("budget")
settle()
kind, new = sys.argv[2], sys.argv[3] == "new"
view = next(one for one in every(window, ValueView) if one.isVisible() and one.table.rows.grows)
fields = [(n, getattr(one, "kind", "")) for n, one in enumerate(view.table.columns)]
column = next(n for n, one in fields if one == kind)
view.setFocus()
view.setCurrentIndex(view.table.index(view.table.rowCount() - 1 if new else 0, column))
QTest.keyClick(view, Qt.Key.Key_F2)
editor = view.findChild(CellText if kind == "text" else CellLine)
for sign in sys.argv[4]:
    write(editor, sign)
print("typed", flush=True)
application.exec()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A saved dossier with one line in its budget's table."""
    from models.dossier import Budget, FunctionLine

    dossier = Dossier(year=2026, unit=Unit(name="示例局"), budget=Budget(functions=[FunctionLine(id="b1")]))
    dossier.forms = [ProjectForm(id="f", template="korla-project-2023")]
    save(dossier, tmp_path / "a.jxmb")
    return tmp_path / "a.jxmb"


@pytest.mark.parametrize("row", ["old", "new"])
@pytest.mark.parametrize(("kind", "text"), [("text", "信访维稳"), ("amount", "126。5"), ("amount", "12.5.5")])
def test_a_kill_two_seconds_later_loses_nothing(
    file: Path, make_program: Callable[..., ProgramWindows], kind: str, text: str, row: str
) -> None:
    words = [sys.executable, "-c", CLERK, str(file), kind, row, text]
    with subprocess.Popen(
        words, cwd=PROJECT, stdout=subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, text=True
    ) as clerk:
        assert clerk.stdout is not None
        assert clerk.stdout.readline() == "typed\n"
        time.sleep(2)  # the promise: two seconds
        clerk.send_signal(signal.SIGKILL)
    left = left_behind(recovery_folder()).left
    assert [list(one.open.values()) for one in left] == [[text]]
    window = make_program().windows[0]
    window.recovery.take(left)
    settle()
    found = next(one for one in windows_beside(window) if one.session)
    assert found.session is not None
    lines = dossier_of(found).budget.functions
    assert len(lines) == (2 if row == "new" else 1)
    if text == "信访维稳":
        assert text in lines[-1].model_dump().values()
    elif text == "126。5":
        assert Decimal("126.5") in lines[-1].model_dump().values()
    else:
        assert [one.text for one in found.session.drafts.all] == [text]


def many(count: int) -> Dossier:
    rows = [Indicator(name=f'指标{n}"goals":[]') for n in range(count)]
    goal = Goal(dimensions=[Dimension(name="产出", categories=[Category(name="数量", indicators=rows)])])
    form = ProjectForm(template="korla-project-2023", name='"dimensions":[]', goals=[goal])
    return Dossier(year=2026, unit=Unit(name='"forms":[]'), forms=[form])


def test_the_pieces_are_the_dossier() -> None:
    dossier = many(30)
    assert loads(steady(dossier, lambda: 0), "x") == dossier


def test_what_changes_meanwhile_is_not_kept_torn() -> None:
    dossier, count = many(3), iter(range(100))
    assert steady(dossier, lambda: next(count)) == b""


def test_the_window_goes_on_while_much_is_kept() -> None:
    """Between two pieces this thread has its turn."""
    dossier = many(10_000)
    worker = threading.Thread(target=steady, args=(dossier, lambda: 0))
    longest, last = 0.0, time.perf_counter()
    worker.start()
    while worker.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    worker.join()
    assert longest < 0.05
