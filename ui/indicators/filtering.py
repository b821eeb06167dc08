"""Which rows of a tree are shown: those that hold the words, or are still to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from ui.controls.text_input import TextInput
from ui.indicators.entries import Entry
from ui.indicators.model import GoalModel
from ui.indicators.tree import IndicatorTree
from ui.session.session import Session

_READ_AT_ONCE = 1000  # rows: as many milliseconds as one waits for at most


class RowFilter(QObject):
    """``emptied``: it was asked for rows to be looked at, and there are none.

    A row that was looked at while only such rows are shown is not pulled away from under the hand: it leaves a moment
    after one has gone on to another row, as long as a double click may take, so that the second click is not on the
    row that came into its place. One that is to be looked at again, by undo, comes back at once; new ones stay.
    """

    emptied = Signal()

    def __init__(
        self, session: Session, model: GoalModel, tree: IndicatorTree, words: QLineEdit, unseen: QToolButton
    ) -> None:
        super().__init__(tree)
        self._model, self._tree, self._words, self._unseen = model, tree, words, unseen
        self._unread: Iterator[Entry] = iter(())
        self._at_hand: set[str] = set()
        self._came: set[str] = set()  # rows that were made while only those to be looked at are shown
        self._stale = False  # a row is shown that is to leave
        self._reading, self._laying, self._leaving = (QTimer(self) for _ in range(3))
        for timer, slot in (
            (self._reading, self._read_rows),
            (self._laying, self._lay_rows),
            (self._leaving, self._let_leave),
        ):
            timer.setSingleShot(True)
            timer.timeout.connect(slot)
        words.textChanged.connect(self.apply)
        unseen.toggled.connect(self._on_toggled)
        session.since.counted.connect(self._on_counted)
        tree.selectionModel().currentChanged.connect(self._on_gone_on)
        model.rowsInserted.connect(self._on_came)

    @property
    def searching(self) -> bool:
        """Not all rows are looked at yet."""
        return self._reading.isActive()

    def apply(self, _what: object = None) -> None:
        """Hides rows that do not hold the text, or have been looked at; the levels over a row that is shown stay."""
        self._at_hand, self._came = set(), set()
        self._begin()

    def _on_toggled(self, on: bool) -> None:
        self.apply()
        if on and not self._words.text() and not self.searching and self._tree.all_hidden:
            self.emptied.emit()

    # --- rows that are looked at meanwhile ----------------------------------------------------------------------------

    def _on_counted(self, _forms: object) -> None:
        if self._unseen.isChecked():
            self._show_with_those_at_hand()

    def _on_came(self, above: QModelIndex, first: int, last: int) -> None:
        self._came |= {self._model.node_id(self._model.index(row, 0, above)) for row in range(first, last + 1)}

    def _on_gone_on(self) -> None:
        if self._stale and self._unseen.isChecked():
            self._leaving.start(QApplication.doubleClickInterval())

    def _let_leave(self) -> None:
        if self._composing():
            self._on_gone_on()
        elif self._unseen.isChecked():
            self._at_hand = set()
            self._show_with_those_at_hand()

    def _composing(self) -> bool:
        """The letters of an input method hang on the place of the cell."""
        editor = QApplication.focusWidget()
        return isinstance(editor, TextInput) and editor.composing()

    def _show_with_those_at_hand(self) -> None:
        self._at_hand |= {*self._tree.selected_ids(), self._tree.current_id()}
        self._begin()

    # --- showing ------------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._stale = False
        self._unread = (entry for entry in self._model.root.walk() if entry.words is None)
        self._read_rows()

    def _read_rows(self) -> None:
        """The texts of rows are put together when they are first searched: of thousands so many in a turn."""
        rows = list(islice(self._unread, _READ_AT_ONCE)) if self._words.text() else []
        for entry in rows:
            self._model.words_of(entry)
        if len(rows) == _READ_AT_ONCE:
            self._reading.start(0)
        else:
            self._show_found()

    def _show_found(self) -> None:
        self._reading.stop()
        words = self._words.text().casefold().split()
        blocked = self._tree.blockSignals(True)  # nobody has unfolded what a filter unfolds
        self._tree.setUpdatesEnabled(False)
        self._filter_rows(self._model.root, words, unfold=bool(words) or self._unseen.isChecked())
        self._tree.blockSignals(blocked)
        self._laying.start(0)  # in a turn of its own: of a thousand rows it takes as long as to look for the words

    def _lay_rows(self) -> None:
        self._tree.executeDelayedItemsLayout()  # Qt would do it amid the painting, and paint once more for it
        self._tree.setUpdatesEnabled(True)

    def _filter_rows(self, parent: Entry, words: list[str], *, unfold: bool, at_hand: bool = False) -> bool:
        """True when something under ``parent`` is shown."""
        kept = [self._kept(entry, words, unfold=unfold, at_hand=at_hand) for entry in parent.children]
        self._tree.show_rows(parent, kept)
        return any(kept)

    def _kept(self, entry: Entry, words: list[str], *, unfold: bool, at_hand: bool) -> bool:
        """What holds all words is shown, with all that is under it."""
        text = self._model.words_of(entry) if words else ""
        own = all(word in text for word in words)
        only_unseen = self._unseen.isChecked()
        at_hand = at_hand or entry.id in self._at_hand
        if not entry.children:
            return own and (not only_unseen or self._to_be_seen(entry, at_hand=at_hand))
        if unfold:
            self._tree.unfold(entry)
        below = self._filter_rows(entry, [] if own else words, unfold=unfold, at_hand=at_hand)
        return below or (own and not only_unseen)

    def _to_be_seen(self, entry: Entry, *, at_hand: bool) -> bool:
        if self._model.unseen(entry) or entry.id in self._came:
            return True
        self._stale |= at_hand
        return at_hand
