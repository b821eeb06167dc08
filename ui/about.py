"""The boxes 关于 and 快捷键."""

from __future__ import annotations

from collections.abc import Iterable

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

from ui.actions import COMMANDS, MENUS, PANEL
from ui.indicators.actions import TREE_ACTIONS
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


IN_TABLES = (
    ("下一格；最后一格之后离开表格", "Tab"),
    ("上一格；第一格之前离开表格", "Shift+Tab"),
    ("马上离开表格", "Ctrl+Tab"),
    ("开始修改（也可以直接打字）", "F2"),
    ("完成，到下一处", "Enter"),
    ("格内换行", "Alt+Enter"),
    ("放弃修改", "Esc"),
)
"""Keys that no menu shows: the same in tables, in the indicators and in the official table."""


def show_keys(parent: QWidget) -> None:
    """Lists every action that has a key, by menu, and the keys in tables."""
    keys = QTreeWidget()
    keys.setAccessibleName("快捷键")
    keys.setHeaderLabels(["操作", "按键"])
    keys.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    commands = {command.id: command for command in COMMANDS}
    for title, names in MENUS.items():
        own = TREE_ACTIONS if names == (PANEL,) else [commands[name] for name in names if name in commands]
        _add_keys(keys, title.partition("(")[0], [(one.text.rstrip("…"), _native(one.keys)) for one in own if one.keys])
    _add_keys(keys, "表格里", IN_TABLES)
    keys.expandAll()
    _show(parent, "快捷键", keys, (520, 600))


def _native(keys: str) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return QKeySequence.listToString(QKeySequence.listFromString(keys, form), form)


def _add_keys(keys: QTreeWidget, title: str, lines: Iterable[tuple[str, str]]) -> None:
    group = QTreeWidgetItem(keys, [title, ""])
    for text, key in lines:
        QTreeWidgetItem(group, [text, key])


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
