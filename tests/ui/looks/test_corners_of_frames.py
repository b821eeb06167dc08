"""The edge of a list and of several lines goes on round its corners: what lies inside does not cut it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looks.test_rows import listed, shown, table, tree, written
from ui.ground.theme import apply_theme
from ui.program.app import dress

CORNER = 8  # pixels that are looked at
WHITE = 255  # the ground, as lightness


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    before = qapp.palette()
    dress(qapp)
    apply_theme(qapp, "light")
    yield
    qapp.setPalette(before)


def edge_of(image: QImage, *, right: bool) -> set[tuple[int, int]]:
    """The dots of an upper corner that are rather edge than ground."""
    edge = image.pixelColor(image.width() // 2, 0).lightness()
    least = (edge + WHITE) / 2
    columns = range(image.width() - 1, image.width() - 1 - CORNER, -1) if right else range(CORNER)
    return {
        (x, y)
        for x, column in enumerate(columns)
        for y in range(CORNER)
        if image.pixelColor(column, y).lightness() <= least
    }


def joined(dots: set[tuple[int, int]], start: tuple[int, int], end: tuple[int, int]) -> bool:
    """One can go from dot to dot, which touch at least at their corners."""
    seen, left = {start}, [start]
    while left:
        x, y = left.pop()
        near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & dots - seen
        seen |= near
        left += near
    return end in seen


@pytest.mark.parametrize("right", [False, True])
@pytest.mark.parametrize("make", [listed, tree, table, written])
def test_the_edge_goes_on_round_the_corner(
    qtbot: QtBot, make: Callable[[], QAbstractScrollArea], *, right: bool
) -> None:
    around, view = QWidget(), make()
    QVBoxLayout(around).addWidget(view)
    shown(qtbot, around)
    dots = edge_of(around.grab(view.geometry()).toImage(), right=right)
    assert joined(dots, (CORNER - 1, 0), (0, CORNER - 1))
