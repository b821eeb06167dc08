"""Columns of a list: each as wide as what stands in it, and where there is less room the widest give way first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QHeaderView, QTreeView

APART = 12  # pixels between the words of two columns


class ListColumns(QObject):
    """Shares the width of a list whenever list or width change; what is over goes to the column ``free``."""

    def __init__(self, view: QTreeView, free: int = -1) -> None:
        super().__init__(view)
        self._view, self._free = view, free
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self._fit)
        model = view.model()
        for signal in (model.rowsInserted, model.rowsRemoved, model.dataChanged, model.modelReset):
            signal.connect(self._later)
        view.viewport().installEventFilter(self)

    def _later(self, *_: object) -> None:
        self._late.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        header = self._view.header()
        columns = range(header.count())
        wanted = [max(self._view.sizeHintForColumn(one), header.sectionSizeHint(one)) + APART for one in columns]
        for column, width in enumerate(shared(wanted, self._view.viewport().width(), self._free)):
            header.resizeSection(column, width)


def shared(wanted: Sequence[int], room: int, free: int = -1) -> list[int]:
    """The widths that are wanted, in ``room`` pixels: what is over goes to ``free``, what lacks is the widest's."""
    widths = list(wanted)
    if not widths:
        return widths
    rest = room - sum(widths)
    if rest >= 0:
        widths[free] += rest
        return widths
    most, left = 0, room
    for place, width in enumerate(sorted(widths)):
        most = left // (len(widths) - place)
        if width > most:
            break
        left -= width
    return [min(width, most) for width in widths]
