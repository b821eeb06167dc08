"""Which test files come first where whole folders are run: a run on two cores ends when the last file does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FIRST = (
    "tests/trials/test_killed.py",
    "tests/models/files/test_killed.py",
    "tests/ui/program/test_collecting.py",
    "tests/ui/program/test_leaks.py",
    "tests/models/files/test_two_clerks.py",
    "tests/test_mutate.py",
    "tests/ui/preview/test_panel.py",
    "tests/trials/test_damaged.py",
    "tests/test_architecture.py",
    "tests/exporters/excel/test_libreoffice.py",
    "tests/models/rules/judged/test_judged.py",
    "tests/models/rules/judged/test_spoiled.py",
    "tests/ui/window/test_keyboard.py",
    "tests/ui/walks/test_walks.py",
)
"""Those that fork the process or walk through all it holds, while that is little; then those that take longest."""


def ordered(paths: Sequence[Path]) -> list[int]:
    """Places of the files in the order in which they are run: the rest stays as it came."""
    places = {PROJECT / name: place for place, name in enumerate(FIRST)}
    return sorted(range(len(paths)), key=lambda one: places.get(paths[one], len(places)))
