"""找命令: every action of the window by a few characters of its name, its pinyin or the initials, with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMenuBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.controls.plain import PlainLabel, without_letter
from ui.ground.spelling import begins, fits

_WIDE, _DOWN = 520, 60  # pixels
_ROWS = 12
_AROUND = 22  # pixels: margins, and the gap between the field and the list
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS}
_BESIDE, _ACTION = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
LATELY = 5  # names that are remembered
NOTHING = "没有叫这个名字的命令。可以打其中几个字，或者拼音的首字母。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One action, as the list shows it."""

    action: QAction
    name: str
    menu: str

    @property
    def keys(self) -> str:
        """Its first key, in the words of the system."""
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def entries(bar: QMenuBar) -> list[Entry]:
    """All actions of the menus, in their order; those that cannot be used now stand at the end."""
    found = [entry for action in bar.actions() if (menu := _menu(action)) for entry in _entries(menu)]
    return sorted(found, key=lambda entry: not entry.action.isEnabled())


def _entries(menu: QMenu) -> Iterator[Entry]:
    menu.aboutToShow.emit()  # menus that are filled when they open
    for action in menu.actions():
        if inner := _menu(action):
            yield from _entries(inner)
        elif action.text() and not action.isSeparator():
            yield Entry(action, without_letter(action.text()), without_letter(menu.title()))


def _menu(action: QAction) -> QMenu | None:
    """The menu that an entry opens. ``action.menu()`` would take it along when the answer is dropped."""
    menu: QMenu | None = QMenu.menuInAction(action)
    return menu


class Palette(QFrame):
    """Lies over the window's upper edge; Enter or a click does what is chosen, Esc or a click elsewhere nothing.

    It is no window of its own: what an input method writes goes into its field, and the keyboard returns at once.
    Names that begin with what is typed come first; before anything is typed, what was ``lately`` done from here.
    """

    def __init__(self, found: Sequence[Entry], window: QWidget, lately: list[str] | None = None) -> None:
        """``lately``: the names of what was done, the last one first; what is done now is put there."""
        super().__init__(window)
        self._lately = lately if lately is not None else []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._entries = found
        self._holder = QApplication.focusWidget()
        self.field = _Field()
        self.field.setPlaceholderText("找命令：几个字，或者拼音首字母")
        self.field.setAccessibleName("找命令")
        self.list = QListWidget()
        self.list.setAccessibleName("命令")
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = PlainLabel(NOTHING)
        self.nothing.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        for widget in (self.field, self.list, self.nothing):
            column.addWidget(widget)
        self.field.textChanged.connect(self._fill)
        self.field.stepped.connect(self._step)
        self.field.left.connect(self.close)
        self.field.dropped.connect(self._leave)
        self.field.returnPressed.connect(self._do)
        self.list.itemClicked.connect(lambda _item: self._do())
        self.setFixedWidth(min(_WIDE, window.width()))
        self.move((window.width() - self.width()) // 2, min(_DOWN, window.height() // 8))
        self._fill("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def _fill(self, typed: str) -> None:
        self.list.clear()
        for entry in sorted(filter(lambda one: fits(typed, one.name), self._entries), key=self._order(typed)):
            self.list.addItem(self._item(entry))
        self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        row = max(self.list.sizeHintForRow(0), 1)
        rows = min(self.list.count(), _ROWS, max(self._room() // row, 1))
        self.list.setFixedHeight(row * rows + 2 * self.list.frameWidth())
        self.nothing.setVisible(self.list.count() == 0)
        self.adjustSize()

    def _order(self, typed: str) -> Callable[[Entry], tuple[bool, int]]:
        """The place of a name: 撤销 tells a step, which may hold any other name, and comes after that name."""
        lately = {name: place for place, name in enumerate(self._lately)}

        def order(entry: Entry) -> tuple[bool, int]:
            place = int(not begins(typed, entry.name)) if typed else lately.get(entry.name, len(lately))
            return not entry.action.isEnabled(), place

        return order

    def _room(self) -> int:
        """Pixels for rows down to the foot of the window, less what stands over and around them."""
        below = self.window().height() - self.y() - self.field.sizeHint().height()
        return below - 2 * self.list.frameWidth() - _AROUND

    def _item(self, entry: Entry) -> QListWidgetItem:
        item = QListWidgetItem(entry.action.icon(), entry.name)
        item.setData(_BESIDE, entry.keys or entry.menu)
        item.setData(_ACTION, entry.action)
        spoken = "，".join(part for part in (entry.name, entry.menu, entry.keys) if part)
        if not entry.action.isEnabled():
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            spoken += "，现在不能用"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _step(self, by: int) -> None:
        self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), self.list.count() - 1))

    def _do(self) -> None:
        item = self.list.currentItem()
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        action: QAction = item.data(_ACTION)
        self._remember(item.text())
        self._leave()
        action.trigger()

    def _remember(self, name: str) -> None:
        self._lately[:] = [name, *(one for one in self._lately if one != name)][:LATELY]

    def _leave(self) -> None:
        """The keyboard goes back to where it was."""
        self.close()
        if self._holder is not None and isValid(self._holder):
            self._holder.setFocus()


class _Field(QLineEdit):
    """Where the words are typed. Tells of the arrows, of Esc, and that the keyboard went elsewhere."""

    stepped = Signal(int)
    dropped = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class _Rows(QStyledItemDelegate):
    """The name at the left, the key (or the menu, where it has none) at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        super().paint(painter, option, index)  # type: ignore[arg-type]
        beside = str(index.data(_BESIDE) or "")  # type: ignore[attr-defined]
        painter.save()
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)  # type: ignore[attr-defined]
        group = QPalette.ColorGroup.Normal if enabled else QPalette.ColorGroup.Disabled
        painter.setPen(option.palette.color(group, QPalette.ColorRole.PlaceholderText))  # type: ignore[attr-defined]
        place = option.rect.adjusted(0, 0, -8, 0)  # type: ignore[attr-defined]
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, beside)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        size = super().sizeHint(option, index)  # type: ignore[arg-type]
        return QSize(size.width(), max(size.height(), option.fontMetrics.height() + 10))  # type: ignore[attr-defined]
