"""Another program, a folder's window, from which files are dragged: ``python -m tests.ui.real.folder FILE…``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

PLACE = (1500, 300)
SIZE = 200


class Folder(QWidget):
    """A drag that begins anywhere in it carries the files."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            drag = QDrag(self)
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(Path(name).resolve())) for name in sys.argv[1:]])
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    application = QApplication([])
    folder = Folder()
    folder.setGeometry(*PLACE, SIZE, SIZE)
    folder.show()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.exit(application.exec())
