"""A table of inputs and all that comes of each, kept in ``seen``: compared line by line.

Where something else is meant to come of them: ``WRITE_READ=1 pytest tests/models/whole``, then look at ``git diff``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

SEEN = Path(__file__).parent / "seen"


def is_known(name: str, lines: Iterable[str], seen: Path = SEEN) -> None:
    """These lines are those that are known by that name."""
    now = [line.replace("\n", "⏎") for line in lines]
    path = seen / f"{name}.txt"
    if "WRITE_READ" in os.environ:
        path.write_text("".join(f"{line}\n" for line in now), encoding="utf-8")
    assert now == path.read_text(encoding="utf-8").split("\n")[:-1]
