"""The list of the states that a file had before: when, and what is another now; opened as a copy or restored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.comparing.compare import compare, summary
from models.dossier import Dossier
from models.files.jxmb import FileProblem
from models.files.versions import Version
from ui.controls.dialogs import close_button, resize_to_fit
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.list_columns import ListColumns

SAVED, DISCARDED = "保存过的", "没有保存的"
SAME = "与当前相同"


@dataclass(frozen=True, slots=True)
class Entry:
    """One state, and whether it was ever in the file."""

    version: Version
    saved: bool

    @property
    def name(self) -> str:
        """What a list or a window calls it."""
        return f"{self.version.when:%Y-%m-%d %H:%M:%S}"


class EarlierDialog(QDialog):
    """Stays open beside the work. What is wanted carries the Entry that is selected.

    How each differs from ``current`` is found out one by one while nothing else is to be done.
    """

    copy_wanted = Signal(object)
    compare_wanted = Signal(object)
    restore_wanted = Signal(object)

    def __init__(self, entries: Sequence[Entry], current: Dossier | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries, self._current = entries, current
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("以前的版本")
        label = PlainLabel(_words(current))
        label.setWordWrap(True)
        label.setAccessibleName("版本说明")
        self._make_list()
        column = QVBoxLayout(self)
        column.addWidget(label)
        column.addWidget(self.list, 1)
        column.addWidget(self._buttons())
        resize_to_fit(self, 640, 460)
        self._rest = self._summaries()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def _make_list(self) -> None:
        self.list = QTreeWidget()
        self.list.setAccessibleName("以前的版本")
        self.list.setHeaderLabels(["时间", "内容", "较当前"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        ListColumns(self.list)
        rows = ([one.name, SAVED if one.saved else DISCARDED] for one in self._entries)
        self.list.addTopLevelItems([QTreeWidgetItem(row) for row in rows])
        self.list.itemSelectionChanged.connect(self._allow)
        self.list.itemDoubleClicked.connect(lambda _: self._want(self.compare_wanted if self._current else None))

    def _buttons(self) -> QDialogButtonBox:
        buttons = close_button(self)
        self._of_one = [self._button(buttons, "作为副本打开", self.copy_wanted)]
        if self._current is not None:
            self._of_one.append(self._button(buttons, "看不同…", self.compare_wanted))
            self._of_one.append(self._button(buttons, "恢复成这一份", self.restore_wanted))
            self._of_one[-1].clicked.connect(self.close)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._allow()
        return buttons

    def _button(self, buttons: QDialogButtonBox, word: str, wanted: SignalInstance) -> QPushButton:
        button = buttons.addButton(word, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(lambda: self._want(wanted))
        return button

    def _allow(self) -> None:
        for button in self._of_one:
            button.setEnabled(bool(self.list.selectedItems()))

    def _want(self, wanted: SignalInstance | None) -> None:
        chosen = self.list.selectedItems()
        (wanted or self.copy_wanted).emit(self._entries[self.list.indexOfTopLevelItem(chosen[0])])

    def _go_on(self) -> None:
        if next(self._rest, self) is self:
            self._timer.stop()

    def _summaries(self) -> Iterator[None]:
        for number, entry in enumerate(self._entries):
            words = _difference(entry.version, self._current)
            item = self.list.topLevelItem(number)
            item.setText(2, words)
            item.setToolTip(2, plain_tip(words))
            yield


def _words(current: Dossier | None) -> str:
    if current is None:
        return "这里的每一份都可以作为副本打开；没有保存就关闭的，留一周。"
    return "每次保存都留一份，越久远留得越稀；没有保存就关闭的，留一周。恢复之后还可以撤销，保存之前文件不变。"


def _difference(version: Version, current: Dossier | None) -> str:
    try:
        dossier = version.dossier()
    except FileProblem as problem:
        return str(problem)
    if current is None:
        return f"{dossier.unit.name or '未填单位'}，{dossier.year} 年，{len(dossier.forms)} 张表"
    return summary(compare(current, dossier)) or SAME
