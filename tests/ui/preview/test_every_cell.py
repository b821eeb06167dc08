"""Each cell of official tables: what is said there, where every key and a click lead from it, what deeds do to it.

All of it is kept as lines in ``seen/``. Where it is meant to be otherwise: ``WRITE_READ=1 pytest`` this file, and read
what ``git diff`` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from exporters.pages.paginate import Box
from models.forms import DepartmentForm, ProjectForm
from models.rules.finding import Finding, Report, Severity
from models.sheets import Sheet
from tests.known import is_known
from tests.ui.conftest import write
from tests.ui.preview.office import FONTS, JULU, costs_form, project, session_of
from tests.ui.walks.telling import _values
from ui.preview.cells import Stop
from ui.preview.panel import OfficialTable

SEVERITY: tuple[Severity, ...] = ("error", "warning", "info")
SEEN = Path(__file__).parent / "seen"
Kind = tuple[object, ...]
FORMS: dict[str, Callable[[], ProjectForm | DepartmentForm]] = {
    "levels": project,
    "parts": lambda: project(JULU),
    "costs": costs_form,
    "boxes": lambda: project("lukou-project-2026"),
    "department": lambda: DepartmentForm(template="national-department-2021", unit_name="示例局"),
}
_WAYS = ("Up", "Down", "Left", "Right", "Home", "End")
WAYS = (
    *("Tab", "Shift+Tab", "Shift+Return", "F2", "Alt+Down", "PgDown", "PgUp", "Escape"),
    *(before + way for before in ("", "Ctrl+", "Shift+", "Ctrl+Shift+") for way in _WAYS),
)
DEEDS = (
    *("“1” Return", "“≥3x” Return", "“x” Escape", "“x” Alt+Return “y” Ctrl+Return", "Return", "Delete", "Space", "2"),
    *("Ctrl+Return", "Ctrl+Shift+Return", "Ctrl+Return Escape", "Shift+Down Delete", "Shift+Down Ctrl+D", "Ctrl+D"),
    *(
        "Shift+Right Ctrl+R",
        "Ctrl+R",
        "Ctrl+X",
        "Shift+Down Ctrl+C",
        "Ctrl+C Shift+Down Ctrl+V",
        "Alt+Down Down Return",
    ),
    *("Alt+Down Down Return", "《7》", "《甲␣乙》", "《3⏎4》", "《甲⇥≥5⏎乙⇥x》"),
)
"""“what is typed”, 《what is pasted》 (⇥ between cells, ⏎ between rows), and keys."""


class Teller:
    """An official table, and what is told of it."""

    def __init__(self, folder: Path, form: ProjectForm | DepartmentForm) -> None:
        self.session = session_of(folder, form)
        self.told: list[str] = []
        self.table = OfficialTable(self.session, Sheet(form.id), fonts=FONTS)
        self.caret = self.table.caret
        self.table.resize(1100, 760)
        self.table.show()
        self.table.activateWindow()
        self.settle()
        self.find(form)
        self.session.refused.connect(self.told.append)
        self.caret.said.connect(self.told.append)
        assert self.caret.cells
        self.stops = list(self.caret.cells.stops)
        self.before, self.pages = self.data(), self.table.canvas.pages

    def find(self, form: ProjectForm | DepartmentForm) -> None:
        """Something is said of the first places of the form and of a row: what the rules say is theirs to keep."""
        rows = [one.id for one in form.indicators()][:1] or [form.goals[0].id if form.goals else form.id]
        places = f"{form.id}.unit_name", f"{form.id}.amount", f"{rows[0]}.target", rows[0], form.id
        found = [Finding(f"X00{n}", SEVERITY[n % 3], f"话{n}", place, form=form.id) for n, place in enumerate(places)]
        self.session._checking._take(Report(tuple(found)))

    def settle(self) -> None:
        """The pages are those of the dossier."""
        QApplication.processEvents()
        if self.table._composer.busy:
            self.table._composer.now()

    def data(self) -> list[str]:
        """All that is in the form."""
        return list(_values("", self.session.dossier.forms[0]))

    def kind(self, stop: Stop) -> Kind:
        """What sort of place it is."""
        slot = stop.slot
        return slot.scope, slot.kind, slot.choice != "", slot.node in self.session.editor

    def lines(self, known: set[Kind]) -> Iterator[str]:
        """What is told of all places; where a kind of them is not ``known`` yet, where keys lead and what deeds do."""
        bars = self.table.canvas.verticalScrollBar(), self.table.canvas.horizontalScrollBar()
        yield f"scrolled by {[bar.accessibleName() for bar in bars]}"
        for number, stop in enumerate(self.stops):
            self.caret.select(stop)
            yield f"═ {number} {' '.join(self.said(stop))}"
            yield from self.clicks(stop)
            kind = self.kind(stop)
            if kind not in known:
                known.add(kind)
                yield f"keys {' '.join(f'{key}→{self.after(stop, key)}' for key in WAYS)}"
                yield from (f"▶ {deed}→ {self.after(stop, deed)}" for deed in DEEDS)

    def said(self, stop: Stop) -> Iterator[str]:
        """What the table says of a place."""
        editor, caret = self.caret.editor, self.caret
        yield f"{stop.anchor} {stop.slot.path} “{caret.text()}”"
        yield f"where “{self.table.where.property('whole')}”"
        yield f"spoken “{editor.accessibleName()}” “{editor.accessibleDescription()}” {editor.property('path')}"
        yield f"choices {caret.choices()} menu {[one.text() for one in self.table._made_menu().actions()]}"

    def clicks(self, stop: Stop) -> Iterator[str]:
        """The place that a click at each part of a cell goes to; the words that come up there."""
        assert self.caret.cells
        cell = self.caret.cells.cells[stop.anchor]
        if cell.slots[0].path != stop.slot.path:
            return
        number, box = next(self.table.canvas.boxes(*stop.anchor))
        self.table.canvas.reveal(number, box)
        many = len(cell.slots) > 1
        across, down = ((1, 3, 5, 7, 9, 11), (1, 6, 11)) if many else ((6,), (6,))
        found = [self.clicked(number, box, x / 12, y / 12) for y in down for x in across]
        yield f"clicks {' '.join(found)} tip “{self.tip(number, box)}”"

    def clicked(self, number: int, box: Box, across: float, down: float) -> str:
        """Where a click there leads, nothing being ticked."""
        place = _part(self.table.canvas.area(number, box), across, down)
        button, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
        QTest.mouseClick(self.table.canvas.viewport(), button, held, place)
        return self.place(self.caret.current)

    def tip(self, number: int, box: Box) -> str:
        """What comes up where the mouse rests."""
        place = _part(self.table.canvas.area(number, box), 0.5, 0.5)
        viewport = self.table.canvas.viewport()
        QToolTip.hideText()
        event = QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place))
        QApplication.sendEvent(viewport, event)
        return QToolTip.text()

    def place(self, stop: Stop | None) -> str:
        """A place by its number among those of the beginning, or by its path where it is new."""
        if stop is None:
            return "none"
        return str(self.stops.index(stop)) if stop in self.stops else f"{stop.anchor}{stop.slot.name}"

    def after(self, stop: Stop, deed: str) -> str:
        """What is another after a deed at a place, told in a line; then all is as it was."""
        self.caret.select(stop)
        QGuiApplication.clipboard().setText("剪贴板")
        step = self.session.history.stack.index()
        for part in deed.split(" "):
            self.do(part)
        line = " ".join(filter(None, self.state(stop)))
        self.back(step)
        return line

    def do(self, part: str) -> None:
        """One part of a deed."""
        editor = self.caret.editor
        if part[0] == "“":
            write(editor, part[1:-1])
        elif part[0] == "《":
            QGuiApplication.clipboard().setText(part[1:-1].replace("⇥", "\t").replace("␣", " ").replace("⏎", "\n"))
            self.do("Ctrl+V")
        else:
            keys: Any = QKeySequence(part)
            QTest.keyClick(editor, keys[0].key(), keys[0].keyboardModifiers())
        if self.caret.editor._early is not None:  # what follows waits for the pages
            self.table._composer.now()

    def state(self, stop: Stop) -> Iterator[str]:
        """Where one is, what is chosen, typed, offered, told, copied and changed."""
        caret = self.caret
        yield self.place(caret.current) if caret.current != stop else "="
        if caret.far is not None and (chosen := caret.range()):
            yield f"to {self.place(caret.far)} ({len(chosen.anchors)})"
        if caret.editor.awake:
            yield f"open “{caret.editor.toPlainText()}” {caret.editor.wrong}".rstrip()
            over = [type(one).__name__ for one in self.table.canvas.viewport().children()]
            yield f"over all {over[-1]}" if over[-1] != "CellEditor" else ""
        if caret.words.isVisible():
            chosen_word = caret.words.currentItem()
            yield f"list {[caret.words.item(one).text() for one in range(caret.words.count())]}"
            yield f"at {chosen_word.text() if chosen_word else None}"
        if (copied := QGuiApplication.clipboard().text()) != "剪贴板":
            yield f"copied {copied!r}"
        yield from self.told
        yield from (f"page {number}" for number in [self.table.canvas.page] if number)
        now = self.data()
        changed = [line.strip() for line in unified_diff(self.before, now, n=0, lineterm="")][2:]
        lines = [line for line in changed if line[0] in "+-"]
        if lines:
            stack = self.session.history.stack
            yield f"{stack.count()}：{stack.undoText()}｜{'｜'.join(lines)}"

    def back(self, step: int) -> None:
        """As it was before the deed."""
        self.caret.cancel()
        for one in self.session.drafts.all:
            self.session.drafts.drop(one.path)
        stack = self.session.history.stack
        while stack.index() > step:
            self.session.undo()
        self.caret.select(self.stops[0])
        self.table.canvas.show_page(0)
        if self.table.canvas.pages != self.pages:
            self.table._composer.now()
        self.told.clear()
        assert self.data() == self.before


def _part(area: QRectF, across: float, down: float) -> QPoint:
    return QPoint(round(area.x() + area.width() * across), round(area.y() + area.height() * down))


def _numbered(lines: Iterator[str]) -> Iterator[str]:
    """Ids by the order in which they come up: how many are made for blank rows depends on how often pages are made."""
    order: dict[str, str] = {}
    for line in lines:
        plain = re.sub(r"\bn\d+\b", lambda found: order.setdefault(found[0], f"#{len(order) + 1}"), line)
        yield plain.replace("\n", "⏎")


@pytest.mark.usefixtures("qapp", "ids_in_order")
@pytest.mark.parametrize("name", FORMS)
def test_each_cell_is_as_it_is_known_to_be(tmp_path: Path, name: str) -> None:
    known = set[Kind]()
    for earlier in list(FORMS)[: list(FORMS).index(name)]:
        before = Teller(tmp_path, FORMS[earlier]())
        known |= set(map(before.kind, before.stops))
        before.table.close()
    teller = Teller(tmp_path, FORMS[name]())
    lines = list(_numbered(teller.lines(known)))
    teller.table.close()
    is_known(SEEN / f"{name}.txt", lines)
