"""What parts of the window are made to be: every property of Qt's that is not as Qt makes it, but sizes and looks.

Where one is meant to be otherwise: ``WRITE_READ=1 pytest tests/ui/looks/test_properties.py``, and read ``git diff``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QScrollBar,
    QSplitter,
    QTableView,
    QWidget,
)

from tests.ui.conftest import every, sample_of, settle
from ui.window.window import MainWindow

KNOWN = Path(__file__).parent / "made"
_TOLD_ELSEWHERE = """
geometry frameGeometry normalGeometry x y pos frameSize size width height rect childrenRect childrenRegion
minimumSize maximumSize minimumWidth minimumHeight maximumWidth maximumHeight baseSize sizeHint minimumSizeHint
palette font frameRect text toolTip accessibleName accessibleDescription windowTitle placeholderText plainText html
value maximum minimum visible enabled focus isActiveWindow objectName updatesEnabled iconSize icon pixmap cursor
windowIcon styleSheet locale count currentIndex currentText cursorPosition selectionLength selectedText
hasSelectedText selectionStart modified redoAvailable undoAvailable blockCount checked pageStep singleStep
sliderPosition displayText acceptableInput down defaultSectionSize minimumSectionSize maximumSectionSize frameWidth
fullScreen maximized minimized underMouse mouseTracking windowModified windowFilePath currentData currentFont
overwriteMode title sliderDown centerOnScroll shown isUndoAvailable cleanText statusTip whatsThis sizePolicy
frameShadow lineWidth
"""
TOLD_ELSEWHERE = _TOLD_ELSEWHERE.split()


@cache
def _usual(kind: Any) -> dict[str, str]:
    """The properties of a part as Qt makes it."""
    fresh = kind(Qt.Orientation.Horizontal) if kind in (QHeaderView, QSplitter) else kind()
    return {**dict(_properties(fresh)), "takes": _takes(fresh)}


def _properties(widget: QWidget) -> Iterator[tuple[str, str]]:
    about = widget.metaObject()
    for number in range(about.propertyCount()):
        one = about.property(number)
        if one.name() not in TOLD_ELSEWHERE:
            yield str(one.name()), _word(one.read(widget))


def _word(value: object) -> str:
    match value:
        case QSize():
            return f"{value.width()}×{value.height()}"
    return getattr(value, "name", None) or str(value)


def _base(widget: QObject) -> Any:
    """Qt's own class of a part."""
    return next(kind for kind in type(widget).__mro__ if kind.__module__.startswith("PySide6"))


def made(widget: QWidget) -> Iterator[str]:
    """A line for each part that is not just as Qt makes it; what is the same in several is told once."""
    told: set[str] = set()
    for part in (widget, *every(widget, QWidget)):
        if isinstance(part, QScrollBar) or part.objectName().startswith("qt_") or _base(part) is QAbstractButton:
            continue
        usual = _usual(_base(part))
        now = {**dict(_properties(part)), "takes": _takes(part)}
        other = [f"{name} {word}" for name, word in now.items() if usual.get(name) != word]
        line = f"{type(part).__name__} {part.accessibleName()}: {'; '.join([*other, *_further(part)])}"
        if line not in told and not line.endswith(": "):
            told.add(line)
            yield line


def _takes(part: QWidget) -> str:
    policy = part.sizePolicy()
    return f"{policy.horizontalPolicy().name} {policy.verticalPolicy().name} {policy.horizontalStretch()}"


def _further(part: QWidget) -> Iterator[str]:
    """What is no property, and yet made so."""
    if isinstance(part, QSplitter):
        yield f"shares {[part.widget(one).sizePolicy().verticalStretch() for one in range(part.count())]}"
    if isinstance(part, QAbstractItemView) and not isinstance(part, QHeaderView):
        heads = [part.horizontalHeader(), part.verticalHeader()] if isinstance(part, QTableView) else []
        yield from (f"sections {head.sectionResizeMode(0).name if head.count() else ''}" for head in heads)


def _screens(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    yield "start", window.start
    window.files.open_sample(sample_of("江汉"))
    window.set_docks(outline=True, findings=True)
    settle()
    assert window.session is not None
    for page in ("unit", "budget", *(form.id for form in window.session.dossier.forms[:2])):
        window.pages.show_page(page)
        settle()
        yield f"page-{page}", window.pages.currentWidget()
    window.actions_by_id["side"].trigger()
    window.actions_by_id["find"].trigger()
    window.actions_by_id["comments"].trigger()
    settle()
    yield "side", window.pages.currentWidget()
    work = window.workplace
    yield from {"find": work.finder, "outline": work.outline, "findings": work.findings}.items()
    yield "comments", work.comments


def test_parts_are_made_as_they_are_known_to_be(window: MainWindow) -> None:
    lines = [line for name, part in _screens(window) for line in (f"═ {name}", *made(part))]
    path = KNOWN / "parts.txt"
    if "WRITE_READ" in os.environ:
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == path.read_text(encoding="utf-8").splitlines()
