"""The list of forms to tick, shared by export and print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from models.sheets import Sheet, beside
from ui.session.session import Session

LEAST_LINES, MOST_LINES = 3, 8  # in sight at once


def not_taken(session: Session, numbers: Sequence[int]) -> str:
    """What is typed in these forms and is no value, so that the paper does not show it; empty where nothing is."""
    forms = {session.dossier.forms[number - 1].id for number in numbers}
    drafts = [one for one in session.drafts.all if session.editor.form_of(one.path.partition(".")[0]) in forms]
    return session.words_of_all(drafts) if drafts else ""


class _Lines(QListWidget):
    """As high as its lines, so that no room is left under few of them; many are scrolled."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height(min(self.count(), MOST_LINES)))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height(min(self.count(), LEAST_LINES)))

    def _height(self, lines: int) -> int:
        return max(lines, 1) * self.sizeHintForRow(0) + 2 * self.frameWidth()


class FormList(QWidget):
    """Every form of the dossier with a check box. Numbers count from 1, as a person counts."""

    changed = Signal()

    def __init__(
        self, session: Session, sheet: Sheet | None, *, only_current: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        forms = session.dossier.forms
        shown = {form.id for form in beside(sheet, forms, session.templates)} if sheet else set()
        current = tuple(number for number, form in enumerate(forms, 1) if form.id in shown)
        self.list = _Lines()
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.list.setAccessibleName("要输出的表")
        for number, form in enumerate(forms, 1):
            item = QListWidgetItem(f"{number}. {form.spoken_name}")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            ticked = not (only_current and current) or number in current
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(next((n for n, form in enumerate(forms) if sheet == Sheet(form.id)), 0))
        self._speak()
        self.list.itemChanged.connect(self._tell)
        row = QHBoxLayout()
        for words, numbers in (("全选", range(1, len(forms) + 1)), ("全不选", ()), ("只选当前这张", current)):
            button = QPushButton(words)
            button.setAccessibleName(words)
            button.setEnabled(words != "只选当前这张" or bool(current))
            button.clicked.connect(lambda _on=False, chosen=tuple(numbers): self.choose(chosen))
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addLayout(row)
        self.setFocusProxy(self.list)

    def _tell(self) -> None:
        self._speak()
        self.changed.emit()

    def _speak(self) -> None:
        """The tick in words, for who does not see it."""
        blocked = self.list.blockSignals(True)
        for row in range(self.list.count()):
            item = self.list.item(row)
            word = "已勾选" if item.checkState() == Qt.CheckState.Checked else "未勾选"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}，{word}")
        self.list.blockSignals(blocked)

    def numbers(self) -> tuple[int, ...]:
        """The forms that are ticked."""
        return tuple(
            row + 1 for row in range(self.list.count()) if self.list.item(row).checkState() == Qt.CheckState.Checked
        )

    def choose(self, numbers: tuple[int, ...]) -> None:
        """Ticks these and no others."""
        blocked = self.list.blockSignals(True)
        for row in range(self.list.count()):
            ticked = Qt.CheckState.Checked if row + 1 in numbers else Qt.CheckState.Unchecked
            self.list.item(row).setCheckState(ticked)
        self.list.blockSignals(blocked)
        self._tell()
