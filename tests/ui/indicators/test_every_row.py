"""Each cell of a tree: what the model answers, where every key leads, what deeds, actions and pasting do there.

All of it is kept as lines in ``seen/``. Where it is meant to be otherwise: ``WRITE_READ=1 pytest`` this file, and read
what ``git diff`` says.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from models.dossier import Dossier
from models.files.jxmb import load
from models.forms import ProjectForm
from models.goals import Category, Dimension, Indicator, Period
from models.making import from_last_year
from models.sheets import Sheet
from models.target import Target
from tests.known import is_known
from tests.ui.conftest import every, sample_of, settle, write
from tests.ui.form.parts import told
from tests.ui.indicators.conftest import dossier_of, goal_of, templates
from tests.ui.looks.test_properties import made
from tests.ui.walks.hands import row_at
from tests.ui.walks.telling import _values
from tests.ui.walks.walking import small
from ui.controls.marks import Mark
from ui.indicators import roles
from ui.indicators.cells import CANCEL, WithLists
from ui.indicators.columns import columns_of
from ui.indicators.entries import INDICATOR
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session

SEEN = Path(__file__).parent / "seen"
PARTS = "渌口"
PERIODS: tuple[Period, ...] = ("annual", "long_term")
Make = Callable[[Dossier], Session]
_Role, ACROSS = Qt.ItemDataRole, Qt.Orientation.Horizontal
ROLES = {role.name.removesuffix("Role"): role for role in _Role if role not in (_Role.DisplayRole, _Role.UserRole)}
ROLES |= {name: getattr(roles, name) for name in vars(roles) if name.endswith("_ROLE")}
_WAYS = ("Up", "Down", "Left", "Right", "Home", "End")
WAYS = (*_WAYS, "Tab", "Shift+Tab", "Return", "F2", "Escape", "Ctrl+Home", "Ctrl+End", "Shift+Down Ctrl+C", "+", "*")
LONG = f"“{'长文字' * 40}”"
WIDE = f"《{'⇥'.join(map(str, range(14)))}》"
DEEDS = (
    *(
        "“1” Return",
        "“x” Escape",
        "“≥3x” Tab",
        "“甲” Shift+Tab",
        "F2 “9” Ctrl+Return",
        "Delete",
        "F2 Home “0” Ctrl+Tab",
    ),
    *(
        "Ctrl+C",
        "Ctrl+X",
        "Return Return",
        "“1” ~",
        "F2 Alt+Down Down Return",
        "Shift+Down Delete",
        "Shift+Down Ctrl+X",
    ),
    *("《7》", "《甲⇥≥5》", "《甲⏎乙》", "《甲⇥≥5%⇥x⏎乙⇥12⇥3》", "《␣》", WIDE),
)
"""“typed”, 《pasted》 (⇥ between cells, ⏎ between rows), ~ for a change by another hand, - for undoing, and keys."""
BEHIND = (
    "Tab",
    "Return",
    "Return “新” Return",
    "Return Escape",
    "Tab “1” Escape",
    "Return Up",
    "Return !add_indicator",
)
"""Deeds in the last row, behind which one is offered."""
TABLES = (
    "一级指标⇥二级指标⇥三级指标⇥指标值⇥分值权重⏎产出指标⇥数量指标⇥新来的⇥≥5个⇥10⏎⇥质量指标⇥合格率⇥≥9%⇥x⏎"
    "效益指标⇥社会效益指标⇥受益⇥优⇥",
    "产出指标⇥数量指标⇥新来的⇥≥5个⏎别的指标⇥另一种⇥也新来的⇥≤3天",
    "三级指标⇥指标值⏎新来的⇥≥5个",
    "没有⇥认得出的",
    "一级指标⇥二级指标⇥三级指标",
)


def written() -> Dossier:
    """A goal of each period and an empty one; a row without weight, one without name, a level without rows."""
    annual, far = goal_of(), goal_of(goal_of_rows(), "long_term", "l")
    first = annual.dimensions[0]
    first.categories.append(Category(id="c9", name="时效指标"))
    first.categories[0].indicators.append(Indicator(id="i9", target=Target.parse("≤3天")))
    annual.dimensions.append(Dimension(id="d9", name=""))
    first.categories[0].indicators[0].basis = "比格宽得多的文字。" * 12
    first.categories[0].indicators[1].evidence = "两行\n两行"
    return dossier_of(annual, far)


def goal_of_rows() -> tuple[tuple[str, str, str, str, str], ...]:
    """Those of the long-term goal."""
    return (("产出指标", "数量指标", "长期的一个", "≥3个", "5"),)


def in_parts() -> Dossier:
    """Under a template with a column for each part of a value."""
    return dossier_of(goal_of(), template="yueyanglou-department-2023")


def bare() -> Dossier:
    """Levels without rows, and without a 二级指标."""
    goal = goal_of(())
    goal.dimensions = [Dimension(id="d1", name="产出指标"), Dimension(id="d2", name="效益指标")]
    return dossier_of(goal)


def aged(sample: str = "江汉") -> Dossier:
    """A sample as next year's, of its project alone."""
    dossier = from_last_year(small(load(sample_of(sample))))
    dossier.forms = [next(one for one in dossier.forms if isinstance(one, ProjectForm))]
    first = next(dossier.indicators())
    first.remark = "版式不印的"
    return dossier


