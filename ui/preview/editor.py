"""The editor that lies over a cell. It has the keyboard all the time: asleep it is a speck in the cell's corner.

So the first key, or the first stroke of an input method, already goes to the widget that will show it, and nothing is
lost in a change of focus. It keeps no value; ``typed`` tells what stands in it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QRegion,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.controls.plain import plain_tip
from ui.controls.signs import as_meant, paste_into
from ui.controls.text_input import is_for_window, is_undo, show_menu
from ui.ground.theme import INK, ON_PAPER, PAPER

_STYLE = """
QPlainTextEdit {{ background: {paper}; color: {ink}; border: {border}px solid {colour}; padding: 0px;
  selection-background-color: {accent}; selection-color: {paper}; }}
"""
_ON_PAPER = {"paper": PAPER.name(), "ink": INK.name(), "accent": ON_PAPER.accent.name()}
_OWN = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
_OWN_ASLEEP = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Up, Qt.Key.Key_Down)
_UNSEEN = QRegion(2, 2, 1, 1)  # of a speck of one pixel: nothing
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class CellEditor(QPlainTextEdit):
    """One editor for all cells of words and numbers. ``keys`` is asked first for every key, awake or asleep."""

    typed = Signal(str)
    woken = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.keys: Callable[[QKeyEvent], bool] = lambda _event: False
        self.open_for: Callable[[], bool] = lambda: True
        self.awake = False
        self.composing = False
        self._early: list[Callable[[], object]] | None = None  # keys and clicks that wait; None where they need not
        self._several_lines = True
        self._wrong = ""
        self._cell = QRect()
        self._bounds = QRect()
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)  # where ``keys`` has no cell to go on to, the table is left
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._dress()
        self.sleep()
        self.textChanged.connect(self._tell)

    # --- what is typed too early --------------------------------------------------------------------------------------

    def after(self, work: Callable[[Callable[[], object]], object], then: Callable[[], object]) -> None:
        """Begins a work, and does ``then`` what comes at its end; what is typed meanwhile is taken after that."""
        self._early = self._early or []
        work(partial(self._catch_up, then))

    def later(self, act: Callable[[], object]) -> None:
        """Does something, like a click, in its turn: after the keys that wait, at once where none need to."""
        if self._early is None:
            act()
        else:
            self._early.append(act)

    def _catch_up(self, then: Callable[[], object]) -> None:
        then()
        early, self._early = self._early or (), None
        for act in early:
            self.later(act)

    def _is_early(self, event: QKeyEvent | QInputMethodEvent) -> bool:
        """True where it is kept for later."""
        if self._early is None:
            return False
        self._early.append(partial(QCoreApplication.sendEvent, self, event.clone()))
        event.accept()
        return True

    # --- awake and asleep ---------------------------------------------------------------------------------------------

    def wake(self, text: str, *, numeric: bool = False, several_lines: bool = True) -> None:
        """Shows itself over the cell with that text, the cursor at its end."""
        blocked = self.blockSignals(True)
        self.awake = True
        self._several_lines = several_lines
        self._wrong = ""
        self._dress()
        self.setCursorWidth(max(1, self.fontMetrics().height() // 14))
        option = self.document().defaultTextOption()
        option.setAlignment(Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft)
        self.document().setDefaultTextOption(option)
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.blockSignals(blocked)
        self._fit()
        self.raise_()

    def sleep(self) -> None:
        """Shrinks to a speck."""
        blocked = self.blockSignals(True)
        self.awake = self.composing = False
        self._wrong = ""
        self.setToolTip("")
        self.clear()
        self.setCursorWidth(0)
        self.blockSignals(blocked)
        self._dress()
        self._fit()

    def take(self, text: str) -> None:
        """Shows what the dossier holds now, unless something is being composed."""
        if self.awake and not self.composing and text != self.toPlainText():
            blocked = self.blockSignals(True)
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.blockSignals(blocked)
            self._fit()

    def say_wrong(self, words: str) -> None:
        """What is typed cannot be taken, and why; empty when it can."""
        if words != self._wrong:
            self._wrong = words
            self.setToolTip(plain_tip(words))
            self._dress()

    @property
    def wrong(self) -> str:
        """Why what is typed cannot be taken."""
        return self._wrong

    def lie_on(self, cell: QRect, bounds: QRect, pixels: float, family: str) -> None:
        """Its place: the cell, and the room it may grow into."""
        font = QFont(family)
        font.setPixelSize(max(12, round(pixels)))
        if font != self.font():
            self.setFont(font)
        self._cell, self._bounds = cell, bounds
        self._fit()

    def _dress(self) -> None:
        frame = ON_PAPER.error if self._wrong else ON_PAPER.accent
        style = _STYLE.format(border=2 if self.awake else 0, colour=frame.name(), **_ON_PAPER)
        if style != self.styleSheet():
            self.setStyleSheet(style)

    def _fit(self) -> None:
        if not self.awake:
            self.setGeometry(self._cell.x() + 2, self._cell.y() + 2, 1, 1)
            self.setMask(_UNSEEN)
            return
        if not self.mask().isEmpty():
            self.clearMask()
        line = self.fontMetrics().lineSpacing()
        width = max(self._cell.width(), 7 * line)
        width = min(width, max(self._bounds.width(), 40))
        if self.width() != width:
            self.resize(width, self.height())
        lines = max(1, int(self.document().size().height()))
        height = max(self._cell.height(), lines * line + 10)
        height = min(height, max(self._bounds.height(), line + 10))
        x = min(self._cell.x(), self._bounds.right() + 1 - width)
        y = min(self._cell.y(), self._bounds.bottom() + 1 - height)
        self.setGeometry(max(x, self._bounds.x()), max(y, self._bounds.y()), width, height)

    def _tell(self) -> None:
        if self.awake:
            self._fit()
            if not self.composing:
                self.typed.emit(self.toPlainText())

    # --- keys and input method ----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_undo(event):
                event.ignore()
                return False
            if _is_own(event) or (not self.awake and (event.key() in _OWN_ASLEEP or _fills(event))):
                event.accept()  # F2 and others mean something else elsewhere in the window
                return True
            if is_for_window(event):
                event.ignore()
                return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TABS:
            self.keyPressEvent(event)  # QWidget would change the focus before keyPressEvent
            return event.isAccepted() or super().event(event)
        return super().event(as_meant(self, event) or event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_early(event):
            return
        if self.composing:
            event.accept()  # the key is the input method's; Enter only confirms what is being composed
            return
        if self.keys(event):
            event.accept()
            return
        if is_undo(event) or is_for_window(event):
            event.ignore()
            return
        if not self.awake and (not _is_writing(event) or not self._open()):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _open(self) -> bool:
        """Wakes blank, as the first key on a cell does in a spreadsheet."""
        if not self.open_for():
            return False
        self.woken.emit()
        return self.awake

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._is_early(event):
            return
        if not self.awake and (event.preeditString() or event.commitString()) and not self._open():
            event.ignore()
            return
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._tell()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text().replace("\r\n", "\n").rstrip("\n")
        paste_into(self, text if self._several_lines else " ".join(text.split("\n")))

    def new_line(self) -> None:
        """A line break inside the cell."""
        if self._several_lines:
            self.insertPlainText("\n")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composing = False
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.awake:
            event.ignore()
            return
        show_menu(self, event)


def _is_own(event: QKeyEvent) -> bool:
    """F2 with Shift is the window's: it asks for a comment."""
    return event.key() in _OWN and not (event.key() == Qt.Key.Key_F2 and event.modifiers())


def _fills(event: QKeyEvent) -> bool:
    """Ctrl+D and Ctrl+R, as in a spreadsheet, whatever they mean elsewhere in the window."""
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_D, Qt.Key.Key_R)


def _is_writing(event: QKeyEvent) -> bool:
    """A key that puts a character down."""
    plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    text = event.text()
    return plain == Qt.KeyboardModifier.NoModifier and bool(text) and text.isprintable()
