"""The bar under the tree: where the weights stand, in words always and as a picture beside."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.icons import tinted
from ui.ground.style import INSET
from ui.ground.theme import colours
from ui.indicators.weight_state import Share, Standing

LOWEST, LOW = 6, 12  # lines of letters that the panel is high
IN_SMALL, FILTERED = 9, 11  # the same in a small window: for the words on weights, for the line of the filter
_SMALL = 600  # pixels that a window is high
_SHADES = (1.0, 0.55, 0.8, 0.4, 0.7, 0.3)


def _is_small(panel: QWidget) -> bool:
    return panel.window().height() < _SMALL


def least_for_filter(panel: QWidget) -> int:
    """Lines of letters from which a panel has room for the line of the filter."""
    return FILTERED if _is_small(panel) else LOWEST


class WeightBar(QWidget):
    """Shows a ``Standing``; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("权重合计")
        self._standing: Standing | None = None
        self._lines = 2
        self._sign, self._words, self._shares = (PlainLabel("", self) for _ in range(3))
        self._picture = _Picture(self)
        for label in (self._words, self._shares):
            label.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            label.setSizePolicy(policy)
        self._words.setAccessibleName("权重合计")
        self._shares.setAccessibleName("各一级指标的权重")
        line = QHBoxLayout()
        line.addWidget(self._sign)
        line.addWidget(self._words, 3)
        line.addWidget(self._picture, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 4, INSET, 4)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._shares)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hairline parts it from the rows, of which the last may be cut."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, colours().line)
        painter.end()

    @property
    def text(self) -> str:
        """All that it says."""
        return "；".join(part for part in (self._words.text(), self._shares.text()) if part)

    def fit(self, height: int) -> None:
        """In a panel of that height: all of it, its first line, or, where a row is worth more, nothing."""
        line = self.fontMetrics().height()
        self._lines = sum(height >= least * line for least in (IN_SMALL if _is_small(self) else LOWEST, LOW))
        self._show_lines()

    def _show_lines(self) -> None:
        self.setHidden(self._standing is None or not self._lines)
        self._shares.setHidden(self._standing is None or not self._standing.share_words or self._lines < 2)

    def show_standing(self, standing: Standing | None) -> None:
        """Shows where the weights stand; hides where no weights are asked for."""
        self._standing = standing
        self._show_lines()
        if standing is None:
            return
        shade = colours().good if standing.fits else colours().warning
        side = self.fontMetrics().height()
        self._sign.setPixmap(tinted("check" if standing.fits else "scale", shade).pixmap(side, side))
        self._words.setText(standing.words)
        self._shares.setText(standing.share_words)
        self.setToolTip(plain_tip(self.text))
        self.setAccessibleDescription(self.text)
        self._picture.show_standing(standing)


class _Picture(QWidget):
    """A stacked bar: what there is, against the whole and the shares the template fixes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._standing: Standing | None = None
        self.setAccessibleName("权重图")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height())

    def show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self.setAccessibleDescription(standing.words)
        self.setToolTip(plain_tip("\n".join(share.words for share in standing.shares)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        standing = self._standing
        if standing is None:
            return
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5)
        whole = max(standing.wants, standing.has, Decimal(1))
        painter.fillRect(room, self.palette().color(QPalette.ColorRole.Base))
        self._paint_shares(painter, room, standing.shares, whole)
        painter.setPen(colours().line)
        painter.drawRect(room)
        if standing.has > standing.wants:
            end = room.left() + room.width() * float(standing.wants / whole)
            painter.fillRect(QRectF(end - 1, room.top() - 2, 2, room.height() + 4), colours().error)
        painter.end()

    def _paint_shares(self, painter: QPainter, room: QRectF, shares: tuple[Share, ...], whole: Decimal) -> None:
        """One piece for every 一级指标; where its share is fixed, the missing part is left open."""
        left = room.left()
        for number, share in enumerate(shares):
            width = room.width() * float(max(share.has, Decimal(0)) / whole)
            due = share.wants.least if share.wants.least is not None else share.has
            shade = QColor(colours().accent if share.fits else colours().warning)
            shade.setAlphaF(_SHADES[number % len(_SHADES)])
            painter.fillRect(QRectF(left, room.top(), width, room.height()), shade)
            left += max(width, room.width() * float(max(due, Decimal(0)) / whole))
            painter.fillRect(QRectF(left - 0.5, room.top(), 1, room.height()), colours().line)
