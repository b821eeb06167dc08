"""The list of what windows that did not close well have left: what it is, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.icons import icon, put_icon
from ui.ground.list_columns import ListColumns
from ui.session.recovery import Left, State

COLUMNS = ("文件", "单位", "保留时间", "表", "状态")
STATES = {
    State.FITS: "与原文件对得上",
    State.NEVER_SAVED: "还没有保存成文件",
    State.CHANGED: "原文件后来被改过",
    State.GONE: "原文件已不在",
}
MOST_ROWS, LEAST_BENEATH = 5, 12  # seen at once; lines of letters that a page under it needs
WAITS = "\n窗口矮，先处理这些，或点“以后再说”，打开的套表就回到眼前。"


class RecoveredList(QFrame):
    """Hidden while there is nothing. ``open_wanted``, ``save_wanted``, ``drop_wanted`` carry what is selected.

    ``beneath`` stands under it, and gives way where a low window has no room for both.
    """

    open_wanted = Signal(list)
    save_wanted = Signal(list)
    drop_wanted = Signal(list)

    def __init__(self, beneath: QWidget) -> None:
        super().__init__()
        self._beneath = beneath
        self.setObjectName("messageBar")
        self.setAccessibleName("找回未保存的内容")
        self.setAutoFillBackground(True)
        self._words = PlainLabel()
        self._words.setWordWrap(True)
        self._words.setAccessibleName("找回说明")
        self.list = QTreeWidget()
        self._left: list[Left] = []
        self._said = ""
        self._set_up_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._words)
        column.addWidget(self.list)
        column.addLayout(self._buttons())
        self.hide()

    def _set_up_list(self) -> None:
        view = self.list
        view.setAccessibleName("可以找回的套表")
        view.setHeaderLabels(list(COLUMNS))
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        ListColumns(view)
        view.itemSelectionChanged.connect(self._allow)
        view.itemActivated.connect(lambda _: self.open_wanted.emit(self.chosen()))

    def _buttons(self) -> QHBoxLayout:
        self._open = self._button("打开所选", "folder-open", self.open_wanted)
        self._save = self._button("另存…", "save-all", self.save_wanted)
        self._drop = self._button("丢弃", "trash-2", self.drop_wanted)
        self._drop.setToolTip("移到一边，不删除；移到哪里会写出来")
        later = QPushButton("以后再说")
        later.setAccessibleName("以后再说")
        later.setToolTip("下次启动还会列出；也可以用“文件”菜单找回")
        later.clicked.connect(self.hide)
        row = QHBoxLayout()
        for button in (self._open, self._save, self._drop):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(later)
        return row

    def _button(self, word: str, sign: str, wanted: SignalInstance) -> QPushButton:
        button = QPushButton(word)
        put_icon(button, sign)
        button.setAccessibleName(word)
        button.clicked.connect(lambda: wanted.emit(self.chosen()))
        return button

    def show_left(self, left: Sequence[Left]) -> None:
        """Lists these, all of them selected; hides where there is none."""
        self._left = list(left)
        self.list.clear()
        self.list.addTopLevelItems([_item(one) for one in left])
        self.list.selectAll()
        self._said = f"程序上次没有正常关闭，保留下来 {len(left)} 份没有保存的套表："
        self._words.setText(self._said)
        rows = max(1, min(len(left), MOST_ROWS)) * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth()
        self.list.setFixedHeight(self.list.header().sizeHint().height() + rows)
        self._allow()
        self.setVisible(bool(left))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._share()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.window().removeEventFilter(self)
            self._beneath.show()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The window has another height."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._share)
        return False

    def _share(self) -> None:
        around = self.parentWidget()
        if self.isVisible() and around is not None:
            low = around.height() - self.sizeHint().height() < LEAST_BENEATH * self.fontMetrics().lineSpacing()
            self._words.setText(self._said + (WAITS if low else ""))
            self._beneath.setVisible(not low)

    def take_focus(self) -> None:
        """The keyboard is where all of them are opened."""
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Takes on the colours of another theme."""
        if not self.isHidden():
            self.show_left(self._left)

    def chosen(self) -> list[Left]:
        """What is selected."""
        return [one for number, one in enumerate(self._left) if self.list.topLevelItem(number).isSelected()]

    def _allow(self) -> None:
        count = len(self.list.selectedItems())
        self._open.setEnabled(count > 0)
        self._drop.setEnabled(count > 0)
        self._save.setEnabled(count == 1)


def _item(left: Left) -> QTreeWidgetItem:
    state = STATES[left.state]
    name = left.file.name if left.file else "（未命名）"
    texts = [name, left.dossier.unit.name or "（未填单位）", f"{left.when:%Y-%m-%d %H:%M}"]
    item = QTreeWidgetItem([*texts, f"{len(left.dossier.forms)} 张", state])
    good = left.state in (State.FITS, State.NEVER_SAVED)
    item.setIcon(len(COLUMNS) - 1, icon("check" if good else "triangle-alert"))
    for column in range(len(COLUMNS)):
        item.setToolTip(column, plain_tip(str(left.file or "没有保存过，没有文件")))
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignVCenter)
    return item
