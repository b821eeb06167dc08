"""Whatever is done in the official table, in whatever order: its cells are the dossier's, and all can be undone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.files.jxmb import dumps
from models.forms import ProjectForm
from models.sheets import Sheet
from tests.effort import examples
from tests.ui.preview.office import FONTS, JIANGHAN, JULU, KORLA, costs_form, project, session_of
from ui.preview.cells import FormCells, Stop
from ui.preview.panel import OfficialTable

Key, Mod = Qt.Key, Qt.KeyboardModifier
FORMS: dict[str, Callable[[], ProjectForm]] = {
    KORLA: project,
    JULU: lambda: project(JULU),
    JIANGHAN: costs_form,
    "lukou": lambda: project("lukou-project-2026"),
}
KEYS = {
    "tab": (Key.Key_Tab, Mod.NoModifier),
    "back": (Key.Key_Backtab, Mod.ShiftModifier),
    "enter": (Key.Key_Return, Mod.NoModifier),
    "below": (Key.Key_Return, Mod.ControlModifier),
    "above": (Key.Key_Return, Mod.ControlModifier | Mod.ShiftModifier),
    "escape": (Key.Key_Escape, Mod.NoModifier),
    "delete": (Key.Key_Delete, Mod.NoModifier),
    "copy": (Key.Key_C, Mod.ControlModifier),
    "cut": (Key.Key_X, Mod.ControlModifier),
    "paste": (Key.Key_V, Mod.ControlModifier),
    "down": (Key.Key_D, Mod.ControlModifier),
    "right": (Key.Key_R, Mod.ControlModifier),
    "far down": (Key.Key_Down, Mod.ControlModifier | Mod.ShiftModifier),
    "far right": (Key.Key_Right, Mod.ControlModifier | Mod.ShiftModifier),
    "further": (Key.Key_Down, Mod.ShiftModifier),
}
CELLS = st.sampled_from(["", "12", "≥95%", "甲", "计划标准", "12x", "次"])
WIDEST, LONGEST = 3, 4


class Working(RuleBasedStateMachine):
    """One form in its official table under random hands."""

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.table: OfficialTable | None = None

    @initialize(make=st.sampled_from(sorted(FORMS)))
    def open(self, make: str) -> None:
        form = FORMS[make]()
        self.session = session_of(Path(self.home.name), form)
        self.table = OfficialTable(self.session, Sheet(form.id), fonts=FONTS)
        self.table.resize(900, 700)
        self.table.show()
        self.settle()
        self.first = dumps(self.session.dossier)

    def settle(self) -> None:
        assert self.table
        QApplication.processEvents()
        self.table._composer.now()

    @property
    def cells(self) -> FormCells:
        assert self.table
        assert self.table.caret.cells
        return self.table.caret.cells

    def place(self, stop: Stop) -> QPointF:
        assert self.table
        number, box = next(self.table.canvas.boxes(*stop.anchor))
        self.table.canvas.reveal(number, box)
        return self.table.canvas.area(number, box).center()

    def drawn(self, number: int) -> Stop:
        return self.cells.stops[number % len(self.cells.stops)]

    @rule(number=st.integers(0, 500), shift=st.booleans())
    def click(self, number: int, *, shift: bool) -> None:
        assert self.table
        place = self.place(self.drawn(number)).toPoint()
        modifier = Mod.ShiftModifier if shift else Mod.NoModifier
        QTest.mouseClick(self.table.canvas.viewport(), Qt.MouseButton.LeftButton, modifier, place)
        self.settle()

    @rule(start=st.integers(0, 500), end=st.integers(0, 500))
    def drag(self, start: int, end: int) -> None:
        assert self.table
        viewport = self.table.canvas.viewport()
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=self.place(self.drawn(start)).toPoint())
        self.table.canvas.dragged.emit(self.box(self.drawn(end)))  # the screenless mouse holds no button while it moves
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=self.place(self.drawn(end)).toPoint())
        self.settle()

    @rule(end=st.integers(0, 500))
    def fill(self, end: int) -> None:
        assert self.table
        handle = self.table._mouse.handle
        if square := handle.area():
            viewport = self.table.canvas.viewport()
            QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=square.center().toPoint())
            self.table.canvas.dragged.emit(self.box(self.drawn(end)))
            QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=self.place(self.drawn(end)).toPoint())
            self.settle()

    def box(self, stop: Stop) -> object:
        assert self.table
        return next(self.table.canvas.boxes(*stop.anchor))[1]

    @rule(name=st.sampled_from(sorted(KEYS)))
    def strike(self, name: str) -> None:
        assert self.table
        QTest.keyClick(self.table.caret.editor, *KEYS[name])
        self.settle()

    @rule(text=st.sampled_from(["7", "abc", "12x", ">=3", "-"]), end=st.sampled_from(["enter", "tab", "escape"]))
    def type(self, text: str, end: str) -> None:
        assert self.table
        QTest.keyClicks(self.table.caret.editor, text)
        QTest.keyClick(self.table.caret.editor, *KEYS[end])
        self.settle()

    @rule(
        block=st.integers(1, WIDEST).flatmap(
            lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=LONGEST)
        )
    )
    def paste_a_block(self, block: list[list[str]]) -> None:
        assert self.table
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in block))
        QTest.keyClick(self.table.caret.editor, *KEYS["paste"])
        self.settle()

    @rule(act=st.sampled_from(["undo", "redo"]))
    def go_back_or_on(self, act: str) -> None:
        go: Callable[[], object] = getattr(self.session, act)
        go()
        self.settle()

    @rule()
    def undo_all_and_redo_all(self) -> None:
        """What is half typed is given up first, as Ctrl+Z in the window does it by the cell."""
        assert self.table
        self.table.caret.cancel()
        now, stack = dumps(self.session.dossier), self.session.history.stack
        place = stack.index()
        while stack.canUndo():
            self.session.undo()
        assert dumps(self.session.dossier) == self.first
        while stack.index() < place:
            self.session.redo()
        assert dumps(self.session.dossier) == now
        self.settle()

    @invariant()
    def one_is_at_a_cell_that_is_there(self) -> None:
        if self.table is None:
            return
        caret = self.table.caret
        for stop in (caret.current, caret.far):
            assert stop is None or stop in self.cells.stops
        if (selected := caret.range()) is not None:
            assert caret.current
            assert caret.current.anchor in selected.anchors

    def teardown(self) -> None:
        if self.table is not None:
            self.table.caret.cancel()
            self.table.close()
            self.table.deleteLater()
        self.home.cleanup()


@pytest.mark.hypothesis  # the run by hand is not recognised as one
@pytest.mark.usefixtures("qapp")
def test_any_work_in_the_table_can_be_undone() -> None:
    run_state_machine_as_test(Working, settings=settings(max_examples=examples(40), stateful_step_count=20))
