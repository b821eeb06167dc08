"""The widths a person gives to columns: remembered for each kind of table, until the layout is reset."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QHeaderView

from ui.ground.settings import COLUMNS, LAYOUT, Settings


class Widths(QObject):
    """Looks after one header. ``key`` names the kind of table, ``refit`` gives the columns their usual widths.

    Widths are kept in heights of the font, so that they fit one of another size too.
    """

    def __init__(
        self, header: QHeaderView, settings: Settings, key: Callable[[], str], refit: Callable[[], None]
    ) -> None:
        super().__init__(header)
        self._header, self._settings, self._key, self._refit = header, settings, key, refit
        self._before: list[int] = []
        self._held = False
        header.viewport().installEventFilter(self)
        settings.changed.connect(self._on_setting)

    def restore(self) -> bool:
        """Gives the columns the widths that a person gave them. False where none are remembered.

        While a hand is at a column's edge nothing else moves it.
        """
        if self._held:
            return True
        stored = str(self._settings.state(f"{COLUMNS}/{self._key()}") or "")
        if not re.fullmatch(r"\d{1,3}\.\d\d( \d{1,3}\.\d\d)*", stored) or stored.count(" ") + 1 != self._header.count():
            return False
        for number, width in enumerate(stored.split(" ")):
            self._header.resizeSection(number, round(float(width) * self._font_height()))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A hand that lets go of the header may have made a column wider."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._before, self._held = self._now(), True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._keep()
            self._held = False
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            QTimer.singleShot(0, self, self._keep)  # the header fits the column first
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        if self._now() != self._before:
            shares = [f"{width / self._font_height():.2f}" for width in self._now()]
            self._settings.set_state(f"{COLUMNS}/{self._key()}", " ".join(shares))

    def _now(self) -> list[int]:
        return [self._header.sectionSize(number) for number in range(self._header.count())]

    def _font_height(self) -> int:
        return max(1, self._header.fontMetrics().height())

    def _on_setting(self, key: str) -> None:
        if key == LAYOUT:
            self._refit()


def kind_of(name: str, titles: Iterable[str]) -> str:
    """The key of a table by its name and heads; the years in the heads are another every year."""
    return re.sub(r"[\d\W]+", "-", "-".join((name, *titles)))
