"""A process that has the libraries loaded and forks once for each change, so that no run of the tests loads them again.

What belongs to the project is loaded in the fork: it may have been changed since.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

PLAIN = ["-q", "-x", "--tb=no", "--assert=plain", "-p", "no:cacheprovider", "-p", "tests.mutation.chosen"]


class Forking:
    """The process, as the one who started it sees it; its folder is the copy of the project."""

    def __init__(self, copy: Path, environment: dict[str, str], libraries: Sequence[str] = ()) -> None:
        command = [sys.executable, "-m", "tests.mutation.forking", *libraries]
        self._process = subprocess.Popen(
            command, cwd=copy, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def exit_code(self, arguments: list[str], limit: float) -> int | None:
        """What pytest ends with; None after so many seconds: what was started ends with it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([arguments, limit]) + "\n")
        self._process.stdin.flush()
        answer: int | None = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()


def _serve(libraries: Sequence[str]) -> None:
    for name in libraries:
        with suppress(ImportError):
            importlib.import_module(name)
    for line in sys.stdin:
        arguments, limit = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(arguments)
        sys.stdout.write(json.dumps(forked(child, limit)) + "\n")
        sys.stdout.flush()


def forked(child: int, limit: float) -> int | None:
    """What a child that leads its own group ends with; None after so many seconds: its whole group ends."""
    ends = time.monotonic() + limit
    while time.monotonic() < ends:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _run(arguments: list[str]) -> None:
    """Never comes back."""
    os.setsid()
    nowhere()
    try:
        os._exit(int(pytest.main([*PLAIN, *arguments])))
    finally:
        os._exit(pytest.ExitCode.INTERNAL_ERROR)


def nowhere() -> None:
    """Let what is read and written come from nowhere and go there."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)


if __name__ == "__main__":
    _serve(sys.argv[1:])
