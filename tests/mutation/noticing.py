"""Which tests noticed changes of which file before: they are the first that are asked the next time."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

from tests.mutation.covering import CACHE

OWN = 4  # what a test noticed in the file itself says more than what it noticed beside it


class Noticing:
    """What is known of all runs on a project, kept beside what was measured."""

    def __init__(self, project: Path) -> None:
        self._path = project / CACHE / "noticed.json"
        self._read()

    def _read(self) -> None:
        known = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else []
        self._times = Counter({(file, test): times for file, test, times in known})
        self._near = Counter[tuple[str, str]]()
        for (file, test), times in self._times.items():
            self._near[_folder(file), test] += times

    def add(self, file: str, test: str) -> None:
        """A test noticed a change of a file; another run may have written since."""
        self._read()
        self._times[file, test] += 1
        self._near[_folder(file), test] += 1
        known = sorted([*key, times] for key, times in self._times.items())
        self._path.parent.mkdir(exist_ok=True)
        whole = self._path.with_suffix(f".{os.getpid()}")
        whole.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        whole.replace(self._path)  # another run may be reading it

    def worth(self, file: str, test: str, seconds: float) -> float:
        """How soon a test of so many seconds should run for a change of the file; 0 where nothing is known."""
        return (OWN * self._times[file, test] + self._near[_folder(file), test]) / (1 + seconds)


def _folder(file: str) -> str:
    return Path(file).parent.as_posix()
