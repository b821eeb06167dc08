"""How many rows of indicators a screen of 1366×768 shows: 6 beside the form's fields, 14 without them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import come_back, dossier_of, every, sample_of, settle
from tests.ui.keys import CONTROL, Key, press
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

BESIDE, ALONE = 6, 14


def tree(window: MainWindow) -> IndicatorTree:
    return next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window))


def rows_in_sight(window: MainWindow) -> int:
    """The rows that are seen whole."""
    view, count = tree(window), 0
    index = view.indexAt(QPoint(5, 1))
    while index.isValid() and view.visualRect(index).bottom() <= view.viewport().rect().bottom():
        count += 1
        index = view.indexBelow(index)
    return count


def opened(window: MainWindow, qtbot: QtBot, sample: str) -> None:
    """The first form of a sample, as a new user sees it; the rules have looked."""
    window.files.open_sample(sample_of(sample))
    window.set_docks(outline=True, findings=True)
    window.show_page(dossier_of(window).forms[0].id)
    come_back(window, qtbot)
    assert (window.width(), window.height()) == (1366, 768)


@pytest.mark.parametrize("sample", ["江汉", "奉节", "并排", "库尔勒"])
def test_so_many_rows_are_in_sight(window: MainWindow, qtbot: QtBot, sample: str) -> None:
    opened(window, qtbot, sample)
    assert window.session is not None
    window.session.check()
    assert not window.session.findings
    press(window, Key.Key_3, CONTROL)
    settle()
    assert rows_in_sight(window) >= BESIDE
    press(window, Key.Key_2, CONTROL)
    settle()
    assert rows_in_sight(window) >= ALONE


def test_the_rows_get_their_share_of_the_room_that_the_findings_leave(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, "江汉")
    press(window, Key.Key_3, CONTROL)
    settle()
    assert window.session is not None
    window.session.check()
    settle()
    assert window.findings.is_folded
    assert rows_in_sight(window) >= BESIDE


def test_a_share_that_a_person_gave_stays(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, "江汉")
    press(window, Key.Key_3, CONTROL)
    assert window.session is not None
    window.session.check()
    settle()
    assert window.findings.is_folded, "there is room for both shares"
    window.settings.set_state("split", "0.600")
    window.actions_by_id["outline"].trigger()
    window.resize(1366, 740)
    settle()
    page = window.pages.form_page()
    assert page is not None
    above, below = page._split.sizes()
    assert above / (above + below) == pytest.approx(0.6, abs=0.02)
    assert page._split.orientation() == Qt.Orientation.Vertical
