"""One change is put into a copy of the project, its tests run there, and the file is put back."""

from __future__ import annotations

import difflib
import json
import os
import queue
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from compileall import compile_dir
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.changes import Change
from tests.mutation.collected import Collected
from tests.mutation.covering import CACHE, Covering
from tests.mutation.forking import Forking
from tests.mutation.noticing import Noticing

LEFT_OUT = (".git", ".venv", CACHE, "__pycache__", "build", "dist", "out", ".*_cache", ".hypothesis")
SLOWER = 5  # a test that takes so many times its time has noticed
START = 40.0  # seconds that the start of a test run may take on a busy machine
PAUSE = 10.0  # seconds that a busy machine may stand still
NO_TESTS = 5  # pytest's exit code


@dataclass(frozen=True)
class Trial:
    """A change of a file, and whether a test noticed it; ``endless``: only by coming to no end in its time."""

    file: str
    change: Change
    noticed: bool
    tests: int
    endless: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.change.line}  {self.change.function}  ({self.tests} tests)"


@dataclass(frozen=True)
class Equivalent:
    """A change that changes nothing a person can see, judged by hand.

    ``line``: a part of the changed line, where the same change fits several places of the function.
    """

    file: str
    function: str
    change: str
    why: str
    line: str = ""

    def is_that(self, file: str, change: Change) -> bool:
        """Whether it is that change; the number of its line does not matter."""
        same = (self.file, self.function, self.change) == (file, change.function, str(change))
        return same and self.line in change.source.split("\n")[change.line - 1]


def equivalents(path: Path) -> list[Equivalent]:
    """The list of a project; empty without one."""
    if not path.exists():
        return []
    return [Equivalent(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["equivalent"]]


@dataclass(frozen=True)
class Trying:
    """Tries changes on copies of the project. ``again``: what is not noticed is tried with all its other tests."""

    project: Path
    covering: Covering
    noticing: Noticing
    budget: float
    libraries: tuple[str, ...] = ()
    again: bool = False

    def all(self, wanted: list[tuple[str, Change]], jobs: int, tell: Callable[[Trial], None]) -> list[Trial]:
        """Try each in turn, so many at a time."""
        copies: queue.Queue[_Copy] = queue.Queue()
        with (
            tempfile.TemporaryDirectory(prefix="mutate-") as folder,
            ThreadPoolExecutor(jobs) as pool,
            ExitStack() as stack,
        ):
            for number in range(jobs):
                copy = _Copy(self.project, Path(folder) / str(number), self.libraries, self.covering.test_files())
                stack.callback(copy.close)
                copies.put(copy)
            trials = []
            for trial in pool.map(lambda pair: self._one(copies, *pair), wanted):
                tell(trial)
                trials.append(trial)
            return trials

    def _one(self, copies: queue.Queue[_Copy], file: str, change: Change) -> Trial:
        tests = self.covering.tests(file, change.lines, self.budget, self.noticing.worth)
        rest = self._others(file, change, tests) if self.again else []
        copy = copies.get()
        try:
            with _changed(copy.place / file, change.source):
                code = self._exit_code(copy, file, change, tests) if tests else 0
                if code == 0 and rest:
                    code, tests = self._exit_code(copy, file, change, rest), tests + rest
            if test := copy.noticed_by():
                self.noticing.add(file, test)
        finally:
            copies.put(copy)
        return Trial(file, change, code != 0, len(tests), endless=code is None)

    def _others(self, file: str, change: Change, tests: list[str]) -> list[str]:
        """The tests of these lines for which the budget had no room."""
        whole = self.covering.tests(file, change.lines, float("inf"), self.noticing.worth)
        return [test for test in whole if test not in set(tests)]

    def _exit_code(self, copy: _Copy, file: str, change: Change, tests: list[str]) -> int | str | None:
        limit = SLOWER * sum(self.covering.seconds[test] for test in tests)
        code: int | str | None = "elsewhere"
        if self.covering.runs_in_tests(file, change.lines):
            code = copy.collected.exit_code(file, copy.source(file), tests, PAUSE + limit)
        if code == "elsewhere":
            code = self._from_the_start(copy, tests, START + limit)
        return code

    def _from_the_start(self, copy: _Copy, tests: list[str], limit: float) -> int | None:
        copy.chosen.write_text(json.dumps(tests), encoding="utf-8")
        code = copy.forking.exit_code(list(dict.fromkeys(test.split("::")[0] for test in tests)), limit)
        if code == NO_TESTS:
            raise RuntimeError(f"pytest found none of these tests: {tests}")
        return code


class _Copy:
    """A copy of the project, compiled once, and the processes that run its tests."""

    def __init__(self, project: Path, folder: Path, libraries: tuple[str, ...], test_files: list[str]) -> None:
        self._project = project
        self.place = copied(project, folder / "project")
        self.chosen = folder / "chosen.json"
        compile_dir(self.place, quiet=2)
        self._noticed_by = folder / "noticed_by"
        places = {"MUTATE_CHOSEN": str(self.chosen), "MUTATE_NOTICED": str(self._noticed_by)}
        environment = {**os.environ, **places, "PYTHONDONTWRITEBYTECODE": "1"}
        environment.setdefault("JX_SHARED", str(project.parent / "shared"))
        self.forking = Forking(self.place, environment, libraries)
        self.collected = Collected(self.place, environment, test_files)

    def source(self, file: str) -> str:
        """A file as it is without a change."""
        return (self._project / file).read_text(encoding="utf-8")

    def noticed_by(self) -> str:
        """The test that failed last, once; nothing where none did, or not in time."""
        name = self._noticed_by.read_text(encoding="utf-8") if self._noticed_by.exists() else ""
        self._noticed_by.unlink(missing_ok=True)
        return name

    def close(self) -> None:
        """Let its processes end."""
        self.forking.close()
        self.collected.close()


def copied(project: Path, place: Path) -> Path:
    """A copy to change; what was built or measured stays behind."""
    shutil.copytree(project, place, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return place


@contextmanager
def _changed(path: Path, source: str) -> Iterator[None]:
    before, when = path.read_bytes(), path.stat()
    path.write_text(source, encoding="utf-8", newline="")
    try:
        yield
    finally:
        path.write_bytes(before)
        os.utime(path, ns=(when.st_atime_ns, when.st_mtime_ns))  # what was compiled of it holds again


def as_diff(before: str, after: str) -> str:
    """The changed lines, as a diff shows them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(f"    {line}" for line in lines if not line.startswith(("---", "+++", "@@")))
