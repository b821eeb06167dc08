"""Where the keyboard is and goes: the first control of an area, and the keys that leave a table.

One rule for every table and tree: Tab goes on cell by cell and out behind the last one, Shift+Tab back and out before
the first; Ctrl+Tab and Ctrl+Shift+Tab leave at once, from wherever one is.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


def leaving(event: QKeyEvent) -> int:
    """1 for Ctrl+Tab, -1 for Ctrl+Shift+Tab, 0 for every other key."""
    way = TABS.get(Qt.Key(event.key()), 0)
    if not way or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return 0
    return -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else way


def first_control(area: QWidget) -> QWidget | None:
    """The control of an area that Tab comes to first."""
    widget = area.nextInFocusChain()
    while widget is not None and widget is not area:
        if area.isAncestorOf(widget) and can_have_focus(widget):
            return widget
        widget = widget.nextInFocusChain()
    return None


def can_have_focus(widget: QWidget) -> bool:
    """Tab stops at this widget."""
    tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return tabbed and widget.focusProxy() is None and widget.isEnabled() and widget.isVisible()


def focus_in(area: QWidget) -> QWidget | None:
    """The widget that has the keyboard, if it is this area or in it."""
    focus = QApplication.focusWidget()
    return focus if focus is not None and (focus is area or area.isAncestorOf(focus)) else None
