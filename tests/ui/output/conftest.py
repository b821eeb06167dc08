"""Sessions of a test end with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.preview.office import close_sessions

OFFSCREEN = r"This plugin does not support (propagateSizeHints|raise)\(\)"
"""What Qt says of every window where there is no screen; it says nothing about the program."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The plugin's own words are no failure."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN, extend=True))


@pytest.fixture(autouse=True)
def _end_sessions() -> Iterator[None]:
    yield
    close_sessions()
