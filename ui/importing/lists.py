"""Beside the table: what should be looked at first, the forms that were recognised, the texts that found no place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QListWidgetItem,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from importers.recognise import Recognised, Unplaced
from models.templates.template import FormTemplate
from ui.controls.plain import plain_tip
from ui.ground.calm_boxes import ChoiceBox
from ui.ground.icons import severity_icon
from ui.ground.telling_list import TellingList

WIDEST = 190  # pixels of a form's name
BY_ITSELF = "由程序认"


class SentenceList(TellingList):
    """Sentences on what was decided without certainty; what could not be read comes first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("没有要先核对的，可以导入。", parent)
        self.setAccessibleName("请先核对")
        self.setWordWrap(True)

    def show_all(self, problems: Sequence[str], notices: Sequence[str], *, found: bool) -> None:
        """These sentences and no others."""
        self.clear()
        for level, sentences in (("error", problems), ("warning", notices)):
            for words in sentences:
                item = QListWidgetItem(severity_icon(level), words)
                item.setToolTip(plain_tip(words))
                self.addItem(item)
        self.tell(found=found)


class UnplacedList(TellingList):
    """``wanted`` (its number) when a person wants to see the place of a text."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("表里的文字都有了去处。", parent)
        self.setAccessibleName("没有放的文字")
        self.setUniformItemSizes(True)
        self.itemClicked.connect(lambda item: self.wanted.emit(self.row(item)))
        self.itemActivated.connect(lambda item: self.wanted.emit(self.row(item)))

    def show_all(self, unplaced: Sequence[Unplaced], *, found: bool) -> None:
        """These texts and no others."""
        self.clear()
        for one in unplaced:
            text = " ".join(one.text.split())
            item = QListWidgetItem(f"{text}（{one.where}）")
            item.setToolTip(plain_tip(f"{one.text}\n{one.where}"))
            self.addItem(item)
        self.tell(found=found)


class FormsPanel(QWidget):
    """The forms with a tick for those that are to come in; of the current one the template can be chosen.

    ``wanted`` (its number) when a person wants to see it, ``template_wanted`` (number, id; empty: as recognised),
    ``join_wanted`` (number) when it is one with the form before it, ``ticked`` when another choice comes in.
    """

    wanted = Signal(int)
    template_wanted = Signal(int, str)
    join_wanted = Signal(int)
    ticked = Signal()

    def __init__(self, templates: Mapping[str, FormTemplate], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self._forms: Sequence[Recognised] = ()
        self._make_tree()
        self._make_controls()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        column.addWidget(self.template)
        column.addWidget(self.join)

    def _make_tree(self) -> None:
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("认出的表")
        self.tree.setHeaderLabels(["表", "指标", "版式"])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.itemClicked.connect(lambda *_: self.wanted.emit(self.current))
        self.tree.itemActivated.connect(lambda *_: self.wanted.emit(self.current))
        self.tree.currentItemChanged.connect(lambda *_: self._show_current())
        self.tree.itemChanged.connect(self._on_ticked)

    def _make_controls(self) -> None:
        self.template = ChoiceBox()
        self.template.setAccessibleName("这张表的版式")
        self.template.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.template.addItem(f"版式：{BY_ITSELF}", "")
        for one in sorted(self._templates.values(), key=lambda one: (one.kind, one.region, one.name)):
            self.template.addItem(f"{one.region} · {one.name}（{one.year}）", one.id)
        self.template.activated.connect(
            lambda _: self.template_wanted.emit(self.current, str(self.template.currentData()))
        )
        self.join = QPushButton("与上一张合成一张(&J)")
        self.join.setAccessibleName("与上一张合成一张")
        self.join.clicked.connect(lambda: self.join_wanted.emit(self.current))

    @property
    def current(self) -> int:
        """The number of the current form, -1 for none."""
        return self.tree.indexOfTopLevelItem(self.tree.currentItem()) if self.tree.currentItem() else -1

    def chosen(self) -> list[Recognised]:
        """The forms that are to come in."""
        items = [self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount())]
        ticks = [item is not None and item.checkState(0) == Qt.CheckState.Checked for item in items]
        return [one for one, tick in zip(self._forms, ticks, strict=True) if tick]

    def show_all(self, forms: Sequence[Recognised]) -> None:
        """These forms and no others, all of them ticked."""
        kept = max(0, min(self.current, len(forms) - 1))
        self._forms = forms
        self.tree.blockSignals(True)
        self.tree.clear()
        self.tree.addTopLevelItems([_item(one) for one in forms])
        for column in range(self.tree.columnCount()):
            self.tree.resizeColumnToContents(column)
        self.tree.setColumnWidth(0, min(self.tree.columnWidth(0), WIDEST))
        self.tree.blockSignals(False)
        if forms:
            self.tree.setCurrentItem(self.tree.topLevelItem(kept))
        self._show_current()

    def _show_current(self) -> None:
        there = 0 <= self.current < len(self._forms)
        self.template.setEnabled(there)
        self.join.setEnabled(there and self.current > 0)
        if there:
            self.template.setCurrentIndex(max(0, self.template.findData(self._forms[self.current].template.id)))

    def _on_ticked(self, item: QTreeWidgetItem) -> None:
        self.tree.blockSignals(True)
        _speak(item)
        self.tree.blockSignals(False)
        self.ticked.emit()


def _item(one: Recognised) -> QTreeWidgetItem:
    title = one.title if one.form.name in one.title else f"{one.form.name}（{one.title}）"
    template = f"{one.template.region} · {one.template.name}" + ("" if one.sure else "（估计）")
    item = QTreeWidgetItem([title, str(one.indicators), template])
    item.setCheckState(0, Qt.CheckState.Checked)
    for column, text in enumerate((title, f"{one.indicators} 个指标", template)):
        item.setToolTip(column, plain_tip(text))
    _speak(item)
    return item


def _speak(item: QTreeWidgetItem) -> None:
    """The tick in words, for who does not see it."""
    word = "导入" if item.checkState(0) == Qt.CheckState.Checked else "不导入"
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}，{word}")
