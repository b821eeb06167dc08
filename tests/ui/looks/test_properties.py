"""What parts of the window are made to be: every property that is not as Qt makes it, but sizes and looks; who hears.

Where one is meant to be otherwise: ``WRITE_READ=1 pytest tests/ui/looks/test_properties.py``, and read ``git diff``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QMetaMethod, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QScrollBar,
    QSplitter,
    QTableView,
    QWidget,
)

from tests.known import is_known
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
    return {**dict(_properties(fresh)), **dict(_heard(fresh)), "takes": _takes(fresh)}


def _properties(widget: QWidget) -> Iterator[tuple[str, str]]:
    about = widget.metaObject()
    for number in range(about.propertyCount()):
        one = about.property(number)
        if one.name() not in TOLD_ELSEWHERE:
            yield str(one.name()), _word(one.read(widget))


def _heard(part: QObject) -> Iterator[tuple[str, str]]:
    """Of what it tells, how many hear it."""
    about, asked = part.metaObject(), cast(Any, part)  # it takes a text, whatever PySide says of it
    for number in range(about.methodCount()):
        method = about.method(number)
        signature, signal = bytes(method.methodSignature().data()), method.methodType() == QMetaMethod.MethodType.Signal
        if signal and not signature.startswith(b"destroyed") and (count := asked.receivers(f"2{signature.decode()}")):
            yield f"heard {bytes(method.name().data()).decode()}", str(count)


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
        now = {**dict(_properties(part)), **dict(_heard(part)), "takes": _takes(part)}
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
    for child in part.children():
        if isinstance(child, QTimer) and type(part).__module__.startswith("ui."):
            heard = " ".join(f"{name} {count}" for name, count in _heard(child))
            yield f"timer {child.interval()} {'once' if child.isSingleShot() else 'again and again'} {heard}"
        if isinstance(child, QShortcut):
            heard = " ".join(f"{name} {count}" for name, count in _heard(child))
            yield f"key {child.key().toString()} {child.context().name} {heard}"
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


def _unseen(window: MainWindow) -> Iterator[str]:
    """Actions, what lies behind the parts, the open dossier and the settings: who hears them."""
    assert window.session is not None
    behind = [window.settings, window.session, *every(window.session, QObject), *every(window, QObject)]
    for one in behind:
        own = type(one).__module__.startswith("ui.") and not isinstance(one, QWidget)
        name = one.objectName() if isinstance(one, QAction) else type(one).__name__ if own else ""
        if name and (heard := " ".join(f"{what} {count}" for what, count in _heard(one))):
            yield f"{name} {heard}"
    for action in every(window, QAction):
        if action.objectName():
            heard = " ".join(f"{name} {count}" for name, count in _heard(action))
            yield f"{action.objectName()} {action.shortcutContext().name} {action.menuRole().name} {heard}"


def test_parts_are_made_as_they_are_known_to_be(window: MainWindow) -> None:
    lines = [line for name, part in _screens(window) for line in (f"═ {name}", *made(part))]
    lines += ["═ unseen", *dict.fromkeys(_unseen(window))]
    is_known(KNOWN / "parts.txt", lines)
