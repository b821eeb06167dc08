"""The colours of the import dialog with their words."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.controls.plain import PlainLabel
from ui.importing.outcome import LEGEND, Outcome

_BESIDE = 4  # pixels beside a word


class Legend(QWidget):
    """One word on its colour for every kind of outcome."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("图例")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BESIDE)
        for outcome in LEGEND:
            row.addWidget(_Entry(outcome))
        row.addStretch(1)


class _Entry(PlainLabel):
    """The colour is asked for when it is painted: the theme may have changed."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.word)
        self._outcome = outcome
        self.setContentsMargins(_BESIDE, 0, _BESIDE, 0)
        font = self.font()
        font.setBold(outcome is Outcome.UNPLACED)
        self.setFont(font)

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = self._outcome.ground
        if ground is not None:
            painter = QPainter(self)
            painter.fillRect(self.rect(), ground)
            painter.end()
        super().paintEvent(event)
