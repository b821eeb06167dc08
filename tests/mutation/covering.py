"""Which tests run which lines, and how long each takes: measured once by coverage, kept until the sources change."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from coverage import CoverageData

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("commands", "exporters", "importers", "models", "selftest", "ui")
SLOW = 5.0
"""Seconds; a slower test is run only where nothing quicker covers the line."""

_SETTINGS = """[run]
branch = False
source = {rooms}
"""


def sources(folders: Sequence[str]) -> list[Path]:
    """The modules in these folders."""
    paths = [PROJECT / folder for folder in folders]
    return [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*.py")))]


class Covering:
    """The tests that cover a line, quickest first."""

    def __init__(self, *, forget: bool = False) -> None:
        folder = Path(tempfile.gettempdir()) / f"jixiao-covering-{_state()}"
        if forget or not (folder / "times.xml").exists():
            folder.mkdir(exist_ok=True)
            _measure(folder)
        self._data = CoverageData(str(folder / "coverage"))
        self._data.read()
        self._times = _times(folder / "times.xml")
        self._lines: dict[str, dict[int, list[str]]] = {}

    def tests(self, path: Path, line: int) -> list[str]:
        """Ids of the tests that run a line of a module, quickest first; slow ones only where there are no others."""
        name = str(path)
        if name not in self._lines:
            self._lines[name] = self._data.contexts_by_lineno(name)
        found = {context.partition("|")[0] for context in self._lines[name].get(line, []) if context}
        known = sorted((self.seconds(one), one) for one in found)
        quick = [one for seconds, one in known if seconds <= SLOW]
        return quick or [one for _, one in known]

    def seconds(self, test: str) -> float:
        return self._times.get(test.partition("[")[0], 1.0)


def _state() -> str:
    state = hashlib.sha256()
    for path in sources([*ROOMS, "tests"]):
        state.update(path.read_bytes())
    return state.hexdigest()[:12]


def _measure(folder: Path) -> None:
    """One run of all tests under coverage; the tests of commands in processes of their own are not seen."""
    settings = folder / "settings.ini"
    settings.write_text(_SETTINGS.format(rooms=",".join(ROOMS)), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:warnings"]
    command += ["-n", "2", "--dist", "loadfile", f"--junitxml={folder / 'times.xml'}", "-o", "junit_family=xunit1"]
    command += ["--cov", f"--cov-config={settings}", "--cov-context=test", "--cov-report="]
    surroundings = os.environ | {"CI": "1", "COVERAGE_FILE": str(folder / "coverage")}
    print("measuring which tests cover which lines: one run of all tests", flush=True)
    done = subprocess.run(command, cwd=PROJECT, env=surroundings, capture_output=True, text=True, check=False)
    print(done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr[-300:], flush=True)


def _times(path: Path) -> dict[str, float]:
    times: dict[str, float] = {}
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('file')}::{case.get('name', '').partition('[')[0]}"
        times[name] = max(times.get(name, 0.0), float(case.get("time") or 0))
    return times
