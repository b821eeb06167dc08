"""The steps that can be undone, as a list: a click goes back to (or forward to) how it was after that step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.controls.dialogs import close_button, resize_to_fit
from ui.controls.plain import PlainLabel
from ui.session.session import Session

FIRST = "打开时的样子"
SAVED = "（已保存）"


class HistoryDialog(QDialog):
    """Stays open beside the work; follows the steps as they are made."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("撤销历史")
        words = PlainLabel(
            "点一步，就回到做完那一步时的样子。后面的步骤变灰，再点它们还能回去；接着改别的，灰的就没有了。"
        )
        words.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName("撤销历史")
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        column = QVBoxLayout(self)
        for widget in (words, self.list, close_button(self)):
            column.addWidget(widget)
        session.history.stack.indexChanged.connect(self._fill)
        session.history.stack.cleanChanged.connect(self._fill)
        session.ended.connect(self.close)
        self._fill()
        resize_to_fit(self, 540, 420)

    def _fill(self) -> None:
        stack = self._session.history.stack
        self.list.clear()
        for step in range(stack.count() + 1):
            words = stack.text(step - 1) if step else FIRST
            item = QListWidgetItem(words + (SAVED if step == stack.cleanIndex() and self._session.path else ""))
            if step > stack.index():
                item.setForeground(self.palette().placeholderText())
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}，已撤销")
            elif step == stack.index():
                font = QFont(self.list.font())
                font.setBold(True)
                item.setFont(font)
            self.list.addItem(item)
        self.list.setCurrentRow(stack.index())

    def _go(self, item: QListWidgetItem) -> None:
        self._session.go_to_step(self.list.row(item))
