"""Hands that have no mouse: Tab until something is reached, the views by their keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from models.forms import ProjectForm
from tests.ui.conftest import dossier_of, every
from tests.ui.test_clerk import focus, press
from ui.focus import first_control
from ui.indicators.tree import IndicatorTree
from ui.preview.editor import CellEditor
from ui.tableview import ValueView
from ui.window import MainWindow

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
