"""The keys of the official table: where Tab and Enter lead, what begins and ends typing in a cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from models.goals import Goal, Indicator
from models.paths import printed
from models.values import Node
from ui.controls.focus import TABS, leaving
from ui.preview.cells import Stop
from ui.preview.cursor import TableHand

Key = Qt.Key
_ENTER = (Key.Key_Return, Key.Key_Enter)
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class TableKeys:
    """Asked first for every key of the editor, which always has the keyboard, awake or asleep."""

    def __init__(self, hand: TableHand) -> None:
        self.hand = hand
        hand.editor.keys = self.key

    def key(self, event: QKeyEvent) -> bool:
        """True when the key was for the table and not for the text in the editor."""
        if way := leaving(event):
            if self.hand.commit():
                self.hand.editor.focusNextChild() if way > 0 else self.hand.editor.focusPreviousChild()
            return True
        if self.hand.words.isVisible() and self._key_in_list(event):
            return True
        return self._key_awake(event) if self.hand.editor.awake else self._key_asleep(event)

    def _key_in_list(self, event: QKeyEvent) -> bool:
        if event.key() in (Key.Key_Up, Key.Key_Down) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            word = self.hand.words.step(1 if event.key() == Key.Key_Down else -1)
            if self.hand.editor.awake:
                self.hand.editor.take(word)
                self.hand.write(word)
            return True
        if event.key() in _ENTER and not self.hand.editor.awake:
            item = self.hand.words.currentItem()
            self.hand.take_word(item.text() if item else "")
            return True
        if event.key() == Key.Key_Escape and not self.hand.editor.awake:
            self.hand.words.hide()
            return True
        return False

    def _key_awake(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and modifiers & _ALT:
            self.hand.editor.new_line()
            return True
        if key == Key.Key_Escape:
            self.hand.cancel()
            return True
        if key == Key.Key_Down and modifiers == _ALT:
            self.hand.offer()
            return True
        return self._travel(key, modifiers)

    def _travel(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Tab and Enter, awake or asleep."""
        if key in TABS:
            return self._go(-1 if modifiers & _SHIFT else TABS[Key(key)])
        if key in _ENTER and not modifiers & _ALT:
            if not self.hand.commit():
                return True
            if modifiers & _CTRL:
                self.hand.add_row()
            elif modifiers & _SHIFT:
                self._to(self.hand.cells.above(self.hand.current) if self.hand.cells and self.hand.current else None)
            else:
                self._down()
            return True
        return False

    def _key_asleep(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            QGuiApplication.clipboard().setText(self.hand.text())
            if event.matches(QKeySequence.StandardKey.Cut):
                self.hand.put("")
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            self.hand.paste()
            return True
        if self._travel(key, modifiers) or self._key_choice(event):
            return True
        if modifiers == _ALT and key == Key.Key_Down:
            self.hand.open(listed=True)
            return True
        if modifiers == _CTRL and key in (Key.Key_Home, Key.Key_End) and self.hand.cells:
            stops = self.hand.cells.stops
            self._to(stops[0 if key == Key.Key_Home else -1] if stops else None)
            return True
        return modifiers == Qt.KeyboardModifier.NoModifier and self._key_plain(key)

    def _key_plain(self, key: int) -> bool:
        acts: dict[int, Callable[[], object]] = {
            Key.Key_F2: self.hand.open,
            Key.Key_Delete: lambda: self.hand.put(""),
            Key.Key_Backspace: lambda: self.hand.put(""),
            Key.Key_PageDown: lambda: self.hand.canvas.show_page(self.hand.canvas.page + 1),
            Key.Key_PageUp: lambda: self.hand.canvas.show_page(self.hand.canvas.page - 1),
            Key.Key_Right: lambda: self._step(1),
            Key.Key_Left: lambda: self._step(-1),
            Key.Key_Down: lambda: self._vertical(down=True),
            Key.Key_Up: lambda: self._vertical(down=False),
        }
        if key not in acts:
            return False
        acts[key]()
        return True

    def _key_choice(self, event: QKeyEvent) -> bool:
        """Space goes through the check boxes, a figure ticks the one of that number."""
        if self.hand.current is None or not self.hand.current.slot.choice or event.modifiers():
            return False
        words = self.hand.choices()
        if event.key() == Key.Key_Space:
            now = self.hand.text()
            index = words.index(now) + 1 if now in words else 0
            self.hand.put(words[index] if index < len(words) else "")
            return True
        if event.text().isdigit() and 1 <= int(event.text()) <= len(words):
            self.hand.toggle(words[int(event.text()) - 1])
            return True
        return False

    def _go(self, by: int) -> bool:
        """The next value to the right (or left). False beyond the ends: the keyboard may leave the table there."""
        if not self.hand.commit():
            return True
        stop = self.hand.cells.step(self.hand.current, by) if self.hand.cells and self.hand.current else None
        self.hand.select(stop)
        return stop is not None

    def _to(self, stop: Stop | None) -> None:
        if self.hand.commit():
            self.hand.select(stop)

    def _step(self, by: int) -> None:
        if self.hand.current is None and self.hand.cells and self.hand.cells.stops:
            self.hand.select(self.hand.cells.stops[0])
        else:
            self._go(by)

    def _vertical(self, *, down: bool) -> None:
        if self.hand.current is None or not self.hand.cells:
            self._step(1)
            return
        cells = self.hand.cells
        self._to(cells.below(self.hand.current) if down else cells.above(self.hand.current))

    def _down(self) -> None:
        """Enter: down the column; in the last row of a list a new row."""
        if self.hand.current is None or self.hand.cells is None:
            return
        slot = self.hand.current.slot
        last = slot.rows and self.hand.cells.is_last_row(self.hand.current) and not self._row_is_blank()
        if last and self.hand.add_row():
            return
        self._to(self.hand.cells.below(self.hand.current))

    def _row_is_blank(self) -> bool:
        node_id = self.hand.current.slot.node if self.hand.current else ""
        return node_id not in self.hand.session.editor or is_blank(self.hand.session.editor.node(node_id))


def is_blank(node: object) -> bool:
    """Nothing was filled in at this node itself."""
    if isinstance(node, Indicator):
        return node.blank
    if isinstance(node, Goal):
        return not node.statement.strip()
    if not isinstance(node, Node):
        return True
    values = [value for name, value in node if name != "id" and not isinstance(value, list)]
    return not any(printed(value).strip() for value in values)
