"""Opens the fitting editor over a cell, writes what is typed, paints marks of findings and the frame of the cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.edits import SetValue, copied
from models.entry import NOT_A_NUMBER, part_of_target
from models.goals import Category, Dimension, Indicator
from models.paths import read
from models.sheets import Sheet
from models.target import PARTS
from ui.controls.composing import PLACE
from ui.controls.marks import Mark
from ui.ground.corners import paint_bar, paint_comment, paint_corner
from ui.ground.style import row_height
from ui.ground.theme import colours
from ui.indicators.cells import CANCEL, Line, Suggesting, Text, WeightLine, WithLists, choice_editor, target_editor
from ui.indicators.columns import NUMBERS, Column
from ui.indicators.entries import INDICATOR, LEVEL_WORDS, LISTS
from ui.indicators.model import SUBTOTAL, GoalModel
from ui.indicators.roles import CELL_MARK_ROLE, LINE_ROLE, MARK_ROLE, PATH_ROLE, SAID_ROLE, UNSEEN_ROLE
from ui.session.drafts import Draft
from ui.session.level_words import level_names
from ui.session.session import Session
from ui.session.suggestions import suggestions_for
from ui.session.writing import new_row_place, write_typed

Index = QModelIndex | QPersistentModelIndex
AnyEditor = Line | Text | WithLists
_AT_THE_END = ("comparison", "nature")
"""Kinds of columns whose value is written when the editor is left, since half a word of it means nothing."""
_WIDEST_TEXT, _NARROWEST = 460, 170
_LINE_INDENT, _BESIDE_TEXT = 4, 3


@dataclass(slots=True)
class _Open:
    """The cell that is being edited: whose it is, its node as it was, and as last written by another hand."""

    editor: AnyEditor
    node_id: str
    column: Column
    path: str
    before: Any
    base: Any
    seen: str
    wrong: str = ""
    draft: Draft | None = None

    def rebase(self, node: Any) -> None:
        """What is typed is measured by the node as it is now: a half-typed part must not forget the others."""
        self.base = copied(node) if isinstance(node, Indicator) else None


class CellDelegate(QStyledItemDelegate):
    """One for the whole tree. ``left`` says that the person goes on; ``told`` what could not be kept."""

    left = Signal(str)
    told = Signal(str)

    def __init__(self, session: Session, model: GoalModel, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._model, self._sheet = session, model, sheet
        self._open: _Open | None = None
        self._writing = False
        self.lines = False  # last year's texts are written under this year's
        session.settling.connect(self._settle)
        session.drafts.changed.connect(self._on_draft)
        self.current: Callable[[], Index] = QModelIndex
        self.begin: Callable[[str], bool] = lambda _row: False
        """Told of every row that something is typed in; True where it comes into the dossier with that."""

    @property
    def editor(self) -> AnyEditor | None:
        """The editor that is open, None where none is."""
        return self._open.editor if self._open else None

    @property
    def path(self) -> str:
        """The value that is being edited."""
        return self._open.path if self._open else ""

    # --- making editors -----------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.columns[index.column()]
        node = self._model.node(index)
        editor = self._made(parent, column, node)
        path = str(index.data(PATH_ROLE))
        head = column.head if isinstance(node, Indicator) and column.kind != "name" else LEVEL_WORDS[self._level(index)]
        editor.setAccessibleName(head)
        editor.setProperty("path", path)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        before = copied(node) if isinstance(node, Indicator) else node and node.model_copy()
        draft = self._session.drafts.get(path)
        self._open = _Open(editor, self._model.node_id(index), column, path, before, before, text, draft=draft)
        editor.show_text(draft.text if draft else text)
        editor.edited.connect(self._on_edited)
        editor.left.connect(self.left)
        if isinstance(editor, Text):
            editor.selectAll()
            editor.grown.connect(lambda: self._grow(editor))
        self._suggest(self._open)
        if self._open.node_id == self._model.offered:
            editor.setProperty(PLACE, new_row_place(self._model.place_of_offer()[0], [LISTS[INDICATOR]], column.field))
        self._session.seal()
        return editor

    def _suggest(self, cell: _Open) -> None:
        """Words are offered while one is typed."""
        known = suggestions_for(self._session, cell.path, cell.column.words)
        if known and isinstance(cell.editor, Text | WithLists):
            Suggesting(cell.editor, known)

    def _level(self, index: Index) -> int:
        return self._model.level(index)

    def _made(self, parent: QWidget, column: Column, node: Any) -> AnyEditor:
        if column.kind == "name" and (
            words := level_names(self._session, node, self._session.template_of(self._sheet))
        ):
            return choice_editor("名称", words, parent)
        if column.kind == "target":
            editor = target_editor(column.parts, parent)
            editor.refused.connect(self.told)
            return editor
        if column.kind == "weight":
            return WeightLine(parent)
        if column.kind == "number":
            return Line(parent)
        return choice_editor(column.head, column.words, parent) if column.words else Text(parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows what the dossier holds, when that became another than what was seen: never over what is typed."""
        if self._open is None or editor is not self._open.editor or self._writing:
            return
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if text != self._open.seen:
            self._open.seen = text
            self._open.rebase(self._model.node(index))
            if text != self._open.editor.text():
                self._open.editor.show_text(text)

    def setModelData(self, _editor: QWidget, _model: Any, _index: Index) -> None:
        """Nothing: the value was written while it was typed."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        room = _room(editor)
        if not isinstance(editor, WeightLine):
            rect.setWidth(max(rect.width(), _NARROWEST))
        if isinstance(editor, Text):
            self._place_text(editor, rect, room)
        rect.moveRight(min(rect.right(), max(room.right(), rect.width() - 1)))
        rect.moveBottom(min(rect.bottom(), max(room.bottom(), rect.height() - 1)))
        rect.setHeight(max(rect.height(), editor.minimumSizeHint().height() if not isinstance(editor, Text) else 0))
        editor.setGeometry(rect)

    def _place_text(self, editor: Text, rect: QRect, room: QRect) -> None:
        long = editor.fontMetrics().horizontalAdvance(editor.text()) > rect.width() * 2
        if long:
            rect.setWidth(min(max(rect.width(), _WIDEST_TEXT), room.width()))
        editor.setFixedWidth(rect.width())
        rect.setHeight(min(max(rect.height(), editor.wanted_height()), room.height()))

    def _grow(self, editor: Text) -> None:
        room = _room(editor)
        height = min(max(editor.height(), editor.wanted_height()), room.height())
        if height > editor.height():
            editor.setGeometry(editor.x(), min(editor.y(), room.bottom() + 1 - height), editor.width(), height)

    def eventFilter(self, _editor: QObject, _event: QEvent) -> bool:
        """The editors tell by themselves when they are left."""
        return False

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if self._open is not None and self._open.editor is editor:  # its row went: there is nothing to write to
            self._session.hold(self._open.path, None)
            self._open = None
            self._session.seal()
        super().destroyEditor(editor, index)

    # --- writing ------------------------------------------------------------------------------------------------------

    def _on_edited(self) -> None:
        if self._open is None:
            return
        if self.begin(self._open.node_id):
            self._suggest(self._open)
            self._open.editor.setProperty(PLACE, "")
        if self._open.column.kind in _AT_THE_END:
            self._session.hold(self._open.path, self._open.editor.text())
        else:
            self._write(self._open)

    def _settle(self) -> None:
        """What waits for the cell to be left is needed now."""
        if self._open is not None and self._open.column.kind in _AT_THE_END:
            self._write(self._open)

    def _on_draft(self, path: str) -> None:
        """What is typed here and is no value was taken back: the value is shown again."""
        cell = self._open
        if cell is None or self._writing or path != cell.path or self._session.drafts.get(path):
            return
        cell.wrong = ""
        cell.editor.complain("")
        cell.editor.show_text(cell.seen)

    def _write(self, cell: _Open) -> None:
        node = self._session.editor.node(cell.node_id) if cell.node_id in self._session.editor else None
        text = cell.editor.text()
        cell.wrong = ""
        self._writing = True
        self._session.drafts.drop(cell.path)
        if isinstance(node, Dimension | Category):
            self._session.set_value(cell.path, text)
        elif isinstance(node, Indicator) and (cell.column.kind in PARTS or cell.column.text(node) != text):
            self._write_indicator(cell, text)
        self._writing = False
        if isinstance(node, Dimension | Category | Indicator):
            cell.seen = cell.column.text(node) if isinstance(node, Indicator) else node.name
        cell.editor.complain(cell.wrong)

    def _write_indicator(self, cell: _Open, text: str) -> None:
        try:
            changes = cell.column.changes(cell.base, text)
        except ValueError as problem:
            cell.wrong = f"{problem}，{cell.column.head}没有改"
            self._restore(cell, cell.base)
            if cell.column.kind in NUMBERS:
                self._session.drafts.keep(cell.path, text, NOT_A_NUMBER)
        else:
            write_typed(self._session, changes)

    def finish(self, how: str = "") -> None:
        """Editing ends: what is still to be written is written, or with ``CANCEL`` the old value comes back."""
        cell, self._open = self._open, None
        if cell is None:
            return
        self._session.hold(cell.path, None)
        if how == CANCEL:
            self._restore(cell, cell.before)
            self._session.drafts.put_back(cell.path, cell.draft)
        else:
            if cell.column.kind in _AT_THE_END:
                self._write(cell)
            if cell.wrong:
                self.told.emit(cell.wrong)
        self._session.seal()

    def _restore(self, cell: _Open, node: Any) -> None:
        """Everything that typing here can have changed is as in ``node``."""
        if cell.node_id not in self._session.editor or node is None:
            return
        fields = ("target", "nature") if part_of_target(cell.column.field) else (cell.path.partition(".")[2],)
        write_typed(self._session, [SetValue(f"{cell.node_id}.{one}", read(node, one)) for one in fields])

    # --- painting -----------------------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size, metrics = super().sizeHint(option, index), option.fontMetrics  # type: ignore[attr-defined]
        below = metrics.height() if self._has_line(index) else 0
        return QSize(size.width(), max(size.height(), row_height(metrics)) + below)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Above a line, this year's text goes up; what is only offered is grey in the row at hand too.

        Of a subtotal that has no room the number is left. The frame of the current cell is ours: no other within it.
        """
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
        if self._session.likeness.row and self._model.node_id(index) == self._session.likeness.row:
            palette: QPalette = option.palette  # type: ignore[attr-defined]
            palette.setBrush(QPalette.ColorRole.HighlightedText, palette.text())
            option.palette = palette  # type: ignore[attr-defined]
        text = str(option.text)  # type: ignore[attr-defined]
        if text.startswith(SUBTOTAL) and _is_cut(option, text):
            option.text = text.removeprefix(SUBTOTAL)  # type: ignore[attr-defined]
        if self._has_line(index):
            side = option.displayAlignment & Qt.AlignmentFlag.AlignHorizontal_Mask  # type: ignore[attr-defined]
            option.displayAlignment = side | Qt.AlignmentFlag.AlignTop  # type: ignore[attr-defined]
            option.decorationAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop  # type: ignore[attr-defined]

    def _has_line(self, index: Index) -> bool:
        return self.lines and self._level(index) == INDICATOR

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: str) -> None:
        """Last year's text in grey, under this year's."""
        area: QRect = option.rect.adjusted(_LINE_INDENT, 0, -_LINE_INDENT, -3)  # type: ignore[attr-defined]
        painter.save()
        painter.setPen(colours().muted)
        words = option.fontMetrics.elidedText(line, Qt.TextElideMode.ElideRight, area.width())  # type: ignore[attr-defined]
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)
        painter.restore()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark = index.data(MARK_ROLE) if index.column() == 0 else None
        if isinstance(mark, Mark):
            self._paint_named(painter, option, index, mark)
        else:
            super().paint(painter, option, index)
        severity = index.data(CELL_MARK_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if severity:
            paint_bar(painter, rect.adjusted(0, 2, 0, -2), severity)
        if index.data(UNSEEN_ROLE):
            paint_corner(painter, rect)
        if said := index.data(SAID_ROLE):
            paint_comment(painter, rect, said)
        if self.lines and (line := index.data(LINE_ROLE)):
            self._paint_line(painter, option, str(line))
        if index == self.current() and self._open is None:  # round the corners of an editor it would be seen
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]
            painter.save()
            painter.setPen(QPen(colours().accent, 2) if focused else QPen(colours().muted, 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
            painter.restore()

    def _paint_named(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, mark: Mark) -> None:
        """The name, and behind it the level of its findings as a word."""
        inner = QStyleOptionViewItem(option)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        width = option.fontMetrics.horizontalAdvance(mark.word) + 10  # type: ignore[attr-defined]
        inner.rect = rect.adjusted(0, 0, -width, 0)  # type: ignore[attr-defined]
        super().paint(painter, inner, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        place = QRect(rect.right() - width + 1, rect.top(), width, rect.height())
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        if chosen:
            painter.fillRect(place, palette.highlight())
        painter.save()
        painter.setPen(palette.highlightedText().color() if chosen else getattr(colours(), mark.severity))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark.word)
        painter.restore()


def _is_cut(option: QStyleOptionViewItem, text: str) -> bool:
    """The text is wider than its cell, or by a part of a pixel."""
    room = option.rect.width() - 2 * _BESIDE_TEXT  # type: ignore[attr-defined]
    return bool(0 < room <= option.fontMetrics.horizontalAdvance(text))  # type: ignore[attr-defined]


def _room(editor: QWidget) -> QRect:
    """The room of the tree that an editor may lie over."""
    around = editor.parentWidget()
    return around.rect() if around is not None else editor.rect()
