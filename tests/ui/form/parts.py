"""A window in words that hold on every machine: what its parts say and hold, how they lie among each other.

Without sizes, places and colours, which ``tests.ui.looks.describe`` tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QSpinBox,
    QSplitterHandle,
    QTabBar,
    QToolButton,
    QWidget,
)

from ui.ground.theme import colours

ROLES = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.Base, QPalette.ColorRole.Window)
LONGEST = 24  # letters that are told of a text
READ = (
    "windowTitle",
    "title",
    "text",
    "placeholderText",
    "toPlainText",
    "currentText",
    "toolTip",
    "accessibleDescription",
)


def told(widget: QWidget, place: str = "", indent: str = "") -> Iterator[str]:
    """A line for a part, and for the parts in it; what is hidden may not have been made yet."""
    yield f"{indent}{place}{type(widget).__name__} {' '.join([*_words(widget), *_state(widget)])}".rstrip()
    inside = indent + " "
    yield from (inside + line for line in _entries(widget))
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        yield from (inside + line for line in _table(widget))
        return
    for child in widget.children():
        unsteady = isinstance(child, QScrollBar | QSplitterHandle) or _fades(child)
        if isinstance(child, QWidget) and not (
            unsteady or child.objectName().endswith("container") or child.isWindow() or child.isHidden()
        ):
            yield from told(child, _place(child), inside)


def _fades(child: QObject) -> bool:
    """The sign that clears a line comes and goes slowly."""
    return child.metaObject().className() == "QLineEditIconButton"


def _entries(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QMenu):
        for action in widget.actions():
            words = (action.text(), action.shortcut().toString(), "" if action.isEnabled() else "off")
            yield "―" if action.isSeparator() else " ".join(filter(None, [*words, "✓" if action.isChecked() else ""]))
    if isinstance(widget, QTabBar):
        for number in range(widget.count()):
            now = "✓" if number == widget.currentIndex() else ""
            yield f"tab {widget.tabText(number)} {widget.tabToolTip(number)} {now}".rstrip()
    if isinstance(widget, QSpinBox):
        yield f"{widget.minimum()} – {widget.maximum()} by {widget.singleStep()}"


def _words(widget: QWidget) -> Iterator[str]:
    said = {""}
    asked = (getattr(widget, name, None) for name in ("accessibleName", *READ))
    for text in (ask() for ask in asked if callable(ask)):
        if text not in said:
            said.add(text)
            yield f"“{_short(text)}”"


def _short(text: str) -> str:
    line = text.replace("\n", "⏎")
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _state(widget: QWidget) -> Iterator[str]:
    path = str(widget.property("path") or "")
    states = {
        "." + path.partition(".")[2]: path != "",
        "off": not widget.isEnabled(),
        "read only": isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly(),
        "✓": isinstance(widget, QAbstractButton) and widget.isChecked(),
        "may be ✓": isinstance(widget, QAbstractButton) and widget.isCheckable(),
        "wraps": isinstance(widget, QLabel) and widget.wordWrap(),
        f"of {widget.count()}" if isinstance(widget, QComboBox) else "": isinstance(widget, QComboBox),
        "icon": isinstance(widget, QAbstractButton) and not widget.icon().isNull(),
        "flat": isinstance(widget, QToolButton) and widget.autoRaise(),
        "drops": widget.acceptDrops() and not isinstance(widget, QLineEdit | QPlainTextEdit),
        "own menu": widget.contextMenuPolicy() == Qt.ContextMenuPolicy.CustomContextMenu,
        "bold": widget.font().bold(),
        "framed": isinstance(widget, QFrame) and widget.frameShape() != QFrame.Shape.NoFrame,
        "no keys": widget.focusPolicy() == Qt.FocusPolicy.NoFocus and not isinstance(widget, QLabel),
    }
    yield from (word for word, so in states.items() if so and type(widget) is not QWidget)
    yield from _own_look(widget)
    layout, edges = widget.layout(), widget.contentsMargins()
    if isinstance(widget, QLabel) and not edges.isNull():
        yield f"edges {edges.left()},{edges.top()},{edges.right()},{edges.bottom()}"
    if layout is not None:
        around = layout.contentsMargins()
        yield f"around {around.left()},{around.top()},{around.right()},{around.bottom()} between {layout.spacing()}"
    if isinstance(layout, QGridLayout):
        yield "columns " + ",".join(str(layout.columnStretch(column)) for column in range(layout.columnCount()))
    if isinstance(layout, QBoxLayout) and any(layout.stretch(number) for number in range(layout.count())):
        yield "shares " + ",".join(str(layout.stretch(number)) for number in range(layout.count()))


def _own_look(widget: QWidget) -> Iterator[str]:
    """The colours and the size of letters that a part does not have from the one it lies in."""
    around = widget.parentWidget()
    if around is None or (widget.palette() == around.palette() and widget.font() == around.font()):
        return
    named = {own.rgb(): name for name, own in colours()._asdict().items()}
    for role in ROLES:
        colour = widget.palette().color(role)
        if colour != around.palette().color(role):
            yield f"{role.name} {named.get(colour.rgb(), colour.name())}"
    ours, theirs = widget.font().pointSizeF(), around.font().pointSizeF()
    if ours != theirs and min(ours, theirs) > 0:  # of a size in pixels this is none
        yield f"letters ×{ours / theirs:.2f}"


def _place(widget: QWidget) -> str:
    around = widget.parentWidget()
    layout = around.layout() if around else None
    if layout is None or (number := layout.indexOf(widget)) < 0:
        return "- "
    item = layout.itemAt(number)
    side = f" {item.alignment().value:x}" if item is not None and item.alignment().value else ""
    if isinstance(layout, QGridLayout):
        position: Any = layout.getItemPosition(number)
        return "{}.{}+{}×{}".format(*position) + f"{side} "
    return f"{number}{side} "


def _table(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    if not isinstance(view, QListView):
        across = range(model.columnCount(QModelIndex()))
        yield "heads " + "→".join(_short(str(model.headerData(one, Qt.Orientation.Horizontal) or "")) for one in across)
    yield from _rows(view, QModelIndex())


def _rows(view: QAbstractItemView, above: QModelIndex) -> Iterator[str]:
    model = view.model()
    columns = [view.modelColumn()] if isinstance(view, QListView) else range(model.columnCount(above))
    for row in range(model.rowCount(above)):
        cells = [model.index(row, column, above) for column in columns]
        yield "→".join(" ".join(_cell(cell)) for cell in cells)
        if not isinstance(view, QListView):
            yield from (" " + line for line in _rows(view, cells[0]))


def _cell(cell: QModelIndex) -> Iterator[str]:
    shown = str(cell.data() or "")
    yield _short(shown)
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        if (text := str(cell.data(role) or "")) not in ("", shown):
            yield f"({_short(text)})"
    yield f"{cell.flags().value:x}"
