"""The text of a line that is too narrow for it, while nobody writes there: its beginning, and a sign of more."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

_INSIDE = 2  # pixels that Qt leaves before and behind the letters of a line


def paint_beginning(line: QLineEdit) -> bool:
    """Paints the line as Qt does, but with whole letters; False where all of them are seen.

    Who writes in it sees the part that is written. An amount is never cut: what is left would be another amount.
    """
    area = _room(line)
    is_amount = bool(line.alignment() & Qt.AlignmentFlag.AlignRight)
    if line.hasFocus() or is_amount or line.fontMetrics().horizontalAdvance(line.text()) <= area.width():
        return False
    painter = QPainter(line)
    line.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, _option(line), painter, line)
    painter.setPen(line.palette().color(line.foregroundRole()))
    words = line.fontMetrics().elidedText(line.text(), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    painter.end()
    return True


def _option(line: QLineEdit) -> QStyleOptionFrame:
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    return option


def _room(line: QLineEdit) -> QRect:
    area = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, _option(line), line)
    margins = line.textMargins()
    return area.adjusted(margins.left() + _INSIDE, margins.top(), -margins.right() - _INSIDE, -margins.bottom())
