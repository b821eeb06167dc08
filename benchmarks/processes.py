"""Whole processes as a user starts them: with Python's compiled files, a user folder of their own, without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("HOME", "USERPROFILE", "APPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
PATIENCE = 600  # seconds until a process that hangs is given up
_EVERY = 0.02  # seconds between two looks at the memory


def own(folder: Path) -> dict[str, str]:
    """The environment of a process that leaves this person's files alone."""
    return {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"} | dict.fromkeys(FOLDERS, str(folder))


def _environment(folder: Path) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | own(folder)


def call(command: Sequence[str | Path], folder: Path, good: tuple[int, ...] = (0,)) -> str:
    """Runs it to its end; what it printed. Raises RuntimeError with what it said where it failed."""
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=PATIENCE,
        env=_environment(folder),
        check=False,
    )
    if done.returncode not in good:
        raise RuntimeError(f"{command}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def program(*words: str | Path) -> list[str | Path]:
    """A command of the program."""
    return [sys.executable, ROOT / "main.py", *words]


def peak(command: Sequence[str | Path], folder: Path, good: tuple[int, ...] = (0,)) -> float:
    """Megabytes that it and the processes it starts held at their highest, looked at fifty times a second."""
    process = subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=_environment(folder),
    )
    ended, highest = threading.Event(), [0.0]

    def look() -> None:
        while not ended.wait(_EVERY):
            highest[0] = max(highest[0], sum(_held(one) for one in _family(process.pid)))

    looking = threading.Thread(target=look)
    looking.start()
    code = process.wait(PATIENCE)
    ended.set()
    looking.join()
    if code not in good:
        raise RuntimeError(f"{command}: exit {code}")
    return highest[0]


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _held(pid: int) -> float:
    """Its own pages, and its part of those that it shares."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
