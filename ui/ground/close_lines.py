"""Lines close to each other, as in a text: sentences of which a low window is to show some, words over a page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate


class CloseLines(QStyledItemDelegate):
    """Rows as high as their letters; those of all other lists have ``row_height``."""

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height())
