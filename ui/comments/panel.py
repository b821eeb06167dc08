"""Comments beside the page: all of the dossier, and the place where one is written. Takes no room without any."""

from __future__ import annotations

import getpass
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.annotations.following import whole
from models.annotations.naming import form_words, names_of, place_words
from models.dossier import Comment
from models.edits import SetValue
from ui.comments.comment_text import CommentText
from ui.comments.list import LINE, CommentList, line_of
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.icons import put_icon
from ui.ground.settings import COMMENT_AUTHOR
from ui.session.comments import OPEN
from ui.session.session import Session
from ui.session.writing import comment_place

NOTHING = "还没有批注。到一格里按 Shift+F2 写。"
QUIET = 300  # ms without a change until the places are named anew
_LONGEST_NAME = 20


class CommentPanel(QWidget):
    """``go_to`` (a place) when one is chosen; ``counted`` when there are more or fewer, or one is being written."""

    go_to = Signal(str)
    counted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("批注")
        self._session: Session | None = None
        self._where, self._changed = "", ""  # where is being written, and which comment is being changed
        self._head = PlainLabel()
        self._only_open = QCheckBox("只看未处理的")
        self._only_open.setAccessibleName("只看未处理的批注")
        self.list = CommentList()
        self._done = self._button("check", "标为已处理", self.settle)
        self._change = self._button("pencil", "修改…", self.change)
        self._remove = self._button("trash-2", "删除", self.remove)
        self._place, self.text, self._author = PlainLabel(), CommentText(), QLineEdit()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(QUIET)
        self._late.timeout.connect(self._name_again)
        self._lay_out()
        self._connect()
        self.fill()

    def _button(self, sign: str, word: str, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        put_icon(button, sign)
        button.setText(word)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setAccessibleName(f"批注：{word.rstrip('…')}")
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self._only_open)
        for button in (self._done, self._change, self._remove):
            below.addWidget(button)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row, margins in ((top, (10, 6, 8, 4)), (below, (4, 2, 4, 4))):
            row.setContentsMargins(*margins)
            row.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(below)
        column.addWidget(self._writing())

    def _writing(self) -> QWidget:
        """Where a comment is written; hidden while none is."""
        self._box = QWidget()
        self._place.setWordWrap(True)
        self._author.setAccessibleName("署名")
        self._author.setPlaceholderText("署名")
        self._author.setMaxLength(_LONGEST_NAME)
        done, leave = QPushButton("写好"), QPushButton("取消")
        for button in (done, leave):
            button.setAccessibleName(f"批注：{button.text()}")
        done.setToolTip(plain_tip("写好（Ctrl+Enter）"))
        leave.setToolTip(plain_tip("取消（Esc）"))
        done.clicked.connect(self.finish)
        leave.clicked.connect(self.cancel)
        row = QHBoxLayout()
        row.addWidget(self._author, 1)
        row.addWidget(done)
        row.addWidget(leave)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(4)
        column.addWidget(self._place)
        column.addWidget(self.text)
        column.addLayout(row)
        self._box.hide()
        return self._box

    def _connect(self) -> None:
        self._only_open.toggled.connect(lambda _: self.fill())
        self.list.currentItemChanged.connect(lambda *_: self._allow())
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.list.customContextMenuRequested.connect(self._menu)
        self.text.done.connect(self.finish)
        self.text.given_up.connect(self.cancel)
        self.text.textChanged.connect(self._hold)

    # --- filling ------------------------------------------------------------------------------------------------------

    def show_session(self, session: Session | None) -> None:
        """Shows another dossier's comments, or none."""
        self._session, self._where, self._changed = session, "", ""
        self._box.hide()
        if session:
            session.comments.changed.connect(self._on_changed)
            session.changed.connect(self._on_dossier)
            session.focus_changed.connect(self._follow)
            session.settling.connect(self._settle)
        self.fill()

    @property
    def count(self) -> int:
        """How many comments there are."""
        return len(self._session.comments.all) if self._session else 0

    @property
    def writing(self) -> bool:
        """One is being written."""
        return not self._box.isHidden()

    def _on_changed(self, _places: object) -> None:
        self.fill()

    def _on_dossier(self, _touched: object) -> None:
        self._late.start()

    def _name_again(self) -> None:
        """Names of rows may be others, and what is listed may stand elsewhere."""
        if self.count and self.isVisible():
            self.fill()

    def fill(self) -> None:
        """Lists the comments in the order of the paper."""
        said = self._session.comments.all if self._session else []
        names = names_of(self._session.dossier) if self._session and said else {}
        order = {node: number for number, node in enumerate(names)}
        shown = [one for one in said if one.state == OPEN or not self._only_open.isChecked()]
        shown.sort(key=lambda one: order.get(one.where.partition(".")[0], len(order)))
        lines = [line_of(one, form_words(one.where, names), place_words(one.where, names)) for one in shown]
        if [self.list.item(row).data(LINE) for row in range(self.list.count())] != lines:
            self.list.show_lines(lines)
        still = sum(one.state == OPEN for one in said)
        self._head.setText(f"批注 {len(said)}　未处理 {still}" if said else NOTHING)
        self._only_open.setVisible(bool(said))
        self._allow()
        self.counted.emit()

    def _allow(self) -> None:
        comment = self._current()
        for button in (self._done, self._change, self._remove):
            button.setEnabled(comment is not None)
        self._done.setText("恢复为未处理" if comment and comment.state != OPEN else "标为已处理")

    def _current(self) -> Comment | None:
        line = self.list.line()
        said = self._session.comments.all if self._session else []
        return next((one for one in said if line and one.id == line.id), None)

    def _follow(self, path: str) -> None:
        """The person is at a value: what is said of it is in sight."""
        found = self._session.comments.at(path) if self._session else []
        if found and self._current() not in found:
            self.list.choose(found[-1].id)

    # --- what a person does -------------------------------------------------------------------------------------------

    def _go(self, item: QListWidgetItem) -> None:
        self.go_to.emit(item.data(LINE).where)

    def settle(self) -> None:
        """Marks the current one as settled, or not."""
        if self._session and (comment := self._current()):
            self._session.apply(self._session.comments.settling(comment))

    def remove(self) -> None:
        """Takes the current one away; undo brings it back."""
        if self._session and (comment := self._current()):
            self._session.apply(self._session.comments.removing(comment))

    def _menu(self, place: QPoint) -> None:
        if self._current() is None:
            return
        menu = QMenu(self)
        for button in (self._done, self._change, self._remove):
            menu.addAction(button.icon(), button.text(), button.click)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.viewport().mapToGlobal(place))

    # --- writing ------------------------------------------------------------------------------------------------------

    def begin(self, where: str) -> None:
        """Opens the place where something is said of a value or a row."""
        self.finish()
        self._open(whole(where), "", "")

    def change(self) -> None:
        """Opens the current comment."""
        self.finish()
        if comment := self._current():
            self._open(comment.where, comment.id, comment.text)

    def _open(self, where: str, changed: str, text: str) -> None:
        session = self._session
        if session is None:
            return
        self._where, self._changed = where, changed
        names = names_of(session.dossier)
        form, place = form_words(where, names), place_words(where, names)
        self._place.setText(f"{form}　{place}" if place != form else form)
        self.text.setPlainText(text)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self._author.setText(author_of(session))
        self._author.setHidden(bool(changed))
        self.text.setProperty("place", self._key())
        self._box.show()
        self.counted.emit()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _key(self) -> str:
        """What is written is kept under this place, so that it is there after a crash."""
        return f"{self._changed}.text" if self._changed else comment_place(self._where)

    def _hold(self) -> None:
        if self._session and self._where:
            self._session.hold(self._key(), self.text.toPlainText() or None)

    def _settle(self) -> None:
        """All that is typed is needed now: what is written becomes a comment."""
        self._take()

    def _take(self) -> None:
        session, where, changed = self._session, self._where, self._changed
        text = self.text.toPlainText().strip()
        if session is None or not where:
            return
        self._close(session)
        if text and changed in session.editor:
            session.apply(SetValue(f"{changed}.text", text))
        elif text and not changed:
            author = self._author.text().strip()
            if author:
                session.settings[COMMENT_AUTHOR] = author
            session.apply(session.comments.writing(where, text, author))

    def finish(self) -> None:
        """What is written becomes a comment; the keyboard goes back."""
        focused = self.writing and self._box.isAncestorOf(self._box.window().focusWidget() or self._box)
        self._take()
        if focused:
            self.left.emit()

    def cancel(self) -> None:
        """What is written is given up."""
        if self._session:
            self._close(self._session)
        self.left.emit()

    def _close(self, session: Session) -> None:
        session.hold(self._key(), None)
        self._where, self._changed = "", ""
        self._box.hide()
        self.counted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.writing:
            self.cancel()
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.remove()
        else:
            super().keyPressEvent(event)


def author_of(session: Session) -> str:
    """Who writes on this computer: as last time, else as the settings or the system call the person."""
    settings = session.settings
    known = str(settings[COMMENT_AUTHOR] or settings["unit_filler"] or "").strip()
    return known or _user_name()[:_LONGEST_NAME]


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system that knows no names
        return ""
