"""The list of what differs between the dossier in hand and another one, in the words of the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.comparing.compare import Difference, summary
from ui.controls.dialogs import close_button, resize_to_fit
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.theme import soften_selection

MISSING = "（没有）"
EMPTY = "（空）"


class DifferencesDialog(QDialog):
    """Stays open beside the work. ``go_to`` (a path) when a person wants to see the place."""

    go_to = Signal(str)

    def __init__(
        self, differences: Sequence[Difference], other: str, notices: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._differences, self._heads = differences, ["位置", "栏目", "现在这份", other]
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("比较")
        label = PlainLabel("\n".join([_words(differences, other), *notices]))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAccessibleName("比较结果")
        column = QVBoxLayout(self)
        column.addWidget(label)
        column.addWidget(self._made_list(), 1)
        column.addWidget(self._buttons())
        resize_to_fit(self, 860, 520)

    def _made_list(self) -> QTreeWidget:
        self.list = QTreeWidget()
        self.list.setAccessibleName("不同之处")
        self.list.setHeaderLabels(self._heads)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # form and indicator are told by begin and end
        header = self.list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        soften_selection(self.list)
        self.list.addTopLevelItems([_item(one) for one in self._differences])
        self.list.itemActivated.connect(self._go)
        self.list.itemDoubleClicked.connect(self._go)
        return self.list

    def _buttons(self) -> QDialogButtonBox:
        buttons = close_button(self)
        copy = buttons.addButton("复制清单", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setEnabled(bool(self._differences))
        copy.clicked.connect(self._copy)
        return buttons

    def _go(self, item: QTreeWidgetItem) -> None:
        self.go_to.emit(self._differences[self.list.indexOfTopLevelItem(item)].where)

    def _copy(self) -> None:
        rows = [self._heads, *(_cells(one) for one in self._differences)]
        QApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))


def _words(differences: Sequence[Difference], other: str) -> str:
    if not differences:
        return f"现在这份与“{other}”没有不同。"
    return f"现在这份与“{other}”有 {len(differences)} 处不同（{summary(differences)}）。双击一行，就到那一处。"


def _item(one: Difference) -> QTreeWidgetItem:
    item = QTreeWidgetItem(_cells(one))
    for column in range(item.columnCount()):
        item.setToolTip(column, plain_tip(one.line))
    return item


def _cells(one: Difference) -> list[str]:
    return [" · ".join(one.place) or "套表", one.field, _shown(one.old), _shown(one.new)]


def _shown(value: str | None) -> str:
    """On one line."""
    return MISSING if value is None else " ".join(value.split()) or EMPTY
