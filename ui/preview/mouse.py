"""The mouse in the official table: a click goes to a cell or ticks a box, a drag takes a range."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QMouseEvent

from exporters.fonts import Fonts
from exporters.pages.paginate import Box
from models.table import Slot
from ui.preview.canvas import PageCanvas
from ui.preview.cells import Stop
from ui.preview.cursor import TableCursor
from ui.preview.fill_handle import FillHandle
from ui.preview.hits import slot_at, words_before

At = tuple[int, float, float]
"""A place on the paper: page, and points from its left and top."""


class TableMouse(QObject):
    """Acts on what is in sight. While the pages of a new row are being made a click waits for its turn, as keys do.

    By then its cell may stand elsewhere: a click is remembered by the value it was on.
    """

    def __init__(self, caret: TableCursor, canvas: PageCanvas, fonts: Fonts) -> None:
        super().__init__(caret)
        self._caret, self._canvas, self._fonts = caret, canvas, fonts
        self.handle = FillHandle(caret, canvas)
        canvas.pressed.connect(self.press)
        canvas.dragged.connect(self.drag)
        canvas.double_clicked.connect(lambda box, _at: self.double_click(box))

    def press(self, box: Box | None, at: At | None, event: QMouseEvent | None = None) -> None:
        """A click: goes to the cell; a click on a check box ticks it."""
        if event and self.handle.take(event.position()):
            return
        if not self._caret.commit():
            return
        self._caret.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        if event and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.drag(box)
            return
        slot = self._slot_at(box, at)
        if slot and box:
            act = partial(self._go, self._stop_of(box, slot), slot, tick=not (event and event.modifiers()))
            self._caret.editor.later(act)

    def _go(self, stop: Stop | None, slot: Slot, *, tick: bool) -> None:
        here = self._now(stop)
        if here is None or not self._caret.commit():
            return
        self._caret.select(here)
        if slot.choice and tick:
            self._caret.toggle(slot.choice)

    def _now(self, stop: Stop | None) -> Stop | None:
        """The same place on the pages of now; None where it is gone."""
        cells = self._caret.cells
        if stop is None or cells is None or stop in cells.by_path.get(stop.slot.path, ()):
            return stop
        found = cells.find(stop.slot.path, stop.anchor)
        return found if found and found.slot.path == stop.slot.path else None

    def drag(self, box: Box | None) -> None:
        """The mouse, or Shift and a click, takes the range as far as this cell, or what is to be filled."""
        if self.handle.draw(box):
            return
        stop = self._first_stop(box)
        if stop and stop != (self._caret.far or self._caret.current):
            self._caret.extend(stop)

    def press_only(self, box: Box) -> None:
        """Goes to the cell under the mouse without doing anything there; what is selected stays so."""
        self._caret.editor.later(partial(self._select_only, self._first_stop(box)))

    def _select_only(self, stop: Stop | None) -> None:
        selected, here = self._caret.range(), self._now(stop)
        if here and not (selected and here.anchor in selected.anchors) and self._caret.commit():
            self._caret.select(here)

    def double_click(self, box: Box | None) -> None:
        """Opens the editor with the value in it."""
        stop = self._first_stop(box)
        if stop and not stop.slot.choice:
            self._caret.editor.later(partial(self._open, stop))

    def _open(self, stop: Stop) -> None:
        current = self._caret.current
        if current and (here := self._now(stop)) and current.anchor == here.anchor and not current.slot.choice:
            self._caret.open()

    def _slot_at(self, box: Box | None, at: At | None) -> Slot | None:
        """The value under the mouse."""
        cells = self._caret.cells
        cell = cells.cells.get((box.row, box.column)) if cells and box else None
        if not cell or not cell.slots or not box or not at:
            return None
        return slot_at(cell.slots, *words_before(self._canvas.pages[at[0]], box, at[1], at[2], self._fonts))

    def _stop_of(self, box: Box, slot: Slot) -> Stop | None:
        stops = self._caret.cells.by_path.get(slot.path, ()) if self._caret.cells else ()
        return next((stop for stop in stops if stop.anchor == (box.row, box.column)), None)

    def _first_stop(self, box: Box | None) -> Stop | None:
        cells = self._caret.cells
        return cells.stop_at((box.row, box.column)) if cells and box else None
