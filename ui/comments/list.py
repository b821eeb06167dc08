"""The list of comments: who and when, what is said, where; as high as its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.dossier import Comment
from ui.controls.plain import plain_tip
from ui.ground.theme import colours
from ui.session.comments import DONE

_Role = Qt.ItemDataRole
LINE = _Role.UserRole
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextIncludeTrailingSpaces
_PAD, _BAR = 8, 3  # pixels around the words, and of the bar before what is not settled
_HIGHEST = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """A comment as it is listed: its id, where it is about and in which words, its own words."""

    id: str
    where: str
    place: str
    head: str
    text: str
    done: bool

    @property
    def spoken(self) -> str:
        """All of it for who listens."""
        return "，".join(part for part in (self.place, self.head, self.text) if part)


def line_of(comment: Comment, form: str, place: str) -> Line:
    """``form`` and ``place`` are empty where the place is there no more."""
    where = f"{form}　{place}" if place and place != form else form
    done = comment.state == DONE
    head = "　".join(
        part for part in (comment.author or "（未署名）", comment.written, "已处理" if done else "") if part
    )
    return Line(comment.id, comment.where, where or "（所指的地方已经不在了）", head, comment.text, done)


class CommentList(QListWidget):
    """The lines; ``show_lines`` keeps the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("批注")
        self.setItemDelegate(_LineDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def line(self) -> Line | None:
        """The current line."""
        item = self.currentItem()
        return item.data(LINE) if item else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Lists these."""
        current = self.line()
        row = self.currentRow()
        self.clear()
        for line in lines:
            item = QListWidgetItem()
            item.setData(LINE, line)
            item.setData(_Role.AccessibleTextRole, line.spoken)
            item.setToolTip(plain_tip(f"{line.place}\n{line.text}"))
            self.addItem(item)
        ids = [line.id for line in lines]
        if current and current.id in ids:
            self.setCurrentRow(ids.index(current.id))
        elif lines and row >= 0:
            self.setCurrentRow(min(row, len(lines) - 1))

    def choose(self, comment: str) -> None:
        """Makes a comment the current one, where it is listed."""
        for row in range(self.count()):
            if self.item(row).data(LINE).id == comment:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))


class _LineDelegate(QStyledItemDelegate):
    """Three parts under each other, each broken where the list is narrow."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        assert isinstance(view, CommentList)
        width = view.viewport().width()
        areas = _areas(index.data(LINE), view.font(), QRect(0, 0, width, _HIGHEST))
        return QSize(width, areas[-1][0].bottom() + _PAD if areas else 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        any_option: Any = option
        line: Line = index.data(LINE)
        painter.save()
        if any_option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(any_option.rect, any_option.palette.highlight())
        if not line.done:
            bar = any_option.rect.adjusted(0, 2, 0, -2)
            bar.setWidth(_BAR)
            painter.fillRect(bar, colours().said)
        strong = any_option.palette.color(QPalette.ColorRole.Text)
        shades: tuple[QColor, ...] = (colours().muted, colours().muted if line.done else strong, colours().muted)
        for (area, words, font), shade in zip(_areas(line, any_option.font, any_option.rect), shades, strict=True):
            painter.setFont(font)
            painter.setPen(shade)
            painter.drawText(area, _WRAP, words)
        painter.setPen(colours().line)
        painter.drawLine(any_option.rect.bottomLeft(), any_option.rect.bottomRight())
        painter.restore()


def _areas(line: Line, font: QFont, rect: QRect) -> list[tuple[QRect, str, QFont]]:
    """Where the parts of a line stand, with their words and fonts."""
    found: list[tuple[QRect, str, QFont]] = []
    top, width = rect.top() + _PAD, rect.width() - 2 * _PAD - _BAR
    for words in (line.head, line.text, line.place):
        room = QFontMetrics(font).boundingRect(QRect(0, 0, width, _HIGHEST), int(_WRAP), words)
        area = QRect(rect.left() + _PAD + _BAR, top, width, room.height())
        found.append((area, words, font))
        top = area.bottom() + 3
    return found
