"""The list of what somebody changed in an exported file: taken over line by line, or all at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QTreeWidget, QWidget

from models.comparing.compare import Difference, summary
from ui.versions.differences import DifferencesDialog


class TakingDialog(DifferencesDialog):
    """``wanted`` (a list of differences) when a person wants to have them."""

    wanted = Signal(list)

    def __init__(self, other: str, notices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__((), other, notices, parent)
        self.setWindowTitle("取回改过的表")

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Lists these; where there is one, the first is chosen, so that a key is enough to take it."""
        place = self.list.indexOfTopLevelItem(self.list.currentItem()) if self.list.currentItem() else 0
        super().show_differences(differences)
        self._all.setEnabled(bool(differences))
        if differences:
            self.list.setCurrentItem(self.list.topLevelItem(min(place, len(differences) - 1)))
        self._allow()

    def _made_list(self) -> QTreeWidget:
        view = super()._made_list()
        view.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        view.itemSelectionChanged.connect(self._allow)
        return view

    def _buttons(self) -> QDialogButtonBox:
        buttons = super()._buttons()
        self._some = self._button(buttons, "取回选中的", self._take_some)
        self._all = self._button(buttons, "全部取回", lambda: self.wanted.emit(list(self._differences)))
        return buttons

    def _button(self, buttons: QDialogButtonBox, words: str, call: object) -> QPushButton:
        button = buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(call)
        return button

    def _allow(self) -> None:
        self._some.setEnabled(bool(self.list.selectedItems()))

    def _take_some(self) -> None:
        places = sorted(self.list.indexOfTopLevelItem(item) for item in self.list.selectedItems())
        self.wanted.emit([self._differences[place] for place in places])

    def _words(self) -> str:
        if not self._differences:
            return f"现在这份与“{self._other}”没有不同，没有要取回的。"
        count = f"{len(self._differences)} 处不同（{summary(self._differences)}）"
        return f"“{self._other}”与现在这份有 {count}。选中要的取回，一次算一步，可以撤销；双击一行，就到那一处。"
