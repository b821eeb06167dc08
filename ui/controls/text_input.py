"""What all editors of text share: undo belongs to the window, what an input method composes is not touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit

from ui.controls.plain import plain_tip
from ui.controls.signs import as_meant
from ui.ground.settings import LAST_YEAR
from ui.session.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object  # these classes stand before a widget's own and add to it

UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def is_undo(event: QEvent) -> bool:
    """True for the keys of undo and redo, which the window keeps for itself."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in UNDO_KEYS)


def step_back(session: Session, event: QKeyEvent) -> None:
    """Undo or redo, where the window's own shortcut did not take the keys already."""
    if event.matches(QKeySequence.StandardKey.Undo):
        session.undo()
    else:
        session.redo()


def show_menu(field: QLineEdit | QPlainTextEdit, event: QContextMenuEvent) -> None:
    """A field's own menu, without its own undo, of which the window knows nothing."""
    menu = _without_undo(field.createStandardContextMenu())
    menu.exec(event.globalPos())
    menu.deleteLater()


def _without_undo(menu: QMenu) -> QMenu:
    for action in menu.actions():
        if action.objectName() in ("edit-undo", "edit-redo"):
            menu.removeAction(action)
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
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        assert isinstance(self, QLineEdit | QPlainTextEdit)
        return super().event(as_meant(self, event) or event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            self.undo_pressed(event)
        else:
            super().keyPressEvent(event)

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

    def show_last_year(self) -> None:
        """Shows what stood here last year, and whether it is still to be looked at."""
        since = self._session.since
        self._then, self._unseen = since.words(self._path), since.unseen(self._path)
        self._line = since.line(self._path) if self._session.settings[LAST_YEAR] else ""
        self._tell()

    def _tell(self) -> None:
        """What was found about the value, then what it was last year."""
        said = "\n".join(part for part in (self._problem(), self._then) if part)
        self.setToolTip(plain_tip(said))
        self.setAccessibleDescription(said)
        self.update()

    def _problem(self) -> str:
        return self._found

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
