"""A field for a day: typed as it is meant, or taken from a calendar (Alt+↓)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from models.rules.wording.written_days import day_in, written_like
from ui.controls.editors import LineField
from ui.controls.plain import plain_tip
from ui.ground.icons import icon, tinted
from ui.ground.theme import colours
from ui.session.session import Session

WORD = "日历"
_SIGNS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


class Calendar(QFrame):
    """Lies over the window until a day is taken (Enter, a click), or none (Esc, a click elsewhere)."""

    taken = Signal(QDate)

    def __init__(self, day: QDate, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.days = QCalendarWidget(self)
        self.days.setAccessibleName(WORD)
        self.days.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setSelectedDate(day)
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
        quiet.setForeground(colours().accent)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(day, quiet)

    def _take(self, day: QDate) -> None:
        if self.isVisible():  # a double click tells twice
            self.close()
            self.taken.emit(day)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if (field := self.parentWidget()) is not None:
            field.activateWindow()  # the keyboard goes back to it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


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
        calendar = Calendar(self._day(), self)
        calendar.taken.connect(self._take)
        place = self.mapToGlobal(QPoint(0, self.height()))
        room = self.screen().availableGeometry()
        size = calendar.sizeHint()
        x = max(room.left(), min(place.x(), room.right() - size.width()))
        fits = place.y() + size.height() <= room.bottom()
        calendar.move(x, place.y() if fits else place.y() - self.height() - size.height())
        calendar.show()
        calendar.days.setFocus()

    def _day(self) -> QDate:
        day = day_in(self.text())
        return QDate(day.year, day.month, day.day) if day else QDate.currentDate()

    def _take(self, day: QDate) -> None:
        """What is chosen is one step, as what is typed in one visit is."""
        text = written_like(date(day.year(), day.month(), day.day()), self.text())
        self._session.set_value(self.path(), text, typing=False)
        self.refresh()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)
