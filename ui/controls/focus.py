"""Where the keyboard is and goes: the first control of an area, and the keys that leave a table.

One rule for every table and tree: Tab goes on cell by cell and out behind the last one, Shift+Tab back and out before
the first; Ctrl+Tab and Ctrl+Shift+Tab leave at once, from wherever one is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QListWidget,
    QPushButton,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QWidget,
)
from shiboken6 import isValid

Place = TypeVar("Place")


class TabRun(Generic[Place]):
    """Where a person began to go along a row by Tab: Enter goes on under that place, as in a spreadsheet."""

    def __init__(self) -> None:
        self._start: Place | None = None
        self._end: Place | None = None

    def go(self, left: Place, came: Place, *, same_row: bool) -> None:
        """Tab led from one place to another."""
        if not same_row:
            self._start = came
        elif self._start is None or self._end != left:
            self._start = left
        self._end = came

    def start(self, here: Place) -> Place:
        """The place whose column Enter goes down."""
        return self._start if self._start is not None and self._end == here else here


_WHOLE_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABBED = (Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.WheelFocus)
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
    return widget.focusPolicy() in _TABBED and widget.focusProxy() is None


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


def follow_focus(look: Callable[[], None]) -> None:
    """Calls it whenever the keyboard has gone elsewhere; it asks :meth:`QApplication.focusWidget` itself.

    What Qt hands over may be gone when the next one is called, and PySide brings the process down where it wraps that.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(look)


class Following(QObject):
    """Sees the events of the control that has the keyboard, where it wants that one, through all windows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._widget: QWidget | None = None
        follow_focus(self._follow)

    def wants(self, widget: QWidget) -> bool:
        """It is of the kind to be followed."""
        raise NotImplementedError

    def gone_over(self, *widgets: QWidget) -> None:
        """What to do beside, when the keyboard has gone over; of the two those that are wanted and alive."""

    def _follow(self) -> None:
        left, focus = self._widget, QApplication.focusWidget()
        self._widget = focus if focus is not None and self.wants(focus) else None
        if left is not None and isValid(left):
            left.removeEventFilter(self)
            # This may be the last reference to a window, which goes with it: not while Qt goes over to another.
            QTimer.singleShot(0, self, lambda: isValid(left))
        if self._widget is not None:
            self._widget.installEventFilter(self)
        self.gone_over(*(one for one in (left, self._widget) if one is not None and isValid(one)))


class ListsChoose(QObject):
    """The row that a list frames when the keyboard comes to it is chosen too: what is done with a row can be done.

    Qt chooses it with the first arrow only, which in a list of one row goes nowhere.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        follow_focus(self._choose)

    def _choose(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QListWidget | QTreeWidget) and not focus.selectionModel().hasSelection():
            QTimer.singleShot(0, focus, partial(_choose_current, focus))  # once the list itself has heard of it


def _choose_current(listed: QListWidget | QTreeWidget) -> None:
    model = listed.selectionModel()
    chooses = listed.selectionMode() != QAbstractItemView.SelectionMode.NoSelection
    if chooses and listed.hasFocus() and not model.hasSelection() and listed.currentIndex().isValid():
        model.select(listed.currentIndex(), _WHOLE_ROW)


class EnterPresses(Following):
    """Enter presses the button that has the keyboard, as the space bar does; in a dialog it is Qt's own affair."""

    def wants(self, widget: QWidget) -> bool:
        return isinstance(widget, QPushButton | QToolButton) and not isinstance(widget.window(), QDialog)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        button = self._widget
        if watched is not button or not isinstance(button, QAbstractButton) or not isinstance(event, QKeyEvent):
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.type() != QEvent.Type.KeyPress or event.key() not in _ENTER or not plain or event.isAutoRepeat():
            return False
        button.click()
        return True
