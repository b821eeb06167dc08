"""Controls by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from ui.window.window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> QWidget:
    """An empty page of a window."""
    made = QWidget()
    made.setParent(window.centralWidget())
    made.setGeometry(0, 0, 900, 600)
    made.show()
    made.raise_()
    return made
