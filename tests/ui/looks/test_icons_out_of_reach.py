"""The program's own folder may be on a share or a stick that is gone for a while: signs are missing then, no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.painting import settle
from ui.ground import icons

NAME = "house"


def inked(image: QImage) -> bool:
    return any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def test_a_sign_that_cannot_be_read_is_blank_and_comes_when_it_can(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(icons, "ICONS", tmp_path / "不在了")
    icons._pixmap.cache_clear()
    sign = icons.icon(NAME)
    button = QPushButton(sign, "打开")
    qtbot.addWidget(button)
    button.show()
    settle()
    pixmap = sign.pixmap(QSize(16, 16))
    assert (pixmap.width(), inked(pixmap.toImage())) == (16, False)
    monkeypatch.undo()
    assert inked(sign.pixmap(QSize(16, 16)).toImage())
