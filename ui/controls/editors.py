"""Fields bound to one value of the dossier: line, growing text, amount, check boxes, list of words.

A field writes while a person types (one undo step a visit) and shows what the dossier holds when that changes
elsewhere. What an input method is composing is never touched. Undo and redo belong to the window, not to the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QWidget

from models.entry import NOT_A_NUMBER, meant
from models.paths import FieldKind, printed
from ui.controls.plain import PlainLabel, plain_tip, plain_words
from ui.controls.text_input import BoundInput, TickBox, beside_words, comment_action
from ui.ground.calm_boxes import ChoiceBox
from ui.ground.corners import paint_last_year, paint_mark
from ui.ground.cut_text import paint_beginning
from ui.ground.settings import LAST_YEAR
from ui.ground.theme import colours
from ui.session.session import Session

USUAL_AMOUNT = "0000.00"
LEAST_LINE = 8  # characters of last year's text, or all of it, that are worth showing
_BESIDE = 10  # pixels around a text behind or before another
UNBOUNDED = 1 << 24  # pixels
TALLEST = 12  # lines that a text may grow to before it scrolls


class Field(Protocol):
    """What every field can do."""

    def path(self) -> str:
        """Which value it shows."""
        ...

    def refresh(self) -> None:
        """Shows what the dossier holds."""
        ...

    def mark(self, severity: str, text: str) -> None:
        """Shows that there is a finding (an empty ``severity``: none)."""
        ...

    def show_notes(self) -> None:
        """Shows what stood here last year, whether it is still to be looked at, and what is said of it."""
        ...


class LineField(BoundInput, QLineEdit):
    """One line of text, or an amount."""

    problem = Signal(str)

    def __init__(
        self, session: Session, path: str, kind: FieldKind = "text", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._path, self._kind = session, path, kind
        self._wrong = ""
        self._writing = False
        self._before: Any = None
        self.setProperty("path", path)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if kind == "amount":
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._fit_amount()
        self.textEdited.connect(self._write)
        if kind == "amount":
            session.drafts.changed.connect(self._on_draft)
        self.refresh()

    def _fit_amount(self) -> None:
        """An amount is never cut: what is left of it would be another amount."""
        if self._kind == "amount":
            self.setMinimumWidth(self.fontMetrics().horizontalAdvance(USUAL_AMOUNT) + 14)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_amount()

    def refresh(self) -> None:
        """Shows the dossier's value, unless what stands here says the same or is none yet."""
        if self._composing or self._writing:
            return
        self._before = value = self._session.value(self._path)
        draft = self._session.drafts.get(self._path)
        if draft is None and self.hasFocus() and self._says(value):
            return
        text = draft.text if draft else printed(value)
        self._set_wrong(draft.why if draft else "")
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0 if not self.hasFocus() else len(text))

    def _on_draft(self, path: str) -> None:
        if path == self._path:
            self.refresh()

    def _says(self, value: Any) -> bool:
        try:
            return bool(meant(self._kind, self.text()) == value) or (not self.text() and not printed(value))
        except ValueError:
            return False

    def _write(self, text: str) -> None:
        text = self._one_line(text)
        self._writing = True  # what is being typed here is not to be set from outside
        try:
            value = meant(self._kind, text)
        except ValueError:
            self._keep_back(text)
        else:
            self._set_wrong("")
            self._session.drafts.drop(self._path)
            self._session.set_value(self._path, value)
        self._writing = False

    def _keep_back(self, text: str) -> None:
        """What is typed is no value: it stays here, and the dossier has what it had before the first key."""
        self._session.history.take_back([self._path])
        if self._session.value(self._path) != self._before:
            self._session.set_value(self._path, self._before, typing=False)
        self._set_wrong(NOT_A_NUMBER)
        self._session.drafts.keep(self._path, text, NOT_A_NUMBER)

    def _one_line(self, text: str) -> str:
        """What was pasted from a cell may end in a line break or hold some; a line has none."""
        joined = " ".join(text.split()) if any(mark in text for mark in "\n\r\t\u2028\u2029") else text
        if joined != text:
            self.setText(joined)
        return joined

    def _set_wrong(self, text: str) -> None:
        self._wrong = text
        self.problem.emit(text)
        self._tell()

    def _problem(self) -> str:
        """Why what is typed is not taken; else what was found about the value."""
        return self._wrong or self._found

    def paintEvent(self, event: QPaintEvent) -> None:
        if not paint_beginning(self):
            super().paintEvent(event)
        paint_mark(self, "error" if self._wrong else self._severity, corner=self._unseen, said=self._said)
        if self._line:
            self._paint_line()

    def _paint_line(self) -> None:
        """Last year's text where this year's leaves room: before an amount, behind a text."""
        area = self.rect().adjusted(_BESIDE, 0, -_BESIDE, 0)
        taken = self.fontMetrics().horizontalAdvance(self.text() or self.placeholderText()) + _BESIDE
        amount = self._kind == "amount"
        area = area.adjusted(0, 0, -taken, 0) if amount else area.adjusted(taken, 0, 0, 0)
        if area.width() >= self.fontMetrics().horizontalAdvance(self._line[:LEAST_LINE]):
            paint_last_year(
                self, area, self._line, Qt.AlignmentFlag.AlignLeft if amount else Qt.AlignmentFlag.AlignRight
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def settle(self) -> None:
        if self._wrong:
            self._session.tell_draft(self._path)
        self.refresh()


class TextField(BoundInput, QPlainTextEdit):
    """A long text that grows with what is written; counts characters where the template limits them."""

    def __init__(self, session: Session, path: str, name: str = "", limit: int = 0, lines: int = 2) -> None:
        super().__init__()
        self._session, self._path, self._limit = session, path, limit
        self._least, self._room = lines, UNBOUNDED
        self._writing = False
        self.setProperty("path", path)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it would cover the only line
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.refresh()
        self.textChanged.connect(self._write)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self.verticalScrollBar().rangeChanged.connect(lambda *_: QTimer.singleShot(0, self, self._leave_bar_room))
        self._grow()

    def _leave_bar_room(self) -> None:
        """Lines are broken before the scroll bar: where it comes up amid a layout, Qt leaves them beneath it."""
        if self.document().size().width() > self.viewport().width():
            super().resizeEvent(QResizeEvent(self.viewport().size(), QSize()))

    def refresh(self) -> None:
        text = printed(self._session.value(self._path))
        if self._composing or self._writing or text == self.toPlainText():
            return
        place = self.textCursor().position()
        blocked = self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(blocked)
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(text)))
        self.setTextCursor(cursor)
        self._grow()

    def _write(self) -> None:
        text = self.toPlainText()
        if not self._composing and text != printed(self._session.value(self._path)):
            self._writing = True
            self._session.set_value(self._path, text)
            self._writing = False
        self.viewport().update()

    def keep_within(self, height: int) -> None:
        """No higher than that, but a line at least; what is over is scrolled for."""
        self._room = height
        self._grow()

    def _grow(self) -> None:
        """As high as its lines, within bounds; a limit's counter has a line of its own."""
        spacing = self.fontMetrics().lineSpacing()
        lines = self._lines()
        extra = spacing if self._limit or self._line else 0
        margins = self.contentsMargins()
        frame = 2 * self.frameWidth() + int(2 * self.document().documentMargin())
        around = frame + extra + margins.top() + margins.bottom() + 2
        over = around - extra - margins.top() - margins.bottom() - int(self.document().documentMargin())
        most = min(TALLEST, max(1, (self._room - around) // spacing))
        height = min(max(self._least, lines), most) * spacing + around
        self.setViewportMargins(0, 0, 0, extra + (over if lines > most else 0))  # no part of a line that is over
        if height != self.height():
            self.setFixedHeight(height)

    def _lines(self) -> int:
        """Of all paragraphs; after another width Qt itself counts each as one until it is painted."""
        layout, block, lines = self.document().documentLayout(), self.document().firstBlock(), 0
        while block.isValid():
            layout.blockBoundingRect(block)  # breaks it into lines
            lines += max(1, block.lineCount())
            block = block.next()
        return lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_mark(self.viewport(), self._severity, corner=self._unseen, said=self._said)

    def _tell(self) -> None:
        super()._tell()
        self.viewport().update()  # the mark is painted there

    def show_notes(self) -> None:
        super().show_notes()
        self._grow()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and self._limit:
            self._paint_count()
        if event.type() == QEvent.Type.Paint and self._line:
            room = self.fontMetrics().horizontalAdvance("0000 / 0000 字") if self._limit else 0
            bottom = self.rect().adjusted(8, 0, -8 - room, -3)
            paint_last_year(self, bottom, self._line, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignBottom)
        return handled

    def _paint_count(self) -> None:
        count = len(self.toPlainText().replace("\n", ""))
        painter = QPainter(self)
        over = count > self._limit
        painter.setPen(colours().error if over else colours().muted)
        text = f"{count} / {self._limit} 字" + (f"，超出 {count - self._limit} 字" if over else "")
        area = self.rect().adjusted(8, 0, -8, -3)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)
        painter.end()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if not self._composing:
            self._write()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.height())


