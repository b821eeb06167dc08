"""都看: the fields end where a field ends, and not in the middle of one or of the note under it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import come_back, dossier_of, every, sample_of, settle
from tests.ui.keys import CONTROL, VIEWS, press
from ui.form.fields import FieldsArea
from ui.form.sums import SumLabel
from ui.window.window import MainWindow


def cut(window: MainWindow) -> list[str]:
    """The lines and notes that are seen in part."""
    page = window.pages.form_page()
    assert page is not None
    area, seen = every(page, FieldsArea)[0], page._scroll.viewport()
    parts: list[QWidget] = [*every(area, QLineEdit), *every(area, SumLabel)]
    found = []
    for one in parts:
        top = one.mapTo(area, QPoint()).y() + area.y()
        if one.isVisibleTo(area) and one.height() and top < seen.height() < top + one.height():
            found.append(f"{type(one).__name__} {one.accessibleName()}")
    return found


@pytest.mark.parametrize("height", [700, 728, 768])
@pytest.mark.parametrize("sample", ["中期和年度", "普陀", "巨鹿", "湘潭", "广东"])
def test_the_last_field_in_sight_is_seen_whole(window: MainWindow, qtbot: QtBot, sample: str, height: int) -> None:
    window.resize(1366, height)
    window.files.open_sample(sample_of(sample))
    window.show_page(dossier_of(window).forms[-1].id)
    come_back(window, qtbot)
    press(window, VIEWS["both"], CONTROL)
    settle()
    window.settings.set_state("split", "")
    page = window.pages.form_page()
    assert page is not None
    page._scroll.verticalScrollBar().setValue(0)
    settle()
    assert page._scroll.verticalScrollBar().maximum() > 0, "or nothing could be cut"
    assert cut(window) == []
