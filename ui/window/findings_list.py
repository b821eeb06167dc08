"""The list of findings: one group for each form. It is made another by difference, so that place and choice stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QStyle,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.dossier import Silence
from models.rules.finding import SEVERITIES, Finding
from models.rules.review import standard, worst_first
from ui.controls.dialogs import standard_buttons
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.close_lines import CloseLines
from ui.ground.icons import icon, severity_icon
from ui.session.session import Session

_Role = Qt.ItemDataRole
Key = tuple[str, str, bool]
LEVEL, CODE, MESSAGE, FIX = range(4)
FIXABLE, SILENCED = "可修复", "已说明"
_AT_TOP = QAbstractItemView.ScrollHint.PositionAtTop
_MENU_KEYS = ((Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier))


class Line(NamedTuple):
    """A finding as it is listed; ``silence`` is the decision to leave it, where there is one."""

    finding: Finding
    silence: Silence | None = None

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """Level, code, words, and whether it can be fixed."""
        found, silence = self.finding, self.silence
        if silence is not None:
            return SILENCED, found.code, f"{found.message}（理由：{silence.reason or '未写'}）", ""
        return SEVERITIES[found.severity], found.code, found.message, FIXABLE if found.offer else ""

    @property
    def key(self) -> Key:
        """What it is about, whatever its words are by now."""
        return *self.finding.key, self.silence is not None

    @property
    def spoken(self) -> str:
        """All of it for who listens."""
        level, code, message, fix = self.texts
        return f"{level} {code}：{message}" + (f"，{fix}" if fix else "")


class Group(NamedTuple):
    """The lines under one head. ``key`` names the group as long as it is there; one without lines says something."""

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    sign: str = ""  # before one without lines


class Wanted(NamedTuple):
    """What is to be listed of the findings: of a level, under a heading, with these words; blank: all."""

    level: str
    heading: str
    words: str

    def filter(self) -> Callable[[Finding], bool]:
        """What passes."""
        by = standard()

        def passes(finding: Finding) -> bool:
            return (
                self.level in ("", finding.severity)
                and (not self.heading or by.heading_of(finding.code) == self.heading)
                and (not self.words or self.words in finding.message.lower() or self.words in finding.code.lower())
            )

        return passes


class Grouping:
    """Makes the groups of the forms; of a form of which the same is found and wanted as before, the same group."""

    def __init__(self, name_of: Callable[[str], str]) -> None:
        self._name_of = name_of
        self._known: dict[str, tuple[tuple[Wanted, str, list[Finding]], Group]] = {}

    def groups(self, by_form: Mapping[str, list[Finding]], wanted: Wanted) -> list[Group]:
        """Those that have lines, in the order of the forms."""
        passes, before, self._known = wanted.filter(), self._known, {}
        for form, found in by_form.items():
            asked = wanted, self._name_of(form), found
            known = before.get(form)
            group = known[1] if known and known[0] == asked else _group(form, asked[1], filter(passes, found))
            self._known[form] = asked, group
        return [group for _, group in self._known.values() if group.lines]


def _group(form: str, name: str, found: Iterable[Finding]) -> Group:
    lines = tuple(map(Line, worst_first(found)))
    return Group(form, f"{name}（{len(lines)}）", lines)


class _LineItem(QTreeWidgetItem):
    """Answers only when it is asked: of a thousand lines ten are in sight."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line

    def show_line(self, line: Line) -> None:
        """Shows another finding at the same place."""
        self.line = line
        self.emitDataChanged()

    def data(self, column: int, role: int) -> Any:
        line = self.line
        if role == _Role.DisplayRole:
            return line.texts[column]
        if role == _Role.DecorationRole:
            return _sign(line, column)
        if role == _Role.ToolTipRole:
            return _tip(line, column)
        if role in (_Role.AccessibleTextRole, _Role.AccessibleDescriptionRole):
            return line.spoken if column == LEVEL else line.texts[column]
        return None


def _tip(line: Line, column: int) -> str | None:
    if column == FIX and line.texts[FIX]:
        return "按一下就改好，可以撤销"
    return plain_tip(line.texts[MESSAGE]) if column == MESSAGE else None


def _sign(line: Line, column: int) -> Any:
    if column == LEVEL:
        return icon("bell-off") if line.silence else severity_icon(line.finding.severity)
    return icon("wrench") if column == FIX and line.texts[FIX] else None


