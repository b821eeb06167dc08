"""Long work looks now and then whether anybody still wants it."""

from __future__ import annotations

from collections.abc import Callable


class StoppedError(Exception):
    """Nobody wants the work any more."""


Heed = Callable[[], object]
"""Called now and then by long work; raises StoppedError to break it off."""


def no_heed() -> None:
    """Nobody wants to break off."""
