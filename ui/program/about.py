"""The boxes 关于 and 快捷键."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.program import NAME, VERSION
from ui.controls.dialogs import close_button, resize_to_fit
from ui.program.shortcuts import key_groups

TEXT = f"""<h3>{NAME} {VERSION}</h3>
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
    """Lists every action that has a key, by menu, and the keys in tables."""
    keys = QTreeWidget()
    keys.setAccessibleName("快捷键")
    keys.setHeaderLabels(["操作", "按键"])
    keys.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for title, rows in key_groups().items():
        group = QTreeWidgetItem(keys, [title, ""])
        group.addChildren([QTreeWidgetItem([words, key]) for words, key in rows])
    keys.expandAll()
    _show(parent, "快捷键", keys, (520, 600))


def _show(parent: QWidget, title: str, content: QWidget, size: tuple[int, int]) -> None:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    column = QVBoxLayout(dialog)
    column.addWidget(content)
    column.addWidget(close_button(dialog))
    resize_to_fit(dialog, *size)
    dialog.open()
