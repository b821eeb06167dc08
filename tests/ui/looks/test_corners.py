"""What is painted over a field: the bar of a finding, the corner of what is to be looked at, that of what is said."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.ground.corners import paint_mark


class Field(QWidget):
    """A blank field with its marks."""

    def __init__(self, severity: str, *, corner: bool, said: str) -> None:
        super().__init__()
        self._marks = (severity, corner, said)

    def paintEvent(self, _: QPaintEvent) -> None:
        severity, corner, said = self._marks
        paint_mark(self, severity, corner=corner, said=said)


@pytest.mark.parametrize(
    ("severity", "corner", "said", "places"),
    [
        ("", False, "", set()),
        ("error", False, "", {"left"}),
        ("", True, "", {"right"}),
        ("", False, "open", {"right"}),
        ("warning", True, "", {"left", "right"}),
    ],
)
def test_each_mark_is_painted_where_it_belongs(
    qtbot: QtBot, severity: str, corner: bool, said: str, places: set[str]
) -> None:
    field = Field(severity, corner=corner, said=said)
    qtbot.addWidget(field)
    field.resize(100, 24)
    image, ground = field.grab().toImage(), field.palette().window().color().name()
    inked = {x for x in range(100) for y in range(24) if image.pixelColor(x, y).name() != ground}
    assert {"left" if x < 50 else "right" for x in inked} == places
