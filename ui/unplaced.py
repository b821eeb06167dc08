"""What an import could not place, line by line: stays open beside the work, so that it can be gone through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ui.messages import resize_to_fit

HINT = "这些文字没有认出放在哪一栏，没有写进套表。要用的，选中、复制，粘贴到该填的地方。"


class UnplacedDialog(QDialog):
    """Lists the lines; they can be selected and copied, or copied all at once."""

    def __init__(self, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"没有放进套表的文字（{len(lines)} 处）")
        hint = QLabel(HINT)
        hint.setWordWrap(True)
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("没有放进套表的文字")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("全部复制", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (hint, self.text, buttons):
            column.addWidget(widget)
        resize_to_fit(self, 560, 480)
