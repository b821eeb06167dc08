"""``python -m tests.mutate``: small random changes to a copy of the project, and which of them no test notices."""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from pathlib import Path

from tests.mutation.changes import Change, changes
from tests.mutation.covering import measure
from tests.mutation.noticing import Noticing
from tests.mutation.trying import Equivalent, Trial, Trying, as_diff, equivalents

PROJECT = Path(__file__).resolve().parent.parent
EQUIVALENTS = "tests/mutate_equivalents.toml"
FOLDERS = ["models", "exporters", "importers", "commands", "ui", "main.py"]
LIBRARIES = (
    *("PySide6.QtNetwork", "PySide6.QtPrintSupport", "PySide6.QtSvg", "PySide6.QtTest", "PySide6.QtWidgets"),
    *("docx", "fontTools.ttLib", "hypothesis.strategies", "olefile", "openpyxl", "pydantic", "pypdf", "pypdfium2"),
    *("rapidfuzz.fuzz", "reportlab.pdfgen.canvas", "tomli", "xlfmt", "xlrd"),
)


def main(arguments: list[str] | None = None, project: Path = PROJECT) -> int:
    """Try changes and print what was found; 1 where some were not noticed."""
    wish = _parser().parse_args(arguments)
    seed = random.randrange(10**6) if wish.seed is None else wish.seed
    folders = wish.folders or [name for name in FOLDERS if (project / name).exists()]
    wanted = chosen(project, folders, wish.without, random.Random(seed), wish.count)
    judged = equivalents(project / EQUIVALENTS)
    tried = [pair for pair in wanted if not _judged(judged, *pair)]
    for gone in stale(project, judged):
        _tell(f"no such change any more: {gone.file}  {gone.function}  {gone.change}")
    covering = measure(project, sources(project, wish.tests, "test_*.py"), wish.jobs, _tell)
    libraries = LIBRARIES if project == PROJECT else ()
    trials = Trying(project, covering, Noticing(project), wish.budget, libraries, wish.again).all(
        tried, wish.jobs, lambda trial: _show(project, trial)
    )
    _report(seed, trials, [entry for pair in wanted if (entry := _judged(judged, *pair))])
    return int(not all(trial.noticed for trial in trials))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutate", description=__doc__)
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help="what is changed: folders or files (all)")
    parser.add_argument("--without", action="append", default=[], help="a folder in them that stays as it is")
    parser.add_argument("--seed", type=int, help="the same seed tries the same changes")
    parser.add_argument("--count", type=int, default=100, help="how many changes (100)")
    parser.add_argument("--tests", nargs="+", default=["tests"], help="folders or files of tests that may run (all)")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time (1)")
    parser.add_argument("--budget", type=float, default=60.0, help="seconds of tests for one change (60)")
    parser.add_argument("--again", action="store_true", help="what is not noticed is tried with all its other tests")
    return parser


def sources(project: Path, places: list[str], pattern: str) -> list[str]:
    """The files of these folders, as paths in the project."""
    found = [path for place in places for path in _files(project / place, pattern)]
    return list(dict.fromkeys(path.relative_to(project).as_posix() for path in found))


def _files(place: Path, pattern: str) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob(pattern))


def chosen(
    project: Path, folders: list[str], without: list[str], rng: random.Random, count: int
) -> list[tuple[str, Change]]:
    """So many of all possible changes, in the order of the files."""
    files = [file for file in sources(project, folders, "*.py") if not file.startswith(tuple(without))]
    found = [(file, change) for file in files for change in changes((project / file).read_text(encoding="utf-8"))]
    return [found[number] for number in sorted(rng.sample(range(len(found)), min(count, len(found))))]


def stale(project: Path, judged: list[Equivalent]) -> list[Equivalent]:
    """Those of the list that the code has left behind; they do no harm, and may go."""
    return [entry for entry in judged if not any(entry.is_that(entry.file, one) for one in _changes(project, entry))]


def _changes(project: Path, entry: Equivalent) -> list[Change]:
    path = project / entry.file
    return list(changes(path.read_text(encoding="utf-8"))) if path.is_file() else []


def _judged(judged: list[Equivalent], file: str, change: Change) -> Equivalent | None:
    return next((entry for entry in judged if entry.is_that(file, change)), None)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _show(project: Path, trial: Trial) -> None:
    if not trial.noticed:
        before = (project / trial.file).read_text(encoding="utf-8")
        print(f"NOT NOTICED {trial}\n{as_diff(before, trial.change.source)}\n    {trial.change}", flush=True)


def _report(seed: int, trials: list[Trial], same: list[Equivalent]) -> None:
    for entry in same:
        print(f"equivalent  {entry.file}  {entry.function}  {entry.change}  ({entry.why})")
    folders: dict[str, list[bool]] = defaultdict(list)
    for trial in trials:
        folders[trial.file.split("/")[0]].append(trial.noticed)
    for folder, noticed in {**folders, "together": [trial.noticed for trial in trials]}.items():
        share = sum(noticed) / len(noticed) if noticed else 1
        print(f"{folder}: {sum(noticed)} of {len(noticed)} noticed, {share:.0%}")
    endless = sum(trial.endless for trial in trials)
    print(f"seed {seed}, {len(same)} equivalent, {endless} noticed by coming to no end")


if __name__ == "__main__":
    sys.exit(main())
