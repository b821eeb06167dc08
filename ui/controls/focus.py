"""Where the keyboard is and goes: the first control of an area, and the keys that leave a table.

One rule for every table and tree: Tab goes on cell by cell and out behind the last one, Shift+Tab back and out before
the first; Ctrl+Tab and Ctrl+Shift+Tab leave at once, from wherever one is.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


def leaving(event: QKeyEvent) -> int:
    """1 for Ctrl+Tab, -1 for Ctrl+Shift+Tab, 0 for every other key."""
    way = TABS.get(Qt.Key(event.key()), 0)
    if not way or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return 0
    return -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else way


def first_control(area: QWidget) -> QWidget | None:
    """The first control of an area that can be used now."""
    return next((one for one in stops(area) if one.isEnabled() and one.isVisible()), None)


def stops(area: QWidget) -> list[QWidget]:
    """All controls of an area in the order in which they were laid out, also those that are hidden or greyed now.

    Not by ``nextInFocusChain``: PySide takes what it returns for a child of the widget asked, and drops it with that.
    """
    found: Iterable[QWidget] = area.findChildren(QWidget)
    return [one for one in found if _is_stop(one) and one.window() is area.window()]


def keep_order(splitter: QSplitter) -> None:
    """Makes :func:`stops` find the parts of a splitter as they stand; Qt puts each new one before the others."""
    for place in range(splitter.count()):
        splitter.widget(place).raise_()


def _is_stop(widget: QWidget) -> bool:
    tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return tabbed and widget.focusProxy() is None


def tab_through(controls: Iterable[QWidget]) -> None:
    """Tab goes from each of these to the next; Qt's own order is that in which they were made.

    What has a ``focusProxy`` must go with the widget it stands for: moving that one alone makes Tab go in a circle.
    """
    for one, other in pairwise(controls):
        QWidget.setTabOrder(one, other)


def focus_in(area: QWidget) -> QWidget | None:
    """The widget that has the keyboard, if it is this area or in it."""
    focus = QApplication.focusWidget()
    return focus if focus is not None and (focus is area or area.isAncestorOf(focus)) else None
