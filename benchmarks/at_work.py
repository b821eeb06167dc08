"""What a person does in the window, and how long its thread works on it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.invented import DEEDS

if TYPE_CHECKING:  # Qt is loaded in the measured process alone, once that has a user folder of its own
    from ui.indicators.panel import IndicatorPanel
    from ui.window.window import MainWindow

ROWS = 50  # rows that are worked in
REST = 0.001  # seconds between two turns while others work


class Turn(NamedTuple):
    """Seconds of one step without a look at new events: of the thread's own CPU, and by the clock."""

    cpu: float
    wall: float


class Spent(NamedTuple):
    """What an edit took: the longest turn by CPU, the longest by the clock, and all of them together."""

    longest: float
    wall: float
    whole: float


class Work:
    """What a person does in the first form; an edit is over when tree, weight bar and findings are up to date."""

    def __init__(self, application: Any, window: MainWindow, view: str, edits: int) -> None:
        assert window.session is not None
        self._application, self._window, self._session = application, window, window.session
        self._view, self._edits = view, edits
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
        page.show_view(self._view)
        panel = page.findChild(IndicatorPanel)
        assert isinstance(panel, IndicatorPanel)
        assert panel.isVisible()
        return panel

    def all(self, where: str) -> dict[str, list[Spent]]:
        """What every edit took, by what is done and where."""
        typed, checked = self._typing()
        spent = {
            "打一个字，画完": typed,
            "打一个字，画完并审核": checked,
            "改一个权重，画完并审核": self._weights(),
            "上移、下移一行，画完并审核": self._moves(),
            "筛选，画完": self._filters(),
            "全部折叠、展开，画完": self._folds(),
            "写恢复文件": [self._kept() for _ in range(self._edits)],
            "停手 2 秒后整理内存": [self._painted(gc.collect) for _ in range(self._edits)],
        }
        return {f"{where}：{name}": seconds for name, seconds in spent.items()}

    def _settle(self) -> list[Turn]:
        """All that waits is done, turn by turn: what timers of no delay do, and the painting that follows from it."""
        return [self._time(self._application.processEvents) for _ in range(3)]

    def _time(self, step: Callable[[], object]) -> Turn:
        """What this thread works, however busy the machine is with other things, and what passes meanwhile."""
        start, clock = time.thread_time(), time.perf_counter()
        step()
        return Turn(time.thread_time() - start, time.perf_counter() - clock)

    def _check(self) -> list[Turn]:
        """The findings found and shown, turn by turn; the quiet that the rules wait for is left out.

        Between two turns Python is free, as it is while the program's own loop waits: a loop without a rest takes it
        from the thread that makes the pages, and an edit lasts two to five times as long.
        """
        self._session.check_soon()
        spent = []
        while not self._session.checked or self._pages_due():
            time.sleep(REST)
            spent.append(self._time(self._application.processEvents))
        return spent + self._settle()

    def _pages_due(self) -> bool:
        """The official table, where it is open, does not show the last change yet."""
        from ui.preview.panel import OfficialTable

        shown: Iterable[OfficialTable] = self._window.findChildren(OfficialTable)
        return any(one.isVisible() and one._composer.busy for one in shown)

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
        for number in range(self._edits):
            if number % 4 == 0:
                self._open(self._ids[number // 4 % ROWS])
            turns = [self._time(self._press), *self._settle()]
            typed.append(_spent(turns))
            checked.append(_spent(turns + self._check()))
        self._panel.tree.close_cell()
        self._settle()
        names = [indicator.name for indicator in self._form.indicators()][: self._edits // 4]
        assert all(name.endswith(("数量xxxx", "次数xxxx")) for name in names), names
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
        for number in range(self._edits):
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
        spent = [self._found(way) for way in [commands.move_down, commands.move_up] * (self._edits // 2)]
        assert self._session.editor.revision_of(self._form.id) >= revision + self._edits
        return spent

    def _filters(self) -> list[Spent]:
        """Words into the filter, and out again."""
        from PySide6.QtWidgets import QLineEdit

        lines: Iterable[QLineEdit] = self._panel.findChildren(QLineEdit)
        line = next(one for one in lines if one.accessibleName() == "筛选指标")
        texts = [text for number in range(self._edits // 2) for text in (DEEDS[number % 9], "")]
        return [self._searched(partial(line.setText, text)) for text in texts]

    def _searched(self, step: Callable[[], object]) -> Spent:
        """Until all rows are looked at and those found are painted."""
        turns = [self._time(step)]
        while self._panel.searching:
            turns.append(self._time(self._application.processEvents))
        return _spent(turns + self._settle())

    def _folds(self) -> list[Spent]:
        ways = ["collapse", "expand"] * (self._edits // 2)
        return [self._painted(partial(self._panel.do, way)) for way in ways]


def _spent(turns: list[Turn]) -> Spent:
    return Spent(max(turn.cpu for turn in turns), max(turn.wall for turn in turns), sum(turn.cpu for turn in turns))
