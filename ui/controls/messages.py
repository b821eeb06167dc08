"""A message that lies over the page and says something, with what can be done, instead of a box.

It moves nothing under the hand: it lies at the foot of the page, or at its head where a person is typing at the foot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget
from shiboken6 import isValid

from ui.controls.focus import follow_focus
from ui.controls.plain import PlainLabel
from ui.ground.icons import put_icon, severity_icon

Choice = tuple[str, Callable[[], object]]
GOES_AFTER = 6000  # ms that a mere note stays
FRESH = 500  # ms in which what happens is still the reason of a message, not its end
_MARGIN, _WIDEST = 10, 860  # pixels


class MessageBar(QFrame):
    """Shows one message at a time over its page ``over``; hidden while there is none."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._is_refusal = self._is_report = self._is_deed = False
        self._known = WeakSet[MessageBar]()
        over.installEventFilter(self)
        self.setObjectName("messageBar")
        self.setAccessibleName("消息")
        self.setAutoFillBackground(True)
        self._sign = PlainLabel()
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        self._text.setAccessibleName("消息内容")
        self._choices = QHBoxLayout()
        close = QToolButton()
        put_icon(close, "x")
        close.setAutoRaise(True)
        close.setToolTip("关闭消息")
        close.setAccessibleName("关闭消息")
        close.clicked.connect(self.clear)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addLayout(self._choices)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.setInterval(FRESH)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.hide()
        follow_focus(self._lie_down)

    @property
    def text(self) -> str:
        """What is shown now."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, level: str = "info", choices: Sequence[Choice] = ()) -> None:
        """Shows a message; a note without choices goes by itself. What another one says already is not said twice."""
        others = self._find_others()
        if not choices and any(other.text == text for other in others):
            self.clear()
            return
        self._drop_choices()
        self._is_refusal = self._is_report = self._is_deed = False
        self._sign.setPixmap(severity_icon(level).pixmap(18, 18))
        self._text.setText(text)
        for word, act in choices:
            self._add_choice(word, act)
        self._timer.stop()
        if level == "info" and not choices:
            self._timer.start(GOES_AFTER)
        self._fresh.start()
        self.show()
        for other in others if self.isVisible() else ():
            other.make_room()
        self._lie_down()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def refuse(self, text: str) -> None:
        """Says why something was not done, which matters until something else is done."""
        self.say(text, "warning")
        self._is_refusal = True

    def tell_deed(self, text: str, level: str = "info", choices: Sequence[Choice] = ()) -> None:
        """Says what a step has done, which is no longer so when steps are taken back."""
        self.say(text, level, choices)
        self._is_deed = True

    def report(self, text: str, choices: Sequence[Choice] = ()) -> None:
        """Says what was done, at a length that takes its time to be read: it stays until something else is done."""
        self.say(text, "info", choices)
        self._timer.stop()
        self._is_report = True

    def _add_choice(self, word: str, act: Callable[[], object]) -> None:
        button = QPushButton(word)
        button.setAccessibleName(word)
        button.clicked.connect(self.clear)
        button.clicked.connect(lambda _=False: act())
        self._choices.addWidget(button)
        button.show()  # else it counts in the layout only in the next turn, when the height is known already

    def _drop_choices(self) -> None:
        while item := self._choices.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def clear(self) -> None:
        """Takes the message away."""
        self._timer.stop()
        self.hide()

    def make_room(self) -> None:
        """Something else is said in this window: what only refused something, or goes by itself, goes now.

        What was just said stays: it is of the same deed.
        """
        if (self._is_refusal or self._timer.isActive()) and not self._fresh.isActive():
            self.clear()

    def outdated_by(self, happened: SignalInstance) -> None:
        """A message that asks nothing goes when this happens: the person went on, and it is no longer true."""
        happened.connect(self._outdate)

    def deeds_undone_by(self, happened: SignalInstance) -> None:
        """What was said of a step goes when this happens."""
        happened.connect(self._take_back)

    def refusals_outdated_by(self, happened: SignalInstance) -> None:
        """Only a refusal goes when this happens: other messages stay until they are read."""
        happened.connect(self._outdate_refusal)

    def _take_back(self, *_what: object) -> None:
        if self._is_deed:
            self.clear()

    def _outdate_refusal(self, *_what: object) -> None:
        if self._is_refusal:
            self._outdate()

    def _outdate(self, *_what: object) -> None:
        asks = self._choices.count() and not self._is_report
        if not asks and not self._fresh.isActive():
            self.clear()

    # --- its place ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._lie_down()
        if event.type() == QEvent.Type.Hide and self._is_refusal:
            self.clear()  # the person has turned to something else
        return super().eventFilter(watched, event)

    def _lie_down(self) -> None:
        """At the foot, or at the head where it would cover what is being worked on; over no other message."""
        if self.isHidden():
            return
        room = self._over.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        width = min(room.width(), _WIDEST)
        place = QRect(0, 0, width, self._row.totalHeightForWidth(width))
        place.moveCenter(room.center())
        others = [QRect(self._over.mapFromGlobal(one.mapToGlobal(QPoint())), one.size()) for one in self._others()]
        bottoms = [room.bottom(), *(one.top() - _MARGIN for one in others)]
        tops = [room.top(), *(one.bottom() + _MARGIN for one in others)]
        places = [place.translated(0, y - place.bottom()) for y in bottoms]
        places += [place.translated(0, y - place.top()) for y in tops]
        free = [one for one in places if not any(one.intersects(other) for other in others)]
        kept = self._worked_on()
        seen = [one for one in free if room.contains(one)]
        self.setGeometry(next((one for one in seen if not one.intersects(kept)), (seen or free or places)[0]))
        self.raise_()

    def _find_others(self) -> list[MessageBar]:
        """Those of the same window that say something now, which know each other from now on.

        Not looked for at any other time: while the keyboard goes elsewhere a dialog may be half gone already.
        """
        bars: Iterable[MessageBar] = self.window().findChildren(MessageBar)
        for one in bars:
            if one is not self:
                self._known.add(one)
                one._known.add(self)
        return self._others()

    def _others(self) -> list[MessageBar]:
        return [one for one in self._known if isValid(one) and one.isVisible()]

    def _worked_on(self) -> QRect:
        """What has the keyboard, or the cursor's place in it where it is large; empty outside the page."""
        focus = QApplication.focusWidget()
        if focus is None or not self._over.isAncestorOf(focus) or self.isAncestorOf(focus):
            return QRect()
        inside = focus.rect()
        if inside.height() > self._over.height() // 3:
            cursor = focus.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
            inside = cursor.toRect() if hasattr(cursor, "toRect") else QRect(cursor or QRect())
            inside.adjust(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        return inside.translated(focus.mapTo(self._over, QPoint()))
