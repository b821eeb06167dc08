"""Qt's own dialogs speak Chinese too, on a system that does not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from models.folders import ROOT
from ui.program.app import dress
from ui.program.language import MISSING
from ui.program.shortcuts import shown

DIALOG = """
import json, os, sys
from PySide6.QtWidgets import QApplication, QFileDialog, QTreeView, QWidget
from PySide6.QtTest import QTest
import ui.program.app

def look():
    dialog = QFileDialog(None, "", sys.argv[1])
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.show()
    view = dialog.findChild(QTreeView)
    model = view.model()
    while model.rowCount(view.rootIndex()) < 2:
        QTest.qWait(1)
    said = [model.index(row, column, view.rootIndex()).data() for row in range(2) for column in range(1, 4)]
    said += [model.headerData(column, view.header().orientation()) for column in range(4)]
    for one in dialog.findChildren(QWidget):
        said += [one.toolTip(), one.accessibleName(), one.accessibleDescription()]
        said += [one.text()] if hasattr(one, "text") else []
    print(json.dumps([os.environ.get("LC_ALL"), said]))
    return 0

ui.program.app.hand_over = lambda files: True  # no window of the program's own
ui.program.app.run([])
application = QApplication.instance()
ui.program.app.dress(application)
look()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have file dialogs of their own")
@pytest.mark.skipif(not Path("/usr/share/mime/mime.cache").exists(), reason="shared-mime-info is not installed")
@pytest.mark.parametrize("language", ["C.UTF-8", "en_US.UTF-8"])
def test_a_file_dialog_on_a_system_of_another_language(tmp_path: Path, language: str) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙.pdf").write_bytes(b"%PDF")
    command = [sys.executable, "-c", DIALOG, str(tmp_path)]
    environment = os.environ | {"LC_ALL": language, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    kept, said = json.loads(done.stdout.splitlines()[-1])
    assert kept == language, "the environment is as it was"
    assert {"文件夹", "PDF 文档", "4 字节"} <= set(said)
    assert sum(bool(re.fullmatch(r"20\d\d/\d+/\d+ \d\d:\d\d", one)) for one in said) == 2, said
    english = [one for one in said if re.search("[A-Za-z]{2}", one.replace("PDF", "").replace(tmp_path.name, ""))]
    assert english == []


def test_keys_are_called_what_is_printed_on_them(qapp: QApplication) -> None:
    dress(qapp)
    written = {"Ctrl+Return": "Ctrl+Enter", "Alt+Up": "Alt+↑", "Alt+Down": "Alt+↓", "Del": "Delete", "F2": "F2"}
    written |= {"Left": "←", "Right": "→", "Shift+Backspace": "Shift+Backspace", "Ctrl+Shift+K": "Ctrl+Shift+K"}
    native = QKeySequence.SequenceFormat.NativeText
    assert {keys: QKeySequence(keys).toString(native) for keys in written} == written
    assert {keys: shown(keys) for keys in written} == written, "in the list of keys as in the menus"


def test_what_qt_lacks_is_said_and_what_it_has_is_left(qapp: QApplication) -> None:
    dress(qapp)
    for (context, word), chinese in MISSING.items():
        assert QCoreApplication.translate(context, word) == chinese
    assert QCoreApplication.translate("QFileDialog", "Files of type:") == "文件类型："
    assert QCoreApplication.translate("QFileDialog", "Not a word of Qt") == "Not a word of Qt"


def test_each_word_is_looked_up_once_however_often_a_program_is_dressed(qapp: QApplication) -> None:
    dress(qapp)
    before = len(list(qapp.findChildren(QTranslator)))
    dress(qapp)
    assert len(list(qapp.findChildren(QTranslator))) == before == 2
