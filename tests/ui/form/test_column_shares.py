"""The columns of fields: as on the paper, but labels take what their words need, and no column less than it needs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from models.files.jxmb import load
from tests.ui.conftest import dossier_of, every, sample_of, settle
from ui.controls.labels import BESIDE, FieldLabel
from ui.form.field_grid import shared_out
from ui.window.window import MainWindow


@pytest.mark.parametrize(
    ("wanted", "least", "most", "room", "widths"),
    [
        ([1, 1], [0, 0], [99, 99], 40, [20, 20]),
        ([3, 1], [0, 0], [99, 99], 40, [30, 10]),
        ([3, 1], [0, 0], [12, 99], 40, [12, 28]),
        ([3, 1], [0, 15], [99, 99], 40, [25, 15]),
        ([6, 1, 1], [0, 12, 0], [20, 99, 99], 40, [20, 12, 8]),
        ([], [], [], 40, []),
    ],
)
def test_widths_are_shared_out(
    wanted: list[float], least: list[int], most: list[int], room: int, widths: list[int]
) -> None:
    assert shared_out(wanted, least, most, room) == widths


@pytest.mark.parametrize("width", [560, 700, 1000])
@pytest.mark.parametrize("words", ["江汉", "中期和年度", "浮梁", "库尔勒"])
def test_no_field_is_cut_and_no_label_wider_than_its_words(window: MainWindow, words: str, width: int) -> None:
    dossier = load(sample_of(words))
    window.program.create(dossier, window)
    window.resize(width + 260, 700)
    for form in dossier_of(window).forms:
        window.show_page(form.id)
        window.actions_by_id["fields"].trigger()
        settle()
        page = window.pages.form_page()
        assert page is not None
        for one in every(page, QLineEdit):
            if one.isVisible():
                assert one.visibleRegion().boundingRect().width() in (one.width(), 0), one.accessibleName()
                assert one.width() >= one.minimumWidth(), one.accessibleName()
        for label in every(page, FieldLabel):
            lone = label.isVisible() and label.height() < 2 * label.fontMetrics().lineSpacing()
            assert not lone or label.width() >= label.line_width() - BESIDE, label.text()
