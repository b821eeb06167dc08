"""The whole page of every sample's forms, part by part: what it says and holds, where it lies among the others.

How large it is and its colours are asked by ``tests/ui/looks``. Where a page is meant to be another:
``WRITE_READ=1 pytest tests/ui/form/test_whole_pages.py``, and read what ``git diff`` says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from models.folders import samples
from tests.ui.conftest import settle
from ui.window.window import MainWindow

KNOWN = Path(__file__).parent / "pages"
SAMPLES = {re.sub(r"[^\w，]+", "-", path.stem).strip("-"): path for path in samples()}
LONGEST = 24  # letters that are told of a text
READ = ("text", "placeholderText", "toPlainText", "currentText", "toolTip", "accessibleDescription")


def told(widget: QWidget, place: str, indent: str = "") -> Iterator[str]:
    """A line for a part, and for the parts in it."""
    yield f"{indent}{place}{type(widget).__name__} {' '.join([*_words(widget), *_state(widget)])}".rstrip()
    inside = indent + " "
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        yield from (inside + line for line in _table(widget))
        return
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow() and not isinstance(child, QScrollBar):
            yield from told(child, _place(child), inside)


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
        "hidden": widget.isHidden(),
        "off": not widget.isEnabled(),
        "read only": isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly(),
        "✓": isinstance(widget, QAbstractButton) and widget.isChecked(),
        "may be ✓": isinstance(widget, QAbstractButton) and widget.isCheckable(),
        "wraps": isinstance(widget, QLabel) and widget.wordWrap(),
        f"of {widget.count()}" if isinstance(widget, QComboBox) else "": isinstance(widget, QComboBox),
        "no keys": widget.focusPolicy() == Qt.FocusPolicy.NoFocus and not isinstance(widget, QLabel),
    }
    yield from (word for word, so in states.items() if so and type(widget) is not QWidget)
    layout = widget.layout()
    if isinstance(layout, QGridLayout):
        yield "columns " + ",".join(str(layout.columnStretch(column)) for column in range(layout.columnCount()))
    if isinstance(layout, QBoxLayout) and any(layout.stretch(number) for number in range(layout.count())):
        yield "shares " + ",".join(str(layout.stretch(number)) for number in range(layout.count()))


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
    across = range(model.columnCount())
    yield "heads " + "→".join(_short(str(model.headerData(one, Qt.Orientation.Horizontal) or "")) for one in across)
    yield from _rows(view, QModelIndex())


def _rows(view: QAbstractItemView, above: QModelIndex) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount(above)):
        cells = [model.index(row, column, above) for column in range(model.columnCount(above))]
        yield "→".join(f"{_short(str(cell.data() or ''))} {cell.flags().value:x}" for cell in cells)
        yield from (" " + line for line in _rows(view, cells[0]))


def pages(window: MainWindow, sample: Path) -> Iterator[str]:
    """The pages of all forms of a sample."""
    window.files.open_sample(sample)
    assert window.session is not None
    for form in window.session.dossier.forms:
        window.pages.show_page(form.id)
        settle()
        page = window.pages.form_page()
        assert page is not None
        page.show_part("both")
        yield f"═ {form.template}"
        yield from told(page, "")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_pages_of_a_sample_are_as_they_are_known(window: MainWindow, name: str) -> None:
    path, lines = KNOWN / f"{name}.txt", list(pages(window, SAMPLES[name]))
    if "WRITE_READ" in os.environ:
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == path.read_text(encoding="utf-8").splitlines()
