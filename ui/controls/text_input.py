"""What all editors of text share: undo belongs to the window, what an input method composes is not touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QPlainTextEdit

from ui.controls.plain import plain_tip
from ui.controls.signs import as_meant, paste_into
from ui.ground.icons import icon
from ui.ground.settings import LAST_YEAR
from ui.session.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object  # these classes stand before a widget's own and add to it

COMMENT = "批注…\tShift+F2"
_BESIDE_USUAL = (Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_U)
UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def is_undo(event: QEvent) -> bool:
    """True for the keys of undo and redo, which the window keeps for itself."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in UNDO_KEYS)


def is_for_window(event: QEvent) -> bool:
    """Ctrl+E, Ctrl+K and others that a Linux desktop gives to texts (to the end, delete what follows).

    Here they are the window's (导出, 标为已核对), or nobody's.
    """
    if not isinstance(event, QKeyEvent) or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return False
    return event.key() in _BESIDE_USUAL


def step_back(session: Session, event: QKeyEvent) -> None:
    """Undo or redo, where the window's own shortcut did not take the keys already."""
    if event.matches(QKeySequence.StandardKey.Undo):
        session.undo()
    else:
        session.redo()


_SIGNS = {"edit-cut": "scissors", "edit-copy": "copy", "edit-paste": "clipboard-paste", "edit-delete": "x"}
"""Qt's own names of what can be done in a field, and our icons."""


def show_menu(field: QLineEdit | QPlainTextEdit, event: QContextMenuEvent, more: QAction | None = None) -> None:
    """A field's own menu, without its own undo, of which the window knows nothing; ``more`` at its end."""
    menu = _without_undo(field.createStandardContextMenu(), field)
    if more is not None:
        menu.addSeparator()
        menu.addAction(more)
    menu.exec(event.globalPos())
    menu.deleteLater()


def comment_action(session: Session, path: str, parent: QObject) -> QAction:
    """What asks to say something of a value, for a menu at the mouse."""
    action = QAction(icon("message-square"), COMMENT, parent)
    action.triggered.connect(lambda: session.comments.wanted.emit(path))
    return action


def beside_words(session: Session, path: str) -> tuple[str, bool, str]:
    """What there is to tell of a value besides itself; whether it is to be looked at; the state of what is said."""
    since, comments = session.since, session.comments
    words = "\n".join(part for part in (since.words(path), comments.words(path)) if part)
    return words, since.unseen(path), comments.state(path)


def _without_undo(menu: QMenu, field: QLineEdit | QPlainTextEdit) -> QMenu:
    for action in menu.actions():
        if action.objectName() == "edit-paste" and isinstance(field, QLineEdit):
            action.triggered.disconnect()  # it knows only Qt's own way
            action.triggered.connect(field.paste)
        if action.objectName() in ("edit-undo", "edit-redo"):
            menu.removeAction(action)
        elif sign := _SIGNS.get(action.objectName()):
            action.setIcon(icon(sign))
    first = next(iter(menu.actions()), None)
    if first is not None and first.isSeparator():
        menu.removeAction(first)
    return menu


class TextInput(_Widget):
    """Goes before QLineEdit or QPlainTextEdit."""

    _composing = False

    def composing(self) -> bool:
        """An input method has not finished yet."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and (is_undo(event) or is_for_window(event)):
            event.ignore()
            return False
        assert isinstance(self, QLineEdit | QPlainTextEdit)
        return super().event(as_meant(self, event) or event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            self.undo_pressed(event)
        elif is_for_window(event):
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """What is on the clipboard is written as if it had been typed."""
        assert isinstance(self, QLineEdit | QPlainTextEdit)
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasText() and not self.isReadOnly():
            paste_into(self, data.text())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is dropped on a text of several lines, too."""
        assert isinstance(self, QPlainTextEdit)
        if source.hasText():
            paste_into(self, source.text())

    def undo_pressed(self, event: QKeyEvent) -> None:
        """The window takes it."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        assert isinstance(self, QLineEdit | QPlainTextEdit)
        show_menu(self, event)


class BoundInput(TextInput):
    """The same, bound to one value of the dossier: seals the undo step when it is left, shows the mark of findings."""

    _session: Session
    _path: str
    _severity = _found = ""
    _then = _line = ""
    _unseen = False
    _said = ""

    def path(self) -> str:
        """Which value it shows."""
        return self._path

    def refresh(self) -> None:
        """Shows what the dossier holds."""
        raise NotImplementedError

    def settle(self) -> None:
        """The person has left."""
        self.refresh()

    def mark(self, severity: str, text: str) -> None:
        """Shows that there is a finding (an empty ``severity``: none)."""
        self._severity, self._found = severity, text
        self._tell()

    def show_notes(self) -> None:
        """Shows what stood here last year, whether it is still to be looked at, and what is said of it."""
        self._then, self._unseen, self._said = beside_words(self._session, self._path)
        self._line = self._session.since.line(self._path) if self._session.settings[LAST_YEAR] else ""
        self._tell()

    def _tell(self) -> None:
        """What was found about the value, then what it was last year."""
        said = "\n".join(part for part in (self._problem(), self._then) if part)
        self.setToolTip(plain_tip(said))
        self.setAccessibleDescription(said)
        self.update()

    def _problem(self) -> str:
        return self._found

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        assert isinstance(self, QLineEdit | QPlainTextEdit)
        show_menu(self, event, comment_action(self._session, self._path, self))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What the value became elsewhere while one composed (undo by its button) comes first: it is not undone."""
        if self._composing and not event.preeditString():
            self._composing = False
            self.refresh()
        super().inputMethodEvent(event)

    def undo_pressed(self, event: QKeyEvent) -> None:
        step_back(self._session, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.ignore()  # files are for the window to open, not for the field to write down
        else:
            super().dragEnterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._session.focus(self._path)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._composing = False
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._session.seal()
            self.settle()


class TickBox(QCheckBox):
    """A check box that tells when the keyboard comes to it, as the other fields do."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
