"""查找和替换 over the whole dossier: a bar over the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from models.dossier import Attachment, Comment, Prose, Silence
from models.edits import FIXED_FIELDS, Batch, Change, SetValue
from models.fields import SINCE
from models.paths import nodes
from models.target import Target
from models.values import Part
from ui.controls.plain import PlainLabel
from ui.ground.icons import put_icon
from ui.session.session import Session

NOT_SEARCHED = FIXED_FIELDS | SINCE | {"template", "period", "nature"}


class Hit(NamedTuple):
    """A text of the dossier that holds what is looked for."""

    path: str
    value: str | Target


def hits(session: Session, wanted: str, *, exact: bool = False) -> list[Hit]:
    """Every text that holds ``wanted``, in the order of the paper; ``exact`` minds upper and lower case."""
    if not wanted:
        return []
    look = wanted if exact else wanted.lower()
    return [
        Hit(path, value)
        for part_id, part in _parts(session)
        for path, value in _texts(part_id, part)
        if look in (str(value) if exact else str(value).lower())
    ]


def _parts(session: Session) -> Iterator[tuple[str, Part]]:
    dossier = session.dossier
    yield "unit", dossier.unit
    for node in nodes(dossier):
        if not isinstance(node, Prose | Silence | Comment | Attachment):
            yield node.id, node


def _texts(part_id: str, part: Part) -> Iterator[tuple[str, str | Target]]:
    for name in type(part).model_fields:
        value: Any = getattr(part, name)
        if name in NOT_SEARCHED:
            continue
        if isinstance(value, str | Target):
            yield f"{part_id}.{name}", value
        elif isinstance(value, dict):
            yield from ((f"{part_id}.{name}.{key}", text) for key, text in value.items() if isinstance(text, str))


def replacement(hit: Hit, wanted: str, by: str, *, exact: bool) -> Change:
    """The change that puts ``by`` in the place of ``wanted``."""
    text = _replaced(str(hit.value), wanted, by, exact=exact)
    return SetValue(hit.path, Target.parse(text) if isinstance(hit.value, Target) else text)


def _replaced(text: str, wanted: str, by: str, *, exact: bool) -> str:
    if exact:
        return text.replace(wanted, by)
    made, lower, look, place = [], text.lower(), wanted.lower(), 0
    if len(lower) != len(text):  # a few letters change their number with their case; those texts are taken exactly
        return text.replace(wanted, by)
    while (found := lower.find(look, place)) >= 0:
        made += [text[place:found], by]
        place = found + len(look)
    return "".join([*made, text[place:]])


class FindBar(QFrame):
    """Looks through the dossier; ``go_to(path)`` for what was found."""

    go_to = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._from: QWidget | None = None
        self._at = ""
        self.setAccessibleName("查找和替换")
        self.setAutoFillBackground(True)
        self._wanted = self._line("查找", "查找")
        self._by = self._line("替换为", "替换为")
        self._exact = QCheckBox("区分大小写")
        self._exact.setAccessibleName("区分大小写")
        self._more = self._sign("chevron-right", "替换的一行", "展开或收起替换的一行（Ctrl+H）")
        self._more.setCheckable(True)
        self._said = PlainLabel()
        self._said.setAccessibleName("查找结果")
        self._lay_out()
        self._wanted.textChanged.connect(lambda _: self._count())
        self._wanted.returnPressed.connect(lambda: self.step(1))
        self._exact.toggled.connect(lambda _: self._count())
        self.hide()

    def _lay_out(self) -> None:
        """Looking above; replacing below, folded away until it is asked for."""
        close = self._sign("x", "关闭查找", "关闭查找（Esc）")
        close.clicked.connect(self.close_bar)
        before, after = self._button("上一处", lambda: self.step(-1)), self._button("下一处", lambda: self.step(1))
        one, every = self._button("替换", self.replace), self._button("全部替换", self.replace_all)
        grid = QGridLayout(self)
        grid.setContentsMargins(6, 4, 6, 4)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        lines = (self._more, self._wanted, before, after, self._said, close), (self._by, one, every, self._exact)
        for column, widget in enumerate(lines[0]):
            grid.addWidget(widget, 0, column)
        for column, widget in enumerate(lines[1], 1):
            grid.addWidget(widget, 1, column, 1, 2 if widget is self._exact else 1)
        self._replacing = lines[1]
        self._more.toggled.connect(self._fold)
        self._fold(on=False)

    def _fold(self, on: bool) -> None:
        """Shows the line for replacing or takes it away, and with it what it says of upper and lower case."""
        put_icon(self._more, "chevron-down" if on else "chevron-right")
        for widget in self._replacing:
            widget.setVisible(on)
        if not on:
            self._exact.setChecked(False)

    def _sign(self, sign: str, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        put_icon(button, sign)
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        return button

    def _button(self, word: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(word)
        button.setAccessibleName(word)
        button.clicked.connect(slot)
        return button

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        line.setClearButtonEnabled(True)
        line.setMinimumWidth(120)
        return line

    def show_session(self, session: Session | None) -> None:
        """Looks through another dossier."""
        self._session, self._from = session, None
        self._more.setChecked(False)
        self.hide()

    def open(self, *, replace: bool = False) -> None:
        """Shows the bar with the keyboard in it; ``replace``: with the line for replacing, which stays till folded."""
        self._at = ""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._from = focus
        self.show()
        if replace:
            self._more.setChecked(True)
        self._wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._wanted.selectAll()
        self._count()

    def close_bar(self) -> None:
        """Takes the bar away; the keyboard goes back to where it was, or to what was found."""
        self.hide()
        if self._at:
            self.go_to.emit(self._at)
        elif self._from is not None and isValid(self._from) and self._from.isVisible():
            self._from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hits(self) -> list[Hit]:
        return hits(self._session, self._wanted.text(), exact=self._exact.isChecked()) if self._session else []

    def _count(self) -> None:
        found = len(self._hits())
        self._said.setText(f"{found} 处" if found else "没有找到" if self._wanted.text() else "")

    def step(self, by: int) -> None:
        """Goes to the next place, or the one before."""
        found = self._hits()
        self._count()
        if not found:
            return
        paths = [hit.path for hit in found]
        place = paths.index(self._at) + by if self._at in paths else 0 if by > 0 else len(paths) - 1
        self._at = paths[place % len(paths)]
        self._said.setText(f"第 {place % len(paths) + 1} / {len(paths)} 处")
        self.go_to.emit(self._at)
        self._wanted.setFocus()

    def replace(self) -> None:
        """Replaces at the place in sight and goes on to the next."""
        hit = next((one for one in self._hits() if one.path == self._at), None)
        if hit is None or self._session is None:
            self.step(1)
            return
        self._session.apply(self._change(hit))
        self.step(1)

    def replace_all(self) -> None:
        """Replaces everywhere, as one step that can be undone."""
        found = self._hits()
        if not found or self._session is None:
            return
        changes = tuple(self._change(hit) for hit in found)
        if self._session.apply(Batch(changes, f"替换 {len(changes)} 处")):
            self._said.setText(f"已替换 {len(changes)} 处")

    def _change(self, hit: Hit) -> Change:
        return replacement(hit, self._wanted.text(), self._by.text(), exact=self._exact.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