WRITTEN: dict[str, Callable[[], Dossier]] = {"written": written, "aged": aged, "parts": partial(aged, PARTS)}


class Teller:
    """A tree, and what is told of it."""

    def __init__(self, session: Session) -> None:
        form = session.dossier.forms[0]
        self.session, self.panel = session, IndicatorPanel(session, Sheet(form.id))
        QTest.keyClick(self.panel, Qt.Key.Key_Shift)  # Qt remembers a modifier of another test's last key
        self.tree, self.model = self.panel.tree, self.panel.model
        self.panel.resize(1100, 500)
        self.panel.show_goal(form.goals[0].id)
        self.panel.show()
        self.panel.activateWindow()
        self.panel.setUpdatesEnabled(False)  # nobody looks at it
        session.check()
        settle()
        self.before = self.data()
        self.told: list[str] = []
        self.model.dataChanged.connect(self._hear)

    def _hear(self, first: QModelIndex, last: QModelIndex, asked: list[int]) -> None:
        """Which cells the model says are others, in which answers."""
        self.told.append(f"{self.place(first)}…{self.place(last)} {sorted(int(one) for one in asked)}")

    def data(self) -> list[str]:
        """All that is in the form."""
        return list(_values("", self.session.dossier.forms[0]))

    def rows(self, above: QModelIndex | None = None) -> Iterator[QModelIndex]:
        """All rows, each before what is under it."""
        above = above or QModelIndex()
        for row in range(self.model.rowCount(above)):
            index = self.model.index(row, 0, above)
            yield index
            yield from self.rows(index)

    # --- what the model answers ---------------------------------------------------------------------------------------

    def answers(self) -> Iterator[str]:
        """Of heads and cells, every answer that is not empty."""
        for column in range(self.model.columnCount()):
            heads = {name: self.model.headerData(column, ACROSS, role) for name, role in ROLES.items()}
            yield f"head {column} {self.model.headerData(column, ACROSS)} {_told(heads)}"
        for first in self.rows():
            for column in range(self.model.columnCount()):
                index = first.siblingAtColumn(column)
                told = _told({name: self.model.data(index, role) for name, role in ROLES.items()})
                yield f"{self.place(index)} “{index.data()}” {told} {index.flags().value:x}"

    def place(self, index: QModelIndex) -> str:
        """The way to a row from the top, and the column."""
        way: list[str] = []
        one = index
        while one.isValid():
            way.insert(0, str(one.row()))
            one = one.parent()
        return f"{'.'.join(way)}→{index.column()}" if way else "none"

    # --- keys, deeds and actions --------------------------------------------------------------------------------------

    def deeds(self, known: set[object]) -> Iterator[str]:
        """Keys and deeds where a kind of cell is not ``known`` yet; actions at the first and last rows, and at none."""
        first: dict[int, str] = {}
        last: dict[int, str] = {}
        for row in self.rows():
            level = self.model.level(row)
            first.setdefault(level, self.place(row))
            last[level] = self.place(row)
        for kind, place in self.kinds().items():
            if kind not in known:
                yield from self.at(place)
        if INDICATOR in last:
            end = last[INDICATOR].partition("→")[0]
            for place in (f"{end}→0", f"{end}→{self.model.columnCount() - 1}"):
                yield f"═ {place}"
                yield from (f"▶ {deed}→ {self.after(place, deed)}" for deed in BEHIND)
        names = [one.objectName() for one in self.panel.actions() if one.objectName()]
        for place in ("none", *first.values(), *last.values()):
            yield f"═ {place}"
            yield from (f"▶ {name}→ {self.after(place, f'!{name}')}" for name in names)
            yield from (f"▶ two {name}→ {self.after(place, f'Shift+Down !{name}')}" for name in ("balance", "move_up"))
        for place in ("none", *list(first.values())[-1:]):
            yield from (
                f"▶ {place} 《{number}》→ {self.after(place, f'《{one}》')}" for number, one in enumerate(TABLES)
            )

    def kinds(self) -> dict[object, str]:
        """The first cell of each kind."""
        found: dict[object, str] = {}
        for row in self.rows():
            level = self.model.level(row)
            for column, one in enumerate(self.model.columns):
                kind = level, one.kind if level == INDICATOR else column == 0
                found.setdefault(kind, self.place(row.siblingAtColumn(column)))
        return found

    def at(self, place: str) -> Iterator[str]:
        """Where keys lead from a cell, and what deeds do there."""
        yield f"═ {place} keys {' '.join(f'{key}→{self.after(place, key)}' for key in WAYS)}"
        yield from (f"▶ {deed}→ {self.after(place, deed)}" for deed in DEEDS)

    def after(self, place: str, deed: str) -> str:
        """What is another after a deed at a cell, told in a line; then all is as it was."""
        way, _, column = place.partition("→")
        self.tree.setCurrentIndex(row_at(self.model, way, int(column)) if column else QModelIndex())
        self.panel.take_focus()
        QGuiApplication.clipboard().setText("剪贴板")
        for part in deed.split(" "):
            self.do(part)
        line = " ".join(filter(None, self.state(place)))
        self.back()
        return line

    def do(self, part: str) -> None:
        """One part of a deed."""
        widget = QApplication.focusWidget() or self.tree
        if part[0] == "“":
            write(widget, part[1:-1])
        elif part[0] == "《":
            QGuiApplication.clipboard().setText(part[1:-1].replace("⇥", "\t").replace("␣", " ").replace("⏎", "\n"))
            self.panel.do("paste")
        elif part[0] == "!":
            self.panel.do(part[1:])
        elif part == "~":
            self.session.set_value(self.tree.cells.path or "i1.basis", "别处改的", typing=False)
        elif part == "-":
            self.session.undo()
        else:
            keys: Any = QKeySequence(part)
            QTest.keyClick(widget, keys[0].key(), keys[0].keyboardModifiers())

    def state(self, place: str) -> Iterator[str]:
        """Where one is, what is chosen, open, offered, told, copied and changed."""
        tree = self.tree
        settle()
        current = tree.currentIndex()
        yield self.place(current) if self.place(current) != place else "="
        if (chosen := len(tree.selected_ids())) != 1:
            yield f"chosen {chosen}"
        yield from self.open()
        focus = QApplication.focusWidget()
        if tree.cells.editor is None and focus is not tree:
            yield f"keyboard {focus and focus.accessibleName()}"
        folded = [self.place(row) for row in self.rows() if self.model.rowCount(row) and not tree.isExpanded(row)]
        yield from (f"folded {place}" for place in folded)
        if isinstance(menu := QApplication.activePopupWidget(), QMenu):
            yield f"menu {'｜'.join(one.text() for one in menu.actions())}"
        if (copied := QGuiApplication.clipboard().text()) != "剪贴板":
            yield f"copied {copied!r}"
        if self.panel.messages.isVisible():
            buttons = [one.text() for one in every(self.panel.messages, QPushButton) if one.isVisible()]
            yield f"said {self.panel.messages.text}{buttons}"
        yield f"cells {zlib.crc32(' '.join(sorted(set(self.told))).encode()):08x}" if self.told else ""
        yield from self.changed()

    def open(self) -> Iterator[str]:
        """The cell that is open, how it lies, and what stands in it."""
        editor = self.tree.cells.editor
        if editor is None:
            return
        cell, lies = self.tree.visualRect(self.tree.currentIndex()), editor.geometry()
        size = f"{_than(lies.width(), cell.width())}×{_than(lies.height(), cell.height())}"
        at = f"{lies.x() - cell.x():+d},{lies.y() - cell.y():+d}"
        line: Any = editor.line if isinstance(editor, WithLists) else editor
        yield f"open {type(editor).__name__} “{editor.text()}” {editor.accessibleName()} {size} {at}"
        chosen = line.selectedText() if hasattr(line, "selectedText") else line.textCursor().selectedText()
        yield f"chosen “{chosen}” wrong “{editor.toolTip()}”"

    def changed(self) -> Iterator[str]:
        """What is another in the dossier."""
        lines = list(unified_diff(self.before, self.data(), n=0, lineterm=""))[2:]
        drafts = [f"{one.path}={one.text}" for one in self.session.drafts.all]
        yield from (f"draft {one}" for one in drafts)
        if told := [line.strip() for line in lines if line[0] in "+-"]:
            stack = self.session.history.stack
            yield f"{stack.index()}：{stack.undoText()}｜{'｜'.join(told)}"

    def back(self) -> None:
        """As it was before the deed."""
        if popup := QApplication.activePopupWidget():
            popup.close()
        self.tree.close_cell(CANCEL)
        self.panel.offering.withdraw()
        for one in self.session.drafts.all:
            self.session.drafts.drop(one.path)
        while self.session.history.stack.index():
            self.session.undo()
        self.panel.messages.clear()
        self.tree.unfold_all()
        settle()
        self.told.clear()
        assert self.data() == self.before