class _GroupItem(QTreeWidgetItem):
    """The head of a group; knows its lines as they are shown."""

    def __init__(self, group: Group) -> None:
        super().__init__([group.title])
        self.setToolTip(0, plain_tip(group.title))
        self.group = Group(group.key, group.title)
        self.fixable = False  # where nothing can be, the words have the room
        self.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.show_group(group)

    def show_group(self, group: Group) -> None:
        """Takes on title and lines; only what differs between the same first and the same last lines is touched."""
        if group is self.group:
            return
        if group.title != self.group.title:
            self.setText(0, group.title)
            self.setToolTip(0, plain_tip(group.title))
        old, new = self.group.lines, group.lines
        first = _alike(old, new)
        last = _alike(old[first:][::-1], new[first:][::-1])
        stay = min(len(old), len(new)) - last
        for row in range(first, stay):
            self._line_item(row).show_line(new[row])
        for row in reversed(range(stay, len(old) - last)):
            self.removeChild(self._line_item(row))  # takeChild never lets the item go
        self.insertChildren(stay, [_LineItem(line) for line in new[stay : len(new) - last]])
        self.group = group
        self.fixable = any(line.texts[FIX] for line in new)

    def _line_item(self, row: int) -> _LineItem:
        item = self.child(row)
        assert isinstance(item, _LineItem)
        return item


