"""Each control by itself: what it shows, where it lies and what it tells, deed by deed.

All of it is kept as lines in ``seen/``. Where it is meant to be otherwise: ``WRITE_READ=1 pytest`` this file, and read
what ``git diff`` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.files.jxmb import load
from models.forms import ProjectForm
from models.making import from_last_year
from tests.known import is_known
from tests.ui.conftest import compose, every, sample_of, settle, write
from tests.ui.controls.whole.at_work import SEEN, area, both, strike
from tests.ui.form.parts import told
from tests.ui.looks.test_properties import made
from tests.ui.walks.walking import small
from ui.controls.editors import UNBOUNDED, ChoiceField, ComboField, LineField, TextField
from ui.controls.messages import MessageBar
from ui.controls.palette import Palette, entries
from ui.ground.settings import LAST_YEAR
from ui.session.session import Session
from ui.window.window import MainWindow

OVERRIDDEN = ("a", "Del", "Home", "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "F2", "Ctrl+Return")
pytestmark = pytest.mark.usefixtures("letters_of_its_own", "one_moment")
Lines = Iterator[str]


def same(name: str, lines: Lines) -> None:
    """They are those that are known."""
    is_known(SEEN / f"{name}.txt", (re.sub(r"\d\d-\d\d \d\d:\d\d", "THEN", line.rstrip()) for line in lines))


# --- fields -----------------------------------------------------------------------------------------------------------


class Fields:
    """Fields of a form that was made from last year's, one under the other, and what is told of them."""

    def __init__(self, session: Session, page: QWidget) -> None:
        form = next(one for one in session.dossier.forms if isinstance(one, ProjectForm))
        self.session, self.form, self.page = session, form.id, page
        unit = QPushButton("别处")
        choices = [("一次性", "一次性"), ("经常性", "经常性"), ("跨年度", "跨年度")]
        self.fields: dict[str, Any] = {
            "line": LineField(session, f"{form.id}.leader", name="负责人"),
            "amount": LineField(session, f"{form.id}.amount", "amount", "金额"),
            "text": TextField(session, f"{form.goals[0].id}.statement", "目标", 40),
            "free": TextField(session, f"{form.id}.overview", "概况", lines=3),
            "boxes": ChoiceField(session, f"{form.id}.frequency", choices, "性质"),
            "several": ChoiceField(session, f"{form.id}.category", choices, "类别", "、"),
            "combo": ComboField(session, f"{form.id}.supervisor", ["甲处", "乙处"], "主管"),
        }
        column = QVBoxLayout(page)
        self.heard: list[str] = []
        for one in (*self.fields.values(), unit):
            column.addWidget(one)
        self.elsewhere = unit
        for name in ("line", "amount"):
            self.fields[name].problem.connect(lambda words, name=name: self.heard.append(f"{name} {words}"))
        session.refused.connect(self.heard.append)
        settle()

    def lines(self) -> Lines:
        """What deeds do to each field."""
        yield from made(self.page)
        for name, field in self.fields.items():
            yield f"═ {name} {field.path()} {area(field.geometry())} {field.minimumSizeHint().width()}"
            for deed, do in self.deeds(field).items():
                do()
                settle()
                yield f"▶ {deed}→ {' '.join(self.state(field))}"
            yield f"keys of its own {self.own_keys(field)}"
            self.elsewhere.setFocus()
            yield from (f"menu {line}" for line in self.menu(field))

    def deeds(self, field: Any) -> dict[str, Callable[[], object]]:
        """In this order."""
        path, session = field.path(), self.session
        line: Any = field.lineEdit() if isinstance(field, ComboField) else field
        none = None if path.endswith("amount") else ""

        def put(value: object) -> Callable[[], object]:
            return lambda: session.set_value(path, value, typing=False)

        def show_line(*, on: bool) -> Callable[[], object]:
            return lambda: session.settings.__setitem__(LAST_YEAR, on)

        def say() -> object:
            return session.apply(session.comments.writing(path, "请核对", ""))

        return {
            "go there": field.setFocus,
            "type": lambda: self.type("12"),
            "type more": lambda: self.type("x"),
            "another hand": put(none),
            "refresh": field.refresh,
            "undo": lambda: strike("Ctrl+Z"),
            "undo again": lambda: strike("Ctrl+Z"),
            "redo": lambda: strike("Ctrl+Y"),
            "rub out": lambda: strike("Backspace Delete"),
            "compose": lambda: compose(QApplication.focusWidget() or line, "正在"),
            "another hand meanwhile": both(put(none), field.refresh),
            "compose no more": lambda: compose(QApplication.focusWidget() or line, ""),
            "space": lambda: strike("Space"),
            "paste lines": both(lambda: _copied("3\n4\t5\n"), lambda: strike("Ctrl+A Ctrl+V")),
            "anew": both(lambda: strike("Ctrl+A"), lambda: self.type("5")),
            "no number": lambda: self.type("x"),
            "a long text": lambda: self.type("长" * 120),
            "Enter": lambda: strike("Return"),
            "leave": self.elsewhere.setFocus,
            "set elsewhere": both(put(none if none is None else "别处写的"), field.refresh),
            "a finding": lambda: field.mark("warning", "提醒 X1：不对"),
            "last year": field.show_notes,
            "without last year's line": both(show_line(on=False), field.show_notes),
            "with it": both(show_line(on=True), field.show_notes),
            "said": both(say, field.show_notes),
            "no finding": lambda: field.mark("", ""),
            "kept low": lambda: field.keep_within(70) if isinstance(field, TextField) else None,
            "kept no more": lambda: field.keep_within(UNBOUNDED) if isinstance(field, TextField) else None,
            "narrow": lambda: self.page.resize(160, 600),
            "wide": lambda: self.page.resize(900, 600),
        }

    def type(self, text: str) -> None:
        """Into what has the keyboard, behind what stands there."""
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit) and not widget.hasSelectedText():
            widget.end(False)
        if isinstance(widget, QPlainTextEdit) and not widget.textCursor().hasSelection():
            widget.moveCursor(widget.textCursor().MoveOperation.End)
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            write(widget, text)

    def state(self, field: Any) -> Lines:
        """What it shows, where the keyboard is, what the dossier has, what was told."""
        line: Any = field.lineEdit() if isinstance(field, ComboField) else field
        yield " ".join(part.strip() for part in told(line))
        yield f"{area(field.geometry())} “{field.accessibleDescription()}”"
        if isinstance(line, QLineEdit):
            yield f"cursor {line.cursorPosition()} chosen {line.selectedText()}"
        if isinstance(line, TextField):
            edges = line.viewportMargins()
            yield f"cursor {line.textCursor().position()} edges {edges.bottom()} lines {line._lines()}"
        if isinstance(field, ChoiceField):
            shown = [f"{one.text()} {area(one.geometry())}" for one in field._boxes.values()]
            yield f"boxes {shown} {field._row.direction().name} {field._row.spacing()}"
            yield f"least {field.minimumSizeHint().width()}"
        holder = QApplication.focusWidget()
        yield f"keyboard {type(holder).__name__} {holder.accessibleName() if holder else ''}"
        stack, session = self.session.history.stack, self.session
        yield f"holds {session.value(field.path())!r} {stack.index()}/{stack.count()} {stack.undoText()[:30]}"
        yield f"at {session.focus_path} drafts {[one.text for one in session.drafts.all]} heard {self.heard}"
        self.heard.clear()

    def own_keys(self, field: Any) -> list[str]:
        """Those that mean something in the field, whatever they mean in the window."""
        part: Any = field.lineEdit() if isinstance(field, ComboField) else field
        found: list[str] = []
        for key in OVERRIDDEN:
            combined: Any = QKeySequence(key)
            event = QKeyEvent(QEvent.Type.ShortcutOverride, combined[0].key(), combined[0].keyboardModifiers(), key)
            event.setAccepted(False)
            QApplication.sendEvent(part, event)
            found += [key] if event.isAccepted() else []
        return found

    def menu(self, field: Any) -> Lines:
        """What a right click brings; whether files may be dropped."""
        part: Any = field.lineEdit() if isinstance(field, ComboField) else field
        shown: list[str] = []

        def look() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            shown.extend(one.text() for one in menu.actions())
            menu.close()

        QTimer.singleShot(0, look)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(3, 3), part.mapToGlobal(QPoint(3, 3)))
        QApplication.sendEvent(part.viewport() if isinstance(part, QPlainTextEdit) else part, event)
        yield "｜".join(shown)
        if isinstance(part, QLineEdit):
            for words, files in (("x", False), ("file:///a", True)):
                data = QMimeData()
                data.setUrls([QUrl("file:///a")]) if files else data.setText(words)
                buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
                drag = QDragEnterEvent(QPoint(2, 2), Qt.DropAction.CopyAction, data, buttons, keys)
                drag.setAccepted(False)
                QApplication.sendEvent(part, drag)
                yield f"takes {words} {drag.isAccepted()}"


