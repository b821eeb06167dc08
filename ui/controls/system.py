"""What the desktop around the program has: its folders, and the programs that open things."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def folder_for(*wanted: object) -> Path:
    """Where a dialog begins: the first wanted folder that is there, else 文档, else the person's own folder.

    A dialog that begins in a folder that is not there takes its last part for the name of the file.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return next((Path(str(one)) for one in (*wanted, documents) if one and Path(str(one)).is_dir()), Path.home())


def open_path(path: Path) -> bool:
    """Opens a file or folder with the system's own program."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
