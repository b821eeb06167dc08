"""A table of inputs and all that comes of each, kept in ``seen``: compared line by line.

Where something else is meant to come of them: ``WRITE_READ=1 pytest tests/models/whole``, then look at ``git diff``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests import known

SEEN = Path(__file__).parent / "seen"


def is_known(name: str, lines: Iterable[str], seen: Path = SEEN) -> None:
    """These lines are those that are known by that name."""
    known.is_known(seen / f"{name}.txt", lines)