@pytest.mark.usefixtures("ids_in_order")
def test_fields(window: MainWindow, page: QWidget) -> None:
    session = Session(from_last_year(small(load(sample_of("江汉")))), window.program.templates, window.settings)
    page.session = session  # type: ignore[attr-defined]
    session.settings[LAST_YEAR] = True
    same("fields", Fields(session, page).lines())
    session.close()


def _copied(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


# --- what lies over a page --------------------------------------------------------------------------------------------


def _messages(page: QWidget) -> Lines:
    page.resize(500, 300)
    head, foot, text = QLineEdit(page), QLineEdit(page), QPlainTextEdit(page)
    head.setGeometry(20, 10, 200, 26)
    foot.setGeometry(20, 260, 200, 26)
    text.setGeometry(20, 50, 400, 200)
    for part in (head, foot, text):
        part.show()
    bars = [MessageBar(page), MessageBar(page)]

    pressed: list[str] = []
    yield from made(page)
    for name, do in _said(page, bars, pressed, (head, foot, text)).items():
        do()
        settle()
        shown = [
            f"{bar.text} {area(bar.geometry())} {bar._timer.isActive()} {bar._timer.interval()} {bar._choices.count()}"
            for bar in bars
            if bar.isVisible()
        ]
        yield f"▶ {name}→ {'｜'.join(shown)} {pressed}"
        pressed.clear()


def _said(
    page: QWidget, bars: list[MessageBar], pressed: list[str], parts: tuple[QWidget, QWidget, QWidget]
) -> dict[str, Callable[[], object]]:
    """Deeds that bring messages and send them away; ``pressed`` gets the answers."""
    (one, two), (head, foot, text) = bars, parts
    choices = [("做", lambda: pressed.append("做")), ("不做", lambda: pressed.append("不做"))]
    happened, refused = QTimer(page), QTimer(page)
    one.outdated_by(happened.timeout)
    one.refusals_outdated_by(refused.timeout)

    def passed() -> None:
        for bar in bars:
            bar._fresh.stop()

    return {
        "say": lambda: one.say("已删除 3 行"),
        "outdated at once": both(one._fresh.start, happened.timeout.emit),
        "outdated later": both(passed, happened.timeout.emit),
        "warn": lambda: one.say("这里不能改" * 12, "warning"),
        "at the foot": foot.setFocus,
        "at the head": head.setFocus,
        "in a text": text.setFocus,
        "a refusal is outdated": both(passed, refused.timeout.emit),
        "refuse": lambda: one.refuse("放不下"),
        "outdated as a refusal": both(passed, refused.timeout.emit),
        "ask": lambda: one.say("要怎样？", "warning", choices),
        "asked, it stays": both(passed, happened.timeout.emit),
        "the other says something": lambda: two.say("又一句", "error"),
        "the other says the same": both(passed, lambda: two.say("要怎样？")),
        "answer": lambda: _press(one),
        "report": lambda: one.report("改了三处", choices),
        "the other refuses": both(passed, lambda: two.refuse("不行")),
        "a report is outdated": both(passed, happened.timeout.emit),
        "a refusal makes room": lambda: one.say("别的话"),
        "later it makes room": both(passed, lambda: one.say("再一句")),
        "a note makes room": both(passed, lambda: two.say("另一句", "warning")),
        "narrow": lambda: page.resize(240, 300),
        "close": lambda: next(b for b in every(two, QToolButton) if b.accessibleName() == "关闭消息").click(),
        "hide the page": both(lambda: two.refuse("不行"), lambda: one.say("留着", "warning"), page.hide, page.show),
        "in time": both(lambda: one.say("会自己走"), lambda: one._timer.setInterval(0)),
    }


def _press(bar: MessageBar) -> None:
    every(bar, QPushButton)[-1].click()


def test_messages(page: QWidget) -> None:
    same("messages", _messages(page))


def _found(palette: Palette) -> str:
    rows = [palette.list.item(row) for row in range(palette.list.count())]
    role = Qt.ItemDataRole.AccessibleTextRole
    words = "｜".join(f"{row.text()} {row.data(Qt.ItemDataRole.UserRole)} {row.data(role)}" for row in rows)
    shown = f"{palette.list.isVisible()} {palette.nothing.isVisible()}"
    return f"at {palette.list.currentRow()} {shown} {area(palette.geometry())} {area(palette.list.geometry())} {words}"


def _palette(window: MainWindow) -> Lines:
    for size in ((1366, 768), (600, 330)):
        window.resize(*size)
        settle()
        palette = Palette(entries(window.menuBar()), window)
        settle()
        yield from made(palette)
        yield f"▶ open {_found(palette)}"
        for deed in ("Down", "PgDown", "Up", "PgUp", "“bc”", "“没有这样的”", "Return", "Escape"):
            write(palette.field, deed[1:-1]) if deed[0] == "“" else strike(deed)
            settle()
            yield f"▶ {deed}→ {_found(palette) if window.findChildren(Palette) else 'closed'}"
            if window.findChildren(Palette) and deed == "“bc”":
                palette.field.clear()


def test_palette(window: MainWindow) -> None:
    same("palette", _palette(window))
