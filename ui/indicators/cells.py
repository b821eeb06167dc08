"""The editors that lie over a cell of the tree: text, number, choice, target.

An editor says ``edited`` while a person types and ``left`` with what to do next. What an input method is composing is
never touched, and a key that only confirms it moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPaintEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from models.target import SIGNS, Target, TargetParts
from models.values import plain, typed_number
from ui.controls.focus import leaving
from ui.controls.focus_frame import paint_frame
from ui.controls.plain import plain_tip, plain_words
from ui.controls.text_input import TextInput
from ui.controls.word_list import WordList
from ui.ground.icons import icon
from ui.session.suggestions import Suggestions

STAY, CANCEL, DOWN, NEXT, PREVIOUS, SIBLING = "stay", "cancel", "down", "next", "previous", "sibling"
_Key = Qt.Key
_LEAVING = {_Key.Key_Escape: CANCEL, _Key.Key_Tab: NEXT, _Key.Key_Backtab: PREVIOUS}
_ENTER = (_Key.Key_Return, _Key.Key_Enter)
_STEPS = {_Key.Key_Up: -1, _Key.Key_Down: 1}
SIGN_WORDS = {"≥": "≥ 不低于", "≤": "≤ 不高于", "=": "= 等于", ">": "> 大于", "<": "< 小于", "±": "± 上下浮动"}


class CellEditor(Protocol):
    """What every editor can do."""

    edited: SignalInstance
    left: SignalInstance

    def text(self) -> str:
        """What stands in it."""
        ...

    def show_text(self, text: str) -> None:
        """Shows another text, unless one is being composed."""
        ...

    def composing(self) -> bool:
        """An input method has not finished yet."""
        ...

    def complain(self, problem: str) -> None:
        """Tells that this cannot be kept (empty: it can)."""
        ...


def next_step(event: QKeyEvent) -> str:
    """Where a key leads out of an editor; empty where it does not."""
    if event.key() in _ENTER:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            return SIBLING
        return DOWN if modifiers == Qt.KeyboardModifier.NoModifier else ""
    if leaving(event):
        return ""
    return _LEAVING.get(_Key(event.key()), "")


class CellInput(TextInput):
    """An editor over a cell: some keys lead out of it. Goes before QLineEdit or QPlainTextEdit."""

    left: SignalInstance
    list_key: Callable[[QKeyEvent], bool] | None = None
    """Takes the keys of a list of words that lies under the cell."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self.wants(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and (self._listed(event) or self.take(event)):
                return True
        return super().event(event)

    def _listed(self, event: QKeyEvent) -> bool:
        return self.list_key is not None and not self._composing and self.list_key(event)

    def wants(self, event: QKeyEvent) -> bool:
        """A key that means something here, whatever it means in the window."""
        return bool(next_step(event))

    def take(self, event: QKeyEvent) -> bool:
        """True when the key was for the cell and not for its text."""
        step = next_step(event)
        if step and not self._composing:
            self.left.emit(step)
        return bool(step)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The focus went elsewhere in this window; a menu of the editor's own or another window is no leaving."""
        super().focusOutEvent(event)
        reasons = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in reasons and QApplication.focusWidget() is not self:
            self.left.emit(STAY)


class Line(CellInput, QLineEdit):
    """One line over a cell. ``lists`` are the menus that keys open: ↓ the first, Ctrl+↓ the second."""

    edited = Signal()
    left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lists: tuple[Callable[[], object], ...] = ()
        self.textEdited.connect(lambda _: self.edited.emit())

    def show_text(self, text: str) -> None:
        if not self._composing and text != self.text():
            self.setText(text)

    def complain(self, problem: str) -> None:
        self.setToolTip(plain_tip(problem))
        self.setAccessibleDescription(problem)
        self.setProperty("wrong", bool(problem))

    def wants(self, event: QKeyEvent) -> bool:
        return super().wants(event) or event.key() in (_Key.Key_Up, _Key.Key_Down)

    def take(self, event: QKeyEvent) -> bool:
        if event.key() == _Key.Key_Down and self.lists and not self._composing:
            second = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.lists[min(int(second), len(self.lists) - 1)]()
            return True
        return super().take(event)


