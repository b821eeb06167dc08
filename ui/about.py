"""The boxes 关于 and 快捷键."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.actions import COMMANDS, MENUS
from ui.messages import resize_to_fit

VERSION = "0.1.0"
TEXT = f"""<h3>绩效目标表编辑器 {VERSION}</h3>
<p>填写、审核、导出部门整体和项目支出绩效目标表。全部内容只存在本机，不联网。</p>
<p>本程序按 MIT 许可证发布。随附的字体按 OFL 许可证、图标（Lucide）按 ISC 许可证发布，界面使用 Qt（LGPL）。</p>"""


def show_about(parent: QWidget) -> None:
    """Says what this program is and whose work it stands on."""
    label = QLabel(TEXT)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAccessibleName("关于本程序")
    _show(parent, "关于", label, (480, 220))


def show_keys(parent: QWidget) -> None:
    """Lists every action that has a key, by menu."""
    keys = QTreeWidget()
    keys.setAccessibleName("快捷键")
    keys.setHeaderLabels(["操作", "按键"])
    keys.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    commands = {command.id: command for command in COMMANDS}
    for title, names in MENUS.items():
        group = QTreeWidgetItem([title.partition("(")[0], ""])
        for name in names:
            command = commands.get(name)
            if command and command.keys:
                key = QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.NativeText)
                QTreeWidgetItem(group, [command.text.rstrip("…"), key])
        if group.childCount():
            keys.addTopLevelItem(group)
    keys.expandAll()
    _show(parent, "快捷键", keys, (520, 600))


def _show(parent: QWidget, title: str, content: QWidget, size: tuple[int, int]) -> None:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    column = QVBoxLayout(dialog)
    column.addWidget(content)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    resize_to_fit(dialog, *size)
    dialog.open()
