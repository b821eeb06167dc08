"""Last year's values: what is filled in at once, and a tick for each name that is only like or has a value already."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from models.comparing.last_year import LastYear, Question
from models.edits import Batch
from ui.controls.dialogs import resize_to_fit
from ui.controls.plain import PlainLabel, plain_tip

AGREE = "填入"
TOLD = 5  # names without a partner that there is room for


class LastYearDialog(QDialog):
    """``agreed`` (the questions answered with yes) when a person wants it so."""

    agreed = Signal(object)

    def __init__(self, found: LastYear, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"填入 {found.year} 年的指标值")
        self.setAccessibleName(self.windowTitle())
        self._found = found
        label = PlainLabel(_words(found))
        label.setWordWrap(True)
        label.setAccessibleName("说明")
        column = QVBoxLayout(self)
        column.addWidget(label)
        column.addWidget(self._made_list(), 1)
        column.addLayout(self._buttons())
        resize_to_fit(self, 760, 460)

    def _made_list(self) -> QListWidget:
        self.list = QListWidget()
        self.list.setAccessibleName("要您决定的")
        self.list.setWordWrap(True)
        for question in self._found.asked:
            item = QListWidgetItem(question.words)
            item.setToolTip(plain_tip(question.words))
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._speak()
        self.list.itemChanged.connect(lambda _: self._speak())
        return self.list

    def _speak(self) -> None:
        """The tick in words, for who does not see it."""
        blocked = self.list.blockSignals(True)
        for row in range(self.list.count()):
            item = self.list.item(row)
            word = "是" if item.checkState() == Qt.CheckState.Checked else "否"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}：{word}")
        self.list.blockSignals(blocked)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, call in (
            ("全选", lambda: self._tick_all(Qt.CheckState.Checked)),
            ("全不选", lambda: self._tick_all(Qt.CheckState.Unchecked)),
            (AGREE, self._agree),
            ("取消", self.reject),
        ):
            button = QPushButton(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _on=False, call=call: call())
            row.addWidget(button)
            button.setDefault(words == AGREE)  # else Enter would press the first
            if words == "全不选":
                row.addStretch(1)
        return row

    def _tick_all(self, state: Qt.CheckState) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)

    def _agree(self) -> None:
        ticked = [self.list.item(row).checkState() == Qt.CheckState.Checked for row in range(self.list.count())]
        chosen: list[Question] = [one for one, tick in zip(self._found.asked, ticked, strict=True) if tick]
        self.accept()
        self.agreed.emit(chosen)


def _words(found: LastYear) -> str:
    lines = [f"名称相同的 {len(found.sure)} 个指标，直接填入 {found.year} 年的指标值。"]
    lines += [f"下面 {len(found.asked)} 处名称只是相近，或者已经写着别的数：勾上的才填。"]
    return "\n".join([*lines, *alone_words(found)])


def alone_words(found: LastYear) -> list[str]:
    """What the source has and nobody here is called."""
    if not found.alone:
        return []
    shown = "、".join(found.alone[:TOLD]) + (f"等 {len(found.alone)} 处" if len(found.alone) > TOLD else "")
    return [f"来源里的{shown}在这里没有同名的，没有填。"]


def filled_words(found: LastYear, change: Batch | None) -> str:
    """What was filled in, and what was not."""
    count = len(change.changes) if change else 0
    lines = [f"填了 {count} 个指标的 {found.year} 年指标值。" if count else f"没有可以填的 {found.year} 年指标值。"]
    lines += [f"另有 {found.there} 个已经写着同样的值。"] if found.there else []
    return "".join([*lines, *alone_words(found)])
