"""Those who follow the keyboard: what it leaves may be gone while they are told, and the program lives on."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]

LETTING_GO = """
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from ui.controls.composing import Composing
from ui.controls.focus import EnterPresses
from ui.controls.focus_frame import FocusMark
from ui.program.file_dialogs import ReadableNames

app = QApplication([])
followers = [kind(app) for kind in (FocusMark, ReadableNames, Composing, EnterPresses, FocusMark)]

def go_to(widget):
    widget.show()
    widget.activateWindow()
    widget.setFocus()
    while QApplication.focusWidget() is not widget:
        app.processEvents()

gone = []
for kind in (QLineEdit, QWidget):
    held = kind()
    held.destroyed.connect(lambda: gone.append(kind.__name__))
    go_to(held)
    del held  # who follows the keyboard has the last reference
    other = QWidget()
    go_to(other)
    app.processEvents()
print(*gone)
"""


def test_a_control_that_goes_with_the_keyboard_takes_nobody_along() -> None:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MALLOC_PERTURB_": "165"}  # freed memory is no use
    done = subprocess.run(
        [sys.executable, "-c", LETTING_GO],
        check=False,
        cwd=PROJECT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "QLineEdit QWidget"), done.stderr
