"""A message in place: a bar over the page that says something and offers what can be done, instead of a box."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from ui.controls.plain import PlainLabel
from ui.ground.icons import put_icon, severity_icon

Choice = tuple[str, Callable[[], object]]
GOES_AFTER = 6000  # ms that a mere note stays


class MessageBar(QFrame):
    """Shows one message at a time; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addLayout(self._choices)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown now."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, level: str = "info", choices: Sequence[Choice] = ()) -> None:
        """Shows a message; a note without choices goes by itself."""
        self._drop_choices()
        self._sign.setPixmap(severity_icon(level).pixmap(18, 18))
        self._text.setText(text)
        for word, act in choices:
            self._add_choice(word, act)
        self._timer.stop()
        if level == "info" and not choices:
            self._timer.start(GOES_AFTER)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def _add_choice(self, word: str, act: Callable[[], object]) -> None:
        button = QPushButton(word)
        button.setAutoDefault(True)  # Enter as well as the space bar
        button.setAccessibleName(word)
        button.clicked.connect(self.clear)
        button.clicked.connect(lambda _=False: act())
        self._choices.addWidget(button)

    def _drop_choices(self) -> None:
        while item := self._choices.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def clear(self) -> None:
        """Takes the message away."""
        self._timer.stop()
        self.hide()
