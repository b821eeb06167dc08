"""What a person has before them after a deed: where the keyboard is, what the last step was, what is another now."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QTabBar,
    QWidget,
)

from models.values import Node, Part
from tests.ui.conftest import every
from tests.ui.form.parts import told
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

FRESH = r"\bfresh\d+\b"  # an id that was made during the walk
CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?")
LONGEST = 60  # letters of a line that are told
MOST = 14  # lines of one kind that a deed may change; of more their number


class Telling:
    """Tells what is another than it was when it was last asked."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._ids: dict[str, str] = {}
        self._before: dict[str, list[str]] = {}
        self.asked: list[str] = []  # menus and questions that came up since

    def lines(self) -> Iterator[str]:
        """Questions, the keyboard, then each part that has changed with its old and new lines."""
        yield from (self._plain(line) for line in self.asked)
        self.asked.clear()
        for name, now in self._parts():
            lines = [self._plain(line) for line in now]
            yield from _changed(name, self._before.get(name, []), lines)
            self._before[name] = lines

    def _parts(self) -> Iterator[tuple[str, list[str]]]:
        window = self._window
        yield "at", list(_keyboard())
        yield "steps", list(_steps(window))
        yield "data", list(_data(window))
        here = window.pages.currentWidget()
        parts = (window.finder, here, window.messages, window.outline, window.findings, window.workplace.comments)
        yield "seen", [line for part in parts if part and part.isVisible() for line in told(part)]
        yield "room", list(_room(here))
        for table in every(here, OfficialTable):
            if table.isVisible():
                yield "paper", list(_paper(table))
        yield "status", list(told(window.statusBar()))
        yield "can", [name for name, action in window.actions_by_id.items() if action.isEnabled()]

    def _plain(self, line: str) -> str:
        """Without what is another every time: fresh ids, the clock."""
        plain = line.replace("\n", "⏎")
        if "fresh" in plain:
            plain = re.sub(FRESH, lambda found: self._id(found[0]), plain)
        return CLOCK.sub("12:34", plain) if ":" in plain else plain

    def _id(self, fresh: str) -> str:
        return self._ids.setdefault(fresh, f"#{len(self._ids) + 1}")


def _changed(name: str, before: list[str], now: list[str]) -> Iterator[str]:
    found = list(unified_diff(before, now, n=0, lineterm=""))[2:]
    lines = [f"{line[0]} {name} {line[1:].strip()}" for line in found if line[0] in "+-"]
    yield from map(_short, lines[:MOST])
    if len(lines) > MOST:
        yield f"… {name} {len(lines) - MOST} more {_sum(lines[MOST:])}"


def _short(line: str) -> str:
    """What is cut off has its checksum."""
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…{_sum([line])}"


def _sum(lines: list[str]) -> str:
    return f"{zlib.crc32(chr(10).join(lines).encode()):08x}"[:5]


def _keyboard() -> Iterator[str]:
    widget = QApplication.focusWidget()
    if widget is None:
        yield "nowhere"
        return
    path = str(widget.property("path") or "")
    yield " ".join(filter(None, [type(widget).__name__, widget.accessibleName(), path, *_cursor(widget)]))


def _cursor(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLineEdit):
        yield f"“{widget.text()}” at {widget.cursorPosition()}"
        if widget.hasSelectedText():
            yield f"chosen “{widget.selectedText()}”"
    if isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        yield f"“{widget.toPlainText()}” at {cursor.position()}"
        if cursor.hasSelection():
            yield f"chosen “{cursor.selectedText()}”"
    view: Any = widget
    if isinstance(widget, QAbstractItemView):
        yield _current(view)
    if isinstance(widget, QTabBar):
        yield f"tab {widget.currentIndex()}"


def _current(view: QAbstractItemView) -> str:
    current = view.currentIndex()
    rows: list[int] = []
    while current.isValid():
        rows.insert(0, current.row())
        current = current.parent()
    place = ".".join(map(str, rows)) + f"→{view.currentIndex().column()}"
    return f"cell {place} chosen {len(view.selectedIndexes())}"


