"""What is seen of the tree besides its words: rows that come back stand open, the frame of the cell at hand, shades."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import settle
from tests.ui.indicators.test_editing import Key, Korla, place, press, stand
from ui.ground.theme import apply_theme, colours
from ui.indicators.panel import IndicatorPanel


def framed(panel: IndicatorPanel, field: str) -> bool:
    """The left edge of that cell in the first row is drawn in the accent."""
    index = panel.model.index_of("i1", panel.model.column_of(field))
    area = panel.tree.visualRect(index)
    colour = panel.tree.viewport().grab().toImage().pixelColor(area.left() + 1, area.center().y())
    return colour == colours().accent


def test_the_cell_at_hand_alone_is_framed(korla: Korla) -> None:
    _, panel = korla
    for field, other in (("target", "weight"), ("weight", "target")):
        stand(panel, "i1", field)
        settle()
        assert framed(panel, field)
        assert not framed(panel, other)


def test_levels_that_come_back_stand_open_with_all_under_them(korla: Korla) -> None:
    session, panel = korla
    for levels in (["d1"], ["d1", "d2"]):
        panel.tree.select(levels)
        panel.do("delete")
        settle()
        session.undo()
        settle()
        for level in ("c1", "c2", "c3"):
            assert panel.tree.isExpanded(panel.model.index_of(level)), (levels, level)


def test_the_shade_of_selected_rows_is_that_of_the_theme(korla: Korla, qapp: QApplication) -> None:
    _, panel = korla

    def shade() -> int:
        settle()
        return panel.tree.palette().color(QPalette.ColorRole.Highlight).lightness()

    try:
        light = shade()
        apply_theme(qapp, "dark")
        dark = shade()
    finally:
        apply_theme(qapp, "light")
    assert dark < 128 < light
    assert shade() == light


def test_an_offered_row_stays_while_one_goes_along_it(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i6", "weight")
    press(Key.Key_Return)
    row = panel.model.offered
    assert row
    press(Key.Key_Left)
    settle()
    assert place(panel)[0] == row
    assert panel.model.offered == row


def test_a_key_let_go_takes_no_offered_row_back(korla: Korla) -> None:
    """Esc pressed elsewhere, in a list of words or a menu, is let go here."""
    _, panel = korla
    stand(panel, "i6", "weight")
    press(Key.Key_Return)
    row = panel.model.offered
    QTest.keyRelease(panel.tree, Qt.Key.Key_Escape)
    settle()
    assert panel.model.offered == row