class WeightLine(Line):
    """A weight: ↑ and ↓ step by one; the wheel does nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def take(self, event: QKeyEvent) -> bool:
        if event.key() in (_Key.Key_Up, _Key.Key_Down) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._step(1 if event.key() == _Key.Key_Up else -1)
            return True
        return super().take(event)

    def _step(self, step: int) -> None:
        try:
            value = (typed_number(self.text()) or Decimal(0)) + step
        except ValueError:
            return
        self.setText(plain(max(value, Decimal(0))))
        self.edited.emit()


class Text(CellInput, QPlainTextEdit):
    """A text over a cell, as high as it needs; Enter goes on to the next row, Alt+Enter begins a new line."""

    edited = Signal()
    left = Signal(str)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(3)
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.grown.emit())

    def text(self) -> str:
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        if not self._composing and text != self.toPlainText():
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def complain(self, problem: str) -> None:
        self.setToolTip(plain_tip(problem))

    def wanted_height(self) -> int:
        """The height that shows all of it."""
        lines = max(1, int(self.document().size().height()))
        return (
            lines * self.fontMetrics().lineSpacing() + 2 * self.frameWidth() + int(2 * self.document().documentMargin())
        )

    def _on_text(self) -> None:
        if not self._showing and not self._composing:
            self.edited.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if not self._composing and event.commitString():
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted_height())


class WithLists(QWidget):
    """A line with buttons that offer words: before it the signs of a target, behind it units or a dictionary."""

    edited = Signal()
    left = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.line = Line(self)
        self.line.setFrame(False)
        self.setFocusProxy(self.line)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(0)
        self._row.addWidget(self.line, 1)
        self.line.edited.connect(self.edited)
        self.line.left.connect(self.left)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_frame(self)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def text(self) -> str:
        return self.line.text()

    def show_text(self, text: str) -> None:
        self.line.show_text(text)

    def composing(self) -> bool:
        return self.line.composing()

    def complain(self, problem: str) -> None:
        self.line.complain(problem)

    def add_list(self, name: str, words: Sequence[str], take: Callable[[str], None], *, before: bool = False) -> None:
        """A button that offers words."""
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        if before:
            button.setText("≥≤")  # one sign alone would look like the one that is set
        else:
            button.setIcon(icon("chevron-down"))
        key = "↓" if not self.line.lists else "Ctrl+↓"
        button.setToolTip(plain_tip(f"{name}（{key}）"))
        self._row.insertWidget(0 if before else self._row.count(), button)
        button.clicked.connect(lambda: self._offer(button, name, words, take))
        self.line.lists = (*self.line.lists, lambda: self._offer(button, name, words, take))

    def _offer(self, button: QToolButton, name: str, words: Sequence[str], take: Callable[[str], None]) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(name)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word in words:
            action = QAction(plain_words(SIGN_WORDS.get(word, word)), menu)
            action.triggered.connect(lambda _checked=False, one=word: self._take(take, one))
            menu.addAction(action)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def _take(self, take: Callable[[str], None], word: str) -> None:
        take(word)
        self.line.setFocus()
        self.edited.emit()


def target_editor(parts: TargetParts, parent: QWidget | None = None) -> WithLists:
    """A target: typed as it is meant (``≥95%``), sign and unit also from lists."""
    editor = WithLists(parent)
    editor.add_list("选择符号", SIGNS, lambda sign: _take_part(editor, "comparison", sign, parts), before=True)
    editor.add_list("选择度量单位", parts.units, lambda unit: _take_part(editor, "unit", unit, parts))
    return editor


def _take_part(editor: WithLists, part: str, text: str, parts: TargetParts) -> None:
    """The whole value with another sign or unit; says why where it cannot have one."""
    whole = TargetParts(units=parts.units)
    try:
        target, _ = whole.typed(Target.parse(editor.text()), "", part, text)
    except ValueError as problem:
        editor.refused.emit(str(problem))
    else:
        editor.line.setText(target.text)


def choice_editor(name: str, words: Sequence[str], parent: QWidget | None = None) -> WithLists:
    """A text with the usual words to choose from; any other may be typed."""
    editor = WithLists(parent)
    editor.add_list(f"选择{name}", words, editor.line.setText)
    return editor


class Suggesting(QObject):
    """Offers words while one is typed; ↓ and ↑ put them into the cell, a click does. Lives as long as the editor."""

    def __init__(self, editor: Text | WithLists, known: Suggestions) -> None:
        super().__init__(editor)
        self._editor, self._known, self._window = editor, known, editor.window()
        self._line = editor.line if isinstance(editor, WithLists) else editor
        self.words = WordList(self._window)  # a low tree has no room for it
        self.words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # else a click would give the keyboard to what is below
        self.words.setFocusProxy(self._line)
        self.words.stay_off(editor)
        self._taking = False
        self._line.list_key = self._key
        editor.edited.connect(self._offer)
        editor.left.connect(self.words.hide)
        editor.destroyed.connect(self.words.deleteLater)
        self.words.itemClicked.connect(self._take_clicked)

    def _offer(self) -> None:
        if not self._taking:
            words = self._known.of(self._editor.text())
            under = QRect(self._editor.mapTo(self._window, QPoint()), self._editor.size())
            self.words.offer(words, "", under, self._window.rect())

    def _key(self, event: QKeyEvent) -> bool:
        """True when the key was for the list."""
        step = _STEPS.get(Qt.Key(event.key()))
        if not step or not self.words.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self._take(self.words.step(step))
        return True

    def _take_clicked(self, item: QListWidgetItem) -> None:
        self._take(item.text())
        self.words.hide()

    def _take(self, word: str) -> None:
        self._taking = True
        self._editor.show_text(word)
        if isinstance(self._line, Text):
            self._line.moveCursor(QTextCursor.MoveOperation.End)
        self._editor.edited.emit()
        self._known.choose(word)
        self._taking = False
