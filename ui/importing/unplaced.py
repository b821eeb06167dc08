"""What an import found no place for, as a list a person can go through beside the forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.controls.dialogs import close_button, resize_to_fit
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.list_columns import ListColumns

if TYPE_CHECKING:
    from importers.recognise import Unplaced

Heads = dict[str, Callable[["Unplaced"], str]]
"""Heads of the list's columns, and what stands under them."""
_PLACE: Heads = {"行": lambda one: str(one.row), "列": lambda one: str(one.column)}
_TEXT: Heads = {"文字": lambda one: " ".join(one.text.split())}


class UnplacedDialog(QDialog):
    """Stays open beside the work. ``notices`` are sentences on what was read, but should be looked at."""

    def __init__(self, unplaced: Sequence[Unplaced], notices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unplaced = unplaced
        self._heads = _heads(unplaced)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入时请核对的内容")
        words = [f"{notice}。" for notice in notices]
        if unplaced:
            words.append(f"下面 {len(unplaced)} 处文字没有认出放在哪一栏，没有导入。行和列是在来源里的位置。")
        label = PlainLabel("\n".join(words))
        label.setWordWrap(True)
        label.setAccessibleName("导入说明")
        column = QVBoxLayout(self)
        column.addWidget(label)
        column.addWidget(self._made_list())
        column.addWidget(self._buttons())
        resize_to_fit(self, 620, 480)

    def _made_list(self) -> QTreeWidget:
        self.list = QTreeWidget()
        self.list.setAccessibleName("没有导入的文字")
        self.list.setHeaderLabels(list(self._heads))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        ListColumns(self.list)
        items = [QTreeWidgetItem(row) for row in self._rows()]
        for item, one in zip(items, self._unplaced, strict=True):
            item.setToolTip(len(self._heads) - 1, plain_tip(one.text))
        self.list.addTopLevelItems(items)
        self.list.setVisible(bool(items))
        return self.list

    def _buttons(self) -> QDialogButtonBox:
        buttons = close_button(self)
        copy = buttons.addButton("复制清单", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setEnabled(bool(self._unplaced))
        copy.clicked.connect(self._copy)
        return buttons

    def _copy(self) -> None:
        rows = [list(self._heads), *self._rows()]
        QApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))

    def _rows(self) -> list[list[str]]:
        return [[told(one) for told in self._heads.values()] for one in self._unplaced]


def _heads(unplaced: Sequence[Unplaced]) -> Heads:
    """The place of every text and the text; file, sheet or page only where the source has such."""
    file: Heads = {"文件": lambda one: one.file} if any(one.file for one in unplaced) else {}
    sheet: Heads = {"工作表": lambda one: one.sheet} if any(one.sheet for one in unplaced) else {}
    page: Heads = {"页": lambda one: str(one.page or "")} if any(one.page for one in unplaced) else {}
    return file | sheet | page | _PLACE | _TEXT
