"""A screen without a monitor, the program on it, and a hand with a mouse and a keyboard."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLibraryInfo

PROJECT = Path(__file__).resolve().parents[3]
PATIENCE = 30  # s until a thing that should happen is given up
State = list[dict[str, Any]]


class Screen:
    """An X server of its own, and what xdotool does on it."""

    def __init__(self, home: Path) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1000x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"
        own = {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "XDG_DATA_HOME": str(home)}
        self._environment = {**os.environ, **own}
        self._programs: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A Python process on this screen."""
        program = subprocess.Popen(
            [sys.executable, *arguments], cwd=PROJECT, env=self._environment, stdout=subprocess.PIPE, text=True
        )
        self._programs.append(program)
        return program

    def hand(self, *words: object) -> None:
        """What the hand does, in the words of xdotool."""
        subprocess.run(["xdotool", *map(str, words)], env=self._environment, check=True, timeout=PATIENCE)

    def drag(self, start: tuple[int, int], *stops: tuple[int, int]) -> None:
        """Presses, goes by the stops, and lets go at the last."""
        self.hand("mousemove", *start, "sleep", 0.1, "mousedown", 1)
        for x, y in ((start[0] + 8, start[1] + 8), (start[0] + 20, start[1] + 20), *stops):
            self.hand("mousemove", x, y, "sleep", 0.15, "mousemove", x + 1, y, "sleep", 0.15)
        self.hand("mouseup", 1)

    def close(self) -> None:
        for program in self._programs:
            program.kill()
            program.wait()
            if program.stdout:
                program.stdout.close()
        self._server.terminate()
        self._server.wait()


class Program:
    """The program under way, and what can be seen of it."""

    def __init__(self, screen: Screen, *files: Path) -> None:
        self.screen = screen
        self.process = screen.start("-m", "tests.ui.real.driver", *map(str, files))
        self.seen: State = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.wait(bool)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        try:
            for line in self.process.stdout:
                self.seen = json.loads(line)
        except ValueError:
            return  # it was closed while a line came

    def drag_until(self, start: tuple[int, int], stop: tuple[int, int], holds: Callable[[State], object]) -> None:
        """Drags, and as a person does where nothing has come of it (a busy machine swallows a pull), once more."""
        for patience in (PATIENCE / 4, PATIENCE / 2, PATIENCE):
            self.screen.drag(start, stop)
            with contextlib.suppress(AssertionError):
                self.wait(holds, patience)
                return
        self.wait(holds)

    def wait(self, holds: Callable[[State], object], patience: float = PATIENCE) -> State:
        """What is seen as soon as that holds."""
        end = time.monotonic() + patience
        while not holds(self.seen):
            assert time.monotonic() < end, f"did not come; seen last: {self.seen}"
            time.sleep(0.05)
        return self.seen


def why_no_screen() -> str:
    """Empty where a window can come up on an X server here, else what is missing."""
    missing = [name for name in ("Xvfb", "xdotool") if not shutil.which(name)]
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    try:
        ctypes.CDLL(str(plugins / "platforms" / "libqxcb.so"))
    except OSError as error:
        missing.append(str(error))
    return "; ".join(missing)


@pytest.fixture
def screen(home: Path) -> Iterator[Screen]:
    """The screen; what runs on it ends with it."""
    if missing := why_no_screen():
        pytest.skip(f"no window on an X server (packaging/linux/setup --tests installs what it needs): {missing}")
    made = Screen(home)
    yield made
    made.close()