def _told(answers: dict[str, Any]) -> str:
    return " ".join(f"{name}={_word(one)}" for name, one in answers.items() if one not in (None, "", False))


def _word(answer: Any) -> str:
    match answer:
        case Mark():
            return f"{answer.severity} {answer.word} {answer.text}"
        case QFont():
            return "bold" if answer.bold() else "plain"
        case QColor():
            return answer.name()
        case QIcon():
            return "sign"
    return str(getattr(answer, "value", answer))


def _than(size: int, other: int) -> str:
    return "cell" if size == other else "larger" if size > other else "smaller"


def _columns() -> Iterator[str]:
    """The columns of each goal of each template."""
    for name, template in sorted(templates().items()):
        for period in PERIODS:
            for number in (1, 2):
                found = columns_of(template, period, 2026, number)
                yield f"{name} {period} {number} " + "｜".join(
                    f"{one.head} {one.field} {one.kind} {one.tip} {','.join(one.words)}" for one in found
                )
    yield "none " + "｜".join(f"{one.head} {one.field} {one.kind}" for one in columns_of(None, "annual", 2026, 1))


pytestmark = pytest.mark.usefixtures("ids_in_order")


def test_columns_are_as_they_are_known_to_be() -> None:
    is_known(SEEN / f"{'columns'}.txt", list(_columns()))


