"""The corrections that are kept for layouts, as a list from which they can be removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from importers.kept import KeptLayout, save_kept
from models.files.reasons import writing_refusal
from ui.controls.dialogs import close_button, resize_to_fit
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.telling_list import TellingList
from ui.importing.meanings import words_of

NOTHING = "还没有记住的更正。导入时用“更正”改过的，记在这里。"
HEADS = 4  # heads of a layout that there is room for


class KeptDialog(QDialog):
    """``layouts`` are those that are left when it has been closed."""

    def __init__(self, file: Path, layouts: Sequence[KeptLayout], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("记住的更正")
        self.setAccessibleName(self.windowTitle())
        self.layouts = list(layouts)
        self._file = file
        self.list = TellingList(NOTHING)
        self.list.setAccessibleName("记住的更正")
        self.list.setWordWrap(True)
        self.note = PlainLabel("导入表头和列数相同的表时，会照这里的更正读，并且说明。")
        self.note.setWordWrap(True)
        self.note.setAccessibleName("说明")
        column = QVBoxLayout(self)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        column.addWidget(self._buttons())
        self._show_all()
        resize_to_fit(self, 620, 380)

    def _buttons(self) -> QDialogButtonBox:
        buttons = close_button(self)
        self.remove: QPushButton = buttons.addButton("删除(&D)", QDialogButtonBox.ButtonRole.ActionRole)
        self.remove.setAccessibleName("删除所选")
        self.remove.clicked.connect(self._remove)
        return buttons

    def _show_all(self) -> None:
        self.list.clear()
        for one in self.layouts:
            said = "、".join(words_of(correction.means) for correction in one.corrections)
            heads = "、".join(one.heads[:HEADS]) + ("……" if len(one.heads) > HEADS else "")
            item = QListWidgetItem(f"{one.name}（{one.columns} 列，表头 {heads}）：{len(one.corrections)} 处更正")
            item.setToolTip(plain_tip(said))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, said)
            self.list.addItem(item)
        self.list.tell(found=True)
        self.list.setCurrentRow(0)
        self.remove.setEnabled(bool(self.layouts))

    def _remove(self) -> None:
        row = self.list.currentRow()
        left = [one for number, one in enumerate(self.layouts) if number != row]
        try:
            save_kept(self._file, left)
        except OSError as problem:
            self.note.setText(f"没有删除，{writing_refusal(problem).why}。")
            return
        self.layouts = left
        self._show_all()
