"""The list of what differs between the dossier in hand and another one, in the words of the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.comparing.compare import Difference, summary
from ui.controls.dialogs import close_button, resize_to_fit
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.list_columns import ListColumns

MISSING = "（没有）"
EMPTY = "（空）"
WIDTH, HEIGHT, WORDS_WIDTH = 860, 520, 480  # pixels at first; and where there is nothing to list


class DifferencesDialog(QDialog):
    """Stays open beside the work. ``go_to`` (a path) when a person wants to see the place."""

    go_to = Signal(str)

    def __init__(
        self, differences: Sequence[Difference], other: str, notices: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._other, self._notices = other, notices
        self._heads = ["位置", "栏目", "现在这份", other]
        self._differences: Sequence[Difference] = ()
        self._listed: bool | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("比较")
        self._label = PlainLabel()
        self._label.setWordWrap(True)
        self._label.setAccessibleName("比较结果")
        column = self._column = QVBoxLayout(self)
        column.addWidget(self._label)
        column.addWidget(self._made_list(), 1)
        column.addWidget(self._buttons())
        self.show_differences(differences)

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Lists these from now on."""
        self._differences = differences
        self._label.setText("\n".join([self._words(), *self._notices]))
        self.list.clear()
        self.list.addTopLevelItems([_item(one) for one in differences])
        self._copy_button.setEnabled(bool(differences))
        self._show_list(shown=bool(differences))

    def _show_list(self, *, shown: bool) -> None:
        """Nothing different is a sentence, and no empty list under it."""
        if shown == self._listed:
            return
        self._listed = shown
        self.list.setVisible(shown)
        if shown:
            resize_to_fit(self, WIDTH, HEIGHT)
        else:
            resize_to_fit(self, WORDS_WIDTH, self._column.totalHeightForWidth(WORDS_WIDTH))

    def _made_list(self) -> QTreeWidget:
        self.list = QTreeWidget()
        self.list.setAccessibleName("不同之处")
        self.list.setHeaderLabels(self._heads)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # form and indicator are told by begin and end
        ListColumns(self.list)
        self.list.itemActivated.connect(self._go)
        self.list.itemDoubleClicked.connect(self._go)
        return self.list

    def _buttons(self) -> QDialogButtonBox:
        buttons = close_button(self)
        self._copy_button = buttons.addButton("复制清单", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy_button.clicked.connect(self._copy)
        return buttons

    def _words(self) -> str:
        if not self._differences:
            return f"现在这份与“{self._other}”没有不同。"
        count = f"{len(self._differences)} 处不同（{summary(self._differences)}）"
        return f"现在这份与“{self._other}”有 {count}。双击一行，就到那一处。"

    def _go(self, item: QTreeWidgetItem) -> None:
        self.go_to.emit(self._differences[self.list.indexOfTopLevelItem(item)].where)

    def _copy(self) -> None:
        rows = [self._heads, *(_cells(one) for one in self._differences)]
        QApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))


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
