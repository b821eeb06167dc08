"""The hand on the official table: where it is, what it types there, where Tab and Enter take it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QListWidgetItem

from exporters.fonts import SONG
from exporters.pages.paginate import Box
from models.edits import Remove
from models.goals import Goal, Indicator
from models.paths import printed
from models.touched import Touched
from models.values import Node
from ui.controls.clipboard import read_block
from ui.controls.focus import TABS, leaving
from ui.preview.canvas import PageCanvas
from ui.preview.cells import Stop
from ui.preview.composer import Composed
from ui.preview.editor import CellEditor, WordList
from ui.preview.hits import slot_at, words_before
from ui.preview.paint import Faces
from ui.preview.paste import block_change
from ui.preview.values import WHOLE_TARGET, CellValue, new_row, words_for
from ui.session.session import Session

Key = Qt.Key
_ENTER = (Key.Key_Return, Key.Key_Enter)
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class TableHand(QObject):
    """Selects cells, lays the editor over them, commits what is typed and goes on to the next.

    ``current_changed`` tells when the current cell or its value is another; ``said`` brings a sentence for the person.
    """

    current_changed = Signal()
    said = Signal(str)

    def __init__(
        self, session: Session, form_id: str, canvas: PageCanvas, faces: Faces, compose_now: Callable[[], None]
    ) -> None:
        super().__init__(canvas)
        self._session, self._form_id, self._canvas, self._faces = session, form_id, canvas, faces
        self._compose_now = compose_now
        self._composed: Composed | None = None
        self._value: CellValue | None = None
        self._writing = False
        self.current: Stop | None = None
        self.editor = CellEditor(canvas.viewport())
        self.words = WordList(canvas.viewport())
        self.editor.keys = self.key
        self.editor.open_for = lambda: self.current is not None and not self.current.slot.choice
        self.editor.woken.connect(lambda: self.open(blank=True))
        self.editor.typed.connect(self._write)
        self.editor.left.connect(self._on_left)
        self.editor.entered.connect(self._tell_focus)
        self.words.itemClicked.connect(self._take_clicked)
        canvas.moved.connect(self.place_editor)

    # --- where ------------------------------------------------------------------------------------------------------

    def set_composed(self, composed: Composed) -> None:
        """New pages: stays at the value it was at; what is being typed stays where it is on the screen."""
        before = self._area()
        near = self.current.anchor if self.current else (0, 0)
        path = self.current.slot.path if self.current else ""
        self._composed = composed
        self._canvas.set_pages(composed.pages.pages)
        self.current = composed.cells.find(path, near) if path else None
        if self.current is not None and self.current.slot.path != path and not self._is_part_of(path):
            self.current = None
        after = self._area()
        if self.editor.awake and before and after:
            bar = self._canvas.verticalScrollBar()
            bar.setValue(bar.value() + after.y() - before.y())
        if self.editor.awake and self.current is None:
            self._fall_asleep()
        self.place_editor()
        self.current_changed.emit()

    def _is_part_of(self, path: str) -> bool:
        return self.current is not None and self.current.slot.path.startswith(path + ".")

    def select(self, stop: Stop | None, *, tell: bool = True) -> None:
        """Goes to a cell; ``tell`` the session, where it was the person who went."""
        if stop is None:
            return
        self.current = stop
        pieces = self._pieces()
        if pieces:
            self._canvas.reveal(*pieces[0])
        self.place_editor()
        if tell:
            self._tell_focus()
        self.current_changed.emit()

    def _tell_focus(self) -> None:
        if self.current and self.current.slot.node in self._session.editor:
            self._session.focus(self.current.slot.path)

    def find(self, path: str) -> Stop | None:
        """The place of a value."""
        near = self.current.anchor if self.current else (0, 0)
        return self._composed.cells.find(path, near) if self._composed and path else None

    def _pieces(self) -> list[tuple[int, Box]]:
        return list(self._canvas.boxes(*self.current.anchor)) if self.current else []

    def _area(self) -> QRect | None:
        """The current cell in the viewport: the piece that is seen, else the first."""
        areas = [self._canvas.area(number, box).toAlignedRect() for number, box in self._pieces()]
        view = self._canvas.viewport().rect()
        return next((area for area in areas if area.intersects(view)), areas[0] if areas else None)

    def place_editor(self) -> None:
        """Lays the editor on the current cell."""
        area = self._area()
        if area is None or self._composed is None:
            return
        pixels = self._composed.cells.table.page.font_size * self._canvas.scale
        self.editor.lie_on(area, self._canvas.viewport().rect(), pixels, self._faces.family(SONG))
        if self.words.isVisible():
            self._offer()

    def label(self) -> str:
        """What the form, or else the program, calls the current value."""
        if not self.current or not self._composed:
            return ""
        return self._composed.cells.label(self.current) or self._cell_value(self.current).word()

    def text(self) -> str:
        """The current value."""
        return self._cell_value(self.current).text() if self.current and self._composed else ""

    # --- opening and committing ---------------------------------------------------------------------------------------

    def _cell_value(self, stop: Stop) -> CellValue:
        assert self._composed is not None
        template = self._session.template_of(self._form_id)
        return CellValue(self._session, stop.slot, self._composed.cells.ghosts, template)

    def open(self, *, blank: bool = False, listed: bool = False) -> None:
        """Lays the editor over the current cell, with its value or blank."""
        if self.current is None:
            return
        if self.current.slot.choice:
            self._offer()
            return
        self._tell_focus()
        self._value = self._cell_value(self.current)
        slot = self.current.slot
        long = slot.kind == "text" and not slot.field.endswith((".name", "leader", "phone"))
        text = "" if blank else self._value.text()
        self.place_editor()
        self.editor.wake(text, numeric=slot.kind == "amount", several_lines=long)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if listed or not (blank or slot.field == WHOLE_TARGET):  # a value is rather typed than chosen
            self._offer()

    def _words(self) -> tuple[str, ...]:
        if self.current is None:
            return ()
        slot = self.current.slot
        if slot.choice and self._composed:
            return tuple(one.choice for one in self._composed.cells.slots[self.current.anchor] if one.path == slot.path)
        text = self.editor.toPlainText() if self.editor.awake else self.text()
        return words_for(slot, text, self._session.template_of(self._form_id))

    def _offer(self) -> None:
        words, area = self._words(), self._area()
        if words and area:
            under = self.editor.geometry() if self.editor.awake else area
            current = self.editor.toPlainText() if self.editor.awake else self.text()
            self.words.offer(words, current, under, self._canvas.viewport().rect())

    def _write(self, text: str) -> None:
        if self._value is None:
            return
        self._writing = True
        problem = self._value.write(text)
        self._writing = False
        self.editor.say_wrong(problem)
        if self.words.isVisible():
            self.words.mark(text)
        self._tell_focus()

    def commit(self) -> bool:
        """Ends typing in the cell. False where what is typed cannot be taken; the person stays there then."""
        self.words.hide()
        if not self.editor.awake:
            return True
        if self.editor.wrong:
            self.said.emit(self.editor.wrong)
            return False
        self._fall_asleep()
        return True

    def cancel(self) -> None:
        """Escape: everything as it was before the first key."""
        self.words.hide()
        if self._value is not None:
            self._value.cancel()
        self._fall_asleep()

    def _fall_asleep(self) -> None:
        self.words.hide()
        self._value = None
        self.editor.sleep()
        self._session.seal()
        self.current_changed.emit()

    def _on_left(self) -> None:
        """The keyboard went elsewhere: what is good is kept, what is not is told and dropped."""
        if self.editor.wrong:
            self.said.emit(f"“{self.editor.toPlainText().strip()}”没有填入：{self.editor.wrong}")
            self.editor.say_wrong("")
        self.commit()

    def on_changed(self, touched: Touched) -> None:
        """The dossier changed, by another hand: shows it in the open editor."""
        if self._writing or self._value is None:
            return
        if self._value.slot.node not in self._session.editor and not self._value.is_ghost:
            self._fall_asleep()
        elif touched.concerns(self._value.slot.path) or self._value.part:
            self._value.rebase()
            self.editor.take(self._value.text())

    def put(self, text: str) -> None:
        """Sets the current value as one step."""
        if self.current is None:
            return
        problem = self._cell_value(self.current).write(text)
        self._session.seal()
        self._tell_focus()
        if problem:
            self.said.emit(problem)
        self.current_changed.emit()

    def toggle(self, choice: str) -> None:
        """Ticks a check box, or clears it."""
        self.put("" if self.text() == choice else choice)

    # --- the mouse ----------------------------------------------------------------------------------------------------

    def press(self, box: Box | None, at: tuple[int, float, float] | None, event: QMouseEvent | None = None) -> None:
        """A click: goes to the cell; a click on a check box ticks it."""
        if not self.commit():
            return
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        slots = self._composed.cells.slots.get((box.row, box.column)) if self._composed and box else None
        if not slots or not box or not at:
            return
        page = self._canvas.pages[at[0]]
        slot = slot_at(slots, *words_before(page, box, at[1], at[2], self._faces.fonts))
        stop = self._stop_of((box.row, box.column), slot.path)
        self.select(stop)
        if slot.choice and not (event and event.modifiers()):
            self.toggle(slot.choice)

    def press_only(self, box: Box) -> None:
        """Goes to the cell under the mouse without doing anything there."""
        if self._composed and self.commit():
            self.select(self._composed.cells.stop_at((box.row, box.column)))

    def _stop_of(self, anchor: tuple[int, int], path: str) -> Stop | None:
        stops = self._composed.cells.by_path.get(path, []) if self._composed else []
        return next((stop for stop in stops if stop.anchor == anchor), None)

    def double_click(self, box: Box | None) -> None:
        """Opens the editor with the value in it."""
        if box and self.current and self.current.anchor == (box.row, box.column) and not self.current.slot.choice:
            self.open()

    def _take_clicked(self, item: QListWidgetItem) -> None:
        self._take_word(item.text())

    def _take_word(self, word: str) -> None:
        """A word of the list becomes the value."""
        if self.current and self.current.slot.choice:
            self.words.hide()
            self.toggle(word)
        elif self.editor.awake:
            self.editor.take(word)
            self._write(word)
            self.commit()

    # --- the keys -----------------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """True when the key was for the table and not for the text in the editor."""
        if way := leaving(event):
            if self.commit():
                self.editor.focusNextChild() if way > 0 else self.editor.focusPreviousChild()
            return True
        if self.words.isVisible() and self._key_in_list(event):
            return True
        return self._key_awake(event) if self.editor.awake else self._key_asleep(event)

    def _key_in_list(self, event: QKeyEvent) -> bool:
        if event.key() in (Key.Key_Up, Key.Key_Down) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            word = self.words.step(1 if event.key() == Key.Key_Down else -1)
            if self.editor.awake:
                self.editor.take(word)
                self._write(word)
            return True
        if event.key() in _ENTER and not self.editor.awake:
            item = self.words.currentItem()
            self._take_word(item.text() if item else "")
            return True
        if event.key() == Key.Key_Escape and not self.editor.awake:
            self.words.hide()
            return True
        return False

    def _key_awake(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and modifiers & _ALT:
            self.editor.new_line()
            return True
        if key == Key.Key_Escape:
            self.cancel()
            return True
        if key == Key.Key_Down and modifiers == _ALT:
            self._offer()
            return True
        return self._travel(key, modifiers)

    def _travel(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Tab and Enter, awake or asleep."""
        if key in TABS:
            return self._go(-1 if modifiers & _SHIFT else TABS[Key(key)])
        if key in _ENTER and not modifiers & _ALT:
            if not self.commit():
                return True
            if modifiers & _CTRL:
                self.add_row()
            elif modifiers & _SHIFT:
                self._to(self._composed.cells.above(self.current) if self._composed and self.current else None)
            else:
                self._down()
            return True
        return False

    def _key_asleep(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            QGuiApplication.clipboard().setText(self.text())
            if event.matches(QKeySequence.StandardKey.Cut):
                self.put("")
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return True
        if self._travel(key, modifiers) or self._key_choice(event):
            return True
        if modifiers == _ALT and key == Key.Key_Down:
            self.open(listed=True)
            return True
        if modifiers == _CTRL and key in (Key.Key_Home, Key.Key_End) and self._composed:
            stops = self._composed.cells.stops
            self._to(stops[0 if key == Key.Key_Home else -1] if stops else None)
            return True
        return modifiers == Qt.KeyboardModifier.NoModifier and self._key_plain(key)

    def _key_plain(self, key: int) -> bool:
        acts: dict[int, Callable[[], object]] = {
            Key.Key_F2: self.open,
            Key.Key_Delete: lambda: self.put(""),
            Key.Key_Backspace: lambda: self.put(""),
            Key.Key_PageDown: lambda: self._canvas.show_page(self._canvas.page + 1),
            Key.Key_PageUp: lambda: self._canvas.show_page(self._canvas.page - 1),
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
        if self.current is None or not self.current.slot.choice or event.modifiers():
            return False
        words = self._words()
        if event.key() == Key.Key_Space:
            now = self.text()
            index = words.index(now) + 1 if now in words else 0
            self.put(words[index] if index < len(words) else "")
            return True
        if event.text().isdigit() and 1 <= int(event.text()) <= len(words):
            self.toggle(words[int(event.text()) - 1])
            return True
        return False

    def _go(self, by: int) -> bool:
        """The next value to the right (or left). False beyond the ends: the keyboard may leave the table there."""
        if not self.commit():
            return True
        stop = self._composed.cells.step(self.current, by) if self._composed and self.current else None
        self.select(stop)
        return stop is not None

    def _to(self, stop: Stop | None) -> None:
        if self.commit():
            self.select(stop)

    def _step(self, by: int) -> None:
        if self.current is None and self._composed and self._composed.cells.stops:
            self.select(self._composed.cells.stops[0])
        else:
            self._go(by)

    def _vertical(self, *, down: bool) -> None:
        if self.current is None or not self._composed:
            self._step(1)
            return
        cells = self._composed.cells
        self._to(cells.below(self.current) if down else cells.above(self.current))

    def _down(self) -> None:
        """Enter: down the column; in the last row of a list a new row."""
        if self.current is None or self._composed is None:
            return
        slot = self.current.slot
        last = slot.rows and self._composed.cells.is_last_row(self.current) and not self._row_is_blank()
        if last and self.add_row():
            return
        self._to(self._composed.cells.below(self.current))

    def _row_is_blank(self) -> bool:
        node_id = self.current.slot.node if self.current else ""
        return node_id not in self._session.editor or is_blank(self._session.editor.node(node_id))

    def add_row(self) -> bool:
        """A new row under the current one, of its list; goes there."""
        if self.current is None or not self.current.slot.rows:
            return False
        made = new_row(self._session, self.current.slot, self._session.template_of(self._form_id))
        if made is None or not self._session.apply(made[0]):
            return False
        self._session.seal()
        self._compose_now()
        self.select(self.find(made[1]))
        return True

    def remove_row(self) -> None:
        """Takes the current row out of its list."""
        if self.current and self.current.slot.rows and self.current.slot.node in self._session.editor:
            self._session.apply(Remove(self.current.slot.node))
            self._session.seal()

    def paste(self) -> None:
        """What is in the clipboard becomes the value; several cells become the rows from here on."""
        block = read_block(QGuiApplication.clipboard().mimeData())
        if self.current is None or self.current.slot.choice or not block:
            return
        if len(block) == len(block[0]) == 1:
            text = block[0][0]
            self.put(text if self.current.slot.kind == "text" else " ".join(text.split()))
        elif len(block[0]) == 1 and not self.current.slot.rows:
            self.put("\n".join(row[0] for row in block))  # lines of a text
        else:
            self._paste_block(block)

    def _paste_block(self, block: list[list[str]]) -> None:
        if self.current is None or self._composed is None:
            return
        template = self._session.template_of(self._form_id)
        try:
            change = block_change(self._session, self._composed.cells, self.current, block, template)
        except ValueError as problem:
            self.said.emit(str(problem))
            return
        if self._session.apply(change):
            self._session.seal()
            self._compose_now()


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
