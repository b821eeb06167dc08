"""A form in the official table, and a hand that works there. Sessions of a test end with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.forms import ProjectForm
from tests.ui.preview.office import Hand, end_sessions, project, session_of

__all__ = ["end_sessions"]


@pytest.fixture
def form() -> ProjectForm:
    """A form of 库尔勒 with three indicators."""
    return project()


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path, form: ProjectForm) -> Hand:
    """A hand at the table of that form."""
    return Hand(qtbot, session_of(tmp_path, form), form)
