"""Calls of the system that fail when they are told to: which call, and which one of its kind."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Any

import pytest

from models.files.jxmb import FileProblem

CALLS = (
    *("open", "close", "read", "write", "fsync", "fstat", "stat", "ftruncate", "lseek", "replace", "rename"),
    *("unlink", "mkdir", "link", "utime", "chmod", "chown", "listxattr", "getxattr", "setxattr", "scandir", "listdir"),
)
FAULTS = (errno.ENOSPC, errno.EIO, errno.EACCES)


class Faults:
    """Within it, the chosen call fails once; ``close`` closes and then complains, as systems do."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int = 0) -> None:
        self._patch = monkeypatch
        self._number = number
        self._wanted = ("", 0)
        self.seen: Counter[str] = Counter()
        self._real: dict[str, Any] = {}

    def at(self, call: str, count: int) -> None:
        """The ``count``-th (from 1) ``call`` fails."""
        self._wanted = (call, count)

    def __enter__(self) -> Faults:
        for name in CALLS:
            if hasattr(os, name):
                self._real[name] = getattr(os, name)
                self._patch.setattr(os, name, self._wrapped(name, self._real[name]))
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for name, real in self._real.items():
            self._patch.setattr(os, name, real)

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            self.seen[name] += 1
            if (name, self.seen[name]) != self._wanted:
                return real(*arguments, **more)
            if name == "close":
                real(*arguments)
            raise OSError(self._number, os.strerror(self._number))

        return call

    @classmethod
    def calls(cls, monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> list[tuple[str, int]]:
        """Every call that ``work`` makes, as ``at`` wants it."""
        with cls(monkeypatch) as watched:
            work()
        return [(name, count) for name, most in watched.seen.items() for count in range(1, most + 1)]


def refusal_of(work: Callable[[], object]) -> str:
    """What is said when the work cannot be done; empty when it was."""
    try:
        work()
    except FileProblem as problem:
        return str(problem)
    return ""
