"""A window in words: every part in sight, where it lies, what it says, whether it can be used, its colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QAction, QBrush, QColor, QFont, QIcon, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QListView,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QWidget,
)

Index = QModelIndex
_Role = Qt.ItemDataRole
_WORDS = ("windowTitle", "title", "text", "placeholderText", "statusTip", "toolTip", "accessibleDescription")
_COLOURS = ("Window", "WindowText", "Base", "Text", "Button", "ButtonText", "Highlight", "HighlightedText")
_CELL_WORDS = (_Role.ToolTipRole, _Role.AccessibleTextRole, _Role.AccessibleDescriptionRole)
_LONGEST = 20  # characters that are told of a text: how rules and templates go on is not ours to keep


def described(root: QWidget) -> list[str]:
    """A line for every part of a window in sight; its own parts stand indented below it."""
    return list(_part(root, ""))


def _part(widget: QWidget, indent: str) -> Iterator[str]:
    yield indent + " ".join(
        [type(widget).__name__, _area(widget.geometry()), *_words(widget), *_state(widget), *_look(widget)]
    )
    inside = indent + "  "
    yield from (inside + line for line in _content(widget))
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow() and child.isVisible():
            yield from _part(child, inside)


def _area(area: QRect) -> str:
    return f"{area.x()},{area.y()} {area.width()}×{area.height()}"


def _short(text: str) -> str:
    line = text.replace("\n", "⏎")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _words(widget: QWidget) -> Iterator[str]:
    said = {widget.accessibleName(), ""}
    if widget.accessibleName():
        yield f"“{_short(widget.accessibleName())}”"
    for name in _WORDS:
        read = getattr(widget, name, None)
        text = read() if callable(read) and not (name == "text" and isinstance(widget, QTabBar)) else ""
        if isinstance(text, str) and text not in said:
            said.add(text)
            yield f"{name}={_short(text)}"


def _state(widget: QWidget) -> Iterator[str]:
    if not widget.isEnabled():
        yield "off"
    if isinstance(widget, QAbstractButton):
        if widget.isChecked():
            yield "✓"
        if not widget.icon().isNull():
            yield f"icon {widget.iconSize().width()}{_ink(widget.icon())}"
    if isinstance(widget, QLabel) and not widget.pixmap().isNull():
        yield f"icon {widget.pixmap().width()}{_ink(QIcon(widget.pixmap()))}"
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield str(widget.focusPolicy().name)
    if widget.contextMenuPolicy() != Qt.ContextMenuPolicy.DefaultContextMenu:
        yield str(widget.contextMenuPolicy().name)
    if widget.acceptDrops():
        yield "drops"


def _look(widget: QWidget) -> Iterator[str]:
    """What it does not have from the part it lies in."""
    around = widget.parentWidget()
    if isinstance(widget, QLabel):
        yield f"align {widget.alignment().value:x}"
    if around is None or widget.font() != around.font():
        yield _font(widget.font())
    ours = _palette(widget)
    theirs = _palette(around) if around is not None else {}
    yield from (f"{name} {colour}" for name, colour in ours.items() if theirs.get(name) != colour)
    if widget.backgroundRole() not in (QPalette.ColorRole.Window, QPalette.ColorRole.Button):
        yield f"on {widget.backgroundRole().name}"


def _palette(widget: QWidget) -> dict[str, str]:
    return {name: _colour(widget.palette().color(getattr(QPalette.ColorRole, name))) for name in _COLOURS}


def _colour(colour: QColor) -> str:
    return colour.name() if colour.alpha() == 255 else colour.name(QColor.NameFormat.HexArgb)


def _font(font: QFont) -> str:
    return f"{font.pointSizeF():g}pt{' bold' if font.bold() else ''}{' italic' if font.italic() else ''}"


def _ink(icon: QIcon) -> str:
    """Colour of an icon and how much of its square it covers, in parts of 64: enough to tell one from another."""
    image = icon.pixmap(16, 16).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    seen = b"" if image.isNull() else bytes(image.constBits())[3::4]
    if not any(seen):
        return ""
    strong = seen.index(max(seen))
    colour = image.pixelColor(strong % image.width(), strong // image.width())
    return f" {colour.name()} {sum(seen) * 64 // (255 * len(seen))}"


# --- what parts hold that are no parts --------------------------------------------------------------------------------


def _content(widget: QWidget) -> Iterator[str]:
    match widget:
        case QHeaderView():
            yield from _heads(widget)
        case QAbstractItemView():
            yield from _cells(widget)
        case QMenu():
            yield from (_entry(widget, one) for one in widget.actions())
        case QTabBar():
            for number in range(widget.count()):
                words = f"{widget.tabText(number)} {widget.tabToolTip(number)}"
                yield f"tab {_area(widget.tabRect(number))} {words}{' ✓' if number == widget.currentIndex() else ''}"
        case QComboBox():
            yield widget.currentText()
        case QSpinBox():
            yield f"{widget.minimum()} – {widget.maximum()} by {widget.singleStep()}"
        case QPlainTextEdit():
            yield f"reads {_short(widget.toPlainText())}"


def _entry(menu: QMenu, action: QAction) -> str:
    if action.isSeparator():
        return f"{_area(menu.actionGeometry(action))} ―"
    state = f"{'' if action.isEnabled() else ' off'}{' ✓' if action.isChecked() else ''}{_ink(action.icon())}"
    words = f"{action.text()} {action.shortcut().toString()} {_short(action.toolTip())}"
    return f"{_area(menu.actionGeometry(action))} {words}{state}"


def _heads(header: QHeaderView) -> Iterator[str]:
    for section in range(header.count()):
        text = header.model().headerData(section, header.orientation())
        tip = header.model().headerData(section, header.orientation(), _Role.ToolTipRole)
        yield f"{header.sectionViewportPosition(section)} {header.sectionSize(section)} {text} {tip or ''}"


def _cells(view: QAbstractItemView) -> Iterator[str]:
    for index in _indexes(view, QModelIndex()):
        area = view.visualRect(index)
        if area.isValid() and view.viewport().rect().intersects(area):
            yield f"{_area(area)} {' '.join(_cell(view, index))}"


def _indexes(view: QAbstractItemView, above: Index) -> Iterator[Index]:
    model = view.model()
    for row in range(model.rowCount(above) if model is not None else 0):
        columns = [view.modelColumn()] if isinstance(view, QListView) else range(model.columnCount(above))
        yield from (model.index(row, column, above) for column in columns)
        yield from _indexes(view, model.index(row, 0, above))


def _cell(view: QAbstractItemView, index: Index) -> Iterator[str]:
    shown = str(index.data() or "")
    yield _short(shown)
    for role in _CELL_WORDS:
        if (text := str(index.data(role) or "")) not in ("", shown):
            yield f"{role.name.removesuffix('Role')}={_short(text)}"
    for name in ("TextAlignmentRole", "CheckStateRole"):
        value: Any = index.data(getattr(_Role, name))
        if value is not None:
            yield f"{name.removesuffix('Role')}={getattr(value, 'value', value)}"
    for role in (_Role.ForegroundRole, _Role.BackgroundRole):
        brush = index.data(role)
        if brush is not None:
            yield f"{role.name.removesuffix('Role')}={_colour(QBrush(brush).color())}"
    if isinstance(font := index.data(_Role.FontRole), QFont):
        yield _font(font)
    if isinstance(icon := index.data(_Role.DecorationRole), QIcon):
        yield f"icon{_ink(icon)}"
    if view.selectionModel().isSelected(index):
        yield "✓"
    yield f"{index.flags().value:x}"
