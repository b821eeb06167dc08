"""A new row is offered behind the last indicator of the official table; it comes into the dossier with the first sign.

Until then it is one of the table's blank rows, which are in no step, in no file and in no recovery file.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from models.goals import Indicator
from ui.preview.cells import Stop
from ui.preview.composer import Composer
from ui.preview.cursor import TableCursor
from ui.preview.keys import TableKeys


class OfferedRow(QObject):
    """Offers rows of one table, and takes those back that stayed empty."""

    def __init__(self, caret: TableCursor, keys: TableKeys, composer: Composer) -> None:
        super().__init__(caret)
        self._caret, self._composer, self._session = caret, composer, caret.session
        self._row, self._step, self._before = "", 0, ""
        keys.offer, keys.give_up, keys.untouched = self.offer, self.give_up, self.untouched
        caret.current_changed.connect(self._look)
        later = QTimer(self)
        later.setSingleShot(True)
        later.timeout.connect(self._look)
        caret.editor.left.connect(later.start)

    def untouched(self) -> bool:
        """The person is in a row that was offered, and has typed nothing."""
        return bool(self._row) and self._row not in self._session.editor

    def offer(self, following: Stop | None, field: str = "") -> bool:
        """A row below the one at hand, where ``following`` (the next place) is in no row of the list; goes there.

        ``field``: the column to go to, else the first.
        """
        cells, stop = self._caret.cells, self._caret.current
        if cells is None or stop is None or not cells.is_last_row(stop) or self._session.read_only:
            return False
        if following is not None and following.anchor[0] < cells.cells[stop.anchor].bottom:
            return False
        node = self._session.editor.node(stop.slot.node) if stop.slot.node in self._session.editor else None
        if not isinstance(node, Indicator) or node.blank:
            return False
        fresh = Indicator()
        self._composer.offer(self._session.editor.parent(node.id)[0], fresh)
        self._caret.editor.after(self._caret.compose_now, partial(self._enter, fresh.id, field, stop.slot.path))
        return True

    def _enter(self, row: str, field: str, before: str) -> None:
        """The offered row is there: goes into it."""
        self._caret.select((field and self._caret.find(f"{row}.{field}")) or self._caret.find(row))
        self._row, self._step, self._before = row, self._session.history.stack.index(), before

    def give_up(self) -> bool:
        """Esc where nothing was typed: back to where one was. False where no row is offered."""
        if not self.untouched():
            return False
        before = self._before
        self._leave()
        self._caret.go_when_laid_out(before)
        return True

    def _look(self) -> None:
        """Away from the row, or from the table: what is empty goes."""
        focus, current = QApplication.focusWidget(), self._caret.current
        here = current is not None and current.slot.node == self._row
        if self._row and (not here or focus not in (None, self._caret.editor)):
            before = self._before
            self._leave()
            if here:
                self._caret.select(self._caret.find(before), tell=False)

    def _leave(self) -> None:
        row, self._row = self._row, ""
        self._composer.offer("", None)
        editor, history = self._session.editor, self._session.history
        if row not in editor:
            self._composer.request()
            return
        node, drafts = editor.node(row), self._session.drafts.all
        typed = any(one.path.startswith(f"{row}.") for one in drafts)
        if isinstance(node, Indicator) and node.blank and not typed and history.stack.index() == self._step + 1:
            history.drop()
