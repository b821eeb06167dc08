"""Fields and goals, one under the other; in a low page one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from ui.controls.focus import keep_order, stops


class Parts(QSplitter):
    """Both parts. ``in_turns``: only one has room, and Tab behind its last control goes on to the other."""

    in_turns = False

    def __init__(self, fields: QWidget, goals: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.addWidget(fields)
        self.addWidget(goals)
        keep_order(self)
        self.setChildrenCollapsible(False)  # what is folded away must be hidden, else Tab goes into it
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 3)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt asks this for whatever in it has the keyboard."""
        return (self.in_turns and self._turn(forward)) or super().focusNextPrevChild(forward)

    def _turn(self, forward: bool) -> bool:
        here, there = self.widget(1 - forward), self.widget(int(forward))
        own = _usable(here)
        if here.isHidden() or not own or QApplication.focusWidget() is not own[-1 if forward else 0]:
            return False
        there.show()
        if not (others := _usable(there)):
            there.hide()
            return False
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        others[0 if forward else -1].setFocus(reason)
        here.hide()
        return True


def _usable(part: QWidget) -> list[QWidget]:
    return [one for one in stops(part) if one.isEnabled() and one.isVisible()]
