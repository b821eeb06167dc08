"""Hands at the whole window: striking keys, typing, Tab until something is reached, and whole pieces of work."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdf
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.files.jxmb import dumps, load
from models.forms import ProjectForm
from models.goals import Indicator
from tests.ui.conftest import by_name, click, come_back, dossier_of, every
from ui.controls.focus import first_control
from ui.form.table_view import ValueView
from ui.indicators.tree import IndicatorTree
from ui.output.export import ExportDialog
from ui.preview.editor import CellEditor
from ui.window.window import MainWindow

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
VIEWS = {"fields": Key.Key_1, "goals": Key.Key_2, "both": Key.Key_3, "official": Key.Key_4, "side": Key.Key_5}
DIALOGS = {"settings": "配色", "about": "关闭", "keys": "快捷键", "export": "要输出的表"}
DIALOGS |= {"preview": "打印预览的页面", "print": "打印"}
"""What has the keyboard at first."""
DEFAULTS = {"export": "导出", "preview": "打印", "print": "打印"}
"""What Enter does; elsewhere it closes."""


MOST_STEPS = 2000  # to be undone or done again by key until a test gives up


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Strikes a key as the system hands it to the window."""
    QTest.keyClick(window.windowHandle(), key, modifier)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def put(text: str) -> None:
    """Types where the cursor is: key by key what has keys, the rest as an input method commits it."""
    if text.isascii():
        for sign in text:  # each where the cursor is by then
            QTest.keyClicks(focus(), sign)
        return
    composed, committed = QInputMethodEvent("pin yin", []), QInputMethodEvent()
    committed.setCommitString(text)
    for event in (composed, committed):
        QApplication.sendEvent(focus(), event)


def at(view: QAbstractItemView, index: QModelIndex) -> QPoint:
    """Where a person clicks for that cell."""
    view.scrollTo(index)
    return view.visualRect(index).center()


def find(view: QAbstractItemView, text: str, column: int = 0) -> QModelIndex:
    """The cell with that text."""
    model = view.model()
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    return model.match(model.index(0, column), Qt.ItemDataRole.DisplayRole, text, 1, flags)[0]


def project_of(window: MainWindow) -> ProjectForm:
    return next(form for form in dossier_of(window).forms if isinstance(form, ProjectForm))


def tab_to(window: MainWindow, name: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget:
    """Presses Tab until the control with that name has the keyboard."""
    key = Key.Key_Backtab if modifier == SHIFT else Key.Key_Tab
    for _ in range(200):
        if focus().accessibleName() == name:
            return focus()
        press(window, key, modifier)
    raise AssertionError(f"Tab does not come to {name}")


def tree_of(window: MainWindow) -> IndicatorTree:
    press(window, Key.Key_2, CONTROL)
    tree = next(one for one in every(window, IndicatorTree) if one.isVisible())
    assert focus() is tree
    return tree


def tabbed(window: QWidget, area: QWidget, *, back: bool = False) -> list[QWidget]:
    """The controls of an area in the order in which Tab (Shift+Tab) comes to them; tables are stepped over."""
    key, modifier = (Key.Key_Backtab, SHIFT) if back else (Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    first = first_control(area)
    assert first is not None
    first.setFocus()
    found = [focus()]
    for _ in range(400):
        inside = isinstance(focus(), ValueView | IndicatorTree | CellEditor)
        QTest.keyClick(window.windowHandle(), key, modifier | CONTROL if inside else modifier)
        if focus() is first:
            return [one for one in found if area.isAncestorOf(one)]
        found.append(focus())
    names = [one.accessibleName() for one in found[-30:]]
    raise AssertionError(f"Tab does not come round: {names}")


def annual(form: ProjectForm) -> list[Indicator]:
    return list(form.goals_of("annual")[0].indicators())


def codes(window: MainWindow) -> set[str]:
    """The rules that have something to say now."""
    assert window.session is not None
    return {finding.code for finding in window.session.findings}


def replay(window: MainWindow, blank: bytes) -> None:
    """All undone is as it was at first, all redone as it is now."""
    full = dumps(dossier_of(window))
    for name, key, wanted in (("undo", Key.Key_Z, blank), ("redo", Key.Key_Y, full)):
        for _step in range(MOST_STEPS):
            if not window.actions_by_id[name].isEnabled():
                break
            press(window, key, CONTROL)
        assert not window.actions_by_id[name].isEnabled(), f"{name} finds no end: what has the keyboard is {focus()}"
        assert dumps(dossier_of(window)) == wanted


def save_and_reopen(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    """Saved by key, closed, and opened again from the list of recent files."""
    full = dossier_of(window).model_copy(deep=True)
    press(window, Key.Key_S, CONTROL)
    assert not window.isWindowModified()
    assert load(path) == full
    press(window, Key.Key_W, CONTROL)
    by_name(window, "最近打开").setFocus()
    press(window, Key.Key_Down)
    press(window, Key.Key_Return)
    come_back(window, qtbot)
    assert dumps(dossier_of(window)) == dumps(full)


def export_all(window: MainWindow, qtbot: QtBot) -> None:
    """By the dialog, as it offers it: every form, both formats, beside the dossier."""
    press(window, Key.Key_E, CONTROL)
    dialog = every(window, ExportDialog)[0]
    click(dialog.go)
    qtbot.waitUntil(lambda: dialog.note.text().startswith("导出完成"), timeout=10_000)
    click(dialog.leave)
    qtbot.waitUntil(lambda: not every(window, ExportDialog))


def printed(path: Path) -> str:
    """All words of an Excel or PDF file, without the breaks that a page puts into them."""
    if path.suffix == ".pdf":
        with pypdf.PdfReader(path) as reader:
            return "".join("".join(page.extract_text() for page in reader.pages).split())
    book = openpyxl.load_workbook(path)
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    book.close()
    return "".join("|".join(cells).split())
