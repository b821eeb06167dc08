"""Labels of a form: words too long for one line are broken where a person would break them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.plain import PlainLabel
from ui.ground.line_breaks import MARKS, broken

LEAST, MOST_LEAST = 3, 4  # signs a line
BESIDE = 16  # pixels beside words on one line
MOST_KEPT = 4096  # a form has some fifty labels, and a layout asks for many widths again and again
_asked: dict[tuple[str, int, str, int], str] = {}
"""Words, room, letters and how long the words are in them on this screen → the words as they are broken."""


class FieldLabel(PlainLabel):
    """The words before a field, broken between words; brackets stay in one line."""

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

    def line_width(self) -> int:
        """What the words take on one line."""
        margins = self.contentsMargins()
        around = 2 * self.margin() + margins.left() + margins.right()
        return self.fontMetrics().horizontalAdvance(self.text()) + around + BESIDE

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_legible()

    def shown(self) -> str:
        """The text as it is broken at the present width."""
        return self._broken(self.contentsRect().width())

    def _broken(self, width: int) -> str:
        room, metrics = width - 2 * self.margin(), self.fontMetrics()
        text, advance = self.text(), metrics.horizontalAdvance
        asked = text, room, self.font().key(), advance(text)
        if asked not in _asked:
            if len(_asked) >= MOST_KEPT:
                _asked.clear()
            _asked[asked] = broken(text, lambda part: advance(part) <= room)
        return _asked[asked]

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        lines = self._broken(width - margins.left() - margins.right()).count("\n") + 1
        around = 2 * self.margin() + margins.top() + margins.bottom()
        return max(super().heightForWidth(width), lines * self.fontMetrics().lineSpacing() + around)

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


class TitleLabel(FieldLabel):
    """The title of a form, broken as labels are; on the ground of its page."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setMargin(0)
        self.setAutoFillBackground(False)
        self.setBackgroundRole(QPalette.ColorRole.NoRole)


def whole_part(text: str, fits: Callable[[str], bool]) -> str:
    """As many whole parts of a sentence as there is room for, without the mark behind them; else nothing."""
    ends = [place for place, sign in enumerate(text) if sign in MARKS]
    return next((text[:end] for end in (len(text), *reversed(ends)) if fits(text[:end])), "")
