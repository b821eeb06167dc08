"""The words of a source around its forms, to be read beside what the rules say of them."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from models.dossier import Prose
from ui.controls.plain import PlainLabel

_LINES = 12


class AroundForms(QWidget):
    """One paragraph a line; they are not edited here, but in the document they came from."""

    def __init__(self, prose: list[Prose], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, int] = {}
        hint = PlainLabel("导入时表格以外的文字，只供审核对照，不打印；要改请在原文件里改。")
        hint.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("表外的文字")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * _LINES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(hint)
        column.addWidget(self.text)
        self._fill(prose)
        if not prose:
            self.hide()  # never shown here: without a parent it would be a window of its own

    def show_all(self, prose: list[Prose]) -> None:
        """Shows the paragraphs; nothing is seen where there are none."""
        self._fill(prose)
        self.setVisible(bool(prose))

    def _fill(self, prose: list[Prose]) -> None:
        self._lines = {one.id: number for number, one in enumerate(prose)}
        self.text.setPlainText("\n".join(" ".join(one.text.split("\n")) for one in prose))

    def shows(self, prose: list[Prose]) -> bool:
        """These are the paragraphs in sight."""
        return list(self._lines) == [one.id for one in prose]

    def bring(self, path: str) -> QWidget | None:
        """The text, with the paragraph of that path selected; None for other paths."""
        number = self._lines.get(path.partition(".")[0])
        if number is None:
            return None
        cursor = QTextCursor(self.text.document().findBlockByNumber(number))
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()
        return self.text
