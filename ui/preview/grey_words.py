"""What is only offered for a row (``ui/session/likeness.py``) in grey over its empty cells: on no page, in no print."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from models.entry import shown
from models.sheets import Sheet
from models.target import WHOLE
from ui.ground.theme import ON_PAPER
from ui.preview.cells import Anchor, FormCells
from ui.session.session import Session

_EDGE = 3.0  # pixels at the sides of a cell
_LAID = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWrapAnywhere


class GreyWords:
    """Of the cells in sight: what each of them would say."""

    def __init__(self, session: Session, sheet: Sheet) -> None:
        self._session, self._sheet = session, sheet
        self.cells: FormCells | None = None

    def get(self, anchor: Anchor) -> str:
        """The words that stand in grey in a cell; none where it says something, or nothing is offered."""
        row = self._session.likeness.row
        cell = self.cells.cells.get(anchor) if row and self.cells else None
        if cell is None or cell.text.strip():
            return ""
        names = [slot.name for slot in cell.slots if slot.node == row and not slot.choice]
        return " ".join(filter(None, map(self._offered, names)))

    def _offered(self, name: str) -> str:
        likeness = self._session.likeness
        like, template = likeness.of(likeness.row), self._session.template_of(self._sheet)
        return shown(like, name, template.target_parts if template else WHOLE) if like and name != "name" else ""


def paint_words(painter: QPainter, cell: QRectF, words: str, pixels: float, family: str) -> None:
    """As much of the words as the cell has room for, in letters of that size."""
    font = QFont(family)
    font.setPixelSize(max(1, round(pixels)))
    metrics, room = QFontMetricsF(font), cell.adjusted(_EDGE, 0, -_EDGE, 0)
    lines = max(1, int(room.height() / metrics.lineSpacing()))
    width = room.width() if lines == 1 else (room.width() - pixels) * lines  # a line ends up to a letter early
    painter.save()
    painter.setFont(font)
    painter.setPen(ON_PAPER.muted)
    painter.drawText(room, int(_LAID), metrics.elidedText(words, Qt.TextElideMode.ElideRight, width))
    painter.restore()