@pytest.mark.parametrize("name", ["written", "aged", "parts"])
def test_the_model_answers_what_it_is_known_to_answer(make_session: Make, name: str) -> None:
    session = make_session(WRITTEN[name]())
    first, second, *_ = list(session.dossier.indicators())
    session.drafts.keep(f"{second.id}.weight", "十", "要填数。")
    session.apply(session.comments.writing(f"{first.id}.basis", "请核对", "王"))
    session.apply(session.comments.writing(second.id, "再看", ""))
    teller = Teller(session)
    known = [*told(teller.panel), *made(teller.panel), *teller.answers()]
    lines = [re.sub(r"\d\d-\d\d \d\d:\d\d", "THEN", line) for line in known]
    teller.panel.close()
    is_known(SEEN / f"{f'answers-{name}'}.txt", lines)


@pytest.mark.parametrize("name", ["rows", "parts", "bare"])
def test_each_cell_does_what_it_is_known_to_do(make_session: Make, name: str) -> None:
    trees: dict[str, Callable[[], Dossier]] = {"rows": written, "parts": in_parts, "bare": bare}
    known: set[object] = set()
    for earlier in list(trees)[: list(trees).index(name)]:
        before = Teller(make_session(trees[earlier]()))
        known.update(before.kinds())
        before.panel.close()
    teller = Teller(make_session(trees[name]()))
    lines = list(teller.deeds(known))
    teller.panel.close()
    is_known(SEEN / f"{f'deeds-{name}'}.txt", lines)
