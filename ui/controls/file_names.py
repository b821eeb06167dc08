"""File names as a person gives them."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from ui.controls.plain import all_plain


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
