"""A field for a day: typed as it is meant, or taken from a calendar (Alt+↓)."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from ui.controls.calendar import WORD, is_for_list, offer_days
from ui.controls.editors import LineField
from ui.controls.plain import plain_tip
from ui.ground.icons import icon
from ui.session.session import Session


class DateField(LineField):
    """One line with a calendar at its end."""

    def __init__(self, session: Session, path: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, path, "text", name, parent)
        action = QAction(icon("calendar"), WORD, self)
        action.setToolTip(plain_tip(f"{WORD}（Alt+↓）"))
        action.triggered.connect(self.open_calendar)
        self.addAction(action, LineField.ActionPosition.TrailingPosition)
        buttons: Any = self.findChildren(QToolButton)
        for button in buttons:
            button.setAccessibleName(f"{name}：{WORD}")

    def open_calendar(self) -> None:
        """Shows the calendar at the day that is written, else today."""
        self.setFocus()
        offer_days(self.text(), self.rect(), self, self._take)

    def _take(self, text: str) -> None:
        """What is chosen is one step, as what is typed in one visit is."""
        self._session.set_value(self.path(), text, typing=False)
        self.refresh()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_for_list(event):
            self.open_calendar()
        else:
            super().keyPressEvent(event)