def _alike(one: Sequence[Line], other: Sequence[Line]) -> int:
    """How many lines are the same from the start on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


class FindingsList(QTreeWidget):
    """Shows groups of lines.

    ``wanted`` when a person goes to the current line, ``fix_wanted`` when they click its fix, ``menu_wanted`` (a
    place on the screen) when they ask what can be done, ``moved`` when the current line is another.
    """

    wanted = Signal()
    fix_wanted = Signal()
    menu_wanted = Signal(QPoint)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("审核发现")
        self.setColumnCount(4)
        self.setHeaderLabels(["级别", "编号", "内容", "修复"])
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setItemDelegate(CloseLines(self))
        self.setIndentation(14)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        self._groups: dict[str, _GroupItem] = {}
        self._fit_columns()
        self.setColumnHidden(FIX, True)
        self.customContextMenuRequested.connect(lambda place: self.menu_wanted.emit(self.viewport().mapToGlobal(place)))
        self.currentItemChanged.connect(lambda *_: self.moved.emit())
        self.itemActivated.connect(lambda *_: self.wanted.emit())
        self.itemClicked.connect(self._clicked)

    # --- showing ------------------------------------------------------------------------------------------------------

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Makes the list this one. The current finding stays the current one, and what is in sight stays there."""
        key, top = self.key(), self._top()
        blocked = self.blockSignals(True)
        gone = [self._groups.pop(name) for name in self._groups.keys() - {group.key for group in groups}]
        for item in gone:
            self.invisibleRootItem().removeChild(item)
        fresh = [self._show_group(row, group) for row, group in enumerate(groups)]
        for head in filter(None, fresh):  # all at the end: each of these calls lays out what is not laid out yet
            head.setFirstColumnSpanned(True)
            head.setExpanded(True)
        self.setColumnHidden(FIX, not any(item.fixable for item in self._groups.values()))
        self._stay(key, top)
        self.blockSignals(blocked)
        self.moved.emit()

    def _show_group(self, row: int, group: Group) -> _GroupItem | None:
        """Shows a group at its place; the item where it is a new one."""
        item = self._groups.get(group.key)
        if item is None:
            item = self._groups[group.key] = _GroupItem(group)
            item.setIcon(0, icon("" if group.lines else group.sign))
            self.insertTopLevelItem(row, item)
            return item
        item.show_group(group)
        if self.indexOfTopLevelItem(item) == row:
            return None
        open_before = item.isExpanded()
        self.invisibleRootItem().removeChild(item)
        self.insertTopLevelItem(row, item)
        item.setFirstColumnSpanned(True)
        item.setExpanded(open_before)
        return None

    def _top(self) -> QTreeWidgetItem | None:
        """The first line in sight, where that is not the first of all."""
        return self.itemAt(QPoint(0, 0)) if self.verticalScrollBar().value() else None

    def _stay(self, key: Key | None, top: QTreeWidgetItem | None) -> None:
        if key is not None and self.key() != key and (item := self._find(key)) is not None:
            following = self.hasAutoScroll()
            self.setAutoScroll(False)
            self.setCurrentItem(item)
            self.setAutoScroll(following)
        if top is not None and top.treeWidget() is self:
            self.scrollToItem(top, QAbstractItemView.ScrollHint.PositionAtTop)

    def show_form(self, form: str) -> None:
        """Brings the group of the form at hand into sight, or the current line where that is of this form."""
        item = self._groups.get(form)
        line = self.line()
        if item is not None:
            own = self.currentItem() if line is not None and line.finding.form == form else None
            self.scrollToItem(own or item, QAbstractItemView.ScrollHint.EnsureVisible if own else _AT_TOP)

    def _find(self, key: Key) -> QTreeWidgetItem | None:
        for item in self._groups.values():
            for row, line in enumerate(item.group.lines):
                if line.key == key:
                    return item.child(row)
        return None

    def restyle(self) -> None:
        """Takes on the colours of another theme."""
        for item in self._groups.values():
            item.setIcon(0, icon("" if item.group.lines else item.group.sign))
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_columns()

    def _fit_columns(self) -> None:
        """Room for the words that these columns can hold; asking a thousand lines how wide they are takes too long."""
        style, metrics = self.style(), self.fontMetrics()
        sign = style.pixelMetric(QStyle.PixelMetric.PM_SmallIconSize) + metrics.horizontalAdvance("国")
        for column, words, more in (
            (LEVEL, (*SEVERITIES.values(), SILENCED), 2 * self.indentation() + sign),
            (CODE, ("W000",), metrics.horizontalAdvance("国")),
            (FIX, (FIXABLE,), sign),
        ):
            self.setColumnWidth(column, max(metrics.horizontalAdvance(word) for word in words) + more)

    # --- one line -----------------------------------------------------------------------------------------------------

    def line(self) -> Line | None:
        """The current line; None on the head of a group."""
        item = self.currentItem()
        return item.line if isinstance(item, _LineItem) else None

    def key(self) -> Key | None:
        """What the current line is about."""
        line = self.line()
        return line.key if line else None

    def step(self, by: int, *, from_here: bool) -> bool:
        """Makes the next line the current one, or the one before. ``from_here``: the current one counts as seen."""
        items = [child for group in self._ordered() for row in range(group.childCount()) if (child := group.child(row))]
        current = self.currentItem()
        if not items:
            return False
        if current in items:
            place = items.index(current) + (by if from_here or by < 0 else 0)
        else:
            place = 0 if by > 0 else len(items) - 1
        self.setCurrentItem(items[place % len(items)])
        return True

    def _ordered(self) -> Iterable[_GroupItem]:
        return sorted(self._groups.values(), key=self.indexOfTopLevelItem)

    # --- hands --------------------------------------------------------------------------------------------------------

    def _clicked(self, _item: QTreeWidgetItem, column: int) -> None:
        line = self.line()
        if column == FIX and line and line.texts[FIX]:
            self.fix_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key of the menu opens it at the current line."""
        if (event.key(), event.modifiers()) in _MENU_KEYS and self.line() is not None:
            place = self.visualItemRect(self.currentItem()).center()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
            return
        super().keyPressEvent(event)


def ask_reason(parent: QWidget, finding: Finding, session: Session) -> str | None:
    """Asks why a finding may be left; None when the person thinks better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("不再提示")
    column = QVBoxLayout(dialog)
    words = PlainLabel(f"{finding.code}　{finding.message}")
    words.setWordWrap(True)
    words.setMinimumWidth(420)
    reason = QLineEdit()
    reason.setAccessibleName("不再提示的理由")
    reason.setPlaceholderText("例如：已与财政局核对，按实际情况填写")
    buttons = standard_buttons(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
    ok.setEnabled(False)
    reason.textChanged.connect(lambda text: ok.setEnabled(bool(text.strip())))
    reason.textChanged.connect(partial(session.jot, "reason"))
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(words)
    column.addWidget(PlainLabel("理由（会存进套表，可以随时恢复提示）"))
    column.addWidget(reason)
    column.addWidget(buttons)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    text = reason.text().strip()
    session.jot("reason", "")
    dialog.deleteLater()
    return text if agreed else None
