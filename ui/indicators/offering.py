"""A new row is offered behind the last indicator, by Tab and Enter; with the first sign typed it is in the dossier.

Until then it is in no step, in no file and in no recovery file; a person who goes on leaves nothing behind. Enter,
which goes down a column, offers one under the next 二级指标 that is empty, if there is one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from models.edits import Insert
from models.goals import Indicator
from ui.controls.focus import follow_focus
from ui.indicators.entries import CATEGORY, INDICATOR, LISTS
from ui.indicators.model import GoalModel
from ui.indicators.tree import IndicatorTree
from ui.session.session import Session

_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Offering(QObject):
    """Offers rows of one tree, makes them real, takes those back that stayed empty."""

    def __init__(self, session: Session, model: GoalModel, tree: IndicatorTree) -> None:
        super().__init__(tree)
        self._session, self._model, self._tree = session, model, tree
        self._row = ""
        self._step = -1  # of the row that has come into the dossier
        self._before = ("", 0)
        tree.offer, tree.cells.begin = self.offer, self.begin
        tree.given_up.connect(lambda _editor: self.give_up())
        tree.installEventFilter(self)
        tree.selectionModel().currentChanged.connect(self._look_later)
        follow_focus(self._on_focus)

    @property
    def untouched(self) -> bool:
        """A row is offered, and nothing was typed in it."""
        return bool(self._row) and self._row == self._model.offered

    def offer(self, column: int, following: QModelIndex) -> bool:
        """A row below the one at hand, where that is the last one and not empty itself; goes to that column of it.

        ``following``: an empty 二级指标 further below, which gets it instead.
        """
        index = self._tree.currentIndex()
        node, level = self._model.node(index), self._model.level(index)
        full = isinstance(node, Indicator) and not node.blank and node.id != self._model.offered
        if self._session.read_only or not (full or (level == CATEGORY and not self._model.rowCount(index))):
            return False
        self._before = self._model.node_id(index), index.column()
        beside = level == INDICATOR and not following.isValid()
        above, row = (index.parent(), index.row() + 1) if beside else (following if following.isValid() else index, 0)
        self._row, self._step = self._model.offer(self._model.node_id(above), row), -1
        self._go(self._row, column)
        return True

    def begin(self, node_id: str) -> bool:
        """Something is typed in a row: if it was only offered, it comes into the dossier. True where it did."""
        if node_id != self._model.offered:
            return False
        parent, row = self._model.place_of_offer()
        self._session.apply(Insert(parent, LISTS[INDICATOR], row, Indicator(id=node_id)))
        self._step = self._session.history.stack.index()
        return True

    def give_up(self) -> None:
        """Esc: back to where one was, where nothing was typed."""
        before = self._before
        if self._row and self._tree.current_id() == self._row and self._withdraw():
            self._go(*before)

    def withdraw(self) -> None:
        """Something else is to be done: where nothing was typed the person is where they were before."""
        if self.untouched:
            self._tree.close_cell()
            self.give_up()

    def make_way(self) -> None:
        """A row is to be added where this one is offered: the person is at the 二级指标 that has no other."""
        above, _ = self._model.place_of_offer()
        self.withdraw()
        if not self._model.rowCount(self._model.index_of(above)):
            self._go(above, 0)

    def _withdraw(self) -> bool:
        """Takes the row back where it is empty; False where it is not, and stays."""
        row, self._row = self._row, ""
        if row == self._model.offered:
            self._model.withdraw()
            return True
        editor, history = self._session.editor, self._session.history
        node = editor.node(row) if row in editor else None
        typed = any(one.path.startswith(f"{row}.") for one in self._session.drafts.all)
        empty = isinstance(node, Indicator) and node.blank and not typed and history.stack.index() == self._step
        if empty:
            history.drop()
        return empty

    def _go(self, node_id: str, column: int) -> None:
        index = self._model.index_of(node_id, column)
        if index.isValid():
            self._tree.reveal(index.siblingAtColumn(0))
            self._tree.selectionModel().setCurrentIndex(index, _CHOOSE)
            self._tree.scrollTo(index)

    # --- being left ---------------------------------------------------------------------------------------------------

    def _look_later(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        """Not amid Qt's going from one row to the other."""
        if self._row:
            QTimer.singleShot(0, self, self._look)

    def _on_focus(self) -> None:
        if self._row and QApplication.focusWidget() is not None:
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        focus = QApplication.focusWidget()
        here = focus is None or self._tree.isAncestorOf(focus)  # itself too
        if self._row and not (here and self._tree.current_id() == self._row):
            self._withdraw()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Esc where no cell is open."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.give_up()
        return False
