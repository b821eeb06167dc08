"""The keys of the official table: where Tab and Enter lead, what begins and ends typing in a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from models.goals import Goal, Indicator
from models.paths import printed
from models.values import Node
from ui.controls.focus import TABS, TabRun, leaving
from ui.preview.cells import FormCells, Stop
from ui.preview.cursor import TableCursor

Key = Qt.Key
_ENTER = (Key.Key_Return, Key.Key_Enter)
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Added(NamedTuple):
    """The step by which the last key added a row, and where the person was then."""

    step: int
    before: Stop | None


class TableKeys:
    """Asked first for every key of the editor, which always has the keyboard, awake or asleep."""

    def __init__(self, caret: TableCursor) -> None:
        self.caret = caret
        self._added: Added | None = None
        self._run = TabRun[str]()
        self.offer: Callable[..., bool] = lambda _following, _field="": False
        """Asked for a new row where Tab leads out of the last one; goes there, or says that there is none."""
        self.give_up: Callable[[], bool] = lambda: False
        self.untouched: Callable[[], bool] = lambda: False
        caret.editor.keys = self.key
        keys = QKeySequence.StandardKey
        self._clipboard = {keys.Copy: caret.copy, keys.Cut: caret.cut, keys.Paste: caret.paste}

    def key(self, event: QKeyEvent) -> bool:
        """True when the key was for the table and not for the text in the editor."""
        if way := leaving(event):
            if self.caret.commit():
                self.caret.editor.focusNextChild() if way > 0 else self.caret.editor.focusPreviousChild()
            return True
        if self.caret.words.isVisible() and self._key_in_list(event):
            return True
        added, self._added = self._added, None
        if event.key() == Key.Key_Escape and not self.caret.editor.awake and added:
            return self._give_up_row(added)
        if event.key() == Key.Key_Escape and not self.caret.editor.awake and self.give_up():
            return True
        return self._key_awake(event) if self.caret.editor.awake else self._key_asleep(event)

    def _add_row(self, *, above: bool) -> None:
        """Ctrl+Enter: a row under this one, with Shift over it."""
        before = self.caret.current
        if self.caret.add_row(first=True, above=above) and self.caret.current:
            self._added = Added(self.caret.session.history.stack.index(), before)

    def _give_up_row(self, added: Added) -> bool:
        """Esc right after a row was added: it is as if it had never been."""
        history = self.caret.session.history
        if history.stack.index() == added.step:
            history.drop()
            self.caret.go_when_laid_out(added.before.slot.path if added.before else "")
        return True

    def _key_in_list(self, event: QKeyEvent) -> bool:
        if event.key() in (Key.Key_Up, Key.Key_Down) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            word = self.caret.words.step(1 if event.key() == Key.Key_Down else -1)
            if self.caret.editor.awake:
                self.caret.editor.take(word)
                self.caret.write(word, listed=True)
            return True
        if event.key() in _ENTER and not self.caret.editor.awake:
            item = self.caret.words.currentItem()
            self.caret.take_word(item.text() if item else "")
            return True
        if event.key() == Key.Key_Escape and not self.caret.editor.awake:
            self.caret.words.hide()
            return True
        return False

    def _key_awake(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and modifiers & _ALT:
            self.caret.editor.new_line()
            return True
        if key == Key.Key_Escape:
            self.caret.cancel()
            return True
        if key == Key.Key_Down and modifiers == _ALT:
            self.caret.offer()
            return True
        return self._travel(key, modifiers)

    def _travel(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Tab and Enter, awake or asleep."""
        if key in TABS:
            return self._go(-1 if modifiers & _SHIFT else TABS[Key(key)], past_levels=True)
        if key in _ENTER and not modifiers & _ALT:
            if not self.caret.commit():
                return True
            if modifiers & _CTRL:
                self._add_row(above=bool(modifiers & _SHIFT))
            elif modifiers & _SHIFT:
                self._to(
                    self.caret.cells.above(self.caret.current) if self.caret.cells and self.caret.current else None
                )
            else:
                self._down()
            return True
        return False

    def _key_asleep(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._key_clipboard(event) or self._travel(key, modifiers) or self._key_choice(event):
            return True
        if modifiers == _ALT and key == Key.Key_Down:
            self.caret.open(listed=True)
            return True
        if modifiers == _CTRL:
            return self._key_control(key)
        if modifiers == _SHIFT:
            return self._key_extend(key)
        if modifiers == _CTRL | _SHIFT:
            return self._key_extend(key, far=True)
        return modifiers == Qt.KeyboardModifier.NoModifier and self._key_plain(key)

    def _key_control(self, key: int) -> bool:
        """To the first and the last cell; what is above or before, once more."""
        if key in (Key.Key_Home, Key.Key_End) and self.caret.cells:
            stops = self.caret.cells.stops
            self._to(stops[0 if key == Key.Key_Home else -1] if stops else None)
            return True
        if key in (Key.Key_D, Key.Key_R):
            self.caret.fill(down=key == Key.Key_D)
            return True
        if self.caret.cells and self.caret.current and key in (ways := _ways(self.caret.cells)):
            self._to(_far(self.caret.current, ways[key]))
            return True
        return False

    def _key_clipboard(self, event: QKeyEvent) -> bool:
        act = next((act for key, act in self._clipboard.items() if event.matches(key)), None)
        if act:
            act()
        return act is not None

    def _key_extend(self, key: int, *, far: bool = False) -> bool:
        """Shift and an arrow take the range further, with Ctrl to the end of the rows or of the row."""
        cells, at = self.caret.cells, self.caret.far or self.caret.current
        ways = {} if cells is None else _ways(cells)
        if key not in ways or at is None:
            return False
        self.caret.extend(_far(at, ways[key]) if far else ways[key](at))
        return True

    def _key_plain(self, key: int) -> bool:
        acts: dict[int, Callable[[], object]] = {
            Key.Key_F2: self.caret.open,
            Key.Key_Delete: self.caret.clear,
            Key.Key_Backspace: self.caret.clear,
            Key.Key_PageDown: lambda: self.caret.canvas.show_page(self.caret.canvas.page + 1),
            Key.Key_PageUp: lambda: self.caret.canvas.show_page(self.caret.canvas.page - 1),
            Key.Key_Right: lambda: self._step(1),
            Key.Key_Left: lambda: self._step(-1),
            Key.Key_Down: lambda: self._vertical(down=True),
            Key.Key_Up: lambda: self._vertical(down=False),
            Key.Key_Home: lambda: self._along(key),
            Key.Key_End: lambda: self._along(key),
        }
        if key not in acts:
            return False
        acts[key]()
        return True

    def _key_choice(self, event: QKeyEvent) -> bool:
        """Space goes through the check boxes, a figure ticks the one of that number."""
        if self.caret.current is None or not self.caret.current.slot.choice or event.modifiers():
            return False
        words = self.caret.choices()
        if event.key() == Key.Key_Space:
            now = self.caret.text()
            index = words.index(now) + 1 if now in words else 0
            self.caret.put(words[index] if index < len(words) else "")
            return True
        if event.text().isdigit() and 1 <= int(event.text()) <= len(words):
            self.caret.toggle(words[int(event.text()) - 1])
            return True
        return False

    def _go(self, by: int, *, past_levels: bool = False) -> bool:
        """The next value to the right (or left). False beyond the ends: the keyboard may leave the table there.

        Names of levels are passed by where typing goes on: the next word would take their place.
        """
        if not self.caret.commit():
            return True
        stop = self.caret.cells.step(self.caret.current, by) if self.caret.cells and self.caret.current else None
        while past_levels and self.caret.cells and stop and (self._names_level(stop) or self._passed(stop, by)):
            stop = self.caret.cells.step(stop, by)
        if past_levels and by > 0 and self.offer(stop):
            return True
        if past_levels and by > 0 and stop and self.caret.current:
            left, came = self.caret.current.slot, stop.slot
            self._run.go(left.path, came.path, same_row=bool(left.rows) and left.node == came.node)
        self.caret.select(stop)
        return stop is not None

    def _passed(self, stop: Stop, by: int) -> bool:
        """The rest of a row that was offered and is not wanted."""
        current = self.caret.current
        return by > 0 and current is not None and self.untouched() and stop.anchor[0] == current.anchor[0]

    def _names_level(self, stop: Stop) -> bool:
        return stop.slot.scope in ("dimension", "category") and bool(self.caret.text_at(stop))

    def _to(self, stop: Stop | None) -> None:
        if self.caret.commit():
            self.caret.select(stop)

    def _step(self, by: int) -> None:
        if self.caret.current is None and self.caret.cells and self.caret.cells.stops:
            self.caret.select(self.caret.cells.stops[0])
        else:
            self._go(by)

    def _vertical(self, *, down: bool) -> None:
        if self.caret.current is None or not self.caret.cells:
            self._step(1)
            return
        cells = self.caret.cells
        self._to(cells.below(self.caret.current) if down else cells.above(self.caret.current))

    def _along(self, key: int) -> None:
        """To the first and the last value of what stands in this row."""
        if self.caret.current is not None and self.caret.cells:
            self._to(_ways(self.caret.cells)[key](self.caret.current))

    def _down(self) -> None:
        """Enter: down the column, that in which a run of Tab began; in the last row of a list a new row."""
        if self.caret.current is None or self.caret.cells is None:
            return
        slot = self.caret.current.slot
        if slot.rows and (start := self._run.start(slot.path)) != slot.path:
            self.caret.select(self.caret.find(start) or self.caret.current, tell=False)
            slot = self.caret.current.slot
        last = slot.rows and self.caret.cells.is_last_row(self.caret.current) and not self._row_is_blank()
        if last and (self.offer(None, slot.path.partition(".")[2]) or self.caret.add_row()):
            return
        self._to(self.caret.cells.below(self.caret.current))

    def _row_is_blank(self) -> bool:
        node_id = self.caret.current.slot.node if self.caret.current else ""
        return node_id not in self.caret.session.editor or is_blank(self.caret.session.editor.node(node_id))


def _ways(cells: FormCells) -> dict[int, Callable[[Stop], Stop | None]]:
    return {
        Key.Key_Up: cells.above,
        Key.Key_Down: cells.below,
        Key.Key_Left: cells.before,
        Key.Key_Right: cells.after,
        Key.Key_Home: lambda stop: _last_own(stop, cells.before),
        Key.Key_End: lambda stop: _last_own(stop, cells.after),
    }


def _far(stop: Stop, way: Callable[[Stop], Stop | None]) -> Stop:
    """The last place that way in the same list; for what stands in no list, in the form."""
    while (further := way(stop)) and further.slot.rows == stop.slot.rows and further != stop:
        stop = further
    return stop


def _last_own(stop: Stop, way: Callable[[Stop], Stop | None]) -> Stop:
    """The last place that way of the same indicator, cost or form."""
    while (further := way(stop)) and further.slot.node == stop.slot.node:
        stop = further
    return stop


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
