"""A calendar over the window, from which a day is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.rules.wording.written_days import day_in, written_like
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.icons import put_icon
from ui.ground.theme import colours

WORD = "日历"


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
        self._quieten_weekends()
        self.days.clicked.connect(self._take)
        self.days.activated.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self.days)
        self.setFocusProxy(self.days)

    def _head(self) -> QHBoxLayout:
        """The month in sight, its year first, and the ways to others. Qt's own head says 一月 2026."""
        self.days.setNavigationBarVisible(False)
        self.month = PlainLabel()
        self.month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(2)
        row.addWidget(_button("chevrons-left", "上一年", self.days.showPreviousYear))
        row.addWidget(_button("chevron-left", "上个月", self.days.showPreviousMonth))
        row.addWidget(self.month, 1)
        row.addWidget(_button("chevron-right", "下个月", self.days.showNextMonth))
        row.addWidget(_button("chevrons-right", "下一年", self.days.showNextYear))
        self.days.currentPageChanged.connect(self._tell_month)
        self._tell_month(self.days.yearShown(), self.days.monthShown())
        return row

    def _tell_month(self, year: int, month: int) -> None:
        self.month.setText(f"{year}年{month}月")
        self.days.setAccessibleDescription(self.month.text())

    def _quieten_weekends(self) -> None:
        """Grey, not Qt's red."""
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


def _button(sign: str, words: str, act: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    put_icon(button, sign)
    button.setAutoRaise(True)
    button.setAccessibleName(words)
    button.setToolTip(plain_tip(words))
    button.clicked.connect(act)
    return button


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
