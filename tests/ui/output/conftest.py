"""Sessions of a test end with it."""

from tests.ui.preview.office import end_sessions

__all__ = ["end_sessions"]
