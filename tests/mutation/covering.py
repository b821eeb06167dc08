"""Which tests run which line: measured once for each test file, kept until the file or its data have changed.

Where a source has changed since, what is known of its lines goes with them.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from coverage import CoverageData
from coverage.exceptions import DataError

CACHE = ".mutate"
NO_TEST = ""  # runs a line: what is done while files are loaded and tests are collected
SETTINGS = """[run]
data_file = {folder}/lines
parallel = true
source = {project}
context = ${{MUTATE_TEST-}}
omit =
    {project}/tests/mutation/*
"""
STARTER = "import coverage\ncoverage.process_startup()\n"


Worth = Callable[[str, str, float], float]


def nothing_known(file: str, test: str, seconds: float) -> float:  # noqa: ARG001 (the shape of a Worth)
    """What a test is worth where nobody has tried it."""
    return 0.0


@dataclass
class Covering:
    """The tests that run a line of a file, and what each takes."""

    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    files: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    loading: set[tuple[str, int]] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)

    def add(self, measured: dict[str, Any]) -> None:
        """Take up what was measured of one test file."""
        self.seconds |= measured["seconds"]
        if any(not file.endswith(".py") for file in measured.get("digests", ())):
            self.kept |= measured["seconds"].keys()
        for file in measured["lines"]:
            self.files[file] |= {test for test in measured["seconds"] if _is_own(file, test)}
        for file, lines in measured["lines"].items():
            for line, tests in lines.items():
                passed = {test for test in tests if test in self.seconds}
                self.lines[file, int(line)] |= passed
                self.files[file] |= passed
                if NO_TEST in tests:
                    self.loading.add((file, int(line)))

    def runs_in_tests(self, file: str, lines: Iterable[int]) -> bool:
        """Whether a change of these lines takes effect in tests alone, and not while a file is loaded or tests made."""
        return bool(lines) and not any((file, line) in self.loading for line in lines)

    def test_files(self) -> list[str]:
        """The files of all tests."""
        return list(dict.fromkeys(test.split("::")[0] for test in self.seconds))

    def tests(self, file: str, lines: Iterable[int], budget: float, worth: Worth = nothing_known) -> list[str]:
        """The tests of these lines, as many as the budget of seconds has room for.

        First those that noticed something there before, then the nearest (the file's own), of these such as compare all
        with what is kept of it beside them, then the fastest.
        What runs when a file is loaded, or in a thread that is not measured, is left to all tests of the file,
        and to those of its own test file, which may only look at its data.
        """
        found: set[str] = set().union(*(self.lines.get((file, line), set()) for line in lines)) or self.files[file]
        chosen: list[str] = []
        for test in sorted(found, key=lambda name: self._turn(file, name, worth)):
            if self.seconds[test] <= budget or not chosen:
                budget -= self.seconds[test]
                chosen.append(test)
        return chosen

    def _turn(self, file: str, test: str, worth: Worth) -> tuple[object, ...]:
        seconds = self.seconds[test]
        return (-worth(file, test, seconds), *_distance(file, test), test not in self.kept, seconds, test)


def _distance(file: str, test: str) -> tuple[bool, int]:
    return (not _is_own(file, test), -_shared(file, test))


def _is_own(file: str, test: str) -> bool:
    path, other = Path(file), Path(test.split("::")[0])
    return f"_{path.stem}_" in f"{other.stem}_" and (len(other.parts) == 2 or _shared(file, test) > 0)


def _shared(file: str, test: str) -> int:
    folders, others = Path(file).parts[:-1], Path(test.split("::")[0]).parts[1:-1]
    return sum(1 for ours, theirs in zip(folders, others, strict=False) if ours == theirs)


def measure(project: Path, test_files: list[str], jobs: int, tell: Callable[[str], None]) -> Covering:
    """Read or make what is known of each test file."""
    covering = Covering()
    with ThreadPoolExecutor(jobs) as pool:
        for measured in pool.map(lambda file: _kept(project, file) or _measured(project, file, tell), test_files):
            covering.add(measured)
    return covering


def _cache(project: Path, test_file: str) -> Path:
    return project / CACHE / (test_file.replace("/", "-") + ".json")


def _kept(project: Path, test_file: str) -> dict[str, Any] | None:
    """What was measured, while the test file and its data are the same; what it runs may have changed since."""
    cache = _cache(project, test_file)
    if not cache.exists():
        return None
    measured = _unpacked(json.loads(cache.read_text(encoding="utf-8")))
    digests = {file: (digest, _digest(project / file)) for file, digest in measured["digests"].items()}
    changed = [file for file, (then, now) in digests.items() if then != now]
    lines = {file: _carried(project, file, digests[file][0], measured["lines"].get(file, {})) for file in changed}
    if any(file == test_file or carried is None for file, carried in lines.items()):
        return None
    return measured | {"lines": measured["lines"] | lines}


def _carried(project: Path, file: str, then: str, lines: dict[str, list[str]]) -> dict[str, list[str]] | None:
    """The lines of a changed source with their tests: those of what is new are those of what stood there before.

    None where it is no source, or nobody knows what it was.
    """
    before, now = _source(project, then), project / file
    if now.suffix != ".py" or not before.exists() or not now.exists():
        return None
    old, new = (path.read_text(encoding="utf-8").split("\n") for path in (before, now))
    found: dict[str, list[str]] = {}
    for way, start, stop, at, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        around = sorted({test for line in range(start, stop + 2) for test in lines.get(str(line), [])})
        for number in range(at, end):
            tests = lines.get(str(start + number - at + 1), []) if way == "equal" else around
            if tests:
                found[str(number + 1)] = tests
    return found


def _source(project: Path, digest: str) -> Path:
    return project / CACHE / "sources" / f"{digest}.txt"


def _keep_sources(project: Path, digests: dict[str, str]) -> None:
    for file, digest in digests.items():
        kept = _source(project, digest)
        if digest and file.endswith(".py") and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes((project / file).read_bytes())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _measured(project: Path, test_file: str, tell: Callable[[str], None]) -> dict[str, Any]:
    tell(f"measuring {test_file}")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _run_measured(project, test_file, folder)
        times = folder / "times"
        seconds = json.loads(times.read_text(encoding="utf-8")) if times.exists() else {}
        lines = _lines(project, folder)
    digests = {file: _digest(project / file) for file in {test_file, *lines, *_data(project, test_file)}}
    _keep_sources(project, digests)
    measured = {"seconds": seconds, "digests": digests, "lines": lines}
    cache = _cache(project, test_file)
    cache.parent.mkdir(exist_ok=True)
    cache.write_text(json.dumps(_packed(measured)), encoding="utf-8")
    return measured


def _packed(measured: dict[str, Any]) -> dict[str, Any]:
    """The same with numbers in the place of the tests' names, which are long and come with every line."""
    names = sorted({test for lines in measured["lines"].values() for tests in lines.values() for test in tests})
    numbers = {name: number for number, name in enumerate(names)}
    lines = {
        file: {line: [numbers[test] for test in tests] for line, tests in lines.items()}
        for file, lines in measured["lines"].items()
    }
    return measured | {"tests": names, "lines": lines}


def _unpacked(kept: dict[str, Any]) -> dict[str, Any]:
    names = kept["tests"]
    lines = {
        file: {line: [names[number] for number in numbers] for line, numbers in lines.items()}
        for file, lines in kept["lines"].items()
    }
    return kept | {"lines": lines}


def _data(project: Path, test_file: str) -> list[str]:
    """What lies in folders of data beside a test file that are named in it, or in what the tests there share."""
    beside = list((project / test_file).parent.iterdir())
    shared = [one for one in beside if one.suffix == ".py" and not one.name.startswith("test_")]
    words = "".join(one.read_text(encoding="utf-8") for one in (project / test_file, *shared))
    folders = [one for one in beside if one.is_dir() and not list(one.glob("*.py*")) and f'"{one.name}"' in words]
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path.relative_to(project).as_posix() for path in found if path.suffix != ".pyc"]


def _run_measured(project: Path, test_file: str, folder: Path) -> None:
    (folder / "settings").write_text(SETTINGS.format(folder=folder, project=project), encoding="utf-8")
    (folder / "sitecustomize.py").write_text(STARTER, encoding="utf-8")
    places = {"COVERAGE_PROCESS_START": str(folder / "settings"), "MUTATE_TIMES": str(folder / "times")}
    environment = {**os.environ, **places, "PYTHONPATH": str(folder), "MUTATE_TEST": "", "CI": "1"}
    command = [*pytest_command(), "-p", "tests.mutation.recorder", test_file]
    subprocess.run(command, cwd=project, env=environment, capture_output=True, check=False)


def pytest_command() -> list[str]:
    """Pytest in one process, saying little, keeping nothing."""
    alone = ["-n0"] if find_spec("xdist") else []
    return [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "no:cacheprovider", *alone]


def _lines(project: Path, folder: Path) -> dict[str, dict[str, list[str]]]:
    """For each file its lines and their tests; files that only load are there too, without lines."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in folder.glob("lines*"):
        with suppress(DataError):  # of a process that its test killed while it wrote
            _add_lines(found, project, path)
    return found


def _add_lines(found: dict[str, dict[str, list[str]]], project: Path, path: Path) -> None:
    data = CoverageData(basename=str(path))
    data.read()
    for file in data.measured_files():
        run = data.contexts_by_lineno(file)
        lines = found.setdefault(Path(file).relative_to(project).as_posix(), {}) if run else {}
        for line, tests in run.items():
            lines[str(line)] = sorted({*lines.get(str(line), []), *tests})
