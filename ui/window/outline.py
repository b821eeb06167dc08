"""The outline at the left: unit, budget, department form, projects, each with a badge of its findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.edits import Move, SetValue
from models.forms import AnyForm
from models.rules.finding import SEVERITIES
from models.touched import Touched
from ui.controls.composing import PLACE
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.icons import icon, severity_icon, tinted
from ui.ground.theme import colours
from ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
PAGE_ROLE = Qt.ItemDataRole.UserRole
COUNTS_ROLE = Qt.ItemDataRole.UserRole + 1
KIND_ROLE = Qt.ItemDataRole.UserRole + 2
UNIT, BUDGET = "unit", "budget"
BEFORE_LINE = 9  # pixels, so that all icons stand under the name of the unit
BESIDE_NAME = 30 + BEFORE_LINE  # pixels of the icon before a name with the space around it
UNSEEN = "unseen"  # beside the levels of findings: values that are as last year, and not looked at
GROUPS = {"department": "部门整体", "project": "项目"}
_MOVING = {"Alt+Up": "form_up", "Alt+Down": "form_down"}
KEYS = {**_MOVING, "Ctrl+D": "duplicate_form", "Del": "delete_form", "F2": "rename_form"}
"""Keys that mean something only here, and the action of the window each stands for."""
_REFUSALS = {
    "department": "部门整体表不能放进项目里，只能排在部门整体表之间。",
    "project": "项目只能在项目之间排先后。",
}


class _LineDelegate(QStyledItemDelegate):
    """Draws the numbers of findings at the right of a line, each with the sign of its level; holds a name's editor."""

    typed = Signal(str, str)  # place and text while a name is being typed, without text when it is over

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor: QWidget | None = None
        self._filled = False
        self._place = ""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._editor, self._filled = super().createEditor(parent, option, index), False
        self._place = f"{index.data(PAGE_ROLE)}.name"
        self._editor.setProperty(PLACE, self._place)
        if isinstance(self._editor, QLineEdit):
            self._editor.textEdited.connect(lambda text: self.typed.emit(self._place, text))
        return self._editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self._editor:
            self._editor = None
            self.typed.emit(self._place, "")
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows the name when the editor opens. Qt asks again whenever the badge changes: not over what is typed."""
        if not self._filled:
            self._filled = True
            super().setEditorData(editor, index)

    def take_in(self) -> None:
        """Writes the name that is being typed, and closes its editor."""
        editor = self._editor
        if editor is not None:
            self.commitData.emit(editor)
        if editor is not None and editor is self._editor:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        room: Any = QStyleOptionViewItem(option)
        badges = self.badges(option, str(index.data()), index.data(COUNTS_ROLE) or {})
        width = sum(self._width(option, count) for _, count in badges)
        room.rect = option.rect.adjusted(0, 0, -width, 0)
        _fill(painter, option)
        super().paint(painter, room, index)
        left = option.rect.right() - width
        for severity, count in badges:
            left = self._badge(painter, option, severity, count, left)

    def initStyleOption(self, option: Any, index: Index) -> None:
        super().initStyleOption(option, index)
        option.rect = option.rect.adjusted(BEFORE_LINE, 0, 0, 0)

    def badges(self, option: Any, name: str, counts: dict[str, int]) -> list[tuple[str, int]]:
        """What is shown with its number: all but the worst leave the name room, ``UNSEEN`` first."""
        shown = [(one, counts[one]) for one in (*SEVERITIES, UNSEEN) if counts.get(one)]
        room = option.rect.width() - BESIDE_NAME - sum(self._width(option, count) for _, count in shown)
        while len(shown) > 1 and room < option.fontMetrics.horizontalAdvance(name):
            room += self._width(option, shown.pop()[1])
        return shown

    def _width(self, option: Any, count: int) -> int:
        return 26 + int(option.fontMetrics.horizontalAdvance(str(count)))

    def _badge(self, painter: QPainter, option: Any, severity: str, count: int, left: int) -> int:
        width = self._width(option, count)
        area = QRect(left, option.rect.top(), width, option.rect.height())
        sign = QRect(area.left() + 2, area.center().y() - 6, 14, 14)
        (tinted("history", colours().muted) if severity == UNSEEN else severity_icon(severity)).paint(painter, sign)
        words = area.adjusted(19, 0, 0, 0)
        option.widget.style().drawItemText(
            painter, words, Qt.AlignmentFlag.AlignVCenter, option.palette, True, str(count), QPalette.ColorRole.Text
        )
        return left + width


def _fill(painter: QPainter, option: Any) -> None:
    """The selection reaches under the badges as well."""
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, option.palette.highlight())


class Outline(QTreeWidget):
    """Lists what the dossier holds; ``chosen(page)`` when a person turns to something.

    ``asked`` names the action that a key stands for, ``refused`` says why a form cannot be dropped somewhere.
    """

    chosen = Signal(str)
    menu_wanted = Signal(QPoint)
    asked = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setAccessibleName("目录")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(False)  # ours shows where the form will stand, theirs where the mouse is
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self._lines = _LineDelegate(self)
        self._lines.typed.connect(lambda place, text: self._session.jot(place, text) if self._session else None)
        self.setItemDelegate(self._lines)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setMinimumWidth(150)
        self._session: Session | None = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self._badges: dict[str, tuple[str, Counter[str]]] = {}
        self._filling = False
        self._line: tuple[str, bool] | None = None
        self._last_refusal = ""
        self.currentItemChanged.connect(self._tell_chosen)
        self.itemChanged.connect(self._rename)

    def restyle(self) -> None:
        """Takes on the colours of another theme."""
        self.fill()

    def show_session(self, session: Session | None) -> None:
        """Shows another dossier, or nothing."""
        self._session = session
        self.fill()
        if session:
            session.changed.connect(self._hear)
            session.settling.connect(self._lines.take_in)
            session.findings_changed.connect(self.show_badges)
            session.since.counted.connect(lambda _: self.show_badges())

    # --- filling ------------------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Lists everything anew; the current line stays."""
        current = self.page()
        self._filling = True
        self.clear()
        self._items, self._badges = {}, {}
        if self._session:
            self._add(UNIT, "单位信息", "building-2", None)
            self._add(BUDGET, "部门预算", "wallet", None)
            for kind, word in GROUPS.items():
                self._add_group(kind, word, [form for form in self._session.dossier.forms if form.kind == kind])
            self.expandAll()
        self.show_badges()
        if current in self._items:
            self.setCurrentItem(self._items[current])
        self._filling = False

    def _add_group(self, kind: str, word: str, forms: list[AnyForm]) -> None:
        if kind == "department":
            for form in forms:
                self._add_form(form, "clipboard-list", None)
        elif forms:
            head = QTreeWidgetItem(self, [f"{word}（{len(forms)}）"])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setData(0, KIND_ROLE, kind)
            head.setIcon(0, icon("briefcase"))
            for form in forms:
                self._add_form(form, "file-text", head)

    def _add(self, page: str, text: str, sign: str, parent: QTreeWidgetItem | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text]) if parent else QTreeWidgetItem(self, [text])
        item.setData(0, PAGE_ROLE, page)
        item.setIcon(0, icon(sign))
        item.setToolTip(0, plain_tip(text))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self._items[page] = item
        return item

    def _add_form(self, form: AnyForm, sign: str, parent: QTreeWidgetItem | None) -> None:
        item = self._add(form.id, form.spoken_name, sign, parent)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)

    def show_badges(self) -> None:
        """Puts the numbers of findings beside the lines; only those that are others."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for finding in self._session.findings if self._session else ():
            page = finding.form or _page_of(finding.where)
            counts[page][finding.severity] += 1
        for form in self._session.dossier.forms if self._session else ():
            counts[form.id][UNSEEN] = self._session.since.count(form.id) if self._session else 0
        filling, self._filling = self._filling, True
        for page, item in self._items.items():
            badge = item.text(0), counts[page]
            if self._badges.get(page) != badge:
                self._badges[page] = badge
                item.setData(0, COUNTS_ROLE, dict(counts[page]))
                item.setToolTip(0, plain_tip(_spoken(*badge)))
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, _spoken(*badge))
        self._filling = filling

    def _hear(self, touched: Touched) -> None:
        if ("dossier", "forms") in touched.lists:
            self.fill()
            return
        filling, self._filling = self._filling, True
        for path in touched.paths:
            page, _, field = path.partition(".")
            if field == "name" and page in self._items and page not in (UNIT, BUDGET):
                self._items[page].setText(0, self._name_of(page))
                self.show_badges()  # the tip and who reads it out say the name too
        self._filling = filling

    def _name_of(self, page: str) -> str:
        form = self._session.form(page) if self._session else None
        return form.spoken_name if form else ""

    # --- what a person does -------------------------------------------------------------------------------------------

    def page(self) -> str:
        """The page of the current line."""
        item = self.currentItem()
        return str(item.data(0, PAGE_ROLE) or "") if item else ""

    def show_page(self, page: str) -> None:
        """Makes a line the current one."""
        if page in self._items:
            self.setCurrentItem(self._items[page])

    def rename(self) -> None:
        """Opens the current form's name for editing."""
        if (item := self.currentItem()) and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.editItem(item, 0)

    def _tell_chosen(self, item: QTreeWidgetItem | None) -> None:
        if item and not self._filling and item.data(0, PAGE_ROLE):
            self.chosen.emit(str(item.data(0, PAGE_ROLE)))

    def _rename(self, item: QTreeWidgetItem) -> None:
        page = str(item.data(0, PAGE_ROLE) or "")
        if self._filling or self._session is None or self._session.form(page) is None:
            return
        name = item.text(0).strip()
        if name and name != self._name_of(page):
            self._session.apply(SetValue(f"{page}.name", name))
        else:
            item.setText(0, self._name_of(page))

    def _ask_menu(self, point: QPoint) -> None:
        if self.itemAt(point):
            self.menu_wanted.emit(self.viewport().mapToGlobal(point))

    def event(self, event: QEvent) -> bool:
        """Our keys come before what the window does with them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _action_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = _action_of(event)
        if action:
            self.asked.emit(action)
        else:
            super().keyPressEvent(event)

    # --- dragging -----------------------------------------------------------------------------------------------------

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Shows where the form would stand, or says why it cannot."""
        super().dragMoveEvent(event)  # scrolls near the edges
        found = self._place_at(event.position().toPoint())
        refusal = "" if found else self._refusal()
        if refusal and refusal != self._last_refusal:
            self.refused.emit(refusal)
        self._last_refusal = refusal
        self._show_line(found)
        event.setDropAction(Qt.DropAction.MoveAction)
        event.setAccepted(found is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_line(None)
        self._last_refusal = ""
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A form dropped beside another of its kind is moved there, through the gate; the tree then shows it."""
        found, page = self._place_at(event.position().toPoint()), self.page()
        self._show_line(None)
        event.setDropAction(Qt.DropAction.IgnoreAction)  # else the view takes the line out by itself
        event.accept()
        if found:
            QTimer.singleShot(0, self, lambda: self.move_form(page, found[0], below=found[1]))

    def _place_at(self, point: QPoint) -> tuple[str, bool] | None:
        """The form of the same kind beside which a dragged one would stand, and whether behind it."""
        form = self._session.form(self.page()) if self._session else None
        if form is None or self._session is None:
            return None
        kin = [one.id for one in self._session.dossier.forms if one.kind == form.kind]
        item = self.itemAt(point)
        if item is None:
            return (kin[-1], True) if point.y() > self.visualItemRect(self._items[kin[-1]]).bottom() else None
        if item.data(0, KIND_ROLE) == form.kind:
            return kin[0], False
        page = str(item.data(0, PAGE_ROLE) or "")
        return (page, point.y() > self.visualItemRect(item).center().y()) if page in kin else None

    def _refusal(self) -> str:
        form = self._session.form(self.page()) if self._session else None
        return _REFUSALS[form.kind] if form else ""

    def _show_line(self, place: tuple[str, bool] | None) -> None:
        if place != self._line:
            self._line = place
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        item = self._items.get(self._line[0]) if self._line else None
        if item is None or self._line is None:
            return
        area = self.visualItemRect(item)
        top = area.bottom() if self._line[1] else area.top()
        painter = QPainter(self.viewport())
        painter.fillRect(QRect(area.left(), top - 1, self.viewport().width() - area.left(), 3), colours().accent)

    def move_form(self, page: str, onto: str, *, below: bool) -> bool:
        """Moves a form before (or behind) another of its kind. False where that cannot be."""
        session = self._session
        form, other = (session.form(page), session.form(onto)) if session else (None, None)
        if session is None or form is None or other is None or form is other or form.kind != other.kind:
            return False
        rest = [one.id for one in session.dossier.forms if one.id != page]
        return session.apply(Move(page, "dossier", "forms", rest.index(onto) + below))


def _action_of(event: QKeyEvent) -> str:
    pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
    return KEYS.get(pressed, "")


def _page_of(where: str) -> str:
    head = where.partition(".")[0]
    return head if head in (UNIT, BUDGET) else ""


def _spoken(name: str, counts: Counter[str]) -> str:
    said = "，".join(f"{counts[severity]} 个{word}" for severity, word in SEVERITIES.items() if counts[severity])
    unseen = f"{counts[UNSEEN]} 处与上年相同，还没有核对" if counts[UNSEEN] else ""
    return "，".join(part for part in (name, said, unseen) if part)


class OutlinePanel(QWidget):
    """The outline under the name of the unit and the year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = Outline(self)
        self._unit = PlainLabel()
        self._unit.setWordWrap(True)
        font = self._unit.font()
        font.setBold(True)
        self._unit.setFont(font)
        self._year = PlainLabel()
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(2)
        for label in (self._unit, self._year):
            label.setContentsMargins(BEFORE_LINE + 3, 0, 8, 0)
            column.addWidget(label)
        column.addSpacing(6)
        column.addWidget(self.tree, 1)
        self._session: Session | None = None

    def show_session(self, session: Session | None) -> None:
        """Shows another dossier, or nothing."""
        self._session = session
        self.tree.show_session(session)
        self._show_head()
        if session:
            session.changed.connect(self._hear)

    def _hear(self, touched: Touched) -> None:
        if "unit.name" in touched.paths or "dossier.year" in touched.paths:
            self._show_head()

    def _show_head(self) -> None:
        dossier = self._session.dossier if self._session else None
        self._unit.setText(dossier.unit.name or "未填单位名称" if dossier else "")
        self._year.setText(f"{dossier.year} 年" if dossier else "")


__all__ = ["BUDGET", "UNIT", "Outline", "OutlinePanel"]
