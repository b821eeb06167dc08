"""File names as a person gives them, and as the file dialog of Qt lists them where the system has none of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QMessageBox,
    QTreeView,
    QWidget,
)

from ui.controls.dialogs import resize_to_fit
from ui.controls.plain import all_plain

WIDTH, HEIGHT = 960, 560  # pixels of the file dialog
_NAME, _KIND = 0, 2  # columns of its list


def with_suffix(parent: QWidget, name: str, suffix: str) -> Path | None:
    """The file that is meant, its suffix added where it lacks; None where that names one that is not to be replaced.

    The dialog for names has asked for the name it gives, not for the one that the suffix makes of it.
    """
    if name.lower().endswith(suffix):
        return Path(name)
    path = Path(name + suffix)
    return path if not os.path.exists(path) or _replaces(parent, path) else None  # noqa: PTH110 (it never raises)


def _replaces(parent: QWidget, path: Path) -> bool:
    box = QMessageBox(QMessageBox.Icon.Question, "替换文件", f"“{path.name}”已经有了，要替换它吗？", parent=parent)
    box.setInformativeText("替换以后，那个文件里原来的内容就没有了。")
    replace = box.addButton("替换", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    all_plain(box)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is replace


def make_readable(dialog: QFileDialog) -> None:
    """Gives the dialog room, and the room to the names: a year stands in the middle of ours.

    What else it could do to files is taken away.
    """
    _give_room(dialog)
    _only_choose(dialog)


def _only_choose(dialog: QFileDialog) -> None:
    """Here a file is chosen or named: a slip of the hand renames, moves and deletes none, nor a folder with all in it.

    A new folder can be made and named.
    """
    views: Iterable[QAbstractItemView] = dialog.findChildren(QAbstractItemView)
    for view in views:
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
    keys: Iterable[QShortcut] = dialog.findChildren(QShortcut)
    for key in keys:  # each of them deletes
        key.setEnabled(False)
    for name in ("qt_rename_action", "qt_delete_action"):
        action = dialog.findChild(QAction, name)
        if action is not None:
            action.setVisible(False)


def _give_room(dialog: QFileDialog) -> None:
    resize_to_fit(dialog, max(WIDTH, dialog.width()), max(HEIGHT, dialog.height()))
    files = dialog.findChild(QTreeView, "treeView")
    if files is None:
        return
    head = files.header()
    for column in range(head.count()):
        fits = QHeaderView.ResizeMode.Stretch if column == _NAME else QHeaderView.ResizeMode.ResizeToContents
        head.setSectionResizeMode(column, fits)
    files.setColumnHidden(_KIND, True)  # the end of a name says it, and in Chinese
