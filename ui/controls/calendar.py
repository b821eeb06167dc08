"""A calendar over the window, from which a day is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from models.rules.wording.written_days import day_in, written_like
from ui.ground.icons import tinted
from ui.ground.theme import colours

WORD = "日历"
_SIGNS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


class Calendar(QFrame):
    """Lies over the window until a day is taken (Enter, a click), or none (Esc, a click elsewhere).

    It opens at the day that is ``written``, else today; ``taken`` carries the day in the same way of writing.
    """

    taken = Signal(str)

    def __init__(self, written: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.days = QCalendarWidget(self)
        self.days.setAccessibleName(WORD)
        self.days.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._written = written
        day = day_in(written)
        self.days.setSelectedDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        self._dress()
        self.days.clicked.connect(self._take)
        self.days.activated.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.days)
        self.setFocusProxy(self.days)

    def _dress(self) -> None:
        """Our own signs and colours, not Qt's green arrows and red weekends."""
        white = self.palette().color(QPalette.ColorRole.HighlightedText)
        buttons: Any = self.days.findChildren(QToolButton)
        for button in buttons:
            if sign := _SIGNS.get(button.objectName()):
                button.setIcon(tinted(sign, white))
        quiet = QTextCharFormat()
        quiet.setForeground(colours().muted)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(day, quiet)

    def _take(self, day: QDate) -> None:
        if self.isVisible():  # a double click tells twice
            self.close()
            self.taken.emit(written_like(date(day.year(), day.month(), day.day()), self._written))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if (field := self.parentWidget()) is not None:
            field.activateWindow()  # the keyboard goes back to it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def is_for_list(event: QKeyEvent) -> bool:
    """Alt+↓: shows what can be chosen."""
    return event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


def offer_days(written: str, area: QRect, over: QWidget, take: Callable[[str], object]) -> None:
    """Shows a calendar under (or over) an area of a widget; the day that is chosen is given to ``take``."""
    calendar = Calendar(written, over)
    calendar.taken.connect(take)
    place = QRect(over.mapToGlobal(area.topLeft()), area.size())
    room, size = over.screen().availableGeometry(), calendar.sizeHint()
    x = max(room.left(), min(place.x(), room.right() - size.width()))
    fits = place.bottom() + 1 + size.height() <= room.bottom()
    calendar.move(x, place.bottom() + 1 if fits else place.y() - size.height())
    calendar.show()
    calendar.days.setFocus()