def _steps(window: MainWindow) -> Iterator[str]:
    session = window.session
    assert session is not None
    stack = session.history.stack
    yield f"undo {stack.undoText()} {stack.index()}/{stack.count()}{' changed' if session.dirty else ''}"
    yield f"page {window.page} at value {session.focus_path}"


def _data(window: MainWindow) -> Iterator[str]:
    assert window.session is not None
    yield from _values("dossier", window.session.dossier)


def _values(path: str, value: Any) -> Iterator[str]:
    match value:
        case Part():
            for name in type(value).model_fields:
                yield from _values(f"{value.id if isinstance(value, Node) else path}.{name}", getattr(value, name))
        case list() if value and isinstance(value[0], Part):
            yield f"{path} {' '.join(getattr(one, 'id', '') for one in value)}"
            for number, one in enumerate(value):
                yield from _values(f"{path}.{number}", one)
        case dict():
            for key, one in value.items():
                yield from _values(f"{path}.{key}", one)
        case None | "" | [] | {} | ():
            return
        case _:
            yield f"{path} {value!r}"


def _room(here: QWidget) -> Iterator[str]:
    """What is folded away, and which parts are scrolled how far."""
    for area in every(here, QAbstractScrollArea):
        if area.isVisible() and (isinstance(area, QAbstractItemView | QScrollArea)):
            bars = (area.verticalScrollBar(), area.horizontalScrollBar())
            yield f"{type(area).__name__} {area.accessibleName()} {' '.join(map(_scrolled, bars))}"
    for split in every(here, QSplitter):
        if split.isVisible():
            whole = max(1, sum(split.sizes()))
            yield f"shared {' : '.join(f'{round(20 * size / whole) * 5} %' for size in split.sizes())}"
    for head in every(here, QHeaderView):
        letter = head.fontMetrics().horizontalAdvance("国")
        if head.isVisible() and head.orientation() == Qt.Orientation.Horizontal:
            widths = (round(head.sectionSize(one) / letter) for one in range(head.count()))
            yield f"columns {_owner(head)} {' '.join(map(str, widths))} letters"
    widget = QApplication.focusWidget()
    if widget is not None:
        view: Any = widget
        spot = view.visualRect(view.currentIndex()) if isinstance(widget, QAbstractItemView) else widget.rect()
        part = view.viewport() if isinstance(widget, QAbstractItemView) else widget
        yield f"keyboard {_sight(part, spot)}"


def _owner(head: QHeaderView) -> str:
    view = head.parent()
    return view.accessibleName() if isinstance(view, QWidget) else ""


def _scrolled(bar: Any) -> str:
    if bar.maximum() == 0:
        return "all"
    return {bar.minimum(): "first", bar.maximum(): "last"}.get(bar.value(), "between")


def _sight(part: QWidget, spot: QRect) -> str:
    seen = part.visibleRegion().boundingRect()
    return "whole" if seen.contains(spot) else "cut" if seen.intersects(spot) else "hidden"


def _paper(table: OfficialTable) -> Iterator[str]:
    caret, composed = table.caret, table._composed
    if composed is None:
        return
    current, chosen = caret.current, caret.range()
    yield f"cell {current.anchor if current else None} {current.slot.path if current else ''}"
    yield f"chosen {sorted(chosen.anchors) if chosen else ''}"
    yield f"pages {len(composed.pages)} fit {table.canvas.fits_width} page {table.canvas.page}"
    for cell in composed.cells.table.cells:
        if cell.text:
            yield f"{cell.row}.{cell.column}+{cell.row_span}×{cell.column_span} {cell.text}"
    for pieces in (table.canvas.pages,):
        for number, page in enumerate(pieces):
            for box in page.boxes:
                if tip := table._tip(box):
                    yield f"tip {number} {box.row}.{box.column} {tip}"
