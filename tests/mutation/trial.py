"""Trying changes: each in a copy of the project, with the tests that cover its line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from tests.mutation.changes import Change
from tests.mutation.covering import PROJECT, Covering

MOST_TESTS = 150
"""Of the tests that cover a line no more are run: the quickest."""
LONGEST = 60.0
"""Seconds that the tests of one change may take by themselves; four times as long counts as noticed (it hangs)."""
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".hypothesis", "*_cache", "out", "build", "dist")


class Trials:
    """Copies of the project in which changes are tried, several beside each other."""

    def __init__(self, covering: Covering, jobs: int) -> None:
        self._covering = covering
        self._jobs = jobs
        self._folder = Path(tempfile.mkdtemp(prefix="jixiao-mutate-"))
        self._copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            copy = self._folder / str(number) / "project"
            shutil.copytree(PROJECT, copy, ignore=_LEFT_OUT, symlinks=True)
            self._copies.put(copy)

    def __enter__(self) -> Trials:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def run(self, changes: Sequence[Change]) -> Iterator[tuple[Change, bool]]:
        """Each change, and whether the tests noticed it, as they are done."""
        with ThreadPoolExecutor(self._jobs) as pool:
            yield from zip(changes, pool.map(self._noticed, changes), strict=True)

    def _noticed(self, change: Change) -> bool:
        copy = self._copies.get()
        target = copy / change.path.relative_to(PROJECT)
        source = target.read_text(encoding="utf-8")
        try:
            target.write_text(change.applied(source), encoding="utf-8")
            return self._fails(copy, self._tests(change))
        finally:
            target.write_text(source, encoding="utf-8")
            self._copies.put(copy)

    def _tests(self, change: Change) -> list[str]:
        chosen: list[str] = []
        left = LONGEST
        for test in self._covering.tests(change.path, change.line)[:MOST_TESTS]:
            left -= self._covering.seconds(test)
            if left < 0 and chosen:
                break
            chosen.append(test)
        return chosen

    def _fails(self, copy: Path, tests: Sequence[str]) -> bool:
        if not tests:
            return False
        names = copy.parent / "tests.txt"
        names.write_text("\n".join(tests), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:randomly",
            f"@{names}",
        ]
        shared = os.environ.get("JX_SHARED") or str(PROJECT.parent / "shared")
        surroundings = os.environ | {"CI": "1", "JX_SHARED": shared, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command, cwd=copy, env=surroundings, capture_output=True, timeout=4 * LONGEST + 60, check=False
            )
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0
