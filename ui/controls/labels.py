"""Labels of a form: words too long for one line are broken where a person would break them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.plain import PlainLabel

LEAST, MOST_LEAST = 3, 4  # signs a line
OPENING, CLOSING, MARKS = "（(《“", "）)》”", "，、。；："


class FieldLabel(PlainLabel):
    """The words before a field. Two lines are about as long as each other; brackets stay in one."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMargin(4)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._keep_legible()

    def _keep_legible(self) -> None:
        """Two lines of up to four signs at least; nobody reads words of one sign a line."""
        text, margins = self.text(), self.contentsMargins()
        signs = min(len(text), MOST_LEAST, max(LEAST, -(-len(text) // 2)))
        around = 2 * self.margin() + margins.left() + margins.right()
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(text[:signs]) + around)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_legible()

    def shown(self) -> str:
        """The text as it is broken at the present width."""
        room, metrics = self.contentsRect().width() - 2 * self.margin(), self.fontMetrics()
        return in_two_lines(self.text(), lambda part: metrics.horizontalAdvance(part) <= room)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown()
        if shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(Qt.AlignmentFlag.AlignCenter),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
        painter.end()


def whole_part(text: str, fits: Callable[[str], bool]) -> str:
    """As many whole parts of a sentence as there is room for, without the mark behind them; else nothing."""
    ends = [place for place, sign in enumerate(text) if sign in MARKS]
    return next((text[:end] for end in (len(text), *reversed(ends)) if fits(text[:end])), "")


def in_two_lines(text: str, fits: Callable[[str], bool]) -> str:
    """The text with a break as near its middle as can be; as it is where it needs one line, or more than two."""
    if fits(text):
        return text
    for place in sorted(range(1, len(text)), key=lambda place: _unevenness(text, place)):
        before, after = text[:place], text[place:]
        if _may_break(before, after) and fits(before) and fits(after):
            return f"{before}\n{after}"
    return text


def _unevenness(text: str, place: int) -> int:
    """How far from the middle a break would be; one behind a mark is the better one."""
    return abs(2 * place - len(text)) - (3 if text[place - 1] in CLOSING + MARKS else 0)


def _may_break(before: str, after: str) -> bool:
    """Not in brackets, in no Latin word or number, and never before a closing mark."""
    opened = sum(sign in OPENING for sign in before) - sum(sign in CLOSING for sign in before)
    word = before[-1].isascii() and after[0].isascii()
    return opened <= 0 and not word and after[0] not in MARKS