APART = 16  # pixels between boxes beside each other


class ChoiceField(QWidget):
    """Check boxes of which one at most is ticked; ticking it again clears it.

    With ``several``, what parts them in the text, as many as one likes are.
    """

    def __init__(
        self, session: Session, path: str, choices: Sequence[tuple[str, str]], name: str, several: str = ""
    ) -> None:
        super().__init__()
        self._session, self._path, self._severity, self._several = session, path, "", several
        self.setProperty("path", path)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(6, 2, 2, 2)
        row.setSpacing(APART)
        self._boxes: dict[str, TickBox] = {}
        for word, value in choices:
            box = TickBox(plain_words(word))
            box.entered.connect(lambda: self._session.focus(path))
            box.setAccessibleName(f"{name}：{word}")
            box.setProperty("path", path)
            box.clicked.connect(lambda on, chosen=value: self._choose(chosen, on=on))
            self._boxes[value] = box
            row.addWidget(box)
        self._other, self._line = PlainLabel(), PlainLabel()
        self._line.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._found, self._then, self._unseen, self._said = "", "", False, ""
        row.addWidget(self._other)
        row.addWidget(self._line)
        row.addStretch(1)
        self.setFocusProxy(next(iter(self._boxes.values()), None) or self)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The boxes stand one under the other where they do not fit beside each other."""
        super().resizeEvent(event)
        fits = sum(box.sizeHint().width() + APART for box in self._boxes.values()) <= self.width()
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(APART if fits else 4)

    def minimumSizeHint(self) -> QSize:
        margins = self._row.contentsMargins()
        widest = max((box.minimumSizeHint().width() for box in self._boxes.values()), default=0)
        return QSize(widest + margins.left() + margins.right(), super().minimumSizeHint().height())

    def path(self) -> str:
        return self._path

    def refresh(self) -> None:
        ticked = self._ticked()
        for choice, box in self._boxes.items():
            box.setChecked(choice in ticked)
        other = "、".join(one for one in ticked if one.strip() and one not in self._boxes)
        self._other.setText(f"填的是：{other}" if other else "")
        self._other.setVisible(bool(other))
        self._line.setVisible(bool(self._line.text()))

    def _ticked(self) -> list[str]:
        text = printed(self._session.value(self._path))
        return text.split(self._several) if self._several else [text]

    def _choose(self, choice: str, *, on: bool) -> None:
        value = choice if on else ""
        if self._several:
            ticked = {*self._ticked(), choice} if on else {*self._ticked()} - {choice}
            value = self._several.join(one for one in self._boxes if one in ticked)
        self._session.focus(self._path)
        self._session.set_value(self._path, value, typing=False)
        self.refresh()

    def mark(self, severity: str, text: str) -> None:
        self._severity, self._found = severity, text
        self._tell()

    def show_notes(self) -> None:
        since = self._session.since
        self._then, self._unseen, self._said = beside_words(self._session, self._path)
        line = since.line(self._path) if self._session.settings[LAST_YEAR] else ""
        self._line.setText(line)
        self._line.setVisible(bool(line))
        self._tell()

    def _tell(self) -> None:
        said = "\n".join(part for part in (self._found, self._then) if part)
        for box in self._boxes.values():
            box.setToolTip(plain_tip(said))
            box.setAccessibleDescription(said)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(comment_action(self._session, self._path, menu))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_mark(self, self._severity, corner=self._unseen, said=self._said)


class ComboField(ChoiceBox):
    """A text with the usual words to choose from; any other may be typed."""

    def __init__(
        self, session: Session, path: str, choices: Sequence[str], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line = LineField(session, path, name=name)
        self.setLineEdit(self._line)
        self.addItems(list(choices))
        self.setProperty("path", path)
        self.setAccessibleName(name)
        self.setCurrentIndex(-1)
        self._session, self._path = session, path
        self._line.refresh()
        self.textActivated.connect(lambda text: session.set_value(path, text, typing=False))

    def path(self) -> str:
        return self._path

    def refresh(self) -> None:
        self._line.refresh()

    def mark(self, severity: str, text: str) -> None:
        self._line.mark(severity, text)

    def show_notes(self) -> None:
        self._line.show_notes()
