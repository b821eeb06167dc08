"""What dialogs share."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QDialogButtonBox
from pytestqt.qtbot import QtBot

from ui.controls.dialogs import close_button, standard_buttons


@pytest.mark.parametrize("make", ["close", "agree"])
def test_buttons_of_dialogs_have_no_signs_of_another_hand(qtbot: QtBot, make: str) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    both = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    row = close_button(dialog) if make == "close" else standard_buttons(both)
    assert row.buttons()
    assert all(button.icon().isNull() and button.text() for button in row.buttons())
