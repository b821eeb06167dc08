"""A person who prints: the first form of a dossier, by the button of the dialog. Arguments: FILE PRINTER.

A process of its own, since a process asks for its printers only once.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.sheets import Sheet
from tests.ui.conftest import wait_for
from ui.output.printing import print_forms
from ui.program.app import start
from ui.window.window import MainWindow


def main(file: str, printer: str) -> int:
    """Prints; 0 when the dialog says that all is on its way."""
    application = QApplication(sys.argv)
    program = start(application, [Path(file)])
    window = program.windows[0]
    assert isinstance(window, MainWindow)
    assert window.session is not None
    dialog = print_forms(window.session, Sheet(window.session.dossier.forms[0].id), window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    wait_for(dialog.go.isEnabled)
    dialog.printers.setCurrentText(printer)
    assert dialog.printers.currentText() == printer, [dialog.printers.itemText(0)]
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    wait_for(lambda: "已送到打印机" in dialog.note.text())
    dialog.close()
    window.show_session(None)
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
