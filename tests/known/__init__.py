"""What is kept beside the tests: everything that was seen or made, a line each."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def is_known(path: Path, lines: Iterable[str]) -> None:
    """These lines are those of the file; with WRITE_READ in the environment they become it first."""
    now = [line.replace("\n", "⏎") for line in lines]
    if "WRITE_READ" in os.environ:
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in now), encoding="utf-8")
    assert now == path.read_text(encoding="utf-8").split("\n")[:-1]
