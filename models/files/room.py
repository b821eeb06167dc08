"""How much room the states of all files together take: looked at once a day, or when much was kept since.

To look goes through every state there is; what is kept in between is counted in one small file.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

DAY = 24 * 3600 * 1000
"""Milliseconds."""
SHARE = 50
"""One part in so many of the room may be kept over it until somebody looks."""
_NOTE = "since"  # the file: when somebody last looked (ms), bytes kept since


class State(NamedTuple):
    """A file of the folder: one state of something, whose folder it is in."""

    path: Path
    size: int
    when: int


class Room(NamedTuple):
    """How much may be kept of states with that suffix: so many bytes, and for so many milliseconds (0: for ever)."""

    suffix: str
    size: int
    time: int = 0


def make_room(folder: Path, rooms: Sequence[Room], kept: int) -> None:
    """Called when ``kept`` bytes were added. The youngest of each file's (of those with a time: of all) always stays.

    Raises OSError.
    """
    now = time.time_ns() // 1_000_000
    looked, since = _noted(folder / _NOTE)
    since += kept
    if not looked <= now < looked + DAY or since * SHARE > min(room.size for room in rooms):
        states = _states(folder)
        for room in rooms:
            _bound([one for one in states if one.path.suffix == room.suffix], room, now)
        looked, since = now, 0
    (folder / _NOTE).write_text(f"{looked} {since}", encoding="ascii")


def _noted(note: Path) -> tuple[int, int]:
    """When somebody last looked, and how much was kept since; long ago where that cannot be told."""
    with suppress(OSError, ValueError):
        looked, since = map(int, note.read_bytes()[:100].split())
        return looked, since
    return 0, 0


def _states(folder: Path) -> list[State]:
    found = []
    for place in filter(os.DirEntry.is_dir, os.scandir(folder)):
        for entry in os.scandir(place):
            found.append(State(Path(entry.path), entry.stat().st_size, time_of(entry.name)))
    return found


def _bound(states: Sequence[State], room: Room, now: int) -> None:
    """Removes what is over its time, then the oldest until the rest has room."""
    over = [one for one in states if room.time and now - one.when > room.time]
    for one in over:
        one.path.unlink(missing_ok=True)
    left = sorted(set(states) - set(over), key=lambda one: one.path.name)
    spared = left[-1:] if room.time else _youngest(left)
    total = sum(one.size for one in left)
    for one in left:
        if total > room.size and one not in spared:
            one.path.unlink(missing_ok=True)
            total -= one.size


def _youngest(states: Sequence[State]) -> Collection[State]:
    found: dict[Path, list[State]] = defaultdict(list)
    for one in states:
        found[one.path.parent].append(one)
    return {max(those, key=lambda one: one.path.name) for those in found.values()}


def time_of(name: str) -> int:
    """Milliseconds by the name of a state."""
    digits = name.partition("-")[0]
    return int(digits) if digits.isdecimal() else 0
