"""Where a person is in the official table, and what is typed there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidgetItem

from exporters.fonts import SONG
from exporters.pages.paginate import Box
from models.fields import LONG_TEXTS
from models.sheets import Sheet
from models.table import Table
from models.touched import Touched
from ui.controls.calendar import offer_days
from ui.controls.clipboard import block_mime, read_block, read_tables, read_text
from ui.controls.composing import PLACE
from ui.controls.word_list import WordList
from ui.preview.canvas import PageCanvas
from ui.preview.cell_value import WHOLE_TARGET, CellValue, is_day, new_row, removal, words_for
from ui.preview.cells import FormCells, Stop
from ui.preview.composer import Composed
from ui.preview.editor import CellEditor
from ui.preview.paint import Faces
from ui.preview.paste import block_change
from ui.preview.ranges import CellRange, Write, written
from ui.session.level_words import level_names
from ui.session.session import Session
from ui.session.suggestions import Suggestions, suggestions_for


class TableCursor(QObject):
    """Selects cells, lays the editor over them, commits what is typed.

    ``current_changed`` tells when the current cell or its value is another; ``said`` brings a sentence for the person,
    ``filled`` one on what has been done.
    """

    current_changed = Signal()
    said = Signal(str)
    filled = Signal(str)

    def __init__(
        self, session: Session, sheet: Sheet, canvas: PageCanvas, faces: Faces, compose_now: Callable[..., None]
    ) -> None:
        super().__init__(canvas)
        self.session, self._sheet, self.canvas, self._faces = session, sheet, canvas, faces
        self.compose_now = compose_now
        self._composed: Composed | None = None
        self._value: CellValue | None = None
        self._known: Suggestions | None = None
        self._writing = False
        self.current: Stop | None = None
        self.far: Stop | None = None  # the other corner of the range, where more than one cell is selected
        self.editor = CellEditor(canvas.viewport())
        self.words = WordList(canvas.viewport())
        self.words.stay_off(self.editor)
        self.by_levels: Callable[[str, str | Sequence[Table]], tuple[bool, str] | None] = lambda _at, _source: None
        """Takes rows that name their levels: done or not, and words; None for others."""
        self.editor.open_for = lambda: self.current is not None and not self.current.slot.choice
        self.editor.woken.connect(lambda: self.open(blank=True))
        self.editor.typed.connect(self.write)
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
        self.canvas.set_pages(composed.pages.pages, composed.pieces)
        self.current = composed.cells.find(path, near) if path else None
        if self.current is not None and self.current.slot.path != path and not self._is_part_of(path):
            self.current = None
        self.far = composed.cells.find(self.far.slot.path, self.far.anchor) if self.far and self.current else None
        after = self._area()
        if self.editor.awake and before and after:
            bar = self.canvas.verticalScrollBar()
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
        if self.editor.awake and stop != self.current:  # what is good is written, what is not is kept as a draft
            self._fall_asleep()
        self.current, self.far = stop, None
        for piece in self._pieces()[:1]:
            self.canvas.reveal(*piece)
        self.place_editor()
        if tell:
            self._tell_focus()
        self.current_changed.emit()

    def extend(self, stop: Stop | None) -> None:
        """The range reaches from the current cell to this one."""
        if stop is None or self.current is None or not self.commit():
            return
        self.far = stop
        for piece in list(self.canvas.boxes(*stop.anchor))[:1]:
            self.canvas.reveal(*piece)
        self.current_changed.emit()

    def range(self) -> CellRange | None:
        """The cells that are selected: the current one, or all from it to the other corner."""
        if self.current is None or self._composed is None:
            return None
        if self.far is None:
            return CellRange(((self.current,),))
        return CellRange.between(self._composed.cells, self.current, self.far)

    def _tell_focus(self) -> None:
        if self.current and self.current.slot.node in self.session.editor:
            self.session.focus(self.current.slot.path)

    @property
    def cells(self) -> FormCells | None:
        """The cells of the pages in sight."""
        return self._composed.cells if self._composed else None

    def find(self, path: str) -> Stop | None:
        """The place of a value."""
        near = self.current.anchor if self.current else (0, 0)
        return self._composed.cells.find(path, near) if self._composed and path else None

    def _pieces(self) -> list[tuple[int, Box]]:
        return list(self.canvas.boxes(*self.current.anchor)) if self.current else []

    def _area(self) -> QRect | None:
        """The current cell in the viewport: the piece that is seen, else the first."""
        areas = [self.canvas.area(number, box).toAlignedRect() for number, box in self._pieces()]
        view = self.canvas.viewport().rect()
        return next((area for area in areas if area.intersects(view)), areas[0] if areas else None)

    def place_editor(self) -> None:
        """Lays the editor on the current cell."""
        area = self._area()
        if area is None or self._composed is None:
            return
        pixels = self._composed.cells.table.page.font_size * self.canvas.scale
        self.editor.lie_on(area, self.canvas.viewport().rect(), pixels, self._faces.family(SONG))
        if self.words.isVisible():
            self.offer()

    def label(self) -> str:
        """What the form, or else the program, calls the current value."""
        if not self.current or not self._composed:
            return ""
        return self._composed.cells.label(self.current) or self._cell_value(self.current).word()

    def text(self) -> str:
        """The current value."""
        return self.text_at(self.current) if self.current and self._composed else ""

    def text_at(self, stop: Stop) -> str:
        """The value at a place."""
        return self._cell_value(stop).text()

    # --- opening and committing ---------------------------------------------------------------------------------------

    def _cell_value(self, stop: Stop) -> CellValue:
        assert self._composed is not None
        template = self.session.template_of(self._sheet)
        return CellValue(self.session, stop, self._composed.cells, template)

    def open(self, *, blank: bool = False, listed: bool = False) -> None:
        """Lays the editor over the current cell, with its value or blank."""
        if self.current is None:
            return
        if self.current.slot.choice:
            self.offer()
            return
        self._tell_focus()
        self._value = self._cell_value(self.current)
        slot = self.current.slot
        self._known = None
        long = slot.name.partition(".")[0] in (*LONG_TEXTS, "extra")
        draft = self._value.draft if not blank else None
        text = draft.text if draft else "" if blank else self._value.text()
        self.place_editor()
        self.editor.wake(text, numeric=slot.kind == "amount", several_lines=long)
        self.editor.setProperty(PLACE, self._composed.cells.blanks.place_of_text(slot.path) if self._composed else "")
        self.editor.say_wrong(draft.why if draft else "")
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if listed or not (blank or slot.field == WHOLE_TARGET):  # a value is rather typed than chosen
            self.offer()

    def choices(self) -> tuple[str, ...]:
        """The words that may be chosen for the current value."""
        if self.current is None:
            return ()
        slot = self.current.slot
        if slot.choice and self._composed:
            slots = self._composed.cells.cells[self.current.anchor].slots
            return tuple(one.choice for one in slots if one.path == slot.path)
        text = self.editor.toPlainText() if self.editor.awake else self.text()
        template = self.session.template_of(self._sheet)
        if slot.field == "category.name" and slot.node in self.session.editor:
            return tuple(level_names(self.session, self.session.editor.node(slot.node), template))
        return words_for(slot, text, template)

    def offer(self) -> None:
        """Lists them under the cell; for a day it is a calendar."""
        words, area, template = self.choices(), self._area(), self.session.template_of(self._sheet)
        if area and self.current and is_day(self.current.slot, template) and self.commit():
            offer_days(self.text(), area, self.canvas.viewport(), self.put)
        if words and area:
            under = self.editor.geometry() if self.editor.awake else area
            current = self.editor.toPlainText() if self.editor.awake else self.text()
            self.words.offer(words, current, under, self.canvas.viewport().rect())

    def write(self, text: str, *, listed: bool = False) -> None:
        """Takes what was typed so far, or a word of the list."""
        if self._value is None:
            return
        self._writing = True
        problem = self._value.write(text)
        self._writing = False
        self.editor.say_wrong(problem)
        self._known = self._known or suggestions_for(self.session, self._value.slot.path)
        if self._known is not None and listed and not problem:
            self._known.choose(text)
        if self._known is not None and not listed and not self.choices():
            self.words.offer(self._known.of(text), "", self.editor.geometry(), self.canvas.viewport().rect())
        elif self.words.isVisible():
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
        self.session.seal()
        self.current_changed.emit()

    def _on_left(self) -> None:
        """The keyboard went elsewhere: what is good is kept, what is not is told and stays in the open cell."""
        if self.editor.wrong:
            self.said.emit(f"“{self.editor.toPlainText().strip()}”没有填入：{self.editor.wrong}")
        else:
            self.commit()

    def on_changed(self, touched: Touched) -> None:
        """The dossier changed, by another hand: shows it in the open editor."""
        if self._writing or self._value is None:
            return
        if self._value.slot.node not in self.session.editor and not self._value.is_blank_row:
            self._fall_asleep()
        elif touched.concerns(self._value.slot.path) or self._value.part:
            self._value.rebase()
            self.editor.take(self._value.text())

    def on_draft(self, path: str) -> None:
        """What is typed in the open editor and is no value was taken back: the value is shown again."""
        value = self._value
        if value is not None and not self._writing and value.slot.path == path and not self.session.drafts.get(path):
            self.editor.say_wrong("")
            self.editor.take(value.text())

    def put(self, text: str) -> None:
        """Sets the current value as one step."""
        if self.current is None:
            return
        problem = self._cell_value(self.current).write(text)
        self.session.seal()
        self._tell_focus()
        if problem:
            self.said.emit(problem)
        self.current_changed.emit()

    def toggle(self, choice: str) -> None:
        """Ticks a check box, or clears it."""
        self.put("" if self.text() == choice else choice)

    def _take_clicked(self, item: QListWidgetItem) -> None:
        self.take_word(item.text())

    def take_word(self, word: str) -> None:
        """A word of the list becomes the value."""
        if self.current and self.current.slot.choice:
            self.words.hide()
            self.toggle(word)
        elif self.editor.awake:
            self.editor.take(word)
            self.write(word)
            if self._known is not None:
                self._known.choose(word)
            self.commit()

    # --- rows and the clipboard ---------------------------------------------------------------------------------------

    def add_row(self, *, first: bool = False, above: bool = False) -> bool:
        """A new row by the current one, of its list; goes there: into the column, or to the row's ``first`` cell."""
        if self.current is None or not self.current.slot.rows:
            return False
        made = new_row(self.session, self.current.slot, self.session.template_of(self._sheet), above=above)
        if not made or not self.session.apply(made[0]):
            return False
        self.session.seal()
        self.go_when_laid_out(made[1].partition(".")[0] if first else made[1])
        return True

    def go_when_laid_out(self, path: str) -> None:
        """To a place that the pages of now do not show yet."""
        self.editor.after(self.compose_now, lambda: self.select(self.find(path)))

    def remove_row(self) -> None:
        """Takes the current row out of its list."""
        slot = self.current.slot if self.current else None
        if slot and slot.rows and slot.scope != "form" and slot.node in self.session.editor:
            self.session.apply(removal(self.session, slot.node, self.session.template_of(self._sheet)))
            self.session.seal()

    def copy(self) -> None:
        """What is selected goes into the clipboard."""
        if block := self.range():
            QGuiApplication.clipboard().setMimeData(block_mime(block.texts(self.text_at)))

    def cut(self) -> None:
        """It goes there, and leaves its cells."""
        self.copy()
        self.clear()

    def clear(self) -> None:
        """Empties what is selected, as one step."""
        block = self.range()
        if block is None or block.single:
            self.put("")
        else:
            self._write_all(block.filled(""), f"清空 {len(block.anchors)} 格")

    def fill(self, *, down: bool) -> None:
        """The first row (or column) of the range in all others; one cell gets what is above it (or before it)."""
        if self.current is None or self.cells is None:
            return
        if self.far is None:
            source = self.cells.above(self.current) if down else self.cells.before(self.current)
            alike = source is not None and source.slot.rows == self.current.slot.rows
            block = CellRange.between(self.cells, source, self.current) if source and alike else None
        else:
            block = self.range()
        if block:
            writes = block.filled_down(self.text_at) if down else block.filled_right(self.text_at)
            self._write_all(writes, "向下填充" if down else "向右填充")

    def fill_from(self, source: CellRange, wanted: CellRange) -> None:
        """The rows of the one again and again in all of the other, as one step; all of it is selected then."""
        first, last = next(iter(wanted)), list(wanted)[-1]
        writes = wanted.filled_from(source, self.text_at)
        if self._write_all(writes, "填充"):
            self.filled.emit(f"填充了 {len(writes)} 格，可以撤销。")
            self.select(self.find(first.slot.path))
            self.extend(self.find(last.slot.path))

    def _write_all(self, writes: Sequence[Write], word: str) -> bool:
        assert self._composed is not None
        template = self.session.template_of(self._sheet)
        try:
            change = written(self.session, self._composed.cells, writes, template, word)
        except ValueError as problem:
            self.said.emit(f"{problem}。没有{word[:2]}。")
            return False
        done = bool(change.changes) and self.session.apply(change)
        if done:
            self.session.seal()
            self.compose_now()
        return done

    def paste(self) -> None:
        """What is in the clipboard becomes the value; several cells become the rows from here on."""
        data = QGuiApplication.clipboard().mimeData()
        block = read_block(data)
        if self.current is None or self.current.slot.choice or not block:
            return
        if len(block) == len(block[0]) == 1 and (selected := self.range()) and not selected.single:
            self._write_all(selected.filled(block[0][0]), "粘贴")
        elif len(block) == len(block[0]) == 1:
            text = block[0][0]
            self.put(text if self.current.slot.kind == "text" else " ".join(text.split()))
        elif len(block[0]) == 1 and not self.current.slot.rows:
            self.put("\n".join(row[0] for row in block))  # lines of a text
        else:
            self._paste_block(block, self.current, read_tables(data) or read_text(data))

    def _paste_block(self, block: list[list[str]], first: Stop, source: str | Sequence[Table]) -> None:
        assert self._composed is not None
        named = self.by_levels(self._composed.cells.blanks.over(first.slot.node), source) if first.slot.rows else None
        if named is not None:
            (self.filled if named[0] else self.said).emit(named[1])
            self._laid_out_again()
            return
        template = self.session.template_of(self._sheet)
        try:
            change, cells = block_change(self.session, self._composed.cells, first, block, template)
        except ValueError as problem:
            self.said.emit(str(problem))
            return
        if self.session.paste(change, cells):
            self._laid_out_again()

    def _laid_out_again(self) -> None:
        self.session.seal()
        self.compose_now()
