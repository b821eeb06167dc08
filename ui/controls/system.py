"""What the desktop around the program has: its folders, and the programs that open things."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def documents_folder() -> Path:
    """Where a person's own files are."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def open_path(path: Path) -> bool:
    """Opens a file or folder with the system's own program."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
